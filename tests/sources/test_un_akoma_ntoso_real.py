"""The publisher's own files: counts, truth against the publisher's extracts, and that no letter is lost."""

import json
import os
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from watchword import states
from watchword.errors import UnreadableInput
from watchword.model import Bundle, Kind, Outcome, Position, Role
from watchword.sources.base import Entry
from watchword.sources.un_akoma_ntoso import UnAkomaNtoso

pytestmark = pytest.mark.real

_REAL = Path(os.environ.get("WATCHWORD_DATA") or Path(__file__).parents[3] / "shared" / "data")
_BODIES = ("un-hrc-akn.zip", "un-ga-akn.zip", "un-sc-akn.zip")


def _open(name: str) -> zipfile.ZipFile:
    path = _REAL / name
    if not path.exists():
        pytest.skip(f"{name} is not at hand: set WATCHWORD_DATA to the folder that holds it")
    return zipfile.ZipFile(path)


def _entries(name: str, pattern: str = "", every: int = 1) -> Iterator[Entry]:
    """Give the XML files of a zip whose path matches; `every` takes one in so many."""
    with _open(name) as archive:
        chosen = [info for info in archive.namelist() if info.endswith(".xml") and re.search(pattern, info)]
        for path in chosen[::every]:
            data = archive.read(path)
            yield Entry(path, lambda data=data: BytesIO(data), len(data))  # type: ignore[misc]


def _read(name: str, pattern: str = "", every: int = 1) -> tuple[list[tuple[Entry, Bundle]], list[str]]:
    read = UnAkomaNtoso().reader([])
    bundles: list[tuple[Entry, Bundle]] = []
    unreadable: list[str] = []
    for entry in _entries(name, pattern, every):
        try:
            bundles += [(entry, bundle) for bundle in read(entry)]
        except UnreadableInput as error:
            unreadable.append(str(error))
    return bundles, unreadable


def _body_letters(data: bytes) -> tuple[Counter[str], Counter[str]]:
    """Return the letters of the bodies of a file without its numbers, and the letters of the numbers."""
    letters: Counter[str] = Counter()
    numbers: Counter[str] = Counter()

    def gather(element: Any, left_out: set[str]) -> str:
        if not isinstance(element.tag, str) or etree.QName(element).localname in left_out:
            return ""
        inner = "".join(gather(child, left_out) + (child.tail or "") for child in element)
        return (element.text or "") + inner

    for statement in etree.fromstring(data).iter("{*}statement"):
        for part in statement:
            if isinstance(part.tag, str) and etree.QName(part).localname in {"preface", "preamble", "mainBody", "attachments"}:
                left_out = {"num", "meta", "coverPage"} | ({"docNumber"} if part.tag.endswith("preface") else set())
                letters.update(filter(str.isalpha, gather(part, left_out)))
                for num in part.iter("{*}num"):
                    numbers.update(filter(str.isalpha, "".join(num.itertext())))
    return letters, numbers


@pytest.mark.parametrize("name", _BODIES)
def test_no_letter_of_the_body_is_lost(name: str) -> None:
    """Every letter of title, preamble, body and annexes is in a block; only lettered numbers may be kept besides."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    data = {}
    for entry, bundle in _read(name, every=25)[0]:
        if bundle.document:
            data[entry.path] = entry.read()
            for block in bundle.blocks:
                found[entry.path].update(filter(str.isalpha, block.text))
    assert len(data) > 35
    for path, content in data.items():
        letters, numbers = _body_letters(content)
        assert not letters - found[path], path
        assert not found[path] - letters - numbers, path


def test_one_resolution_checked_by_eye() -> None:
    """Resolution 54/10 has 11 preambular and 13 operative paragraphs, the first with points a to d, in six languages."""
    works = set()
    for _, bundle in _read("un-hrc-akn.zip", r"A_HRC_RES_54_10[A-Z]\.xml")[0]:
        assert bundle.document
        works.add((bundle.document.work, bundle.document.date))
        labels = [block.label for block in bundle.blocks]
        assert sum(bool(re.fullmatch(r"PP\d+", label)) for label in labels) == 11, bundle.document.language
        assert sum(bool(re.fullmatch(r"OP\d+", label)) for label in labels) == 13, bundle.document.language
        assert [label for label in labels if label.startswith("OP1(")] == ["OP1(a)", "OP1(b)", "OP1(c)", "OP1(d)"]
    assert works == {("A/HRC/RES/54/10", "2023-10-11")}


def test_recorded_votes_of_the_council_recount() -> None:
    """In sessions 57 and 58 every English file's ballots recount to the printed totals, 47 members or fewer."""
    recorded = 0
    for entry, bundle in _read("un-hrc-akn.zip", r"/5[78]session/English/")[0]:
        call = bundle.roll_call
        if call is None or call.outcome is not Outcome.ADOPTED:
            continue
        recorded += 1
        cast = Counter(ballot.position for ballot in bundle.ballots)
        assert (cast[Position.YES], cast[Position.NO], cast[Position.ABSTAIN]) == (call.yes, call.no, call.abstain), entry.path
        assert sum(cast.values()) <= 47
    assert recorded == 22


def _extracts() -> dict[str, dict[str, Any]]:
    """Return the publisher's own extracts by symbol; the files are JSON objects with stray quotation marks between them."""
    decoder = json.JSONDecoder()
    rows: dict[str, dict[str, Any]] = {}
    with _open("un-hrc-akn.zip") as archive:
        for path in archive.namelist():
            if "data_extract" in path and path.endswith(".json"):
                text = archive.read(path).decode("utf-8-sig")
                start = text.find("{")
                while start >= 0:
                    row, start = decoder.raw_decode(text, start)
                    rows.setdefault(row["symbol"], row)
                    start = text.find("{", start)
    return rows


def _codes(names: list[str], date: str) -> set[str]:
    return {states.resolve(name, on=date).code for name in names}


def test_metadata_equal_the_publishers_extracts() -> None:
    """Titles, drafts, sponsors and ballots of all sessions equal the publisher's own extracts."""
    extracts = _extracts()
    compared = 0
    for _, bundle in _read("un-hrc-akn.zip", r"/English/.*E\.xml")[0]:
        document = bundle.document
        if not document or document.symbol not in extracts:
            continue
        row = extracts[document.symbol]
        compared += 1
        assert re.sub(r"\W", "", document.title).lower() == re.sub(r"\W", "", row["title"]).lower()
        if row["draft_resolution"]:
            assert [link.start for link in bundle.links][:1] == [row["draft_resolution"]]
        for role, key in ((Role.SPONSOR, "sponsors"), (Role.ADDITIONAL_SPONSOR, "additional_sponsors")):
            ours = {actor.state for actor in document.actors if actor.role is role}
            assert ours == _codes(row[key], document.date), document.symbol
        for position, key in ((Position.YES, "favour"), (Position.NO, "against"), (Position.ABSTAIN, "abstaining")):
            field = f"MS_in_{key}" if key == "favour" else f"MS_{key}"
            ours = {ballot.state for ballot in bundle.ballots if ballot.position is position}
            assert ours == _codes(row[field], document.date), document.symbol
    assert compared == 184


def test_drafts_not_adopted_are_drafts() -> None:
    """No text of the folder is a resolution, and every English one was rejected."""
    bundles = [bundle for _, bundle in _read("un-sc-akn.zip", "/Not adopted/")[0] if bundle.document]
    assert {bundle.document.kind for bundle in bundles if bundle.document} == {Kind.DRAFT}
    english = [bundle.roll_call for bundle in bundles if bundle.document and bundle.document.language == "en"]
    assert len(english) == 19
    assert {call.outcome for call in english if call} == {Outcome.REJECTED}
    assert all(english)


def test_a_member_listed_for_and_abstaining_has_an_unknown_ballot() -> None:
    """The Mali draft of August 2023 lists China twice: its ballot is unknown and both totals are named."""
    ((_, bundle),) = _read("un-sc-akn.zip", r"Not adopted/English/S_2023_638")[0]
    positions = {ballot.state: ballot.position for ballot in bundle.ballots}
    assert positions["CHN"] is Position.UNKNOWN
    assert positions["RUS"] is Position.NO
    assert {"state listed under two positions", "ballots do not recount to the total"} <= {i.problem for i in bundle.issues}


def test_broken_statements_are_named() -> None:
    """Files that are not well-formed are errors with their line, none of them a crash."""
    bundles, unreadable = _read("un-sc-akn.zip", "/PRST/200[0-4]/")
    assert len(bundles) > 100
    assert all("expected well-formed XML" in message for message in unreadable)


@pytest.mark.slow
def test_all_files() -> None:
    """All three bodies: what there is, and that one work has one vote and one date."""
    kinds: Counter[tuple[str, Kind]] = Counter()
    works: dict[str, set[str]] = defaultdict(set)
    dates: dict[str, set[str]] = defaultdict(set)
    calls: dict[str, set[str]] = defaultdict(set)
    left_out = unread = 0
    for name in _BODIES:
        bundles, unreadable = _read(name)
        unread += len(unreadable)
        for _, bundle in bundles:
            document = bundle.document
            left_out += document is None
            if document:
                kinds[document.organ, document.kind] += 1
                works[document.work].add(document.language)
                dates[document.work] |= {document.date} - {""}
            if bundle.roll_call:
                calls[bundle.roll_call.key].add(bundle.roll_call.id)
    assert kinds == {
        ("HRC", Kind.RESOLUTION): 975,
        ("GA", Kind.RESOLUTION): 2880,
        ("SC", Kind.RESOLUTION): 3333,
        ("SC", Kind.STATEMENT): 641,
        ("SC", Kind.DRAFT): 127,
    }
    assert (unread, left_out) == (120, 14)
    assert sum({"en", "fr", "es", "ru", "zh", "ar"} <= languages for languages in works.values()) == 744
    assert [work for work, days in dates.items() if len(days) > 1] == []
    assert [key for key, ids in calls.items() if len(ids) > 1] == ["un_akoma_ntoso:vote:A/HRC/RES/55/28"]
