"""A text followed over its sessions: every decision, every seat, and what is no position said as such."""

from pathlib import Path

import pytest

from tests.cli.running import run


def test_the_three_votes_of_the_case_are_one_series(starter: str) -> None:
    """By any of its symbols or by words of its title, with the tallies of the record, oldest first."""
    by_symbol = run("votes", "series", "A/HRC/RES/43/21", "-w", starter, "--json").json
    assert by_symbol == run("votes", "series", "Mutually beneficial cooperation", "-w", starter, "--json").json
    tallies = [tuple(d["official"][name] for name in ("yes", "no", "abstain")) for d in by_symbol["decisions"]]
    assert tallies == [(28, 1, 17), (23, 16, 8), (26, 15, 6)]
    assert [d["date"] for d in by_symbol["decisions"]] == ["2018-03-23", "2020-06-22", "2021-03-23"]


def test_every_seat_of_every_day_is_in_the_grid_and_no_other(starter: str) -> None:
    """47 states have a seat each time; who has none is no member, not absent."""
    grid = run("votes", "series", "A/HRC/RES/37/23", "-w", starter, "--json").json["grid"]
    for at in range(3):
        assert sum(row["cells"][at]["position"] != "not a member" for row in grid) == 47
    rows = {row["state"]: [cell["position"] for cell in row["cells"]] for row in grid}
    assert rows["TUN"][0] == "absent"
    assert rows["USA"] == ["no", "not a member", "not a member"]
    assert rows["DEU"][:2] == ["abstain", "no"]


def test_adopted_without_a_vote_is_a_position_of_its_own(starter: str) -> None:
    """A consensus is neither yes nor absence."""
    found = run("votes", "series", "A/HRC/RES/59/19", "-w", starter, "--json").json
    assert found["decisions"][-1]["outcome"] == "adopted without a vote"
    last = {row["cells"][-1]["position"] for row in found["grid"]}
    assert last == {"without a vote", "not a member"}


@pytest.mark.parametrize(
    ("name", "said"), [("human rights", "titles"), ("puddles", "no decision"), ("...", "no decision"), ("A/HRC/RES/1/99", "no vote")]
)
def test_a_name_that_fits_none_or_several_is_refused_in_a_sentence(starter: str, name: str, said: str) -> None:
    """Nothing is guessed: the candidates are named, or that there are none."""
    answer = run("votes", "series", name, "-w", starter)
    assert answer.code == 1
    assert said in answer.err


def test_a_text_of_another_body_is_refused_in_a_sentence(starter: str) -> None:
    """A body that the text is not of is not passed over in silence: neither by the series nor by the forecast."""
    for command in ("series", "forecast"):
        answer = run("votes", command, "A/HRC/RES/37/23", "--organ", "GA", "-w", starter)
        assert answer.code == 1
        assert "a text of HRC, not of GA" in answer.err


def test_the_table_can_be_read(starter: str, tmp_path: Path) -> None:
    """The terminal shows one letter a session, with its key."""
    out = run("votes", "series", "A/HRC/RES/37/23", "-w", starter).out
    assert "2018-03-23" in out
    assert "blank: not a member" in out


@pytest.mark.real
def test_one_title_of_several_bodies_needs_the_body(council: str) -> None:
    """The right to development was voted in the Commission and the Council: with the body it is one series, without it both are named."""
    refused = run("votes", "series", "The right to development", "-w", council).err
    assert "CHR: " in refused
    assert "HRC: " in refused
    found = run("votes", "series", "The right to development", "--organ", "hrc", "-w", council, "--json").json
    assert found["organ"] == "HRC"
    assert {"A/HRC/RES/30/28"} <= {decision["symbol"] for decision in found["decisions"]}
