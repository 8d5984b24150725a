"""Where the starter lexicon's sources lie in the real data, and whether a form stands in them.

A source names its text in words; each reader below knows one way of naming and gives the texts it stands for,
or nothing where the data do not hold the text in that language.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pyarrow as pa

from watchword.lexicon.match import Matcher
from watchword.lexicon.notation import expand
from watchword.lexicon.records import Form, Formulation, Lexicon
from watchword.text.normalise import fold_text

from ..corpora import data_folder

FOLDERS = {
    "en": "English", "fr": "French", "es": "Spanish", "ru": "Russian", "ar": "Arabic", "zh": "Chinese", "de": "German",
}  # fmt: skip
_TAG = re.compile(r"<[^>]+>")


@cache
def data() -> Path:
    """Return the folder of the real data, or skip the test."""
    return data_folder()


@cache
def members(name: str) -> tuple[ZipFile, tuple[str, ...]]:
    """Open a zip of the data once, with the names of its files."""
    package = ZipFile(data() / name)
    return package, tuple(package.namelist())


def tight(text: str) -> str:
    """Return `text` as the matcher folds it, without spaces."""
    return fold_text(text).replace(" ", "")


def stands_in(form: Form, text: str) -> bool:
    """Say whether a form stands in a text: a pattern as the matcher reads it, other words letter by letter."""
    if not form.is_pattern:
        return any(tight(wording) in tight(text) for wording in expand(form.text))
    formulation = Formulation("f", "f", "f", (form,))
    return bool(len(Matcher(Lexicon((formulation,)), threads=1).scan(pa.array([text], pa.large_string()), [form.language])))


def occurs(form: Form) -> bool | None:
    """Say whether the form stands in the text its source names; None where the data do not hold that text."""
    found = None
    for pattern, read in READERS:
        if name := re.search(pattern, form.source):
            for text in read(name, form.language):
                if stands_in(form, text):
                    return True
                found = False
            return found
    return None


def _work(archive: str, stem: str, language: str) -> Iterator[str]:
    """Give the texts of a work's files in one language; a file outside the language folders is English."""
    package, names = members(archive)
    wanted = re.compile(rf"(^|/|_){re.escape(stem)}(?!\d)[^/]*\.xml$")
    for name in names:
        folder = next((code for code, title in FOLDERS.items() if f"/{title}/" in name), "en")
        if folder == language and wanted.search(name):
            yield _TAG.sub("", package.read(name).decode(errors="replace"))


def _assembly(name: re.Match[str], language: str) -> Iterator[str]:
    return _work("un-ga-akn.zip", f"{name[1]}_{name[2]}", language)


def _rights_council(name: re.Match[str], language: str) -> Iterator[str]:
    return _work("un-hrc-akn.zip", f"A_HRC_RES_{name[1]}_{name[2]}", language)


def _security_council(name: re.Match[str], language: str) -> Iterator[str]:
    return _work("un-sc-akn.zip", f"S_RES_{name[1]}", language)


def _title(name: re.Match[str], language: str) -> Iterator[str]:
    package, names = members("hrc-votes.zip")
    table = next(item for item in names if item.endswith("resolutions.csv"))
    if language == "en":
        for row in csv.reader(io.StringIO(package.read(table).decode())):
            if name[1] in row:
                yield " ".join(row)


def _general_debate(name: re.Match[str], language: str) -> Iterator[str]:
    package, names = members("ungdc.zip")
    wanted = re.compile(rf"/{name[2]}_{int(name[1]):02}_\d{{4}}\.txt$")
    if language == "en":
        yield from (package.read(item).decode(errors="replace") for item in names if wanted.search(item))


def _as_delivered(name: re.Match[str], language: str) -> Iterator[str]:
    package, names = members("speeches-pdf.zip")
    code = {"Belarus": "by", "Russian Federation": "ru"}[name[1]]
    yield from (package.read(item).decode() for item in names if item.endswith(f"/{code}_{language}.txt"))


def _parallel(name: re.Match[str], language: str) -> Iterator[str]:
    package, names = members("parallel-devset.zip")
    for item in names:
        if item.endswith(f".devset.{language}"):
            yield package.read(item).decode().split("\n")[int(name[1]) - 1]


@cache
def _reports(file: str) -> tuple[dict[str, object], ...]:
    package, names = members("zh-reports.zip")
    item = next(item for item in names if item.endswith(file))
    return tuple(json.loads(line) for line in package.read(item).decode().splitlines() if line.strip())


def _report(file: str, key: str) -> Callable[[re.Match[str], str], Iterator[str]]:
    def read(name: re.Match[str], language: str) -> Iterator[str]:
        if language == "zh":
            for row in _reports(file):
                if str(row.get(key)) == name[1]:
                    yield " ".join(str(value) for value in row.values())

    return read


@cache
def _news() -> dict[str, str]:
    stream = pa.CompressedInputStream(pa.OSFile(str(data() / "xinwen-lianbo.jsonl.zst")), "zstd")
    days: dict[str, list[str]] = {}
    for line in io.TextIOWrapper(stream, encoding="utf-8"):
        row = json.loads(line)
        days.setdefault(row["date"], []).append(row["text"])
    return {day: "\n".join(texts) for day, texts in days.items()}


def _news_item(name: re.Match[str], language: str) -> Iterator[str]:
    if language == "zh" and name[1] in _news():
        yield _news()[name[1]]


READERS: tuple[tuple[str, Callable[[re.Match[str], str], Iterator[str]]], ...] = (
    (r"^Titles? of (A/HRC/RES/\d+/\d+)", _title),
    (r"^A/RES/(\d+)/(\d+)", _assembly),
    (r"^A/HRC/RES/(\d+)/(\d+)", _rights_council),
    (r"^S/RES/(\d+)", _security_council),
    (r"^General Assembly, (\d+)\w\w session \(\d+\), general debate, ([A-Z]{2,3})$", _general_debate),
    (r"statement as delivered, (.+) \(\w\w\)$", _as_delivered),
    (r"^United Nations Parallel Corpus, development set \(2015\), sentence (\d+)$", _parallel),
    (r"^Report on the Work of the Government, (\d{4})$", _report("gwr.jsonl", "year")),
    (r"^Report to the (\d+)\w\w Party Congress", _report("cpc_congress_reports.jsonl", "congress")),
    (r"^Foreign Ministry press conference, (\S+)$", _report("mfa_spokesperson_remarks_zh.jsonl", "date")),
    (r"^Xinwen Lianbo, (\d{4}-\d{2}-\d{2})", _news_item),
)
