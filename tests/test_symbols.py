"""Document symbols: what is read, what is refused, and what is left open."""

import csv
import io
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.errors import UnknownSymbol
from watchword.symbols import (
    Symbol,
    base_of,
    body_and_session,
    decide,
    deciding_context,
    find,
    parse,
    parse_file_name,
    parse_one,
    read_roll_call_number,
    relation,
    work_of,
    years_of,
)

CANONICAL = [
    "A/HRC/RES/37/23", "A/HRC/DEC/18/114", "A/HRC/37/L.36", "A/HRC/37/L.36/Rev.1", "A/HRC/S-30/L.1",
    "A/HRC/RES/S-30/1", "A/HRC/PRST/1/1", "A/HRC/OM/L.1", "A/HRC/OM/8/1", "A/HRC/RES/OM/1/2", "A/HRC/37/NGO/12",
    "A/HRC/WG.6/27/CHN/1", "A/HRC/37/CRP.1", "A/C.3/78/L.41", "A/C.3/78/L.49/Rev.1", "A/RES/ES-11/1", "A/RES/S-32/1",
    "A/DEC/76/501", "A/76/L.75", "A/78/481/Add.2", "A/80/PV.69", "A/ES-11/PV.19", "A/S-32/L.1", "A/AC.109/2022/L.24",
    "A/6884", "A/L.195", "A/C.1/302", "A/CONF.157/23", "A/INF/76/1", "S/RES/2344", "S/2023/970", "S/PRST/2010/1",
    "S/PV.9499", "S/26128", "E/RES/2021/1", "E/DEC/2004/201", "E/2021/L.12", "E/1978/34", "E/5464", "E/HR/20",
    "E/HR/RES", "E/CN.4/RES/1999/S-4/1", "E/CN.4/RES/1999/12", "E/CN.4/DEC/2004/117", "E/CN.4/1999/L.5",
    "E/CN.4/L.209", "E/CN.4/136", "E/CN.4/SR.55", "E/CN.4/RES(I)", "E/CN.4/Sub.2/RES/1999/1", "E/CN.4/Sub.2/2003/43",
    "E/CN.6/2010/L.5", "E/C.12/GC/22", "A/C.3/78/L.49/Rev.1/Add.1/Corr.2", "A/78/481/Amend.1", "CEDAW/C/CHN/CO/8",
    "ST/SGB/2017/2/Rev.1", "FCCC/CP/2015/10/Add.1", "A/RES/2625 (XXV)", "A/RES/217 A (III)", "A/RES/3201 (S-VI)",
    "A/RES/997 (ES-I)", "A/RES/77/290 B", "A/RES/77/128 A-B", "S/RES/2344 (2017)", "S/PV.6702 (Resumption 1)",
    "A/CONF.157/24 (Part I)", "E/RES/1503 (XLVIII)", "E/CN.4/RES/38 (XXXVII)", "E/CN.4/RES/10 A (XXXIII)",
    "E/CN.4/RES/VI (X)", "E/CN.4/L.1324 A",
]  # fmt: skip


@pytest.mark.parametrize("printed", CANONICAL)
def test_a_canonical_symbol_prints_as_it_was_read(printed: str) -> None:
    """The canonical spelling of every family is read and printed unchanged."""
    assert [str(symbol) for symbol in parse(printed)] == [printed]


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("a / hrc / res / 37 / 23", "A/HRC/RES/37/23"),
        ("Ａ／ＨＲＣ／ＲＥＳ／３７／２３", "A/HRC/RES/37/23"),
        ("A/HRC/RES/37/23.", "A/HRC/RES/37/23"),
        ("А/НRС/RЕS/37/23", "A/HRC/RES/37/23"),  # Cyrillic capitals
        ("HRC/RES/37/23", "A/HRC/RES/37/23"),
        ("https://undocs.org/en/A/HRC/RES/37/23", "A/HRC/RES/37/23"),
        ("http://undocs.org/S/RES/2344(2017)", "S/RES/2344 (2017)"),
        ("https://docs.un.org/S%2FRES%2F2344%20%282017%29", "S/RES/2344 (2017)"),
        ("https://www.un.org/ga/search/view_doc.asp?symbol=A/C.3/78/L.41&Lang=E", "A/C.3/78/L.41"),
        ("A/RES/2625(XXV)", "A/RES/2625 (XXV)"),
        ("A/RES/217(III)[A]", "A/RES/217 A (III)"),
        ("a/res/77/290 b", "A/RES/77/290 B"),
        ("A/RES/S\u201132/1", "A/RES/S-32/1"),
        ("s/2023/970", "S/2023/970"),
        ("S/PV9473", "S/PV.9473"),
        ("S/PV.6702(Resumption1)", "S/PV.6702 (Resumption 1)"),
        ("A/HRC/DEC22/117", "A/HRC/DEC/22/117"),
        ("A/HRC/44/L..2", "A/HRC/44/L.2"),
        ("A/HRC/46//L.3", "A/HRC/46/L.3"),
        ("A/HRC/27L.3", "A/HRC/27/L.3"),
        ("A/HRC/RES/56/L.33", "A/HRC/56/L.33"),
        ("E/CN.4/1993/L89", "E/CN.4/1993/L.89"),
        ("E/CN.4/L.455./Rev.1", "E/CN.4/L.455/Rev.1"),
        ("E/CN.4/RES/38(XXXVII)", "E/CN.4/RES/38 (XXXVII)"),
        ("E/CN.4/RES/20/(XXXV)", "E/CN.4/RES/20 (XXXV)"),
        ("E/CN.4/RES7(XXX)", "E/CN.4/RES/7 (XXX)"),
        ("E/CN.4/RES/5XXXII)", "E/CN.4/RES/5 (XXXII)"),
        ("E/CN.4/RESII)", "E/CN.4/RES(II)"),
        ("E/CN.4/RESIIB(VIII)", "E/CN.4/RES/II B (VIII)"),
        ("E/CN.4/RES/VI[X]", "E/CN.4/RES/VI (X)"),
        ("E/CN.4/RES(V)PART/B", "E/CN.4/RES/PART B (V)"),
        ("E/CN.4/RES/S-3/1", "E/CN.4/RES/1994/S-3/1"),
        ("A/CONF/177/20/Rev.1", "A/CONF.177/20/Rev.1"),
        ("Draft resolutionE/CN.4/1984/L.20 as amended", "E/CN.4/1984/L.20"),
    ],
)
def test_a_slip_of_typing_or_cataloguing_reads_as_the_symbol(written: str, canonical: str) -> None:
    """Spacing, case, look-alike characters, addresses and the catalogues' own oddities do not hide a symbol."""
    assert [str(symbol) for symbol in parse(written)] == [canonical]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "23/3/2018",
        "and/or",
        "2030/2040",
        "2019/2020",
        "A/HRC/37/",
        "A/78/",
        "A/HRC/RES/37",
        "1/0",
        "A/HRC/RES/37/0",
        "A/HRC/RES/37/23/4",
        "N/A/76",
        "S/AC.57/2025/COMM.01",
        "km/h",
        "Ä/RES/1/2",
        "A/RES/2021/5",
        "S/RES/37/23",
        "R/1/66",
    ],
)
def test_what_is_no_symbol_gives_nothing(text: str) -> None:
    """Dates, fractions, cut-off symbols and forms that a body does not use are not repaired into symbols."""
    assert parse(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("37/23", ["A/RES/37/23", "A/HRC/RES/37/23"]),
        ("resolution 37/23", ["A/RES/37/23", "A/HRC/RES/37/23"]),
        ("5/1", ["A/HRC/RES/5/1"]),
        ("77/1", ["A/RES/77/1"]),
        ("60/251", ["A/RES/60/251"]),
        ("S-30/1", ["A/RES/S-30/1", "A/HRC/RES/S-30/1"]),
        ("ES-11/1", ["A/RES/ES-11/1"]),
        ("1999/12", ["E/CN.4/RES/1999/12", "E/RES/1999/12"]),
        ("2010/12", ["E/RES/2010/12"]),
        ("decision 2004/117", ["E/CN.4/DEC/2004/117", "E/DEC/2004/117"]),
        ("decision 76/501", ["A/DEC/76/501"]),
        ("2625 (XXV)", ["A/RES/2625 (XXV)"]),
        ("1503 (XLVIII)", ["E/RES/1503 (XLVIII)"]),
        ("resolution 8 (XXIII)", ["E/CN.4/RES/8 (XXIII)"]),
        ("resolution 2344 (2017)", ["S/RES/2344 (2017)"]),
    ],
)
def test_a_number_alone_stands_for_all_that_it_can_be(text: str, expected: list[str]) -> None:
    """A number without letters gives every body that has used it, and no body that cannot have."""
    assert [str(symbol) for symbol in parse(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Council resolution 37/23", "A/HRC/RES/37/23"),
        ("General Assembly resolution 37/23", "A/RES/37/23"),
        ("Commission on Human Rights resolution 1999/12", "E/CN.4/RES/1999/12"),
        ("Economic and Social Council resolution 1999/12", "E/RES/1999/12"),
        ("Security Council resolution 2344 (2017)", "S/RES/2344 (2017)"),
        ("Security Council resolution 1325", "S/RES/1325"),
        ("resolution 37/23 of the Human Rights Council", "A/HRC/RES/37/23"),
        ("resolution 37/23 of 23 March 2018", "A/HRC/RES/37/23"),
        ("resolution 37/23 of 18 November 1982", "A/RES/37/23"),
        ("la résolution 37/23 du Conseil des droits de l’homme", "A/HRC/RES/37/23"),
        ("la resolución 60/1 de la Asamblea General", "A/RES/60/1"),
        ("резолюция 60/1 Генеральной Ассамблеи", "A/RES/60/1"),
        ("в резолюции 37/23 Совета по правам человека", "A/HRC/RES/37/23"),
        ("قرار الجمعية العامة 60/1", "A/RES/60/1"),
        ("人权理事会第37/23号决议", "A/HRC/RES/37/23"),
        ("大会第60/1号决议", "A/RES/60/1"),
        ("Resolution 60/7 vom 1. November 2005", "A/RES/60/7"),
    ],
)
def test_the_words_around_a_number_decide(text: str, expected: str) -> None:
    """The body named before or after a number, or the date behind it, leaves one symbol."""
    assert str(parse_one(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Environment Assembly resolution 5/14",
        "UNESCO Executive Board decision 37/2",
        "Sub-Commission resolution 1999/12",
        "Commission on the Status of Women resolution 54/1",
        "World Health Assembly resolution 60/1",
        "Inter-American Commission on Human Rights resolution 1999/12",
        "Security Council resolution 37/23",
        "draft resolution 10 (XII)",
        "resolution 5/14 of 2 March 2022",
        "resolution 27/5 of 18 May 2018 of the Commission on Crime Prevention and Criminal Justice",
    ],
)
def test_another_bodys_number_is_not_taken_for_ours(text: str) -> None:
    """A number of a body outside these series, or of a mere draft, is left out instead of being given to another."""
    assert list(find(text)) == []


def test_context_decides_an_ambiguous_number() -> None:
    """`organ` or the year of adoption decides; formal symbols are not overruled."""
    assert str(parse_one("37/23", organ="HRC")) == "A/HRC/RES/37/23"
    assert str(parse_one("37/23", organ="GA/C.3")) == "A/RES/37/23"
    assert str(parse_one("37/23", year="2018")) == "A/HRC/RES/37/23"
    assert str(parse_one("37/23", year="1982-11-18")) == "A/RES/37/23"
    assert str(parse_one("1999/12", organ="CHR")) == "E/CN.4/RES/1999/12"
    assert str(parse_one("A/HRC/RES/37/23", organ="GA", year="1982")) == "A/HRC/RES/37/23"


@pytest.mark.parametrize(("organ", "year"), [("", ""), ("SC", ""), ("", "1950"), ("", "soon")])
def test_an_undecided_number_is_refused_with_its_candidates(organ: str, year: str) -> None:
    """Without deciding context the error names the candidates and what would decide."""
    with pytest.raises(UnknownSymbol, match=r"A/RES/37/23 or A/HRC/RES/37/23.*decided by the body") as raised:
        parse_one("resolution 37/23", organ=organ, year=year)
    assert "2018" in str(raised.value)


@pytest.mark.parametrize("text", ["nothing here", "A/HRC/RES/37/23 and A/HRC/RES/43/21"])
def test_no_symbol_or_several_is_refused(text: str) -> None:
    """One symbol is asked for: none, or two different ones, is an error that says which."""
    with pytest.raises(UnknownSymbol, match=r"found (none|2 different symbols)"):
        parse_one(text)


def test_deciding_context_is_a_sentence_about_body_or_kind() -> None:
    """The sentence names the bodies, or the kinds where one body has both."""
    assert "the Human Rights Council" in deciding_context(parse("37/23"))
    assert deciding_context(parse("8 (XXIII)")).startswith("the kind of text")
    assert deciding_context(parse("77/1")).startswith("nothing")


def test_find_gives_offsets_into_the_original_text() -> None:
    """Every mention in prose comes with the code points it stands at, whatever came before it."""
    text = (
        "回顾\u200b General Assembly resolutions 48/114 A and B and 60/1, Council resolution 37/23 "
        "(see A／HRC／37／L.36 and Rev.1), "
        "on 23/3/2018, half (1/2) and/or 2030/2040; a 3/4 majority."
    )
    found = [(text[start:end], [str(symbol) for symbol in symbols]) for start, end, symbols in find(text)]
    assert found == [
        ("48/114 A", ["A/RES/48/114 A"]),
        ("B", ["A/RES/48/114 B"]),
        ("60/1", ["A/RES/60/1"]),
        ("37/23", ["A/HRC/RES/37/23"]),
        ("A／HRC／37／L.36", ["A/HRC/37/L.36"]),
        ("Rev.1", ["A/HRC/37/L.36/Rev.1"]),
    ]


def test_lists_carry_their_body_and_titles_may_stand_between() -> None:
    """A list's body holds for all its numbers, over their titles too; "L.41" is of the session named before it."""
    listed = "Human Rights Council resolutions 5/1, on institution-building, and 5/2, on the Code of Conduct"
    assert [str(symbols[0]) for _, _, symbols in find(listed)] == ["A/HRC/RES/5/1", "A/HRC/RES/5/2"]
    two = "General Assembly resolutions 68/167, on privacy, and Council resolutions 44/12, on expression"
    assert [str(symbols[0]) for _, _, symbols in find(two)] == ["A/RES/68/167", "A/HRC/RES/44/12"]
    short = "Amendment A/HRC/37/L.60 to draft resolution L.41/Rev.1 rejected"
    assert [str(symbols[0]) for _, _, symbols in find(short)] == ["A/HRC/37/L.60", "A/HRC/37/L.41/Rev.1"]
    mixed = "A/HRC/37/L.60 and A/C.3/78/L.2, see L.41"
    assert [str(symbols[0]) for _, _, symbols in find(mixed)] == ["A/HRC/37/L.60", "A/C.3/78/L.2"]


def test_an_english_article_is_no_part_letter() -> None:
    """The text "A/RES/77/290 A resolution" names no part A, while "A/RES/77/290 A." does."""
    assert [str(s[0]) for _, _, s in find("See A/RES/77/290 A resolution was adopted")] == ["A/RES/77/290"]
    assert [str(s[0]) for _, _, s in find("See A/RES/77/290 A.")] == ["A/RES/77/290 A"]


def one(text: str) -> Symbol:
    """Return the one symbol of a text."""
    return parse_one(text)


def test_kinds_and_suffixes_are_read_off_the_symbol() -> None:
    """Kind, revision, addendum and corrigendum are plain fields."""
    draft = one("A/C.3/78/L.49/Rev.2/Add.1/Corr.3")
    assert (draft.kind, draft.organ, draft.committee, draft.session, draft.number) == ("draft", "GA", "C.3", "78", "49")
    assert (draft.revision, draft.addendum, draft.corrigendum, draft.amendment) == (2, "1", "3", "")
    kinds = {
        "A/HRC/RES/37/23": "resolution",
        "A/DEC/76/501": "decision",
        "S/PV.9499": "meeting record",
        "A/78/481": "document",
    }
    assert {symbol: one(symbol).kind for symbol in kinds} == kinds
    assert one("E/CN.4/RES(I)").is_unnumbered
    assert not draft.is_unnumbered


def test_a_work_is_named_without_corrigendum() -> None:
    """A corrigendum belongs to its work, a revision is its own; the Security Council's year does not split a work."""
    assert work_of(one("A/HRC/37/L.36/Rev.1/Corr.1")) == "A/HRC/37/L.36/Rev.1"
    assert work_of(one("A/HRC/37/L.36")) != work_of(one("A/HRC/37/L.36/Rev.1"))
    assert work_of(one("S/RES/2344 (2017)")) == work_of(one("S/RES/2344")) == "S/RES/2344"
    assert str(base_of(one("A/HRC/37/L.36/Rev.1/Add.2"))) == "A/HRC/37/L.36"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("A/HRC/37/L.36/Rev.1", "A/HRC/37/L.36", "revises"),
        ("A/HRC/37/L.36/Rev.2", "A/HRC/37/L.36/Rev.1", "revises"),
        ("A/HRC/37/L.36", "A/HRC/37/L.36/Rev.1", "revised by"),
        ("A/78/481/Add.2", "A/78/481", "adds to"),
        ("A/78/481/Amend.1", "A/78/481", "amends"),
        ("A/HRC/37/L.36/Rev.1/Corr.1", "A/HRC/37/L.36/Rev.1", "corrects"),
        ("A/HRC/37/L.36", "A/HRC/RES/37/23", "same session"),
        ("A/C.3/78/L.41", "A/RES/78/1", "same session"),
        ("S/2023/970", "S/RES/2722 (2023)", "same session"),
        ("S/RES/2344 (2017)", "S/RES/2344", "same work"),
        ("A/HRC/37/L.36", "A/HRC/RES/38/5", None),
        ("A/HRC/37/L.36", "A/37/L.36", None),
        ("S/PV.9499", "S/RES/2344", None),
    ],
)
def test_symbols_relate_as_far_as_they_tell(a: str, b: str, expected: str | None) -> None:
    """A relation is only named where the two symbols themselves show it."""
    assert relation(one(a), one(b)) == expected


def test_body_and_session_put_a_committees_draft_with_its_organ() -> None:
    """The organ that adopts is what a draft shares with the adopted text."""
    assert body_and_session(one("A/C.3/78/L.41")) == ("GA", "78")
    assert body_and_session(one("E/CN.4/1999/L.5")) == ("CHR", "1999")
    assert body_and_session(one("S/PV.9499")) == ("SC", "")


def test_sessions_have_years() -> None:
    """The Council held its session 37 in 2018, the Assembly in 1982-1983; a session to come has no year."""
    assert years_of(one("A/HRC/RES/37/23")) == (2018,)
    assert years_of(one("A/RES/37/23")) == (1982, 1983)
    assert years_of(one("A/RES/2625 (XXV)")) == (1970, 1971)
    assert years_of(one("A/HRC/RES/S-99/1")) == ()
    assert decide(parse("37/23"), year="1700") == parse("37/23")


def test_roll_call_numbers_name_a_resolution_only_where_they_do() -> None:
    """The vote data's numbers are read where they are a resolution's; letters that may count votes stay open."""
    assert [str(s) for s in read_roll_call_number("R/37/69D")] == ["A/RES/37/69 D"]
    assert [str(s) for s in read_roll_call_number("R/61/128AB")] == ["A/RES/61/128 A-B"]
    assert [str(s) for s in read_roll_call_number("R/36/235/XII")] == ["A/RES/36/235"]
    assert [str(s) for s in read_roll_call_number("R/37/408")] == ["A/DEC/37/408"]
    assert [str(s) for s in read_roll_call_number("R/22/2270B")] == ["A/RES/2270 (XXII)", "A/RES/2270 B (XXII)"]
    assert read_roll_call_number("R/1/1288B") == read_roll_call_number("SS/1/59") == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("A_HRC_RES_55_24F.xml", "A/HRC/RES/55/24"),
        ("A_RES_76_84 A-B-2118640C.xml", "A/RES/76/84 A-B"),
        ("A_RES_76_1_A.xml", "A/RES/76/1"),
        ("75_245B_E.xml", "A/RES/75/245 B"),
        ("S_RES_2516 (2020)-2004811E.xml", "S/RES/2516 (2020)"),
        ("SC_2567_2021-S.xml", "S/RES/2567 (2021)"),
        ("x/S_PRST_2014_23_0-1463834E.xml", "S/PRST/2014/23"),
        ("A_RES_ES-11_1-2204067G.xml", "A/RES/ES-11/1"),
    ],
)
def test_a_file_name_gives_its_symbol(name: str, expected: str) -> None:
    """Job number, language letter and reissue mark are not part of the symbol."""
    assert [str(symbol) for symbol in parse_file_name(name)] == [expected]
    assert parse_file_name(name.replace("_", "_notes_", 1)) == ()


LETTERS = st.sampled_from(["", " A", " B", " Q", " A-B"])
SUFFIXES = st.lists(st.builds("{}.{}".format, st.sampled_from(["Rev", "Add", "Corr", "Amend"]), st.integers(1, 99)), max_size=3).map(tuple)
SESSIONS = st.one_of(st.integers(1, 120).map(str), st.integers(1, 40).map("S-{}".format), st.integers(6, 20).map("ES-{}".format))
ROMANS = st.sampled_from(["I", "IV", "IX", "XV", "XXV", "XXX", "S-VI", "ES-V"])
YEARS = st.integers(1946, 2099).map(str)
NUMBERS = st.integers(1, 999)


def numbers() -> st.SearchStrategy[str]:
    """Return numbers with and without part letters."""
    return st.builds(lambda number, letters: f"{number}{letters}", NUMBERS, LETTERS)


SYMBOLS = st.one_of(
    st.builds(Symbol, st.just("HRC"), series=st.sampled_from(["RES", "DEC", "PRST"]), session=SESSIONS, number=numbers()),
    st.builds(Symbol, st.just("GA"), series=st.sampled_from(["RES", "DEC"]), session=SESSIONS, number=numbers()),
    st.builds(Symbol, st.just("GA"), series=st.just("RES"), session=ROMANS, number=numbers()),
    st.builds(
        Symbol,
        st.sampled_from(["GA", "HRC"]),
        series=st.sampled_from(["L", "PV", ""]),
        session=SESSIONS,
        number=NUMBERS.map(str),
        suffixes=SUFFIXES,
    ),
    st.builds(
        Symbol,
        st.just("GA"),
        st.sampled_from(["C.1", "C.3", "AC.109"]),
        series=st.sampled_from(["L", "SR", ""]),
        session=SESSIONS,
        number=NUMBERS.map(str),
        suffixes=SUFFIXES,
    ),
    st.builds(Symbol, st.just("SC"), series=st.just("RES"), number=NUMBERS.map(str), year=st.one_of(st.just(""), YEARS)),
    st.builds(
        Symbol,
        st.just("SC"),
        series=st.sampled_from(["PRST", ""]),
        number=NUMBERS.map(str),
        year=YEARS,
        suffixes=SUFFIXES,
    ),
    st.builds(
        Symbol,
        st.just("SC"),
        series=st.just("PV"),
        number=NUMBERS.map(str),
        portion=st.sampled_from(["", "Resumption 1", "Part II"]),
        suffixes=SUFFIXES,
    ),
    st.builds(Symbol, st.sampled_from(["CHR", "ECOSOC"]), series=st.sampled_from(["RES", "DEC"]), number=numbers(), year=YEARS),
    st.builds(
        Symbol,
        st.sampled_from(["CHR", "ECOSOC"]),
        series=st.sampled_from(["L", "", "NGO"]),
        number=NUMBERS.map(str),
        year=YEARS,
        suffixes=SUFFIXES,
    ),
    st.builds(Symbol, st.just("CHR"), series=st.sampled_from(["RES", "DEC"]), session=ROMANS, number=numbers()),
)


@given(SYMBOLS)
def test_a_printed_symbol_parses_to_itself(symbol: Symbol) -> None:
    """Whatever symbol can be built, its canonical spelling reads back to an equal one, alone and in prose."""
    assert parse(str(symbol)) == (symbol,)
    text = f"as set out in {symbol}, and elsewhere"
    assert [(text[start:end], found) for start, end, found in find(text)] == [(str(symbol), (symbol,))]


@given(SYMBOLS, st.sampled_from([str.lower, str.upper, lambda text: text.replace("/", " / "), lambda text: f"({text})."]))
def test_writing_a_symbol_otherwise_does_not_change_it(symbol: Symbol, change: object) -> None:
    """Case, blanks round the slashes and punctuation round the whole leave the symbol the same."""
    assert callable(change)
    assert parse(change(str(symbol))) == (symbol,)


@given(SYMBOLS, SYMBOLS)
def test_relations_agree_from_both_sides(a: Symbol, b: Symbol) -> None:
    """What one symbol does to another is said of both; sameness is mutual."""
    there, back = relation(a, b), relation(b, a)
    if there in (None, "same session", "same work"):
        assert there == back
    else:
        assert there != back
        assert back is not None


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_survived_and_offsets_stay_inside(before: str, after: str) -> None:
    """No text makes the finder fail, and mentions never overlap."""
    text = f"{before} A/HRC/RES/37/23 {after}"
    end = 0
    for start, stop, symbols in find(text):
        assert end <= start < stop <= len(text)
        assert symbols
        end = stop


def data() -> Path:
    """Return the folder of the real data, or skip."""
    folder = Path(os.environ.get("WATCHWORD_DATA") or Path(__file__).parents[2] / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("the real data is not at hand: set WATCHWORD_DATA")
    return folder


def rows(archive: str, member: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table inside a zip of the real data."""
    path = data() / archive
    if not path.exists():
        pytest.skip(f"{archive} is not among the real data")
    with zipfile.ZipFile(path) as opened:
        name = next(name for name in opened.namelist() if name.endswith(member))
        with opened.open(name) as stream:
            yield from csv.DictReader(io.TextIOWrapper(stream, encoding="utf-8-sig"))


@pytest.mark.real
def test_every_symbol_of_the_rights_catalogue_is_read() -> None:
    """Each symbol of the Commission's and Council's catalogue gives one symbol that prints and reads back to itself."""
    printed = [row["symbol"] for row in rows("hrc-votes.zip", "resolutions.csv") if row["symbol"]]
    read = [parse(symbol) for symbol in printed]
    assert len(printed) > 6000
    assert [symbol for symbol, found in zip(printed, read, strict=True) if len(found) != 1] == []
    assert all(parse(str(found[0])) == found for found in read)


@pytest.mark.real
def test_a_catalogued_symbol_agrees_with_its_date() -> None:
    """The year that a session was held in is the year of the record, for at least 99 in 100."""
    pairs = [
        (years_of(parse_one(row["symbol"])), row["date"][:4])
        for row in rows("hrc-votes.zip", "resolutions.csv")
        if row["symbol"].startswith("A/HRC")
    ]
    agreeing = sum(int(year) in years for years, year in pairs if years and year)
    assert agreeing / len([1 for years, year in pairs if years and year]) > 0.99


@pytest.mark.real
def test_the_drafts_in_the_rights_catalogue_are_found() -> None:
    """Nearly all of the catalogue's notes on drafts that hold a symbol give at least one."""
    notes = [row["draft"] for row in rows("hrc-votes.zip", "resolutions.csv")]
    holding = [note for note in notes if re.search(r"[AES]/+(?:HRC|CN|\d)", note)]
    assert sum(1 for note in holding if any(True for _ in find(note))) / len(holding) > 0.99


@pytest.mark.real
def test_assembly_roll_call_numbers_from_1976_on_are_read() -> None:
    """From session 31 on every number of the vote data is a resolution's or a decision's."""
    called = [r["unres"] for r in rows("ga-votes.zip", "roll_calls.csv") if r["unres"] and float(r["session"]) >= 31]
    assert sum(len(parse(number)) == 1 for number in called) / len(called) > 0.999


@pytest.mark.real
@pytest.mark.parametrize("archive", ["un-hrc-akn.zip", "un-ga-akn.zip", "un-sc-akn.zip"])
def test_the_publishers_file_names_and_numbers_are_read(archive: str) -> None:
    """File names and formal document numbers of the published texts give one symbol each."""
    path = data() / archive
    if not path.exists():
        pytest.skip(f"{archive} is not among the real data")
    with zipfile.ZipFile(path) as opened:
        names = [name for name in opened.namelist() if name.endswith(".xml")]
        assert sum(len(parse_file_name(name)) == 1 for name in names) / len(names) > 0.99
        numbers_found = [
            re.sub(r"<[^>]*>|\s+", " ", found).strip()
            for name in names[::25]
            for found in re.findall(r"<docNumber[^>]*>(.*?)</docNumber>", opened.read(name).decode(errors="replace"), re.S)
        ]
    formal = [number for number in numbers_found if number.startswith(("A/", "S/"))]
    assert formal
    assert sum(len(parse(number)) == 1 for number in formal) / len(formal) > 0.99
