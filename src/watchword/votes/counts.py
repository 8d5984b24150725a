"""Many decisions counted: by state, group, year, session, question, outcome, subject, text, or who called the vote."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from watchword.errors import NotHeld, UnknownState, UsageError
from watchword.model import Outcome, Position
from watchword.states import name_of, resolve
from watchword.store.base import CITED_ONLY, Row, View
from watchword.votes.roll_calls import CODES, Scope, cross_ballots, gather_decisions
from watchword.votes.series import normalise_title
from watchword.votes.standings import Standing, count_groups, count_states, seat_states
from watchword.votes.tally import POSITIONS

FINDER = "votes.counts/1"
BY = ("year", "session", "question", "outcome", "subject", "title", "caller", "state", "group")
_OUTCOMES = {
    Outcome.ADOPTED: "adopted", Outcome.REJECTED: "rejected", Outcome.WITHOUT_VOTE: "without_vote", Outcome.WITHDRAWN: "withdrawn",
    Outcome.NOT_CONSIDERED: "not_considered", Outcome.UNKNOWN: "outcome_unknown",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DecisionCount:
    """Decisions of one `key` (a year, a subject ...; "" where the record gives none), from the `first` day to the `last`.

    Each has one outcome: `adopted` by vote, `rejected`, adopted `without_vote`, `withdrawn`, `not_considered`, `outcome_unknown`.
    `recorded` have a roll call, whose ballots are summed as `yes`, `no`, `abstain`, `absent` and `unknown`; `unrecorded` were voted
    on and have none here. `called` are those of which it is known who called the vote.
    """

    key: str
    name: str
    decisions: int
    adopted: int
    rejected: int
    without_vote: int
    withdrawn: int
    not_considered: int
    outcome_unknown: int
    recorded: int
    unrecorded: int
    called: int
    yes: int
    no: int
    abstain: int
    absent: int
    unknown: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Decisions counted `by` something: `total`, and `rows` of decisions, or `standings` of states or groups."""

    by: str
    total: DecisionCount
    rows: tuple[DecisionCount, ...]
    standings: tuple[Standing, ...]
    basis: str
    cautions: tuple[str, ...]


def count_decisions(view: View, scope: Scope, *, by: str = "year", states: Sequence[str] = ()) -> Counts:
    """Return the decisions in `scope` counted, each once, whatever the number of sources that hold it.

    `by` is one of `BY`; `states` keeps these where it is "state". Raises `NotHeld` where nothing fits, `UsageError` for another
    `by` or a state without seat or ballot in scope, `UnknownState`.
    """
    if by not in BY:
        raise UsageError(f"decisions are counted by {', '.join(BY)}; found {by!r}")
    wanted = [resolve(state).code for state in states]
    decisions, left_out = gather_decisions(view, scope)
    basis = _say_basis(decisions, scope, left_out)
    if not decisions:
        raise NotHeld(basis)
    recorded = [row for row in decisions if row["ballots"]]
    codes, positions = cross_ballots(view, recorded, scope.organ)
    ballots = {row["id"]: cells for row, cells in zip(recorded, positions.tolist(), strict=True)}
    standings: list[Standing] = []
    if by in ("state", "group"):
        others = [row for row in decisions if not row["ballots"]]
        seating = seat_states(recorded, others, codes, positions)
        standings = (count_states if by == "state" else count_groups)(recorded, others, seating)
    absent = sorted(set(wanted) - {row.key for row in standings})
    if absent:
        raise UsageError(f"no seat and no ballot of {', '.join(map(name_of, absent))} in scope: {basis}")
    return Counts(
        by=by,
        total=_count("all", decisions, ballots),
        rows=() if by in ("state", "group") else tuple(_rows(decisions, by, ballots)),
        standings=tuple(row for row in standings if not wanted or row.key in wanted),
        basis=basis,
        cautions=tuple(_cautions(by, decisions)),
    )


def _rows(decisions: list[Row], by: str, ballots: dict[str, list[int]]) -> Iterator[DecisionCount]:
    """Yield a row for each key: years and sessions in their order, others from the most decisions on."""
    groups: dict[str, list[Row]] = {}
    for row in decisions:
        for key in dict.fromkeys(_keys(row, by)):
            groups.setdefault(key, []).append(row)
    order = list(groups) if by in ("year", "session") else sorted(groups, key=lambda key: (-len(groups[key]), key))
    for key in order:
        found = _count(key, groups[key], ballots)
        # A text is named by its latest title.
        name = groups[key][-1]["title"] if by == "title" else _name_caller(key) if by == "caller" else key
        yield replace(found, name=name or "(not given)")


def _keys(row: Row, by: str) -> list[str]:
    if by == "subject":
        return sorted(row["subjects"] or ()) or [""]
    value = {"year": row["date"][:4], "title": normalise_title(row["title"]), "caller": row["requested_by"]}.get(by)
    return [row[by] if value is None else value]


def _name_caller(key: str) -> str:
    try:
        return name_of(key)
    except UnknownState:
        return key


def _count(key: str, decisions: list[Row], ballots: dict[str, list[int]]) -> DecisionCount:
    outcomes = Counter(_OUTCOMES[Outcome(row["outcome"])] for row in decisions)
    cast = Counter(code for row in decisions for code in ballots.get(row["id"], ()))
    voted = [row for row in decisions if row["outcome"] in (Outcome.ADOPTED, Outcome.REJECTED) or row["yes"] is not None]
    days = [row["date"] for row in decisions if row["date"]]
    counts = {name: outcomes[name] for name in _OUTCOMES.values()} | {p.value: cast[CODES[Position(p)]] for p in POSITIONS}
    return DecisionCount(
        key=key,
        name=key,
        decisions=len(decisions),
        recorded=sum(row["ballots"] > 0 for row in decisions),
        unrecorded=sum(row["ballots"] == 0 for row in voted),
        called=sum(bool(row["requested_by"]) for row in decisions),
        first=min(days, default=""),
        last=max(days, default=""),
        **counts,
    )


def _say_basis(decisions: list[Row], scope: Scope, left_out: dict[str, int]) -> str:
    """Say which decisions these are, and what was left out."""
    reasons = "".join(f"; {count:,} left out: {reason}" for reason, count in sorted(left_out.items()))
    if not decisions:
        return f"no decision of {scope.organ} fits{reasons}"
    days = [row["date"] for row in decisions if row["date"]]
    said = f"{len(decisions):,} decisions of {scope.organ}{f', {days[0]} to {days[-1]}' if days else ''}"
    said += (
        f", {sum(row['ballots'] > 0 for row in decisions):,} of them with a roll call, which counts as it stands (not the official totals)"
    )
    doubtful = sum(row["id"] in scope.doubtful for row in decisions)
    said += f"; the audit doubts {doubtful} of them, which are in (--trusted leaves them out)" if doubtful else ""
    said += reasons
    cited = sum(row["source"] == CITED_ONLY for row in decisions)
    return said + (f"; {cited} of them cited, not held" if cited else "")


def _cautions(by: str, decisions: list[Row]) -> Iterator[str]:
    yield "decisions are counted as far as they are held; one that several sources hold counts once"
    if by in ("state", "group"):
        yield "adopted without a vote is neither the support of every member nor none; absence is not abstention"
        yield "a roll call that leaves out a member, or a source without absences, gives no ballot: what it did is not known"
    if by == "subject":
        yield "a decision of several subjects counts for each: rows do not add up to the total"
    if by in ("caller", "state") and not any(row["requested_by"] for row in decisions):
        yield "no record in scope says who called a vote"
