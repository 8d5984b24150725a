"""Repeats of a text are found, and texts of one form are not taken for repeats."""

import datetime
import io
import json
import zipfile
from itertools import permutations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.corpora import data_file
from tests.usage.labelled import OTHERS_DEVELOPED, OTHERS_REPORTED, REPEATS_DEVELOPED, REPEATS_REPORTED
from watchword.usage.events import LEAST, LEAST_OF_TWINS, WINDOW
from watchword.usage.reprints import find_reprints

WORDS = "the invented ferry left the northern bank at dawn with seven lanterns and a goat that nobody had paid for"
HAN = "发明的渡船在黎明时分载着七盏灯笼和一只没有付钱的山羊离开了北岸前往南岸的集市"


def shares(texts: list[str], days: list[int], *, by_characters: bool = False, least: float = 0.01) -> dict[tuple[int, int], float]:
    """Return the containment of each pair that shares anything."""
    return {(i, j): share for i, j, share in find_reprints(texts, days, window=3, least=least, by_characters=by_characters)}


@pytest.mark.parametrize(("text", "by_characters"), [(WORDS, False), (HAN, True)])
def test_an_excerpt_is_contained_whole_and_only_within_the_window(text: str, by_characters: bool) -> None:
    """Half a text inside a longer one is contained to 1, in another case and with other punctuation; four days on it is not compared."""
    half = text[: len(text) // 2].rpartition(" ")[0] or text[: len(text) // 2]
    texts = [text, "（" + half.upper() + "！）", text]
    assert shares(texts, [10, 12, 16], by_characters=by_characters) == {(0, 1): pytest.approx(1.0)}


def test_stock_sentences_weigh_little() -> None:
    """Notices that differ in a name and a date share most of their words and are no repeats."""
    notice = "at the invitation of the chair the {} of {} will pay a visit to the river and attend the second assembly of ferries"
    names = ["queen north", "mayor south", "pilot east", "baker west", "miller delta", "piper marsh"]
    texts = [notice.format(*name.split()) for name in names]
    assert all(share < LEAST for share in shares(texts, [5] * 6).values())
    assert shares([*texts, texts[0]], [5] * 7)[0, 6] > LEAST


def test_nothing_and_one_text_and_blanks_are_no_pairs() -> None:
    """There is nothing to compare."""
    for texts in ([], [WORDS], ["", ""], ["...", "\0\0"], ["a", ""]):
        assert shares(texts, [1] * len(texts)) == {}
    assert shares(["a", "a"], [1, 1]) == {(0, 1): 1.0}


def test_the_order_of_texts_changes_nothing() -> None:
    """Whatever came first, the same texts have the same shares."""
    texts = [(WORDS, 1), (WORDS[:60], 2), (WORDS[30:] + " again and again", 3), ("something else altogether here", 2)]
    found = set()
    for order in permutations(range(4)):
        pairs = shares([texts[n][0] for n in order], [texts[n][1] for n in order])
        found.add(tuple(sorted((*sorted((order[i], order[j])), round(share, 12)) for (i, j), share in pairs.items())))
    assert len(found) == 1


@given(st.lists(st.tuples(st.text("ab cd", max_size=30), st.integers(0, 6)), max_size=6), st.booleans())
def test_a_share_is_a_share_of_plainly_compared_shingles(texts: list[tuple[str, int]], by_characters: bool) -> None:
    """The join over hashes gives what sets of shingles give."""
    size = 8 if by_characters else 4
    cut = [text.replace(" ", "") if by_characters else text.split() for text, _ in texts]
    sets = [{tuple(units[at : at + size]) for at in range(max(1, len(units) - size + 1))} if units else set() for units in cut]
    weights = [
        {s: 1 / max(1, sum(s in other for k, other in enumerate(sets) if k != n and abs(texts[k][1] - texts[n][1]) <= 3)) for s in own}
        for n, own in enumerate(sets)
    ]  # fmt: skip
    expected = {}
    for j in range(len(sets)):
        for i in range(j):
            common = sets[i] & sets[j]
            if common and abs(texts[i][1] - texts[j][1]) <= 3:
                small = min((i, j), key=lambda n: sum(weights[n].values()))
                expected[i, j] = sum(weights[small][s] for s in common) / sum(weights[small].values())
    found = shares([text for text, _ in texts], [day for _, day in texts], by_characters=by_characters, least=0.0)
    assert found.keys() == expected.keys()
    for pair, share in found.items():
        i, j = pair
        if sum(weights[i].values()) != pytest.approx(sum(weights[j].values())):
            assert share == pytest.approx(expected[pair])


@pytest.fixture(scope="module")
def news() -> dict[str, tuple[str, str, str]]:
    """Date, title and text of the evening news and of the spokespersons' remarks, by id."""
    found = {}
    stream = io.TextIOWrapper(pa.CompressedInputStream(pa.OSFile(str(data_file("xinwen-lianbo.jsonl.zst"))), "zstd"), encoding="utf-8")
    for row in map(json.loads, stream):
        found[f"x:{row['id']}"] = (row["date"], row["title"], f"{row['title']} {row['text']}")
    with zipfile.ZipFile(data_file("zh-reports.zip")) as container:
        (name,) = (item for item in container.namelist() if item.endswith("mfa_spokesperson_remarks_zh.jsonl"))
        for row in map(json.loads, container.read(name).decode("utf-8").splitlines()):
            key = str(row["url"]).rpartition("/")[2].partition(".")[0]
            found[f"m:{key}"] = (row["date"], row["title"], f"{row['title']} {row['text']}")
    return found


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.parametrize(
    ("repeats", "others", "recall", "precision"),
    [(REPEATS_DEVELOPED, OTHERS_DEVELOPED, 0.8, 0.9), (REPEATS_REPORTED, OTHERS_REPORTED, 0.8, 0.85)],
    ids=["developed", "reported"],
)
def test_repeats_labelled_by_hand_are_found(
    news: dict[str, tuple[str, str, str]], repeats: list[str], others: list[str], recall: float, precision: float
) -> None:
    """Of pairs labelled by hand, compared among all items of their days, most repeats are found and hardly anything else."""
    pairs = [tuple(pair.split("+")) for pair in (*repeats, *others)]
    days = {datetime.date.fromisoformat(news[name][0]).toordinal() for pair in pairs for name in pair}
    near = {day + by for day in days for by in range(-WINDOW, WINDOW + 1)}
    names = sorted(name for name, row in news.items() if datetime.date.fromisoformat(row[0]).toordinal() in near)
    dates = [datetime.date.fromisoformat(news[name][0]).toordinal() for name in names]
    found = find_reprints([news[name][2] for name in names], dates, window=WINDOW, least=LEAST_OF_TWINS, by_characters=True)
    said = {
        frozenset((names[i], names[j])) for i, j, share in found
        if share >= LEAST or news[names[i]][:2] == news[names[j]][:2]
    }  # fmt: skip
    right = sum(frozenset(pair) in said for pair in pairs[: len(repeats)])
    wrong = sum(frozenset(pair) in said for pair in pairs[len(repeats) :])
    print(f"{right} of {len(repeats)} repeats, {wrong} of {len(others)} others")
    assert right / len(repeats) >= recall
    assert right / (right + wrong) >= precision
