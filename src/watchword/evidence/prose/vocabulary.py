"""The words in which a language speaks of votes: one TOML file each, compiled once.

A new language is one file in `languages/` with the keys of `en.toml`.
"""

import re
import tomllib
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
    sides: dict[str, re.Pattern[str]]
    verbs: dict[str, re.Pattern[str]]
    fill: frozenset[str]
    dates: dict[str, re.Pattern[str]]
    words: dict[str, re.Pattern[str]]
    outcomes: dict[str, re.Pattern[str]]
    subjects: dict[str, re.Pattern[str]]
    bodies: dict[str, re.Pattern[str]]
    moves: dict[str, re.Pattern[str]]
    move_sides: dict[str, re.Pattern[str]]
    uses: dict[str, re.Pattern[str]]
    sources: dict[str, re.Pattern[str]]
    groups: dict[str, re.Pattern[str]]


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
        sides={side: _word(row["label"] + "|" + row["verb"], fills) for side, row in table["sides"].items()},
        verbs={side: _word(row["verb"], fills) for side, row in table["sides"].items()},
        fill=frozenset(table["words"].pop("fill").casefold().split()),
        dates=_compile(table["dates"], fills),
        words={name: _free(value, fills) if name in _FREE else _word(value, fills) for name, value in table["words"].items()},
        outcomes=_compile(table["outcomes"], fills),
        subjects={name: _free(value, fills) if name in _FREE else _word(value, fills) for name, value in table["subjects"].items()},
        bodies=_compile(table["bodies"], fills),
        moves={name: _free(value, fills) if name in _FREE else _word(value, fills) for name, value in table["moves"].items()},
        move_sides=_compile(move_sides, fills),
        uses={name: _free(value, fills) for name, value in table["uses"].items()},
        sources=_compile(sources, fills),
        groups=_compile(table["groups"], fills),
    )


# Expressions that say themselves where they begin and end.
_FREE = frozenset(
    (
        "acts acts_plainly all among aside another because besides change clause from from_number gained is_called joint lead level list "
        "loose_date made members most negated none not_subject not_whole of_states only own_vote passive refers_back score_lead "
        "sponsored sponsored_by sure_date than then_states title_of unit_after vote_context went"
    ).split()
)


def _compile(rows: dict[str, Any], fills: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: _word(value, fills) for name, value in rows.items()}


def _word(text: str, fills: dict[str, str]) -> re.Pattern[str]:
    """Compile an expression that stands on words of its own."""
    return re.compile(rf"(?<!\w)(?:{_fill(text, fills)})(?!\w)", _FLAGS)


def _free(text: str, fills: dict[str, str]) -> re.Pattern[str]:
    return re.compile(_fill(text, fills), _FLAGS)


def _fill(text: str, fills: dict[str, str]) -> str:
    for name, value in fills.items():
        text = text.replace(name, value)
    return text


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
