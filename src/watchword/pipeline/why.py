"""`why`: the chain of anything that is printed, back to the archived bytes."""

import re
from hashlib import sha256
from typing import Any

from watchword import __version__
from watchword.errors import NotHeld
from watchword.evidence.chain import Chain, Step
from watchword.evidence.naming import read_name
from watchword.lexicon.records import MATCHER
from watchword.pipeline.opening import Reading, Where, open_reading
from watchword.pipeline.rereading import Rest, trace_records
from watchword.pipeline.why_claims import BY_LINE, BY_NUMBER, find_line, find_number
from watchword.pipeline.why_figures import Subject, find_figure
from watchword.store.base import CITED_ONLY
from watchword.store.locating import find_part, hash_part, read_part_row
from watchword.store.workspace import Workspace
from watchword.symbols import parse, work_of

_USE = re.compile(r"(?P<document>.+):(?P<paragraph>\d+):(?P<start>\d+)(?:[-:](?P<end>\d+))?\Z", re.S)
_LINE_ID = re.compile(r"[0-9a-f]{12}\Z")
_PART_ROW = re.compile(r"(?P<file>records/\w+/[\w-]+\.parquet):(?P<row>\d+)\Z")


def explain(where: Where, name: str) -> Chain:
    """Return the chain of what `name` names, with every hash on the way computed again.

    Raise `NotHeld` where nothing is named so, `UsageError` for a figure's name that cannot be read. Records on disk that cannot be read
    at all are problems of the chain.
    """
    import duckdb
    import pyarrow

    try:
        with open_reading(where.folder, as_of=where.as_of, until=where.until) as reading:
            return build_chain(reading, name.strip())
    except (duckdb.Error, pyarrow.ArrowException, OSError):
        with Workspace(where.folder) as workspace:
            problems = tuple(workspace.verify())
        if not problems:
            raise
        return Chain(name, "damaged records", "the records cannot be read", "held", where.as_of, where.until, (), (), problems, False)


def build_chain(reading: Reading, name: str) -> Chain:
    """Return the chain of what `name` names in a version."""
    subject = find_subject(reading, name)
    traced, steps = trace_records(reading, subject.rests)
    first = [Step(subject.kind, subject.says, True if subject.rests else None), *_made_by(reading, subject), _check_version(reading)]
    whole = (*first, *subject.steps, *steps)
    problems = [f"{step.step}: {step.says}: expected {step.expected}, found {step.found}" for step in whole if step.holds is False]
    problems += [f"{item.id}: {item.problem}" for item in traced if item.problem]
    cited = subject.holding == "held" and traced and all(item.source == CITED_ONLY for item in traced)
    return Chain(
        name, subject.kind, subject.says, "cited" if cited else subject.holding, reading.view.version, reading.view.until, whole,
        tuple(traced), tuple(problems), not problems,
    )  # fmt: skip


def find_subject(reading: Reading, name: str) -> Subject:
    """Return what a name names: a figure, a row of a part, claims of an entry, a record, a use, or the records on a symbol."""
    if not name:
        raise NotHeld("a blank names nothing; name a document, a vote, a use or a figure as a page or --json prints it")
    if figure := read_name(name):
        return find_figure(reading, figure)
    for pattern, find in ((_PART_ROW, _find_part_row), (BY_LINE, find_line)):
        if found := pattern.match(name):
            return find(reading, found)
    for find_record in (_find_record, _find_use, _find_line, _find_symbol):
        if subject := find_record(reading, name):
            return subject
    if found := BY_NUMBER.match(name):
        return find_number(reading, found)
    raise NotHeld(
        f"nothing held is named {name!r}: expected a document's or vote's id, key or symbol, a use (DOCUMENT:PARAGRAPH:START or the "
        "concordance's id), a figure (usage:..., attestation:..., tally:..., shift:...), a claim (entries/NAME.md:LINE or NAME#NUMBER), or "
        "a row (records/TABLE/FILE.parquet:ROW)"
    )


def _made_by(reading: Reading, subject: Subject) -> list[Step]:
    if not subject.finder:
        return []
    if subject.holding == "measured":
        return [Step("finder", f"{subject.finder}; the figures are those of measurements.json, which the version pins")]
    words = f", matcher {MATCHER}, lexicon {reading.lexicon.sha256[:12]}" if subject.finder.startswith("usage") else ""
    return [Step("finder", f"{subject.finder} of watchword {__version__}{words}: asked again just now", True)]


def _check_version(reading: Reading) -> Step:
    catalogue, number = reading.workspace.catalogue, reading.view.version
    version = next(each for each in catalogue.versions() if each.id == number)
    pinned = {sha256(content).hexdigest() for content in catalogue.files(number).values()}
    damaged = catalogue.damaged_files()
    says = f"version {number} of the workspace, made {version.created} by {version.program} ({version.message}); {len(pinned)} pinned files"
    return Step(
        "version", says, not damaged, "pinned files with their recorded SHA-256", f"damaged: {', '.join(damaged)}" if damaged else ""
    )


def _find_record(reading: Reading, name: str) -> Subject | None:
    for table in ("documents", "roll_calls"):
        rows = reading.view.rows(f"SELECT id, title, date FROM {table} WHERE id = ? OR key = ?", [name, name])
        rows = rows or reading.view.rows(f"SELECT id, title, date FROM all_{table} WHERE id = ?", [name])
        if rows:
            kind = "document" if table == "documents" else "vote"
            return Subject(kind, f"{rows[0]['title'] or rows[0]['id']} ({rows[0]['date'] or 'undated'})", (Rest(table, rows[0]["id"]),))
    return None


def _find_use(reading: Reading, name: str) -> Subject | None:
    """Return the use at DOCUMENT:PARAGRAPH:START, or the words from START to END where an end is given."""
    found = _USE.match(name)
    record = _find_record(reading, found["document"]) if found else None
    if not found or not record or record.rests[0].table != "documents":
        return None
    document, paragraph, start = record.rests[0].id, int(found["paragraph"]), int(found["start"])
    texts = reading.view.rows("SELECT text FROM paragraphs WHERE document = ? AND position = ?", [document, paragraph])
    if not texts:
        raise NotHeld(f"{document} has no paragraph {paragraph}")
    text = texts[0]["text"]
    if found["end"] is None:
        uses = reading.view.rows(
            'SELECT "end" AS e FROM all_uses WHERE document = ? AND paragraph = ? AND start = ? ORDER BY e DESC',
            [document, paragraph, start],
        )
        if not uses:
            raise NotHeld(f"no use begins at {start} of paragraph {paragraph} of {document}; name words by START-END")
        end = uses[0]["e"]
    else:
        end = int(found["end"])
    if not 0 <= start < end <= len(text):
        raise NotHeld(f"paragraph {paragraph} of {document} has {len(text):,} characters: there is nothing from {start} to {end}")
    return _use_subject(reading, Rest("documents", document, paragraph, start, end, text[start:end]))


def _find_line(reading: Reading, name: str) -> Subject | None:
    """Return the use with this id of the concordance."""
    if not _LINE_ID.match(name):
        return None
    rows = reading.view.rows(
        """SELECT document, paragraph, start, "end" AS e, text FROM all_uses
           WHERE substr(sha256(document || ' ' || paragraph || ' ' || start || ' ' || "end"), 1, 12) = ?""",
        [name],
    )
    return _use_subject(reading, Rest("documents", *rows[0].values())) if rows else None


def _use_subject(reading: Reading, rest: Rest) -> Subject:
    uses = reading.view.rows(
        """SELECT DISTINCT formulation, standing FROM all_uses WHERE document = ? AND paragraph = ? AND start = ? AND "end" = ?
           ORDER BY formulation""",
        [rest.id, rest.paragraph, rest.start, rest.end],
    )
    of = "; ".join(f"{row['formulation']}, {row['standing']}" for row in uses)
    says = f"“{rest.quote}” in paragraph {rest.paragraph} of {rest.id}, {rest.start} to {rest.end}" + (f" ({of})" if of else "")
    return Subject("use" if uses else "quotation", says, (rest,), MATCHER if uses else "")


def _find_symbol(reading: Reading, name: str) -> Subject | None:
    """Return all records on a symbol: expressions of the work, and decisions on it."""
    read = parse(name)
    symbols = sorted({name, *map(str, read), *(work_of(symbol) for symbol in read if not symbol.is_unnumbered)})
    rests, marks = [], ", ".join("?" for _ in symbols)
    for table in ("documents", "roll_calls"):
        sql = f"SELECT id FROM {table} WHERE symbol IN ({marks}) OR work IN ({marks}) ORDER BY id"
        rests += [Rest(table, row["id"]) for row in reading.view.rows(sql, [*symbols, *symbols])]
    documents = sum(rest.table == "documents" for rest in rests)
    says = f"{name}: documents held or cited: {documents}, records of votes: {len(rests) - documents}"
    return Subject("symbol", says, tuple(rests)) if rests else None


def _find_part_row(reading: Reading, found: re.Match[str]) -> Subject:
    """Return the record in a row of a part, or the one that the row belongs to."""
    part = find_part(reading.workspace, found["file"])
    digest = hash_part(reading.workspace, part)
    step = Step("part", f"{part.file}, {part.rows:,} rows of {part.name}", digest == part.sha256, part.sha256, digest)
    row = read_part_row(reading.workspace, part, int(found["row"]))
    says = f"row {found['row']} of {part.file}: {row.get('id') or row.get('document') or row.get('roll_call') or part.name}"
    rest = _rest_of_row(part.name, row)
    return Subject("row", says, (rest,) if rest else (), steps=() if rest else (step,))


def _rest_of_row(table: str, row: dict[str, Any]) -> Rest | None:
    if table in ("documents", "roll_calls"):
        return Rest(table, row["id"])
    if table == "paragraphs":
        return Rest("documents", row["document"], row["position"], 0, len(row["text"]), row["text"])
    return Rest("roll_calls", row["roll_call"]) if table == "ballots" else None
