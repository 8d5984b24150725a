"""The audit, blocs, forecasts beside persistence, and the Assembly's positions beside the published estimates; truth first.

`python -m benchmarks.voting WORKSPACE DATA` on a workspace that holds the data.
"""

import csv
import io
import sys
import time
import zipfile
from pathlib import Path

import numpy as np

from benchmarks.planting import KINDS, REPORTED, audit_planted, score_planted
from benchmarks.running import report
from watchword.pipeline.opening import open_reading
from watchword.store.base import View
from watchword.votes.auditing.audit import audit_votes
from watchword.votes.clusters.blocs import cluster_states
from watchword.votes.forecasting.history import AMENDMENT, lay_out
from watchword.votes.forecasting.rolling import forecast_votes
from watchword.votes.forecasting.skill import judge_forecasts, judged_rows
from watchword.votes.ideal_points.positions import scale_states
from watchword.votes.roll_calls import RollCalls, Scope, gather_roll_calls

Published = dict[tuple[str, str], float]


def main() -> None:
    """Audit everything; find blocs; scale the Assembly session by session, then bridged."""
    workspace, data = Path(sys.argv[1]), Path(sys.argv[2])
    with open_reading(workspace, uses=False) as reading:
        bench_planted()
        bench_audit(reading.view)
        bench_blocs(reading.view)
        bench_forecast(reading.view)
        published = read_published(data / "ideal-points.zip")
        bench_positions(reading.view, published)


def bench_planted() -> None:
    """Hold the audit against errors planted into invented votes, of each kind by itself, on years and ballots it was not written on."""
    results = list(audit_planted(404, REPORTED))
    doubted = sum(bool(item.found) for item in results if item.kind is None)
    if doubted:
        raise AssertionError(f"{doubted} sound records are doubted")
    for kind in KINDS:
        score = score_planted(results, kind)
        figures = f"precision {score.precision:.3f}, recall {score.recall:.3f}"
        report(f"{kind}, {score.planted} planted", figures, "0.95 each", held=min(score.precision, score.recall) >= 0.95)


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


def bench_blocs(view: View) -> None:
    """Time the blocs of both bodies, once known opposites are apart."""
    for organ, aim in (("HRC", 5), ("GA", 20)):
        start = time.perf_counter()
        found = cluster_states(view, Scope(organ=organ))
        wall = time.perf_counter() - start
        bloc = {row.state: row.bloc for row in found.states}
        if len({bloc[state] for state in ("DEU", "FRA", "GBR")}) != 1 or bloc["DEU"] == bloc["CUB"]:
            raise AssertionError(f"expected Germany, France and the United Kingdom apart from Cuba, found {bloc}")
        name = f"blocs of {organ}, {len(bloc)} states, {found.votes_used['votes']:,} votes, {found.draws} draws"
        report(name, f"{wall:.1f} s, {len(found.blocs)} blocs", f"{aim} s", held=wall <= aim)


def bench_forecast(view: View) -> None:
    """Print the model's gain over persistence in the Council, once answers of the same day and later have been shown not to matter."""
    calls = gather_roll_calls(view, Scope())
    history = lay_out(calls)
    rows = judged_rows(history, AMENDMENT)[-1:]
    day = history.texts[rows[0]].date
    late = np.array([vote["date"] >= day for vote in calls.votes])
    shuffled = calls.positions.copy()
    shuffled[late] = np.random.default_rng(1).permutation(shuffled[late], axis=0)
    spoiled = lay_out(RollCalls(calls.scope, calls.states, calls.votes, shuffled, calls.left_out))
    first, second = (forecast_votes(past, AMENDMENT, rows) for past in (history, spoiled))
    if not (shuffled != calls.positions).any() or not np.array_equal(first.model, second.model):
        raise AssertionError(f"answers of {day} or later changed the forecast for {day}")
    for start in ("2010", "2019"):
        begun = time.perf_counter()
        found = judge_forecasts(view, Scope(), start=start)
        wall = time.perf_counter() - begun
        report(f"Council votes forecast at rolling origin, judged from {start}", f"{wall:.1f} s", "120 s", held=wall <= 120)
        rows_of = {(row["kind"], row["method"]): row for row in found.rows if row["period"] == "all"}
        for gain in (gain for gain in found.gains if gain["period"] == "all"):
            one, other = (rows_of[gain["kind"], method] for method in ("cascade", "model"))
            aim = 0.03 if gain["kind"] == AMENDMENT else 0.0
            figure = (
                f"{one['votes']} votes, accuracy {one['accuracy']:.3f} -> {other['accuracy']:.3f}, log loss {one['log_loss']:.3f} -> "
                f"{other['log_loss']:.3f}, yes in its 80% range {one['yes_held']:.2f} -> {other['yes_held']:.2f}"
            )
            held = gain["accuracy_gain"] >= aim
            report(f"  {gain['kind']}s, cascade -> model", figure, f"{100 * aim:.0f} points of accuracy gained", held=held)


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
