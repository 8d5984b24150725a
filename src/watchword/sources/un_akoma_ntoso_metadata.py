"""Settles what a file is: symbol, kind and language, from witnesses that do not always agree.

The publisher's files were made from templates. Where the conversion left another text's metadata behind, the document
number of the cover and the FRBR identification are wrong together, so they count as one witness; the number printed
with the title and the file's name are two more. Title and name together outvote the cover. A name that says another
number than cover and title settles nothing, since a template's number has been found in both: the text is left out.
"""

import re
from dataclasses import dataclass

from watchword import symbols
from watchword.errors import UnknownSymbol, UnreadableInput
from watchword.model import Issue, Kind
from watchword.sources.un_akoma_ntoso_header import LANGUAGES, Header, Place, numbers_in
from watchword.sources.un_akoma_ntoso_language import language_of

_FOLDERS = {
    "English": "en", "French": "fr", "Spanish": "es", "Russian": "ru", "Chinese": "zh", "Arabic": "ar", "German": "de",
}  # fmt: skip
_LETTERS = {"E": "en", "F": "fr", "S": "es", "R": "ru", "C": "zh", "A": "ar", "G": "de"}
_LETTER = re.compile(r"(?:\d|\d[ _)-]+)([EFSRCAG])(?:[ _-]?reissue\w*)?\.xml\Z", re.IGNORECASE)
_NAMED_SYMBOL = re.compile(
    r"(?:(?P<prst>PRST)[_ -](?P<prst_year>\d{4})[_ -](?P<prst_number>\d+))|"
    r"(?:(?:RES|SC)[_ -](?P<sc>\d{3,5})(?!\d*[_ -]\d{1,3}[_. EFSRCAG-])[_ -])|"
    r"(?:\AS[_-](?P<year>\d{4})[_-](?P<number>\d{1,4})\b)|"
    r"(?:(?:RES|DEC)[_ -](?P<session>(?:ES-|S-)?\d{2})[_ -](?P<number_there>\d{1,3}))|"
    r"(?:\A(?P<bare>\d{2})_(?P<number_here>\d{1,3}) ?[A-Z]?(?:-[A-Z])?(?:_[A-Z])?(?:_[EFSRCAG])?\.xml)",
)
_FORMS = {
    "resolution": Kind.RESOLUTION,
    "decision": Kind.DECISION,
    "presidentialStatement": Kind.STATEMENT,
    "draftResolution": Kind.DRAFT,
    "draftDecision": Kind.DRAFT,
}


@dataclass(frozen=True, slots=True)
class Identity:
    """What a file was found to be; `trusted` says whether its metadata are its own or a template's."""

    symbol: str
    work: str
    organ: str
    session: str
    kind: Kind
    trusted: bool


def organ_of(symbol: str) -> str:
    """Return the organ whose symbol this is."""
    return "HRC" if symbol.startswith("A/HRC/") else {"A": "GA", "S": "SC"}.get(symbol.partition("/")[0], "")


def name_numbers(name: str) -> tuple[int, ...]:
    """Return the numbers of the symbol in a file's name: (57, 10), (2755,), (2014, 6); () where it holds none."""
    found = _NAMED_SYMBOL.search(name)
    if not found:
        return ()
    if found["prst"]:
        return int(found["prst_year"]), int(found["prst_number"])
    if found["sc"]:
        return (int(found["sc"]),)
    if found["year"]:
        return int(found["year"]), int(found["number"])
    if found["bare"]:
        return int(found["bare"]), int(found["number_here"])
    return numbers_in(found["session"])[0], int(found["number_there"])


def _says(witness: tuple[int, ...], numbers: tuple[int, ...]) -> bool:
    """Say whether a witness, which may give less than the whole number, agrees."""
    short = min(len(witness), len(numbers), 2)
    return witness[:short] == numbers[:short]


def settle_symbol(header: Header, name: str, place: Place) -> tuple[str, bool, list[Issue]]:
    """Return the printed form of the symbol, whether the metadata are this text's own, and the issues.

    A symbol that cannot be settled comes back as "". Raises `UnreadableInput` where nothing names the text.
    """
    cover, printed, named = numbers_in(header.number), numbers_in(header.printed_number)[:2], name_numbers(name)
    found = f"cover {header.number or 'blank'}, printed {header.printed_number or 'blank'}, file {name}"
    if header.form == "presidentialStatement" and "PRST" not in header.number:
        cover = ()
    if header.form == "resolution" and "PRST" in header.number:
        cover = ()
    if not cover:
        rebuilt = _rebuild(header, printed, named, name)
        if not rebuilt:
            raise UnreadableInput(place.file, "docNumber", "a document symbol", header.number or "nothing")
        own = _says(numbers_in(header.uri), numbers_in(rebuilt.partition("/")[2])) and not header.number
        issue = place.issue("docNumber", "symbol taken from the file's name and title", "a symbol of this text", found)
        return rebuilt, own, [issue]
    against = [witness for witness in (printed, named) if witness and not _says(witness, cover)]
    with_it = [witness for witness in (printed, named) if witness and _says(witness, cover)]
    if not against:
        uri = numbers_in(header.uri)
        if uri and not _says(uri, cover):
            return header.number, True, [place.issue("FRBRuri", "names another text", header.number, header.uri)]
        return header.number, True, []
    if with_it and not (named and not _says(named, cover)):
        number = _correct_year(header, cover, printed)
        return number, True, [place.issue("docNumber", "witnesses disagree on the symbol", header.number, found)]
    rebuilt = _rebuild(header, printed, named, name)
    if len(against) == 2 and _says(against[0], against[1]) and rebuilt:
        return (
            rebuilt,
            False,
            [place.issue("docNumber", "cover and identification are of another text", rebuilt, found)],
        )
    left_out = "left out"
    return "", False, [place.issue("docNumber", "symbol cannot be settled", "witnesses that agree", found, left_out)]


def _correct_year(header: Header, cover: tuple[int, ...], printed: tuple[int, ...]) -> str:
    """Return a Security Council number with the year of issue where cover and title differ in the year alone."""
    issued = numbers_in(header.issued)[:1]
    if header.number.startswith("S/RES") and len(printed) == 2 and printed[:1] == cover[:1] and printed[1:] == issued:
        return f"S/RES/{printed[0]} ({printed[1]})"
    return header.number


def _rebuild(header: Header, printed: tuple[int, ...], named: tuple[int, ...], name: str) -> str:
    """Return the symbol that the printed number and the file's name give without the cover's number, "" for none."""
    numbers = printed if len(printed) == 2 else named
    if not numbers:
        return ""
    series = "A/HRC/RES" if "HRC" in name else "A/RES"
    if "PRST" in name and len(numbers) == 2:
        return f"S/PRST/{numbers[0]}/{numbers[1]}"
    if name.startswith("S") and header.form == "resolution":
        year = numbers[1] if len(numbers) == 2 else next(iter(numbers_in(header.printed_date or header.issued)), 0)
        return f"S/RES/{numbers[0]} ({year})" if year > 1 else f"S/RES/{numbers[0]}"
    if name.startswith("A") and len(numbers) == 2 and "ES-" not in name and "S-" not in name:
        return f"{series}/{numbers[0]}/{numbers[1]}"
    return ""


def identify(header: Header, printed: str, trusted: bool, place: Place) -> tuple[Identity, list[Issue]]:
    """Parse the symbol and say what the text is; raise `UnreadableInput` where it is no symbol."""
    issues: list[Issue] = []
    try:
        symbol = symbols.parse_one(printed)
    except UnknownSymbol as error:
        raise UnreadableInput(place.file, "docNumber", "a document symbol", printed) from error
    canonical = str(symbol)
    kind = Kind.RESOLUTION if "/RES/" in canonical else Kind.DECISION if "/DEC/" in canonical else Kind.DRAFT
    kind = Kind.STATEMENT if "/PRST/" in canonical else kind
    said = _FORMS.get(header.form)
    failed = any((step.get("outcome") or "").casefold() in {"veto", "notadopted"} for step in header.steps)
    if said is Kind.DRAFT or (trusted and failed):
        kind = Kind.DRAFT  # a draft not adopted is never a resolution, whatever else its file says
    if said and said is not kind:
        issues.append(place.issue("statement", "name and symbol disagree on what this is", kind.value, header.form))
    session, more = _session(canonical, header, place)
    return Identity(canonical, symbols.work_of(symbol), organ_of(canonical), session, kind, trusted), issues + more


def _session(symbol: str, header: Header, place: Place) -> tuple[str, list[Issue]]:
    """Return the session of the symbol ("57", "ES-11"), or the year of the Security Council's."""
    if symbol.startswith("S/"):
        years = [number for number in numbers_in(symbol) if 1945 < number < 2200]
        year = str(years[-1] if "RES" in symbol else years[0]) if years else header.issued[:4]
        return year, []
    parts = symbol.split("/")
    session = parts[parts.index("RES") + 1] if "RES" in parts else parts[2] if len(parts) > 3 else ""
    if header.session and numbers_in(header.session) != numbers_in(session)[:1]:
        return session, [place.issue("session", "session disagrees with the symbol", session, header.session)]
    return session, []


def settle_language(header: Header, path: str, text: str, place: Place) -> tuple[str, list[Issue]]:
    """Return the language; raise `UnreadableInput` for one that is none of the seven.

    The text decides against the identification only where it can be told; folder and file name are witnesses besides.
    """
    stated = LANGUAGES.get(header.language)
    if stated is None:
        expected = "one of " + ", ".join(LANGUAGES)
        raise UnreadableInput(place.file, "FRBRlanguage", expected, header.language or "nothing")
    letter = _LETTER.search(path)
    witnesses = {
        "folder": next((_FOLDERS[part] for part in reversed(path.split("/")[:-1]) if part in _FOLDERS), ""),
        "file name": _LETTERS[letter[1].upper()] if letter else "",
    }
    written = language_of(text)
    language = written or stated
    doubts = [f"{name} {code}" for name, code in witnesses.items() if code and code != language]
    if language != stated:
        doubts.insert(0, f"FRBRlanguage {stated}")
    if not doubts:
        return language, []
    return language, [place.issue("FRBRlanguage", "witnesses disagree on the language", language, ", ".join(doubts))]
