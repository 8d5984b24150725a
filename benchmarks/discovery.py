"""When would discovery have found the formulations held out of everything, had it been run year by year?

For each year Y of a corpus, discovery is run with what was said until Y only: the window is the years up to Y, the reference all
before. Said for each formulation: the first year in which a candidate finds it (`held_out.finds`) among the first 50, 100 and 500,
how many years before or after the year of its highest share of documents that is, and its best rank. Beside it, on the same
sequences and windows: plain frequency (documents in the window) and plain keyness (log-likelihood against the reference), both under
the same rule on function words at the ends, neither with anything else of discovery's.

Reference counts come from a table by year of everything that recurs in any window, made once; that they equal what discovery itself
counts is checked before anything is printed.
"""

import argparse
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from benchmarks.held_out import DEBATE, NEWS, deal, finds
from benchmarks.running import report, watchword
from watchword.pipeline.opening import open_reading
from watchword.usage.discovery.keyness import log_likelihood
from watchword.usage.discovery.pool import LENGTHS, Pool, compare, count_reference, fill_pool, find_recurring
from watchword.usage.discovery.ranking import rank_pool, spell
from watchword.usage.discovery.sample import Question, Sample, draw_sample
from watchword.usage.discovery.seeking import find_sequences
from watchword.usage.discovery.sequences import Counts, Recurring, hash_span
from watchword.usage.discovery.stream import Stream

TOPS = (50, 100, 500)


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus and how it is looked through: `years` in a window, and how far back the first reference reaches."""

    source: str
    language: str
    since: str
    years: int
    first: int
    formulations: tuple[str, ...]


CORPORA = (
    Corpus("un_general_debate", "en", "1947", 3, 1950, DEBATE),
    Corpus("xinwen_lianbo", "zh", "2013", 1, 2013, NEWS),
)


@dataclass(slots=True)
class Trace:
    """The ranks of one formulation by year for each method, and its share of documents by year."""

    ranks: dict[str, dict[int, int]] = field(default_factory=dict)
    peak: int = 0

    def first(self, method: str, top: int) -> int | None:
        """Return the first year in which a method has it among the first `top`."""
        years = [year for year, rank in self.ranks.get(method, {}).items() if rank <= top]
        return min(years) if years else None

    def best(self, method: str) -> int | None:
        """Return its best rank."""
        return min(self.ranks.get(method, {}).values(), default=None)


@dataclass(frozen=True, slots=True)
class Window:
    """The window up to one year: the sample as it stood then, what recurs in it, and the counts of all that does."""

    year: int
    begin: int
    sample: Sample
    tables: list[Recurring]
    counts: Counts


@dataclass(frozen=True, slots=True)
class YearTable:
    """What recurs in any window, by length: hashes in order, documents by year as a sparse table, and where one begins."""

    hashes: dict[int, Any]
    documents: dict[int, Any]
    first: dict[int, Any]

    def count(self, length: int, hashes: Any, begin: int, end: int) -> Any:
        """Return the documents of the years from `begin` to before `end` (numbers of columns) that hold each sequence."""
        at = np.searchsorted(self.hashes[length], hashes)
        return np.asarray(self.documents[length][:, begin:end].sum(axis=1)).ravel()[at]


def open_windows(sample: Sample, corpus: Corpus, least: int) -> list[Window]:
    """Return the windows up to each year, with what recurs in them."""
    windows = []
    for year in range(corpus.first, sample.documents[-1]["year"] + 1):
        now = cut_sample(sample, year - corpus.years + 1, year)
        windows.append(Window(year, year - corpus.years + 1, now, *find_recurring(now, least)))
    return windows


def make_table(sample: Sample, windows: Sequence[Window]) -> YearTable:
    """Count everything that recurs in any window, by year, in one pass over the corpus."""
    stream = sample.stream
    hashes, first = {}, {}
    for number, length in enumerate(LENGTHS[sample.language == "zh"]):
        every = np.concatenate([window.tables[number].hashes for window in windows])
        places = np.concatenate([window.tables[number].first for window in windows])
        hashes[length], which = np.unique(every, return_index=True)
        first[length] = places[which]
    years = np.array([row["year"] for row in sample.documents]) - sample.documents[0]["year"]
    documents = {}
    found = find_sequences(stream, 0, len(stream.units), {length: places for length, places in first.items() if len(places)})
    for length, places in first.items():
        owner, document = found.get(length, (np.empty(0, np.int64), np.empty(0, np.int64)))
        shape = (len(places), int(years.max()) + 1)
        documents[length] = sparse.csc_matrix((np.ones(len(owner), np.int32), (owner, years[document])), shape=shape)
    return YearTable(hashes, documents, first)


def cut_sample(sample: Sample, begin: int, end: int) -> Sample:
    """Return the sample as it stood at the end of the year `end`, with a window from `begin` on."""
    years = np.array([row["year"] for row in sample.documents])
    first, last = int(np.searchsorted(years, begin)), int(np.searchsorted(years, end + 1))
    stream = sample.stream
    size = int(stream.starts[last])
    cut = Stream(
        stream.units[:size], stream.broken[:size], stream.starts[: last + 1], stream.words, stream.hashes, stream.inside, stream.capital
    )  # fmt: skip
    return replace(sample, documents=sample.documents[:last], window=first, stream=cut)


def count_by_table(pool: Pool, sample: Sample, table: YearTable) -> Any:
    """Do what `pool.count_reference` does with counts from the table."""
    last = sample.documents[sample.window]["year"] - sample.documents[0]["year"]
    reference = np.zeros(len(pool), np.int64)
    for length in sorted(set(pool.length.tolist())):
        rows = np.flatnonzero(pool.length == length)
        reference[rows] = table.count(length, hash_span(sample.stream, pool.first[rows], 0, length), 0, last)
    return reference


def rank_plainly(window: Window, table: YearTable, targets: dict[int, Any]) -> dict[str, dict[int, int]]:
    """Return, for both plain methods, the best rank of each formulation; `targets` says which sequences of the table find which."""
    sample = window.sample
    begin, end = (year - sample.documents[0]["year"] for year in (window.begin, window.year + 1))
    size, their_size = len(sample.documents) - sample.window, sample.window
    ours, theirs, goals = [], [], []
    for each in window.tables:
        ours.append(table.count(each.length, each.hashes, begin, end))
        theirs.append(table.count(each.length, each.hashes, 0, begin))
        goals.append(targets[each.length][np.searchsorted(table.hashes[each.length], each.hashes)])
    documents, reference, goal = np.concatenate(ours), np.concatenate(theirs), np.concatenate(goals)
    measures = {"frequency": documents, "keyness": log_likelihood(documents, reference, size, their_size)}
    found = {}
    for name, measure in measures.items():
        order = np.argsort(-measure, kind="stable")
        position = np.empty(len(order), np.int64)
        position[order] = np.arange(1, len(order) + 1)
        ranks: dict[int, int] = {}
        for number, place in zip(goal[goal >= 0].tolist(), position[goal >= 0].tolist(), strict=True):
            ranks[number] = min(place, ranks.get(number, place))
        found[name] = ranks
    return found


def find_targets(sample: Sample, table: YearTable, formulations: Sequence[tuple[str, ...]]) -> dict[int, Any]:
    """Return, for each length, the number of the formulation that each sequence of the table finds, -1 for none."""
    stream = sample.stream
    number_of = {word: number for number, word in enumerate(stream.words)}
    found = {}
    for length, first in table.first.items():
        goal = np.full(len(first), -1)
        for number, formulation in enumerate(formulations):
            units = [number_of.get(word, -1) for word in formulation]
            likely = np.zeros(len(first), dtype=bool)
            for step in range(length):
                likely |= np.isin(stream.units[first + step], units[1:3])
            for row in np.flatnonzero(likely).tolist():
                words = tuple(stream.words[unit] for unit in stream.units[first[row] : first[row] + length].tolist())
                if finds(words, formulation, sample.language):
                    goal[row] = number
        found[length] = goal
    return found


def run_years(sample: Sample, corpus: Corpus, formulations: Sequence[tuple[str, ...]], least: int) -> list[Trace]:
    """Run discovery and both plain methods for every year."""
    windows = open_windows(sample, corpus, least)
    table = make_table(sample, windows)
    check_table(windows[len(windows) // 2], table)
    targets = find_targets(sample, table, formulations)
    traces = [Trace({"discovery": {}, "frequency": {}, "keyness": {}}) for _ in formulations]
    for window in windows:
        pool, kept = fill_pool(window.sample, window.tables, window.counts)
        pool = compare(pool, window.sample, count_by_table(pool, window.sample, table))
        ranking = rank_pool(pool, kept, window.counts, window.sample)
        for position, place in enumerate(ranking.places, start=1):
            words = spell(window.sample, ranking.pool, place.row)
            for number, formulation in enumerate(formulations):
                if finds(words, formulation, corpus.language):
                    traces[number].ranks["discovery"].setdefault(window.year, position)
        for method, ranks in rank_plainly(window, table, targets).items():
            for number, position in ranks.items():
                traces[number].ranks[method][window.year] = position
    set_peaks(sample, formulations, traces)
    return traces


def check_table(window: Window, table: YearTable) -> None:
    """Raise where the table's counts are not those that discovery itself makes."""
    pool, _ = fill_pool(window.sample, window.tables, window.counts)
    if not np.array_equal(count_reference(pool, window.sample), count_by_table(pool, window.sample, table)):
        raise AssertionError("the table by year does not count what discovery counts")


def set_peaks(sample: Sample, formulations: Sequence[tuple[str, ...]], traces: list[Trace]) -> None:
    """Find the year of the highest share of documents that hold a formulation's very words."""
    years = np.array([row["year"] for row in sample.documents])
    stream = sample.stream
    number_of = {word: number for number, word in enumerate(stream.words)}
    for formulation, trace in zip(formulations, traces, strict=True):
        units = [number_of.get(word, -1) for word in formulation]
        at = np.flatnonzero(stream.units[: len(stream.units) - len(units)] == units[0])
        for step, unit in enumerate(units[1:], start=1):
            at = at[stream.units[at + step] == unit]
        having = np.bincount(years[np.unique(stream.documents_of(at))], minlength=years.max() + 1)
        share = having / np.maximum(np.bincount(years), 1)
        trace.peak = int(share.argmax()) if len(at) else 0


def describe(name: str, trace: Trace) -> str:
    """Return one line on a formulation: first year within each top (years before the peak), and the best rank, by method."""
    cells = [f"{name:<46}", f"peak {trace.peak or '-'}"]
    for method in ("discovery", "keyness", "frequency"):
        firsts = []
        for top in TOPS:
            year = trace.first(method, top)
            firsts.append(f"{year} ({trace.peak - year:+d})" if year else "never")
        cells.append(f"{method}: {' / '.join(firsts)}, best {trace.best(method) or '-'}")
    return " | ".join(cells)


def summarise(traces: Sequence[Trace]) -> list[str]:
    """Return a line for each method: how many are ever found within each top, how many by their peak, and the median lead."""
    lines = []
    for method in ("discovery", "keyness", "frequency"):
        cells = []
        for top in TOPS:
            years = [(trace.first(method, top), trace.peak) for trace in traces]
            found = [(year, peak) for year, peak in years if year]
            by_peak = sum(year <= peak for year, peak in found)
            lead = sorted(peak - year for year, peak in found)
            middle = f"{lead[len(lead) // 2]:+d}" if lead else "-"
            cells.append(f"top {top}: {len(found)} of {len(traces)} found, {by_peak} by their peak, median lead {middle} years")
        lines.append(f"{method:<10} {'; '.join(cells)}")
    return lines


def load(folder: Path, corpus: Corpus) -> Sample:
    """Return the whole corpus as one sample."""
    with open_reading(folder, uses=False) as reading:
        question = Question(corpus.source, corpus.language, since=corpus.since)
        return draw_sample(reading.view, question, lambda items, label, total: iter(items))


def split_words(formulation: str, language: str) -> tuple[str, ...]:
    """Return the units of a formulation."""
    return tuple(formulation) if language == "zh" else tuple(formulation.split())


def judge(corpus: Corpus, traces: Sequence[Trace]) -> None:
    """Print whether most are found, and more than plainly, each beside its aim."""
    found = {method: sum(trace.first(method, 100) is not None for trace in traces) for method in traces[0].ranks}
    most = found["discovery"] * 2 > len(traces) and found["discovery"] > max(found["keyness"], found["frequency"])
    figure = ", ".join(f"{method} {count} of {len(traces)}" for method, count in found.items())
    report(f"{corpus.source}: held out and found among the first 100", figure, "most, and more than plainly", held=most)


def bench_command(folder: Path) -> None:
    """Time the command on the General Debate, from a cold start."""
    cost = watchword("discover", "--source", "un_general_debate", "--since", "2022", "-w", str(folder), "--json")
    figure = f"{cost.wall:.0f} s ({cost.cpu:.0f} s of the processor), peak {cost.peak:,.0f} MB"
    report(
        "discover on the General Debate, 2022 on against all before", figure, "60 s, 2,000 MB", held=cost.wall <= 60 and cost.peak <= 2000
    )


def bench_discovery(folder: Path, half: str, *, least: int = 5) -> dict[str, list[Trace]]:
    """Run both corpora and print; return the traces of the half asked for by source."""
    answer = {}
    for corpus in CORPORA:
        begun, busy = time.perf_counter(), time.process_time()
        names = getattr(deal(corpus.formulations), half)
        sample = load(folder, corpus)
        traces = run_years(sample, corpus, [split_words(name, corpus.language) for name in names], least)
        print(f"\n{corpus.source}: {len(names)} formulations held out ({half}), windows of {corpus.years} years from {corpus.first} on")
        for name, trace in zip(names, traces, strict=True):
            print(f"  {describe(name, trace)}")
        print("\n".join(summarise(traces)))
        judge(corpus, traces)
        whole, peak = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{whole:.0f} s ({time.process_time() - busy:.0f} s of the processor), peak {peak:,.0f} MB so far", flush=True)
        answer[corpus.source] = traces
    return answer


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--half", choices=("develop", "report"), default="report")
    options = parser.parse_args()
    bench_command(options.workspace)
    bench_discovery(options.workspace, options.half)
