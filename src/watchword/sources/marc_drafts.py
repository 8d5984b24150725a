"""Makes documents of the catalogue records of drafts: title, sponsors, what is amended. Fields: see `marcxml.toml`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from watchword import states, symbols
from watchword.errors import UnknownState, UnknownSymbol
from watchword.model import (
    Actor,
    Block,
    Bundle,
    Document,
    Issue,
    Kind,
    Link,
    LinkKind,
    Rendering,
    Role,
    Stamp,
    content_id,
    date_of,
)
from watchword.sources.ballots import Recorder
from watchword.sources.base import Descriptor
from watchword.sources.marc_records import MarcRecord

_FORMS = (
    ("amendment", Kind.AMENDMENT),
    ("draft", Kind.DRAFT),
    ("resolution", Kind.RESOLUTION),
    ("decision", Kind.DECISION),
    ("statement", Kind.STATEMENT),
    ("report", Kind.REPORT),
)
_FORM_WORDS = re.compile(r"\b(?:resolution|decision|amendments?|statement|report|note|letter|addendum|corrigendum)s?\b", re.I)
_BEHALF = re.compile(r"\s*[\[(]\s*on behalf of (?P<group>[^\])]*)[\])]", re.IGNORECASE)
_BY = re.compile(r"(?:submitted |prepared |presented |note )*by (?P<author>.*)", re.IGNORECASE)
_ADDITIONAL = re.compile(r"additional (?:co-?)?sponsors?\s*:\s*(?P<names>.*)", re.IGNORECASE)
_NOTES = re.compile(r"\s+-{1,2}\s+")
_CITED = re.compile(r"\s*\((?P<symbol>[AES]/[^()\s]*)\)\s*\.?\s*$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PRINTED_DATE = re.compile(r"(?:(?P<day>\d{1,2}) )?(?:(?P<month>[A-Z][a-z]+)\.? )?(?P<year>\d{4})\b")
_LANGUAGES = {"eng": "en", "fre": "fr", "fra": "fr", "spa": "es", "rus": "ru", "ara": "ar", "chi": "zh", "zho": "zh"}


@dataclass(frozen=True, slots=True)
class Catalogued:
    """What drafts and voting records have in common: the key, the symbol as read (None where it cannot), the date."""

    key: str
    printed: str
    symbol: symbols.Symbol | None
    date: str

    @property
    def spelling(self) -> str:
        """The symbol in canonical form, else as printed."""
        return str(self.symbol) if self.symbol else self.printed

    @property
    def work(self) -> str:
        """The name of the work: the symbol's where it names one text, else the record's own key."""
        return symbols.work_of(self.symbol) if self.symbol and not self.symbol.is_unnumbered else self.key


def read_date(record: MarcRecord) -> str:
    """Return the date of 269$a (2023-11-08, 20231108, 2023-11), else that printed in 260$c or 264$c ("8 Nov. 2023")."""
    text = record.value("269", "a").strip(" .[]")
    if re.fullmatch(r"\d{8}|\d{6}", text):
        text = "-".join(part for part in (text[:4], text[4:6], text[6:]) if part)
    printed = record.value("260", "c") or record.value("264", "c")
    return date_of(text) or read_printed_date(printed)


def read_printed_date(text: str) -> str:
    """Return a date printed in English ("8 Nov. 2023", "Sept. 2023", "2023"), or "" where it is none."""
    found = _PRINTED_DATE.search(text)
    if not found:
        return ""
    month = (found["month"] or "").lower()
    if not month:
        return date_of(found["year"])
    if month[:3] not in _MONTHS:
        return ""
    parts = [found["year"], f"{_MONTHS.index(month[:3]) + 1:02}"]
    return date_of("-".join([*parts, f"{int(found['day']):02}"] if found["day"] else parts))


def read_title(record: MarcRecord) -> tuple[str, str]:
    """Return the title of 245$a$b without the words on the form, and those words ("revised draft resolution")."""
    parts = [part.strip(" /:") for part in (record.value("245", "a"), *record.value("245", "b").split(" : "))]
    parts = [part for part in parts if part]
    form: list[str] = []
    while len(parts) > 1 and _FORM_WORDS.search(parts[-1]) and parts[-1][:1].islower():
        form.insert(0, parts.pop())
    return " : ".join(parts), " : ".join(form)


def make_document(record: MarcRecord, common: Catalogued, descriptor: Descriptor, stamp: Stamp, file: str) -> Bundle:
    """Make the bundle of a record that is no voting record: a document of which only the title is held."""
    recorder = Recorder(descriptor.name, file, f"line {record.line}, {common.printed or common.key}")
    title, form = read_title(record)
    actors, issues = read_actors(record, common.date, recorder)
    language = _LANGUAGES.get(record.value("040", "b"), "")
    symbol = common.symbol
    document = Document(
        id=content_id(common.key, repr((record.control, record.fields))),
        key=common.key,
        work=common.work,
        kind=next((kind for word, kind in _FORMS if word in form.lower()), Kind.OTHER),
        date=common.date,
        language=language,
        title=title,
        stamp=stamp,
        symbol=common.spelling,
        organ=symbol.organ if symbol else "",
        session=record.value("191", "c") or (symbol.session if symbol else ""),
        rendering=Rendering.UNKNOWN,
        actors=actors,
        agenda="; ".join(_agenda(record)),
        subjects=tuple(dict.fromkeys([*record.values("650", "a"), *record.values("651", "a")])),
        display=descriptor.display,
        url=_read_url(record),
    )
    links = _link_amended(form, common, recorder)
    return Bundle(document=document, blocks=(Block(title, "title", "title"),), links=links, issues=tuple(issues))


def _agenda(record: MarcRecord) -> list[str]:
    items = (" ".join(filter(None, (field.value(code) for code in "abc"))) for field in record.all("991"))
    return list(dict.fromkeys(item for item in items if item))


def _read_url(record: MarcRecord) -> str:
    links = [(field.value("y").lower(), field.value("u")) for field in record.all("856") if field.value("u")]
    return next((url for label, url in links if label == "english"), links[0][1] if links else "")


def _link_amended(form: str, common: Catalogued, recorder: Recorder) -> tuple[Link, ...]:
    if not form.startswith("amendment") or not common.symbol:
        return ()
    found = symbols.parse(form)
    if len(found) != 1:
        return ()
    return (Link(common.spelling, str(found[0]), LinkKind.AMENDS, f"{recorder.record}: {form}", evidence=common.key),)


def read_actors(record: MarcRecord, date: str, recorder: Recorder) -> tuple[tuple[Actor, ...], list[Issue]]:
    """Return who wrote and sponsored, in the record's order, and what could not be read of it."""
    statement = record.value("245", "c").strip(" /")
    marked = [field.value("a") for field in record.all("710") if field.value("9") == "ms"]
    actors, issues = _read_statement(statement, marked, date, recorder)
    for note in (part for text in record.values("515", "a") for part in _NOTES.split(text)):
        found = _ADDITIONAL.match(note)
        if found:
            more, problems = _read_names(_CITED.sub("", found["names"]), Role.ADDITIONAL_SPONSOR, date, recorder)
            actors += more
            issues += problems
        else:
            # "Sudan was removed from the list of sponsors": the list above is then in doubt.
            severity = "kept" if "sponsor" in note.lower() else "note"
            issues.append(recorder.issue("a note in other words", "additional sponsors", note, severity, "515"))
    issues += [recorder.issue("a note on this issue", "none", note, "note", "596") for note in record.values("596", "a")]
    return tuple(actors), issues + _compare_authorities(record, actors, date, recorder)


def _read_statement(statement: str, marked: Iterable[str], date: str, recorder: Recorder) -> tuple[list[Actor], list[Issue]]:
    written = _BY.match(statement)
    if written:
        return [Actor(written["author"], Role.AUTHOR)], []
    if statement:
        return _read_names(statement, Role.SPONSOR, date, recorder)
    return _read_names(", ".join(marked), Role.SPONSOR, date, recorder)


def _read_names(text: str, role: Role, date: str, recorder: Recorder) -> tuple[list[Actor], list[Issue]]:
    """Read a printed list of sponsors; a name that is no known state is kept without a state, and is an issue."""
    groups = [Actor(found["group"].strip(), Role.ON_BEHALF_OF) for found in _BEHALF.finditer(text)]
    known, unknown = states.resolve_list(_BEHALF.sub("", text).strip(" ."), on=date)
    actors = [Actor(state.name, role, state.code) for state in known]
    actors += [Actor(name, role) for name in unknown]
    issues = [recorder.issue(f"no known state: {role.value}", "a state", name) for name in unknown]
    return actors + groups, issues


def _compare_authorities(record: MarcRecord, actors: list[Actor], date: str, recorder: Recorder) -> list[Issue]:
    """Return an issue where 710 names states that neither the statement nor the notes name."""
    named = {actor.state for actor in actors} | {""}
    groups = " ".join(actor.name for actor in actors if actor.role is Role.ON_BEHALF_OF)
    extra = [name for name in record.values("710", "a") if name not in groups and _code(name, date) not in named]
    if not extra:
        return []
    problem = "authority entries name states that the statement of responsibility and the notes do not"
    return [recorder.issue(problem, "sponsors named in 245$c or 515", ", ".join(extra), part="710")]


def _code(name: str, date: str) -> str:
    try:
        return states.resolve(name, on=date).code
    except UnknownState:
        return ""


def read_symbol(printed: str) -> symbols.Symbol | None:
    """Return the symbol, or None where it cannot be read."""
    try:
        return symbols.parse_one(printed)
    except UnknownSymbol:
        return None
