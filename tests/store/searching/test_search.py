"""Search finds what stands in the texts, all of it and nothing else, and says where."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pipeline.invented import document, put
from tests.store.searching.asking import ask, found
from tests.store.searching.scanner import scan
from watchword.errors import UsageError
from watchword.model import Display, Kind, Role
from watchword.store.workspace import Workspace

_TEXTS = {
    "en": "We praise win-win cooperation, and peace.\nIts co-operation serves people’s rights; respect, fairness.",
    "zh": "我们主张合作共赢。\n国际合作、共赢发展；2030年议程。",
    "fr": "La coopération avantageuse pour tous.\nLes coopérations et l’équité.",
    "es": "La cooperación beneficiosa para todos.",
    "ru": "Взаимовыгодное сотрудничество.\nО сотрудничестве и ёлке.",
    "ar": "والتَّعاون المربح للجميع.\nتعاون الدول",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one invented text a language; its documents are called by their language."""
    folder = tmp_path_factory.mktemp("search") / "w"
    Workspace.create(folder, {}).catalogue.close()
    fields = {
        "en": {"organ": "HRC", "states": ("CHN",), "date": "2018-03-23", "symbol": "A/HRC/RES/37/23", "kind": Kind.RESOLUTION},
        "zh": {"organ": "GA", "date": "2018", "display": Display.NONE},
        "fr": {"organ": "GA", "states": ("FRA", "DEU"), "role": Role.SPONSOR, "date": "2021-05"},
        "es": {"organ": "GA", "date": ""},
        "ru": {"source": "second", "date": "2019-01-01"},
        "ar": {"source": "watchword_starter", "date": "2020-01-01"},
    }
    put(folder, *(document(name, text, language=name, **fields[name]) for name, text in _TEXTS.items()))
    return folder


def test_a_signatory_is_found_by_name_and_state(tmp_path: Path) -> None:
    """Whose words a document's are is one list for all finders: speakers, authors, signatories, those for whom they speak; no sponsors."""
    folder = tmp_path / "w"
    Workspace.create(folder, {}).catalogue.close()
    roles = {"signed": Role.SIGNATORY, "spoken": Role.SPEAKER, "sponsored": Role.SPONSOR, "behalf": Role.ON_BEHALF_OF}
    put(folder, *(document(name, f"Text {name}.", states=("Wakanda",), role=role) for name, role in roles.items()))
    assert set(found(folder, "actor:Wakanda")) == {"signed", "spoken", "behalf"}


def test_all_documents_are_shown_for_a_limit_of_nought(folder: Path) -> None:
    """Nothing is cut off, whatever the order and the offset; what is only cited comes last."""
    for sort in ("relevance", "date", "newest"):
        whole = found(folder, "NOT peacekeeping", sort=sort)
        assert found(folder, "NOT peacekeeping", sort=sort, limit=0) == whole
        assert found(folder, "NOT peacekeeping", sort=sort, limit=0, offset=2) == whole[2:]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ('"win-win cooperation"', "en"),
        ("win win cooperation", "en"),
        ('"WIN WIN co-operation"', "en"),
        ("cooperation", "en fr"),
        ('"respect fairness"', ""),
        ('"respect, fairness"', "en"),
        ('"peace its"', ""),
        ('"people\'s rights"', "en"),
        ("合作共赢", "zh"),
        ("赢共作合", ""),
        ('"合作、共赢"', "zh"),
        ("2030年", "zh"),
        ("30年", ""),
        ("coopér*", "en es fr"),
        ("coopérations", "fr"),
        ("coopération~ language:fr", "fr"),
        ("сотрудничество", "ru"),
        ("сотрудничество~", "ru"),
        ("елке", ""),
        ("ёлке", "ru"),
        ("التعاون", "ar"),
        ("تعاون", "ar"),
        ('"التعاون المربح"', "ar"),
        ('"praise cooperation"~2', "en"),
        ('"praise cooperation"~1', ""),
        ('"cooperation praise"~9', ""),
        ("cooperation NEAR/2 praise", "en"),
        ("peace NEAR/20 operation", ""),
        ("(cooperación OR 合作) -peace", "es zh"),
        ("NOT organ:GA NOT source:second", "en ar"),
        ("organ:hrc", "en"),
        ("kind:resolution cooperation", "en"),
        ("actor:China", "en"),
        ("actor:DEU", ""),
        ("sponsor:DEU", "fr"),
        ("sponsor:CHN", ""),
        ("symbol:a/hrc/res/37/23", "en"),
        ("symbol:A/HRC/*", "en"),
        ("title:fr", "fr"),
        ("title:(en OR es) cooperaci*", "es"),
        ("year:2018", "en zh"),
        ("date:2018-03", "en"),
        ("date:2018..2019", "en zh ru"),
        ("date:..2018-12-30", "en"),
        ("date:2021-05..", "fr"),
        ("“win-win cooperation”", "en"),
    ],
)
def test_a_query_finds_what_its_grammar_says(folder: Path, query: str, names: str) -> None:
    """Each construction of the query language finds the documents that docs/words-search.md promises."""
    assert set(found(folder, query)) == set(names.split())


def test_inflected_forms_are_found_where_they_are_asked_for(folder: Path) -> None:
    """A tilde, or --stemmed, finds the other forms of a word in its own language; without it they are others."""
    assert found(folder, "сотрудничестве") == ["ru"]
    assert ask(folder, "сотрудничество~").found[0].hits == 2
    assert ask(folder, "сотрудничество", stemmed=True).found[0].hits == 2
    assert ask(folder, "сотрудничество").found[0].hits == 1


def test_as_typed_means_as_typed(folder: Path) -> None:
    """With --exact neither another spelling nor a particle before an Arabic word counts."""
    assert found(folder, "التعاون", exact=True) == []
    assert found(folder, '"win-win co-operation"', exact=True) == []
    assert found(folder, '"win-win cooperation"', exact=True) == ["en"]


def test_a_snippet_leads_to_the_exact_place(folder: Path) -> None:
    """The quote is the text between its offsets, whatever was folded away before it."""
    snippet = ask(folder, "co-operation", snippets=5).found[0].snippets[1]
    text = _TEXTS["en"].split("\n")[1]
    assert (snippet.paragraph, snippet.quote) == (1, "co-operation")
    assert text[snippet.start : snippet.end] == snippet.quote
    assert snippet.prefix + snippet.quote + snippet.suffix == text
    assert ask(folder, "التعاون").found[0].snippets[0].quote == "والتَّعاون"


def test_a_licence_that_forbids_context_is_obeyed(folder: Path) -> None:
    """Where nothing of a text may be shown, the hit stands alone."""
    snippet = ask(folder, "合作共赢").found[0].snippets[0]
    assert (snippet.prefix, snippet.quote, snippet.suffix) == ("", "合作共赢", "")
    listed = ask(folder, "language:zh").found[0].snippets[0]
    assert (listed.prefix, listed.quote, listed.suffix) == ("", "", "")


def test_what_is_only_cited_is_found_and_never_counted(folder: Path) -> None:
    """A reference to a text that is not held says so, comes last, and is in no total and no facet."""
    answer = ask(folder, "language:ar OR language:ru", facets=())
    assert (answer.documents, answer.cited) == (1, 1)
    assert [(item.title, item.holding) for item in answer.found] == [("ru", "held"), ("ar", "cited")]
    assert ask(folder, "language:ar OR language:ru", facets=("source",)).rows[0]["source"] == "second"


def test_facets_count_documents_beside_those_held(folder: Path) -> None:
    """Each row has its documents, the documents under the same conditions, and the share with its interval; what is unknown is null."""
    rows = ask(folder, "cooperaci* OR 合作 organ:GA", conditions={"organ": ["GA"]}, facets=("year",)).rows
    assert [(row["year"], row["documents"], row["held"]) for row in rows] == [(2018, 1, 1), (None, 1, 1)]
    rows = ask(folder, "coop* OR 合作", facets=("organ", "sponsor")).rows
    assert [(row["organ"], row["sponsor"], row["documents"], row["held"]) for row in rows] == [
        ("GA", "DEU", 1, 1), ("GA", "FRA", 1, 1), ("GA", "", 2, 2), ("HRC", "", 1, 1),
    ]  # fmt: skip
    assert 0 < rows[0]["share_low"] < rows[0]["share"] <= rows[0]["share_high"]


def test_documents_come_by_date_and_undated_ones_last(folder: Path) -> None:
    """Sorting by date is stable, and pages join without a gap."""
    dated = found(folder, "NOT peacekeeping", sort="date")
    assert dated == ["zh", "en", "ru", "fr", "es", "ar"]
    assert found(folder, "NOT peacekeeping", sort="newest") == ["fr", "ru", "en", "zh", "es", "ar"]
    for sort in ("relevance", "date", "newest"):
        whole = found(folder, "NOT peacekeeping", sort=sort)
        assert [found(folder, "NOT peacekeeping", sort=sort, limit=2, offset=at) for at in (0, 2, 4, 6)] == [
            whole[0:2], whole[2:4], whole[4:6], [],
        ]  # fmt: skip


def test_until_bounds_a_search_as_it_bounds_everything(folder: Path) -> None:
    """A document that may have come later is not shown, and an undated one neither."""
    assert set(found(folder, "NOT peacekeeping", until="2018-12-30")) == {"en"}
    assert set(found(folder, "NOT peacekeeping", until="2018")) == {"en", "zh"}


@pytest.mark.parametrize(
    ("query", "at"),
    [
        ('peace "win-win', 7),
        ("(a OR b", 1),
        ("a) b", 2),
        ("peace orgn:HRC", 7),
        ("peace organ:HCR", 13),
        ("peace AND", 10),
        ("合作 OR", 6),
        ("p*", 1),
        ('"a * b"', 4),
        ("year:20", 6),
        ('"a b"~21', 6),
        ("a NEAR/3 b NEAR/3 c", 12),
        ("...", 1),
        ("(" * 60 + "a" + ")" * 60, 41),
        ('"a b c d e f g h"~20', 1),
        ("actor:Atlantis", 7),
        ("date:2020..2018", 6),
    ],
)
def test_an_error_points_at_the_character(folder: Path, query: str, at: int) -> None:
    """What cannot be read is refused with the place, and a caret stands below it."""
    with pytest.raises(UsageError, match=rf"\(character {at} of the query\)") as refusal:
        ask(folder, query)
    _, shown, caret = str(refusal.value).splitlines()
    assert caret.strip() == "^"
    assert len(caret) <= 2 * len(shown) + 1


@pytest.mark.parametrize("query", ["", "  ", "a" * 3000, "a " * 900 + ")", "\x00", "-" * 50, "*", "~3", "title:", "\ud800"])
def test_a_hostile_query_is_refused_in_a_sentence(folder: Path, query: str) -> None:
    """No query leads to an error from the depths."""
    with pytest.raises(UsageError):
        ask(folder, query)


_WORDS = "peace win co-operation cooperation cooperative rights the 合 作 合作 共赢 التعاون تعاون".split()
_PARAGRAPH = st.lists(st.sampled_from([*_WORDS, ",", "win-win", "والتعاون"]), min_size=1, max_size=9).map(" ".join)
_DOCUMENTS = st.lists(st.tuples(st.lists(_PARAGRAPH, min_size=1, max_size=3), st.sampled_from(["GA", "HRC"])), min_size=1, max_size=6)


def _queries() -> st.SearchStrategy[str]:
    word = st.sampled_from(_WORDS)
    phrase = st.lists(word, min_size=2, max_size=3).map(lambda words: f'"{" ".join(words)}"')
    near = st.tuples(word, st.integers(0, 4), word).map(lambda parts: f"{parts[0]} NEAR/{parts[1]} {parts[2]}")
    wide = st.tuples(phrase, st.integers(1, 3)).map(lambda parts: f"{parts[0]}~{parts[1]}")
    leaf = st.one_of(word, phrase, near, wide, st.sampled_from(["cooperat*", '"win coop*"', "organ:GA", "ri* NEAR/3 win"]))

    def grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        pair = st.tuples(inner, st.sampled_from([" ", " OR ", " AND ", " NOT "]), inner)
        return st.one_of(pair.map(lambda parts: f"({parts[0]}{parts[1]}{parts[2]})"), inner.map(lambda query: f"NOT ({query})"))

    return st.recursive(leaf, grow, max_leaves=5)


# Making an index takes most of the time: few corpora, many queries of each.
@settings(max_examples=12)
@given(documents=_DOCUMENTS, queries=st.lists(_queries(), min_size=15, max_size=15))
def test_any_query_finds_what_a_slow_reader_finds(
    tmp_path_factory: pytest.TempPathFactory, documents: list[tuple[list[str], str]], queries: list[str]
) -> None:
    """Over any small corpus, in any order of feeding, the index agrees with a reader who goes through every word."""
    texts = {f"d{number}": paragraphs for number, (paragraphs, _) in enumerate(documents)}
    organs = {f"d{number}": {"organ": organ, "title": f"d{number}"} for number, (_, organ) in enumerate(documents)}
    if "GA" not in {fields["organ"] for fields in organs.values()}:
        organs["d0"]["organ"] = "GA"  # a body that is nowhere held is refused
    folder = tmp_path_factory.mktemp("any") / "w"
    Workspace.create(folder, {}).catalogue.close()
    put(folder, *(document(name, "\n".join(paragraphs), organ=organs[name]["organ"]) for name, paragraphs in texts.items()))
    for query in queries:
        assert set(found(folder, query)) == scan(query, texts, organs), query


def test_the_order_of_feeding_does_not_matter(tmp_path: Path) -> None:
    """Two workspaces with the same texts, fed in different order and in different parts, give the same answers in the same order."""
    bundles = [document(f"n{number}", "peace and win-win cooperation", date="2018") for number in range(20)]
    answers: list[list[str]] = []
    orders: list[Callable[[], list[int]]] = [lambda: list(range(20)), lambda: list(range(19, -1, -1))]
    for number, order in enumerate(orders):
        folder = tmp_path / str(number)
        Workspace.create(folder, {}).catalogue.close()
        chosen = [bundles[at] for at in order()]
        put(folder, *chosen[:7])
        put(folder, *chosen[7:])
        answers.append(found(folder, "peace", limit=9) + found(folder, "peace", sort="date") + found(folder, "peace", sort="newest"))
    assert answers[0] == answers[1]
