"""An invented formulation in the lexicon's format, and the way to spoil one line of it."""

SOUND = """\
# invented for the tests
id = "shared-lanterns"
label = "shared lanterns"
gloss = "An invented formulation."
first_case = true

[[forms]]
text = "shared lanterns"
language = "en"
relation = "original"
source = "Invented speech, 1 May 2001"
start = "2001-05-01"

[[forms]]
text = "lanternes partagées"
language = "fr"
relation = "official rendering"
source = "Invented text A/RES/999/1"

[[forms]]
text = "lamps for everyone"
language = "en"
relation = "renamed"
source = "Invented text A/RES/999/2"
boundaries = false

[[forms.scopes]]
works = ["A/RES/999/2"]
actors = ["FRA", "CHN"]
start = "2002-03"
source = "The draft was renamed"

[[forms.scopes]]
organs = ["HRC"]
start = "2003"
end = "2004"
source = "Another invented scope"

[[senses]]
name = "a lamp shop"
forms = ["shared lanterns"]
near = ["shop", "wick"]
source = "Invented advertisement"
"""


def spoil(old: str, new: str, text: str = SOUND) -> dict[str, bytes]:
    """Return the invented file with `old`, which must occur, replaced once by `new`."""
    assert old in text, old
    return {"shared-lanterns.toml": text.replace(old, new, 1).encode()}


def line(part: str, text: str = SOUND) -> int:
    """Return the line on which `part` first stands."""
    return text[: text.index(part)].count("\n") + 1
