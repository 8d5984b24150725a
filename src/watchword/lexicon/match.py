"""Find every use of every form in many paragraphs at once.

All forms are sought in one pass with Aho and Corasick's automaton (CACM 18, 1975; the `ahocorasick-rs` library) over the folded
UTF-8 bytes of an Arrow buffer, in pieces, on threads, overlapping. Then hits inside words fall away (not for Chinese), and of
overlapping hits of one formulation the longest stays. Across formulations every hit counts. A form is sought only in
paragraphs of its own language, or of an unknown one.
"""

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from watchword.lexicon.inflection import ARABIC_PROCLITICS
from watchword.lexicon.letters import count_code_points, letter_after, letter_before
from watchword.lexicon.notation import expand, spellings
from watchword.lexicon.patterns import read_patterns
from watchword.lexicon.records import Form, Lexicon
from watchword.lexicon.seeking import Seeker
from watchword.text.normalise import Shadow, fold

_PIECE = 2 << 20  # bytes: what is made of a piece then stays near the processor
_SAMPLE = 1 << 20
_DFA_LIMIT = 5000

Offsets = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Hits:
    """Uses found, one row each: index of the form, row of the paragraph, and its span in code points of the paragraph."""

    form: Offsets
    row: Offsets
    start: Offsets
    end: Offsets

    def __len__(self) -> int:
        """Return the number of hits."""
        return len(self.form)


class Matcher:
    """A lexicon made ready to be sought; build once, use for any number of tables."""

    def __init__(self, lexicon: Lexicon, *, threads: int = 2) -> None:
        """Number the forms. The automaton is built when the first texts are there."""
        # In a text of unknown language two forms may be the same words: which one counts must not depend on their order in a file.
        self.forms: tuple[Form, ...] = tuple(form for f in lexicon.formulations for form in sorted(f.forms, key=lambda form: form.id))
        self.formulation_of = np.array([number for number, f in enumerate(lexicon.formulations) for _ in f.forms], dtype=np.int64)
        self.formulations = tuple(f.id for f in lexicon.formulations)
        languages = sorted({form.language for form in self.forms})
        self._language_codes = {language: number for number, language in enumerate(languages)}
        self._form_language = np.array([self._language_codes[form.language] for form in self.forms], dtype=np.int64)
        self._bounded = np.array([form.boundaries and form.language != "zh" and not form.is_pattern for form in self.forms], dtype=bool)
        # Of uses with the same span of one formulation that of a literal form counts, and among equals the first form's.
        self._rank = np.array([number + form.is_pattern * len(self.forms) for number, form in enumerate(self.forms)], dtype=np.int64)
        self._threads = threads
        self._automaton: Any = None

    def _prepare(self, sample: bytes) -> None:
        """Build the automaton; `sample` is some folded text, by which the anchors of patterns are chosen."""
        import ahocorasick_rs

        read = [(number, pattern) for number, form in enumerate(self.forms) if form.is_pattern for pattern in read_patterns(form)]
        self._seeker = Seeker(read, self._language_codes, sample)
        patterns: dict[bytes, list[int]] = {}
        for number, form in enumerate(self.forms):
            for variant in () if form.is_pattern else dict.fromkeys(chain.from_iterable(map(spellings, expand(form.text)))):
                patterns.setdefault(variant.encode(), []).append(number)
        # Behind the forms come the anchors of patterns, by their numbers.
        for number, anchor in enumerate(self._seeker.anchors):
            patterns.setdefault(anchor, []).append(len(self.forms) + number)
        # The forms (and anchors) of pattern i are owners[firsts[i] : firsts[i] + counts[i]].
        self._owners = np.array(list(chain.from_iterable(patterns.values())), dtype=np.int64)
        self._counts = np.array(list(map(len, patterns.values())), dtype=np.int64)
        self._firsts = np.cumsum(self._counts) - self._counts
        kind = ahocorasick_rs.Implementation
        self._automaton = ahocorasick_rs.BytesAhoCorasick(
            list(patterns), implementation=kind.DFA if len(patterns) < _DFA_LIMIT else kind.ContiguousNFA
        )

    def scan(self, texts: pa.Array, languages: Sequence[str]) -> Hits:
        """Return all hits in `texts` (a large_string array without nulls); `languages` has one code per text.

        Rows are in order of text, then start. Offsets count code points of each text.
        """
        offsets = np.frombuffer(texts.buffers()[1], dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
        data = texts.buffers()[2]
        spoken = np.array([self._language_codes.get(code, -2) if code else -1 for code in languages], dtype=np.int64)
        pieces = list(_pieces(offsets))
        if self._automaton is None:
            self._prepare(_sample_texts(texts))
        with ThreadPoolExecutor(self._threads) as pool:
            found = pool.map(lambda piece: self._scan_piece(data, offsets, spoken, *piece), pieces)
            parts = [part for part in found if len(part)]
        if not parts:
            nothing = np.empty(0, dtype=np.int64)
            return Hits(nothing, nothing, nothing, nothing)
        columns = [np.concatenate([getattr(part, name) for part in parts]) for name in ("form", "row", "start", "end")]
        return Hits(*columns)

    def _scan_piece(self, data: Any, offsets: Offsets, spoken: Offsets, first: int, last: int) -> Hits:
        """Scan the paragraphs `first` to `last` (exclusive)."""
        base = int(offsets[first])
        bounds = offsets[first : last + 1] - base
        shadow = fold(data[base : int(offsets[last])].to_pybytes(), bounds)
        raw = self._automaton.find_matches_as_indexes(shadow.data, overlapping=True)
        flat = np.fromiter(chain.from_iterable(raw), dtype=np.int64, count=3 * len(raw)).reshape(-1, 3)
        del raw
        pattern, begin, finish = self._share(flat[:, 0], flat[:, 1], flat[:, 2])
        edges = shadow.positions(bounds)
        if self._seeker.anchors:
            pattern, begin, finish = self._read_patterns(shadow, (pattern, begin, finish), edges, spoken[first:last])
        start, end = shadow.starts(begin), shadow.ends(finish)
        row = np.searchsorted(bounds, start, side="right") - 1
        # Past the end of its paragraph, or with half of a ligature, it is no use.
        good = (end <= bounds[np.minimum(row + 1, len(bounds) - 1)]) & shadow.whole(begin, finish)
        language = spoken[first + row]
        good &= (language == -1) | (language == self._form_language[pattern])
        pattern, begin, finish, start, end, row = (column[good] for column in (pattern, begin, finish, start, end, row))
        whole = self._whole(shadow, pattern, (begin, finish), (begin - edges[row], edges[row + 1] - finish))
        pattern, start, end, row = (column[whole] for column in (pattern, start, end, row))
        order = np.lexsort((self._rank[pattern], -end, start, row))
        pattern, start, end, row = (column[order] for column in (pattern, start, end, row))
        longest = self._longest(pattern, row, start, end)
        pattern, start, end, row = (column[longest] for column in (pattern, start, end, row))
        start, end = count_code_points(shadow.original, bounds[row], start, end)
        return Hits(pattern, row + first, start, end)

    def _read_patterns(self, shadow: Shadow, hits: tuple[Offsets, ...], edges: Offsets, spoken: Offsets) -> tuple[Offsets, ...]:
        """Put in place of anchors (form numbers behind those of the forms) the uses of patterns that are found from them."""
        form, begin, _ = hits
        anchor = form >= len(self.forms)
        uses = self._seeker.find(shadow.data, (form[anchor] - len(self.forms), begin[anchor]), edges, spoken)
        literal = ~anchor
        columns = (column[literal] for column in hits)
        return tuple(np.concatenate([column, uses[:, number]]) for number, column in enumerate(columns))

    def _share(self, pattern: Offsets, start: Offsets, end: Offsets) -> tuple[Offsets, Offsets, Offsets]:
        """Turn pattern numbers into form numbers; a pattern that belongs to several forms gives a row for each, in order of place."""
        form = self._owners[self._firsts[pattern]]
        shared = np.flatnonzero(self._counts[pattern] > 1)
        if not len(shared):
            return form, start, end
        more = self._counts[pattern[shared]] - 1
        rows = np.repeat(shared, more)
        number = 1 + np.arange(len(rows)) - np.repeat(np.cumsum(more) - more, more)
        others = self._owners[self._firsts[pattern[rows]] + number]
        return np.concatenate([form, others]), np.concatenate([start, start[rows]]), np.concatenate([end, end[rows]])

    def _whole(self, shadow: Shadow, form: Offsets, span: tuple[Offsets, Offsets], room: tuple[Offsets, Offsets]) -> NDArray[np.bool_]:
        """Say which hits are whole words. `room` is the bytes of shadow that the paragraph has before and after each hit."""
        data = np.frombuffer(shadow.data, dtype=np.uint8)
        begin, finish = span
        left = (room[0] == 0) | ~letter_before(data, begin)
        right = (room[1] == 0) | ~letter_after(data, finish)
        arabic = self._form_language[form] == self._language_codes.get("ar", -9)
        for at in np.flatnonzero(arabic & right & ~left).tolist():
            first = int(begin[at]) - min(16, int(room[0][at]))
            before = shadow.data[first : int(begin[at])].decode(errors="ignore")
            left[at] = bool(ARABIC_PROCLITICS.fullmatch(re.split(r"\W", before)[-1]))
        whole: NDArray[np.bool_] = (left & right) | ~self._bounded[form]
        return whole

    def _longest(self, form: Offsets, row: Offsets, start: Offsets, end: Offsets) -> Offsets:
        """Return the rows to keep: leftmost, then longest, within a formulation and paragraph. Input is in text order."""
        if not len(form):
            return np.empty(0, dtype=np.int64)
        formulation = self.formulation_of[form]
        order = np.lexsort((-end, start, row, formulation))
        same = (formulation[order][1:] == formulation[order][:-1]) & (row[order][1:] == row[order][:-1])
        touching = same & (start[order][1:] < end[order][:-1])
        if not touching.any():
            return np.arange(len(form))
        # Only those of a formulation in a paragraph are gone through in which some overlap.
        group = np.concatenate([[0], np.cumsum(~same)])
        crowded = np.isin(group, group[1:][touching])
        current = until = -1
        rest = order[crowded]
        columns = (group[crowded].tolist(), start[rest].tolist(), end[rest].tolist())
        kept = []
        for at, (number, first, last) in zip(rest.tolist(), zip(*columns, strict=True), strict=True):
            if number != current:
                current, until = number, -1
            if first >= until:
                kept.append(at)
                until = last
        return np.sort(np.concatenate([order[~crowded], np.array(kept, dtype=np.int64)]))


def _sample_texts(texts: pa.Array) -> bytes:
    """Return some texts from all over, folded: about `_SAMPLE` bytes, or as many as a few long ones have."""
    count = max(1, min(len(texts), len(texts) * _SAMPLE // max(1, texts.nbytes)))
    chosen = texts.take(np.arange(count) * len(texts) // count) if len(texts) else texts
    return fold("\n".join(text[:_SAMPLE] for text in chosen.to_pylist()).encode()).data


def _pieces(offsets: Offsets) -> Iterator[tuple[int, int]]:
    """Cut the rows into runs of about `_PIECE` bytes."""
    first, count = 0, len(offsets) - 1
    while first < count:
        last = int(np.searchsorted(offsets, offsets[first] + _PIECE, side="right")) - 1
        last = min(max(last, first + 1), count)
        yield first, last
        first = last
