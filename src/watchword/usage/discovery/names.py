"""Chinese names, which no capital letter gives away: suspected, and taken down, not left out.

The dictionary of the segmenter (jieba's, read through rjieba) tags words as a person's name or a place. Its tags err, so they are
believed only where the texts bear them out, and a candidate with such a word keeps a quarter of its score:

- a word tagged as a person's name must have three characters, or two of which the first is one of the hundred commonest surnames
  (Ministry of Public Security of China, 2020); transliterated names are believed;
- a word tagged as a place must stand behind 在 ("in") at least once in a hundred times;
- in both cases it must stand in fewer than a fifth of the window's documents, so that it is no word of everyone's.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from watchword.usage.discovery.pool import Pool
from watchword.usage.discovery.sample import Sample
from watchword.usage.discovery.seeking import find_sequences
from watchword.usage.discovery.sequences import Counts, hash_units
from watchword.usage.discovery.stream import Stream

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛顾郝龚邵万"
)
_EVERYBODYS = 0.2
_BEHIND_IN = 0.01
_IN = "在"


def suspect_names(pool: Pool, sample: Sample, counts: Counts) -> NDArray[np.bool_]:
    """Return which sequences of Chinese have a word that is probably a name."""
    import rjieba

    stream = sample.stream
    where: dict[str, int] = {}
    holders: dict[str, list[int]] = {}
    for row, (first, length) in enumerate(zip(pool.first.tolist(), pool.length.tolist(), strict=True)):
        units = [stream.words[unit] for unit in stream.units[first : first + length].tolist()]
        for word, tag, offset in _tagged(rjieba.tag("".join(units), True), units):
            if _is_likely(word, tag):
                where.setdefault(f"{tag[:2]} {word}", first + offset)
                holders.setdefault(f"{tag[:2]} {word}", []).append(row)
    suspected = np.zeros(len(pool), dtype=bool)
    for key in _bear_out(where, sample, counts):
        suspected[holders[key]] = True
    return suspected


def _tagged(tags: list[tuple[str, str]], units: list[str]) -> Iterator[tuple[str, str, int]]:
    """Yield each word of a sequence with its tag and the unit it begins with, where it is made of single characters."""
    starts, at = {0: 0}, 0
    for number, unit in enumerate(units):
        at += len(unit)
        starts[at] = number + 1
    at = 0
    for word, tag in tags:
        if at in starts and starts.get(at + len(word), -1) - starts[at] == len(word):
            yield word, tag, starts[at]
        at += len(word)


def _is_likely(word: str, tag: str) -> bool:
    """Say whether the dictionary's tag is worth bearing out."""
    if tag in ("nrt", "nrfg"):
        return len(word) >= 2
    if tag == "nr":
        return len(word) == 3 or (len(word) == 2 and word[0] in _SURNAMES)
    return tag == "ns" and len(word) >= 2


def _bear_out(where: dict[str, int], sample: Sample, counts: Counts) -> Iterator[str]:
    """Yield the words that the window's texts use as names are used."""
    stream = sample.stream
    window = len(sample.documents) - sample.window
    for length in sorted({len(key) - 3 for key in where}):
        keys = [key for key in where if len(key) - 3 == length]
        places = np.array([where[key] for key in keys], dtype=np.int64)
        found = find_sequences(stream, sample.place, len(stream.units), {length: places})[length]
        documents = np.bincount(found[0], minlength=len(keys))
        for key, place, many in zip(keys, places.tolist(), documents.tolist(), strict=True):
            if many < _EVERYBODYS * window and (not key.startswith("ns") or _stands_behind_in(stream, place, length, counts)):
                yield key


def _stands_behind_in(stream: Stream, place: int, length: int, counts: Counts) -> bool:
    units = stream.units[place : place + length].tolist()
    if _IN not in stream.words or length + 1 not in counts.tables:
        return True
    alone = int(counts.look_up(hash_units(stream, units), length)[0])
    behind = int(counts.look_up(hash_units(stream, [stream.words.index(_IN), *units]), length + 1)[0])
    return behind >= _BEHIND_IN * alone
