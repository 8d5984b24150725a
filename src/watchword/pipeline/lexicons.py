"""Check a lexicon's files once, and keep what was read as a cache: the check folds and reads every wording, at each start of a command.

A cache file is named by the files' names and bytes, the program's version and that of the checks. One that cannot be read, or does not
hold the content whose hash it names, is made anew. Losing the folder `index/` costs only time.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from watchword import __version__
from watchword.lexicon.records import Lexicon, canonical_bytes, read_canonical

CHECKS = "lexicon.load/1"
"""Changes whenever `lexicon.load` refuses or reads anything otherwise than before."""


def lexicon_of(files: Mapping[str, bytes]) -> Lexicon:
    """Return the lexicon among a version's pinned files; raise `ConfigurationError` at the first mistake."""
    from watchword.lexicon.load import load_lexicon

    return load_lexicon({path: content for path, content in files.items() if path.startswith("lexicon/")})


def ensure_lexicon(folder: Path, files: Mapping[str, bytes]) -> Lexicon:
    """Return the lexicon among a version's pinned files as `lexicon_of` does, from the cache of the workspace in `folder`."""
    file = folder / "index" / "lexicon" / f"{_key(files)}.json"
    kept = _read(file)
    if kept:
        return kept
    lexicon = lexicon_of(files)
    with suppress(OSError):  # a workspace that cannot be written is read all the same
        _write(lexicon, file)
    return lexicon


def _key(files: Mapping[str, bytes]) -> str:
    parts = [f"{path} {sha256(files[path]).hexdigest()}" for path in sorted(files) if path.startswith("lexicon/")]
    return sha256("\n".join((__version__, CHECKS, *parts)).encode()).hexdigest()[:24]


def _read(file: Path) -> Lexicon | None:
    """Return the lexicon of a cache file; None where there is none, or where it is damaged."""
    try:
        kept = json.loads(file.read_bytes())
        lexicon = read_canonical(kept["formulations"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return lexicon if lexicon.sha256 == kept["sha256"] else None


def _write(lexicon: Lexicon, file: Path) -> None:
    """Write the cache so that a reader in another process sees all of it or nothing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(f".{os.getpid()}.tmp")
    temporary.write_text(f'{{"sha256":"{lexicon.sha256}","formulations":{canonical_bytes(lexicon.formulations).decode()}}}', "utf-8")
    temporary.replace(file)
