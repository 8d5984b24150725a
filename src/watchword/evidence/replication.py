"""Make the figures again from the data beside this file: python replicate.py [FOLDER]

Counts by year, first uses, tallies and shifts are counted anew, each is printed, and each is compared with expected.csv, which holds what
Watchword printed. Needs Python 3.10 or newer and nothing else. Exit code 0: all figures are the same; 3: one is not, and it is said which.
"""

import csv
import json
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path
from statistics import NormalDist
from typing import Any

Figures = dict[tuple[str, str], Any]
POSITIONS = ("yes", "no", "abstain", "absent", "unknown")
_VOTED = POSITIONS[:3]
_SUMS = ("uses", "size", "antecedent_uses", "other_sense_uses")


def make_figures(folder: Path) -> Figures:
    """Return every figure by its name and column."""
    about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
    documents = _read(folder / "data" / "documents.csv")
    figures: Figures = {}
    figures.update(_count_years(documents, about["formulation"], about["confidence"]))
    figures.update(_find_first(documents, about["formulation"]))
    votes: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _read(folder / "data" / "ballots.csv"):
        held = votes[row["record"]].setdefault(row["state"], row["position"])
        votes[row["record"]][row["state"]] = row["position"] if held == row["position"] else "unknown"
    for record, ballots in votes.items():
        counted = Counter(ballots.values())
        figures.update({(f"tally:{record}", position): counted[position] for position in POSITIONS})
    for before, after in about["shifts"]:
        figures.update(_split_shift(f"shift:{before}..{after}", votes[before], votes[after]))
    return figures


def _count_years(documents: list[dict[str, str]], formulation: str, confidence: float) -> Figures:
    """Return documents, uses and shares by source, language and year; the measured rows are sums already."""
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for row in documents:
        year = row["year"] or "unknown"
        group = groups[f"usage:{formulation}:source={_escape(row['source'])}:language={_escape(row['language'])}:year={year}"]
        for name in _SUMS:
            group[name] += int(row[name])
        count = int(row["documents"])
        group["documents"] += count
        group["documents_with"] += int(row["documents_with"])
        group["antecedent_documents"] += int(row["antecedent_documents"])
    figures: Figures = {}
    for name, group in groups.items():
        if not (group["documents_with"] or group["antecedent_documents"]):
            continue
        columns: dict[str, Any] = {column: group[column] for column in ("documents", "documents_with", "antecedent_documents", *_SUMS)}
        columns["share"] = group["documents_with"] / group["documents"]
        columns["share_low"], columns["share_high"] = wilson(group["documents_with"], group["documents"], confidence)
        columns["rate"] = 1e6 * group["uses"] / group["size"] if group["size"] else 0.0
        figures.update({(name, column): value for column, value in columns.items()})
    return figures


def _find_first(documents: list[dict[str, str]], formulation: str) -> Figures:
    """Return when each corpus held begins, and when the first use in scope in it is dated."""
    corpora: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in documents:
        if row["holding"] == "held":
            corpora[f"attestation:{formulation}:source={_escape(row['source'])}:language={_escape(row['language'])}"].append(row)
    figures: Figures = {}
    for name, rows in corpora.items():
        used = [row for row in rows if int(row["uses"])]
        if not rows[0]["language"] and not any(int(row["uses"]) or int(row["antecedent_uses"]) for row in rows):
            continue
        columns = {
            "starts": min((row["date"] for row in rows if row["date"]), default=""),
            "documents": len(rows),
            "documents_with": len(used),
            "uses": sum(int(row["uses"]) for row in used),
            "antecedent_uses": sum(int(row["antecedent_uses"]) for row in rows),
            "first": min((row["date"] for row in used if row["date"]), default=""),
        }
        figures.update({(name, column): value for column, value in columns.items()})
    return figures


def _split_shift(name: str, before: dict[str, str], after: dict[str, str]) -> Figures:
    """Return how each position's count came to change: `before` + switched + attendance + gained - lost = `after`."""
    both = before.keys() & after.keys()
    moved = [state for state in both if before[state] != after[state]]
    switched = [state for state in moved if before[state] in _VOTED and after[state] in _VOTED]
    figures: Figures = {(name, "both"): len(both), (name, "same"): len(both) - len(moved)}
    for position in POSITIONS:
        parts = {
            "before": sum(held == position for held in before.values()),
            "after": sum(held == position for held in after.values()),
            "switched": sum((after[s] == position) - (before[s] == position) for s in switched),
            "attendance": sum((after[s] == position) - (before[s] == position) for s in moved if s not in switched),
            "gained": sum(after[s] == position for s in after.keys() - before.keys()),
            "lost": sum(before[s] == position for s in before.keys() - after.keys()),
        }
        figures.update({(name, f"{position}.{part}"): value for part, value in parts.items()})
    return figures


def wilson(successes: int, trials: int, confidence: float) -> tuple[float, float]:
    """Return the score interval of a proportion (Wilson, JASA 22, 1927)."""
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share, squared = successes / trials, z * z
    centre = (share + squared / (2 * trials)) / (1 + squared / trials)
    half = z / (1 + squared / trials) * math.sqrt(share * (1 - share) / trials + squared / (4 * trials * trials))
    return (0.0 if successes == 0 else max(0.0, centre - half)), (1.0 if successes == trials else min(1.0, centre + half))


def compare(figures: Figures, expected: Figures) -> list[str]:
    """Return a sentence for each figure that is not what was printed, or is on one side only; fractions are compared to nine digits."""
    problems = []
    for key in sorted(expected.keys() | figures.keys()):
        name = "#".join(key)
        if key not in figures or key not in expected:
            problems.append(f"{name}: {'not made again' if key not in figures else 'not among what was printed'}")
        elif not _same(figures[key], expected[key]):
            problems.append(f"{name}: printed was {expected[key]}, made again it is {figures[key]}")
    return problems


def _same(value: Any, text: str) -> bool:
    return math.isclose(value, float(text), rel_tol=1e-9, abs_tol=1e-12) if isinstance(value, float) else str(value) == text


def _escape(value: str) -> str:
    return value.replace("%", "%25").replace(":", "%3A").replace("#", "%23")


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main(arguments: list[str]) -> int:
    """Make the figures of a folder (this file's own) again, print them and what differs, and return the exit code."""
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    expected = {(row["figure"], row["column"]): row["value"] for row in _read(folder / "expected.csv")}
    figures = make_figures(folder)
    for (name, column), value in sorted(figures.items()):
        sys.stdout.write(f"{name}#{column} = {value}\n")
    problems = compare(figures, expected)
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(f"figures: {len(figures)}; {f'different: {len(problems)}' if problems else 'all are what was printed'}\n")
    return 3 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
