"""Tell which source reads which file, for `ingest auto` and the demo: by the paths inside, and for XML by its root."""

import re
from collections.abc import Iterator
from pathlib import Path

from watchword.sources.base import Entry
from watchword.sources.files import walk

_SIGNATURES = (
    ("un_general_debate", re.compile(r"(^|/)Session \d+ - \d{4}/[A-Z]{2,3}_\d+_\d{4}\.txt$")),
    ("hrc_votes", re.compile(r"(^|/)votes_long_rebuilt\.csv$")),
    ("ga_votes", re.compile(r"(^|/)unvotes\.csv$")),
    ("watchword_starter", re.compile(r"(^|/)case\.toml$")),
    ("state_properties", re.compile(r"\.properties\.csv$|(^|/)gfdc-bri-countries-[^/]*\.csv$")),
    ("statements", re.compile(r"\.statement\.toml$")),
    ("json_lines", re.compile(r"\.(jsonl|ndjson)$")),
)
_XML_ROOTS = (
    (b"akomaNtoso", "un_akoma_ntoso"),
    (b"MARC21/slim", "marcxml"),
    (b"<record", "marcxml"),
    (b"<collection", "marcxml"),
)
_SNIFFED = 4096


def recognise(path: Path) -> list[tuple[str, Path]]:
    """Return (source, path) for a file or archive, or for each file and archive directly inside a folder of them.

    A folder that a source recognises as a whole (a publisher's own layout) is one item. What nobody recognises is left out.
    """
    if path.is_dir() and not (whole := _source_of(path, loose_only=True)):
        children = sorted(child for child in path.iterdir() if not child.name.startswith("."))
        return [pair for child in children if child.is_dir() or _is_container(child) for pair in recognise(child)]
    source = whole if path.is_dir() else _source_of(path)
    return [(source, path)] if source else []


def _is_container(path: Path) -> bool:
    return path.suffix.lower() in {".zip", ".tar", ".tgz", ".gz", ".xz", ".zst", ".xml", ".jsonl", ".mrcx"}


def _source_of(path: Path, *, loose_only: bool = False) -> str:
    """Return the name of the source that reads `path`, "" where none does."""
    for entry in _entries(path, loose_only=loose_only):
        for source, signature in _SIGNATURES:
            if signature.search(entry.path):
                return source
        if entry.path.lower().endswith((".xml", ".mrcx")):
            with entry.open() as stream:
                head = stream.read(_SNIFFED)
            for mark, source in _XML_ROOTS:
                if mark in head:
                    return source
    return ""


def _entries(path: Path, *, loose_only: bool) -> Iterator[Entry]:
    """Yield entries; in a folder, with `loose_only`, not those inside its archives."""
    for entry in walk(path, lambda issue: None, lambda file: ("", "")):
        if not (loose_only and entry.container):
            yield entry
