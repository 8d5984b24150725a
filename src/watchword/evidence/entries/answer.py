"""What a record says of a claim: the figures in it held against the finders' own, with what the answer rests on."""

from dataclasses import dataclass

from watchword.evidence.claims import Ground, Verdict
from watchword.model import Holding


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking one record.

    `fault` says what is expected and what was found, "" where the words hold. `recorded` is what the record says, in few words;
    `finder` the finder's name and version. `bounded` says that the words hold within what is held, and no further: first uses, the
    place in a series. `doubt` says that sources disagree on what the words say.
    """

    recorded: str
    grounds: tuple[Ground, ...]
    finder: str
    fault: str = ""
    bounded: bool = False
    doubt: str = ""

    @property
    def holding(self) -> Holding:
        """What stands behind the answer: no more than what stands behind the weakest of its grounds."""
        order = (Holding.CITED, Holding.MEASURED, Holding.HELD)
        return min((ground.holding for ground in self.grounds), key=order.index, default=Holding.CITED)

    @property
    def verdict(self) -> Verdict:
        """The verdict: what is only cited informs and supports nothing; what is bounded is not contradicted by what is held."""
        if self.fault:
            return Verdict.CONTRADICTED
        if self.doubt:
            return Verdict.DISAGREE
        return Verdict.NOT_CONTRADICTED if self.bounded or self.holding == Holding.CITED else Verdict.SUPPORTED
