"""`export replication`: the rows behind a formulation's figures, what was printed, and a script that makes the figures again."""

import csv
import io
import json
import platform
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata, resources
from itertools import pairwise
from pathlib import Path
from typing import Any

from watchword import __version__
from watchword.evidence.naming import name_series, name_shift, name_tally, name_usage
from watchword.lexicon.records import MATCHER, Formulation
from watchword.model import Display, Standing
from watchword.pipeline.opening import Reading, Where, open_reading
from watchword.pipeline.rereading import display_of
from watchword.pipeline.trace_votes import trace_votes
from watchword.publish.packing import write_pack
from watchword.sources.un_general_debate import usual_language
from watchword.store.base import CITED_ONLY, Row, View
from watchword.usage.attestation import find_attestations
from watchword.usage.counts import count_usage
from watchword.votes.record import Vote, find_vote
from watchword.votes.shift import split_shift
from watchword.votes.tally import count_vote

_BY = ("source", "language", "year")
_DOCUMENT = tuple(
    "id source language date year holding documents documents_with uses size antecedent_documents antecedent_uses other_sense_uses".split()
)
_BALLOT = ("record", "symbol", "date", "state", "position", "source", "licence")
_USAGE = tuple(
    "documents documents_with antecedent_documents uses size antecedent_uses other_sense_uses share share_low share_high rate".split()
)
_EXPECTED = ("figure", "column", "value")
_FIRST = ("starts", "documents", "documents_with", "uses", "antecedent_uses")
_PART = ("before", "after", "switched", "attendance", "gained", "lost")
_README = """\
The figures on “{label}”, to be made again

Made by Watchword {program} from version {version} of a workspace. The same workspace gives the same bytes.

    python replicate.py

needs Python 3.10 or newer and nothing else. It counts anew from data/, prints every figure, and compares each with expected.csv, which
holds what Watchword printed. Exit code 3 says that one differs, and which. The script shares no line with the program that printed them.

data/documents.csv  a row a document in a language of the formulation's forms: its size, and how many uses it holds (no text); rows with
                    holding "measured" are sums by year of corpora that were not held
data/ballots.csv    a row a ballot of the votes on its texts, where the record's licence lets ballots be handed on
expected.csv        figure (a name that `watchword why` leads back to the archived bytes), column, value
about.json          what made them: program, matcher, lexicon, version of the workspace; files read, with their SHA-256; settings
requirements.txt    the versions of every package that Watchword ran with, to run the program itself again

To make the rows again from the publishers' files, install Watchword {program} with requirements.txt, read the files that about.json lists
under `files` (watchword ingest auto FILE), and compare their SHA-256.
{left}"""
_LEFT_OUT = """
Left out, since the licence of the record does not let its ballots be handed on (where the built-in case cites the same decision, its
record stands in data/ballots.csv instead, under its own name): {}.
"""


@dataclass(frozen=True, slots=True)
class Replicated:
    """What went into a replication: rows by file, figures, and the votes left out because of their licence."""

    target: str
    formulation: str
    version: int
    documents: int
    ballots: int
    figures: int
    left_out: tuple[str, ...]
    size: int


def export_replication(where: Where, name: str, target: Path) -> Replicated:
    """Write the replication of a formulation's figures to the zip `target`; raise `UnknownFormulation`."""
    with open_reading(where.folder, as_of=where.as_of, until=where.until) as reading:
        formulation = reading.lexicon.find(name)
        documents = [*_list_documents(reading, formulation), *_list_measured(reading, formulation)]
        ballots, shifts, left, voted = _list_votes(reading, formulation)
        expected = [*_expect_words(reading, formulation), *voted]
        about = _describe(reading, formulation, shifts, left)
    left_words = _LEFT_OUT.format("; ".join(left)) if left else ""
    readme = _README.format(label=formulation.label, program=__version__, version=about["version"], left=left_words)
    files = {
        "README.txt": readme,
        "about.json": json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        "requirements.txt": "".join(f"{line}\n" for line in list_versions()),
        "data/documents.csv": _print_csv(_DOCUMENT, documents),
        "data/ballots.csv": _print_csv(_BALLOT, ballots),
        "expected.csv": _print_csv(_EXPECTED, [dict(zip(_EXPECTED, row, strict=True)) for row in expected]),
        "replicate.py": resources.files("watchword.evidence").joinpath("replication.py").read_text(encoding="utf-8"),
    }  # fmt: skip
    size = write_pack({name: text.encode() for name, text in files.items()}, target)
    return Replicated(str(target), formulation.id, about["version"], len(documents), len(ballots), len(expected), tuple(left), size)


def list_versions() -> list[str]:
    """Return "name==version" of every package that the program needs, all the way down, in order."""
    found: dict[str, str] = {}
    waiting = ["watchword"]
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue  # for another platform
        wanted = [line for line in metadata.requires(name) or [] if "extra ==" not in line]
        waiting += [named[0] for line in wanted if (named := re.match(r"[A-Za-z0-9._-]+", line))]
    return [f"{name}=={version}" for name, version in sorted(found.items())]


def _list_documents(reading: Reading, formulation: Formulation) -> list[Row]:
    languages = sorted({form.language for form in formulation.forms})
    return reading.view.rows(
        f"""SELECT d.id AS id, d.source AS source, d.language AS language, d.date AS date, d.year AS year, 'held' AS holding,
                   1 AS documents,
                   CASE WHEN coalesce(u.uses, 0) > 0 THEN 1 ELSE 0 END AS documents_with, coalesce(u.uses, 0) AS uses,
                   CASE WHEN d.language = 'zh' THEN d.han ELSE d.words END AS size,
                   CASE WHEN coalesce(u.older, 0) > 0 THEN 1 ELSE 0 END AS antecedent_documents,
                   coalesce(u.older, 0) AS antecedent_uses, coalesce(u.other, 0) AS other_sense_uses
            FROM documents d LEFT JOIN (
                SELECT document, count(*) FILTER (WHERE standing = '{Standing.IN_SCOPE}') AS uses,
                       count(*) FILTER (WHERE standing = '{Standing.ANTECEDENT}') AS older,
                       count(*) FILTER (WHERE standing = '{Standing.OTHER_SENSE}') AS other
                FROM uses WHERE formulation = ? GROUP BY document) u ON u.document = d.id
            WHERE d.source <> '{CITED_ONLY}' AND d.paragraphs > 0 AND (d.language = '' OR d.language IN (SELECT unnest(?::VARCHAR[])))
            ORDER BY d.id""",
        [formulation.id, languages],
    )


def _list_measured(reading: Reading, formulation: Formulation) -> Iterator[Row]:
    for row in reading.measured.year_rows(formulation):
        yield {"id": "", "date": "", "holding": "measured"} | {name: row[name] for name in _DOCUMENT if name in row}


def _list_votes(
    reading: Reading, formulation: Formulation
) -> tuple[list[Row], list[tuple[str, str]], list[str], list[tuple[str, str, Any]]]:
    """Return the ballots, the pairs of votes whose shift is made again, what is left out, and the figures that were printed."""
    ballots, shifts, left, expected = list[Row](), list[tuple[str, str]](), list[str](), list[tuple[str, str, Any]]()
    for series in trace_votes(reading.view, formulation)["series"]:
        kept = []
        for item in series["decisions"]:
            vote = find_vote(reading.view, item["record"])
            if not vote.ballots:
                continue
            if display_of(vote.row["source"]) == Display.NONE:
                at = f" at {vote.row['url']}" if vote.row["url"] else ""
                left.append(f"{item['record']} ({vote.name}, {vote.row['licence']}; from {vote.row['publisher']}{at})")
                cited = _find_cited(reading.view, vote)
                if cited is None:
                    continue
                vote = cited
            kept.append(vote)
            about = {"record": vote.row["key"], "symbol": vote.name, "date": vote.row["date"], "source": vote.row["source"],
                     "licence": vote.row["licence"]}  # fmt: skip
            ballots += [about | {"state": state, "position": held.value} for state, held in sorted(vote.ballots.items())]
            expected += [(name_tally(vote.row["key"]), position, count) for position, count in count_vote(vote).counted.items()]
        for before, after in pairwise(kept):
            shifts.append((before.row["key"], after.row["key"]))
            found = split_shift(before, after)
            name = name_shift(before.row["key"], after.row["key"])
            expected += [(name, "both", found.both), (name, "same", found.same)]
            expected += [(name, f"{part.position}.{column}", getattr(part, column)) for part in found.parts for column in _PART]
    return ballots, shifts, left, list(dict.fromkeys(expected))


def _find_cited(view: View, vote: Vote) -> Vote | None:
    """Return the built-in case's own record of a decision, whose ballots are facts that it cites; None where it has none."""
    rows = view.rows(
        "SELECT key FROM roll_calls WHERE source = ? AND symbol = ? AND question = ?",
        [CITED_ONLY, vote.row["symbol"], vote.row["question"]],
    )
    found = find_vote(view, rows[0]["key"]) if len(rows) == 1 else None
    return found if found and found.ballots else None


def _expect_words(reading: Reading, formulation: Formulation) -> Iterator[tuple[str, str, Any]]:
    """Yield what the finders print: counts by source, language and year, and each corpus's first use."""
    measured = reading.measured.usage_rows(formulation, _BY, reading.view.settings.confidence)
    for row in [*count_usage(reading.view, formulation, _BY), *measured]:
        if row["documents_with"] or row["antecedent_documents"]:
            name = name_usage(formulation.id, {key: row[key] for key in _BY})
            yield from ((name, column, row[column]) for column in _USAGE)
    for item in find_attestations(reading.view, formulation, limit=1, usual_language=usual_language):
        name = name_series(formulation.id, item.source, item.language)
        values = asdict(item)
        yield from ((name, column, values[column] or "" if column == "starts" else values[column]) for column in _FIRST)
        yield name, "first", item.earliest[0].date if item.earliest else ""


def _describe(reading: Reading, formulation: Formulation, shifts: Sequence[tuple[str, str]], left: Sequence[str]) -> dict[str, Any]:
    ingests = reading.workspace.catalogue.ingests(reading.view.version)
    forms = [{"text": form.text, "language": form.language, "relation": form.relation} for form in formulation.forms]
    return {
        "formulation": formulation.id, "label": formulation.label, "forms": forms, "confidence": reading.view.settings.confidence,
        "program": f"watchword {__version__}", "python": platform.python_version(), "matcher": MATCHER,
        "lexicon_sha256": reading.lexicon.sha256, "version": reading.view.version, "until": reading.view.until,
        "shifts": list(shifts), "left_out": list(left),
        "files": [{"source": i.source, "file": Path(i.path).name, "sha256": i.sha256, "extractor": i.extractor} for i in ingests],
    }  # fmt: skip


def _print_csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
