"""A candidate as a file of the lexicon, for an author to complete."""

import json
import re
import unicodedata

from watchword.text.normalise import fold_text

GLOSS = "TO BE WRITTEN by the author: who says these words, of what, and what is disputed about them."


def make_id(words: str, code: str, taken: str = "") -> str:
    """Return an id of lower-case letters, digits and hyphens for these words; of Chinese and other scripts, one made of their code points.

    `taken` is an id that the author gave, which goes before.
    """
    if taken:
        return taken
    plain = unicodedata.normalize("NFKD", fold_text(words)).encode("ascii", "ignore").decode()
    name = "-".join(re.findall(r"[a-z0-9]+", plain.casefold()))
    return name if len(name) > 2 else "-".join([code or "xx", *(f"{ord(letter):x}" for letter in words if letter.isalnum())])


def draft_formulation(identity: str, words: str, code: str, source: str, notes: tuple[str, ...] = ()) -> str:
    """Return the text of a lexicon file with one form; `source` says where the words stand first, `notes` go above as comments."""
    comments = "".join(f"# {' '.join(note.split())}\n" for note in notes)
    return (
        f"{comments}id = {_quote(identity)}\nlabel = {_quote(words)}\ngloss = {_quote(GLOSS)}\n\n"
        f'[[forms]]\ntext = {_quote(words)}\nlanguage = {_quote(code)}\nrelation = "original"\nsource = {_quote(source)}\n'
    )


def _quote(text: str) -> str:
    """Return a text as a basic string of TOML, which JSON's is but for the delete character."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False).replace("\x7f", "\\u007f")
