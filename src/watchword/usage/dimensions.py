"""By what uses can be counted: what a document says of itself, of its actors, and the forms that its language has."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchword.errors import UsageError
from watchword.lexicon.records import Formulation
from watchword.model import SPEAKING_ROLES, SPONSORING_ROLES
from watchword.states import group_of
from watchword.store.base import View
from watchword.usage.offices import UNKNOWN, classify_offices

SPEAKING = ", ".join(f"'{role}'" for role in SPEAKING_ROLES)
SPONSORING = ", ".join(f"'{role}'" for role in SPONSORING_ROLES)
# What each dimension is in SQL, of `documents d`, `a` (an actor: state, office class, regional group) and `f` (a form).
DIMENSIONS = {
    "year": "d.year",
    "month": "CASE WHEN length(d.date) >= 7 THEN substr(d.date, 1, 7) ELSE '' END",
    "organ": "d.organ",
    "language": "d.language",
    "source": "d.source",
    "kind": "d.kind",
    "session": "d.session",
    "actor": "coalesce(a.state, '')",
    "sponsor": "coalesce(a.state, '')",
    "group": "coalesce(a.grouped, '')",
    "office": f"coalesce(a.class, '{UNKNOWN}')",
    "form": "f.form",
}
_OF_STATES = ("actor", "sponsor", "group")


@dataclass(frozen=True, slots=True)
class Grouping:
    """The SQL of some dimensions: `columns` to select, `joins` to documents d, `use_form` the condition on a use (alias u), and the
    parameters of `joins` in order.
    """

    columns: str
    joins: str
    parameters: tuple[object, ...]
    by_form: bool


def group_documents(view: View, formulation: Formulation, by: Sequence[str]) -> Grouping:
    """Return the SQL that groups documents by these dimensions; raise `UsageError` for an unknown one, or for two that cannot cross."""
    for name in by:
        if name not in DIMENSIONS:
            raise UsageError(f"no dimension {name!r}; there are {', '.join(DIMENSIONS)}")
    if "actor" in by and "sponsor" in by:
        raise UsageError("actor and sponsor cannot be crossed: ask for one of them")
    joins, parameters = "", tuple[object, ...]()
    if {*_OF_STATES, "office"} & set(by):
        joins, parameters = _join_actors(view, by)
    if "form" in by:
        joins += """ JOIN (SELECT unnest(?::VARCHAR[]) AS form, unnest(?::VARCHAR[]) AS spoken) f
                      ON d.language = '' OR f.spoken = d.language"""
        parameters = (*parameters, [form.id for form in formulation.forms], [form.language for form in formulation.forms])
    columns = ", ".join(f'{DIMENSIONS[name]} AS "{name}"' for name in by)
    return Grouping(columns, joins, parameters, "form" in by)


def _join_actors(view: View, by: Sequence[str]) -> tuple[str, tuple[object, ...]]:
    """Return the join of each document with its actors' states, offices and groups, as far as they are asked for."""
    roles = SPONSORING if "sponsor" in by else SPEAKING
    shown, joined = [], ""
    parameters: tuple[object, ...] = ()
    if {"actor", "sponsor"} & set(by):
        shown.append("x.state AS state")
    if "office" in by:
        classes = classify_offices(view)
        shown.append(f"coalesce(o.class, '{UNKNOWN}') AS class")
        joined += " LEFT JOIN (SELECT unnest(?::VARCHAR[]) AS office, unnest(?::VARCHAR[]) AS class) o ON o.office = x.office"
        parameters = (*parameters, list(classes), list(classes.values()))
    if "group" in by:
        groups = groups_of_states(view, roles)
        shown.append("coalesce(g.grouped, '') AS grouped")
        joined += """ LEFT JOIN (SELECT unnest(?::VARCHAR[]) AS state, unnest(?::VARCHAR[]) AS date, unnest(?::VARCHAR[]) AS grouped) g
                      ON g.state = x.state AND g.date = e.date"""
        parameters = (*parameters, [key[0] for key in groups], [key[1] for key in groups], list(groups.values()))
    known = "x.state <> ''" if set(_OF_STATES) & set(by) else "(x.state <> '' OR x.office <> '')"
    return (
        f""" LEFT JOIN (SELECT DISTINCT e.id AS id, {", ".join(shown)} FROM (SELECT id, date, unnest(actors) AS x FROM documents) e {joined}
                        WHERE {known} AND x.role IN ({roles})) a ON a.id = d.id""",
        parameters,
    )


def groups_of_states(view: View, roles: str = SPEAKING) -> dict[tuple[str, str], str]:
    """Return the regional group of every (state, date) of an actor in these roles, as it was on that date; today's where undated."""
    rows = view.rows(
        f"""SELECT DISTINCT x.state AS state, date FROM (SELECT date, unnest(actors) AS x FROM documents)
            WHERE x.state <> '' AND x.role IN ({roles})"""
    )
    return {(row["state"], row["date"]): group_of(row["state"], row["date"]) for row in rows}
