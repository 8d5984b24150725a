"""`export bundle`: the evidence of an entry or a formulation as one zip that is checked offline, with the bytes that may be handed on."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

from watchword import __version__
from watchword.evidence.chain import Traced
from watchword.evidence.entries.judging import Built
from watchword.evidence.offline import FORMAT, MANIFEST, check_bundle, say_counts, stands_in
from watchword.lexicon.records import MATCHER
from watchword.model import Display
from watchword.pipeline.citing import find_references
from watchword.pipeline.entries import has_entry
from watchword.pipeline.gathering import Gathered, gather_evidence
from watchword.pipeline.gathering_claims import gather_claims, list_faults, list_notations
from watchword.pipeline.opening import Reading, Where, open_reading
from watchword.pipeline.rereading import trace_records
from watchword.publish.citing.formats import WRITERS
from watchword.publish.citing.styles import print_text
from watchword.publish.entry import render_entry
from watchword.publish.packing import write_pack
from watchword.sources.archive import Archive
from watchword.sources.reopening import Place, reread

__all__ = ["Bundled", "check_bundle", "export_bundle", "say_counts"]

_README = """\
Evidence on “{label}”

Made by Watchword {program} from version {version} of a workspace. The same workspace gives the same bytes.

Check it, offline, with Python 3.10 or newer alone:

    python verify.py

Every file is hashed again, every quotation is looked for in its paragraph and in its document's bytes, and every claim of an entry in
its place. Exit code 3 says that something does not hold, and what. The SHA-256 of manifest.json,
which the check prints, stands for the whole: keep it where you cite it.

manifest.json   what is here: findings with the finder that made each and its version, documents and votes with hash, place, time and
                licence, quotations with document, paragraph and offsets (code points, counted from 0)
bytes/          the files that documents were read from, named by their SHA-256, where their licence lets them be handed on
entries/        the entry as it was written and as it was built, where this is the bundle of one: each claim in it is compared too
citations.*     references to all of them: as text in the United Nations' style, and as BibTeX, RIS and CSL-JSON
verify.py       the check

Not here: the bytes of {withheld} of {documents} records. Their licence does not let us hand them on (display "quote" or "none"); the
manifest gives their hash, their place, and how to get them.

Each source has its own licence: it stands beside each document. What Watchword itself adds is under the Apache License 2.0.
"""


@dataclass(frozen=True, slots=True)
class Bundled:
    """What went into a bundle, of an entry ("" where it is of a formulation alone); with `problems`, sentences, nothing was written."""

    target: str
    entry: str
    formulation: str
    version: int
    findings: int
    documents: int
    with_bytes: int
    quotations: int
    size: int
    manifest_sha256: str
    problems: tuple[str, ...]


def export_bundle(where: Where, name: str, target: Path) -> Bundled:
    """Write the bundle of an entry, or where none is called so of a formulation (an id, a label or words), to `target`.

    Every claim is held against the records and every hash computed again first: nothing is written where one does not hold. Raise
    `UnknownFormulation`.
    """
    with open_reading(where.folder, as_of=where.as_of, until=where.until) as reading:
        gathered = gather_claims(reading, name) if has_entry(reading, name) else gather_evidence(reading, name)
        traced, steps = trace_records(reading, gathered.rests)
        problems = [f"{step.step}: {step.says}: expected {step.expected}, found {step.found}" for step in steps if step.holds is False]
        problems += [f"{item.id}: {item.problem}" for item in traced if item.problem]
        problems += list_faults(gathered.built) if gathered.built else []
        files = {} if problems else _gather_files(reading, gathered, traced)
    size = write_pack(files, target) if files else 0
    manifest = json.loads(files[MANIFEST]) if files else {"documents": (), "quotations": ()}
    return Bundled(
        str(target), gathered.built.entry.name if gathered.built else "", gathered.formulation.id, reading.view.version,
        len(gathered.findings), len(manifest["documents"]), sum(1 for row in manifest["documents"] if row["bytes"]),
        len(manifest["quotations"]), size, sha256(files[MANIFEST]).hexdigest() if files else "", tuple(dict.fromkeys(problems)),
    )  # fmt: skip


def _gather_files(reading: Reading, gathered: Gathered, traced: Sequence[Traced]) -> dict[str, bytes]:
    """Return all files of the bundle, the manifest last."""
    shown = {Place(t.raw_sha256, t.container_sha256, t.path) for t in traced if t.display == Display.FULL}
    held = {again.place.raw_sha256: again.data for again in reread(Archive(reading.workspace.folder / "archive"), shown) if again.data}
    files = {f"bytes/{digest}": data for digest, data in held.items()}
    documents = [_describe(item, held) for item in {item.id: item for item in traced}.values()]
    texts = _read_texts(reading, traced)
    quotations = [_quote(item, texts, held) for item in traced if item.quote]
    withheld = sum(1 for row in documents if not row["bytes"])
    words = {"label": gathered.formulation.label, "program": __version__, "version": reading.view.version}
    files |= _cite_all(reading, traced)
    files["README.txt"] = _README.format(**words, withheld=withheld, documents=len(documents)).encode()
    files["verify.py"] = resources.files("watchword.evidence").joinpath("offline.py").read_bytes()
    if gathered.built:
        entry = gathered.built.entry
        files[entry.file] = reading.workspace.catalogue.files(reading.view.version)[entry.file]
        files[f"entries/{entry.name}.html"] = render_entry(gathered.built).encode()
    files[MANIFEST] = _print_manifest(reading, gathered, documents, quotations, files)
    return files


def _cite_all(reading: Reading, traced: Sequence[Traced]) -> dict[str, bytes]:
    """Return references to all records as text in the United Nations' style and as files for reference managers."""
    references = find_references(reading.view, list(dict.fromkeys(item.id for item in traced)))
    files = {f"citations.{suffix}": WRITERS[form](references) for form, suffix in (("bibtex", "bib"), ("ris", "ris"), ("csl-json", "json"))}
    files["citations.txt"] = "".join(f"{line}\n" for line in sorted(set(print_text(references, "un"))))
    return {name: text.encode() for name, text in files.items()}


def _print_manifest(
    reading: Reading, gathered: Gathered, documents: list[dict[str, Any]], quotations: list[dict[str, Any]], files: dict[str, bytes]
) -> bytes:
    formulation = gathered.formulation
    value = {
        "format": FORMAT,
        "formulation": {"id": formulation.id, "label": formulation.label, "gloss": formulation.gloss},
        "made_by": {
            "program": f"watchword {__version__}", "matcher": MATCHER, "lexicon_sha256": reading.lexicon.sha256,
            "version": reading.view.version, "until": reading.view.until,
        },
        "findings": [asdict(finding) for finding in gathered.findings],
        "entry": _describe_entry(gathered.built, files) if gathered.built else None,
        "documents": documents,
        "quotations": quotations,
        "files": {name: sha256(data).hexdigest() for name, data in sorted(files.items())},
    }  # fmt: skip
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _describe_entry(built: Built, files: dict[str, bytes]) -> dict[str, Any]:
    """Return an entry as the manifest lists it: its head, its two files, and each claim with its place in the first."""
    entry = built.entry
    return {
        "name": entry.name, "file": entry.file, "page": f"entries/{entry.name}.html", "head": asdict(entry.head),
        "claims": list_notations(built, files[entry.file].decode("utf-8-sig")),
    }  # fmt: skip


def _describe(item: Traced, held: dict[str, bytes]) -> dict[str, Any]:
    """Return a record as the manifest lists it: with its bytes, or with how to get them."""
    names = ("table", "id", "key", "symbol", "date", "title", "source", "publisher", "licence", "display", "url", "extractor",
             "raw_sha256", "container_sha256", "path", "origin", "retrieved")  # fmt: skip
    here = f"bytes/{item.raw_sha256}" if item.raw_sha256 in held else ""
    inside = f", inside it {item.path}" if item.container_sha256 else ""
    at = f" at {item.url}" if item.url else ""
    how = "" if here else f"from {item.publisher}{at}: the file {item.origin}{inside}; its SHA-256 must be {item.raw_sha256}"
    return {name: getattr(item, name) for name in names} | {"bytes": here, "how_to_get": how}


def _read_texts(reading: Reading, traced: Sequence[Traced]) -> dict[tuple[str, int], str]:
    wanted = sorted({item.id for item in traced if item.quote and item.display == Display.FULL})
    rows = reading.view.rows(
        "SELECT document, position, text FROM paragraphs WHERE document IN (SELECT unnest(?::VARCHAR[])) ORDER BY document, position",
        [wanted],
    )
    return {(row["document"], row["position"]): row["text"] for row in rows}


def _quote(item: Traced, texts: dict[tuple[str, int], str], held: dict[str, bytes]) -> dict[str, Any]:
    """Return a quotation, with its paragraph where the licence lets it be shown in full."""
    data = held.get(item.raw_sha256)
    return {
        "document": item.id, "paragraph": item.paragraph, "start": item.start, "end": item.end, "quote": item.quote,
        "text_sha256": item.text_sha256, "text": texts.get((item.id, item.paragraph)),
        "in_bytes": stands_in(item.quote, data) if data is not None else None,
    }  # fmt: skip
