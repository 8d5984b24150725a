"""The independent, slow counter of renderings: plain Python over strings, a paragraph after the other, as docs/words-renderings.md has it.

Only which paragraphs correspond is taken from the program, and folding and the language's own lists of words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from watchword.text.languages import language
from watchword.text.normalise import fold_text

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_PIECE = re.compile(
    rf"[{_HAN}]|(?:(?![{_HAN}])[^\W_])(?:(?![{_HAN}])[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\xad])*|[^\w\s'’\-‐‑‒–\xad]"
)
_ARTICLE = ("ال", "لل", "وال", "بال", "فال", "كال", "ولل")
_JOINED = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وبال", *_ARTICLE)
_BREAK = "|"

Terms = tuple[str, ...]
Around = tuple[Terms, Terms]


@dataclass(frozen=True)
class Slow:
    """A rendering counted slowly: its score, and the rows that hold it, of those asked about and of all in the language asked from."""

    terms: Terms
    score: float
    asked: frozenset[int]
    everywhere: frozenset[int]


class Side:
    """One language's paragraphs by row, as strings of stems with a bar where punctuation or the end of a paragraph parts them."""

    def __init__(self, code: str, texts: Mapping[int, Iterable[str]]) -> None:
        """Cut the texts; in Arabic, words behind particles become the words they are."""
        import Stemmer

        self.code, known = code, language(code)
        self._functions, self._edges = known.function_words, known.phrase_edges
        self._stemmer = Stemmer.Stemmer(known.stemmer) if known.stemmer else None
        self._bare: dict[str, str] = {}
        self.rows = {row: self._cut(list(parts)) for row, parts in texts.items()}
        if code == "ar":
            self._join(Counter(term for own in self.rows.values() for term in own))
            self.rows = {row: [self._bare.get(term, term) for term in own] for row, own in self.rows.items()}

    def words(self, text: str) -> Terms:
        """Return the terms of a text without its breaks."""
        return tuple(self._bare.get(term, term) for term in self._cut([text]) if term != _BREAK)

    def is_weak(self, term: str) -> bool:
        """Say whether no rendering begins or ends with a term."""
        return term == _BREAK or term.isdigit() or (term[:1] == "=" and term[1:] not in self._edges)

    def _cut(self, parts: list[str]) -> list[str]:
        return [term for at, part in enumerate(parts) for term in [_BREAK] * (at > 0) + [self._term(w) for w in _PIECE.findall(part)]]

    def _term(self, word: str) -> str:
        if not word[0].isalnum():
            return _BREAK
        folded = fold_text(word)
        return f"={folded}" if folded in self._functions else self._stemmer.stemWord(folded) if self._stemmer else folded

    def _join(self, counts: Counter[str]) -> None:
        for term in counts:
            for front in _JOINED:
                rest = term.removeprefix(front)
                if rest != term and len(rest) > 1 and counts[rest] > counts[term] * (0.02 if front.endswith(("ال", "لل")) else 1):
                    self._bare[term] = rest
        for term in list(self._bare):
            while self._bare[term] in self._bare:
                self._bare[term] = self._bare[self._bare[term]]


def find(own: list[str], terms: Terms) -> list[int]:
    """Return where terms stand one after the other."""
    return [at for at in range(len(own) - len(terms) + 1) if tuple(own[at : at + len(terms)]) == terms]


def ask_slowly(source: Side, text: str) -> dict[int, Around]:
    """Return the rows that hold the words, each with the three words on each side of the first place."""
    terms, around = source.words(text), dict[int, Around]()
    for row, own in source.rows.items():
        for at in find(own, terms)[:1]:
            sides = own[:at], own[at + len(terms) :]
            before, behind = ([term for term in side if term != _BREAK] for side in sides)
            around[row] = (tuple(before[-3:]), tuple(behind[:3]))
    return around


def propose_slowly(source: Side, target: Side, asked: Mapping[int, Around]) -> list[Slow]:
    """Return the renderings in one language, best first."""
    alike = Counter(context for row, context in asked.items() if row in target.rows)
    weights = {row: 1 / alike[context] for row, context in asked.items() if row in target.rows}
    candidates = _list_candidates(target, weights)
    holding: dict[str, set[int]] = defaultdict(set)
    for row in target.rows.keys() & source.rows.keys():
        for term in target.rows[row]:
            holding[term].add(row)

    @cache
    def everywhere(terms: Terms) -> frozenset[int]:
        rarest = min((holding[term] for term in terms), key=len)
        return frozenset(row for row in rarest if find(target.rows[row], terms))

    left, found = dict(weights), list[Slow]()
    while len(found) < 6:
        least_score, least = (0.4, max(2.9, 0.03 * sum(weights.values()))) if found else (0.25, 1.9)
        total, scored = sum(left.values()), []
        for terms, rows in candidates.items():
            alone = sum(left.get(row, 0) for row in rows)
            recall = alone / (total or 1)
            if alone < least - 1e-9 or 2 * recall / (1 + recall) < least_score:
                continue  # even without any use elsewhere it would be too rare
            precision = len(rows) / len(everywhere(terms))
            score = 2 * precision * recall / (precision + recall) if recall else 0
            enough = not found or alone >= 0.6 * sum(weights[row] for row in rows)
            if enough and precision >= 0.15 and score >= least_score:
                scored.append((-round(score, 9), -recall, -len(terms), terms, score))
        whole = (item for item in sorted(scored) if not _goes_on(target, item[3], weights, candidates[item[3]] & left.keys()))
        best = next(whole, None)
        if best is None:
            break
        *_, terms, score = best
        found.append(Slow(terms, score, everywhere(terms) & weights.keys(), everywhere(terms)))
        left = {row: weight for row, weight in left.items() if row not in everywhere(terms)}
    return found


def _list_candidates(target: Side, weights: Mapping[int, float]) -> dict[Terms, frozenset[int]]:
    """Return the sequences that may be renderings, with the rows asked about that hold them."""
    rows_of: dict[Terms, set[int]] = defaultdict(set)
    for row in weights:
        own = target.rows[row]
        for at in range(len(own)):
            for size in range(2 if target.code == "zh" else 1, 15 if target.code == "zh" else 9):
                terms = tuple(own[at : at + size])
                if len(terms) == size and _BREAK not in terms and not (target.is_weak(terms[0]) or target.is_weak(terms[-1])):
                    rows_of[terms].add(row)
    least = max(1.9, 0.03 * sum(weights.values()))
    return {terms: frozenset(rows) for terms, rows in rows_of.items() if sum(weights[row] for row in rows) >= least - 1e-9}


def _goes_on(target: Side, terms: Terms, weights: Mapping[int, float], rows: Iterable[int]) -> bool:
    """Say whether a sequence has the same one or two neighbours in 88% of its places, at most two function words between."""
    for step in (-1, 1):
        beside = Counter[str]()
        for row in rows:
            own, at = target.rows[row], find(target.rows[row], terms)[0]
            place = at - 1 if step < 0 else at + len(terms)
            for _ in range(2):
                if 0 <= place < len(own) and own[place] != _BREAK and target.is_weak(own[place]):
                    place += step
            inside = 0 <= place < len(own) and not target.is_weak(own[place])
            beside[own[place] if inside else _BREAK] += weights[row]
        two = sum(sorted(count for term, count in beside.items() if term != _BREAK)[-2:])
        if two >= 0.88 * beside.total():
            return True
    return False


def rename_slowly(source: Side, target: Side, asked: Mapping[int, Around], dates: Mapping[int, str]) -> tuple[set[int], set[int]]:
    """Return the rows without any rendering, and those with another one than the row before in which the source has the same words."""
    renderings = propose_slowly(source, target, asked)
    has = {row: {slow.terms for slow in renderings if row in slow.asked} for row in asked if row in target.rows}
    same: dict[Terms, list[int]] = defaultdict(list)
    for row, own in has.items():
        if own:
            same[tuple(source.rows[row])].append(row)
    pairs = [pair for rows in same.values() for pair in pairwise(sorted(rows, key=lambda row: (dates[row], row)))]
    changed = {row for before, row in pairs if dates[before] < dates[row] and not has[before] & has[row]}
    return ({row for row, own in has.items() if not own} if renderings else set()), changed
