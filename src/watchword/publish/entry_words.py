"""A dictionary entry in words: Markdown, plain text, what stands behind each claim, and what a build says."""

import shlex
import textwrap
from dataclasses import asdict, dataclass
from typing import Any

from watchword.evidence.claims import Ground, Verdict
from watchword.evidence.entries.judging import Built, Judged
from watchword.evidence.entries.record import Block, Piece, Span
from watchword.evidence.quotes import Quotation

SOURCES = "Sources"
_WIDTH = 100
_MARKS = {"held": "●", "measured": "◐", "cited": "○"}
_COMMANDS = {
    "vote": "votes tally {0}", "group": "votes tally {0}", "state": "votes tally {0}", "series": "votes series {0}",
    "shift": "votes shift {0} {1}", "first": "attestations {0}", "usage": "usage {0} --by source,language,year", "users": "spread {0}",
    "company": "company {0}", "collocate": "collocates {0}", "rendering": "renderings {0}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the list of sources: who publishes what, what stands behind it, and the numbers of the claims that rest on it."""

    publisher: str
    records: tuple[str, ...]
    holding: str
    urls: tuple[str, ...]
    claims: tuple[int, ...]


def print_markdown(built: Built) -> str:
    """Return the entry as Markdown: each claim with a footnote that says what stands behind it."""
    numbers = number_spans(built)
    lines = [f"# {built.entry.head.title}", "", _byline(built), ""]
    inside = False
    for block in built.entry.blocks:
        if block.judgement and not inside:
            lines += ["**The author’s judgement.**", ""]
        inside = block.judgement
        text = "".join(_mark_down(part, numbers) for part in block.parts)
        text = " ".join(text.split())
        lead = "#" * max(2, block.level) + " " if block.kind == "heading" else "- " if block.kind == "item" else ""
        lines += [("> " if block.judgement else "") + lead + text, ""]
    if not any(is_sources(block) for block in built.entry.blocks):
        lines += [f"## {SOURCES}", ""]
    lines += [f"- {line}" for line in _say_sources(built)]
    lines += ["", *(f"[^{number}]: {_escape(say_claim(claim, built.version))}" for number, claim in enumerate(built.claims, 1)), ""]
    return "\n".join(lines)


def print_text(built: Built) -> str:
    """Return the entry as plain text of 100 columns, its claims numbered and explained at the end."""
    numbers = number_spans(built)
    lines = [built.entry.head.title.upper(), *textwrap.wrap(_byline(built), _WIDTH), ""]
    for block in built.entry.blocks:
        text = "".join(part.text if isinstance(part, Piece) else f"{part.words} [{numbers[part.start]}]" for part in block.parts)
        lead = "The author’s judgement: " if block.judgement and block.kind == "paragraph" else ""
        if block.kind == "heading":
            lines += ["", text.upper(), ""]
            continue
        indent = "  " if block.judgement else ""
        first = indent + ("* " if block.kind == "item" else "")
        lines += [*textwrap.wrap(" ".join((lead + text).split()), _WIDTH, initial_indent=first, subsequent_indent=indent), ""]
    lines += ["", "WHAT STANDS BEHIND EACH CLAIM", ""]
    for number, claim in enumerate(built.claims, 1):
        lines += textwrap.wrap(f"[{number}] {say_claim(claim, built.version)}", _WIDTH, subsequent_indent="    ")
    lines += ["", "SOURCES, AS THE RECORDS NAME THEM", ""]
    for line in _say_sources(built):
        lines += textwrap.wrap(f"* {line}", _WIDTH, subsequent_indent="  ")
    return "\n".join(lines) + "\n"


def label_claim(claim: Judged) -> str:
    """Return what stands behind a claim in one or two words: what is cited is called so, not supported."""
    if not claim.holds:
        return "does not hold"
    if claim.verdict == Verdict.NOT_CHECKABLE:
        return "not checked here"
    if claim.verdict == Verdict.SUPPORTED:
        return "supported" if claim.holding == "held" else "measured"
    return "cited" if claim.holding == "cited" else str(claim.verdict.value)


def mark_claim(claim: Judged) -> str:
    """Return the sign of a claim's holding, a cross where it does not hold."""
    return "✕" if not claim.holds else _MARKS.get(claim.holding, "–")


def say_claim(claim: Judged, version: int) -> str:
    """Return a claim's sources, record, holding, hash, finder and workspace version in one line."""
    parts = [f"{label_claim(claim)}; {claim.recorded or claim.fault}"]
    for ground in claim.evidence[:3]:
        held = f"{ground.source}, record {ground.record} ({ground.holding.value})"
        digest = f", SHA-256 {ground.raw_sha256}" if ground.raw_sha256 else ""
        parts.append(held + digest + (f", {ground.url}" if ground.url else ""))
    if len(claim.evidence) > 3:
        parts.append(f"and {len(claim.evidence) - 3} more records")
    parts.append(f"{claim.finder or 'no finder'}, workspace version {version}")
    return ". ".join(part.rstrip(".") for part in parts) + "."


def print_command(claim: Judged, version: int) -> str:
    """Return the command that prints a claim's figures again, "" where there is none."""
    pattern = _COMMANDS.get(claim.kind, "")
    return f"watchword {pattern.format(*map(shlex.quote, claim.names))} --as-of {version}" if pattern else ""


def list_sources(built: Built) -> list[SourceLine]:
    """Return what the entry rests on, by publisher and holding, in the order of the text."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for number, claim in enumerate(built.claims, 1):
        for ground in claim.evidence:
            row = rows.setdefault((_name_source(ground), ground.holding.value), {"records": {}, "urls": {}, "claims": {}})
            row["records"].setdefault(ground.symbol or ground.record)
            row["claims"].setdefault(number)
            if ground.url:
                row["urls"].setdefault(ground.url)
    return [
        SourceLine(name, tuple(row["records"]), holding, tuple(row["urls"]), tuple(row["claims"])) for (name, holding), row in rows.items()
    ]


def print_quotation(place: Quotation) -> str:
    """Return the span that quotes some words, ready to be pasted into an entry."""
    anchor = place.anchor
    words = "".join(f"\\{sign}" if sign in "[]{}*`\\" else sign for sign in place.quote)
    context = "".join(f' {key}="{_escape_value(value)}"' for key, value in (("prefix", anchor.prefix), ("suffix", anchor.suffix)) if value)
    return f"[“{words}”]{{quote {_name_value(anchor.document)} p={anchor.paragraph} hash={anchor.digits}{context}}}"


def _name_value(name: str) -> str:
    return name if name and not any(sign.isspace() or sign in '"{}=' for sign in name) else f'"{_escape_value(name)}"'


def _escape_value(value: str) -> str:
    return " ".join(value.replace("\\", "\\\\").replace('"', '\\"').split())


def _name_source(ground: Ground) -> str:
    return f"{ground.publisher}: {ground.source}" if ground.publisher else ground.source


def _say_sources(built: Built) -> list[str]:
    lines = []
    for row in list_sources(built):
        records = ", ".join(row.records[:12]) + (f" and {len(row.records) - 12} more" if len(row.records) > 12 else "")
        lines.append(f"{row.publisher} ({row.holding}): {records}; claims {', '.join(map(str, row.claims))}")
    return lines


def _byline(built: Built) -> str:
    head = built.entry.head
    state = "every claim holds" if built.holds else "NOT EVERY CLAIM HOLDS"
    return f"{', '.join(head.authors)}, {head.date}. Licence: {head.licence}. Built on version {built.version} of the workspace: {state}."


def number_spans(built: Built) -> dict[int, int]:
    """Return the number of each claim, from 1, by where it starts."""
    return {claim.start: number for number, claim in enumerate(built.claims, 1)}


def is_sources(block: Block) -> bool:
    return block.kind == "heading" and "".join(part.text for part in block.parts if isinstance(part, Piece)).strip() == SOURCES


def _escape(text: str) -> str:
    """Return text in which no sign is one of Markdown or HTML."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#" else sign for sign in text)


def _mark_down(part: Piece | Span, numbers: dict[int, int]) -> str:
    if isinstance(part, Span):
        return "".join(_mark_down(piece, numbers) for piece in part.pieces) + f"[^{numbers[part.start]}]"
    text = part.text if part.style == "code" else _escape(part.text)
    mark = {"emphasis": "*", "strong": "**", "code": "`"}.get(part.style, "")
    return f"[{mark}{text}{mark}]({part.address})" if part.address else f"{mark}{text}{mark}"


def describe_entry(built: Built) -> dict[str, Any]:
    """Return an entry with its claims as plain data, as `watchword entry build --json` prints it."""
    head = asdict(built.entry.head)
    return {
        "name": built.entry.name, "file": built.entry.file, "head": head, "holds": built.holds, "version": built.version,
        "verdicts": built.counts, "claims": [asdict(claim) for claim in built.claims], "broken": built.broken,
        "unclaimed": [asdict(item) for item in built.unclaimed],
    }  # fmt: skip


def say_entry(built: Built, *, strict: bool = False) -> str:
    """Return what a person reads: each failure on its line, then how many claims have which verdict."""
    file = built.entry.file
    lines = [f"{file}, line {claim.line}, column {claim.column}: “{claim.words}” ({claim.kind} {' '.join(claim.names)}): {claim.fault}"
             for claim in built.claims if not claim.holds]  # fmt: skip
    lines += [f"{file}: {sentence}" for sentence in built.broken]
    if built.unclaimed:
        listed = "; ".join(f"line {item.line}: {item.text}" for item in built.unclaimed[:8])
        more = f"; and {len(built.unclaimed) - 8} more" if len(built.unclaimed) > 8 else ""
        lines.append(f"{file}: {'' if strict else 'note: '}{_count(len(built.unclaimed), 'figure')} outside every claim: {listed}{more}")
    failed = sum(not claim.holds for claim in built.claims)
    verdicts = ", ".join(f"{number} {name}" for name, number in built.counts.items())
    cited = sum(claim.holding == "cited" for claim in built.claims)
    measured = sum(claim.holding == "measured" for claim in built.claims)
    end = "every claim holds" if built.holds else f"{_count(failed, 'claim')} failed" if failed else "the records are not as recorded"
    lines.append(
        f"{built.entry.name}: {_count(len(built.claims), 'claim')} on version {built.version}: {verdicts or 'none'} "
        f"({cited} cited, {measured} measured); {end}"
    )
    return "\n".join(lines)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
