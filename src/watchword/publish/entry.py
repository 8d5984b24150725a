"""A dictionary entry as a page; each claim has a mark that opens what stands behind it."""

from pathlib import Path

from watchword.errors import UsageError
from watchword.evidence.entries.judging import Built
from watchword.evidence.entries.record import Block, Piece, Span
from watchword.publish.entry_words import (
    is_sources,
    label_claim,
    list_sources,
    mark_claim,
    number_spans,
    print_command,
    print_markdown,
    print_text,
)
from watchword.publish.page import load_templates
from watchword.publish.policy import content_policy

TEMPLATE = "entry.html.j2"


def write_entry(built: Built, folder: Path) -> list[Path]:
    """Write the page (NAME.html), Markdown (NAME.md) and plain text (NAME.txt) of an entry; return the paths, the page first."""
    texts = {"html": render_entry(built), "md": print_markdown(built), "txt": print_text(built)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        paths = []
        for ending, text in texts.items():
            paths.append(folder / f"{built.entry.name}.{ending}")
            paths[-1].write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"the entry cannot be written to {folder}: {error.strerror}; name a folder that can be written") from error
    return paths


def render_entry(built: Built) -> str:
    """Return the page as HTML: self-contained, without scripts; every text in it is escaped."""
    numbers = number_spans(built)
    return load_templates().get_template(TEMPLATE).render(
        built=built, head=built.entry.head, groups=_group_blocks(built.entry.blocks), claims=list(enumerate(built.claims, 1)),
        number_of=lambda span: numbers[span.start], claim_of=lambda span: built.claims[numbers[span.start] - 1], is_span=_is_span,
        label=label_claim, mark=mark_claim, sources=list_sources(built), command=lambda claim: print_command(claim, built.version),
        policy=content_policy(), has_sources=any(is_sources(block) for block in built.entry.blocks), is_sources=is_sources,
    )  # fmt: skip


def _is_span(part: Piece | Span) -> bool:
    return isinstance(part, Span)


def _group_blocks(blocks: tuple[Block, ...]) -> list[tuple[str, list[Block]]]:
    """Return runs of blocks: "heading", "list", "text", and the same with "judgement " before it."""
    runs: list[tuple[str, list[Block]]] = []
    for block in blocks:
        kind = {"heading": "heading", "item": "list"}.get(block.kind, "text")
        name = ("judgement " if block.judgement else "") + kind
        if runs and runs[-1][0] == name and kind != "heading":
            runs[-1][1].append(block)
        else:
            runs.append((name, [block]))
    return runs
