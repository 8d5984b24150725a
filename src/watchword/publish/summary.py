"""The strongest facts of a trace in a few sentences, each with what stands behind it and where on the page it is shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from watchword.phrasing import say_count
from watchword.publish.chamber import list_totals
from watchword.publish.wording import Names, name_language, name_states, say_date


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence, its holding, and the section that shows it."""

    sentence: str
    holding: str
    section: str


def summarise(trace: dict[str, Any], names: Names) -> list[Fact]:
    """Return the facts a reader should leave with: earliest uses, older wording, who uses it, votes, the change, a renaming."""
    return [
        *_earliest(trace["origin"], names),
        *_older(trace["origin"], names),
        *_most(trace["spread"], names),
        *_renamed(trace["texts"]),
        *_voted(trace["votes"]),
        *_shifted(trace["votes"]),
    ]


def _who(row: dict[str, Any]) -> str:
    """Say who used the words: the speaker and state, else the text and its body. A text's sponsors did not speak it."""
    if row.get("symbol"):
        return str(row["symbol"])
    parts = [part for part in (name_states(row["states"]), row["speaker"]) if part]
    title = f"“{row['title']}”" if row.get("title") else ""
    return ", ".join(parts) or title or row.get("organ", "") or "author not recorded"


def _corpora(origin: dict[str, Any], key: str) -> list[tuple[dict[str, Any], int]]:
    """Return for each source the series with the earliest use under `key`, and how many of its languages have one."""
    found: dict[str, list[dict[str, Any]]] = {}
    for series in origin["series"]:
        if series[key]:
            found.setdefault(series["source"], []).append(series)
    first = [
        (min(rows, key=lambda row: (row[key][0]["date"] == "", row[key][0]["date"], row["language"])), len(rows)) for rows in found.values()
    ]
    return sorted(first, key=lambda item: (item[0][key][0]["date"] == "", item[0][key][0]["date"]))


def _earliest(origin: dict[str, Any], names: Names) -> Iterator[Fact]:
    found = _corpora(origin, "earliest")
    for series, languages in found:
        use = series["earliest"][0]
        period = f"{series['starts']} to {series['ends']}" if series["starts"] else "undated"
        where = f"{names.corpus(series['source'])} ({name_language(series['language'])}, {period})"
        more = f" It stands there in {languages} languages." if languages > 1 else ""
        if series["already_present"]:
            sentence = f"Already present when the series starts, in {where}: seen on {use['date']}. A first use cannot be read from it."
        elif not use["date"]:
            sentence = f"A use without a date in {where}: {_who(use)}. It cannot be placed before or after the others."
        else:
            sentence = f"Earliest use in {where}: {say_date(use['date'])}, {_who(use)}. Earlier use elsewhere is not excluded."
        yield Fact(sentence + more, series["holding"], "origin")
    dated = [row for row in origin["cited"] if row["standing"] == "in scope" and row["date"]]
    if dated and not found:
        first = dated[0]
        yield Fact(
            f"Earliest use reported by others, and not checked here: {first['date']}, {_who(first)}. No text with it is held.",
            "cited",
            "origin",
        )


def _older(origin: dict[str, Any], names: Names) -> Iterator[Fact]:
    for series, _ in _corpora(origin, "antecedent"):
        use, scope = series["antecedent"][0], next(iter(series["earliest"]), None)
        if use["date"] and (scope is None or use["date"] < scope["date"]):
            yield Fact(
                f"Wording of a later or renamed form is older: {use['date']}, {_who(use)}, in {names.corpus(series['source'])}. "
                f"It is counted apart.",
                series["holding"], "origin",
            )  # fmt: skip
            return


def _most(spread: dict[str, Any], names: Names) -> Iterator[Fact]:
    corpora: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in spread["by_state"]:
        corpora.setdefault((row["source"], row["language"]), []).append(row)
    ranked = sorted(corpora.items(), key=lambda item: (-sum(row["documents_with"] for row in item[1]), item[0]))
    for (source, language), rows in ranked[:1]:
        most = max(row["documents_with"] for row in rows)
        top = sorted(row["state"] for row in rows if row["documents_with"] == most)
        if len(rows) > 1 and most > 1:
            verb = "uses" if len(top) == 1 else "use"
            yield Fact(
                f"{len(rows)} states use it in {names.corpus(source)} ({name_language(language)}); {name_states(top)} {verb} it in most "
                f"documents ({most}{' each' if len(top) > 1 else ''}).",
                rows[0]["holding"], "states",
            )  # fmt: skip


def _renamed(texts: dict[str, Any]) -> Iterator[Fact]:
    for link in texts["renamings"][:2]:
        if link["from_title"] and link["to_title"]:
            yield Fact(
                f"Introduced as “{link['from_title']}”, adopted as “{link['to_title']}” ({link['start']}).", link["holding"], "texts"
            )


def _voted(votes: dict[str, Any]) -> Iterator[Fact]:
    own = [series for series in votes["series"] if not series["sibling"]]
    for series in sorted(own, key=lambda series: -len(series["decisions"]))[:3]:
        results, holdings = [], set()
        for decision in series["decisions"]:
            totals = dict(list_totals(decision))
            holdings.add(decision["holding"])
            if totals:
                counts = f"{totals['yes']} to {totals['no']} with {totals['abstain']} abstaining"
                results.append(f"{counts} ({say_date(decision['date'])})")
            else:
                results.append(f"{decision['outcome']} ({say_date(decision['date'])})")
        if len(results) > 6:
            results = [results[0], f"{len(results) - 5} more", *results[-4:]]
        title = f"“{_shorten(series['title'])}”" if series["title"] else series["decisions"][0]["symbol"]
        yield Fact(f"{title}, {series['organ']}: {'; '.join(results)}.", _weakest(holdings), "votes")


def _shorten(title: str) -> str:
    """Return a title of a readable length: some records have a page of the debate in its place."""
    return title if len(title) <= 160 else title[:150] + "…"


def _weakest(holdings: set[str]) -> str:
    return next((holding for holding in ("cited", "measured", "held") if holding in holdings), "cited")


def _shifted(votes: dict[str, Any]) -> Iterator[Fact]:
    for shift in votes["shifts"][:1]:
        part = next(part for part in shift["parts"] if part["position"] == "yes")
        came = "seats changing hands" if shift["turnover"] == "seats" else "states with a ballot in one vote only"
        yield Fact(
            f"From {shift['before']} to {shift['after']} the yes votes went from {part['before']} to {part['after']}: "
            f"{part['switched']:+d} by states that changed their vote, {part['attendance']:+d} by attendance, "
            f"{part['gained'] - part['lost']:+d} by {came}. {say_count(shift['both'], 'state')} had a ballot both times.",
            shift["holding"], "shifts",
        )  # fmt: skip
