"""A vote as a chamber: one seat a member, by regional group."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from watchword.errors import NotHeld
from watchword.publish.chamber import Seat, list_totals, seat_vote
from watchword.publish.pictures.marks import LOOKS, ORDER, draw_legend, draw_seat
from watchword.publish.pictures.record import Picture, stem_of
from watchword.publish.pictures.sheet import MARGIN, SOFT, Sheet, wrap

_WIDTH, _LABEL = 820, 170
_MANY = 60
"""From this number of seats on they are drawn smaller."""


def draw_chamber(decision: Mapping[str, Any]) -> Picture:
    """Return the chamber of a vote (the fields of a tally); raises `NotHeld` where no roll call is held."""
    groups = seat_groups(decision)
    seats = [seat for group in groups.values() for seat in group]
    if all(seat.position == "no ballot" for seat in seats):
        raise NotHeld(f"{decision['symbol']} of {decision['date']}: {decision['outcome']}; no roll call is held, so no seat can be drawn")
    sheet = Sheet(_WIDTH)
    y = sheet.heading(decision["title"] or decision["symbol"], headline(decision))
    y = draw_legend(sheet, y, MARGIN, legend_of(seat.position for seat in seats))
    wide, high, size = (44.0, 24.0, 10.5) if len(seats) <= _MANY else (34.0, 19.0, 8.5)
    across = int((_WIDTH - MARGIN - _LABEL) / wide)
    for group, members in groups.items():
        counts = Counter(seat.position for seat in members)
        said = " · ".join(f"{LOOKS[p].letter} {counts[p]}" for p in ORDER if counts[p])
        names = wrap(f"{group} ({len(members)})", 11, _LABEL - MARGIN - 20)
        for number, line in enumerate(names):
            sheet.words(MARGIN, y + 7 + 13 * number, line, 11, weight="bold")
        sheet.words(MARGIN, y + 8 + 13 * len(names), said, 10.5, color=SOFT)
        for number, seat in enumerate(members):
            place = (_LABEL + number % across * wide, y + number // across * high, wide - 4, high - 4)
            mark = f"{LOOKS[seat.position].letter} {seat.state}"
            draw_seat(sheet, seat.position, mark, place, size, tooltip=f"{seat.name}: {LOOKS[seat.position].said}")
        y += max((len(members) - 1) // across * high + high, 38) + 12
    strangers = set(decision["not_members"])
    sheet.notes(*provenance(decision))
    rows = tuple(
        {"symbol": decision["symbol"], "date": decision["date"], "state": seat.state, "name": seat.name, "group": group,
         "position": seat.position, "member": "no" if seat.state in strangers else "yes" if decision["members"] else "unknown"}
        for group, members in groups.items() for seat in members
    )  # fmt: skip
    alt = describe_vote(decision, groups)
    return Picture(
        stem_of("chamber", decision["symbol"]), f"{decision['symbol']}: {decision['title']}", alt, sheet.specification(alt), rows
    )


def seat_groups(decision: Mapping[str, Any]) -> dict[str, list[Seat]]:
    """Return the seats by regional group, by position inside it; a member without a ballot has the position "no ballot"."""
    balloted = {code for codes in decision["states"].values() for code in codes}
    empty = sorted(set(decision["missing"]) - balloted)
    groups = {group: list(seats) for group, seats, _ in seat_vote(decision, None).groups}
    if empty:
        shown = seat_vote({"states": {"absent": empty}, "date": decision["date"]}, None)
        for group, seats, _ in shown.groups:
            groups.setdefault(group, []).extend(Seat(seat.state, seat.name, "no ballot", "") for seat in seats)
    return {group: sorted(groups[group], key=lambda seat: (ORDER.index(seat.position), seat.state)) for group in sorted(groups)}


def legend_of(positions: Any) -> list[tuple[str, str]]:
    """Return each position that occurs with its words and number, in the order of the looks."""
    counts = Counter(positions)
    return [(position, f"{LOOKS[position].said} ({counts[position]})") for position in ORDER if counts[position]]


def headline(decision: Mapping[str, Any]) -> str:
    """Return symbol, date, body and totals as one line."""
    totals = ", ".join(f"{number} {LOOKS[position].said}" for position, number in list_totals(decision))
    official = "official totals" if decision["official"].get("yes") is not None else "counted from the ballots"
    return (
        f"{decision['symbol']} · {decision['date'] or 'date unknown'} · {decision['organ']} · {decision['outcome']} · {totals} ({official})"
    )


def provenance(decision: Mapping[str, Any]) -> list[str]:
    """Return the lines that say whose record this is and how far it goes."""
    return [
        *(note[0].upper() + note[1:] + "." for note in decision["notes"]),
        f"Roll call as recorded. Source: {decision['publisher']} (record {decision['record']}; {decision['holding']}). "
        f"Licence: {decision['licence']}. Absence is not abstention.",
    ]


def describe_vote(decision: Mapping[str, Any], groups: Mapping[str, list[Seat]]) -> str:
    """Return the words that say what the picture of a vote shows."""
    said = [f"{decision['title']}. {headline(decision)}."]
    for group, members in groups.items():
        counts = Counter(seat.position for seat in members)
        said.append(f"{group}, {len(members)}: " + ", ".join(f"{counts[p]} {LOOKS[p].said}" for p in ORDER if counts[p]) + ".")
    for position in ORDER[1:]:
        names = [seat.name for members in groups.values() for seat in members if seat.position == position]
        if 0 < len(names) <= 20:
            said.append(f"{LOOKS[position].said[0].upper()}{LOOKS[position].said[1:]}: {', '.join(sorted(names))}.")
    return " ".join(said)
