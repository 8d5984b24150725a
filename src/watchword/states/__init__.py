"""States: any spelling or code to one code on its date, regional groups, and dated seats in United Nations bodies.

`resolve` and `resolve_list` read what records print; `state` and `name_of` answer for our own codes; `group_of`,
`memberships`, `members`, `sitting` and `is_member` are dated facts. The data are TOML files beside this module, read at first use.
"""

from watchword.states.groups import group_of
from watchword.states.lists import resolve_list
from watchword.states.places import place_of
from watchword.states.reading import resolve
from watchword.states.seats import is_member, members, memberships, sitting
from watchword.states.table import State, all_states, name_of, state

__all__ = [
    "State",
    "all_states",
    "group_of",
    "is_member",
    "members",
    "memberships",
    "name_of",
    "place_of",
    "resolve",
    "resolve_list",
    "sitting",
    "state",
]
