"""One way to narrow a corpus down, read and checked."""

from pathlib import Path

import pytest

from tests.pipeline.invented import document, put
from watchword.errors import NotHeld, UsageError
from watchword.pipeline.opening import open_reading
from watchword.store.workspace import Workspace
from watchword.usage.filters import Filter, choose_documents, describe, read_filter

DATES = ("2017", "2018", "2018-03", "2018-03-23", "2018-04", "2019", "")


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of documents that are called by their dates, which are more or less precise."""
    folder = tmp_path_factory.mktemp("dated") / "w"
    Workspace.create(folder, {}).catalogue.close()
    put(folder, *(document(date or "undated", f"Text {number}.", date=date) for number, date in enumerate(DATES)))
    return folder


@pytest.mark.parametrize(
    ("fields", "dates"),
    [
        ({"since": "2018"}, ["2018", "2018-03", "2018-03-23", "2018-04", "2019"]),
        ({"since": "2018-01-01"}, ["2018", "2018-03", "2018-03-23", "2018-04", "2019"]),
        ({"since": "2018-03"}, ["2018-03", "2018-03-23", "2018-04", "2019"]),
        ({"since": "2018-03-02"}, ["2018-03-23", "2018-04", "2019"]),
        ({"until": "2018"}, ["2017", "2018", "2018-03", "2018-03-23", "2018-04"]),
        ({"until": "2018-03"}, ["2017", "2018-03", "2018-03-23"]),
        ({"until": "2018-03-30"}, ["2017", "2018-03-23"]),
        ({"since": "2018-03", "until": "2018-04"}, ["2018-03", "2018-03-23", "2018-04"]),
    ],
)
def test_a_document_is_kept_that_is_dated_wholly_inside(dated: Path, fields: dict[str, str], dates: list[str]) -> None:
    """Dates of any precision bound; the search index, and `--until` of the workspace, choose the same documents."""
    from tests.store.searching.asking import ask

    with open_reading(dated, uses=False) as reading:
        ids = choose_documents(reading.view, Filter(**fields), "en")["id"].to_pylist()  # type: ignore[arg-type]
        titles = {row["id"]: row["title"] for row in reading.view.rows("SELECT id, title FROM documents")}
    assert sorted(titles[name] for name in ids) == dates
    found = ask(dated, "text", since=fields.get("since", ""), until=fields.get("until", "")).found
    assert sorted(item.title for item in found) == dates


@pytest.mark.parametrize("date", ["18", "2018-13", "soon", "2018-02-30"])
def test_what_is_no_date_is_refused(dated: Path, date: str) -> None:
    """The message says which dates are."""
    with open_reading(dated, uses=False) as reading, pytest.raises(UsageError, match="2018-03-23, 2018-03 or 2018"):
        choose_documents(reading.view, Filter(since=date), "en")


def test_a_slip_in_a_value_is_refused_by_finders_and_search_alike(dated: Path) -> None:
    """Both name the nearest value that is held."""
    from tests.store.searching.asking import ask

    with open_reading(dated, uses=False) as reading, pytest.raises(NotHeld, match="did you mean invented"):
        choose_documents(reading.view, Filter(sources=("inventd",)), "en")
    with pytest.raises(UsageError, match="did you mean invented"):
        ask(dated, "text", conditions={"source": ("inventd",)})


def test_a_sub_corpus_is_read_from_its_words() -> None:
    """Keys and values with commas; a key given again is an alternative; a year is both its ends."""
    assert read_filter("source=un_general_debate, actor=CHN,actor=RUS, since=2013") == Filter(
        sources=("un_general_debate",), actors=("CHN", "RUS"), since="2013"
    )
    assert read_filter("year=2015,uses=far ferries,lacks=x,kind=speech,organ=GA,language=en") == Filter(
        organs=("GA",), languages=("en",), kinds=("speech",), since="2015", until="2015", uses=("far ferries",), lacks=("x",)
    )
    assert read_filter("") == Filter()


def test_what_is_described_reads_as_it_was() -> None:
    """The description of a filter is a way to write it."""
    asked = read_filter("source=a,actor=CHN,actor=RUS,since=2013,until=2014,uses=b,lacks=c")
    assert read_filter(describe(asked)) == asked
    assert describe(Filter()) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [("sorce=x", "did you mean source=?"), ("source", "expected KEY=VALUE"), ("source=", "expected KEY=VALUE"),
     ("year=2015,since=2014", "given twice"), ("zz=1", "expected KEY=VALUE")],
)  # fmt: skip
def test_slips_are_refused_with_what_is_near(text: str, said: str) -> None:
    """Nothing is guessed from an unknown key."""
    with pytest.raises(UsageError, match=said.replace("?", r"\?")):
        read_filter(text)
