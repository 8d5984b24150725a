"""Tell which source reads which file, for `ingest auto` and the demo: by the paths inside, and for XML by its root."""

import re
from collections.abc import Iterator
from pathlib import Path

from watchword.errors import WatchwordError
from watchword.sources.base import Entry
from watchword.sources.files import walk

_SIGNATURES = (
    ("un_general_debate", re.compile(r"(^|/)Session \d+ - \d{4}/[A-Z]{2,3}_\d+_\d{4}\.txt$")),
    ("un_parallel_sentences", re.compile(r"(^|/)UNv[^/]*\.ids$")),
    ("hrc_votes", re.compile(r"(^|/)votes_long_rebuilt\.csv$")),
    ("newsroom_hrc_tallies", re.compile(r"(^|/)unhrc_resolutions\.ods$")),
    ("ga_votes", re.compile(r"(^|/)unvotes\.csv$")),
    ("watchword_starter", re.compile(r"(^|/)case\.toml$")),
    ("state_properties", re.compile(r"\.properties\.csv$|(^|/)gfdc-bri-countries-[^/]*\.csv$")),
    ("statements", re.compile(r"\.statement\.toml$")),
    ("json_lines", re.compile(r"\.(jsonl|ndjson)$")),
)
# Sources of which one file is the whole: such a file does not make the folder around it theirs.
_SINGLE_FILES = {"newsroom_hrc_tallies"}
_XML_ROOTS = (
    (b"akomaNtoso", "un_akoma_ntoso"),
    (b"MARC21/slim", "marcxml"),
    (b"<record", "marcxml"),
    (b"<collection", "marcxml"),
)
_SNIFFED = 4096


def recognise(path: Path) -> list[tuple[str, Path]]:
    """Return (source, path) for a file or archive, or for each file and archive directly inside a folder of them.

    What holds files of several sources is returned once for each. A folder that a source recognises as a whole (a publisher's own
    layout) is one item for each source with files loose in it. What nobody recognises is left out.
    """
    if not path.is_dir():
        return [(source, path) for source in _sources_of(path)]
    whole = _sources_of(path, loose_only=True)
    if set(whole) - _SINGLE_FILES:
        return [(source, path) for source in whole]
    children = sorted(child for child in path.iterdir() if not child.name.startswith("."))
    return [pair for child in children if child.is_dir() or _is_container(child) for pair in recognise(child)]


def _is_container(path: Path) -> bool:
    return path.suffix.lower() in {".zip", ".tar", ".tgz", ".gz", ".xz", ".zst", ".xml", ".jsonl", ".mrcx", ".ods"}


def _sources_of(path: Path, *, loose_only: bool = False) -> list[str]:
    """Return the names of the sources that read something at `path`, in the order of the first file of each.

    Of XML only the first file of a known kind is opened: a publisher's archive holds one kind.
    """
    found: dict[str, None] = {}
    xml_known = False
    for entry in _entries(path, loose_only=loose_only):
        found |= {source: None for source, signature in _SIGNATURES if signature.search(entry.path)}
        if not xml_known and entry.path.lower().endswith((".xml", ".mrcx")) and (source := _sniff(entry)):
            found[source], xml_known = None, True
    return list(found)


def _sniff(entry: Entry) -> str:
    """Return the source that reads XML of this file's kind, "" where none does or the bytes cannot be unpacked."""
    try:
        with entry.open() as stream:
            head = stream.read(_SNIFFED)
    except WatchwordError:
        return ""
    return next((source for mark, source in _XML_ROOTS if mark in head), "")


def _entries(path: Path, *, loose_only: bool) -> Iterator[Entry]:
    """Yield entries; in a folder, with `loose_only`, not those inside its archives."""
    for entry in walk(path, lambda issue: None, lambda file: ("", "")):
        if not (loose_only and entry.container):
            yield entry
