"""What a person who writes a formulation is promised: it is read whole, or the mistake is named with its line."""

import json
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lexicon.invented import SOUND, line, spoil
from watchword.errors import ConfigurationError
from watchword.lexicon.load import load_lexicon, read_folder
from watchword.lexicon.match import Matcher
from watchword.lexicon.records import Relation, canonical_bytes

NAME = "shared-lanterns.toml"


def refusal(files: dict[str, bytes]) -> str:
    """Return the message with which `files` are refused."""
    with pytest.raises(ConfigurationError) as caught:
        load_lexicon(files)
    return str(caught.value)


def test_everything_written_is_read() -> None:
    """Each key of the format reaches its record."""
    formulation = load_lexicon({NAME: SOUND.encode()}).formulation("shared-lanterns")
    first, second, third = formulation.forms
    assert (formulation.label, formulation.gloss, formulation.first_case) == (
        "shared lanterns",
        "An invented formulation.",
        True,
    )
    assert (first.text, first.language, first.relation, first.start, first.boundaries) == (
        "shared lanterns",
        "en",
        Relation.ORIGINAL,
        "2001-05-01",
        True,
    )
    assert (second.relation, second.source) == (Relation.OFFICIAL, "Invented text A/RES/999/1")
    assert not third.boundaries
    assert [(scope.works, scope.actors, scope.organs, scope.start, scope.end) for scope in third.scopes] == [
        (("A/RES/999/2",), ("FRA", "CHN"), (), "2002-03", ""),
        ((), (), ("HRC",), "2003", "2004"),
    ]
    (sense,) = formulation.senses
    assert (sense.name, sense.forms, sense.near) == ("a lamp shop", ("shared lanterns",), ("shop", "wick"))


@pytest.mark.parametrize(("language", "text"), [("zh", "的是"), ("zh", "他们"), ("ar", "و في"), ("ru", "и в"), ("fr", "de la")])
def test_function_words_of_any_language_are_no_form(language: str, text: str) -> None:
    """A form that stands in nearly every text of its language is refused in each of them."""
    files = spoil('text = "shared lanterns"\nlanguage = "en"', f'text = "{text}"\nlanguage = "{language}"')
    assert "function words only" in refusal(files)


def test_a_number_of_thousands_of_digits_is_refused_in_a_sentence() -> None:
    """What the TOML parser itself cannot convert is no failure of the program."""
    files = spoil('text = "shared lanterns"', f'text = "shared * lanterns"\ngap = {"9" * 5000}')
    assert refusal(files).startswith(f"{NAME}: not valid TOML")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    """A file saved by a Windows editor reads as the same lexicon."""
    saved = ("\ufeff" + SOUND.replace("\n", "\r\n")).encode()
    assert load_lexicon({NAME: saved}).sha256 == load_lexicon({NAME: SOUND.encode()}).sha256


MISTAKES = {
    "unknown key of the file": ('label = "shared', 'labell = "x"\nlabel = "shared', "labell", "did you mean 'label'"),
    "unknown key of a form": (
        'source = "Invented speech',
        'sorce = "Invented speech',
        "sorce",
        "did you mean 'source'",
    ),
    "unknown key of a scope": ('works = ["A/RES/999/2"]', 'work = ["A/RES/999/2"]', "work = ", "did you mean 'works'"),
    "unknown key of a sense": ('near = ["shop"', 'nearby = ["shop"', "nearby", "did you mean 'near'"),
    "unknown language": ('language = "fr"', 'language = "fra"', '"fra"', "did you mean 'fr'"),
    "unknown relation": ('relation = "original"', 'relation = "orignal"', '"orignal"', "did you mean 'original'"),
    "empty form": ('text = "shared lanterns"', 'text = "  "', 'text = "  "', "missing or empty"),
    "form of one letter": ('text = "shared lanterns"', 'text = "x."', 'text = "x."', "one letter"),
    "form of punctuation": ('text = "shared lanterns"', 'text = "--"', 'text = "--"', "only punctuation"),
    "form that matches everything": ('text = "shared lanterns"', 'text = "*"', 'text = "*"', "match everything"),
    "two gaps and nothing else": ('text = "shared lanterns"', 'text = "* *"', 'text = "* *"', "match everything"),
    "gap at the edge": ('text = "shared lanterns"', 'text = "shared *"\ngap = 2', 'text = "shared *"', "gap at its edge"),
    "gap at the edge where a word is left out": (
        'text = "shared lanterns"',
        'text = "(shared) * lanterns"\ngap = 2',
        'text = "(shared)',
        "gap at its edge",
    ),
    "two gaps side by side": ('text = "shared lanterns"', 'text = "shared * * lanterns"\ngap = 2', 'text = "shared *', "side by side"),
    "gap inside a word": ('text = "shared lanterns"', 'text = "shared* lanterns"\ngap = 2', 'text = "shared*', "put spaces around"),
    "gap of unknown size": ('text = "shared lanterns"', 'text = "shared * lanterns"', 'text = "shared *', "say by gap = 1 to 8"),
    "gap that is too large": ('text = "shared lanterns"', 'text = "shared * lanterns"\ngap = 9', "gap = 9", "from 1 to 8, found 9"),
    "gap of nothing": ('text = "shared lanterns"', 'text = "shared * lanterns"\ngap = 0', "gap = 0", "from 1 to 8, found 0"),
    "size of no gap": ('text = "shared lanterns"', 'text = "shared lanterns"\ngap = 2', "gap = 2", "there is no *"),
    "too many gaps": ('text = "shared lanterns"', 'text = "one * two * six * ten * win"\ngap = 1', 'text = "one', "has 4 gaps; at most 3"),
    "gap beside function words": (
        'text = "shared lanterns"',
        'text = "of the * lanterns"\ngap = 1',
        'text = "of the',
        "function words only",
    ),
    "form of function words": ('text = "shared lanterns"', 'text = "of the"', 'text = "of the"', "function words only"),
    "form that may be a function word": (
        'text = "shared lanterns"',
        'text = "the (lanterns)"',
        'text = "the (',
        "stands for 'the', which has",
    ),
    "language in capitals": ('language = "fr"', 'language = "FR"', '"FR"', "did you mean 'fr'"),
    "pattern that explodes": (
        'text = "shared lanterns"',
        f'text = "win{" (a)" * 30}"',
        'text = "win (a)',
        "stands for 1,073,741,824 wordings",
    ),
    "everything may be left out": ('text = "shared lanterns"', 'text = "(shared) (lanterns)"', 'text = "(sh', "is nothing and would match"),
    "open bracket": ('text = "shared lanterns"', 'text = "shared (lanterns"', 'text = "shared (', "'(' that is not closed"),
    "bracket that was not opened": ('text = "shared lanterns"', 'text = "shared) lanterns"', 'text = "shared)', "')' that was not opened"),
    "bar outside brackets": ('text = "shared lanterns"', 'text = "shared|lanterns"', 'text = "shared|', "'|' outside brackets"),
    "empty brackets": ('text = "shared lanterns"', 'text = "shared (|) lanterns"', 'text = "shared (', "empty brackets"),
    "gap in brackets": ('text = "shared lanterns"', 'text = "one (*) two"\ngap = 1', 'text = "one', "gap in brackets"),
    "inflected function words": ('text = "shared lanterns"', 'text = "of the"\ninflected = true', 'text = "of the"', "function words only"),
    "inflected Chinese": (
        'text = "lanternes partagées"\nlanguage = "fr"',
        'text = "灯笼"\nlanguage = "zh"\ninflected = true',
        "inflected",
        "Chinese words have no endings",
    ),
    "typo in inflected": ('start = "2001-05-01"', "inflect = true", "inflect", "did you mean 'inflected'"),
    "typo in gap": ('start = "2001-05-01"', "gaps = 2", "gaps", "did you mean 'gap'"),
    "typo in not_near": ('near = ["shop"', 'notnear = ["shop"', "notnear", "did you mean 'not_near'"),
    "inflected inside words": (
        "boundaries = false",
        "boundaries = false\ninflected = true",
        "boundaries",
        "does not go with gap or inflected",
    ),
    "word near by that is none": ('near = ["shop", "wick"]', 'near = ["shop", "…"]', "near", "only punctuation"),
    "endless form": ('text = "shared lanterns"', f'text = "{"lantern " * 100}"', 'text = "lantern', "at most 500"),
    "form in two scripts": ('text = "lamps for everyone"', 'text = "shаred lanterns"', 'text = "shаred', "listed twice"),
    "form that another stands for": ('text = "lamps for everyone"', 'text = "(the) shared lanterns"', 'text = "(the)', "listed twice"),
    "missing source": ('source = "Invented text A/RES/999/1"\n', "", "lanternes", "source is missing"),
    "missing label": ('label = "shared lanterns"\n', "", "", "label is missing"),
    "bad date": ('start = "2001-05-01"', 'start = "2001-13-01"', "2001-13-01", "must be a date"),
    "date that is no text": ('start = "2001-05-01"', "start = 2001-05-01", "start = 2001", "text in quotes"),
    "dates the wrong way round": ('end = "2004"', 'end = "2003"', 'end = "2003"', "not after start"),
    "unknown state": ('"FRA", "CHN"', '"FRA", "CNH"', "CNH", "unknown state code 'CNH'"),
    "renamed without a date": ('start = "2002-03"\n', "", "[[forms.scopes]]", "needs a start"),
    "scope without a source": ('source = "The draft was renamed"\n', "", "[[forms.scopes]]", "source is missing"),
    "scope that holds everywhere": ('organs = ["HRC"]\n', "", "2003", "holds everywhere"),
    "sense of no form": ('forms = ["shared lanterns"]', 'forms = ["shared lantern"]', "forms = [", "did you mean"),
    "sense without a condition": ('near = ["shop", "wick"]\n', "", "[[senses]]", "every use"),
    "flag that is no flag": ("boundaries = false", 'boundaries = "no"', "boundaries", "true or false"),
    "list that is no list": ('near = ["shop", "wick"]', 'near = "shop"', "near", "list of texts"),
    "id unlike the file": ('id = "shared-lanterns"', 'id = "lanterns"', "id =", "is not the file's name"),
    "id in capitals": ('id = "shared-lanterns"', 'id = "Shared Lanterns"', "id =", "lower-case"),
    "invalid TOML": ('label = "shared lanterns"', 'label = "shared lanterns', "label", "not valid TOML"),
    "duplicate form": ('"lamps for everyone"', '"Shared-Lanterns"', '"Shared-L', "listed twice ('shared lanterns')"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_its_file_and_line(mistake: str) -> None:
    """Each kind of mistake is refused: the message has the file, the line and what would be right."""
    old, new, place, words = MISTAKES[mistake]
    files = spoil(old, new)
    message = refusal(files)
    assert message.startswith(NAME)
    assert words in message
    text = files[NAME].decode()
    if mistake == "missing source":
        assert f"line {line('[[forms]]', text[text.index('[[forms]]') + 1 :]) + line('[[forms]]', text) - 1}:" in message
    elif mistake == "scope that holds everywhere":
        assert f"line {text[: text.rindex('[[forms.scopes]]')].count(chr(10)) + 1}:" in message
    elif place:
        assert f"line {line(place, text)}" in message


def test_a_renamed_form_needs_the_case_that_renamed_it() -> None:
    """Without scopes a renamed form would count everywhere, so it is refused."""
    start, end = SOUND.index("[[forms.scopes]]"), SOUND.index("[[senses]]")
    message = refusal({NAME: (SOUND[:start] + SOUND[end:]).encode()})
    assert "needs a [[forms.scopes]]" in message
    relation = line('"renamed"')
    assert f"line {relation}:" in message


def test_a_file_that_is_not_utf_8_is_named_with_its_line() -> None:
    """Latin-1 bytes are refused, not guessed at."""
    data = SOUND.encode().replace("é".encode(), b"\xe9")
    message = refusal({NAME: data})
    assert "not UTF-8" in message
    assert f"line {line('lanternes')}" in message


def test_an_id_in_two_folders_is_refused() -> None:
    """Two files cannot both be one formulation."""
    message = refusal({"a/shared-lanterns.toml": SOUND.encode(), "b/shared-lanterns.toml": SOUND.encode()})
    assert message == "b/shared-lanterns.toml: id 'shared-lanterns' is already that of a/shared-lanterns.toml"


def test_one_first_case_at_most() -> None:
    """Two files that both claim to be shown first are refused, both named."""
    other = SOUND.replace('id = "shared-lanterns"', 'id = "other"')
    message = refusal({NAME: SOUND.encode(), "other.toml": other.encode()})
    assert "other.toml" in message
    assert NAME in message


def test_patterns_and_words_near_by_are_read() -> None:
    """Gaps, inflection, and the conditions of scopes and senses reach their records."""
    text = SOUND.replace('text = "lanternes partagées"', 'text = "lanternes * (bien|mal) partagées"\ngap = 2\ninflected = true')
    text = text.replace('organs = ["HRC"]', 'organs = ["HRC"]\nnear = ["draft"]\nnot_near = ["shop"]')
    text = text.replace('near = ["shop", "wick"]', 'not_near = ["peace"]\nworks = ["A/RES/999/3"]\norgans = ["GA"]')
    formulation = load_lexicon({NAME: text.encode()}).formulation("shared-lanterns")
    (first, second, third), (sense,) = formulation.forms, formulation.senses
    assert (second.gap, second.inflected, first.gap, first.inflected) == (2, True, 0, False)
    assert (third.scopes[1].near, third.scopes[1].not_near) == (("draft",), ("shop",))
    assert (sense.not_near, sense.works, sense.organs) == (("peace",), ("A/RES/999/3",), ("GA",))


def test_two_patterns_of_the_same_words_are_one() -> None:
    """Two inflections of one wording are the same form to the matcher, and are refused."""
    twin = SOUND.replace('text = "shared lanterns"', 'text = "shared lantern"\ninflected = true')
    twin = twin.replace('text = "lamps for everyone"', 'text = "sharing lanterns"\ninflected = true').replace("boundaries = false\n", "")
    assert "listed twice ('shared lantern')" in refusal({NAME: twin.replace('forms = ["shared lanterns"]\n', "").encode()})


def test_keys_that_are_not_used_change_no_hash() -> None:
    """A formulation without the keys of a later release keeps its content and its hash."""
    (row,) = json.loads(canonical_bytes(load_lexicon({NAME: SOUND.encode()}).formulations))
    assert not {"gap", "inflected"} & {key for form in row["forms"] for key in form}
    assert not {"near", "not_near"} & {key for form in row["forms"] for scope in form["scopes"] for key in scope}
    assert set(row["senses"][0]) == {"name", "source", "forms", "near", "actors", "sources", "start", "end"}


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_a_configuration_error(data: bytes) -> None:
    """Whatever the file holds, the answer is one sentence."""
    with pytest.raises(ConfigurationError):
        load_lexicon({NAME: data})


@given(st.integers(0, len(SOUND) - 1), st.sampled_from(['"', "[", "]", "=", "\n", "x", "", "é", "\x00"]))
def test_one_wrong_character_is_read_or_refused(at: int, character: str) -> None:
    """A slip of the hand gives a lexicon or a `ConfigurationError`, never another error."""
    try:
        load_lexicon({NAME: (SOUND[:at] + character + SOUND[at + 1 :]).encode()})
    except ConfigurationError as error:
        assert NAME in str(error)


def test_a_folder_gives_its_toml_files_only(tmp_path: Path) -> None:
    """Editors' hidden files and notes are not read."""
    (tmp_path / NAME).write_text(SOUND, encoding="utf-8")
    (tmp_path / ".#shared-lanterns.toml").write_text("x", encoding="utf-8")
    (tmp_path / "notes.md").write_text("x", encoding="utf-8")
    assert read_folder(tmp_path) == {NAME: SOUND.encode()}


def test_a_missing_folder_is_said() -> None:
    """A wrong path is an error, not an empty lexicon."""
    with pytest.raises(ConfigurationError, match="expected a folder"):
        read_folder(Path("no/such/folder"))


def test_a_form_in_both_kinds_of_characters_may_stand_as_earlier_lexicons_listed_it() -> None:
    """A lexicon of an earlier release still opens; each place is one use, whichever of the two forms it is counted under."""
    form = '[[forms]]\ntext = "{}"\nlanguage = "zh"\nrelation = "variant"\nsource = "Invented"\n'
    text = f'id = "shared-lanterns"\nlabel = "l"\ngloss = "g"\n{form.format("共享灯笼")}{form.format("共享燈籠")}'
    read = load_lexicon({NAME: text.encode()})
    assert [one.text for one in read.formulations[0].forms] == ["共享灯笼", "共享燈籠"]
    hits = Matcher(read).scan(pa.array(["共享灯笼和共享燈籠"], pa.large_string()), ["zh"])
    assert hits.start.tolist() == [0, 5]
    assert "listed twice" in refusal({NAME: text.replace("共享燈籠", "共享 灯笼").encode()})
