"""The recorded votes that the audit reads: each record with its ballots, and the members of its day from the dated table."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from watchword.errors import WatchwordError
from watchword.model import Position
from watchword.states import sitting
from watchword.store.base import CITED_ONLY, Row, View
from watchword.votes.auditing.discrepancy import Record
from watchword.votes.record import list_tally_sources, read_twice
from watchword.votes.roll_calls import CODES

_TOTALS = ("yes", "no", "abstain", "absent", "members")
# The compiled votes of the Assembly give no totals: they are read where another source gives those of the same text.
_READ = """(r.source <> 'ga_votes' OR r.organ <> 'GA' OR r.yes IS NOT NULL OR r.symbol IN
            (SELECT symbol FROM roll_calls WHERE organ = 'GA' AND yes IS NOT NULL AND symbol <> ''))"""


@dataclass(frozen=True, slots=True)
class Recorded:
    """`votes` are the recorded votes, each as its row and as what is audited, oldest first; `tallies` the rows with totals of the
    sources that hold no ballot of anything: they are compared with, and not audited.
    """

    votes: tuple[tuple[Row, Record], ...]
    tallies: tuple[Row, ...]


def read_recorded(view: View, organ: str = "") -> Recorded:
    """Return the recorded votes of a body ("" for all); cited ones only where no vote of any body with a roll call is held."""
    apart = list_tally_sources(view)
    rows = view.rows(
        f"""SELECT id, key, symbol, title, date, organ, outcome, question, yes, no, abstain, absent, members, source
            FROM roll_calls r WHERE (? = '' OR organ = ?) AND {_READ} ORDER BY date, key, id""",
        [organ, organ],
    )
    held = view.rows(f"SELECT DISTINCT source FROM roll_calls WHERE source <> '{CITED_ONLY}' ORDER BY source")
    cited = all(row["source"] in apart for row in held)
    audited = [row for row in rows if row["source"] not in apart and (cited or row["source"] != CITED_ONLY)]
    tallies = tuple(row for row in rows if row["source"] in apart and row["yes"] is not None and row["no"] is not None)
    return Recorded(tuple(_make_records(view, organ, audited)), tallies)


def _make_records(view: View, organ: str, rows: list[Row]) -> Iterator[tuple[Row, Record]]:
    """Yield the rows that have ballots or totals with what is audited of them."""
    table = view.table(
        f"""SELECT b.roll_call AS roll_call, b.state AS state,
                   CASE WHEN min(b.position) = max(b.position) THEN min(b.position) ELSE 'unknown' END AS position
            FROM ballots b JOIN roll_calls r ON r.id = b.roll_call
            WHERE b.state <> '' AND (? = '' OR r.organ = ?) AND {_READ} GROUP BY b.roll_call, b.state""",
        [organ, organ],
    )
    ballots: dict[str, dict[str, int]] = defaultdict(dict)
    for roll_call, state, position in zip(*(table.column(name).to_pylist() for name in table.column_names), strict=True):
        ballots[roll_call][state] = CODES[Position(position)]
    twice = read_twice(view)
    for row in rows:
        cast = ballots.get(row["id"], {})
        if cast or row["yes"] is not None:
            seats, perhaps = _read_seats(row["organ"], row["date"])
            given = {name: row[name] for name in ("key", "symbol", "date", "outcome", *_TOTALS)}
            yield row, Record(**given, ballots=cast, seats=seats, perhaps=perhaps, twice=frozenset(twice.get(row["key"], ())))


def _read_seats(organ: str, date: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return who had a seat on a date, and who had one for a part of it only; nobody where no table covers it."""
    try:
        return sitting(organ, date)
    except WatchwordError:
        return frozenset(), frozenset()
