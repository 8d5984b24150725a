"""What is known to render a formulation in one language: what the texts propose, and what the lexicon lists."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from watchword.lexicon.records import Formulation
from watchword.model import Standing
from watchword.store.base import View
from watchword.usage.parallel.asking import Wording
from watchword.usage.parallel.corpus import Corpus, Integers, Tongue
from watchword.usage.parallel.proposing import Proposal, propose
from watchword.usage.parallel.sequences import Mask

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
class Facing:
    """One language facing what was asked for: the rows that both have, sorted, and the renderings known in them."""

    asked: Wording
    code: str
    rows: Integers
    found: tuple[Found, ...]


def face_languages(corpus: Corpus, asked: Wording, listed: Listed, *, to: str = "") -> list[Facing]:
    """Return each other language (only `to` where it is given) that has a counterpart of a paragraph asked about."""
    source = corpus.tongues[asked.language]
    faced = []
    for code in corpus.languages:
        if code != asked.language and to in ("", code) and len(rows := np.intersect1d(asked.rows, corpus.tongues[code].rows)):
            faced.append(Facing(asked, code, rows, tuple(collect(source, corpus.tongues[code], asked, listed.get(code, {})))))
    return faced


def find_listed(view: View, corpus: Corpus, formulation: Formulation | None) -> Listed:
    """Return, by language and form, the rows in which the lexicon's own form of a formulation stands, in scope or not."""
    if formulation is None:
        return {}
    uses = view.rows(
        """SELECT DISTINCT u.document AS document, u.paragraph AS paragraph, u.form AS form
           FROM uses u JOIN documents d ON d.id = u.document
           WHERE u.formulation = ? AND u.standing <> ? ORDER BY u.document, u.paragraph, u.form""",
        [formulation.id, Standing.OTHER_SENSE],
    )
    rows = corpus.rows_of([(use["document"], use["paragraph"]) for use in uses])
    forms = {form.id: form for form in formulation.forms}
    found: dict[str, dict[str, set[int]]] = {}
    for row, use in zip(rows.tolist(), uses, strict=True):
        if row >= 0 and use["form"] in forms:
            form = forms[use["form"]]
            found.setdefault(form.language, {}).setdefault(form.text, set()).add(row)
    return {code: {text: np.array(sorted(own), dtype=np.int64) for text, own in of.items()} for code, of in found.items()}


def collect(source: Tongue, target: Tongue, asked: Wording, matched: Mapping[str, Integers]) -> list[Found]:
    """Return the renderings in one language: those proposed, by the paragraphs that hold them, then the lexicon's that were not."""
    counted = np.isin(target.rows, source.rows)
    weights = np.zeros(len(target.rows))
    both = np.isin(asked.rows, target.rows)
    weights[np.searchsorted(target.rows, asked.rows[both])] = asked.weights[both]
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
