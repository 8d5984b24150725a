"""What is promised of the lexicon once it is read: stable names, one hash for one content, and names that are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lexicon.invented import SOUND
from watchword.errors import UnknownFormulation
from watchword.lexicon.load import load_lexicon
from watchword.lexicon.records import Lexicon, fold_name

OTHER = SOUND.replace("shared-lanterns", "open-gates").replace("shared lanterns", "open gates").replace("first_case = true", "")
FILES = {"shared-lanterns.toml": SOUND.encode(), "open-gates.toml": OTHER.encode()}


@pytest.fixture
def lexicon() -> Lexicon:
    """Two invented formulations that share some of their forms."""
    return load_lexicon(FILES)


def test_the_order_of_files_changes_nothing(lexicon: Lexicon) -> None:
    """Fed in another order, the lexicon is the same."""
    assert load_lexicon(dict(reversed(FILES.items()))) == lexicon
    assert [formulation.id for formulation in lexicon.formulations] == ["open-gates", "shared-lanterns"]


def test_comments_and_layout_do_not_change_the_hash(lexicon: Lexicon) -> None:
    """The hash is of the content: a comment keeps it, a word changes it."""
    commented = {name: data + b"\n# a comment\n" for name, data in FILES.items()}
    changed = {name: data.replace(b"An invented", b"One invented") for name, data in FILES.items()}
    assert load_lexicon(commented).sha256 == lexicon.sha256
    assert load_lexicon(changed).sha256 != lexicon.sha256


def test_a_form_keeps_its_id_when_another_is_added_before_it(lexicon: Lexicon) -> None:
    """Ids are made of the content, not of the place in the file."""
    added = SOUND.replace("[[forms]]", '[[forms]]\ntext = "lantern sharing"\nlanguage = "en"\nrelation = "variant"\n'
                          'source = "Invented"\n\n[[forms]]', 1)  # fmt: skip
    later = load_lexicon({"shared-lanterns.toml": added.encode()}).formulation("shared-lanterns")
    earlier = lexicon.formulation("shared-lanterns")
    assert [form.id for form in later.forms[1:]] == [form.id for form in earlier.forms]
    assert earlier.forms[0].id == "shared-lanterns/en/shared lanterns"


@pytest.mark.parametrize("name", ["shared-lanterns", "Shared Lanterns", "SHARED\u2011LANTERNS", " shared  lanterns "])
def test_a_formulation_is_found_by_id_label_or_form(lexicon: Lexicon, name: str) -> None:
    """Case, hyphens and spaces do not matter."""
    assert lexicon.find(name).id == "shared-lanterns"


def test_accents_may_be_left_out() -> None:
    """A name typed without accents finds the form that has them."""
    alone = load_lexicon({"shared-lanterns.toml": SOUND.encode()})
    assert alone.find("Lanternes partagees").id == "shared-lanterns"


def test_a_form_of_two_formulations_is_not_guessed(lexicon: Lexicon) -> None:
    """Where the words belong to two formulations, both ids are offered."""
    with pytest.raises(UnknownFormulation, match="open-gates or shared-lanterns"):
        lexicon.find("lamps for everyone")


@pytest.mark.parametrize("name", ["shared lantern", "opengate"])
def test_an_unknown_name_gets_the_nearest(lexicon: Lexicon, name: str) -> None:
    """A slip of the hand is answered with the names that are near."""
    with pytest.raises(UnknownFormulation, match="did you mean"):
        lexicon.find(name)


@pytest.mark.parametrize("name", ["", "…", "\udc80"])
def test_a_name_without_letters_is_refused(lexicon: Lexicon, name: str) -> None:
    """Nothing, punctuation and broken bytes are no names."""
    with pytest.raises(UnknownFormulation):
        lexicon.find(name)


def test_an_unknown_id_gets_the_nearest_or_what_there_is(lexicon: Lexicon) -> None:
    """The message says what could have been meant."""
    with pytest.raises(UnknownFormulation, match="did you mean 'open-gates'"):
        lexicon.formulation("open-gate")
    with pytest.raises(UnknownFormulation, match="it holds open-gates, shared-lanterns"):
        lexicon.formulation("zzz")
    with pytest.raises(UnknownFormulation, match="empty"):
        load_lexicon({}).formulation("zzz")


def test_the_first_case_is_known(lexicon: Lexicon) -> None:
    """A new user is shown the formulation that says so, or none."""
    first = lexicon.first_case()
    assert first is not None
    assert first.id == "shared-lanterns"
    assert load_lexicon({}).first_case() is None


def test_russian_endings_stay_apart() -> None:
    """й is a letter of its own: two cases of a word are two forms."""
    assert fold_name("отношений") != fold_name("отношении")


@given(st.text())
def test_folding_a_name_twice_is_folding_it_once(text: str) -> None:
    """A folded name is its own folded name, unless words of several scripts are joined to one in it."""
    if any("\u0370" <= letter < "\u0530" for letter in text) and any(letter.isalpha() and letter < "\u0250" for letter in fold_name(text)):
        return
    assert fold_name(fold_name(text)) == fold_name(text)
