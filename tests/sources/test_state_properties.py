"""Dated properties of states: what is read, what is left out and said, and what replaces what. All tables are invented."""

from pathlib import Path

import pytest

from tests.cli.running import run
from tests.sources.entries import memory, read, real
from watchword.errors import MissingColumn, UnreadableInput
from watchword.sources.base import FileRole
from watchword.sources.state_properties import StateProperties

SOUND = """state,start,end,note
France,2012-05-04,,invented
DEU,2013,2015-06,invented
Türkiye,2014-02,,invented
Kenya,,,invented
"""
SPOILED = """state,start,end
Atlantis,2012,
France,2012-02-31,
Germany,2015,2013
Kenya,2014,,too many
Peru,2011,
Peru,2014,
"""
LAYOUT = (
    "iso3,name,region,income,mou,exit\nCHN,China,,,2013-12-01,\nITA,Italy,,,2019-03-01,2023-12-06\nRUS,Russia,,,,\nPER,Peru,,,2019-05-14,\n"
)


def test_a_table_of_ones_own_is_read_by_its_name_and_columns() -> None:
    """Names or codes, dates of any precision, blank ends; a state without a start is kept, and said not to tell."""
    (bundle,) = read(StateProperties(), [memory("umbrella-pact.properties.csv", SOUND.encode())])
    rows = [(item.name, item.state, item.start, item.end, item.doubt) for item in bundle.properties]
    assert rows == [
        ("umbrella-pact", "FRA", "2012-05-04", "", ""),
        ("umbrella-pact", "DEU", "2013", "2015-06", ""),
        ("umbrella-pact", "TUR", "2014-02", "", ""),
        ("umbrella-pact", "KEN", "", "", "it is not known since when"),
    ]
    assert len({item.id for item in bundle.properties}) == 1
    assert bundle.properties[0].stamp.raw_sha256
    assert not bundle.issues


def test_values_are_read_where_there_is_a_column_of_them() -> None:
    """A table may say more than being so or not."""
    (bundle,) = read(StateProperties(), [memory("tier.properties.csv", b"state,start,end,value\nFRA,2012,,high\nDEU,2012,,low\n")])
    assert [item.value for item in bundle.properties] == ["high", "low"]


def test_what_cannot_be_read_is_named_with_its_line_and_the_rest_goes_on() -> None:
    """An unknown state, an impossible date, an end before its start and a row of too many cells are issues, not rows."""
    (bundle,) = read(StateProperties(), [memory("pact.properties.csv", SPOILED.encode())])
    assert [item.state for item in bundle.properties] == ["PER", "PER"]
    assert [issue.place for issue in bundle.issues] == ["line 2", "line 3", "line 4", "line 5", "PER"]
    assert bundle.issues[0].found.startswith("no state is known as 'Atlantis'")
    assert bundle.issues[1].found == "2012-02-31"
    assert bundle.issues[-1].severity == "note"


def test_a_table_without_its_columns_or_without_text_is_refused() -> None:
    """A wrong file says what was expected; an empty one says that it has no state."""
    with pytest.raises(MissingColumn, match="'start', 'end'"):
        read(StateProperties(), [memory("pact.properties.csv", b"state,since\nFRA,2012\n")])
    with pytest.raises(UnreadableInput):
        read(StateProperties(), [memory("pact.properties.csv", b"\xff\xfe\x00state")])
    (bundle,) = read(StateProperties(), [memory("pact.properties.csv", b"state,start,end\n")])
    assert [issue.problem for issue in bundle.issues] == ["a table without a state"]


def test_a_publishers_layout_is_known() -> None:
    """First days of a month are that month, exits are ends, the state whose own the Initiative is stands outside."""
    source = StateProperties()
    assert source.role("covariates/gfdc-bri-countries-2031-01.csv") is FileRole.DOCUMENT
    assert source.role("covariates/other.csv") is FileRole.IGNORED
    (bundle,) = read(source, [memory("gfdc-bri-countries-2031-01.csv", LAYOUT.encode())])
    rows = {item.state: (item.start, item.end, item.doubt) for item in bundle.properties}
    assert rows["ITA"] == ("2019-03", "2023-12-06", "")
    assert rows["PER"] == ("2019-05-14", "", "")
    assert rows["RUS"] == ("", "", "it is not known since when")
    assert rows["CHN"][2] == "the Initiative is its own"


def test_a_changed_table_replaces_the_one_before(tmp_path: Path) -> None:
    """A state that leaves the table is no longer in it; the earlier version of the workspace still has it."""
    folder, file = str(tmp_path / "w"), tmp_path / "pact.properties.csv"
    run("init", folder)
    for content, count in (("FRA,2012,\nDEU,2013,\n", 2), ("FRA,2012,\n", 1)):
        file.write_text("state,start,end\n" + content, encoding="utf-8")
        assert run("ingest", "auto", str(file), "-w", folder).code == 0
        (source,) = run("status", "--json", "-w", folder).json["sources"]
        assert (source["source"], source["properties"]) == ("state_properties", count)
    assert run("status", "--json", "-w", folder, "--as-of", "2").json["sources"][0]["properties"] == 2
    assert "nothing changed" in run("ingest", "state_properties", str(file), "-w", folder).out
    assert run("verify", "-w", folder).code == 0


@pytest.mark.real
def test_the_real_table_of_memoranda_is_read_whole() -> None:
    """Every row is a state; four have no date; two have left; and nothing is an issue."""
    (bundle,) = read(StateProperties(), real("covariates.zip"))
    assert len(bundle.properties) == 152
    assert sum(item.doubt == "it is not known since when" for item in bundle.properties) == 4
    assert sorted(item.state for item in bundle.properties if item.end) == ["ITA", "PAN"]
    assert not bundle.issues
