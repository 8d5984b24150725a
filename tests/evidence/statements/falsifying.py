"""The details of each kind of statement: as the record has them, or one of them made surely false."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.evidence.statements.facts import Fact, Library, is_alike, shuffle
from tests.evidence.statements.filling import describe
from tests.evidence.statements.records import Phrasing
from tests.evidence.statements.stating import tell_change, tell_only, tell_position, tell_sponsor
from tests.evidence.statements.told import ANSWERED, Told, describe_two, find_before, pick
from tests.evidence.statements.wording import BODIES, BODIES_BENT, ORDINALS, SHORT, spell_date, spell_month


def tell_tally(phrasing: Phrasing, fact: Fact, true: bool, library: Library) -> Told | None:
    """One wrong number, or two that stand in each other's place."""
    before = find_before(fact, library) if "a_" in phrasing.text else None
    if fact.totals is None or ("a_" in phrasing.text and before is None):
        return None
    values = describe_two(before, fact, phrasing.language) if before else describe(fact, phrasing.language)
    used = tuple(name for name in ANSWERED if "{" + name in phrasing.text.casefold().replace("b_", ""))
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
    near = [one for one in library.beside(fact) if one.title and not is_alike(one.theme, fact.theme)]
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


def tell_iteration(phrasing: Phrasing, fact: Fact, true: bool, library: Library) -> Told | None:
    """One more or one less than the decision's place in its series."""
    ordinals = ORDINALS[phrasing.language]
    usable = fact.sure and fact.like and fact.voted and fact.title and len(fact.twins) > 1 and fact.place < len(ordinals)
    # A title that was changed a little may go on with the same series: which number this is could then be argued about.
    if not usable or fact.organ not in ("HRC", "CHR") or fact.rival:
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
    before = find_before(fact, library)
    if before is None or before.totals is None or fact.totals is None:
        return None
    position, direction = phrasing.asserts.split()
    first, second = (one.totals[ANSWERED.index(position)] for one in (before, fact) if one.totals)
    rises = second > first
    if first == second:
        return None
    values = describe_two(before, fact, phrasing.language)
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


MAKERS: dict[str, Callable[[Phrasing, Fact, bool, list[Fact]], Told | None]] = {
    "tally": tell_tally, "date": tell_date, "title": tell_title, "body": tell_body, "members": tell_members, "outcome": tell_outcome,
    "only": tell_only, "position": tell_position, "change": tell_change, "iteration": tell_iteration, "trend": tell_trend,
    "sponsor": tell_sponsor,
}  # fmt: skip  # fmt: skip
