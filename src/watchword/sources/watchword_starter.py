"""The built-in case, and any other case written as facts in the same format: a `case.toml` (see the one in `starter`).

Each row becomes one bundle. All of it is cited evidence, recognised by `stamp.source`: what stands behind a row is the
source it names, not bytes in an archive. A row with a fault is left out and each of its faults is an `Issue`.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import resources
from io import BytesIO
from typing import Any, TypeVar

from watchword import states, symbols
from watchword.errors import UnknownState, UnknownSymbol, UnreadableInput
from watchword.model import (
    Actor,
    Ballot,
    Block,
    Bundle,
    Document,
    Event,
    Issue,
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
    date_of,
)
from watchword.sources.base import Entry, FileRole, Read, load_descriptor

NAME = "watchword_starter"
QUOTATION_WORDS = 10

_SOURCE = {"source", "url", "certainty"}
_DECISION = {"symbol", "title", "date", "organ", "session", "draft", "draft_condition", "meeting", "sponsors"}
_DOCUMENT = {
    "id", "work", "symbol", "kind", "title", "date", "language", "original_language", "rendering", "organ", "session",
    "agenda", "sponsors", "subjects", "note", "quotes",
}  # fmt: skip
_KEYS = {
    "votes": _SOURCE | _DECISION | {"question", "outcome", "requested_by", "totals", "yes", "no", "abstain", "absent"},
    "without_vote": _SOURCE | _DECISION,
    "works": _SOURCE | _DOCUMENT,
    "attestations": _SOURCE | _DOCUMENT | {"venue", "speaker", "state", "office"},
    "statements": _SOURCE | _DOCUMENT | {"venue", "speaker", "office", "on_behalf_of", "answers"},
    "links": _SOURCE | {"start", "end", "kind", "reason"},
    "events": _SOURCE | {"date", "text"},
}
_DOCUMENTS = ("works", "attestations", "statements")
_CERTAINTIES = ("recorded", "reported")
_CAST = {"yes": Position.YES, "no": Position.NO, "abstain": Position.ABSTAIN, "absent": Position.ABSENT}
_TOTALS = (*_CAST, "members")
_LANGUAGE = re.compile(r"[a-z]{2}\Z")
# Han, kana and Hangul syllables are written without spaces: two of them are counted as one word.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(slots=True)
class _Row:
    """One row of a case: gives its values checked, and gathers what is wrong with them."""

    table: str
    number: int
    values: Mapping[str, Any]
    file: str
    faults: list[Issue] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Where the row is: its table, its number there from 1, and what it is about."""
        about = next((str(self.values[key]) for key in ("id", "symbol", "start", "date") if key in self.values), "")
        return f"[[{self.table}]] {self.number} {about}".rstrip()

    def fault(self, problem: str, expected: str, found: object) -> None:
        """Note a fault; the row will be left out."""
        self.faults.append(Issue(NAME, self.file, self.place, problem, expected, str(found)))

    def text(self, key: str, *, needed: bool = False) -> str:
        """Return a text, "" where the key is left out."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.fault(f"{key} is not text", "text", repr(value))
            return ""
        if needed and not value.strip():
            self.fault(f"{key} is missing", key, "nothing")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.fault(f"{key} is not a list of texts", "a list of texts", repr(value))
            return ()
        return tuple(item.strip() for item in value)

    def date(self, *, needed: bool = False) -> str:
        """Return the date of the row."""
        text = self.text("date", needed=needed)
        if text and not date_of(text):
            self.fault("an impossible date", "a date such as 2018-03-23, 2018-03 or 2018", text)
            return ""
        return text

    def symbol(self, key: str, *, needed: bool = False) -> str:
        """Return a document symbol in canonical form."""
        text = self.text(key, needed=needed)
        try:
            return str(symbols.parse_one(text)) if text else ""
        except UnknownSymbol as error:
            self.fault(f"{key} is no document symbol", "a document symbol", f"{text} ({error})")
            return ""

    def choice(self, key: str, kind: type[Choice], default: Choice) -> Choice:
        """Return one of the words of an enumeration."""
        text = self.text(key)
        try:
            return kind(text) if text else default
        except ValueError:
            self.fault(f"{key} is not known", " or ".join(kind), text)
            return default

    def states(self, texts: Sequence[str], on: str) -> tuple[str, ...]:
        """Return the codes of states, in the order given."""
        codes = []
        for text in texts:
            try:
                codes.append(states.resolve(text, on=on).code)
            except UnknownState as error:
                self.fault("no such state", "the code or name of a state on that date", f"{text} ({error})")
        return tuple(codes)

    def quotes(self) -> tuple[str, ...]:
        """Return the quotations, each of at most ten words."""
        quotes = self.texts("quotes")
        for quote in quotes:
            if (words := count_words(quote)) > QUOTATION_WORDS:
                self.fault("a quotation is too long", f"at most {QUOTATION_WORDS} words", f"{words}: {quote}")
        return quotes

    def language(self, key: str) -> str:
        """Return a language code."""
        text = self.text(key)
        if text and not _LANGUAGE.match(text):
            self.fault(f"{key} is no language code", "two small letters, such as en", text)
        return text

    def check(self) -> None:
        """Hold what every row must have against it: known keys, a source, an address that is one, a certainty."""
        for key in sorted(set(self.values) - _KEYS[self.table]):
            self.fault("a key that this table does not have", ", ".join(sorted(_KEYS[self.table])), key)
        self.text("source", needed=True)
        if (url := self.text("url")) and not url.startswith(("http://", "https://")):
            self.fault("url is no web address", "an address that starts with https:// or http://", url)
        if self.certainty not in _CERTAINTIES:
            self.fault("certainty is not known", " or ".join(_CERTAINTIES), self.certainty)

    @property
    def certainty(self) -> str:
        """Return "recorded" (the source is the record or carries the words) or "reported" (it says so of another)."""
        return self.text("certainty") or "recorded"

    @property
    def evidence(self) -> str:
        """Return the row's source in one sentence."""
        url = self.text("url")
        return f"{self.certainty}: {self.text('source')}" + (f" <{url}>" if url else "")


def count_words(text: str) -> int:
    """Count words: runs between spaces that hold a letter or digit, and two unspaced characters to a word."""
    unspaced = len(_UNSPACED.findall(text))
    spaced = sum(any(letter.isalnum() for letter in run) for run in _UNSPACED.sub(" ", text).split())
    return spaced + (unspaced + 1) // 2


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
        """Yield a bundle for each row, in the order of the tables; raise `UnreadableInput` where the file is no case."""
        tables = _load(entry)
        case = _Case(self.descriptor.stamp(entry), _find_names(tables))
        for table in _KEYS:
            make = case.makers[table]
            for number, values in enumerate(tables.get(table, []), start=1):
                row = _Row(table, number, values, entry.place)
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
    if unknown := sorted(set(case) - set(_KEYS) - {"format", "case", "label"}):
        raise UnreadableInput(entry.place, ", ".join(unknown), f"the tables {', '.join(_KEYS)}", "others")
    for table in _KEYS:
        rows = case.get(table, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise UnreadableInput(entry.place, table, f"rows, each headed [[{table}]]", type(rows).__name__)
    return {table: case[table] for table in _KEYS if table in case}


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
        self.makers: dict[str, Callable[[_Row], Bundle]] = {
            "votes": self.make_vote,
            "without_vote": self.make_decision,
            "links": self.make_link,
            "events": self.make_event,
            **dict.fromkeys(_DOCUMENTS, self.make_document),
        }

    def make_vote(self, row: _Row) -> Bundle:
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

    def make_decision(self, row: _Row) -> Bundle:
        """Make the record of a text adopted without a vote: no ballots and no totals."""
        row.date(needed=True)
        call = self._make_roll_call(row, Question.ADOPTION, Outcome.WITHOUT_VOTE, {})
        return Bundle(roll_call=call, links=self._link_draft(row, call))

    def _make_roll_call(self, row: _Row, question: Question, outcome: Outcome, totals: Mapping[str, int]) -> RollCall:
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

    def _link_draft(self, row: _Row, call: RollCall) -> tuple[Link, ...]:
        if not (draft := row.symbol("draft")) or call.question is not Question.ADOPTION:
            return ()
        condition = row.text("draft_condition")
        reason = f"the record says that {call.symbol} was adopted from {draft}" + (f" {condition}" if condition else "")
        return (Link(draft, call.symbol, LinkKind.DRAFT_OF, reason, evidence=row.evidence),)

    def make_document(self, row: _Row) -> Bundle:
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

    def make_link(self, row: _Row) -> Bundle:
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

    def make_event(self, row: _Row) -> Bundle:
        """Make a dated event; what is only reported says so before its source."""
        source = row.text("source") if row.certainty == "recorded" else f"{row.certainty}: {row.text('source')}"
        event = Event(row.date(needed=True), row.text("text", needed=True), source, row.text("url"))
        return Bundle(events=(event,))

    def _find_end(self, row: _Row, key: str, *, needed: bool = True) -> str:
        """Return the work of an id of this case, or a canonical symbol."""
        return self._names.get(row.text(key)) or row.symbol(key, needed=needed)

    def _claim_key(self, row: _Row, key: str) -> str:
        if key in self._keys:
            row.fault("another row has the same name", "a name of its own", key)
        self._keys.add(key)
        return key


def _read_totals(row: _Row) -> dict[str, int]:
    """Return the official totals; a recorded vote has them all."""
    totals = row.values.get("totals")
    if not isinstance(totals, dict) or set(totals) != set(_TOTALS) or any(type(n) is not int for n in totals.values()):
        row.fault("totals cannot be read", f"whole numbers for {', '.join(_TOTALS)}", repr(totals))
        return dict.fromkeys(_TOTALS, 0)
    return {name: totals[name] for name in _TOTALS}


def _make_actors(row: _Row, date: str) -> tuple[Actor, ...]:
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
