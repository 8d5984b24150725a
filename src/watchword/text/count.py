"""Count words and characters: the denominators of every rate."""

import numpy as np

_HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))


def count_words(text: str) -> int:
    """Return the number of runs of non-white space: words for alphabetic scripts."""
    return len(text.split())


def count_han(text: str) -> int:
    """Return the number of Han characters, the unit in which Chinese is measured."""
    points = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    return sum(int(((points >= first) & (points <= last)).sum()) for first, last in _HAN)
