"""What is known to render a formulation in one language: what the texts propose, and what the lexicon lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from watchword.lexicon.records import Formulation
from watchword.model import Standing
from watchword.store.base import View
from watchword.usage.parallel.asking import Wording
from watchword.usage.parallel.building import Watch, watch_nothing
from watchword.usage.parallel.corpus import Corpus, Integers, Tongue
from watchword.usage.parallel.proposing import Proposal, propose
from watchword.usage.parallel.sequences import Mask

# What renders a use in scope may itself stand outside its form's scope: it is shown, and called listed.
_RENDERING = (Standing.IN_SCOPE, Standing.ANTECEDENT)

Listed = Mapping[str, Mapping[str, Integers]]


@dataclass(frozen=True, slots=True)
class Found:
    """A rendering as terms: the rows that hold it, among those asked about and all that count, and what the lexicon and the finder say."""

    terms: tuple[int, ...]
    listed: str
    score: float | None
    asked: Integers
    elsewhere: int


@dataclass(frozen=True, slots=True)
class ListedForm:
    """A form of the lexicon in aligned works: it stands in scope in `paragraphs` of the `of` that its language has of those with any form
    in any language, in `works` works dated from `first` to `last`; in `antecedent` paragraphs more it stands outside its scope.
    """

    language: str
    text: str
    paragraphs: int
    of: int
    works: int
    first: str
    last: str
    antecedent: int


@dataclass(frozen=True, slots=True)
class Facing:
    """One language facing what was asked for: the rows that both have, sorted, and the renderings known in them."""

    asked: Wording
    code: str
    rows: Integers
    found: tuple[Found, ...]


def face_languages(corpus: Corpus, asked: Wording, listed: Listed, *, to: str = "", watch: Watch = watch_nothing) -> list[Facing]:
    """Return each other language (only `to` where it is given) that has a counterpart of a paragraph asked about."""
    source = corpus.tongues[asked.language]
    faced = []
    for code in watch(corpus.languages, "comparing languages", len(corpus.languages)):
        if code != asked.language and to in ("", code) and len(rows := np.intersect1d(asked.rows, corpus.tongues[code].rows)):
            faced.append(Facing(asked, code, rows, tuple(collect(source, corpus.tongues[code], asked, listed.get(code, {})))))
    return faced


def find_listed(view: View, corpus: Corpus, formulation: Formulation | None, standings: Sequence[Standing] = _RENDERING) -> Listed:
    """Return, by language and form, the rows in which the lexicon's own form of a formulation stands, with one of these standings."""
    if formulation is None:
        return {}
    uses = view.rows(
        """SELECT DISTINCT u.document AS document, u.paragraph AS paragraph, u.form AS form
           FROM uses u JOIN documents d ON d.id = u.document
           WHERE u.formulation = ? AND u.standing IN (SELECT unnest(?::VARCHAR[])) ORDER BY u.document, u.paragraph, u.form""",
        [formulation.id, list(standings)],
    )
    rows = corpus.rows_of([(use["document"], use["paragraph"]) for use in uses])
    forms = {form.id: form for form in formulation.forms}
    found: dict[str, dict[str, set[int]]] = {}
    for row, use in zip(rows.tolist(), uses, strict=True):
        if row >= 0 and use["form"] in forms:
            form = forms[use["form"]]
            found.setdefault(form.language, {}).setdefault(form.text, set()).add(row)
    return {code: {text: np.array(sorted(own), dtype=np.int64) for text, own in of.items()} for code, of in found.items()}


def count_listed(view: View, corpus: Corpus, formulation: Formulation) -> list[ListedForm]:
    """Return the lexicon's own forms of a formulation in works held in several languages, by language, the most frequent first.

    Nothing is proposed and no text is read, so that this is quick: it is what a page on the formulation shows.
    """
    listed, everywhere = find_listed(view, corpus, formulation, (Standing.IN_SCOPE,)), find_listed(view, corpus, formulation)
    anywhere = np.unique(np.concatenate([rows for forms in listed.values() for rows in forms.values()] or [np.empty(0, dtype=np.int64)]))
    found = []
    for code, forms in sorted(everywhere.items()):
        places = corpus.places(anywhere, code)
        for text, standing in sorted(forms.items(), key=lambda item: (-len(item[1]), item[0])):
            rows = listed.get(code, {}).get(text, np.empty(0, dtype=np.int64))
            own = [place for row in rows.tolist() for place in places[row][:1]]
            dates = sorted(place["date"] for place in own if place["date"]) or [""]
            works, other = len({place["work"] for place in own}), len(np.setdiff1d(standing, rows))
            found.append(ListedForm(code, text, len(rows), len(places), works, dates[0], dates[-1], other))
    return found


def collect(source: Tongue, target: Tongue, asked: Wording, matched: Mapping[str, Integers]) -> list[Found]:
    """Return the renderings in one language: those proposed, by the paragraphs that hold them, then the lexicon's that were not."""
    counted = np.isin(target.rows, source.rows)
    weights = np.zeros(len(target.rows))
    both = np.isin(asked.rows, target.rows)
    # The rows of one context weigh 1 together, in every language: counted among those that this one has.
    _, own, sizes = np.unique(asked.contexts[both], return_inverse=True, return_counts=True)
    weights[np.searchsorted(target.rows, asked.rows[both])] = 1 / sizes[own]
    by_terms: dict[tuple[int, ...], str] = {}
    for text in sorted(asked.listed.get(target.code, ())):
        by_terms.setdefault(target.vocabulary.find(text), text)
    found = []
    for proposal in propose(target, weights, counted):
        found.append(_found(target, proposal, weights > 0, by_terms.pop(proposal.terms, "")))
    found.sort(key=lambda item: (-len(item.asked), item.terms))
    for terms, text in by_terms.items():
        rows = np.intersect1d(matched.get(text, np.empty(0, dtype=np.int64)), asked.rows)
        if len(rows):
            found.append(Found(terms, text, None, rows, len(matched[text]) - len(rows)))
    return found


def _found(target: Tongue, proposal: Proposal, asked: Mask, listed: str) -> Found:
    mine = asked[proposal.rows]
    return Found(proposal.terms, listed, proposal.score, target.rows[proposal.rows[mine]], int((~mine).sum()))
