"""Who did what: which states a side is said of, and whether of them alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchword.evidence.claims import ClaimKind
from watchword.evidence.kinds.base import Statement
from watchword.evidence.mentions import Mentions
from watchword.evidence.prose.named_states import Named
from watchword.evidence.prose.vocabulary import TEXT

# The longest way between a subject and what it did, what names the text apart; and from a side to states after it.
_WAY = 90
_AFTER = 420
_CLAUSE = re.compile(r"[,;:.()–—]|\b(?:and|but|et|mais|y|e|pero|und|aber)\b")
# How far "nobody" may stand from the exception to it, and words that make a deed no deed from the state that it is said of.
_NOBODY = 200
_LEAD = 40

# What a verb may end in, so that states follow at once: "with the support of", "opposed by".
_LINKS = (" of", " by", " from", " de", " par", " von", " por")

Side = tuple[str, int, int, bool]


@dataclass(frozen=True, slots=True)
class Stood:
    """States said to have taken a side; `only` where no other is said to have.

    With a regional `group` it is "all", "none" or "most" (`quantity`) of its members that have a ballot.
    """

    states: tuple[str, ...]
    side: str
    only: bool = False
    group: str = ""
    quantity: str = ""


def find_sides(said: Mentions) -> list[Side]:
    """Return the sides named, in order: side, place, and whether as a verb; of two at one place the longer."""
    text = said.plain
    hits = [(hit.start(), -hit.end(), side, True) for side, pattern in said.words.verbs.items() for hit in pattern.finditer(text)]
    hits += [(hit.start(), -hit.end(), side, False) for side, pattern in said.words.sides.items() for hit in pattern.finditer(text)]
    found: list[Side] = []
    for start, end, side, is_verb in sorted(hits, key=lambda hit: (hit[0], hit[1], not hit[3])):
        if not found or start >= found[-1][2]:
            found.append((side, start, -end, is_verb))
    return found


def find_subject(
    said: Mentions, groups: list[list[Named]], place: tuple[int, int], sides: Sequence[Side], taken: set[int], *, is_verb: bool
) -> int | None:
    """Return which states took the side at a place: those before it, or those after "by", "from", "were" or a colon."""
    text, words, (start, end) = said.plain, said.words.words, place
    after = next((at for at, group in enumerate(groups) if group[0].start >= end), None)
    if after is not None and groups[after][0].start - end <= _AFTER:
        between = text[end : groups[after][0].start]
        # "With the votes of China": the states follow at once.
        link = "of_states" if text[:end].rstrip().endswith(_LINKS) else "then_states"
        crossed = any(end <= other[1] < groups[after][0].start for other in sides)
        if not crossed and words[link].fullmatch(between) and not _is_unsaid(said, text[max(0, start - _LEAD) : start]):
            return after
    if words["passive"].match(text, end):
        return None
    before = [at for at, group in enumerate(groups) if group[-1].end <= start]
    if not before:
        return None
    at = before[-1]
    return at if _did(said, groups[at], start, fresh=is_verb or at not in taken, is_verb=is_verb) else None


def _did(said: Mentions, group: list[Named], start: int, *, fresh: bool, is_verb: bool) -> bool:
    """Whether the words between states and a side after them say that they took it."""
    text, words = said.plain, said.words.words
    between = text[group[-1].end : start]
    if len(between.replace(TEXT, "")) > _WAY or not fresh:
        return False
    if group[-1].possessive:
        return bool(words["own_vote"].fullmatch(between))
    lead = text[max(0, group[0].start - _LEAD) : group[0].start]
    if words["not_subject"].search(lead) or _is_unsaid(said, lead) or _is_unsaid(said, between):
        return False
    among = words["among"].match(between)
    rest = between[among.end() :] if among else between
    return bool(words["acts" if is_verb else "acts_plainly"].fullmatch(rest))


def _is_unsaid(said: Mentions, lead: str) -> bool:
    """Whether words such as "if", "not" or "called on" stand before, in the same clause."""
    clause = _CLAUSE.split(lead)[-1]
    return bool(said.words.words["unsaid"].search(clause))


def is_only(said: Mentions, group: list[Named], start: int, end: int) -> bool:
    """Whether the text says that nobody else took the side: "only" right before the states or the side, or "alone" after the states."""
    first, last = min(group[0].start, start), max(group[-1].end, end)
    lead = said.plain[max(0, first - 28) : first]
    inside = said.plain[first:last]
    only = said.words.moves["only"]
    near = re.search(r"\w+\W+(?:\w+\W+){0,2}\Z", lead)
    return bool(only.search(inside) or (near and only.search(near[0])))


def find_exceptions(said: Mentions, groups: list[list[Named]]) -> Iterator[Statement]:
    """Yield "nobody but China opposed it", "no state abstained except Cuba", "except for Egypt, no one voted against"."""
    text, words = said.plain, said.words.words
    for nobody in words["nobody"].finditer(text):
        for group in groups:
            if not words["besides"].search(text[max(0, group[0].start - _LEAD) : group[0].start]):
                continue
            if abs(group[0].start - nobody.start()) > _NOBODY:
                continue
            deed = next((side for side in find_sides(said) if side[1] >= nobody.end()), None)
            if deed is None or deed[1] - nobody.end() > _NOBODY:
                continue
            start, end = min(nobody.start(), group[0].start), max(group[-1].end, deed[2])
            yield Statement(ClaimKind.ONLY, start, end, Stood(tuple(state.code for state in group), deed[0], only=True))
            return
