"""Sponsors and additional sponsors as the steps of the publisher's workflow name them."""

import re

from watchword import states
from watchword.model import Actor, Issue, Role
from watchword.sources.un_akoma_ntoso_header import Header, Place

_ON_BEHALF = re.compile(r"\(\s*(on behalf of (?:[^()]|\([^()]*\))*)\)\.?", re.IGNORECASE)
_BODY = re.compile(
    r"\b(submitted|introduced|Committee|Chair|Vice-Chair|Rapporteur|President|Bureau|pursuant|report|letter)\b",
    re.IGNORECASE,
)
_REMOVED = re.compile(
    r"[.,;]?\s*[-–]?\s*(?:(?P<who>[^-–.,;]+?)\s+(?:was|were) removed|Removes (?P<whom>.+?))"
    r" from the list of sponsors.*",
    re.DOTALL,
)


def read_sponsors(header: Header, date: str, place: Place) -> tuple[tuple[Actor, ...], list[Issue]]:
    """Return sponsors and additional sponsors of the steps; a name that is no state is kept without a code."""
    actors: list[Actor] = []
    issues: list[Issue] = []
    for step in header.steps:
        outcome, by = step.get("outcome") or "", " ".join((step.get("by") or "").split())
        if not by or outcome not in {"draftResolution", "draftDecision", "draftResolutionAdditionalSponsors"}:
            continue
        role = Role.ADDITIONAL_SPONSOR if outcome.endswith("AdditionalSponsors") else Role.SPONSOR
        if removed := _REMOVED.search(by):
            by = by[: removed.start()]
            issues.append(place.issue(f"step {outcome}", "left the sponsors", "names of sponsors", removed["who"] or removed["whom"]))
        actors += _sponsors_of(by, role, date)
        unknown = [each.name for each in actors if not each.state and each.role is role and not _BODY.search(each.name)]
        issues += [place.issue(f"step {outcome}", "sponsor is no known state", "a state", name) for name in unknown]
    return tuple(dict.fromkeys(actors)), issues


def _sponsors_of(by: str, role: Role, date: str) -> list[Actor]:
    behalf = [Actor(" ".join(whom.split()), Role.ON_BEHALF_OF) for whom in _ON_BEHALF.findall(by)]
    by = _ON_BEHALF.sub("", by).strip()
    if _BODY.search(by):
        return [Actor(by, role), *behalf]
    known, unknown = states.resolve_list(by, on=date)
    return [Actor(each.name, role, each.code) for each in known] + [Actor(name, role) for name in unknown] + behalf
