"""Renderings and renames against a counter that does nothing but look for strings, asked from and into six languages."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from tests.usage.parallel.slow_renderings import Side, ask_slowly, propose_slowly, rename_slowly
from watchword.pipeline.opening import open_reading
from watchword.pipeline.parallel import open_corpus
from watchword.store.base import View
from watchword.usage.intervals import wilson
from watchword.usage.parallel.asking import ask_words
from watchword.usage.parallel.collecting import face_languages
from watchword.usage.parallel.corpus import Corpus
from watchword.usage.parallel.renames import CHANGED, DROPPED, find_missing
from watchword.usage.parallel.renderings import find_renderings

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
INVENTED = {
    "en": "win-win cooperation",
    "fr": "les deux rives",
    "es": "aldeas",
    "ru": "взаимовыгодное сотрудничество",
    "ar": "القرى",
    "zh": "合作共赢",
}
REAL = {
    "en": "gender equality",
    "fr": "état de droit",
    "es": "derecho al desarrollo",
    "ru": "наращивание потенциала",
    "ar": "المساعدة التقنية",
    "zh": "能力建设",
}


@dataclass(frozen=True)
class Held:
    """A workspace's texts in several languages, the slow counter's sides of them, and the words to ask for."""

    folder: Path
    view: View
    corpus: Corpus
    sides: dict[str, Side]
    words: dict[str, str]


@pytest.fixture(scope="module", params=["invented", pytest.param("real", marks=[pytest.mark.real, pytest.mark.slow])])
def held(request: pytest.FixtureRequest) -> Iterator[Held]:
    """Open the workspace and read every aligned paragraph anew."""
    real = request.param == "real"
    folder = request.getfixturevalue("kept_resolutions" if real else "kept_lab")
    with open_reading(folder) as reading:
        corpus = open_corpus(reading.workspace, reading.view)
        rows = reading.view.rows("SELECT document, position, text FROM paragraphs")
        texts = {(row["document"], row["position"]): row["text"] for row in rows}
        parts: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for place in sorted(corpus.rows.to_pylist(), key=lambda row: (row["row"], row["document"], row["position"])):
            parts[place["language"]][place["row"]].append(texts[place["document"], place["position"]])
        yield Held(folder, reading.view, corpus, {code: Side(code, parts[code]) for code in parts}, REAL if real else INVENTED)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_figure_of_a_rendering_is_that_of_the_slow_counter(held: Held, code: str) -> None:
    """The same renderings, scores, paragraphs, intervals, works, dates and surroundings in every other language."""
    source, asked = held.sides[code], ask_slowly(held.sides[code], held.words[code])
    found = find_renderings(held.view, held.corpus, ask_words(held.corpus, held.words[code], code))
    assert found.paragraphs == len(asked) > 0
    assert {item.language for item in found.languages} == {c for c in held.sides if c != code and held.sides[c].rows.keys() & asked.keys()}
    for item in found.languages:
        side = held.sides[item.language]
        own = {row for row in asked if row in side.rows}
        places = held.corpus.places(np.array(sorted(own)), item.language)
        expected = []
        for slow in propose_slowly(source, side, asked):
            works = {places[row][0]["work"] for row in slow.asked}
            dates = sorted(places[row][0]["date"] for row in slow.asked)
            expected.append(
                (slow.terms, pytest.approx(slow.score), len(slow.asked), len(own), wilson(len(slow.asked), len(own)),
                 len(slow.everywhere) - len(slow.asked), len(works), dates[0], dates[-1])
            )  # fmt: skip
        said = [
            (side.words(r.text), r.score, r.paragraphs, r.of, (r.share_low, r.share_high), r.elsewhere, r.works, r.first, r.last)
            for r in item.renderings
        ]  # fmt: skip
        assert sorted(said, key=lambda row: row[0]) == sorted(expected, key=lambda row: row[0])
        assert item.contexts == len({asked[row] for row in own})


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_place_of_a_rename_is_that_of_the_slow_counter(held: Held, code: str) -> None:
    """The same paragraphs have no rendering, or another one than the same words had before."""
    asked = ask_slowly(held.sides[code], held.words[code])
    for facing in face_languages(held.corpus, ask_words(held.corpus, held.words[code], code), {}):
        dates = {row: str(own[0]["date"]) for row, own in held.corpus.places(facing.rows, facing.code).items()}
        missing = find_missing(held.corpus.tongues[code], facing, dates)
        said = tuple({item.row for item in missing if item.kind == kind} for kind in (DROPPED, CHANGED))
        assert said == rename_slowly(held.sides[code], held.sides[facing.code], asked, dates)
