"""What is promised of line numbers: they are those of the key, whatever stands before it."""

from watchword.lexicon.places import line_of, locate_keys

TEXT = '''a = """
b = "not a key"
"""
[[forms]]
text = "x"  # [[forms]]

[[forms]]
list = [
  "p",
]
"quoted" = 1
[[forms.scopes]]
start = "2001"
[[forms.scopes]]
start = "2002"
'''


def test_keys_of_nested_tables_have_their_lines() -> None:
    """The second scope of the second form is not taken for the first."""
    places = locate_keys(TEXT)
    assert places[("forms", 0, "text")] == 5
    assert places[("forms", 1, "quoted")] == 11
    assert places[("forms", 1, "scopes", 0, "start")] == 13
    assert places[("forms", 1, "scopes", 1, "start")] == 15


def test_a_key_inside_a_long_text_is_no_key() -> None:
    """What looks like a key inside a text of several lines is text."""
    assert ("b",) not in locate_keys(TEXT)


def test_a_missing_key_is_at_its_table() -> None:
    """For a key that is not there, the line is that of the table that lacks it, or 0 for the whole file."""
    places = locate_keys(TEXT)
    assert line_of(("forms", 1, "scopes", 1, "source"), places) == 14
    assert line_of(("label",), places) == 0
