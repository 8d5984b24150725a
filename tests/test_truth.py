"""What the first case must show, on the publishers' own files: the promises of the main job."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.corpora import data_file
from tests.workspaces import find_everything
from watchword.pipeline.demo import run_demo
from watchword.pipeline.ingest import ingest
from watchword.pipeline.measured import measure, shipped_measurements
from watchword.pipeline.opening import Reading, open_reading
from watchword.pipeline.starting import make_workspace
from watchword.pipeline.trace import trace_formulation
from watchword.usage.attestation import find_attestations
from watchword.usage.counts import count_usage
from watchword.votes.shift import compare_votes
from watchword.votes.tally import tally_vote

pytestmark = pytest.mark.real

CASE = "win-win-cooperation"
SERIES = ("A/HRC/RES/37/23", "A/HRC/RES/43/21", "A/HRC/RES/46/13")


@contextmanager
def reading_of(folder: Path, *pairs: tuple[str, str]) -> Iterator[Reading]:
    """Make a workspace from (source, file of the corpora) and open it."""
    with make_workspace(folder) as workspace:
        for source, name in pairs:
            ingest(workspace, source, data_file(name))
    with open_reading(folder) as reading:
        yield reading


@pytest.fixture(scope="module")
def council(kept_council: Path) -> Iterator[Reading]:
    """The Council's votes."""
    with open_reading(kept_council) as reading:
        yield reading


@pytest.fixture(scope="module")
def debate(kept_debate: Path) -> Iterator[Reading]:
    """The General Debate."""
    with open_reading(kept_debate) as reading:
        yield reading


@pytest.mark.parametrize(
    ("symbol", "date", "totals", "missing"),
    [
        ("A/HRC/RES/37/23", "2018-03-23", (28, 1, 17), ("TUN",)),
        ("A/HRC/RES/43/21", "2020-06-22", (23, 16, 8), ()),
        ("A/HRC/RES/46/13", "2021-03-23", (26, 15, 6), ()),
    ],
)
def test_the_three_votes_are_those_of_the_record(
    council: Reading, symbol: str, date: str, totals: tuple[int, int, int], missing: tuple[str, ...]
) -> None:
    """Each vote has its date, its totals by ballots and by record, 47 members, and its missing member named."""
    tally = tally_vote(council.view, symbol)
    assert tally.date == date
    assert tuple(tally.counted[name] for name in ("yes", "no", "abstain")) == totals
    assert tuple(tally.official[name] for name in ("yes", "no", "abstain")) == totals
    assert tally.members == 47
    assert tally.missing == missing
    assert not tally.not_members


@pytest.mark.parametrize(("before", "after", "both"), [(SERIES[0], SERIES[1], 22), (SERIES[1], SERIES[2], 37), (SERIES[0], SERIES[2], 22)])
def test_a_shift_adds_up_state_by_state(council: Reading, before: str, after: str, both: int) -> None:
    """Switchers, attendance and seats split each position's change exactly, and few states sat both times."""
    shift = compare_votes(council.view, before, after)
    for part in shift.parts:
        assert part.before + part.switched + part.attendance + part.gained - part.lost == part.after
    assert sum(part.before for part in shift.parts) == shift.both + len(shift.lost) == 47
    assert sum(part.after for part in shift.parts) == shift.both + len(shift.gained) == 47
    assert shift.both == shift.same + len(shift.switched) + len(shift.attendance)
    if (before, after) != (SERIES[0], SERIES[2]):
        assert shift.both == both
    assert str(shift.both) in shift.sentence


@pytest.mark.slow
def test_uses_older_than_the_fame_and_by_others_are_found_with_whose_words(debate: Reading) -> None:
    """China in 2007 and other states later; the renamed words by Yugoslavia in 1962, never summed with the case's."""
    found = find_attestations(debate.view, debate.lexicon.find(CASE))
    series = next(item for item in found if item.source == "un_general_debate")
    assert series.earliest[0].date == "2007"
    assert series.earliest[0].states == ("CHN",)
    assert series.antecedent[0].date == "1962"
    assert series.antecedent[0].states == ("YUG",)
    assert "original" not in series.earliest[0].translated.replace("not stated whether original or translated", "")
    trace = trace_formulation(debate, CASE)
    states = {row["state"] for row in trace["spread"]["by_state"] if row["source"] == "un_general_debate"}
    assert {"CHN", "NAM", "ETH"} <= states
    usage = count_usage(debate.view, debate.lexicon.find(CASE), ("source",))
    assert usage[0]["uses"] == series.uses
    assert usage[0]["antecedent_uses"] == series.antecedent_uses > series.uses


@pytest.mark.slow
def test_uses_equal_an_independent_count(debate: Reading) -> None:
    """The uses of one form are those a reader with a pattern finds in the files themselves."""
    import re
    import zipfile

    pattern = re.compile(r"(?<!\w)win[\s\u2010-\u2013-]*win[\s\u2010-\u2013-]+co[\s\u2010-\u2013-]*operation(?!\w)", re.IGNORECASE)
    with zipfile.ZipFile(data_file("ungdc.zip")) as archive:
        expected = sum(len(pattern.findall(archive.read(name).decode("utf-8-sig"))) for name in archive.namelist() if name.endswith(".txt"))
    rows = debate.view.rows("SELECT count(*) AS n FROM uses WHERE form = 'win-win-cooperation/en/win-win cooperation'")
    assert rows[0]["n"] == expected > 0


@pytest.mark.slow
def test_a_series_that_starts_with_the_words_shows_no_first_use(tmp_path: Path) -> None:
    """The evening news begins in July 2012 with the words in it: "already present when the series starts"."""
    with reading_of(tmp_path / "news", ("json_lines", "xinwen-lianbo.jsonl.zst")) as reading:
        (series,) = find_attestations(reading.view, reading.lexicon.find(CASE))
        first = reading.view.rows("SELECT min(d.date) AS date FROM uses u JOIN documents d ON d.id = u.document WHERE u.text = '合作共赢'")[
            0
        ]["date"]
    assert (series.source, series.language) == ("xinwen_lianbo", "zh")
    assert series.already_present
    assert "already present when the series starts" in series.sentence
    assert first.startswith("2012-07")


@pytest.mark.slow
def test_six_languages_are_one_work_and_a_failed_draft_is_no_resolution(tmp_path: Path) -> None:
    """The Security Council's texts: languages of one work share it, and drafts not adopted stay drafts."""
    with reading_of(tmp_path / "texts", ("un_akoma_ntoso", "un-sc-akn.zip")) as reading:
        rows = reading.view.rows(
            "SELECT work, count(DISTINCT language) AS languages, count(DISTINCT kind) AS kinds FROM documents GROUP BY work ORDER BY 2 DESC"
        )
        failed = reading.view.rows("SELECT DISTINCT work, kind FROM documents WHERE symbol LIKE 'S/20%'")
    assert rows[0]["languages"] >= 6
    assert {row["kinds"] for row in rows} == {1}
    assert len(failed) >= 15
    assert {row["kind"] for row in failed} == {"draft"}


@pytest.mark.slow
def test_the_main_job_on_all_the_data_holds_what_the_package_measured(tmp_path: Path) -> None:
    """On all corpora the trace is held, the rename of 2018 stays cited, and the shipped measurements are the corpora's."""
    data = data_file("ungdc.zip").parent
    folder = find_everything() or tmp_path / "all"
    if folder == tmp_path / "all":
        run_demo(folder, data, say=lambda line: None)
    with open_reading(folder) as reading:
        trace = trace_formulation(reading, CASE)
    assert {row["source"] for row in trace["workspace"]["sources"]} >= {"un_general_debate", "un_akoma_ntoso", "xinwen_lianbo"}
    assert not trace["workspace"]["measured"]
    (rename,) = [row for row in trace["texts"]["renamings"] if row["start"] == SERIES[0]]
    assert rename["holding"] == "cited"
    assert "win-win cooperation" in rename["from_title"]
    assert "mutually beneficial cooperation" in rename["to_title"]
    decisions = {d["symbol"]: d for series in trace["votes"]["series"] for d in series["decisions"]}
    assert all(decisions[symbol]["holding"] == "held" for symbol in SERIES)
    assert decisions["A/HRC/RES/59/19"]["outcome"] == "adopted without a vote"
    with open_reading(folder) as reading:
        made = json.loads(json.dumps(measure(reading.view, reading.lexicon)))
    assert _without_program(made) == _without_program(json.loads(shipped_measurements()))


def _without_program(measurements: dict[str, Any]) -> dict[str, Any]:
    """Leave out the program's and workspace's version: figures are held to the corpora, not to a release's name."""
    return {key: value for key, value in measurements.items() if key not in ("program", "made")}
