"""Invented bundles, and a workspace to put them into."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from watchword.model import Actor, Ballot, Block, Bundle, Document, Kind, Outcome, Position, Question, Role, RollCall, Stamp, content_id
from watchword.pipeline.builder import Builder, Held
from watchword.pipeline.ingest import _held
from watchword.store.tables import TablesView
from watchword.store.workspace import Workspace

STAMP = Stamp("invented", "nobody", "CC0-1.0", "1", "invented/1", "0" * 64, path="in/file.txt")


def document(name: str, text: str, *, states: Sequence[str] = (), role: Role = Role.SPEAKER, **fields: Any) -> Bundle:
    """Return a bundle with one document of one block; each line of `text` is a paragraph."""
    key = f"{fields.get('source', 'invented')}:{name}"
    source = fields.pop("source", "invented")
    stamp = Stamp(source, "nobody", "CC0-1.0", "1", "invented/1", "0" * 64, path=f"in/{name}.txt")
    actors = tuple(Actor(state, role, state) for state in states)
    made = {"work": key, "kind": Kind.SPEECH, "date": "2018-03-23", "language": "en", "title": name} | fields
    blocks = tuple(Block(line) for line in text.split("\n"))
    return Bundle(Document(content_id(key, ascii(text)), key, stamp=stamp, actors=actors, **made), blocks)


def vote(name: str, positions: dict[str, Position], **fields: Any) -> Bundle:
    """Return a bundle with one roll call."""
    source = fields.pop("source", "invented")
    stamp = Stamp(source, "nobody", "CC0-1.0", "1", "invented/1", "0" * 64, path=f"in/{source}.csv")
    made = {
        "symbol": name, "work": name, "title": "An invented text", "question": Question.ADOPTION, "date": "2018-03-23", "organ": "HRC",
        "session": "99", "outcome": Outcome.ADOPTED,
    } | fields  # fmt: skip
    key = made.pop("key", f"{source}:{name}")
    identity = content_id(key, repr((sorted(positions.items()), sorted(made.items()))))
    ballots = tuple(Ballot(identity, state, position) for state, position in positions.items())
    return Bundle(roll_call=RollCall(identity, key, stamp=stamp, **made), ballots=ballots)


def put(folder: Path, *bundles: Bundle) -> dict[str, int]:
    """Put bundles into a workspace as one version, as an ingest does; return what was counted."""
    with Workspace(folder) as workspace, workspace.write("invented") as writer:
        builder = Builder(writer, "invented", _held(workspace, writer.base) if writer.base else Held())
        for bundle in bundles:
            builder.add(bundle)
        builder.flush()
        return dict(builder.counts)


def ask(folder: Path, sql: str, *, version: int = 0, until: str = "") -> list[dict[str, Any]]:
    """Ask one version (0: the newest) in SQL, without uses."""
    with Workspace(folder) as workspace:
        view = TablesView(workspace, version=version or workspace.catalogue.head(), until=until)
        try:
            return view.rows(sql)
        finally:
            view.close()
