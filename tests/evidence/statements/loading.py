"""The two halves of the truth set, by name, and more words for the votes of the first."""

from importlib import import_module

from tests.evidence.statements.making import make_half
from tests.evidence.statements.records import Statement
from watchword.store.base import View

HALVES = ("develop", "report")
# What is told of the half to develop on, a second time in other words: the module, and whose votes.
_OTHER_WORDS = {"more": ("develop_more", "develop")}
SETS = (*HALVES, *_OTHER_WORDS)


def make_statements(view: View, name: str) -> list[Statement]:
    """Return the statements of a half or set; the words of the others are not even imported."""
    module, half = _OTHER_WORDS.get(name, (name, name))
    words = import_module(f"tests.evidence.statements.{module}")
    return make_half(view, half, words.PHRASINGS, words.FRAMES, words.PLAIN, name)
