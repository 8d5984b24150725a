"""Match the lexicon against every paragraph once, and keep the answer as a cache.

A cache file is named by the part it was made from, the lexicon's hash and the matcher's version, so that a new lexicon or an
older version of the workspace never reads another's uses. Losing the folder `index/` costs only time.
"""

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from watchword.lexicon.records import MATCHER, Lexicon
from watchword.lexicon.standing import Setting, judge, needs_judging
from watchword.model import Standing
from watchword.pipeline.progress import track
from watchword.store.catalogue import Part
from watchword.store.schema import USES
from watchword.store.tables import TablesView
from watchword.store.workspace import Workspace

if TYPE_CHECKING:
    from watchword.lexicon.match import Hits, Matcher

_CACHE_FORMAT = 2  # of the cache files; changes whenever their columns do
_CONTEXT = 100  # code points kept on each side of a use


def ensure_uses(workspace: Workspace, version: int, lexicon: Lexicon) -> list[Path]:
    """Return the files of uses of a version, matching those parts that were not matched with this lexicon before."""
    parts = workspace.catalogue.parts(version, "paragraphs")
    files = [_cache_file(workspace, part, lexicon) for part in parts]
    missing = [(part, file) for part, file in zip(parts, files, strict=True) if not file.is_file()]
    if missing:
        from watchword.lexicon.match import Matcher

        view = TablesView(workspace, version=version)
        matcher = Matcher(lexicon, threads=view.settings.threads)
        try:
            for part, file in track(missing, "matching the lexicon", len(missing)):
                _write(find_uses(workspace.folder / part.file, view, lexicon, matcher), file)
        finally:
            view.close()
    return files


def find_uses(part: Path, view: TablesView, lexicon: Lexicon, matcher: "Matcher") -> pa.Table:
    """Return the uses in one part of paragraphs, with their standing, as a table with the columns of `schema.USES`."""
    paragraphs = pq.read_table(part, columns=["document", "position", "text", "text_sha256"])
    texts = paragraphs["text"].combine_chunks()
    texts = texts.cast(pa.large_string()) if texts.type != pa.large_string() else texts
    encoded = paragraphs["document"].combine_chunks().dictionary_encode()
    ids, codes = encoded.dictionary.to_pylist(), encoded.indices.to_numpy()
    settings = _settings(view, ids)
    languages = np.array([settings[identity][1] for identity in ids], dtype=object)[codes]
    hits = matcher.scan(texts, languages.tolist())
    hashes = paragraphs["text_sha256"].combine_chunks()
    return _use_table(hits, (ids, codes, paragraphs["position"].to_numpy()), (texts, hashes), settings, (lexicon, matcher))


def _settings(view: TablesView, ids: Sequence[str]) -> dict[str, tuple[Setting, str]]:
    """Return, for each document id, the setting that a standing depends on, and the language."""
    wanted = pa.table({"id": pa.array(ids, pa.string())})
    found = view.join_ids("SELECT id, work, date, organ, source, language, actors FROM all_documents", wanted)
    return {
        row["id"]: (
            Setting(row["work"], row["date"], row["organ"], row["source"], {a["state"] for a in row["actors"] if a["state"]}),
            row["language"],
        )
        for row in found
    }


def _use_table(
    hits: "Hits",
    place: tuple[list[str], np.ndarray, np.ndarray],
    texts_and_hashes: tuple[pa.Array, pa.Array],
    settings: dict[str, tuple[Setting, str]],
    lexicon_and_matcher: tuple[Lexicon, "Matcher"],
) -> pa.Table:
    lexicon, matcher = lexicon_and_matcher
    ids, codes, positions = place
    texts, hashes = texts_and_hashes
    formulations = {f.id: f for f in lexicon.formulations}
    rows = []
    for form_number, row, start, end in zip(hits.form.tolist(), hits.row.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True):
        form = matcher.forms[form_number]
        formulation = formulations[matcher.formulations[matcher.formulation_of[form_number]]]
        text, document = texts[row].as_py(), ids[codes[row]]
        standing = Standing.IN_SCOPE
        if needs_judging(formulation, form):
            standing = judge(formulation, form, settings[document][0], text)
        around = (text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT], hashes[row].as_py())
        rows.append((formulation.id, form.id, document, int(positions[row]), start, end, text[start:end], standing.value, *around))
    rows.sort()
    columns: list[Sequence[object]] = list(zip(*rows, strict=True)) or [() for _ in USES]
    return pa.table([pa.array(c, type=f.type) for c, f in zip(columns, USES, strict=True)], schema=USES)


def _cache_file(workspace: Workspace, part: Part, lexicon: Lexicon) -> Path:
    key = sha256(f"{part.sha256} {lexicon.sha256} {MATCHER} {_CACHE_FORMAT}".encode()).hexdigest()[:24]
    return workspace.folder / "index" / "uses" / f"{key}.parquet"


def _write(table: pa.Table, file: Path) -> None:
    """Write the cache so that a reader in another process sees all of it or nothing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(f".{os.getpid()}.tmp")
    pq.write_table(table, temporary, compression="zstd")
    temporary.replace(file)
