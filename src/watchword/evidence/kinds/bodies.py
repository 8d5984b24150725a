"""Which body decided, and of how many members."""

from collections.abc import Iterator

from watchword.evidence.claims import ClaimKind, Verdict
from watchword.evidence.decisions.tying import Tie
from watchword.evidence.kinds.base import Court, Judgement, Statement, ground, name_decision, untied, weigh
from watchword.evidence.mentions import OTHER, Mentions
from watchword.evidence.prose.vocabulary import TEXT
from watchword.symbols import name_organ
from watchword.votes.tally import seated

# "of the" may stand between members and their body.
_OF_THE = 8


class Bodies:
    """Statements that a body adopted a text."""

    def find(self, said: Mentions) -> Iterator[Statement]:
        """Yield the body of a sentence that says that something was adopted or voted on, where it names one body only."""
        named = [body for body in said.bodies if body.organ != OTHER]
        acts = (
            said.says(said.words.outcomes["adopted"]) or said.says(said.words.words["vote_context"]) or said.says(said.words.words["made"])
        )
        if named and (acts or said.numbered) and len({body.organ for body in named}) == 1:
            yield Statement(ClaimKind.BODY, named[0].start, named[0].end, named[0].organ)

    def judge(self, statement: Statement, tie: Tie, court: Court, said: Mentions) -> Judgement | None:
        """Compare with the body of the decision."""
        organ = statement.value
        words = name_organ(organ)
        if not tie.series or tie.missed == "date":
            return None
        mine = [decision for decision in tie.decisions if decision.organ == organ]
        held = tie.decisions or tie.series
        values = {"said": words, "recorded": ", ".join(sorted({name_organ(each.organ) for each in held}))}
        if mine and tie.missed != "body":
            reason = f"{name_decision(mine[0])} is a text of {words}"
            return weigh(Verdict.SUPPORTED, mine, reason, evidence=(ground(mine[0], words),), **values)
        told = tie.by in ("symbol", "title") or (tie.by == "context" and _says_so(said) and len({each.organ for each in held}) == 1)
        if told and (tie.decisions or tie.missed == "body"):
            one = held[0]
            return weigh(Verdict.CONTRADICTED, held, f"{name_decision(one)} is a text of {name_organ(one.organ)}",
                         evidence=(ground(one, one.organ),), **values)  # fmt: skip
        return untied(tie, words) if not tie.decisions else None


def _says_so(said: Mentions) -> bool:
    """Whether a sentence on a text named before says who adopted it: nothing else is adopted or voted on in it."""
    acts = (said.words.outcomes["adopted"], said.words.words["made"])
    return TEXT in said.plain and not said.titles and any(map(said.says, acts))


class Members:
    """Statements of how many members a body has."""

    def find(self, said: Mentions) -> Iterator[Statement]:
        """Yield numbers of members."""
        marked, numbers = said.marked
        for hit in said.words.moves["members"].finditer(marked):
            group = next(name for name, value in hit.groupdict().items() if value)
            number = numbers[hit.start(group)]
            # "Of 47 members, 32 supported it": the whole, whatever follows.
            lead = said.masked[max(0, number.start - 18) : number.start]
            if said.words.words["not_whole"].search(lead.rstrip()):
                continue
            whole = any(hit.end() == len(lead.rstrip()) for hit in said.words.words["of"].finditer(lead))
            partitive = said.words.words["of"].match(said.masked, number.end + 1)
            if number.value >= 10 and not partitive and (whole or not _counts_votes(said, hit.start(), hit.end())):
                yield Statement(ClaimKind.MEMBERS, number.start, number.end, number.value)

    def judge(self, statement: Statement, tie: Tie, court: Court, said: Mentions) -> Judgement | None:
        """Compare with the dated table of members, else with the number that the record of the vote gives."""
        number = statement.value
        named = [body.organ for body in said.bodies if body.organ != OTHER]
        organs = {decision.organ for decision in tie.decisions} or set(named[:1])
        if len(organs) != 1:
            return None
        organ = next(iter(organs))
        dates = sorted({decision.date for decision in tie.decisions}) or [told.date for told in said.dates if told.date][:1]
        if not dates:
            return _judge_undated(court, organ, number)
        counts = {len(seated(organ, date)) for date in dates} - {0}
        counts |= {decision.row["members"] for decision in tie.decisions if decision.row["members"] and not counts}
        words = f"{number} members"
        if not counts:
            return Judgement(Verdict.NOT_CHECKABLE, f"no table of the members of {name_organ(organ)} covers this date", words)
        recorded = ", ".join(map(str, sorted(counts)))
        basis = tuple(
            ground(decision, f"{len(seated(organ, decision.date)) or decision.row['members']} members") for decision in tie.decisions[:2]
        )
        verdict = Verdict.SUPPORTED if number in counts else Verdict.CONTRADICTED
        when = f" on {dates[0]}" if dates and dates[0] else ""
        return Judgement(verdict, f"{name_organ(organ)} had {recorded} members{when}", words, recorded, basis)


def _judge_undated(court: Court, organ: str, number: int) -> Judgement:
    """Judge a number of members of no date by the newest year of which decisions of the body are held."""
    years = sorted(year for body, year in court.record.years if body == organ)
    counts = {year: len(present) for year in years if (present := seated(organ, year))}
    words, recorded = f"{number} members", ", ".join(map(str, sorted(set(counts.values()))))
    if not counts:
        return Judgement(Verdict.NOT_CHECKABLE, f"no table of the members of {name_organ(organ)} is held", words)
    newest = max(counts)
    reason = f"{name_organ(organ)} had {counts[newest]} members in {newest}, the newest year held"
    if number != counts[newest] and number in counts.values():
        return Judgement(Verdict.NOT_CHECKABLE, f"{reason}; it had {number} before, and the text names no date", words, recorded)
    verdict = Verdict.SUPPORTED if number == counts[newest] else Verdict.CONTRADICTED
    return Judgement(verdict, reason, words, recorded)


def _counts_votes(said: Mentions, start: int, end: int) -> bool:
    """Whether a number of members is that of those who took a side ("28 members voted in favour")."""
    # "33 members of the Council voted for it".
    end = next((body.end for body in said.bodies if 0 <= body.start - end <= _OF_THE), end)
    rest = said.masked[end : end + 40]
    return any(hit and hit.start() < 14 for hit in (pattern.search(rest) for pattern in said.words.sides.values()))
