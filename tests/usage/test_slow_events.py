"""Documents, events and uses against a counter that compares every two texts, on repeats planted in six languages and on real news."""

import datetime
import random
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import pytest

from tests.pipeline.invented import document, put
from tests.usage.test_slow_counter import LANGUAGES, real_texts
from watchword.model import Bundle, Document
from watchword.pipeline.opening import Reading, open_reading
from watchword.pipeline.starting import make_workspace
from watchword.usage.counts import count_usage
from watchword.usage.events import find_events

WORDING = {
    "ar": "التعاون المفيد للجميع",
    "en": "win-win cooperation",
    "es": "cooperación beneficiosa para todos",
    "fr": "coopération gagnant-gagnant",
    "ru": "беспроигрышное сотрудничество",
    "zh": "合作共赢",
}
LETTERS = {
    "ar": "بتجدرسصطعفقكلمنهوي",
    "en": "abdefgiklmnoprstu",
    "es": "abdefgiklmnoñrst",
    "fr": "abcdéfgilmnoprst",
    "ru": "абвгдеиклмнопрст",
}
HAN = "山水田园春秋风雨桥路灯船茶书木石云月花鸟鱼米果叶泉岛"
KINDS = ("whole", "digest", "headline", "stock", "other", "too late")


def invented_texts() -> Iterator[Bundle]:
    """In each language: texts, and for each of them a reprint, a digest, a headline with its item, a text that shares a stock sentence
    with many, one that shares nothing, and a reprint of four days later; one work held in all languages; one undated.
    """
    for code, wording in WORDING.items():
        draw = random.Random(f"events {code}")
        stock = _write(draw, code, 12)
        for number in range(18):
            day = datetime.date(2015, 3, 1) + datetime.timedelta(days=number * 9)
            sentences = [_write(draw, code, 12) for _ in range(5)]
            text = "\n".join([*sentences[:2], wording + ("。" if code == "zh" else "."), *sentences[2:]])
            kind = KINDS[number % len(KINDS)]
            again, title, later = text.upper(), f"again {code} {number}", number % 4
            if kind == "digest":
                again = "\n".join([sentences[1], f"{wording}.", sentences[2], _write(draw, code, 8)])
            elif kind == "headline":
                again, title, later = f"{sentences[0]} {wording}. {_write(draw, code, 11)}", f"text {code} {number}", 0
            elif kind in ("stock", "other"):
                again = "\n".join([stock if kind == "stock" else _write(draw, code, 12), f"{wording}.", _write(draw, code, 30)])
            elif kind == "too late":
                later = 4
            dates = day.isoformat(), (day + datetime.timedelta(days=later)).isoformat()
            yield document(f"{code}{number:02}a", text, title=f"text {code} {number}", date=dates[0], language=code)
            yield document(f"{code}{number:02}b", again, title=title, date=dates[1], language=code, source="reprints")
        yield document(f"{code}-work", f"{wording}. {_write(draw, code, 9)}", work="one-work", date="2016-05-05", language=code)
        yield document(f"{code}-year", text, title=f"year {code}", date="2015", language=code)


def _write(draw: random.Random, code: str, words: int) -> str:
    """Return a sentence of words that mean nothing."""
    if code == "zh":
        return "".join(draw.choices(HAN, k=2 * words)) + "。"
    return " ".join("".join(draw.choices(LETTERS[code], k=draw.randint(3, 8))) for _ in range(words)) + "."


Repeats = dict[str, tuple[str, float]]


def count_slowly(documents: Sequence[Document], texts: dict[str, str]) -> tuple[dict[str, str], Repeats]:
    """Return the earliest document of each document's event, and what each repeats most, from docs/words-spread.md."""
    ordered = sorted(documents, key=lambda item: (item.date == "", item.date, item.id))
    pairs: list[tuple[float, int, int]] = []
    shingles = [_shingle(texts[item.id], item.language) for item in ordered]
    days = [datetime.date.fromisoformat(item.date) if len(item.date) == 10 else None for item in ordered]

    def near(one: int) -> list[int]:
        return [
            other for other, day in enumerate(days)
            if other != one and day and days[one] and abs((day - days[one]).days) <= 3 and ordered[other].language == ordered[one].language
        ]  # fmt: skip

    weights = []
    for one, own in enumerate(shingles):
        others = Counter(shingle for other in near(one) for shingle in shingles[other] & own)
        weights.append({shingle: 1 / max(1, others[shingle]) for shingle in own})
    for one, item in enumerate(ordered):
        firsts = [other for other in range(one) if ordered[other].work == item.work][:1]
        pairs += [(1.0, first, one) for first in firsts]
        for other in (other for other in near(one) if other < one):
            small = min((other, one), key=lambda at: sum(weights[at].values()))
            common = sum(weights[small][shingle] for shingle in shingles[one] & shingles[other])
            twins = (ordered[other].title, ordered[other].date) == (item.title, item.date)
            if common and (share := common / sum(weights[small].values())) >= (0.35 if twins else 0.65):
                pairs.append((share, other, one))
    group = list(range(len(ordered)))
    for _, one, other in pairs:
        group = [min(group[one], group[other]) if at in (group[one], group[other]) else at for at in group]
    most: dict[int, tuple[float, int]] = {}
    for share, one, other in pairs:
        most[other] = max(most.get(other, (0.0, 0)), (share, -one))
    repeats = {ordered[at].id: (ordered[-one].id, share) for at, (share, one) in most.items()}
    return {item.id: ordered[group[at]].id for at, item in enumerate(ordered)}, repeats


def _shingle(text: str, code: str) -> set[tuple[str, ...]]:
    units, size = (list(filter(str.isalnum, text.casefold())), 8) if code == "zh" else (_words(text.casefold()), 4)
    return {tuple(units[at : at + size]) for at in range(max(1, len(units) - size + 1))}


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() or unicodedata.combining(letter) else " " for letter in text).split()


@pytest.fixture(scope="module", params=["invented", pytest.param("real", marks=[pytest.mark.real, pytest.mark.slow])])
def reading(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Reading, list[Bundle]]]:
    """Put the texts into a workspace; each real one is there again, as a reprint of the day after without its last tenth."""
    bundles = list(invented_texts()) if request.param == "invented" else _with_reprints(list(real_texts()))
    folder = tmp_path_factory.mktemp("events") / "workspace"
    with make_workspace(folder):
        pass
    put(folder, *bundles)
    with open_reading(folder) as opened:
        yield opened, bundles


def _with_reprints(bundles: list[Bundle]) -> list[Bundle]:
    again = []
    for number, bundle in enumerate(bundles):
        assert bundle.document
        day = datetime.date.fromisoformat(bundle.document.date) + datetime.timedelta(days=1)
        text = "\n".join(block.text for block in bundle.blocks)
        text = text[: 9 * len(text) // 10]
        again.append(document(f"again{number}", text, date=day.isoformat(), language=bundle.document.language, source="reprints"))
    return [*bundles, *again]


def test_every_event_and_every_repeat_is_that_of_the_slow_counter(reading: tuple[Reading, list[Bundle]]) -> None:
    """Documents with a use, the events they are, their uses, and which text each repeats and how much of it, in six languages."""
    opened, bundles = reading
    texts = {bundle.document.id: " ".join(block.text for block in bundle.blocks) for bundle in bundles if bundle.document}
    held = {bundle.document.id: bundle.document for bundle in bundles if bundle.document}
    repeated = set()
    for formulation in opened.lexicon.formulations:
        uses = Counter(
            row["document"] for row in opened.view.rows(
                "SELECT document FROM uses WHERE formulation = ? AND standing = 'in scope'", [formulation.id]
            )
        )  # fmt: skip
        of, repeats = count_slowly([held[name] for name in uses], texts)
        found = find_events(opened.view, formulation)
        assert found.of == of
        assert {item.document: (item.repeats, item.containment) for item in found.repeats} == {
            name: (other, pytest.approx(share)) for name, (other, share) in repeats.items()
        }
        expected: dict[tuple[str, int | None], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for name, count in uses.items():
            row = expected[held[name].stamp.source, int(held[name].date[:4]) if held[name].date else None]
            for at, more in enumerate((1, of[name] == name, count, len(held[name].date) < 10)):
                row[at] += more
        assert {(row.source, row.year): [row.documents_with, row.events, row.uses, row.undated] for row in found.rows} == expected
        by_language = {row["language"]: row["events"] for row in count_usage(opened.view, formulation, ("language",), found.of)}
        assert +Counter(by_language) == Counter(language for language, _ in {(held[name].language, of[name]) for name in uses})
        repeated |= {held[name].language for name, (other, _) in repeats.items() if held[name].work != held[other].work}
    # The real sentences drawn have no French use of any form.
    assert repeated >= set(LANGUAGES) - ({"fr"} if len(bundles) > 300 else set()), "the texts must put every language to the test"
