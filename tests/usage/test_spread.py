"""Who used a wording first, who followed, and how hot it was, on invented texts that anybody can check by hand."""

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pipeline.invented import document
from tests.usage.test_counts import make_folder
from watchword.errors import UsageError
from watchword.lexicon.records import Formulation
from watchword.model import Actor, Bundle, Kind, Role
from watchword.pipeline.opening import Reading, open_reading
from watchword.usage.adoption import chance_of_use, count_range, estimate_uptake
from watchword.usage.counts import count_usage
from watchword.usage.events import find_events
from watchword.usage.following import follow
from watchword.usage.intensity import TIERS, measure_intensity, tier_of, touch_tiers
from watchword.usage.intervals import wilson
from watchword.usage.origins import find_origins, say_years

WORDS, OTHER = "far ferries", "nothing of the kind"
LINES = (0.0518, 0.0129, 0.00321, 0.0008, 0.000199)


def speech(state: str, year: int | str, words: str, office: str = "", **fields: object) -> Bundle:
    """Return a speech by a state in a year."""
    actors = (Actor(state, Role.SPEAKER, state, office),)
    bundle = document(f"{state}{year}", words, date=str(year), **fields)
    assert bundle.document
    return Bundle(replace(bundle.document, actors=actors), bundle.blocks)


# Kenya uses the words in 2002, France in 2003, Chile in 2005 (held only from 2004 on); Japan never, and is heard of until 2004.
SPEECHES = [
    *(speech("KEN", y, WORDS if y in (2002, 2004) else OTHER, "President") for y in (2000, 2001, 2002, 2004)),
    *(speech("FRA", y, WORDS if y == 2003 else OTHER, "Minister for Ferries") for y in (2000, 2001, 2002, 2003, 2004)),
    *(speech("CHL", y, WORDS if y == 2005 else OTHER) for y in (2004, 2005)),
    *(speech("JPN", y, OTHER) for y in (2000, 2004)),
    document("undated", WORDS, date="", states=["KEN"]),
    document("nobody", WORDS, date="2001"),
    document("cited", WORDS, date="1990", states=["JPN"], source="watchword_starter"),
]


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    """The speeches in a workspace."""
    with open_reading(make_folder(tmp_path_factory.mktemp("spread") / "workspace", *SPEECHES)) as opened:
        yield opened


def ferries(reading: Reading) -> Formulation:
    """Return the invented formulation."""
    return reading.lexicon.find("far-ferries")


def test_who_followed_whom_is_told_by_hand(reading: Reading) -> None:
    """France followed a year after Kenya; Chile, not observed before, cannot be said to follow; what is only cited leads nobody."""
    (corpus,) = follow(reading.view, ferries(reading))
    assert [(a.unit, a.first, a.status, a.lag_years, a.lag_days, a.earlier) for a in corpus.adopters] == [
        ("KEN", "2002", "first", 0.0, None, 0), ("FRA", "2003", "follows", 1.0, None, 1),
        ("CHL", "2005", "not observed before", 3.0, None, 2),
    ]  # fmt: skip
    assert [(lag.leader, lag.follower, lag.status) for lag in corpus.lags] == [
        ("KEN", "FRA", "follows"), ("KEN", "CHL", "not observed before"),
    ]  # fmt: skip
    assert (corpus.units, corpus.users, corpus.gone, corpus.undated, corpus.unknown, corpus.precision) == (4, 3, 0, 1, 1, "year")
    (after,) = follow(reading.view, ferries(reading), leaders=["FRA"])
    assert [(lag.leader, lag.follower, lag.lag_years) for lag in after.lags] == [("FRA", "CHL", 2.0)]


def test_the_curve_has_those_that_could_beside_those_that_did(reading: Reading) -> None:
    """In each year: states heard of by then, users by then, and what chance at each year's rate would give."""
    (corpus,) = follow(reading.view, ferries(reading))
    assert [(p.year, p.could, p.used, p.new) for p in corpus.curve] == [(2002, 3, 1, 1), (2003, 3, 2, 1), (2004, 4, 2, 0), (2005, 4, 3, 1)]
    # 2002: one of two speeches has it; 2003: one of one; 2004: one of four; 2005: one of one.
    assert corpus.curve[0].expected == pytest.approx(0.5 + 0.5)
    assert corpus.curve[-1].expected == pytest.approx((1 - 0.5 * 0.75) + 1 + 1 + 0.25)
    assert corpus.adopters[1].chance == pytest.approx(1.0)
    assert corpus.adopters[2].chance == pytest.approx(1.0)


def test_the_time_to_use_counts_those_that_never_did(reading: Reading) -> None:
    """France took a year, Chile a year from its first document, Japan none in two: the leader is left out."""
    (corpus,) = follow(reading.view, ferries(reading))
    every = corpus.uptake[0]
    assert (every.group, every.units, every.used) == ("all", 3, 2)
    assert every.median == 1.0
    assert {row.group: (row.units, row.used) for row in corpus.uptake[1:]} == {
        "Asia-Pacific": (1, 0), "Latin American and Caribbean": (1, 1), "Western European and other": (1, 1),
    }  # fmt: skip


def test_chance_counts_only_documents_after_the_first_use(tmp_path: Path) -> None:
    """What the others said before the first use, or undecidably in its year, had no chance of coming after it."""
    texts = [
        speech("KEN", 2002, WORDS), speech("FRA", 2002, OTHER), speech("FRA", 2003, OTHER), speech("CHL", 2002, OTHER),
        speech("CHL", 2003, WORDS),
    ]  # fmt: skip
    with open_reading(make_folder(tmp_path / "years", *texts)) as opened:
        (corpus,) = follow(opened.view, ferries(opened))
    # 2003: one of two speeches has it.
    assert (corpus.uptake[0].units, corpus.uptake[0].used, corpus.uptake[0].expected) == (2, 1, pytest.approx(0.5 + 0.5))
    days = [("KEN", "05-01", WORDS), ("FRA", "04-30", OTHER), ("FRA", "05-02", OTHER), ("CHL", "05-03", WORDS), ("CHL", "05-04", OTHER)]
    with open_reading(make_folder(tmp_path / "days", *(speech(state, f"2002-{day}", words) for state, day, words in days))) as opened:
        (corpus,) = follow(opened.view, ferries(opened))
    # Two of five speeches of the year have it: France's one after Kenya's, Chile's two, of which one by the day of its first use.
    assert corpus.uptake[0].expected == pytest.approx(0.4 + (1 - 0.6**2))
    assert [adopter.chance for adopter in corpus.adopters] == [0.0, pytest.approx(0.4)]


def test_nobody_follows_who_may_have_been_the_earlier_one(tmp_path: Path) -> None:
    """A report dated 2002 and news of 1 March 2002 are both first: neither is certainly later, whichever sorts first."""
    texts = [
        *(document(f"r{year}", words, date=year, source="reports") for year, words in (("2000", OTHER), ("2002", WORDS))),
        *(document(f"n{day}", words, date=day, source="news") for day, words in (("2001-01-01", OTHER), ("2002-03-01", WORDS))),
        *(document(f"o{day}", words, date=day, source="notes") for day, words in (("2001-01-01", OTHER), ("2002-03-05", WORDS))),
    ]
    with open_reading(make_folder(tmp_path / "workspace", *texts)) as opened:
        (corpus,) = follow(opened.view, ferries(opened), "source")
    assert [(a.unit, a.status, a.earlier) for a in corpus.adopters] == [
        ("reports", "first", 0), ("news", "first", 0), ("notes", "follows", 1),
    ]  # fmt: skip
    assert {(lag.leader, lag.follower): lag.status for lag in corpus.lags} == {
        ("reports", "news"): "same date", ("reports", "notes"): "same date",
        ("news", "reports"): "same date", ("news", "notes"): "follows",
    }  # fmt: skip


def test_the_survival_curve_is_that_of_the_literature() -> None:
    """Remission times of the treated group in Freireich and others (1963): S(10) = 0.753, median 23 weeks."""
    times = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
    events = [True, True, True, False, True, False, True, False, False, True, True, False, False, False, True, True, *[False] * 5]
    found = estimate_uptake("all", times, events, [0.5] * 21, 0.95)
    assert found.median == 23
    shares = {row["years"]: row["share"] for row in found.within}
    assert shares[10] == pytest.approx(1 - 0.7529, abs=1e-4)
    assert shares[20] == pytest.approx(1 - 0.6275, abs=1e-4)
    assert shares[5] == 0.0
    assert (found.expected, found.expected_low, found.expected_high) == (10.5, 6, 15)


@given(st.lists(st.floats(0, 1), max_size=30))
def test_the_range_of_a_chance_count_holds_its_mean(chances: list[float]) -> None:
    """The exact range lies between nought and all and around the mean."""
    low, high = count_range(chances, 0.95)
    assert 0 <= low <= high <= len(chances)
    assert low - 1 <= math.fsum(chances) <= high + 1
    assert chance_of_use({"2001": 2, "2000": 1}, {2000: 1.0, 2001: 0.5}, after="2000") == 0.75


def test_offices_and_groups_are_counted_and_attested(reading: Reading) -> None:
    """The class of the speaker's office, and the regional group of the state on the day, are dimensions like others."""
    rows = count_usage(reading.view, ferries(reading), ("office",))
    assert {row["office"]: (row["documents"], row["documents_with"]) for row in rows} == {
        "head of state": (4, 2), "minister": (5, 1), "unknown": (6, 3),
    }  # fmt: skip
    rows = count_usage(reading.view, ferries(reading), ("group", "month"))
    assert {row["group"]: row["documents_with"] for row in rows} == {
        "": 1, "African": 3, "Asia-Pacific": 0, "Latin American and Caribbean": 1, "Western European and other": 1,
    }  # fmt: skip
    found = {
        item.value: (item.earliest[0].date, item.missing, item.silent) for item in find_origins(reading.view, ferries(reading), "office")
    }
    assert found == {
        "head of state": ("2002", (2003,), ()), "minister": ("2003", (), (2004,)), "unknown": ("2001", (2002, 2003), (2004,)),
    }  # fmt: skip


def test_a_series_says_what_it_cannot_show(tmp_path: Path) -> None:
    """Uses all through the first year mean that the words were there before; years without a document are named."""
    texts = [document(f"n{month}", WORDS, date=f"2012-{month:02d}-01", organ="NEWS") for month in range(1, 10)]
    texts += [document(f"r{year}", WORDS if year == 2005 else OTHER, date=str(year), organ="REPORT") for year in (2000, 2001, 2005)]
    with open_reading(make_folder(tmp_path / "workspace", *texts)) as opened:
        found = {item.value: item for item in find_origins(opened.view, ferries(opened), "organ", limit=3)}
    assert found["NEWS"].already_present
    assert "cannot be read" in found["NEWS"].sentence
    assert len(found["NEWS"].earliest) == 3
    assert (found["REPORT"].missing, found["REPORT"].already_present) == ((2002, 2003, 2004), False)
    assert found["REPORT"].sentence == "first use found: 2005; its documents start 2000; no document is held of 2002-2004"
    assert say_years([1991, 1995, 1994, 1993]) == "1991, 1993-1995"


def test_counts_by_form_have_the_documents_of_its_language(tmp_path: Path) -> None:
    """Each form by itself: a document with two forms counts for both, one without any for each of its language."""
    texts = [
        document("a", "shared lanterns", date="2002-01-01"),
        document("b", "des lanternes partagées", date="2002-01-01", language="fr"),
        document("c", OTHER, date="2002-01-01"),
    ]
    with open_reading(make_folder(tmp_path / "workspace", *texts)) as opened:
        rows = count_usage(opened.view, opened.lexicon.find("shared-lanterns"), ("form",))
    assert [(row["form"].rpartition("/")[2], row["documents"], row["documents_with"], row["uses"]) for row in rows] == [
        ("lamps for everyone", 2, 0, 0), ("shared lanterns", 2, 1, 1), ("lanternes partagées", 1, 1, 1),
    ]  # fmt: skip


TEXT = "The far ferries will leave the northern bank at dawn and carry seven lanterns, one goat and the whole assembly of the river."
NEWS = [
    document("item", TEXT + " Nobody paid. The goat was asked twice and kept its counsel.", date="2003-05-01", title="Ferries leave"),
    document("digest", "The far ferries will leave", date="2003-05-01", title="Ferries leave"),
    document("again", TEXT, date="2003-05-03"),
    document("later", TEXT, date="2003-06-01"),
    document("other", "Far ferries were praised by the baker in a letter about bread, flour, and the price of salt.", date="2003-05-01"),
    document("act-en", WORDS, date="2003", work="A/RES/999/1"), document("act-fr", WORDS, date="2003", work="A/RES/999/1", language="en"),
]  # fmt: skip


def test_documents_events_and_uses_are_kept_apart(tmp_path: Path) -> None:
    """A digest, a reprint two days on and a second expression of a work are no new events; the same text a month later is."""
    with open_reading(make_folder(tmp_path / "workspace", *NEWS)) as opened:
        found = find_events(opened.view, ferries(opened))
        assert [(row.year, row.documents_with, row.events, row.uses, row.undated) for row in found.rows] == [(2003, 7, 4, 7, 2)]
        # Of the same day the one whose name comes first counts as the earlier.
        assert {repeat.document.partition("@")[0] for repeat in found.repeats} == {"invented:item", "invented:again", "invented:act-fr"}
        (row,) = count_usage(opened.view, ferries(opened), (), found.of)
        assert (row["documents_with"], row["events"], row["uses"]) == (7, 4, 7)


def test_the_order_of_feeding_changes_no_answer(tmp_path: Path) -> None:
    """Spread, earliest uses, events, tiers and counts are the same whatever came first."""
    answers = []
    for number, order in enumerate(list(permutations([*SPEECHES[3:7], NEWS[1], NEWS[2]]))[:: 720 // 3]):
        with open_reading(make_folder(tmp_path / f"w{number}", *order)) as opened:
            view, formulation = opened.view, ferries(opened)
            found = (follow(view, formulation), find_origins(view, formulation, "state"), find_events(view, formulation))
            counted = count_usage(view, formulation, ("office", "group", "month", "form"))
            answers.append((*found, measure_intensity(view, formulation, "month"), counted))
    assert all(answer == answers[0] for answer in answers)


def test_nothing_held_is_an_empty_answer(tmp_path: Path) -> None:
    """With no text, or one, there is nobody to follow and no exception."""
    for number, texts in enumerate(([], [document("x", WORDS, date="2001", states=["FRA"])])):
        with open_reading(make_folder(tmp_path / f"w{number}", *texts, document("y", OTHER, date="", kind=Kind.OTHER))) as opened:
            assert follow(opened.view, ferries(opened)) == []
            assert len(find_origins(opened.view, ferries(opened), "state")) == number
            assert len(find_events(opened.view, ferries(opened)).rows) == number
    with open_reading(tmp_path / "w0") as opened:
        for call in (follow, find_origins, measure_intensity):
            with pytest.raises(UsageError, match=r"no (dimension|period) 'colour'"):
                call(opened.view, ferries(opened), "colour")  # type: ignore[operator]


def test_tiers_are_those_of_the_lines(reading: Reading) -> None:
    """A share on a line has reached it; the interval says which tiers it may be; a handful of documents is called few."""
    assert [tier_of(share, LINES) for share in (1.0, 0.0518, 0.05179, 0.0129, 0.004, 0.001, 0.0002, 0.0001, 0.0)] == [
        "boiling", "boiling", "scalding", "scalding", "hot", "warm", "tepid", "cold", "cold",
    ]  # fmt: skip
    assert touch_tiers(0.001, 0.06, LINES) == ("boiling", "scalding", "hot", "warm")
    rows = measure_intensity(reading.view, ferries(reading))
    row = next(item for item in rows if item.period == "2004")
    assert (row.documents, row.documents_with, row.tier, row.tier_zh, row.small) == (4, 1, "boiling", "沸", True)
    assert (row.share_low, row.share_high) == wilson(1, 4)
    assert row.certain == (len(row.reach) == 1)


@given(st.integers(1, 100_000), st.integers(0, 100_000))
def test_the_tier_is_among_those_it_may_be(documents: int, uses: int) -> None:
    """Whatever the counts, the interval's tiers are neighbours and hold the tier of the share."""
    uses = min(uses, documents)
    low, high = wilson(uses, documents)
    reach = touch_tiers(low, high, LINES)
    assert tier_of(uses / documents, LINES) in reach
    assert list(reach) == list(TIERS[TIERS.index(reach[0]) :][: len(reach)])


def test_the_strip_shows_no_tier_of_too_few_documents() -> None:
    """One document of one is no boiling year."""
    from watchword.cli.spreading import _sign

    heat = {tier: str(at) for at, tier in enumerate(TIERS)}
    row = {"documents_with": 1, "small": True, "tier": "boiling"}
    assert _sign(row, heat) == "?"
    assert _sign(row | {"small": False}, heat) == "0"
    assert (_sign(row | {"documents_with": 0}, heat), _sign(None, heat)) == (" ", ".")
