"""The two halves of the truth set, by name."""

from importlib import import_module

from tests.evidence.statements.making import make_half
from tests.evidence.statements.records import Statement
from watchword.store.base import View

HALVES = ("develop", "report")


def make_statements(view: View, half: str) -> list[Statement]:
    """Return the statements of a half; those of the other half are not even imported."""
    words = import_module(f"tests.evidence.statements.{half}")
    return make_half(view, half, words.PHRASINGS, words.FRAMES, words.PLAIN)
