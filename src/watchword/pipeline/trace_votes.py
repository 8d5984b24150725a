"""The votes of a trace: the series on a formulation's works and titles, their shifts, audit and associations."""

from collections.abc import Sequence
from dataclasses import asdict
from itertools import pairwise
from typing import Any

import pyarrow as pa

from watchword.lexicon.match import Matcher
from watchword.lexicon.records import Form, Formulation, Lexicon, Relation
from watchword.store.base import CITED_ONLY, Row, View
from watchword.votes.associations.association import compare_answers
from watchword.votes.associations.properties import REGIONAL_GROUP, list_properties, read_properties
from watchword.votes.auditing.audit import audit_records
from watchword.votes.record import find_vote
from watchword.votes.roll_calls import Scope, gather_roll_calls
from watchword.votes.series import Series, gather_series, list_once
from watchword.votes.shift import split_shift
from watchword.votes.tally import count_vote


def trace_votes(view: View, formulation: Formulation) -> dict[str, Any]:
    """Return the series of votes on the formulation's works and titles, its linked sibling series, and their shifts."""
    named = {work for form in formulation.forms for scope in form.scopes for work in scope.works}
    decisions = list_once(view)
    # A scope may name a work only for the rendering it attests: a work of the case also has the words in its title.
    titled = _titles_with(decisions, formulation, formulation.forms)
    works = {row["work"] for row in decisions if row["work"] in named and row["title"] in titled}
    unrenamed = [form for form in formulation.forms if form.relation != Relation.RENAMED]
    titles = _titles_with(decisions, formulation, unrenamed)
    own = gather_series(decisions, works, titles, "a work of the case, or its words in the title")
    siblings = _siblings(view, decisions, own)
    series = [_series(view, item, sibling=False) for item in own] + [_series(view, item, sibling=True) for item in siblings]
    shifts = [shift for item in series for shift in item["shifts"] if not item["sibling"]]
    records = {decision["record"] for item in series for decision in item["decisions"]}
    audit = [asdict(row) for organ in sorted({item["organ"] for item in series}) for row in audit_records(view, organ, records)]
    return {
        "series": series,
        "shifts": shifts,
        "audit": audit,
        "association": [row for item in own for row in _associate(view, item)],
        "empty": "" if series else "no vote on a text with these words in its title or among the works of the case is held",
    }


def _titles_with(decisions: list[Row], formulation: Formulation, forms: Sequence[Form]) -> set[str]:
    """Return the titles of decisions that hold one of these forms."""
    titles = sorted({row["title"] for row in decisions if row["title"]})
    if not forms or not titles:
        return set()
    plain = Formulation(formulation.id, formulation.label, formulation.gloss, tuple(forms))
    hits = Matcher(Lexicon((plain,)), threads=1).scan(pa.array(titles, pa.large_string()), [""] * len(titles))
    return {titles[row] for row in hits.row.tolist()}


def _siblings(view: View, decisions: list[Row], own: list[Series]) -> list[Series]:
    """Return the series that the starter case calls siblings (subject "sibling series"), where these are that case's votes."""
    symbols = {symbol for series in own for symbol in series.symbols}
    rows = view.rows(
        "SELECT DISTINCT work, list_contains(subjects, 'sibling series') AS sibling FROM documents "
        "WHERE source = ? AND kind = 'resolution' AND organ = 'HRC'",
        [CITED_ONLY],
    )
    if not symbols & {row["work"] for row in rows if not row["sibling"]}:
        return []
    works = {row["work"] for row in rows if row["sibling"]}
    found = gather_series(decisions, works, (), "sibling series by the same sponsor, named by the starter case")
    mine = {record for series in own for record in series.records}
    return [series for series in found if not mine & set(series.records)]


def _associate(view: View, series: Series) -> list[dict[str, Any]]:
    """Return, for each property of states that is held, how the yes votes of a series differ with it; none without a recorded vote."""
    held = [name for name in list_properties(view) if name != REGIONAL_GROUP]
    if not held or not any(view.rows("SELECT 1 AS one FROM roll_calls r JOIN ballots b ON b.roll_call = r.id WHERE r.organ = ? LIMIT 1",
                                     [series.organ])):  # fmt: skip
        return []
    calls = gather_roll_calls(view, Scope(organ=series.organ))
    mine = [at for at, vote in enumerate(calls.votes) if vote["key"] in series.records or vote["symbol"] in series.symbols]
    if not mine:
        return []
    calls = calls.keep(mine)
    found = [compare_answers(calls, read_properties(view, name), "yes", "", view.settings.confidence) for name in held]
    return [{"series": series.title, "organ": series.organ} | asdict(each) for each in found]


def _series(view: View, series: Series, *, sibling: bool) -> dict[str, Any]:
    votes = [find_vote(view, key) for key in series.records]
    tallies = [count_vote(vote) for vote in votes]
    shifts = [asdict(split_shift(before, after)) for before, after in pairwise(vote for vote in votes if vote.ballots)]
    return {
        "title": series.title, "organ": series.organ, "sibling": sibling, "reason": series.reason,
        "decisions": [asdict(tally) for tally in tallies], "shifts": shifts,
    }  # fmt: skip
