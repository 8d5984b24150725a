"""One way to narrow a corpus down, read and checked."""

import pytest

from watchword.errors import UsageError
from watchword.usage.filters import Filter, describe, read_filter


def test_a_sub_corpus_is_read_from_its_words() -> None:
    """Keys and values with commas; a key given again is an alternative; a year is both its ends."""
    assert read_filter("source=un_general_debate, actor=CHN,actor=RUS, since=2013") == Filter(
        sources=("un_general_debate",), actors=("CHN", "RUS"), since="2013"
    )
    assert read_filter("year=2015,uses=far ferries,lacks=x,kind=speech,organ=GA,language=en") == Filter(
        organs=("GA",), languages=("en",), kinds=("speech",), since="2015", until="2015", uses=("far ferries",), lacks=("x",)
    )
    assert read_filter("") == Filter()


def test_what_is_described_reads_as_it_was() -> None:
    """The description of a filter is a way to write it."""
    asked = read_filter("source=a,actor=CHN,actor=RUS,since=2013,until=2014,uses=b,lacks=c")
    assert read_filter(describe(asked)) == asked
    assert describe(Filter()) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [("sorce=x", "did you mean source=?"), ("source", "expected KEY=VALUE"), ("source=", "expected KEY=VALUE"),
     ("year=2015,since=2014", "given twice"), ("zz=1", "expected KEY=VALUE")],
)  # fmt: skip
def test_slips_are_refused_with_what_is_near(text: str, said: str) -> None:
    """Nothing is guessed from an unknown key."""
    with pytest.raises(UsageError, match=said.replace("?", r"\?")):
        read_filter(text)
