"""Find the roll call somebody means, out of all sources that hold one, with its ballots."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from watchword.errors import NotHeld
from watchword.model import Position, Question
from watchword.store.base import CITED_ONLY, Row, View
from watchword.symbols import parse, work_of

# Which record to read where several sources hold the same vote: the library's own first, what somebody copied by hand after all others
# that are held, the built-in cited case last.
_ORDER = ("marcxml", "un_akoma_ntoso", "hrc_votes", "ga_votes")
_LAST = ("newsroom_hrc_tallies", CITED_ONLY)

# How sources begin to name the issue (`sources.ballots`).
_TWICE = "a state is printed more than once"

_COLUMNS = (
    "id, key, symbol, work, title, question, date, organ, session, outcome, text_voted, requested_by, yes, no, abstain, absent, "
    "members, sponsors, meeting, url, source, publisher, licence, raw_sha256"
)


@dataclass(frozen=True, slots=True)
class Vote:
    """A roll call as it is held: the record's row, its ballots by state, and the other records of the same decision.

    `twice` are the states that the record prints more than once, with what it prints.
    """

    row: Row
    ballots: Mapping[str, Position]
    others: tuple[Row, ...] = ()
    twice: Mapping[str, str] = field(default_factory=dict)

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
    module. Raises `UsageError` for a blank, `NotHeld` where there is none, or where two different questions on the symbol remain.
    """
    wanted = name.strip()
    if not wanted:
        raise NotHeld("a vote is named by a symbol or a record's key, not by a blank; `watchword votes list` shows what there is")
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
    candidates = sorted(by_key or _on_adoption(rows), key=prefer_record)
    if len({row["organ"] for row in candidates}) > 1 and not by_key:
        bodies = " or ".join(sorted({row["symbol"] for row in candidates}))
        raise NotHeld(f"{wanted!r} is a number in several bodies: say {bodies}")
    chosen = candidates[0]
    rivals = [row for row in candidates[1:] if row["source"] == chosen["source"] and not is_repeated(view, chosen, row)]
    if rivals and not by_key:
        listed = "; ".join(f"{row['key']} of {row['date']} ({row['question']}: {row['title'][:60]})" for row in (chosen, *rivals[:7]))
        more = f"; and {len(rivals) - 7} more" if len(rivals) > 7 else ""
        raise NotHeld(f"{wanted!r} names several votes: say which by its key: {listed}{more}")
    related = _on_same_text(view, chosen) if by_key else candidates
    twice = read_twice(view).get(chosen["key"], {})
    return Vote(chosen, read_ballots(view, chosen["id"]), tuple(_find_others(view, chosen, related)), twice)


def read_twice(view: View) -> dict[str, dict[str, str]]:
    """Return the states that records print more than once, by the record's key and the state's code, with what is printed."""
    found: dict[str, dict[str, str]] = {}
    issues = view.rows(
        "SELECT DISTINCT source, place, found FROM issues WHERE problem LIKE ? || '%' ORDER BY source, place, found", [_TWICE]
    )
    for issue in issues:
        words = issue["place"].rpartition(", ")
        found.setdefault(f"{issue['source']}:{words[0].split()[1]}", {})[words[2]] = issue["found"]
    return found


def _on_adoption(rows: list[Row]) -> list[Row]:
    """Return, of each source, its votes on adoption, else those on it does not say what; where no source has one, all rows."""
    found = []
    for source in {row["source"] for row in rows}:
        mine = [row for row in rows if row["source"] == source]
        adoption = [row for row in mine if row["question"] == Question.ADOPTION]
        found += adoption or [row for row in mine if row["question"] == Question.UNKNOWN]
    return found or rows


def _on_same_text(view: View, chosen: Row) -> list[Row]:
    """Return the votes on adoption of the text that a record was on; none where the record was on something else."""
    if not chosen["symbol"] or chosen["question"] not in (Question.ADOPTION, Question.UNKNOWN):
        return []
    return _on_adoption(view.rows(f"SELECT {_COLUMNS} FROM roll_calls WHERE symbol = ?", [chosen["symbol"]]))


def is_repeated(view: View, one: Row, other: Row) -> bool:
    """Say whether a source has the same decision twice, under two keys; the rows also have `ballots`, their number.

    Two roll calls with the same totals and other ballots are two.
    """
    names = ("date", "question", "title", "outcome", "text_voted", "yes", "no", "abstain", "ballots")
    if any(one[name] != other[name] for name in names):
        return False
    return not one["ballots"] or read_ballots(view, one["id"]) == read_ballots(view, other["id"])


def _find_others(view: View, chosen: Row, candidates: list[Row]) -> Iterator[Row]:
    """Yield the record of the same decision in each other source, with `counted`, its ballots by position.

    A date that is less precise is no other date. Where several records of a source may be meant, none is taken.
    """
    for source in sorted({row["source"] for row in candidates} - {chosen["source"]}):
        mine = [row for row in candidates if row["source"] == source]
        near = [row for row in mine if may_be_same_day(row["date"], chosen["date"])] or mine
        if len(near) == 1:
            yield near[0] | {"counted": Counter(position.value for position in read_ballots(view, near[0]["id"]).values())}


def may_be_same_day(one: str, other: str) -> bool:
    """Say whether two dates may be of one day: a date that is less precise, or unknown, is no other date."""
    return one.startswith(other) or other.startswith(one)


def list_tally_sources(view: View) -> frozenset[str]:
    """Return the sources that hold decisions and no ballot of any: what they have is set beside the roll calls of others.

    None where no source has ballots: then there is nothing to set them beside.
    """
    rows = view.rows(
        """SELECT r.source AS source, count(b.roll_call) > 0 AS voted
           FROM roll_calls r LEFT JOIN (SELECT DISTINCT roll_call FROM ballots) b ON b.roll_call = r.id
           GROUP BY r.source ORDER BY r.source"""
    )
    tallies = frozenset(row["source"] for row in rows if not row["voted"])
    return tallies if len(tallies) < len(rows) else frozenset()


def read_ballots(view: View, roll_call: str) -> dict[str, Position]:
    """Return the ballots of a roll call; a state with two that differ is unknown."""
    found: dict[str, Position] = {}
    for row in view.rows("SELECT state, position FROM ballots WHERE roll_call = ? ORDER BY state, position", [roll_call]):
        position = Position(row["position"])
        found[row["state"]] = position if found.get(row["state"], position) == position else Position.UNKNOWN
    return found


def prefer_record(row: Row) -> tuple[Any, ...]:
    """Return the rank, least first, of a record among those of the same decision; `row` also has `ballots`, their number."""
    source = row["source"]
    rank = _ORDER.index(source) if source in _ORDER else len(_ORDER) + (_LAST.index(source) + 1 if source in _LAST else 0)
    # A trimmed record of a better source does not stand before a full one.
    return (
        row["ballots"] == 0,
        row["date"] == "",
        rank if row["ballots"] * 2 >= (row["members"] or 0) else rank + 10,
        row["date"],
        row["key"],
    )
