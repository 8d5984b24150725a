"""What a user is promised about printed lists of states. The lists are invented; their forms are the records'."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.states import State, all_states, resolve_list

TODAY = [known for known in all_states() if not known.end]


def read(text: str, on: str = "") -> tuple[list[str], list[str]]:
    """Codes and unresolved pieces."""
    states, unresolved = resolve_list(text, on)
    return [known.code for known in states], list(unresolved)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Chile, Bolivia (Plurinational State of), Iran (Islamic Republic of) and Peru", "CHL BOL IRN PER"),
        ("New Zealand Nicaragua", "NZL NIC"),
        ("Netherlands (Kingdom of the) Nepal", "NLD NPL"),
        ("Bosnia and Herzegovina and Antigua and Barbuda", "BIH ATG"),
        ("Trinidad and Tobago, and Saint Vincent and the Grenadines.", "TTO VCT"),
        ("Iran, Islamic Republic of, Congo, Democratic Republic of the", "IRN COD"),
        ("Niger, Republic of Korea", "NER KOR"),
        ("Guinea Guinea-Bissau Equatorial Guinea", "GIN GNB GNQ"),
        ("BELGIUM, CÔTE D'IVOIRE AND LAO PEOPLE'S DEMOCRATIC REPUBLIC", "BEL CIV LAO"),
        ("Chile; Peru\nMali", "CHL PER MLI"),
        ("the Gambia the Netherlands", "GMB NLD"),
        ("Sudan South Sudan", "SDN SSD"),
        ("UK, USA and UAE", "GBR USA ARE"),
        ("Chile, Chile", "CHL CHL"),
        ("", ""),
        (" , ;. ", ""),
    ],
)
def test_lists_as_records_print_them_are_read_whole(text: str, codes: str) -> None:
    """Brackets, "and" inside names, inverted names and missing commas leave nothing unresolved."""
    assert read(text) == (codes.split(), [])


@pytest.mark.parametrize(
    ("text", "codes", "unresolved"),
    [
        ("Chile, Atlantis and Peru", "CHL PER", ["Atlantis"]),
        ("on behalf of the European Union", "", ["on behalf of the European Union"]),
        ("Egypt (on behalf of the African Group), Mali", "EGY MLI", ["(on behalf of the African Group)"]),
        (
            "Cuba [on behalf of the Group of 77 and China] and Peru",
            "CUB PER",
            ["[on behalf of the Group of 77 and China]"],
        ),
        ("Denmark, on behalf of Finland, Iceland and Norway", "DNK", ["on behalf of Finland, Iceland and Norway"]),
        ("the Group of 77 and China", "", ["the Group of 77 and China"]),
        ("Jane Doe (Egypt)", "", ["Jane Doe (Egypt)"]),
        ("Germany (Italy)", "", ["Germany (Italy)"]),
        ("Chile (A/C.3/99/L.1)", "CHL", ["(A/C.3/99/L.1)"]),
        ("Iran (Islamic Republic of, Chile", "", ["Iran (Islamic Republic of, Chile"]),
        ("IN, NO, AND, Chile", "CHL", ["IN", "NO", "AND"]),
        ("submitted by the Chair of the Committee and Peru", "", ["submitted by the Chair of the Committee and Peru"]),
        ("Korea, Chile", "CHL", ["Korea"]),
    ],
)
def test_what_is_no_state_is_handed_back_and_never_guessed(text: str, codes: str, unresolved: list[str]) -> None:
    """Spoiled names, groups, persons and remarks come back as text; no state in them is read as listed."""
    assert read(text) == (codes.split(), unresolved)


def test_the_date_counts_in_lists_too() -> None:
    """A list of 1965 with China names the Republic of China; one dated only 1971 leaves it unresolved."""
    assert read("China and Chile", "1965-01-01") == (["ROC", "CHL"], [])
    assert read("China and Chile", "1971") == (["CHL"], ["China"])


@given(st.lists(st.sampled_from(TODAY), min_size=1, max_size=12), st.booleans(), st.booleans())
def test_any_list_of_names_comes_back_in_its_order(states: list[State], joined_by_and: bool, capitals: bool) -> None:
    """Joined by commas, with or without a last "and", in any case, the states come back as they went in."""
    names = [known.name for known in states]
    text = ", ".join(names[:-1]) + (" and " if joined_by_and and names[1:] else ", ") + names[-1]
    assert read(text.upper() if capitals else text) == ([known.code for known in states], [])


@given(st.text(alphabet="Chile Peru()[],;and of behalf\n", max_size=120))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Any tangle of brackets, commas and words is read, and a text that is not blank leaves a trace."""
    codes, unresolved = read(text)
    assert codes or unresolved or not text.strip(" ,;.\nand")
