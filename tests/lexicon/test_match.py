"""What a user may count on when uses are sought: all of them, none twice, each at its place."""

import random
from collections.abc import Sequence
from unittest.mock import patch
from zipfile import ZipFile

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.lexicon import match
from watchword.lexicon.forms import find_problem
from watchword.lexicon.match import Matcher
from watchword.lexicon.notation import expand, spellings
from watchword.lexicon.records import Form, Formulation, Lexicon
from watchword.text.normalise import fold_text

from ..corpora import data_file
from ..writing import LETTERS, joints, texts
from .slow_matcher import Found, form, lexicon, match_slowly

INFLECTED = {
    "en": ["measures", "measure", "sharing", "shared", "communities", "of"],
    "fr": ["partagée", "partagés", "unilatéraux", "unilatérales", "coopérations", "de"],
    "es": ["interés", "intereses", "compartidas", "medidas", "medida", "la"],
    "ru": ["взаимовыгодного", "взаимовыгодное", "сотрудничеством", "сотрудничество", "меры", "мер", "в"],
    "ar": ["التعاون", "وبالتعاون", "تعاونا", "متبادلة", "المتبادل", "للتدابير", "تدابير", "في"],
    "zh": ["合作", "共赢", "一"],
}
WORDS = {
    "en": ["win", "a", "co-op", "cooperation", "gain"],
    "fr": ["gagnant", "coopération", "mutuelle", "été"],
    "es": ["ganar", "cooperación", "ñu", "a"],
    "ru": ["мир", "взаимный", "и", "ёж"],
    "ar": ["التعاون", "منفعة", "لا", "أمن"],
    "zh": ["合作", "共赢", "作共", "赢"],
}
LANGUAGES = tuple(WORDS)

Span = tuple[str, int, int, int]


def scan(lexicon: Lexicon, texts: Sequence[str], languages: Sequence[str], threads: int = 2) -> list[Span]:
    """Return (form id, row, start, end) of every hit."""
    matcher = Matcher(lexicon, threads=threads)
    hits = matcher.scan(pa.array(texts, pa.large_string()), languages)
    columns = (hits.form.tolist(), hits.row.tolist(), hits.start.tolist(), hits.end.tolist())
    return [(matcher.forms[one].id, row, start, end) for one, row, start, end in zip(*columns, strict=True)]


def quotes(lexicon: Lexicon, text: str, language: str = "") -> list[str]:
    return [text[start:end] for _, _, start, end in scan(lexicon, [text], [language])]


@st.composite
def wordings(draw: st.DrawFn, language: str, plain: bool) -> str:
    """Random words as a form may have them; where not `plain`, with inflections, gaps, choices and words that may be left out."""
    known = WORDS[language] if plain else WORDS[language] + INFLECTED[language]
    words = draw(st.lists(st.sampled_from(known), min_size=1, max_size=3))
    if not plain and len(words) > 1:
        words[1:-1] = [draw(st.sampled_from([word, f"({word})", f"({word}|{known[0]})"])) for word in words[1:-1]]
        return draw(st.sampled_from([" ", " * "])).join([words[0], " ".join(words[1:])])
    return ("" if language == "zh" else draw(st.sampled_from([" ", "-"]))).join(words)


@st.composite
def lexica(draw: st.DrawFn) -> Lexicon:
    """Random formulations over few words, so that forms nest, overlap, and belong to several."""
    made = {}
    for name in ("alpha", "beta", "gamma")[: draw(st.integers(1, 3))]:
        forms: dict[tuple[str, str], Form] = {}
        for _ in range(draw(st.integers(1, 4))):
            language = draw(st.sampled_from(LANGUAGES))
            made_of = draw(wordings(language, draw(st.booleans())))
            gap = draw(st.sampled_from([0, 0, 1, 3])) if " * " in made_of else 0
            inflected = language != "zh" and draw(st.booleans())
            pattern = bool(gap or inflected)
            one = form(
                made_of if gap else made_of.replace(" * ", " "), language, name, boundaries=pattern or draw(st.booleans()), gap=gap,
                inflected=inflected,
            )  # fmt: skip
            if find_problem(one) is None or not pattern:
                forms[language, fold_text(one.text)] = one
        made[name] = tuple(forms.values())
    return lexicon(**made)


@st.composite
def paragraphs(draw: st.DrawFn, lexicon: Lexicon) -> tuple[str, str]:
    """Random text of the lexicon's own forms and words with anything between them, and its language or none."""
    language = draw(
        st.sampled_from(sorted({one.language for formulation in lexicon.formulations for one in formulation.forms}) or LANGUAGES)
    )
    forms = [one for formulation in lexicon.formulations for one in formulation.forms if one.language == language]
    own = [wording.replace("*", "") for one in forms for wording in expand(one.text)]
    pieces = []
    for _ in range(draw(st.integers(0, 6))):
        word = draw(st.sampled_from([*own, *own, *WORDS[language], *INFLECTED[language], draw(st.sampled_from(LETTERS[language]))]))
        pieces.append(draw(st.sampled_from([word, word, word.upper(), word.capitalize(), word.replace("-", "\n")])))
        pieces.append(draw(st.one_of(st.sampled_from(["", " "]), joints(language))))
        pieces.append(draw(st.sampled_from(["", "", "", "", "😀", "𝐀", "\u200f", ".", "\u0301", "وال"])))
    return "".join(pieces) + draw(st.one_of(st.just(""), texts)), draw(st.sampled_from([language, language, ""]))


@st.composite
def readings(draw: st.DrawFn) -> tuple[Lexicon, list[str], list[str]]:
    """A random lexicon, texts for it, and their languages."""
    lexicon = draw(lexica())
    written = draw(st.lists(paragraphs(lexicon), max_size=5))
    return lexicon, [text for text, _ in written], [language for _, language in written]


@given(readings())
def test_finds_what_a_slow_reader_finds(reading: tuple[Lexicon, list[str], list[str]]) -> None:
    """In six languages the uses are those that reading each text by itself, letter by letter, gives."""
    lexicon, bodies, languages = reading
    found = scan(lexicon, bodies, languages)
    said: list[Found] = [(identity, row, fold_text(bodies[row][start:end])) for identity, row, start, end in found]
    assert sorted(said) == sorted(match_slowly(lexicon, bodies, languages))
    assert [(row, start) for _, row, start, _ in found] == sorted((row, start) for _, row, start, _ in found)


@given(readings())
def test_counting_words_finds_what_a_slow_reader_finds(reading: tuple[Lexicon, list[str], list[str]]) -> None:
    """Where there are many places words are counted instead of windows looked through, and the uses are the same."""
    words, written, languages = reading
    with patch("watchword.lexicon.seeking._FEW", 0):
        found = scan(words, written, languages)
    assert found == scan(words, written, languages)


@given(readings())
def test_every_use_leads_back_to_its_own_code_points(reading: tuple[Lexicon, list[str], list[str]]) -> None:
    """What stands at the place of a use folds to a wording of its form, in six scripts and whatever stands around it."""
    lexicon, bodies, languages = reading
    forms = {one.id: one for formulation in lexicon.formulations for one in formulation.forms}
    for identity, row, start, end in scan(lexicon, bodies, languages):
        assert 0 <= start < end <= len(bodies[row])
        if not forms[identity].is_pattern:
            assert fold_text(bodies[row][start:end]) in {spelt for wording in expand(forms[identity].text) for spelt in spellings(wording)}


@given(readings(), st.integers(0, 4), st.integers(1, 200))
def test_cutting_and_slicing_change_nothing(reading: tuple[Lexicon, list[str], list[str]], skipped: int, piece: int) -> None:
    """Whether texts are read in one go, in small pieces, on one thread or out of the middle of a table is all one."""
    lexicon, bodies, languages = reading
    expected = scan(lexicon, bodies, languages)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(match, "_PIECE", piece)
        assert scan(lexicon, bodies, languages, threads=3) == expected
    matcher = Matcher(lexicon, threads=1)
    hits = matcher.scan(pa.array(bodies, pa.large_string())[skipped:], languages[skipped:])
    rest = [(matcher.forms[one].id, row + skipped) for one, row in zip(hits.form.tolist(), hits.row.tolist(), strict=True)]
    assert rest == [(identity, row) for identity, row, _, _ in expected if row >= skipped]


@given(readings(), st.randoms(use_true_random=False))
def test_order_of_the_lexicon_does_not_matter(reading: tuple[Lexicon, list[str], list[str]], chance: random.Random) -> None:
    """Formulations and their forms may stand in any order in the files."""
    lexicon, bodies, languages = reading
    shuffled = []
    for formulation in chance.sample(lexicon.formulations, len(lexicon.formulations)):
        forms = tuple(chance.sample(formulation.forms, len(formulation.forms)))
        shuffled.append(Formulation(formulation.id, formulation.label, formulation.gloss, forms))
    assert sorted(scan(Lexicon(tuple(shuffled)), bodies, languages)) == sorted(scan(lexicon, bodies, languages))


def test_no_use_crosses_paragraphs() -> None:
    """Half a phrase at the end of one paragraph and half at the start of the next is no use, hyphens at line ends included."""
    win = lexicon(f=[form("win-win cooperation", "en"), form("合作共赢", "zh")])
    parts = ["for win-win", "cooperation", "win-\n", "win cooperation", "合作", "共赢", "", "win-win co-", "operation"]
    assert scan(win, parts, [""] * len(parts)) == []


def test_the_neighbour_does_not_hide_a_use() -> None:
    """Invisible marks, broken lines and blanks at a paragraph's edges do not join it to the next one's letters."""
    win = lexicon(f=[form("win-win", "en")])
    parts = ["letters", "\u200fwin-win", "\ufeffwin-win\u202c", "more", "win-win-\n", "letters", "win-win\u00ad\n", "x"]
    assert [(row, start, end) for _, row, start, end in scan(win, parts, ["en"] * len(parts))] == [
        (1, 1, 8), (2, 1, 8), (4, 0, 7), (6, 0, 7),
    ]  # fmt: skip


@pytest.mark.parametrize("before", ["😀", "𠀀𠀀", "é", "合", "\U0001f1fa\U0001f1f3 ", "a\u0301", "التَّعاون"])
def test_offsets_are_code_points(before: str) -> None:
    """Characters of two, three and four bytes before a use count one each."""
    text = f"{before} win-win {before} win-win"
    found = scan(lexicon(f=[form("win-win", "en")]), ["x", text], ["", ""])
    first = len(before) + 1
    assert [(start, end) for _, _, start, end in found] == [(first, first + 7), (2 * first + 8, 2 * first + 15)]


def test_a_form_is_sought_only_in_its_language() -> None:
    """In a text of another language the same letters are no use; in a text of unknown language they are."""
    words = lexicon(f=[form("police", "en"), form("police nationale", "fr")])
    texts = ["police nationale"] * 5
    found = scan(words, texts, ["en", "fr", "", "zh", "xx"])
    assert [(row, end) for _, row, _, end in found] == [(0, 6), (1, 16), (2, 16)]


def test_the_longest_of_nested_forms_counts_within_a_formulation_and_all_count_across() -> None:
    """A phrase inside a longer phrase of the same formulation is not counted again; another formulation's is."""
    words = lexicon(f=[form("win-win", "en"), form("win-win cooperation", "en")], g=[form("cooperation", "en", "g")])
    assert [(identity, start, end) for identity, _, start, end in scan(words, ["win-win cooperation"], ["en"])] == [
        ("f/en/win-win cooperation", 0, 19), ("g/en/cooperation", 8, 19),
    ]  # fmt: skip


def test_overlapping_forms_count_once() -> None:
    """Of two forms that share words the first counts, and the next is sought behind it."""
    words = lexicon(f=[form("a b", "en"), form("b a", "en")])
    assert quotes(words, "a b a b a", "en") == ["a b", "a b"]
    assert quotes(lexicon(f=[form("win win", "en")]), "win win win win win") == ["win win", "win win"]


def test_one_form_in_two_formulations_counts_for_both() -> None:
    """The same words may belong to two formulations."""
    words = lexicon(f=[form("win-win", "en")], g=[form("win win", "en", "g")])
    assert [identity for identity, *_ in scan(words, ["win-win"], ["en"])] == ["f/en/win-win", "g/en/win win"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("win-winning", []), ("awin-win", []), ("win-win.", ["win-win"]), ("(win-win)", ["win-win"]), ("win-win’s", ["win-win"]),
        ("win-win😀", ["win-win"]), ("𝐀win-win", []), ("win-win2", []), ("winwin", ["winwin"]), ("WIN – WIN", ["WIN – WIN"]),
        ("win\u00adwin", ["win\u00adwin"]), ("win-\nwin", ["win-\nwin"]), ("ｗｉｎ-ｗｉｎ", ["ｗｉｎ-ｗｉｎ"]), ("win_win", []),
        ("win-win_", ["win-win"]), ("win, win", []), ("win- -win", ["win- -win"]), ("twin-win", []), ("wín-wın", []),
    ],
)  # fmt: skip
def test_words_are_whole(text: str, found: list[str]) -> None:
    """A use is neither part of a longer word nor hidden by punctuation, case, hyphens or line ends."""
    assert quotes(lexicon(f=[form("win-win", "en")]), text, "en") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("بالتعاون", ["التعاون"]), ("والتعاون", ["التعاون"]), ("للتعاون", ["للتعاون"]), ("وللتعاون", ["للتعاون"]), ("لتعاون", []),
        ("والتَّعاوُنُ", ["التَّعاوُنُ"]), ("التعاونية", []),
        ("مالتعاون", []), ("مالالتعاون", []), ("وبالتعاون", ["التعاون"]), ("التعــاون", ["التعــاون"]), ("كتاب والتعاون", ["التعاون"]),
    ],
)  # fmt: skip
def test_arabic_particles_are_written_on_to_the_word(text: str, found: list[str]) -> None:
    """And, with, for and the article do not hide an Arabic use; other letters make another word."""
    assert quotes(lexicon(f=[form("التعاون", "ar")]), text, "ar") == found


def test_the_arabic_article_is_known_behind_for() -> None:
    """The article loses its alif behind "for", and one of three lams is not written: neither hides a use, in a pattern either."""
    words = lexicon(f=[form("اللجنة الخامسة", "ar")], g=[form("الأمم * المتحدة", "ar", "g", gap=1)])
    assert quotes(words, "تقرير للجنة الخامسة", "ar") == ["للجنة الخامسة"]
    assert quotes(words, "الجمعية العامة للأمم المتحدة", "ar") == ["للأمم المتحدة"]


def test_chinese_has_no_word_ends() -> None:
    """Chinese is found inside running characters, over spaces and line ends, and never in another order."""
    words = lexicon(f=[form("合作共赢", "zh")])
    assert quotes(words, "推动合作共赢发展，合作\n\u3000共赢；赢共作合，共赢合作。", "zh") == ["合作共赢", "合作\n\u3000共赢"]


def test_half_a_ligature_is_no_use() -> None:
    """A form without word ends is not found in a part of one printed character."""
    words = lexicon(f=[form("nal", "en", boundaries=False), form("if", "en", boundaries=False)])
    assert quotes(words, "ﬁnal", "en") == ["nal"]
    assert quotes(words, "iﬁ iﬀ if", "en") == ["if"]


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("win-win", ("win win", "winwin")), ("cooperation", ("co operation", "cooperation")), ("合作共赢", ("合作共赢",)),
        ("co-operation", ("co operation", "cooperation")), ("coexist", ("co exist", "coexist")), ("a-b-c-d-e-f", ("a b c d e f",)),
        ("Win\u2011Win", ("win win", "winwin")), ("scooperation", ("scooperation",)),
    ],
)  # fmt: skip
def test_spellings(text: str, sought: tuple[str, ...]) -> None:
    """Hyphen, space and one word are one form, and so is British co-operation."""
    assert spellings(text) == sought


GAPPED = form("win-win * cooperation", "en", gap=2)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("win-win cooperation", ["win-win cooperation"]), ("win-win, useful co-operation", ["win-win, useful co-operation"]),
        ("winwin and useful cooperation", ["winwin and useful cooperation"]), ("win-win and very useful cooperation", []),
        ("win-win. Cooperation", []), ("win-win; cooperation", []), ("win-win 3.5 cooperation", ["win-win 3.5 cooperation"]),
        ("win-win “and” cooperation, cooperation", ["win-win “and” cooperation"]), ("win-win cooperations", []),
        ("win-win: cooperation", ["win-win: cooperation"]), ("win-win U.N. cooperation", []), ("cooperation win-win", []),
    ],
)  # fmt: skip
def test_a_gap_is_some_words_of_one_sentence(text: str, found: list[str]) -> None:
    """A gap holds no more words than it says, runs over commas and never over a sentence's end, and is as short as it can be."""
    assert quotes(lexicon(f=[GAPPED]), text, "en") == found


def test_a_gap_in_chinese_counts_characters() -> None:
    """In Chinese a gap is of characters, punctuation not counted."""
    words = lexicon(f=[form("合作 * 共赢", "zh", gap=3)])
    text = "合作共赢，合作、一起共赢，合作与共贏；合作。共赢，合作的一二三共赢"
    assert quotes(words, text, "zh") == ["合作共赢", "合作、一起共赢", "合作与共贏"]


@pytest.mark.parametrize(
    ("written", "language", "text", "found"),
    [
        ("взаимовыгодное сотрудничество", "ru", "развитие взаимовыгодного сотрудничества", ["взаимовыгодного сотрудничества"]),
        ("coopération mutuellement avantageuse", "fr", "des COOPÉRATIONS mutuellement avantageuses",
         ["COOPÉRATIONS mutuellement avantageuses"]),
        ("mesure coercitive unilatérale", "fr", "moyens coercitifs unilatéraux, mesures coercitives unilatérales",
         ["mesures coercitives unilatérales"]),
        ("idée partagée", "fr", "idée partagée, IDEES PARTAGEES", ["idée partagée", "IDEES PARTAGEES"]),
        ("interés común", "es", "Intereses comunes; el interés común", ["Intereses comunes", "interés común"]),
        ("التعاون المتبادل", "ar", "بالتعاون المتبادل وتعاونا متبادلا", ["بالتعاون المتبادل", "وتعاونا متبادلا"]),
        ("shared future", "en", "shared futures, a future shared, sharing the future", ["shared futures"]),
        ("rule of law", "en", "rules of law, rule by law", ["rules of law"]),
        ("gemeinsame Zukunft", "de", "einer gemeinsamen Zukunft", ["gemeinsamen Zukunft"]),
    ],
)  # fmt: skip
def test_inflected_words_are_found_by_their_stem(written: str, language: str, text: str, found: list[str]) -> None:
    """Endings, plurals, accents and Arabic particles do not hide a use; function words stay what they are."""
    assert quotes(lexicon(f=[form(written, language, inflected=True)]), text, language) == found


def test_optional_words_and_choices() -> None:
    """One form with brackets finds what its wordings written out would find, the longest first."""
    one = lexicon(f=[form("community (of|with) (a) shared future (for mankind)", "en")])
    text = "Community of shared future, community with a shared future for mankind, community for a shared future"
    assert quotes(one, text, "en") == ["Community of shared future", "community with a shared future for mankind"]


def test_patterns_and_literal_forms_compete_alike() -> None:
    """Of uses that overlap the longest counts whatever it is; of the same words that of the literal form."""
    both = lexicon(f=[form("measures taken", "en", inflected=True), form("measure taken", "en"), form("taken * together", "en", gap=2)])
    found = scan(both, ["Measures taken. The measure taken, taken all together."], ["en"])
    assert [identity for identity, *_ in found] == ["f/en/measures taken", "f/en/measure taken", "f/en/taken * together"]


def test_a_pattern_crosses_no_paragraph() -> None:
    """Neither a gap nor an inflected phrase runs over the end of a paragraph."""
    words = lexicon(f=[GAPPED, form("shared measures", "en", inflected=True)])
    parts = ["win-win", "cooperation", "shared", "measures", "win-win co", "operation shared measure"]
    assert [(row, start) for _, row, start, _ in scan(words, parts, ["en"] * len(parts))] == [(5, 10)]


def test_a_text_full_of_beginnings_is_read_in_its_length() -> None:
    """Ten thousand beginnings without an end take no time to speak of."""
    words = lexicon(f=[form("win * measures * win * gain", "en", gap=8), form("shared measure", "en", inflected=True)])
    assert quotes(words, "win measures " * 5_000 + "shared " * 5_000, "en") == []


def test_many_ways_into_a_pattern_are_tried_once() -> None:
    """A pattern of one frequent word with the largest gaps, whose last word is not there, takes no time to speak of."""
    words = lexicon(f=[form("peace * peace * peace * harmony", "en", gap=8), form("peace " * 60, "en", inflected=True)])
    assert quotes(words, "peace " * 10_000 + "and. " + "harmony " * 50, "en") == ["peace " * 59 + "peace"] * 166


def test_the_number_of_patterns_sought_at_once_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patterns with more places than are followed at once find the same uses."""
    written = ["peace * war", "war * peace", "shared * peace * war", "war * shared"]
    words = lexicon(**{f"f{number}": [form(text, "en", f"f{number}", gap=3)] for number, text in enumerate(written)})
    texts = ["Peace and war. War, shared peace and no war: peace-war shared", "shared peace or war " * 9]
    whole = scan(words, texts, ["en", ""])
    monkeypatch.setattr("watchword.lexicon.seeking._AT_ONCE", 2)
    assert whole == scan(words, texts, ["en", ""])
    assert len(whole) > 30


@pytest.mark.real
def test_patterns_find_in_real_texts_what_a_slow_reader_finds() -> None:
    """In speeches of the General Debate the uses of patterns are those of reading word by word."""
    package = ZipFile(data_file("ungdc.zip"))
    names = sorted(name for name in package.namelist() if name.endswith(".txt"))[::2000]
    bodies = [part for name in names for part in package.read(name).decode("utf-8-sig", "replace").split("\n") if part.strip()]
    words = lexicon(
        f=[form("international * security", "en", gap=3), form("human rights", "en", inflected=True)],
        g=[form("(the) developing (countries|nations)", "en", "g"), form("economic * development * peoples", "en", "g", gap=4)],
        h=[form("peace * nations", "en", "h", gap=8, inflected=True), form("social * order", "en", "h", gap=8)],
    )
    found = [(identity, row, fold_text(bodies[row][start:end])) for identity, row, start, end in scan(words, bodies, ["en"] * len(bodies))]
    assert len({identity for identity, _, _ in found}) >= 3
    assert sorted(found) == sorted(match_slowly(words, bodies, ["en"] * len(bodies)))


@pytest.mark.parametrize("texts", [[], [""], ["", "", ""]])
def test_nothing_in_nothing(texts: list[str]) -> None:
    """Empty tables and empty texts have no uses."""
    assert scan(lexicon(f=[form("win", "en")]), texts, [""] * len(texts)) == []


def test_an_empty_lexicon_finds_nothing() -> None:
    """Without formulations there are no uses, and no error."""
    assert scan(Lexicon(()), ["win-win"], ["en"]) == []
    assert scan(Lexicon((Formulation("f", "f", "g", ()),)), ["win-win"], ["en"]) == []
