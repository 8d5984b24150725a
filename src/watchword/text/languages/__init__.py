"""What each language needs to be read: one data file a language, beside this module."""

import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources

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
    file = resources.files(__name__).joinpath(f"{code}.toml")
    return _read(code, file.read_text("utf-8")) if code.isalpha() and file.is_file() else Language(code, code, "", False, frozenset())


def digest_files() -> str:
    """Return a hash of the data files, for what is kept of texts that were read by them."""
    files = sorted((file for file in resources.files(__name__).iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _read(code: str, text: str) -> Language:
    table = tomllib.loads(text)
    words, edges = (_fold_words(table.get(key, "")) for key in ("function_words", "phrase_edges"))
    return Language(code, table["name"], table.get("stemmer", ""), table.get("segmented", False), words, edges)


def _fold_words(text: str) -> frozenset[str]:
    # All at once where spaces part words; folding takes the spaces from between Han characters.
    whole = [text] if text.isascii() or not any(character >= "\u3400" for character in text) else text.split()
    return frozenset(part for word in whole for part in fold_text(word).split())
