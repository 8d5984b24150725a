"""What speaks against the story, read out of the finders' own answers. Sentences say what was found and never why."""

from typing import Any

from watchword.states import name_of


def find_counter_evidence(trace: dict[str, Any]) -> list[dict[str, Any]]:
    """Return findings (`name`, `sentence`, `holding`) that a fair entry must show beside the story."""
    found = [
        *_older_words(trace["origin"]),
        *_other_users(trace["spread"]),
        *_translations(trace["origin"]),
        *_seats(trace["votes"]),
        *_consensus(trace["votes"]),
        *_records(trace["votes"]),
    ]
    return [{"name": name, "sentence": sentence, "holding": holding} for name, sentence, holding in found]


Line = tuple[str, str, str]


def _older_words(origin: dict[str, Any]) -> list[Line]:
    lines = []
    for series in origin["series"]:
        if series["antecedent"]:
            first = series["antecedent"][0]
            who = ", ".join(map(name_of, first["states"])) or series["source"]
            lines.append(
                (
                    "older wording",
                    f"The words of a renamed or dated form are older than the case: {who} in {first['date'] or 'an undated text'} "
                    f"({series['source']}, {series['language']}), {series['antecedent_uses']} such uses outside the case; "
                    f"{first['translated']}.",
                    series["holding"],
                )
            )
        if series["already_present"]:
            lines.append(
                ("no first use", f"{series['sentence'][0].upper()}{series['sentence'][1:]}.", series["holding"])
            )
    return lines


def _other_users(spread: dict[str, Any]) -> list[Line]:
    by_source: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in spread["by_state"]:
        by_source.setdefault((row["source"], row["language"]), []).append(row)
    lines = []
    for (source, language), rows in by_source.items():
        first = min(rows, key=lambda row: (row["first"] == "", row["first"], row["state"]))
        most = rows[0]
        if first["state"] == most["state"] or len(rows) < 2:
            continue
        lines.append(
            (
                "other users first",
                f"In {source} ({language}) the state with the earliest use in scope is {name_of(first['state'])} ({first['first']}), not "
                f"{name_of(most['state'])}, which uses it in most documents ({most['documents_with']}, from {most['first']}); "
                f"{len(rows)} states use it.",
                first["holding"],
            )
        )
    return lines


def _translations(origin: dict[str, Any]) -> list[Line]:
    lines = []
    for series in origin["series"]:
        first = next(iter(series["earliest"]), None)
        if first and first["translated"] != "in the original language":
            lines.append(
                (
                    "whose words",
                    f"The earliest use in {series['source']} ({series['language']}), {first['date']}, is {first['translated']}.",
                    series["holding"],
                )
            )
    return lines


def _seats(votes: dict[str, Any]) -> list[Line]:
    lines = []
    for shift in votes["shifts"]:
        part = next(part for part in shift["parts"] if part["position"] == "yes")
        seats = part["gained"] - part["lost"]
        lines.append(
            (
                "switchers and seats",
                f"From {shift['before']} to {shift['after']} the yes votes went from {part['before']} to {part['after']} ({part['change']:+d}): "
                f"{part['switched']:+d} by states that changed their vote, {part['attendance']:+d} by attendance, {seats:+d} by seats "
                f"changing hands; only {shift['both']} states had a ballot both times.",
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
