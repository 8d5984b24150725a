"""A vote as a map of tiles: one tile a state, since each state has one vote, near where the state is."""

from collections.abc import Mapping
from typing import Any

from watchword.errors import NotHeld
from watchword.publish.pictures.chamber import describe_vote, headline, legend_of, provenance, seat_groups
from watchword.publish.pictures.marks import LOOKS, draw_legend, draw_seat
from watchword.publish.pictures.record import Picture, stem_of
from watchword.publish.pictures.sheet import LINE, MARGIN, PAPER, SOFT, Sheet
from watchword.publish.pictures.tiles import ACROSS, lay_tiles
from watchword.publish.wording import name_state
from watchword.states import is_member

_WIDE, _HIGH = 33.0, 27.0


def draw_map(decision: Mapping[str, Any]) -> Picture:
    """Return the map of a vote (the fields of a tally); a state that had no seat is a blank tile; raises `NotHeld` without ballots."""
    groups = seat_groups(decision)
    seats = {seat.state: seat for group in groups.values() for seat in group}
    if all(seat.position == "no ballot" for seat in seats.values()):
        raise NotHeld(f"{decision['symbol']} of {decision['date']}: {decision['outcome']}; no roll call is held, so no map can be drawn")
    tiles = lay_tiles(code for code, seat in seats.items() if seat.name != code)
    shown = sorted((row, column, code) for code, (column, row) in tiles.items())
    sheet = Sheet(2 * MARGIN + (ACROSS - 2) * _WIDE)
    top = draw_legend(sheet, sheet.heading(decision["title"] or decision["symbol"], headline(decision)), MARGIN,
                      legend_of(seat.position for seat in seats.values()))  # fmt: skip
    first, west = shown[0][0], min(column for _, column, _ in shown)
    seated = {code: is_member(decision["organ"], code, decision["date"]) for code in tiles if code not in seats}
    outside = {code: "not a member" if member is False else "no ballot" for code, member in seated.items()}
    rows = []
    for row, column, code in shown:
        x, y = MARGIN + (column - west) * _WIDE, top + (row - first) * _HIGH
        seat = seats.get(code)
        rows.append({"symbol": decision["symbol"], "date": decision["date"], "state": code, "name": name_state(code),
                     "column": column - west, "row": row - first, "position": seat.position if seat else outside[code]})  # fmt: skip
        if seat:
            tooltip = f"{seat.name}: {LOOKS[seat.position].said}"
            draw_seat(sheet, seat.position, f"{code}\n{LOOKS[seat.position].letter}", (x, y, _WIDE - 3, _HIGH - 3), 9.5, tooltip=tooltip)
        else:
            sheet.box(x, y, _WIDE - 3, _HIGH - 3, fill=PAPER, stroke=LINE, strokeWidth=0.6, tooltip=f"{name_state(code)}: {outside[code]}")
            sheet.words(x + (_WIDE - 3) / 2, y + (_HIGH - 3) / 2, code, 8, align="center", color=SOFT)
    nowhere = sorted(set(seats) - set(tiles))
    strangers = sum(held == "not a member" for held in outside.values())
    notes = [f"{strangers} blank tiles with small letters: states without a seat in this body that day."] if strangers else []
    if unsure := len(outside) - strangers:
        notes.append(
            f"{unsure} blank tiles with small letters: no ballot in the record; whether they had a seat that day is not known here."
        )
    notes += [f"Without a place on the map: {', '.join(map(name_state, nowhere))}."] if nowhere else []
    notes.append("One tile a state, near its place; the size says nothing, and no border is drawn.")
    rows += [{"symbol": decision["symbol"], "date": decision["date"], "state": code, "name": name_state(code), "column": None,
              "row": None, "position": seats[code].position} for code in nowhere]  # fmt: skip
    sheet.notes(*notes, *provenance(decision))
    alt = f"Map of tiles, one a state. {describe_vote(decision, groups)}"
    name = stem_of("map", decision["symbol"])
    return Picture(name, f"{decision['symbol']}: {decision['title']}", alt, sheet.specification(alt), tuple(rows))
