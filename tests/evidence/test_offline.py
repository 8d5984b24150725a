"""What can be said of a quotation without the program: its paragraph, and its document's bytes."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.writing import texts
from watchword.evidence.offline import check_place, stands_in
from watchword.evidence.replication import wilson
from watchword.usage.intervals import wilson as printed


@given(texts, st.data())
def test_words_at_their_place_hold_and_others_do_not(text: str, data: st.DataObject) -> None:
    """A quotation is the exact words at its offsets, of a paragraph with its exact hash."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    digest = sha256(text.encode()).hexdigest()
    assert check_place(text, start, end, text[start:end], digest) == ""
    assert "stands" in check_place(text, start, end, text[start:end] + "x", digest)
    assert "SHA-256" in check_place(text + "x", start, end, text[start:end], digest)


@pytest.mark.parametrize(
    "data",
    [
        b"The invented text praises win-win\r\n cooperation.",
        b"<p>The <b>win-win</b> coop&#101;ration</p>",
        b'{"title": "", "text": ["win-win cooperation \\u4e00"]}',
    ],
)
def test_words_are_found_in_text_markup_and_json(data: bytes) -> None:
    """Line ends, tags and escapes are no difference."""
    assert stands_in("win-win cooperation", data)
    assert not stands_in("win-win competition", data)


@given(st.integers(1, 10_000), st.data())
def test_the_replicated_interval_is_the_printed_one(trials: int, data: st.DataObject) -> None:
    """Two implementations, one figure."""
    successes = data.draw(st.integers(0, trials))
    assert wilson(successes, trials, 0.95) == pytest.approx(printed(successes, trials, 0.95), abs=1e-12)
