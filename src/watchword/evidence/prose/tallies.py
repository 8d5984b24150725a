"""How a vote is said to have gone: numbers and the sides they belong to, in any order and wording.

A sentence is cut into numbers, words for a side, filling words ("votes", "states", "just") and all else. A number belongs to the side after
it where only filling stands between ("28 votes in favour"), or to the side before it after a colon or "by" ("against: 1", "opposed by
one"); two or three numbers joined by "to" or hyphens are a score, yes before no ("28 votes to 1, with 17 abstentions", "28-1-17").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from watchword.evidence.prose.numbers import Number
from watchword.evidence.prose.vocabulary import NUMBER, TEXT, Vocabulary

_TOKEN = re.compile(rf"{NUMBER}+|{TEXT}+|[^\W{NUMBER}]+(?:['’][^\W]+)?|[^\w\s]")
_DASHED = re.compile(r"(?<![\w/.:–-])(\d{1,3})\s?([-\u2010-\u2015:/])\s?(\d{1,3})(?:\s?\2\s?(\d{1,3}))?(?![\w/:]|[.,-]\d)")
_MOST_FILL = 7
# A body has so many members at most: a larger number is no count of votes.
_MOST_VOTES = 200


@dataclass(frozen=True, slots=True)
class Told:
    """A tally as told: how many took each side ("yes", "no", "abstain", "absent"), and of how many, where the text says it.

    `either` is set where the text does not tell which of two numbers is for and which against ("rejected by 22 votes to 17").
    """

    start: int
    end: int
    counts: dict[str, int]
    of: int | None = None
    either: bool = False


@dataclass(slots=True)
class _Token:
    kind: str  # "number", "large", "side", "fill", "to", "with", "by", "of", "and", "won", "word", or the sign itself
    start: int
    end: int
    value: int = 0
    side: str = ""
    used: bool = False


@dataclass(slots=True)
class _Found:
    """Pieces of one tally while it is put together."""

    start: int
    end: int
    counts: dict[str, int] = field(default_factory=dict)
    of: int | None = None
    score: bool = False


def find_tallies(text: str, marked: str, numbers: dict[int, Number], words: Vocabulary) -> Iterator[Told]:
    """Yield the tallies of a sentence; `marked` and `numbers` are what `mark_numbers` gives for it.

    Pieces that stand in one run, up to a side that is told a second time, are one tally.
    """
    if not (numbers or _DASHED.search(text) or words.words["zero"].search(text)):
        return
    tokens = list(_tokenise(text, marked, numbers, words))
    pieces = sorted(
        [
            *_scores(text, tokens, words),
            *_dashed(text, tokens, words),
            *_labelled(tokens),
            *_won(tokens),
            *_levels(marked, numbers, tokens, words),
        ],
        key=lambda piece: piece.start,
    )
    if not pieces:
        return
    runs: list[_Found] = []
    for piece in pieces:
        last = runs[-1] if runs else None
        apart = last is None or last.counts.keys() & piece.counts.keys() or _breaks(text[last.end : piece.start])
        if last is None or apart:
            runs.append(piece)
        else:
            last.counts |= piece.counts
            last.of = last.of or piece.of
            last.end, last.score = max(last.end, piece.end), last.score or piece.score
    rejected = words.outcomes["rejected"].search(text)
    for run in runs:
        yield Told(run.start, run.end, run.counts, run.of, bool(rejected and run.score))


def _breaks(between: str) -> bool:
    """Whether what stands between two pieces makes them two tallies: too long a way, or a new clause of its own."""
    return len(between) > 160 or (";" in between and len(between) > 60)


def _tokenise(text: str, marked: str, numbers: dict[int, Number], words: Vocabulary) -> Iterator[_Token]:
    """Cut a sentence; the longest words for a side win, and zero words before a side are the number 0."""
    sides: list[tuple[int, int, str]] = sorted(
        ((found.start(), found.end(), side) for side, pattern in words.sides.items() for found in pattern.finditer(marked)),
        key=lambda found: (found[0], -found[1]),
    )
    joints = {name: words.words[name] for name in ("to", "with", "by", "of", "and", "won")}
    at = 0
    while found := _TOKEN.search(marked, at):
        start = found.start()
        at = found.end()
        side = next((each for each in sides if each[0] == start), None)
        matched = [(name, hit.end()) for name, pattern in joints.items() if (hit := pattern.match(marked, start))]
        joint = max(matched, key=lambda each: each[1], default=None)
        if start in numbers and marked[start] == NUMBER:
            number = numbers[start]
            at = number.end
            yield _Token("number" if number.value <= _MOST_VOTES else "large", start, number.end, number.value)
        elif (zero := words.words["zero"].match(text, start)) and _is_zero(text, zero.end(), sides, words):
            at = zero.end()
            yield _Token("number", start, zero.end(), 0)
        elif side and not (joint and joint[0] == "to" and _next_is_number(marked, joint[1])):
            at = side[1]
            yield _Token("side", start, side[1], side=side[2])
        elif joint:
            at = joint[1]
            yield _Token(joint[0], start, joint[1])
        elif found[0].casefold() in words.fill:
            yield _Token("fill", start, found.end())
        elif found[0][0] == TEXT:
            yield _Token("text", start, found.end())
        else:
            yield _Token("word" if found[0].isalnum() else found[0], start, found.end())


def _is_zero(text: str, end: int, sides: Sequence[tuple[int, int, str]], words: Vocabulary) -> bool:
    """Whether a word such as "no" stands before a side, filling apart: "no abstentions", "without a single vote against"."""
    following = next((start for start, _, _ in sides if start >= end), None)
    if following is None:
        return False
    between = re.findall(r"\w+|[^\w\s]", text[end:following])
    return len(between) <= _MOST_FILL and all(word.casefold() in words.fill for word in between)


def _next_is_number(marked: str, at: int) -> bool:
    return marked[at : at + 12].lstrip(" \u00a0").startswith(NUMBER)


def _scores(text: str, tokens: list[_Token], words: Vocabulary) -> Iterator[_Found]:
    """Yield scores ("28 votes to 1, with 17", "28-1-17") and mark their numbers as used."""
    if not words.words["vote_context"].search(text):
        return
    for at, token in enumerate(tokens):
        if token.kind != "number" or token.used:
            continue
        chain = _chain(tokens, at)
        if len(chain) < 2 or not _is_score(text, tokens, chain, words):
            continue
        sides = ("yes", "no", "abstain")[: len(chain)]
        found = _Found(chain[0].start, chain[-1].end, dict(zip(sides, (number.value for number in chain), strict=True)), score=True)
        for number in chain:
            number.used = True
        if len(chain) == 2:
            _add_rest(tokens, tokens.index(chain[-1]), found)
        yield found


def _dashed(text: str, tokens: list[_Token], words: Vocabulary) -> Iterator[_Found]:
    """Yield scores in figures with a hyphen or colon between: "28-1-17", "a 26-15 vote"."""
    for found in _DASHED.finditer(text):
        counts = [int(group) for group in (found[1], found[3], found[4]) if group]
        lead = words.words["score_lead"].search(text[: found.start()].rstrip('“"‘( '))
        rest = re.sub(r"^[\s),-]+", "", text[found.end() : found.end() + 40])
        follows = words.words["vote_context"].match(rest) or words.sides["abstain"].search(rest)
        whole = len(counts) == 3 and words.words["vote_context"].search(text)
        if sum(counts) > _MOST_VOTES or not (lead or follows or whole) or words.words["unit_after"].match(text, found.end()):
            continue
        inside = [token for token in tokens if found.start() <= token.start < found.end()]
        for token in inside:
            token.used = True
        piece = _Found(found.start(), found.end(), dict(zip(("yes", "no", "abstain"), counts, strict=False)), score=True)
        if len(counts) == 2 and inside:
            _add_rest(tokens, tokens.index(inside[-1]), piece)
        yield piece


def _chain(tokens: list[_Token], at: int) -> list[_Token]:
    """Return up to three numbers joined by "to" from a place."""
    chain, here = [tokens[at]], at
    while len(chain) < 3:
        joint = _skip(tokens, here + 1, "fill")
        number = _skip(tokens, joint + 1, "fill")
        if number >= len(tokens) or tokens[joint].kind != "to" or tokens[number].kind != "number" or tokens[number].used:
            break
        chain, here = [*chain, tokens[number]], number
    return chain


def _skip(tokens: list[_Token], at: int, *kinds: str) -> int:
    """Return the first place from `at` on that is of none of these kinds; the end where there is none."""
    while at < len(tokens) and tokens[at].kind in kinds:
        at += 1
    return at


def _is_score(text: str, tokens: list[_Token], chain: list[_Token], words: Vocabulary) -> bool:
    """Whether numbers joined by "to" are votes and no measure, span or match: a word for voting must stand beside them."""
    first, before = chain[0], text[: chain[0].start]
    if words.words["unit_after"].match(text, chain[-1].end) or words.words["from"].search(before):
        return False
    rest = re.sub(r"^[\s),-]+", "", text[chain[-1].end :])
    named = any(token.kind == "fill" for token in tokens[tokens.index(first) + 1 : tokens.index(chain[-1])])
    near = named and words.words["vote_context"].search(text[max(0, first.start - 60) : chain[-1].end])
    lead = words.words["score_lead"].search(before.rstrip('“"‘( '))
    return bool(lead or near or words.sides["abstain"].search(rest[:40]) or words.words["vote_context"].match(rest))


def _add_rest(tokens: list[_Token], last: int, found: _Found) -> None:
    """Add "with 17" after a score of two numbers: the abstentions, where no word for a side says it."""
    at = _skip(tokens, last + 1, "fill", ",", ")")
    if at >= len(tokens) or tokens[at].kind not in ("with", "and"):
        return
    number = _skip(tokens, at + 1, "fill")
    if number >= len(tokens) or tokens[number].kind != "number" or tokens[number].used:
        return
    ahead = number + 1
    if ahead >= len(tokens) or tokens[ahead].kind in (".", ",", ";", ")", "and"):
        tokens[number].used = True
        found.counts["abstain"] = tokens[number].value
        found.end = tokens[number].end


def _won(tokens: list[_Token]) -> Iterator[_Found]:
    """Yield "won 28 votes": the votes in favour, where no word for a side follows."""
    for at, token in enumerate(tokens):
        number = _skip(tokens, at + 1, "fill")
        if token.kind != "won" or number + 1 >= len(tokens) or tokens[number].kind != "number" or tokens[number].used:
            continue
        if tokens[number + 1].kind == "fill" and not _has_own_side(tokens, number):
            yield _Found(tokens[number].start, tokens[number + 1].end, {"yes": tokens[number].value})


def _levels(marked: str, numbers: dict[int, Number], tokens: list[_Token], words: Vocabulary) -> Iterator[_Found]:
    """Yield "support for it stood at 29 votes"."""
    used = {token.start for token in tokens if token.kind == "number" and token.used}
    for hit in words.words["level"].finditer(marked):
        number = numbers[hit.start("count")]
        side = next(name for name in ("yes", "no", "abstain") if hit[name])
        if number.start not in used and number.value <= _MOST_VOTES:
            yield _Found(number.start, number.end, {side: number.value})


def _labelled(tokens: list[_Token]) -> Iterator[_Found]:
    """Yield numbers with a side beside them."""
    for at, token in enumerate(tokens):
        if token.kind != "side" or token.used:
            continue
        number = _number_after(tokens, at, strictly=True) or _number_before(tokens, at) or _number_after(tokens, at, strictly=False)
        if not number:
            continue
        place = tokens.index(number)
        number.used = token.used = True
        of = _of_how_many(tokens, place)
        start, end = min(number.start, token.start), max(number.end, token.end)
        if of:
            end = max(end, of.end)
            of.used = True
        yield _Found(start, end, {token.side: number.value}, of.value if of else None)


def _number_before(tokens: list[_Token], at: int) -> _Token | None:
    """Return the unused number before a side, with filling only between, "28 of the 47 members voted in favour" included."""
    here = at - 1
    fill = 0
    while here >= 0 and tokens[here].kind == "fill" and fill < _MOST_FILL:
        here, fill = here - 1, fill + 1
    if here < 0 or tokens[here].kind != "number" or tokens[here].used:
        return None
    if here >= 2 and tokens[here - 1].kind == "of":
        back = here - 2
        while back >= 0 and tokens[back].kind == "fill":
            back -= 1
        if back >= 0 and tokens[back].kind == "number" and not tokens[back].used:
            return tokens[back]
    return tokens[here]


def _number_after(tokens: list[_Token], at: int, *, strictly: bool) -> _Token | None:
    """Return the unused number after a side: after a colon or "by" (`strictly`), else where nothing but a bracket stands between."""
    joints = (":", "by", "=") if strictly else ("(", ",", "by", "fill", "–", "-")
    here = _skip(tokens, at + 1, "text")
    if here >= len(tokens) or (strictly and tokens[here].kind not in joints):
        return None
    steps = 0
    while here < len(tokens) and tokens[here].kind in (*joints, "fill", "text") and steps < 5:
        here, steps = here + 1, steps + 1
    if here >= len(tokens) or tokens[here].kind != "number" or tokens[here].used:
        return None
    if not strictly and _has_own_side(tokens, here):
        return None
    return tokens[here]


def _has_own_side(tokens: list[_Token], at: int) -> bool:
    """Whether a number has a side of its own after it."""
    ahead = _skip(tokens, at + 1, "fill")
    return ahead < len(tokens) and tokens[ahead].kind == "side"


def _of_how_many(tokens: list[_Token], at: int) -> _Token | None:
    """Return the whole in "28 of the 47 members"."""
    if at + 2 < len(tokens) and tokens[at + 1].kind == "of" and tokens[at + 2].kind == "number":
        return tokens[at + 2]
    return None
