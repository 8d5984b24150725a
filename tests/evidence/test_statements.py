"""The checker against statements made from the record: what it may call supported or contradicted, and what it must find."""

import functools

import pytest
from benchmarks.checking import AIMS, RECALL

from tests.evidence.statements.judging import judge_all, score
from tests.evidence.statements.loading import HALVES, make_statements
from tests.evidence.statements.records import Statement
from watchword.evidence.claims import Checked
from watchword.pipeline.opening import Reading
from watchword.store.base import Row, View

pytestmark = [pytest.mark.real, pytest.mark.slow]


class Backwards:
    """A view that gives its rows in the opposite order wherever a question leaves the order to the records."""

    def __init__(self, view: View) -> None:
        self._view = view

    def __getattr__(self, name: str) -> object:
        return getattr(self._view, name)

    def rows(self, sql: str, parameters: tuple[object, ...] = ()) -> list[Row]:
        """Return the answer, last row first."""
        return self._view.rows(sql, parameters)[::-1]


@pytest.fixture(scope="module")
def halves(votes: Reading) -> dict[str, list[Statement]]:
    """The statements of both halves."""
    return {half: make_statements(votes.view, half) for half in HALVES}


@pytest.mark.parametrize("half", HALVES)
def test_half_has_statements_of_all_kinds(halves: dict[str, list[Statement]], half: str) -> None:
    """Each half has at least 500 true and 500 false statements in four languages, and 60 texts with nothing to check."""
    statements = [one for one in halves[half] if one.kind != "none"]
    assert min(sum(one.true for one in statements), sum(not one.true for one in statements)) >= 500
    assert {one.language for one in statements} == {"en", "fr", "es", "de"}
    assert len({one.kind for one in statements}) == 12
    assert len(halves[half]) - len(statements) >= 60


@pytest.mark.parametrize("half", HALVES)
def test_targets_stand_in_their_texts(halves: dict[str, list[Statement]], half: str) -> None:
    """Every target is a span of its text, every false statement says what is wrong, no statement stands there twice."""
    for one in halves[half]:
        start, end = one.target
        assert one.kind == "none" or (0 <= start < end <= len(one.text) and one.text[start:end].strip() == one.text[start:end])
        assert one.true == (not one.wrong)
        assert "{" not in one.text and "  " not in one.text
    assert len({one.id for one in halves[half]}) == len({one.text for one in halves[half]}) == len(halves[half])


def test_halves_share_nothing(halves: dict[str, list[Statement]]) -> None:
    """No vote and no text without a claim stands in both halves."""
    votes = [{vote for one in halves[half] for vote in one.votes} for half in HALVES]
    texts = [{one.text for one in halves[half]} for half in HALVES]
    assert not votes[0] & votes[1]
    assert not texts[0] & texts[1]


def test_order_of_the_record_makes_no_difference(votes: Reading, halves: dict[str, list[Statement]]) -> None:
    """The same statements are made whatever the order of the records."""
    assert make_statements(Backwards(votes.view), "develop") == halves["develop"]  # type: ignore[arg-type]


def test_checker_keeps_to_its_figures(votes: Reading, halves: dict[str, list[Statement]]) -> None:
    """On the half that nothing was developed on, both verdicts are as sure, and as many statements are found, as is promised."""
    check_text = pytest.importorskip("watchword.evidence.check").check_text
    check: functools.partial[Checked] = functools.partial(check_text, votes.view, votes.lexicon)
    total = score(judge_all(check, halves["report"]))
    for verdict, aim in AIMS.items():
        right, count = total.precision(verdict)
        assert count
        assert right / count >= aim
    assert total.recall >= RECALL


def test_checker_finds_nothing_where_there_is_nothing(votes: Reading, halves: dict[str, list[Statement]]) -> None:
    """Numbers that are no votes, bodies that are not held and opinions are neither supported nor contradicted."""
    check_text = pytest.importorskip("watchword.evidence.check").check_text
    check: functools.partial[Checked] = functools.partial(check_text, votes.view, votes.lexicon)
    judged = judge_all(check, [one for one in halves["report"] if one.kind == "none"])
    assert not [(one.statement.text, one.wrong) for one in judged if one.wrong]
