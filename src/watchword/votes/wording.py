"""Whether the texts of two votes differ, where one source holds both in one language."""

from collections import Counter

from watchword.store.base import CITED_ONLY, View
from watchword.votes.record import Vote


def compare_wording(view: View, first: Vote, second: Vote) -> str:
    """Say how many paragraphs of the second text stand word for word in the first (by hash), or that this cannot be said.

    Only texts from one source and in one language are compared, since sources cut paragraphs differently; cited extracts are no texts.
    """
    pairs = view.rows(
        """SELECT a.id AS before, b.id AS after, a.language AS language, a.source AS source
           FROM documents a JOIN documents b ON a.source = b.source AND a.language = b.language
           WHERE a.symbol = ? AND b.symbol = ? AND a.source != ? AND a.paragraphs > 0 AND b.paragraphs > 0
           ORDER BY a.language != 'en', a.language, a.source, a.id, b.id LIMIT 1""",
        [first.name, second.name, CITED_ONLY],
    )
    if not pairs:
        return "the wording of the two texts is not compared: no source holds both texts in one language"
    pair = pairs[0]
    before, after = (
        Counter(row["hash"] for row in view.rows("SELECT text_sha256 AS hash FROM paragraphs WHERE document = ?", [pair[side]]))
        for side in ("before", "after")
    )
    return (
        f"{(before & after).total()} of {after.total()} paragraphs of {second.name} are the same word for word as one of the "
        f"{before.total()} of {first.name} ({pair['language']}, {pair['source']})"
    )
