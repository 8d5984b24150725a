"""The earliest attestations in each corpus and language, and what may not be said of them.

A corpus that starts in 2012 cannot show a first use in 2012. Where the first use falls into the first year of a series, the year's
own rate is asked (a Poisson test): were uses as frequent before the series began, would a year without any be unlikely? Then the
formulation was already present when the series starts, and nothing is said about a first use.
"""

import datetime
import math
from collections.abc import Callable
from dataclasses import dataclass

from watchword.lexicon.records import Formulation
from watchword.model import Evidence, Holding, Rendering, Standing
from watchword.store.base import CITED_ONLY, Row, View
from watchword.usage.intervals import poisson_lower

FINDER = "usage.attestation/1"
_CONTEXT = 60
_LEVEL = 0.05
_ALL = 2**31 - 1  # more documents than a workspace holds


@dataclass(frozen=True, slots=True)
class Attestation:
    """One use: who, when, where, in which words, and how its language relates to the speaker's.

    `quote` is the use itself with `prefix` and `suffix` around it (empty where the licence forbids); `translated` says in words
    whether the wording can be the speaker's own choice.
    """

    date: str
    document: str
    title: str
    symbol: str
    source: str
    organ: str
    language: str
    states: tuple[str, ...]
    speaker: str
    standing: str
    holding: str
    translated: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Series:
    """The attestations of one corpus in one language.

    `starts` and `ends` bound the corpus; `documents` is its size. `already_present` says that the series cannot show a first use;
    `likely_before` is the probability, under the first year's own rate, that an equal span before it held no use.
    """

    source: str
    language: str
    starts: str
    ends: str
    documents: int
    documents_with: int
    uses: int
    antecedent_uses: int
    already_present: bool
    likely_before: float | None
    sentence: str
    earliest: tuple[Attestation, ...]
    antecedent: tuple[Attestation, ...]


UsualLanguage = Callable[[str], str]


def know_nothing(state: str) -> str:
    """Say that it is not known which language a state's delegation usually speaks."""
    return ""


def find_attestations(
    view: View, formulation: Formulation, *, limit: int = 5, usual_language: UsualLanguage = know_nothing
) -> list[Series]:
    """Return, for each corpus (source) and language with a form, the `limit` (0: all) earliest uses of each standing.

    `usual_language` gives the language that a state's delegation usually speaks ("" where unknown): it is used to say that a
    wording is probably a translator's, never to say what was spoken.
    """
    languages = sorted({form.language for form in formulation.forms})
    marks = ", ".join("?" for _ in languages)
    corpora = view.rows(
        f"""SELECT source, language, min(date) FILTER (WHERE date <> '') AS starts, max(date) AS ends, count(*) AS documents
            FROM documents WHERE source <> '{CITED_ONLY}' AND paragraphs > 0 AND (language = '' OR language IN ({marks}))
            GROUP BY source, language ORDER BY source, language""",
        languages,
    )
    uses, earliest = _count_uses(view, formulation), _earliest(view, formulation, limit, usual_language)
    found = []
    for corpus in corpora:
        key = (corpus["source"], corpus["language"])
        if not corpus["language"] and key not in uses:
            continue  # texts of unknown language are a series of their own only where they hold the words
        pair = (earliest.get((*key, Standing.IN_SCOPE), ()), earliest.get((*key, Standing.ANTECEDENT), ()))
        found.append(_series(view, formulation, corpus, uses.get(key, (0, 0, 0)), pair))
    return found


def _count_uses(view: View, formulation: Formulation) -> dict[tuple[str, str], tuple[int, int, int]]:
    rows = view.rows(
        f"""SELECT d.source AS source, d.language AS language,
                   count(DISTINCT d.id) FILTER (WHERE u.standing = '{Standing.IN_SCOPE}') AS documents,
                   count(*) FILTER (WHERE u.standing = '{Standing.IN_SCOPE}') AS uses,
                   count(*) FILTER (WHERE u.standing = '{Standing.ANTECEDENT}') AS antecedent
            FROM uses u JOIN documents d ON d.id = u.document WHERE u.formulation = ? GROUP BY d.source, d.language""",
        [formulation.id],
    )
    return {(r["source"], r["language"]): (r["documents"], r["uses"], r["antecedent"]) for r in rows}


def _earliest(
    view: View, formulation: Formulation, limit: int, usual_language: UsualLanguage
) -> dict[tuple[str, str, str], tuple[Attestation, ...]]:
    """Return the earliest uses by (source, language, standing), one a document; undated documents come last."""
    rows = view.rows(
        f"""WITH first AS (
                SELECT * FROM uses WHERE formulation = ?
                QUALIFY row_number() OVER (PARTITION BY document, standing ORDER BY paragraph, start) = 1)
            SELECT d.id AS id, d.date AS date, d.title AS title, d.symbol AS symbol, d.source AS source, d.organ AS organ,
                   d.language AS language, d.actors AS actors, d.original_language AS original_language, d.rendering AS rendering,
                   d.display AS display, d.raw_sha256 AS raw_sha256, u.paragraph AS paragraph, u.start AS start, u."end" AS "end",
                   u.text AS quote, u.prefix AS prefix, u.suffix AS suffix, u.text_sha256 AS text_sha256, u.standing AS standing
            FROM first u JOIN documents d ON d.id = u.document WHERE d.source <> '{CITED_ONLY}'
            QUALIFY row_number() OVER (PARTITION BY d.source, d.language, u.standing ORDER BY d.date = '', d.date, d.id) <= ?
            ORDER BY d.date = '', d.date, d.id""",
        [formulation.id, limit or _ALL],
    )
    found: dict[tuple[str, str, str], tuple[Attestation, ...]] = {}
    for row in rows:
        key = (row["source"], row["language"], row["standing"])
        found[key] = (*found.get(key, ()), read_attestation(row, usual_language))
    return found


def read_attestation(row: Row, usual_language: UsualLanguage) -> Attestation:
    """Return the attestation of one row: the columns of a document and of its use, the words as `quote`."""
    speakers = [actor for actor in row["actors"] if actor["role"] in ("speaker", "author")]
    return Attestation(
        date=row["date"],
        document=row["id"],
        title=row["title"],
        symbol=row["symbol"],
        source=row["source"],
        organ=row["organ"],
        language=row["language"],
        states=tuple(dict.fromkeys(actor["state"] for actor in row["actors"] if actor["state"])),
        speaker=", ".join(part for actor in speakers[:1] for part in (actor["name"], actor["office"]) if part),
        standing=row["standing"],
        holding=Holding.HELD,
        translated=say_rendering(row, usual_language),
        evidence=_evidence(row),
    )


def _evidence(row: Row) -> Evidence:
    show = _CONTEXT if row["display"] != "none" else 0
    return Evidence(
        holding=Holding.HELD,
        source=row["source"],
        document=row["id"],
        language=row["language"],
        paragraph=row["paragraph"],
        start=row["start"],
        end=row["end"],
        prefix=row["prefix"][-show:] if show else "",
        quote=row["quote"],
        suffix=row["suffix"][:show],
        text_sha256=row["text_sha256"],
        raw_sha256=row["raw_sha256"],
        finder=FINDER,
    )


def say_rendering(row: Row, usual_language: UsualLanguage = know_nothing) -> str:
    """Say whether a document's wording can be its speaker's own: never calls a translation a choice of words."""
    if row["rendering"] == Rendering.ORIGINAL:
        return "in the original language"
    if row["rendering"] in (Rendering.TRANSLATION, Rendering.INTERPRETATION):
        language = f" from {row['original_language']}" if row["original_language"] else ""
        return f"{row['rendering']}{language}: the wording is the translator's"
    usual = {usual_language(actor["state"]) for actor in row["actors"] if actor["role"] == "speaker" and actor["state"]} - {""}
    if usual and row["language"] not in usual:
        spoken = "/".join(sorted(usual))
        return f"not stated whether translated; this delegation usually speaks {spoken}, so probably the translator's wording"
    return "not stated whether original or translated"


def _series(
    view: View,
    formulation: Formulation,
    corpus: Row,
    counts: tuple[int, int, int],
    found: tuple[tuple[Attestation, ...], ...],
) -> Series:
    earliest, antecedent = found
    present, chance = (False, None) if not earliest else _already_present(view, formulation, corpus, earliest[0].date)
    documents, uses, antecedents = counts
    where = f"{corpus['source']} ({corpus['language'] or 'language unknown'}), which starts {corpus['starts'] or 'undated'}"
    if not earliest:
        sentence = f"no use in scope in {where}"
    elif present:
        sentence = f"already present when the series starts: {where}; a first use cannot be read from it"
    elif chance is not None:
        sentence = f"first use found: {earliest[0].date}, in {where}; too few uses in the first year to say what went before"
    else:
        sentence = f"first use found: {earliest[0].date or 'undated'}, in {where}; earlier use elsewhere is not excluded"
    if antecedent and (not earliest or is_before(antecedent[0].date, earliest[0].date)):
        sentence += f"; the same words stood there before as antecedent wording ({antecedent[0].date or 'undated'})"
    return Series(
        corpus["source"], corpus["language"], corpus["starts"] or "", corpus["ends"] or "", corpus["documents"], documents, uses,
        antecedents, present, chance, sentence, earliest, antecedent,
    )  # fmt: skip


def is_before(one: str, other: str) -> bool:
    """Say whether a date is certainly before another: 2018 is not before 2018-03, and an unknown date before none."""
    return bool(one and other) and one < other and not other.startswith(one)


def _already_present(view: View, formulation: Formulation, corpus: Row, first: str) -> tuple[bool, float | None]:
    """Test whether the first year of the series makes earlier use likely.

    Returns (already present, P(no use in an equal span before)); the probability is None where the first use is later than the
    first year. The mean of the first year enters by its exact lower 95% bound, so the test errs towards saying less.
    """
    starts = corpus["starts"]
    if not starts or not first:
        return False, None
    end_of_year = year_on(starts)
    if first >= end_of_year:
        return False, None
    count = view.rows(
        f"""SELECT count(DISTINCT d.id) AS n FROM uses u JOIN documents d ON d.id = u.document
            WHERE u.formulation = ? AND d.source = ? AND d.language = ? AND u.standing = '{Standing.IN_SCOPE}'
            AND d.date <> '' AND d.date < ?""",
        [formulation.id, corpus["source"], corpus["language"], end_of_year],
    )[0]["n"]
    return judge_presence(count)


def judge_presence(count: int) -> tuple[bool, float]:
    """Return whether `count` documents with a use in a series' first year make earlier use likely, and the probability of an equal
    span without any, the mean taken at its exact lower 95% bound.
    """
    silent = math.exp(-poisson_lower(count))
    return silent < _LEVEL, silent


def year_on(date: str) -> str:
    """Return the date a year after one of any precision, in the same precision."""
    if len(date) < 10:
        return str(int(date[:4]) + 1) + date[4:]
    day = datetime.date.fromisoformat(date)
    return (day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else datetime.date(day.year + 1, 3, 1)).isoformat()
