"""The matcher once more, as slowly and plainly as it can be said: the judge of the fast one."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

import numpy as np

from watchword.lexicon.notation import spellings
from watchword.lexicon.records import Form, Formulation, Lexicon, Relation
from watchword.text.languages import language as language_of
from watchword.text.normalise import Shadow, fold, fold_text
from watchword.text.stems import stem

_PROCLITICS = {
    conjunction + particle
    for conjunction in ("", "و", "ف")
    for particle in ("", "ب", "ك", "ل", "لل", "ال", "بال", "كال")
}  # fmt: skip

_SENTENCE_ENDS = "!?;…。؟؛۔"

Found = tuple[str, int, str]
Token = tuple[str, int, int]


def form(text: str, language: str, formulation: str = "f", *, boundaries: bool = True, gap: int = 0, inflected: bool = False) -> Form:
    """Return an invented form."""
    kind = {"boundaries": boundaries, "gap": gap, "inflected": inflected}
    return Form(f"{formulation}/{language}/{text}", text, language, Relation.ORIGINAL, "invented", **kind)  # type: ignore[arg-type]


def lexicon(**formulations: Sequence[Form]) -> Lexicon:
    """Return a lexicon of invented formulations by id."""
    return Lexicon(tuple(Formulation(name, name, "invented", tuple(forms)) for name, forms in formulations.items()))


def match_slowly(lexicon: Lexicon, texts: Sequence[str], languages: Sequence[str]) -> list[Found]:
    """Return (form id, row, folded words) of every use, in order of row, place in the text, and formulation."""
    found = []
    for row, (text, language) in enumerate(zip(texts, languages, strict=True)):
        shadow = fold(text.encode())
        folded = shadow.data.decode()
        for formulation in lexicon.formulations:
            hits = [
                (start, -end, bool(one.gap or one.inflected), one.id)
                for one in formulation.forms
                if language in ("", one.language)
                for start, end in _places(folded, one)
                if _is_of_whole_characters(shadow, start, end)
            ]
            last = 0
            for start, negative, _, identity in sorted(hits):
                if start >= last:
                    last = -negative
                    found.append((row, start, negative, formulation.id, identity, folded[start:last].strip()))
    return [(identity, row, words) for row, _, _, _, identity, words in sorted(found)]


def _is_of_whole_characters(shadow: Shadow, start: int, end: int) -> bool:
    """Say whether a place in the folded text begins and ends with a character of the text: half of a ligature is no use."""
    folded = shadow.data.decode()
    return bool(shadow.whole(np.array([len(folded[:start].encode())]), np.array([len(folded[:end].encode())]))[0])


def _places(folded: str, one: Form) -> set[tuple[int, int]]:
    if one.gap or one.inflected:
        return set(_patterns(folded, one))
    places = set()
    for pattern in {spelt for wording in _wordings(one.text) for spelt in spellings(wording)}:
        start = folded.find(pattern)
        while start >= 0:
            end = start + len(pattern)
            if not one.boundaries or one.language == "zh" or _is_whole(folded, start, end, one.language):
                places.add((start, end))
            start = folded.find(pattern, start + 1)
    return places


def _wordings(text: str) -> list[str]:
    """Write out the first pair of brackets in every way, then the rest."""
    found = re.search(r"\(([^)]*)\)", text)
    if not found:
        return [" ".join(text.split())]
    choices = found[1].split("|") if "|" in found[1] else [found[1], ""]
    return [made for choice in choices for made in _wordings(text[: found.start()] + choice + text[found.end() :])]


def _tokens(text: str, language: str) -> list[Token]:
    """Return the words of folded text (of Chinese the characters) with their spans, letter by letter."""
    tokens: list[Token] = []
    for at, letter in enumerate(text):
        if letter.isalnum() and tokens and tokens[-1][2] == at and language != "zh":
            word, start, _ = tokens.pop()
            tokens.append((word + letter, start, at + 1))
        elif letter.isalnum():
            tokens.append((letter, at, at + 1))
    return tokens


def _patterns(folded: str, one: Form) -> Iterator[tuple[int, int]]:
    """Yield every use of a pattern: each place to begin, each way to fill the gaps, and of these the one that ends first."""
    tokens = _tokens(folded, one.language)
    for spelling in {spelt for wording in _wordings(one.text) for spelt in spellings(wording)}:
        parts = [part.strip() for part in spelling.split("*")]
        sizes = [len(_tokens(part, one.language)) for part in parts]
        for at in range(len(tokens)):
            ends = []
            for gaps in product(range(one.gap + 1), repeat=len(parts) - 1):
                places = [at]
                for size, gap in zip(sizes, gaps, strict=False):
                    places.append(places[-1] + size + gap)
                if all(_part_stands(part, place, tokens, folded, one) for part, place in zip(parts, places, strict=True)) and all(
                    _gap_holds(tokens[place + size - 1 : following + 1], folded, one)
                    for place, size, following in zip(places, sizes, places[1:], strict=False)
                ):
                    ends.append(tokens[places[-1] + sizes[-1] - 1][2])
            if ends:
                word, start, _ = tokens[at]
                literal = not one.inflected or not _varies(_tokens(parts[0], one.language)[0][0], one.language)
                yield start + (len(word) - len(_tokens(parts[0], one.language)[0][0]) if literal else 0), min(ends)


def _part_stands(part: str, at: int, tokens: list[Token], folded: str, one: Form) -> bool:
    """Say whether the words of a part, with what stands between them, are those at token `at`."""
    wanted = _tokens(part, one.language)
    if at + len(wanted) > len(tokens):
        return False
    for step, (word, start, _) in enumerate(wanted):
        if step and part[wanted[step - 1][2] : start] != folded[tokens[at + step - 1][2] : tokens[at + step][1]]:
            return False
        if not _is_word(word, tokens[at + step][0], one, first=step == 0):
            return False
    return True


def _gap_holds(tokens: list[Token], folded: str, one: Form) -> bool:
    """Say whether no sentence ends between these words, and they are not too far apart."""
    for (_, _, end), (_, start, _) in pairwise(tokens):
        between = folded[end:start]
        if any(letter in _SENTENCE_ENDS for letter in between) or "." in between[:-1]:
            return False
    return tokens[-1][1] - tokens[0][2] <= (4 if one.language == "zh" else 32) * (one.gap + 1)


def _varies(word: str, language: str) -> bool:
    """Say whether a word of an inflected form is compared by its stem."""
    return len(word) >= 3 and word.isalpha() and word not in language_of(language).function_words and len(_key(word, language)) >= 2


def _is_word(wanted: str, word: str, one: Form, *, first: bool) -> bool:
    """Say whether a word of the text stands for a word of the form."""
    if one.inflected and _varies(wanted, one.language):
        key = _key(wanted, one.language)
        if one.language != "ar":
            stems, begins = _stems(word, one.language), word.startswith(key)
        else:
            rests = [word[len(particle) :] for particle in ("", *_PROCLITICS) if word.startswith(particle)]
            stems, begins = {stem for rest in rests if len(rest) > 1 for stem in _stems(rest, "ar")}, key in word
        return begins and len(word) <= len(wanted) + 16 and bool(stems & _stems(_bare(wanted, one.language), one.language))
    joined = one.language == "ar" and first and word.endswith(wanted) and word.removesuffix(wanted) in _PROCLITICS
    return word == wanted or joined


def _bare(word: str, language: str) -> str:
    for article in ("لل", "ال", "بال", "كال"):
        for conjunction in ("", "و", "ف"):
            if language == "ar" and word.startswith(conjunction + article) and len(word) >= len(conjunction + article) + 2:
                return word.removeprefix(conjunction + article)
    return word


def _stems(word: str, language: str) -> set[str]:
    if language == "ar":
        return {stem(word, "ar"), stem("ال" + word, "ar")}
    if language == "fr":
        ending = "ee" if word.endswith("ee") else "ees" if word.endswith("ees") else ""
        return {fold_text(stem(word.removesuffix(ending) + ending.replace("ee", "ée"), "fr"))}
    if language == "es" and word.endswith("es"):
        return {stem(word, "es"), fold_text(stem(word.removesuffix("es") + "és", "es"))}
    return {stem(word, language)}


def _key(word: str, language: str) -> str:
    """Return the letters that a word of the text must have in common with a word of the form."""
    bare, stems = _bare(word, language), sorted(_stems(_bare(word, language), language))
    alike = [bare[:size] for size in range(len(bare) + 1) if all(stem.startswith(bare[:size]) for stem in stems)][-1]
    inside = sorted((stem for stem in stems if stem in bare), key=len)
    if language == "ar":
        return inside[0] if inside else alike
    return alike[:-1] if language in ("en", "fr", "es") and len(alike) >= 5 else alike


def _is_whole(folded: str, start: int, end: int, language: str) -> bool:
    if end < len(folded) and folded[end].isalnum():
        return False
    if start == 0 or not folded[start - 1].isalnum():
        return True
    first = start
    while first and (folded[first - 1].isalnum() or folded[first - 1] == "_"):
        first -= 1
    return language == "ar" and folded[first:start] in _PROCLITICS
