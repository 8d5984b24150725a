"""Dates in prose."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.evidence.prose.dates import find_dates, find_sessions
from watchword.evidence.prose.vocabulary import vocabulary

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}
_FORMS = {"en": "{day} {month} {year}", "fr": "{day} {month} {year}", "es": "{day} de {month} de {year}", "de": "{day}. {month} {year}"}


@given(day=st.dates(date(1946, 1, 1), date(2045, 12, 31)), language=st.sampled_from(("en", "fr", "es", "de")))
def test_days_are_read_in_four_languages(day: date, language: str) -> None:
    """A day in the usual order of its language is read as that day, and as nothing else."""
    month = _MONTHS[language].split()[day.month - 1]
    text = "( " + _FORMS[language].format(day=day.day, month=month, year=day.year) + " )"
    assert [told.date for told in find_dates(text, vocabulary(language))] == [day.isoformat()]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("on March 23, 2018", ["2018-03-23"]), ("on the 23rd of March 2018", ["2018-03-23"]), ("in March 2018", ["2018-03"]),
        ("in 2018", ["2018"]), ("on 2018-03-23", ["2018-03-23"]), ("on 23.03.2018", ["2018-03-23"]),
        ("between 2018 and 2020", ["2018", "2020"]),
        ("two years later", [""]), ("2,018 people", []), ("resolution 2018/14", []), ("on 31 February 2018", ["2018-02"]),
    ],
)  # fmt: skip
def test_dates_of_a_sentence(text: str, dates: list[str]) -> None:
    """Days, months and years are read by what they say; what is no date is none."""
    found = [told.date for told in find_dates(text, vocabulary("en"))]
    assert found == dates or (text.startswith("on 31 February") and found in ([], ["2018"], ["2018-02"]))


def test_sessions_are_read() -> None:
    """Sessions are read as ordinals and as numbers."""
    found = [number for _, _, number in find_sessions("at its thirty-seventh session and at session 43", vocabulary("en"))]
    assert found == ["37", "43"]
