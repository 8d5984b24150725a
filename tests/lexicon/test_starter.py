"""What is promised of the starter lexicon: it loads, it is of several actors, and no form in it is invented."""

import re
from dataclasses import replace
from importlib import resources

import pyarrow as pa
import pytest

from tests.lexicon import attested
from watchword.lexicon.load import load_lexicon, read_folder
from watchword.lexicon.match import Matcher
from watchword.lexicon.records import Lexicon, Relation
from watchword.lexicon.standing import Setting, judge
from watchword.model import Standing

# Texts that the real data do not hold; a source that names none of these and is held must show its form.
_CITED = re.compile(r"^(Xinhua|am730|State Council|Traditional characters|British spelling|Titles? of)")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The lexicon as it ships."""
    return load_lexicon(read_folder(resources.files("watchword.starter").joinpath("lexicon")))


def test_it_loads_and_shows_the_first_case_first(lexicon: Lexicon) -> None:
    """A new user gets at least fourteen formulations, win-win cooperation before all."""
    assert len(lexicon.formulations) >= 14
    first = lexicon.first_case()
    assert first is not None
    assert first.id == "win-win-cooperation"


@pytest.mark.parametrize("name", ["win-win cooperation", "合作共赢", "合作共贏", "Win win co-operation", "互利合作"])
def test_the_first_case_is_found_by_any_of_its_names(lexicon: Lexicon, name: str) -> None:
    """English, Chinese in both scripts, British spelling and the renamed form lead to it."""
    assert lexicon.find(name).id == "win-win-cooperation"


def test_half_a_formulation_is_not_the_formulation(lexicon: Lexicon) -> None:
    """Win-win alone, 共赢 alone and cooperation alone are ordinary words: no form is one of them."""
    forms = {form.text for formulation in lexicon.formulations for form in formulation.forms}
    assert not forms & {"win-win", "共赢", "双赢", "cooperation", "合作"}


def test_renamed_forms_count_only_where_they_were_renamed(lexicon: Lexicon) -> None:
    """Mutually beneficial cooperation is sixty years old: every renamed form names its texts or its body."""
    renamed = [form for f in lexicon.formulations for form in f.forms if form.relation is Relation.RENAMED]
    assert renamed
    assert all(scope.works or scope.organs for form in renamed for scope in form.scopes)


def test_every_date_keeps_its_own_sources(lexicon: Lexicon) -> None:
    """A form whose source gives a year does not begin after it: else its own source were antecedent wording."""
    for formulation in lexicon.formulations:
        for form in formulation.forms:
            years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", form.source)]
            if form.start and years:
                assert int(form.start[:4]) <= max(years), form.id


@pytest.mark.real
def test_every_form_stands_in_the_text_its_source_names(lexicon: Lexicon) -> None:
    """Each form whose source is held in the real data occurs there, in its language; few are only cited."""
    attested.data()
    shown, missing, unheld = 0, [], []
    for formulation in lexicon.formulations:
        for form in formulation.forms:
            verdict = attested.occurs(form)
            if verdict:
                shown += 1
            elif verdict is False:
                missing.append(form.id)
            elif not _CITED.match(form.source):
                unheld.append(form.id)
    assert not missing
    assert not unheld
    assert shown >= 170


@pytest.mark.parametrize(
    ("text", "language", "formulation"),
    [
        ("на основе взаимовыгодного сотрудничества", "ru", "win-win-cooperation"), ("人類命運共同體", "zh", "community-of-shared-future"),
        ("в отношении односторонней принудительной меры", "ru", "unilateral-coercive-measures"),
        ("toute mesure coercitive unilatérale", "fr", "unilateral-coercive-measures"), ("وللحق في التنمية", "ar", "right-to-development"),
        ("推动以合作共贏為核心", "zh", "win-win-cooperation"), ("праву на развитие", "ru", "right-to-development"),
    ],
)  # fmt: skip
def test_case_endings_plurals_and_scripts_need_no_listing(lexicon: Lexicon, text: str, language: str, formulation: str) -> None:
    """Russian cases, French singulars, Arabic particles and traditional characters are found by the forms that are listed."""
    matcher = Matcher(lexicon)
    hits = matcher.scan(pa.array([text], pa.large_string()), [language])
    assert formulation in {matcher.formulations[matcher.formulation_of[form]] for form in hits.form.tolist()}


@pytest.mark.real
def test_an_invented_form_is_caught(lexicon: Lexicon) -> None:
    """The check above does not hold for words that are not in the text."""
    attested.data()
    form = lexicon.formulation("win-win-cooperation").forms[0]
    assert attested.occurs(form)
    assert attested.occurs(replace(form, text="lose-lose cooperation")) is False


@pytest.mark.parametrize(
    ("name", "language", "paragraph", "standing"),
    [
        ("responsibility-to-protect", "zh", "要压实耕地保护责任。", Standing.OTHER_SENSE),
        ("responsibility-to-protect", "zh", "特别顾问谈到防止灭绝种族和保护责任。", Standing.IN_SCOPE),
        ("responsibility-to-protect", "en", "We all have a responsibility to protect the planet.", Standing.OTHER_SENSE),
        ("responsibility-to-protect", "en", "States bear the primary responsibility to protect civilians.", Standing.OTHER_SENSE),
        ("responsibility-to-protect", "en", "It bears the primary responsibility to protect its population.", Standing.IN_SCOPE),
        ("responsibility-to-protect", "en", "The doctrine is called the responsibility to protect.", Standing.IN_SCOPE),
        ("right-to-development", "zh", "维护发展中国家的正当发展权益。", Standing.OTHER_SENSE),
        ("right-to-development", "zh", "落实发展权利宣言。", Standing.IN_SCOPE),
        ("community-of-shared-future", "ru", "Тема: построение общего будущего для всех форм жизни.", Standing.OTHER_SENSE),
    ],
)
def test_words_for_something_else_are_kept_apart(lexicon: Lexicon, name: str, language: str, paragraph: str, standing: Standing) -> None:
    """Duties to protect farmland, interests in development and the like are other senses."""
    formulation = lexicon.formulation(name)
    matcher = Matcher(Lexicon((formulation,)))
    hits = matcher.scan(pa.array([paragraph], pa.large_string()), [language])
    setting = Setting("", "2021-05-06", "", "", set())
    assert {judge(formulation, matcher.forms[form], setting, paragraph) for form in hits.form.tolist()} == {standing}
