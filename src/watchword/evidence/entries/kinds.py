"""The kinds of claims: which records each names, which figures it may read, and which options it takes.

docs/entries.md has the same table for people; a test holds the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

MANY = 40
_EVERY = ("needs",)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of claim.

    `names` is what its records are called, in order; with `more` the last may be given several times. `figures` are the numbers it
    can read, `usual` those that are meant where none is named; `parts` says how many positions may stand behind a figure, with dots
    between them (`switched.abstain.no`). `required` and `options` are its keys.
    """

    names: tuple[str, ...]
    figures: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    more: bool = False
    parts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys that the kind takes."""
        return (*self.required, *self.options, *_EVERY)


POSITIONS = ("yes", "no", "abstain", "absent", "unknown")
_CORPUS = ("source", "language")

KINDS: dict[str, Kind] = {
    "vote": Kind(("SYMBOL",), ("yes", "no", "abstain", "absent", "missing", "members")),
    "group": Kind(("SYMBOL", "GROUP"), ("yes", "no", "abstain", "absent", "members")),
    "state": Kind(("SYMBOL", "STATE"), more=True),
    "series": Kind(("SYMBOL",), ("iteration", "decisions", "voted", "without-vote")),
    "shift": Kind(
        ("SYMBOL", "SYMBOL"),
        ("both", "same", "switched", "attendance", "gained", "lost", "before", "after", "change", "by-switchers", "by-attendance",
         "by-seats"),
        parts={
            **dict.fromkeys(("switched", "attendance"), (0, 2)), **dict.fromkeys(("gained", "lost"), (0, 1)),
            **dict.fromkeys(("before", "after", "change", "by-switchers", "by-attendance", "by-seats"), (1,)),
        },
    ),
    "date": Kind(("NAME",)),
    "title": Kind(("NAME",)),
    "former": Kind(("NAME",)),
    "symbol": Kind(("NAME",)),
    "sponsor": Kind(("NAME", "STATE"), more=True),
    "link": Kind(("NAME", "NAME"), required=("kind",)),
    "event": Kind(("DATE",), options=("match",)),
    "quote": Kind(("DOCUMENT",), required=("p", "hash"), options=("prefix", "suffix")),
    "attested": Kind(("DOCUMENT",), options=("formulation", "standing")),
    "first": Kind(("FORMULATION",), required=_CORPUS, options=("standing",)),
    "usage": Kind(
        ("FORMULATION",),
        ("documents-with", "documents", "uses", "share", "antecedent-documents", "antecedent-uses"),
        ("documents-with", "documents"),
        options=(*_CORPUS, "year"),
    ),
    "users": Kind(("FORMULATION",), ("states", "documents-with", "uses", "rank"), required=_CORPUS, options=("state",)),
    "company": Kind(
        ("FORMULATION", "FORMULATION"),
        ("documents-together", "expected", "ratio", "paragraphs-together"),
        ("documents-together",),
        options=("source",),
    ),
    "collocate": Kind(("FORMULATION", "WORD"), ("observed", "expected", "ratio", "documents"), ("observed",), required=("language",)),
    "rendering": Kind(("FORMULATION", "WORDS"), ("paragraphs", "of", "works"), ("paragraphs", "of"), required=("language",)),
}  # fmt: skip
