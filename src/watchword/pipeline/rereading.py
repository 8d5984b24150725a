"""From records back to the archived bytes: every hash on the way is computed again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from watchword.errors import NotHeld
from watchword.evidence.chain import Step, Traced
from watchword.evidence.offline import check_place, stands_in
from watchword.model import Display
from watchword.pipeline.opening import Reading
from watchword.pipeline.progress import track
from watchword.pipeline.registry import descriptors
from watchword.sources.archive import Archive
from watchword.sources.reopening import Place, Reread, reread
from watchword.store.base import Row, View
from watchword.store.locating import hash_part, locate_parts
from watchword.store.workspace import hash_file

_COLUMNS = "id, key, symbol, date, title, source, publisher, licence, extractor, raw_sha256, container_sha256, path, retrieved, url"


@dataclass(frozen=True, slots=True)
class Rest:
    """What a figure rests on: a record of `table`, or the words at a place in a document (`paragraph` -1: the whole record)."""

    table: str
    id: str
    paragraph: int = -1
    start: int = -1
    end: int = -1
    quote: str = ""


def trace_records(reading: Reading, rests: Sequence[Rest]) -> tuple[list[Traced], list[Step]]:
    """Return each record with its bytes checked, and the steps from the records down to the licence."""
    archive = Archive(reading.workspace.folder / "archive")
    rows = _read_rows(reading.view, rests)
    bytes_of = {again.place: again for again in _reread(archive, rows.values())}
    texts = _read_texts(reading.view, rests)
    traced = [_trace(rest, rows[rest.id], texts, bytes_of, archive) for rest in rests if rest.id in rows]
    steps = [
        *_check_texts(traced), *_check_parts(reading, rests), *_say_extractors(reading, traced), *_check_bytes(traced),
        *_check_archive(archive, traced), *_say_licences(traced),
    ]  # fmt: skip
    return traced, steps


def place_of(row: Row) -> Place:
    """Return where a record's bytes are."""
    return Place(row["raw_sha256"], row["container_sha256"], row["path"])


def display_of(source: str) -> str:
    """Return how much of a source's own files may be shown; of one that is not ours, only quotations."""
    return next((descriptor.display.value for descriptor in descriptors() if descriptor.name == source), Display.QUOTE.value)


def _read_rows(view: View, rests: Iterable[Rest]) -> dict[str, Row]:
    ids: dict[str, set[str]] = defaultdict(set)
    for rest in rests:
        ids[rest.table].add(rest.id)
    found: dict[str, Row] = {}
    for table, wanted in ids.items():
        columns = _COLUMNS.replace("url", "url, display") if table == "documents" else _COLUMNS
        sql = f"SELECT {columns} FROM all_{table} WHERE id IN (SELECT unnest(?::VARCHAR[])) ORDER BY id"
        for row in view.rows(sql, [sorted(wanted)]):
            found[row["id"]] = {"display": display_of(row["source"])} | row | {"table": table}
    return found


def _reread(archive: Archive, rows: Iterable[Row]) -> Iterator[Reread]:
    places = sorted({place_of(row) for row in rows}, key=lambda place: (place.kept_as, place.path))
    yield from track(reread(archive, places), "reading archived bytes again", len(places))


def _read_texts(view: View, rests: Iterable[Rest]) -> dict[tuple[str, int], tuple[str, str]]:
    documents = sorted({rest.id for rest in rests if rest.table == "documents"})
    rows = view.rows(
        """SELECT document, position, text, text_sha256 FROM paragraphs WHERE document IN (SELECT unnest(?::VARCHAR[]))
           ORDER BY document, position""",
        [documents],
    )
    return {(row["document"], row["position"]): (row["text"], row["text_sha256"]) for row in rows}


def _trace(rest: Rest, row: Row, texts: dict[tuple[str, int], tuple[str, str]], bytes_of: dict[Place, Reread], archive: Archive) -> Traced:
    again = bytes_of[place_of(row)]
    problem, digest = "", ""
    if rest.table == "documents":
        places = [(rest.id, rest.paragraph)] if rest.paragraph >= 0 else [place for place in texts if place[0] == rest.id]
        for place in places:
            if place not in texts:
                problem = problem or f"paragraph {place[1]} is not there"
                continue
            text, recorded = texts[place]
            digest = recorded if rest.paragraph >= 0 else ""
            problem = problem or check_place(text, rest.start, rest.end, rest.quote, recorded)
    if not problem and not again.holds:
        problem = f"its bytes ({row['path']}): expected SHA-256 {row['raw_sha256']}, found {again.found}"
    held = {name: row[name] for name in _COLUMNS.split(", ")}
    return Traced(
        table=rest.table, paragraph=rest.paragraph, start=rest.start, end=rest.end, quote=rest.quote, text_sha256=digest,
        origin=_origin(archive, again.place), display=row["display"], holds=not problem, problem=problem,
        in_bytes=stands_in(rest.quote, again.data) if rest.quote and again.data is not None else None, **held,
    )  # fmt: skip


def _origin(archive: Archive, place: Place) -> str:
    try:
        return archive.describe(place.kept_as).origin
    except NotHeld:
        return ""


def _check_texts(traced: Sequence[Traced]) -> Iterator[Step]:
    quotes = [item for item in traced if item.quote]
    if quotes:
        bad = [item for item in quotes if not item.holds and "bytes (" not in item.problem]
        literal = sum(1 for item in quotes if item.in_bytes)
        says = f"{_count(quotes, 'quotation')} at document, paragraph and offsets; paragraphs hashed again"
        says += f"; {literal} of {len(quotes)} stand in the bytes word for word"
        yield Step("text", says, not bad, "the recorded hash and words", "; ".join(f"{item.id}: {item.problem}" for item in bad[:3]))


def _check_parts(reading: Reading, rests: Sequence[Rest]) -> Iterator[Step]:
    ids = {table: {rest.id for rest in rests if rest.table == table} for table in ("documents", "roll_calls")}
    wanted = (("documents", "id", ids["documents"]), ("paragraphs", "document", ids["documents"]), ("roll_calls", "id", ids["roll_calls"]),
              ("ballots", "roll_call", ids["roll_calls"]))  # fmt: skip
    for table, column, values in wanted:
        for part in locate_parts(reading.workspace, reading.view.version, table, column, values):
            found = hash_part(reading.workspace, part)
            yield Step("part", f"{part.file}, {part.rows:,} rows of {table}", found == part.sha256, part.sha256, found)


def _say_extractors(reading: Reading, traced: Sequence[Traced]) -> Iterator[Step]:
    read_as = {(item.extractor, item.container_sha256 or item.raw_sha256) for item in traced}
    ingests = reading.workspace.catalogue.ingests(reading.view.version)
    for extractor in sorted({extractor for extractor, _ in read_as}):
        kept = {digest for name, digest in read_as if name == extractor}
        files = {item.sha256 for item in ingests if item.sha256 in kept and item.extractor == extractor}
        says = f"{extractor} read it" if len(kept) == 1 else f"{extractor} read {len(kept)} files"
        yield Step("extractor", says, files == kept, f"{len(kept)} in the catalogue's list of files read", str(len(files)))


def _check_bytes(traced: Sequence[Traced]) -> Iterator[Step]:
    places = {(item.raw_sha256, item.path): item for item in traced}
    bad = [item for item in places.values() if item.problem.startswith("its bytes")]
    if len(places) == 1:
        item = next(iter(places.values()))
        found = item.problem.rpartition("found ")[2] if bad else item.raw_sha256
        yield Step("bytes", f"{item.path}, hashed again", not bad, item.raw_sha256, found)
    elif places:
        named = "; ".join(f"{item.path}: {item.problem}" for item in bad[:3])
        yield Step("bytes", f"{len(places):,} files or rows, each hashed again", not bad, "the recorded SHA-256 of each", named)


def _check_archive(archive: Archive, traced: Sequence[Traced]) -> Iterator[Step]:
    files = {item.container_sha256 or item.raw_sha256: item for item in sorted(traced, key=lambda item: item.id, reverse=True)}
    for digest, item in sorted(files.items(), key=lambda pair: pair[1].origin):
        path = archive.path_of(digest)
        found = hash_file(path) if path.is_file() else "no file"
        name = f"archive/{digest[:2]}/{digest}"
        yield Step(
            "container" if item.container_sha256 else "file", f"{item.origin or '?'} ({name}), hashed again", found == digest, digest, found
        )
        try:
            kept = archive.describe(digest)
        except NotHeld:
            yield Step("retrieved", f"{name} has no line in archive/index.jsonl", False, "a line", "none")
            continue
        yield Step("retrieved", f"kept {kept.retrieved}, {kept.size:,} bytes, from {kept.origin}", kept.retrieved == item.retrieved,
                   item.retrieved, kept.retrieved)  # fmt: skip


def _say_licences(traced: Sequence[Traced]) -> Iterator[Step]:
    for source, publisher, licence in sorted({(item.source, item.publisher, item.licence) for item in traced}):
        yield Step("licence", f"{source}, {publisher}: {licence}")


def _count(items: Sequence[Any], noun: str) -> str:
    return f"{len(items):,} {noun}{'' if len(items) == 1 else 's'}"
