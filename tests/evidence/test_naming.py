"""The names of figures are read back as they were printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.errors import UsageError
from watchword.evidence.naming import FigureName, name_series, name_shift, name_tally, name_usage, read_name

_WORDS = st.text(st.characters(exclude_categories=["Cs", "Z", "Cc"]), min_size=1, max_size=12).filter(lambda text: text == text.strip())


@given(st.dictionaries(st.sampled_from(["source", "language", "year", "actor", "office"]), _WORDS, max_size=4))
def test_a_usage_figure_is_read_back_whatever_its_values_are(where: dict[str, str]) -> None:
    """A colon, a number sign or a per cent sign in a value changes nothing."""
    assert read_name(name_usage("invented-words", where)) == FigureName("usage", ("invented-words",), where)


def test_each_kind_has_one_readable_name() -> None:
    """A person can write them."""
    assert name_usage("f", {"source": "gwr", "year": None}) == "usage:f:source=gwr:year=unknown"
    assert name_series("f", "gwr", "zh") == "attestation:f:source=gwr:language=zh"
    assert name_tally("hrc_votes:27478") == "tally:hrc_votes:27478"
    assert name_shift("A/HRC/RES/37/23", "A/HRC/RES/43/21") == "shift:A/HRC/RES/37/23..A/HRC/RES/43/21"
    assert read_name("tally:A/HRC/RES/37/23#yes") == FigureName("tally", ("A/HRC/RES/37/23",), {}, "yes")
    assert read_name("hrc_votes:27478") is None


@pytest.mark.parametrize(
    "text", ["usage:", "shift:A/HRC/RES/37/23", "shift:a..b..c", "tally:", "usage:f:year=2001:year=2002", "tally:x:year=2001"]
)
def test_a_name_that_cannot_be_read_is_refused_in_a_sentence(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(UsageError, match=r"cannot read|twice|takes no"):
        read_name(text)
