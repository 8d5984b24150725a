"""An invented text with invented claims of every verdict, for the pages and files made of it; no record says any of it."""

from watchword.evidence.claims import Checked, Claim, ClaimKind, Ground, Verdict
from watchword.evidence.reading.prose import Prose
from watchword.evidence.reading.read import read_prose
from watchword.model import Holding

VERDICTS = {
    "28 votes to 1": Verdict.SUPPORTED,
    "on 3 May 2031": Verdict.CONTRADICTED,
    "3 May": Verdict.NOT_CHECKABLE,
    "23 votes to 16": Verdict.DISAGREE,
    "The first draft": Verdict.NOT_CONTRADICTED,
}


def check_invented(
    content: bytes, name: str, extra: dict[str, Verdict] | None = None, say: str = "the record has it"
) -> tuple[Checked, Prose]:
    """Return the text of a file with a claim at each of the words above (and in `extra`), in the order of the text."""
    prose = read_prose(content, name)
    claims = []
    for words, verdict in (VERDICTS | (extra or {})).items():
        start = prose.text.index(words)
        ground = Ground(
            Holding.HELD, "invented", "invented:1", "Z/INV/31/4", say, "2031-05-04", "Nobody", "https://example.invalid/1", "ab" * 32
        )
        claims.append(
            Claim(words, start, start + len(words), ClaimKind.TALLY, verdict, say, (ground,), ("Z/INV/31/4",), "the symbol Z/INV/31/4",
                  words, "what the record has", "one member did not vote")
        )  # fmt: skip
    claims.sort(key=lambda claim: (claim.start, claim.end))
    counts = {verdict.value: sum(claim.verdict == verdict for claim in claims) for verdict in Verdict}
    return Checked(prose.text, "en", tuple(claims), 1, prose.notes, counts), prose
