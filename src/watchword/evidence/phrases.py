"""The noun phrases by which a sentence names a text: "the Council's resolution 37/23 of March 2018 on “...”" is one of them.

Whoever looks for who did what to a text need not read what it is called: the phrase as a whole stands between subject and verb.
"""

from collections.abc import Iterable, Sequence

from watchword.evidence.prose.vocabulary import TEXT, Vocabulary

# A clause between commas that says more of the text is no longer than this.
_CLAUSE = 130

Span = tuple[int, int]


def blank_phrases(masked: str, names: Iterable[Span], others: Iterable[Span], states: Sequence[int], words: Vocabulary) -> str:
    """Return a masked sentence with its noun phrases for texts marked over; its length stays.

    `names` are the places of symbols and titles, `others` those of bodies and dates, which belong to a phrase where they stand beside a
    word for a text. `states` are where states are named: a clause about the text that names one is left as it is.
    """
    nouns = [hit.span() for hit in words.subjects["text"].finditer(masked)]
    heads = {*names, *nouns}
    spans = _unite(sorted({*heads, *others}), masked, words, heads)
    chars = list(masked)
    for start, end in spans:
        begin = start - len(_lead(masked, start, words))
        chars[begin:end] = TEXT * (end - begin)
        stop = _clause_end(masked, end, states, words)
        chars[end:stop] = TEXT * (stop - end)
    return "".join(chars)


def _unite(spans: list[Span], text: str, words: Vocabulary, heads: set[Span]) -> list[Span]:
    """Return spans with only joining words between as one; those without a symbol, a title or a word for a text are left out."""
    found: list[tuple[int, int, bool]] = []
    for start, end in spans:
        last = found[-1] if found else None
        named = (start, end) in heads
        if last and (start < last[1] or words.subjects["joint"].fullmatch(text[last[1] : start][:80])):
            found[-1] = (last[0], max(last[1], end), last[2] or named)
        else:
            found.append((start, end, named))
    return [(start, end) for start, end, named in found if named]


def _lead(text: str, start: int, words: Vocabulary) -> str:
    """Return the article, pronoun or adjective before a phrase, with the space or mark after it."""
    hit = words.subjects["lead"].search(text[max(0, start - 40) : start])
    return hit[0] if hit else ""


def _clause_end(text: str, end: int, states: Sequence[int], words: Vocabulary) -> int:
    """Return where a clause between commas that goes on about the text ends; the phrase's own end where it says who voted how."""
    hit = words.subjects["aside"].match(text[end : end + _CLAUSE])
    if not hit or any(end <= start < end + hit.end() for start in states):
        return end
    says = any(pattern.search(hit[0]) for pattern in (*words.verbs.values(), words.sides["abstain"]))
    return end if says else end + hit.end()
