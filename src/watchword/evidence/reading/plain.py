"""Plain text: paragraphs as its blank lines and sentences part them, each line with its number."""

from bisect import bisect_right

from watchword.evidence.reading.prose import Prose, Spot, Writer
from watchword.text.segment import segment

_BREAKS = "\n\f\x0b\x85\u2028\u2029"


def read_plain(text: str, name: str = "", notes: tuple[str, ...] = ()) -> Prose:
    """Return a plain text as prose: lines broken at a fixed width are joined, as `text.segment` finds its paragraphs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    starts = [0, *(at + 1 for at, character in enumerate(text) if character in _BREAKS)]
    writer = Writer()
    for start, end in segment(text):
        number = bisect_right(starts, start)
        at = start
        while at < end:
            stop = min(starts[number] if number < len(starts) else end, end)
            writer.add(" ".join(text[at:stop].split()), Spot("line", number))
            writer.space()
            at, number = stop, number + 1
        writer.end_paragraph()
    return writer.finish(name, "text", notes)
