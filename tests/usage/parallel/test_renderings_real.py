"""Renderings in real resolutions, held to labels made by hand before the finder was written (tests/usage/renderings.toml)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.renderings import score_planted, score_renderings

from watchword.pipeline.opening import open_reading
from watchword.pipeline.parallel import open_corpus
from watchword.usage.parallel.corpus import Corpus

pytestmark = [pytest.mark.real, pytest.mark.slow]


@pytest.fixture(scope="module")
def corpus(kept_resolutions: Path) -> Iterator[Corpus]:
    """The Human Rights Council's resolutions and the aligned sentences, a third of all that the benchmark reads."""
    with open_reading(kept_resolutions, uses=False) as reading:
        yield open_corpus(reading.workspace, reading.view)


def test_the_rendering_shown_first_is_right_for_nine_in_ten(corpus: Corpus) -> None:
    """On the half of the labels that nothing was set on; a pair without any proposal is no error, but there are few."""
    first, every, silent = score_renderings(corpus, "report")
    assert first.right >= 0.9 * first.all
    assert every.right >= 0.75 * every.all
    assert silent <= 0.2 * (silent + first.all)


def test_planted_renames_are_found(corpus: Corpus) -> None:
    """Wordings swapped in copies of real paragraphs are listed (planted cases, not real ones)."""
    recall, _, _ = score_planted(corpus, "report")
    assert recall.right >= 0.9 * recall.all
