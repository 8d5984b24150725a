"""The amendments put to the texts of a series: adopted, defeated, withdrawn and not considered ones."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from watchword.model import LinkKind, Question
from watchword.store.base import CITED_ONLY, Row, View
from watchword.votes.record import Vote
from watchword.votes.roll_calls import Scope, gather_decisions
from watchword.votes.series import normalise_title

_REVISION = re.compile(r"/REV\.\d+$")


@dataclass(frozen=True, slots=True)
class Amendment:
    """One amendment: its `symbol` (or the record's key), the `draft` that it would change, and the decision of the series on it.

    `decision` is the symbol adopted ("" where the series has none of that session). `joined_by` says how it belongs to the series:
    "draft" (the record names the draft of a decision), "draft, revisions aside", "symbol" (it bears that of the text) or "title" (it
    bears the title, and names no draft of another text of its session). `official` are its totals, None where it has none.
    """

    symbol: str
    record: str
    date: str
    outcome: str
    draft: str
    decision: str
    joined_by: str
    sponsors: tuple[str, ...]
    official: dict[str, int | None]
    holding: str


@dataclass(frozen=True, slots=True)
class _Drafts:
    """Which drafts amendments name, by their record's key and by their symbol; what each draft became, revisions apart and aside."""

    by_record: dict[str, list[str]]
    by_symbol: dict[str, list[str]]
    adopted: dict[str, set[str]]
    adopted_any: dict[str, set[str]]

    def named(self, row: Row) -> list[str]:
        """Return the drafts that a record names; where it names none, those that any source says its symbol amends."""
        return self.by_record.get(row["key"]) or self.by_symbol.get(str(row["symbol"]).upper(), [])


def list_amendments(view: View, votes: Sequence[Vote]) -> tuple[Amendment, ...]:
    """Return the amendments to the texts of a series (its votes on adoption, of one body), oldest first, each once."""
    rows, _ = gather_decisions(view, Scope(organ=votes[-1].row["organ"], questions=(Question.AMENDMENT,)))
    drafts = _read_drafts(view)
    found = [_make(row, *place) for row in rows if (place := _place(row, drafts, votes))]
    return tuple(sorted(found, key=lambda amendment: (amendment.date, amendment.symbol, amendment.record)))


def _read_drafts(view: View) -> _Drafts:
    by_record: dict[str, list[str]] = {}
    by_symbol: dict[str, list[str]] = {}
    adopted: dict[str, set[str]] = {}
    records = view.rows("SELECT key, symbol, text_voted, question FROM roll_calls")
    keys = {row["key"] for row in records}
    sql = 'SELECT DISTINCT start, "end" AS target, kind, evidence FROM links WHERE kind IN (?, ?) ORDER BY start, target, evidence'
    for link in view.rows(sql, [LinkKind.AMENDS, LinkKind.DRAFT_OF]):
        if link["kind"] == LinkKind.DRAFT_OF:
            adopted.setdefault(link["start"].upper(), set()).add(link["target"].upper())
        elif link["evidence"] in keys:
            by_record.setdefault(link["evidence"], []).append(link["target"])
        else:
            by_symbol.setdefault(link["start"].upper(), []).append(link["target"])
    for row in records:
        if row["question"] == Question.ADOPTION and row["symbol"] and row["text_voted"]:
            adopted.setdefault(row["text_voted"].upper(), set()).add(row["symbol"].upper())
    adopted_any: dict[str, set[str]] = {}
    for draft, symbols in adopted.items():
        adopted_any.setdefault(_REVISION.sub("", draft), set()).update(symbols)
    return _Drafts(by_record, by_symbol, adopted, adopted_any)


def _place(row: Row, drafts: _Drafts, votes: Sequence[Vote]) -> tuple[str, str, str] | None:
    """Return the draft, the decision and how they are joined, of an amendment that belongs to the series.

    A draft that became another text of the same session settles that it does not; a slip in a number may lead to another session.
    """
    near = {
        vote.name.upper(): vote for vote in votes if "" in (row["session"], vote.row["session"]) or row["session"] == vote.row["session"]
    }
    named = drafts.named(row)
    elsewhere = False
    for joined_by, became in (("draft", drafts.adopted), ("draft, revisions aside", drafts.adopted_any)):
        for draft in named:
            key = draft.upper() if joined_by == "draft" else _REVISION.sub("", draft.upper())
            symbols = sorted(became.get(key, ()))
            mine = [near[symbol].name for symbol in symbols if symbol in near]
            if mine:
                return draft, mine[0], joined_by
            elsewhere = elsewhere or any(_session(symbol) == row["session"] for symbol in symbols)
        if elsewhere:
            return None
    if str(row["symbol"]).upper() in near:
        return "", near[str(row["symbol"]).upper()].name, "symbol"
    title = normalise_title(row["title"])
    alike = [vote.name for vote in near.values() if normalise_title(vote.row["title"]) == title]
    if alike or title in {normalise_title(vote.row["title"]) for vote in votes} - {""}:
        return named[0] if named else "", alike[0] if alike else "", "title"
    return None


def _session(symbol: str) -> str:
    """Return the session in a symbol such as A/HRC/RES/37/23, "" where it has none."""
    parts = symbol.split("/")
    return parts[-2] if len(parts) > 3 else ""


def _make(row: Row, draft: str, decision: str, joined_by: str) -> Amendment:
    return Amendment(
        symbol=row["symbol"] or row["key"],
        record=row["key"],
        date=row["date"],
        outcome=row["outcome"],
        draft=draft,
        decision=decision,
        joined_by=joined_by,
        sponsors=tuple(row["sponsors"] or ()),
        official={name: row[name] for name in ("yes", "no", "abstain")},
        holding="cited" if row["source"] == CITED_ONLY else "held",
    )
