"""The United Nations General Debate Corpus: one text file for each speech, and a workbook of who spoke."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import cast

from watchword.errors import UnknownState, UnreadableInput
from watchword.model import Actor, Block, Bundle, Document, Issue, Kind, Rendering, Role, content_id
from watchword.sources.base import Descriptor, Entry, FileRole, Read, load_descriptor
from watchword.sources.speakers_by_session import Speakers, read_speakers
from watchword.states import State, resolve

_FOLDER = re.compile(r"Session (?P<session>\d{1,3}) - (?P<year>\d{4})")
_FILE = re.compile(r"(?P<code>[A-Z]{2,4})_(?P<session>\d{2,3})_(?P<year>\d{4})\.txt")
_NOTE = re.compile(
    r"[(\[](?P<words>(?i:spoke in|translated from|interpretation from|continued in|continues in|original:))\s+"
    r"(?P<language>[A-Z][a-z]+(?: [A-Z][a-z]+)?)\*?(?P<rest>[;,][^)\]]{0,80})?[)\]]"
)
# How near the start, in characters, a note stands for the whole speech. "(spoke in Arabic)" must come before any
# sentence, since a greeting often has a language of its own; the others may follow a heading and the speaker's name.
_HEAD = {"spoke in": 40, "translated from": 250, "interpretation from": 250, "original:": 250}
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class _Name:
    """What a file's name says of its speech."""

    code: str
    session: int
    year: str

    @property
    def key(self) -> str:
        return f"{self.code}_{self.session:02}_{self.year}"


@dataclass(slots=True)
class UnGeneralDebate:
    """Reads the corpus as it is published: `TXT/Session NN - YYYY/ISO_NN_YYYY.txt`, `Speakers_by_session.xlsx`."""

    descriptor: Descriptor = field(default_factory=lambda: load_descriptor("un_general_debate"))

    def role(self, path: str) -> FileRole:
        """Texts are documents, the workbook of speakers is a companion, the rest is ignored."""
        name = path.rsplit("/", 1)[-1].lower()
        if name.startswith("speakers") and name.endswith(".xlsx"):
            return FileRole.COMPANION
        if name.endswith(".txt") and not name.startswith("readme"):
            return FileRole.DOCUMENT
        return FileRole.IGNORED

    def reader(self, companions: Sequence[Entry]) -> Read:
        """Read the workbook, and return the function that reads one speech.

        Issues of the workbook itself come before the first speech. Without a workbook the speakers stay unknown.
        """
        speakers = read_speakers(companions, self.descriptor.name)
        days = cast(dict[str, str], self.descriptor.options["debate_days"])
        pending = list(speakers.issues)

        @cache
        def state_of(code: str, session: int, year: str) -> State:
            return resolve(code, on=days.get(str(session), year))

        def read(entry: Entry) -> Iterator[Bundle]:
            if pending:
                yield Bundle(issues=tuple(pending))
                pending.clear()
            name = self._read_name(entry)
            try:
                state = state_of(name.code, name.session, name.year)
            except UnknownState as error:
                raise UnreadableInput(entry.place, "file name", f"a state's code in {name.year}", str(error)) from error
            yield self._read_speech(entry, name, state, speakers)

        return read

    def _read_name(self, entry: Entry) -> _Name:
        found = _FILE.fullmatch(entry.name)
        if not found:
            raise UnreadableInput(entry.place, "file name", "ISO_NN_YYYY.txt (code, session, year)", entry.name)
        name = _Name(found["code"], int(found["session"]), found["year"])
        folder = _FOLDER.fullmatch(entry.path.rsplit("/", 2)[-2]) if "/" in entry.path else None
        session, year = (int(folder["session"]), folder["year"]) if folder else (name.session, str(1945 + name.session))
        if (session, year) != (name.session, name.year):
            expected = f"session {session} of {year}, as the {'folder' if folder else 'number of the session'} says"
            raise UnreadableInput(entry.place, "file name", expected, f"session {name.session} of {name.year}")
        return name

    def _read_speech(self, entry: Entry, name: _Name, state: State, speakers: Speakers) -> Bundle:
        data = entry.read()
        text, issues = _decode(data, entry, self.descriptor.name)
        speaker, doubts = speakers.find(state, name.code, name.session, entry.place)
        language, rendering, switches = find_original(text, self._languages())
        key = f"{self.descriptor.name}:{name.key}"
        document = Document(
            id=content_id(key, data),
            key=key,
            work=key,
            kind=Kind.SPEECH,
            date=name.year,
            language="en",
            title=f"General Debate, session {name.session} ({name.year}): {state.name}",
            stamp=self.descriptor.stamp(entry),
            organ="GA",
            session=str(name.session),
            original_language=language,
            rendering=rendering,
            actors=(Actor(speaker.name, Role.SPEAKER, state.code, speaker.office),),
            agenda="General debate",
            display=self.descriptor.display,
            url=self.descriptor.url,
        )
        if switches:
            issues.append(self._note(entry, "speech in several languages", "one language", switches))
        return Bundle(document, (Block(text, segmented=False),), issues=(*issues, *doubts))

    def _languages(self) -> dict[str, str]:
        return cast(dict[str, str], self.descriptor.options["languages"])

    def _note(self, entry: Entry, problem: str, expected: str, found: str) -> Issue:
        return Issue(self.descriptor.name, entry.place, "", problem, expected, found, "note")


def _decode(data: bytes, entry: Entry, source: str) -> tuple[str, list[Issue]]:
    """Return the text without its byte-order mark and what is to be noted of it; nothing else is changed."""
    notes = []
    marked = data.startswith(_MARK)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec counts from behind the byte-order mark it has taken off.
        start = error.start + (len(_MARK) if marked and len(error.object) < len(data) else 0)
        found = f"byte 0x{data[start]:02x}"
        raise UnreadableInput(entry.place, f"byte {start:,}", "text in UTF-8", found) from error
    if not text.strip():
        raise UnreadableInput(entry.place, "", "the text of a speech", "an empty file")
    if marked:
        notes.append(Issue(source, entry.place, "byte 0", "byte-order mark", "text", "a mark, left off", "note"))
    # The bytes that begin a Cyrillic letter in UTF-8: looking for them first spares most files the search.
    if any(lead in data for lead in (b"\xd0", b"\xd1", b"\xd2", b"\xd3")) and (count := len(_CYRILLIC.findall(text))):
        found = f"{count} Cyrillic letters"
        notes.append(Issue(source, entry.place, "", "look-alike letters", "Latin letters", found, "note"))
    return text, notes


def find_original(text: str, languages: dict[str, str]) -> tuple[str, Rendering, str]:
    """Return the language a text says it was spoken in, how it was rendered, and its notes if they name several.

    Only a note at the head of the text speaks for the whole of it; one further down marks a change of language from
    there on (or a greeting), and leaves the original language unknown. "(spoke in French)" does not say whether the
    English is a translation or an interpretation, so neither is claimed.
    """
    notes = [(found, languages.get(found["language"].title(), "")) for found in _NOTE.finditer(text)]
    if not notes:
        return "", Rendering.UNKNOWN, ""
    first, language = notes[0]
    words = first["words"].lower()
    if len({code for _, code in notes}) > 1 or first.start() > _HEAD.get(words, -1) or not language:
        return (
            "",
            Rendering.UNKNOWN,
            ", ".join(f"{found[0]!r} at character {found.start():,}" for found, _ in notes[:10]),
        )
    words += (first["rest"] or "").lower()
    if language == "en":
        return language, Rendering.ORIGINAL, ""
    if "interpretation" in words:
        return language, Rendering.INTERPRETATION, ""
    if "transl" in words or "text" in words or "original:" in words:
        return language, Rendering.TRANSLATION, ""
    return language, Rendering.UNKNOWN, ""


@cache
def _usual_languages() -> dict[str, str]:
    table = cast(dict[str, list[str]], load_descriptor("un_general_debate").options["usual_language"])
    return {state: language for language, states in table.items() for state in states}


def usual_language(state: str) -> str:
    """Return the language other than English that delegations of a state usually speak, "" where that is not clear.

    `state` is a code of `states`. The answer rests on the state's official languages (see the descriptor): it may
    colour a sentence ("usually speaks Chinese; the English is then a translation") and is never put in a record.
    """
    return _usual_languages().get(state, "")
