"""How near earlier votes are to one that is to come, and how alike states have voted: the weights with which the past is counted."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from watchword.votes.forecasting.history import History

# An earlier vote counts half after four years.
_HALF_LIFE = 4 * 365.25
# Two states start from how alike their groups have voted, as if over five votes; groups from all states, as if over twenty.
_PAIR, _GROUPS = 5.0, 20.0
# Like-mindedness falls off as this power of the share of like answers.
_LIKE_MINDED = 8
# Two sponsors that voted alike in no more than this share of votes have nothing in common.
_STRANGERS = 0.4

Floats = NDArray[np.float64]


class Likeness:
    """Titles, subjects, words and sponsors of a history as tables, and the weights of its earlier votes."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._words = _tabulate([text.words for text in history.texts])
        self._subjects = _tabulate([text.subjects for text in history.texts])
        self._sponsors = sorted({code for text in history.texts for code in text.sponsors})
        self._sponsored = _tabulate([text.sponsors for text in history.texts])
        # Votes of one day on one title and kind of question are one occasion, whatever their number.
        occasions = list(zip(history.last.tolist(), history.titles.tolist(), history.kinds.tolist(), strict=True))
        size = Counter(occasions)
        self._occasion = np.array([1.0 / size[occasion] for occasion in occasions])

    def weigh(self, at: int, agreement: Floats) -> tuple[Floats, Floats]:
        """Return the weights of the votes before `at`: of its kind (6, earlier) and of other kinds (2, earlier).

        Of its kind: all alike; by like sponsors; by subject; by words; by title; by like sponsors and words. Of others: by title;
        by words. `agreement` (states, states) says how alike sponsors have voted.
        """
        history = self._history
        earlier = history.count_earlier(history.first[at])
        age = 0.5 ** ((history.first[at] - history.last[:earlier]) / _HALF_LIFE) * self._occasion[:earlier]
        same = history.kinds[:earlier] == history.kinds[at]
        mine, others = age * same, age * ~same
        title = (history.titles[:earlier] == history.titles[at]) & (history.titles[at] >= 0)
        words, subject = _cosine(self._words, at, earlier), _cosine(self._subjects, at, earlier)
        sponsors = self._compare_sponsors(at, earlier, agreement)
        return (
            np.stack([mine, mine * sponsors, mine * subject, mine * words**2, mine * title, mine * sponsors * words]),
            np.stack([others * title, others * words**2]),
        )

    def _compare_sponsors(self, at: int, earlier: int, agreement: Floats) -> Floats:
        """Return how alike the sponsors of earlier votes have voted to those of `at`: 0 to 1, 0 where either's are not known."""
        column = {state: place for place, state in enumerate(self._history.states)}
        known = [place for place, code in enumerate(self._sponsors) if code in column]
        columns = [column[self._sponsors[place]] for place in known]
        alike = np.full((len(self._sponsors), len(self._sponsors)), _STRANGERS)
        alike[np.ix_(known, known)] = agreement[np.ix_(columns, columns)]
        np.fill_diagonal(alike, 1.0)
        mine = self._sponsored[[at], : len(self._sponsors)].toarray().ravel()
        theirs = self._sponsored[:earlier, : len(self._sponsors)]
        pairs = mine.sum() * np.asarray(theirs.sum(axis=1)).ravel()
        mean = np.divide(np.asarray(theirs @ (alike @ mine)).ravel(), pairs, out=np.zeros(earlier), where=pairs > 0)
        return np.asarray(np.maximum(0.0, (mean - _STRANGERS) / (1 - _STRANGERS)) ** 2)


def _tabulate(sets: Sequence[frozenset[str]]) -> sparse.csr_matrix:
    """Return a table of ones, a row a set and a column a member, in alphabetical order; at least one column."""
    names = {name: at for at, name in enumerate(sorted({name for members in sets for name in members}))}
    cells = [(row, names[name]) for row, members in enumerate(sets) for name in sorted(members)]
    rows, columns = np.array(cells, dtype=np.int64).reshape(-1, 2).T
    return sparse.csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(sets), max(1, len(names))))


def _cosine(table: sparse.csr_matrix, at: int, earlier: int) -> Floats:
    """Return the cosine of each earlier row with row `at`, columns weighted by how rare they were until then (log(1 + n / (1 + df)))."""
    past = table[:earlier]
    rarity = np.log1p(earlier / (1 + np.asarray(past.sum(axis=0)).ravel()))
    mine = table[[at]].toarray().ravel() * rarity
    length = np.sqrt(mine.sum() * np.asarray(past @ rarity).ravel())
    return np.asarray(np.divide(np.asarray(past @ mine).ravel(), length, out=np.zeros(earlier), where=length > 0))


def smooth_agreement(same: Floats, shared: Floats, groups: NDArray[np.str_]) -> Floats:
    """Return how alike states have voted, (states, states) in 0 to 1: shares of like answers, shrunk to those of their groups.

    `same` and `shared` count votes in which both answered alike, and at all.
    """
    names = np.unique(groups)
    inside = np.array([groups == name for name in names], dtype=np.float64)
    overall = (same.sum() + 4) / (shared.sum() + 10)
    between = (inside @ same @ inside.T + overall * _GROUPS) / (inside @ shared @ inside.T + _GROUPS)
    found = (same + inside.T @ between @ inside * _PAIR) / (shared + _PAIR)
    np.fill_diagonal(found, 1.0)
    return np.asarray(found)


def weigh_states(agreement: Floats) -> Floats:
    """Return the weights with which states' answers stand for each other's, (states, states), 1 for a state's own."""
    return np.asarray(agreement**_LIKE_MINDED)
