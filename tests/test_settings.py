"""What a user may count on of `watchword.toml`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.errors import ConfigurationError
from watchword.settings import Settings, parse_settings, print_settings


@given(
    st.builds(
        Settings, threads=st.integers(1, 64), bootstrap_replicates=st.integers(1, 10**6), seed=st.integers(0, 2**63 - 1),
        confidence=st.floats(0.5, 1, exclude_max=True), complete=st.lists(st.text("abc_\"'\\é\n")).map(tuple),
    )
)  # fmt: skip
def test_settings_read_back_as_they_were_printed(settings: Settings) -> None:
    """A printed file is read as the same settings, whatever names it holds."""
    assert parse_settings(print_settings(settings).encode()) == settings


def test_nothing_said_is_the_default() -> None:
    """An empty file is a sound one."""
    assert parse_settings(b"") == Settings()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("thread = 2", "did you mean 'threads'"), ("colour = 2", "known are"), ("threads = 'two'", "threads must be"),
        ("threads = 0", "at least 1"),
        ("threads = true", "threads must be"), ("seed = 1.5", "seed must be"), ("confidence = 1.0", "between 0.5 and 1"),
        ("confidence = 0.4", "between 0.5 and 1"), ("complete = 'hrc_votes'", "complete must be"), ("complete = [1]", "complete must be"),
        ("tiers = [0.5, 0.1]", "five shares"), ("tiers = [0.5, 0.1, 0.2, 0.01, 0.001]", "five shares"), ("tiers = 0.5", "tiers must be"),
        ("tiers = [2, 0.1, 0.05, 0.01, nan]", "five shares"),
        ("threads = ", "not valid TOML"), ("bootstrap_replicates = -1", "at least 1"), ("seed = -1", "seed"),
    ],
)  # fmt: skip
def test_a_mistake_is_refused_in_words(text: str, said: str) -> None:
    """An unknown name, a value of the wrong kind or out of range fails, names the file, and says what would do."""
    with pytest.raises(ConfigurationError, match=said) as refused:
        parse_settings(text.encode())
    assert "watchword.toml" in str(refused.value)


def test_bytes_that_are_no_text_are_refused_in_words() -> None:
    """A file in another encoding is a mistake with a name, not a crash."""
    with pytest.raises(ConfigurationError, match=r"watchword\.toml"):
        parse_settings("# é".encode("latin-1"))
