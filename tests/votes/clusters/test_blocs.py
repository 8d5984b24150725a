"""Blocs of invented votes that have them, and of votes that have none; nothing depends on the order of the input."""

import random
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.cli.running import run
from tests.votes.invented import Invented, call, cast
from watchword.errors import NotHeld, UsageError
from watchword.votes.agreement import compare_states
from watchword.votes.clusters.blocs import Blocs, cluster_states
from watchword.votes.clusters.clustering import choose_cut, cut_tree, measure_silhouettes
from watchword.votes.clusters.distances import measure_distances
from watchword.votes.roll_calls import Scope

NORTH, SOUTH, EAST = ("FRA", "DEU", "GBR", "USA"), ("BRA", "CHL", "MEX", "PER"), ("CHN", "IND", "PAK")
POSITIONS = ("no", "abstain", "yes")
matrices = arrays(np.int8, st.tuples(st.integers(1, 15), st.integers(1, 7)), elements=st.integers(-1, 2))


def planted(order: int = 0, votes: int = 40) -> Invented:
    """Three invented blocs: each takes its own line in each vote, and one member in ten strays by chance."""
    chance = random.Random(7)
    records, ballots = [], []
    for number in range(votes):
        key = f"{number:02}"
        records.append(call(key, date=f"2018-03-{number % 28 + 1:02}"))
        for at, bloc in enumerate((NORTH, SOUTH, EAST)):
            line = POSITIONS[(number + at * (number % 2 + 1)) % 3]
            for state in bloc:
                ballots += cast(key, **{state: chance.choice(POSITIONS) if chance.random() < 0.1 else line})
    random.Random(order).shuffle(records)
    random.Random(order + 1).shuffle(ballots)
    return Invented(records, ballots)


def members(found: Blocs) -> set[tuple[str, ...]]:
    """The blocs without their order."""
    return {bloc.members for bloc in found.blocs}


def test_planted_blocs_are_found_and_hold() -> None:
    """Three blocs, their sizes, and a stability of nearly one; shuffled votes show far less."""
    found = cluster_states(planted(), Scope())
    assert members(found) == {tuple(sorted(NORTH)), tuple(sorted(SOUTH)), tuple(sorted(EAST))}
    assert [bloc.size for bloc in found.blocs] == [4, 4, 3]
    assert all(bloc.stability is not None and bloc.stability > 0.95 for bloc in found.blocs)
    assert all(row.stays is not None and row.stays > 0.95 for row in found.states)
    assert all(bloc.cohesion is not None and bloc.cohesion > (other.agreement or 0) for bloc in found.blocs for other in bloc.others)
    assert found.silhouette > found.shuffled + 0.2


def test_a_bloc_counted_by_hand() -> None:
    """Two against two in three votes of four, one of the two half-way in the fourth: agreement, medoid and typical vote by pencil."""
    sides = [("yes", "yes", "no", "no"), ("no", "no", "yes", "yes"), ("yes", "yes", "no", "no"), ("yes", "abstain", "no", "no")]
    ballots = [
        ballot for at, row in enumerate(sides) for ballot in cast(str(at), **dict(zip(("DEU", "FRA", "CHN", "IND"), row, strict=True)))
    ]
    found = cluster_states(Invented([call(str(at), date=f"2018-03-1{at}") for at in range(4)], ballots), Scope(), least=1, draws=0)
    one, other = found.blocs
    assert (one.members, one.cohesion, one.medoid) == (("CHN", "IND"), 1.0, "CHN")
    assert (other.members, other.cohesion, other.medoid) == (("DEU", "FRA"), 0.875, "DEU")
    assert [(row.bloc, row.agreement, row.pairs) for row in one.others] == [(2, 0.0625, 4)]
    assert (one.stability, found.states[0].stays) == (None, None)
    assert [(vote.date, vote.difference) for vote in one.votes] == [("2018-03-12", -2.0), ("2018-03-11", 2.0), ("2018-03-10", -2.0)]
    assert one.votes[0].mine == {"yes": 0, "no": 2, "abstain": 0}


def test_votes_in_which_all_are_alike_have_one_bloc() -> None:
    """Nothing is told apart where nothing differs."""
    states = dict.fromkeys((*NORTH, *SOUTH), "yes")
    found = cluster_states(
        Invented([call(str(n)) for n in range(9)], [b for n in range(9) for b in cast(str(n), **states)]), Scope(), least=5
    )
    assert [bloc.size for bloc in found.blocs] == [8]
    assert any("no blocs to tell apart" in said for said in found.cautions)
    assert found.blocs[0].votes == ()


def test_one_vote_and_one_state_are_bounded_answers() -> None:
    """One vote splits by its answers; one state is one bloc; neither is an exception."""
    found = cluster_states(Invented([call("1")], cast("1", FRA="yes", DEU="yes", CHN="no", IND="no")), Scope(), least=1)
    assert members(found) == {("DEU", "FRA"), ("CHN", "IND")}
    alone = cluster_states(Invented([call("1")], cast("1", FRA="yes")), Scope(), least=1)
    assert (alone.blocs[0].members, alone.blocs[0].cohesion, alone.states[0].stays) == (("FRA",), None, None)


def test_what_cannot_be_clustered_is_said() -> None:
    """Too few answers, more blocs than states, no vote in scope, an unknown way to count an abstention."""
    view = Invented([call("1")], cast("1", FRA="yes", DEU="no"))
    with pytest.raises(NotHeld, match="no state has 10 answers"):
        cluster_states(view, Scope())
    with pytest.raises(NotHeld, match="no recorded vote of HRC fits"):
        cluster_states(view, Scope(title="hail"))
    with pytest.raises(UsageError, match="3 blocs of 2 states"):
        cluster_states(view, Scope(), least=1, number=3)
    with pytest.raises(UsageError, match="half or apart"):
        cluster_states(view, Scope(), least=1, abstain="nowhere")


def test_states_with_too_few_answers_are_named() -> None:
    """Whoever is in no bloc is listed with the reason and the number of its answers."""
    ballots = []
    for number in range(6):
        ballots += cast(str(number), FRA="yes", DEU="no", **({"CHN": "no"} if number else {"JPN": "no"}))
    found = cluster_states(Invented([call(str(n)) for n in range(6)], ballots), Scope(), least=3)
    assert [(row["state"], row["answers"], row["reason"]) for row in found.left_out] == [("JPN", 1, "fewer than 3 answers")]


def test_two_that_never_sat_together_are_compared_through_third_states() -> None:
    """Japan leaves as India comes; both vote as Germany does, against France: one bloc, and the estimate is said."""
    ballots = []
    for number in range(10):
        ballots += cast(str(number), FRA="yes", CHN="yes", DEU="no", **({"JPN": "no"} if number < 5 else {"IND": "no"}))
    found = cluster_states(Invented([call(str(n)) for n in range(10)], ballots), Scope(), least=3)
    assert members(found) == {("DEU", "IND", "JPN"), ("CHN", "FRA")}
    assert (found.measured, found.estimated) == (9, 1)
    assert any("through third states" in said for said in found.cautions)


def test_states_without_a_common_third_are_left_out_and_named() -> None:
    """Where two states share no vote and no third state, no distance is made up."""
    view = Invented([call("1"), call("2")], cast("1", FRA="yes") + cast("2", DEU="yes"))
    found = cluster_states(view, Scope(), least=1)
    assert [row["reason"] for row in found.left_out] == ["shares 1 votes with too few others"]
    assert len(found.states) == 1


@pytest.mark.parametrize("order", range(1, 4))
def test_the_order_of_the_input_does_not_matter(order: int) -> None:
    """Shuffled records and ballots give the same blocs, figures and words, redrawn votes included."""
    assert cluster_states(planted(order), Scope(), draws=20) == cluster_states(planted(), Scope(), draws=20)


@pytest.mark.parametrize(("abstain", "index"), [("half", "lijphart"), ("apart", "same")])
def test_distances_are_what_agreement_leaves(abstain: str, index: str) -> None:
    """One minus Lijphart's agreement, or one minus the proportion alike: the same figures as `votes agreement`."""
    view = planted()
    pairs = {(pair.state, pair.other): getattr(pair, index) for pair in compare_states(view, Scope(), states=[*NORTH, *EAST]).pairs}
    answers = np.array([[{"no": 0, "abstain": 1, "yes": 2}[p] for p in row] for row in _table(view)], dtype=np.int8)
    between = measure_distances(answers, abstain=abstain).between
    order = sorted((*NORTH, *SOUTH, *EAST))
    for (one, other), agreement in pairs.items():
        assert between[order.index(one), order.index(other)] == pytest.approx(1 - agreement, abs=1e-6)


def _table(view: Invented) -> list[list[str]]:
    rows: dict[str, dict[str, str]] = {}
    for ballot in view.rows("SELECT * FROM ballots"):
        rows.setdefault(ballot["roll_call"], {})[ballot["state"]] = ballot["position"]
    return [[row[state] for state in sorted(row)] for row in rows.values()]


@given(matrices)
def test_distances_equal_a_slow_count(answers: np.ndarray[Any, np.dtype[np.int8]]) -> None:
    """Whatever the answers, a loop over votes gives the same distance of every pair that shares a vote."""
    for abstain in ("half", "apart"):
        found = measure_distances(answers, abstain=abstain)
        place = {int(column): at for at, column in enumerate(found.kept)}
        for one, other in combinations(place, 2):
            both = [(a, b) for a, b in answers[:, [one, other]].tolist() if a >= 0 and b >= 0]
            assert found.measured[place[one], place[other]] == bool(both)
            if both:
                apart = [abs(a - b) / 2 if abstain == "half" else float(a != b) for a, b in both]
                assert found.between[place[one], place[other]] == pytest.approx(sum(apart) / len(apart), abs=1e-6)
        assert not np.isnan(found.between).any()


@given(matrices, st.integers(0, 4))
def test_blocs_part_the_states(answers: np.ndarray[Any, np.dtype[np.int8]], number: int) -> None:
    """Every state is in one cluster; as many clusters as asked for; a silhouette is between -1 and 1."""
    between = measure_distances(answers).between
    if number <= len(between):
        labels, tried = choose_cut(between, number)
        assert len(labels) == len(between)
        assert set(labels.tolist()) == set(range(number or int(labels.max(initial=-1)) + 1))
        assert all(-1 <= mean <= 1 for mean in tried.values())


def test_a_silhouette_counted_by_hand() -> None:
    """Two near, two near, far between: (4 - 1) / 4 for each; one alone has 0. Of equal joins the first state's comes first."""
    between = np.array([[0, 1, 4, 4], [1, 0, 4, 4], [4, 4, 0, 1], [4, 4, 1, 0]], dtype=float)
    assert measure_silhouettes(between, np.array([0, 0, 1, 1])).tolist() == [0.75] * 4
    assert measure_silhouettes(between, np.array([0, 1, 2, 2])).tolist() == [0, 0, 0.75, 0.75]
    assert [cut.tolist() for cut in cut_tree(between, range(1, 4))] == [[0, 0, 0, 0], [0, 0, 1, 1], [0, 0, 1, 2]]


@pytest.mark.real
def test_the_council_s_two_blocs(council: str) -> None:
    """Of 2015 to 2019 the best cut sets Germany, France and Japan apart from China, Cuba and Egypt."""
    found = run("votes", "blocs", "--since", "2015", "--until", "2019", "--draws", "10", "-w", council, "--json").json
    bloc = {row["state"]: row["bloc"] for row in found["states"]}
    assert len({bloc[state] for state in ("DEU", "FRA", "JPN", "GBR")}) == 1
    assert len({bloc[state] for state in ("CHN", "CUB", "EGY", "PAK")}) == 1
    assert bloc["DEU"] != bloc["CHN"]
    assert sorted(code for row in found["blocs"] for code in row["members"]) == sorted(bloc)
    assert found["silhouette"] > found["shuffled"]
