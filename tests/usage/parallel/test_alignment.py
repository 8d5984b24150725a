"""Paragraphs of two languages side by side: by label, by order, by length, and what is left out."""

from hypothesis import given
from hypothesis import strategies as st

from watchword.usage.parallel.alignment import BY_LABEL, BY_LENGTH, BY_ORDER, Pair, align_paragraphs, make_unit
from watchword.usage.parallel.lengths import Unit, align_lengths, find_deviation

LONG = "An invented paragraph of some length about lanterns, number {} of session {}, which says more than its neighbours do{}."


def text(number: int) -> str:
    """Return an invented paragraph with numbers and a length of its own."""
    return LONG.format(100 + number, 200 + 7 * number, " and more" * (number * 5 % 7))


def units(*labels_and_numbers: tuple[str, int]) -> list[Unit]:
    """Return units with these labels, each with the text of its number."""
    return [make_unit(label, text(number)) for label, number in labels_and_numbers]


def test_paragraphs_with_one_label_correspond() -> None:
    """Title, preambular and operative paragraphs are aligned by what is printed beside them."""
    left = units(("title", 0), ("PP1", 1), ("PP2", 2), ("OP1", 3), ("OP1(a)", 4))
    assert align_paragraphs(left, left, 1.0) == [Pair((at,), (at,), BY_LABEL) for at in range(5)]


def test_paragraphs_without_labels_of_their_own_correspond_by_order() -> None:
    """Annexes, whose paragraphs all have one label, are aligned in order where their number is the same."""
    left = units(("annex", 1), ("annex", 2), ("annex", 3))
    assert {pair.method for pair in align_paragraphs(left, left, 1.0)} == {BY_ORDER}


def test_labels_that_are_counted_one_lower_are_not_believed() -> None:
    """Where one language lacks a paragraph, later labels name other paragraphs: lengths and numbers decide, and the lack is a gap."""
    left = units(*((f"PP{number}", number) for number in range(1, 9)))
    right = units(*((f"PP{number - (number > 3)}", number) for number in range(1, 9) if number != 3))
    pairs = align_paragraphs(left, right, 1.0)
    assert {pair.method for pair in pairs} == {BY_LENGTH}
    assert [(pair.left, pair.right) for pair in pairs] == [((at,), (at - (at > 2),)) for at in range(8) if at != 2]


def test_the_same_labels_over_other_paragraphs_are_not_believed() -> None:
    """Equal labels are no proof: two languages that each lack another paragraph print the same labels."""
    left = units(*((f"PP{at}", number) for at, number in enumerate((1, 2, 3, 4, 5, 6, 7))))
    right = units(*((f"PP{at}", number) for at, number in enumerate((1, 3, 4, 5, 6, 7, 8))))
    found = {(pair.left, pair.right) for pair in align_paragraphs(left, right, 1.0)}
    assert {((at + 1,), (at,)) for at in range(1, 6)} <= found
    assert not any(left == right for left, right in found - {((0,), (0,))})


def test_two_paragraphs_that_are_one_in_the_other_language_are_joined() -> None:
    """A paragraph that a translator split corresponds to both halves."""
    whole = [make_unit("", "a" * 300), make_unit("", "b" * 400), make_unit("", "c" * 90)]
    split = [make_unit("", "a" * 300), make_unit("", "b" * 210), make_unit("", "b" * 190), make_unit("", "c" * 90)]
    assert [(bead.left, bead.right) for bead in align_lengths(whole, split, 1.0)] == [((0,), (0,)), ((1,), (1, 2)), ((2,), (3,))]


def test_the_deviation_is_that_of_the_paper() -> None:
    """A translation of the expected length deviates by nothing; one twice as long by several standard deviations."""
    assert find_deviation(100, 30, 0.3) == 0
    assert abs(find_deviation(600, 360, 0.3)) > 3


@given(st.lists(st.integers(0, 400), max_size=12), st.lists(st.integers(0, 400), max_size=12))
def test_beads_take_every_paragraph_once_and_in_order(left: list[int], right: list[int]) -> None:
    """Nothing is lost or doubled, whatever the lengths."""
    beads = align_lengths([make_unit("", "x" * size) for size in left], [make_unit("", "x" * size) for size in right], 1.0)
    assert [at for bead in beads for at in bead.left] == list(range(len(left)))
    assert [at for bead in beads for at in bead.right] == list(range(len(right)))
