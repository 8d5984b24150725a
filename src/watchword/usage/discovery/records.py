"""What discovery answers with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attested:
    """The earliest document with a candidate: its date, title, states, the words as they stand there, and whose wording they are."""

    document: str
    date: str
    title: str
    states: tuple[str, ...]
    quote: str
    translated: str


@dataclass(frozen=True, slots=True)
class YearCount:
    """The documents of one year of the window, and those of them with the candidate."""

    year: int
    documents: int
    documents_with: int


@dataclass(frozen=True, slots=True)
class Variant:
    """A longer or shorter sequence merged into a candidate: its folded words, and the documents of the window that hold it."""

    words: str
    documents_with: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate.

    `rank` counts from 1 among what is shown; `id` names the words for good. `words` are as the texts write them, `folded` as they are
    compared. `documents_with` of `documents` in the window hold them (`share` with its Wilson interval), `reference_with` of
    `reference_documents` in the reference; `uses` counts the window's uses. `log_likelihood` (documents), `log_ratio` (bits) and
    `false_discovery` (share) say how unusual that is; `cohesion`, `freedom_left`, `freedom_right` (bits), `neighbours_left` and
    `neighbours_right` how fixed; `states`, `days` and `years` how it spread (`states` null where none is known), and `rising` whether
    the later half of the window has the greater share (null in a single year). `edges` is the share of uses in the first or last tenth
    of a document. `score` orders. `held_down` names a rule, `suspected_name` says that a Chinese name is in it, `listed` the
    formulations of the lexicon with these words. `reasons` say it in sentences; `first` is the earliest use in what was looked through.
    """

    rank: int
    id: str
    words: str
    folded: str
    language: str
    score: float
    documents: int
    documents_with: int
    share: float
    share_low: float
    share_high: float
    reference_documents: int
    reference_with: int
    uses: int
    log_likelihood: float
    log_ratio: float
    false_discovery: float
    cohesion: float
    freedom_left: float
    freedom_right: float
    neighbours_left: int
    neighbours_right: int
    states: int | None
    days: int
    years: tuple[YearCount, ...]
    rising: bool | None
    edges: float
    held_down: str
    suspected_name: bool
    listed: tuple[str, ...]
    merged: tuple[Variant, ...]
    reasons: tuple[str, ...]
    first: Attested


@dataclass(frozen=True, slots=True)
class Hidden:
    """How many candidates a rule holds down."""

    rule: str
    candidates: int


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was looked through, what was left out and why, and the candidates shown.

    `recurring` sequences recurred in the window, `tested` of them were fixed in their words, `found` candidates were left after
    keyness and merging; of those `hidden` (by the rule that holds them down) and `listed` are not shown unless asked for. `undated`
    documents and `repeated` paragraphs (the same on the same day) were not read.
    """

    source: str
    language: str
    window_from: str
    window_to: str
    window_documents: int
    reference_from: str
    reference_to: str
    reference_documents: int
    undated: int
    repeated: int
    recurring: int
    tested: int
    found: int
    hidden: tuple[Hidden, ...]
    listed: int
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Showing:
    """How many candidates to show (0: all), and whether those that are held down, and those already listed, are among them."""

    top: int = 20
    held: bool = False
    listed: bool = False
