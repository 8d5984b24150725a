"""Formulations that travel together, held against chance in documents and in paragraphs."""

from itertools import permutations
from pathlib import Path

import pytest
from scipy import stats

from tests.pipeline.invented import document
from tests.usage.test_counts import make_folder
from watchword.pipeline.opening import open_reading
from watchword.usage.company import Companion, find_company
from watchword.usage.filters import Filter

BOTH, APART, ONE, OTHER, NONE = (
    "shared lanterns, far ferries",
    "shared lanterns\nfar ferries",
    "shared lanterns\nnothing",
    "far ferries\nnothing",
    "nothing\nat all",
)


def ask(folder: Path, *texts: str, name: str = "shared-lanterns", asked: Filter | None = None, minimum: int = 5) -> list[Companion]:
    bundles = [document(f"t{n}", text, date=f"{2005 + n % 2}-01-01") for n, text in enumerate(texts)]
    with open_reading(make_folder(folder, *bundles)) as opened:
        return find_company(opened.view, opened.lexicon.find(name), minimum=minimum, asked=asked)


def test_documents_and_paragraphs_are_counted_by_hand(tmp_path: Path) -> None:
    """Twenty documents in two years: in four both stand in one paragraph, in four in two."""
    # Texts alternate between two years, so each year has half of each kind.
    texts = (*[BOTH] * 4, *[APART] * 4, *[ONE] * 2, *[OTHER] * 2, *[NONE] * 8)
    (row,) = ask(tmp_path / "w", *texts)
    assert (row.documents_together, row.documents, row.paragraphs_together) == (8, 10, 4)
    assert row.expected == pytest.approx(2 * 5 * 5 / 10)
    assert row.ratio == pytest.approx(8 / 5)
    # A year has 10 documents: 2 with one paragraph, 8 with two: 18 paragraphs, 5 with each formulation.
    assert row.paragraphs_expected == pytest.approx(2 * 5 * 5 / 18)
    assert row.low < row.ratio < row.high
    pmf = stats.hypergeom.pmf(range(6), 10, 5, 5)
    sums = [sum(pmf[a] * pmf[n - a] for a in range(6) if 0 <= n - a < 6) for n in range(11)]
    assert row.p == pytest.approx(sum(chance for chance in sums if chance <= sums[8] * (1 + 1e-7)))
    assert row.p_holm == row.p


def test_company_within_a_year_is_no_company_over_years(tmp_path: Path) -> None:
    """Two words that are simply of one year do not keep company: chance is reckoned within the year."""
    texts = [BOTH if n % 2 else NONE for n in range(20)]
    (row,) = ask(tmp_path / "w", *texts)
    assert (row.documents_together, row.expected, row.ratio, row.p) == (10, pytest.approx(10), pytest.approx(1), 1.0)


def test_those_that_keep_apart_are_shown(tmp_path: Path) -> None:
    """Where chance would have put them together and they are not, that is a row."""
    (row,) = ask(tmp_path / "w", *[ONE] * 10, *[OTHER] * 10)
    assert (row.documents_together, row.expected, row.paragraphs_together) == (0, pytest.approx(5), 0)
    assert row.p < 0.01
    assert ask(tmp_path / "v", ONE, OTHER) == []


def test_words_that_share_words_keep_no_company(tmp_path: Path) -> None:
    """A formulation inside another stands with it by its making: such uses are counted apart."""
    lexicon = (
        'id = "ferries"\nlabel = "ferries"\ngloss = "Invented."\n[[forms]]\ntext = "ferries"\nlanguage = "en"\nrelation = "original"\n'
        + ('source = "Invented"\n')
    )
    texts = [document(f"t{n}", "far ferries\nferries" if n < 5 else "far ferries" if n < 8 else "nothing", date="2005") for n in range(12)]
    folder = make_folder(tmp_path / "w", *texts)
    (folder / "lexicon" / "ferries.toml").write_text(lexicon, encoding="utf-8")
    with open_reading(folder) as opened:
        (row,) = find_company(opened.view, opened.lexicon.find("far-ferries"))
    assert (row.formulation, row.documents_together, row.documents, row.paragraphs_together, row.overlapping) == ("ferries", 5, 5, 0, 8)


def test_filters_and_order(tmp_path: Path) -> None:
    """A filter narrows both sides; the order of feeding changes nothing."""
    texts = (*[BOTH] * 12, *[NONE] * 4)
    (whole,) = ask(tmp_path / "w", *texts)
    (half,) = ask(tmp_path / "h", *texts, asked=Filter(since="2006"))
    assert (whole.documents_together, half.documents_together) == (12, 6)
    assert half.expected == pytest.approx(6 * 6 / 8)
    bundles = [document(name, text, date="2005") for name, text in (("a", BOTH), ("b", ONE), ("c", OTHER))]
    answers = []
    for number, order in enumerate(list(permutations(bundles))[::2]):
        with open_reading(make_folder(tmp_path / f"o{number}", *order)) as opened:
            answers.append(find_company(opened.view, opened.lexicon.find("shared-lanterns"), minimum=1))
    assert answers[0]
    assert all(answer == answers[0] for answer in answers)


def test_nothing_held_is_no_company(tmp_path: Path) -> None:
    """One document only, or none with the words, gives no row and no fault."""
    assert ask(tmp_path / "one", BOTH) == []
    assert ask(tmp_path / "none", NONE, minimum=1) == []
