"""The built-in case, and any other case written as facts in the same format: a `case.toml` (see the one in `starter`).

Each row becomes one bundle. All of it is cited evidence, recognised by `stamp.source`: what stands behind a row is the
source it names, not bytes in an archive. A row with a fault is left out and each of its faults is an `Issue`.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import resources
from io import BytesIO
from typing import Any

from watchword import states, symbols
from watchword.errors import UnreadableInput
from watchword.model import (
    Actor,
    Ballot,
    Block,
    Bundle,
    Document,
    Event,
    Kind,
    Link,
    LinkKind,
    Outcome,
    Position,
    Question,
    Rendering,
    Role,
    RollCall,
    Stamp,
    content_id,
)
from watchword.sources.base import Entry, FileRole, Read, load_descriptor
from watchword.sources.case_rows import KEYS, NAME, Row

_DOCUMENTS = ("works", "attestations", "statements")
_CAST = {"yes": Position.YES, "no": Position.NO, "abstain": Position.ABSTAIN, "absent": Position.ABSENT}
_TOTALS = (*_CAST, "members")


def builtin_entry() -> Entry:
    """Return the case that the program brings along, as an entry for a reader."""
    case = resources.files("watchword.starter").joinpath("case.toml").read_bytes()
    return Entry("case.toml", lambda: BytesIO(case), len(case))


def read_events(entry: Entry) -> tuple[Event, ...]:
    """Return the dated events of a case without those at fault, which the reader reports."""
    return tuple(event for bundle in WatchwordStarter().read(entry) for event in bundle.events)


class WatchwordStarter:
    """Cases written as facts."""

    def __init__(self) -> None:
        self.descriptor = load_descriptor(NAME)

    def role(self, path: str) -> FileRole:
        """A case is called `case.toml` or `<something>.case.toml`."""
        name = path.rsplit("/", 1)[-1]
        return FileRole.DOCUMENT if name == "case.toml" or name.endswith(".case.toml") else FileRole.IGNORED

    def reader(self, companions: Sequence[Entry]) -> Read:
        """Return the reader; a case has no companions."""
        return self.read

    def read(self, entry: Entry) -> Iterator[Bundle]:
        """Yield a bundle for each row, in the order of the tables; `UnreadableInput` where the file is no case."""
        tables = _load(entry)
        case = _Case(self.descriptor.stamp(entry), _find_names(tables))
        for table in KEYS:
            make = case.makers[table]
            for number, values in enumerate(tables.get(table, []), start=1):
                row = Row(table, number, values, entry.place)
                row.check()
                bundle = make(row)
                # A value that is looked at twice is at fault once.
                yield Bundle(issues=tuple(dict.fromkeys(row.faults))) if row.faults else bundle


def _load(entry: Entry) -> dict[str, list[dict[str, Any]]]:
    """Return the tables of a case."""
    try:
        case = tomllib.loads(entry.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableInput(entry.place, f"byte {error.start}", "UTF-8 text", error.reason) from error
    except tomllib.TOMLDecodeError as error:
        raise UnreadableInput(entry.place, "", "a TOML file", str(error)) from error
    if case.get("format") != 1:
        raise UnreadableInput(entry.place, "format", "format = 1", repr(case.get("format", "nothing")))
    if unknown := sorted(set(case) - set(KEYS) - {"format", "case", "label"}):
        raise UnreadableInput(entry.place, ", ".join(unknown), f"the tables {', '.join(KEYS)}", "others")
    for table in KEYS:
        rows = case.get(table, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise UnreadableInput(entry.place, table, f"rows, each headed [[{table}]]", type(rows).__name__)
    return {table: case[table] for table in KEYS if table in case}


def _find_names(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, str]:
    """Return the work that each id of the case stands for."""
    rows = [row for table in _DOCUMENTS for row in tables.get(table, [])]
    return {str(row["id"]): f"{NAME}:{row.get('work', row['id'])}" for row in rows if "id" in row}


class _Case:
    """Makes bundles of the rows of one case."""

    def __init__(self, stamp: Stamp, names: Mapping[str, str]) -> None:
        self._stamp = stamp
        self._names = names
        self._keys: set[str] = set()
        self.makers: dict[str, Callable[[Row], Bundle]] = {
            "votes": self.make_vote,
            "without_vote": self.make_decision,
            "links": self.make_link,
            "events": self.make_event,
            **dict.fromkeys(_DOCUMENTS, self.make_document),
        }

    def make_vote(self, row: Row) -> Bundle:
        """Make a roll call with its ballots, recounted against the official totals."""
        date = row.date(needed=True)
        totals = _read_totals(row)
        ballots: list[tuple[str, Position, str]] = []
        for key, position in _CAST.items():
            printed = row.text(key).split()
            codes = row.states(printed, date)
            if not row.faults and len(codes) != totals[key]:
                row.fault("ballots do not add up to the official total", f"{totals[key]} {key}", len(codes))
            ballots += [(code, position, text) for code, text in zip(codes, printed, strict=False)]
        voted = [code for code, _, _ in ballots]
        for code in sorted({code for code in voted if voted.count(code) > 1}):
            row.fault("a state has more than one ballot", "one ballot", code)
        if not row.faults and len(voted) != totals["members"]:
            row.fault("ballots do not add up to the membership", f"{totals['members']} members", len(voted))
        question = row.choice("question", Question, Question.UNKNOWN)
        call = self._make_roll_call(row, question, row.choice("outcome", Outcome, Outcome.UNKNOWN), totals)
        cast = tuple(Ballot(call.id, code, position, text) for code, position, text in ballots)
        return Bundle(roll_call=call, ballots=cast, links=self._link_draft(row, call))

    def make_decision(self, row: Row) -> Bundle:
        """Make the record of a text adopted without a vote: no ballots and no totals."""
        row.date(needed=True)
        call = self._make_roll_call(row, Question.ADOPTION, Outcome.WITHOUT_VOTE, {})
        return Bundle(roll_call=call, links=self._link_draft(row, call))

    def _make_roll_call(self, row: Row, question: Question, outcome: Outcome, totals: Mapping[str, int]) -> RollCall:
        symbol = row.symbol("symbol", needed=True)
        key = self._claim_key(row, f"{NAME}:{symbol}:vote")
        date = row.date()
        return RollCall(
            id=content_id(key, repr(sorted(row.values.items()))),
            key=key,
            symbol=symbol,
            work=symbols.work_of(symbols.parse_one(symbol)) if symbol else "",
            title=row.text("title"),
            question=question,
            date=date,
            organ=row.text("organ", needed=True),
            session=row.text("session"),
            outcome=outcome,
            stamp=self._stamp,
            text_voted=f"{row.symbol('draft')} {row.text('draft_condition')}".strip(),
            requested_by=next(iter(row.states([asked] if (asked := row.text("requested_by")) else [], date)), ""),
            sponsors=row.states(row.texts("sponsors"), date),
            meeting=row.text("meeting"),
            url=row.text("url"),
            yes=totals.get("yes"),
            no=totals.get("no"),
            abstain=totals.get("abstain"),
            absent=totals.get("absent"),
            members=totals.get("members"),
        )

    def _link_draft(self, row: Row, call: RollCall) -> tuple[Link, ...]:
        if not (draft := row.symbol("draft")) or call.question is not Question.ADOPTION:
            return ()
        condition = row.text("draft_condition")
        reason = f"the record says that {call.symbol} was adopted from {draft}" + (f" {condition}" if condition else "")
        return (Link(draft, call.symbol, LinkKind.DRAFT_OF, reason, evidence=row.evidence),)

    def make_document(self, row: Row) -> Bundle:
        """Make a document that holds no more than its title, short quotations and the source of the row."""
        date, symbol, name = row.date(), row.symbol("symbol"), row.text("id")
        if not symbol and not name:
            row.fault("nothing to call the row by", "symbol or id", "neither")
        language = row.language("language")
        key = self._claim_key(row, f"{NAME}:{name}" if name else f"{NAME}:{symbol}:{language}")
        work = symbols.work_of(symbols.parse_one(symbol)) if symbol else self._names.get(name, key)
        title, quotes = row.text("title"), row.quotes()
        default = Kind.STATEMENT if row.table == "statements" else Kind.OTHER
        document = Document(
            id=content_id(key, repr(sorted(row.values.items()))),
            key=key,
            work=work,
            kind=row.choice("kind", Kind, default),
            date=date,
            language=language,
            title=title,
            stamp=self._stamp,
            symbol=symbol,
            organ=row.text("organ"),
            session=row.text("session"),
            original_language=row.language("original_language"),
            rendering=row.choice("rendering", Rendering, Rendering.UNKNOWN),
            actors=_make_actors(row, date),
            agenda=row.text("agenda"),
            subjects=row.texts("subjects"),
            url=row.text("url"),
        )
        notes = [("source", row.text("source")), ("certainty", row.certainty)]
        notes += [(key, row.text(key)) for key in ("venue", "note") if row.text(key)]
        blocks = [Block(title, "title", "title")] if title else []
        blocks += [Block(quote, "quote") for quote in quotes]
        blocks += [Block(text, label, "note") for label, text in notes]
        links: tuple[Link, ...] = ()
        if answered := self._find_end(row, "answers", needed=False):
            reason = f"{title or key} answers {row.text('answers')}"
            links = (Link(symbol or work, answered, LinkKind.RESPONDS_TO, reason, evidence=row.evidence),)
        return Bundle(document=document, blocks=tuple(blocks), links=links)

    def make_link(self, row: Row) -> Bundle:
        """Make a link between two works, each called by its symbol or by its id in this case."""
        row.text("kind", needed=True)
        link = Link(
            start=self._find_end(row, "start"),
            end=self._find_end(row, "end"),
            kind=row.choice("kind", LinkKind, LinkKind.RESPONDS_TO),
            reason=row.text("reason", needed=True),
            evidence=row.evidence,
        )
        return Bundle(links=(link,))

    def make_event(self, row: Row) -> Bundle:
        """Make a dated event; what is only reported says so before its source."""
        source = row.text("source") if row.certainty == "recorded" else f"{row.certainty}: {row.text('source')}"
        event = Event(row.date(needed=True), row.text("text", needed=True), source, row.text("url"))
        return Bundle(events=(event,))

    def _find_end(self, row: Row, key: str, *, needed: bool = True) -> str:
        """Return the work of an id of this case, or a canonical symbol."""
        return self._names.get(row.text(key)) or row.symbol(key, needed=needed)

    def _claim_key(self, row: Row, key: str) -> str:
        if key in self._keys:
            row.fault("another row has the same name", "a name of its own", key)
        self._keys.add(key)
        return key


def _read_totals(row: Row) -> dict[str, int]:
    """Return the official totals; a recorded vote has them all."""
    totals = row.values.get("totals")
    if not isinstance(totals, dict) or set(totals) != set(_TOTALS) or any(type(n) is not int for n in totals.values()):
        row.fault("totals cannot be read", f"whole numbers for {', '.join(_TOTALS)}", repr(totals))
        return dict.fromkeys(_TOTALS, 0)
    return {name: totals[name] for name in _TOTALS}


def _make_actors(row: Row, date: str) -> tuple[Actor, ...]:
    """Return who spoke, for whom, and who sponsored; a speaker for one state carries its code."""
    spoken_for = row.states(row.texts("on_behalf_of"), date)
    states_of_row = row.states([text] if (text := row.text("state")) else [], date) or spoken_for
    actors = []
    if speaker := row.text("speaker"):
        code = states_of_row[0] if len(states_of_row) == 1 else ""
        actors.append(Actor(speaker, Role.SPEAKER, code, row.text("office")))
    elif not spoken_for:
        spoken_for = states_of_row
    actors += [Actor(states.name_of(code), Role.ON_BEHALF_OF, code) for code in spoken_for]
    sponsors = row.states(row.texts("sponsors"), date)
    return (*actors, *(Actor(states.name_of(code), Role.SPONSOR, code) for code in sponsors))
