"""What to mind about a form that is tried: it matches too much, or words that are another matter."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchword.lexicon.notation import cut_gaps, expand
from watchword.lexicon.patterns import read_stretch
from watchword.lexicon.records import Form
from watchword.text.languages import language
from watchword.text.normalise import fold_text

_TOO_MUCH = 0.25  # of a source's documents: a formulation marks some of them
_ENOUGH = 20  # documents of which a share says something
_SAME = 0.3  # of the uses of some words that have one and the same word beside them
_LEAST = 5  # uses
_SHOWN = 5
# Languages whose endings are short: two words that both go on otherwise for two letters or more are rather two words than two endings.
_SHORT_ENDINGS = ("en", "fr", "es", "de")


@dataclass(frozen=True, slots=True)
class Found:
    """What was matched: (language, words, uses), most first; uses by (language, words, side, the word there); (language, source,
    documents with a use, documents).
    """

    matched: tuple[tuple[str, str, int], ...]
    around: Counter[tuple[str, str, str, str]]
    counts: tuple[tuple[str, str, int, int], ...]


def warn(forms: Sequence[Form], found: Found) -> Iterator[str]:
    """Yield one sentence for each thing to mind."""
    if not found.matched:
        yield "no text held in these languages has it"
    for code, source, with_use, documents in found.counts:
        if documents >= _ENOUGH and with_use > _TOO_MUCH * documents:
            share = f"{with_use:,} of {documents:,} documents"
            yield f"may match too much: in {source}{f' ({code})' if code else ''} {share} hold it"
    for form in forms:
        if form.inflected and form.language in _SHORT_ENDINGS:
            yield from _warn_of_stems(form, found)
    yield from _warn_of_neighbours(found)


def _warn_of_stems(form: Form, found: Found) -> Iterator[str]:
    """Yield which other words an inflected form finds because they have a stem in common."""
    typed = {word for text in expand(form.text) for part in cut_gaps(text) for word in read_stretch(fold_text(part), form.language).words}
    others = [
        (words, uses) for code, words, uses in found.matched
        if code in ("", form.language) and any(_is_other(word, typed) for word in read_stretch(words, form.language).words)
    ]  # fmt: skip
    if others:
        shown = ", ".join(f"{words!r} ({uses:,})" for words, uses in others[:_SHOWN])
        more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
        yield (
            f"inflected also finds {shown}{more}: other words of the same stem, which may mean something else; "
            "without inflected, (one|other) lists the endings that are meant"
        )


def _is_other(word: str, typed: set[str]) -> bool:
    """Say whether a word goes on otherwise than the typed word that is nearest to it, both for two letters or more."""
    if word in typed or not typed:
        return False
    nearest = max(sorted(typed), key=lambda other: _count_alike(word, other))
    alike = _count_alike(word, nearest)
    return alike >= 3 and len(word) - alike >= 2 and len(nearest) - alike >= 2


def _count_alike(word: str, other: str) -> int:
    """Return with how many same letters two words begin."""
    return next((at for at, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), min(len(word), len(other)))


def _warn_of_neighbours(found: Found) -> Iterator[str]:
    """Yield which word stands so often beside matched words that both together may be another formulation."""
    totals = {(code, words): uses for code, words, uses in found.matched}
    told = [
        (count, code, words, side, near) for (code, words, side, near), count in found.around.items()
        if count >= _LEAST and count >= _SAME * totals[code, words] and near not in language(code).function_words
    ]  # fmt: skip
    for count, code, words, side, near in sorted(told, key=lambda item: (-item[0], item[1:]))[:_SHOWN]:
        whole = f"{near} {words}" if side == "before" else f"{words} {near}"
        total = totals[code, words]
        yield (
            f"in {count:,} of {total:,} uses of {words!r} the word {side} it is {near!r}: {whole!r} may be another formulation, "
            "which a sense with near tells apart"
        )
