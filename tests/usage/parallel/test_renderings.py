"""Renderings and renames on the invented resolutions of `docs/invented`, which anybody can read."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.docs.examples import ROOT
from tests.pipeline.invented import document, put
from watchword.errors import NotHeld, UsageError
from watchword.pipeline.opening import Reading, Where, open_reading
from watchword.pipeline.parallel import find_corpus, open_corpus
from watchword.pipeline.renderings import Words, ask_renames, ask_renderings
from watchword.pipeline.starting import make_workspace
from watchword.usage.parallel.collecting import count_listed
from watchword.usage.parallel.renames import CHANGED
from watchword.usage.parallel.terms import BREAK

INVENTED = ROOT / "docs" / "invented"
WIN_WIN = Words("win-win-cooperation")


@pytest.fixture(scope="module")
def lab(kept_lab: Path) -> Path:
    """The workspace of the invented texts."""
    return kept_lab


@pytest.fixture(scope="module")
def reading(lab: Path) -> Iterator[Reading]:
    """The same, opened."""
    with open_reading(lab) as opened:
        yield opened


def test_each_language_gets_its_rendering_with_counts_and_places(lab: Path) -> None:
    """The first three invented resolutions say it four times each; every language has one rendering for it, quoted where it stands."""
    found = ask_renderings(Where(lab), WIN_WIN)
    assert (found.language, found.paragraphs, found.works) == ("en", 12, 3)
    first = {item.language: item.renderings[0] for item in found.languages}
    assert {code: rendering.text for code, rendering in first.items()} == {
        "ar": "التعاون المربح للجميع", "es": "cooperación beneficiosa para todos", "fr": "coopération gagnant-gagnant",
        "ru": "взаимовыгодного сотрудничества", "zh": "合作共赢",
    }  # fmt: skip
    for code, rendering in first.items():
        assert (rendering.paragraphs, rendering.of, rendering.works) == (12, 12, 3), code
        assert (rendering.first, rendering.last) == ("2015-12-01", "2017-12-03")
        assert all(sample.quote == rendering.text for sample in rendering.examples)
    assert first["fr"].listed
    assert not first["ar"].listed  # the lexicon has another form: a candidate for it
    assert first["zh"].elsewhere == 20  # it stays where the English is renamed


def test_places_are_exact(lab: Path, reading: Reading) -> None:
    """Offsets of every example lead to its quote in the paragraph."""
    for item in ask_renderings(Where(lab), WIN_WIN).languages:
        for sample in (sample for rendering in item.renderings for sample in rendering.examples):
            where = [sample.document, sample.paragraph]
            [row] = reading.view.rows("SELECT text FROM paragraphs WHERE document = ? AND position = ?", where)
            assert row["text"][sample.start : sample.end] == sample.quote


def test_free_words_are_found_in_any_inflection(lab: Path) -> None:
    """Words that no lexicon lists are asked as they are; Russian cases do not matter."""
    found = ask_renderings(Where(lab), Words(text="взаимовыгодное сотрудничество", language="ru"))
    chinese = next(item for item in found.languages if item.language == "zh")
    assert chinese.renderings[0].text == "合作共赢"
    assert not chinese.renderings[0].listed


def test_words_with_one_surrounding_only_get_no_rendering(lab: Path) -> None:
    """A paragraph that all resolutions repeat shows no more than one does: nothing is proposed, and the reason is said."""
    found = ask_renderings(Where(lab), Words(text="who live", language="en"))
    assert {item.sentence for item in found.languages} == {
        "no rendering proposed: 8 paragraphs in 8 works, all with the same words around it, are too little to go by"
    }
    assert all(item.without == item.paragraphs and not item.renderings for item in found.languages)


def test_renames_show_where_the_chinese_keeps_what_others_changed(lab: Path) -> None:
    """From the fourth invented resolution on, the Chinese title and text stay while English, French and Spanish are renamed."""
    found = ask_renames(Where(lab), Words("win-win-cooperation", language="zh"), to="en")
    assert {place.kind for place in found.places} == {CHANGED}
    assert {place.work for place in found.places} == {"X/RES/4"}
    title = next(place for place in found.places if place.label == "title")
    assert (title.kept.quote, title.other.quote) == ("合作共赢", "mutually beneficial cooperation")
    assert title.earlier
    assert (title.earlier.work, title.earlier.quote) == ("X/RES/3", "win-win cooperation")
    assert not ask_renames(Where(lab), Words("win-win-cooperation", language="zh"), to="ru").places


def test_the_lexicons_own_forms_are_counted_without_proposing(lab: Path, reading: Reading) -> None:
    """The short list for a page: each listed form by language, with its paragraphs and dates."""
    corpus = open_corpus(reading.workspace, reading.view)
    assert find_corpus(reading.workspace, reading.view) is not None
    rows = {(row.language, row.text): row for row in count_listed(reading.view, corpus, reading.lexicon.find("win-win-cooperation"))}
    assert (rows["zh", "合作共赢"].paragraphs, rows["zh", "合作共赢"].works) == (32, 8)
    assert (rows["en", "win-win cooperation"].paragraphs, rows["en", "win-win cooperation"].last) == (12, "2017-12-03")
    assert (rows["en", "mutually beneficial cooperation"].paragraphs, rows["en", "mutually beneficial cooperation"].antecedent) == (0, 20)


def test_until_bounds_what_is_aligned(lab: Path) -> None:
    """Only what had happened by a date is asked."""
    found = ask_renderings(Where(lab, until="2016"), WIN_WIN)
    assert (found.paragraphs, found.works) == (8, 2)


def test_the_order_of_the_input_does_not_matter(lab: Path, tmp_path: Path) -> None:
    """The same texts in another order give the same answer."""
    texts = tmp_path / "texts"
    texts.mkdir()
    lines = (INVENTED / "invented_resolutions.jsonl").read_text(encoding="utf-8").splitlines()
    random.Random(3).shuffle(lines)
    (texts / "invented_resolutions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    name = "invented_resolutions.mapping.toml"
    (texts / name).write_text((INVENTED / name).read_text(encoding="utf-8"), encoding="utf-8")
    assert run("init", str(tmp_path / "other")).code == 0
    assert run("ingest", "auto", str(texts), "-w", str(tmp_path / "other")).code == 0
    both = [ask_renderings(Where(folder), Words(text="合作共赢", language="zh")) for folder in (lab, tmp_path / "other")]
    assert both[0] == both[1]
    both_renames = [ask_renames(Where(folder), Words(text="合作共赢", language="zh")) for folder in (lab, tmp_path / "other")]
    assert both_renames[0] == both_renames[1]


@pytest.mark.parametrize(
    ("words", "error", "said"),
    [
        (Words(), UsageError, "name a formulation"),
        (Words("win-win-cooperation", text="both"), UsageError, "name a formulation"),
        (Words(text="bridge"), UsageError, "--language"),
        (Words(text="bridge", language="englisch"), UsageError, "did you mean 'en'"),
        (Words(text="bridge", language="de"), NotHeld, "German"),
        (Words(text="no such lantern", language="en"), NotHeld, "stands in no paragraph in en"),
        (Words(text="... ,,", language="en"), UsageError, "expected some words"),
        (Words(text="a" * 10_000_000, language="en"), UsageError, "expected some words"),
        (Words(text="bridge " * 200, language="en"), UsageError, "expected some words"),
        (Words("people-centred"), NotHeld, "people-centred stands in no paragraph"),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_sentence(lab: Path, words: Words, error: type[Exception], said: str) -> None:
    """Bad input gets a clear sentence, never an exception from the depths."""
    with pytest.raises(error, match=said):
        ask_renderings(Where(lab), words)


def test_a_workspace_without_parallel_works_says_so(tmp_path: Path) -> None:
    """Where no work is held in two languages there is nothing to align."""
    assert run("init", str(tmp_path / "empty")).code == 0
    answer = run("renderings", "win-win-cooperation", "-w", str(tmp_path / "empty"))
    assert answer.code == 1
    assert "no work is held in two languages" in answer.err


def test_the_commands_print_json(lab: Path) -> None:
    """Scripts get the same answer as one JSON value."""
    value = run("renames", "--text", "合作共赢", "--language", "zh", "--to", "en", "-w", str(lab), "--json").json
    assert json.dumps(value)
    assert value["places"][0]["to"] == "en"


def test_punctuation_parts_clauses_in_every_language(reading: Reading) -> None:
    """What is read back from the kept terms still has its breaks, over which no rendering runs."""
    corpus = open_corpus(reading.workspace, reading.view)
    assert set(corpus.languages) == {"ar", "en", "es", "fr", "ru", "zh"}
    assert all((tongue.terms == BREAK).any() for tongue in corpus.tongues.values())


def test_what_is_left_out_is_counted_in_paragraphs(tmp_path: Path) -> None:
    """Two uses in one paragraph of a text held in one language only are one paragraph left out; all places are shown, however many."""
    names = [first + second for first in "bdfglmnprstv" for second in ("acre", "olet", "umen", "ilor", "ezan", "ybor", "ovid", "arku")]
    bundles = [document("alone", "Win-win cooperation here, win-win cooperation there.")]
    for number in range(360):
        around = names[number % 96], names[(number // 4 + number) % 96]
        english = f"{around[0]} {around[1]} win-win cooperation {names[number * 7 % 96]} {names[number * 11 % 96]}."
        french = "coopération gagnant-gagnant" if number % 2 else names[number * 5 % 96]
        for code, text in (("en", english), ("fr", f"{around[0]} {around[1]} {french} {names[number * 7 % 96]}.")):
            bundles.append(document(f"{number}{code}", text, work=f"work{number}", language=code, date="2019-01-01"))
    with make_workspace(tmp_path / "many"):
        pass
    put(tmp_path / "many", *bundles)
    assert ask_renderings(Where(tmp_path / "many"), WIN_WIN).unaligned == 1
    found = ask_renames(Where(tmp_path / "many"), WIN_WIN, limit=0)
    assert [(item.paragraphs, item.dropped) for item in found.compared] == [(360, 180)]
    assert len(found.places) == 180
    assert all(place.kept.quote == "win-win cooperation" for place in found.places)
