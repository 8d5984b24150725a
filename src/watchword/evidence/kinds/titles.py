"""Titles: what a text is called, and what it was called before."""

from collections.abc import Iterator

from watchword.evidence.claims import ClaimKind, Ground, Verdict
from watchword.evidence.decisions.index import Decision
from watchword.evidence.decisions.titles import Titled, compare_titles
from watchword.evidence.decisions.tying import Tie
from watchword.evidence.kinds.base import Court, Judgement, Statement, ground, name_decision, weigh
from watchword.evidence.mentions import Mentions
from watchword.model import Holding
from watchword.store.base import CITED_ONLY
from watchword.votes.series import normalise_title

_BEFORE = 90
# How far from a title the words may stand that say whose it is.
_LEAD = 60


class TitlesOfTexts:
    """Statements that a text bears, or bore, a title."""

    def find(self, said: Mentions) -> Iterator[Statement]:
        """Yield titles that stand beside a symbol, a date or another title, and those that a text is said to have had before."""
        for titled in said.titles:
            if not (titled.exact or titled.quoted):
                continue
            lead = said.text[max(0, titled.start - _BEFORE) : titled.start]
            own = {decision.key for decision in titled.decisions}
            named = any(own & {decision.key for decision in each.decisions} for each in said.numbered)
            if titled.quoted and not named and said.words.subjects["former"].search(lead):
                yield Statement(ClaimKind.FORMER_TITLE, titled.start, titled.end, titled)
            elif said.numbered or said.dates or not titled.decisions or is_predicate(said, titled):
                yield Statement(ClaimKind.TITLE, titled.start, titled.end, titled)

    def judge(self, statement: Statement, tie: Tie, court: Court, said: Mentions) -> Judgement | None:
        """Compare with the titles that the records and the texts held of the decision give."""
        titled: Titled = statement.value
        if statement.kind == ClaimKind.FORMER_TITLE:
            return _judge_former(titled, tie, court)
        anchor = next((each for each in said.numbered if each.decisions), None)
        if anchor is None and tie.by != "context":
            return self._judge_alone(titled, tie, court)
        if anchor is None and not tie.decisions:
            return None
        found = (
            tie.decisions
            if anchor is None
            else anchor.decisions
            if len({each.organ for each in anchor.decisions}) == 1
            else tie.decisions or anchor.decisions
        )
        same = {each.key for each in titled.decisions}
        mine = [each for each in found if each.key in same]
        if mine:
            reason, basis = f"the record of {name_decision(mine[0])} has this title", (ground(mine[0], mine[0].title),)
            return weigh(Verdict.SUPPORTED, mine, reason, said=titled.text, recorded=mine[0].title, evidence=basis)
        return _judge_other(titled, found, court)

    def _judge_alone(self, titled: Titled, tie: Tie, court: Court) -> Judgement | None:
        """Judge a title without a symbol: it ties its own statement, so it is right as far as a text of this title fits the rest."""
        if not titled.decisions:
            return _judge_other(titled, tie.decisions or tie.series, court) if tie.series else None
        if not tie.decisions:
            return None
        decision = tie.decisions[0]
        reason, basis = f"{name_decision(decision)} has this title", (ground(decision, decision.title),)
        return weigh(Verdict.SUPPORTED, tie.decisions, reason, said=titled.text, recorded=decision.title, evidence=basis)


def is_predicate(said: Mentions, titled: Titled) -> bool:
    """Whether a sentence says of a text named otherwise that it has a title: "the resolution is entitled “...”", "this text (“...”)"."""
    lead = said.text[max(0, titled.start - _LEAD) : titled.start]
    after = said.text[titled.end : titled.end + _LEAD]
    called = said.words.subjects["is_called"]
    return bool(called.search(lead) or said.words.subjects["title_of"].match(after))


def _judge_other(titled: Titled, found: tuple[Decision, ...], court: Court) -> Judgement:
    """Judge a title that the record of a decision does not have word for word."""
    recorded = "; ".join(sorted({each.title for each in found})[:3])
    values = {"said": titled.text, "recorded": recorded}
    known = {title for each in found for title in (*each.titles, *court.record.document_titles.get(each.name, ()))}
    how = compare_titles(titled.text, known)
    if how == "near":
        return weigh(Verdict.NOT_CONTRADICTED, found, "the record has this title in another spelling", **values)
    if not known:
        return Judgement(Verdict.NOT_CHECKABLE, "no title of it is in the record", titled.text, recorded)
    if court.words.code != "en" and not titled.decisions and not _shares_words(titled.text, known):
        return Judgement(Verdict.NOT_CHECKABLE, f"no title of it in {court.words.name} is held", titled.text, recorded)
    return weigh(Verdict.CONTRADICTED, found, f"the record has “{recorded}”", evidence=(ground(found[0], found[0].title),), **values)


def _shares_words(said: str, known: set[str]) -> bool:
    """Whether half of the words of a title stand in one of those known: then it is in a language in which it is known."""
    words = set(normalise_title(said).split())
    return any(len(words & set(title.split())) * 2 >= len(words) for title in known)


def _judge_former(titled: Titled, tie: Tie, court: Court) -> Judgement:
    """Judge a title that a text is said to have had before: a renaming must be on record."""
    renamed = court.view.rows("SELECT start, \"end\" AS earlier, reason, source, evidence FROM links WHERE kind = 'renames'")
    plain = normalise_title(titled.text)
    names = {decision.name for decision in tie.series}
    for link in renamed:
        if names and link["start"] not in names:
            continue
        rows = court.view.rows(
            "SELECT DISTINCT title, source FROM all_documents WHERE work = ? OR symbol = ?", [link["earlier"], link["earlier"]]
        )
        titles = {normalise_title(row["title"]) for row in rows}
        if plain in titles or any(plain in title for title in titles if len(plain.split()) > 3):
            cited = link["source"] == CITED_ONLY
            basis = Ground(Holding.CITED if cited else Holding.HELD, link["source"], link["earlier"], link["start"], link["reason"])
            verdict = Verdict.NOT_CONTRADICTED if cited else Verdict.SUPPORTED
            lead = "cited, not held: " if cited else ""
            return Judgement(verdict, f"{lead}{link['reason']} ({link['evidence']})", titled.text, titled.text, (basis,))
    return Judgement(Verdict.NOT_CHECKABLE, "no earlier draft or renaming of this text is held", titled.text)
