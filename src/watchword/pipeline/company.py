"""Questions on the company that words keep: concordance, collocates, key words, formulations that travel together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from watchword.lexicon.records import Formulation
from watchword.pipeline.inventories import ensure_inventory, ensure_neighbours
from watchword.pipeline.opening import Reading, Where, open_reading
from watchword.text.words import find_words
from watchword.usage.collocates import Collocates, Window, find_collocates
from watchword.usage.company import Companion, find_company
from watchword.usage.concordance import Concordance, Page, find_lines
from watchword.usage.filters import Filter, condition, read_filter
from watchword.usage.keyness import Bounds, find_key_words


def ask_concordance(where: Where, name: str, asked: Mapping[str, Any], page: Mapping[str, Any]) -> Concordance:
    """Return a page of the concordance of a formulation; `asked` are fields of `Filter`, `page` of `Page`."""
    with open_reading(where.folder, as_of=where.as_of, until=where.until) as reading:
        return find_lines(reading.view, reading.lexicon.find(name), Filter(**asked), Page(**page))


def ask_collocates(where: Where, name: str, asked: Mapping[str, Any], window: Mapping[str, Any]) -> list[Collocates]:
    """Return the collocates of a formulation: one table for each language with a use, most uses first.

    `asked` are fields of `Filter`, `window` of `Window`.
    """
    filtered, chosen = Filter(**asked), Window(**window)
    with open_reading(where.folder, as_of=where.as_of, until=where.until) as reading:
        formulation = reading.lexicon.find(name)
        languages = _languages_of(reading, formulation, filtered, chosen.standing)
        return [gather_collocates(reading, formulation, language, filtered, chosen) for language in languages]


def gather_collocates(reading: Reading, formulation: Formulation, language: str, asked: Filter, window: Window) -> Collocates:
    """Return the collocates in one language, counting words first where that was not done before."""
    counted = ensure_inventory(reading, language), ensure_neighbours(reading, formulation, language)
    return find_collocates(reading.view, formulation, counted, window, asked)


def _languages_of(reading: Reading, formulation: Formulation, asked: Filter, standing: str) -> list[str]:
    sql, parameters = condition(reading.view, asked)
    rows = reading.view.rows(
        f"""SELECT d.language::VARCHAR AS language FROM uses u JOIN documents d ON d.id = u.document
            WHERE u.formulation = ? AND u.standing = ? AND {sql} GROUP BY d.language ORDER BY count(*) DESC, d.language""",
        [formulation.id, standing, *parameters],
    )
    return [row["language"] for row in rows]


def ask_key_words(where: Where, sides: tuple[str, str], languages: Sequence[str], bounds: Mapping[str, Any]) -> dict[str, Any]:
    """Return the key words of a target against a reference (`sides`, as `usage.filters.read_filter` reads them), by language.

    `bounds` are fields of `Bounds`.

    `tables` has one `KeyWords` for each language in which both have documents; `left_out` names, by language, documents of the target
    in a language in which the reference has none.
    """
    with open_reading(where.folder, as_of=where.as_of, until=where.until) as reading:
        formulations: list[Formulation] = []
        ours, theirs = (_resolve(reading, read_filter(text), formulations) for text in sides)
        ours = replace(ours, languages=(*ours.languages, *languages)) if not ours.languages else ours
        held, other = (_documents_by_language(reading, side) for side in (ours, theirs))
        tables = []
        for language in held:
            if other.get(language, 0) > (held[language] if theirs == Filter() else 0):
                own = _own_words(formulations, language)
                asked = Bounds(**bounds, own_words=own)
                tables.append(find_key_words(reading.view, ensure_inventory(reading, language), ours, theirs, asked))
        shown = {table.language for table in tables}
        return {"tables": tables, "left_out": {language: count for language, count in held.items() if language not in shown}}


def _resolve(reading: Reading, asked: Filter, formulations: list[Formulation]) -> Filter:
    """Put the ids of formulations in place of their names, and gather them."""
    found = {name: reading.lexicon.find(name) for name in (*asked.uses, *asked.lacks)}
    formulations += found.values()
    return replace(asked, uses=tuple(found[name].id for name in asked.uses), lacks=tuple(found[name].id for name in asked.lacks))


def _documents_by_language(reading: Reading, asked: Filter) -> dict[str, int]:
    sql, parameters = condition(reading.view, asked)
    rows = reading.view.rows(
        f"""SELECT d.language::VARCHAR AS language, count(*) AS n FROM documents d WHERE {sql} AND d.paragraphs > 0
            GROUP BY d.language ORDER BY n DESC, d.language""",
        parameters,
    )
    return {row["language"]: row["n"] for row in rows}


def _own_words(formulations: Sequence[Formulation], language: str) -> frozenset[str]:
    return frozenset(
        word.folded
        for formulation in formulations
        for form in formulation.forms
        if language in ("", form.language)
        for word in find_words(form.text, form.language)
    )


def ask_company(where: Where, name: str, asked: Mapping[str, Any], minimum: int) -> list[Companion]:
    """Return the formulations that keep company with one."""
    with open_reading(where.folder, as_of=where.as_of, until=where.until) as reading:
        return find_company(reading.view, reading.lexicon.find(name), minimum=minimum, asked=Filter(**asked))
