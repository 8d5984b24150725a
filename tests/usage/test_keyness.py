"""Key words: equal to a slow counter, guarded against single long texts, and refused where there is nothing to compare."""

import math
from collections import Counter
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from tests.pipeline.invented import document
from tests.usage.slow_words import split
from tests.usage.test_collocates import SIX, make_folder, paragraphs_of
from watchword.errors import NotHeld, UsageError
from watchword.model import Bundle
from watchword.pipeline.inventories import ensure_inventory
from watchword.pipeline.opening import Reading, open_reading
from watchword.usage.filters import Filter
from watchword.usage.keyness import Bounds, KeyWords, find_key_words

ALL = {"least": 1, "least_documents": 1, "level": 1.0, "function_words": True, "limit": 0}


@pytest.fixture(scope="module")
def lab(kept_lab: Path) -> Iterator[Reading]:
    """The invented texts in six languages."""
    with open_reading(kept_lab) as opened:
        yield opened


@pytest.mark.parametrize("language", SIX)
def test_key_words_are_those_of_a_slow_counter(lab: Reading, language: str) -> None:
    """Frequencies, documents, likelihoods and dispersion of every word, counted again in plain Python."""
    years = sorted({row["year"] for row in lab.view.rows("SELECT DISTINCT year FROM documents WHERE language = ?", [language])})
    middle = str(years[len(years) // 2])
    found = find_key_words(lab.view, ensure_inventory(lab, language), Filter(since=middle), Filter(), Bounds(**ALL))  # type: ignore[arg-type]
    late, early = (_count(lab, language, f"d.year {sign} {middle}") for sign in (">=", "<"))
    assert (found.documents_target, found.documents_reference) == (len(late), len(early))
    ours, theirs = (sum(side.values(), Counter()) for side in (late, early))
    assert (found.words_target, found.words_reference) == (sum(ours.values()), sum(theirs.values()))
    assert {row.word: (row.target, row.reference) for row in found.rows} == {word: (ours[word], theirs[word]) for word in ours | theirs}
    for row in found.rows[:40]:
        assert row.documents_target == sum(row.word in counted for counted in late.values())
        assert row.documents_reference == sum(row.word in counted for counted in early.values())
        side, sums = (late, ours) if row.more_in == "target" else (early, theirs)
        total = sum(sums.values())
        apart = sum(abs(counted[row.word] / sums[row.word] - sum(counted.values()) / total) for counted in side.values())
        assert row.deviation == pytest.approx(apart / 2)
        both, size = row.target + row.reference, sum(ours.values()) + sum(theirs.values())
        expected = both * sum(ours.values()) / size
        assert row.expected == pytest.approx(expected)
        assert row.bayes_factor == pytest.approx(row.log_likelihood - math.log(size))


def _count(reading: Reading, language: str, where: str) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for identity, text, _ in paragraphs_of(reading, "", language, where):
        found.setdefault(identity, Counter()).update(split(text, chinese=language == "zh"))
    return found


TEXTS: tuple[Bundle, ...] = (
    *(document(f"a{n}", "Boats sail. The sea is calm.", date="2002-01-01", states=["KEN"]) for n in range(6)),
    *(document(f"b{n}", "Trains roll. The land is calm.", date=f"{2002 + n}-01-01", states=["CHN"]) for n in range(6)),
    document("c", "Trains roll with shared lanterns. " + "zeppelin " * 50, date="2002-01-01", states=["CHN"]),
)


def ask(folder: Path, target: Filter, reference: Filter = Filter(), **bounds: object) -> KeyWords:  # noqa: B008 - a frozen record
    with open_reading(folder) as opened:
        return find_key_words(opened.view, ensure_inventory(opened, "en"), target, reference, Bounds(**bounds))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirteen small texts, one of which goes on and on."""
    return make_folder(tmp_path_factory.mktemp("keys") / "w", *TEXTS)


def test_one_long_text_makes_no_key_word(folder: Path) -> None:
    """A word said fifty times in one document is left out, and counted among what is."""
    found = ask(folder, Filter(actors=("CHN",)), Filter(actors=("KEN",)))
    assert "zeppelin" not in {row.word for row in found.rows}
    assert any("fewer than 3 documents" in reason and count >= 1 for reason, count in found.left_out.items())
    (row,) = (row for row in ask(folder, Filter(actors=("CHN",)), Filter(actors=("KEN",)), least_documents=1).rows
              if row.word == "zeppelin")  # fmt: skip
    assert row.deviation > 0.3
    assert (row.documents_target, row.target, row.percent) == (1, 50, None)


def test_both_sides_key_words_are_shown(folder: Path) -> None:
    """Words that the reference has more of are key words too, with a negative log ratio."""
    rows = {row.word: row for row in ask(folder, Filter(actors=("KEN",)), Filter(actors=("CHN",)), level=1.0).rows}
    assert (rows["boats"].more_in, rows["trains"].more_in) == ("target", "reference")
    assert rows["boats"].log_ratio > 0 > rows["trains"].log_ratio
    assert "the" not in rows


def test_the_reference_holds_nothing_of_the_target(folder: Path) -> None:
    """A reference that covers the target is cut down to the rest, and that is said."""
    found = ask(folder, Filter(actors=("KEN",)), level=1.0)
    assert (found.documents_target, found.documents_reference) == (6, 7)
    assert found.left_out["documents of the reference that are in the target"] == 6
    assert (found.target, found.reference) == ("actor=KEN", "all other documents")


def test_a_matched_reference_has_the_years_of_the_target(folder: Path) -> None:
    """Only documents of sources and years that the target has are held against it."""
    found = ask(folder, Filter(actors=("KEN",)), matched=True, level=1.0)
    assert found.documents_reference == 2
    assert found.left_out["documents of the reference of sources and years that the target has not"] == 5


def test_documents_with_a_formulation_against_those_without(folder: Path) -> None:
    """A use in scope chooses documents; the lack of one chooses the others; the formulation's own words are flagged."""
    found = ask(folder, Filter(uses=("shared-lanterns",)), Filter(lacks=("shared-lanterns",)), least_documents=1, level=1.0,
                least=1, own_words=frozenset({"lanterns"}))  # fmt: skip
    assert (found.documents_target, found.documents_reference) == (1, 12)
    assert {row.word for row in found.rows if row.own} == {"lanterns"}


def test_nothing_to_compare_is_said(folder: Path) -> None:
    """An empty target, a reference inside the target, and an order that is none."""
    with pytest.raises(NotHeld, match="target"):
        ask(folder, Filter(since="2050"))
    with pytest.raises(NotHeld, match="reference"):
        ask(folder, Filter(), Filter(actors=("KEN",)))
    with pytest.raises(UsageError, match="no order"):
        ask(folder, Filter(actors=("KEN",)), sort="colour")


def test_order_of_feeding_changes_no_key_word(tmp_path: Path) -> None:
    """The same texts in any order give the same rows in the same order."""
    order = list(permutations(TEXTS[5:8]))
    answers = [ask(make_folder(tmp_path / f"w{number}", *texts, *TEXTS[:2]), Filter(actors=("KEN",)), level=1.0, least_documents=1)
               for number, texts in enumerate(order[::2])]  # fmt: skip
    assert all(answer == answers[0] for answer in answers)
