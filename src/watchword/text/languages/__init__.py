"""What each language needs to be read: one data file a language, beside this module."""

import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any

from watchword.text.normalise import fold_text


@dataclass(frozen=True, slots=True)
class Language:
    """One language.

    `code` is ISO 639-1; `stemmer` the name of a Snowball algorithm ("" where there is none); `segmented` says that words are not
    set apart by spaces and must be cut by a dictionary; `function_words` are folded as `normalise.fold_text` folds, and say little
    about what a text is about.
    """

    code: str
    name: str
    stemmer: str
    segmented: bool
    function_words: frozenset[str]
    phrase_edges: frozenset[str] = frozenset()


@cache
def languages() -> dict[str, Language]:
    """Return the languages by code, in the order of their codes."""
    files = sorted((file for file in resources.files(__name__).iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return {file.name.removesuffix(".toml"): language(file.name.removesuffix(".toml")) for file in files}


@cache
def language(code: str) -> Language:
    """Return the language of a code; one that is not known has no stemmer and no function words."""
    table = _load(code)
    if not table:
        return Language(code, code, "", False, frozenset())
    words, edges = (_fold_words(table.get(key, "")) for key in ("function_words", "phrase_edges"))
    return Language(code, table["name"], table.get("stemmer", ""), table.get("segmented", False), words, edges)


def read_function_words(code: str) -> frozenset[str]:
    """Return a language's function words as they are written, in lower case; none for a code that is not known."""
    return frozenset(_load(code).get("function_words", "").casefold().split())


def digest_files() -> str:
    """Return a hash of the data files, for what is kept of texts that were read by them."""
    files = sorted((file for file in resources.files(__name__).iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


@cache
def _load(code: str) -> dict[str, Any]:
    """Return the data file of a code, decoded; empty where there is none."""
    file = resources.files(__name__).joinpath(f"{code}.toml")
    return tomllib.loads(file.read_text("utf-8")) if code.isalpha() and file.is_file() else {}


def _fold_words(text: str) -> frozenset[str]:
    # All at once where spaces part words; folding takes the spaces from between Han characters.
    whole = [text] if text.isascii() or not any(character >= "\u3400" for character in text) else text.split()
    return frozenset(part for word in whole for part in fold_text(word).split())
