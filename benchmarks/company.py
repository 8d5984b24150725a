"""Concordance and collocates over all the data, then beside NLTK and scikit-learn on the same General Debate texts in the same run.

Counts are held equal before a time is printed. To count the same, the peers are given the words and punctuation marks that one
regular expression finds in the lower-case text, with words broken over a line end joined, and a mark at each paragraph's end. Every
time is from the texts in memory to the counts: with Watchword the automaton is built, the texts folded and every hit placed; NLTK
makes its index and its lines; scikit-learn is told which n-grams to count.
"""

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.running import report
from watchword.lexicon.match import Matcher
from watchword.lexicon.records import Form, Formulation, Lexicon, Relation
from watchword.pipeline.company import gather_collocates
from watchword.pipeline.opening import Reading, open_reading
from watchword.text.cut import cut_texts
from watchword.text.normalise import fold_text
from watchword.usage.collocates import Window
from watchword.usage.concordance import Page, find_lines
from watchword.usage.filters import Filter

_AIM = 1.0
_TIMES = 10.0
# None has a spelling that the matcher takes for the same (co-existence) and the peers do not.
_PHRASES = ("sustainable development", "human rights", "international peace and security")
_EVERY = 8
_WORD = re.compile(r"[^\W_]+")
# Words, and marks that no phrase reaches over; hyphens and short dashes part words only, as they do for the matcher.
_ITEM = re.compile(r"[^\W_]+|[^\w\s\-\u2010-\u2013\u2212]|_")
_BROKEN = re.compile(r"(?<=\w)-[ \t]*\r?\n\s*(?=[a-z])")  # a hyphen that breaks a word over a line end


def bench_company(folder: Path) -> None:
    """Time the finders on the most used formulation and on win-win cooperation, each question once after words were counted."""
    with open_reading(folder) as reading:
        most = reading.view.rows("SELECT formulation FROM uses GROUP BY formulation ORDER BY count(*) DESC LIMIT 1")[0]["formulation"]
        for name in dict.fromkeys(("win-win-cooperation", most)):
            _time_finders(reading, name)


def _time_finders(reading: Reading, name: str) -> None:
    formulation = reading.lexicon.find(name)
    for order in ("date", "left"):
        seconds, found = _median(lambda order=order: find_lines(reading.view, formulation, Filter(), Page(order)))  # type: ignore[misc]
        counted = reading.view.rows(
            "SELECT count(*) AS n FROM uses u JOIN documents d ON d.id = u.document "
            "WHERE u.formulation = ? AND u.standing = 'in scope' AND d.source <> 'watchword_starter'",
            [formulation.id],
        )[0]["n"]
        if found.total != counted:
            raise AssertionError(f"{name}: {found.total} lines, {counted} uses")
        report(f"concordance of {name}, by {order}, {found.total:,} lines", f"{seconds:.2f} s", f"{_AIM} s", held=seconds <= _AIM)
    rows = reading.view.rows(
        "SELECT d.language AS language FROM uses u JOIN documents d ON d.id = u.document WHERE u.formulation = ? "
        "GROUP BY d.language ORDER BY count(*) DESC LIMIT 1",
        [formulation.id],
    )
    language = str(rows[0]["language"])
    begun = time.perf_counter()
    gather_collocates(reading, formulation, language, Filter(), Window())
    first = time.perf_counter() - begun
    seconds, table = _median(lambda: gather_collocates(reading, formulation, language, Filter(), Window()))
    report(
        f"collocates of {name} in {language}, {table.units:,} uses in {table.corpus_words:,} words (first question {first:.1f} s)",
        f"{seconds:.2f} s", f"{_AIM} s", held=seconds <= _AIM,
    )  # fmt: skip


def bench_peers(debate: Path) -> None:
    """Count phrases with Watchword, NLTK and scikit-learn in the same texts; hold the counts equal, compare the times."""
    parts = sorted(debate.glob("records/paragraphs/*.parquet"))
    texts = pa.concat_arrays([c for part in parts for c in pq.read_table(part, columns=["text"])["text"].chunks]).cast(pa.large_string())
    # A list of all words as Python objects, which NLTK needs, would take gigabytes: one paragraph in so many is read.
    texts = texts.take(pa.array(range(0, len(texts), _EVERY)))
    strings = texts.to_pylist()
    mine, ours = _median(lambda: _count_ours(texts))
    begun = time.perf_counter()
    theirs = _count_nltk(strings)
    nltk = time.perf_counter() - begun
    begun = time.perf_counter()
    learned = _count_sklearn(strings)
    sklearn = time.perf_counter() - begun
    for phrase in _PHRASES:
        if not ours[phrase] == theirs[phrase] == learned[phrase]:
            raise AssertionError(f"{phrase!r}: Watchword {ours[phrase]}, NLTK {theirs[phrase]}, scikit-learn {learned[phrase]}")
    said = ", ".join(f"{phrase} {count:,}" for phrase, count in ours.items())
    print(f"      {len(texts):,} paragraphs of the General Debate, {texts.nbytes / 1e6:.0f} MB; the same counts by all three: {said}")
    for name, seconds in (("NLTK's Text.concordance_list", nltk), ("scikit-learn's CountVectorizer (2 to 4 words)", sklearn)):
        figure = f"{mine:.2f} s, against {seconds:.1f} s: {seconds / mine:.0f} times"
        report(f"phrases from texts to counts beside {name}", figure, f"{_TIMES:g} times", held=seconds >= _TIMES * mine)
    _compare_counting(texts, strings)


def _compare_counting(texts: pa.Array, strings: list[str]) -> None:
    """Count every word of every text, as collocates need, with scikit-learn and with ours."""
    from sklearn.feature_extraction.text import CountVectorizer

    begun = time.perf_counter()
    cut = cut_texts(texts, "en")
    mine = time.perf_counter() - begun
    begun = time.perf_counter()
    counted = CountVectorizer(analyzer=_words).fit_transform(strings)
    theirs = time.perf_counter() - begun
    if int(counted.sum()) != len(cut.word) or counted.shape[1] != len(cut.vocabulary):
        raise AssertionError(f"words: {len(cut.word)} and {len(cut.vocabulary)} kinds, scikit-learn {counted.sum()} and {counted.shape[1]}")
    report(
        f"every word cut and counted, {len(cut.word):,} of {len(cut.vocabulary):,} kinds, equal to scikit-learn's",
        f"{mine:.1f} s, scikit-learn {theirs:.1f} s, {theirs / mine:.1f} times", "shown for comparison", held=True,
    )  # fmt: skip


def _words(text: str) -> list[str]:
    """Return the folded words, as Watchword cuts them."""
    return _WORD.findall(fold_text(text))


def _plain(text: str) -> list[str]:
    """Return lower-case words and marks by a regular expression: the least that a peer must do to find the same phrases."""
    return _ITEM.findall(_BROKEN.sub("", text).lower())


def _count_ours(texts: pa.Array) -> dict[str, int]:
    formulations = tuple(
        Formulation(f"f{at}", phrase, "", (Form(f"f{at}/en/{phrase}", phrase, "en", Relation.ORIGINAL, "bench"),))
        for at, phrase in enumerate(_PHRASES)
    )
    matcher = Matcher(Lexicon(formulations), threads=2)
    hits = matcher.scan(texts, ["en"] * len(texts))
    texts_of = [matcher.forms[form].text for form in range(len(matcher.forms))]
    return {phrase: int((hits.form == texts_of.index(phrase)).sum()) for phrase in _PHRASES}


def _count_nltk(strings: list[str]) -> dict[str, int]:
    from nltk.text import Text

    words: list[str] = []
    for text in strings:
        words += map(sys.intern, _plain(text))
        words.append("¶")  # so that no phrase reaches over the end of a paragraph
    corpus = Text(words)
    return {phrase: len(corpus.concordance_list(phrase.split(), lines=sys.maxsize)) for phrase in _PHRASES}


def _count_sklearn(strings: list[str]) -> dict[str, int]:
    from sklearn.feature_extraction.text import CountVectorizer

    vectorizer = CountVectorizer(tokenizer=_plain, token_pattern=None, lowercase=False, ngram_range=(2, 4), vocabulary=list(_PHRASES))
    sums = vectorizer.transform(strings).sum(axis=0)
    return {phrase: int(sums[0, at]) for at, phrase in enumerate(_PHRASES)}


def _median(ask: Callable[[], Any]) -> tuple[float, Any]:
    seconds, found = [], None
    for _ in range(3):
        begun = time.perf_counter()
        found = ask()
        seconds.append(time.perf_counter() - begun)
    return sorted(seconds)[1], found


if __name__ == "__main__":
    bench_company(Path(sys.argv[1]))
    bench_peers(Path(sys.argv[2]))
