"""A checked text as a Word file with a comment at each claim: in a copy of the file that was checked, or in a new one."""

import io
import re
from collections.abc import Sequence
from copy import deepcopy
from pathlib import PurePath
from typing import Any

from watchword.evidence.claims import Checked, Verdict
from watchword.evidence.reading.prose import Prose
from watchword.evidence.reading.word import pieces_of, runs_of
from watchword.publish.checked.marks import GLYPHS, Marked, cut_text, lines_of, number_claims, say_summary

_AUTHOR, _INITIALS = "Watchword", "W"
# What XML 1.0 has no place for.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PARAGRAPHS = re.compile(r"\n{2,}")

Edges = dict[int, set[int]]
Ends = tuple[Any, Any]


def write_comments(checked: Checked, prose: Prose, original: bytes = b"", only: Sequence[Verdict] = ()) -> bytes:
    """Return a Word file with a comment at each claim.

    `original` is the Word file that was checked: the comments go into a copy of it, at the runs where the claims stand (for a claim in a
    note, at the reference to the note), and nothing else in it changes but that runs are parted there. Without it, or where it is a file
    that python-docx does not open, a new file has the text.
    """
    import docx

    marked = number_claims(checked, prose, only)
    document = _open_copy(original)
    if document is None:
        document = docx.Document()
        ends = _write_text(document, checked, prose, marked)
    else:
        ends = _part_runs(document, prose, marked)
    for item in marked:
        if item.number in ends:
            _add_comment(document, ends[item.number], item)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _open_copy(original: bytes) -> Any:
    """Return the file as python-docx has it; nothing where there is none, or it is of a form that python-docx does not open."""
    import docx

    if not original:
        return None
    try:
        return docx.Document(io.BytesIO(original))
    except (ValueError, KeyError, AttributeError):  # a template or a file with macros; strict Open XML
        return None


def _part_runs(document: Any, prose: Prose, marked: Sequence[Marked]) -> dict[int, Ends]:
    """Part the runs of a Word file where claims begin and end; return the first and last run of each claim."""
    runs = runs_of(document.element)
    stands: dict[int, tuple[tuple[int, int], tuple[int, int]]] = {}
    edges: Edges = {}
    for item in marked:
        places = [place for place in prose.places_of(item.claim.start, item.claim.end) if 0 <= place.spot.run < len(runs)]
        if not places:
            continue
        bounds = []
        for place, edge in ((places[0], max(item.claim.start, places[0].start)), (places[-1], min(item.claim.end, places[-1].end))):
            in_body = place.spot.unit == "paragraph"
            bounds.append((place.spot.run, place.spot.offset + edge - place.start if in_body else -1))
        stands[item.number] = (bounds[0], bounds[1])
        for run, edge in bounds:
            if edge >= 0:
                edges.setdefault(run, set()).add(edge)
    parted = {run: _part_run(runs[run], sorted(cuts)) for run, cuts in edges.items()}
    return {
        number: (_find_part(parted, runs, first, after=True), _find_part(parted, runs, last, after=False))
        for number, (first, last) in stands.items()
    }


def _part_run(run: Any, cuts: Sequence[int]) -> list[tuple[int, Any]]:
    """Part a run at these offsets of its text; return the parts, each with the offset at which it begins, formats kept."""
    length = sum(len(text) for _, text in pieces_of(run))
    parts, current = [(0, run)], run
    for cut in cuts:
        if not 0 < cut < length:
            continue
        rest = deepcopy(current)
        within = cut - parts[-1][0]
        _keep(current, 0, within)
        _keep(rest, within, length)
        current.addnext(rest)
        parts.append((cut, rest))
        current = rest
    return parts


def _keep(run: Any, start: int, end: int) -> None:
    """Leave of a run's content the text from `start` to `end`; what shows no text stays in the part where the run begins."""
    at, shown = 0, dict(pieces_of(run))
    for child in list(run):
        if child not in shown:
            if start and not child.tag.endswith("}rPr"):
                run.remove(child)
            continue
        text = shown[child]
        left, right = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if left >= right:
            run.remove(child)
        elif right - left < len(text):
            child.text = text[left:right]
            child.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _find_part(parted: dict[int, list[tuple[int, Any]]], runs: Sequence[Any], bound: tuple[int, int], *, after: bool) -> Any:
    """Return the part of a run that begins at an offset (`after`) or ends there; the whole run where the claim is in a note."""
    run, edge = bound
    if edge < 0:
        return runs[run]
    parts = parted[run]
    fitting = [part for start, part in parts if (start <= edge if after else start < edge)]
    return (fitting or [parts[0][1]])[-1]


def _add_comment(document: Any, ends: Ends, item: Marked) -> None:
    """Put the comment of a claim between its first and its last run."""
    from docx.text.run import Run

    claim = item.claim
    head = f"{item.number} {GLYPHS[claim.verdict]} {claim.kind}: {claim.verdict}"
    said = [f"{word}: {sentence}" for word, sentence in lines_of(claim)]
    text = _UNWRITABLE.sub("\ufffd", "\n".join([head, *said]))
    first, last = (Run(element, document) for element in ends)
    document.add_comment([first, last], text=text, author=_AUTHOR, initials=_INITIALS)


def _write_text(document: Any, checked: Checked, prose: Prose, marked: Sequence[Marked]) -> dict[int, Ends]:
    """Write the text into a new file, a summary first; return the first and last run of each claim."""
    name = PurePath(prose.name).name or "text"
    document.core_properties.title = _UNWRITABLE.sub("", name)[:255]
    document.core_properties.author = _AUTHOR
    for line in (f"Checked: {name}", say_summary(checked), *checked.notes):
        document.add_paragraph(_UNWRITABLE.sub("\ufffd", line), style="Intense Quote" if line.startswith("Checked: ") else None)
    ends: dict[int, Ends] = {}
    start = 0
    for gap in [*_PARAGRAPHS.finditer(checked.text), None]:
        end = gap.start() if gap else len(checked.text)
        paragraph = document.add_paragraph()
        for stretch in cut_text(checked.text, start, end, marked):
            run = paragraph.add_run(_UNWRITABLE.sub("\ufffd", stretch.text))
            run.bold = any(item.claim.verdict == Verdict.CONTRADICTED for item in stretch.marked) or None
            for item in stretch.marked:
                ends[item.number] = (ends[item.number][0] if item.number in ends else run._r, run._r)
        start = gap.end() if gap else end
    return ends
