"""Run all benchmarks: `make bench`. Truth is checked before a time is printed; a figure that misses its aim says so."""

import json
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.running import data_folder, median, report, run, watchword


def main() -> None:
    """Ingest, match, trace; print each figure beside its aim."""
    data = data_folder()
    helps = [watchword("--help").wall for _ in range(5)]
    report("watchword --help", f"{median(helps):.2f} s (median of 5)", "0.3 s", held=median(helps) <= 0.3)
    if data is None:
        print("skip  no real corpora: set WATCHWORD_DATA to a folder of the publishers' files")
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        bench_debate(folder / "debate", data)
        scratch = folder / "scratch"
        scratch.mkdir()
        # In a process of its own: a child's peak memory is counted from its parent's size.
        print(run(sys.executable, "-m", "benchmarks.matching", str(folder / "debate"), str(scratch)).output, end="")
        print(run(sys.executable, "-m", "benchmarks.spreading", str(folder / "news"), str(data)).output, end="")
        # Where the tests are to read the same workspace, it is made for good.
        everything = Path(os.environ.get("WATCHWORD_REAL") or folder / "all")
        bench_everything(everything, data)
        print(run(sys.executable, "-m", "benchmarks.renderings", str(everything)).output, end="")
        print(run(sys.executable, "-m", "benchmarks.voting", str(everything), str(data)).output, end="")
        print(run(sys.executable, "-m", "benchmarks.race", str(everything)).output, end="")
        print(run(sys.executable, "-m", "benchmarks.searching", str(everything)).output, end="")
        print(run(sys.executable, "-m", "benchmarks.company", str(everything), str(folder / "debate")).output, end="")
        print(run(sys.executable, "-m", "benchmarks.discovery", str(everything)).output, end="")
        print(run(sys.executable, "-m", "benchmarks.checking", str(everything)).output, end="")
        print(run(sys.executable, "-m", "benchmarks.reading", str(everything)).output, end="")


def bench_debate(folder: Path, data: Path) -> None:
    """Ingest the General Debate corpus into a fresh workspace."""
    watchword("init", str(folder))
    cost = watchword("ingest", "un_general_debate", str(data / "ungdc.zip"), "-w", str(folder))
    status = json.loads(watchword("status", "--json", "-w", str(folder)).output)
    documents = {row["source"]: row["documents"] for row in status["sources"]}
    if documents != {"un_general_debate": 10_952}:
        raise AssertionError(f"expected 10,952 speeches, found {documents}")
    held = cost.wall <= 25 and cost.peak <= 1500
    report("General Debate ingested", f"{cost.wall:.1f} s, peak {cost.peak:,.0f} MB", "25 s, 1,500 MB", held=held)


def bench_everything(folder: Path, data: Path) -> None:
    """Do the main job on all the data, then the trace, first and again."""
    cost = watchword("demo", str(folder), "--data", str(data), "--json")
    trace = json.loads(cost.output)["trace"]
    tallies = {
        decision["symbol"]: tuple(decision["counted"][name] for name in ("yes", "no", "abstain"))
        for series in trace["votes"]["series"]
        for decision in series["decisions"]
    }
    expected = {"A/HRC/RES/37/23": (28, 1, 17), "A/HRC/RES/43/21": (23, 16, 8), "A/HRC/RES/46/13": (26, 15, 6)}
    if not expected.items() <= tallies.items():
        raise AssertionError(f"expected {expected}, found {tallies}")
    report("all the data ingested, matched and traced", f"{cost.wall:.0f} s, peak {cost.peak:,.0f} MB", "240 s", held=cost.wall <= 240)
    told = [watchword("trace", "win-win-cooperation", "-w", str(folder)) for _ in range(6)]
    if len({item.output for item in told}) > 1:
        raise AssertionError("a trace that is told again differs from the first")
    # The first is made and kept; the others are read, each by a program that has just started.
    first, again = told[0], told[1:]
    figure = f"{first.wall:.2f} s, processor {first.cpu:.2f} s, peak {first.peak:.0f} MB"
    report("trace on the full workspace, first asked", figure, "none", held=True)
    middle, cpu = median([item.wall for item in again]), median([item.cpu for item in again])
    report("trace on the full workspace, asked again", f"{middle:.2f} s, processor {cpu:.2f} s (medians of 5)", "2 s", held=middle <= 2)


if __name__ == "__main__":
    sys.exit(main())
