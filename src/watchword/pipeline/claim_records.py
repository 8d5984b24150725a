"""The records that a claim of an entry rests on: those of its grounds, and of a figure the uses that it counts."""

from collections.abc import Iterator
from typing import Any

from watchword.evidence.chain import Step
from watchword.evidence.claims import Ground
from watchword.evidence.entries.judging import Judged
from watchword.evidence.entries.record import Span
from watchword.model import Holding, Standing
from watchword.pipeline.opening import Reading
from watchword.pipeline.rereading import Rest
from watchword.sources.archive import Archive
from watchword.states import resolve
from watchword.store.locating import hash_part, locate_parts
from watchword.store.workspace import hash_file

_COUNTED = ("usage", "users", "company", "collocate")


def list_rests(reading: Reading, span: Span, claim: Judged) -> list[Rest]:
    """Return the records behind a claim, each with the words that it rests on; none for what is measured, whose bytes are elsewhere.

    A count rests on the uses in it, what two texts have to do with each other on both of them.
    """
    rests: list[Rest] = []
    for ground in claim.evidence:
        if ground.holding == Holding.MEASURED:
            continue
        if ground.evidence is not None:
            place = ground.evidence
            rests.append(Rest("documents", place.document, place.paragraph, place.start, place.end, place.quote))
        elif claim.kind == "link":
            rests += _find_linked(reading, claim)
        elif claim.kind in _COUNTED:
            rests += _find_uses(reading, span, claim, ground)
        else:
            rests += _find_records(reading, ground)
    return rests


def list_files(reading: Reading, claim: Judged) -> Iterator[Step]:
    """Yield the checks of what is no record of its own: the part that a link or event stands in, and the files of an event's source."""
    table, column = {"link": ("links", "start"), "former": ("links", "start"), "event": ("events", "date")}.get(claim.kind, ("", ""))
    if not table:
        return
    for part in locate_parts(reading.workspace, reading.view.version, table, column, {claim.names[0]}):
        found = hash_part(reading.workspace, part)
        yield Step("part", f"{part.file}, {part.rows:,} rows of {table}", found == part.sha256, part.sha256, found)
    if claim.kind == "event":
        sources = {ground.source for ground in claim.evidence}
        archive = Archive(reading.workspace.folder / "archive")
        for item in reading.workspace.catalogue.ingests(reading.view.version):
            if item.source in sources:
                path = archive.path_of(item.sha256)
                found = hash_file(path) if path.is_file() else "no file"
                yield Step(
                    "file", f"{item.path} (archive/{item.sha256[:2]}/{item.sha256}), hashed again", found == item.sha256, item.sha256, found
                )


def _find_records(reading: Reading, ground: Ground) -> list[Rest]:
    rests = []
    for table in ("roll_calls", "documents"):
        rows = reading.view.rows(f"SELECT id FROM {table} WHERE key = ? AND raw_sha256 = ? ORDER BY id", [ground.record, ground.raw_sha256])
        rests += [Rest(table, row["id"]) for row in rows]
    return rests


def _find_linked(reading: Reading, claim: Judged) -> list[Rest]:
    names = list(claim.names[:2])
    marks = ", ".join("?" for _ in names)
    rows = reading.view.rows(
        f"SELECT id FROM documents WHERE key IN ({marks}) OR work IN ({marks}) OR symbol IN ({marks}) ORDER BY id", [*names, *names, *names]
    )
    return [Rest("documents", row["id"]) for row in rows]


def _find_uses(reading: Reading, span: Span, claim: Judged, ground: Ground) -> list[Rest]:
    """Return the uses behind a count: of the formulation, and where it is of company of both in the documents that hold both."""
    tie = next(tie for tie in span.ties if tie.names == claim.names)
    names = claim.names[:2] if claim.kind == "company" else claim.names[:1]
    ids = [reading.lexicon.find(name).id for name in names]
    language = ground.record.removeprefix(ground.source).strip(" ()")
    antecedent = any(figure.startswith("antecedent") for figure in tie.figures)
    standings = [Standing.ANTECEDENT.value if antecedent else Standing.IN_SCOPE.value]
    first, _, last = tie.options.get("year", "").partition("..")
    where, values = ["d.source = ?", "u.standing = ?"], list[Any]([ground.source, *standings])
    if language:
        where, values = [*where, "d.language = ?"], [*values, language]
    if first:
        where, values = [*where, "substr(d.date, 1, 4) BETWEEN ? AND ?"], [*values, first, last or first]
    if "state" in tie.options:
        where, values = (
            [*where, "d.id IN (SELECT id FROM (SELECT id, unnest(actors) AS x FROM documents) WHERE x.state = ?)"],
            [*values, resolve(tie.options["state"]).code],
        )
    for id in ids:
        where, values = [*where, "d.id IN (SELECT document FROM uses WHERE formulation = ?)"], [*values, id]
    marks = ", ".join("?" for _ in ids)
    rows = reading.view.rows(
        f"""SELECT u.document, u.paragraph, u.start, u."end" AS e, u.text FROM uses u JOIN documents d ON d.id = u.document
            WHERE {" AND ".join(where)} AND u.formulation IN ({marks}) ORDER BY ALL""",
        [*values, *ids],
    )
    return [Rest("documents", *row.values()) for row in rows]
