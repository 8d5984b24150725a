"""Pictures of votes: what is drawn is what was recorded, and every file of a picture says the same."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.cli.running import run
from tests.publish.invented import POSITIONS, decision
from watchword.errors import NotHeld, UsageError
from watchword.publish.pictures.chamber import draw_chamber
from watchword.publish.pictures.flow import OUTSIDE, draw_flow
from watchword.publish.pictures.grid import BLANK, draw_grid
from watchword.publish.pictures.map import draw_map
from watchword.publish.pictures.marks import LOOKS
from watchword.publish.pictures.positions import MOST, draw_positions
from watchword.publish.pictures.record import Picture, render_csv, render_svg, stem_of, write_picture
from watchword.publish.pictures.tiles import lay_tiles
from watchword.states import all_states, members, place_of

CODES = ("CHN", "CUB", "EGY", "KEN", "USA", "JPN", "PER", "DEU", "TUN", "POL", "PAK")
ballots = st.dictionaries(st.sampled_from(CODES), st.sampled_from(POSITIONS), min_size=1)


def vote(held: dict[str, str], missing: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return an invented tally; `missing` are members without a ballot."""
    by_position = {position: sorted(state for state in held if held[state] == position) for position in POSITIONS}
    return decision("A/HRC/RES/99/1", "2018-03-23", by_position) | {"missing": missing, "not_members": (), "organ": "HRC", "members": 47}


def words_of(picture: Picture) -> list[str]:
    """Return every word drawn."""
    return [row["text"] for row in picture.specification["data"][1]["values"]]


@given(ballots)
def test_every_ballot_has_one_seat_and_one_row(held: dict[str, str]) -> None:
    """A chamber has a marked seat for each state, with its letter, and the CSV says the same."""
    picture = draw_chamber(vote(held))
    assert {row["state"]: row["position"] for row in picture.rows} == held
    for state, position in held.items():
        assert words_of(picture).count(f"{LOOKS[position].letter} {state}") == 1


def test_a_member_without_a_ballot_is_an_empty_seat() -> None:
    """Nobody who had a seat vanishes from the chamber."""
    picture = draw_chamber(vote({"CHN": "yes"}, ("KEN",)))
    assert {row["state"]: row["position"] for row in picture.rows} == {"CHN": "yes", "KEN": "no ballot"}
    assert "Kenya" in picture.alt


@pytest.mark.parametrize("draw", [draw_chamber, draw_map])
def test_a_decision_without_ballots_is_refused(draw: Any) -> None:
    """Adopted without a vote is not drawn as if everyone had stood somewhere."""
    with pytest.raises(NotHeld, match="no roll call"):
        draw(vote({}, ("KEN",)))


@given(st.permutations(list(CODES)))
def test_a_picture_does_not_depend_on_the_order_of_the_ballots(order: list[str]) -> None:
    """The same votes give the same specification."""
    first, again = ({code: POSITIONS[CODES.index(code) % 3] for code in codes} for codes in (list(CODES), order))
    assert draw_chamber(vote(first)) == draw_chamber(vote(again))


def test_the_map_has_every_member_once() -> None:
    """Each of today's members has a tile, and no two share one; a state that is gone gets one of its own."""
    tiles = lay_tiles(["SUN", "YUG"])
    assert set(tiles) == members("GA", "2024-01-01") | {"SUN", "YUG"}
    assert len(set(tiles.values())) == len(tiles)
    assert {code: tile for code, tile in tiles.items() if code not in ("SUN", "YUG")} == lay_tiles([])


@pytest.mark.parametrize(
    ("west", "east"), [("USA", "GBR"), ("PRT", "ESP"), ("FRA", "DEU"), ("EGY", "IRQ"), ("IND", "CHN"), ("CHN", "JPN"), ("CHL", "BRA")]
)
def test_west_lies_left_of_east(west: str, east: str) -> None:
    """Neighbours that everyone knows lie as they should."""
    assert lay_tiles([])[west][0] < lay_tiles([])[east][0]


@pytest.mark.parametrize(
    ("north", "south"), [("CAN", "USA"), ("USA", "MEX"), ("NOR", "DNK"), ("DNK", "DEU"), ("DEU", "ITA"), ("LBY", "TCD"), ("KEN", "ZAF")]
)
def test_north_lies_above_south(north: str, south: str) -> None:
    """Neighbours that everyone knows lie as they should."""
    assert lay_tiles([])[north][1] < lay_tiles([])[south][1]


def test_places_are_plausible() -> None:
    """Every state has a place on the globe, in the hemisphere of its region."""
    places = {state.code: place_of(state.code) for state in all_states() if state.code != "EU"}
    assert None not in places.values()
    assert all(-180 <= place[0] <= 180 and -60 <= place[1] <= 70 for place in places.values() if place)
    south = {code for code, place in places.items() if place and place[1] < -20}
    assert south <= {"ARG", "AUS", "BWA", "CHL", "COK", "LSO", "NAM", "NZL", "PRY", "SWZ", "TON", "URY", "ZAF"}
    assert {"ARG", "AUS", "CHL", "NZL", "URY", "ZAF"} <= south
    west = {code for code, place in places.items() if place and place[0] < -30}
    assert {"USA", "CAN", "BRA", "CUB", "TON", "WSM"} <= west
    assert not west & {"PRT", "SEN", "CPV", "NZL", "RUS", "ISL"}


def shift_of(before: dict[str, str], after: dict[str, str]) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Return what a flow is drawn from."""
    moves = [{"state": s, "from": before.get(s, OUTSIDE), "to": after.get(s, OUTSIDE)} for s in sorted(before | after)]
    about = {"before": "A", "after": "B", "before_date": "2018", "after_date": "2020", "before_title": "T", "after_title": "T"}
    return about | {"sentence": "Said.", "cautions": ("a caution",), "holding": "held"}, moves


@given(ballots, ballots)
def test_bands_of_a_flow_add_up_to_its_bars(before: dict[str, str], after: dict[str, str]) -> None:
    """Each bar's number is that of the vote, seats that came in and went out apart."""
    picture = draw_flow(*shift_of(before, after))
    drawn = words_of(picture)
    for held in (before, after):
        for position in set(held.values()):
            assert f"{LOOKS[position].said}: {sum(at == position for at in held.values())}" in drawn
    gained, lost = len(after.keys() - before.keys()), len(before.keys() - after.keys())
    assert (f"Seats in: {gained}" in drawn) == bool(gained)
    assert (f"Seats out: {lost}" in drawn) == bool(lost)
    assert len(picture.rows) == len(before | after)


def test_a_grid_leaves_blank_who_was_no_member() -> None:
    """A blank is no mark at all, and the CSV says why."""
    held = {"CHN": ("yes", BLANK), "USA": ("no", "without a vote")}
    decisions = [{"symbol": "A", "date": "2018", "outcome": "adopted by vote"}, {"symbol": "B", "date": "2020", "outcome": "unknown"}]
    grid = [
        {"state": s, "name": s, "group": "G", "cells": [d | {"position": p} for d, p in zip(decisions, at, strict=True)]}
        for s, at in held.items()
    ]
    picture = draw_grid("Title", grid, decisions, "Nobody.")
    assert [row["position"] for row in picture.rows] == ["yes", BLANK, "no", "without a vote"]
    # Each mark stands once in the grid and once in the legend.
    assert [words_of(picture).count(mark) for mark in ("Y", "N", "=", "A")] == [2, 2, 2, 0]
    assert draw_grid("Title", grid[::-1], decisions, "Nobody.") == picture


def point(state: str, year: int, position: float | None) -> dict[str, Any]:
    """Return an invented position."""
    low, high = (None, None) if position is None else (position - 1, position + 1)
    return {"state": state, "name": state, "group": "", "session": str(year), "date": str(year), "position": position, "low": low,
            "high": high, "votes": 9}  # fmt: skip


def test_positions_refuse_what_they_cannot_show() -> None:
    """A state without a position, and more lines than can be told apart, are said and not dropped."""
    rows = [point("CHN", 2001, 0.5), point("CHN", 2002, 0.25), point("USA", 2001, None)]
    with pytest.raises(NotHeld, match="USA"):
        draw_positions(rows, ["USA"], "T", "basis")
    with pytest.raises(UsageError, match="name fewer"):
        draw_positions(rows, list(CODES[: MOST + 1]), "T", "basis")
    picture = draw_positions(rows, ["CHN"], "T", "basis")
    assert "0.50 (-0.50 to 1.50) in session 2001" in picture.alt
    assert picture == draw_positions(rows[::-1], ["CHN"], "T", "basis")


def test_positions_that_are_all_equal_are_drawn() -> None:
    """One state at one time is a picture too."""
    assert len(draw_positions([point("CHN", 2001, 0.0)], ["CHN"], "T", "basis").rows) == 1


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@x", " =x", "\tx"])
def test_no_cell_is_run_as_a_formula(text: str) -> None:
    """A hostile title stays a text in a spreadsheet; a negative number stays a number."""
    rows = list(csv.reader(io.StringIO(render_csv([{"title": text, "number": -1.5}]))))
    assert rows == [["title", "number"], [f"'{text}", "-1.5"]]


def test_the_five_files_of_a_picture_say_the_same(tmp_path: Path) -> None:
    """SVG is well-formed and describes itself, also with a hostile title; JSON is the specification, PNG a picture."""
    hostile = vote({"CHN": "yes"}) | {"title": "<script>&\"'"}
    picture = draw_chamber(hostile)
    files = {kind: Path(path) for kind, path in write_picture(picture, tmp_path / "new").items()}
    root = etree.fromstring(files["svg"].read_bytes())
    assert [child.text for child in list(root)[:2]] == [picture.title, picture.alt]
    assert json.loads(files["vg.json"].read_bytes()) == picture.specification
    assert files["png"].read_bytes().startswith(b"\x89PNG")
    assert picture.alt in files["txt"].read_text(encoding="utf-8")
    assert files["csv"].read_text(encoding="utf-8-sig").splitlines()[1].startswith("A/HRC/RES/99/1,2018-03-23,CHN")
    assert render_svg(picture) == render_svg(picture)
    (tmp_path / "taken").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        write_picture(picture, tmp_path / "taken")


def test_a_stem_is_a_safe_name() -> None:
    """No symbol or title leads out of the folder."""
    assert stem_of("chamber", "../../A/HRC/RES/37/23") == "chamber-A-HRC-RES-37-23"


@pytest.fixture(scope="module")
def workspace(kept_demo: Path) -> str:
    """A workspace with the starter case."""
    return str(kept_demo)


@pytest.mark.parametrize(
    ("words", "rows", "said"),
    [
        (("chamber", "A/HRC/RES/37/23"), 47, "28 yes, 17 abstained, 1 no, 1 absent"),
        (("map", "A/HRC/RES/37/23"), 193, "28 yes, 17 abstained, 1 no, 1 absent"),
        (("flow", "A/HRC/RES/37/23", "A/HRC/RES/43/21"), 72, "abstained to no: 7"),
        (("grid", "A/HRC/RES/46/13"), 234, "23 yes, 8 abstained, 16 no"),
    ],
)
def test_commands_draw_the_starter_case(workspace: str, tmp_path: Path, words: tuple[str, ...], rows: int, said: str) -> None:
    """Each command writes its files, and its words have the vote's numbers."""
    answer = run("votes", "picture", *words, "-o", str(tmp_path), "-w", workspace, "--json").json
    assert said in answer["alt"]
    assert answer["rows"] == rows == len(Path(answer["files"]["csv"]).read_text(encoding="utf-8-sig").splitlines()) - 1
    assert sorted(Path(path).name for path in answer["files"].values()) == sorted(path.name for path in tmp_path.iterdir())


def test_positions_are_drawn_as_the_analysis_gives_them(workspace: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command draws what the registry's analysis finds."""
    from watchword.pipeline.registry import ANALYSES

    monkeypatch.setitem(ANALYSES, "positions", f"{__name__}:found_positions")
    answer = run("votes", "picture", "positions", "--state", "China", "-o", str(tmp_path), "-w", workspace, "--json").json
    assert answer["name"] == "positions-CHN"
    assert "two invented votes" in answer["alt"]


def found_positions(view: object, scope: object) -> Any:
    """Return invented positions in place of the analysis."""
    from types import SimpleNamespace

    return SimpleNamespace(rows=[point("CHN", 2001, 0.5), point("USA", 2002, -0.5)], basis="two invented votes")


def test_a_blank_tile_is_no_statement_where_the_members_are_not_known() -> None:
    """Who had a seat in a body without a table of members is not guessed."""
    held = vote({"CHN": "yes"})
    assert {row["position"] for row in draw_map(held).rows if row["state"] == "LIE"} == {"not a member"}
    assert {row["position"] for row in draw_map(held | {"organ": "CHR"}).rows if row["state"] == "LIE"} == {"no ballot"}
