"""Counts, earliest uses and spread against a counter that does nothing but look for strings, in six languages."""

import datetime
import io
import json
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from tests.corpora import data_file
from tests.lexicon.slow_matcher import match_slowly
from tests.pipeline.invented import document, put
from watchword.lexicon.records import Formulation
from watchword.lexicon.standing import needs_judging
from watchword.model import Bundle, Document
from watchword.pipeline.opening import Reading, open_reading
from watchword.pipeline.starting import make_workspace
from watchword.usage.counts import count_usage
from watchword.usage.following import follow
from watchword.usage.intensity import measure_intensity
from watchword.usage.origins import find_origins
from watchword.usage.spread import spread_by_state, spread_by_year

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
STATES = ("FRA", "KEN", "CHL", "CHN", "EGY", "RUS", "JPN")
INVENTED = Path(__file__).parents[2] / "docs" / "invented"


def invented_texts() -> list[Bundle]:
    """Every third invented speech of the documentation, with their dates and states."""
    rows = [json.loads(line) for line in (INVENTED / "invented_speeches.jsonl").read_text(encoding="utf-8").splitlines()[::3]]
    return [
        document(f"speech{n}", row["text"], date=row["date"], language=row["language"], states=[STATES[n % len(STATES)]], organ="GA")
        for n, row in enumerate(rows)
    ]


def real_texts() -> Iterator[Bundle]:
    """Every eighth sentence of the aligned set in six languages, twenty a text, and the first items of the evening news."""
    with zipfile.ZipFile(data_file("parallel-devset.zip")) as container:
        for language in LANGUAGES:
            (name,) = (item for item in container.namelist() if item.endswith(f".{language}"))
            sentences = container.read(name).decode("utf-8").splitlines()[::8]
            for at in range(0, len(sentences), 20):
                day = datetime.date(2003, 1, 1) + datetime.timedelta(days=(at * 37) % 6000)
                yield document(
                    f"{language}{at}", "\n".join(sentences[at : at + 20]), date=day.isoformat(), language=language, organ="GA",
                    states=[STATES[at // 20 % len(STATES)]], source=f"set_{language}",
                )  # fmt: skip
    stream = io.TextIOWrapper(pa.CompressedInputStream(pa.OSFile(str(data_file("xinwen-lianbo.jsonl.zst"))), "zstd"), encoding="utf-8")
    for number, line in enumerate(stream):
        if number % 300 == 0:
            row = json.loads(line)
            yield document(f"news{number}", row["text"] or row["title"], date=row["date"], language="zh", organ="CCTV", source="news")
        if number > 60_000:
            return


@dataclass(frozen=True)
class Texts:
    """Texts, the workspace that holds them with the lexicon of the program, and the slow counter's uses by formulation and text."""

    bundles: list[Document]
    reading: Reading
    uses: dict[tuple[str, str], int]

    def of(self, formulation: Formulation) -> list[tuple[Document, int]]:
        """Return the texts in a language of the formulation, each with its number of uses, by date."""
        spoken = {form.language for form in formulation.forms}
        found = [(text, self.uses.get((formulation.id, text.id), 0)) for text in self.bundles if text.language in spoken]
        return sorted(found, key=lambda item: item[0].date)

    def plain(self) -> list[Formulation]:
        """Return the formulations whose every use is in scope: what counts is then the words alone."""
        return [f for f in self.reading.lexicon.formulations if not any(needs_judging(f, form) for form in f.forms)]


@pytest.fixture(scope="module", params=["invented", pytest.param("real", marks=[pytest.mark.real, pytest.mark.slow])])
def texts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Texts]:
    """Put the texts into a workspace, and count every formulation in them slowly."""
    bundles = invented_texts() if request.param == "invented" else list(real_texts())
    folder = tmp_path_factory.mktemp("slow") / "workspace"
    with make_workspace(folder):
        pass
    put(folder, *bundles)
    with open_reading(folder) as reading:
        owner = {form.id: formulation.id for formulation in reading.lexicon.formulations for form in formulation.forms}
        uses = Counter[tuple[str, str]]()
        documents = []
        for bundle in bundles:
            assert bundle.document
            documents.append(bundle.document)
            paragraphs = [block.text for block in bundle.blocks]
            for form, _, _ in match_slowly(reading.lexicon, paragraphs, [bundle.document.language] * len(paragraphs)):
                uses[owner[form], bundle.document.id] += 1
        yield Texts(documents, reading, uses)


def test_every_use_is_that_of_the_slow_counter_whatever_its_standing(texts: Texts) -> None:
    """By year and language, uses in scope, antecedent and of another sense add up to the strings that are there, in six languages."""
    found_in = set()
    for formulation in texts.reading.lexicon.formulations:
        expected = Counter[tuple[int, str]]()
        for text, uses in texts.of(formulation):
            expected[int(text.date[:4]), text.language] += uses
        rows = count_usage(texts.reading.view, formulation, ("year", "language"))
        counted = {(r["year"], r["language"]): r["uses"] + r["antecedent_uses"] + r["other_sense_uses"] for r in rows}
        assert +Counter(counted) == +expected
        found_in |= {language for _, language in +expected}
    assert found_in == set(LANGUAGES) or len(texts.bundles) < 500, "the texts must put every language to the test"


def test_every_count_is_that_of_the_slow_counter(texts: Texts) -> None:
    """Documents, documents with a use and uses by year and language, and the same figures in spread and intensity."""
    for formulation in texts.plain():
        expected: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0, 0])
        for text, uses in texts.of(formulation):
            row = expected[int(text.date[:4]), text.language]
            row[0], row[1], row[2] = row[0] + 1, row[1] + bool(uses), row[2] + uses
        counted = count_usage(texts.reading.view, formulation, ("year", "language"))
        assert {(r["year"], r["language"]): [r["documents"], r["documents_with"], r["uses"]] for r in counted} == expected
        spread: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0, 0])
        for item in spread_by_year(texts.reading.view, formulation):
            row = spread[item.year or 0, item.language]
            row[0], row[1], row[2] = row[0] + item.documents, row[1] + item.documents_with, row[2] + item.uses
        assert spread == expected
        heat = Counter[tuple[str, int]]()
        for period in measure_intensity(texts.reading.view, formulation):
            heat[period.language, int(period.period)] += period.documents_with
        assert +heat == +Counter({(language, year): row[1] for (year, language), row in expected.items()})


def test_every_earliest_use_and_every_lag_is_that_of_the_slow_counter(texts: Texts) -> None:
    """First dates of states and languages, uses by state, who came after whom, and how long after."""
    for formulation in texts.plain():
        first: dict[str, str] = {}
        first_of_language: dict[str, str] = {}
        uses = Counter[str]()
        for text, count in texts.of(formulation):
            if count:
                first_of_language.setdefault(text.language, text.date)
                for actor in text.actors:
                    first.setdefault(actor.state, text.date)
                    uses[actor.state] += count
        view = texts.reading.view
        assert {item.value: item.earliest[0].date for item in find_origins(view, formulation, "language")} == first_of_language
        assert {item.value: item.earliest[0].date for item in find_origins(view, formulation, "state") if item.value} == first
        by_state = Counter[str]()
        for row in spread_by_state(view, formulation):
            by_state[row.state] += row.uses
        assert by_state == uses
        for corpus in follow(view, formulation):
            start = datetime.date.fromisoformat(corpus.adopters[0].first)
            for adopter in corpus.adopters:
                days = (datetime.date.fromisoformat(adopter.first) - start).days
                assert (adopter.lag_days, adopter.lag_years) == (days, pytest.approx(days / 365.25))
                assert adopter.first >= first[adopter.unit]
