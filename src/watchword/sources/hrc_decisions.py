"""What a catalogue record of the Human Rights Council's votes says was put to the vote, and what became of it.

The catalogue has no field for either: they are in its own words (title, statement of responsibility, note on the draft,
type of vote). Every rule here reads such words; where they contradict each other the answer is "unknown" and an issue.
"""

import re
from dataclasses import dataclass

from watchword.model import Issue, Outcome, Question
from watchword.sources.ballots import Recorder, Totals

_TAIL = re.compile(r"\s*:?\s*\b(resolution|decision|amendment|presidential statement)\s*/\s*$", re.IGNORECASE)
_NO_ACTION = re.compile(r"\bno[ -]action\b|\bmotion\b", re.IGNORECASE)
# "See paragraph 24 of the sessional report" and "E/1985/22 (para. 8)" say where to look, not what was voted.
_PARAGRAPH = re.compile(
    r"\b(?:operative|preambular) paragraph|(?<!see )(?<!\()\bpara(?:graph)?s?\b\.?\s*\(?\w{1,4}\)?"
    r"(?! (?:of|in) the (?:sessional|meeting)| in sessional)",
    re.IGNORECASE,
)
_PLACE_ONLY = re.compile(r"(?:see\b|decisions? made\b|transmitted\b)|[\w./-]+\s*(?:\([^)]*\)\s*)?-?\s*$", re.IGNORECASE)
_DRAFT = re.compile(r"draft (?:resolution|decision|decsion|presidential statement|amendment)s?\s+(?P<rest>[AES]/.*)", re.I)
_AMENDMENT = re.compile(r"(?:draft )?amendment\s+(?P<symbol>\S+)\s*(?P<middle>.*?)\s*\bto\s+(?:the\s+)?draft\s+\w+\s+"
                        r"(?P<target>\S+)(?P<rest>.*)", re.IGNORECASE)  # fmt: skip
_REVISED = re.compile(r"\bas (?:further )?(?:orally )?(?:amended|revised)\b", re.IGNORECASE)
_SAID = (
    (re.compile(r"\bno[ -]action\b", re.IGNORECASE), None),
    (re.compile(r"\bnot (?:considered|acted upon|taken up)\b", re.IGNORECASE), Outcome.NOT_CONSIDERED),
    (re.compile(r"\bwithdrawn\b", re.IGNORECASE), Outcome.WITHDRAWN),
    (re.compile(r"\b(?:rejected|not adopted|defeated)\b", re.IGNORECASE), Outcome.REJECTED),
    (re.compile(r"\badopted without a? ?vote\b", re.IGNORECASE), Outcome.WITHOUT_VOTE),
    (re.compile(r"\badopted\b", re.IGNORECASE), Outcome.ADOPTED),
)
_SERIES = re.compile(r"/(?:RES|DEC|PRST)")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a record that say what was decided, white space evened out."""

    symbol: str
    title: str
    statement: str
    draft: str
    vote_type: str


def strip_title(title: str) -> str:
    """Return the title without the catalogue's tail (" : resolution /")."""
    return _TAIL.sub("", title).strip()


def read_question(wording: Wording) -> Question:
    """Say what was put to the vote."""
    tail = _TAIL.search(wording.title)
    kind = tail[1].lower() if tail else ""
    if _NO_ACTION.search(wording.draft):
        return Question.MOTION
    if kind == "amendment" or _AMENDMENT.match(wording.draft):
        return Question.AMENDMENT
    if "PARAGRAPH" in wording.symbol.upper() or _PARAGRAPH.search(wording.draft):
        return Question.PARAGRAPH
    if kind or wording.draft.lower().startswith("draft") or _SERIES.search(wording.symbol):
        return Question.ADOPTION
    return Question.UNKNOWN


def read_text_voted(wording: Wording, question: Question) -> str:
    """Return what lay before the body as the record prints it ("A/HRC/37/L.36 as amended"); "" where it does not say.

    A page of a report, a meeting record or an annex is where to look, not the text voted.
    """
    amendment = _AMENDMENT.match(wording.draft)
    if amendment:
        revised = _REVISED.search(amendment["middle"] + amendment["rest"])
        text = f"{amendment['symbol']} {revised[0]}" if revised else amendment["symbol"]
        return f"no action on {text}" if question is Question.MOTION else text
    draft = _DRAFT.match(wording.draft)
    if draft:
        return draft["rest"]
    if question is Question.AMENDMENT:
        return wording.symbol
    return "" if _PLACE_ONLY.match(wording.draft) else wording.draft


def read_amended(wording: Wording) -> tuple[str, str]:
    """Return the symbols of an amendment and of the draft it amends as the record's note prints them, or blanks."""
    found = _AMENDMENT.match(wording.draft)
    return (found["symbol"].rstrip(".,"), found["target"].rstrip(".,")) if found else ("", "")


def decide_outcome(wording: Wording, official: Totals, counted: Totals | None, recorder: Recorder) -> tuple[Outcome, list[Issue]]:
    """Say what became of the text, and what is doubtful about that.

    `counted` are the ballots where there is a roll call. The rules, in order, are in the source's notes.
    """
    kind = wording.vote_type.upper()
    for word, outcome in (("ADOPTED WITHOUT", Outcome.WITHOUT_VOTE), ("WITHDRAWN", Outcome.WITHDRAWN),
                          ("NOT CONSIDERED", Outcome.NOT_CONSIDERED)):  # fmt: skip
        if kind.startswith(word):
            return outcome, _doubt_totals(wording, official, recorder)
    if kind.startswith(("RECORDED", "NON-RECORDED")):
        return _decide_vote(wording, official, counted, recorder)
    found = wording.vote_type or "a blank"
    return Outcome.UNKNOWN, [recorder.issue("a type of vote that is not known; the outcome is unknown", "RECORDED, "
                             "NON-RECORDED, ADOPTED WITHOUT VOTE, WITHDRAWN or NOT CONSIDERED", found)]  # fmt: skip


def _doubt_totals(wording: Wording, official: Totals, recorder: Recorder) -> list[Issue]:
    if official.carried is None:
        return []
    return [recorder.issue("totals are given for a text that was not voted", wording.vote_type, official.words())]


def _decide_vote(wording: Wording, official: Totals, counted: Totals | None, recorder: Recorder) -> tuple[Outcome, list[Issue]]:
    said = _read_said(wording)
    carried = official.carried
    by_totals = None if carried is None else (Outcome.ADOPTED if carried else Outcome.REJECTED)
    if said in (Outcome.ADOPTED, Outcome.REJECTED):
        if by_totals in (None, said):
            return said, []
        problem = "the record's word and its totals differ; the word is taken"
        return said, [recorder.issue(problem, f"{said.value}: {wording.draft}", official.words())]
    if by_totals is None:
        if said:
            return said, []
        words = f"{wording.vote_type}; {wording.statement}; {wording.draft}"
        return Outcome.UNKNOWN, [recorder.issue("no totals and no word on the outcome; it is unknown", "totals", words)]
    doubt = _find_doubt(wording, said, by_totals, counted)
    if doubt:
        return Outcome.UNKNOWN, [recorder.issue(f"{doubt}; the outcome is unknown", "one outcome", official.words())]
    return by_totals, []


def _read_said(wording: Wording) -> Outcome | None:
    if wording.statement.lower().startswith("rejected"):
        return Outcome.REJECTED
    for pattern, outcome in _SAID:
        if pattern.search(wording.draft):
            return outcome
    for pattern, outcome in _SAID:
        if outcome in (Outcome.ADOPTED, Outcome.REJECTED) and pattern.search(wording.vote_type):
            return outcome
    return None


def _find_doubt(wording: Wording, said: Outcome | None, by_totals: Outcome, counted: Totals | None) -> str:
    if said:
        return f"totals of a vote on a text that the record says was {said.value}: {wording.draft}"
    if by_totals is Outcome.REJECTED and _SERIES.search(wording.symbol) and "/L." not in wording.symbol:
        return "the totals say rejected and the symbol is that of an adopted text"
    if counted is not None and counted.carried is not (by_totals is Outcome.ADOPTED):
        return "the totals and the ballots point different ways"
    return ""
