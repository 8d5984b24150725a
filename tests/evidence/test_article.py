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


_BEFORE = "Resolution A/HRC/RES/46/13 was adopted by the Human Rights Council on 23 March 2021. "


@pytest.mark.real
@pytest.mark.parametrize(
    "sentence",
    [
        "On 6 October 2022 the Council voted down a motion to debate another country by 19 votes to 17, with 11 abstentions.",
        "On 7 April 2022 the General Assembly suspended a state's membership of the Council: 93 states voted in favour and 24 against.",
        "In March 2021 the Council also adopted a resolution on a country by 22 votes to 11, with 14 abstentions.",
        "The Council then voted on a motion condemning a country: 20 votes to 7, with 20 abstentions.",
    ],
)
def test_another_act_is_not_held_against_the_text_named_before(check: Callable[[str], Checked], sentence: str) -> None:
    """A new motion, or an act of which only the date is told, contradicts nothing that is known of the text before it."""
    found = [claim for claim in check(_BEFORE + sentence).claims if claim.start >= len(_BEFORE)]
    assert found
    assert {claim.verdict for claim in found if claim.kind in ("tally", "date")} <= {Verdict.NOT_CHECKABLE, Verdict.NOT_CONTRADICTED}


@pytest.mark.real
@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("In March 2018 only the United States opposed a resolution on “mutually beneficial cooperation”.", Verdict.SUPPORTED),
        ("In March 2018 only Togo opposed a resolution on “mutually beneficial cooperation”.", Verdict.CONTRADICTED),
        ("The Human Rights Council has 47 members.", Verdict.SUPPORTED), ("The Human Rights Council has 53 members.", Verdict.CONTRADICTED),
    ],
)  # fmt: skip
def test_a_subject_in_quotation_marks_and_an_undated_body_are_known(
    check: Callable[[str], Checked], sentence: str, verdict: Verdict
) -> None:
    """What a text is said to be on ties a statement in quotation marks too; a number of members without a date is today's."""
    verdicts = {claim.verdict for claim in check(sentence).claims if claim.kind in ("only", "members")}
    assert verdicts == {verdict}
