"""Discovery for the command line: ask, and make a lexicon file of what was found. A file is never overwritten."""

import re
import unicodedata
from dataclasses import asdict
from typing import Any

import pyarrow as pa

from watchword.errors import NotHeld, UsageError, WorkspaceError
from watchword.lexicon.load import read_formulation
from watchword.lexicon.match import Matcher
from watchword.lexicon.records import LANGUAGES, Form, Formulation, Lexicon, Relation, fold_name
from watchword.pipeline.corpora import title_of
from watchword.pipeline.opening import Reading, Where, open_reading
from watchword.pipeline.progress import track
from watchword.store.base import CITED_ONLY, Row
from watchword.text.normalise import fold_text
from watchword.usage.attestation import say_rendering
from watchword.usage.discovery.candidates import discover
from watchword.usage.discovery.draft import draft_formulation, make_id
from watchword.usage.discovery.records import Candidate, Discovery, Showing
from watchword.usage.discovery.sample import Question

_SAVED_FROM = 2000  # candidates among which one is sought by its id


def make_question(texts: tuple[str, ...], least: int, shown: tuple[int, bool, bool]) -> tuple[Question, Showing]:
    """Return the records of a question: `texts` are the first six fields of `Question`, `shown` those of `Showing`."""
    source, language, organ, since, actor, reference = texts
    return Question(source, language, organ, since, actor.upper(), reference, least), Showing(*shown)


def ask_discovery(where: Where, question: Question, showing: Showing) -> Discovery:
    """Return the candidate formulations of a window."""
    with open_reading(where.folder, as_of=where.as_of, until=where.until, uses=False) as reading:
        return discover(reading.view, question, showing, reading.lexicon.formulations, track)


def save_candidate(where: Where, question: Question, showing: Showing, name: str, identity: str = "") -> dict[str, Any]:
    """Write a lexicon file for the candidate of this rank (as shown) or id; return what was written, and where.

    Raise `UsageError` where there is no such candidate.
    """
    with open_reading(where.folder, as_of=where.as_of, until=where.until, uses=False) as reading:
        if name.isascii() and name.isdigit() and len(name) < 8:
            wide = Showing(max(int(name), 1), showing.held, showing.listed)
        else:
            wide = Showing(_SAVED_FROM, held=True, listed=True)
        found = discover(reading.view, question, wide, reading.lexicon.formulations, track).candidates
        candidate = _choose(found, name)
        notes = (
            f"Found by discovery in {question.source or 'the corpus'}, window from {question.since or 'its beginning'}.",
            *candidate.reasons,
        )
        return _write(reading, candidate.words, candidate.language, identity, notes)


def save_words(where: Where, words: str, language: str, identity: str = "") -> dict[str, Any]:
    """Write a lexicon file for any words; return what was written, and where.

    Raise `NotHeld` where no text holds them, `UsageError` for words or a language that no file can have.
    """
    if not fold_name(words):
        raise UsageError(f"say the words that the lexicon file is for; {words!r} has no letter or digit")
    with open_reading(where.folder, as_of=where.as_of, until=where.until, uses=False) as reading:
        return _write(reading, words.strip(), language, identity, ())


def _choose(found: tuple[Candidate, ...], name: str) -> Candidate:
    for candidate in found:
        if name in (str(candidate.rank), candidate.id) and (len(name) == 8 or name.isdigit()):
            if len(name) < 8 and candidate.id == name:
                continue
            return candidate
    known = f"ranks 1 to {len(found)}" if found else "none: nothing was found"
    raise UsageError(f"no candidate {name!r}; there are {known}, or the id of one")


def _write(reading: Reading, words: str, language: str, identity: str, notes: tuple[str, ...]) -> dict[str, Any]:
    """Check the words against the texts, and write the file."""
    first = find_earliest(reading, words, language)
    if first is None:
        raise NotHeld(f"no held text has {words!r}" + (f" in the language {language!r}" if language else "") + "; no file was written")
    identity = make_id(words, first["language"], identity)
    path = reading.workspace.folder / "lexicon" / f"{identity}.toml"
    known = {formulation.id for formulation in reading.lexicon.formulations}
    if path.exists() or identity in known:
        raise WorkspaceError(f"{path} is there already and is not overwritten; give another id with --id")
    source = _say_source(first)
    text = draft_formulation(identity, first["quote"] if first["language"] != "zh" else words, first["language"], source, notes)
    read_formulation(path.name, text.encode())
    # "x": refused by the system, too, if somebody made it meanwhile.
    with path.open("x", encoding="utf-8") as stream:
        stream.write(text)
    return {"id": identity, "path": str(path), "words": words, "language": first["language"], "source": source, "document": first["id"]}


def find_earliest(reading: Reading, words: str, language: str) -> Row | None:
    """Return the earliest held document with these words, as the matcher finds them, with `quote`; None where there is none."""
    codes = [language] if language else guess_languages(words)
    form = Form("", words, codes[0], Relation.ORIGINAL, "")
    rows = []
    for code in codes:
        if code not in LANGUAGES:
            raise UsageError(f"no lexicon has the language {code!r}; there are {', '.join(LANGUAGES)}")
        one = Form(f"x/{code}/{words}", words, code, form.relation, "sought")
        matcher = Matcher(Lexicon((Formulation("x", words, "sought", (one,)),)), threads=1)
        table = reading.view.table(
            f"""SELECT d.id AS id, d.date AS date, p.text AS text FROM paragraphs p JOIN documents d ON d.id = p.document
                WHERE d.language = ? AND d.source <> '{CITED_ONLY}' AND contains(lower(strip_accents(p.text)), ?)
                ORDER BY d.date = '', d.date, d.id, p.position""",
            [code, _probe(words)],
        )
        texts = table.column("text").combine_chunks()
        texts = texts if isinstance(texts, pa.Array) else pa.array([], pa.large_string())
        hits = matcher.scan(texts.cast(pa.large_string()), [code] * len(texts))
        if len(hits.row):
            at = int(hits.row.argmin())
            row = int(hits.row[at])
            quote = texts[row].as_py()[int(hits.start[at]) : int(hits.end[at])]
            found = reading.view.rows("SELECT * FROM documents WHERE id = ?", [table.column("id")[row].as_py()])[0]
            rows.append(found | {"quote": " ".join(quote.split())})
    return min(rows, key=lambda row: (row["date"] == "", row["date"], row["id"])) if rows else None


def _probe(words: str) -> str:
    """Return letters that stand in every text in which the matcher can find these words: of other scripts than Latin none do.

    Traditional and simplified characters are one to the matcher, Arabic letters with and without vowel marks, co-operation and
    cooperation.
    """
    plain = re.findall("[a-z]+", unicodedata.normalize("NFD", words).casefold()) if fold_text(words).isascii() else []
    return max((re.sub("^co(?=operat|ordinat|exist)", "", word) for word in plain), key=len, default="")


def guess_languages(words: str) -> list[str]:
    """Return the languages that these letters can be of."""
    if any("\u3400" <= letter <= "\u9fff" for letter in words):
        return ["zh"]
    if any("\u0600" <= letter <= "\u06ff" for letter in words):
        return ["ar"]
    if any("\u0400" <= letter <= "\u04ff" for letter in words):
        return ["ru"]
    return ["en", "fr", "es", "de"]


def _say_source(row: Row) -> str:
    """Return where the words stand first, for a form's `source`."""
    states = ", ".join(dict.fromkeys(actor["state"] for actor in row["actors"] if actor["state"]))
    parts = [title_of(row["source"]), row["symbol"] or row["title"], states, row["date"] or "undated"]
    return f"{'; '.join(part for part in parts if part)} (earliest held; {say_rendering(row)})"


def discovery_row(found: Discovery) -> dict[str, Any]:
    """Return a discovery as plain data."""
    return asdict(found)
