"""Where a formulation or free words stand in aligned paragraphs of one language, and in how many contexts."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

import numpy as np

from watchword.errors import NotHeld, UsageError
from watchword.lexicon.records import Formulation, Relation
from watchword.model import Standing
from watchword.store.base import CITED_ONLY, View
from watchword.text.languages import languages
from watchword.usage.parallel.corpus import Corpus, Integers, Tongue
from watchword.usage.parallel.sequences import find_places, find_rows
from watchword.usage.parallel.terms import BREAK

_BESIDE = 3  # words on each side that make a context
_BESIDE_CHARACTERS = 80  # that hold so many words whole: were the third one cut, different ones would be alike
_LONGEST_TEXT = 300  # characters


@dataclass(frozen=True, slots=True)
class Wording:
    """What is asked for: its name, its language, and the rows it stands in, sorted, each with the number of its context.

    Rows with the same words around it have one number. `terms` are the words sought, `listed` the forms of the lexicon by language.
    Left out are `antecedent` paragraphs, which hold the words outside their scope, and `unaligned` ones, of texts that are held in one
    language only or correspond to nothing.
    """

    name: str
    language: str
    rows: Integers
    contexts: Integers
    terms: tuple[tuple[int, ...], ...]
    listed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    antecedent: int = 0
    unaligned: int = 0


def check_language(corpus: Corpus, code: str) -> Tongue:
    """Return one language's side; raise `UsageError` for a code that is none, `NotHeld` where no aligned work has the language."""
    if code in corpus.tongues:
        return corpus.tongues[code]
    held = ", ".join(corpus.languages) or "none"
    if code in languages():
        raise NotHeld(f"no work held in {languages()[code].name} is held in another language too; aligned languages: {held}")
    names = {known.name.casefold(): known.code for known in languages().values()}
    near = names.get(code.casefold()) or next(iter(get_close_matches(code.casefold(), [*languages(), *names], n=1, cutoff=0.5)), "")
    near = names.get(near, near)
    hint = f"did you mean {near!r} ({languages()[near].name})?" if near else f"there are {', '.join(languages())}"
    raise UsageError(f"no language {code!r}; {hint}")


def ask_words(corpus: Corpus, text: str, code: str) -> Wording:
    """Return where free words stand, in any inflection. Raises `UsageError` for no words, `NotHeld` where they stand nowhere."""
    tongue = check_language(corpus, code)
    terms = tongue.vocabulary.find(text[:_LONGEST_TEXT])
    if not terms or len(text) > _LONGEST_TEXT:
        raise UsageError(f"expected some words of a few dozen letters, found {text[:40]!r}" + (" ..." if len(text) > 40 else ""))
    places = find_rows(tongue, terms)
    if not len(places):
        raise NotHeld(f"{text!r} stands in no paragraph in {code} of a work held in several languages")
    contexts = []
    for place in places.tolist():
        own = tongue.terms[tongue.offsets[place] : tongue.offsets[place + 1]].tolist()
        at = find_places(own, terms)[0]
        # Words make a context, whatever marks stand between them.
        before, behind = ([term for term in side if term != BREAK] for side in (own[:at], own[at + len(terms) :]))
        contexts.append((tuple(before[-_BESIDE:]), tuple(behind[:_BESIDE])))
    return Wording(text, code, tongue.rows[places], _number(contexts), (terms,))


def ask_formulation(view: View, corpus: Corpus, formulation: Formulation, code: str = "") -> Wording:
    """Return where a formulation's uses in scope stand. `code` is the language asked from ("": that of its first original form).

    Raises `NotHeld` where no aligned paragraph in that language holds it, naming the languages whose paragraphs do.
    """
    listed: dict[str, tuple[str, ...]] = {}
    for form in sorted(formulation.forms, key=lambda form: form.id):
        listed[form.language] = (*listed.get(form.language, ()), form.text)
    originals = [form.language for form in formulation.forms if form.relation == Relation.ORIGINAL]
    code = code or next(iter(originals or listed))
    tongue = check_language(corpus, code)
    uses = view.rows(
        """SELECT u.document AS document, u.paragraph AS paragraph, u.prefix AS prefix, u.suffix AS suffix, u.standing AS standing,
                  d.language AS language
           FROM uses u JOIN documents d ON d.id = u.document WHERE u.formulation = ? AND u.standing <> ? AND d.source <> ?
           ORDER BY u.document, u.paragraph, u.start""",
        [formulation.id, Standing.OTHER_SENSE, CITED_ONLY],
    )
    rows = corpus.rows_of([(use["document"], use["paragraph"]) for use in uses])
    contexts: dict[int, Hashable] = {}
    antecedent: set[tuple[str, int]] = set()
    unaligned: set[tuple[str, int]] = set()
    for row, use in zip(rows.tolist(), uses, strict=True):
        if use["language"] != code:
            continue
        if use["standing"] == Standing.ANTECEDENT:
            antecedent.add((use["document"], use["paragraph"]))
        elif row < 0:
            unaligned.add((use["document"], use["paragraph"]))
        else:
            contexts.setdefault(row, _context(tongue, use["prefix"], use["suffix"]))
    if not contexts:
        aligned = {
            use["language"] for use, row in zip(uses, rows.tolist(), strict=True) if row >= 0 and use["standing"] == Standing.IN_SCOPE
        }
        hint = f"; it stands in paragraphs in {', '.join(sorted(aligned))}: name one with --language" if aligned else ""
        more = f" ({len(antecedent)} hold the words outside their scope)" if antecedent else ""
        raise NotHeld(f"{formulation.id} stands in no paragraph in {code} of a work held in several languages{more}{hint}")
    ordered = sorted(contexts)
    numbers = _number([contexts[row] for row in ordered])
    terms = tuple(dict.fromkeys(tongue.vocabulary.find(text) for text in sorted(listed[code], key=len, reverse=True)))
    return Wording(formulation.id, code, np.array(ordered, dtype=np.int64), numbers, terms, listed, len(antecedent), len(unaligned))


def _context(tongue: Tongue, prefix: str, suffix: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    find, most = tongue.vocabulary.find, _BESIDE_CHARACTERS
    return find(prefix[-most:])[-_BESIDE:], find(suffix[:most])[:_BESIDE]


def _number(contexts: Sequence[Hashable]) -> Integers:
    """Return the number of each row's context."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(context, len(numbers)) for context in contexts], dtype=np.int64)
