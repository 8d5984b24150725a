"""Agreement counted by hand and by a slow loop; nothing depends on the order of votes or states."""

import csv
import io
import random
import zipfile
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.running import run
from tests.corpora import data_file
from tests.votes.invented import Invented, call, cast
from watchword.votes.agreement import Pair, _cohesion, compare_states, cross_answers, measure_pair
from watchword.votes.roll_calls import Scope

answers = st.lists(st.lists(st.sampled_from([-1, 0, 1, 2]), min_size=3, max_size=3), min_size=1, max_size=12)


def pair_of(one: Sequence[int], other: Sequence[int]) -> Pair:
    """Two states' agreement as the program has it; -1 is no answer, 0 no, 1 abstain, 2 yes."""
    answers = np.array([one, other], dtype=np.int8).T
    return measure_pair("FRA", "DEU", cross_answers(answers[:, :1], answers)[:, :, 0, 1])


def test_a_pair_counted_by_hand() -> None:
    """Five shared votes: three alike, one half-way, one opposite; two votes with only one answer are not shared."""
    pair = pair_of([2, 2, 0, 1, 2, -1, 2], [2, 2, 0, 2, 0, 2, -1])
    assert (pair.shared, pair.same, pair.lijphart) == (5, 0.6, 0.7)
    # By chance: yes 3/5 x 3/5, no 1/5 x 2/5, abstain 1/5 x 0 = 11/25; (15/25 - 11/25) / (14/25) = 2/7.
    assert pair.kappa == pytest.approx(2 / 7, abs=1e-6)


def test_two_that_always_say_the_same_one_thing_have_no_kappa() -> None:
    """What chance alone would give cannot be exceeded: the figure is missing, not one."""
    pair = pair_of([2, 2, 2], [2, 2, 2])
    assert (pair.same, pair.kappa) == (1.0, None)


@given(answers)
def test_pairs_equal_a_slow_count(rows: list[list[int]]) -> None:
    """Whatever the answers, matrix products count as a loop does, either way round and in any order."""
    one, other = [row[0] for row in rows], [row[1] for row in rows]
    both = [(a, b) for a, b in zip(one, other, strict=True) if a >= 0 and b >= 0]
    pair = pair_of(one, other)
    assert pair.shared == len(both)
    if both:
        assert pair.same == pytest.approx(sum(a == b for a, b in both) / len(both), abs=1e-6)
        assert pair.lijphart == pytest.approx(sum(1 - abs(a - b) / 2 for a, b in both) / len(both), abs=1e-6)
    back = pair_of(other[::-1], one[::-1])
    assert (back.shared, back.same, back.lijphart) == (pair.shared, pair.same, pair.lijphart)


def test_cohesion_counted_by_hand() -> None:
    """Rice looks at yes and no alone; the agreement index at all three answers, 0 where they are evenly split."""
    found = _cohesion("African", [(0, 0, 4), (1, 1, 1), (1, 2, 3), (0, 2, 0)])
    assert (found.votes, found.rice_votes) == (4, 3)
    assert found.rice == pytest.approx((1 + 0 + 0.5) / 3, abs=1e-6)
    assert found.agreement == pytest.approx((1 + 0 + 0.25 + 1) / 4, abs=1e-6)


def test_the_command_on_the_starter_case(starter: str) -> None:
    """Names and codes are taken; a state without an answer and an unknown one are refused in a sentence."""
    found = run("votes", "agreement", "--state", "Germany", "--state", "JPN", "--least", "2", "-w", starter, "--json").json
    assert [pair["other"] for pair in found["pairs"]] == ["JPN"]
    assert "Andorra" in run("votes", "agreement", "--state", "AND", "-w", starter).err
    assert run("votes", "agreement", "--state", "Atlantis", "-w", starter).code == 1
    assert run("votes", "agreement", "--least", "99", "--state", "DEU", "-w", starter, "--json").json["pairs"] == []
    groups = run("votes", "agreement", "-w", starter, "--json").json["groups"]
    assert [row["group"] for row in groups] == sorted(row["group"] for row in groups)


def council(order: int = 0) -> Invented:
    """Four invented votes: a united one, two divided ones, and one by a state that is in no group."""
    records = [call(str(n), date=f"2018-03-1{n}") for n in range(4)]
    ballots = [
        *cast("0", FRA="yes", DEU="yes", CHN="yes", IND="yes"), *cast("1", FRA="yes", DEU="no", CHN="yes", IND="absent"),
        *cast("2", FRA="yes", DEU="abstain", CHN="no", IND="no"), *cast("3", SUN="yes", FRA="no"),
    ]  # fmt: skip
    random.Random(order).shuffle(records)
    random.Random(order + 1).shuffle(ballots)
    return Invented(records, ballots)


def test_groups_are_counted_by_the_day_and_nobody_is_dropped_in_silence() -> None:
    """France and Germany: alike, opposed, half; China and India alike twice. A state in no group that day is named."""
    found = compare_states(council(), Scope())
    rows = {row.group: (row.votes, row.rice_votes, row.rice, row.agreement) for row in found.groups}
    assert rows["Western European and other"] == (3, 3, pytest.approx(2 / 3, abs=1e-6), 0.5)
    assert rows["Asia-Pacific"] == (2, 2, 1.0, 1.0)
    assert any("in no regional group" in said and "Soviet" in said for said in found.cautions)


def test_divided_leaves_out_united_votes_and_says_so() -> None:
    """The vote in which all said yes goes, and is counted."""
    [whole] = compare_states(council(), Scope(), states=["FRA", "DEU"], least=1).pairs
    found = compare_states(council(), Scope(), states=["FRA", "DEU"], least=1, divided=True)
    assert (whole.shared, found.pairs[0].shared) == (3, 2)
    assert "1 left out: all answered alike" in found.basis


@pytest.mark.parametrize("states", [(), ("CHN",), ("FRA", "DEU", "CHN")])
def test_the_order_of_records_and_ballots_does_not_matter(states: tuple[str, ...]) -> None:
    """Shuffled input gives the same pairs, groups and words."""
    first = compare_states(council(), Scope(), states=states, least=1)
    assert all(compare_states(council(order), Scope(), states=states, least=1) == first for order in range(1, 5))


@pytest.mark.real
def test_pairs_of_the_council_equal_a_count_over_the_publisher_s_file(council: str) -> None:
    """Cuba with Germany, Japan and Pakistan since 2019: the same shared votes and likeness as a plain count over the rows."""
    with zipfile.ZipFile(data_file("hrc-votes.zip")) as archive:
        records = csv.DictReader(io.TextIOWrapper(archive.open("hrc-votes/resolutions.csv"), "utf-8-sig"))
        recent = {row["record_id"] for row in records if row["body"] == "Human Rights Council" and row["date"] >= "2019"}
        cells: dict[str, dict[str, str]] = defaultdict(dict)
        for row in csv.DictReader(io.TextIOWrapper(archive.open("hrc-votes/votes_long_rebuilt.csv"), "utf-8-sig")):
            if row["record_id"] in recent and row["vote"] in ("Y", "N", "A"):
                cells[row["record_id"]][row["iso3"]] = row["vote"]
    pairs = {
        row["other"]: row for row in run("votes", "agreement", "--state", "CUB", "--since", "2019", "-w", council, "--json").json["pairs"]
    }
    for other in ("DEU", "JPN", "PAK"):
        both = [(held["CUB"], held[other]) for held in cells.values() if "CUB" in held and other in held]
        assert pairs[other]["shared"] == len(both)
        assert pairs[other]["same"] == pytest.approx(sum(a == b for a, b in both) / len(both), abs=1e-6)
