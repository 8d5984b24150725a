"""The analyses over many votes, asked as their users ask them: on the starter case and on the Council's whole record."""

import csv
import io
import json
import shutil
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.corpora import data_file


@pytest.fixture(scope="module")
def with_table(kept_council: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The Council's votes with the newsroom's table of tallies, as `ingest auto` reads the archive."""
    folder = str(shutil.copytree(kept_council, tmp_path_factory.mktemp("with_table") / "real"))
    assert run("ingest", "auto", str(data_file("hrc-votes.zip")), "-w", folder).code == 0
    return folder


def test_seven_votes_are_too_few_by_year_and_enough_together(starter: str) -> None:
    """A period that says too little is refused with what is there; all together they give every state with a ballot a row."""
    refused = run("votes", "positions", "-w", starter)
    assert refused.code == 1
    assert "7 recorded votes of HRC" in refused.err
    found = run("votes", "positions", "--by", "all", "--least", "5", "-w", starter, "--json").json
    assert found["votes_used"]["votes"] == 7
    assert {"CHN", "USA", "DEU"} <= {row["state"] for row in found["rows"]}
    assert all(row["low"] <= row["position"] <= row["high"] for row in found["rows"])


def test_a_state_that_never_voted_there_is_named(starter: str) -> None:
    """Asking for a state without a ballot says so, and an unknown one is refused."""
    assert "Andorra" in run("votes", "positions", "--by", "all", "--least", "5", "--state", "AND", "-w", starter).err
    assert run("votes", "positions", "--state", "Atlantis", "-w", starter).code != 0


def test_the_starter_case_has_nothing_to_doubt(starter: str) -> None:
    """Seven cited votes recount to their totals, with the members of their days."""
    assert run("votes", "audit", "-w", starter, "--json").json == []


def test_an_unknown_body_is_refused(starter: str) -> None:
    """No vote of a body is an error in one sentence, for every analysis."""
    for command in ("audit", "positions"):
        answer = run("votes", command, "--organ", "XYZ", "-w", starter)
        assert answer.code == 1
        assert "XYZ" in answer.err


@pytest.mark.real
def test_known_errors_of_the_council_record_are_diagnosed(council: str) -> None:
    """Errors read by eye in the publisher's file come out under their names; the three votes of the first case are sound."""
    rows = run("votes", "audit", "--organ", "HRC", "-w", council, "--json").json
    assert all({"symbol", "problem", "diagnosis", "confidence"} <= row.keys() for row in rows)
    by_symbol: dict[str, set[str]] = {}
    for row in rows:
        by_symbol.setdefault(row["symbol"], set()).add(row["diagnosis"])
    assert "totals with two columns swapped" in by_symbol["A/HRC/RES/S-34/1"]
    assert "totals with two columns swapped" in by_symbol["A/HRC/RES/34/3"]
    assert "a neighbouring code for another" in by_symbol["A/HRC/RES/16/31"]
    assert "roll call pasted from another vote" in by_symbol["A/HRC/33/L.36"]
    assert not {"A/HRC/RES/37/23", "A/HRC/RES/43/21", "A/HRC/RES/46/13"} & by_symbol.keys()


@pytest.mark.real
def test_a_third_opinion_is_set_beside_every_vote_that_it_has(council: str, with_table: str) -> None:
    """387 votes of the Council are in the newsroom's table too: its rows are not audited, and say which of two versions it agrees with."""
    before = run("votes", "audit", "-w", council, "--json").json
    rows = run("votes", "audit", "-w", with_table, "--json").json
    assert {row["record"].split(":")[0] for row in rows} == {"hrc_votes"}
    assert {row["record"] for row in before} <= {row["record"] for row in rows}
    said = run("votes", "audit", "-w", with_table).out
    assert "387 votes of hrc_votes are in newsroom_hrc_tallies too: 368 the same" in said
    found = {row["symbol"]: row for row in rows if row["diagnosis"] != "listed without a seat, and without an answer"}
    # Read by eye in both files: the roll call has 16 abstentions where totals and table have 16 against.
    assert (found["A/HRC/RES/34/3"]["diagnosis"], found["A/HRC/RES/34/3"]["third_agrees"]) == (
        "roll call with two answers exchanged",
        "totals",
    )
    assert (found["A/HRC/RES/50/2"]["third"], found["A/HRC/RES/50/2"]["third_agrees"]) == ("21-10-16", "ballots")
    impossible = [row["symbol"] for row in rows if row["diagnosis"] == "sources disagree" and row["confidence"] == 0]
    assert impossible == ["A/HRC/RES/14/3", "A/HRC/RES/16/3"]  # 31-14-3 of 47 and 24-21-7 of 46


@pytest.mark.real
def test_the_table_of_totals_changes_no_series_but_by_what_nobody_else_holds(council: str, with_table: str) -> None:
    """The first case's series and its shifts are the same with the table as without; a vote that only the table has joins its series."""
    first, second = (run("votes", "series", "A/HRC/RES/43/21", "-w", folder, "--json").json for folder in (council, with_table))
    assert first == second
    yemen = run("votes", "series", "A/HRC/RES/45/15", "-w", with_table, "--json").json["decisions"]
    assert [decision["outcome"] for decision in yemen if decision["date"] == "2021-10-07"] == ["rejected"]


@pytest.mark.real
def test_every_record_that_does_not_recount_is_in_the_audit(council: str) -> None:
    """No discrepancy is dropped: the audit names each recorded vote whose ballots and totals differ."""
    audited = {row["record"] for row in run("votes", "audit", "-w", council, "--json").json}
    with zipfile.ZipFile(data_file("hrc-votes.zip")) as archive:
        cells = csv.DictReader(io.TextIOWrapper(archive.open("hrc-votes/votes_long_rebuilt.csv"), "utf-8-sig"))
        counted = Counter((row["record_id"], row["vote"]) for row in cells)
        records = list(csv.DictReader(io.TextIOWrapper(archive.open("hrc-votes/resolutions.csv"), "utf-8-sig")))
    voted = {number for number, _ in counted}
    letters = (("Y", "yes"), ("N", "no"), ("A", "abstain"))
    differing = {
        f"hrc_votes:{row['record_id']}"
        for row in records
        if row["record_id"] in voted and row["yes"]
        and any(counted[row["record_id"], letter] != int(float(row[name])) for letter, name in letters)
    }  # fmt: skip
    assert len(differing) > 100
    assert differing <= audited


@pytest.mark.real
@pytest.mark.slow
def test_doubtful_votes_are_counted_and_can_be_left_out(council: str) -> None:
    """An analysis says how many of its votes are doubtful, and `--trusted` leaves exactly those out."""
    whole = run("votes", "positions", "--by", "all", "-w", council, "--json").json["votes_used"]
    trusted = run("votes", "positions", "--by", "all", "--trusted", "-w", council, "--json").json["votes_used"]
    assert whole["doubtful"] > 0
    assert trusted["votes"] == whole["votes"] - whole["doubtful"]
    assert "left out: the audit doubts them" in trusted["basis"]


@pytest.mark.real
def test_council_positions_put_known_opposites_apart(council: str) -> None:
    """The line that divides the Council runs between its European and several other members, in whatever year both sat."""
    rows = run("votes", "positions", "--since", "2019", "--state", "DEU", "--state", "CUB", "--state", "CHN", "-w", council, "--json").json[
        "rows"
    ]
    places: dict[tuple[str, str], float] = {(row["session"], row["state"]): row["position"] for row in rows}
    both = {year for year, state in places if state == "DEU"} & {year for year, state in places if state == "CHN"}
    assert both
    assert all(places[year, "DEU"] > places[year, "CHN"] for year in both)


def test_json_is_one_value(starter: str, tmp_path: Path) -> None:
    """What `--json` prints can be written to a file and read again."""
    file = tmp_path / "positions.json"
    file.write_text(json.dumps(run("votes", "positions", "--by", "all", "--least", "5", "-w", starter, "--json").json), encoding="utf-8")
    assert json.loads(file.read_text(encoding="utf-8"))["model"] == "static"


def test_a_second_dimension_and_a_bootstrap_are_asked_of_periods_by_themselves(starter: str) -> None:
    """Two dimensions come with what they classify; bands with their seed; neither together with --dynamic."""
    asked = ("votes", "positions", "--by", "all", "--least", "5", "-w", starter)
    plane = run(*asked, "--dimensions", "2", "--json").json
    assert {row["sample"] for row in plane["classified"]} <= {"fitted", "held out"}
    assert all(row["bootstrap_low"] is None for row in plane["rows"])
    bands = run(*asked, "--bootstrap", "5", "--seed", "3", "--json").json
    assert (bands["bootstrap"], bands["seed"]) == (5, 3)
    assert all(row["second"] is None for row in bands["rows"])
    assert bands == run(*asked, "--bootstrap", "5", "--seed", "3", "--json").json
    refused = run(*asked, "--dynamic", "--dimensions", "2")
    assert refused.code == 2
    assert "second dimension" in refused.err


def test_abstentions_may_be_read_with_the_noes_or_left_out(starter: str) -> None:
    """Each reading is named in the answer, and abstainers then stand with the noes or have fewer answers."""
    asked = ("votes", "positions", "--by", "all", "--least", "5", "-w", starter, "--json")
    found = {reading: run(*asked, "--answers", reading).json for reading in ("ordered", "binary", "decided")}
    assert {reading: value["answers"] for reading, value in found.items()} == {name: name for name in found}
    votes = {reading: sum(row["votes"] for row in value["rows"]) for reading, value in found.items()}
    assert votes["decided"] < votes["binary"] == votes["ordered"]
