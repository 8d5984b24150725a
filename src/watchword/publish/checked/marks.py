"""What all renderings of a checked text share: the signs of the verdicts, the numbered claims, the text cut where claims begin and end."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from watchword.evidence.claims import Checked, Claim, Ground, Verdict
from watchword.evidence.reading.prose import Prose
from watchword.model import Holding

GLYPHS = {
    Verdict.SUPPORTED: "✓",
    Verdict.CONTRADICTED: "✗",
    Verdict.DISAGREE: "≠",
    Verdict.NOT_CONTRADICTED: "○",
    Verdict.NOT_CHECKABLE: "?",
}
"""A sign for each verdict, so that none is told by colour alone."""
GRAVEST = (Verdict.CONTRADICTED, Verdict.DISAGREE, Verdict.NOT_CHECKABLE, Verdict.NOT_CONTRADICTED, Verdict.SUPPORTED)


@dataclass(frozen=True, slots=True)
class Marked:
    """A claim with its number in the text (from 1) and where in the file it stands, in words."""

    number: int
    claim: Claim
    place: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text that the same claims cover; `ending` are those of them that end with it."""

    text: str
    marked: tuple[Marked, ...]
    ending: tuple[Marked, ...]

    @property
    def verdict(self) -> Verdict | None:
        """The gravest verdict on it."""
        verdicts = {item.claim.verdict for item in self.marked}
        return next((verdict for verdict in GRAVEST if verdict in verdicts), None)


def number_claims(checked: Checked, prose: Prose, only: Sequence[Verdict] = ()) -> tuple[Marked, ...]:
    """Return the claims with their numbers, those with a verdict of `only` where it names any: a number stays with its claim."""
    return tuple(
        Marked(number, claim, prose.say_place(claim.start, claim.end))
        for number, claim in enumerate(checked.claims, 1)
        if not only or claim.verdict in only
    )


def cut_text(text: str, start: int, end: int, marked: Sequence[Marked]) -> Iterator[Stretch]:
    """Yield the text from `start` to `end` in stretches, cut wherever one of the claims begins or ends."""
    inside = [item for item in marked if item.claim.start < end and item.claim.end > start]
    edges = {start, end} | {edge for item in inside for edge in (item.claim.start, item.claim.end) if start < edge < end}
    for left, right in pairwise(sorted(edges)):
        over = tuple(item for item in inside if item.claim.start < right and item.claim.end > left)
        yield Stretch(text[left:right], over, tuple(item for item in over if item.claim.end == right))


def say_summary(checked: Checked) -> str:
    """Return how many claims there are, and how many of each verdict, in one sentence."""
    total = len(checked.claims)
    if not total:
        return "No statement that can be checked was found."
    each = ", ".join(
        f"{checked.counts.get(verdict.value, 0):,} {verdict.value}" for verdict in GRAVEST if checked.counts.get(verdict.value)
    )
    return f"{total:,} {'statement' if total == 1 else 'statements'} that can be checked: {each}."


def say_source(ground: Ground) -> str:
    """Return what a verdict rests on, in one line: the record, its date, who publishes it, and whether it is held."""
    named = ground.symbol or ground.record
    parts = [part for part in (named, ground.date, ground.publisher or ground.source) if part]
    held = "cited, not held" if ground.holding == Holding.CITED else ground.holding.value
    return f"{', '.join(parts)} ({held})" + (f" {ground.url}" if ground.url else "")


def lines_of(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield what there is to say of a claim, as pairs of a word for it and a sentence."""
    yield "why", claim.reason
    if claim.said:
        yield "the text says", claim.said
    if claim.recorded:
        yield "the record says", claim.recorded
    if claim.note:
        yield "but note", claim.note
    if claim.tied:
        yield "tied by", claim.tied
    for source in dict.fromkeys(map(say_source, claim.evidence)):
        yield "source", source


def tell_json(checked: Checked, prose: Prose, only: Sequence[Verdict] = ()) -> dict[str, Any]:
    """Return a checked text as the JSON value that docs/check.md describes."""
    return {
        "file": prose.name, "format": prose.kind, "language": checked.language, "version": checked.version, "holds": checked.holds,
        "counts": checked.counts, "notes": list(checked.notes), "text": checked.text,
        "claims": [{"number": item.number, "place": item.place} | asdict(item.claim) for item in number_claims(checked, prose, only)],
    }  # fmt: skip
