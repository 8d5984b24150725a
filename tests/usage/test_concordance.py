"""The concordance: every use, each once, in the order asked for, with a name that lasts."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from tests.lexicon.slow_matcher import match_slowly
from tests.pipeline.invented import document, put
from tests.usage.test_collocates import SIX, make_folder
from watchword.cli.lines import cell_width, clean, print_lines
from watchword.errors import NotHeld, UnknownState, UsageError
from watchword.lexicon.records import Lexicon
from watchword.model import Bundle, Display
from watchword.pipeline.opening import Reading, open_reading
from watchword.usage.concordance import Concordance, Page, find_lines, nearest_words
from watchword.usage.filters import Filter


@pytest.fixture(scope="module")
def lab(kept_lab: Path) -> Iterator[Reading]:
    """The invented texts in six languages."""
    with open_reading(kept_lab) as opened:
        yield opened


TEXTS: tuple[Bundle, ...] = (
    document("a", "Blue boats carry shared lanterns at night.", date="2002-01-01", organ="GA", states=["KEN"]),
    document("b", "Red boats carry shared lanterns by day. And shared lanterns.", date="2002-01-02", organ="HRC", states=["CHN"]),
    document("c", "Old shared lanterns and boats.", date="2000-01-01", organ="GA", states=["FRA"]),
    document("d", "They praise shared lanterns at sea.", date="2009", organ="GA", states=["CHL"]),
    document("g", "Undated shared lanterns.", date="", organ="GA"),
    document("e", "A secret of shared lanterns to be kept.", date="2003", organ="GA", display=Display.NONE),
    document("f", "Cited shared lanterns.", date="2003", organ="GA", source="watchword_starter"),
)


def ask(folder: Path, asked: Filter = Filter(), **page: object) -> Concordance:  # noqa: B008 - a frozen record
    with open_reading(folder) as opened:
        return find_lines(opened.view, opened.lexicon.find("shared-lanterns"), asked, Page(**page))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six small texts."""
    return make_folder(tmp_path_factory.mktemp("lines") / "w", *TEXTS)


@pytest.mark.parametrize("language", SIX)
def test_every_use_is_a_line_and_stands_where_it_says(lab: Reading, language: str) -> None:
    """In six languages: the lines are the uses, and each line's text is that of its paragraph at its place."""
    formulation = lab.lexicon.find("win-win cooperation")
    rows = lab.view.rows(
        """SELECT p.document, p.position, p.text FROM paragraphs p JOIN documents d ON d.id = p.document
           WHERE d.language = ? AND d.source <> 'watchword_starter'""",
        [language],
    )
    texts = {(row["document"], row["position"]): row["text"] for row in rows}
    seen = 0
    for standing in ("in scope", "antecedent wording", "other sense"):
        found = find_lines(lab.view, formulation, Filter(languages=(language,)), Page(limit=0, standing=standing))
        assert len(found.lines) == found.total == found.standings[standing]
        assert len({line.document for line in found.lines}) == found.documents
        for line in found.lines:
            text = texts[line.document, line.paragraph]
            assert text[line.start : line.end] == line.words
            assert (line.left, line.right) == (text[max(0, line.start - 100) : line.start], text[line.end : line.end + 100])
            assert (line.language, line.standing) == (language, standing)
        seen += len(found.lines)
    slow = match_slowly(Lexicon((formulation,)), list(texts.values()), [language] * len(texts))
    assert seen == len(slow) > 0


def test_lines_are_in_the_order_asked_for(folder: Path) -> None:
    """By date; by the nearest word to the left, then the next; to the right; by actor."""
    places = {name: [(line.title, line.start) for line in ask(folder, sort=name).lines] for name in ("date", "left", "right", "actor")}
    assert [title for title, _ in places["date"]] == ["a", "b", "b", "e", "d"]
    # (nothing shown), And, carry boats Blue, carry boats Red, praise
    assert [title for title, _ in places["left"]] == ["e", "b", "a", "b", "d"]
    # (end; nothing shown), (end), at night, at sea, by
    assert [title for title, _ in places["right"]] == ["b", "e", "a", "d", "b"]
    assert [title for title, _ in places["actor"]] == ["d", "b", "b", "a", "e"]


def test_standings_are_never_mixed(folder: Path) -> None:
    """What is outside the form's dates is shown on demand only, and always counted; what is cited is no line."""
    found = ask(folder)
    assert found.standings == {"in scope": 5, "antecedent wording": 2, "other sense": 0}
    assert {line.title for line in found.lines} == {"a", "b", "d", "e"}
    assert [line.title for line in ask(folder, standing="antecedent wording").lines] == ["c", "g"]


def test_a_licence_that_shows_nothing_is_obeyed(folder: Path) -> None:
    """The use itself is quoted, its context is not, and that is said."""
    found = ask(folder)
    (line,) = (line for line in found.lines if line.title == "e")
    assert (line.left, line.words, line.right, found.hidden) == ("", "shared lanterns", "", 1)


def test_pages_join_to_the_whole(folder: Path) -> None:
    """Limit and offset cut the same order, whatever the order is; beyond the end there is nothing."""
    with open_reading(folder) as opened:
        formulation = opened.lexicon.find("shared-lanterns")
        for sort in ("date", "left", "right", "actor", "source"):
            whole = find_lines(opened.view, formulation, Filter(), Page(sort, limit=0)).lines
            pages = [find_lines(opened.view, formulation, Filter(), Page(sort, at, 2)) for at in (0, 2, 4, 99)]
            assert pages[0].lines + pages[1].lines + pages[2].lines == whole
            assert (pages[3].lines, pages[3].total) == ((), 5)


def test_filters_narrow_the_lines(folder: Path) -> None:
    """Body, state by code or name, kind, language, year; values that nothing has are refused."""
    assert ask(folder, Filter(organs=("hrc",))).total == 2
    assert {line.title for line in ask(folder, Filter(actors=("Kenya", "CHL"))).lines} == {"a", "d"}
    assert {line.title for line in ask(folder, Filter(since="2002", until="2002")).lines} == {"a", "b"}
    assert ask(folder, Filter(kinds=("speech",), languages=("en",), sources=("invented",))).total == 5
    with pytest.raises(UnknownState, match="Narnia"):
        ask(folder, Filter(actors=("Narnia",)))
    with pytest.raises(NotHeld, match="did you mean invented"):
        ask(folder, Filter(sources=("invent",)))
    for page in ({"sort": "colour"}, {"standing": "grand"}):
        with pytest.raises(UsageError):
            ask(folder, **page)


def test_a_line_keeps_its_name(tmp_path: Path) -> None:
    """Whatever is added, in whatever order, the same place has the same id, and no two have one."""
    names: list[set[tuple[str, str, int]]] = []
    for number, order in enumerate(list(permutations(TEXTS[:4]))[::6]):
        found = ask(make_folder(tmp_path / f"w{number}", *order), limit=0)
        names.append({(line.id, line.title, line.start) for line in found.lines})
        assert len({line.id for line in found.lines}) == len(found.lines)
    assert all(each == names[0] for each in names)
    small = make_folder(tmp_path / "small", TEXTS[0])
    (before,) = ask(small).lines
    put(small, *TEXTS[1:])
    assert before.id in {line.id for line in ask(small, limit=0).lines}


def test_nearest_words_come_first_in_every_script() -> None:
    """To the left from right to left; a Han character is a word; a word cut in half at the edge decides nothing."""
    assert nearest_words(["The old boats, ", "和平"], before=True) == [("boats", "old", "the"), ("平", "和")]
    assert nearest_words([" of peo-\nple", "السلام ثم"], before=False) == [("of", "people"), ("السلام", "ثم")]
    assert nearest_words(["half " + "x" * 95], before=True)[0] == ("x" * 95,)
    assert nearest_words([], before=True) == []


def test_columns_stand_under_each_other_in_every_script(lab: Reading) -> None:
    """The key word begins at the same column of a terminal in Latin and Chinese; Arabic columns change sides, each isolated."""
    formulation = lab.lexicon.find("win-win cooperation")
    for language in ("en", "zh", "ru"):
        for standing in ("in scope", "antecedent wording"):
            lines = find_lines(lab.view, formulation, Filter(languages=(language,)), Page(standing=standing)).lines
            if not lines:
                continue
            printed = print_lines(lines).splitlines()
            columns = {cell_width(text[: text.rindex(f"  {clean(line.words)}")]) for text, line in zip(printed, lines, strict=True)
                       if line.words not in line.right}  # fmt: skip
            assert len(columns) == 1, language
            assert max(map(cell_width, printed)) <= 160
    arabic = (
        find_lines(lab.view, formulation, Filter(languages=("ar",)), Page(standing="in scope", limit=1)).lines
        or find_lines(lab.view, formulation, Filter(languages=("ar",)), Page(standing="antecedent wording", limit=1)).lines
    )
    (line,) = arabic[:1]
    printed = print_lines(arabic)
    assert printed.count("\u2067") == printed.count("\u2069") == 1 + bool(line.left) + bool(line.right)
    assert printed.index(clean(line.right)[:8]) < printed.index(f"\u2067{clean(line.words)}\u2069") < printed.index(clean(line.left)[-8:])


def test_control_characters_never_reach_a_terminal() -> None:
    """Line ends become spaces; escapes and overriding directions are dropped."""
    assert clean("a\nb\x1b[31mc\u202ed\te") == "a b[31mcd e"
