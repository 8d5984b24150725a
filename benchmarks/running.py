"""Run a command as a whole process and say what it cost."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall seconds, processor seconds and peak memory (MB, the largest single process) of one run, with its output."""

    wall: float
    cpu: float
    peak: float
    output: str


def run(*command: str) -> Cost:
    """Run a command to its end; raise where it fails."""
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        output = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # ripgrep ends with 1 where it finds nothing
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    wall = time.perf_counter() - begun
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output.decode(errors="replace"))


def watchword(*arguments: str) -> Cost:
    """Run Watchword's command line in a fresh process."""
    return run(str(Path(sys.executable).with_name("watchword")), *arguments)


def data_folder() -> Path | None:
    """Return the folder of the real corpora: WATCHWORD_DATA, else the one beside the project, else None."""
    candidates = [os.environ.get("WATCHWORD_DATA", ""), str(ROOT.parent / "shared" / "data")]
    return next((Path(item) for item in candidates if item and Path(item).is_dir()), None)


def report(name: str, figure: str, aim: str, *, held: bool) -> None:
    """Print one figure beside its aim."""
    print(f"{'ok  ' if held else 'MISS'}  {name}: {figure} (aim: {aim})", flush=True)


def median(values: list[float]) -> float:
    """Return the middle value."""
    return sorted(values)[len(values) // 2]
