"""What makes a form unfit to be sought, and when two forms are one to the matcher."""

import re
from collections.abc import Hashable, Iterator

from watchword.errors import ConfigurationError
from watchword.lexicon.inflection import Inflected, read_inflected
from watchword.lexicon.notation import MAXIMUM_GAP, MAXIMUM_PARTS, cut_gaps, expand
from watchword.lexicon.patterns import read_patterns, read_stretch
from watchword.lexicon.records import Form, fold_name
from watchword.text.languages import language
from watchword.text.normalise import fold_text

_LONGEST = 500  # characters: longer than any wording a state ever fixed

Problem = tuple[str, str]


def find_problem(form: Form) -> Problem | None:
    """Return (key, what is wrong) of a form that would match everywhere, nowhere or too much; None where it is fit."""
    return next(_find_problems(form), None)


def identify(form: Form) -> Iterator[Hashable]:
    """Yield what the matcher makes of a form: two forms with one of these in common cannot be told apart."""
    if not form.is_pattern:
        for wording in expand(form.text):
            yield form.language, fold_text(wording).replace(" ", "")
        return
    for pattern in read_patterns(form):
        words = tuple(tuple(word.stems if isinstance(word, Inflected) else word for word in part.words) for part in pattern.parts)
        yield form.language, form.gap, words


def _find_problems(form: Form) -> Iterator[Problem]:
    """Yield what is wrong, the gravest first; what follows a mistake may be its consequence."""
    if len(form.text) > _LONGEST:
        yield "text", f"form is {len(form.text):,} characters long; at most {_LONGEST} are allowed"
    if form.text.replace("*", "").strip() == "":
        yield "text", f"form {form.text!r} would match everything; give the words on both sides of a gap"
    try:
        wordings = expand(form.text)
    except ConfigurationError as error:
        yield "text", str(error)
        return
    for wording in wordings:
        shown = f"form {form.text!r}" if wording == form.text else f"form {form.text!r} stands for {wording!r}, which"
        letters = fold_name(wording)
        if len(letters) < 2:
            found = "one letter" if letters else "only punctuation" if wording else "nothing"
            yield "text", f"{shown} is {found} and would match everywhere; give at least two letters"
        elif "*" not in wording and not form.inflected and _has_function_words_only(wording, form.language):
            yield "text", f"{shown} has function words only and would match nearly everywhere; give a word that says something"
    yield from _find_in_keys(form)
    if form.is_pattern:
        for wording in wordings:
            yield from _find_in_wording(wording, form)


def _find_in_keys(form: Form) -> Iterator[Problem]:
    """Yield what is wrong with the keys of a pattern."""
    gapped = "*" in form.text
    if gapped and not form.gap:
        yield "text", f"form {form.text!r} has a gap: say by gap = 1 to {MAXIMUM_GAP} how many words a * may stand for"
    if form.gap and not gapped:
        yield "gap", f"gap = {form.gap}, but there is no * in form {form.text!r}"
    if form.is_pattern and not form.boundaries:
        yield "boundaries", "boundaries = false does not go with gap or inflected, which read whole words"
    if gapped and form.language != "zh" and re.search(r"\S\*|\*\S", form.text):
        yield "text", f"form {form.text!r}: a * stands for whole words; put spaces around it"
    if form.inflected and not language(form.language).stemmer:
        yield "inflected", f"inflected = true: {language(form.language).name} words have no endings to vary; list the wordings"


def _find_in_wording(wording: str, form: Form) -> Iterator[Problem]:
    """Yield what is wrong with the parts of one wording of a pattern."""
    parts = cut_gaps(wording)
    if len(parts) > MAXIMUM_PARTS:
        yield "text", f"form {form.text!r} has {len(parts) - 1} gaps; at most {MAXIMUM_PARTS - 1} are allowed"
    for at, part in enumerate(parts):
        if problem := _find_in_part(part, edge=at in (0, len(parts) - 1)):
            yield "text", f"form {form.text!r}" + (f", as {wording!r}," if wording != form.text else "") + problem
            return
    spoken = [read_stretch(fold_text(part), form.language).words for part in parts]
    for part in parts:
        if _has_function_words_only(part, form.language):
            yield "text", f"form {form.text!r} would match nearly everywhere: {part!r} has function words only"
    if form.inflected and not any(read_inflected(word, form.language) for words in spoken for word in words):
        yield (
            "inflected",
            f"inflected = true: no word of {wording!r} varies; function words, numbers and short words are sought as they are",
        )


def _has_function_words_only(text: str, code: str) -> bool:
    """Say whether words without gaps are articles, prepositions and the like, which stand in nearly every text."""
    folded, known = fold_text(text), language(code).function_words
    return folded in known or set(read_stretch(folded, code).words) <= known


def _find_in_part(part: str, *, edge: bool) -> str:
    """Return what is wrong with the words between two gaps, "" where nothing is."""
    folded = fold_text(part)
    if not fold_name(part):
        return " has a gap at its edge, which would match any word" if edge else " has two gaps side by side; write one with a larger gap"
    if len(fold_name(part)) < 2 and folded.isascii():
        return f" has a single letter, {part!r}, beside a gap, which would match nearly everywhere"
    if not (folded[0].isalnum() and folded[-1].isalnum()):
        return f" has punctuation at the edge of {part!r}; begin and end each part with a word"
    return ""
