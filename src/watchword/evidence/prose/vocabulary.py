"""The words in which a language speaks of votes: one TOML file each, compiled once.

A new language is one file in `languages/` with the keys of `en.toml`.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from watchword.errors import UsageError

_FLAGS = re.IGNORECASE
# What stands over every character of a number and of an ordinal in a marked text.
NUMBER, ORDINAL = "\ue000", "\ue001"
# What marks a noun phrase for a text in `mentions.plain`, with the marks and blanks about it.
TEXT = "\u2402"
_NAMED_TEXT = rf"""[\s,()“”"'‘’«»–]{{0,4}}(?<!{TEXT}){TEXT}++[\s,()“”"'‘’«»–]{{0,4}}"""
# Hyphens, soft or not, and the spaces that stand for them ("twenty eight").
HYPHEN = "[-\u2010\u2011\u00ad ]"


# Expressions that say themselves where they begin and end.
_FREE = frozenset(
    (
        "acts acts_plainly all among aside another because besides change clause from from_number gained is_called joint lead level list "
        "loose_date made members most negated none not_subject not_whole of_states only own_vote passive refers_back score_lead "
        "sponsored sponsored_by sure_date than then_states title_of unit_after vote_context went"
    ).split()
)


class Expressions(Mapping[str, re.Pattern[str]]):
    """Regular expressions by name, each compiled when it is first asked for: a text in one language needs few of another's.

    One stands on words of its own, but for those in `_FREE`, and all with `free`. `fills` are put in for the names in capitals.
    """

    def __init__(self, rows: Mapping[str, str], fills: Mapping[str, str], *, free: bool = False) -> None:
        """Take the expressions as text."""
        self._rows, self._fills, self._free = dict(rows), fills, free
        self._made: dict[str, re.Pattern[str]] = {}

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """Return one, compiled."""
        if name not in self._made:
            text = self._rows[name]
            for mark, value in self._fills.items():
                text = text.replace(mark, value)
            whole = text if self._free or name in _FREE else rf"(?<!\w)(?:{text})(?!\w)"
            self._made[name] = re.compile(whole, _FLAGS)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names, in the order of the file."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._rows)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A language's words for votes.

    `numbers` and `ordinals` give the value of every number word, folded to lower case with "-" for any hyphen or space in it. `sides` are
    the ways to name a side beside a number, `verbs` those of a state taking it. In the expressions NUMBER and ORDINAL stand for the
    marks that `numbers.mark_numbers` puts over numbers.
    """

    code: str
    name: str
    numbers: dict[str, int]
    ordinals: dict[str, int]
    ordinal_digits: re.Pattern[str]
    months: tuple[str, ...]
    sides: Expressions
    verbs: Expressions
    fill: frozenset[str]
    dates: Expressions
    words: Expressions
    outcomes: Expressions
    subjects: Expressions
    bodies: Expressions
    moves: Expressions
    move_sides: Expressions
    uses: Expressions
    sources: Expressions
    groups: Expressions


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages in which prose is read, English first."""
    folder = resources.files("watchword.evidence.prose.languages")
    codes = sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml"))
    return tuple(sorted(codes, key=lambda code: (code != "en", code)))


def _load(code: str) -> dict[str, Any]:
    file = resources.files("watchword.evidence.prose.languages").joinpath(f"{code}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def more_states(code: str) -> dict[str, str]:
    """Return the names of states that a language's file adds, with their codes."""
    table: dict[str, str] = _load(code).get("states", {})
    return table


@cache
def vocabulary(code: str) -> Vocabulary:
    """Return the vocabulary of a language; raises `UsageError` with the codes there are."""
    if code not in languages():
        raise UsageError(f"prose in {code!r} is not read; there are {', '.join(languages())}")
    table = _load(code)
    side = "(?:" + "|".join(table["moves"]["sides"].values()) + ")"
    months = rf"(?:{'|'.join((table['months'] + ' ' + table['short_months']).split())})\.?"
    fills = {"NUMBER": f"{NUMBER}+", "ORDINAL": f"{ORDINAL}+", "MONTH": months, "SIDE": side, "THETEXT": _NAMED_TEXT}
    move_sides, sources = table["moves"].pop("sides"), table["uses"].pop("sources")
    return Vocabulary(
        code=code,
        name=table["name"],
        numbers=_number_words(table),
        ordinals=_ordinal_words(table),
        ordinal_digits=re.compile(rf"(?<![\w./-]){table['ordinal_digits']}(?!\w)", _FLAGS),
        months=tuple(table["months"].split()),
        sides=Expressions({side: row["label"] + "|" + row["verb"] for side, row in table["sides"].items()}, fills),
        verbs=Expressions({side: row["verb"] for side, row in table["sides"].items()}, fills),
        fill=frozenset(table["words"].pop("fill").casefold().split()),
        dates=Expressions(table["dates"], fills),
        words=Expressions(table["words"], fills),
        outcomes=Expressions(table["outcomes"], fills),
        subjects=Expressions(table["subjects"], fills),
        bodies=Expressions(table["bodies"], fills),
        moves=Expressions(table["moves"], fills),
        move_sides=Expressions(move_sides, fills),
        uses=Expressions(table["uses"], fills, free=True),
        sources=Expressions(sources, fills),
        groups=Expressions(table["groups"], fills),
    )


def _number_words(table: dict[str, Any]) -> dict[str, int]:
    """Return the value of each number word from nought to 199; hyphens are "-"."""
    listed = [word.strip() for word in table["number_words"].replace("\n", " ").split(",")]
    words = {fold_number(word): value for value, word in enumerate(listed) if word}
    words |= {fold_number(word): value for word, value in table.get("more_numbers", {}).items()}
    below = dict(words)
    for hundred, value in table["hundreds"].items():
        words[fold_number(hundred)] = value
        words |= {fold_number(hundred + join + word): value + of for join in table["hundred_joins"] for word, of in below.items() if of}
    words |= {fold_number(word): 1 for word in table["one"].split("|")}
    return words


def fold_number(word: str) -> str:
    """Return a number word in lower case, with one "-" for each hyphen or space in it."""
    return re.sub(rf"{HYPHEN}+", "-", word.strip().casefold())


def _ordinal_words(table: dict[str, Any]) -> dict[str, int]:
    """Return the value of each ordinal; a place in the list may hold several, apart by "|"."""
    plain = {fold_number(word): at for at, words in enumerate(table["ordinals"].split(), 1) for word in words.split("|")}
    tens = {word: value for word, value in _number_words(table).items() if value in range(20, 100, 10)}
    return plain | {f"{ten}-{word}": value + of for ten, value in tens.items() for word, of in plain.items() if of < 10}
