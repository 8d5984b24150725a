"""A reference: what is known of a document or vote, as CSL-JSON has it. What is not known is left out, never invented."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from watchword.publish.citing.bodies import name_body, name_text
from watchword.states import name_of
from watchword.store.base import CITED_ONLY

_OFFICIAL = "United Nations"
_NO_TITLE = ("resolution ", "decision ")
_TYPES = {"speech": "speech", "news item": "article-newspaper"}
_HOSTS = ("un.org", "undocs.org", "ohchr.org")
_POSITIONS = ("yes", "no", "abstain")


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing to cite. All fields are texts, "" unknown.

    `type` is CSL's; `author` the body, person or state whose text it is; `number` the symbol; `called` what the text is called by its
    number ("Resolution 37/23"); `meeting` at which it was adopted; `vote` how, in words; `container` the series or paper it stands in;
    `url` leads to the text, `reported` says where it
    is reported that we only cite; `record` is our own key, so that a citation leads back with `watchword why`.
    """

    type: str
    record: str
    author: str = ""
    publisher: str = ""
    title: str = ""
    number: str = ""
    called: str = ""
    date: str = ""
    meeting: str = ""
    vote: str = ""
    container: str = ""
    language: str = ""
    url: str = ""
    reported: str = ""

    @property
    def is_numbered(self) -> bool:
        """Whether the text is called by a number, as resolutions and decisions are."""
        return any(character.isdigit() for character in self.called)


def refer_to_document(row: Mapping[str, Any], *, meeting: str = "", container: str = "") -> Reference:
    """Return the reference to a document: `row` has the columns of the table `documents`."""
    symbol, kind = row["symbol"], row["kind"]
    body = name_body(row["organ"], symbol)
    called = name_text(kind, symbol, row["date"])
    title = "" if called and row["title"].lower().startswith(_NO_TITLE) else row["title"]
    publisher = _OFFICIAL if symbol else row["publisher"]
    return Reference(
        type=_TYPES.get(kind, "report"), record=row["key"], author=_author_of(row, body), publisher=publisher,
        title=title, number=symbol, called=called, date=row["date"], meeting=meeting, language=row["language"],
        **_locate(row), container=body if kind == "speech" and row["organ"] == "GA" else container if kind == "news item" else "",
    )  # fmt: skip


def refer_to_vote(row: Mapping[str, Any]) -> Reference:
    """Return the reference to a decision: `row` has the columns of the table `roll_calls`."""
    symbol = row["symbol"]
    called = name_text("", symbol, row["date"])
    title = "" if called and row["title"].lower().startswith(_NO_TITLE) else row["title"]
    return Reference(
        type="report", record=row["key"], author=name_body(row["organ"], symbol), publisher=_OFFICIAL, title=title, number=symbol,
        called=called, date=row["date"], meeting=row["meeting"], vote=_say_vote(row), language="en", **_locate(row),
    )  # fmt: skip


def _locate(row: Mapping[str, Any]) -> dict[str, str]:
    """Return `url`, where the text is its publisher's own; of what is only cited, `reported` unless the address is the United Nations'."""
    host = urlsplit(row["url"]).hostname or ""
    if row["source"] != CITED_ONLY or host.endswith(_HOSTS):
        return {"url": row["url"]}
    return {"reported": f"as reported at {row['url']}" if row["url"] else ""}


def _author_of(row: Mapping[str, Any], body: str) -> str:
    """Return the body; of a speech the speaker and the state; of what no body issued its first author."""
    if row["kind"] != "speech" and body:
        return body
    for actor in row["actors"]:
        state = name_of(actor["state"]) if actor["state"] else ""
        if actor["name"] and state and actor["name"] != state:
            return f"{actor['name']} ({state})"
        if actor["name"] or state:
            return str(actor["name"] or state)
    return body or ("" if row["symbol"] else str(row["publisher"]))


def _say_vote(row: Mapping[str, Any]) -> str:
    """Return how it was decided, in the words of the United Nations' own records; "" where the totals are not known."""
    if row["outcome"] == "adopted without a vote":
        return "adopted without a vote"
    if any(row[name] is None for name in _POSITIONS):
        return ""
    done = {"adopted by vote": "adopted", "rejected": "rejected"}.get(row["outcome"], "put to the vote")
    abstained = {0: "no abstentions", 1: "1 abstention"}.get(row["abstain"], f"{row['abstain']} abstentions")
    return f"{done} by a recorded vote of {row['yes']} to {row['no']}, with {abstained}"
