"""The records of the truth set: a statement with its label, and a phrasing that makes statements."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """A text of one to three sentences that says one thing to be judged, true or false by the record.

    `target` is the span (code points of `text`) of the detail that it turns on, and `wrong` says what is wrong with it ("" where it is
    true). `kind` is a `ClaimKind`'s value, or "none" for a text in which there is nothing to check. `votes` are the symbols it is about;
    `phrasing` names the words it was made with, `tie` how it names its text. All details besides the target are true.
    """

    id: str
    language: str
    text: str
    kind: str
    true: bool
    wrong: str
    target: tuple[int, int]
    votes: tuple[str, ...]
    phrasing: str = ""
    tie: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A way to name a text: `before` are sentences that come first, `noun` what stands in the statement itself, as inside a sentence.

    `gender` is the noun's ("f" or "m", where the language has them) and `states` what the frame already says: any of "symbol",
    "title", "year", "date", "session", "body".
    """

    name: str
    language: str
    noun: str
    states: frozenset[str]
    before: str = ""
    gender: str = "f"


@dataclass(frozen=True, slots=True)
class Phrasing:
    """Words for a kind of statement. Names in braces are filled in; what stands in brackets is the target where no slot is.

    `{it}` and `{It}` take a frame (`It` at a sentence's beginning). `asserts` says what the words themselves claim: "yes", "no" or
    "abstain" for positions and trends, "vote" or "consensus" for outcomes, "rise" or "fall" after a position for trends.
    """

    kind: str
    language: str
    name: str
    text: str
    asserts: str = ""


def make_frame(language: str, name: str, noun: str, states: str, before: str = "", gender: str = "f") -> Frame:
    """Return a frame; `states` are words with blanks between them."""
    return Frame(name, language, noun, frozenset(states.split()), before, gender)


def make_phrasings(language: str, kind: str, *texts: str, asserts: str = "") -> list[Phrasing]:
    """Return the phrasings of one kind that assert the same, each with a name of its own."""
    mark = f"{asserts.replace(' ', '-')}-" if asserts else ""
    return [Phrasing(kind, language, f"{mark}{number}", text, asserts) for number, text in enumerate(texts)]
