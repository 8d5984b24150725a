"""Sequences counted at speed, against counters that only a reader would call fast enough."""

import re
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.text.words import find_words
from watchword.usage.discovery.fixedness import measure_cohesion, measure_sides
from watchword.usage.discovery.keyness import false_discovery, log_likelihood, log_ratio
from watchword.usage.discovery.seeking import find_sequences
from watchword.usage.discovery.sequences import count_sequences
from watchword.usage.discovery.stream import Cutter, Stream
from watchword.usage.discovery.wording import make_pattern, search_wording

WORDS = st.lists(st.sampled_from(["peace", "and", "Law", "order,", "rights.", "共赢", "合作", "règle", "мир"]), max_size=25)
TEXTS = st.lists(WORDS.map(" ".join), min_size=1, max_size=8)


def cut(texts: list[str]) -> Stream:
    """Return the stream of texts, each a document of one paragraph."""
    cutter = Cutter()
    cutter.add(list(range(len(texts))), texts)
    return cutter.finish(len(texts))


def pieces(text: str) -> list[list[str]]:
    """Return the units of a text between its breaks, as plain Python finds them."""
    plain = text.casefold().replace("è", "e")
    return [re.findall(r"[一-鿿]|[^\W一-鿿]+", part) for part in re.split(r"[.,]", plain)]


def slow_count(texts: list[str], length: int) -> Counter[tuple[str, ...]]:
    """Count sequences of one length."""
    count: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        for units in pieces(text):
            count.update(tuple(units[at : at + length]) for at in range(len(units) - length + 1))
    return count


def words_at(stream: Stream, place: int, length: int) -> tuple[str, ...]:
    """Return the words of a sequence."""
    return tuple(stream.words[unit] for unit in stream.units[place : place + length])


@given(TEXTS)
def test_sequences_are_counted_as_a_slow_counter_counts_them(texts: list[str]) -> None:
    """No sequence is missed, none is counted twice, none runs over punctuation or from text to text."""
    stream = cut(texts)
    tables, _ = count_sequences(stream, 0, len(stream.units), range(2, 5), 2)
    for table in tables:
        ours = {words_at(stream, first, table.length): n for first, n in zip(table.first.tolist(), table.count.tolist(), strict=True)}
        assert ours == {words: n for words, n in slow_count(texts, table.length).items() if n >= 2}


@given(TEXTS, TEXTS)
def test_the_same_sequences_are_found_in_other_documents(before: list[str], after: list[str]) -> None:
    """The reference is counted by documents, and only what the window has is looked for."""
    stream = cut(before + after)
    place = int(stream.starts[len(before)])
    tables, _ = count_sequences(stream, place, len(stream.units), range(2, 4), 2)
    found = find_sequences(stream, 0, place, {table.length: table.first for table in tables if len(table.first)} or {2: np.array([], int)})
    for table in tables:
        if not len(table.first):
            continue
        owners, documents = found[table.length]
        ours = {(words_at(stream, int(table.first[o]), table.length), d) for o, d in zip(owners.tolist(), documents.tolist(), strict=True)}
        wanted = {words_at(stream, first, table.length) for first in table.first.tolist()}
        slow = {(words, d) for d, text in enumerate(before) for words in slow_count([text], table.length) if words in wanted}
        assert ours == slow


@pytest.mark.parametrize("code", ["en", "fr", "ru", "ar"])
def test_units_are_the_words_that_other_finders_count(code: str) -> None:
    """A candidate's words are those of concordance and collocates."""
    texts = {
        "en": "The people's co-operation, 2nd edition: well-known; Mr. Smith's \ufb01rst.",
        "fr": "L’élève a reçu « la règle d’or ».",
        "ru": "Ещё мир, Йемен и мирное сосуществование.",
        "ar": "حقوقُ الإنسان، والتعاون المتبادل",
    }
    stream = cut([texts[code]])
    assert [stream.words[unit] for unit in stream.units] == [word.folded for word in find_words(texts[code], code)]


def test_cohesion_and_freedom_are_what_the_formulas_say() -> None:
    """Cohesion is the least pointwise mutual information over cuts; freedom the entropy of neighbours, each end one of its own."""
    stream = cut(["red open door blue", "tan open door red", "open door", "blue open shut", "red door"])
    tables, counts = count_sequences(stream, 0, len(stream.units), range(2, 3), 2)
    (table,) = tables
    assert [words_at(stream, int(first), 2) for first in table.first] == [("open", "door")]
    units = 15
    assert measure_cohesion(stream, table, counts)[0] == pytest.approx(np.log2(3 * units / (4 * 4)))
    left, right = measure_sides(stream, table, np.zeros(len(stream.words), dtype=bool))
    assert (left.entropy[0], left.variety[0]) == (pytest.approx(np.log2(3)), 3)
    assert (right.entropy[0], right.variety[0]) == (pytest.approx(np.log2(3)), 3)


def test_keyness_is_that_of_a_library() -> None:
    """Log-likelihood and false discoveries agree with SciPy's."""
    from scipy.stats import chi2_contingency, false_discovery_control, norm

    ours, theirs = np.array([30, 5, 8]), np.array([4, 60, 9])
    found = log_likelihood(ours, theirs, 100, 400)
    for value, a, b in zip(found, ours, theirs, strict=True):
        table = [[a, b], [100 - a, 400 - b]]
        assert abs(value) == pytest.approx(chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic)
    assert (found > 0).tolist() == [True, False, True]
    assert log_ratio(ours, theirs, 100, 400)[0] == pytest.approx(np.log2((30.5 / 101) / (4.5 / 401)))
    chances = norm.sf(np.sign(found) * np.sqrt(np.abs(found)))
    assert false_discovery(found) == pytest.approx(false_discovery_control(chances))


@pytest.mark.parametrize(
    ("folded", "text", "spelt"),
    [
        ("profondement preoccupe", "Se déclarant profondément préoccupé par", "profondément préoccupé"),
        ("الامم المتحدة", "ميثاق الأممِ المتّحدة", "الأممِ المتّحدة"),
        ("мир и йемен", "Мир и Йемен", "Мир и Йемен"),
        ("people centred", "A People-\nCentred plan", "People- Centred"),
        ("law", "outlaw laws", ""),
    ],
)
def test_a_candidate_is_shown_as_the_text_spells_it(folded: str, text: str, spelt: str) -> None:
    """Accents, vowel marks and capitals are those of the text."""
    words = folded.split()
    assert search_wording(re.compile(make_pattern(words, " "), re.IGNORECASE), words, [text], " ") == spelt
