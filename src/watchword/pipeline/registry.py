"""Which sources there are: our own, one line each, and those of installed packages (entry-point group `watchword.sources`)."""

from collections.abc import Callable
from difflib import get_close_matches
from importlib import import_module
from importlib.metadata import entry_points

from watchword.errors import UnknownSource
from watchword.sources.base import Descriptor, Source, load_descriptor

SOURCES = {
    "watchword_starter": "watchword.sources.watchword_starter:WatchwordStarter",
    "un_general_debate": "watchword.sources.un_general_debate:UnGeneralDebate",
    "un_akoma_ntoso": "watchword.sources.un_akoma_ntoso:UnAkomaNtoso",
    "marcxml": "watchword.sources.marcxml:MarcXml",
    "hrc_votes": "watchword.sources.hrc_votes:HrcVotes",
    "ga_votes": "watchword.sources.ga_votes:GaVotes",
    "json_lines": "watchword.sources.json_lines:JsonLines",
    "tables": "watchword.sources.tables:Tables",
    "statements": "watchword.sources.statements:Statements",
    "plain_text": "watchword.sources.plain_text:PlainText",
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
