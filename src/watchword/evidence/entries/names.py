"""Positions and regional groups that a claim's words name: what the record must agree with beside the figures."""

import re

from watchword.evidence.prose.vocabulary import vocabulary

NOT_A_MEMBER = "not a member"
_NO_SEAT = re.compile(r"\b(?:no seat|not a member|without a seat|was no member)\b", re.IGNORECASE)
# Words that name a position and count nobody: "from abstention to a vote against".
_MORE = {"abstain": re.compile(r"\babstention\b", re.IGNORECASE), "yes": re.compile(r"\b(?:yes|in favou?r)\b", re.IGNORECASE),
         "no": re.compile(r"\bagainst\b", re.IGNORECASE), "absent": re.compile(r"\babsen(?:t|ce)\b", re.IGNORECASE)}  # fmt: skip
_GROUPS = {
    "African": r"\bAfrican\b",
    "Asia-Pacific": r"\bAsia[- ]Pacific\b",
    "Eastern European": r"\bEastern European\b",
    "Latin American and Caribbean": r"\b(?:Latin American|Caribbean)\b",
    "Western European and other": r"\bWestern European\b",
}


def compare_groups(words: str, group: str) -> str:
    """Return "" where the words name no other regional group, else what is expected and found."""
    others = [name for name, pattern in _GROUPS.items() if name != group and re.search(pattern, words)]
    return f"expected {group}; found {others[0]}" if others else ""


def find_positions(words: str, language: str, *, seats: bool = False) -> list[str]:
    """Return the positions that the words name, each once, in no order; with `seats` also that a state had no seat."""
    prose = vocabulary(language)
    found = [NOT_A_MEMBER] if seats and _NO_SEAT.search(words) else []
    left = _NO_SEAT.sub(" ", words)
    for side in ("abstain", "absent", "no", "yes"):
        patterns = (prose.verbs[side], prose.sides[side], _MORE[side])
        if any(pattern.search(left) for pattern in patterns):
            found.append(side)
        for pattern in patterns[:1]:
            left = pattern.sub(" ", left)
    return found
