"""Errors planted into sound records are found, and called by their names. The ballots are invented; the seats are the Council's."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from watchword.model import Outcome
from watchword.states import members
from watchword.votes.diagnosis import Body, diagnose
from watchword.votes.discrepancy import Diagnosis, Found, Record
from watchword.votes.roll_calls import ABSENT, ABSTAIN, NO, YES

_YEARS = ("2007", "2010", "2013", "2016", "2019", "2022", "2024")
_KINDS = (Diagnosis.SWAPPED, Diagnosis.PASTED, Diagnosis.TWICE, Diagnosis.NEIGHBOUR, Diagnosis.NO_ROLL_CALL, Diagnosis.BAD_SUM,
          Diagnosis.LEFT_OUT, Diagnosis.OTHER_ANSWER)  # fmt: skip
# What the rest of the year would call a neighbour: close in a list, or alike in the first letters.
_NEIGHBOURS = {"SVK": "SVN", "CHE": "SWZ", "ARG": "DZA", "AUS": "AUT", "NER": "NGA", "NGA": "NER", "AUT": "AUS", "SVN": "SVK", "IRL": "IRN",
               "IND": "IDN", "IDN": "IND", "ZMB": "ZWE", "GAB": "GMB", "MLI": "MLT", "MDV": "MLI", "PRY": "PER", "PER": "PRY", "LVA": "LTU",
               "LTU": "LVA", "UKR": "GBR", "NLD": "NPL", "NPL": "NLD", "BEL": "BLZ", "BEN": "BTN", "BOL": "BIH", "BRA": "BRN", "BGD": "BRB",
               "CHN": "COL", "CUB": "CYP", "ECU": "EGY", "FRA": "GAB", "KAZ": "KEN", "MEX": "FSM", "MAR": "MOZ", "PAK": "PAN", "POL": "PRT",
               "SEN": "SRB", "TGO": "TON", "URY": "UZB", "VNM": "VEN"}  # fmt: skip


def sound_record(number: int, year: str, rng: random.Random) -> Record:
    """A vote that recounts: every member has an answer, one or two at most are absent."""
    date = f"{year}-03-{1 + number % 28:02}"
    seats = members("HRC", date)
    weights = rng.choice([(30, 8, 9), (20, 15, 12), (25, 14, 8), (14, 22, 11)])
    ballots = {state: rng.choices((YES, NO, ABSTAIN), weights)[0] for state in sorted(seats)}
    for state in rng.sample(sorted(seats), rng.choice((0, 0, 1))):
        ballots[state] = ABSENT
    held = Counter(ballots.values())
    outcome = Outcome.ADOPTED if held[YES] > held[NO] else Outcome.REJECTED
    totals = (held[YES], held[NO], held[ABSTAIN], held[ABSENT], len(seats))
    return Record(f"invented:{year}-{number}", f"A/HRC/RES/{year}/{number}", date, outcome, *totals, ballots, seats)


def plant(kind: Diagnosis, record: Record, others: list[Record], rng: random.Random) -> Record | None:
    """The record with one error of a kind, or None where this record cannot carry it."""
    ballots = dict(record.ballots)
    answered = sorted(state for state, held in ballots.items() if held != ABSENT)
    state, gone = rng.sample(answered, 2)
    other = rng.choice(others)
    pairs = [(a, b) for a, b in _NEIGHBOURS.items() if a in answered and b not in record.seats]
    member, stranger = rng.choice(pairs) if pairs else ("", "")
    without = {code: held for code, held in ballots.items() if code != gone}
    exchanged = {stranger if code == member else code: held for code, held in ballots.items()}
    changed = ballots | {state: rng.choice([code for code in (YES, NO, ABSTAIN) if code != ballots[state]])}
    planted = {
        Diagnosis.SWAPPED: replace(record, no=record.abstain, abstain=record.no) if record.no != record.abstain else None,
        Diagnosis.PASTED: replace(record, ballots=dict(other.ballots)) if other.counted != record.counted else None,
        Diagnosis.TWICE: replace(record, ballots=without, twice=frozenset({state})),
        Diagnosis.NEIGHBOUR: replace(record, ballots=exchanged) if pairs else None,
        Diagnosis.NO_ROLL_CALL: replace(record, ballots={}),
        Diagnosis.BAD_SUM: replace(record, yes=(record.yes or 0) + 10),
        Diagnosis.LEFT_OUT: replace(record, ballots=without),
        Diagnosis.OTHER_ANSWER: replace(record, ballots=changed),
    }
    return planted[kind]


def audit_planted(seed: int, years: tuple[str, ...]) -> list[tuple[Diagnosis | None, list[Found]]]:
    """Plant one error of each kind in turn, and none in as many records; return what was planted beside what was found."""
    rng = random.Random(seed)
    results: list[tuple[Diagnosis | None, list[Found]]] = []
    for year in years:
        sound = [sound_record(number, year, rng) for number in range(28)]
        for kind in (*_KINDS, None):
            for at in range(0, 28, 2):
                others = [record for record in sound if record is not sound[at]]
                planted = plant(kind, sound[at], others, rng) if kind else sound[at]
                if planted is not None:
                    results.append((kind, diagnose(planted, Body.of([*others, planted]))))
    return results


@pytest.mark.parametrize("kind", _KINDS)
def test_planted_errors_are_found_and_named(kind: Diagnosis) -> None:
    """Of each kind of error, at least 95 in 100 are found under their own name, and at least 95 in 100 of that name are right."""
    results = audit_planted(2, _YEARS)
    planted = [found for was, found in results if was is kind]
    hits = sum(any(item.diagnosis is kind for item in found) for found in planted)
    named = sum(any(item.diagnosis is kind for item in found) for _, found in results)
    assert len(planted) > 30
    assert hits / len(planted) >= 0.95, f"recall {hits}/{len(planted)}"
    assert hits / named >= 0.95, f"precision {hits}/{named}"


def test_nothing_is_found_in_sound_records() -> None:
    """A record that recounts, with every member in it, raises no doubt."""
    assert not [found for was, found in audit_planted(3, _YEARS) if was is None and found]


def test_the_state_exchanged_is_named() -> None:
    """A neighbouring code is reported with the stranger and the member it stands for."""
    record = sound_record(1, "2016", random.Random(5))
    ballots = dict(record.ballots)
    ballots["SWZ"] = ballots.pop("CHE")
    [found] = diagnose(replace(record, ballots=ballots), Body.of([record]))
    assert (found.diagnosis, found.states) == (Diagnosis.NEIGHBOUR, ("SWZ", "CHE"))


def test_a_vote_without_anything_to_compare_raises_no_doubt() -> None:
    """No totals, no table of members: nothing is said."""
    record = Record("x", "", "1950-01-01", Outcome.UNKNOWN, None, None, None, None, None, {"FRA": YES})
    assert diagnose(record, Body.of([record])) == []


def test_the_order_of_records_and_ballots_does_not_matter() -> None:
    """Shuffled input gives the same diagnoses."""
    rng = random.Random(11)
    sound = [sound_record(number, "2019", rng) for number in range(12)]
    pasted = replace(sound[0], ballots=dict(sound[5].ballots))
    shuffled = [replace(record, ballots=dict(rng.sample(sorted(record.ballots.items()), len(record.ballots)))) for record in sound[1:]]
    rng.shuffle(shuffled)
    assert diagnose(pasted, Body.of([pasted, *sound[1:]])) == diagnose(pasted, Body.of([*shuffled, pasted]))
