"""A checked text in the terminal: its sentences that hold claims, each claim in brackets behind its number, and what was found below."""

import textwrap
from collections import deque
from collections.abc import Iterator, Sequence

from watchword.evidence.claims import Checked, Verdict
from watchword.evidence.prose.sentences import Sentence, split_sentences
from watchword.evidence.reading.prose import Prose
from watchword.publish.checked.marks import GLYPHS, Marked, cut_text, lines_of, number_claims, say_summary
from watchword.publish.wording import name_language

_WIDTH = 100
# ECMA-48 colours, bold; the command line takes them out where nothing shows them.
_COLOURS = {Verdict.SUPPORTED: "32", Verdict.CONTRADICTED: "31", Verdict.DISAGREE: "35", Verdict.NOT_CONTRADICTED: "36",
            Verdict.NOT_CHECKABLE: "33"}  # fmt: skip
_OPEN, _CLOSE = "\ue000", "\ue001"


def print_checked(checked: Checked, prose: Prose, only: Sequence[Verdict] = ()) -> str:
    """Return a checked text for the terminal, with colours; `only` names the verdicts that are shown, none for all."""
    marked = number_claims(checked, prose, only)
    lines = [f"{_flat(prose.name)} ({prose.kind}, {name_language(checked.language)})", *textwrap.wrap(say_summary(checked), _WIDTH)]
    for note in checked.notes:
        lines += textwrap.wrap(f"Note: {_flat(note)}.", _WIDTH)
    if only and checked.claims:
        lines.append(f"Shown: {len(marked):,} ({', '.join(verdict.value for verdict in only)}).")
    for sentence, group in _group(checked, marked):
        lines += ["", *_tell_sentence(checked.text, sentence, group)]
        for item in group:
            lines += _tell_claim(item)
    return "\n".join(lines)


def say_briefly(checked: Checked, prose: Prose) -> str:
    """Return how many statements a text has, by verdict, and what the record says where it is contradicted."""
    lines = textwrap.wrap(f"{_flat(prose.name)}: {say_summary(checked)}", _WIDTH)
    for item in number_claims(checked, prose, (Verdict.CONTRADICTED,)):
        said = f"{GLYPHS[item.claim.verdict]} {item.place}: “{_flat(item.claim.text)}”: the record says {item.claim.recorded}"
        lines += textwrap.wrap(said, _WIDTH, initial_indent="  ", subsequent_indent="    ")
    return "\n".join(lines)


def _group(checked: Checked, marked: Sequence[Marked]) -> Iterator[tuple[Sentence, list[Marked]]]:
    """Yield the sentences that claims begin in, each with its claims."""
    waiting = deque(marked)
    for sentence in split_sentences(checked.text):
        group = []
        while waiting and waiting[0].claim.start < sentence.end:
            group.append(waiting.popleft())
        if group:
            yield sentence, group


def _tell_sentence(text: str, sentence: Sentence, group: Sequence[Marked]) -> list[str]:
    """Return the sentence of some claims, wrapped, each claim in brackets behind its number, in the colour of its verdict."""
    start, end = min(sentence.start, group[0].claim.start), max(sentence.end, *(item.claim.end for item in group))
    pieces, colours, opened = [], [], set[int]()
    for stretch in cut_text(text, start, end, group):
        new = [item for item in stretch.marked if item.number not in opened]
        opened.update(item.number for item in new)
        colours += [_COLOURS[item.claim.verdict] for item in new]
        heads = "".join(f"{_OPEN}{item.number}{GLYPHS[item.claim.verdict]} " for item in new)
        pieces.append(heads + _flat_inside(stretch.text) + _CLOSE * len(stretch.ending))
    place = f"{group[0].place}: " if group[0].place else ""
    wrapped = "\n".join(textwrap.wrap(place + "".join(pieces), _WIDTH, break_long_words=False, break_on_hyphens=False))
    for colour in colours:
        wrapped = wrapped.replace(_OPEN, f"\x1b[1;{colour}m[", 1)
    return wrapped.replace(_CLOSE, "]\x1b[0m").split("\n")


def _tell_claim(item: Marked) -> Iterator[str]:
    """Yield what was found of a claim."""
    claim = item.claim
    yield f"  {item.number} {claim.kind}: \x1b[1;{_COLOURS[claim.verdict]}m{GLYPHS[claim.verdict]} {claim.verdict}\x1b[0m"
    for word, said in lines_of(claim):
        yield from textwrap.wrap(
            f"{word}: {_flat(said)}",
            _WIDTH,
            initial_indent="    ",
            subsequent_indent="      ",
            break_long_words=False,
            break_on_hyphens=False,
        )


def _flat_inside(text: str) -> str:
    """Return text with its white space made spaces, and without what would steer a terminal or stands for a bracket here."""
    return "".join(" " if letter.isspace() else letter for letter in text if letter.isspace() or letter.isprintable())


def _flat(text: str) -> str:
    return " ".join(_flat_inside(text).split())
