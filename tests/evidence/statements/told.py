"""What a statement says, and what makers of statements share."""

from dataclasses import dataclass

from tests.evidence.statements.facts import Fact, Library, shuffle
from tests.evidence.statements.filling import describe
from tests.evidence.statements.wording import spell_number

ANSWERED = ("yes", "no", "abstain")


@dataclass(frozen=True, slots=True)
class Told:
    """What a statement says: `values` of the slots, the slots it `turns` on, what is `wrong` with it.

    `exact` says that the target is those slots, whatever brackets the words have; `inside` is the wrong part of the slot.
    """

    values: dict[str, object]
    turns: tuple[str, ...]
    votes: tuple[str, ...]
    wrong: str = ""
    exact: bool = False
    inside: str = ""


def pick(number: int, *seed: object) -> int:
    """Return a number below `number` that only the seed decides."""
    return int(shuffle(*seed), 16) % number


def bend_state(name: str, language: str) -> dict[str, object]:
    """Return the slots of a state's name: with "of" before it, and the verb that goes with it."""
    values: dict[str, object] = {"state": name}
    if language == "fr":
        bent = {"le ": "du ", "les ": "des "}
        article = next((start for start in bent if name.startswith(start)), "")
        of = bent[article] + name.removeprefix(article) if article else f"d’{name}" if name[0] in "AEIO" else f"de {name}"
        values |= {
            "of_state": of,
            "has": "ont" if name.startswith("les ") else "a",
            "has_been": "ont été" if name.startswith("les ") else "a été",
        }
    if language == "es":
        values |= {"of_state": f"del {name[3:]}" if name.startswith("el ") else f"de {name}"}
        values |= {
            "voted": "votaron" if name.startswith("los ") else "votó",
            "abstained": "se abstuvieron" if name.startswith("los ") else "se abstuvo",
        }
    return values


def find_before(fact: Fact, library: Library) -> Fact | None:
    """Return the vote before this one in its series, where both have ballots and each is alone under its title in its year."""
    if not (fact.sure and fact.place > 1 and fact.alone and fact.ballots and fact.totals and fact.organ in ("HRC", "CHR")):
        return None
    day = fact.twins[fact.place - 2]
    found = next((one for one in library.themes[fact.theme] if one.organ == fact.organ and one.date == day), None)
    return found if found and found.alone and found.ballots and found.totals else None


def describe_two(before: Fact, after: Fact, language: str) -> dict[str, object]:
    """Return the slots of two votes: `a_` and `b_` before the names, and without either what both have."""
    values = {f"a_{name}": value for name, value in describe(before, language).items()}
    values |= {f"b_{name}": value for name, value in describe(after, language).items()}
    values |= {name: describe(after, language).get(name) for name in ("body", "bodys", "the_body", "of_body", "short", "title", "form")}
    gap = after.year - before.year
    later = {
        "en": "a year later" if gap == 1 else "{} years later", "fr": "un an plus tard" if gap == 1 else "{} ans plus tard",
        "es": "un año después" if gap == 1 else "{} años después", "de": "ein Jahr später" if gap == 1 else "{} Jahre später",
    }[language]  # fmt: skip
    values["later"] = later.format(spell_number(gap, language)) if gap else None
    return values
