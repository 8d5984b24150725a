"""What a user may count on when text is folded for matching."""

import unicodedata

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from watchword.text.normalise import Shadow, fold, fold_text

from ..writing import texts


def _originals(shadow: Shadow, begin: int, finish: int) -> tuple[int, int]:
    """Return the original bytes' offsets of a stretch of the shadow."""
    start, end = shadow.starts(np.array([begin])), shadow.ends(np.array([finish]))
    return int(start[0]), int(end[0])


@given(texts)
@example("win-\n\u200b win")
@example("合\u3000\u00a0作")
@example("\u2010 \u2010 a")
def test_shadow_is_never_longer(text: str) -> None:
    """Folding replaces and drops, and what comes out is text again."""
    shadow = fold(text.encode())
    assert len(shadow.data) <= len(text.encode())
    assert "  " not in shadow.data.decode()


@given(texts, st.data())
@example("cafe\u0301\u0327 x", None)
def test_any_stretch_leads_back_to_its_own_place(text: str, data: st.DataObject | None) -> None:
    """What stands in the original between the mapped offsets folds to the very stretch that was found."""
    shadow = fold(text.encode())
    folded = shadow.data.decode()
    if not folded.strip() or data is None:
        return
    begin = data.draw(st.integers(0, len(folded) - 1))
    finish = data.draw(st.integers(begin + 1, len(folded)))
    span = len(folded[:begin].encode()), len(folded[:finish].encode())
    if not shadow.whole(np.array([span[0]]), np.array([span[1]]))[0]:
        return  # half of a ligature is refused
    start, end = _originals(shadow, *span)
    found = text.encode()[start:end].decode()
    assert fold_text(found) == folded[begin:finish].strip()


@given(texts)
def test_offsets_only_go_forward(text: str) -> None:
    """A later place in the folded text is a later place in the original."""
    shadow = fold(text.encode())
    places = np.arange(len(shadow.data), dtype=np.int64)
    starts, ends = shadow.starts(places), shadow.ends(places + 1)
    assert (np.diff(starts) > 0).all()
    assert (np.diff(ends) >= 0).all()
    assert (ends > starts).all()
    assert (shadow.positions(starts) == places).all()
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
    assert fold_text(text) == " ".join(text.lower().split())


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
        ("𝐀😀 x", "𝐀😀 x"),
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
    """No character of the basic plane grows, breaks UTF-8, or makes space where there was a letter."""
    for point in range(0x10000):
        if 0xD800 <= point <= 0xDFFF:
            continue
        folded = fold(f"a{chr(point)}b".encode()).data.decode()
        assert folded[0] == "a"
        assert folded[-1] == "b"
        if chr(point).isalpha() and unicodedata.category(chr(point)) != "Lm":
            assert " " not in folded, hex(point)
