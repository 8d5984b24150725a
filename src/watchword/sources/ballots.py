"""What the sources of roll calls share: one ballot per state, and ballots recounted against official totals."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from watchword import states
from watchword.errors import UnknownState
from watchword.model import Ballot, Issue, Position


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a printed roll call: a code and a name as printed (either may be blank), and what was done."""

    code: str
    name: str
    position: Position

    @property
    def printed(self) -> str:
        """The state as the record prints it."""
        return self.name or self.code


@dataclass(frozen=True, slots=True)
class Totals:
    """The official totals of a roll call, None where the record gives none."""

    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    absent: int | None = None
    members: int | None = None

    def words(self) -> str:
        """The totals in words, for a message."""
        return _words((self.yes, self.no, self.abstain, self.absent, self.members))

    @property
    def carried(self) -> bool | None:
        """Whether more said yes than no; None where the record does not give both."""
        return None if self.yes is None or self.no is None else self.yes > self.no


@dataclass(frozen=True, slots=True)
class Roll:
    """A roll call settled: one position per state, the issues met, and how many cells are in those only."""

    positions: tuple[tuple[str, Position, str], ...]
    issues: tuple[Issue, ...]
    set_aside: int

    def ballots(self, roll_call: str) -> tuple[Ballot, ...]:
        """Return the ballots of the roll call of this id."""
        return tuple(Ballot(roll_call, state, position, printed) for state, position, printed in self.positions)

    def count(self) -> Totals:
        """Count the positions; a state whose position is unknown is counted with those that did not vote."""
        found = Counter(position for _, position, _ in self.positions)
        silent = found[Position.ABSENT] + found[Position.UNKNOWN]
        return Totals(found[Position.YES], found[Position.NO], found[Position.ABSTAIN], silent, len(self.positions))


@dataclass(frozen=True, slots=True)
class Recorder:
    """Makes issues that all name the same source, file and roll call (`record`: its number, symbol and the like)."""

    source: str
    file: str
    record: str

    def issue(self, problem: str, expected: str, found: str, severity: str = "kept", part: str = "") -> Issue:
        """Return an issue of this record; `part` names the state or field inside it."""
        place = f"{self.record}, {part}" if part else self.record
        return Issue(self.source, self.file, place, problem, expected, found, severity)


@cache
def resolve_state(code: str, name: str, on: str) -> str:
    """Return the code of the state that `code` and `name` print, as of the date `on`.

    Where the two name different states, neither is believed. A code or name that is blank or unknown leaves it to the
    other. Raises `UnknownState`.
    """
    found: dict[str, str] = {}
    for text in (code, name):
        if text:
            try:
                found[states.resolve(text, on=on).code] = text
            except UnknownState:
                continue
    if len(found) == 1:
        return next(iter(found))
    reason = "code and name are of different states" if found else "neither code nor name is known"
    raise UnknownState(f"{code!r} {name!r} on {on or 'an unknown date'}: {reason}")


def settle_roll(cells: Iterable[Cell], organ: str, date: str, recorder: Recorder) -> Roll:
    """Turn printed cells into one position per state.

    A state that is not known is left out; a state printed twice with one position is taken once, and with several its
    position is unknown; a state that is known not to have been a member on that day is kept. Each of these is an issue, in words
    that do not depend on the order of the cells.
    """
    issues: list[Issue] = []
    printed: dict[str, list[Cell]] = defaultdict(list)
    set_aside = 0
    for cell in cells:
        try:
            printed[resolve_state(cell.code, cell.name, date)].append(cell)
        except UnknownState as error:
            set_aside += 1
            found = f"{cell.code} {cell.name} ({cell.position.value}): {error}"
            issues.append(recorder.issue("a ballot of no known state", "a state", found, "left out"))
    positions = []
    for state, same in printed.items():
        position, problem = _settle_positions(state, same, recorder)
        set_aside += len(same) - 1
        issues += problem
        issues += _check_member(state, organ, date, recorder)
        positions.append((state, position, min(cell.printed for cell in same)))
    return Roll(tuple(positions), tuple(issues), set_aside)


def _settle_positions(state: str, same: Sequence[Cell], recorder: Recorder) -> tuple[Position, list[Issue]]:
    if len(same) == 1:
        return same[0].position, []
    found = ", ".join(sorted(f"{cell.printed}: {cell.position.value}" for cell in same))
    if len({cell.position for cell in same}) == 1:
        problem = "a state is printed more than once with the same position; taken once"
        return same[0].position, [recorder.issue(problem, "one ballot", found, part=state)]
    problem = "a state is printed more than once with different positions; its position is unknown"
    return Position.UNKNOWN, [recorder.issue(problem, "one ballot", found, part=state)]


@cache
def _is_stranger(organ: str, state: str, date: str) -> bool:
    return states.is_member(organ, state, date) is False


def _check_member(state: str, organ: str, date: str, recorder: Recorder) -> list[Issue]:
    if not _is_stranger(organ, state, date):
        return []
    return [recorder.issue("a ballot of a state that was no member", f"a member of {organ} on {date}", state, part=state)]


def check_recount(roll: Roll, official: Totals, recorder: Recorder) -> list[Issue]:
    """Compare the ballots with the official totals; every total given is compared, and one issue shows both counts."""
    counted = roll.count()
    pairs = zip(_figures(counted), _figures(official), strict=True)
    if all(total is None or count == total for count, total in pairs):
        return []
    return [recorder.issue("the ballots do not recount to the official totals", official.words(), counted.words())]


def check_totals(official: Totals, recorder: Recorder) -> list[Issue]:
    """Check that the official totals add up to the membership the record gives."""
    parts = (official.yes, official.no, official.abstain, official.absent)
    if official.members is None or any(part is None for part in parts):
        return []
    added = sum(part for part in parts if part is not None)
    if added == official.members:
        return []
    return [recorder.issue("the official totals do not add up", f"{official.members} members", official.words())]


def _figures(totals: Totals) -> tuple[int | None, ...]:
    return (totals.yes, totals.no, totals.abstain, totals.absent, totals.members)


def _words(figures: tuple[int | None, ...]) -> str:
    labels = ("yes", "no", "abstain", "not voting", "members")
    return ", ".join(f"{'?' if figure is None else figure} {label}" for figure, label in zip(figures, labels, strict=True))
