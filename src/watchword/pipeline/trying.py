"""Try a form before it is written to a lexicon file: the wordings it stands for, what it matches in the texts held, and what to mind.

Every text of the form's language, or of an unknown one, is read with the matcher itself, so that the form in a file finds the same. No
scope and no sense is tried: uses have no standing here.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from hashlib import sha256

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from watchword.errors import ConfigurationError, UsageError
from watchword.lexicon.forms import find_problem, identify
from watchword.lexicon.match import Matcher
from watchword.lexicon.notation import expand, spellings
from watchword.lexicon.records import LANGUAGES, Form, Formulation, Lexicon, Relation
from watchword.pipeline.discovering import guess_languages
from watchword.pipeline.opening import Reading, Where, open_reading
from watchword.pipeline.progress import track
from watchword.pipeline.trying_warnings import Found, warn
from watchword.store.base import CITED_ONLY, Row
from watchword.text.normalise import fold_text
from watchword.usage.concordance import Line, read_line
from watchword.usage.intervals import wilson

_CONTEXT = 100  # code points shown on each side


@dataclass(frozen=True, slots=True)
class Tried:
    """A form as it would be written to a file; without a language it is tried in each that its letters can be of."""

    notation: str
    language: str = ""
    gap: int = 0
    inflected: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording that a form stands for in a language, and the folded spellings under which it is sought."""

    language: str
    text: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """One source in one language: its documents, those that hold the form (their share with its Wilson interval), and the uses."""

    language: str
    source: str
    documents: int
    documents_with: int
    uses: int
    share: float
    share_low: float
    share_high: float


@dataclass(frozen=True, slots=True)
class Matched:
    """Words that stand in the texts where the form matches, folded, and how often."""

    language: str
    words: str
    uses: int


@dataclass(frozen=True, slots=True)
class Trial:
    """What a form matches. `lines` are a sample of one use a document, drawn by a hash of the documents' ids, in order of date."""

    notation: str
    inflected: bool
    gap: int
    wordings: tuple[Wording, ...]
    uses: int
    documents_with: int
    counts: tuple[Count, ...]
    matched: tuple[Matched, ...]
    lines: tuple[Line, ...]
    warnings: tuple[str, ...]


@dataclass(slots=True)
class _Tally:
    """What is gathered while the texts are read: by language and words, and the first use in each document."""

    words: Counter[tuple[str, str]] = field(default_factory=Counter)
    around: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    uses: Counter[str] = field(default_factory=Counter)
    first: dict[str, Row] = field(default_factory=dict)


def ask_trial(where: Where, tried: Tried, limit: int) -> Trial:
    """Return what a form matches in a version, with `limit` lines (0: one of each document).

    Raise `ConfigurationError` for a form that no lexicon would take, with what is wrong with it.
    """
    forms = read_forms(tried)
    with open_reading(where.folder, as_of=where.as_of, until=where.until, uses=False) as reading:
        documents = _documents(reading, [form.language for form in forms])
        tally = _scan(reading, forms, documents)
        counts = _count(documents, tally, reading.view.settings.confidence)
        ranked = sorted(tally.words.items(), key=lambda item: (-item[1], item[0]))
        matched = tuple(Matched(language, words, uses) for (language, words), uses in ranked)
        found = Found(
            tuple((m.language, m.words, m.uses) for m in matched), tally.around,
            tuple((c.language, c.source, c.documents_with, c.documents) for c in counts),
        )  # fmt: skip
        lines = tuple(read_line(row) for row in _sample(reading, documents, tally, limit))
        return Trial(
            tried.notation, tried.inflected, tried.gap, tuple(_wordings(forms)), sum(tally.uses.values()), len(tally.first), counts,
            matched, lines, (*_listed(reading, forms), *warn(forms, found)),
        )  # fmt: skip


def read_forms(tried: Tried) -> tuple[Form, ...]:
    """Return the form in its language, or in each that its letters can be of.

    Raise `ConfigurationError` where a lexicon would refuse it, and `UsageError` for a language that no lexicon has.
    """
    codes = [tried.language] if tried.language else guess_languages(tried.notation)
    if codes[0] not in LANGUAGES:
        near = get_close_matches(codes[0].casefold(), LANGUAGES, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(LANGUAGES)}"
        raise UsageError(f"no lexicon has the language {codes[0]!r}; {hint}")
    text = tried.notation.strip()
    forms = tuple(
        Form(f"tried/{code}/{text}", text, code, Relation.ORIGINAL, "tried", gap=tried.gap, inflected=tried.inflected) for code in codes
    )
    problems = {form.language: problem for form in forms if (problem := find_problem(form))}
    if len(problems) == len(forms):
        raise ConfigurationError(problems[codes[0]][1])
    return tuple(form for form in forms if form.language not in problems)


def _wordings(forms: Sequence[Form]) -> Iterator[Wording]:
    for form in forms:
        for text in expand(form.text):
            yield Wording(form.language, text, spellings(text))


def _documents(reading: Reading, codes: Sequence[str]) -> dict[str, Row]:
    """Return the documents to read by id."""
    marks = ", ".join("?" * len(codes))
    rows = reading.view.rows(
        f"""SELECT id, language::VARCHAR AS language, source::VARCHAR AS source FROM documents
            WHERE source <> '{CITED_ONLY}' AND paragraphs > 0 AND (language = '' OR language IN ({marks})) ORDER BY id""",
        list(codes),
    )
    return {row["id"]: row for row in rows}


def _scan(reading: Reading, forms: tuple[Form, ...], documents: dict[str, Row]) -> _Tally:
    """Read every text; of one part at a time."""
    matcher = Matcher(Lexicon((Formulation("tried", "tried", "tried", forms),)), threads=reading.view.settings.threads)
    parts, wanted, tally = reading.workspace.catalogue.parts(reading.view.version, "paragraphs"), pa.array(list(documents)), _Tally()
    for part in track(parts, "reading the texts", len(parts)):
        table = pq.read_table(reading.workspace.folder / part.file, columns=["document", "position", "text"])
        names = table["document"].cast(pa.string())
        table = table.set_column(0, "document", names).filter(pc.is_in(names, value_set=wanted.cast(pa.string())))
        if not table.num_rows:
            continue
        ids, texts = table["document"].to_pylist(), table["text"].cast(pa.large_string()).combine_chunks()
        hits = matcher.scan(texts, [documents[name]["language"] for name in ids])
        places = table["position"].to_numpy()
        for row, start, end in zip(hits.row.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True):
            _note(tally, documents[ids[row]], int(places[row]), texts[row].as_py(), (start, end))
    return tally


def _note(tally: _Tally, document: Row, paragraph: int, text: str, span: tuple[int, int]) -> None:
    """Count one use."""
    start, end = span
    language, words = document["language"], fold_text(text[start:end])
    before, behind = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    tally.words[language, words] += 1
    tally.uses[document["id"]] += 1
    for side, near in (("before", _next_word(before, last=True)), ("after", _next_word(behind, last=False))):
        if near:
            tally.around[language, words, side, near] += 1
    here = {"document": document["id"], "paragraph": paragraph, "start": start, "end": end, "text": text[start:end]}
    kept = tally.first.get(document["id"])
    if kept is None or (paragraph, start) < (kept["paragraph"], kept["start"]):
        tally.first[document["id"]] = here | {"prefix": before, "suffix": behind}


def _next_word(text: str, *, last: bool) -> str:
    """Return the folded word that only space parts from the use, "" where there is none."""
    words = text.rsplit(None, 1) if last else text.split(None, 1)
    if not words or not (text[-1:] if last else text[:1]).isspace():
        return ""
    word = fold_text(words[-1] if last else words[0])
    return word if word.isalpha() else ""


def _count(documents: dict[str, Row], tally: _Tally, confidence: float) -> tuple[Count, ...]:
    """Return the counts of each language and source, those with most documents first."""
    held = Counter((row["language"], row["source"]) for row in documents.values())
    with_use, uses = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for name, number in tally.uses.items():
        key = (documents[name]["language"], documents[name]["source"])
        with_use[key] += 1
        uses[key] += number
    rows = [Count(*key, n, with_use[key], uses[key], with_use[key] / n, *wilson(with_use[key], n, confidence)) for key, n in held.items()]
    return tuple(sorted(rows, key=lambda row: (-row.documents_with, row.language, row.source)))


def _sample(reading: Reading, documents: dict[str, Row], tally: _Tally, limit: int) -> list[Row]:
    """Return one use of each of `limit` documents with what stands around it, in order of date."""
    drawn = sorted(tally.first, key=lambda name: sha256(name.encode()).digest())[: limit or None]
    if not drawn:
        return []
    rows = reading.view.rows(
        f"""SELECT id, date, source, organ, kind, language, actors, title, symbol, display FROM documents
            WHERE id IN ({", ".join("?" * len(drawn))}) ORDER BY date = '', date, id""",
        drawn,
    )
    return [row | tally.first[row["id"]] | {"form": "", "standing": ""} for row in rows]


def _listed(reading: Reading, forms: Sequence[Form]) -> Iterator[str]:
    """Yield which formulations of the lexicon have a form already that the matcher cannot tell from this one."""
    mine = {key for form in forms for key in identify(form)}
    for formulation in reading.lexicon.formulations:
        if any(not mine.isdisjoint(identify(form)) for form in formulation.forms):
            yield f"{formulation.id} has this form already; the same words may stand in one formulation only once"
