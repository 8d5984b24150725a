"""Claims on use: first uses, counts and shares, the states that use the words, and what they travel with."""

from collections.abc import Callable, Sequence
from typing import Any

from watchword.errors import NotHeld
from watchword.evidence.entries.answer import Answer
from watchword.evidence.entries.desk import Desk, ground_of_corpus
from watchword.evidence.entries.figures import Figure, compare_dates, compare_numbers, compare_states, compare_symbols, read_words
from watchword.evidence.entries.on_texts import BEYOND
from watchword.evidence.entries.record import Span, Tie
from watchword.model import Evidence, Holding, Standing
from watchword.phrasing import say_count
from watchword.states import name_of, resolve
from watchword.store.base import CITED_ONLY, Row
from watchword.usage.attestation import FINDER as ATTESTATION
from watchword.usage.collocates import FINDER as COLLOCATES
from watchword.usage.company import FINDER as COMPANY
from watchword.usage.counts import FINDER as COUNTS
from watchword.usage.spread import StateRow

RENDERINGS = "usage.parallel/1"


def check_first(desk: Desk, span: Span, tie: Tie) -> Answer:
    """Hold the date and user of the earliest use in a corpus and language against the attestations; never beyond what is held."""
    formulation, words = desk.lexicon.find(tie.names[0]), span.words
    source, language = tie.options["source"], tie.options["language"]
    series = desk.keep(("series of uses", formulation.id), lambda: desk.series(formulation))
    mine = next((item for item in series if (item["source"], item["language"]) == (source, language)), None)
    standing = tie.options.get("standing", Standing.IN_SCOPE.value)
    uses = (mine["antecedent"] if standing == Standing.ANTECEDENT else mine["earliest"]) if mine else []
    if not mine or not uses:
        listed = ", ".join(sorted({f"{item['source']} ({item['language']})" for item in series if item["earliest"]}))
        raise NotHeld(
            f"no use of {formulation.label!r} as {standing} in {source} ({language}); uses in {listed or 'nothing held or measured'}"
        )
    first = uses[0]
    said = read_words(words, span.language, first["date"])
    who = ", ".join(map(name_of, first["states"])) or first["symbol"] or "no state recorded"
    recorded = f"earliest in what is {mine['holding']} of {source} ({language}): {first['date'] or 'undated'}, {who}"
    fault = _first(
        lambda: f"expected no first use, since the words are already present when the series starts ({mine['starts']}); found {words!r}"
        if mine["already_present"] and standing == Standing.IN_SCOPE else "",
        lambda: f"expected words that hold within a corpus; found {BEYOND.search(words)[0]!r}" if BEYOND.search(words) else "",  # type: ignore[index]
        lambda: "" if said.dates or said.states else "expected a date or a state; found neither",
        lambda: compare_dates(said, [first["date"]]),
        lambda: compare_states(said, first["states"]),
        lambda: compare_numbers(said, []),
        lambda: compare_symbols(said, [first["symbol"]]),
    )  # fmt: skip
    ground = ground_of_corpus(desk, (source, language), mine["holding"], f"{recorded}; document {first['document']}; {first['translated']}")
    ground = _with_evidence(ground, first["evidence"], mine["holding"])
    complete = source in desk.view.settings.complete
    return Answer(recorded, (ground,), ATTESTATION, fault, bounded=not complete)


def check_usage(desk: Desk, span: Span, tie: Tie) -> Answer:
    """Hold counts of documents and uses, or their share, against the finder's."""
    formulation, said = desk.lexicon.find(tie.names[0]), read_words(span.words, span.language)
    rows: list[Row] = desk.keep(("usage", formulation.id), lambda: desk.usage(formulation, ("source", "language", "year")))
    years = _read_years(tie.options.get("year", ""))
    chosen = [row for row in rows if all(row[key] == tie.options[key] for key in ("source", "language") if key in tie.options)
              and (not years or (row["year"] is not None and years[0] <= row["year"] <= years[1]))]  # fmt: skip
    if not chosen:
        raise NotHeld(f"nothing held or measured for {formulation.label!r} with {_say_options(tie)}; sources: {_list_sources(rows)}")
    names = ("documents_with", "documents", "uses", "antecedent_documents", "antecedent_uses")
    values: dict[str, float] = {name.replace("_", "-"): sum(row[name] for row in chosen) for name in names}
    values["share"] = values["documents-with"] / values["documents"] if values["documents"] else 0.0
    figures = tie.figures or _usual(len(said.numbers))
    bounds = [str(year) for year in (years or ())] or _bounds(chosen)
    counted = f"{values['documents-with']:.0f} of {values['documents']:.0f} documents ({values['share']:.2%})"
    recorded = f"{counted}, {values['uses']:.0f} uses, {_say_options(tie)}"
    fault = _first(
        lambda: "" if said.numbers else "expected figures; found none",
        lambda: compare_numbers(said, [Figure(name, values[name]) for name in figures]),
        lambda: compare_dates(said, bounds),
        lambda: compare_symbols(said, []),
        lambda: compare_states(said, []),
    )
    holdings = {(row["source"], row["language"], row["holding"]) for row in chosen}
    grounds = tuple(ground_of_corpus(desk, key[:2], key[2], recorded) for key in sorted(holdings))
    return Answer(recorded, grounds, COUNTS, fault)


def check_users(desk: Desk, span: Span, tie: Tie) -> Answer:
    """Hold how many states use the words in a corpus, or how much one of them does, against use by state."""
    formulation, said = desk.lexicon.find(tie.names[0]), read_words(span.words, span.language)
    source, language = tie.options["source"], tie.options["language"]
    rows: list[StateRow] = desk.keep(("states", formulation.id), lambda: desk.states(formulation))
    mine = [row for row in rows if (row.source, row.language) == (source, language)]
    if not mine:
        raise NotHeld(f"no state with a use of {formulation.label!r} in {source} ({language}) is held or measured")
    state = resolve(tie.options["state"]).code if "state" in tie.options else ""
    row = next((row for row in mine if row.state == state), None)
    if state and row is None:
        raise NotHeld(f"{name_of(state)} has no use of {formulation.label!r} in {source} ({language}) in what is {mine[0].holding}")
    values: dict[str, float | None] = {"states": len(mine)}
    if row:
        values |= {
            "documents-with": row.documents_with,
            "uses": row.uses,
            "rank": 1 + sum(r.documents_with > row.documents_with for r in mine),
        }
        counted = f"{say_count(row.documents_with, 'document')}, {say_count(row.uses, 'use')}"
        recorded = f"{name_of(state)}: {counted}, {row.first} to {row.last}, in {source} ({language})"
    else:
        listed = ", ".join(f"{name_of(r.state)} {r.documents_with} ({r.first})" for r in mine[:8])
        recorded = f"{say_count(len(mine), 'state')} in {source} ({language}): {listed}{' and others' if len(mine) > 8 else ''}"
    figures = tie.figures or (("documents-with",) if row else ("states",)) if said.numbers else tie.figures
    dates = [row.first, row.last] if row else [date for r in mine for date in (r.first, r.last)]
    fault = _first(
        lambda: "" if said.numbers or said.dates or said.states else "expected a figure, a date or a state; found none",
        lambda: compare_numbers(said, [Figure(name, values.get(name)) for name in figures]),
        lambda: compare_dates(said, dates),
        lambda: compare_states(said, [state] if state else [r.state for r in mine]),
        lambda: compare_symbols(said, []),
    )
    return Answer(recorded, (ground_of_corpus(desk, (source, language), mine[0].holding, recorded),), COUNTS, fault)


def check_company(desk: Desk, span: Span, tie: Tie) -> Answer:
    """Hold how often another formulation stands in the same documents against the finder's."""
    one, other = (desk.lexicon.find(name) for name in tie.names)
    source = tie.options.get("source", "")
    rows = desk.keep(("company", one.id, source), lambda: desk.company(one, source))
    row = next((row for row in rows if row.formulation == other.id), None)
    if row is None:
        raise NotHeld(f"{other.label!r} shares fewer than five held documents with {one.label!r}, seen and expected")
    recorded = f"{say_count(row.documents_together, 'document')} with both, {row.expected:.1f} expected by chance, {row.ratio:.1f} times"
    return _compare_row(desk, span, tie, row, recorded=recorded, finder=COMPANY)


def check_collocate(desk: Desk, span: Span, tie: Tie) -> Answer:
    """Hold how often a word stands near the formulation against the finder's."""
    formulation, language = desk.lexicon.find(tie.names[0]), tie.options["language"]
    table = desk.keep(("collocates", formulation.id, language), lambda: desk.collocates(formulation, language))
    row = next((row for row in table.rows if row.word == tie.names[1]), None)
    if row is None:
        raise NotHeld(f"{tie.names[1]!r} does not stand near {formulation.label!r} in {language} more often than chance would have it")
    recorded = f"{row.word}: {row.observed} times near it, {row.expected:.1f} expected by chance, in {say_count(row.documents, 'document')}"
    return _compare_row(desk, span, tie, row, recorded=recorded, finder=COLLOCATES)


def check_rendering(desk: Desk, span: Span, tie: Tie) -> Answer:
    """Hold in how many corresponding paragraphs a form stands against the aligned works."""
    formulation, language = desk.lexicon.find(tie.names[0]), tie.options["language"]
    rows = desk.keep(("renderings", formulation.id), lambda: desk.renderings(formulation))
    row = next((row for row in rows if (row["language"], row["text"]) == (language, tie.names[1])), None)
    if row is None:
        listed = ", ".join(row["text"] for row in rows if row["language"] == language)
        raise NotHeld(f"no rendering {tie.names[1]!r} in {language} in works held in several languages; there are {listed or 'none'}")
    said = read_words(span.words, span.language)
    recorded = f"{row['text']}: {row['paragraphs']} of {row['of']} corresponding paragraphs, in {row['works']} works"
    figures = tie.figures or ("paragraphs", "of")[: len(said.numbers)]
    fault = compare_numbers(said, [Figure(name, row[name]) for name in figures]) or ("" if said.numbers else "expected figures; found none")
    return Answer(recorded, (ground_of_corpus(desk, ("works in several languages", language), Holding.HELD, recorded),), RENDERINGS, fault)


def _compare_row(desk: Desk, span: Span, tie: Tie, row: Any, *, recorded: str, finder: str) -> Answer:
    """Hold the figures of a row of company or collocates against the words."""
    said = read_words(span.words, span.language)
    usual = ("documents-together",) if finder == COMPANY else ("observed",)
    figures = tie.figures or usual
    fault = _first(
        lambda: compare_numbers(said, [Figure(name, getattr(row, name.replace("-", "_"))) for name in figures]),
        lambda: compare_dates(said, []),
        lambda: compare_symbols(said, []),
    )
    corpora = [tie.options["source"]] if "source" in tie.options else sorted(desk.sources() - {CITED_ONLY})
    grounds = tuple(ground_of_corpus(desk, (source, ""), Holding.HELD, recorded) for source in corpora)
    return Answer(recorded, grounds, finder, fault)


def _with_evidence(ground: Any, place: dict[str, Any], holding: str) -> Any:
    from dataclasses import replace

    return replace(ground, evidence=Evidence(**(place | {"holding": Holding(holding)})), raw_sha256=place["raw_sha256"])


def _read_years(text: str) -> tuple[int, int] | None:
    """Return the first and last year of "2018" or "2013..2024"; None where no year is named. Raises `NotHeld` for what is neither."""
    first, _, last = text.partition("..")
    if not text:
        return None
    if not (first.isdigit() and (last or first).isdigit()):
        raise NotHeld(f"year= is a year or two with .. between them, such as 2013..2024; found {text!r}")
    return int(first), int(last or first)


def _usual(count: int) -> tuple[str, ...]:
    return ("documents-with", "documents") if count > 1 else ("documents-with",)


def _bounds(rows: Sequence[Row]) -> list[str]:
    years = [row["year"] for row in rows if row["year"] is not None]
    return [str(min(years)), str(max(years))] if years else []


def _say_options(tie: Tie) -> str:
    return ", ".join(f"{key} {value}" for key, value in tie.options.items() if key != "needs") or "everything counted"


def _list_sources(rows: Sequence[Row]) -> str:
    return ", ".join(sorted({f"{row['source']} ({row['language']})" for row in rows})) or "none"


def _first(*checks: Callable[[], str]) -> str:
    return next((fault for check in checks if (fault := check())), "")
