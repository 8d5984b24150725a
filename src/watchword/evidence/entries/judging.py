"""Hold every claim of an entry against the records as they stand now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from watchword.errors import NotHeld, UnknownFormulation, UnknownState, UsageError
from watchword.evidence.claims import Ground, Verdict
from watchword.evidence.entries import on_texts, on_uses, on_votes
from watchword.evidence.entries.answer import Answer
from watchword.evidence.entries.desk import Desk
from watchword.evidence.entries.figures import read_words
from watchword.evidence.entries.record import Entry, Piece, Span, Tie

CHECKS: dict[str, Callable[[Desk, Span, Tie], Answer]] = {
    "vote": on_votes.check_vote,
    "group": on_votes.check_group,
    "state": on_votes.check_state,
    "series": on_votes.check_series,
    "shift": on_votes.check_shift,
    "date": on_texts.check_date,
    "title": on_texts.check_title,
    "former": on_texts.check_former,
    "symbol": on_texts.check_symbol,
    "sponsor": on_texts.check_sponsor,
    "link": on_texts.check_link,
    "event": on_texts.check_event,
    "quote": on_texts.check_quotation,
    "attested": on_texts.check_attested,
    "first": on_uses.check_first,
    "usage": on_uses.check_usage,
    "users": on_uses.check_users,
    "company": on_uses.check_company,
    "collocate": on_uses.check_collocate,
    "rendering": on_uses.check_rendering,
}


# Words that are read as numbers in a claim, and outside of claims mostly count nothing.
_NO_FIGURES = frozenset(("one", "first", "second", "once", "none", "the only"))


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim of an entry and what came of it.

    `id` is the entry's name and the claim's number in it, from 1; `start` and `end` are code points of the file. `holding` is what stands
    behind it, "" where no record was found. `holds` is false where the build must fail; then `fault` says what is expected and found.
    """

    id: str
    kind: str
    words: str
    line: int
    column: int
    start: int
    end: int
    names: tuple[str, ...]
    verdict: Verdict
    holding: str
    holds: bool
    recorded: str
    fault: str
    finder: str
    judgement: bool
    evidence: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A figure that stands in the prose outside every claim."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Built:
    """An entry with what came of its claims, in the order of the text; `version` is that of the workspace.

    `broken` are sentences on bytes and records that are not what was recorded; `unclaimed` figures outside the claims.
    """

    entry: Entry
    claims: tuple[Judged, ...]
    version: int
    unclaimed: tuple[Unclaimed, ...] = ()
    broken: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether every claim holds and no byte is other than recorded."""
        return not self.broken and all(claim.holds for claim in self.claims)


def judge_entry(desk: Desk, entry: Entry) -> Built:
    """Return the entry with each claim judged; whether the archived bytes are sound is for the caller to add."""
    desk.gather(list_names(entry))
    claims = judge_spans(desk, entry, range(1, 1 + sum(1 for _ in entry.spans())))
    counts = {verdict.value: sum(claim.verdict == verdict for claim in claims) for verdict in Verdict}
    return Built(entry, claims, desk.view.version, tuple(_find_unclaimed(entry)), counts={name: n for name, n in counts.items() if n})


def list_names(entry: Entry) -> list[str]:
    """Return every name that the claims of an entry name, each once, in order."""
    return sorted({name for span in entry.spans() for tie in span.ties for name in tie.names})


def judge_spans(desk: Desk, entry: Entry, numbers: Iterable[int]) -> tuple[Judged, ...]:
    """Return the claims of these numbers, from 1, each held against the records."""
    spans = list(entry.spans())
    return tuple(_judge(desk, entry, number, spans[number - 1]) for number in numbers)


def _judge(desk: Desk, entry: Entry, number: int, span: Span) -> Judged:
    missing: list[str] = []
    for tie in span.ties:
        needed = tie.options.get("needs", "")
        if needed and needed not in desk.sources():
            return _put(entry, number, span, tie, fault=f"needs {needed}, of which nothing is held here", needed=True)
        try:
            return _put(entry, number, span, tie, answer=CHECKS[span.kind](desk, span, _complete(entry, span, tie)))
        except (NotHeld, UnknownFormulation, UnknownState, UsageError) as error:
            missing.append(str(error))
    return _put(entry, number, span, span.ties[0], fault=f"expected a record; found that {'; and '.join(missing)}")


def _complete(entry: Entry, span: Span, tie: Tie) -> Tie:
    """Return the record with what is meant where nothing is said: an attestation is one of the entry's formulation."""
    if span.kind != "attested" or "formulation" in tie.options:
        return tie
    return replace(tie, options={**tie.options, "formulation": entry.head.formulation})


def _put(entry: Entry, number: int, span: Span, tie: Tie, *, answer: Answer | None = None, fault: str = "", needed: bool = False) -> Judged:
    verdict = answer.verdict if answer else Verdict.NOT_CHECKABLE
    return Judged(
        id=f"{entry.name}#{number}", kind=span.kind, words=span.words, line=span.line, column=span.column, start=span.start, end=span.end,
        names=tie.names, verdict=verdict, holding=answer.holding.value if answer else "",
        holds=needed or (answer is not None and verdict != Verdict.CONTRADICTED), recorded=answer.recorded if answer else "",
        fault=answer.fault if answer else fault, finder=answer.finder if answer else "", judgement=span.judgement,
        evidence=answer.grounds if answer else (),
    )  # fmt: skip


def _find_unclaimed(entry: Entry) -> list[Unclaimed]:
    """Return the numbers, dates and symbols that stand in the prose and in no claim; names in emphasis and code are not read."""
    found = []
    for block in entry.blocks:
        for part in block.parts:
            if isinstance(part, Piece) and not part.address and part.style in ("", "strong"):
                said = read_words(part.text, entry.head.language)
                numbers = [number.text for number in said.numbers if number.text.lower() not in _NO_FIGURES]
                digits = [text for text in said.unread if any(sign.isdigit() for sign in text)]
                found += [Unclaimed(block.line, text) for text in (*numbers, *said.dates, *said.symbols, *digits)]
    return found
