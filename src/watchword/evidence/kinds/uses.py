"""Who used a formulation first, and how often it is used."""

from collections.abc import Iterator
from dataclasses import dataclass

from watchword.evidence.claims import ClaimKind, Ground, Verdict
from watchword.evidence.decisions.tying import Tie
from watchword.evidence.kinds.base import Court, Judgement, Statement, list_states
from watchword.evidence.mentions import Mentions
from watchword.lexicon.records import Formulation
from watchword.model import Holding, Standing
from watchword.usage.attestation import Attestation, find_attestations
from watchword.usage.counts import count_usage


@dataclass(frozen=True, slots=True)
class FirstUse:
    """A first use as told: by which states (none named: ()), and when ("" not told)."""

    states: tuple[str, ...]
    date: str


@dataclass(frozen=True, slots=True)
class Count:
    """A number of uses or of documents, in a source and year where the text names them."""

    number: int
    of_documents: bool
    source: str
    year: str


class FirstUses:
    """Statements that somebody used a formulation first."""

    def find(self, said: Mentions) -> Iterator[Statement]:
        """Yield "was first used by China in 2013"; whether a formulation is named is seen when it is judged."""
        hit = said.words.uses["first"].search(said.masked)
        if not hit or (said.says(said.words.subjects["former"]) and said.titles):
            return
        states = tuple(state.code for state in said.states if not said.words.words["passive"].match(said.masked, state.end))
        dates = [told for told in said.dates if told.date]
        end = max([hit.end(), *(told.end for told in dates[:1])])
        yield Statement(ClaimKind.FIRST_USE, hit.start(), end, FirstUse(states[:1], dates[0].date if dates else ""), dated=True)

    def judge(self, statement: Statement, tie: Tie, court: Court, said: Mentions) -> Judgement | None:
        """Look for an earlier use in what is held; that there is none proves a first use only in sources declared complete."""
        named = court.formulations(said.text)
        if not named:
            return None
        formulation, form, _, _ = named[0]
        first: FirstUse = statement.value
        words = f"first use of “{form.text}”" + (f" by {list_states(first.states)}" if first.states else "") + (
            f" in {first.date}" if first.date else ""
        )  # fmt: skip
        uses = [use for use in _earliest(court, formulation) if use.language == form.language and use.date]
        earliest = [use for use in uses if use.standing == Standing.IN_SCOPE]
        if not earliest:
            return Judgement(Verdict.NOT_CHECKABLE, f"no dated use of it in {form.language} is held", words)
        use, older = earliest[0], [each for each in uses if each.standing != Standing.IN_SCOPE]
        recorded = f"{use.date}, {list_states(use.states) or use.source} ({use.source})"
        basis = (_ground(use),)
        note = f"the same or renamed words stand there outside its scope, first in {older[0].date}" if older else ""
        if _is_before(use, first):
            return Judgement(Verdict.CONTRADICTED, f"an earlier use is held: {recorded}", words, recorded, basis, note)
        complete = {each.source for each in earliest} <= court.declared
        same = not first.states or set(first.states) & set(use.states)
        if complete and same and use.date.startswith(first.date):
            return Judgement(
                Verdict.SUPPORTED, f"the earliest use in the sources declared complete: {recorded}", words, recorded, basis, note
            )
        reason = f"the earliest use held is {recorded}; earlier use elsewhere is not excluded"
        return Judgement(Verdict.NOT_CONTRADICTED, reason, words, recorded, basis, note)


class Counts:
    """Statements of how often a formulation is used."""

    def find(self, said: Mentions) -> Iterator[Statement]:
        """Yield "35 times", "in 21 speeches" beside a word for using."""
        if not said.says(said.words.uses["used"]):
            return
        marked, numbers = said.marked
        sources = [name for name, pattern in said.words.sources.items() if pattern.search(said.masked)]
        years = [told.date for told in said.dates if len(told.date) == 4]
        for hit in said.words.uses["count"].finditer(marked):
            of_documents = bool(said.words.uses["documents"].fullmatch(hit["unit"]))
            value = Count(
                numbers[hit.start("count")].value, of_documents, sources[0] if len(sources) == 1 else "", years[0] if years else ""
            )
            yield Statement(ClaimKind.USE_COUNT, hit.start(), hit.end(), value, dated=True)

    def judge(self, statement: Statement, tie: Tie, court: Court, said: Mentions) -> Judgement | None:
        """Count again."""
        named = court.formulations(said.text)
        if not named:
            return None
        formulation, form, _, _ = named[0]
        count: Count = statement.value
        unit = "documents" if count.of_documents else "uses"
        words = f"{count.number:,} {unit} of “{form.text}”"
        if not count.source:
            return Judgement(Verdict.NOT_CHECKABLE, "the text does not say in which texts: name a source that is held", words)
        rows = [
            row for row in count_usage(court.view, formulation, ("source", "year", "language"))
            if row["source"] == count.source and count.year in ("", str(row["year"]))
        ]  # fmt: skip
        if not rows:
            return Judgement(Verdict.NOT_CHECKABLE, f"{count.source} is not held{f' of {count.year}' if count.year else ''}", words)
        found = sum(row["documents_with" if count.of_documents else "uses"] for row in rows)
        wide = found + sum(row["antecedent_documents" if count.of_documents else "antecedent_uses"] for row in rows)
        where = f"{count.source}{f' in {count.year}' if count.year else ''}"
        recorded = f"{found:,} {unit} in scope in {where}" + (f", {wide:,} with antecedent wording" if wide != found else "")
        basis = (Ground(Holding.HELD, count.source, f"usage of {formulation.id}", "", recorded),)
        verdict = Verdict.SUPPORTED if count.number == found else Verdict.NOT_CONTRADICTED if count.number == wide else Verdict.CONTRADICTED
        return Judgement(verdict, f"counted: {recorded}", words, recorded, basis)


def _is_before(use: Attestation, first: FirstUse) -> bool:
    """Whether a use is surely earlier than the first one told, or, where no date is told, somebody else's."""
    if first.date:
        return use.date[: len(first.date)] < first.date[: len(use.date)]
    return bool(first.states) and not set(first.states) & set(use.states)


def _earliest(court: Court, formulation: Formulation) -> list[Attestation]:
    """Return the earliest uses of a formulation over all sources, in scope and antecedent."""
    series = find_attestations(court.view, formulation, limit=3)
    return sorted((use for each in series for use in (*each.earliest, *each.antecedent)), key=lambda use: (use.date or "9", use.document))


def _ground(use: Attestation) -> Ground:
    return Ground(Holding(use.holding), use.source, use.document, use.symbol, f"“{use.evidence.quote}”", use.date, evidence=use.evidence,
                  raw_sha256=use.evidence.raw_sha256)  # fmt: skip
