"""Collocates: equal to a slow counter in six languages, and to what anybody can count by hand."""

from collections import Counter
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.corpora import data_file
from tests.lexicon.invented import SOUND
from tests.pipeline.invented import document, put
from tests.usage.slow_words import Span, count_slowly
from watchword.errors import NotHeld, UsageError
from watchword.model import Bundle
from watchword.pipeline.company import gather_collocates
from watchword.pipeline.inventories import ensure_inventory
from watchword.pipeline.opening import Reading, open_reading
from watchword.store.base import CITED_ONLY
from watchword.store.workspace import Workspace
from watchword.usage.collocates import Collocates, Window
from watchword.usage.filters import Filter
from watchword.usage.neighbours import UNIT, hide_uses

SIX = ("en", "fr", "es", "ru", "ar", "zh")
ALL = {"least": 1, "function_words": True, "limit": 0}


@pytest.fixture(scope="module")
def lab(kept_lab: Path) -> Iterator[Reading]:
    """The invented texts in six languages."""
    with open_reading(kept_lab) as opened:
        yield opened


def paragraphs_of(
    reading: Reading, name: str, language: str, where: str = "true", standing: str = "in scope"
) -> list[tuple[str, str, list[Span]]]:
    """Return document, text and spans of every paragraph in a language."""
    spans: dict[tuple[str, int], list[Span]] = {}
    for row in reading.view.rows('SELECT document, paragraph, start, "end", standing FROM uses WHERE formulation = ?', [name]):
        spans.setdefault((row["document"], row["paragraph"]), []).append((row["start"], row["end"], row["standing"] == standing))
    rows = reading.view.rows(
        f"""SELECT p.document, p.position, p.text FROM paragraphs p JOIN documents d ON d.id = p.document
            WHERE d.language = ? AND d.source <> '{CITED_ONLY}' AND {where}""",
        [language],
    )
    return [(row["document"], row["text"], spans.get((row["document"], row["position"]), [])) for row in rows]


def hold_against_slow(reading: Reading, name: str, language: str, window: Window, found: Collocates) -> int:
    """Compare every figure that is counted; return the number of words near."""
    slow = count_slowly(paragraphs_of(reading, name, language, standing=window.standing), language, left=window.left, right=window.right)
    assert found.units == slow.units
    assert found.window_words == sum(slow.near.values())
    assert found.corpus_words == sum(slow.corpus.values())
    for row in found.rows:
        counted = (slow.near[row.word], slow.left[row.word], slow.right[row.word], slow.corpus[row.word], len(slow.documents[row.word]))
        assert (row.observed, row.left, row.right, row.frequency, row.documents) == counted, row.word
        assert row.expected == pytest.approx(found.window_words * slow.corpus[row.word] / found.corpus_words)
    assert len(found.rows) + sum(found.left_out.values()) == len(+slow.near)
    return len(+slow.near)


@pytest.mark.parametrize("language", SIX)
def test_counts_are_those_of_a_slow_counter(lab: Reading, language: str) -> None:
    """Every word near a use, its frequency, documents and sums: plain Python finds the same."""
    formulation = lab.lexicon.find("win-win cooperation")
    seen = 0
    for standing in ("in scope", "antecedent wording"):
        for left, right in ((5, 5), (0, 3), (2, 40)):
            window = Window(left, right, standing=standing, **ALL)  # type: ignore[arg-type]
            found = gather_collocates(lab, formulation, language, Filter(), window)
            seen += hold_against_slow(lab, formulation.id, language, window, found)
    assert seen > 20


@pytest.mark.parametrize("language", SIX)
def test_all_words_of_a_corpus_are_those_of_a_slow_counter(lab: Reading, language: str) -> None:
    """The reference: every word of every document in the language, and in how many documents it stands."""
    inventory = ensure_inventory(lab, language)
    words, documents = Counter[str](), Counter[str]()
    texts: dict[str, Counter[str]] = {}
    for identity, text, _ in paragraphs_of(lab, "", language):
        texts.setdefault(identity, Counter()).update(count_slowly([(identity, text, [])], language, left=1, right=1).corpus)
    for counted in texts.values():
        words.update(counted)
        documents.update(counted.keys())
    frequency, holding = inventory.count_words(pa.array(sorted(texts)))
    names = inventory.vocabulary.to_pylist()
    assert dict(zip(names, frequency.tolist(), strict=True)) == dict(words)
    assert dict(zip(names, holding.tolist(), strict=True)) == dict(documents)


def test_a_choice_of_documents_is_counted_alone(lab: Reading) -> None:
    """Filters narrow both what is near and what it is held against."""
    inventory = ensure_inventory(lab, "en")
    formulation = lab.lexicon.find("win-win cooperation")
    whole = gather_collocates(lab, formulation, "en", Filter(), Window(**ALL))  # type: ignore[arg-type]
    early, late = (gather_collocates(lab, formulation, "en", asked, Window(**ALL))  # type: ignore[arg-type]
                   for asked in (Filter(until="2014"), Filter(since="2015")))  # fmt: skip
    assert 0 < early.units < whole.units
    for name in ("units", "documents", "documents_with", "window_words", "corpus_words"):
        assert getattr(early, name) + getattr(late, name) == getattr(whole, name)
    slow = count_slowly(paragraphs_of(lab, formulation.id, "en", "d.year >= 2015"), "en", left=5, right=5)
    assert {row.word: row.frequency for row in late.rows} == {row.word: slow.corpus[row.word] for row in late.rows}
    ids = lab.view.table("SELECT id FROM documents WHERE year = 2015")["id"].combine_chunks()
    frequency, _ = inventory.count_words(ids)
    assert (
        frequency.tolist()
        == np.bincount(inventory.entries_of(ids).word, weights=inventory.entries_of(ids).count, minlength=len(inventory.vocabulary))
        .astype(int)
        .tolist()
    )


TEXTS: tuple[Bundle, ...] = (
    document("a", "Red boats and shared lanterns and blue boats, shared lanterns.\nRed boats.", date="2002-01-01", organ="GA"),
    document("b", "Far far away, shared lanterns; boats. Nothing of lanterns.", date="2002-01-02", organ="GA"),
    document("c", "Old shared lanterns and boats.", date="2000-01-01", organ="GA"),
)


def make_folder(folder: Path, *bundles: Bundle) -> Path:
    Workspace.create(folder, {"lexicon/shared-lanterns.toml": SOUND.encode()}).catalogue.close()
    put(folder, *bundles)
    return folder


def ask(folder: Path, asked: Filter = Filter(), **window: object) -> Collocates:  # noqa: B008 - a frozen record
    with open_reading(folder) as opened:
        return gather_collocates(opened, opened.lexicon.find("shared-lanterns"), "en", asked, Window(**(ALL | window)))  # type: ignore[arg-type]


def test_collocates_are_counted_by_hand(tmp_path: Path) -> None:
    """Its own words are none of its collocates; a word between two uses counts once, on both sides; standings stay apart."""
    folder = make_folder(tmp_path / "w", *TEXTS)
    found = ask(folder, left=2, right=2)
    rows = {row.word: (row.observed, row.left, row.right, row.frequency, row.documents) for row in found.rows}
    # a: [Red boats and] * [and blue boats] *; b: [far away] * [boats Nothing]; c stands before the form's date.
    assert found.units == 3
    assert rows["boats"] == (3, 2, 1, 5, 2)
    assert rows["and"] == (2, 1, 1, 3, 1)
    assert rows["blue"] == (1, 1, 1, 1, 1)
    assert "shared" not in rows
    # "lanterns" alone is no use of the formulation, and a word like others, but out of reach.
    assert "lanterns" not in rows
    assert found.corpus_words == 8 + 7 + 3
    antecedent = ask(folder, left=2, right=2, standing="antecedent wording")
    assert (antecedent.units, {row.word for row in antecedent.rows}) == (1, {"old", "and", "boats"})


def test_windows_stop_at_the_paragraph(tmp_path: Path) -> None:
    """A word of the next paragraph is not near, however wide the window."""
    folder = make_folder(tmp_path / "w", document("a", "One shared lanterns two\nthree one two", date="2002-01-01"))
    found = ask(folder, left=9, right=9)
    assert (found.window_words, found.corpus_words) == (2, 5)
    assert {row.word for row in found.rows} == {"one", "two"}


def test_what_is_not_shown_is_counted_by_reason(tmp_path: Path) -> None:
    """Rare words, function words and words no nearer than chance are left out, and said to be."""
    folder = make_folder(tmp_path / "w", *TEXTS)
    found = ask(folder, left=2, right=2, least=2, function_words=False)
    assert [row.word for row in found.rows] == ["boats"]
    assert found.left_out["function words"] == 1
    # Near: boats, and, blue, far, away, nothing.
    assert sum(found.left_out.values()) + len(found.rows) == 6
    cut = ask(folder, left=2, right=2, limit=1)
    assert (len(cut.rows), cut.more) == (1, len(ask(folder, left=2, right=2).rows) - 1)


def test_order_of_feeding_changes_nothing(tmp_path: Path) -> None:
    """The same texts in any order, in one version or several, give the same rows."""
    answers = [ask(make_folder(tmp_path / f"w{number}", *order)) for number, order in enumerate(permutations(TEXTS))]
    folder = make_folder(tmp_path / "apart", TEXTS[2])
    assert ask(folder).units == 0
    put(folder, TEXTS[0])
    put(folder, TEXTS[1])
    answers.append(ask(folder))
    assert all(answer == answers[0] for answer in answers)


def test_a_later_lexicon_or_lost_cache_gives_its_own_answer(tmp_path: Path) -> None:
    """Caches never answer for a lexicon they were not made from, and are made anew where they are lost."""
    folder = make_folder(tmp_path / "w", *TEXTS)
    before = ask(folder)
    for file in (folder / "index").rglob("*.arrow"):
        file.unlink()
    assert ask(folder) == before
    (folder / "lexicon" / "shared-lanterns.toml").write_text(SOUND.replace('start = "2001-05-01"\n', "", 1), encoding="utf-8")
    assert ask(folder).units == before.units + 1


def test_wrong_windows_and_values_are_refused(tmp_path: Path) -> None:
    """A window of nothing, an unknown measure or standing, and values that nothing has."""
    folder = make_folder(tmp_path / "w", *TEXTS)
    for window in ({"left": 0, "right": 0}, {"left": -1}, {"sort": "colour"}, {"standing": "grand"}):
        with pytest.raises(UsageError):
            ask(folder, **window)
    with pytest.raises(NotHeld, match="there are GA"):
        ask(folder, Filter(organs=("XYZ",)))
    with pytest.raises(UsageError, match="a date"):
        ask(folder, Filter(since="soon"))
    assert ask(folder, Filter(since="2050")).units == 0
    assert ask(folder, left=10**9, right=10**9).units == 3


@given(st.text("ab 合作共赢.", max_size=30), st.data())
def test_hidden_uses_keep_what_stands_around(text: str, data: st.DataObject) -> None:
    """Putting the words back in place of each mark gives the text again, but for the rest of words that were cut."""
    places = data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True).map(sorted))
    uses = [(start, end, 0) for start, end in zip(places[::2], places[1::2], strict=False)]
    hidden, units = hide_uses(text, uses)
    assert hidden.count(UNIT) == len(units) <= len(uses)
    assert all(hidden[at] == UNIT for at, _ in units)
    kept = hidden.replace(UNIT, "")
    assert sum(end - start for start, end, _ in uses) >= len(text) - len(kept) - 2 * sum(map(str.isalpha, text))


@pytest.mark.real
@pytest.mark.slow
def test_real_sentences_in_six_languages_count_the_same(tmp_path: Path) -> None:
    """Two thousand sentences of real documents in each language, and the words around "sustainable development" in each."""
    import zipfile

    forms = {"en": "sustainable development", "fr": "développement durable", "es": "desarrollo sostenible", "ru": "устойчивого развития",
             "ar": "التنمية المستدامة", "zh": "可持续发展"}  # fmt: skip
    lines = "".join(
        f'[[forms]]\ntext = "{text}"\nlanguage = "{language}"\nrelation = "original"\nsource = "Invented"\n'
        for language, text in forms.items()
    )
    lexicon = f'id = "sustainable"\nlabel = "sustainable development"\ngloss = "For the test."\n{lines}'
    folder = tmp_path / "w"
    Workspace.create(folder, {"lexicon/sustainable.toml": lexicon.encode()}).catalogue.close()
    with zipfile.ZipFile(data_file("parallel-devset.zip")) as archive:
        for language in SIX:
            text = archive.read(f"parallel-devset/UNv1.0.devset.{language}").decode("utf-8-sig").splitlines()[:2000]
            put(folder, *(document(f"{language}{at}", "\n".join(text[at : at + 50]), language=language) for at in range(0, 2000, 50)))
    with open_reading(folder) as reading:
        for language in SIX:
            window = Window(**ALL)  # type: ignore[arg-type]
            found = gather_collocates(reading, reading.lexicon.find("sustainable"), language, Filter(), window)
            assert hold_against_slow(reading, "sustainable", language, window, found) > 100
