"""Roughly where each state is, for maps of tiles."""

from functools import cache

from watchword.errors import ConfigurationError
from watchword.states.table import load_states, read_table, state


@cache
def load_places() -> dict[str, tuple[int, int]]:
    """Return (longitude, latitude) in whole degrees, east and north positive, by code."""
    places = {code: (int(place[0]), int(place[1])) for code, place in read_table("places.toml").items()}
    if strangers := sorted(set(places) - set(load_states())):
        raise ConfigurationError(f"states/places.toml: {strangers} are no codes of states.toml")
    return places


def place_of(code: str) -> tuple[int, int] | None:
    """Return the longitude and latitude of a state, None for one that is nowhere in particular; `UnknownState` for an unknown code."""
    state(code)
    return load_places().get(code)
