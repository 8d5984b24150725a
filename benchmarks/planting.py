"""Errors of known kinds planted into invented recorded votes that recount, to hold what the audit says against what was done.

The ballots are invented. The seats are those of the Council and the Assembly on their days; of the Commission, whose members are in no
table, 53 states of the day are drawn, and the audit is not told who they are. The rules of the audit were written with the Council's
votes of `DEVELOPED` in view; what is reported is measured on `REPORTED`: other years of the three bodies, other ballots.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from watchword.model import Outcome
from watchword.states import all_states, members
from watchword.votes.auditing.diagnosis import Body, diagnose
from watchword.votes.auditing.discrepancy import Diagnosis, Found, Record
from watchword.votes.roll_calls import ABSENT, ABSTAIN, NO, YES

DEVELOPED = (
    *(("HRC", year) for year in ("2007", "2010", "2013", "2016", "2019", "2022", "2024")),
    *(("CHR", year) for year in ("1986", "1995", "1998", "2002", "2005")), *(("GA", year) for year in ("1975", "1989", "2004", "2018")),
)  # fmt: skip
REPORTED = (
    *(("HRC", year) for year in ("2008", "2009", "2011", "2012", "2014", "2015", "2017", "2018", "2020", "2021", "2023", "2025")),
    *(("CHR", year) for year in ("1983", "1988", "1993", "1997", "2001", "2003")),
    *(("GA", year) for year in ("1968", "1983", "1999", "2012")),
)  # fmt: skip
KINDS = (Diagnosis.SWAPPED, Diagnosis.PASTED, Diagnosis.TWICE, Diagnosis.NEIGHBOUR, Diagnosis.NO_ROLL_CALL, Diagnosis.BAD_SUM,
         Diagnosis.LEFT_OUT, Diagnosis.OTHER_ANSWER)  # fmt: skip
VOTES = 28
# What a writer takes for another: close in a list, or alike in the first letters.
_NEIGHBOURS = {"SVK": "SVN", "CHE": "SWZ", "ARG": "DZA", "AUS": "AUT", "NER": "NGA", "NGA": "NER", "AUT": "AUS", "SVN": "SVK", "IRL": "IRN",
               "IND": "IDN", "IDN": "IND", "ZMB": "ZWE", "GAB": "GMB", "MLI": "MLT", "MDV": "MLI", "PRY": "PER", "PER": "PRY", "LVA": "LTU",
               "LTU": "LVA", "UKR": "GBR", "NLD": "NPL", "NPL": "NLD", "BEL": "BLZ", "BEN": "BTN", "BOL": "BIH", "BRA": "BRN", "BGD": "BRB",
               "CHN": "COL", "CUB": "CYP", "ECU": "EGY", "FRA": "GAB", "KAZ": "KEN", "MEX": "FSM", "MAR": "MOZ", "PAK": "PAN", "POL": "PRT",
               "SEN": "SRB", "TGO": "TON", "URY": "UZB", "VNM": "VEN"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planted:
    """What was done to a record (None: nothing) and what the audit found."""

    kind: Diagnosis | None
    organ: str
    found: list[Found]


@dataclass(frozen=True, slots=True)
class Score:
    """Of one kind: how many were planted, how many of these were found under their name, and how often that name was given at all."""

    planted: int
    hits: int
    named: int

    @property
    def recall(self) -> float:
        """Return the share of those planted that were found."""
        return self.hits / self.planted if self.planted else 0.0

    @property
    def precision(self) -> float:
        """Return the share of those named that were planted."""
        return self.hits / self.named if self.named else 0.0


def make_sound(number: int, organ: str, year: str, rng: random.Random) -> Record:
    """Return a vote that recounts: every member has an answer, or is absent as the totals say."""
    date = f"{year}-03-{1 + number % 28:02}"
    seats = members(organ, date) if organ != "CHR" else frozenset()
    sat = sorted(seats) or sorted(random.Random(year).sample(_states_of(year), 53))
    weights = rng.choice([(30, 8, 9), (20, 15, 12), (25, 14, 8), (14, 22, 11)])
    ballots = {state: rng.choices((YES, NO, ABSTAIN), weights)[0] for state in sat}
    ballots |= dict.fromkeys(rng.sample(sat, rng.choice((0, 0, 0, 1, 2))), ABSENT)
    held = Counter(ballots.values())
    outcome = Outcome.ADOPTED if held[YES] > held[NO] else Outcome.REJECTED
    totals = (held[YES], held[NO], held[ABSTAIN], held[ABSENT], len(sat))
    return Record(f"invented:{organ}-{year}-{number}", f"{organ}/RES/{year}/{number}", date, outcome, *totals, ballots, seats)


def _states_of(year: str) -> list[str]:
    return [state.code for state in all_states() if (state.start or "0")[:4] < year and (not state.end or state.end[:4] > year)]


def _swap(record: Record, rng: random.Random) -> Record | None:
    """Exchange two columns that differ by more than one answer (by one, nothing tells it from one answer misplaced)."""
    official = record.official or record.counted
    pairs = [pair for pair in combinations(("yes", "no", "abstain"), 2) if abs(_total(record, pair[0]) - _total(record, pair[1])) > 1]
    if not pairs or not official:
        return None
    one, other = rng.choice(pairs)
    return replace(record, **{one: _total(record, other), other: _total(record, one)})  # type: ignore[arg-type]


def _total(record: Record, column: str) -> int:
    return int(getattr(record, column))


def _paste(record: Record, others: list[Record], rng: random.Random) -> Record | None:
    other = rng.choice(others)
    return replace(record, ballots=dict(other.ballots)) if other.counted != record.counted else None


def _exchange_neighbour(record: Record, rng: random.Random) -> Record | None:
    """Print a state without a seat for a member that a writer may take for it; None where no pair is at hand or no seat known."""
    answered = {state for state, held in record.ballots.items() if held != ABSENT}
    pairs = [(a, b) for a, b in _NEIGHBOURS.items() if a in answered and record.seats and b not in record.seats]
    if not pairs:
        return None
    member, stranger = rng.choice(pairs)
    return replace(record, ballots={stranger if code == member else code: held for code, held in record.ballots.items()})


def _spoil_sum(record: Record, rng: random.Random) -> Record:
    """Print a total that is too high, so that totals and absences are more than the members there are."""
    column = rng.choice(("yes", "no", "abstain"))
    return replace(record, **{column: _total(record, column) + rng.randint(1, 15)})  # type: ignore[arg-type]


def plant(kind: Diagnosis, record: Record, others: list[Record], rng: random.Random) -> Record | None:
    """Return the record with one error of a kind, or None where this record cannot carry it."""
    state, gone = rng.sample(sorted(state for state, held in record.ballots.items() if held != ABSENT), 2)
    without = {code: held for code, held in record.ballots.items() if code != gone}
    answer = rng.choice([code for code in (YES, NO, ABSTAIN) if code != record.ballots[state]])
    ways: dict[Diagnosis, Callable[[], Record | None]] = {
        Diagnosis.SWAPPED: lambda: _swap(record, rng),
        Diagnosis.PASTED: lambda: _paste(record, others, rng),
        Diagnosis.TWICE: lambda: replace(record, ballots=without, twice=frozenset({state})),
        Diagnosis.NEIGHBOUR: lambda: _exchange_neighbour(record, rng),
        Diagnosis.NO_ROLL_CALL: lambda: replace(record, ballots={}),
        Diagnosis.BAD_SUM: lambda: _spoil_sum(record, rng),
        Diagnosis.LEFT_OUT: lambda: replace(record, ballots=without),
        Diagnosis.OTHER_ANSWER: lambda: replace(record, ballots=dict(record.ballots) | {state: answer}),
    }
    return ways[kind]()


def audit_planted(seed: int, bodies: tuple[tuple[str, str], ...]) -> Iterator[Planted]:
    """Plant one error of each kind in turn into every second of a body's votes of a year, and none in as many; yield what was found."""
    rng = random.Random(seed)
    for organ, year in bodies:
        sound = [make_sound(number, organ, year, rng) for number in range(VOTES)]
        for kind in (*KINDS, None):
            for at in range(0, VOTES, 2):
                others = [record for record in sound if record is not sound[at]]
                planted = plant(kind, sound[at], others, rng) if kind else sound[at]
                if planted is not None:
                    yield Planted(kind, organ, diagnose(planted, Body.of([*others, planted])))


def score_planted(results: list[Planted], kind: Diagnosis) -> Score:
    """Count planted, hits and named of one kind."""
    named = [item for item in results if any(found.diagnosis is kind for found in item.found)]
    return Score(sum(item.kind is kind for item in results), sum(item.kind is kind for item in named), len(named))
