"""What an Akoma Ntoso file says of itself, before anything of it is believed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from watchword.model import Issue
from watchword.sources.un_akoma_ntoso_prose import plain, tag_of

Element = Any  # lxml publishes no types

LANGUAGES = {"eng": "en", "fra": "fr", "spa": "es", "rus": "ru", "zho": "zh", "ara": "ar", "deu": "de"}
OFFICIAL = frozenset({"en", "fr", "es", "ru", "zh", "ar"})
_ORIGINAL = {
    "english": "en", "anglais": "en", "inglés": "en", "английский": "en", "英文": "en",
    "french": "fr", "français": "fr", "francés": "fr", "французский": "fr", "法文": "fr",
    "spanish": "es", "espagnol": "es", "español": "es", "испанский": "es", "西班牙文": "es",
    "russian": "ru", "russe": "ru", "ruso": "ru", "русский": "ru", "俄文": "ru",
    "chinese": "zh", "chinois": "zh", "chino": "zh", "китайский": "zh", "中文": "zh",
    "arabic": "ar", "arabe": "ar", "árabe": "ar", "арабский": "ar", "阿拉伯文": "ar",
}  # fmt: skip
_NUMBERS = re.compile(r"\d+")
_URI = re.compile(r"/(\d{4}-\d\d-\d\d)/([^/]+)/?\Z")


@dataclass(slots=True)
class Header:
    """The witnesses of one statement. Dates are as printed in the attributes, "0001-01-01" included."""

    form: str = ""  # "resolution", "decision", "presidentialStatement", "draftResolution"
    number: str = ""  # the document number of the cover
    printed_number: str = ""  # the number printed with the title
    uri: str = ""
    uri_date: str = ""
    work_date: str = ""
    work_date_name: str = ""
    issued: str = ""
    printed_date: str = ""
    language: str = ""
    session: str = ""
    original: str = ""
    title: str = ""
    agenda: list[str] = field(default_factory=list)
    item: str = ""
    report: str = ""
    meeting: str = ""
    subjects: list[str] = field(default_factory=list)
    steps: list[dict[str, str]] = field(default_factory=list)
    voting: Element = None
    conclusions: Element = None

    def dates(self) -> Iterator[tuple[str, str]]:
        """Give each witness of the date of the decision: where it stands, and what it says."""
        yield "printed date of adoption", self.printed_date
        yield "FRBRdate", self.work_date
        yield "FRBRuri", self.uri_date


@dataclass(frozen=True, slots=True)
class Place:
    """Where an issue is: the source and the file."""

    source: str
    file: str

    def issue(self, place: str, problem: str, expected: str, found: str, severity: str = "kept") -> Issue:
        """Return an issue of this file."""
        return Issue(self.source, self.file, place, problem, expected, found, severity)


def numbers_in(text: str) -> tuple[int, ...]:
    """Return all whole numbers of a text, in order."""
    return tuple(int(each) for each in _NUMBERS.findall(text))


def read_header(container: Element) -> Header:
    """Read meta, cover, preface and conclusions of a statement or document collection."""
    header = Header(form=container.get("name") or "")
    for part in container:
        match tag_of(part):
            case "meta":
                _read_meta(part, header)
            case "coverPage":
                _read_cover(part, header)
            case "preface":
                _read_preface(part, header)
            case "conclusions":
                header.conclusions = part
                _read_conclusions(part, header)
            case "mainBody" if not header.title:
                # Presidential statements without a preface print their title as the first line of the body.
                title = next(part.iterfind("{*}p/{*}docTitle"), None)
                header.title = plain(title) if title is not None else ""
    return header


def _read_meta(meta: Element, header: Header) -> None:
    for part in meta:
        match tag_of(part):
            case "identification":
                _read_identification(part, header)
            case "classification":
                for keyword in part:
                    if tag_of(keyword) == "keyword":
                        _read_keyword(keyword, header)
            case "workflow":
                header.steps = [dict(step.attrib) for step in part if tag_of(step) == "step"]
            case "analysis":
                header.voting = next(part.iter("{*}voting"), None)


def _read_identification(identification: Element, header: Header) -> None:
    for level in identification:
        for value in level:
            match tag_of(level), tag_of(value):
                case "FRBRWork", "FRBRuri":
                    found = _URI.search(value.get("value") or "")
                    header.uri_date, header.uri = (found[1], found[2]) if found else ("", value.get("value") or "")
                case "FRBRWork", "FRBRdate":
                    header.work_date, header.work_date_name = value.get("date") or "", value.get("name") or ""
                case "FRBRExpression", "FRBRlanguage":
                    header.language = value.get("language") or ""


def _read_keyword(keyword: Element, header: Header) -> None:
    shown = " ".join((keyword.get("showAs") or keyword.get("value") or "").split())
    if keyword.get("refersTo") == "agenda":
        number = re.sub(r"\[.*?\]|\AX\Z", "", keyword.get("value") or "").strip()
        entry = f"{number} {shown.rstrip('.')}".strip()
        if entry and entry not in header.agenda:
            header.agenda.append(entry)
    elif keyword.get("dictionary") == "UNBIS Thesaurus" and shown and shown not in header.subjects:
        header.subjects.append(shown)


def _read_cover(cover: Element, header: Header) -> None:
    for element in cover.iter():
        match tag_of(element), element.get("refersTo"):
            case "docNumber", "#symbol":
                header.number = plain(element)
            case "docDate", "#dateOfIssuance":
                header.issued = element.get("date") or ""
            case "docDate", "#adoptionDate":
                header.printed_date = element.get("date") or ""
            case "docTitle", "#resolutionNumber":
                header.printed_number = header.title = plain(element)
            case "session", _:
                header.session = element.get("value") or ""
            case "inline", _:
                _read_inline(element, header)


def _read_inline(inline: Element, header: Header) -> None:
    match inline.get("name"):
        case "originalLanguage":
            # "Original: English"; what it says is read even where the mark-up's reference is empty or misspelt.
            header.original = plain(inline).rpartition(":")[2].strip() or (inline.get("refersTo") or "").strip("#")
        case "agenda item" | "agenda item name":
            header.item = f"{header.item} {plain(inline)}".strip()
        case "originating document":
            header.report = plain(inline)
        case "adoptionMeeting":
            header.meeting = plain(inline)


def _read_preface(preface: Element, header: Header) -> None:
    for element in preface.iter():
        if tag_of(element) == "docNumber":
            header.printed_number = plain(element)
        elif tag_of(element) == "docTitle" and plain(element):
            has_own = element.get("refersTo") in {"#resolutionTitle", "#title1", "sponsors"}
            header.title = plain(element) if has_own or not header.title else header.title


def _read_conclusions(conclusions: Element, header: Header) -> None:
    for element in conclusions.iter():
        if tag_of(element) == "docDate" and element.get("refersTo") == "#adoptionDate":
            header.printed_date = element.get("date") or ""
        elif tag_of(element) == "location" or element.get("name") == "adoptionMeeting":
            header.meeting = plain(element)


def read_original(header: Header, place: Place) -> tuple[str, list[Issue]]:
    """Return the language the text was made in, "" where the cover does not say or cannot be understood."""
    code = _ORIGINAL.get(header.original.casefold(), "")
    if header.original and not code:
        return "", [place.issue("originalLanguage", "language unknown", "the name of an official language", header.original)]
    return code, []
