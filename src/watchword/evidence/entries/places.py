"""Lines and columns of an entry's file, and errors that name them."""

from bisect import bisect_right

from watchword.errors import UnreadableInput

_SHOWN = 60


class Places:
    """Where offsets of a text are: lines and columns, counted from 1."""

    def __init__(self, source: str, file: str) -> None:
        """Note where the lines begin."""
        self.file = file
        self._starts = [0, *(at + 1 for at, sign in enumerate(source) if sign == "\n")]

    def of(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset."""
        line = bisect_right(self._starts, max(0, offset))
        return line, max(0, offset) - self._starts[line - 1] + 1

    def line(self, offset: int) -> int:
        """Return the line of an offset."""
        return self.of(offset)[0]

    def error(self, offset: int, expected: str, found: str) -> UnreadableInput:
        """Return the error of what stands at an offset."""
        line, column = self.of(offset)
        shown = found if len(found) <= _SHOWN else f"{found[:_SHOWN]}…"
        return UnreadableInput(self.file, f"line {line}, column {column}", expected, shown or "nothing")
