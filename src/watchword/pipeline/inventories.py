"""Count the words of every document once, and cut the paragraphs around a formulation once, and keep both as caches.

A cache file is named by what it was made from (parts, language, lexicon, formulation) and the versions of what made it, so that no
answer rests on another's file. Losing the folder `index/` costs only time.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from watchword.lexicon.records import MATCHER, Formulation
from watchword.pipeline.opening import Reading
from watchword.pipeline.progress import track
from watchword.store.base import CITED_ONLY
from watchword.store.catalogue import Part
from watchword.text.cut import CUTTER
from watchword.usage.inventory import COUNTS, Inventory, count_documents, join_inventory, total_words
from watchword.usage.neighbours import STANDINGS, Neighbours, gather_neighbours, read_neighbours

_CACHE_FORMAT = 1  # of the cache files; changes whenever their columns do
_BATCH = 16 << 20  # bytes of text that are cut at a time


def ensure_inventory(reading: Reading, language: str) -> Inventory:
    """Return the words of all documents in one language ("" unknown), counting those parts that were not counted before.

    What is only cited is no document of a corpus, and is left out.
    """
    parts = reading.workspace.catalogue.parts(reading.view.version, "paragraphs")
    files = [_file(reading, "words", part.sha256, language) for part in parts]
    missing = [(part, file) for part, file in zip(parts, files, strict=True) if not file.is_file()]
    if missing:
        spoken = reading.view.table(f"SELECT id FROM all_documents WHERE language = ? AND source <> '{CITED_ONLY}'", [language])[
            "id"
        ].combine_chunks()
        for part, file in track(missing, f"counting words ({language or 'language unknown'})", len(missing)):
            counts = _join(COUNTS, _count_part(reading.workspace.folder / part.file, spoken, language))
            _write(total_words(counts), _totals(file))
            _write(counts, file)
    document = COUNTS.get_field_index("document")
    return join_inventory(language, [(_read(_totals(file)), _read(file, document)["document"], partial(_read, file)) for file in files])


def is_counted(reading: Reading, language: str) -> bool:
    """Say whether all words in one language are counted, so that `ensure_inventory` has only to read them."""
    parts = reading.workspace.catalogue.parts(reading.view.version, "paragraphs")
    return all(_file(reading, "words", part.sha256, language).is_file() for part in parts)


def _count_part(part: Path, spoken: pa.Array, language: str) -> Iterator[pa.Table]:
    """Yield the counts of the documents of a part that are in the language, some whole documents at a time."""
    ids = pq.read_table(part, columns=["document"])["document"].combine_chunks()
    wanted = pc.is_in(ids, value_set=spoken)
    if not pc.any(wanted).as_py():
        return
    paragraphs = pq.read_table(part, columns=["document", "text"]).filter(wanted)
    documents, texts = paragraphs["document"].combine_chunks(), paragraphs["text"].combine_chunks()
    encoded = documents.dictionary_encode().indices.to_numpy()
    order = np.argsort(encoded, kind="stable")
    sizes = np.cumsum(pc.binary_length(texts).to_numpy(zero_copy_only=False)[order], dtype=np.int64)
    ends = np.flatnonzero(np.diff(encoded[order], append=-1)) + 1
    first = 0
    while first < len(order):
        before = sizes[first - 1] if first else 0
        last = int(ends[min(np.searchsorted(sizes[ends - 1], before + _BATCH), len(ends) - 1)])
        rows = pa.array(order[first:last])
        yield count_documents(texts.take(rows), documents.take(rows), language)
        first = last


def ensure_neighbours(reading: Reading, formulation: Formulation, language: str) -> Neighbours:
    """Return the words around the uses of a formulation in one language, cutting the paragraphs if that was not done before."""
    parts: Sequence[Part] = reading.workspace.catalogue.parts(reading.view.version, "paragraphs")
    made_from = f"{reading.lexicon.sha256} {MATCHER} {formulation.id} " + " ".join(sorted(part.sha256 for part in parts))
    file = _file(reading, "neighbours", made_from, language)
    if not file.is_file():
        _write(_cut_around(reading, formulation, language), file)
    return read_neighbours(_read(file))


def _cut_around(reading: Reading, formulation: Formulation, language: str) -> pa.Table:
    rows = reading.view.rows(
        """SELECT p.document AS document, p.text AS text,
                  list({'start': u.start, 'end': u."end", 'standing': u.standing::VARCHAR} ORDER BY u.start, u."end") AS uses
           FROM all_uses u JOIN paragraphs p ON p.document = u.document AND p.position = u.paragraph
           JOIN all_documents d ON d.id = u.document
           WHERE u.formulation = ? AND d.language = ? GROUP BY p.document, p.position, p.text ORDER BY p.document, p.position""",
        [formulation.id, language],
    )
    numbers = {standing.value: number for number, standing in enumerate(STANDINGS)}
    uses = [[(use["start"], use["end"], numbers[use["standing"]]) for use in row["uses"]] for row in rows]
    return gather_neighbours([row["text"] for row in rows], [row["document"] for row in rows], uses, language)


def _file(reading: Reading, folder: str, made_from: str, language: str) -> Path:
    key = sha256(f"{made_from} {language} {CUTTER} {_CACHE_FORMAT}".encode()).hexdigest()[:24]
    return reading.workspace.folder / "index" / folder / f"{key}.arrow"


def _totals(file: Path) -> Path:
    """Return the file of a part's totals, which is written before that of its counts."""
    return file.with_suffix(".totals.arrow")


def _read(file: Path, *columns: int) -> pa.Table:
    """Read a cache file; of some columns only, where they are named."""
    options = pa.ipc.IpcReadOptions(included_fields=list(columns) or None)
    with pa.memory_map(str(file)) as source:
        return pa.ipc.open_file(source, options=options).read_all()


def _join(schema: pa.Schema, tables: Iterable[pa.Table]) -> pa.Table:
    """Join tables to one batch with one dictionary for each column."""
    return pa.concat_tables([schema.empty_table(), *tables]).unify_dictionaries().combine_chunks()


def _write(table: pa.Table, file: Path) -> None:
    """Write the cache so that a reader in another process sees all of it or nothing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(f".{os.getpid()}.tmp")
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with pa.OSFile(str(temporary), "wb") as sink, pa.ipc.new_file(sink, table.schema, options=options) as writer:
        writer.write_table(table.combine_chunks())
    temporary.replace(file)
