"""The trace as one self-contained page: no network, no tracking, readable on paper, on a telephone and without scripts."""

import shlex
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from watchword.publish import chamber, charts, wording
from watchword.publish.policy import content_policy
from watchword.publish.summary import summarise
from watchword.publish.target import write_target
from watchword.store.base import CITED_ONLY

TEMPLATE = "trace.html.j2"
LONG = 6
"""A series of more votes than this is shown as bars, with its seats folded."""
_VISIBLE_COMMANDS = 22


def write_page(trace: dict[str, Any], target: Path) -> None:
    """Write the page of a trace (the data of `pipeline.trace`) to `target`; raises `UsageError` where that cannot be written."""
    write_target(target, render_page(trace), "the page")


def render_page(trace: dict[str, Any], *, interactive: bool = True) -> str:
    """Return the page as HTML.

    With charts it carries the library that draws them (0.9 MB, about two seconds to put together, once a process); `interactive`
    false leaves it out, and the page shows the pictures.
    """
    names = wording.Names(trace)
    curves = charts.draw_curves(trace["spread"]["by_year"], names.corpus)
    spans = charts.draw_state_spans(trace["spread"]["by_state"], names.corpus)
    script = _script() if interactive and (curves or spans) else ""
    return _templates().get_template(TEMPLATE).render(
        trace=trace,
        facts=summarise(trace, names),
        forms=_group_forms(trace["formulation"]["forms"]),
        corpora=_list_corpora(trace),
        curves=_lead(_draw(curves, 0)),
        spans=_draw(spans, len(curves)),
        states=_group_states(trace["spread"]["by_state"]),
        works=_group_works(trace["texts"]["works"]),
        links=_group_links(trace["texts"]),
        against=_group_findings(trace["counter_evidence"]),
        votes=[_lay_out_series(series) for series in trace["votes"]["series"]],
        audit=trace["votes"]["audit"],
        commands=_list_commands(trace),
        names=names,
        attested=_group_series(trace["origin"]["series"]),
        script=Markup(script),  # noqa: S704 - our own library, with every "</script" in it broken up
        policy=content_policy(script),
    )  # fmt: skip


@cache
def _script() -> str:
    return charts.bundle_script()


@cache
def _templates() -> jinja2.Environment:
    """Return the templates: everything is escaped, and a name that is missing is an error and not a gap in the page."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("watchword.publish"), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {
        "language": wording.name_language, "state": wording.name_state, "states": wording.name_states,
        "address": wording.safe_address, "linked": wording.link_addresses, "dated": wording.say_date, "thousands": "{:,}".format,
        "signed": lambda number: f"{number:+d}".replace("-", "−") if number else "0", "percent": "{:.2%}".format,
    }  # fmt: skip
    environment.globals |= {
        "POSITIONS": chamber.POSITIONS,
        "GLYPHS": chamber.GLYPHS,
        "SAID": chamber.SAID,
        "mark_change": wording.mark_change,
    }
    return environment


def _draw(panels: list[charts.Panel], start: int) -> list[dict[str, Any]]:
    return [
        {
            "panel": panel, "id": f"chart-{number}",
            "picture": Markup(charts.draw_picture(panel, number)),  # noqa: S704 - vl-convert escapes the text it draws
            "specification": Markup(charts.print_specification(panel)),  # noqa: S704 - every "<" in it is written as an escape
        }
        for number, panel in enumerate(panels, start)
    ]  # fmt: skip


def _lead(figures: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the figures to show at once, one for each source, and those of the same sources in other languages."""
    first = {figure["panel"].source: figure["id"] for figure in reversed(figures)}
    leading = [figure for figure in figures if first[figure["panel"].source] == figure["id"]]
    return leading, [figure for figure in figures if figure not in leading]


def _group_forms(forms: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the forms by language, in the order of the lexicon."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for form in forms:
        groups.setdefault(form["language"], []).append(form)
    return list(groups.items())


def _list_corpora(trace: dict[str, Any]) -> list[dict[str, Any]]:
    """Return each corpus that is held or measured once, with its languages, its period, and whose it is."""
    rows = [row | {"holding": "held"} for row in trace["workspace"]["sources"]]
    rows += [row | {"holding": "measured"} for row in trace["workspace"]["measured"]]
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["source"], row["holding"]), []).append(row)
    return [
        {
            "source": source, "holding": holding, "documents": sum(row["documents"] for row in parts),
            "languages": [(row["language"], row["documents"]) for row in parts if "language" in row],
            "starts": min((row["starts"] for row in parts if row["starts"]), default=""),
            "ends": max((row["ends"] for row in parts if row["ends"]), default=""),
        }
        | {key: " / ".join(dict.fromkeys(row[key] for row in parts if row.get(key)))
           for key in ("publisher", "licence", "version", "sha256")}
        for (source, holding), parts in groups.items()
    ]  # fmt: skip


def _group_series(series: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return the series with a use, one list for each source, the language with most uses first; sources by their earliest use."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for item in series:
        if item["earliest"] or item["antecedent"]:
            groups.setdefault(item["source"], []).append(item)
    for rows in groups.values():
        rows.sort(key=lambda row: (-row["uses"], -row["antecedent_uses"], row["language"]))
    return sorted(groups.values(), key=lambda rows: (*min(_first_date(row) for row in rows), rows[0]["source"]))


def _first_date(series: dict[str, Any]) -> tuple[bool, str]:
    """Return a key that sorts by the earliest use in scope; corpora without one, or with an undated one, come last."""
    date = series["earliest"][0]["date"] if series["earliest"] else ""
    return (not date, date)


def _group_states(by_state: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a table for each corpus: its states by documents, and those with the earliest date."""
    groups: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in by_state:
        groups.setdefault((row["source"], row["language"], row["holding"]), []).append(row)
    tables = []
    for (source, language, holding), rows in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        most = max(row["documents_with"] for row in rows)
        earliest = min((row["first"] for row in rows if row["first"]), default="")
        tables.append(
            {
                "source": source, "language": language, "holding": holding, "earliest": earliest,
                "rows": sorted(rows, key=lambda row: (-row["documents_with"], row["first"], row["state"])),
                "first": [row["state"] for row in rows if row["first"] == earliest and earliest],
                "most": most, "top": [row["state"] for row in rows if row["documents_with"] == most], "alone": len(rows) == 1,
            }
        )  # fmt: skip
    return tables


def _group_works(works: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the works by date, each with its expressions; a work has the first kind and date that any expression of it gives."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in works:
        groups.setdefault(row["work"], []).append(row)
    found = []
    for work, rows in groups.items():
        first = {key: next((row[key] for row in rows if row[key]), "") for key in ("symbol", "kind", "date", "title")}
        found.append(first | {"work": work, "expressions": [row | {"holding": _holding(row)} for row in rows]})
    return sorted(found, key=lambda work: (work["date"] == "", work["date"], work["work"]))


def _holding(row: dict[str, Any]) -> str:
    """Return what stands behind a row of the catalogue: the starter's facts are cited, everything else is held."""
    return "cited" if row["source"] == CITED_ONLY else "held"


def _group_links(texts: dict[str, Any]) -> list[dict[str, Any]]:
    """Return each link between works once, with every record that says so; renamings have their own place."""
    names: dict[str, str] = {}
    for row in texts["works"]:
        fallback = f"{row['kind']}: “{row['title']}”" if row["title"] else row["kind"]
        names.setdefault(row["work"], row["symbol"] or ", ".join(part for part in (fallback, row["date"]) if part))
    groups: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for link in texts["links"]:
        groups.setdefault((link["start"], link["kind"], link["end"]), []).append(link)
    return [
        {"start": names.get(start, start), "kind": kind, "end": names.get(end, end),
         "records": [row | {"holding": _holding(row)} for row in rows]}
        for (start, kind, end), rows in groups.items() if kind != "renames"
    ]  # fmt: skip


def _lay_out_series(series: dict[str, Any]) -> dict[str, Any]:
    """Return a series with the seats of each vote, its bar, and its changes laid out."""
    into = {(shift["after"], shift["after_date"]): shift for shift in series["shifts"]}
    decisions = []
    for decision in series["decisions"]:
        shift = into.get((decision["symbol"], decision["date"]))
        totals = chamber.list_totals(decision)
        decisions.append(
            decision | {"chamber": chamber.seat_vote(decision, shift), "totals": totals, "cast": sum(number for _, number in totals)}
        )
    changes = [(shift, chamber.lay_out_change(shift)) for shift in series["shifts"]]
    return series | {"decisions": decisions, "changes": changes, "compact": series["sibling"] or len(decisions) > LONG}


def _group_findings(found: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the findings by their kind, in the order in which the kinds first come: no kind is buried under a long other one."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        groups.setdefault(row["name"], []).append(row)
    return list(groups.items())


Command = tuple[str, str]


def _list_commands(trace: dict[str, Any]) -> tuple[list[Command], list[Command]]:
    """Return (figure, command): what to type in the workspace's folder to get each figure again; those of many votes apart."""
    workspace, name = trace["workspace"], shlex.quote(trace["formulation"]["id"])
    when = f" --as-of {workspace['version']}" + (f" --until {shlex.quote(workspace['until'])}" if workspace["until"] else "")
    commands = [
        ("Everything on this page, as data", f"watchword trace {name} --json{when}"),
        ("What is held, and what was left out", f"watchword status --as-of {workspace['version']}"),
        ("Earliest uses, with place and hash of each quotation", f"watchword attestations {name} --json{when}"),
        ("Shares by year, with intervals", f"watchword usage {name} --by source,language,year{when}"),
        ("States", f"watchword usage {name} --by source,language,actor{when}"),
        ("Who followed whom", f"watchword spread {name}{when}"),
        ("Words near it", f"watchword collocates {name}{when}"),
        ("Renderings in other languages", f"watchword renderings {name}{when}"),
        ("Formulations in its company", f"watchword company {name}{when}"),
        ("That no byte has changed since it was recorded", "watchword verify"),
    ]
    votes = []
    for series in trace["votes"]["series"]:
        votes += [(f"Vote on {d['symbol']}", f"watchword votes tally {shlex.quote(d['symbol'])}{when}") for d in series["decisions"]]
        votes += [
            (f"Change from {s['before']} to {s['after']}",
             f"watchword votes shift {shlex.quote(s['before'])} {shlex.quote(s['after'])}{when}") for s in series["shifts"]
        ]  # fmt: skip
    for found in trace["votes"]["association"]:
        for name in dict.fromkeys(label.partition(": ")[0] for label in found["properties"]):
            asked = f"{shlex.quote(name)} --organ {shlex.quote(found['organ'])} --title {shlex.quote(found['series'])}"
            votes.append((f"Association with {name}", f"watchword votes association {asked}{when}"))
    return ([*commands, *votes], []) if len(commands) + len(votes) <= _VISIBLE_COMMANDS else (commands, votes)
