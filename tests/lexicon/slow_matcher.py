"""The matcher once more, as slowly and plainly as it can be said: the judge of the fast one."""

from collections.abc import Sequence

from watchword.lexicon.match import spellings
from watchword.lexicon.records import Form, Formulation, Lexicon, Relation
from watchword.text.normalise import fold_text

_PROCLITICS = {
    conjunction + particle
    for conjunction in ("", "و", "ف")
    for particle in ("", "ب", "ك", "ل", "لل", "ال", "بال", "كال")
}  # fmt: skip

Found = tuple[str, int, str]


def form(text: str, language: str, formulation: str = "f", *, boundaries: bool = True) -> Form:
    """Return an invented form."""
    return Form(f"{formulation}/{language}/{text}", text, language, Relation.ORIGINAL, "invented", boundaries=boundaries)


def lexicon(**formulations: Sequence[Form]) -> Lexicon:
    """Return a lexicon of invented formulations by id."""
    return Lexicon(tuple(Formulation(name, name, "invented", tuple(forms)) for name, forms in formulations.items()))


def match_slowly(lexicon: Lexicon, texts: Sequence[str], languages: Sequence[str]) -> list[Found]:
    """Return (form id, row, folded words) of every use, in order of row, place in the text, and formulation."""
    found = []
    for row, (text, language) in enumerate(zip(texts, languages, strict=True)):
        folded = fold_text(text)
        for formulation in lexicon.formulations:
            hits = [
                (start, -end, one.id) for one in formulation.forms if language in ("", one.language) for start, end in _places(folded, one)
            ]
            last = 0
            for start, negative, identity in sorted(hits):
                if start >= last:
                    last = -negative
                    found.append((row, start, negative, formulation.id, identity, folded[start:last]))
    return [(identity, row, words) for row, _, _, _, identity, words in sorted(found)]


def _places(folded: str, one: Form) -> set[tuple[int, int]]:
    places = set()
    for pattern in spellings(one.text):
        start = folded.find(pattern)
        while start >= 0:
            end = start + len(pattern)
            if not one.boundaries or one.language == "zh" or _is_whole(folded, start, end, one.language):
                places.add((start, end))
            start = folded.find(pattern, start + 1)
    return places


def _is_whole(folded: str, start: int, end: int, language: str) -> bool:
    if end < len(folded) and folded[end].isalnum():
        return False
    if start == 0 or not folded[start - 1].isalnum():
        return True
    first = start
    while first and (folded[first - 1].isalnum() or folded[first - 1] == "_"):
        first -= 1
    return language == "ar" and folded[first:start] in _PROCLITICS
