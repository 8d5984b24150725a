"""The words of a story: where they first stand, how use spread, what they travel with, how they are rendered."""

import re
import textwrap
from itertools import groupby
from typing import Any

from watchword.phrasing import say_count
from watchword.states import name_of

_WIDTH = 100
_SPARKS = " ▁▂▃▄▅▆▇█"


def wrap(text: str, *, first: str = "", rest: str = "") -> list[str]:
    """Return a paragraph as lines of 100 columns; `first` and `rest` stand before the first and the other lines."""
    return textwrap.wrap(text, _WIDTH, initial_indent=first, subsequent_indent=rest or " " * len(first)) or [first]


def _names(states: list[str] | tuple[str, ...]) -> str:
    names = [name_of(state) for state in states]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def tell_origin(origin: dict[str, Any]) -> list[str]:
    """Return the earliest attestations of each corpus, and what is cited."""
    if origin["empty"]:
        return [origin["empty"]]
    lines = []
    groups: dict[str, list[dict[str, Any]]] = {}
    for series in origin["series"]:
        groups.setdefault(series["source"], []).append(series)
    for source, group in groups.items():
        spoken = [s for s in group if s["uses"] or s["antecedent_uses"]]
        if not spoken:
            continue
        main = min(spoken, key=lambda s: (-s["documents_with"], s["language"]))
        counts = ", ".join(f"{s['language']} {s['uses']:,} in {s['documents_with']:,} of {s['documents']:,}" for s in spoken)
        lines += wrap(f"{source} [{main['holding']}]: uses in documents, by language: {counts}", first="* ", rest="  ")
        lines += wrap(main["sentence"], first="  ")
        for attestation in (*main["earliest"][:3], *main["antecedent"][:1]):
            lines += _attestation(attestation)
    silent = [source for source, group in groups.items() if not any(s["uses"] or s["antecedent_uses"] for s in group)]
    if silent:
        lines += wrap(f"no use at all in: {', '.join(silent)}", first="* ", rest="  ")
    return lines + _cited(origin["cited"])


def _cited(rows: list[dict[str, Any]]) -> list[str]:
    if not rows:
        return []
    lines = ["* Reported elsewhere, cited and not held:"]
    for row in rows[:12]:
        who = " / ".join(part for part in (row["speaker"], _names(row["states"])) if part) or row["title"] or row["organ"]
        mark = "" if row["standing"] == "in scope" else f" [{row['standing']}]"
        lines += wrap(f"{row['date'] or 'undated'}  {who}: “{row['context']}”{mark}", first="    ", rest="      ")
    if len(rows) > 12:
        lines.append(f"    ... and {len(rows) - 12} more (--json)")
    return lines


def _name_of(document: str) -> str:
    """Return the name a source gives a document, without the content hash; a bare number of an item says nothing and is left out."""
    source, _, name = document.partition(":")
    name = name.rpartition("@")[0]
    return source if re.fullmatch(r"[A-Z]*[\d-]+", name) else name


def _tail(text: str) -> str:
    """Return the last words of what stands before a quotation."""
    words = text[-36:].split(" ", 1)
    return words[-1] if len(text) > 36 else text


def _head(text: str) -> str:
    """Return the first words of what stands after a quotation."""
    return text[:36].rsplit(" ", 1)[0] if len(text) > 36 else text


def _attestation(attestation: dict[str, Any]) -> list[str]:
    evidence = attestation["evidence"]
    who = attestation["symbol"] or _names(attestation["states"]) or attestation["title"][:40] or _name_of(attestation["document"])
    speaker = f" ({attestation['speaker']})" if attestation["speaker"] else ""
    around = f"{_tail(evidence['prefix'])}[{evidence['quote']}]{_head(evidence['suffix'])}"
    mark = "" if attestation["standing"] == "in scope" else f" [{attestation['standing']}]"
    return wrap(
        f"{attestation['date'] or 'undated'}  {who}{speaker}: “{' '.join(around.split())}”{mark}; {attestation['translated']}",
        first="    ", rest="      ",
    )  # fmt: skip


def tell_spread(spread: dict[str, Any]) -> list[str]:
    """Return use by year and state in each corpus, and who followed whom."""
    if spread["empty"]:
        return [spread["empty"]]
    lines = []
    corpora: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in spread["by_year"]:
        if row["year"] is not None:
            corpora.setdefault((row["source"], row["language"], row["holding"]), []).append(row)
    for (source, language, holding), rows in corpora.items():
        if not any(row["documents_with"] for row in rows):
            continue
        first = min(row["year"] for row in rows if row["documents_with"])
        shown = [row for row in rows if row["year"] >= first - 2]
        peak = max(rows, key=lambda row: (row["share"], row["year"]))
        top = peak["share"] or 1
        sparks = "".join(_SPARKS[round(8 * row["share"] / top)] for row in shown)
        lines += wrap(
            f"{source} ({language}) {shown[0]['year']}-{shown[-1]['year']} |{sparks}| highest in {peak['year']}: "
            f"{peak['documents_with']} of {peak['documents']:,} documents, {peak['share']:.1%} "
            f"({peak['share_low']:.1%} to {peak['share_high']:.1%}) [{holding}]",
            first="* ", rest="  ",
        )  # fmt: skip
    states: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in spread["by_state"]:
        states.setdefault((row["source"], row["language"]), []).append(row)
    for (source, language), rows in states.items():
        most = ", ".join(f"{name_of(row['state'])} {row['documents_with']}" for row in rows[:6])
        first_states = sorted(rows, key=lambda row: (row["first"] == "", row["first"], row["state"]))[:4]
        earliest = ", ".join(f"{name_of(row['state'])} {row['first']}" for row in first_states)
        lines += wrap(
            f"{source} ({language}): {len(rows)} state{'' if len(rows) == 1 else 's'}; most documents: {most}; earliest: {earliest}",
            first="* ",
            rest="  ",
        )
    return lines + [line for corpus in spread["following"] for line in _following(corpus)]


def _following(corpus: dict[str, Any]) -> list[str]:
    """Return who used the words after whom in one corpus, and how that compares with chance."""
    lines = wrap(f"who followed whom, {corpus['source']}: {corpus['sentence']}", first="* ", rest="  ")
    after = [row for row in corpus["adopters"] if row["status"] == "follows"]
    if after:
        told = ", ".join(f"{name_of(row['unit'])} {row['first']} ({row['lag_years']:.0f} years on)" for row in after[:6])
        more = f" and {len(after) - 6} more" if len(after) > 6 else ""
        lines += wrap(f"after the first: {told}{more}", first="    ", rest="      ")
    groups = [row for row in corpus["uptake"] if row["group"] != "all" and row["used"]]
    if groups:
        told = "; ".join(f"{row['group']} {row['used']} of {row['units']} (chance {row['expected']:.0f})" for row in groups)
        lines += wrap(f"others that used it, by regional group: {told}", first="    ", rest="      ")
    return lines


def tell_company(company: dict[str, Any]) -> list[str]:
    """Return the formulations and the words that keep company with one."""
    lines = [company["empty"]] if company["empty"] else []
    for row in sorted(company["formulations"], key=lambda row: -row["ratio"])[:6]:
        lines += wrap(
            f"{row['formulation']}: {say_count(row['documents_together'], 'document')} with both, {row['expected']:.0f} expected by chance "
            f"({row['ratio']:.1f} times, {row['low']:.1f} to {row['high']:.1f})",
            first="* ", rest="  ",
        )  # fmt: skip
    for table in company["collocates"]:
        words = ", ".join(f"{row['word']} {row['observed']:,} ({row['ratio']:.0f} times)" for row in table["rows"]) or "none above chance"
        left, right = table["window"]
        lines += wrap(
            f"words near it, {table['language']}, within {left} to the left and {right} to the right of {table['units']:,} uses: {words}",
            first="* ", rest="  ",
        )  # fmt: skip
    return lines + (wrap(company["collocates_empty"], first="* ", rest="  ") if company["collocates_empty"] else [])


def tell_renderings(renderings: dict[str, Any]) -> list[str]:
    """Return the lexicon's forms in corresponding paragraphs of works held in several languages, one line a language."""
    if renderings["empty"]:
        return wrap(renderings["empty"])
    lines = []
    for language, group in groupby(renderings["forms"], key=lambda row: row["language"]):
        rows = list(group)
        told = [f"“{row['text']}” {row['paragraphs']} in {_count(row['works'], 'work')}" for row in rows if row["paragraphs"]]
        outside = sum(row["antecedent"] for row in rows)
        said = "; ".join(told) or "no listed form"
        more = f"; {_count(outside, 'paragraph')} more with forms outside their scope" if outside else ""
        lines += wrap(f"{language}, of {_count(rows[0]['of'], 'corresponding paragraph')}: {said}{more}", first="* ", rest="  ")
    return lines


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
