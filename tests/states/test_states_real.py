"""Names, codes and seats against the real corpora: every spelling resolves, or is printed and counted."""

import io
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from watchword.errors import UnknownState
from watchword.states import group_of, is_member, members, resolve, resolve_list

pytestmark = pytest.mark.real
Rows = Callable[[str, str], Iterator[dict[str, str]]]
GROUPS = {
    "WEOG": "Western European and other",
    "EEG": "Eastern European",
    "GRULAC": "Latin American and Caribbean",
    "AFRICAN": "African",
    "ASIA_PACIFIC": "Asia-Pacific",
}


def count_unresolved(texts: Iterable[tuple[str, str]]) -> tuple[int, Counter[tuple[str, str]]]:
    """Return how many texts resolve on their dates, and those that do not; print the latter."""
    resolved, refused = 0, Counter[tuple[str, str]]()
    for (text, on), times in Counter(texts).items():
        try:
            resolve(text, on)
        except UnknownState:
            refused[text, on] += times
        else:
            resolved += times
    print(f"{resolved} resolve, {refused.total()} do not: {dict(refused.most_common(100))}")
    return resolved, refused


def test_every_ballot_of_the_general_assembly_resolves(read_rows: Rows) -> None:
    """All 869,937 rows resolve by name; where there is a code, it gives the same state; "NA" is Namibia."""
    days = {float(row["rcid"]): row["date"] for row in read_rows("ga-votes.zip", "roll_calls.csv")}
    printed = Counter((row["country"], row["country_code"], days[float(row["rcid"])]) for row in read_rows("ga-votes.zip", "unvotes.csv"))
    assert printed.total() == 869_937
    for name, code, on in printed:
        assert not code or resolve(name, on) == resolve(code, on), (name, code, on)
        assert code != "NA" or resolve(code, on).code == "NAM"
    blank = Counter({key: times for key, times in printed.items() if not key[1]})
    assert blank.total() == 5_444
    assert {resolve(name, on).code for name, _, on in blank} == {"DEU", "YEM", "ZAN"}
    assert {resolve(name, on).code for name, _, on in printed if name == "Taiwan"} == {"ROC"}


def test_every_ballot_in_geneva_resolves(read_rows: Rows) -> None:
    """All 80,158 cells resolve by code and by name, and both give the same state."""
    cells = Counter((row["iso3"], row["country"], row["date"]) for row in read_rows("hrc-votes.zip", "votes_long_rebuilt.csv"))
    assert cells.total() == 80_158
    for code, name, on in cells:
        assert resolve(code, on) == resolve(name, on), (code, name, on)
    assert {resolve(code, on).code for code, _, on in cells if code == "CHN" and on < "1971-10-25"} <= {"ROC"}


@pytest.mark.parametrize("column", ["iso3", "country", "name", "unvotes_name"])
def test_every_name_in_the_covariates_resolves(read_rows: Rows, column: str) -> None:
    """The five tables' names and three-letter codes are all known without a date."""
    files = ["bri-countries-2025-05.csv", "by_cycle.csv", "iso3_names.csv", "lszoszk.csv", "country_names.csv"]
    texts = [(row[column], "") for file in files for row in read_rows("covariates.zip", file) if row.get(column)]
    assert texts and not count_unresolved(texts)[1]


def test_every_file_name_of_the_general_debate_resolves(data: Path) -> None:
    """All 10,952 codes resolve in their years, but China's of 1971: the year alone does not say which China spoke."""
    with zipfile.ZipFile(data / "ungdc.zip") as archive:
        names = [re.search(r"/([A-Z]+)_\d+_(\d{4})\.txt$", name) for name in archive.namelist()]
    resolved, refused = count_unresolved((found[1], found[2]) for found in names if found)
    assert resolved == 10_951
    assert refused == {("CHN", "1971"): 1}


def test_the_workbook_of_speakers_resolves_but_for_its_misspellings(data: Path) -> None:
    """At least 99 in 100 names and 99.8 in 100 codes resolve; the rest are misspelt, or no state, and are printed."""
    from openpyxl import load_workbook

    with zipfile.ZipFile(data / "ungdc.zip") as archive:
        name = next(name for name in archive.namelist() if name.endswith("Speakers_by_session.xlsx"))
        book = load_workbook(io.BytesIO(archive.read(name)), read_only=True)
    rows = [row for row in book["Sheet1"].iter_rows(min_row=2, values_only=True) if row[0]]
    for column, floor in ((2, 0.998), (3, 0.99)):
        texts = [(str(row[column]), str(row[0])[:4]) for row in rows if row[column]]
        assert count_unresolved(texts)[0] >= floor * len(texts)


def test_the_ideal_points_resolve(read_rows: Rows) -> None:
    """Codes and names of the estimates resolve in the year their session opened, but for two that are in doubt."""
    rows = list(read_rows("ideal-points.zip", "IdealpointestimatesAll_Apr2020.csv"))
    for column in ("iso3c", "Countryname"):
        texts = [(row[column], str(1945 + int(row["session"]))) for row in rows]
        assert count_unresolved(texts)[1].total() <= 2


def read_english(container: Path) -> Iterator[tuple[str, etree._ElementTree]]:
    """Yield (date, tree) for the Akoma Ntoso files that are named as English and well-formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(container) as archive:
        for name in archive.namelist():
            if name.endswith(".xml") and ("_E." in name or "English" in name or "/en" in name.lower()):
                try:
                    tree = etree.parse(io.BytesIO(archive.read(name)), parser)
                except etree.XMLSyntaxError:
                    continue
                dates = [element.get("date", "")[:10] for element in tree.iter("{*}FRBRdate")]
                yield next((day for day in dates if day.startswith(("19", "20"))), ""), tree


@pytest.mark.parametrize(
    ("container", "sponsors_floor", "voters", "doubtful"),
    [("un-hrc-akn.zip", 1.0, 4_900, 1), ("un-ga-akn.zip", 0.97, 64_000, 0), ("un-sc-akn.zip", 0.7, 5_000, 0)],
)
def test_sponsors_and_voters_of_resolutions_resolve(data: Path, container: str, sponsors_floor: float, voters: int, doubtful: int) -> None:
    """Voter lists resolve but for one misspelling; of sponsors' lists only what names no state is left, and printed."""
    sponsors, voting = Counter[str](), Counter[str]()
    unresolved = defaultdict[str, Counter[str]](Counter)
    for on, tree in read_english(data / container):
        for step in tree.iter("{*}step"):
            states, rest = resolve_list(step.get("by", ""), on)
            sponsors.update(state.code for state in states)
            unresolved["sponsors"].update(rest)
        for vote in tree.iter("{*}vote", "{*}quorum", "{*}voting"):
            for element in vote.iter("{*}organization"):
                if element.get("refersTo") == "memberState":
                    states, rest = resolve_list(element.text or "", on)
                    voting.update(state.code for state in states)
                    unresolved["voters"].update(rest)
    print(container, sponsors.total(), "sponsors", voting.total(), "voters", {k: dict(v) for k, v in unresolved.items()})
    assert voting.total() >= voters and unresolved["voters"].total() <= doubtful
    left = unresolved["sponsors"].total()
    assert sponsors.total() >= sponsors_floor * (sponsors.total() + left)
    assert not [text for text in unresolved["sponsors"] if find_lone_state(text)]


def find_lone_state(text: str) -> bool:
    """Return whether a piece that was left is after all one state's name."""
    try:
        return bool(resolve(text))
    except UnknownState:
        return False


def test_sponsors_in_catalogue_records_resolve(data: Path) -> None:
    """Of the MARC records' statements, notes and added entries over 95 in 100 names resolve; the rest are printed."""
    found, unresolved = Counter[str](), Counter[tuple[str, str]]()
    with zipfile.ZipFile(data / "marcxml.zip") as archive:
        trees = [etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")]
    for field in (field for tree in trees for field in tree.iter("{*}datafield")):
        parts = {part.get("code"): part.text or "" for part in field}
        note = parts.get("a", "").partition(":")[2] if "ponsor" in parts.get("a", "") else ""
        text = {"245": parts.get("c", ""), "515": note, "710": parts.get("a", ""), "967": parts.get("e", "")}
        states, rest = resolve_list(text.get(field.get("tag") or "", ""), "2023")
        found.update(state.code for state in states)
        unresolved.update((field.get("tag") or "", piece) for piece in rest)
        if field.get("tag") == "967":
            assert [resolve(parts["c"])] == list(states)
    print(found.total(), "resolve;", unresolved.total(), "do not:", dict(unresolved.most_common(60)))
    assert found.total() >= 0.95 * (found.total() + unresolved.total())


def test_regional_groups_agree_with_a_published_table(read_rows: Rows) -> None:
    """Every state of the published table is in the group it gives."""
    for row in read_rows("covariates.zip", "un_regional_groups_lszoszk.csv"):
        assert group_of(resolve(row["iso3"]).code) == GROUPS[row["un_group"]], row


def test_seats_agree_with_who_voted_in_every_cycle(read_rows: Rows) -> None:
    """In each cycle the table of elections and the states that voted are the same set; groups agree too."""
    cycles = defaultdict[str, list[dict[str, str]]](list)
    for row in read_rows("covariates.zip", "by_cycle.csv"):
        cycles[row["cycle"]].append(row)
        assert group_of(row["iso3"], row["cycle_start"]) == GROUPS[row["un_group"]]
    for cycle, rows in cycles.items():
        days = {rows[0]["cycle_start"], *(row["first_vote"] for row in rows), *(row["last_vote"] for row in rows)}
        seated = set[str]().union(*(members("HRC", day) for day in days))
        voted = {row["iso3"] for row in rows}
        print(cycle, "agree on", len(seated & voted), "only elected", seated - voted, "only voting", voted - seated)
        assert seated == voted


def test_ballots_of_states_without_a_seat_are_few_and_known(read_rows: Rows) -> None:
    """Of over 48,000 cells of the Council, only those of four faulty catalogue records are by states without a seat."""
    strangers = defaultdict[str, set[str]](set)
    for row in read_rows("hrc-votes.zip", "votes_long_rebuilt.csv"):
        if row["body"] == "HRC" and row["vote"] in {"Y", "N", "A"} and not is_member("HRC", row["iso3"], row["date"]):
            strangers[row["record_id"]].add(row["iso3"])
    print({record: sorted(states) for record, states in strangers.items()})
    # Two records print the next year's members, two hold one row or two of a neighbouring state in the alphabet.
    assert set(strangers) == {"26264", "30984", "30986", "30604"}
    assert sum(map(len, strangers.values())) == 21


def test_who_voted_in_the_assembly_was_a_member(read_rows: Rows) -> None:
    """Every state that voted was a Member in that month, but for two of Fiji, dated a month early."""
    days = {float(row["rcid"]): row["date"] for row in read_rows("ga-votes.zip", "roll_calls.csv")}
    cast = Counter((row["country"], days[float(row["rcid"])]) for row in read_rows("ga-votes.zip", "unvotes.csv"))
    strangers = Counter[str]()
    for (name, on), times in cast.items():
        code = resolve(name, on).code
        if is_member("GA", code, on[:7]) is False:  # the file's days are not to be trusted, its months are
            strangers[code] += times
    assert strangers == {"FJI": 2}
