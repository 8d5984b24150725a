"""Make the statements of a half: each phrasing with decision after decision, true, or false in one detail."""

from collections.abc import Iterator, Sequence
from itertools import chain, cycle

from tests.evidence.statements.facts import Fact, Library, shuffle
from tests.evidence.statements.falsifying import MAKERS
from tests.evidence.statements.filling import Spans, bends, place
from tests.evidence.statements.reading import read_facts
from tests.evidence.statements.records import Frame, Phrasing, Statement
from tests.evidence.statements.told import Told
from watchword.store.base import View

# How many of each kind, true and as many false; and how they are shared out among the languages.
QUOTAS = {
    "tally": 120, "date": 62, "title": 36, "body": 28, "members": 20, "outcome": 62, "only": 36, "position": 84, "change": 36,
    "iteration": 24, "trend": 40, "sponsor": 22,
}  # fmt: skip
SHARES = {"en": 0.56, "fr": 0.19, "es": 0.17, "de": 0.08}
# What a frame may not say already, for the kind's own detail to be the only one there.
_KEPT_OUT = {"date": {"year", "date", "session"}, "title": {"title"}, "body": {"body"}, "iteration": {"symbol"}}
# The bodies whose votes are many and alike are thinned, and so are the reviews of single states.
_KEPT = {"HRC": 100, "CHR": 55, "GA": 9, "SC": 9}


def make_half(
    view: View, half: str, phrasings: Sequence[Phrasing], frames: Sequence[Frame], plain: dict[str, Sequence[str]], name: str = ""
) -> list[Statement]:
    """Return the statements of a half; `plain` are texts without a claim, by language. Nothing depends on the order of the record.

    `name` is how the set is called where it has other words for the same votes.
    """
    library = Library([fact for fact in read_facts(view) if fact.half == half and _is_kept(fact)])
    half = name or half
    made = [_make_plain(half, language, number, text) for language, texts in plain.items() for number, text in enumerate(texts)]
    for kind, quota in QUOTAS.items():
        for language, share in SHARES.items():
            mine = [phrasing for phrasing in phrasings if (phrasing.kind, phrasing.language) == (kind, language)]
            usable = [frame for frame in frames if frame.language == language and not frame.states & _KEPT_OUT.get(kind, set())]
            for true in (True, False):
                made += _make_kind(half, mine, usable, library, true, round(quota * share))
    return made


def _is_kept(fact: Fact) -> bool:
    weight = _KEPT[fact.organ] // (8 if fact.title.startswith("Outcome of the univ") else 1)
    return int(shuffle("kept", fact.theme), 16) % 100 < weight


def _make_kind(half: str, phrasings: list[Phrasing], frames: list[Frame], library: Library, true: bool, wanted: int) -> Iterator[Statement]:
    """Yield statements of one kind and language, the phrasings taking turns until there are enough or no more can be made."""
    streams = [_make_phrasing(half, phrasing, frames, library, true) for phrasing in phrasings]
    told: set[tuple[str, ...]] = set()
    turns = cycle(range(len(streams)))
    spent: set[int] = set()
    while wanted and len(spent) < len(streams):
        turn = next(turns)
        found = next((one for one in streams[turn] if one.votes not in told), None)
        if found is None:
            spent.add(turn)
            # Where votes are few, one may be told twice, in other words.
            continue
        told.add(found.votes)
        wanted -= 1
        yield found


def _make_phrasing(half: str, phrasing: Phrasing, frames: list[Frame], library: Library, true: bool) -> Iterator[Statement]:
    seed = (half, phrasing.language, phrasing.name, true)
    make = MAKERS[phrasing.kind]
    for fact in sorted(library.facts, key=lambda fact: shuffle(*seed, fact.key)):
        told = make(phrasing, fact, true, library)
        if told is None or (phrasing.language != "en" and bends(phrasing.text, told.values)):
            continue
        for frame in _order_frames(phrasing, frames, fact, seed):
            placed = place(phrasing.text, frame, told.values, phrasing.language)
            if placed is not None:
                yield _state(half, phrasing, frame, told, placed, true)
                break


def _order_frames(phrasing: Phrasing, frames: list[Frame], fact: Fact, seed: tuple[object, ...]) -> list[Frame | None]:
    """Return the frames that fit a phrasing and a decision, in an order of no meaning."""
    if not any(mark in phrasing.text.casefold() for mark in ("{it", "{of_it")):
        return [None]
    fit = [frame for frame in frames if "title" not in frame.states or fact.alone]
    fit = [frame for frame in fit if phrasing.kind != "iteration" or "title" in frame.states]
    fit = [frame for frame in fit if "short" not in frame.name or fact.organ in ("HRC", "CHR")]
    return sorted(fit, key=lambda frame: shuffle(*seed, fact.key, frame.name))


def _state(half: str, phrasing: Phrasing, frame: Frame | None, told: Told, placed: tuple[str, Spans], true: bool) -> Statement:
    text, spans = placed
    start, end = _find_target(told, spans, text)
    tie = frame.name if frame else "own words"
    name = f"{phrasing.kind}-{phrasing.language}-{phrasing.name}"
    return Statement(
        id=f"{half}-{name}-{'true' if true else 'false'}-{shuffle(text)[:8]}", language=phrasing.language, text=text[:1].upper() + text[1:],
        kind=phrasing.kind, true=true, wrong=told.wrong, target=(start, end), votes=told.votes, phrasing=name, tie=tie,
    )  # fmt: skip


def _find_target(told: Told, spans: Spans, text: str) -> tuple[int, int]:
    """Return the target's span: the changed details', else the brackets', else all details' of the kind."""
    if told.inside:
        start = text.lower().index(told.inside.lower(), spans[told.turns[0]][0])
        return start, start + len(told.inside)
    marked = spans.get("[")
    chosen = [marked] if marked and not told.exact else [spans[name] for name in told.turns if name in spans] or [spans["["]]
    return min(chain(*chosen)), max(chain(*chosen))


def _make_plain(half: str, language: str, number: int, text: str) -> Statement:
    return Statement(f"{half}-none-{language}-{number}", language, text, "none", True, "", (0, 0), (), f"none-{language}")
