"""What single states explain of a roll call that does not fit: one printed twice, one for another, one left out, one misplaced."""

from collections.abc import Iterator, Mapping

from watchword.states import all_states, name_of
from watchword.votes.auditing.discrepancy import Diagnosis, Found, Record, list_names
from watchword.votes.roll_calls import ABSENT, ABSTAIN, NO, UNKNOWN, YES

_ANSWERS = ((YES, "yes"), (NO, "no"), (ABSTAIN, "abstain"))


def explain_states(record: Record, strangers: set[str], gone: set[str], problem: str) -> Iterator[Found]:
    """Explain by states: one printed twice, one for another, one without a seat."""
    left = set(gone)
    for state in sorted(record.twice):
        missing = _nearest(state, left)
        left.discard(missing)
        yield Found(problem or f"{name_of(state)} is printed more than once", Diagnosis.TWICE, 0.95 if missing and len(gone) == 1 else 0.6,
                    f"{name_of(state)} is printed more than once" + (f", and {list_names(gone)} not at all" if gone else ""),
                    tuple(sorted({state, *gone})))  # fmt: skip
    for state in sorted(strangers):
        missing = _nearest(state, left)
        if missing:
            left.discard(missing)
            alike = _is_neighbour(state, missing)
            yield Found(problem or say_strangers(record, {state}), Diagnosis.NEIGHBOUR, 0.95 if alike else 0.6,
                        f"{name_of(state)} ({state}) had no seat on {record.date}; {name_of(missing)} ({missing}), which had one, "
                        "is not in the roll call", (state, missing))  # fmt: skip
        else:
            yield Found(problem or say_strangers(record, {state}), Diagnosis.STRANGER, 0.9,
                        f"{name_of(state)} had no seat on {record.date}, and no member is missing for it", (state,))  # fmt: skip


def explain_answer(record: Record, gone: set[str], problem: str) -> Found:
    """Explain a roll call of members that does not recount: answers missing, one under another answer, or nothing found."""
    official = record.official or record.counted
    change = {name: a - b for (_, name), a, b in zip(_ANSWERS, official, record.counted, strict=True)}
    more = [name for name, difference in change.items() if difference > 0]
    less = [name for name, difference in change.items() if difference < 0]
    if more and not less:
        return _explain_missing(record, gone, problem, {name: change[name] for name in more})
    if len(more) == len(less) == 1 and change[more[0]] == 1 == -change[less[0]]:
        said = f"one {less[0]} of the roll call is a {more[0]} in the totals; which state it was cannot be told from this record"
        if sorted(official) == sorted(record.counted):
            return Found(problem, Diagnosis.OTHER_ANSWER, 0.5, f"{said}, nor whether the two columns were exchanged")
        return Found(problem, Diagnosis.OTHER_ANSWER, 0.7, said)
    return Found(problem, Diagnosis.UNEXPLAINED, 0.0, "no exchange of columns, other vote, or state accounts for the difference")


def _explain_missing(record: Record, gone: set[str], problem: str, more: Mapping[str, int]) -> Found:
    """Explain totals that count more answers than the roll call: by members without a ballot, or listed without an answer."""
    silent = gone | {state for state, held in record.ballots.items() if held in (ABSENT, UNKNOWN)}
    wanted = sum(more.values())
    said = "the totals have " + ", ".join(f"{count} more {name}" for name, count in more.items())
    unsure = not record.perhaps <= record.ballots.keys()
    if not silent and record.seats and not unsure:
        return Found(problem, Diagnosis.UNEXPLAINED, 0.0, f"{said}, and every member has an answer in the roll call")
    who = f"{list_names(silent)} had no answer in the roll call" if silent else "which states had a seat is not known here"
    sure = len(silent) == wanted and not unsure
    return Found(problem, Diagnosis.LEFT_OUT, 0.95 if sure else 0.6, f"{said}; {who}", tuple(sorted(silent)))


def _nearest(state: str, among: set[str]) -> str:
    """Return the likeliest missing member for a state: a neighbour by name or code first, then the closest by name."""
    order = _ranks()
    return min(among, key=lambda other: (not _is_neighbour(state, other), abs(order[state] - order[other]), other), default="")


def _is_neighbour(one: str, other: str) -> bool:
    """Say whether two states stand close in a list by name, or share the first two letters of name or code."""
    order = _ranks()
    names = (name_of(one).casefold(), name_of(other).casefold())
    starts = {one[:2].casefold(), names[0][:2]} & {other[:2].casefold(), names[1][:2]}
    return abs(order[one] - order[other]) <= 5 or bool(starts)


def _ranks() -> dict[str, int]:
    return {state.code: at for at, state in enumerate(sorted(all_states(), key=lambda state: state.name))}


def say_strangers(record: Record, strangers: set[str]) -> str:
    return f"{len(strangers)} ballots are of states without a seat on {record.date}: {list_names(strangers)}"
