"""Fill a phrasing's words with the details of a decision, and keep where each detail stands."""

import re
from collections.abc import Mapping

from tests.evidence.statements.facts import Fact
from tests.evidence.statements.records import Frame
from tests.evidence.statements.wording import (
    BODIES,
    BODIES_BENT,
    FORMS,
    SHORT,
    capitalise,
    spell_date,
    spell_month,
    spell_number,
    spell_ordinal,
)

# {name}, {name:style}, {name|one|many}: a number followed by its noun. [ and ] bound the target.
_SLOT = re.compile(r"\{(\w+)(?::(\w+))?(?:\|([^|}]*)\|([^|}]*))?\}|[\[\]]")
_NONE = {"fr": "aucune", "es": "ninguna", "de": "keine"}
_SINGULAR = ("aucune", "ninguna")
Spans = dict[str, tuple[int, int]]


def describe(fact: Fact, language: str) -> dict[str, object]:
    """Return what can be said of a decision, by the names of slots."""
    yes, no, abstain = fact.totals or (None, None, None)
    values: dict[str, object] = {
        "body": BODIES[language][fact.organ], "short": SHORT[fact.organ], "form": FORMS[language][fact.form], "number": fact.number,
        "symbol": fact.symbol, "title": fact.title, "year": fact.year, "month": spell_month(fact.date, language),
        "date": spell_date(fact.date, language), "usdate": spell_date(fact.date, language, "us"), "yes": yes, "no": no,
        "abstain": abstain, "members": fact.members or None,
        "session": spell_ordinal(int(fact.session)) if fact.session.isdigit() and 0 < int(fact.session) < 100 else None,
    }  # fmt: skip
    if language != "en":
        values["the_body"], values["of_body"] = BODIES_BENT[language][fact.organ]
    else:
        body = BODIES["en"][fact.organ]
        values["bodys"] = f"{body}’" if body.endswith("s") else f"{body}’s"
    return values


def fill(template: str, values: Mapping[str, object], language: str) -> tuple[str, Spans] | None:
    """Return the words with the details in them and the span of each; None where a detail is not recorded.

    The span named "[" is that of the brackets. A slot whose name begins with a capital stands at a sentence's beginning.
    """
    out, spans, at, opened = "", {}, 0, 0
    for found in _SLOT.finditer(template):
        out += template[at : found.start()]
        at = found.end()
        if found[0] in "[]":
            if found[0] == "[":
                opened = len(out)
            else:
                spans["["] = (opened, len(out))
            continue
        name, style, one, many = found.groups()
        value = values.get(name, values.get(name[:1].lower() + name[1:]))
        if value is None or value == "":
            return None
        text = _spell(value, style, language, one)
        text = capitalise(text) if name[0].isupper() or style == "W" else text
        spans[name[:1].lower() + name[1:]] = (len(out), len(out) + len(text))
        out += text
        if one is not None:
            out += f" {one if value == 1 or text.lower() in _SINGULAR else many}"
    return out + template[at:], spans


def _spell(value: object, style: str | None, language: str, noun: str | None) -> str:
    if not isinstance(value, int) or not style:
        return str(value)
    if value == 0 and language == "en":
        return "none" if noun is None else "no"
    if value == 0 and noun and noun.lower().startswith(("abst", "enth")):
        return _NONE[language]
    # Numbers that end in one bend with their noun: figures are as natural.
    return str(value) if language != "en" and value % 10 == 1 and value != 11 else spell_number(value, language)


def bends(template: str, values: Mapping[str, object]) -> bool:
    """Say whether a verb beside a number would have to stand in the singular, where the template has the plural."""
    alone = [found for found in _SLOT.finditer(template) if found[2] and found[2].lower() == "w" and found[3] is None]
    counted = [values.get(found[1], values.get(found[1].lower())) for found in alone]
    return any(isinstance(value, int) and value < 2 for value in counted)


def place(template: str, frame: Frame | None, values: Mapping[str, object], language: str) -> tuple[str, Spans] | None:
    """Return a whole statement: the frame's sentences, then the words with the frame's noun in them.

    Only spans of the statement's own words are returned, so that a detail which the frame repeats is not taken for the target.
    """
    if frame is None:
        return fill(template, values, language)
    noun = fill(frame.noun, values, language)
    before = fill(frame.before, values, language)
    if noun is None or before is None:
        return None
    bent = {"e": "e" if frame.gender == "f" else "", "a": "a" if frame.gender == "f" else "o"}
    # A noun that ends in a clause of its own has no comma before another mark.
    template = re.sub(r"\{it\}(?=[.,;:)])", "{it_last}", template)
    of_it = f"du {noun[0][3:]}" if noun[0].startswith("le ") else f"del {noun[0][3:]}" if noun[0].startswith("el ") else f"de {noun[0]}"
    told = fill(template, {**values, **bent, "it": noun[0], "it_last": noun[0].removesuffix(","), "of_it": of_it}, language)
    if told is None:
        return None
    lead = f"{before[0]} " if before[0] else ""
    return lead + told[0], {name: (start + len(lead), end + len(lead)) for name, (start, end) in told[1].items()}
