"""Amendments under the texts that they would change, joined by what the record says; none is in two texts."""

import random
from collections import Counter
from typing import Any

import pyarrow as pa
import pytest

from tests.cli.running import run
from tests.votes.invented import Invented, call
from watchword.store.schema import TABLES
from watchword.votes.amending import list_amendments
from watchword.votes.record import Vote


class Linked(Invented):
    """A view of invented roll calls with links."""

    def __init__(self, calls: list[dict[str, Any]], links: list[tuple[str, str, str, str]]) -> None:
        super().__init__(calls, [])
        rows = [{"start": a, "end": b, "kind": kind, "evidence": evidence, "source": "hrc_votes"} for a, b, kind, evidence in links]
        plain = pa.schema([(f.name, f.type.value_type if pa.types.is_dictionary(f.type) else f.type) for f in TABLES["links"]])
        self._connection.register("links", pa.Table.from_pylist(rows, schema=plain))


def amendment(key: str, **changes: Any) -> dict[str, Any]:
    """An invented amendment."""
    return (
        call(key, question="amendment", symbol=f"A/HRC/99/L.{key}", text_voted=f"A/HRC/99/L.{key}", title="Hail", outcome="rejected")
        | changes
    )


PUDDLES = call("1", symbol="A/HRC/RES/99/1", title="Puddles", text_voted="")
FOG = call("2", symbol="A/HRC/RES/99/2", title="Fog", text_voted="A/HRC/99/L.5")
LATER = call("3", symbol="A/HRC/RES/100/3", title="Puddles", session="100", date="2019-03-22")
RECORDS = [
    PUDDLES, FOG, LATER,
    amendment("10", yes=3, no=9, abstain=1), amendment("11", outcome="withdrawn"),
    amendment("12", title="Puddles", outcome="not considered"),
    amendment("13", title="Puddles"), amendment("14", title="Puddles", session="101"), amendment("15"),
    amendment("16", symbol="A/HRC/RES/99/1", text_voted=""), amendment("17", outcome="adopted by vote", source="marcxml"),
]  # fmt: skip
LINKS = [
    ("A/HRC/99/L.4", "A/HRC/RES/99/1", "draft of", "1"), ("A/HRC/99/L.8/Rev.1", "A/HRC/RES/99/1", "draft of", "1"),
    ("A/HRC/99/L.10", "A/HRC/99/L.4", "amends", "10"), ("A/HRC/99/L.11", "A/HRC/99/L.8", "amends", "11"),
    ("A/HRC/99/L.13", "A/HRC/99/L.5", "amends", "13"), ("A/HRC/99/L.17", "A/HRC/99/L.4", "amends", "a catalogue"),
]  # fmt: skip


def test_each_amendment_is_under_its_draft_by_what_the_record_says() -> None:
    """By the draft, by it whatever its revision, by the symbol, by the title; a draft of another text settles that it is not."""
    found = list_amendments(Linked(RECORDS, LINKS), [Vote(PUDDLES, {}), Vote(LATER, {})])
    assert {row.record: (row.joined_by, row.draft, row.decision) for row in found} == {
        "10": ("draft", "A/HRC/99/L.4", "A/HRC/RES/99/1"),
        "11": ("draft, revisions aside", "A/HRC/99/L.8", "A/HRC/RES/99/1"),
        "12": ("title", "", "A/HRC/RES/99/1"),
        "14": ("title", "", ""),
        "16": ("symbol", "", "A/HRC/RES/99/1"),
        "17": ("draft", "A/HRC/99/L.4", "A/HRC/RES/99/1"),
    }
    assert {row.record: row.outcome for row in found}["11"] == "withdrawn"
    assert next(row.official for row in found if row.record == "10") == {"yes": 3, "no": 9, "abstain": 1}


def test_the_text_before_the_body_is_a_draft_too() -> None:
    """Where no link says so, the record of the decision names its draft: the amendment with the title Puddles is to the text on fog."""
    assert [row.record for row in list_amendments(Linked(RECORDS, LINKS), [Vote(FOG, {})])] == ["13"]


def test_the_order_of_the_input_does_not_matter() -> None:
    """Shuffled records and links give the same rows."""
    first = list_amendments(Linked(RECORDS, LINKS), [Vote(PUDDLES, {}), Vote(LATER, {})])
    for order in range(1, 4):
        records, links = RECORDS.copy(), LINKS.copy()
        random.Random(order).shuffle(records)
        random.Random(order).shuffle(links)
        assert list_amendments(Linked(records, links), [Vote(PUDDLES, {}), Vote(LATER, {})]) == first


@pytest.mark.real
def test_a_text_of_the_council_has_its_amendments(council: str) -> None:
    """Civil society space: ten amendments to the draft of 2014, withdrawn and defeated ones, each once, with the totals of the record."""
    found = run("votes", "series", "Civil society space", "-w", council, "--json").json
    first = [row for row in found["amendments"] if row["decision"] == "A/HRC/RES/27/31"]
    assert Counter(row["outcome"] for row in first) == {"rejected": 9, "withdrawn": 1}
    assert {row["symbol"] for row in first} == {f"A/HRC/27/L.{number}" for number in range(34, 44)}
    assert [tuple(row["official"].values()) for row in first if row["symbol"] == "A/HRC/27/L.34"] == [(15, 25, 7)]
    assert found["amended"] == dict(sorted(Counter(row["outcome"] for row in found["amendments"]).items()))
    assert len({row["record"] for row in found["amendments"]}) == len(found["amendments"])
    assert "withdrawn" in run("votes", "series", "Civil society space", "-w", council).out
