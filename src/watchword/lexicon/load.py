"""Formulations from TOML files, one a file; every mistake is refused with its file, line and the nearest valid name."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from typing import NoReturn

from watchword.errors import ConfigurationError
from watchword.lexicon.forms import find_problem, identify
from watchword.lexicon.notation import MAXIMUM_GAP
from watchword.lexicon.places import KeyPath, line_of, locate_keys
from watchword.lexicon.records import LANGUAGES, Form, Formulation, Lexicon, Relation, Scope, Sense, fold_name
from watchword.model import date_of
from watchword.states import all_states

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_FORMULATION_KEYS = ("id", "label", "gloss", "first_case", "forms", "senses")
_FORM_KEYS = ("text", "language", "relation", "source", "start", "end", "boundaries", "gap", "inflected", "scopes")
_SCOPE_KEYS = ("near", "not_near", "works", "actors", "organs", "sources", "start", "end", "source")
_SENSE_KEYS = ("name", "forms", "near", "not_near", "works", "actors", "organs", "sources", "start", "end", "source")


def read_folder(folder: Traversable) -> dict[str, bytes]:
    """Return the bytes of the `.toml` files of a folder (a `Path` or a package's resource) by file name, in name order.

    Hidden files, as editors leave them, are not read. Raise `ConfigurationError` where there is no such folder.
    """
    if not folder.is_dir():
        raise ConfigurationError(f"{folder}: expected a folder of formulations (*.toml), found none")
    files = sorted(
        (file for file in folder.iterdir() if file.name.lower().endswith(".toml") and not file.name.startswith(".")),
        key=lambda file: file.name,
    )
    return {file.name: file.read_bytes() for file in files if file.is_file()}


def load_lexicon(files: Mapping[str, bytes]) -> Lexicon:
    """Return the lexicon in `files` (file name to bytes); raise `ConfigurationError` at the first mistake."""
    homes: dict[str, str] = {}
    formulations = []
    for name in sorted(files):
        formulation = read_formulation(name, files[name])
        if formulation.id in homes:
            raise ConfigurationError(f"{name}: id {formulation.id!r} is already that of {homes[formulation.id]}")
        homes[formulation.id] = name
        formulations.append(formulation)
    first = [formulation.id for formulation in formulations if formulation.first_case]
    if len(first) > 1:
        raise ConfigurationError(f"{homes[first[1]]}: first_case is already set in {homes[first[0]]}; one at most may be")
    return Lexicon(tuple(formulations))


def read_formulation(name: str, data: bytes) -> Formulation:
    """Return the formulation in one file; raise `ConfigurationError` naming file, line and the nearest valid name."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ConfigurationError(f"{name}, line {line}: not UTF-8 (byte {error.start}); save the file as UTF-8") from error
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise ConfigurationError(f"{name}, line {line}: not valid TOML: {error}") from error
    except RecursionError as error:
        raise ConfigurationError(f"{name}: not a formulation: brackets are nested too deeply") from error
    except ValueError as error:  # a number of thousands of digits, a date that no calendar has: the parser names no line
        raise ConfigurationError(f"{name}: not valid TOML: a number or date in it cannot be read") from error
    return _read_formulation(_Table(name, tree, (), locate_keys(text)))


class _Table:
    """One table of a file, which refuses what it must not hold."""

    def __init__(self, file: str, values: dict[str, object], path: KeyPath, places: dict[KeyPath, int]) -> None:
        self.file, self.values, self.path, self.places = file, values, path, places

    def refuse(self, key: str, problem: str) -> NoReturn:
        """Raise the error for `key` of this table ("" for the table itself)."""
        line = line_of((*self.path, key) if key else self.path, self.places)
        raise ConfigurationError(f"{self.file}, line {line}: {problem}" if line else f"{self.file}: {problem}")

    def allow(self, keys: Iterable[str]) -> None:
        """Refuse every key that is not one of `keys`."""
        for key in self.values:
            if key not in keys:
                self.refuse(key, f"unknown key {key!r}{_nearest(key, keys)}")

    def text(self, key: str, required: bool = False) -> str:
        """Return a string, without the spaces around it."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.refuse(key, f"{key} must be a text in quotes, found {value!r}")
        if required and not value.strip():
            self.refuse(key, f"{key} is missing or empty")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings, none of them empty."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.refuse(key, f"{key} must be a list of texts, none of them empty, found {value!r}")
        return tuple(item.strip() for item in value)

    def flag(self, key: str, default: bool) -> bool:
        """Return true or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            self.refuse(key, f"{key} must be true or false, found {value!r}")
        return value

    def number(self, key: str, least: int, most: int) -> int:
        """Return a whole number between two bounds, 0 where the key is missing."""
        value = self.values.get(key, 0)
        if isinstance(value, bool) or not isinstance(value, int) or (key in self.values and not least <= value <= most):
            self.refuse(key, f"{key} must be a whole number from {least} to {most}, found {value!r}")
        return value

    def choice(self, key: str, names: Iterable[str]) -> str:
        """Return one of `names`."""
        value, names = self.text(key, required=True), tuple(names)
        if value not in names:
            self.refuse(key, f"unknown {key} {value!r}{_nearest(value, names)}")
        return value

    def period(self) -> tuple[str, str]:
        """Return `start` and `end`, "" where open."""
        dates = {key: self.text(key) for key in ("start", "end")}
        for key, date in dates.items():
            if date_of(date) != date:
                self.refuse(key, f"{key} must be a date such as 2018-03-23, 2018-03 or 2018, found {date!r}")
        if dates["start"] and dates["end"] and dates["end"] <= dates["start"]:
            self.refuse("end", f"end {dates['end']} is not after start {dates['start']}")
        return dates["start"], dates["end"]

    def tables(self, key: str) -> list["_Table"]:
        """Return the tables of an array of tables."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.refuse(key, f"{key} must be written as [[{key}]] tables, found {value!r}")
        return [_Table(self.file, item, (*self.path, key, at), self.places) for at, item in enumerate(value)]


def _read_formulation(table: _Table) -> Formulation:
    """Return the formulation of a whole file."""
    table.allow(_FORMULATION_KEYS)
    name = table.text("id", required=True)
    if not _ID.match(name):
        table.refuse("id", f"id {name!r} must be lower-case letters and digits joined by hyphens")
    stem = PurePosixPath(table.file).stem
    if stem != name:
        table.refuse("id", f"id {name!r} is not the file's name {stem!r}")
    forms = tuple(_read_form(form, name) for form in table.tables("forms"))
    if not forms:
        table.refuse("forms", "a formulation needs at least one [[forms]] table")
    _refuse_duplicates(table, forms)
    return Formulation(
        id=name,
        label=table.text("label", required=True),
        gloss=table.text("gloss", required=True),
        forms=forms,
        senses=tuple(_read_sense(sense, forms) for sense in table.tables("senses")),
        first_case=table.flag("first_case", default=False),
    )


def _read_form(table: _Table, formulation: str) -> Form:
    """Return one form."""
    table.allow(_FORM_KEYS)
    text = table.text("text", required=True)
    language = table.choice("language", LANGUAGES)
    relation = Relation(table.choice("relation", [relation.value for relation in Relation]))
    scopes = tuple(_read_scope(scope, relation) for scope in table.tables("scopes"))
    if relation is Relation.RENAMED and not scopes:
        table.refuse("relation", f"renamed form {text!r} needs a [[forms.scopes]] table: the case that renamed it")
    start, end = table.period()
    form = Form(
        id=f"{formulation}/{language}/{text}",
        text=text,
        language=language,
        relation=relation,
        source=table.text("source", required=True),
        start=start,
        end=end,
        boundaries=table.flag("boundaries", default=True),
        scopes=scopes,
        gap=table.number("gap", 1, MAXIMUM_GAP),
        inflected=table.flag("inflected", default=False),
    )
    if problem := find_problem(form):
        table.refuse(*problem)
    return form


def _read_scope(table: _Table, relation: Relation) -> Scope:
    """Return one scope; that of a renamed form must name a case and the date it begins."""
    table.allow(_SCOPE_KEYS)
    start, end = table.period()
    scope = Scope(
        source=table.text("source", required=True),
        near=_read_near(table, "near"),
        not_near=_read_near(table, "not_near"),
        works=table.texts("works"),
        actors=_read_actors(table),
        organs=table.texts("organs"),
        sources=table.texts("sources"),
        start=start,
        end=end,
    )
    named = scope.works or scope.actors or scope.organs or scope.sources
    if not named and (relation is Relation.RENAMED or not (start or end or scope.near or scope.not_near)):
        table.refuse("", "a scope must name works, actors, organs or sources, or words near by: without them it holds everywhere")
    if relation is Relation.RENAMED and not start:
        table.refuse("start", "the scope of a renamed form needs a start: the date from which it was renamed")
    return scope


def _read_sense(table: _Table, forms: tuple[Form, ...]) -> Sense:
    """Return one other sense of the formulation's words."""
    table.allow(_SENSE_KEYS)
    known = {fold_name(form.text): form.text for form in forms}
    named = table.texts("forms")
    for text in named:
        if fold_name(text) not in known:
            table.refuse("forms", f"{text!r} is no form of this formulation{_nearest(text, known.values())}")
    start, end = table.period()
    sense = Sense(
        name=table.text("name", required=True),
        source=table.text("source", required=True),
        forms=tuple(known[fold_name(text)] for text in named),
        near=_read_near(table, "near"),
        not_near=_read_near(table, "not_near"),
        works=table.texts("works"),
        actors=_read_actors(table),
        organs=table.texts("organs"),
        sources=table.texts("sources"),
        start=start,
        end=end,
    )
    named_by = sense.near or sense.not_near or sense.works or sense.actors or sense.organs or sense.sources
    if not (named_by or start or end):
        keys = "near, not_near, works, actors, organs, sources, start or end"
        table.refuse("", f"sense {sense.name!r} needs {keys}: without them every use is in it")
    return sense


def _read_near(table: _Table, key: str) -> tuple[str, ...]:
    """Return words that must or must not stand near a use."""
    words = table.texts(key)
    for word in words:
        if not fold_name(word):
            table.refuse(key, f"{word!r} in {key} is only punctuation, which no text is sought for")
    return words


def _read_actors(table: _Table) -> tuple[str, ...]:
    """Return the codes of states under `actors`, each of them known."""
    codes = table.texts("actors")
    if codes:
        known = {state.code for state in all_states()}
        for code in codes:
            if code not in known:
                near = get_close_matches(code.upper(), sorted(known), n=1, cutoff=0.5)
                suggestion = f"; did you mean {near[0]!r}?" if near else ""
                table.refuse("actors", f"unknown state code {code!r}{suggestion}; codes are ISO 3166 alpha-3")
    return codes


def _refuse_duplicates(table: _Table, forms: tuple[Form, ...]) -> None:
    """Refuse two forms of one language that the matcher could not tell apart.

    A form in simplified and the same in traditional characters may both stand: lexicons of earlier releases had to list both.
    """
    seen: dict[object, Form] = {}
    for at, form in enumerate(forms):
        place = _Table(table.file, {}, ("forms", at), table.places)
        for key in {form.id: None} | dict.fromkeys(identify(form)):
            twin = seen.setdefault(key, form)
            if twin is not form and not (form.language == "zh" and _letters(form.text) != _letters(twin.text)):
                place.refuse("text", f"form {form.text!r} is listed twice ({twin.text!r}): remove one; case, hyphens and spaces are folded")


def _letters(text: str) -> str:
    """Return the letters and digits of a text as they are written, without case and width."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def _nearest(name: str, names: Iterable[str]) -> str:
    """Return the end of a message that offers the nearest valid name, or all of them where none is near."""
    names = sorted(names)
    near = [known for known in names if known == name.casefold()] or get_close_matches(name, names, n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else f"; expected one of: {', '.join(names)}"
