"""What a user may count on when text is folded for matching."""

import re
import unicodedata

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from watchword.text.characters import _may_fold, fold_character
from watchword.text.normalise import Shadow, fold, fold_text

from ..writing import texts

_CYRILLIC = re.compile("[\u0370-\u052f]")


def _originals(shadow: Shadow, begin: int, finish: int) -> tuple[int, int]:
    """Return the original bytes' offsets of a stretch of the shadow."""
    start, end = shadow.starts(np.array([begin])), shadow.ends(np.array([finish]))
    return int(start[0]), int(end[0])


def _growth(text: str) -> int:
    """Return by how many bytes single characters of the text may grow: ligatures written out, Latin letters in Cyrillic words."""
    alone = sum(max(0, len(fold(character.encode()).data) - len(character.encode())) for character in text)
    return alone + (sum(character.isascii() and character.isalpha() for character in text) if _CYRILLIC.search(text) else 0)


def _mixed(text: str) -> bool:
    """Say whether a word of the text has letters of two scripts, so that it is judged as a whole."""
    return bool(_CYRILLIC.search(text)) and any((ord(c) < 0x250 and c.isalpha()) or 0x1E00 <= ord(c) < 0x1F00 for c in text)


@given(texts)
@example("win-\n\u200b win")
@example("合\u3000\u00a0作")
@example("\u2010 \u2010 a")
@example("ﻻ ﷲ ﷺ")
@example("миpный cо мной")
def test_shadow_is_never_longer(text: str) -> None:
    """Folding replaces and drops, and what comes out is text again; only a ligature or a letter put right may grow."""
    shadow = fold(text.encode())
    assert len(shadow.data) <= len(text.encode()) + _growth(text)
    assert "  " not in shadow.data.decode()


@given(texts, st.data())
@example("cafe\u0301\u0327 x", None)
def test_any_stretch_leads_back_to_its_own_place(text: str, data: st.DataObject | None) -> None:
    """What stands in the original between the mapped offsets folds to the very stretch that was found."""
    shadow = fold(text.encode())
    folded = shadow.data.decode()
    if not folded.strip() or data is None or _mixed(text):
        return
    begin = data.draw(st.integers(0, len(folded) - 1))
    finish = data.draw(st.integers(begin + 1, len(folded)))
    span = len(folded[:begin].encode()), len(folded[:finish].encode())
    if not shadow.whole(np.array([span[0]]), np.array([span[1]]))[0]:
        return  # half of a ligature is refused
    start, end = _originals(shadow, *span)
    found = text.encode()[start:end].decode()
    assert fold_text(found) == folded[begin:finish].strip()


_SPOILT = {"en": "proаgress сommitteе Тhоmаs", "ru": "миpный Cотрудничествo paзвития"}


@given(st.lists(st.one_of(texts, st.sampled_from([w for words in _SPOILT.values() for w in words.split()])), max_size=6), st.data())
def test_whole_words_with_letters_of_another_script_lead_back_too(parts: list[str], data: st.DataObject) -> None:
    """A word that mixes scripts and says which it is of folds alone as it folds in its text, and maps back to itself."""
    word = data.draw(st.sampled_from([w for words in _SPOILT.values() for w in words.split()]))
    before, behind = " . ".join([*parts, ""]), " . ".join(["", *parts])
    shadow = fold((before + word + behind).encode())
    begin = shadow.positions(np.array([len(before.encode())]))
    finish = shadow.positions(np.array([len((before + word).encode())]))
    assert shadow.data[int(begin[0]) : int(finish[0])].decode() == fold_text(word)
    start, end = _originals(shadow, int(begin[0]), int(finish[0]))
    assert (before + word + behind).encode()[start:end].decode() == word


@given(texts)
def test_offsets_only_go_forward(text: str) -> None:
    """A later place in the folded text is a later place in the original, or the same where one character became several letters."""
    shadow = fold(text.encode())
    places = np.arange(len(shadow.data), dtype=np.int64)
    starts, ends = shadow.starts(places), shadow.ends(places + 1)
    assert (np.diff(starts) >= 0).all()
    assert (np.diff(ends) >= 0).all()
    assert (ends > starts).all()
    whole = shadow.whole(places, np.minimum(places + 1, len(places)))
    assert (shadow.positions(starts[whole]) == places[whole]).all()
    assert not len(ends) or ends[-1] <= len(text.encode())


@given(st.lists(texts, max_size=5))
def test_neighbours_in_a_batch_do_not_mix(parts: list[str]) -> None:
    """A batch keeps each text's own bytes: positions of the joints lead back to the joints."""
    data = "\n.\n".join(parts).encode()
    shadow = fold(data)
    edges = shadow.positions(np.array([0, len(data)]))
    assert edges.tolist() == [0, len(shadow.data)]


@given(st.text(st.characters(max_codepoint=0x7F), max_size=60))
def test_plain_english_is_only_lowered(text: str) -> None:
    """In ASCII nothing but case, white space, hyphens and line ends is touched."""
    if "-" in text:
        return
    assert fold_text(text) == " ".join(text.lower().replace("`", "'").split())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Win-Win  co\u2011operation", "win win co operation"),
        ("win\u2013win\tcooperation", "win win cooperation"),
        ("WIN\u00a0WIN\r\n COOPERATION", "win win cooperation"),
        ("coop-\neration", "cooperation"),
        ("coop\u00ad\n  eration", "cooperation"),
        ("coop\u2010\r\neration", "cooperation"),
        ("win-\nWin", "win win"),
        ("2018-\n2020", "2018 2020"),
        ("- item", "item"),
        ("coop\u00aderation", "cooperation"),
        ("\ufeffwin\u200b\u2060win", "winwin"),
        ("ｗｉｎ－ｗｉｎ", "win win"),
        ("“win’s”", '"win\'s"'),
        ("coopération ÉGALITÉ", "cooperation egalite"),
        ("coope\u0301ration", "cooperation"),
        ("ﬁnal oﬃce", "final office"),
        ("взаимовыгодный ЁЖ", "взаимовыгодный ёж"),
        ("взаимовыгодныи\u0306 Е\u0308ж", "взаимовыгодный ёж"),
        ("ста\u0301рый", "старый"),
        ("التَّعَاوُن", "التعاون"),
        ("الــتــعــاون", "التعاون"),
        ("أإآا", "اااا"),
        ("合作 共赢", "合作共赢"),
        ("合作\n\u3000\u3000共赢", "合作共赢"),
        ("合作\u00a0共赢", "合作共赢"),
        ("合作-共赢", "合作共赢"),
        ("合作\u200b \u200b共赢", "合作共赢"),
        ("合作 win 共赢", "合作 win 共赢"),
        ("，合作", ",合作"),
        ("𝐀😀 x", "a😀 x"),
        ("coop-\feration", "cooperation"),
        ("coop-\n\n\feration", "cooperation"),
        ("Non-\fAligned", "non aligned"),
        ("северо-\nВосток", "северо восток"),
        ("сотруд-\nничество", "сотрудничество"),
        ("– item, -\nitem", "item, item"),
        ("ﻟﻠﺘﻌﺎﻭﻥ ﻹﻋﻼﻥ", "للتعاون لاعلان"),
        ("على ٱلله علی", "علي الله علي"),
        ("دولة دوله", "دولة دوله"),
        ("عام ٢٠٣٠", "عام 2030"),
        ("人類命運共同體", "人类命运共同体"),
        ("乾淨 後來 臺灣 台灣", "干净后来台湾台湾"),
        ("著名 看著", "着名看着"),
        ("豈 金 ⾦", "岂金金"),
        ("「共同體」 『一帶』", '"共同体" "一带"'),
        ("œuvre ŒUVRE", "oeuvre oeuvre"),
        ("people´s people`s people‛s", "people's people's people's"),
        ("prоgress сommittee ОAU ЕEC", "progress committee oau eec"),
        ("Ad Hос Committee", "ad hoc committee"),
        ("вместе сo всеми", "вместе со всеми"),
        ("cотрудничество миp", "сотрудничество мир"),
        ("сор and cop, а b", "сор and cop, а b"),
        ("αlpha Αthens Δt", "alpha athens δt"),
        ("жwz", "жwz"),
        ("", ""),
        (" \n\u3000", ""),
    ],
)
def test_spellings_of_one_wording_fold_to_one(text: str, folded: str) -> None:
    """Hyphens, spaces, line ends, case, accents, widths and vowel marks do not hide a wording."""
    assert fold_text(text) == folded


@pytest.mark.parametrize(("one", "other"), [("мир", "мира"), ("й", "и"), ("ё", "е"), ("合作", "合做"), ("win win", "winwin")])
def test_different_letters_stay_different(one: str, other: str) -> None:
    """Folding does not make one word of two."""
    assert fold_text(one) != fold_text(other)


@pytest.mark.parametrize("text", ["cafe\u0301 noir", "التَّعَاوُنُ الدولي", "naï\u0308ve"])
def test_marks_at_the_end_belong_to_the_match(text: str) -> None:
    """A quotation is not cut between a letter and the accent that stands behind it."""
    word = text.partition(" ")[0]
    shadow = fold(text.encode())
    start, end = _originals(shadow, 0, len(fold_text(word).encode()))
    assert text.encode()[start:end].decode() == word


def test_every_single_character_folds_safely() -> None:
    """No character of the basic plane breaks UTF-8 or makes space where there was a letter."""
    characters = [chr(point) for point in range(1, 0x10000) if not 0xD800 <= point <= 0xDFFF]
    made = fold("\0".join(f"a{character}b" for character in characters).encode()).data.decode().split("\0")
    for character, folded in zip(characters, made, strict=True):
        assert folded[0] == "a"
        assert folded[-1] == "b"
        phrase = " " in unicodedata.normalize("NFKC", character)  # one character of Arabic that stands for a whole blessing
        if character.isalpha() and unicodedata.category(character) != "Lm" and not phrase:
            assert " " not in folded, hex(ord(character))


def test_table_leaves_out_no_character_that_folds() -> None:
    """The quick look that spares most characters their folding spares none that would change."""
    every = (chr(point) for first, last in ((0x80, 0xD800), (0xE000, 0x10000)) for point in range(first, last))
    spared = [character for character in every if not _may_fold(character)]
    assert len(spared) > 40_000
    assert [character for character in spared if fold_character(character) != character] == []


def test_texts_in_one_batch_are_judged_each_by_itself() -> None:
    """A word at the end of one text and one at the start of the next are two words, whatever scripts they are of."""
    parts = ["wholly сор", "win", "мир", "сор"]
    joined = "".join(parts).encode()
    edges = np.cumsum([0, *(len(part.encode()) for part in parts)])
    assert fold(joined, edges).data.decode() == "wholly сорwinмирсор"


@pytest.mark.parametrize("text", ["aб" * 500_000, "é" * 10 + "а" * 1_000_000, "ﻻ" * 100_000, "а" + "\u00ad" * 100_000 + "b"])
def test_hostile_text_is_folded_in_its_length(text: str) -> None:
    """A word of a million letters of two scripts is left alone, and takes no longer than its length."""
    assert fold(text.encode()).data.decode()
