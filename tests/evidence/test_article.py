"""The article about the first case: what a checker says of each of its claims, and of ten errors planted in it."""

from collections.abc import Callable

import pytest

from tests.evidence.articles import Label, read_article
from watchword.evidence.claims import Checked, Claim, Verdict
from watchword.pipeline.opening import Reading

_KINDS = {"tally", "outcome", "date", "title", "members", "position", "only", "change", "iteration", "trend"}


@pytest.fixture(scope="module")
def check(votes: Reading) -> Callable[[str], Checked]:
    """The checker over the real votes and the cited case."""
    check_text = pytest.importorskip("watchword.evidence.check").check_text
    return lambda text: check_text(votes.view, votes.lexicon, text, language="en")


def _on(label: Label, checked: Checked) -> list[Claim]:
    return [claim for claim in checked.claims if claim.kind == label.kind and claim.start < label.end and label.start < claim.end]


def test_labels_stand_in_the_article() -> None:
    """The article has 450 to 600 words, every label's words stand in it once, and the second version has ten errors."""
    for planted, errors in ((False, 0), (True, 10)):
        text, labels = read_article(planted=planted)
        assert 450 <= len(text.split()) <= 600
        assert all(text[label.start : label.end] == label.quote for label in labels)
        assert sum(label.verdicts == ("contradicted",) for label in labels) == errors
        assert {verdict for label in labels for verdict in label.verdicts} <= {verdict.value for verdict in Verdict}


@pytest.mark.real
@pytest.mark.slow
def test_every_claim_of_the_article_is_judged(check: Callable[[str], Checked]) -> None:
    """Votes, dates, titles, states and iterations are supported, with a note where a member is missing; nothing is contradicted."""
    text, labels = read_article()
    checked = check(text)
    assert checked.holds
    for label in labels:
        found = _on(label, checked)
        assert {claim.verdict.value for claim in found} <= set(label.verdicts), label
        assert found or "not checkable" in label.verdicts, label
        assert not label.note or any(label.note in claim.note for claim in found), label


@pytest.mark.real
@pytest.mark.slow
def test_renaming_is_cited_and_not_supported(check: Callable[[str], Checked]) -> None:
    """The first draft's title rests on a report only, so it informs and verifies nothing."""
    text, labels = read_article()
    label = next(label for label in labels if label.kind == "former title")
    found = _on(label, check(text))
    assert found
    assert all(claim.verdict != Verdict.SUPPORTED for claim in found)
    assert any(ground.holding == "cited" for claim in found for ground in claim.evidence)


@pytest.mark.real
@pytest.mark.slow
def test_planted_errors_are_contradicted(check: Callable[[str], Checked]) -> None:
    """Each of the ten errors is contradicted, and nothing else is."""
    text, labels = read_article(planted=True)
    checked = check(text)
    wrong = [label for label in labels if label.verdicts == ("contradicted",)]
    for label in wrong:
        assert label.kind in _KINDS
        assert any(
            claim.verdict == Verdict.CONTRADICTED and claim.start < label.end and label.start < claim.end for claim in checked.claims
        ), label
    # What Japan did is told in the words after Germany's error, and is as wrong as they are.
    follows = text.index("and so did Japan")
    others = [claim for claim in checked.claims if claim.verdict == Verdict.CONTRADICTED and not follows <= claim.start < follows + 16]
    assert not [claim for claim in others if not any(claim.start < label.end and label.start < claim.end for label in wrong)]
