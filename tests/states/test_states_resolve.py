"""What a user is promised about names and codes of states."""

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.errors import UnknownState, UsageError
from watchword.states import State, all_states, name_of, resolve, state

STATES = all_states()


def day_of(known: State) -> str:
    """A day on which the state's code is in use."""
    return known.start or ("1950-01-01" if known.end else "2020-01-01")


def test_every_code_is_unique_and_of_its_form() -> None:
    """No two states of today share a code, and codes are capitals of the standard's length."""
    codes = [known.code for known in STATES]
    assert len(codes) == len(set(codes)) > 195
    assert all(len(code) == 3 and code.isupper() for code in codes if code != "EU")
    today = [known.iso2 for known in STATES if not known.end and known.iso2]
    assert len(today) == len(set(today))


@pytest.mark.parametrize("known", STATES, ids=lambda known: known.code)
def test_a_state_answers_to_its_own_name_and_codes(known: State) -> None:
    """Name and codes give the state itself, with and without a date of its life."""
    assert resolve(known.name) == known
    assert resolve(known.code) == known
    assert resolve(known.name, day_of(known)) == known
    assert resolve(known.code, day_of(known)) == known
    assert not known.iso2 or resolve(known.iso2, day_of(known)) == known
    assert state(known.code) == known and name_of(known.code) == known.name


@given(st.sampled_from(STATES), st.data())
def test_case_spaces_accents_and_marks_do_not_count(known: State, draw: st.DataObject) -> None:
    """A name in capitals, without accents, with odd spaces or apostrophes is the same name."""
    name = draw.draw(st.sampled_from([known.name, known.name.upper(), known.name.lower(), known.name.swapcase()]))
    if draw.draw(st.booleans()):
        name = "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))
    space = draw.draw(st.sampled_from([" ", "  ", "\u00a0", "\n", "\t "]))
    name = name.replace(" ", space).replace("'", draw.draw(st.sampled_from(["'", "’", "ʼ", "`"])))
    assert resolve(f"{space}{name}{space}").code == known.code


@given(st.text(max_size=40), st.sampled_from(["", "1971", "2018-03", "2018-03-23"]))
def test_any_text_gives_a_state_or_a_sentence(text: str, on: str) -> None:
    """No text makes the reader fail in any other way than by saying that it knows no such state."""
    try:
        assert resolve(text, on).code
    except UnknownState as refusal:
        assert str(refusal)


@pytest.mark.parametrize(
    ("text", "on", "code"),
    [
        ("NA", "", "NAM"),
        ("NAMIBIA", "2010", "NAM"),
        ("Iran, Islamic Republic of", "", "IRN"),
        ("IRAN (ISLAMIC REPUBLIC OF)", "2020-01-01", "IRN"),
        ("The former Yugoslav Republic of Macedonia", "2010", "MKD"),
        ("Turkey", "1950", "TUR"),
        ("Türkiye", "2024", "TUR"),
        ("Swaziland", "2005", "SWZ"),
        ("Cape Verde", "1999", "CPV"),
        ("Upper Volta", "1970", "BFA"),
        ("Dahomey", "1965", "BEN"),
        ("Ceylon", "1956", "LKA"),
        ("Burma", "1948", "MMR"),
        ("Zaire", "1980", "COD"),
        ("Federation of Malaya", "1958", "MYS"),
        ("Democratic Kampuchea", "1985", "KHM"),
        ("Byelorussian Soviet Socialist Republic", "1960", "BLR"),
        ("Ukrainian SSR", "1960", "UKR"),
        ("Tanganyika", "1962", "TZA"),
        ("Czech Republic", "2002", "CZE"),
        ("Federal Republic of Germany", "1980", "DEU"),
        ("German Democratic Republic", "1980", "DDR"),
        ("Ussr", "1985", "SUN"),
        ("U.S.S.R.", "1985", "SUN"),
        ("United Arab Republic", "1960-05-01", "EGY"),
        ("Yemen People's Republic", "1980", "YMD"),
        ("Yemen Arab Republic", "1980", "YEM"),
        ("Yemen", "1980", "YEM"),
        ("St. Vincent & Grenadines", "", "VCT"),
        ("Congo - Kinshasa", "1966", "COD"),
        ("Palestine", "", "PSE"),
        ("Holy See", "", "VAT"),
        ("EU", "", "EU"),
        ("TÃ¼rkiye", "", "TUR"),
    ],
)
def test_old_and_official_spellings_are_known(text: str, on: str, code: str) -> None:
    """The names that states bore, and the ways records write them, give today's code or the old state's."""
    assert resolve(text, on).code == code


@pytest.mark.parametrize(
    ("text", "on", "code"),
    [
        ("China", "1971-10-24", "ROC"),
        ("CHN", "1971-10-25", "CHN"),
        ("CN", "1971-09", "ROC"),
        ("CHN", "", "CHN"),
        ("Taiwan", "1960", "ROC"),
        ("RU", "1960-01-01", "SUN"),
        ("RUS", "1991", "SUN"),
        ("Russia", "1992", "RUS"),
        ("CS", "1980", "CSK"),
        ("CS", "2004", "SCG"),
        ("YUG", "1999", "YUG"),
        ("YUG", "2004", "SCG"),
        ("YU", "2019-12-27", "SRB"),
        ("Congo", "1965", ""),
        ("Congo", "1972", "COG"),
        ("Congo", "", "COG"),
        ("Korea", "1995", ""),
        ("Korea", "", ""),
        ("CHN", "1971", ""),
        ("CHN", "1971-10", ""),
        ("Viet Nam", "1970", ""),
        ("VN", "1978", "VNM"),
        ("CS", "", ""),
        ("TWN", "2020", ""),
        ("DDR", "1995", ""),
        ("Czechoslovakia", "1993", ""),
        ("Estonia", "1980", ""),
    ],
)
def test_the_date_decides_and_where_it_cannot_nothing_is_guessed(text: str, on: str, code: str) -> None:
    """A text that meant different states at different times follows its date; where two are left it is refused."""
    if code:
        assert resolve(text, on).code == code
    else:
        with pytest.raises(UnknownState):
            resolve(text, on)


@pytest.mark.parametrize(
    ("text", "on", "said"),
    [
        ("CHN", "1971", ["China (CHN)", "Republic of China (ROC)", "1971"]),
        ("Korea", "", ["Republic of Korea (KOR)", "Democratic People's Republic of Korea (PRK)"]),
        ("Frence", "2001-01-01", ["Frence", "2001-01-01", "France (FRA)"]),
        ("DDR", "1995", ["1990-10-03", "DEU"]),
        ("", "", ["nearest: none"]),
        ("x" * 5000, "", ["xxx..."]),
    ],
)
def test_a_refusal_says_what_was_asked_and_what_is_near(text: str, on: str, said: list[str]) -> None:
    """The message names the text, the date, the candidates or the nearest names, and stays short."""
    with pytest.raises(UnknownState) as refusal:
        resolve(text, on)
    assert all(part in str(refusal.value) for part in said)
    assert len(str(refusal.value)) < 400


@pytest.mark.parametrize("word", ["no", "in", "are", "can", "per", "na", "and", "N/A", "nan", "None"])
def test_no_ordinary_word_is_taken_for_a_code(word: str) -> None:
    """Codes are read in capitals only: "no" is not Norway, and "na" not Namibia."""
    with pytest.raises(UnknownState):
        resolve(word)


@pytest.mark.parametrize("on", ["0001-01-01", "2018-13", "1971-02-30", "23/03/2018", "soon"])
def test_an_impossible_date_is_refused(on: str) -> None:
    """A date that is none is the caller's mistake, and is not read as "no date"."""
    with pytest.raises(UsageError, match="is not a date"):
        resolve("China", on)


@pytest.mark.parametrize("code", ["", "XXX", "chn", "China", "CN", *string.ascii_uppercase])
def test_only_our_own_codes_have_a_display_name(code: str) -> None:
    """`state` and `name_of` refuse what is not one of the codes, rather than give it back."""
    with pytest.raises(UnknownState, match="no state has the code"):
        name_of(code)
    with pytest.raises(UnknownState):
        state(code)


def test_successors_are_states_of_the_table() -> None:
    """Whatever a state is continued by can itself be asked for; only states that ended are continued."""
    for known in STATES:
        assert not known.continued_by or known.end
        assert all(state(code).code == code for code in known.continued_by)
    assert state("SUN").continued_by == ("RUS",)
    assert state("CSK").continued_by == ("CZE", "SVK")
    assert state("ROC").continued_by == ()
