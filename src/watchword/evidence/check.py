"""Check a text: find what it states about votes, dates, titles and words, tie each statement to its text, and judge it.

The method, in this order. The text is cut into sentences. What a sentence names (symbols, titles, bodies, dates, states) is read once;
each kind of statement finds its own. A statement is tied to a decision by the symbol or title beside it, else by what the sentences
before it were about; date, body and session choose among the decisions under one title. Each statement is then judged by itself, and the
statements of one sentence against each other: a detail that only served to find the record is not supported where the rest of the
sentence does not hold.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from watchword.evidence.claims import Checked, Claim, ClaimKind, Verdict
from watchword.evidence.decisions.index import Decision, Decisions
from watchword.evidence.decisions.titles import Titles
from watchword.evidence.decisions.tying import Focus, Tie, move_focus, tie_statement, tie_title
from watchword.evidence.kinds.base import Court, Judgement, Kind, Statement
from watchword.evidence.kinds.bodies import Bodies, Members
from watchword.evidence.kinds.changes import Changes
from watchword.evidence.kinds.dates import Dates
from watchword.evidence.kinds.iterations import Iterations
from watchword.evidence.kinds.outcomes import Outcomes
from watchword.evidence.kinds.positions import Positions
from watchword.evidence.kinds.quotations import Quotations
from watchword.evidence.kinds.sponsors import Sponsors
from watchword.evidence.kinds.tallies import Tallies, fitting
from watchword.evidence.kinds.titles import TitlesOfTexts, is_predicate
from watchword.evidence.kinds.trends import Trends
from watchword.evidence.kinds.uses import Counts, FirstUses
from watchword.evidence.mentions import Mentions
from watchword.evidence.prose.dates import Told
from watchword.evidence.prose.guessing import guess_language
from watchword.evidence.prose.sentences import split_sentences
from watchword.evidence.prose.vocabulary import vocabulary
from watchword.lexicon.records import Lexicon
from watchword.model import Position
from watchword.store.base import View

CHECKER = "evidence.check/1"
KINDS: dict[ClaimKind, Kind] = {
    ClaimKind.TALLY: Tallies(),
    ClaimKind.POSITION: Positions(),
    ClaimKind.ONLY: Positions(),
    ClaimKind.CHANGE: Changes(),
    ClaimKind.TREND: Trends(),
    ClaimKind.ITERATION: Iterations(),
    ClaimKind.OUTCOME: Outcomes(),
    ClaimKind.DATE: Dates(),
    ClaimKind.TITLE: TitlesOfTexts(),
    ClaimKind.FORMER_TITLE: TitlesOfTexts(),
    ClaimKind.BODY: Bodies(),
    ClaimKind.MEMBERS: Members(),
    ClaimKind.SPONSOR: Sponsors(),
    ClaimKind.FIRST_USE: FirstUses(),
    ClaimKind.USE_COUNT: Counts(),
    ClaimKind.QUOTATION: Quotations(),
}
# Each finder once: some find statements of two kinds.
_FINDERS = tuple({type(kind): kind for kind in KINDS.values()}.values())
# What a statement may itself have been tied by.
_TYING = frozenset({ClaimKind.DATE, ClaimKind.TITLE, ClaimKind.BODY})

Watch = Callable[[Iterable[Mentions], int], Iterable[Mentions]]
Judged = tuple[Statement, Tie, Judgement]


class Checker:
    """The record made ready, for any number of texts."""

    def __init__(self, view: View, lexicon: Lexicon) -> None:
        """Read the decisions and their titles."""
        self._view, self._lexicon = view, lexicon
        self._record = Decisions(view)
        self._titles = Titles(self._record)
        self._ballots: dict[str, dict[str, Position]] = {}

    def check(self, text: str, *, language: str = "", watch: Watch | None = None) -> Checked:
        """Return a text with its claims judged; `language` "" is guessed from its words; `watch` is given the sentences.

        Raises `UsageError` for a language whose prose is not read.
        """
        code = language or guess_language(text)
        words = vocabulary(code)
        court = Court(self._view, self._record, self._titles, self._lexicon, words, self._ballots)
        sentences = [Mentions(sentence, words, self._record, self._titles) for sentence in split_sentences(text)]
        claims: list[Claim] = []
        focus = Focus()
        for said in watch(sentences, len(sentences)) if watch else sentences:
            judged, ties = _check_sentence(said, court, focus)
            claims += [_make_claim(text, said, *each) for each in judged]
            focus = move_focus(said, focus, ties, self._record)
        claims = sorted(_complete(self._view, claims), key=lambda claim: (claim.start, claim.end, claim.kind))
        counts = Counter(claim.verdict.value for claim in claims)
        notes = () if claims else ("no statement that can be checked was found in it",)
        return Checked(text, code, tuple(claims), self._view.version, notes, {verdict.value: counts[verdict.value] for verdict in Verdict})


def check_text(view: View, lexicon: Lexicon, text: str, *, language: str = "", watch: Watch | None = None) -> Checked:
    """Return one text with its claims judged, as `Checker.check` does."""
    return Checker(view, lexicon).check(text, language=language, watch=watch)


def _check_sentence(said: Mentions, court: Court, focus: Focus) -> tuple[list[Judged], list[Tie]]:
    """Return the judged statements of a sentence, and what they were tied to."""
    statements = _date_statements(said, _find(said))
    tied = [(statement, _tie(said, statement, focus)) for statement in statements]
    judged = [
        (statement, tie, judgement)
        for statement, tie in tied
        if (judgement := KINDS[statement.kind].judge(statement, tie, court, said)) is not None
    ]
    acts = [tie for statement, tie in tied if statement.kind != ClaimKind.DATE]
    return _weigh_together(judged), acts or [tie for _, tie in tied]


def _tie(said: Mentions, statement: Statement, focus: Focus) -> Tie:
    """Return what a statement is about; a title that a text named before is said to have does not tie itself."""
    told = tie_title(said, focus) if statement.kind == ClaimKind.TITLE and is_predicate(said, statement.value) else None
    by_turn = statement.kind != ClaimKind.ITERATION
    return told or tie_statement(said, statement.start, statement.end, statement.told, focus, by_turn=by_turn)


def _find(said: Mentions) -> list[Statement]:
    """Return the statements of a sentence, each kind's finder asked once, without those that are part of another."""
    found = [statement for kind in _FINDERS for statement in kind.find(said)]
    return sorted((each for each in found if not any(_is_part(each, other) for other in found)), key=lambda each: (each.start, each.end))


def _is_part(one: Statement, other: Statement) -> bool:
    """Whether a statement is only part of what another says.

    A state's part of a change is no position of its own, "nobody but", "a single vote" and "no objection" are no tallies, and the number
    of those who took a side is no number of members.
    """
    if _is_silence(one) and other.kind == ClaimKind.OUTCOME:
        return True
    if one is other or not (one.start < other.end and other.start < one.end):
        return False
    if other.kind in (ClaimKind.CHANGE, ClaimKind.TREND):
        return one.kind in (ClaimKind.POSITION, ClaimKind.ONLY, ClaimKind.TALLY)
    if one.kind == ClaimKind.TALLY and len(one.value.counts) == 1:
        number = next(iter(one.value.counts.values()))
        return (number == 0 and other.kind in (ClaimKind.ONLY, ClaimKind.OUTCOME)) or (number == 1 and other.kind == ClaimKind.POSITION)
    if one.kind == ClaimKind.MEMBERS and other.kind == ClaimKind.TALLY:
        return one.value in other.value.counts.values() and one.value != other.value.of
    return False


def _is_silence(one: Statement) -> bool:
    """Whether a tally only says that nobody objected or opposed: where the sentence tells the outcome, that is part of it."""
    return one.kind == ClaimKind.TALLY and one.value.counts == {"no": 0}


def _date_statements(said: Mentions, statements: Sequence[Statement]) -> list[Statement]:
    """Give each statement the date beside it: as many tallies as dates pair in order, else the nearest before, else the first after."""
    dates = list(said.dates)
    tallies = [each for each in statements if each.kind == ClaimKind.TALLY]
    pairs = {id(tally): told for tally, told in zip(tallies, dates, strict=True)} if len(tallies) == len(dates) > 1 else {}
    stood = [each for each in statements if each.kind in (ClaimKind.POSITION, ClaimKind.ONLY)]

    def date(statement: Statement) -> Told | None:
        if statement.dated:
            return statement.told
        return pairs.get(id(statement)) or (_own_date(statement, stood, dates) if statement in stood else _nearest(statement, dates))

    return [replace(each, told=date(each)) for each in statements]


def _own_date(statement: Statement, stood: Sequence[Statement], dates: Sequence[Told]) -> Told | None:
    """Return the date of what states did, where they are said to have done several things ("which had abstained in 2018, voted against").

    Each deed has the dates from its end up to the next one's; without one, a date before the states is that of all.
    """
    same = [each for each in stood if each.start == statement.start]
    if len(same) < 2:
        return _nearest(statement, dates)
    later = [each.end for each in same if each.end > statement.end]
    stop = min(later, default=statement.end + 40)
    own = [told for told in dates if statement.end <= told.start < stop]
    lead = [told for told in dates if told.end <= statement.start]
    return next(iter([*own, *lead[-1:]]), None)


def _nearest(statement: Statement, dates: Sequence[Told]) -> Told | None:
    """Return the date that belongs to a statement: one right after it, else the last before it, else the first after it."""
    after = [told for told in dates if told.start >= statement.end]
    if after and after[0].start - statement.end <= 8:
        return after[0]
    inside = [told for told in dates if statement.start <= told.start and told.end <= statement.end]
    before = [told for told in dates if told.end <= statement.start]
    return next(iter([*inside, *before[-1:], *after]), None)


def _weigh_together(judged: list[Judged]) -> list[Judged]:
    """Judge what tied a sentence by the rest of it.

    Where a statement tied by title and date is contradicted, and its figures are those of another vote under that title, the date is
    what is wrong; and whatever served to find a record whose other details do not hold is not supported by having found it.
    """
    judged = [(statement, tie, _doubt(statement, judgement, judged)) for statement, tie, judgement in judged]
    wrong = [each for each in judged if each[2].verdict == Verdict.CONTRADICTED and each[1].by != "symbol"]
    if not wrong:
        return judged
    tallies = [(statement, tie) for statement, tie, _ in wrong if statement.kind == ClaimKind.TALLY and tie.told]
    shifted = next((other for statement, tie in tallies if (other := fitting(statement.value, tie.series))), None)
    return [(statement, tie, _reconsider(statement, tie, judgement, shifted)) for statement, tie, judgement in judged]


def _doubt(statement: Statement, judgement: Judgement, judged: Sequence[Judged]) -> Judgement:
    """Return the judgement on a detail that stands amid the words of a wrong tally or change: nothing there is called supported."""
    if judgement.verdict != Verdict.SUPPORTED or statement.kind == ClaimKind.POSITION:
        return judgement
    amid = any(
        verdict.verdict == Verdict.CONTRADICTED and other is not statement and other.start < statement.end and statement.start < other.end
        for other, _, verdict in judged
    )
    reason = "it stands amid words that do not hold"
    return replace(judgement, verdict=Verdict.NOT_CHECKABLE, reason=reason) if amid else judgement


def _reconsider(statement: Statement, tie: Tie, judgement: Judgement, shifted: Decision | None) -> Judgement:
    """Return the judgement on one statement of a sentence in which something tied by title or context does not hold."""
    if shifted and statement.kind == ClaimKind.DATE and judgement.verdict == Verdict.SUPPORTED:
        reason = f"the vote with these figures is {shifted.name} of {shifted.date}"
        return replace(judgement, verdict=Verdict.CONTRADICTED, reason=reason, recorded=shifted.date)
    if shifted and statement.kind == ClaimKind.TALLY and judgement.verdict == Verdict.CONTRADICTED:
        return replace(judgement, verdict=Verdict.NOT_CHECKABLE)
    if tie.by != "symbol" and statement.kind in _TYING and judgement.verdict == Verdict.SUPPORTED:
        reason = "it served to find the record, and another detail of the sentence does not hold"
        return replace(judgement, verdict=Verdict.NOT_CHECKABLE, reason=reason)
    return judgement


def _make_claim(text: str, said: Mentions, statement: Statement, tie: Tie, judgement: Judgement) -> Claim:
    start, end = said.sentence.start + statement.start, said.sentence.start + statement.end
    return Claim(
        text=text[start:end], start=start, end=end, kind=statement.kind, verdict=judgement.verdict, reason=judgement.reason,
        evidence=judgement.evidence, about=tuple(decision.name for decision in tie.decisions[:8]), tied=tie.how, said=judgement.said,
        recorded=judgement.recorded, note=judgement.note,
    )  # fmt: skip


def _complete(view: View, claims: list[Claim]) -> list[Claim]:
    """Return the claims with who published each record they rest on, where it is, and the hash of its bytes."""
    keys = sorted({basis.record for claim in claims for basis in claim.evidence if not basis.publisher})
    rows = view.rows(
        "SELECT key, publisher, url, raw_sha256 FROM roll_calls WHERE key IN (SELECT unnest(?::VARCHAR[])) ORDER BY key, id", [keys]
    ) if keys else []  # fmt: skip
    known = {row.pop("key"): row for row in rows}
    return [
        replace(
            claim,
            evidence=tuple(replace(basis, **known.get(basis.record, {})) if not basis.publisher else basis for basis in claim.evidence),
        )
        for claim in claims
    ]
