"""Dictionary entries of a workspace: read, held against what is held now, drafted, and their quotations anchored."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from difflib import get_close_matches
from hashlib import file_digest
from typing import Any

from watchword.errors import NotHeld, UsageError
from watchword.evidence.claims import Ground
from watchword.evidence.entries.desk import Desk
from watchword.evidence.entries.judging import Built, judge_entry
from watchword.evidence.entries.notation import read_entry
from watchword.evidence.entries.record import Entry
from watchword.evidence.quotes import Quotation, find_quotes
from watchword.lexicon.records import Formulation
from watchword.model import Holding
from watchword.pipeline.company import gather_collocates
from watchword.pipeline.corpora import title_of
from watchword.pipeline.opening import Reading, Where, open_reading
from watchword.pipeline.parallel import open_corpus
from watchword.sources.archive import Archive
from watchword.sources.un_general_debate import usual_language
from watchword.store.base import Row
from watchword.store.workspace import Workspace
from watchword.usage.attestation import find_attestations
from watchword.usage.collocates import Collocates, Window
from watchword.usage.company import Companion, find_company
from watchword.usage.counts import count_usage
from watchword.usage.filters import Filter
from watchword.usage.parallel.collecting import count_listed
from watchword.usage.spread import StateRow, spread_by_state

FOLDER = "entries"
# What claims are read from: a part of these that was changed may say anything.
_TABLES = ("documents", "paragraphs", "roll_calls", "ballots", "links", "events")


def list_entries(where: Where) -> list[Entry]:
    """Return the entries that a version of the workspace pins, by name."""
    with open_reading(where.folder, as_of=where.as_of, uses=False) as reading:
        return _read_entries(reading, ())


def build_entries(where: Where, names: Sequence[str] = ()) -> list[Built]:
    """Hold the entries of these names (all where none is named) against a version of the workspace, its archive and its records.

    Raise `NotHeld` for a name that no entry has, `UnreadableInput` with line and column for what is no entry.
    """
    with open_reading(where.folder, as_of=where.as_of, until=where.until) as reading:
        return build_open(reading, names)


def build_open(reading: Reading, names: Sequence[str] = ()) -> list[Built]:
    """Hold entries against a workspace that is open."""
    entries = _read_entries(reading, names)
    desk = open_desk(reading)
    built = [judge_entry(desk, entry) for entry in entries]
    parts = _check_parts(reading.workspace, reading.view.version) if entries else ()
    return [replace(each, broken=(*parts, *_check_archive(reading, each))) for each in built]


def find_quotation(where: Where, document: str, words: str) -> list[Quotation]:
    """Return every place of some words in a document, to be quoted in an entry; raise `NotHeld` where there is none."""
    if not words.strip():
        raise UsageError("a quotation has words; found a blank")
    with open_reading(where.folder, as_of=where.as_of, until=where.until, uses=False) as reading:
        desk = open_desk(reading)
        rows = desk.documents(document)
        row = desk.document(document) if len(rows) > 1 else rows[0]
        return find_quotes(reading.view, row, words)


def open_desk(reading: Reading) -> Desk:
    """Return the finders that an entry's claims are held against."""
    view, measured = reading.view, reading.measured

    def usage(formulation: Formulation, by: Sequence[str]) -> list[Row]:
        held = [row | {"holding": Holding.HELD.value} for row in count_usage(view, formulation, by)]
        return held + [row | {"holding": Holding.MEASURED.value} for row in measured.usage_rows(formulation, by, view.settings.confidence)]

    def series(formulation: Formulation) -> list[dict[str, Any]]:
        held = [
            asdict(item) | {"holding": Holding.HELD.value} for item in find_attestations(view, formulation, usual_language=usual_language)
        ]
        return held + [item | {"holding": Holding.MEASURED.value} for item in measured.series(formulation)]

    def states(formulation: Formulation) -> list[StateRow]:
        return spread_by_state(view, formulation, list(measured.state_rows(formulation)))

    def company(formulation: Formulation, source: str) -> list[Companion]:
        return find_company(view, formulation, asked=Filter(sources=(source,)) if source else Filter())

    def collocates(formulation: Formulation, language: str) -> Collocates:
        return gather_collocates(reading, formulation, language, Filter(), Window(limit=0))

    def renderings(formulation: Formulation) -> list[dict[str, Any]]:
        corpus = open_corpus(reading.workspace, view)
        return [asdict(row) for row in count_listed(view, corpus, formulation)] if corpus and corpus.languages else []

    return Desk(view, reading.lexicon, title_of, usage, series, states, company, collocates, renderings)


def find_file(reading: Reading, name: str) -> str:
    """Return the pinned file of the entry of this name, with or without folder and ending; raise `NotHeld`."""
    held, wanted = _list_files(reading), _strip(name)
    if wanted not in held:
        near = get_close_matches(wanted, held, n=2)
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(held) or 'none'}"
        raise NotHeld(f"no entry {wanted!r} in this workspace; {hint}")
    return held[wanted]


def has_entry(reading: Reading, name: str) -> bool:
    """Say whether a version pins an entry of this name."""
    return _strip(name) in _list_files(reading)


def read_pinned(reading: Reading, file: str) -> Entry:
    """Return an entry as a version pins it; raise `UnreadableInput` with line and column for what is no entry."""
    return read_entry(_decode(reading.workspace.catalogue.files(reading.view.version)[file], file), file)


def _read_entries(reading: Reading, names: Sequence[str]) -> list[Entry]:
    files = [find_file(reading, name) for name in names] or list(_list_files(reading).values())
    return [read_pinned(reading, file) for file in dict.fromkeys(files)]


def _list_files(reading: Reading) -> dict[str, str]:
    """Return the entries that a version pins: name -> file."""
    files = sorted(reading.workspace.catalogue.file_hashes(reading.view.version))
    return {_strip(path): path for path in files if path.startswith(f"{FOLDER}/") and path.endswith(".md")}


def _strip(name: str) -> str:
    return name.strip().removeprefix(f"{FOLDER}/").removesuffix(".md")


def _decode(content: bytes, file: str) -> str:
    from watchword.errors import UnreadableInput

    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableInput(file, f"line {line}", "text in UTF-8", f"the byte {content[error.start]:#04x}") from error


def _check_parts(workspace: Workspace, version: int) -> tuple[str, ...]:
    """Return a sentence for each part of the records read from whose bytes are not those recorded."""
    from watchword.store.workspace import hash_file

    found = []
    for part in (part for name in _TABLES for part in workspace.catalogue.parts(version, name)):
        path = workspace.folder / part.file
        now = hash_file(path) if path.is_file() else "no file"
        if now != part.sha256:
            found.append(f"{part.file}: expected SHA-256 {part.sha256[:16]}… of the {part.name} as recorded, found {now[:16]}")
    return tuple(found)


def _check_archive(reading: Reading, built: Built) -> Iterator[str]:
    """Yield a sentence for each archived file that an entry rests on whose bytes are missing or not those recorded."""
    archive = Archive(reading.workspace.folder / "archive")
    uses: dict[str, str] = {}
    digests = _find_files(reading, [ground for claim in built.claims for ground in claim.evidence])
    for claim in built.claims:
        for ground in claim.evidence:
            for digest in digests.get(_rests_on(ground), ()):
                uses.setdefault(digest, f"line {claim.line}: “{claim.words}”")
    for digest, use in sorted(uses.items()):
        path = archive.path_of(digest)
        if not path.is_file():
            yield f"archive: expected the file {digest[:16]}…, found none; it stands behind {use}"
            continue
        with path.open("rb") as stream:
            found = file_digest(stream, "sha256").hexdigest()
        if found != digest:
            yield f"archive: expected bytes with the SHA-256 {digest[:16]}…, found {found[:16]}…; they stand behind {use}"


def _rests_on(ground: Ground) -> tuple[str, str]:
    """Return what a ground rests on: ("key", a record's) or ("source", a corpus's); blanks where no bytes are held."""
    if ground.holding == Holding.MEASURED:
        return "", ""
    is_record = bool(ground.raw_sha256) and not ground.record.startswith(f"{ground.source} (")
    return ("key", ground.record) if is_record else ("source", ground.source)


def _find_files(reading: Reading, grounds: Sequence[Ground]) -> dict[tuple[str, str], list[str]]:
    """Return the hashes of the archived files that grounds rest on: those of their records, or of all documents of their corpora."""
    found: dict[tuple[str, str], list[str]] = {}
    for column in ("key", "source"):
        names = sorted({name for kind, name in map(_rests_on, grounds) if kind == column})
        if not names:
            continue
        marks = ", ".join("?" for _ in names)
        chosen = f"{column} AS name, CASE WHEN container_sha256 = '' THEN raw_sha256 ELSE container_sha256 END AS digest"
        rows = reading.view.rows(
            f"SELECT DISTINCT {chosen} FROM documents WHERE {column} IN ({marks}) "
            f"UNION SELECT DISTINCT {chosen} FROM roll_calls WHERE {column} IN ({marks}) ORDER BY ALL",
            [*names, *names],
        )
        for row in rows:
            if len(row["digest"]) == 64:
                found.setdefault((column, row["name"]), []).append(row["digest"])
    return found
