"""The measure of a checker: which of its verdicts are counted right and wrong, on invented statements."""

from dataclasses import replace

import pytest

from tests.evidence.statements.filling import fill, place
from tests.evidence.statements.judging import judge, score
from tests.evidence.statements.records import Statement, make_frame
from tests.evidence.statements.wording import spell_date, spell_number, spell_ordinal
from watchword.evidence.claims import Claim, ClaimKind, Verdict

_TEXT = "Invented resolution 1/1 was adopted on 1 May 2031 by 28 votes to 2."
_FALSE = Statement("s", "en", _TEXT, "tally", False, "no is 1", (65, 66), ("X/1/1",))
_TRUE = replace(_FALSE, true=True, wrong="")


def _claim(kind: ClaimKind, verdict: Verdict, words: str) -> Claim:
    start = _TEXT.index(words)
    return Claim(words, start, start + len(words), kind, verdict, "invented")


def test_supported_on_the_false_detail_is_the_worst_error() -> None:
    """A supported claim that holds the false number is wrong, one on another detail is right."""
    tally = _claim(ClaimKind.TALLY, Verdict.SUPPORTED, "28 votes to 2")
    day = _claim(ClaimKind.DATE, Verdict.SUPPORTED, "1 May 2031")
    judged = judge(_FALSE, (tally, day))
    assert (judged.right, judged.wrong, judged.found) == ({Verdict.SUPPORTED: 1}, {Verdict.SUPPORTED: 1}, "no")
    assert judge(_TRUE, (tally, day)).right == {Verdict.SUPPORTED: 2}


def test_contradicted_is_right_on_the_false_detail_alone() -> None:
    """A true date that is called contradicted is an error, whatever else is false in the statement."""
    tally = _claim(ClaimKind.TALLY, Verdict.CONTRADICTED, "28 votes to 2")
    day = _claim(ClaimKind.DATE, Verdict.CONTRADICTED, "1 May 2031")
    judged = judge(_FALSE, (tally, day))
    assert (judged.right, judged.wrong, judged.found) == ({Verdict.CONTRADICTED: 1}, {Verdict.CONTRADICTED: 1}, "yes")
    assert judge(_TRUE, (tally, day)).wrong == {Verdict.CONTRADICTED: 2}


@pytest.mark.parametrize("verdict", [Verdict.SUPPORTED, Verdict.CONTRADICTED])
def test_no_verdict_is_right_where_there_is_nothing_to_check(verdict: Verdict) -> None:
    """In a text without a claim both verdicts are errors, and nothing is missed."""
    nothing = replace(_TRUE, kind="none", target=(0, 0))
    judged = judge(nothing, (_claim(ClaimKind.TALLY, verdict, "28 votes to 2"),))
    assert (judged.right, judged.wrong, judged.found) == ({}, {verdict: 1}, "")
    assert score([judge(nothing, ())]).statements == 0


def test_disagreement_is_counted_apart() -> None:
    """Where sources are said to disagree on the target, the statement is neither found nor missed in silence."""
    total = score([judge(_TRUE, (_claim(ClaimKind.TALLY, Verdict.DISAGREE, "28 votes to 2"),)), judge(_TRUE, ())])
    assert (total.found, total.disagree, total.statements, total.recall) == (0, 1, 2, 0.0)


def test_claim_of_another_kind_finds_nothing() -> None:
    """A body that is supported on the same words does not judge the tally."""
    assert judge(_TRUE, (_claim(ClaimKind.BODY, Verdict.SUPPORTED, "28 votes to 2"),)).found == "no"


def test_spans_are_those_of_the_details() -> None:
    """A filled-in detail's span holds that detail, behind a frame's sentence too; what is not recorded makes no statement."""
    frame = make_frame("en", "invented", "it", "year", "In {year} something was done.")
    placed = place("{It} had {yes:w|vote|votes} and [{no|no|noes}].", frame, {"year": 2031, "yes": 1, "no": 3}, "en")
    assert placed is not None
    text, spans = placed
    assert text == "In 2031 something was done. It had one vote and 3 noes."
    assert text[slice(*spans["yes"])] == "one"
    assert text[slice(*spans["["])] == "3 noes"
    assert fill("{yes} votes", {"yes": None}, "en") is None


@pytest.mark.parametrize(
    ("number", "language", "words"),
    [
        (28, "en", "twenty-eight"), (71, "fr", "71"), (31, "fr", "trente et un"), (26, "es", "veintiséis"), (33, "es", "treinta y tres"),
        (47, "de", "siebenundvierzig"), (120, "en", "120"),
    ],
)  # fmt: skip
def test_numbers_are_spelt_as_people_write_them(number: int, language: str, words: str) -> None:
    """Numbers are spelt out in four languages, and stand in figures where that is more usual."""
    assert spell_number(number, language) == words


def test_dates_and_sessions_are_spelt_as_people_write_them() -> None:
    """Days stand in each language's order, and sessions as ordinals."""
    assert [spell_date("2018-03-01", language) for language in ("en", "fr", "es", "de")] == [
        "1 March 2018",
        "1er mars 2018",
        "1 de marzo de 2018",
        "1. März 2018",
    ]
    assert [spell_ordinal(number) for number in (3, 20, 37, 42)] == ["third", "twentieth", "thirty-seventh", "forty-second"]
