"""The lexicon's records: what a formulation is, in which words it occurs, and when the same words are something else.

Dates are ISO 8601 of reduced precision as in `model`; `start` is inclusive, `end` exclusive, "" is open. An empty tuple
sets no condition. Nothing here reads a file: see `load`; nothing here matches a text: see `match`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from difflib import get_close_matches
from enum import StrEnum
from hashlib import sha256
from typing import Any

from watchword.errors import UnknownFormulation
from watchword.text.normalise import fold_text

MATCHER = "lexicon.match/3"
"""The version of `match`, which changes whenever it finds anything otherwise: caches of uses are named by it, without loading it."""
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh", "de")
# A key that came later: where it is not used, a formulation's content is what it was before, and so is its hash.
_LATER = {"later": True}


class Relation(StrEnum):
    """How a form stands to the formulation.

    A *renamed* form is other words for the same idea, chosen in place of the original in a known case: it counts only
    inside its scopes. A *variant* is a spelling, an inflected form or an abbreviation of one of the other forms.
    """

    ORIGINAL = "original"
    OFFICIAL = "official rendering"
    RENAMED = "renamed"
    VARIANT = "variant"


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a form counts: all the conditions that are given must hold. Any one scope of a form suffices.

    `works` are symbols (or a source's own names of works), `actors` codes of `states`, `organs` and `sources` the names
    that documents carry; one of the words `near` must stand in the same paragraph, and none of `not_near`. `source` says why
    the scope is drawn so.
    """

    source: str
    works: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    near: tuple[str, ...] = field(default=(), metadata=_LATER)
    not_near: tuple[str, ...] = field(default=(), metadata=_LATER)


@dataclass(frozen=True, slots=True)
class Form:
    """One wording of a formulation in one language.

    `id` is "formulation/language/text": it stays the same whatever is added before or after the form in its file.
    `start` and `end` say when the wording was current for this formulation; outside them it is antecedent wording, as
    it is outside every scope where there are scopes. `boundaries` false lets the form match inside a longer word.
    `text` may hold optional words, choices and gaps (`notation`): `gap` is how many words (of Chinese: characters) a `*` in it may
    stand for. `inflected` lets each of its words be any word of the same stem (`inflection`).
    """

    id: str
    text: str
    language: str
    relation: Relation
    source: str
    start: str = ""
    end: str = ""
    boundaries: bool = True
    scopes: tuple[Scope, ...] = ()
    gap: int = field(default=0, metadata=_LATER)
    inflected: bool = field(default=False, metadata=_LATER)

    @property
    def is_pattern(self) -> bool:
        """Say whether the form is more than a list of literal wordings."""
        return self.gap > 0 or self.inflected


@dataclass(frozen=True, slots=True)
class Sense:
    """The same words in another sense: all the conditions that are given must hold.

    `forms` are texts of forms it applies to (empty: all of them), `near` are words of which one must stand in the same
    paragraph, `not_near` words of which none may; `works`, `actors` (codes of `states`), `organs` and `sources` as in a scope.
    """

    name: str
    source: str
    forms: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    not_near: tuple[str, ...] = field(default=(), metadata=_LATER)
    works: tuple[str, ...] = field(default=(), metadata=_LATER)
    organs: tuple[str, ...] = field(default=(), metadata=_LATER)


@dataclass(frozen=True, slots=True)
class Formulation:
    """A formulation: one idea under all its forms."""

    id: str
    label: str
    gloss: str
    forms: tuple[Form, ...]
    senses: tuple[Sense, ...] = ()
    first_case: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Formulations in the order of their ids.

    `sha256` is the hash of their content alone: comments, layout and the names and order of the files do not change it.
    """

    formulations: tuple[Formulation, ...]
    sha256: str = field(default="")

    def __post_init__(self) -> None:
        """Put the formulations in order and compute the hash."""
        ordered = tuple(sorted(self.formulations, key=lambda formulation: formulation.id))
        object.__setattr__(self, "formulations", ordered)
        object.__setattr__(self, "sha256", sha256(canonical_bytes(ordered)).hexdigest())

    def formulation(self, name: str) -> Formulation:
        """Return the formulation whose id is `name`; raise `UnknownFormulation` with the nearest ids."""
        for formulation in self.formulations:
            if formulation.id == name:
                return formulation
        near = get_close_matches(name, [formulation.id for formulation in self.formulations], n=3, cutoff=0.5)
        raise UnknownFormulation(f"no formulation {name!r} in the lexicon{self._suggest(near)}")

    def find(self, text: str) -> Formulation:
        """Return the formulation that `text` names: by its id, else its label, else the text of one of its forms.

        Case, spaces and hyphens do not matter. Raise `UnknownFormulation` with the nearest names where there is none,
        and with the candidates where a label or form belongs to several.
        """
        wanted = fold_name(text)
        if not wanted:
            raise UnknownFormulation(f"no formulation is named {text!r}: give an id, a label or the words themselves")
        named = [(formulation, _names(formulation)) for formulation in self.formulations]
        for rank in range(3):
            found = [formulation for formulation, names in named if wanted in map(fold_name, names[rank])]
            if len(found) == 1:
                return found[0]
            if found:
                ids = " or ".join(formulation.id for formulation in found)
                raise UnknownFormulation(f"{text!r} belongs to several formulations: say {ids}")
        written = {fold_name(name): name for _, names in named for group in names for name in group}
        holding = [formulation.id for formulation, names in named if any(wanted in fold_name(n) for g in names for n in g)]
        near = holding[:3] or [written[name] for name in get_close_matches(wanted, written, n=3, cutoff=0.6)]
        raise UnknownFormulation(f"no formulation {text!r} in the lexicon{self._suggest(near)}")

    def first_case(self) -> Formulation | None:
        """Return the formulation that a new user is shown first, None where no file says which."""
        return next((formulation for formulation in self.formulations if formulation.first_case), None)

    def _suggest(self, names: Iterable[str]) -> str:
        """Return the end of a message: `names`, or where there are none the first ids of the lexicon."""
        offered = " or ".join(repr(name) for name in names)
        if offered:
            return f"; did you mean {offered}?"
        ids = [formulation.id for formulation in self.formulations]
        more = f" and {len(ids) - 8} more" if len(ids) > 8 else ""
        return f"; it holds {', '.join(ids[:8])}{more}" if ids else ", which is empty"


def fold_name(text: str) -> str:
    """Return `text` with only what tells names apart: the letters and digits that folding leaves.

    Two forms with the same folded name are one form to the matcher. Cyrillic letters stay whole: й is not и.
    """
    sound = text.encode(errors="ignore").decode()  # an argument of the command line may hold bytes that are no text
    return "".join(letter for letter in fold_text(sound) if letter.isalnum())


def canonical_bytes(formulations: Iterable[Formulation]) -> bytes:
    """Return the formulations' content as UTF-8 JSON that is the same for the same content."""
    rows = [_content(formulation) for formulation in formulations]
    return json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_canonical(rows: Iterable[Mapping[str, Any]]) -> Lexicon:
    """Return the lexicon of formulations that were written by `canonical_bytes`, each as its decoded JSON. Nothing is checked."""
    return Lexicon(tuple(_read_formulation(row) for row in rows))


def _read_formulation(row: Mapping[str, Any]) -> Formulation:
    forms = tuple(_read_form(form) for form in row["forms"])
    senses = tuple(Sense(**_with_tuples(sense)) for sense in row["senses"])
    return Formulation(**dict(row) | {"forms": forms, "senses": senses})


def _read_form(row: Mapping[str, Any]) -> Form:
    scopes = tuple(Scope(**_with_tuples(scope)) for scope in row["scopes"])
    return Form(**_with_tuples(row) | {"relation": Relation(row["relation"]), "scopes": scopes})


def _with_tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def _content(value: object) -> object:
    """Return a record as plain data, without those later keys that are not used."""
    if isinstance(value, tuple):
        return [_content(item) for item in value]
    if not is_dataclass(value):
        return value
    pairs = ((key, getattr(value, key.name)) for key in fields(value))
    return {key.name: _content(held) for key, held in pairs if not (key.metadata.get("later") and held == key.default)}


def _names(formulation: Formulation) -> tuple[tuple[str, ...], ...]:
    """Return the names of a formulation in the order in which they are tried."""
    return (formulation.id,), (formulation.label,), tuple(form.text for form in formulation.forms)
