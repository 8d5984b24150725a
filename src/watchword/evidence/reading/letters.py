"""Bytes as letters: by their mark, by what they declare, by what they can only be."""

import codecs
import re

# The encodings that a page may declare (WHATWG Encoding Standard, 4.2), as Python calls them. Latin-1 there means Windows-1252.
_DECLARED = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252",
    "windows-1252": "cp1252", "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs", "shift_jis": "cp932", "shift-jis": "cp932", "windows-31j": "cp932", "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "koi8-r": "koi8_r", "koi8-u": "koi8_u", "ibm866": "cp866",
    "macintosh": "mac_roman", "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8",
} | {f"windows-125{digit}": f"cp125{digit}" for digit in range(10) if digit != 2
} | {f"iso-8859-{part}": f"iso8859_{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}  # fmt: skip
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
          (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
_META = re.compile(
    rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})|\A<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]+)", re.I
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 65_536


def read_letters(content: bytes, declared: str = "") -> tuple[str, str]:
    """Return bytes as text, and a note where their encoding was not certain ("" where it was).

    A byte order mark decides; else `declared`, or what a page's head says; else UTF-8, where the bytes are that; else they are taken for
    Windows-1252, and the note says so. Bytes that have no letter become U+FFFD, and the note says that too.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _decode(content[len(mark) :], name)
    wide = _guess_wide(content)
    if wide:
        return _decode(content, wide)
    named = _DECLARED.get((declared or declared_encoding(content)).strip().lower(), "")
    if named and named != "utf-8":
        return _decode(content, named)
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        if named:
            return _decode(content, named)
        text, note = _decode(content, "cp1252")
        return text, note or "its bytes are no UTF-8 and were read as Windows-1252"


def declared_encoding(content: bytes) -> str:
    """Return the encoding that a page's first kilobytes declare, "" where they declare none (HTML Standard, 13.2.3.2)."""
    found = _META.search(content[:4096])
    return (found[1] or found[2]).decode("ascii") if found else ""


def is_binary(content: bytes) -> bool:
    """Say whether bytes are no text in any encoding: they hold control characters, and do not look like UTF-16."""
    if any(content.startswith(mark) for mark, _ in _MARKS) or _guess_wide(content):
        return False
    return len(_CONTROLS.findall(content[:_SAMPLE])) > len(content[:_SAMPLE]) // 1000


def _guess_wide(content: bytes) -> str:
    """Return UTF-16's name where every second byte of the beginning is nearly always zero: Western text without a mark."""
    sample = content[: _SAMPLE // 16 * 2]
    if len(sample) < 8 or len(content) % 2:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.05 * half else ""


def _decode(content: bytes, name: str) -> tuple[str, str]:
    text = content.decode(name, errors="replace")
    broken = text.count("\ufffd")
    return text, f"{broken:,} characters could not be read as {name}" if broken else ""
