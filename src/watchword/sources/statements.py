"""Statements as their finder describes them: `<name>.statement.toml` beside a text file, or with the text inside.

So come in explanations of vote, submissions, joint letters and counter-statements, which no publisher offers as data.
The text is taken verbatim and cut into paragraphs later; the stamp is that of the file which holds it.
"""

import posixpath
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from watchword import states, symbols
from watchword.errors import UnknownState, UnknownSymbol, UnreadableInput, UnsafeInput
from watchword.model import (
    Actor,
    Block,
    Bundle,
    Display,
    Document,
    Issue,
    Kind,
    Link,
    LinkKind,
    Rendering,
    Role,
    content_id,
    date_of,
)
from watchword.sources.base import Descriptor, Entry, FileRole, Read, load_descriptor

NAME = "statements"
SUFFIX = ".statement.toml"

_KEYS = {
    "text", "body", "title", "date", "language", "kind", "speaker", "office", "on_behalf_of", "signatories", "answers",
    "organ", "session", "source", "url", "licence", "display", "rendering", "original_language",
}  # fmt: skip
_KINDS = (Kind.STATEMENT, Kind.SPEECH, Kind.REPORT)
_LANGUAGE = re.compile(r"[a-z]{2}\Z")

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(slots=True)
class _Sheet:
    """The description of one statement: gives its values checked, and gathers what is doubtful."""

    values: Mapping[str, Any]
    file: str
    issues: list[Issue] = field(default_factory=list)

    def doubt(self, key: str, problem: str, expected: str, found: object, severity: str = "left out") -> None:
        """Record an issue with the value of a key."""
        self.issues.append(Issue(NAME, self.file, key, problem, expected, str(found), severity))

    def text(self, key: str) -> str:
        """Return a text, "" where the key is left out."""
        value = self.values.get(key, "")
        if isinstance(value, str):
            return value.strip()
        self.doubt(key, "not text", "text in quotation marks", repr(value))
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        value = self.values.get(key, [])
        value = [value] if isinstance(value, str) else value
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(item.strip() for item in value if item.strip())
        self.doubt(key, "not a list of texts", 'a list such as ["France", "Japan"]', repr(value))
        return ()

    def date(self) -> str:
        """Return the date; one that cannot be is unknown. TOML's own dates are read as well."""
        value = self.values.get("date", "")
        text = value if isinstance(value, str) else str(value)
        if text.strip() and not date_of(text):
            self.doubt("date", "an impossible date; it is unknown", "2018-03-23, 2018-03 or 2018", text, "kept")
        return date_of(text)

    def language(self, key: str) -> str:
        """Return a language code; one that cannot be is unknown."""
        text = self.text(key)
        if not text or _LANGUAGE.match(text):
            return text
        self.doubt(key, "no language code; it is unknown", "two small letters, such as en", text, "kept")
        return ""

    def choice(self, key: str, known: Sequence[Choice], default: Choice) -> Choice:
        """Return one of the words that a key knows, the default where it is left out or is none of them."""
        text = self.text(key)
        for word in known:
            if word.value == text:
                return word
        if text:
            self.doubt(key, f"not known; taken as {default.value!r}", " or ".join(known), text, "kept")
        return default

    def actors(self, key: str, role: Role, on: str) -> tuple[Actor, ...]:
        """Return the actors of a list, with the codes of those that are states; one issue names those that are not."""
        actors, strangers = [], []
        for name in self.texts(key):
            try:
                actors.append(Actor(name, role, states.resolve(name, on=on).code))
            except UnknownState:
                actors.append(Actor(name, role))
                strangers.append(name)
        if strangers:
            found = "; ".join(strangers)
            self.doubt(key, "no state of this name on that date; kept as a name", "the name or code of a state", found, "kept")
        return tuple(actors)

    def check_keys(self) -> None:
        """Record an issue for each key that is not known, with the nearest one that is."""
        for key in sorted(set(self.values) - _KEYS):
            near = get_close_matches(key, _KEYS, n=1)
            self.doubt(key, "an unknown key", near[0] if near else ", ".join(sorted(_KEYS)), key)


class Statements:
    """Statements described one by one."""

    def __init__(self) -> None:
        self.descriptor: Descriptor = load_descriptor(NAME)

    def role(self, path: str) -> FileRole:
        """A description is a document; a text file beside it, a companion."""
        name = path.rsplit("/", 1)[-1].lower()
        if name.endswith(SUFFIX):
            return FileRole.DOCUMENT
        return FileRole.COMPANION if name.endswith((".txt", ".md")) else FileRole.IGNORED

    def reader(self, companions: Sequence[Entry]) -> Read:
        """Return the reader of descriptions, which finds their texts among the companions."""
        texts = {(entry.container, entry.path): entry for entry in companions}

        def read(entry: Entry) -> Iterator[Bundle]:
            sheet = _Sheet(_load(entry), entry.place)
            sheet.check_keys()
            yield self._make_bundle(sheet, entry, lambda path: texts.get((entry.container, path)))

        return read

    def _make_bundle(self, sheet: _Sheet, entry: Entry, find: Callable[[str], Entry | None]) -> Bundle:
        """Make the bundle of a statement; without a title or a text there is no document, only issues."""
        holder = _find_holder(sheet, entry, find)
        text = "" if holder is None else _decode(holder) if holder is not entry else str(sheet.values["body"])
        if holder is not None and not text.strip():
            sheet.doubt("text" if holder is not entry else "body", "the text is empty", "words", "none")
        title = sheet.text("title")
        if not title:
            sheet.doubt("title", "no title", "a title", "nothing")
        if holder is None or not text.strip() or not title:
            return Bundle(issues=tuple(sheet.issues))
        document = self._make_document(sheet, entry, holder, content_id("", entry.read() + b"\0" + text.encode()))
        blocks = [Block(title, "title", "title"), Block(text, segmented=False)]
        if source := sheet.text("source"):
            blocks.append(Block(source, "source", "note"))
        else:
            sheet.doubt("source", "no source is named", "where the text is from", "nothing", "kept")
        return Bundle(document, tuple(blocks), links=_make_links(sheet, document), issues=tuple(sheet.issues))

    def _make_document(self, sheet: _Sheet, entry: Entry, holder: Entry, version: str) -> Document:
        key = f"{NAME}:{entry.path[: -len(SUFFIX)]}"
        date = sheet.date()
        stamp = self.descriptor.stamp(holder)
        if licence := sheet.text("licence"):
            stamp = replace(stamp, licence=licence)
        return Document(
            id=key + version,
            key=key,
            work=key,
            kind=sheet.choice("kind", _KINDS, Kind.STATEMENT),
            date=date,
            language=sheet.language("language"),
            title=sheet.text("title"),
            stamp=stamp,
            organ=sheet.text("organ"),
            session=sheet.text("session"),
            original_language=sheet.language("original_language"),
            rendering=sheet.choice("rendering", tuple(Rendering), Rendering.UNKNOWN),
            actors=_make_actors(sheet, date),
            display=sheet.choice("display", tuple(Display), self.descriptor.display),
            url=sheet.text("url"),
        )


def _load(entry: Entry) -> dict[str, Any]:
    try:
        return tomllib.loads(_decode(entry))
    except tomllib.TOMLDecodeError as error:
        raise UnreadableInput(entry.place, "", "a TOML file", str(error)) from error


def _decode(entry: Entry) -> str:
    """Return the text of a file, without its byte-order mark; NUL tells UTF-16 that happens to decode."""
    data = entry.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(entry.place, f"byte {error.start}", "UTF-8 text", error.reason) from error
    if "\0" in text:
        raise UnreadableInput(entry.place, f"character {text.index(chr(0))}", "UTF-8 text", "a NUL; saved as UTF-16?")
    return text


def _find_holder(sheet: _Sheet, entry: Entry, find: Callable[[str], Entry | None]) -> Entry | None:
    """Return the file that holds the words: the description itself, or the text file it names beside or below it.

    Returns None, with an issue, where there is none or both are given; raises `UnsafeInput` for a path that climbs out.
    """
    name, body = sheet.text("text"), sheet.text("body")
    if name and body:
        sheet.doubt("text", "the text is given twice", "text or body", "both")
        return None
    if body:
        return entry
    if not name:
        sheet.doubt("text", "no text", 'text = "file.txt" or body = "..."', "neither")
        return None
    path = posixpath.normpath(name.replace("\\", "/"))
    if path.startswith(("/", "..")) or re.match(r"[A-Za-z]:", path):
        raise UnsafeInput(entry.place, "text", "a file beside this one", name)
    holder = find(posixpath.join(posixpath.dirname(entry.path), path))
    if holder is None:
        sheet.doubt("text", "the text file is not there", "a .txt or .md file beside this one, in the folder given", name)
    return holder


def _make_actors(sheet: _Sheet, date: str) -> tuple[Actor, ...]:
    """Return speaker, those spoken for and signatories; a speaker for one state alone carries its code."""
    behalf = sheet.actors("on_behalf_of", Role.ON_BEHALF_OF, date)
    signatories = sheet.actors("signatories", Role.SIGNATORY, date)
    speaker, office = sheet.text("speaker"), sheet.text("office")
    if not speaker:
        if office:
            sheet.doubt("office", "an office without a speaker", "speaker", office)
        return (*behalf, *signatories)
    code = behalf[0].state if len(behalf) == 1 else "" if behalf else _state_of(speaker, date)
    return (Actor(speaker, Role.SPEAKER, code, office), *behalf, *signatories)


def _state_of(speaker: str, date: str) -> str:
    """Return the code where the speaker is given as a state by its very name, else "": a person is no doubt."""
    try:
        return states.resolve(speaker, on=date).code
    except UnknownState:
        return ""


def _make_links(sheet: _Sheet, document: Document) -> tuple[Link, ...]:
    """Return a link to each text that the statement says it answers and whose symbol can be read."""
    links = []
    for text in sheet.texts("answers"):
        try:
            answered = str(symbols.parse_one(text))
        except UnknownSymbol as error:
            sheet.doubt("answers", "no document symbol; no link is made", "one symbol", f"{text} ({error})")
            continue
        reason = f"{document.title} says that it answers {answered}"
        links.append(Link(document.work, answered, LinkKind.RESPONDS_TO, reason, evidence=document.id))
    return tuple(links)
