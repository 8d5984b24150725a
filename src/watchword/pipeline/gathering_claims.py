"""What stands behind an entry: its claims, each held against the records just now, and the records that they rest on."""

from typing import Any

from watchword.evidence.entries.judging import Built, Judged
from watchword.pipeline.claim_records import list_rests
from watchword.pipeline.entries import build_open
from watchword.pipeline.gathering import Finding, Gathered
from watchword.pipeline.opening import Reading


def gather_claims(reading: Reading, name: str) -> Gathered:
    """Return the claims of an entry as findings, with the records they rest on and the entry as it was built.

    Raise `NotHeld` for a name that no entry has. What does not hold is in the entry as built: the caller decides what to do.
    """
    built = build_open(reading, [name])[0]
    rests = {rest for span, claim in zip(built.entry.spans(), built.claims, strict=True) for rest in list_rests(reading, span, claim)}
    quoted = {rest.id for rest in rests if rest.quote}
    kept = sorted(
        (rest for rest in rests if rest.quote or rest.id not in quoted), key=lambda r: (r.table, r.id, r.paragraph, r.start, r.end)
    )
    findings = tuple(Finding(claim.id, claim.finder, claim.words, _describe(claim), claim.holding) for claim in built.claims)
    return Gathered(reading.lexicon.find(built.entry.head.formulation), findings, tuple(kept), built)


def list_notations(built: Built, text: str) -> list[dict[str, Any]]:
    """Return where each claim stands in its entry's file (code points) and its notation there; of a quotation its place and words too."""
    rows = []
    for claim in built.claims:
        places = [ground.evidence for ground in claim.evidence if claim.kind == "quote" and ground.evidence]
        quoted = {"document": places[0].document, "paragraph": places[0].paragraph, "quote": places[0].quote} if places else None
        rows.append({"id": claim.id, "line": claim.line, "start": claim.start, "end": claim.end,
                     "notation": text[claim.start : claim.end], "quoted": quoted})  # fmt: skip
    return rows


def list_faults(built: Built) -> list[str]:
    """Return a sentence for each claim that does not hold, and for each byte that is not as recorded."""
    return [
        *(
            f"{built.entry.file}, line {claim.line}: “{claim.words}” ({claim.id}): {claim.fault}"
            for claim in built.claims
            if not claim.holds
        ),
        *built.broken,
    ]


def _describe(claim: Judged) -> dict[str, Any]:
    grounds = [
        {"holding": ground.holding.value, "source": ground.source, "record": ground.record, "symbol": ground.symbol, "says": ground.says,
         "date": ground.date, "publisher": ground.publisher, "url": ground.url, "raw_sha256": ground.raw_sha256}
        for ground in claim.evidence
    ]  # fmt: skip
    return {
        "kind": claim.kind, "line": claim.line, "names": list(claim.names), "verdict": claim.verdict.value, "recorded": claim.recorded,
        "judgement": claim.judgement, "grounds": grounds,
    }  # fmt: skip
