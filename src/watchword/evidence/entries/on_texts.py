"""Claims on texts: dates, titles, symbols, sponsors, links, events, quotations, and who used the words in a document."""

import re
from collections.abc import Callable, Sequence

from watchword.errors import NotHeld
from watchword.evidence.claims import Ground
from watchword.evidence.entries.answer import Answer
from watchword.evidence.entries.desk import Desk, ground_of_document, ground_of_vote
from watchword.evidence.entries.figures import (
    Figure,
    compare_dates,
    compare_numbers,
    compare_states,
    compare_symbols,
    compare_unread,
    read_words,
)
from watchword.evidence.entries.record import Span, Tie
from watchword.evidence.quotes import FINDER as QUOTES
from watchword.evidence.quotes import Anchor, check_quote
from watchword.model import Evidence, Holding, LinkKind, Role
from watchword.states import name_of, resolve
from watchword.store.base import CITED_ONLY, Row

RECORD = "store.records/1"
_QUOTES = "\"“”„‟‘’‚'«»‹›「」『』《》"
# A first use holds in a corpus that is named; these words would carry it beyond.
BEYOND = re.compile(r"\b(?:ever|coined?|invent\w*|originat\w*|never before|for the first time)\b", re.IGNORECASE)


def check_date(desk: Desk, span: Span, tie: Tie) -> Answer:
    """Hold a date, as precise as it is said, against that of a vote or document."""
    said, (date, symbols, ground) = read_words(span.words, span.language), _find_record(desk, tie.names[0])
    fault = _first(
        lambda: "" if said.dates else "expected a date; found none",
        lambda: compare_dates(said, [date]),
        lambda: compare_numbers(said, []),
        lambda: compare_symbols(said, symbols),
    )
    return Answer(date or "no date recorded", (ground,), RECORD, fault)


def check_symbol(desk: Desk, span: Span, tie: Tie) -> Answer:
    """Hold a symbol, or its number such as 37/23, against that of a vote or document."""
    said, (date, symbols, ground) = read_words(span.words, span.language), _find_record(desk, tie.names[0])
    fault = _first(
        lambda: "" if said.symbols else "expected a symbol; found none",
        lambda: compare_symbols(said, symbols),
        lambda: compare_numbers(said, []),
        lambda: compare_dates(said, [date]),
    )
    return Answer(symbols[0], (ground,), RECORD, fault)


def check_title(desk: Desk, span: Span, tie: Tie) -> Answer:
    """Hold a title, word for word, against those that a vote or document has."""
    return _compare_titles(_find_titles(desk, tie.names[0]), span.words, tie.names[0])


def check_former(desk: Desk, span: Span, tie: Tie) -> Answer:
    """Hold a former title, word for word, against that of the text which a link says was renamed."""
    links = desk.view.rows(
        'SELECT DISTINCT * FROM links WHERE start = ? AND kind = ? ORDER BY source, "end"', [tie.names[0], LinkKind.RENAMES]
    )
    titles = [(title, _weaken(ground, link)) for link in links for title, ground in _find_titles(desk, link["end"])]
    if not titles:
        raise NotHeld(f"no record says that {tie.names[0]} was renamed")
    return _compare_titles(titles, span.words, f"the former title of {tie.names[0]}")


def check_sponsor(desk: Desk, span: Span, tie: Tie) -> Answer:
    """Hold who sponsored a text against its records."""
    rows = desk.documents(tie.names[0])
    codes = [resolve(name).code for name in tie.names[1:]]
    for row in rows:
        held = [actor["state"] for actor in row["actors"] if actor["role"] in (Role.SPONSOR, Role.ADDITIONAL_SPONSOR)]
        if held:
            return _compare_sponsors(span, row, codes, held)
    raise NotHeld(f"no sponsor of {tie.names[0]} is recorded")


def _compare_sponsors(span: Span, row: Row, codes: Sequence[str], held: Sequence[str]) -> Answer:
    said = read_words(span.words, span.language)
    wrong = [code for code in codes if code not in held]
    recorded = f"sponsors recorded: {', '.join(map(name_of, held))}"
    fault = _first(
        lambda: f"expected {', '.join(map(name_of, held))}; found {name_of(wrong[0])}" if wrong else "",
        lambda: compare_states(said, codes),
        lambda: compare_numbers(said, [Figure("sponsors", len(held))] if said.numbers else []),
        lambda: compare_symbols(said, [row["symbol"]]),
        lambda: compare_dates(said, [row["date"]]),
    )
    return Answer(recorded, (ground_of_document(row, recorded),), RECORD, fault)


def check_link(desk: Desk, span: Span, tie: Tie) -> Answer:
    """Hold that one text relates to another against the links recorded."""
    start, end = tie.names
    links = desk.view.rows(
        'SELECT DISTINCT * FROM links WHERE start = ? AND "end" = ? AND kind = ? ORDER BY source = ?, source, reason',
        [start, end, tie.options["kind"], CITED_ONLY],
    )
    if not links:
        near = desk.view.rows('SELECT DISTINCT kind, "end" FROM links WHERE start = ? ORDER BY ALL LIMIT 4', [start])
        listed = "; ".join(f"{row['kind']} {row['end']}" for row in near)
        raise NotHeld(f"no link {start} {tie.options['kind']} {end} is recorded{f'; recorded of {start}: {listed}' if near else ''}")
    said, link = read_words(span.words, span.language), links[0]
    recorded = f"{start} {link['kind']} {end}: {link['reason']}"
    holding = Holding.CITED if link["source"] == CITED_ONLY else Holding.HELD
    fault = _first(lambda: compare_numbers(said, []), lambda: compare_symbols(said, [start, end]), lambda: compare_dates(said, []))
    return Answer(
        recorded, (Ground(holding, link["source"], f"{start} -> {end}", start, f"{link['reason']} ({link['evidence']})"),), RECORD, fault
    )


def check_event(desk: Desk, span: Span, tie: Tie) -> Answer:
    """Hold the date and figures of an event against the dated context, which is cited."""
    rows = desk.view.rows("SELECT DISTINCT date, text, source, url FROM events WHERE date = ? ORDER BY text", [tie.names[0]])
    match = tie.options.get("match", "")
    found = [row for row in rows if match.casefold() in row["text"].casefold()]
    if len(found) != 1:
        listed = "; ".join(row["text"] for row in rows) or "none"
        raise NotHeld(
            f"expected one event of {tie.names[0]}{f' with {match!r} in it' if match else ''}, found {len(found)}; of that day: {listed}"
        )
    said, row = read_words(span.words, span.language), found[0]
    held = read_words(row["text"])
    fault = _first(
        lambda: compare_dates(said, [row["date"]]),
        lambda: compare_unread(said),
        lambda: compare_states(said, held.states),
        lambda: next((f"expected a figure of {row['text']!r}; found {number.text}" for number in said.numbers
                      if number.value not in [other.value for other in held.numbers]), ""),
        lambda: compare_symbols(said, [*held.symbols, *(f"/{symbol}" for symbol in held.symbols)]),
    )  # fmt: skip
    ground = Ground(Holding.CITED, row["source"], f"event of {row['date']}", "", row["text"], row["date"], "", row["url"])
    return Answer(row["text"], (ground,), RECORD, fault)


def check_quotation(desk: Desk, span: Span, tie: Tie) -> Answer:
    """Hold a quotation against its document: exact, in its place, in a paragraph that has not changed."""
    row, options = desk.document(tie.names[0]), tie.options
    if not options["p"].isdigit():
        raise NotHeld(f"p= is the number of a paragraph, from 0; found {options['p']!r}")
    words = unquote(span.words)
    anchor = Anchor(row["key"], int(options["p"]), options["hash"], options.get("prefix", ""), options.get("suffix", ""))
    place, fault = check_quote(desk.view, row, anchor, words)
    ground = ground_of_document(row, f"paragraph {anchor.paragraph}, SHA-256 {anchor.digits}…")
    if place:
        evidence = Evidence(
            ground.holding, row["source"], row["id"], row["language"], place.paragraph, place.start, place.end, place.prefix, place.quote,
            place.suffix, place.text_sha256, row["raw_sha256"], QUOTES,
        )  # fmt: skip
        ground = Ground(
            ground.holding, ground.source, ground.record, ground.symbol, f"paragraph {place.paragraph} holds these words", ground.date,
            ground.publisher, ground.url, ground.raw_sha256, evidence,
        )  # fmt: skip
    return Answer(ground.says, (ground,), QUOTES, fault)


def check_attested(desk: Desk, span: Span, tie: Tie) -> Answer:
    """Hold when and by whom the words were used in a document against its record and the uses found in it."""
    row, words = desk.document(tie.names[0]), span.words
    said = read_words(words, span.language, row["date"])
    formulation = desk.lexicon.find(tie.options["formulation"])
    uses = desk.uses(row["id"], formulation.id)
    wanted = tie.options.get("standing", "")
    fitting = [use for use in uses if wanted in ("", use["standing"])]
    codes = [actor["state"] for actor in row["actors"] if actor["state"]]
    who = ", ".join(map(name_of, dict.fromkeys(codes))) or "no state recorded"
    held = ", ".join(f"{use['text']!r} ({use['standing']})" for use in uses) or "no use of its words"
    recorded = f"{row['key']}, {row['date'] or 'undated'}, {who}: {held}"
    fault = _first(
        lambda: "" if fitting else f"expected {wanted or 'a use of'} {formulation.label!r}; found {held} in {row['key']}",
        lambda: f"expected words that hold within a corpus; found {BEYOND.search(words)[0]!r}" if BEYOND.search(words) else "",  # type: ignore[index]
        lambda: "" if said.dates or said.states else "expected a date or a state; found neither",
        lambda: compare_dates(said, [row["date"]]),
        lambda: compare_states(said, codes),
        lambda: compare_numbers(said, []),
        lambda: compare_symbols(said, [row["symbol"]]),
    )
    return Answer(recorded, (ground_of_document(row, recorded),), RECORD, fault)


def unquote(words: str) -> str:
    """Return the words without the quotation marks around them, of any language."""
    return words.strip().strip(_QUOTES).strip() if words.strip()[:1] in _QUOTES else words.strip()


def _find_record(desk: Desk, name: str) -> tuple[str, list[str], Ground]:
    """Return the date, symbols and ground of a vote, else of a document; raises `NotHeld`."""
    try:
        vote = desk.vote(name)
    except NotHeld:
        row = desk.documents(name)[0]
        return row["date"], [row["symbol"] or row["key"], row["work"]], ground_of_document(row, f"{row['kind']} of {row['date']}")
    return vote.row["date"], [vote.name, vote.row["text_voted"]], ground_of_vote(vote, f"decided on {vote.row['date']}")


def _find_titles(desk: Desk, name: str) -> list[tuple[str, Ground]]:
    """Return every title that a text has in the records, held ones first; raises `NotHeld`."""
    found = []
    try:
        vote = desk.vote(name)
        found.append((vote.row["title"], ground_of_vote(vote, f"title: {vote.row['title']}")))
    except NotHeld:
        if not (rows := desk.documents(name)):
            raise
    else:
        rows = _documents_of(desk, name)
    found += [(row["title"], ground_of_document(row, f"title: {row['title']}")) for row in rows]
    return sorted([pair for pair in found if pair[0]], key=lambda pair: pair[1].holding != Holding.HELD)


def _documents_of(desk: Desk, name: str) -> list[Row]:
    try:
        return desk.documents(name)
    except NotHeld:
        return []


def _compare_titles(titles: Sequence[tuple[str, Ground]], words: str, name: str) -> Answer:
    if not titles:
        raise NotHeld(f"no title of {name} is recorded")
    wanted = _fold_title(words)
    title, ground = next((pair for pair in titles if _fold_title(pair[0]) == wanted), titles[0])
    fault = "" if _fold_title(title) == wanted else f"expected {title!r}; found {unquote(words)!r}"
    return Answer(title, (ground,), RECORD, fault)


def _fold_title(title: str) -> str:
    """Return a title without quotation marks around it, a full stop behind it, and the library's ' : resolution /' tail."""
    plain = re.sub(r"\s*:\s*(draft )?(resolution|decision)\s*/.*$", "", unquote(title), flags=re.IGNORECASE)
    return " ".join(plain.split()).rstrip(".,;")


def _weaken(ground: Ground, link: Row) -> Ground:
    """Return the ground of a title with what the link says; no more than the weaker of the two stands behind it."""
    holding = Holding.CITED if CITED_ONLY in (link["source"], ground.source) else ground.holding
    says = f"{ground.says}; {link['reason']} ({link['evidence']})"
    return Ground(holding, ground.source, ground.record, ground.symbol, says, ground.date, ground.publisher, ground.url, ground.raw_sha256)


def _first(*checks: Callable[[], str]) -> str:
    return next((fault for check in checks if (fault := check())), "")
