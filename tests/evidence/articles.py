"""The article about the first case, with the verdict that each of its claims should get, and the same article with errors planted.

`python -m tests.evidence.articles [planted]` prints it.
"""

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "article"


@dataclass(frozen=True, slots=True)
class Label:
    """A claim of the article: its span, its kind, the verdicts that are right, what a note must mention, and whether it is cited only."""

    quote: str
    start: int
    end: int
    kind: str
    verdicts: tuple[str, ...]
    note: str = ""
    cited: bool = False


def read_article(*, planted: bool = False) -> tuple[str, list[Label]]:
    """Return the article and its labels, in the order of the text; with `planted` the one with errors, each to be contradicted."""
    text = (_FOLDER / "article.md").read_text(encoding="utf-8")
    labels: dict[str, Any] = tomllib.loads((_FOLDER / "labels.toml").read_text(encoding="utf-8"))
    claims = [dict(claim) for claim in labels["claim"]]
    for error in labels["error"] if planted else ():
        if text.count(error["quote"]) != 1:
            raise ValueError(f"stands in the article {text.count(error['quote'])} times: {error['quote']!r}")
        text = text.replace(error["quote"], error["wrong"])
        claims = [claim for claim in claims if claim["quote"] != error["quote"]]
        claims.append({"quote": error["wrong"], "kind": error["kind"], "verdicts": ["contradicted"]})
    return text, sorted((_place(text, claim) for claim in claims), key=lambda label: label.start)


def _place(text: str, claim: dict[str, Any]) -> Label:
    if text.count(claim["quote"]) != 1:
        raise ValueError(f"stands in the article {text.count(claim['quote'])} times: {claim['quote']!r}")
    start = text.index(claim["quote"])
    values = {name: value for name, value in claim.items() if name != "verdicts"}
    return Label(**values, verdicts=tuple(claim["verdicts"]), start=start, end=start + len(claim["quote"]))


if __name__ == "__main__":
    sys.stdout.write(read_article(planted="planted" in sys.argv)[0])
