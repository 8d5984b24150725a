"""Put the sentences of a draft under their headings."""

import re
from collections.abc import Iterator
from typing import Any

from watchword.evidence.entries.drafting.uses import draft_company, draft_older, draft_origins, draft_renderings, draft_spread
from watchword.evidence.entries.drafting.votes import NameOf, draft_consensus, draft_seats, draft_texts, draft_votes
from watchword.evidence.entries.record import Head

_IMPLICATIONS = (
    "What follows from these words is for the author to say here. Everything in this block is judgement and is marked so on the "
    "page; what is a fact in it is a claim like those above."
)
_SOURCES = "The mark behind each claim names its record. What is cited is not held here: it informs, and verifies nothing."
_NOTHING = "Nothing is held or measured that would say it."


def draft_sections(trace: dict[str, Any], titles: dict[str, str], name_of: NameOf) -> Iterator[tuple[str, list[str]]]:
    """Yield (heading, sentences) from a trace; each sentence is whole, and each figure in it is a claim."""
    yield "Origins and use", list(draft_origins(trace, titles))
    yield "Spread", list(draft_spread(trace, titles))
    yield "Texts and changes of wording", [*draft_texts(trace), *draft_renderings(trace)]
    yield "Votes", list(draft_votes(trace, name_of))
    yield "What it travels with", list(draft_company(trace))
    yield "Implications", ["::: judgement", _IMPLICATIONS, ":::"]
    yield "Evidence against", [*draft_older(trace, titles), *draft_seats(trace, name_of), *draft_consensus(trace, name_of)]
    yield "Sources", [_SOURCES]


def print_draft(head: Head, sections: list[tuple[str, list[str]]]) -> str:
    """Return a draft as the text of an entry."""
    import json

    def quote(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    lines = ["+++", f"formulation = {quote(head.formulation)}", f"title = {quote(head.title)}"]
    lines += [f"authors = [{', '.join(map(quote, head.authors))}]", f"date = {quote(head.date)}", f"licence = {quote(head.licence)}"]
    lines += [f"language = {quote(head.language)}", "+++", ""]
    for heading, sentences in sections:
        lines += [f"## {heading}", ""]
        chosen = sentences or [_NOTHING]
        for sentence, following in zip(chosen, [*chosen[1:], ""], strict=True):
            closes = sentence.startswith("- ") == following.startswith("- ") and not sentence.startswith("- ")
            lines += [sentence, ""] if closes or not following.startswith("- ") else [sentence]
        lines += [""]
    text = "\n".join(lines)
    return re.sub(r"\n{3,}", "\n\n", text).rstrip("\n") + "\n"
