"""Say how each use stands to its formulation: in scope, antecedent wording, or another sense.

A form counts inside its own dates and, where it has scopes, inside any one of them. The same words elsewhere are antecedent
wording: shown apart, never summed with the rest. A sense takes a use out as something else. Scopes and senses go by the document and
by words that stand, or do not stand, in the same paragraph.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from watchword.lexicon.records import Form, Formulation, Scope, Sense
from watchword.model import Standing
from watchword.text.normalise import fold_text

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_JOINS_BEFORE = re.compile("[\u0600-\u06ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the document a use stands in."""

    work: str
    date: str
    organ: str
    source: str
    states: Collection[str]


def judge(formulation: Formulation, form: Form, setting: Setting, paragraph: str) -> Standing:
    """Return the standing of a use of `form` in a paragraph with this text and setting."""
    for sense in formulation.senses:
        if (not sense.forms or form.text in sense.forms) and _holds(sense, setting, paragraph):
            return Standing.OTHER_SENSE
    if not within(setting.date, form.start, form.end):
        return Standing.ANTECEDENT
    if form.scopes and not any(_holds(scope, setting, paragraph) for scope in form.scopes):
        return Standing.ANTECEDENT
    return Standing.IN_SCOPE


def needs_judging(formulation: Formulation, form: Form) -> bool:
    """Say whether a form's uses can stand differently at all."""
    return bool(form.start or form.end or form.scopes or formulation.senses)


def within(date: str, start: str, end: str) -> bool:
    """Say whether a date lies in [start, end). What may lie outside is outside: a year alone must lie inside as a whole.

    An unknown date is inside only where nothing bounds it.
    """
    if not (start or end):
        return True
    if not date:
        return False
    first = (date + "-01-01")[:10] if len(date) < 10 else date
    last = {4: date + "-12-31", 7: date + "-31"}.get(len(date), date)
    # A bound that is itself a year or month counts from its first day.
    opening = (start + "-01-01")[:10] if start else ""
    closing = (end + "-01-01")[:10] if end else "9999"
    return first >= opening and last < closing


def _holds(condition: Scope | Sense, setting: Setting, paragraph: str) -> bool:
    """Say whether all conditions on the document and on the words around the use hold."""
    if condition.actors and not set(condition.actors) & set(setting.states):
        return False
    if condition.sources and setting.source not in condition.sources:
        return False
    if condition.works and setting.work not in condition.works:
        return False
    if condition.organs and setting.organ not in condition.organs:
        return False
    if not within(setting.date, condition.start, condition.end):
        return False
    return (not condition.near or _stands_near(condition.near, paragraph)) and not _stands_near(condition.not_near, paragraph)


def _stands_near(words: tuple[str, ...], paragraph: str) -> bool:
    """Say whether one of the words stands in the paragraph."""
    if not words:
        return False
    folded = _fold_paragraph(paragraph)
    return any(_stands_in(fold_text(word), folded) for word in words)


@lru_cache(64)
def _fold_paragraph(paragraph: str) -> str:
    """Fold a paragraph once for the uses in it, which are judged one behind the other."""
    return fold_text(paragraph)


def _stands_in(word: str, folded: str) -> bool:
    """Say whether a folded word stands in a folded text by itself; Chinese has no word ends, and Arabic writes particles on."""
    before = "" if _JOINS_BEFORE.match(word) else r"(?<!\w)"
    behind = "" if _HAN.match(word[-1:]) else r"(?!\w)"
    return bool(word) and re.search(before + re.escape(word) + behind, folded) is not None
