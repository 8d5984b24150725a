"""Two hundred patterns (gaps, optional words, inflected words) beside two thousand literal forms, over all General Debate text.

The patterns are made of phrases of the corpus that begin and end in words that are no function words. Before time is printed, a use of
each is planted into an invented paragraph at a known place, and must be found there; and on a part of the corpus all uses must be
those that the slow matcher of the tests finds. Then both lexica are matched in turn, in one run.
"""

import time

import pyarrow as pa
from tests.lexicon.slow_matcher import match_slowly

from benchmarks.running import report
from watchword.lexicon.forms import find_problem
from watchword.lexicon.match import Matcher
from watchword.lexicon.records import Form, Formulation, Lexicon, Relation
from watchword.text.languages import language
from watchword.text.normalise import fold_text

_PATTERNS = 200
_RUNS = 3
_AIM = 2.0
_SLOWLY = 60  # paragraphs
_BETWEEN = ("wholly", "and very")


def bench_patterns(texts: pa.Array, lexicon: Lexicon, phrases: list[str]) -> None:
    """Check planted and real uses, then print how long both lexica take, and their ratio."""
    patterns, planted = _make_patterns(phrases)
    _check(patterns, planted, texts)
    both = Lexicon((*lexicon.formulations, *patterns))
    languages = ["en"] * len(texts)
    seconds: dict[str, list[float]] = {"literal": [], "both": []}
    uses = {}
    for _ in range(_RUNS):
        for name, chosen in (("literal", lexicon), ("both", both)):
            begun = time.perf_counter()
            uses[name] = len(Matcher(chosen, threads=2).scan(texts, languages))
            seconds[name].append(time.perf_counter() - begun)
    literal, together = (sorted(seconds[name])[_RUNS // 2] for name in ("literal", "both"))
    report(
        f"{len(lexicon.formulations):,} literal forms and {len(patterns)} patterns; {uses['both'] - uses['literal']:,} uses more",
        f"{together:.2f} s, literal forms alone {literal:.2f} s, {together / literal:.2f} times",
        f"{_AIM:.0f} times", held=together <= _AIM * literal,
    )  # fmt: skip


def _make_patterns(phrases: list[str]) -> tuple[list[Formulation], list[tuple[str, str]]]:
    """Return the patterns, and for each (words before, words planted)."""
    common = language("en").function_words
    patterns: list[Formulation] = []
    planted: list[tuple[str, str]] = []
    for phrase in phrases:
        words = phrase.split()
        if len(patterns) == _PATTERNS or any(fold_text(word) in common or "-" in word for word in (words[0], words[-1])):
            continue
        text, use, keys = _vary(words, len(patterns))
        name = f"p{len(patterns):04d}"
        form = Form(f"{name}/en/{text}", text, "en", Relation.ORIGINAL, "made of the corpus", **keys)  # type: ignore[arg-type]
        if find_problem(form) is None:
            patterns.append(Formulation(name, text, "made of the corpus", (form,)))
            planted.append(("Zzz said: ", use))
    return patterns, planted


def _vary(words: list[str], number: int) -> tuple[str, str, dict[str, object]]:
    """Return a pattern made of a phrase, a use of it, and the keys of its form: in turn with a gap, inflected, optional, and both."""
    phrase = " ".join(words)
    match number % 4:
        case 0:
            gap = 1 + number // 4 % 4
            return f"{words[0]} * {words[-1]}", f"{words[0]} {_BETWEEN[gap > 1]} {words[-1]}", {"gap": gap}
        case 1:
            return phrase, phrase.upper(), {"inflected": True}
        case 2:
            return f"{words[0]} (most|least|) {' '.join(words[1:])}", f"{words[0]} least {' '.join(words[1:])}", {}
        case _:
            return f"{words[0]} (wholly) {' '.join(words[1:])}", f"{words[0]} wholly {' '.join(words[1:])}", {"inflected": True}


def _check(patterns: list[Formulation], planted: list[tuple[str, str]], texts: pa.Array) -> None:
    """Raise `AssertionError` where a planted use is not found at its place, or real uses are not those of the slow matcher."""
    for formulation, (before, use) in zip(patterns, planted, strict=True):
        hits = Matcher(Lexicon((formulation,)), threads=1).scan(pa.array([f"{before}{use}, zzz."], pa.large_string()), ["en"])
        found = list(zip(hits.start.tolist(), hits.end.tolist(), strict=True))
        if found != [(len(before), len(before) + len(use))]:
            raise AssertionError(f"{formulation.label!r}: planted {use!r} at {len(before)}, found {found}")
    rows = texts.slice(len(texts) // 2, _SLOWLY)
    lexicon, bodies = Lexicon(tuple(patterns)), rows.to_pylist()
    matcher = Matcher(lexicon, threads=1)
    hits = matcher.scan(rows, ["en"] * len(rows))
    columns = (hits.form.tolist(), hits.row.tolist(), hits.start.tolist(), hits.end.tolist())
    found_here = [(matcher.forms[f].id, row, fold_text(bodies[row][start:end])) for f, row, start, end in zip(*columns, strict=True)]
    if sorted(found_here) != sorted(match_slowly(lexicon, bodies, ["en"] * len(bodies))):
        raise AssertionError("patterns: the matcher and the slow matcher find different uses")
