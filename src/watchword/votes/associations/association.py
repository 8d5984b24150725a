"""Do states with a property vote otherwise than states without it: differences, with what is held fixed, never a cause.

The votes are a census. An interval here answers another question: how much the difference would move had other states like these
been the ones with the property. It takes the answers of one state as dependent (errors clustered by state), and is given
only with enough states on both sides.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from watchword.errors import NotHeld, UsageError
from watchword.states import name_of, resolve
from watchword.store.base import View
from watchword.votes.associations.contrasts import (
    MODELS,
    SAME_STATE,
    Sample,
    gather_answers,
    lay_out_days,
    measure_difference,
    score_answers,
)
from watchword.votes.associations.properties import Held, read_properties
from watchword.votes.associations.regression import Array, adjust_holm
from watchword.votes.roll_calls import RollCalls, Scope, gather_roll_calls, summarise

FINDER = "votes.association/1"
# Clustered errors are too small with fewer clusters than this on a side (Cameron, Gelbach and Miller 2008): no interval then.
LEAST_STATES = 10
OUTCOMES = ("yes", "no", "support", "like")


@dataclass(frozen=True, slots=True)
class AssociationRow:
    """One difference: the mean outcome of answers given with the property less that of answers without, what `model` names held fixed.

    `error`, `low`, `high`, `p` are clustered by state (None where `note` says why), `p_holm` is adjusted for all tests of the answer.
    `states_with` and `states_without` had it in at least one vote used, or lacked it in one; `changed` did both. `if_already` and
    `if_not_yet` are the difference with every answer of uncertain date counted as with, or without, the property.
    """

    property: str
    outcome: str
    model: str
    difference: float | None
    error: float | None
    low: float | None
    high: float | None
    p: float | None
    p_holm: float | None
    if_already: float | None
    if_not_yet: float | None
    mean_with: float | None
    mean_without: float | None
    answers_with: int
    answers_without: int
    states_with: int
    states_without: int
    changed: int
    note: str


@dataclass(frozen=True, slots=True)
class Association:
    """Differences by property and model; `excluded` names the states in no comparison and why, `uncertain` counts the answers
    given on days of which it is not known whether the property was already in force.
    """

    rows: tuple[AssociationRow, ...]
    properties: tuple[str, ...]
    outcome: str
    like: str
    excluded: dict[str, str]
    uncertain: int
    said: str
    votes_used: dict[str, Any]
    basis: str
    cautions: tuple[str, ...]


def associate(view: View, scope: Scope, *, property: str, value: str = "", outcome: str = "yes", like: str = "") -> Association:
    """Return how the votes of states with a property differ from those without, in the votes of `scope`.

    `outcome` is "yes" or "no" (its share of the answers), "support" (yes 1, abstain a half, no 0), or "like" with a state: the share
    of answers that are that state's. Raises `NotHeld` for a property or votes that are not held, `UnknownState`, and `UsageError`.
    """
    reference = resolve(like).code if like else ""
    outcome = "like" if like else outcome
    if outcome not in OUTCOMES or (outcome == "like" and not like):
        raise UsageError(f"an outcome is {', '.join(OUTCOMES[:-1])}, or like with a state, found {outcome!r}")
    held = read_properties(view, property, value)
    return compare_answers(gather_roll_calls(view, scope), held, outcome, reference, view.settings.confidence)


def compare_answers(calls: RollCalls, held: Sequence[Held], outcome: str, reference: str, confidence: float) -> Association:
    """Return the association of each property in `held` with the answers in `calls`; arguments as for `associate`."""
    if not calls.votes:
        raise NotHeld(calls.basis())
    scores = score_answers(calls, outcome, reference)
    days = lay_out_days(calls)
    outside = {state: reason for each in held for state, reason in each.doubtful.items() if state in calls.states}
    excluded = dict(sorted(outside.items())) | ({reference: "the state that the others are compared with"} if reference else {})
    scores[:, [calls.states.index(state) for state in excluded if state in calls.states]] = np.nan
    rows: list[AssociationRow] = []
    uncertain = 0
    for each in held:
        sample = gather_answers(calls, scores, days, each)
        uncertain += int(np.isnan(sample.had).sum())
        rows += [_compare(each.label, outcome, model, sample, confidence) for model in MODELS]
    adjusted = iter(adjust_holm([row.p for row in rows if row.p is not None]))
    rows = [row if row.p is None else replace(row, p_holm=float(f"{next(adjusted):.3g}")) for row in rows]
    return Association(
        rows=tuple(rows),
        properties=tuple(each.label for each in held),
        outcome=outcome,
        like=reference,
        excluded=excluded,
        uncertain=uncertain,
        said="; ".join(sorted({each.said for each in held})),
        votes_used=summarise(calls),
        basis=calls.basis(),
        cautions=_cautions(held, len([row for row in rows if row.p is not None]), excluded, uncertain, confidence),
    )


def _compare(label: str, outcome: str, model: str, sample: Sample, confidence: float) -> AssociationRow:
    """Measure one difference; what cannot be measured is None with a note."""
    sure = sample.keep(~np.isnan(sample.had))
    with_it, without = (sure.keep(sure.had == side) for side in (1, 0))
    having, lacking = set(with_it.state.tolist()), set(without.state.tolist())
    slope = measure_difference(sure, model, confidence)
    # The two models of a state by itself rest on the states that changed; the others on states of either kind.
    within = model in (SAME_STATE, "state and year fixed")
    least = len(having & lacking) if within else min(len(having), len(lacking))
    note = ""
    if slope is None:
        note = "no state both had and lacked it" if within and not having & lacking else "it does not vary within what is held fixed"
    elif least < LEAST_STATES:
        counted = f"{least} state{'' if least == 1 else 's'}"
        note = f"no interval: {counted} {'changed' if within else 'on the smaller side'}, fewer than {LEAST_STATES}"
    elif np.isnan(slope.p):
        note = "no interval: what is left does not vary"
    bounded = slope is not None and len(sure.had) < len(sample.had)
    ends = [
        measure_difference(replace(sample, had=np.where(np.isnan(sample.had), fill, sample.had)), model, confidence) if bounded else slope
        for fill in (1, 0)
    ]
    shown = None if note else slope
    return AssociationRow(
        property=label, outcome=outcome, model=model, difference=_round(slope.value if slope else None),
        error=_round(shown.error if shown else None), low=_round(shown.low if shown else None), high=_round(shown.high if shown else None),
        p=float(f"{shown.p:.3g}") if shown else None, p_holm=None,
        if_already=_round(ends[0].value if ends[0] else None), if_not_yet=_round(ends[1].value if ends[1] else None),
        mean_with=_mean(with_it.outcome), mean_without=_mean(without.outcome),
        answers_with=len(with_it.outcome), answers_without=len(without.outcome),
        states_with=len(having), states_without=len(lacking), changed=len(having & lacking), note=note,
    )  # fmt: skip


def _mean(values: Array) -> float | None:
    return _round(float(values.mean())) if len(values) else None


def _round(value: float | None) -> float | None:
    return None if value is None or np.isnan(value) else round(value, 6)


def _cautions(held: Sequence[Held], tests: int, excluded: dict[str, str], uncertain: int, confidence: float) -> tuple[str, ...]:
    said = [
        "an association, not a cause: what made a state take the property may also make it vote as it does",
        f"a roll call is a census: the {confidence:.0%} intervals are no margin of error of the votes; they take the states as "
        "drawn from states like them, of which the null says that those with the property vote as the others do (clustered by state)",
    ]
    if tests > 1:
        said.append(f"{tests} differences were tested together: their p values are adjusted for that (Holm 1979)")
    if any(not each.by_group for each in held):
        said.append("a state that the table does not name is counted as without the property")
    reasons: dict[str, list[str]] = {}
    for state, reason in excluded.items():
        reasons.setdefault(reason, []).append(name_of(state))
    said += [f"in no comparison: {', '.join(sorted(names))} ({reason})" for reason, names in sorted(reasons.items())]
    if uncertain:
        said.append(f"{uncertain:,} answers were given in a month in which the property began or ended; they are left out, and counted "
                    "once as answers with it (if already) and once as answers without (if not yet)")  # fmt: skip
    return tuple(said)
