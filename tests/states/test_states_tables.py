"""What a user who edits the tables is promised: a wrong one is refused with its place. The rows are invented."""

from typing import Any

import pytest

from watchword.errors import ConfigurationError
from watchword.states import groups, seats, table

GOOD: dict[str, Any] = {"iso2": "QQ", "name": "Atlantis"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (GOOD, ""),
        ({**GOOD, "capital": "Poseidonis"}, "capital"),
        ({"iso2": "QQ"}, "name"),
        ({**GOOD, "continued_by": ["XXX"]}, "XXX"),
    ],
)
def test_a_row_with_a_wrong_key_or_an_unknown_successor_is_refused(monkeypatch: pytest.MonkeyPatch, row: dict[str, Any], said: str) -> None:
    """A sound row is read; its spoiled twins fail and name the state and the key."""
    monkeypatch.setattr(table, "read_table", lambda name: {"QQQ": row})
    if not said:
        assert table.load_rows.__wrapped__() == {"QQQ": row}
        return
    with pytest.raises(ConfigurationError, match=f"QQQ.*{said}"):
        table.load_rows.__wrapped__()


@pytest.mark.parametrize("codes", [["FRA", "XXX"], ["FRA", "FRA"]])
def test_an_unknown_code_or_one_in_two_groups_is_refused(monkeypatch: pytest.MonkeyPatch, codes: list[str]) -> None:
    """A state is in one group, and is a state of the table."""
    monkeypatch.setattr(groups, "read_table", lambda name: {"members": {"African": codes}, "first_day": "1963-12-17"})
    with pytest.raises(ConfigurationError, match=codes[1]):
        groups._load_groups.__wrapped__()


@pytest.mark.parametrize(("code", "start"), [("FRA", "2010-06-01"), ("XXX", "2012-01-01")])
def test_overlapping_terms_and_unknown_members_are_refused(monkeypatch: pytest.MonkeyPatch, code: str, start: str) -> None:
    """No state sits twice at once, and every member is a state of the table."""
    terms = [
        {"source": "invented", "start": "2010-01-01", "end": "2011-01-01", "states": ["FRA"]},
        {"source": "invented", "start": start, "end": "2013-01-01", "states": [code]},
    ]
    spoiled = {"organ": "X", "first_day": "2010-01-01", "end": "2013-01-01", "term": terms}
    monkeypatch.setattr(seats, "read_table", lambda name: spoiled)
    with pytest.raises(ConfigurationError, match=code):
        seats._load_tables.__wrapped__()
