"""Citations: what the record gives, in three styles and three files, read back by readers that are not ours."""

import json
import warnings
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.writing import texts
from watchword.publish.citing.bodies import name_body, name_text
from watchword.publish.citing.formats import WRITERS, name_keys, print_bibtex, print_csl, print_ris
from watchword.publish.citing.reference import Reference, refer_to_document, refer_to_vote
from watchword.publish.citing.styles import STYLES, print_text

RESOLUTION = Reference(
    type="report", record="invented:1", author="Human Rights Council", publisher="United Nations", title="Invented title & more {braces}",
    number="A/HRC/RES/99/1", called="Resolution 99/1", date="2031-03-23", meeting="54th meeting", language="en", url="https://example.org/1",
)  # fmt: skip
CHINESE = Reference(
    type="speech", record="invented:2", author="某人 (China)", title="合作共赢", date="2031", container="General Assembly", language="zh"
)
NEWS = Reference(type="article-newspaper", record="invented:3", author="", title="An item", container="A paper", date="2031-05")


def test_the_united_nations_style_names_body_number_title_symbol_meeting_and_date() -> None:
    """As the Editorial Manual and the library's examples have it."""
    assert print_text([RESOLUTION], "un") == [
        "Human Rights Council resolution 99/1, Invented title & more {braces}, A/HRC/RES/99/1 (54th meeting, 23 March 2031), available "
        "from https://example.org/1."
    ]


def test_chicago_and_apa_put_the_same_in_their_order() -> None:
    """Author, title, number, publisher, date, address."""
    assert print_text([RESOLUTION], "chicago") == [
        "Human Rights Council. “Invented title & more {braces}.” Resolution 99/1, A/HRC/RES/99/1. 54th meeting. United Nations. March 23, "
        "2031. https://example.org/1."
    ]
    assert print_text([RESOLUTION], "apa") == [
        "Human Rights Council. (2031, March 23). Invented title & more {braces} (Resolution 99/1, A/HRC/RES/99/1). United Nations. "
        "https://example.org/1."
    ]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("left", ["author", "publisher", "title", "number", "called", "date", "meeting", "url"])
def test_what_is_not_known_is_left_out_with_its_punctuation(style: str, left: str) -> None:
    """No gap, no doubled stop, no invented "n.d."."""
    known = {name: getattr(RESOLUTION, name) for name in Reference.__slots__}
    text = print_text([Reference(**(known | {left: ""}))], style)[0]
    for wrong in ("  ", "..", ",,", "()", ", .", "( ", "n.d.", "None", "“”", " ,"):
        assert wrong not in text, text
    assert text.endswith(".")


def test_a_chinese_title_is_kept_as_it_is() -> None:
    """No romanisation is made up."""
    for style in STYLES:
        text = print_text([CHINESE], style)[0]
        assert "合作共赢" in text
        assert "2031" in text


def test_bibtex_is_read_back_by_an_independent_parser() -> None:
    """Every field comes back, special characters escaped, a body not taken for family and given name."""
    import bibtexparser

    read = bibtexparser.parse_string(print_bibtex([RESOLUTION, RESOLUTION, CHINESE, NEWS]))
    assert not read.failed_blocks
    first = {field.key: field.value for field in read.entries[0].fields}
    assert read.entries[0].entry_type == "techreport"
    assert first["author"] == "{Human Rights Council}"
    assert first["title"] == r"{Invented title \& more \{braces\}}"
    assert (first["number"], first["year"], first["month"], first["institution"]) == ("A/HRC/RES/99/1", "2031", "mar", "United Nations")
    assert len({entry.key for entry in read.entries}) == 4


def test_ris_is_read_back_by_an_independent_parser() -> None:
    """Every field comes back under the tag that Zotero reads."""
    import rispy

    read = rispy.loads(print_ris([RESOLUTION, CHINESE, NEWS]))
    assert [row["type_of_reference"] for row in read] == ["RPRT", "SLIDE", "NEWS"]
    assert read[0]["title"] == RESOLUTION.title
    assert read[0]["authors"] == ["Human Rights Council"]
    assert (read[0]["issn"], read[0]["year"], read[0]["date"]) == ("A/HRC/RES/99/1", "2031", "2031/03/23/")
    assert read[1]["title"] == "合作共赢"


def test_csl_json_has_the_names_and_types_of_its_specification() -> None:
    """What is not known has no key at all."""
    first, second, third = json.loads(print_csl([RESOLUTION, CHINESE, NEWS]))
    assert first["issued"] == {"date-parts": [[2031, 3, 23]]}
    assert first["author"] == [{"literal": "Human Rights Council"}]
    assert second["issued"] == {"date-parts": [[2031]]}
    assert {"number", "URL", "publisher"}.isdisjoint(second)
    assert (third["type"], third["container-title"], "author" in third) == ("article-newspaper", "A paper", False)
    assert "invented:1" in first["note"]


@given(st.builds(Reference, type=st.sampled_from(["report", "speech", "article-newspaper"]), record=st.just("invented:9"), author=texts,
                 title=texts, number=st.sampled_from(["", "A/HRC/RES/99/1"]),
                 date=st.sampled_from(["", "2031", "2031-05", "2031-05-06"])))  # fmt: skip
def test_any_text_gives_files_that_can_be_read(reference: Reference) -> None:
    """Braces, tags, line ends and look-alike marks in a title never break the file or begin a field."""
    import bibtexparser
    import rispy

    for name, write in WRITERS.items():
        text = write([reference])
        if name == "csl-json":
            assert json.loads(text)[0].get("title", "") == reference.title
        elif name == "bibtex":
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                assert len(bibtexparser.parse_string(text).entries) == 1
        else:
            assert len(rispy.loads(text)) == 1


def test_keys_are_never_the_same() -> None:
    """Two records on one symbol are two entries."""
    assert name_keys([RESOLUTION, RESOLUTION, CHINESE]) == ["a-hrc-res-99-1", "a-hrc-res-99-1-2", "invented-2"]


@pytest.mark.parametrize(
    ("kind", "symbol", "date", "called"),
    [
        ("resolution", "A/HRC/RES/37/23", "2018-03-23", "Resolution 37/23"),
        ("resolution", "S/RES/2344", "2017-03-17", "Resolution 2344 (2017)"),
        ("resolution", "S/RES/2344 (2017)", "", "Resolution 2344 (2017)"),
        ("resolution", "A/RES/2625 (XXV)", "1970", "Resolution 2625 (XXV)"),
        ("resolution", "E/RES/2014/37", "2014", "Resolution 2014/37"),
        ("decision", "A/HRC/DEC/2/102", "2006", "Decision 2/102"),
        ("statement", "S/PRST/2016/12", "2016", "Statement by the President"),
        ("draft", "A/HRC/37/L.36", "2018", "Draft"),
        ("speech", "", "2018", ""),
    ],
)
def test_texts_are_called_by_their_numbers(kind: str, symbol: str, date: str, called: str) -> None:
    """In every series, old and new."""
    assert name_text(kind, symbol, date) == called


def test_bodies_are_named_in_full_and_unknown_ones_not_at_all() -> None:
    """A short name is never printed as if it were the name."""
    assert name_body("HRC") == "Human Rights Council"
    assert name_body("GA", "A/C.3/78/L.49") == "General Assembly, Third Committee"
    assert name_body("XYZ") == ""


def _row(**more: Any) -> dict[str, Any]:
    return {"key": "k", "symbol": "", "kind": "speech", "organ": "GA", "date": "2031", "language": "en", "title": "T", "actors": [],
            "url": "",
            "publisher": "P", "source": "s"} | more  # fmt: skip


def test_a_speech_is_its_speakers_and_a_cited_text_is_said_to_be_reported() -> None:
    """The address of a report is not passed off as that of the text."""
    actor = {"name": "A. Nobody", "state": "KEN", "role": "speaker", "office": ""}
    assert refer_to_document(_row(actors=[actor])).author == "A. Nobody (Kenya)"
    cited = refer_to_document(
        _row(source="watchword_starter", url="https://example.org/report", kind="draft", symbol="A/HRC/37/L.36", organ="HRC")
    )
    assert (cited.url, cited.reported) == ("", "as reported at https://example.org/report")
    assert refer_to_document(_row(source="watchword_starter", url="https://undocs.org/A/1")).url == "https://undocs.org/A/1"


def test_a_vote_is_said_in_the_records_words_or_not_at_all() -> None:
    """Totals that are not given are not made up."""
    row = {"key": "k", "symbol": "A/HRC/RES/37/23", "organ": "HRC", "title": "T", "date": "2018", "meeting": "", "url": "", "source": "s",
           "outcome": "adopted by vote", "yes": 28, "no": 1, "abstain": 17}  # fmt: skip
    assert refer_to_vote(row).vote == "adopted by a recorded vote of 28 to 1, with 17 abstentions"
    assert refer_to_vote(row | {"abstain": None}).vote == ""
    assert refer_to_vote(row | {"outcome": "adopted without a vote"}).vote == "adopted without a vote"
