"""What speaks against the story, read out of the finders' own answers. Sentences say what was found and never why."""

from typing import Any

from watchword.phrasing import say_count
from watchword.states import name_of


def find_counter_evidence(trace: dict[str, Any]) -> list[dict[str, Any]]:
    """Return findings (`name`, `sentence`, `holding`) that a fair entry must show beside the story."""
    found = [
        *_older_words(trace),
        *_other_users(trace["spread"]),
        *_translations(trace["origin"]),
        *_seats(trace["votes"]),
        *_consensus(trace["votes"]),
        *_records(trace["votes"]),
    ]
    return [{"name": name, "sentence": sentence, "holding": holding} for name, sentence, holding in found]


Line = tuple[str, str, str]


def _older_words(trace: dict[str, Any]) -> list[Line]:
    """Find wording older than the case, and series that cannot show a first use; one line a corpus, over its languages."""
    starts = [form["start"] for form in trace["formulation"]["forms"] if form["start"]]
    first_uses = [s["earliest"][0]["date"] for s in trace["origin"]["series"] if s["earliest"] and s["earliest"][0]["date"]]
    bound = min([*starts, *first_uses], default="9999")
    lines = []
    for source, group in _by_source(trace["origin"]["series"]):
        older = [s for s in group if s["antecedent"] and "" < s["antecedent"][0]["date"] < bound]
        if older:
            series = min(older, key=lambda s: (s["antecedent"][0]["date"], s["language"]))
            first = series["antecedent"][0]
            uses = ", ".join(f"{s['antecedent_uses']} in {s['language']}" for s in older)
            lines.append(
                (
                    "older wording",
                    f"Words of a renamed or dated form are older than the case: {say_actors(first)} in {first['date']} ({source}, "
                    f"{series['language']}); uses outside the case: {uses}; {first['translated']}.",
                    series["holding"],
                )
            )
        lines += [("no first use", f"{s['sentence'][0].upper()}{s['sentence'][1:]}.", s["holding"]) for s in group if s["already_present"]]
    return lines


def _by_source(rows: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row["source"], []).append(row)
    return sorted(groups.items())


def say_actors(attestation: dict[str, Any]) -> str:
    """Name whose words they are: a speaker's state, or the text and the first of its sponsors."""
    names = [name_of(state) for state in attestation["states"]]
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    symbol, source = str(attestation["symbol"]), str(attestation["source"])
    if symbol:
        return symbol + (f" (sponsors held: {shown})" if shown else "")
    return shown or source


def _other_users(spread: dict[str, Any]) -> list[Line]:
    """Find corpora in which another state is first, or in which it is not one state's words alone."""
    by_source: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in spread["by_state"]:
        by_source.setdefault((row["source"], row["language"]), []).append(row)
    lines = []
    for (source, language), rows in by_source.items():
        first = min(rows, key=lambda row: (row["first"] == "", row["first"], row["state"]))
        most = rows[0]
        if len(rows) < 2:
            continue
        if first["state"] != most["state"]:
            said = (
                f"In {source} ({language}) the state with the earliest use in scope is {name_of(first['state'])} ({first['first']}), not "
                f"{name_of(most['state'])}, which uses it in most documents ({most['documents_with']}, from {most['first']})"
            )
        else:
            others = ", ".join(f"{name_of(row['state'])} ({row['first']})" for row in rows[1:6])
            said = f"In {source} ({language}) it is not one state's alone: besides {name_of(most['state'])}, {others}"
        lines.append(
            ("other users", f"{said}; {say_count(len(rows), 'state')} {'uses' if len(rows) == 1 else 'use'} it.", first["holding"])
        )
    return lines


def _translations(origin: dict[str, Any]) -> list[Line]:
    lines = []
    for source, group in _by_source(origin["series"]):
        found = [s for s in group if s["earliest"] and s["earliest"][0]["translated"] != "in the original language"]
        dated = [s for s in found if s["earliest"][0]["date"]]
        if dated:
            series = min(dated, key=lambda s: (s["earliest"][0]["date"] or "9999", s["language"]))
            first = series["earliest"][0]
            lines.append(
                (
                    "whose words",
                    f"The earliest use in {source} ({series['language']}), {say_actors(first)} in {first['date'] or 'an undated text'}: "
                    f"{first['translated']}.",
                    series["holding"],
                )
            )
    return lines


def _seats(votes: dict[str, Any]) -> list[Line]:
    lines = []
    for shift in votes["shifts"]:
        part = next(part for part in shift["parts"] if part["position"] == "yes")
        seats = part["gained"] - part["lost"]
        came = "seats changing hands" if shift["turnover"] == "seats" else "states with a ballot in one vote only"
        lines.append(
            (
                "switchers and seats",
                f"From {shift['before']} to {shift['after']} the yes votes went from {part['before']} to {part['after']} "
                f"({part['change']:+d}): "
                f"{part['switched']:+d} by states that changed their vote, {part['attendance']:+d} by attendance, {seats:+d} by "
                f"{came}; only {say_count(shift['both'], 'state')} had a ballot both times.",
                shift["holding"],
            )
        )
    return lines


def _consensus(votes: dict[str, Any]) -> list[Line]:
    lines = []
    for series in votes["series"]:
        without = [d for d in series["decisions"] if d["outcome"] == "adopted without a vote"]
        voted = [d for d in series["decisions"] if d["counted"]["yes"]]
        if without and voted:
            kind = "sibling series" if series["sibling"] else "series"
            lines.append(
                (
                    "adopted without a vote",
                    f'The {kind} "{series["title"]}" was voted on {len(voted)} times and adopted without a vote in '
                    f"{without[-1]['symbol']} ({without[-1]['date']}); that is not the support of every member.",
                    without[-1]["holding"],
                )
            )
    return lines


def _records(votes: dict[str, Any]) -> list[Line]:
    return [
        ("the record itself", f"{decision['symbol']}: {note}.", decision["holding"])
        for series in votes["series"]
        for decision in series["decisions"]
        for note in decision["notes"]
    ]
