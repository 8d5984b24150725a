"""One frozen record of settings, read from `watchword.toml`. Nothing happens at import."""

import tomllib
from dataclasses import asdict, dataclass, fields
from difflib import get_close_matches
from itertools import pairwise

from watchword.errors import ConfigurationError

FILE_NAME = "watchword.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a workspace's owner may choose.

    `threads` of the matcher; `bootstrap_replicates` and `seed` of every resampled interval; `confidence` of intervals;
    `complete` names sources whose holdings are declared complete for their period ("first" and "never" are supported only
    over those); `tiers` are the five lines between the six tiers of intensity, as shares of documents, the highest first.
    """

    threads: int = 2
    bootstrap_replicates: int = 1000
    seed: int = 20180323
    confidence: float = 0.95
    complete: tuple[str, ...] = ()
    tiers: tuple[float, ...] = (0.0518, 0.0129, 0.00321, 0.0008, 0.000199)


def parse_settings(content: str | bytes, *, file: str = FILE_NAME) -> Settings:
    """Read settings from TOML text (bytes are UTF-8); raise `ConfigurationError` for an unknown name or a value of the wrong kind."""
    try:
        table = tomllib.loads(content if isinstance(content, str) else content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{file}: not UTF-8 (byte {error.start}); save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{file}: not valid TOML: {error}") from error
    known = {item.name: item for item in fields(Settings)}
    for key, value in table.items():
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(sorted(known))}"
            raise ConfigurationError(f"{file}: unknown setting {key!r}{hint}")
        default = getattr(Settings(), key)
        expected = list if isinstance(default, tuple) else type(default)
        if not isinstance(value, expected) or (expected is int and isinstance(value, bool)):
            raise ConfigurationError(f"{file}: {key} must be {expected.__name__}, found {value!r}")
    if not 0.5 <= table.get("confidence", 0.95) < 1:
        raise ConfigurationError(f"{file}: confidence must lie between 0.5 and 1, found {table['confidence']!r}")
    if table.get("threads", 1) < 1 or table.get("bootstrap_replicates", 1) < 1:
        raise ConfigurationError(f"{file}: threads and bootstrap_replicates must be at least 1")
    if table.get("seed", 0) < 0:
        raise ConfigurationError(f"{file}: seed must be 0 or more, found {table['seed']!r}")
    if not all(isinstance(name, str) for name in table.get("complete", ())):
        raise ConfigurationError(f"{file}: complete must be a list of sources' names, found {table['complete']!r}")
    table["complete"] = tuple(table.get("complete", ()))
    if "tiers" in table:
        table["tiers"] = _check_tiers(table["tiers"], file)
    return Settings(**table)


def _check_tiers(lines: list[object], file: str) -> tuple[float, ...]:
    """Return the lines between tiers; raise `ConfigurationError` unless they are five falling shares."""
    shares = tuple(float(line) for line in lines if isinstance(line, int | float) and not isinstance(line, bool))
    if len(lines) != 5 or len(shares) != 5 or not all(1 > one > other > 0 for one, other in pairwise(shares)):
        raise ConfigurationError(f"{file}: tiers must be five shares between 0 and 1, each smaller than the one before, found {lines!r}")
    return shares


def print_settings(settings: Settings) -> str:
    """Return the settings as TOML text that `parse_settings` reads back."""
    import json

    lines = [f"{key} = {json.dumps(value)}" for key, value in asdict(settings).items()]
    return "# Settings of this workspace; see docs/workspace.md\n" + "\n".join(lines) + "\n"
