"""Which sources and analyses there are: our own, one line each, and those of installed packages.

Entry-point groups: `watchword.sources` and `watchword.analyses`.
"""

from collections.abc import Callable
from difflib import get_close_matches
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from watchword.errors import UnknownSource, UsageError
from watchword.sources.base import Descriptor, Source, load_descriptor

SOURCES = {
    "watchword_starter": "watchword.sources.watchword_starter:WatchwordStarter",
    "un_general_debate": "watchword.sources.un_general_debate:UnGeneralDebate",
    "un_akoma_ntoso": "watchword.sources.un_akoma_ntoso:UnAkomaNtoso",
    "un_parallel_sentences": "watchword.sources.un_parallel_sentences:UnParallelSentences",
    "marcxml": "watchword.sources.marcxml:MarcXml",
    "hrc_votes": "watchword.sources.hrc_votes:HrcVotes",
    "newsroom_hrc_tallies": "watchword.sources.newsroom_hrc_tallies:NewsroomHrcTallies",
    "ga_votes": "watchword.sources.ga_votes:GaVotes",
    "state_properties": "watchword.sources.state_properties:StateProperties",
    "json_lines": "watchword.sources.json_lines:JsonLines",
    "tables": "watchword.sources.tables:Tables",
    "statements": "watchword.sources.statements:Statements",
    "plain_text": "watchword.sources.plain_text:PlainText",
}

# A name, and a function from a view (and options) to a documented record or rows. `ask` in `asking` calls them.
ANALYSES = {
    "agreement": "watchword.votes.agreement:compare_states",
    "association": "watchword.votes.associations.association:associate",
    "agreement over time": "watchword.votes.agreement_over_time:follow_agreement",
    "audit": "watchword.votes.auditing.audit:audit_votes",
    "blocs": "watchword.votes.clusters.blocs:cluster_states",
    "counts": "watchword.votes.counts:count_decisions",
    "series": "watchword.votes.following:follow_text",
    "forecast": "watchword.votes.forecasting.forecast:forecast_vote",
    "skill": "watchword.votes.forecasting.skill:judge_forecasts",
    "positions": "watchword.votes.ideal_points.positions:scale_states",
}


def source_names() -> tuple[str, ...]:
    """Return the names of all sources, ours first."""
    return (*SOURCES, *(point.name for point in entry_points(group="watchword.sources") if point.name not in SOURCES))


def make_source(name: str) -> Source:
    """Return a fresh source; raise `UnknownSource` with the nearest names."""
    kind: Callable[[], Source] | None = None
    if name in SOURCES:
        module, _, attribute = SOURCES[name].partition(":")
        kind = getattr(import_module(module), attribute)
    for point in entry_points(group="watchword.sources", name=name):
        kind = kind or point.load()
    if kind:
        return kind()
    near = get_close_matches(name, source_names(), n=2)
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(source_names())}"
    raise UnknownSource(f"no source {name!r}; {hint}")


def descriptors() -> list[Descriptor]:
    """Return the descriptors of our own sources, without loading their modules."""
    return [load_descriptor(name) for name in SOURCES]


def find_analysis(name: str) -> Callable[..., Any]:
    """Return the analysis of this name, ours first; raise `UsageError` with the names there are."""
    if name in ANALYSES:
        module, _, attribute = ANALYSES[name].partition(":")
        found: Callable[..., Any] = getattr(import_module(module), attribute)
        return found
    for point in entry_points(group="watchword.analyses", name=name):
        loaded: Callable[..., Any] = point.load()
        return loaded
    others = (*ANALYSES, *(point.name for point in entry_points(group="watchword.analyses")))
    raise UsageError(f"no analysis {name!r}; there are {', '.join(others)}")
