"""The trace as a story in the terminal, for somebody who has never seen the program. Plain text, 100 columns."""

from typing import Any

from watchword.phrasing import say_count
from watchword.publish.story_words import tell_company, tell_origin, tell_renderings, tell_spread, wrap
from watchword.store.base import CITED_ONLY

_LEGEND = (
    "held: the bytes are in this workspace. measured: our own figures from bytes that are not. cited: a reference to what we do not hold; "
    "it informs and verifies nothing. Shares of documents carry 95% Wilson intervals."
)


def print_story(trace: dict[str, Any]) -> str:
    """Return the story of a trace (the data of `pipeline.trace`), section by section; an empty section says why."""
    formulation, workspace = trace["formulation"], trace["workspace"]
    lines = [f"“{formulation['label']}”", *wrap(formulation["gloss"]), ""]
    lines += wrap(_standing_line(workspace))
    lines += _section("Where the words first stand", tell_origin(trace["origin"]))
    lines += _section("How use spread", tell_spread(trace["spread"]))
    lines += _section("What it travels with", tell_company(trace["company"]))
    lines += _section("How it is rendered in other languages", tell_renderings(trace["renderings"]))
    lines += _section("Texts that took it in, and renamings", _texts(trace["texts"]))
    lines += _section("Votes", _votes(trace["votes"]))
    lines += _section("What speaks against the story", _counter(trace["counter_evidence"]))
    lines += _section("Framing", [trace["framing"]["empty"]] if trace["framing"]["empty"] else [])
    lines += ["", *wrap(_LEGEND)]
    return "\n".join(lines)


def _standing_line(workspace: dict[str, Any]) -> str:
    until = f", up to {workspace['until']}" if workspace["until"] else ""
    held: dict[str, int] = {}
    for row in workspace["sources"]:
        name = f"{row['source']} ({row['title']})"
        held[name] = held.get(name, 0) + row["documents"]
    listed = ", ".join(f"{name} {say_count(count, 'document')}" for name, count in held.items()) or "no corpus yet"
    measured = ", ".join(f"{c['source']} ({c['title']}) {say_count(c['documents'], 'document')}" for c in workspace["measured"])
    return f"Version {workspace['version']} of the workspace{until}. Held: {listed}." + (f" Measured: {measured}." if measured else "")


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", title.upper(), "-" * len(title), *lines]


def _texts(texts: dict[str, Any]) -> list[str]:
    if texts["empty"]:
        return [texts["empty"]]
    lines = []
    for renaming in texts["renamings"]:
        lines += wrap(
            f"renamed: “{renaming['from_title']}” -> “{renaming['to_title']}” ({renaming['start']}); {renaming['reason']} "
            f"[{renaming['holding']}: {renaming['evidence']}]",
            first="* ", rest="  ",
        )  # fmt: skip
    titles: dict[str, list[str]] = {}
    for work in texts["works"]:
        if work["title"]:
            held = "cited" if work["source"] == CITED_ONLY else "held"
            name = work["symbol"] or f"{work['kind']} {work['date']}".strip()
            titles.setdefault(name, []).append(f"{work['language']}: {work['title']} [{held}]")
    for name, expressions in sorted(titles.items()):
        lines += wrap(f"{name}  {' · '.join(dict.fromkeys(expressions))}", first="* ", rest="    ")
    return lines


def _votes(votes: dict[str, Any]) -> list[str]:
    if votes["empty"]:
        return [votes["empty"]]
    lines = []
    for series in votes["series"]:
        lines += wrap(f"{series['organ']}: “{series['title']}” ({series['reason']})", first="* ", rest="  ")
        for decision in series["decisions"]:
            lines += wrap(f"{decision['sentence']} [{decision['holding']}]", first="    ", rest="      ")
            for row in votes["audit"]:
                if row["record"] == decision["record"]:
                    lines += wrap(f"audit: {row['problem']}: {row['diagnosis']} ({row['reason']})", first="      ! ", rest="        ")
        for shift in series["shifts"] if not series["sibling"] else ():
            lines += wrap(f"{shift['before']} -> {shift['after']}: {shift['sentence']}", first="    ~ ", rest="      ")
            moved = [f"{item['name']} ({item['from']} to {item['to']})" for item in shift["switched"]]
            lines += [line for found in shift["counterfactuals"] for line in wrap(found["sentence"], first="      ")]
            if moved:
                lines += wrap(f"changed their vote: {'; '.join(moved)}", first="      ")
    return lines + [line for found in votes["association"] for line in _association(found)]


def _association(found: dict[str, Any]) -> list[str]:
    """Return what states with a property did otherwise, each model's difference with its interval, and the cautions."""
    lines = wrap(f"Association, not cause: yes among states with and without {', '.join(found['properties'])} ({found['said']}), in the "
                  f"{found['votes_used']['votes']} recorded votes on “{found['series']}”", first="* ", rest="  ")  # fmt: skip
    for row in found["rows"]:
        if row["difference"] is None:
            said = row["note"]
        else:
            band = f" ({row['low']:+.2f} to {row['high']:+.2f})" if row["low"] is not None else f"; {row['note']}"
            said = f"{row['difference']:+.2f}{band}"
        lines += wrap(f"{row['property']}, {row['model']}: {said} [{row['states_with']} states with, {row['states_without']} without, "
                       f"{row['changed']} both]", first="    ", rest="      ")  # fmt: skip
    for caution in found["cautions"]:
        lines += wrap(caution, first="    ! ", rest="      ")
    return lines


def _counter(found: list[dict[str, Any]]) -> list[str]:
    lines = []
    for row in found:
        lines += wrap(f"{row['sentence']} [{row['holding']}]", first="* ", rest="  ")
    return lines or ["nothing found in what is held; that is not a proof that there is nothing"]
