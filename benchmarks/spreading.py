"""Counts of the evening news by year, as a whole process; truth first.

`python -m benchmarks.spreading FOLDER DATA` makes a workspace in FOLDER that holds Xinwen Lianbo alone. The truth is a plain scan of the
published file for the Chinese forms of a formulation without excluded senses; the peer is that scan.
"""

import io
import json
import sys
import time
from collections import Counter
from pathlib import Path

import pyarrow as pa

from benchmarks.running import Cost, median, report, watchword
from watchword.lexicon.records import Formulation
from watchword.pipeline.opening import open_reading
from watchword.text.normalise import fold_text

_CASE = "belt-and-road"


def main() -> None:
    """Ingest the news, hold the counts against a plain scan, then time the commands."""
    folder, data = Path(sys.argv[1]), Path(sys.argv[2])
    watchword("init", str(folder))
    watchword("ingest", "json_lines", str(data / "xinwen-lianbo.jsonl.zst"), "-w", str(folder))
    with open_reading(folder) as reading:
        formulation = reading.lexicon.find(_CASE)
    begun = time.perf_counter()
    documents, with_use = scan_plainly(data / "xinwen-lianbo.jsonl.zst", formulation)
    scan = time.perf_counter() - begun
    rows = json.loads(watchword("usage", _CASE, "--by", "year", "-w", str(folder), "--json").output)["rows"]
    counted = {row["year"]: (row["documents"], row["documents_with"]) for row in rows if row["holding"] == "held"}
    expected = {year: (documents[year], with_use[year]) for year in documents}
    if counted != expected:
        raise AssertionError(f"counts differ from a plain scan: {sorted(set(counted.items()) ^ set(expected.items()))}")
    print(f"      {sum(documents.values()):,} items, {sum(with_use.values()):,} with {_CASE}, equal to a plain scan in {scan:.1f} s")
    for words, aim in ((("usage", _CASE, "--by", "year"), 2.0), (("usage", _CASE, "--by", "year", "--events"), None),
                       (("intensity", _CASE, "--by", "month"), None), (("attestations", _CASE, "--by", "office"), None),
                       (("spread", _CASE), None)):  # fmt: skip
        runs = [watchword(*words, "-w", str(folder)) for _ in range(5)]
        tell(" ".join(words), runs, aim)


def tell(name: str, runs: list[Cost], aim: float | None) -> None:
    """Print the middle of some runs, beside its aim where it has one."""
    wall, cpu = median([run.wall for run in runs]), median([run.cpu for run in runs])
    figure = f"{wall:.2f} s, processor {cpu:.2f} s (medians of {len(runs)})"
    report(f"Xinwen Lianbo: {name}", figure, f"{aim:.0f} s" if aim else "none", held=aim is None or wall <= aim)


def scan_plainly(file: Path, formulation: Formulation) -> tuple[Counter[int], Counter[int]]:
    """Return by year the items, and those in whose folded title or text a Chinese form stands."""
    forms = [fold_text(form.text) for form in formulation.forms if form.language == "zh"]
    characters = [set(form) for form in forms]
    documents, with_use = Counter[int](), Counter[int]()
    stream = io.TextIOWrapper(pa.CompressedInputStream(pa.OSFile(str(file)), "zstd"), encoding="utf-8")
    for row in map(json.loads, stream):
        year = int(row["date"][:4])
        documents[year] += 1
        # Folding takes long: only paragraphs in which all characters of a form stand somewhere are folded.
        parts = [part for part in (row["title"], *row["text"].split("\n")) if any(letters <= set(part) for letters in characters)]
        with_use[year] += any(form in folded for folded in map(fold_text, parts) for form in forms)
    return documents, with_use


if __name__ == "__main__":
    main()
