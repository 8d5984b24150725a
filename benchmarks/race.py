"""The Council's positions beside the samplers of MCMCpack and pscl, on the same votes; truth first.

`python -m benchmarks.race WORKSPACE`, on a workspace that holds the Council's votes. The votes are the last sixty of the Council
that divide those who answered, whatever they are about. Ordered answers go to `MCMCordfactanal`; yes against no and abstain to
`MCMCirt1d` and `ideal`. All have the same priors. Chains are run to a median effective sample size of 400 over the states.
"""

import csv
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.running import median, report
from watchword.pipeline.opening import open_reading
from watchword.votes.ideal_points.periods import Coding, code_answers, is_divided
from watchword.votes.ideal_points.scaling import fit_positions
from watchword.votes.roll_calls import YES, RollCalls, Scope, gather_roll_calls

_VOTES = 60
_SIZE = 400
# Processor seconds of one run, after which its chain is not run again.
_CAP = 60
_SAMPLERS = {"MCMCordfactanal": Coding.ORDERED, "MCMCirt1d": Coding.BINARY, "ideal": Coding.BINARY}


def main() -> None:
    """Write the votes, run the samplers on them, fit them, compare."""
    missing = say_missing()
    if missing:
        print(f"skip  race with samplers: {missing}")
        return
    with open_reading(Path(sys.argv[1]), uses=False) as reading:
        calls = gather_roll_calls(reading.view, Scope(organ="HRC"))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        votes = {coding: choose_last(calls, coding) for coding in (Coding.ORDERED, Coding.BINARY)}
        for coding, (states, answers) in votes.items():
            write_answers(folder / f"{coding}.csv", states, answers, 1 if coding is Coding.ORDERED else YES)
        script = str(Path(__file__).with_name("race.R"))
        done = subprocess.run(["Rscript", script, str(folder), str(_SIZE), str(_CAP)], capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"race.R ended with {done.returncode}: {done.stderr[-500:]}")
        for sampler, coding in _SAMPLERS.items():
            compare(sampler, folder / f"{sampler}.csv", *votes[coding])


def say_missing() -> str:
    """Say what the race lacks, or nothing."""
    if not shutil.which("Rscript"):
        return "Rscript is not installed (Debian: r-base-core r-cran-mcmcpack r-cran-pscl)"
    asked = 'cat(Filter(function(name) !requireNamespace(name, quietly = TRUE), c("MCMCpack", "pscl", "coda")))'
    found = subprocess.run(["Rscript", "-e", asked], capture_output=True, text=True, check=False).stdout.strip()
    return f"R has no package {found.replace(' ', ', ')} (Debian: r-cran-mcmcpack r-cran-pscl)" if found else ""


def choose_last(calls: RollCalls, coding: Coding) -> tuple[list[str], NDArray[np.int8]]:
    """Return the last votes that divide, (votes, states), and the states that answered in them."""
    answers = code_answers(calls.answers, coding)
    answers = answers[is_divided(answers)][-_VOTES:]
    present = np.flatnonzero((answers >= 0).any(axis=0))
    return [calls.states[column] for column in present], answers[:, present]


def write_answers(file: Path, states: list[str], answers: NDArray[np.int8], unit: int) -> None:
    """Write answers as R reads them: states in rows, no answer empty, 0, 1, ... in units of `unit`."""
    with file.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(["state", *(f"v{vote}" for vote in range(len(answers)))])
        for state, column in zip(states, answers.T, strict=True):
            writer.writerow([state, *("" if answer < 0 else int(answer) // unit for answer in column)])


def compare(sampler: str, file: Path, states: list[str], answers: NDArray[np.int8]) -> None:
    """Hold our positions and our time (the middle of five fits) against a sampler's."""
    with file.open(encoding="utf-8") as handle:
        rows = {row["state"]: row for row in csv.DictReader(handle)}
    if rows.keys() != set(states):
        raise AssertionError(f"{sampler} has {len(rows)} states, the votes have {len(states)}")
    walls, positions = [], np.empty(0)
    for _ in range(5):
        begun = time.process_time()
        positions = fit_positions(answers, np.zeros(len(answers), np.int64), np.arange(len(answers)), ()).position[0]
        walls.append(time.process_time() - begun)
    # A sampler's sign is its own.
    close = abs(float(np.corrcoef(positions, [float(rows[state]["mean"]) for state in states])[0, 1]))
    sizes = sorted(float(row["size"]) for row in rows.values())
    first = rows[states[0]]
    seconds, ours = float(first["seconds"]), median(walls)
    print(f"      {sampler}: {first['iterations']} iterations after a fifth as many, effective sizes {sizes[0]:.0f} to {sizes[-1]:.0f}")
    report(f"  its median effective size, {answers.shape[0]} votes x {len(states)} states", f"{median(sizes):.0f}", str(_SIZE),
           held=median(sizes) >= _SIZE)  # fmt: skip
    report("  correlation of positions with ours", f"{close:.4f}", "0.98", held=close >= 0.98)
    figure = f"{seconds / ours:.0f} times (processor: {seconds:.1f} s against {ours:.3f} s)"
    report("  ours is faster", figure, "100 times", held=seconds >= 100 * ours)


if __name__ == "__main__":
    main()
