"""What a user may count on of how a use stands: what counts, what is shown apart, what is something else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.lexicon.records import Form, Formulation, Relation, Scope, Sense
from watchword.lexicon.standing import Setting, judge, needs_judging, within
from watchword.model import Standing

FORM = Form("f/en/lanterns", "lanterns", "en", Relation.RENAMED, "invented")
HERE = Setting("A/RES/999/2", "2003-05-06", "GA", "invented_source", {"CHL", "KEN"})


def stand(form: Form, setting: Setting, *senses: Sense, paragraph: str = "Many lanterns.") -> Standing:
    return judge(Formulation("f", "f", "g", (form,), senses), form, setting, paragraph)


def scoped(*scopes: Scope) -> Form:
    return replace(FORM, scopes=scopes)


def test_without_conditions_every_use_counts() -> None:
    """A form without dates and scopes counts everywhere, an undated text included."""
    assert stand(FORM, HERE) is Standing.IN_SCOPE
    assert stand(FORM, replace(HERE, date="")) is Standing.IN_SCOPE
    assert not needs_judging(Formulation("f", "f", "g", (FORM,)), FORM)


def test_any_one_scope_suffices() -> None:
    """Outside all scopes the words are antecedent wording, inside any they count."""
    no, yes = Scope("s", works=("A/RES/999/3",)), Scope("s", works=("A/RES/999/2",))
    assert stand(scoped(no), HERE) is Standing.ANTECEDENT
    assert stand(scoped(no, yes), HERE) is Standing.IN_SCOPE
    assert stand(scoped(yes, no), HERE) is Standing.IN_SCOPE


@pytest.mark.parametrize(
    "spoiled",
    [
        {"works": ("A/RES/999/3",)}, {"actors": ("FRA",)}, {"organs": ("HRC",)}, {"sources": ("other",)}, {"start": "2003-06"},
        {"end": "2003-05-06"}, {"end": "2003"},
    ],
)  # fmt: skip
def test_all_conditions_inside_a_scope_must_hold(spoiled: dict[str, object]) -> None:
    """A scope holds with every condition, and with one of them broken it does not."""
    sound = Scope("s", ("A/RES/999/1", "A/RES/999/2"), ("KEN", "FRA"), ("GA",), ("invented_source",), "2003", "2004")
    assert stand(scoped(sound), HERE) is Standing.IN_SCOPE
    assert stand(scoped(replace(sound, **spoiled)), HERE) is Standing.ANTECEDENT  # type: ignore[arg-type]


def test_a_blank_is_unknown_and_holds_nothing() -> None:
    """Where actor, organ or date of a document are unknown, a condition on them does not hold: missing beats wrong."""
    unknown = Setting("w", "", "", "invented_source", ())
    for scope in (Scope("s", actors=("KEN",)), Scope("s", organs=("GA",)), Scope("s", start="1900"), Scope("s", end="2199")):
        assert stand(scoped(scope), unknown) is Standing.ANTECEDENT


def test_a_forms_own_dates_hold_beside_its_scopes() -> None:
    """Before its first and from its last day on a form is antecedent wording, whatever its scopes say."""
    dated = replace(scoped(Scope("s", organs=("GA",))), start="2003-05-06", end="2003-05-07")
    assert stand(dated, HERE) is Standing.IN_SCOPE
    assert stand(dated, replace(HERE, date="2003-05-05")) is Standing.ANTECEDENT
    assert stand(dated, replace(HERE, date="2003-05-07")) is Standing.ANTECEDENT
    assert stand(dated, replace(HERE, date="2003-05")) is Standing.ANTECEDENT
    assert stand(dated, replace(HERE, date="")) is Standing.ANTECEDENT


@pytest.mark.parametrize(
    ("date", "start", "end", "inside"),
    [
        ("2003", "2003", "2004", True), ("2003", "2003-02", "", False), ("2003-02", "2003-02", "2003-03", True),
        ("2003-02-28", "2003-02", "2003-03", True), ("2003-03-01", "2003-02", "2003-03", False), ("2003", "", "2003-12", False),
        ("2003", "", "2004", True), ("2002-12-31", "2003", "", False), ("2003-01-01", "2003", "", True),
        ("2003-01", "2003-01-01", "", True),
        ("2003-01", "2003-01-02", "", False), ("2003-12", "", "2003-12-31", False), ("", "", "", True), ("", "2003", "", False),
        ("2003-12-31", "", "2004", True),
    ],
)  # fmt: skip
def test_dates_of_any_precision(date: str, start: str, end: str, inside: bool) -> None:
    """What may lie outside is outside: a year alone must lie inside as a whole."""
    assert within(date, start, end) is inside


@st.composite
def dates(draw: st.DrawFn, precision: int | None = None) -> str:
    day = draw(st.dates()).isoformat()
    return day[: precision or draw(st.sampled_from([4, 7, 10]))]


@given(dates(), st.one_of(st.just(""), dates()), st.one_of(st.just(""), dates()), st.integers(1, 28))
def test_a_rough_date_is_inside_only_with_all_its_days(date: str, start: str, end: str, day: int) -> None:
    """If a year or month is inside, so is every day of it."""
    if within(date, start, end):
        exact = date if len(date) == 10 else f"{date}-{day:02}" if len(date) == 7 else f"{date}-12-{day:02}"
        assert within(exact, start, end)


def test_a_sense_takes_a_use_out() -> None:
    """In the circumstances of another sense the use is that sense, inside the form's scope or not."""
    sense = Sense("a shop", "s", forms=("lanterns",), near=("shop",), actors=("KEN",), sources=("invented_source",), start="2003")
    shop = "The lanterns of the Shop."
    assert stand(FORM, HERE, sense, paragraph=shop) is Standing.OTHER_SENSE
    assert stand(scoped(Scope("s", organs=("HRC",))), HERE, sense, paragraph=shop) is Standing.OTHER_SENSE
    assert needs_judging(Formulation("f", "f", "g", (FORM,), (sense,)), FORM)


@pytest.mark.parametrize(
    "spoiled",
    [{"forms": ("lamps",)}, {"near": ("bazaar",)}, {"actors": ("FRA",)}, {"sources": ("other",)}, {"start": "2004"}, {"end": "2003"}],
)
def test_all_conditions_of_a_sense_must_hold(spoiled: dict[str, object]) -> None:
    """With one condition broken the use is the formulation's own."""
    sense = Sense("a shop", "s", ("lanterns",), ("shop",), ("KEN",), ("invented_source",), "2003", "2004")
    assert stand(FORM, HERE, sense, paragraph="a shop") is Standing.OTHER_SENSE
    assert stand(FORM, HERE, replace(sense, **spoiled), paragraph="a shop") is Standing.IN_SCOPE  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("paragraph", "standing"),
    [
        ("the lanterns’ wick-holder", Standing.OTHER_SENSE), ("the wick", Standing.OTHER_SENSE), ("WICK, lanterns", Standing.OTHER_SENSE),
        ("lanterns of Warwick", Standing.IN_SCOPE), ("wickets", Standing.IN_SCOPE), ("两岸 关系的发展", Standing.OTHER_SENSE),
        ("关系", Standing.IN_SCOPE), ("", Standing.IN_SCOPE),
    ],
)  # fmt: skip
def test_a_neighbouring_word_is_a_whole_word(paragraph: str, standing: Standing) -> None:
    """The words beside a use are found whatever their case and hyphens, and not inside longer words; Chinese has no word ends."""
    assert stand(FORM, HERE, Sense("a lamp", "s", near=("wick", "两岸关系")), paragraph=paragraph) is standing


@pytest.mark.parametrize(
    ("scope", "paragraph", "standing"),
    [
        (Scope("s", near=("harbour",)), "Lanterns at the Harbour.", Standing.IN_SCOPE),
        (Scope("s", near=("harbour",)), "Lanterns at the harbourside.", Standing.ANTECEDENT),
        (Scope("s", near=("harbour", "quay")), "Lanterns on the quay.", Standing.IN_SCOPE),
        (Scope("s", not_near=("shop",)), "Lanterns on the quay.", Standing.IN_SCOPE),
        (Scope("s", not_near=("shop",)), "Lanterns in the shop.", Standing.ANTECEDENT),
        (Scope("s", near=("quay",), organs=("HRC",)), "Lanterns on the quay.", Standing.ANTECEDENT),
    ],
)
def test_a_scope_may_go_by_words_near_by(scope: Scope, paragraph: str, standing: Standing) -> None:
    """A form may count only where some words stand in the same paragraph, or where none of some words does."""
    assert stand(scoped(scope), HERE, paragraph=paragraph) is standing


@pytest.mark.parametrize(
    ("sense", "standing"),
    [
        (Sense("n", "s", not_near=("harbour",)), Standing.OTHER_SENSE),
        (Sense("n", "s", not_near=("many",)), Standing.IN_SCOPE),
        (Sense("n", "s", organs=("GA",)), Standing.OTHER_SENSE),
        (Sense("n", "s", organs=("HRC",)), Standing.IN_SCOPE),
        (Sense("n", "s", works=("A/RES/999/2",)), Standing.OTHER_SENSE),
        (Sense("n", "s", works=("A/RES/999/3",)), Standing.IN_SCOPE),
        (Sense("n", "s", near=("many",), organs=("HRC",)), Standing.IN_SCOPE),
    ],
)
def test_a_sense_goes_by_work_organ_and_missing_words(sense: Sense, standing: Standing) -> None:
    """Another sense may be told by where the words stand, and by words that are not there."""
    assert stand(FORM, HERE, sense) is standing
