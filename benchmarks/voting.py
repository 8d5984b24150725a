"""The audit of all recorded votes, and the Assembly's positions beside the published estimates; truth first.

`python -m benchmarks.voting WORKSPACE DATA` on a workspace that holds the data.
"""

import csv
import io
import sys
import time
import zipfile
from pathlib import Path

import numpy as np

from benchmarks.running import report
from watchword.pipeline.opening import open_reading
from watchword.store.base import View
from watchword.votes.audit import audit_votes
from watchword.votes.positions import scale_states
from watchword.votes.roll_calls import Scope

Published = dict[tuple[str, str], float]


def main() -> None:
    """Audit everything; scale the Assembly session by session, then bridged."""
    workspace, data = Path(sys.argv[1]), Path(sys.argv[2])
    with open_reading(workspace, uses=False) as reading:
        bench_audit(reading.view)
        published = read_published(data / "ideal-points.zip")
        bench_positions(reading.view, published)


def bench_audit(view: View) -> None:
    """Time the audit, once it has found what was read by eye in the publisher's file."""
    start = time.perf_counter()
    found = audit_votes(view)
    wall = time.perf_counter() - start
    named = {(row.symbol, row.diagnosis) for row in found.rows}
    expected = {("A/HRC/RES/S-34/1", "totals with two columns swapped"), ("A/HRC/RES/16/31", "a neighbouring code for another")}
    if not expected <= named:
        raise AssertionError(f"expected {expected}, found {len(found.rows)} other rows")
    report(f"{found.checked:,} recorded votes audited, {len(found.rows)} rows", f"{wall:.2f} s", "5 s", held=wall <= 5)


def read_published(file: Path) -> Published:
    """Return the published positions by state and session."""
    with zipfile.ZipFile(file) as archive:
        name = next(item for item in archive.namelist() if Path(item).name.startswith("IdealpointestimatesAll"))
        rows = csv.DictReader(io.TextIOWrapper(archive.open(name), "latin-1"))
        return {(row["iso3c"], row["session"]): float(row["IdealPoint"]) for row in rows if row["iso3c"] not in ("", "NA", "YEM")}


def bench_positions(view: View, published: Published) -> None:
    """Hold both models against the published estimates, on the sessions that these cover; short sessions alone, and with neighbours."""
    for dynamic, borrow, seconds in ((False, 0, 10), (False, 50, 10), (True, 0, 30)):
        start = time.perf_counter()
        found = scale_states(view, Scope(organ="GA"), dynamic=dynamic, borrow=borrow)
        wall = time.perf_counter() - start
        pairs: dict[str, list[tuple[float, float]]] = {}
        for row in found.rows:
            if (row.state, row.session) in published:
                pairs.setdefault(row.session, []).append((row.position, published[row.state, row.session]))
        by_session = sorted((correlate(mine), session) for session, mine in pairs.items() if len(mine) > 10)
        if len(by_session) < 70:
            raise AssertionError(f"only {len(by_session)} sessions could be compared")
        middle, (least, worst) = by_session[len(by_session) // 2][0], by_session[0]
        everything = correlate([pair for mine in pairs.values() for pair in mine])
        how = found.model + (f" with --borrow {borrow}" if borrow else "")
        name = f"Assembly positions, {how}, {sum(map(len, pairs.values())):,} compared"
        report(name, f"{wall:.1f} s, {found.rounds} rounds, settled: {found.converged}", f"{seconds} s", held=wall <= seconds)
        if dynamic:
            report("  correlation over all country-sessions", f"{everything:.3f}", "0.97", held=everything >= 0.97)
        else:
            report("  correlation in the median session", f"{middle:.3f}", "0.99", held=middle >= 0.99)
            report("  correlation in the worst session", f"{least:.3f} (session {worst})", "0.94", held=least >= 0.94)


def correlate(pairs: list[tuple[float, float]]) -> float:
    """Return Pearson's correlation."""
    return float(np.corrcoef(np.array(pairs).T)[0, 1])


if __name__ == "__main__":
    main()
