"""Make the aligned rows of a source's works: read their expressions, align them, cut them into terms."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pyarrow as pa

from watchword.store.base import CITED_ONLY, Row, View
from watchword.usage.parallel.alignment import ALIGNER, align_paragraphs, has_same_labels, make_unit
from watchword.usage.parallel.corpus import METHODS, ROWS, TERM_ROWS, VOCABULARY
from watchword.usage.parallel.terms import BREAK, TERMS, Vocabulary

BUILDER = f"{ALIGNER} {TERMS} usage.parallel.building/1"

_PIVOT = "en"

Watch = Callable[[Iterable[Any], str, int], Iterable[Any]]


def list_expressions(view: View) -> dict[str, list[Row]]:
    """Return, by source, the expressions of works held in more than one language: `work`, `language`, `id`, `date`.

    Of several expressions in one language the first by id is taken.
    """
    rows = view.rows(
        f"""WITH one AS (SELECT source, work, language, min(id) AS id FROM documents
                         WHERE source <> '{CITED_ONLY}' AND language <> '' AND work <> '' AND paragraphs > 0 GROUP BY ALL),
                 several AS (SELECT source, work FROM one GROUP BY ALL HAVING count(*) > 1)
            SELECT o.source AS source, o.work AS work, o.language AS language, o.id AS id, d.date AS date
            FROM one o JOIN several s ON s.source = o.source AND s.work = o.work JOIN documents d ON d.id = o.id
            ORDER BY o.source, o.work, o.language"""
    )
    return {source: list(group) for source, group in groupby(rows, lambda row: str(row["source"]))}


@dataclass(slots=True)
class _Tables:
    """What is being made: the rows, and for each language the terms of its rows."""

    rows: list[tuple[Any, ...]] = field(default_factory=list)
    terms: dict[str, list[tuple[int, list[int]]]] = field(default_factory=lambda: defaultdict(list))
    vocabularies: dict[str, Vocabulary] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    count: int = 0


def build_source(view: View, source: str, expressions: list[Row], watch: Watch) -> dict[str, pa.Table]:
    """Return the tables of one source: "rows", "left out", and "terms LANGUAGE" and "words LANGUAGE" of each language."""
    works = [list(group) for _, group in groupby(expressions, lambda row: row["work"])]
    texts = _read_texts(view, source)
    ratios = _find_ratios(works, texts)
    tables = _Tables()
    for work in watch(works, f"aligning {source}", len(works)):
        _add_work(tables, work, texts, ratios)
    made = {"rows": pa.table([pa.array(c, f.type) for c, f in zip(_columns(tables.rows, ROWS), ROWS, strict=True)], schema=ROWS)}
    made["left out"] = pa.table({"reason": list(tables.left_out), "paragraphs": list(tables.left_out.values())})
    for code, terms in tables.terms.items():
        made[f"terms {code}"] = pa.table(_columns(terms, TERM_ROWS), schema=TERM_ROWS)
        words = tables.vocabularies[code]
        made[f"words {code}"] = pa.table([words.keys], schema=VOCABULARY)
    return made


def _columns(rows: list[tuple[Any, ...]], schema: pa.Schema) -> list[Any]:
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in schema]


Text = tuple[int, str, str]  # position, label, text


def _read_texts(view: View, source: str) -> Mapping[str, list[Text]]:
    """Return the paragraphs of a source's works in several languages, by document, in order."""
    found: dict[str, list[Text]] = defaultdict(list)
    table = view.table(
        """SELECT p.document AS document, p.position AS position, p.label AS label, p.text AS text
           FROM paragraphs p JOIN documents d ON d.id = p.document WHERE d.source = ? AND d.language <> ''
           AND d.work IN (SELECT work FROM documents WHERE source = ? GROUP BY work HAVING count(DISTINCT language) > 1)
           ORDER BY p.document, p.position""",
        [source, source],
    )
    for document, position, label, text in zip(*(table[name].to_pylist() for name in table.column_names), strict=True):
        found[document].append((position, label, text))
    return found


def _pivot(work: list[Row]) -> Row:
    """Return the expression that the others are aligned to: the English, else the first by language."""
    return next((row for row in work if row["language"] == _PIVOT), work[0])


def _find_ratios(works: list[list[Row]], texts: Mapping[str, list[Text]]) -> dict[tuple[str, str], float]:
    """Return, by pair of languages, characters of the second for one of the first: over expressions with the same labels."""
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [1, 1])
    sound: dict[tuple[str, str], list[int]] = defaultdict(lambda: [1, 1])
    for work in works:
        pivot = _pivot(work)
        left = texts[pivot["id"]]
        for row in work:
            right = texts[row["id"]]
            pair = (pivot["language"], row["language"])
            same = has_same_labels([make_unit(label, "") for _, label, _ in left], [make_unit(label, "") for _, label, _ in right])
            for chosen in (sums, sound) if same else (sums,):
                chosen[pair][0] += sum(len(text) for _, _, text in left)
                chosen[pair][1] += sum(len(text) for _, _, text in right)
    return {pair: (sound if pair in sound else sums)[pair][1] / (sound if pair in sound else sums)[pair][0] for pair in sums}


def _add_work(tables: _Tables, work: list[Row], texts: Mapping[str, list[Text]], ratios: Mapping[tuple[str, str], float]) -> None:
    """Align one work and add its rows."""
    pivot = _pivot(work)
    mine = texts[pivot["id"]]
    units = [make_unit(label, text) for _, label, text in mine]
    root = list(range(len(mine)))
    found: dict[str, list[tuple[int, int, tuple[int, ...]]]] = {}
    for row in work:
        if row is pivot:
            continue
        theirs = [make_unit(label, text) for _, label, text in texts[row["id"]]]
        pairs = align_paragraphs(units, theirs, ratios[pivot["language"], row["language"]])
        found[row["language"]] = [(pair.left[0], METHODS.index(pair.method), pair.right) for pair in pairs]
        tables.left_out[f"no counterpart found: {row['language']}"] += len(theirs) - sum(len(pair.right) for pair in pairs)
        for pair in pairs:
            # Two paragraphs of the pivot that are one in some language are one row in all.
            for at in pair.left[1:]:
                root[at] = root[pair.left[0]]
    _write_rows(tables, work, texts, root, found)


def _write_rows(
    tables: _Tables, work: list[Row], texts: Mapping[str, list[Text]], root: list[int],
    found: Mapping[str, list[tuple[int, int, tuple[int, ...]]]],
) -> None:  # fmt: skip
    pivot = _pivot(work)
    for row in work:
        code = row["language"]
        groups: dict[int, list[int]] = defaultdict(list)
        methods: dict[int, int] = {}
        if row is pivot:
            for at, first in enumerate(root):
                groups[first].append(at)
        else:
            for first, method, theirs in found[code]:
                groups[root[first]] += theirs
                methods[root[first]] = max(methods.get(root[first], 0), method)
        paragraphs = texts[row["id"]]
        cut = tables.vocabularies.setdefault(code, Vocabulary(code)).cut([text for _, _, text in paragraphs])
        for first, places in sorted(groups.items()):
            terms: list[int] = []
            for place in places:
                position, label, _ = paragraphs[place]
                tables.rows.append(
                    (tables.count + first, row["work"], code, row["id"], row["date"], position, label, methods.get(first, 0))
                )
                terms += [BREAK, *cut[place]] if terms else cut[place]
            tables.terms[code].append((tables.count + first, terms))
    tables.count += len(root)


def watch_nothing(items: Iterable[Any], label: str, total: int) -> Iterator[Any]:
    """Yield the items without showing anything."""
    yield from items
