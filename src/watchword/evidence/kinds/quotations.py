"""Words quoted from a document or a speaker."""

import re
from collections.abc import Iterator

from watchword.evidence.claims import ClaimKind, Ground, Verdict
from watchword.evidence.decisions.tying import Tie
from watchword.evidence.kinds.base import Court, Judgement, Statement
from watchword.evidence.mentions import Mentions
from watchword.model import Display, Evidence, Holding
from watchword.store.base import CITED_ONLY, Row
from watchword.symbols import work_of

_COLUMNS = "id, key, symbol, language, source, date, publisher, url, raw_sha256, display"
FINDER = "evidence.quotations/1"
_FEWEST = 3
_CONTEXT = 40
# What a writer leaves out, and what is put in to make a sentence of it.
_GAP = re.compile(r"\s*(?:\[\s*(?:\.\.\.|…)\s*\]|\(\s*(?:\.\.\.|…)\s*\)|\.\.\.|…|\[[^\]]{0,60}\])\s*")
_WORD = re.compile(r"[\w’'-]+")
# No document has a place so long for words left out.
_LONGEST_GAP = 600


class Quotations:
    """Statements that words stand in a document, or were said by somebody."""

    def find(self, said: Mentions) -> Iterator[Statement]:
        """Yield what stands in quotation marks, where the sentence names a document or a speaker."""
        if not (said.numbered or (said.states and said.says(said.words.uses["attributed"]))):
            return
        for start, end, text in said.quotations:
            if len(_WORD.findall(text)) >= _FEWEST:
                yield Statement(ClaimKind.QUOTATION, start, end, text)

    def judge(self, statement: Statement, tie: Tie, court: Court, said: Mentions) -> Judgement | None:
        """Look for the words, in their order, in the texts held of that document or that speaker."""
        text: str = statement.value
        documents, where = _documents(court, said, tie)
        if not documents:
            return Judgement(Verdict.NOT_CHECKABLE, f"no text of {where} is held", text)
        found = _search(court, documents, compile_quotation(text))
        if found:
            return Judgement(Verdict.SUPPORTED, f"the words stand in {found.record}", text, found.says, (found,))
        spoken = not said.numbered
        if spoken:
            return Judgement(Verdict.NOT_CHECKABLE, f"not in what is held of {where}; it may have been said elsewhere", text)
        languages = sorted({str(row["language"]) for row in documents})
        if court.words.code not in languages:
            return Judgement(Verdict.NOT_CHECKABLE, f"{where} is held in {', '.join(languages)} only", text)
        return Judgement(Verdict.CONTRADICTED, f"the words do not stand in the text held of {where} ({', '.join(languages)})", text)


def compile_quotation(text: str) -> re.Pattern[str]:
    """Return what finds a quotation: its words in order, whatever stands between them but letters; gaps where it leaves words out."""
    parts = [[re.escape(word) for word in _WORD.findall(part)] for part in _GAP.split(text)]
    joined = [r"[\W_]+".join(re.sub(r"[’']", "[’']", word) for word in part) for part in parts if part]
    return re.compile(r"(?<!\w)" + rf"(?:[\s\S]{{0,{_LONGEST_GAP}}}?)".join(joined) + r"(?!\w)", re.IGNORECASE)


def _documents(court: Court, said: Mentions, tie: Tie) -> tuple[list[Row], str]:
    """Return the documents that a quotation can be from, and what they are called."""
    if said.numbered:
        names = sorted({name for each in said.numbered for symbol in each.symbols for name in (str(symbol), work_of(symbol))})
        marks = ", ".join("?" for _ in names)
        rows = court.view.rows(
            f"""SELECT {_COLUMNS} FROM documents
                WHERE (symbol IN ({marks}) OR work IN ({marks})) AND source <> ? AND paragraphs > 0 ORDER BY id""",
            [*names, *names, CITED_ONLY],
        )
        return rows, said.numbered[0].text
    year = next((told.date[:4] for told in said.dates if told.date), "")
    code = said.states[0].code
    rows = court.view.rows(
        f"""SELECT {_COLUMNS} FROM documents
            WHERE kind IN ('speech', 'statement') AND (? = '' OR date LIKE ? || '%') AND source <> ?
                  AND id IN (SELECT id FROM (SELECT id, unnest(actors) AS a FROM documents) WHERE a.state = ?)
            ORDER BY date, id LIMIT 400""",
        [year, year, CITED_ONLY, code],
    )
    return rows, f"{code}{f' in {year}' if year else ''}"


def _search(court: Court, documents: list[Row], pattern: re.Pattern[str]) -> Ground | None:
    """Return the first place at which the words stand."""
    by_id = {row["id"]: row for row in documents}
    paragraphs = court.view.rows(
        "SELECT document, position, text, text_sha256 FROM paragraphs WHERE list_contains(?, document) ORDER BY document, position",
        [list(by_id)],
    )
    for paragraph in paragraphs:
        hit = pattern.search(paragraph["text"])
        if hit:
            row = by_id[paragraph["document"]]
            shown = row["display"] != Display.NONE
            text, start, end = paragraph["text"], hit.start(), hit.end()
            before, after = (text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]) if shown else ("", "")
            hashes = (paragraph["text_sha256"], row["raw_sha256"])
            at = (row["source"], row["id"], row["language"], paragraph["position"])
            place = Evidence(Holding.HELD, *at, start, end, before, hit[0], after, *hashes, FINDER)
            says = f"paragraph {paragraph['position'] + 1} of {row['key']}"
            return Ground(Holding.HELD, row["source"], row["key"], row["symbol"], says, row["date"], row["publisher"], row["url"],
                          row["raw_sha256"], place)  # fmt: skip
    return None
