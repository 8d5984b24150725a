"""The records. All are frozen; each says what its fields hold and in which units.

Dates are ISO 8601 strings of reduced precision where that is all that is known: "2018-03-23", "2018-03" or "2018"; "" is
unknown. They sort as text. Languages are ISO 639-1 codes ("en", "zh"), "" where unknown. States are the codes of `states`.
Organs are "HRC", "CHR", "GA", "SC", "ECOSOC", or a publisher's own short name. A blank is always "unknown", never "none".
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

_DATE = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?\Z", re.ASCII)


class Kind(StrEnum):
    """What a document is."""

    SPEECH = "speech"
    DRAFT = "draft"
    AMENDMENT = "amendment"
    RESOLUTION = "resolution"
    DECISION = "decision"
    STATEMENT = "statement"
    REPORT = "report"
    MEETING_RECORD = "meeting record"
    NEWS_ITEM = "news item"
    OTHER = "other"


class Rendering(StrEnum):
    """How this expression's language relates to the one it was made in."""

    ORIGINAL = "original"
    TRANSLATION = "official translation"
    INTERPRETATION = "interpretation"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """What an actor did with a document."""

    SPEAKER = "speaker"
    ON_BEHALF_OF = "on behalf of"
    SPONSOR = "sponsor"
    ADDITIONAL_SPONSOR = "additional sponsor"
    AUTHOR = "author"
    SIGNATORY = "signatory"


# Whose words a document's are: what every finder means by its actors. Sponsors are asked for apart.
SPEAKING_ROLES = (Role.SPEAKER, Role.AUTHOR, Role.ON_BEHALF_OF, Role.SIGNATORY)
SPONSORING_ROLES = (Role.SPONSOR, Role.ADDITIONAL_SPONSOR)


class Position(StrEnum):
    """What a member did with a vote. Not a member is no ballot at all."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    ABSENT = "absent"
    UNKNOWN = "unknown"


class Question(StrEnum):
    """What was put to the vote."""

    ADOPTION = "adoption"
    AMENDMENT = "amendment"
    PARAGRAPH = "paragraph"
    MOTION = "motion"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What became of it."""

    ADOPTED = "adopted by vote"
    REJECTED = "rejected"
    WITHOUT_VOTE = "adopted without a vote"
    WITHDRAWN = "withdrawn"
    NOT_CONSIDERED = "not considered"
    UNKNOWN = "unknown"


class Display(StrEnum):
    """How much of a text its licence lets us show."""

    FULL = "full"
    QUOTE = "quote"
    NONE = "none"


class Standing(StrEnum):
    """How a use stands to the formulation (see `lexicon`)."""

    IN_SCOPE = "in scope"
    ANTECEDENT = "antecedent wording"
    OTHER_SENSE = "other sense"


class Holding(StrEnum):
    """What stands behind a piece of evidence: bytes in the archive, our own figures from bytes elsewhere, or a reference."""

    HELD = "held"
    MEASURED = "measured"
    CITED = "cited"


class LinkKind(StrEnum):
    """How one work relates to another."""

    DRAFT_OF = "draft of"
    REVISES = "revises"
    AMENDS = "amends"
    RENAMES = "renames"
    SUCCEEDS = "succeeds"
    MANDATES = "mandates"
    RESPONDS_TO = "responds to"
    TRANSLATION_OF = "translation of"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where a record comes from; the same for all records of one file.

    `source` names the module that read it, `extractor` is "module/version"; `raw_sha256` is the hash of the file's own bytes,
    `container_sha256` that of the zip or tar that held it ("" for a loose file), `path` its path inside. `retrieved` is when
    the bytes entered the archive (ISO 8601, UTC).
    """

    source: str
    publisher: str
    licence: str
    source_version: str
    extractor: str
    raw_sha256: str
    container_sha256: str = ""
    path: str = ""
    retrieved: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who spoke, sponsored or wrote. `state` is a code of `states`, "" for a person or body without one."""

    name: str
    role: Role
    state: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One expression of a work.

    `key` names the expression inside its source and stays the same when the file changes ("un_general_debate:CHN_73_2018");
    `id` is `key` plus the first eight hex digits of the content hash, so that a changed file is a new expression. `work` is
    language-free: the symbol where there is one, else the source's own name for the work.
    """

    id: str
    key: str
    work: str
    kind: Kind
    date: str
    language: str
    title: str
    stamp: Stamp
    symbol: str = ""
    organ: str = ""
    session: str = ""
    original_language: str = ""
    rendering: Rendering = Rendering.UNKNOWN
    actors: tuple[Actor, ...] = ()
    agenda: str = ""
    subjects: tuple[str, ...] = ()
    display: Display = Display.FULL
    url: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document's text as its source delivers it.

    `text` is verbatim. A block that still has to be cut into paragraphs has `segmented` false. `label` is "title", "PP3",
    "OP4(b)", "heading", "note" ...; `kind` is "title", "preambular", "operative", "heading", "annex", "note" or "body".
    """

    text: str
    label: str = ""
    kind: str = "body"
    segmented: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it is stored; `position` counts from 0 inside its document."""

    document: str
    position: int
    label: str
    kind: str
    text: str
    text_sha256: str


@dataclass(frozen=True, slots=True)
class RollCall:
    """One decision of a body on one text: a recorded vote, or one of the ways of deciding without it.

    `text_voted` is the symbol of what lay before the body (a draft, an amendment), or "orally revised, not held" style words
    of the record. `yes`, `no`, `abstain`, `absent`, `members` are the *official* totals, None where the record gives none.
    """

    id: str
    key: str
    symbol: str
    work: str
    title: str
    question: Question
    date: str
    organ: str
    session: str
    outcome: Outcome
    stamp: Stamp
    text_voted: str = ""
    requested_by: str = ""
    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    absent: int | None = None
    members: int | None = None
    sponsors: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    meeting: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one member did. `printed` is the name or code as the record prints it."""

    roll_call: str
    state: str
    position: Position
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Membership:
    """A seat in a body: `start` inclusive, `end` exclusive ("" is still running)."""

    organ: str
    state: str
    start: str
    end: str
    group: str
    source: str


@dataclass(frozen=True, slots=True)
class Property:
    """Something that is so of a state from one date to another: `start` inclusive, `end` exclusive ("" is still so), both as precise as
    the table prints them.

    `id` and `key` are those of the table it stands in, `name` the property's, `value` blank where there is only being so or not.
    `doubt` says why the table does not tell whether it is so ("" where it does): such a state is in no comparison.
    """

    id: str
    key: str
    name: str
    state: str
    stamp: Stamp
    start: str = ""
    end: str = ""
    value: str = ""
    doubt: str = ""
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """How one work relates to another, with the reason in words."""

    start: str
    end: str
    kind: LinkKind
    reason: str
    score: float = 1.0
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A dated piece of context, cited."""

    date: str
    text: str
    source: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """Something doubtful that was left out or kept with a warning.

    `severity` is "left out" (the item is in no record), "kept" (it is, with this doubt) or "note".
    """

    source: str
    file: str
    place: str
    problem: str
    expected: str
    found: str
    severity: str = "left out"


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that a source makes of one item: usually one document or one roll call with what belongs to it, or one table of properties."""

    document: Document | None = None
    blocks: tuple[Block, ...] = ()
    roll_call: RollCall | None = None
    ballots: tuple[Ballot, ...] = ()
    links: tuple[Link, ...] = ()
    issues: tuple[Issue, ...] = ()
    events: tuple[Event, ...] = ()
    properties: tuple[Property, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a finding rests on; `start` and `end` are code points of the paragraph's text."""

    holding: Holding
    source: str
    document: str = ""
    language: str = ""
    paragraph: int = -1
    start: int = -1
    end: int = -1
    prefix: str = ""
    quote: str = ""
    suffix: str = ""
    text_sha256: str = ""
    raw_sha256: str = ""
    finder: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Anything an analysis says: a sentence, the values in it, and the evidence on each side."""

    name: str
    sentence: str
    values: dict[str, object] = field(default_factory=dict)
    evidence_for: tuple[Evidence, ...] = ()
    evidence_against: tuple[Evidence, ...] = ()
    finder: str = ""


def date_of(text: str) -> str:
    """Return `text` if it is a plausible ISO date of day, month or year precision, else "".

    `0001-01-01`, month 13 or day 45 give "": an impossible date is unknown, not repaired. Years run from 1900 to 2199.
    """
    import calendar

    found = _DATE.match(text.strip())
    if not found or not 1900 <= int(found["year"]) <= 2199:
        return ""
    if found["month"]:
        month = int(found["month"])
        if not 1 <= month <= 12:
            return ""
        if found["day"] and not 1 <= int(found["day"]) <= calendar.monthrange(int(found["year"]), month)[1]:
            return ""
    return text.strip()


def days_of(date: str) -> tuple[str, str]:
    """Return the first and the last day that a date of this module's form can mean; ("", "") for none."""
    import calendar

    if not date:
        return "", ""
    year, month, day = (*map(int, date.split("-")), 0, 0)[:3]
    last = day or calendar.monthrange(year, month or 12)[1]
    return f"{year:04d}-{month or 1:02d}-{day or 1:02d}", f"{year:04d}-{month or 12:02d}-{last:02d}"


def precision_of(date: str) -> str:
    """Return "day", "month", "year" or "unknown" for a date of this module's form."""
    return {10: "day", 7: "month", 4: "year"}.get(len(date), "unknown")


def content_id(key: str, content: bytes | str) -> str:
    """Return `key` with the first eight hex digits of the SHA-256 of `content`."""
    data = content.encode() if isinstance(content, str) else content
    return f"{key}@{sha256(data).hexdigest()[:8]}"
