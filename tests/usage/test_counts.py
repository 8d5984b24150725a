"""Counts that anybody can check by hand, on ten invented texts."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from tests.lexicon.invented import SOUND
from tests.pipeline.invented import document, put
from watchword.errors import UsageError
from watchword.model import Bundle, Rendering, Role
from watchword.pipeline.opening import Reading, open_reading
from watchword.store.workspace import Workspace
from watchword.usage.attestation import find_attestations
from watchword.usage.company import find_company
from watchword.usage.counts import count_usage, usage_columns
from watchword.usage.spread import spread_by_state, spread_by_year

OTHER = 'id = "far-ferries"\nlabel = "far ferries"\ngloss = "Invented."\n[[forms]]\ntext = "far ferries"\nlanguage = "en"\n' + (
    'relation = "original"\nsource = "Invented"\n'
)

TEXTS: tuple[Bundle, ...] = (
    document("a", "Shared lanterns and shared-\nlanterns", date="2001-06-01", organ="GA", states=["FRA"]),
    document("b", "Shared lanterns and shared-lanterns now.\nNo more.", date="2001-06-02", organ="GA", states=["FRA", "KEN"]),
    document("c", "All shared lanterns.", date="2000-01-01", organ="GA", states=["CHL"]),
    document("d", "Shared lanterns in a shop.", date="", organ="HRC"),
    document("e", "Lamps for everyone, lamps for everyone!", date="2003-05", organ="HRC", states=["CHN"]),
    document("f", "Des lanternes partagées.", date="2001-06-02", organ="GA", language="fr", work="invented:b", states=["FRA"]),
    document("g", "共享灯笼 shared lanterns", date="2002", organ="GA", language="zh"),
    document("h", "Nothing of the kind is said here.", date="2003-05-01", organ="HRC", states=["JPN"], role=Role.SPONSOR),
    document("i", "shared lanterns", date="2001-07-01", source="watchword_starter"),
    document("j", "shared lanterns, lanternes partagées", date="2006", organ="GA", language=""),
)


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    """The texts in a workspace with two invented formulations."""
    with open_reading(make_folder(tmp_path_factory.mktemp("counts") / "workspace", *TEXTS)) as opened:
        yield opened


def make_folder(folder: Path, *bundles: Bundle) -> Path:
    """Make a workspace of these bundles; return its folder."""
    files = {"lexicon/shared-lanterns.toml": SOUND.encode(), "lexicon/far-ferries.toml": OTHER.encode()}
    Workspace.create(folder, files).catalogue.close()
    put(folder, *bundles)
    return folder


def rows(reading: Reading, *by: str) -> list[tuple[object, ...]]:
    """Return by-values, documents, with use, works, works with use, uses, antecedent uses, other senses."""
    names = ("documents", "documents_with", "works", "works_with", "uses", "antecedent_uses", "other_sense_uses")
    return [tuple(row[name] for name in (*by, *names)) for row in count_usage(reading.view, reading.lexicon.find("shared-lanterns"), by)]


def test_the_total_is_counted_by_hand(reading: Reading) -> None:
    """Eight texts in a language of the formulation; antecedent wording and another sense stand in columns of their own."""
    # a 1 (its "shared-" and "lanterns" stand in two paragraphs), b 2, e 2, f 1, j 2; c antecedent; d another sense.
    assert rows(reading) == [(8, 5, 7, 4, 8, 1, 1)]


def test_each_year_is_counted_by_hand(reading: Reading) -> None:
    """An undated text is a row of its own; a year without a text has none."""
    assert rows(reading, "year") == [
        (2000, 1, 0, 1, 0, 0, 1, 0), (2001, 3, 3, 2, 2, 4, 0, 0), (2003, 2, 1, 2, 1, 2, 0, 0), (2006, 1, 1, 1, 1, 2, 0, 0),
        (None, 1, 0, 1, 0, 0, 0, 1),
    ]  # fmt: skip


def test_a_text_of_several_states_counts_for_each_and_one_of_none_is_not_lost(reading: Reading) -> None:
    """Whose words they are: speakers by state, unknown in a row of its own; a sponsor is no speaker."""
    assert rows(reading, "actor") == [
        ("", 3, 1, 3, 1, 2, 0, 1), ("CHL", 1, 0, 1, 0, 0, 1, 0), ("CHN", 1, 1, 1, 1, 2, 0, 0), ("FRA", 3, 3, 2, 2, 4, 0, 0),
        ("KEN", 1, 1, 1, 1, 2, 0, 0),
    ]  # fmt: skip
    assert ("JPN", 1, 0, 1, 0, 0, 0, 0) in rows(reading, "sponsor")


def test_groups_add_up_to_the_total(reading: Reading) -> None:
    """Whatever the dimension, no text falls out: those that cannot overlap add up."""
    (total,) = rows(reading)
    for by in (("year",), ("organ",), ("language",), ("source",), ("kind",), ("session",), ("year", "organ", "language")):
        groups = rows(reading, *by)
        assert [sum(row[len(by) + at] for row in groups) for at in (0, 1, 4, 5, 6)] == [total[at] for at in (0, 1, 4, 5, 6)]  # type: ignore[misc]


def test_what_is_only_cited_is_never_counted(reading: Reading) -> None:
    """The built-in case's references are no corpus."""
    formulation = reading.lexicon.find("shared-lanterns")
    assert "watchword_starter" not in {row[0] for row in rows(reading, "source")}
    assert "watchword_starter" not in {row.source for row in spread_by_year(reading.view, formulation)}
    assert "watchword_starter" not in {item.source for item in find_attestations(reading.view, formulation)}
    assert reading.view.rows("SELECT count(*) AS n FROM uses u JOIN documents d ON d.id = u.document WHERE source = 'watchword_starter'")[
        0
    ]["n"]


def test_rates_are_uses_over_words(reading: Reading) -> None:
    """The rate is per million words of all the texts in the group, with an interval around it that a seed fixes."""
    formulation = reading.lexicon.find("shared-lanterns")
    (row,) = count_usage(reading.view, formulation, ())
    words = sum(
        len(block.text.split()) for bundle in TEXTS for block in bundle.blocks if bundle.document and bundle.document.title not in "gi"
    )
    assert (row["unit"], row["size"]) == ("words", words)
    assert row["rate"] == pytest.approx(1e6 * 8 / words)
    assert row["rate_low"] <= row["rate"] <= row["rate_high"]
    assert row["share"] == 5 / 8
    assert [row] == count_usage(reading.view, formulation, ())
    assert tuple(row) == usage_columns(())


def test_unknown_dimensions_are_refused(reading: Reading) -> None:
    """A dimension that is none, and two that cannot be crossed, are wrong usage."""
    formulation = reading.lexicon.find("shared-lanterns")
    for by, word in ((("colour",), "year"), (("actor", "sponsor"), "crossed")):
        with pytest.raises(UsageError, match=word):
            count_usage(reading.view, formulation, by)


def test_years_and_states_of_the_trace_are_those_of_the_count(reading: Reading) -> None:
    """The curves rest on the same figures as the table."""
    formulation = reading.lexicon.find("shared-lanterns")
    years = spread_by_year(reading.view, formulation)
    counted = rows(reading, "language", "year")
    assert [(r.language, r.year, r.documents, r.documents_with, r.uses) for r in years] == [
        (row[0], row[1], row[2], row[3], row[6]) for row in counted
    ]
    assert sum(row.antecedent_documents for row in years) == 1
    states = {(r.language, r.state): (r.documents_with, r.uses, r.first, r.last) for r in spread_by_state(reading.view, formulation)}
    assert states == {
        ("en", "FRA"): (2, 3, "2001-06-01", "2001-06-02"), ("en", "KEN"): (1, 2, "2001-06-02", "2001-06-02"),
        ("en", "CHN"): (1, 2, "2003-05", "2003-05"), ("fr", "FRA"): (1, 1, "2001-06-02", "2001-06-02"),
    }  # fmt: skip


def test_attestations_give_each_standing_apart_with_their_evidence(reading: Reading) -> None:
    """The earliest use in scope, and the older wording that is not; each quotation stands at its place."""
    series = {item.language: item for item in find_attestations(reading.view, reading.lexicon.find("shared-lanterns"))}
    assert list(series) == ["", "en", "fr"]
    english = series["en"]
    assert [(a.date, a.evidence.quote, a.states) for a in english.earliest] == [
        ("2001-06-01", "Shared lanterns", ("FRA",)), ("2001-06-02", "Shared lanterns", ("FRA", "KEN")),
        ("2003-05", "Lamps for everyone", ("CHN",)),
    ]  # fmt: skip
    assert [(a.date, a.evidence.prefix + a.evidence.quote + a.evidence.suffix) for a in english.antecedent] == [
        ("2000-01-01", "All shared lanterns.")
    ]
    assert (english.documents, english.documents_with, english.uses, english.antecedent_uses) == (6, 3, 5, 1)
    assert "antecedent wording (2000-01-01)" in english.sentence
    assert (series[""].uses, series["fr"].uses) == (2, 1)


@pytest.mark.parametrize(
    ("older", "newer", "said"),
    [
        ("2000", "2001-06", True),
        ("2001", "2001-06", False),
        ("", "2001-06", False),
        ("2001-05-01", "", False),
        ("2001-06", "2001-06", False),
    ],
)
def test_before_is_said_only_of_what_is_certainly_before(tmp_path: Path, older: str, newer: str, said: bool) -> None:
    """An undated older wording, or one of the same year, is not called earlier."""
    texts = [
        document("x", "lamps for everyone", date=older, organ="GA"), document("y", "lanternes partagées", date=newer, language="fr"),
        document("z", "far ferries", date=newer, language="en"),
    ]  # fmt: skip
    lexicon = SOUND.replace('text = "lanternes partagées"\nlanguage = "fr"', 'text = "far ferries"\nlanguage = "en"')
    folder = make_folder(tmp_path / "workspace", *texts)
    (folder / "lexicon" / "shared-lanterns.toml").write_text(lexicon, encoding="utf-8")
    with open_reading(folder) as opened:
        (series,) = find_attestations(opened.view, opened.lexicon.find("shared-lanterns"))
    assert series.earliest[0].date == newer
    assert ("stood there before" in series.sentence) is said


def test_a_translation_is_never_the_speakers_choice(tmp_path: Path) -> None:
    """Original, translated and unstated wordings are told apart in words."""
    texts = [
        document("a", "shared lanterns", date="2002-01-01", rendering=Rendering.ORIGINAL),
        document("b", "shared lanterns", date="2002-01-02", rendering=Rendering.INTERPRETATION, original_language="es"),
        document("c", "shared lanterns", date="2002-01-03"),
    ]
    with open_reading(make_folder(tmp_path / "workspace", *texts)) as opened:
        (series,) = find_attestations(opened.view, opened.lexicon.find("shared-lanterns"))
    assert [a.translated for a in series.earliest] == [
        "in the original language", "interpretation from es: the wording is the translator's", "not stated whether original or translated",
    ]  # fmt: skip


def test_order_of_feeding_changes_no_figure(tmp_path: Path) -> None:
    """Counts, intervals and attestations are the same whatever came first."""
    answers = []
    for number, order in enumerate(list(permutations(TEXTS[:5]))[:: 120 // 4]):
        with open_reading(make_folder(tmp_path / f"w{number}", *order)) as opened:
            formulation = opened.lexicon.find("shared-lanterns")
            answers.append((count_usage(opened.view, formulation, ("year", "actor")), find_attestations(opened.view, formulation)))
    assert all(answer == answers[0] for answer in answers)


def test_company_is_held_against_chance(tmp_path: Path) -> None:
    """Six texts of ten have both words where chance would give 3.6: the ratio says so; fewer than five are not named."""
    both, neither = "shared lanterns, far ferries", "nothing"
    texts = [document(f"t{n}", both if n < 6 else neither, date="2005-01-01") for n in range(10)]
    with open_reading(make_folder(tmp_path / "workspace", *texts)) as opened:
        (company,) = find_company(opened.view, opened.lexicon.find("shared-lanterns"))
    assert (company.formulation, company.documents_together) == ("far-ferries", 6)
    assert company.expected == pytest.approx(3.6)
    assert company.ratio == pytest.approx(6 / 3.6)
    with open_reading(make_folder(tmp_path / "small", *texts[2:])) as opened:
        assert find_company(opened.view, opened.lexicon.find("shared-lanterns")) == []
