"""How states answered: the only one, named ones, groups, sponsors, and who changed; as recorded, or one of them made surely false."""

from tests.evidence.statements.facts import Fact, Library, positions, shuffle
from tests.evidence.statements.filling import describe
from tests.evidence.statements.records import Phrasing
from tests.evidence.statements.told import ANSWERED, Told, bend_state, describe_two, find_before, pick
from tests.evidence.statements.wording import GROUPS, join_names, spell_state

_ANSWERS = {
    "en": {"yes": "yes", "no": "no", "abstain": "abstention"},
    "fr": {"yes": "oui", "no": "non", "abstain": "abstention"},
    "es": {"yes": "sí", "no": "no", "abstain": "abstención"},
    "de": {"yes": "Ja", "no": "Nein", "abstain": "Enthaltung"},
}


def tell_only(phrasing: Phrasing, fact: Fact, true: bool, library: Library) -> Told | None:
    """Another state as the only one; or one of several as the only one."""
    if fact.totals is None or not fact.ballots:
        return None
    language, position = phrasing.language, phrasing.asserts
    takers = positions(fact, position)
    single = len(takers) == 1
    if len(takers) != fact.totals[ANSWERED.index(position)] or not takers:
        return None
    if true:
        return _tell_state(phrasing, fact, takers[0]) if single else None
    if not single:
        if len(takers) > 6 or pick(3, phrasing.name, fact.key):
            return None
        return _tell_state(phrasing, fact, takers[0], f"{len(takers)} did", exact=False)
    others = [state for other in ANSWERED if other != position for state in positions(fact, other) if spell_state(state, language)]
    if not others:
        return None
    return _tell_state(phrasing, fact, others[pick(len(others), phrasing.name, fact.key)], f"it was {takers[0]}")


def tell_position(phrasing: Phrasing, fact: Fact, true: bool, library: Library) -> Told | None:
    """A state that answered otherwise, alone or among others; a group of which several answered otherwise."""
    if "{group" in phrasing.text.casefold():
        return _tell_group(phrasing, fact, true)
    language, seed = phrasing.language, (phrasing.name, fact.key)
    named = {
        position: sorted((s for s in positions(fact, position) if spell_state(s, language)), key=lambda s: shuffle(s, *seed))
        for position in ANSWERED
    }
    right = named[phrasing.asserts]
    wrong = sorted((s for position in ANSWERED if position != phrasing.asserts for s in named[position]), key=lambda s: shuffle(s, *seed))
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
        fit = [group for group, cast in taken.items() if sum(answer in ANSWERED and answer != phrasing.asserts for answer in cast) >= 2]
    if not fit or fact.organ not in ("HRC", "CHR") or fact.year < 1995:
        return None
    chosen = sorted(fit, key=lambda group: shuffle(group, phrasing.name, fact.key))[0]
    values = describe(fact, phrasing.language) | {"group": GROUPS[chosen]}
    return Told(values, ("group",), (fact.symbol,), "" if true else "several of the group answered otherwise")


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


def tell_change(phrasing: Phrasing, fact: Fact, true: bool, library: Library) -> Told | None:
    """The answers the other way about, or a state that answered the same both times."""
    before, language, seed = find_before(fact, library), phrasing.language, (phrasing.name, fact.key)
    if before is None:
        return None
    both = [s for s in sorted(fact.ballots.keys() & before.ballots.keys()) if spell_state(s, language)]
    pairs = {s: (before.ballots[s], fact.ballots[s]) for s in both if before.ballots[s] in ANSWERED and fact.ballots[s] in ANSWERED}
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
    values = describe_two(before, fact, language) | bend_state(spell_state(state, language), language)
    values |= {"from": _ANSWERS[language][first], "to": _ANSWERS[language][second]}
    return Told(values, turns, (before.symbol, fact.symbol), wrong, exact=True)


def _tell_state(phrasing: Phrasing, fact: Fact, state: str, wrong: str = "", *, exact: bool = True) -> Told | None:
    name = spell_state(state, phrasing.language)
    if not name:
        return None
    values = describe(fact, phrasing.language) | bend_state(name, phrasing.language)
    return Told(values, ("state", "of_state"), (fact.symbol,), wrong, exact=exact and bool(wrong))
