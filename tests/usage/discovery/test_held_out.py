"""Discovery on the real corpora: what it finds of the formulations held out of everything, year by year."""

from pathlib import Path

import pytest
from benchmarks.discovery import CORPORA, Corpus, Trace, load, run_years, split_words
from benchmarks.held_out import DEBATE, NEWS, deal, finds

# Below what the benchmark printed for the half that is reported on, with some room. The news, which take twice as long, are left to it.
_FLOOR = {"un_general_debate": 11}


def found(traces: list[Trace], method: str, top: int) -> int:
    """Return how many formulations a method ever has among its first `top`."""
    return sum(trace.first(method, top) is not None for trace in traces)


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.parametrize("corpus", [corpus for corpus in CORPORA if corpus.source in _FLOOR], ids=lambda corpus: corpus.source)
def test_more_of_the_held_out_formulations_are_found_than_plainly(corpus: Corpus, kept_debate: Path) -> None:
    """Run with what was known each year, discovery ranks most of them in its first hundred, and more than either plain method."""
    names = deal(corpus.formulations).report
    traces = run_years(load(kept_debate, corpus), corpus, [split_words(name, corpus.language) for name in names], 5)
    assert found(traces, "discovery", 100) >= _FLOOR[corpus.source]
    for top in (50, 100):
        assert found(traces, "discovery", top) > max(found(traces, "keyness", top), found(traces, "frequency", top))


def test_the_halves_share_nothing_and_are_large_enough() -> None:
    """What is reported on was not developed on."""
    for formulations in (DEBATE, NEWS):
        halves = deal(formulations)
        assert not set(halves.develop) & set(halves.report)
        assert len(halves.report) >= 12


def test_a_candidate_finds_a_formulation_by_the_rule_fixed_beforehand() -> None:
    """The same words, two more, or one less; never words that only share a part."""
    assert finds(("no", "one", "behind"), ("leaving", "no", "one", "behind"), "en")
    assert finds(("build", "back", "better", "together"), ("build", "back", "better"), "en")
    assert not finds(("back", "better"), ("build", "back", "worse"), "en")
    assert not finds(("a", "b", "c", "d", "e", "f"), ("c", "d", "e"), "en")
    assert finds(tuple("推动高质量发展"), tuple("高质量发展"), "zh")
