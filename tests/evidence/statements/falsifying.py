"""The details of each kind of statement: as the record has them, or one of them made surely false."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tests.evidence.statements.facts import Fact, Library, is_alike, positions, shuffle
from tests.evidence.statements.filling import describe
from tests.evidence.statements.records import Phrasing
from tests.evidence.statements.wording import (
    BODIES,
    BODIES_BENT,
    GROUPS,
    ORDINALS,
    SHORT,
    join_names,
    spell_date,
    spell_month,
    spell_number,
    spell_state,
)

_POSITIONS = ("yes", "no", "abstain")
_ANSWERS = {
    "en": {"yes": "yes", "no": "no", "abstain": "abstention"},
    "fr": {"yes": "oui", "no": "non", "abstain": "abstention"},
    "es": {"yes": "sí", "no": "no", "abstain": "abstención"},
    "de": {"yes": "Ja", "no": "Nein", "abstain": "Enthaltung"},
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a statement says: `values` of the slots, the slots it `turns` on, what is `wrong` with it.

    `exact` says that the target is those slots, whatever brackets the words have; `inside` is the wrong part of the slot.
    """

    values: dict[str, object]
    turns: tuple[str, ...]
    votes: tuple[str, ...]
    wrong: str = ""
    exact: bool = False
    inside: str = ""


def pick(number: int, *seed: object) -> int:
    """Return a number below `number` that only the seed decides."""
    return int(shuffle(*seed), 16) % number


def tell_tally(phrasing: Phrasing, fact: Fact, true: bool, library: Library) -> Told | None:
    """One wrong number, or two that stand in each other's place."""
    before = _find_before(fact, library) if "a_" in phrasing.text else None
    if fact.totals is None or ("a_" in phrasing.text and before is None):
        return None
    values = _describe_two(before, fact, phrasing.language) if before else describe(fact, phrasing.language)
    used = tuple(name for name in _POSITIONS if "{" + name in phrasing.text.casefold().replace("b_", ""))
    slots = tuple(f"b_{name}" if before else name for name in used)
    votes = (before.symbol, fact.symbol) if before else (fact.symbol,)
    if true:
        return Told(values, slots, votes)
    seed = (phrasing.name, fact.key)
    numbers = {slot: int(str(values[slot])) for slot in slots}
    if len(slots) > 1 and pick(3, "swap", *seed) == 0:
        first, second = sorted(slots, key=lambda slot: shuffle(slot, *seed))[:2]
        if numbers[first] != numbers[second]:
            values |= {first: numbers[second], second: numbers[first]}
            return Told(values, (first, second), votes, f"{first} and {second} swapped", exact=True)
    slot = slots[pick(len(slots), "slot", *seed)]
    change = (1, 2, 3, 5, 10, -1, -2, -3)[pick(8, "change", *seed)]
    wrong = numbers[slot] + (change if numbers[slot] + change >= 0 else -change)
    return Told(values | {slot: wrong}, (slot,), votes, f"{slot} is {numbers[slot]}", exact=True)


def tell_date(phrasing: Phrasing, fact: Fact, true: bool, library: Library) -> Told | None:
    """A wrong day, month or year, which is no day (month, year) of another decision under the title."""
    language = phrasing.language
    values = describe(fact, language)
    slots = tuple(slot for slot in ("date", "usdate", "month", "year") if "{" + slot in phrasing.text)
    if "{title" in phrasing.text and not (fact.alone and fact.sure):
        return None
    if true:
        return Told(values, slots, (fact.symbol,))
    seed, day = (phrasing.name, fact.key), date.fromisoformat(fact.date)
    if slots[0] == "year":
        years = {twin[:4] for twin in fact.twins}
        options = [fact.year + step for step in (1, -1, 2, -2, 4, -5) if str(fact.year + step) not in years]
        wrong = options[pick(len(options), *seed)] if options else 0
        return Told(values | {"year": wrong}, slots, (fact.symbol,), f"year is {fact.year}", exact=True) if wrong else None
    moved = (day + timedelta(days=(1, -1, 3, 7, 31, -62, 366)[pick(7, *seed)])).isoformat()
    if slots[0] == "month":
        moved = (day.replace(day=15) + timedelta(days=(31, -31, 62, 365)[pick(4, *seed)])).isoformat()
    if any(twin.startswith(moved[: 7 if slots[0] == "month" else 10]) for twin in fact.twins):
        return None
    new = {"date": spell_date(moved, language), "usdate": spell_date(moved, language, "us"), "month": spell_month(moved, language)}
    return Told(values | new, slots, (fact.symbol,), f"date is {fact.date}", exact="[" not in phrasing.text)


def tell_title(phrasing: Phrasing, fact: Fact, true: bool, library: Library) -> Told | None:
    """The title of another text of the same body, from near the same time."""
    if not fact.title:
        return None
    values = describe(fact, phrasing.language)
    if true:
        return Told(values, ("title",), (fact.symbol,))
    near = [one for one in library.beside(fact) if one.title and not is_alike(one, fact)]
    other = min(near, key=lambda one: shuffle(fact.key, one.key), default=None)
    if other is None:
        return None
    return Told(values | {"title": other.title}, ("title",), (fact.symbol,), f"title is {fact.title!r}", exact=True)


def tell_body(phrasing: Phrasing, fact: Fact, true: bool, library: Library) -> Told | None:
    """Another body, which had no text under the title."""
    language = phrasing.language
    values = describe(fact, language)
    slots = tuple(slot for slot in ("body", "the_body", "of_body") if "{" + slot in phrasing.text.casefold())
    if "{title" in phrasing.text and not fact.alone:
        return None
    if true:
        return Told(values, slots, (fact.symbol,))
    taken = {one.organ for one in library.themes[fact.theme]}
    # The Commission gave way to the Council in 2006: the likeliest mistake.
    options = [
        organ for organ in {"HRC": ("CHR", "GA", "SC"), "CHR": ("HRC", "GA")}.get(fact.organ, ("HRC", "SC", "GA")) if organ not in taken
    ]
    if not options:
        return None
    organ = options[pick(len(options), phrasing.name, fact.key)]
    new: dict[str, object] = {"body": BODIES[language][organ], "short": SHORT[organ]}
    if language != "en":
        new["the_body"], new["of_body"] = BODIES_BENT[language][organ]
    return Told(values | new, slots, (fact.symbol,), f"body is {BODIES['en'][fact.organ]}", exact=True)


def tell_members(phrasing: Phrasing, fact: Fact, true: bool, library: Library) -> Told | None:
    """A number of members that the body had at another time, or one beside it."""
    if not fact.members or not fact.voted:
        return None
    values = describe(fact, phrasing.language)
    if true:
        return Told(values, ("members",), (fact.symbol,))
    options = [number for number in (47, 53, 43, fact.members + 1, fact.members - 2) if number != fact.members]
    wrong = options[pick(len(options), phrasing.name, fact.key)]
    return Told(values | {"members": wrong}, ("members",), (fact.symbol,), f"members are {fact.members}", exact=True)


def tell_outcome(phrasing: Phrasing, fact: Fact, true: bool, library: Library) -> Told | None:
    """By consensus what was voted on, or the other way about."""
    if fact.voted != ((phrasing.asserts == "vote") == true):
        return None
    if fact.voted and not fact.ballots:
        return None
    wrong = "" if true else f"adopted {'by vote' if fact.voted else 'without a vote'}"
    return Told(describe(fact, phrasing.language), (), (fact.symbol,), wrong)


def tell_only(phrasing: Phrasing, fact: Fact, true: bool, library: Library) -> Told | None:
    """Another state as the only one; or one of several as the only one."""
    if fact.totals is None or not fact.ballots:
        return None
    language, position = phrasing.language, phrasing.asserts
    takers = positions(fact, position)
    single = len(takers) == 1
    if len(takers) != fact.totals[_POSITIONS.index(position)] or not takers:
        return None
    if true:
        return _tell_state(phrasing, fact, takers[0]) if single else None
    if not single:
        if len(takers) > 6 or pick(3, phrasing.name, fact.key):
            return None
        return _tell_state(phrasing, fact, takers[0], f"{len(takers)} did", exact=False)
    others = [state for other in _POSITIONS if other != position for state in positions(fact, other) if spell_state(state, language)]
    if not others:
        return None
    return _tell_state(phrasing, fact, others[pick(len(others), phrasing.name, fact.key)], f"it was {takers[0]}")


def _tell_state(phrasing: Phrasing, fact: Fact, state: str, wrong: str = "", *, exact: bool = True) -> Told | None:
    name = spell_state(state, phrasing.language)
    if not name:
        return None
    values = describe(fact, phrasing.language) | _bend_state(name, phrasing.language)
    return Told(values, ("state", "of_state"), (fact.symbol,), wrong, exact=exact and bool(wrong))


def _bend_state(name: str, language: str) -> dict[str, object]:
    """Return the slots of a state's name: with "of" before it, and the verb that goes with it."""
    values: dict[str, object] = {"state": name}
    if language == "fr":
        bent = {"le ": "du ", "les ": "des "}
        article = next((start for start in bent if name.startswith(start)), "")
        of = bent[article] + name.removeprefix(article) if article else f"d’{name}" if name[0] in "AEIO" else f"de {name}"
        values |= {
            "of_state": of,
            "has": "ont" if name.startswith("les ") else "a",
            "has_been": "ont été" if name.startswith("les ") else "a été",
        }
    if language == "es":
        values |= {"of_state": f"del {name[3:]}" if name.startswith("el ") else f"de {name}"}
        values |= {
            "voted": "votaron" if name.startswith("los ") else "votó",
            "abstained": "se abstuvieron" if name.startswith("los ") else "se abstuvo",
        }
    return values


def tell_position(phrasing: Phrasing, fact: Fact, true: bool, library: Library) -> Told | None:
    """A state that answered otherwise, alone or among others; a group of which several answered otherwise."""
    if "{group" in phrasing.text.casefold():
        return _tell_group(phrasing, fact, true)
    language, seed = phrasing.language, (phrasing.name, fact.key)
    named = {
        position: sorted((s for s in positions(fact, position) if spell_state(s, language)), key=lambda s: shuffle(s, *seed))
        for position in _POSITIONS
    }
    right = named[phrasing.asserts]
    wrong = sorted((s for position in _POSITIONS if position != phrasing.asserts for s in named[position]), key=lambda s: shuffle(s, *seed))
    if "{states" not in phrasing.text.casefold():
        chosen = right if true else wrong
        if not chosen:
            return None
        return _tell_state(phrasing, fact, chosen[0], "" if true else f"it answered {fact.ballots[chosen[0]]}")
    several = right[: 2 + pick(3, *seed)]
    if len(several) < 2 or not (true or wrong):
        return None
    names = [spell_state(state, language) for state in several]
    odd = ""
    if not true:
        odd = spell_state(wrong[0], language)
        names[pick(len(names), "place", *seed)] = odd
    values = describe(fact, language) | {"states": join_names(names, language)}
    said = "" if true else f"{odd} answered {fact.ballots[wrong[0]]}"
    return Told(values, ("states",), (fact.symbol,), said, exact=not true, inside=odd)


def _tell_group(phrasing: Phrasing, fact: Fact, true: bool) -> Told | None:
    groups = fact.groups()
    taken = {group: list(cast.values()) for group, cast in groups.items() if len(cast) >= 3}
    if true:
        fit = [group for group, cast in taken.items() if set(cast) == {phrasing.asserts}]
    else:
        fit = [group for group, cast in taken.items() if sum(answer in _POSITIONS and answer != phrasing.asserts for answer in cast) >= 2]
    if not fit or fact.organ not in ("HRC", "CHR") or fact.year < 1995:
        return None
    chosen = sorted(fit, key=lambda group: shuffle(group, phrasing.name, fact.key))[0]
    values = describe(fact, phrasing.language) | {"group": GROUPS[chosen]}
    return Told(values, ("group",), (fact.symbol,), "" if true else "several of the group answered otherwise")


def tell_change(phrasing: Phrasing, fact: Fact, true: bool, library: Library) -> Told | None:
    """The answers the other way about, or a state that answered the same both times."""
    before, language, seed = _find_before(fact, library), phrasing.language, (phrasing.name, fact.key)
    if before is None:
        return None
    both = [s for s in sorted(fact.ballots.keys() & before.ballots.keys()) if spell_state(s, language)]
    pairs = {s: (before.ballots[s], fact.ballots[s]) for s in both if before.ballots[s] in _POSITIONS and fact.ballots[s] in _POSITIONS}
    moved = sorted((s for s, (one, two) in pairs.items() if one != two), key=lambda s: shuffle(s, *seed))
    stayed = sorted((s for s, (one, two) in pairs.items() if one == two), key=lambda s: shuffle(s, *seed))
    if not moved or not stayed:
        return None
    state, turns, wrong = moved[0], ("state", "of_state", "from", "to"), ""
    first, second = pairs[state]
    if not true and pick(2, *seed):
        first, second, turns, wrong = second, first, ("from", "to"), "the other way about"
    elif not true:
        state, turns, wrong = stayed[0], ("state", "of_state"), "it answered the same both times"
    values = _describe_two(before, fact, language) | _bend_state(spell_state(state, language), language)
    values |= {"from": _ANSWERS[language][first], "to": _ANSWERS[language][second]}
    return Told(values, turns, (before.symbol, fact.symbol), wrong, exact=True)


def tell_iteration(phrasing: Phrasing, fact: Fact, true: bool, library: Library) -> Told | None:
    """One more or one less than the decision's place in its series."""
    ordinals = ORDINALS[phrasing.language]
    usable = fact.sure and fact.like and fact.voted and fact.title and len(fact.twins) > 1 and fact.place < len(ordinals)
    # A title that was changed a little may go on with the same series: which number this is could then be argued about.
    if not usable or fact.organ not in ("HRC", "CHR") or library.has_rival(fact):
        return None
    values = describe(fact, phrasing.language)
    place = fact.place
    if not true:
        place += 1 if place == 1 or pick(2, phrasing.name, fact.key) else -1
    return Told(
        values | {"ordinal": ordinals[place - 1]}, ("ordinal",), (fact.symbol,), "" if true else f"it is number {fact.place}", exact=True
    )


def tell_trend(phrasing: Phrasing, fact: Fact, true: bool, library: Library) -> Told | None:
    """The direction the other way about, or one of the two numbers wrong."""
    before = _find_before(fact, library)
    if before is None or before.totals is None or fact.totals is None:
        return None
    position, direction = phrasing.asserts.split()
    first, second = (one.totals[_POSITIONS.index(position)] for one in (before, fact) if one.totals)
    rises = second > first
    if first == second:
        return None
    values = _describe_two(before, fact, phrasing.language)
    numbered = "{b_" + position in phrasing.text
    votes = (before.symbol, fact.symbol)
    if true or not numbered:
        if (rises == (direction == "rise")) != true:
            return None
        return Told(values, (f"a_{position}", f"b_{position}"), votes, "" if true else "the other way about")
    if rises != (direction == "rise"):
        return None
    slot = ("a_", "b_")[pick(2, phrasing.name, fact.key)] + position
    # Away from the other number, so that the direction stays true.
    step = (1 if (slot[0] == "b") == rises else -1) * (1 + pick(3, "step", phrasing.name, fact.key))
    wrong = int(str(values[slot])) + step
    return Told(values | {slot: wrong}, (slot,), votes, f"{slot} is {values[slot]}", exact=True) if wrong >= 0 else None


def tell_sponsor(phrasing: Phrasing, fact: Fact, true: bool, library: Library) -> Told | None:
    """As a sponsor a state that voted against the text, or in the Security Council did not vote for it."""
    named = [state for state in fact.sponsors if spell_state(state, phrasing.language)]
    if not named:
        return None
    if true:
        return _tell_state(phrasing, fact, named[pick(len(named), phrasing.name, fact.key)])
    against = positions(fact, "no") + (positions(fact, "abstain") if fact.organ == "SC" else [])
    wrong = [state for state in against if state not in fact.sponsors and spell_state(state, phrasing.language)]
    return _tell_state(phrasing, fact, wrong[pick(len(wrong), phrasing.name, fact.key)], "it did not support the text") if wrong else None


def _find_before(fact: Fact, library: Library) -> Fact | None:
    """Return the vote before this one in its series, where both have ballots and each is alone under its title in its year."""
    if not (fact.sure and fact.place > 1 and fact.alone and fact.ballots and fact.totals and fact.organ in ("HRC", "CHR")):
        return None
    day = fact.twins[fact.place - 2]
    found = next((one for one in library.themes[fact.theme] if one.organ == fact.organ and one.date == day), None)
    return found if found and found.alone and found.ballots and found.totals else None


def _describe_two(before: Fact, after: Fact, language: str) -> dict[str, object]:
    """Return the slots of two votes: `a_` and `b_` before the names, and without either what both have."""
    values = {f"a_{name}": value for name, value in describe(before, language).items()}
    values |= {f"b_{name}": value for name, value in describe(after, language).items()}
    values |= {name: describe(after, language).get(name) for name in ("body", "the_body", "of_body", "short", "title", "form")}
    gap = after.year - before.year
    later = {
        "en": "a year later" if gap == 1 else "{} years later", "fr": "un an plus tard" if gap == 1 else "{} ans plus tard",
        "es": "un año después" if gap == 1 else "{} años después", "de": "ein Jahr später" if gap == 1 else "{} Jahre später",
    }[language]  # fmt: skip
    values["later"] = later.format(spell_number(gap, language)) if gap else None
    return values


MAKERS: dict[str, Callable[[Phrasing, Fact, bool, list[Fact]], Told | None]] = {
    "tally": tell_tally, "date": tell_date, "title": tell_title, "body": tell_body, "members": tell_members, "outcome": tell_outcome,
    "only": tell_only, "position": tell_position, "change": tell_change, "iteration": tell_iteration, "trend": tell_trend,
    "sponsor": tell_sponsor,
}  # fmt: skip
