"""Settles what a file is: symbol, language, date and sponsors, from witnesses that do not always agree.

The publisher's files were made from templates. Where the conversion left another text's metadata behind, the document
number of the cover and the FRBR identification are wrong together, so they count as one witness; the number printed with the
title and the file's name are two more. Two against one decide; one against one decides nothing and the text is left out.
"""

import re
from dataclasses import dataclass

from watchword import states, symbols
from watchword.errors import UnknownSymbol, UnreadableInput
from watchword.model import Actor, Issue, Kind, Role, date_of
from watchword.sources.un_akoma_ntoso_header import LANGUAGES, Header, Place, numbers_in
from watchword.sources.un_akoma_ntoso_language import language_of

_FOLDERS = {
    "English": "en", "French": "fr", "Spanish": "es", "Russian": "ru", "Chinese": "zh", "Arabic": "ar", "German": "de",
}  # fmt: skip
_LETTERS = {"E": "en", "F": "fr", "S": "es", "R": "ru", "C": "zh", "A": "ar", "G": "de"}
_LETTER = re.compile(r"(?:\d|\d[ _)-]+)([EFSRCAG])(?:[ _-]?reissue\w*)?\.xml\Z", re.IGNORECASE)
_PART = re.compile(r"\b([A-Z])(?:-[A-Z])?\b")
_NAMED_SYMBOL = re.compile(
    r"(?:(?P<prst>PRST)[_ -](?P<prst_year>\d{4})[_ -](?P<prst_number>\d+))|"
    r"(?:(?:RES|SC)[_ -](?P<sc>\d{3,5})(?!\d*[_ -]\d{1,3}[_. EFSRCAG-])[_ -])|"
    r"(?:\AS[_-](?P<year>\d{4})[_-](?P<number>\d{1,4})\b)|"
    r"(?:(?P<session>(?:ES-|S-)?\d{2})[_ /](?P<resolution>\d{1,3}))",
)
_ON_BEHALF = re.compile(r"\A(?P<who>[^()]+?)\s*\((?P<whom>on behalf of .+)\)\.?\Z", re.IGNORECASE | re.DOTALL)
_BODY = re.compile(
    r"\b(submitted|introduced|Committee|Chair|Vice-Chair|Rapporteur|President|Bureau|pursuant)\b", re.IGNORECASE
)
_REMOVED = re.compile(
    r"[.,;]?\s*[-–]?\s*(?P<who>[^-–.]+?)\s+(?:was|were) removed from the list of sponsors.*", re.DOTALL
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
        return numbers_in(name)[:2] if name[:1].isdigit() else ()
    if found["prst"]:
        return int(found["prst_year"]), int(found["prst_number"])
    if found["sc"]:
        return (int(found["sc"]),)
    if found["year"]:
        return int(found["year"]), int(found["number"])
    return numbers_in(found["session"])[0], int(found["resolution"])


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
    if with_it:
        return header.number, True, [place.issue("docNumber", "witnesses disagree on the symbol", header.number, found)]
    rebuilt = _rebuild(header, printed, named, name)
    if len(against) == 2 and _says(against[0], against[1]) and rebuilt:
        return (
            rebuilt,
            False,
            [place.issue("docNumber", "cover and identification are of another text", rebuilt, found)],
        )
    left_out = "left out"
    return "", False, [place.issue("docNumber", "symbol cannot be settled", "witnesses that agree", found, left_out)]


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


def settle_date(header: Header, identity: Identity, place: Place) -> tuple[str, list[Issue]]:
    """Return the day of adoption (for a draft: of the vote), "" where nothing says it.

    The date printed in the text goes first, then the identification's, then the step's. A date that is only the day of issue
    speaks for the day of adoption in the Security Council alone, where both are the same as a rule.
    """
    step = next((step.get("date") or "" for step in reversed(header.steps) if _is_decision(step)), "")
    witnesses = [("printed date of adoption", header.printed_date), ("FRBRdate", header.work_date), ("step", step)]
    if not identity.trusted:
        witnesses = witnesses[:1] if date_of(header.printed_date) else [("date of issue", header.issued)]
    days = [(name, day) for name, day in witnesses if len(date_of(day)) == 10]
    year = identity.session if identity.organ == "SC" else ""
    days = [pair for pair in days if pair[1].startswith(year)] or days
    if identity.organ == "SC":
        telling = days
    else:
        telling = [pair for pair in days if pair[1] != header.issued] or days
    printed = [pair for pair in days if pair[0] == "printed date of adoption"]
    date = (printed or telling or [("", "")])[0][1]
    return date, _doubt_date(header, identity, (date, step), place)


def _doubt_date(header: Header, identity: Identity, settled: tuple[str, str], place: Place) -> list[Issue]:
    date, step = settled
    seen = {name: day for name, day in header.dates() if day}
    if step and identity.trusted and step != header.issued:
        seen["step"] = step
    doubts = [f"{name} {day}" for name, day in seen.items() if day != date]
    if date and not doubts:
        return []
    problem = "witnesses disagree on the date" if date else "date unknown"
    return [place.issue("FRBRdate", problem, date or "a date", ", ".join(doubts) or "nothing")]


def _is_decision(step: dict[str, str]) -> bool:
    return (step.get("outcome") or "adopted").casefold() in {"adopted", "notadopted", "veto"}


def read_sponsors(header: Header, date: str, place: Place) -> tuple[tuple[Actor, ...], list[Issue]]:
    """Return sponsors and additional sponsors of the steps; a name that is no state is kept without a code."""
    actors: list[Actor] = []
    issues: list[Issue] = []
    for step in header.steps:
        outcome, by = step.get("outcome") or "", " ".join((step.get("by") or "").split())
        if not by or outcome not in {"draftResolution", "draftDecision", "draftResolutionAdditionalSponsors"}:
            continue
        role = Role.ADDITIONAL_SPONSOR if outcome.endswith("AdditionalSponsors") else Role.SPONSOR
        if removed := _REMOVED.search(by):
            by = by[: removed.start()]
            issues.append(
                place.issue(f"step {outcome}", "left the sponsors", "names of sponsors", removed["who"].strip())
            )
        actors += _sponsors_of(by, role, date)
        unknown = [each.name for each in actors if not each.state and each.role is role and not _BODY.search(each.name)]
        issues += [place.issue(f"step {outcome}", "sponsor is no known state", "a state", name) for name in unknown]
    return tuple(dict.fromkeys(actors)), issues


def _sponsors_of(by: str, role: Role, date: str) -> list[Actor]:
    if found := _ON_BEHALF.match(by):
        return [*_sponsors_of(found["who"], role, date), Actor(found["whom"], Role.ON_BEHALF_OF)]
    if _BODY.search(by):
        return [Actor(by, role)]
    known, unknown = states.resolve_list(by, on=date)
    return [Actor(each.name, role, each.code) for each in known] + [Actor(name, role) for name in unknown]
