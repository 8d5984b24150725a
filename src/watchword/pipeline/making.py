"""What made a figure: its finder and version, the program, the lexicon, the version of the workspace; and its name for `why`."""

from collections.abc import Mapping
from typing import Any

from watchword import __version__
from watchword.evidence.naming import name_series, name_shift, name_tally, name_usage
from watchword.lexicon.records import MATCHER
from watchword.pipeline.opening import Reading
from watchword.usage import attestation, collocates, company, counts, following
from watchword.usage.parallel import renderings
from watchword.votes import shift, tally
from watchword.votes.associations import association
from watchword.votes.auditing import audit

# The finder behind each section of a trace.
FINDERS = {
    "origin": attestation.FINDER, "spread": counts.FINDER, "following": following.FINDER, "company": company.FINDER,
    "collocates": collocates.FINDER, "renderings": renderings.FINDER, "votes": tally.FINDER, "shifts": shift.FINDER, "audit": audit.FINDER,
    "association": association.FINDER,
}  # fmt: skip


def describe_making(reading: Reading, finders: Mapping[str, str]) -> dict[str, Any]:
    """Return what made an answer: `finders` by what each made, program, matcher, lexicon's SHA-256, and version of the workspace."""
    return {
        "program": f"watchword {__version__}", "version": reading.view.version, "until": reading.view.until, "matcher": MATCHER,
        "lexicon_sha256": reading.lexicon.sha256, "finders": dict(finders),
    }  # fmt: skip


def sign_trace(trace: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """Give a trace what made it, and each of its figures the name (`figure`) that `why` leads back to the archived bytes."""
    formulation = trace["formulation"]["id"]
    for row in trace["spread"]["by_year"]:
        row["figure"] = name_usage(formulation, {key: row[key] for key in ("source", "language", "year")})
    for row in trace["spread"]["by_state"]:
        where = {"source": row["source"], "language": row["language"], "actor": row["state"]}
        row["figure"] = name_usage(formulation, where) if row["holding"] == "held" else ""  # measured figures know no single states
    for row in trace["origin"]["series"]:
        row["figure"] = name_series(formulation, row["source"], row["language"])
    for series in trace["votes"]["series"]:
        for row in series["decisions"]:
            row["figure"] = name_tally(row["record"])
        for row in series["shifts"]:
            row["figure"] = name_shift(row["before"], row["after"])
    return trace | {"made": describe_making(reading, FINDERS)}
