"""What an entry's claims are asked of: one version of a workspace, its lexicon, and the finders that need more than the tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from watchword.errors import NotHeld
from watchword.evidence.claims import Ground
from watchword.lexicon.records import Formulation, Lexicon
from watchword.model import Holding
from watchword.store.base import CITED_ONLY, Row, View
from watchword.usage.spread import StateRow
from watchword.votes.record import Vote, find_vote
from watchword.votes.tally import Tally, count_vote


@dataclass(slots=True)
class Desk:
    """The finders, asked once for each question.

    `title_of(source)` is a corpus's name for a reader. `usage(formulation, dimensions)` are rows of counts with their `holding`, held
    and measured; `series(formulation)` the earliest attestations as plain data; `states(formulation)` use by state. `company` (of one
    source, or of all),
    `collocates` and `renderings` are those of what is held.
    """

    view: View
    lexicon: Lexicon
    title_of: Callable[[str], str]
    usage: Callable[[Formulation, Sequence[str]], list[Row]]
    series: Callable[[Formulation], list[dict[str, Any]]]
    states: Callable[[Formulation], list[StateRow]]
    company: Callable[[Formulation, str], list[Any]]
    collocates: Callable[[Formulation, str], Any]
    renderings: Callable[[Formulation], list[dict[str, Any]]]
    _kept: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    _gathered: set[str] = field(default_factory=set)

    def keep(self, key: tuple[Any, ...], find: Callable[[], Any]) -> Any:
        """Return what was found under this key, or find it now; that nothing is held is kept as well."""
        if key not in self._kept:
            try:
                self._kept[key] = find()
            except NotHeld as error:
                self._kept[key] = error
        found = self._kept[key]
        if isinstance(found, NotHeld):
            raise found
        return found

    def vote(self, name: str) -> Vote:
        """Return the vote of this name; raises `NotHeld`."""
        found: Vote = self.keep(("vote", name), lambda: find_vote(self.view, name))
        return found

    def tally(self, name: str) -> Tally:
        """Return the tally of the vote of this name; raises `NotHeld`."""
        found: Tally = self.keep(("tally", name), lambda: count_vote(self.vote(name)))
        return found

    def documents(self, name: str) -> list[Row]:
        """Return the documents of this name: an id, a key, a symbol or a work; held ones first. Raises `NotHeld`."""
        found: list[Row] = self.keep(("documents", name), lambda: self._find_documents(name))
        return found

    def document(self, name: str) -> Row:
        """Return the one document of this id or key; raises `NotHeld` where there is none, with the nearest keys."""
        rows = [row for row in self.documents(name) if name in (row["id"], row["key"])]
        if not rows:
            raise NotHeld(
                f"{name!r} is a work of several documents: name one by its key: {', '.join(r['key'] for r in self.documents(name))}"
            )
        return rows[0]

    def gather(self, names: Sequence[str]) -> None:
        """Read the documents of these names at once: one by one they take as long as the tables are large. A name is read once."""
        new = [name for name in names if name not in self._gathered]
        if not new:
            return
        self._gathered |= set(new)
        rows = self._read_documents(new)
        for name in new:
            mine = [row for row in rows if name in (row["id"], row["key"], row["symbol"], row["work"])]
            if mine:
                self._kept["documents", name] = mine

    def uses(self, document: str, formulation: str) -> list[Row]:
        """Return the uses of a formulation in a document (an id): `text`, `standing`, and `n`, how many."""
        if ("uses", formulation, document) not in self._kept:
            # Those of all documents that were read are asked for at once: each question goes through the whole table.
            known = {row["id"] for key, rows in self._kept.items() if key[0] == "documents" and isinstance(rows, list) for row in rows}
            ids = sorted(id for id in {document, *known} if ("uses", formulation, id) not in self._kept)
            rows = self.view.rows(
                f"""SELECT document, text, standing, count(*) AS n FROM uses WHERE formulation = ?
                    AND document IN ({", ".join("?" for _ in ids)}) GROUP BY ALL ORDER BY document, n DESC, text""",
                [formulation, *ids],
            )
            self._kept |= {("uses", formulation, id): [row for row in rows if row["document"] == id] for id in ids}
        found: list[Row] = self._kept["uses", formulation, document]
        return found

    def _find_documents(self, name: str) -> list[Row]:
        rows = self._read_documents([name])
        if not rows:
            raise NotHeld(f"no document {name!r} is held{self._near_documents(name)}")
        return rows

    def _read_documents(self, names: Sequence[str]) -> list[Row]:
        marks = ", ".join("?" for _ in names) or "''"
        return self.view.rows(
            f"""SELECT id, key, work, symbol, title, date, language, kind, source, publisher, licence, raw_sha256, container_sha256, url,
                       actors, display, rendering, original_language, organ
                FROM documents WHERE id IN ({marks}) OR key IN ({marks}) OR symbol IN ({marks}) OR work IN ({marks})
                ORDER BY source = ?, language <> 'en', id""",
            [*names, *names, *names, *names, CITED_ONLY],
        )

    def _near_documents(self, name: str) -> str:
        gone = self.view.rows("SELECT DISTINCT key FROM all_documents WHERE id = ? ORDER BY key", [name])
        if gone:
            return f": this expression of {gone[0]['key']} was replaced by a newer one"
        near = self.view.rows("SELECT DISTINCT key FROM documents ORDER BY jaro_winkler_similarity(key, ?) DESC, key LIMIT 2", [name])
        return f"; the nearest are {' and '.join(row['key'] for row in near)}" if near else ""

    def sources(self) -> frozenset[str]:
        """Return the sources of which something is held."""
        rows = self.keep(
            ("sources",), lambda: self.view.rows("SELECT DISTINCT source FROM documents UNION SELECT DISTINCT source FROM roll_calls")
        )
        return frozenset(row["source"] for row in rows)


def ground_of_vote(vote: Vote, says: str) -> Ground:
    """Return what a statement on a vote rests on."""
    row = vote.row
    return Ground(
        _holding(row["source"]), row["source"], row["key"], vote.name, says, row["date"], row["publisher"], row["url"], row["raw_sha256"]
    )  # fmt: skip


def ground_of_document(row: Row, says: str) -> Ground:
    """Return what a statement on a document rests on."""
    return Ground(
        _holding(row["source"]), row["source"], row["key"], row["symbol"], says, row["date"], row["publisher"], row["url"],
        row["raw_sha256"],
    )  # fmt: skip


def ground_of_corpus(desk: Desk, corpus: tuple[str, str], holding: str, says: str) -> Ground:
    """Return what a figure of a corpus (source and language) rests on: all its documents."""
    source, language = corpus
    record = f"{source} ({language})" if language else source
    return Ground(Holding(holding), source, record, "", says, publisher=desk.title_of(source))


def _holding(source: str) -> Holding:
    return Holding.CITED if source == CITED_ONLY else Holding.HELD
