"""Resolutions, decisions, presidential statements and rejected drafts of three UN bodies as Akoma Ntoso (AKN4UN) XML.

One file is one text in one language; a resolution in parts (76/84 A and B) is one file with a component, and so a
bundle, for each part. The six languages of a text are one work. See `un_akoma_ntoso_header` for what is read,
`_metadata` for how witnesses that disagree are settled, `_text` for the blocks and `_votes` for the roll call.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from watchword import symbols
from watchword.errors import UnknownSymbol, UnreadableInput, UnsafeInput
from watchword.model import (
    Ballot,
    Block,
    Bundle,
    Document,
    Issue,
    Kind,
    Link,
    LinkKind,
    Rendering,
    RollCall,
    content_id,
)
from watchword.sources.base import Entry, FileRole, Read, load_descriptor
from watchword.sources.un_akoma_ntoso_dates import settle_date
from watchword.sources.un_akoma_ntoso_header import OFFICIAL, Header, Place, read_header, read_original
from watchword.sources.un_akoma_ntoso_metadata import (
    Identity,
    identify,
    settle_language,
    settle_symbol,
)
from watchword.sources.un_akoma_ntoso_prose import tag_of
from watchword.sources.un_akoma_ntoso_sponsors import read_sponsors
from watchword.sources.un_akoma_ntoso_text import read_blocks
from watchword.sources.un_akoma_ntoso_votes import read_vote

Element = Any  # lxml publishes no types

_NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/"
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PART = re.compile(r"[A-Z]\Z")
_PARTS = re.compile(r"\s+[A-Z]\s*[-–]\s*[A-Z]\Z")
_AMENDED = re.compile(r"\bas amended in (?P<amendments>.+)", re.IGNORECASE)


class UnAkomaNtoso:
    """The UN's machine-readable resolutions."""

    def __init__(self) -> None:
        self.descriptor = load_descriptor("un_akoma_ntoso")

    def role(self, path: str) -> FileRole:
        """XML files are documents; the publisher's extracts, notes and place holders are not read."""
        return FileRole.DOCUMENT if path.lower().endswith(".xml") else FileRole.IGNORED

    def reader(self, companions: Sequence[Entry]) -> Read:
        """Return the function that reads one file; this source has no companions."""
        return self._read

    def _read(self, entry: Entry) -> Iterator[Bundle]:
        data = entry.read()
        root = parse_safely(data, entry.place)
        markers = frozenset(note.get("marker") or "" for note in root.iter("{*}authorialNote")) - {""}
        statements = find_statements(root, entry.place)
        whole = read_header(statements[0])
        place = Place(self.descriptor.name, entry.place)
        printed, trusted, issues = settle_symbol(whole, entry.name, place)
        if not printed:
            yield Bundle(issues=tuple(issues))
            return
        if tag_of(statements[0]) == "statement":
            yield self._bundle(entry, data, (statements[0], whole, printed, trusted, markers), issues)
            return
        for number, component in enumerate(statements[1:]):
            header = read_header(component)
            part = replace_part(printed, header.printed_number)
            joined = join_headers(whole, header, number, len(statements) - 1)
            yield self._bundle(entry, data, (component, joined, part, trusted, markers), issues if not number else [])

    def _bundle(self, entry: Entry, data: bytes, read: tuple[Element, Header, str, bool, frozenset[str]], issues: list[Issue]) -> Bundle:
        """Make a statement's bundle; `read` is its element, header, symbol, whether these are its own, note markers."""
        statement, header, printed, trusted, markers = read
        place = Place(self.descriptor.name, entry.place)
        identity, more = identify(header, printed, trusted, place)
        issues = issues + more
        blocks = read_blocks(statement, markers, "body" if identity.kind is Kind.STATEMENT else "operative")
        document, doubts = self._document(entry, data, (identity, header, blocks), place)
        issues += doubts
        if any(block.label.startswith("part ") for block in blocks):
            expected = "numbers that go on, or a section's or annex's heading"
            issues.append(place.issue("mainBody", "paragraph numbers start again", expected, "a number that came before"))
        if not blocks:
            issues.append(place.issue("mainBody", "no text", "paragraphs", "nothing"))
        roll_call: RollCall | None = None
        ballots: tuple[Ballot, ...] = ()
        links: tuple[Link, ...] = ()
        if trusted:
            roll_call, ballots, doubts = read_vote(header, document, place)
            links, more = read_links(header, document, place)
            issues += doubts + more
        else:
            issues.append(place.issue("workflow", "steps and votes are of another text", printed, header.number, "left out"))
        return Bundle(document, blocks, roll_call, ballots, links, tuple(issues))

    def _document(
        self, entry: Entry, data: bytes, read: tuple[Identity, Header, tuple[Block, ...]], place: Place
    ) -> tuple[Document, list[Issue]]:
        identity, header, blocks = read
        text = "\n".join(block.text for block in blocks if block.kind in {"operative", "preambular", "body", "title"})
        language, issues = settle_language(header, entry.path, text, place)
        date, doubts = settle_date(header, identity, place)
        original, more = read_original(header, place)
        issues += doubts + more
        actors, doubts = read_sponsors(header, date, place) if identity.trusted else ((), [])
        issues += doubts
        reissue = "/reissue" if "reissue" in entry.name.lower() else ""
        key = f"{self.descriptor.name}:{identity.symbol}/{language}{reissue}"
        title = next((block.text for block in blocks if block.kind == "title"), header.title)
        document = Document(
            id=content_id(key, data), key=key, work=identity.work, kind=identity.kind, date=date, language=language,
            title=title, stamp=self.descriptor.stamp(entry), symbol=identity.symbol, organ=identity.organ,
            session=identity.session, original_language=original, rendering=rendering_of(language, original),
            actors=actors, agenda="; ".join(header.agenda) or header.item,
            subjects=tuple(header.subjects) if identity.trusted else (), display=self.descriptor.display,
            url=url_of(identity.symbol, language),
        )  # fmt: skip
        return document, issues


def parse_safely(data: bytes, file: str) -> Element:
    """Return the root element; raise `UnsafeInput` for declarations, `UnreadableInput` for what is no XML."""
    if not data.strip():
        raise UnreadableInput(file, "", "an Akoma Ntoso document", "an empty file")
    if _DECLARATION.search(data.replace(b"\0", b"")):
        raise UnsafeInput(file, "prolog", "no document type and no entity declarations", "one")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = re.sub(r" \(.*\)\Z", "", error.msg or "no XML at all")
        raise UnreadableInput(file, f"line {error.lineno}", "well-formed XML", reason) from error


def find_statements(root: Element, file: str) -> list[Element]:
    """Return the statement of a file, or its document collection and after it the statements of the components."""
    if tag_of(root) != "akomaNtoso" or not root.tag.startswith("{" + _NAMESPACE):
        raise UnreadableInput(file, "root element", "akomaNtoso of Akoma Ntoso 3.0", str(root.tag))
    main = [child for child in root if tag_of(child) in {"statement", "documentCollection"}]
    if len(main) != 1:
        found = ", ".join(tag_of(child) for child in root) or "nothing"
        raise UnreadableInput(file, "akomaNtoso", "one statement or document collection", found)
    if tag_of(main[0]) == "statement":
        return main
    parts = [*root.iterfind("{*}components/{*}component/{*}statement")]
    parts = parts or [*main[0].iterfind("{*}collectionBody/{*}component/{*}statement")]
    if not parts:
        raise UnreadableInput(file, "components", "a statement in each component", "none")
    return [main[0], *parts]


def replace_part(printed: str, letter: str) -> str:
    """Return the symbol of one part of a resolution: "A/RES/76/84 A-B" and "B" give "A/RES/76/84 B"."""
    letter = letter.strip().rstrip(".")
    return f"{_PARTS.sub('', printed)} {letter}" if _PART.match(letter) else printed


def join_headers(whole: Header, part: Header, number: int, parts: int) -> Header:
    """Return a part's header with what only the whole file says: steps, subjects, cover and vote."""
    steps = whole.steps
    starts = [index for index, step in enumerate(steps) if step.get("outcome") == "draftResolution"]
    if len(starts) == parts:
        steps = steps[starts[number] : [*starts, len(steps)][number + 1]]
    return replace(
        whole,
        form=part.form or whole.form,
        title=part.title or whole.title,
        printed_date=part.printed_date or whole.printed_date,
        conclusions=part.conclusions,
        steps=steps,
    )


def rendering_of(language: str, original: str) -> Rendering:
    """Say how a language version relates to the original; German is never an original language of these bodies."""
    if language not in OFFICIAL:
        return Rendering.TRANSLATION
    if not original:
        return Rendering.UNKNOWN
    return Rendering.ORIGINAL if language == original else Rendering.TRANSLATION


def url_of(symbol: str, language: str) -> str:
    """Return the address of the official document, "" for German, which its publisher keeps elsewhere."""
    return f"https://undocs.org/{language}/{symbol.replace(' ', '')}" if language in OFFICIAL else ""


def read_links(header: Header, document: Document, place: Place) -> tuple[tuple[Link, ...], list[Issue]]:
    """Link the drafts named by the steps to this text, and amendments a step names to the draft they changed."""
    links: list[Link] = []
    issues: list[Issue] = []
    for step in header.steps:
        named = (step.get("as") or "").strip()
        if step.get("outcome") not in {"draftResolution", "draftDecision"} or not named:
            continue
        amended = _AMENDED.search(named)
        try:
            draft = symbols.work_of(symbols.parse_one(named[: amended.start()] if amended else named))
        except UnknownSymbol:
            problem = "draft has no readable symbol"
            issues.append(place.issue("step draftResolution", problem, "a document symbol", named))
            continue
        if draft != document.work:
            reason = f"the publisher's workflow names {named} as the draft of {document.symbol}"
            links.append(Link(draft, document.work, LinkKind.DRAFT_OF, reason))
        if not amended:
            continue
        mentions = [readings for _, _, readings in symbols.find(amended["amendments"])]
        changed = f"the publisher's workflow names the draft of {document.symbol} as {named}"
        links += [Link(symbols.work_of(one[0]), draft, LinkKind.AMENDS, changed) for one in mentions if len(one) == 1]
        if not mentions or any(len(readings) != 1 for readings in mentions):
            issues.append(place.issue("step draftResolution", "amendment unreadable", "document symbols", named))
    return tuple(dict.fromkeys(links)), issues
