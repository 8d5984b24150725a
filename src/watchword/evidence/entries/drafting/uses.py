"""Sentences on words: where they first stand, how use spread, what they travel with, how they are rendered."""

from collections.abc import Iterator
from typing import Any

from watchword.evidence.entries.drafting.span import capitalise, escape, say_count, say_language, say_number, say_states, write_span
from watchword.model import Standing

_MOST = 8
_FEW = 5
Titles = dict[str, str]


def draft_origins(trace: dict[str, Any], titles: Titles) -> Iterator[str]:
    """Yield the earliest uses in each corpus, in the language with most uses, then those that are only cited."""
    name, origin = trace["formulation"]["id"], trace["origin"]
    for series in _leading(origin["series"])[:_MOST]:
        corpus, first = _corpus(series, titles), series["earliest"][0]
        if series["already_present"]:
            yield f"In {corpus} the words are already present when the series starts, so that no first use can be read from it."
        elif first["date"]:
            span = write_span(_who_and_when(first), "first", name, source=series["source"], language=series["language"])
            yield f"In {corpus} the earliest use in what is {series['holding']} is {span}; {escape(first['translated'])}."
    cited = [row for row in origin["cited"] if row["date"]]
    if cited:
        yield "Cited from elsewhere:"
    for row in cited[: _MOST + _FEW]:
        key, who = row["id"].rpartition("@")[0], say_states(row["states"][:1])
        standing = row["standing"] if row["standing"] != Standing.IN_SCOPE else ""
        when = write_span(f"{who} in {row['date'][:4]}" if who else row["date"][:4], "attested", key, standing=standing)
        kind = "" if who else f", in a {escape(row['kind'])}"
        yield f"- {when}{kind}{f', as {standing}' if standing else ''}."


def _leading(series: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return of each corpus the series with most uses in scope, in the order of the trace."""
    best: dict[str, dict[str, Any]] = {}
    for item in series:
        if item["earliest"] and item["uses"] > best.get(item["source"], {"uses": 0})["uses"]:
            best[item["source"]] = item
    return [item for item in series if best.get(item["source"]) is item]


def draft_spread(trace: dict[str, Any], titles: Titles) -> Iterator[str]:
    """Yield shares of documents in each corpus, and the states that use the words."""
    name, spread = trace["formulation"]["id"], trace["spread"]
    for (source, language), rows in _by_corpus(spread["by_year"])[:_MOST]:
        documents, with_use = (sum(row[key] for row in rows) for key in ("documents", "documents_with"))
        top = max((row for row in rows if row["year"] is not None), key=lambda row: (row["share"], row["year"]), default=None)
        options = {"source": source, "language": language}
        said = write_span(f"{with_use:,} of {documents:,} documents", "usage", name, **options)
        sentence = f"In {_corpus(rows[0], titles)} {said} hold them"
        if top and top["documents_with"]:
            most = write_span(
                f"{top['documents_with']:,} of {top['documents']:,} in {top['year']}", "usage", name, **options, year=str(top["year"])
            )
            sentence += f"; the highest share of a year is {most}"
        yield f"{sentence}."
    for (source, language), rows in _by_corpus(spread["by_state"])[:_FEW]:
        options = {"source": source, "language": language}
        users = write_span(say_count(len(rows), "state"), "users", name, "states", **options)
        first = rows[0]["state"]
        said = f"{say_states([first])}, in {say_count(rows[0]['documents_with'], 'document')}"
        most = write_span(said, "users", name, **options, state=first)
        use = "uses" if len(rows) == 1 else "use"
        yield f"{capitalise(users)} {use} them in {_corpus(rows[0], titles)}; most documents are those of {most}."


def draft_company(trace: dict[str, Any]) -> Iterator[str]:
    """Yield the formulations and words that stand with it: company, not influence."""
    name, company = trace["formulation"]["id"], trace["company"]
    for row in company["formulations"][:_FEW]:
        both = write_span(f"{row['documents_together']:,} documents", "company", name, row["formulation"], "documents-together")
        chance = write_span(f"{row['expected']:,.0f}", "company", name, row["formulation"], "expected")
        yield f"{both} hold both it and {escape(row['formulation'].replace('-', ' '))}, where chance would give {chance}."
    for table in company["collocates"]:
        near = ", ".join(f"“{escape(row['word'])}” ({_say_near(name, row, table['language'])})" for row in table["rows"][:_FEW])
        if near:
            yield f"Words near it in {say_language(table['language'])}, the most telling first: {near}."
    if not company["formulations"] and not company["collocates"]:
        yield "What it travels with cannot be counted here: too little is held."


def draft_renderings(trace: dict[str, Any]) -> Iterator[str]:
    """Yield how works in several languages render the words."""
    name = trace["formulation"]["id"]
    for row in trace["renderings"]["forms"]:
        if row["paragraphs"]:
            said = f"{say_number(row['paragraphs'])} of {say_number(row['of'])}"
            span = write_span(said, "rendering", name, row["text"], language=row["language"])
            yield f"In {say_language(row['language'])}, {span} corresponding paragraphs have “{escape(row['text'])}”."


def draft_older(trace: dict[str, Any], titles: Titles) -> Iterator[str]:
    """Yield uses that are older than the case, other users, and series that cannot show a first use."""
    name = trace["formulation"]["id"]
    dates = [item["earliest"][0]["date"] for item in trace["origin"]["series"] if item["earliest"] and item["earliest"][0]["date"]]
    for series in trace["origin"]["series"]:
        older = series["antecedent"][:1]
        if older and "" < older[0]["date"] < min(dates, default="9999"):
            span = write_span(_who_and_when(older[0]), "first", name, source=series["source"], language=series["language"],
                              standing=Standing.ANTECEDENT.value)  # fmt: skip
            yield f"The wording is older than the case: it stands in {_corpus(series, titles)} as antecedent wording, {span}."
    for (source, language), rows in _by_corpus(trace["spread"]["by_state"]):
        others = [row["state"] for row in rows[1:6]]
        if others:
            span = write_span(say_states(others), "users", name, source=source, language=language)
            yield f"It is not one state’s alone: in {_corpus(rows[0], titles)} it is also used by {span}."


def _say_near(name: str, row: dict[str, Any], language: str) -> str:
    return write_span(f"{row['observed']:,} times", "collocate", name, row["word"], language=language)


def _corpus(row: dict[str, Any], titles: Titles) -> str:
    title = titles.get(row["source"], row["source"])
    return f"*{escape(title)}* ({say_language(row['language'])})"


def _who_and_when(attestation: dict[str, Any]) -> str:
    """Return who used the words and when; a text without a state is only dated."""
    who, date = attestation["symbol"] or say_states(attestation["states"][:2]), attestation["date"][:4]
    if attestation["symbol"]:
        return f"{who} of {date}"
    return f"{who} in {date}" if who else f"of {date}"


def _by_corpus(rows: list[dict[str, Any]]) -> list[tuple[tuple[str, str], list[dict[str, Any]]]]:
    """Return rows with a use by corpus and language, the corpus with most documents first."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["source"], row["language"]), []).append(row)
    used = [(key, group) for key, group in groups.items() if any(row["documents_with"] for row in group)]
    return sorted(used, key=lambda item: (-sum(row["documents_with"] for row in item[1]), item[0]))
