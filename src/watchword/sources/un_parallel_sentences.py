"""Sets of the United Nations Parallel Corpus: one sentence a line, the same line in six files, and a file of where each is from.

Format: `SET.LANGUAGE` (UTF-8, one sentence a line) and `SET.ids`, whose lines begin with the document ("2015/a/ac_182/l_139": year, and
the symbol with "_" for its dots and brackets). Ziemski, Junczys-Dowmunt and Pouliquen, "The United Nations Parallel Corpus v1.0", LREC
2016.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from watchword.errors import CountMismatch, UnreadableInput
from watchword.model import Block, Bundle, Document, Issue, Kind, content_id, date_of
from watchword.sources.base import Descriptor, Entry, FileRole, Read, load_descriptor
from watchword.symbols import parse

_FILE = re.compile(r"(?P<set>.+)\.(?P<language>en|fr|es|ru|ar|zh)")
_ORIGIN = re.compile(r"(?P<year>\d{4})/(?P<path>[a-z0-9_/.-]+)(?: |\Z)")
_BRACKETS = re.compile(r"(?P<gap>_?)_(?P<inside>[^_/]+(?:_[^_/]+)?)_(?=/|\Z)")
_SUFFIX = re.compile(r"\b(ADD|REV|CORR|AMEND|SUMMARY|PART)\b")
_KINDS = {"resolution": Kind.RESOLUTION, "decision": Kind.DECISION, "draft": Kind.DRAFT, "meeting record": Kind.MEETING_RECORD}


@dataclass(frozen=True, slots=True)
class Origin:
    """The document that a line is from: its year, its path in the corpus, and its symbol as far as the path spells it."""

    year: str
    path: str
    symbol: str


@dataclass(slots=True)
class UnParallelSentences:
    """Reads a set: each language's sentences of one document become one expression of the work with that symbol."""

    descriptor: Descriptor = field(default_factory=lambda: load_descriptor("un_parallel_sentences"))

    def role(self, path: str) -> FileRole:
        """A language's file is a document, the file of origins a companion, the rest is ignored."""
        name = path.rsplit("/", 1)[-1]
        if name.endswith(".ids"):
            return FileRole.COMPANION
        return FileRole.DOCUMENT if _FILE.fullmatch(name) else FileRole.IGNORED

    def reader(self, companions: Sequence[Entry]) -> Read:
        """Return the function that reads one language's file. Origins are read when a file of their set is."""
        places = {entry.path.removesuffix(".ids"): entry for entry in companions}
        origins: dict[str, list[Origin | None]] = {}

        def read(entry: Entry) -> Iterator[Bundle]:
            found = _FILE.fullmatch(entry.path)
            if not found or found["set"] not in places:
                expected = f"{entry.name.rpartition('.')[0]}.ids beside it, which says where each sentence is from"
                raise UnreadableInput(entry.place, "", expected, "no such file")
            name = found["set"]
            if name not in origins:
                origins[name] = [read_origin(line) for line in _lines(places[name])]
            yield from self._read_sentences(entry, origins[name], found["language"])

        return read

    def _read_sentences(self, entry: Entry, origins: list[Origin | None], language: str) -> Iterator[Bundle]:
        """Yield one document for each origin, in the order of their first sentences, with the issues of its lines."""
        sentences = _lines(entry)
        if len(sentences) != len(origins):
            raise CountMismatch(entry.place, "", f"{len(origins):,} sentences, one for each line of the .ids file", f"{len(sentences):,}")
        blocks: dict[Origin, list[Block]] = {}
        issues = []
        for number, (origin, sentence) in enumerate(zip(origins, sentences, strict=True), 1):
            if origin is None:
                issues.append(self._issue(entry, number, "sentence of an unknown document", "a document in the .ids file", "none"))
            elif not sentence.strip():
                issues.append(self._issue(entry, number, "empty sentence", "a sentence", "an empty line"))
            else:
                blocks.setdefault(origin, []).append(Block(sentence, f"sentence {number}"))
        if issues:
            yield Bundle(issues=tuple(issues))
        name = entry.name.rpartition(".")[0]
        for origin, its in blocks.items():
            yield Bundle(self._document(entry, f"{name}/{origin.year}/{origin.path}", origin, language, its), tuple(its))

    def _document(self, entry: Entry, place: str, origin: Origin, language: str, blocks: Sequence[Block]) -> Document:
        key = f"{self.descriptor.name}:{place}.{language}"
        symbols = parse(origin.symbol)
        whole = symbols[0] if len(symbols) == 1 and str(symbols[0]) == origin.symbol else None
        return Document(
            id=content_id(key, "\n".join(f"{block.label}\t{block.text}" for block in blocks)),
            key=key,
            work=origin.symbol,
            kind=_KINDS.get(whole.kind, Kind.OTHER) if whole else Kind.OTHER,
            date=origin.year,
            language=language,
            title="",
            stamp=self.descriptor.stamp(entry),
            symbol=origin.symbol,
            organ=whole.organ if whole else "",
            display=self.descriptor.display,
            url=self.descriptor.url,
        )

    def _issue(self, entry: Entry, number: int, problem: str, expected: str, found: str) -> Issue:
        return Issue(self.descriptor.name, entry.place, f"line {number:,}", problem, expected, found)


def read_origin(line: str) -> Origin | None:
    """Return what a line of the .ids file says of its sentence's document, None where it names none."""
    found = _ORIGIN.match(line)
    if not found or not date_of(found["year"]):
        return None
    return Origin(found["year"], found["path"], spell_symbol(found["path"]))


def spell_symbol(path: str) -> str:
    """Return the symbol that a path of the corpus stands for: "a/69/102/add_2" is A/69/102/Add.2.

    A Security Council resolution loses the year that the path has in brackets, as symbols here do.
    """
    path = re.sub(r"(?<=\A)(s/res/\d+)__\d{4}_\Z", r"\1", path)
    bracketed = _BRACKETS.sub(lambda m: f"{' ' if m['gap'] else ''}({m['inside'].replace('_', ' ')})", path)
    symbol = _SUFFIX.sub(lambda m: m[1].title(), bracketed.upper().replace("_", "."))
    return symbol.removesuffix(".")


def _lines(entry: Entry) -> list[str]:
    """Return the lines of a file; a sentence ends with a line feed and with nothing else."""
    try:
        text = entry.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(entry.place, f"byte {error.start:,}", "text in UTF-8", "other bytes") from error
    lines = text.replace("\r\n", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines
