"""The chart specifications: what is drawn, what is not, and what is said about the rest."""

from typing import Any

import pytest

from tests.publish.invented import SCRIPT, full_trace
from watchword.publish.charts import FEW, Panel, draw_curves, draw_picture, draw_state_spans, print_specification


def year_row(year: int | None, documents: int, used: int, **more: Any) -> dict[str, Any]:
    """Return an invented year of a corpus."""
    row = {"source": "rain_news", "language": "en", "year": year, "documents": documents, "documents_with": used, "uses": used,
           "share": used / documents, "share_low": 0.0, "share_high": 0.9, "antecedent_documents": 0, "holding": "held"}  # fmt: skip
    return row | more


def curve(rows: list[dict[str, Any]]) -> Panel:
    """Return the only panel of these rows."""
    (panel,) = draw_curves(rows, str.upper)
    return panel


def points(panel: Panel) -> dict[int, dict[str, Any]]:
    """Return the drawn values by year."""
    return {value["year"]: value for value in panel.specification["data"]["values"]}


def test_only_corpora_with_a_use_are_drawn() -> None:
    """A corpus without a use has no line; it is named among those searched."""
    panels = draw_curves(full_trace()["spread"]["by_year"], str.upper)
    assert [panel.source for panel in panels] == ["un_weather_debate", "rain_news"]


def test_all_panels_share_their_years() -> None:
    """Shapes can be compared across corpora: every panel runs over the same years."""
    panels = draw_curves(full_trace()["spread"]["by_year"], str.upper)
    assert len({tuple(points(panel)) for panel in panels}) == 1


def test_a_year_without_documents_is_a_gap_and_not_a_zero() -> None:
    """The line breaks where there is nothing to have a share of."""
    panel = curve([year_row(2010, 40, 4), year_row(2012, 40, 6)])
    assert points(panel)[2011]["share"] is None
    assert points(panel)[2010]["share"] == pytest.approx(0.1)
    assert any("1 year without any document" in note for note in panel.notes)


def test_a_year_with_few_documents_does_not_stretch_the_scale() -> None:
    """The interval of a year with two documents would cover the panel: it stands in the table, and a note says so."""
    panel = curve([year_row(2010, 400, 4, share_high=0.03), year_row(2011, FEW - 1, 0, share_high=0.66)])
    scale = panel.specification["layer"][1]["encoding"]["y"]["scale"]
    assert scale["domain"][1] == pytest.approx(0.03)
    assert points(panel)[2011]["high"] is None
    assert points(panel)[2011]["joined"] is None
    assert any("Hollow points" in note for note in panel.notes)
    assert panel.rows[-1]["share_high"] == 0.66


def test_what_is_not_drawn_is_counted() -> None:
    """Years before the drawn span and undated documents are said, with their numbers."""
    rows = [year_row(1950, 30, 0), year_row(1951, 31, 0), year_row(2010, 40, 4), year_row(None, 7, 2, antecedent_documents=3)]
    panel = curve(rows)
    assert panel.notes == (
        "1950 to 1951, not drawn: 61 documents, none with a use.",
        "7 undated documents not drawn (2 with a use).",
        "Not in this curve: 3 documents with antecedent wording.",
    )
    assert "6 of 108 documents" in panel.summary


def test_uses_without_a_date_make_no_curve() -> None:
    """A corpus whose only use is undated has no year to be drawn in."""
    assert draw_curves([year_row(None, 7, 2), year_row(2010, 40, 0)], str.upper) == []


def test_a_measured_corpus_looks_different() -> None:
    """Measured lines are dashed and have diamonds: they rest on figures and not on bytes."""
    held, measured = curve([year_row(2010, 40, 4)]), curve([year_row(2010, 40, 4, holding="measured")])
    marks = [[panel.specification["layer"][n]["mark"] for n in (1, 2)] for panel in (held, measured)]
    assert marks[0][0]["strokeDash"] != marks[1][0]["strokeDash"]
    assert (marks[0][1]["shape"], marks[1][1]["shape"]) == ("circle", "diamond")


def test_states_are_drawn_from_three_on() -> None:
    """Two states are told in words; from three on there is a chart, the earliest first."""
    rows = full_trace()["spread"]["by_state"]
    (panel,) = draw_state_spans(rows, str.upper)
    assert [value["state"] for value in panel.specification["data"]["values"]] == ["Kenya", "China", "Indonesia", "Peru"]
    assert draw_state_spans(rows[:2], str.upper) == []


def test_a_specification_cannot_close_the_script_that_holds_it() -> None:
    """Whatever is in the data, the JSON in the page holds no "<"."""
    panel = curve([year_row(2010, 40, 4)])
    panel.specification["data"]["values"][0]["year"] = SCRIPT + "<!--\u2028"
    printed = print_specification(panel)
    assert "<" not in printed
    assert "\u2028" not in printed


def test_pictures_keep_their_inner_names_apart() -> None:
    """Two pictures in one page do not clip each other."""
    panel = curve([year_row(2010, 40, 4), year_row(2011, 40, 6)])
    first, second = draw_picture(panel, 1), draw_picture(panel, 2)
    assert first.startswith("<svg")
    assert "url(#p1-0)" in first
    assert 'id="p1-0"' in first
    assert "p1-0" not in second
    assert first == draw_picture(panel, 1)
    assert 'aria-hidden="true"' in first
