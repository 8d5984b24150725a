"""Plain text files of the user's own: one document a file."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from watchword.errors import UnreadableInput
from watchword.model import Block, Bundle, Document, Issue, Kind, content_id, date_of
from watchword.sources.base import Descriptor, Entry, FileRole, Read, load_descriptor

_SUFFIXES = (".txt", ".md")
_DATE = re.compile(r"(?<!\d)(\d{4}-\d{2}(?:-\d{2})?)(?!\d|-\d)")
_MARK = b"\xef\xbb\xbf"
_TITLE_LENGTH = 300


@dataclass(slots=True)
class PlainText:
    """Reads `.txt` and `.md` files in UTF-8. `language` is that of all files read, "" where it is not known."""

    language: str = ""
    descriptor: Descriptor = field(default_factory=lambda: load_descriptor("plain_text"))

    def role(self, path: str) -> FileRole:
        """Texts are documents, all else is ignored."""
        return FileRole.DOCUMENT if path.lower().endswith(_SUFFIXES) else FileRole.IGNORED

    def reader(self, companions: Sequence[Entry]) -> Read:
        """Return the function that reads one file; there are no companions."""
        seen: dict[str, str] = {}

        def read(entry: Entry) -> Iterator[Bundle]:
            stem = entry.path.rsplit(".", 1)[0]
            if stem in seen:
                expected, found = "files with different names before the suffix", f"the name of {seen[stem]}"
                issue = Issue(self.descriptor.name, entry.place, "", "duplicate key", expected, found)
                yield Bundle(issues=(issue,))
                return
            bundle = self._read_file(entry, stem)
            seen[stem] = entry.place
            yield bundle

        return read

    def _read_file(self, entry: Entry, stem: str) -> Bundle:
        data = entry.read()
        text, issues = self._decode(data, entry)
        printed = _DATE.search(entry.name)
        date = date_of(printed[1]) if printed else ""
        if printed and not date:
            found = printed[1]
            issues.append(Issue(self.descriptor.name, entry.place, "file name", "date", "an ISO date", found, "kept"))
        key = f"{self.descriptor.name}:{stem}"
        document = Document(
            id=content_id(key, data),
            key=key,
            work=key,
            kind=Kind.OTHER,
            date=date,
            language=self.language or str(self.descriptor.options["language"]),
            title=_first_line(text),
            stamp=self.descriptor.stamp(entry),
            display=self.descriptor.display,
        )
        return Bundle(document, (Block(text, segmented=False),), issues=tuple(issues))

    def _decode(self, data: bytes, entry: Entry) -> tuple[str, list[Issue]]:
        marked = data.startswith(_MARK)
        body = data[len(_MARK) :] if marked else data
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError as error:
            start = error.start + len(data) - len(body)
            found = f"byte 0x{data[start]:02x}"
            raise UnreadableInput(entry.place, f"byte {start:,}", "text in UTF-8", found) from error
        if not text.strip():
            raise UnreadableInput(entry.place, "", "a text", "an empty file")
        note = Issue(self.descriptor.name, entry.place, "byte 0", "byte-order mark", "text", "a mark, left off", "note")
        return text, [note] if marked else []


def _first_line(text: str) -> str:
    """Return the first line that is not blank, without the number signs of a Markdown heading."""
    line = next(line.strip() for line in text.splitlines() if line.strip())
    return (re.sub(r"^#{1,6}\s+", "", line) or line)[:_TITLE_LENGTH]
