"""Find the roll call somebody means, out of all sources that hold one, with its ballots."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from watchword.errors import NotHeld
from watchword.model import Position, Question
from watchword.store.base import Row, View
from watchword.symbols import parse, work_of

# Which record to read where several sources hold the same vote: the library's own first, the built-in cited case last.
_ORDER = ("marcxml", "un_akoma_ntoso", "hrc_votes", "ga_votes")
CITED_ONLY = "watchword_starter"

_COLUMNS = (
    "id, key, symbol, work, title, question, date, organ, session, outcome, text_voted, requested_by, yes, no, abstain, absent, "
    "members, sponsors, meeting, url, source, publisher, licence, raw_sha256"
)


@dataclass(frozen=True, slots=True)
class Vote:
    """A roll call as it is held: the record's row, its ballots by state, and the other records of the same decision."""

    row: Row
    ballots: Mapping[str, Position]
    others: tuple[Row, ...] = ()

    @property
    def name(self) -> str:
        """The symbol, or the record's key where it has none."""
        return str(self.row["symbol"] or self.row["key"])

    def counted(self) -> Counter[Position]:
        """Return the number of ballots of each position."""
        return Counter(self.ballots.values())

    def official(self) -> dict[str, int | None]:
        """Return the record's own totals."""
        return {name: self.row[name] for name in ("yes", "no", "abstain", "absent")}


def find_vote(view: View, name: str) -> Vote:
    """Return the vote on a text: `name` is a symbol (adopted text or what was voted on), or a record's id or key.

    Of several records on the symbol those on adoption come first, then those with ballots, then the source order of this
    module. Raises `NotHeld` where there is none, or where two different questions on the symbol remain.
    """
    wanted = name.strip()
    read = parse(wanted)
    symbols = sorted({wanted, *map(str, read), *(work_of(symbol) for symbol in read if not symbol.is_unnumbered)})
    marks = ", ".join("?" for _ in symbols)
    rows = view.rows(
        f"""SELECT {_COLUMNS}, (SELECT count(*) FROM ballots b WHERE b.roll_call = r.id) AS ballots FROM roll_calls r
            WHERE id = ? OR key = ? OR symbol IN ({marks}) OR work IN ({marks})""",
        [wanted, wanted, *symbols, *symbols],
    )
    if not rows:
        raise NotHeld(f"no vote on {wanted!r} is held; `watchword votes list` shows what there is")
    by_key = [row for row in rows if wanted in (row["id"], row["key"])]
    adoption = [row for row in rows if row["question"] in (Question.ADOPTION, Question.UNKNOWN)]
    candidates = sorted(by_key or adoption or rows, key=_preference)
    if len({row["organ"] for row in candidates}) > 1 and not by_key:
        bodies = " or ".join(sorted({row["symbol"] for row in candidates}))
        raise NotHeld(f"{wanted!r} is a number in several bodies: say {bodies}")
    chosen = candidates[0]
    rivals = [row for row in candidates if row["source"] == chosen["source"] and row["date"] != chosen["date"]]
    if rivals and not by_key:
        listed = "; ".join(f"{row['key']} of {row['date']} ({row['title'][:60]})" for row in (chosen, *rivals))
        raise NotHeld(f"{wanted!r} names several votes: say which by its key: {listed}")
    others = tuple(row for row in candidates[1:] if row["date"] == chosen["date"] and row["source"] != chosen["source"])
    return Vote(chosen, _ballots(view, chosen["id"]), others)


def _ballots(view: View, roll_call: str) -> dict[str, Position]:
    """Return the ballots of a roll call; a state with two that differ is unknown."""
    found: dict[str, Position] = {}
    for row in view.rows("SELECT state, position FROM ballots WHERE roll_call = ? ORDER BY state, position", [roll_call]):
        position = Position(row["position"])
        found[row["state"]] = position if found.get(row["state"], position) == position else Position.UNKNOWN
    return found


def _preference(row: Row) -> tuple[Any, ...]:
    source = row["source"]
    rank = _ORDER.index(source) if source in _ORDER else len(_ORDER) + (source == CITED_ONLY)
    # A trimmed record of a better source does not stand before a full one.
    return (
        row["ballots"] == 0,
        rank if row["ballots"] * 2 >= (row["members"] or 0) else rank + 10,
        row["date"],
        row["key"],
    )
