"""Positions come back from answers that were drawn from known ones, and do not depend on the order of anything."""

import csv
import io
import zipfile
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.corpora import data_file
from watchword.votes.ideal_points.scaling import fit_positions


def draw_answers(
    states: int, votes: int, seed: int, positions: NDArray[np.float64] | None = None
) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
    """Answers drawn from the model: divided votes of states at known positions."""
    rng = np.random.default_rng(seed)
    at = rng.normal(size=states) if positions is None else positions
    slopes, middles = rng.normal(0, 1.5, votes), rng.normal(0, 0.7, votes)
    latent = slopes[:, None] * at + rng.normal(size=(votes, states))
    answers = (latent > middles[:, None] - 0.4).astype(np.int8) + (latent > middles[:, None] + 0.4)
    divided = answers.min(axis=1) < answers.max(axis=1)
    return answers[divided].astype(np.int8), at


def fit_alone(answers: NDArray[np.int8], anchors: list[int]) -> NDArray[np.float64]:
    """Positions by one period's votes."""
    return fit_positions(answers, np.zeros(len(answers), np.int64), np.arange(len(answers)), anchors).position[0]


def test_known_positions_are_found_again() -> None:
    """With a hundred votes the estimates order 60 states as they were made, on the anchor's side."""
    answers, at = draw_answers(60, 100, 1)
    found = fit_alone(answers, [int(at.argmax())])
    assert np.corrcoef(found, at)[0, 1] > 0.97


def test_the_anchor_says_which_side_is_positive() -> None:
    """Another anchor mirrors the line, to the last digit that the fit settles."""
    answers, at = draw_answers(40, 60, 2)
    right, left = fit_alone(answers, [int(at.argmax())]), fit_alone(answers, [int(at.argmin())])
    assert right[at.argmax()] > 0
    assert left[at.argmin()] > 0
    assert np.corrcoef(right, left)[0, 1] < -0.999


def test_the_order_of_votes_and_states_does_not_matter() -> None:
    """Shuffled rows and columns give the same positions."""
    answers, at = draw_answers(30, 50, 3)
    rng = np.random.default_rng(4)
    rows, columns = rng.permutation(len(answers)), rng.permutation(30)
    anchor = int(at.argmax())
    shuffled = fit_alone(answers[rows][:, columns], [int(np.flatnonzero(columns == anchor)[0])])
    assert np.allclose(shuffled, fit_alone(answers, [anchor])[columns], atol=1e-6)


def test_the_error_shrinks_with_votes_and_covers_the_truth() -> None:
    """A state with few answers has the wider band, and the bands hold most true positions."""
    answers, at = draw_answers(80, 120, 5)
    answers[5:, 0] = -1
    fit = fit_positions(answers, np.zeros(len(answers), np.int64), np.arange(len(answers)), [int(at.argmax())])
    assert fit.error[0, 0] > 1.5 * np.median(fit.error[0])
    # The scale is the model's own: the truth is brought to it before the bands are held against it.
    slope, level = np.polyfit(at[1:], fit.position[0, 1:], 1)
    within = np.abs(fit.position[0] - (slope * at + level)) < 1.96 * fit.error[0]
    assert within.mean() > 0.85


def test_a_state_that_never_answers_has_no_position_and_one_answer_gives_a_wide_one() -> None:
    """Missing is missing; one answer leaves a state near the middle, with a wide band."""
    answers, at = draw_answers(20, 40, 6)
    answers[:, 3] = -1
    answers[1:, 4] = -1
    fit = fit_positions(answers, np.zeros(len(answers), np.int64), np.arange(len(answers)), [int(at.argmax())])
    assert np.isnan(fit.position[0, 3])
    assert np.isfinite(fit.position[0, 4])
    assert fit.error[0, 4] > 0.5


def test_periods_are_bridged_by_the_walk_and_by_repeated_texts() -> None:
    """States that move by the same step in every period are followed; the fit tells an early from a late position."""
    rng = np.random.default_rng(7)
    start, step = rng.normal(size=50), rng.normal(0, 0.25, 50)
    parts = [draw_answers(50, 40, 10 + period, start + step * period)[0] for period in range(5)]
    answers = np.concatenate(parts)
    periods = np.repeat(np.arange(5), [len(part) for part in parts])
    fit = fit_positions(answers, periods, np.arange(len(answers)), [int(start.argmax())])
    assert np.corrcoef(fit.position[4] - fit.position[0], step)[0, 1] > 0.75
    # The same items in both periods: what changed is then the states.
    twice = np.concatenate([parts[0], parts[0]])
    numbers = np.concatenate([np.arange(len(parts[0]))] * 2)
    same = fit_positions(twice, np.repeat([0, 1], len(parts[0])), numbers, [int(start.argmax())])
    assert np.allclose(same.position[0], same.position[1], atol=0.02)


def read_session(archive: zipfile.ZipFile, session: str) -> tuple[list[str], NDArray[np.int8]]:
    """Read one session's votes straight from the publisher's file: country codes and answers."""
    calls = csv.DictReader(io.TextIOWrapper(archive.open("ga-votes/roll_calls.csv"), "utf-8"))
    wanted = {float(row["rcid"]) for row in calls if float(row["session"]) == float(session)}
    cells: dict[str, dict[str, int]] = defaultdict(dict)
    for row in csv.DictReader(io.TextIOWrapper(archive.open("ga-votes/unvotes.csv"), "utf-8")):
        if float(row["rcid"]) in wanted:
            cells[row["rcid"]][row["country"]] = {"yes": 2, "abstain": 1, "no": 0}[row["vote"]]
    names = sorted({name for held in cells.values() for name in held})
    answers = np.array([[held.get(name, -1) for name in names] for _, held in sorted(cells.items())], dtype=np.int8)
    return names, answers[[len(set(row[row >= 0].tolist())) > 1 for row in answers]]


@pytest.mark.real
@pytest.mark.parametrize("session", ["40", "57"])
def test_assembly_sessions_agree_with_published_estimates(session: str) -> None:
    """Sessions by themselves correlate at 0.97 and more with the estimates of Bailey, Strezhnev and Voeten."""
    names, answers = read_session(zipfile.ZipFile(data_file("ga-votes.zip")), session)
    published: dict[str, float] = {}
    with zipfile.ZipFile(data_file("ideal-points.zip")) as archive:
        name = next(item for item in archive.namelist() if Path(item).name.startswith("IdealpointestimatesAll"))
        for row in csv.DictReader(io.TextIOWrapper(archive.open(name), "latin-1")):
            if row["session"] == session:
                published[row["Countryname"]] = float(row["IdealPoint"])
    found = fit_alone(answers, [names.index("United States")])
    known = [(at, published[name]) for at, name in enumerate(names) if name in published]
    assert len(known) > 100
    assert np.corrcoef(found[[at for at, _ in known]], [value for _, value in known])[0, 1] > 0.97
