"""Sentences aligned in six languages: what becomes of a set of files, and of a spoiled one."""

import pytest

from tests.sources.entries import DATA, folder, read, real
from watchword.errors import CountMismatch, UnreadableInput
from watchword.model import Bundle, Kind
from watchword.sources.base import FileRole
from watchword.sources.un_parallel_sentences import UnParallelSentences, read_origin, spell_symbol

FIXTURES = DATA / "un_parallel_sentences"


def bundles_of(language: str, name: str = "sound") -> list[Bundle]:
    """Read one language's file of a fixture."""
    entries = [entry for entry in folder(FIXTURES / name) if entry.name.endswith((".ids", f"invented.{language}"))]
    return read(UnParallelSentences(), entries)


def test_each_document_is_one_expression_of_a_work() -> None:
    """Sentences of one document in one language are its paragraphs; the work is the symbol, the same in all languages."""
    english, chinese = bundles_of("en"), bundles_of("zh")
    works = ["A/HRC/99/L.7/Rev.1", "S/RES/9001", "RIVER(CONF)/5 (Part II)"]
    assert [b.document.work for b in english if b.document] == works
    assert [b.document.work for b in chinese if b.document] == works
    first = english[0].document
    assert first
    assert (first.symbol, first.date, first.language, first.kind, first.organ) == (works[0], "2031", "en", Kind.DRAFT, "HRC")
    assert first.id != chinese[0].document.id  # type: ignore[union-attr]


def test_the_line_is_the_label_that_aligns_and_cites() -> None:
    """A sentence is cited by its line in the set, which is the same in every language."""
    assert [[block.label for block in b.blocks] for b in bundles_of("en")] == [["sentence 1", "sentence 2"], ["sentence 3"], ["sentence 4"]]
    for language in ("fr", "es", "ru", "ar", "zh"):
        assert [[x.label for x in b.blocks] for b in bundles_of(language)] == [[x.label for x in b.blocks] for b in bundles_of("en")]


@pytest.mark.parametrize(
    ("path", "symbol"),
    [
        ("a/69/102/add_2", "A/69/102/Add.2"),
        ("a/ac_182/l_139", "A/AC.182/L.139"),
        ("a/69/308__part_ii_", "A/69/308 (Part II)"),
        ("iccd/cric_13_/4", "ICCD/CRIC(13)/4"),
        ("s/res/2196__2015_", "S/RES/2196"),
        ("s/2015/74", "S/2015/74"),
    ],
)
def test_symbols_are_spelt_back(path: str, symbol: str) -> None:
    """The corpus writes symbols as paths; they are read back as they are printed."""
    assert spell_symbol(path) == symbol


def test_a_line_without_a_document_is_left_out_with_an_issue() -> None:
    """Neither a sentence without origin nor an empty one is invented a place: both are recorded."""
    bundles = bundles_of("en", "spoiled")
    assert [issue.problem for b in bundles for issue in b.issues] == ["sentence of an unknown document", "empty sentence"]
    assert [len(b.blocks) for b in bundles if b.document] == [1, 1]
    assert read_origin("31/a/1 en:1:1") is None


@pytest.mark.parametrize(("language", "error"), [("fr", CountMismatch), ("ru", UnreadableInput)])
def test_a_file_that_cannot_be_aligned_is_refused(language: str, error: type[Exception]) -> None:
    """A file with a line too few, or with other bytes than UTF-8, gives no sentence at all: lines would be taken for one another."""
    with pytest.raises(error):
        bundles_of(language, "spoiled")


def test_a_set_without_its_origins_is_refused() -> None:
    """Without the file that says where sentences are from, nothing could be cited."""
    entry = next(entry for entry in folder(FIXTURES / "spoiled") if entry.name.startswith("UNv9.8"))
    source = UnParallelSentences()
    assert source.role(entry.path) is FileRole.DOCUMENT
    with pytest.raises(UnreadableInput, match=r"UNv9\.8\.alone\.ids"):
        read(source, [entry])


@pytest.mark.real
def test_the_real_development_set_is_read_whole() -> None:
    """4,000 sentences of 732 documents in each of six languages; a known line stands under its document's symbol."""
    bundles = read(UnParallelSentences(), real("parallel-devset.zip"))
    assert not [issue for b in bundles for issue in b.issues]
    assert len(bundles) == 6 * 732
    assert sum(len(b.blocks) for b in bundles) == 6 * 4000
    found = [b.document for b in bundles for block in b.blocks if block.label == "sentence 101"]
    assert {document.symbol for document in found if document} == {"S/2015/87"}
