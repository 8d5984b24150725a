"""The claims of entries that `why` knows: each is held against the records again, and says which records it rests on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from watchword import __version__
from watchword.errors import NotHeld
from watchword.evidence.chain import Step
from watchword.evidence.claims import Ground
from watchword.evidence.entries.judging import Judged, judge_spans
from watchword.evidence.entries.record import Entry, Span
from watchword.model import Holding
from watchword.pipeline.claim_records import list_files, list_rests
from watchword.pipeline.entries import find_file, open_desk, read_pinned
from watchword.pipeline.opening import Reading
from watchword.pipeline.rereading import Rest
from watchword.pipeline.why_figures import Subject, say_corpora

BY_LINE = re.compile(r"(?P<file>entries/[^:]+\.md):(?P<line>\d+)\Z")
BY_NUMBER = re.compile(r"(?P<file>[^:#]+)#(?P<number>\d+)\Z")
_ORDER = (Holding.CITED.value, Holding.MEASURED.value, Holding.HELD.value)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Claims of an entry that were asked for: as they stand in it, and as they were judged just now."""

    entry: Entry
    pairs: tuple[tuple[Span, Judged], ...]


def find_line(reading: Reading, found: re.Match[str]) -> Subject:
    """Return all claims that begin on a line of an entry; raise `NotHeld` where none does, with the nearest lines that have some."""
    return _find(reading, found["file"], f"line {int(found['line'])}")


def find_number(reading: Reading, found: re.Match[str]) -> Subject:
    """Return one claim of an entry by its number; raise `NotHeld` where there is no such entry or claim."""
    return _find(reading, found["file"], f"#{int(found['number'])}")


def _find(reading: Reading, name: str, place: str) -> Subject:
    file = find_file(reading, name)
    pinned = _check_pinned(reading, file)
    if pinned.holds is False:
        return Subject("claim", f"{file}, {place}: the entry is not the one that was pinned", (), steps=(pinned,))
    asked = _ask(reading, file, place)
    steps, rests = [pinned], list[Rest]()
    for span, claim in asked.pairs:
        steps += [_say_claim(claim), *_say_finder(claim), *_say_grounds(reading, claim)]
        steps += list_files(reading, claim)
        rests += list_rests(reading, span, claim)
    claims = [claim for _, claim in asked.pairs]
    holding = min((claim.holding for claim in claims if claim.holding), key=_ORDER.index, default="held")
    where = f"that begin on {place} of {file}" if place.startswith("line") else f"of {file}, line {claims[0].line}"
    says = f"{len(claims)} claims {where}" if len(claims) > 1 else f"the claim {claims[0].id}, line {claims[0].line} of {file}"
    return Subject("claim", says, tuple(dict.fromkeys(rests)), "", holding, tuple(steps))


def _ask(reading: Reading, file: str, place: str) -> _Asked:
    entry = read_pinned(reading, file)
    spans = list(entry.spans())
    if place.startswith("#"):
        numbers = [int(place[1:])] if 1 <= int(place[1:]) <= len(spans) else []
        near = f"it has claims 1 to {len(spans)}" if spans else "it has none"
    else:
        line = int(place.removeprefix("line "))
        numbers = [number for number, span in enumerate(spans, 1) if span.line == line]
        lines = sorted({span.line for span in spans}, key=lambda other: (abs(other - line), other))[:3]
        near = f"claims begin on lines {', '.join(map(str, sorted(lines)))} and others" if lines else "it has none"
    if not numbers:
        raise NotHeld(f"no claim {'begins on ' if place.startswith('line') else ''}{place} of {file}; {near}")
    judged = judge_spans(open_desk(reading), entry, numbers)
    return _Asked(entry, tuple((spans[number - 1], claim) for number, claim in zip(numbers, judged, strict=True)))


def _check_pinned(reading: Reading, file: str) -> Step:
    """Hash the entry again as the version pins it."""
    catalogue, version = reading.workspace.catalogue, reading.view.version
    content, recorded = catalogue.files(version)[file], catalogue.file_hashes(version)[file]
    found = sha256(content).hexdigest()
    return Step(
        "entry", f"{file}, {len(content):,} bytes, pinned by version {version}, SHA-256 {recorded}", found == recorded, recorded, found
    )


def _say_claim(claim: Judged) -> Step:
    words = claim.words if claim.words[:1] in '“‘«"' else f"“{claim.words}”"
    said = f"{claim.id}, line {claim.line}, column {claim.column}: {words} ({claim.kind} {' '.join(claim.names)})"
    if claim.holds:
        return Step("claim", f"{said}: {claim.verdict.value}: {claim.recorded or claim.fault}", True if claim.holding else None)
    expected, _, found = claim.fault.removeprefix("expected ").partition("; found ")
    return Step("claim", said, False, expected, found)


def _say_finder(claim: Judged) -> Iterator[Step]:
    if claim.holding == Holding.MEASURED:
        yield Step("finder", f"{claim.finder}; the figures are those of measurements.json, which the version pins")
    elif claim.finder:
        yield Step("finder", f"{claim.finder} of watchword {__version__}: asked again just now", True)


def _say_grounds(reading: Reading, claim: Judged) -> Iterator[Step]:
    """Say of what is cited and what is measured that it is so, and where it comes from."""
    for ground in claim.evidence:
        if ground.holding == Holding.CITED:
            yield Step("cited", f"{ground.symbol or ground.record}: {_name_place(ground)}; not held here: it informs, and verifies nothing")
        elif ground.holding == Holding.MEASURED:
            yield from say_corpora(reading, ground.source)


def _name_place(ground: Ground) -> str:
    parts: Sequence[str] = (ground.publisher, ground.date, ground.url)
    return ", ".join(part for part in parts if part) or ground.source
