"""Check a bundle of evidence offline: python verify.py [FOLDER or ZIP]

Every file is hashed again, every quotation is looked for in its paragraph and in its document's bytes, and every claim of an entry in its
file. Needs Python 3.10 or newer and nothing else. Exit code 0: everything holds; 3: something does not, and it is said
what; 2: this is no bundle.
"""

import html
import json
import re
import sys
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

FORMAT = "watchword bundle 1"
MANIFEST = "manifest.json"
_TAG = re.compile(r"<[^<>]*>")
_LARGEST = 4_000_000_000  # bytes of all files of a bundle together: what unpacks to more is refused


def check_place(text: str, start: int, end: int, quote: str, text_sha256: str) -> str:
    """Return what is wrong with a paragraph's text or with a quotation at a place in it, "" where both are as recorded."""
    found = sha256(text.encode()).hexdigest()
    if found != text_sha256:
        return f"the paragraph's text has the SHA-256 {found}, recorded is {text_sha256}"
    if start >= 0 and text[start:end] != quote:
        return f"at {start} to {end} stands {text[start:end]!r}, recorded is {quote!r}"
    return ""


def stands_in(quote: str, data: bytes) -> bool:
    """Say whether the words stand in the bytes as they are, mark-up, escapes and white space apart.

    False proves nothing: an extractor joins what mark-up parts, and repairs what a scan broke.
    """
    text = data.decode("utf-8", errors="replace")
    texts = [text]
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        texts.append(html.unescape(_TAG.sub("", text)))
    elif text.lstrip().startswith("{"):
        try:
            texts = _strings(json.loads(text))
        except ValueError:
            texts = [text]
    wanted = "".join(quote.split())
    return any(wanted in "".join(each.split()) for each in texts)


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inner for text in _strings(each)]


def check_bundle(place: str | Path) -> tuple[dict[str, Any], list[str]]:
    """Return counts of what was checked, and a sentence for each thing that does not hold; raise `ValueError` for what is no bundle."""
    files = _open(Path(place))
    try:
        manifest = json.loads(files[MANIFEST].decode("utf-8"))
        listed, documents, quotations = manifest["files"], manifest["documents"], manifest["quotations"]
        known = manifest["format"] == FORMAT
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{place}: {MANIFEST} is missing or is no list of a bundle's files ({error})") from error
    if not known:
        raise ValueError(f"{place}: format {manifest['format']!r}; this reads {FORMAT!r}")
    problems = []
    for name, digest in sorted(listed.items()):
        found = sha256(files[name]).hexdigest() if name in files else "no file"
        if found != digest:
            problems.append(f"{name}: expected SHA-256 {digest}, found {found}")
    problems += [f"{name}: not in {MANIFEST}" for name in sorted(files) if name not in listed and name != MANIFEST]
    known_bytes = {}
    for row in documents:
        data = files.get(row["bytes"]) if row["bytes"] else None
        known_bytes[row["id"]] = data
        if row["bytes"] and (data is None or sha256(data).hexdigest() != row["raw_sha256"]):
            problems.append(f"{row['id']}: its bytes ({row['bytes']}) do not have the SHA-256 {row['raw_sha256']}")
    for row in quotations:
        problem = _check_quotation(row, known_bytes.get(row["document"]))
        if problem:
            problems.append(f"{row['document']}, paragraph {row['paragraph']}, “{row['quote']}”: {problem}")
    claims = _list_claims(manifest)
    problems += _check_claims(manifest, files)
    counts = {
        "files": len(listed),
        "documents": len(documents),
        "with_bytes": sum(1 for row in documents if row["bytes"]),
        "quotations": len(quotations),
        "claims": len(claims),
        "in_paragraph": sum(1 for row in quotations if row["text"] is not None),
        "in_bytes": sum(1 for row in quotations if row["in_bytes"]),
        "manifest_sha256": sha256(files[MANIFEST]).hexdigest(),
    }
    return counts, problems


def _check_quotation(row: dict[str, Any], data: bytes | None) -> str:
    if row["text"] is not None:
        problem = check_place(row["text"], row["start"], row["end"], row["quote"], row["text_sha256"])
        if problem:
            return problem
    if row["in_bytes"] and (data is None or not stands_in(row["quote"], data)):
        return "the words no longer stand in the document's bytes"
    return ""


def _list_claims(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (manifest.get("entry") or {}).get("claims", [])
    return found


def _check_claims(manifest: dict[str, Any], files: dict[str, bytes]) -> list[str]:
    """Compare each claim with its place in the entry's file, up to the first that moved, and its quotation with those of the bundle."""
    claims, name = _list_claims(manifest), (manifest.get("entry") or {}).get("file", "")
    text = files.get(name, b"").decode("utf-8-sig", errors="replace")
    quoted = {(row["document"], row["paragraph"], row["quote"]) for row in manifest["quotations"]}
    problems = []
    for claim in claims:
        place = claim["quoted"]
        if place and (place["document"], place["paragraph"], place["quote"]) not in quoted:
            problems.append(f"{claim['id']}: “{place['quote']}” is no quotation of paragraph {place['paragraph']} of {place['document']}")
        if place and " ".join(place["quote"].split()) not in " ".join(_plain(claim["notation"]).split()):
            problems.append(f"{claim['id']}: expected the words “{place['quote']}”, found {claim['notation']!r}")
    moved = next((claim for claim in claims if text[claim["start"] : claim["end"]] != claim["notation"]), None)
    if moved:
        found = text[moved["start"] : moved["end"]]
        problems.append(f"{moved['id']} in {name}, line {moved['line']}: expected {moved['notation']!r}, found {found!r}")
    return problems


def _plain(notation: str) -> str:
    """Return the words of a claim without escapes and emphasis."""
    return re.sub(r"\\(.)|[*`]", lambda found: found[1] or "", notation)


def _open(place: Path) -> dict[str, bytes]:
    """Return all files of a bundle, a folder or a zip, by their path inside it."""
    if place.is_dir():
        return {path.relative_to(place).as_posix(): path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}
    try:
        with zipfile.ZipFile(place) as packed:
            if sum(info.file_size for info in packed.infolist()) > _LARGEST:
                raise ValueError(f"{place}: unpacks to more than {_LARGEST:,} bytes")
            return {info.filename: _read(packed, info) for info in packed.infolist() if not info.is_dir()}
    except FileNotFoundError as error:
        raise ValueError(f"{place}: no such file or folder") from error
    except (zipfile.BadZipFile, OSError) as error:
        raise ValueError(f"{place}: is neither a folder nor a zip that can be read ({error})") from error


def _read(packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return a member's bytes; of one whose checksum is wrong, none, so that its hash is said not to hold."""
    try:
        return packed.read(info)
    except Exception:  # noqa: BLE001 - whatever is wrong with it, these are not the bytes that were packed
        return b""


def main(arguments: list[str]) -> int:
    """Check the bundle that is named, or the folder this file is in; print what was found and return the exit code."""
    try:
        counts, problems = check_bundle(arguments[0] if arguments else Path(__file__).resolve().parent)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(say_counts(counts, problems) + "\n")
    return 3 if problems else 0


def say_counts(counts: dict[str, Any], problems: list[str]) -> str:
    """Return in words what was checked."""
    return (
        f"files hashed again: {counts['files']}; documents: {counts['documents']}, {counts['with_bytes']} of them with their bytes; "
        f"quotations: {counts['quotations']}, checked in their paragraph: {counts['in_paragraph']}, in the bytes: {counts['in_bytes']}; "
        + (f"claims of the entry, each in its place: {counts['claims']}; " if counts["claims"] else "")
        + (f"problems: {len(problems)}" if problems else "everything holds")
        + f"\nmanifest SHA-256 {counts['manifest_sha256']}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
