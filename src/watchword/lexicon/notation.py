"""How a form is written in a file: optional words, alternatives and gaps; and in which folded spellings its words are sought.

`(a) shared` is "a shared" or "shared"; `(of|with)` is one of the two, `(of|with|)` one of them or nothing. `*` between two parts is a
gap. Brackets stand in no brackets.
"""

import re
from itertools import chain, product
from math import prod

from watchword.errors import ConfigurationError
from watchword.text.normalise import fold_text

MAXIMUM_WORDINGS = 64  # that one form may stand for
MAXIMUM_GAP = 8  # words, or characters of Chinese
MAXIMUM_PARTS = 4  # between gaps
_MAXIMUM_HYPHENS = 4
_HYPHEN = re.compile("[-\u2010-\u2013]")
# British spelling puts a hyphen after these prefixes where American spelling has none.
_HYPHENATED_PREFIX = re.compile(r"\b(co)(?=operat|ordinat|exist)", re.IGNORECASE)
_ARTICLE = re.compile("ال(\\w{2}.*)", re.DOTALL)
_BRACKETS = re.compile(r"\(([^()]*)\)")


def expand(text: str) -> tuple[str, ...]:
    """Return the wordings that a form's text stands for, gaps still in them, each once, in the order in which they are written.

    Raise `ConfigurationError` where brackets do not match, are empty, or make more than `MAXIMUM_WORDINGS` wordings.
    """
    pieces = _BRACKETS.split(text)
    for outside in pieces[::2]:
        if stray := re.search(r"[()|]", outside):
            how = "write (word) for a word that may be left out, (one|other) for a choice"
            raise ConfigurationError(f"form {text!r} has {stray[0]!r} {_STRAY[stray[0]]}; {how}")
    choices = [_read_choice(inside, text) for inside in pieces[1::2]]
    count = prod(map(len, choices))
    if count > MAXIMUM_WORDINGS:
        raise ConfigurationError(
            f"form {text!r} stands for {count:,} wordings; at most {MAXIMUM_WORDINGS} are allowed: make it several forms"
        )
    made = (chain.from_iterable(zip(pieces[::2], (*chosen, ""), strict=True)) for chosen in product(*choices))
    return tuple(dict.fromkeys(" ".join("".join(parts).split()) for parts in made))


_STRAY = {"(": "that is not closed, or brackets inside brackets", ")": "that was not opened", "|": "outside brackets"}


def _read_choice(inside: str, text: str) -> tuple[str, ...]:
    """Return what may stand in place of a pair of brackets."""
    if not inside.replace("|", "").strip():
        raise ConfigurationError(f"form {text!r} has empty brackets; put the words into them that may be left out")
    if "*" in inside:
        raise ConfigurationError(f"form {text!r} has a gap in brackets; a gap may already be empty")
    return tuple(dict.fromkeys(inside.split("|"))) if "|" in inside else (inside, "")


def cut_gaps(wording: str) -> tuple[str, ...]:
    """Return the parts of a wording between its gaps, without the spaces around them."""
    return tuple(part.strip() for part in wording.split("*"))


def spellings(text: str) -> tuple[str, ...]:
    """Return the folded spellings under which a wording is sought.

    Hyphen, dash and space are one; a hyphenated word is also sought without its hyphen, and "co-op..." with and without one. The article
    of an Arabic word loses its alif behind "for": what begins with ال is also sought with لل, and اللجنة as للجنة.
    """
    text = _HYPHENATED_PREFIX.sub(r"\1-", text)
    parts = _HYPHEN.split(text)
    if len(parts) - 1 > _MAXIMUM_HYPHENS:
        return _add_joined_articles([fold_text(text)])
    variants = []
    for glue in product((" ", ""), repeat=len(parts) - 1):
        variants.append(fold_text("".join(chain.from_iterable(zip(parts, (*glue, ""), strict=True)))))
    return _add_joined_articles(variants)


def _add_joined_articles(spelt: list[str]) -> tuple[str, ...]:
    joined = (f"لل{found[1].removeprefix('ل')}" for one in spelt if (found := _ARTICLE.match(one)))
    return tuple(dict.fromkeys([*spelt, *joined]))
