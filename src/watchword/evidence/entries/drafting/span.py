"""Write claims in the notation, and figures in words."""

from collections.abc import Iterable

from watchword.states import name_of

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve".split()
_SIGNS = "\\[]{}*`"
_LANGUAGES = {"en": "English", "fr": "French", "es": "Spanish", "ru": "Russian", "ar": "Arabic", "zh": "Chinese", "de": "German"}


def write_span(words: str, kind: str, *names: str, **options: str) -> str:
    """Return a claim; options that are empty are left out."""
    keys = "".join(f" {key}={_value(value)}" for key, value in options.items() if value)
    return f"[{escape(words)}]{{{kind} {' '.join(map(_value, names))}{keys}}}"


def escape(text: str) -> str:
    """Return prose in which no sign is one of the notation."""
    return " ".join("".join(f"\\{sign}" if sign in _SIGNS else sign for sign in text).split())


def say_number(number: float) -> str:
    """Return a whole number as a sentence has it: to twelve in words."""
    return _SMALL[int(number)] if 0 <= number <= 12 else f"{int(number):,}"


def say_count(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{say_number(number)} {noun}{'' if number == 1 else 's'}"


def say_language(code: str) -> str:
    """Return the name of a language."""
    return _LANGUAGES.get(code, code or "unknown language")


def say_states(codes: Iterable[str]) -> str:
    """Return the names of states as a sentence lists them."""
    names = [name_of(code) for code in codes]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def capitalise(text: str) -> str:
    """Return a sentence with a capital first letter, inside a claim as well."""
    at = next((at for at, sign in enumerate(text) if sign.isalnum()), None)
    return text if at is None else text[:at] + text[at].upper() + text[at + 1 :]


def _value(value: str) -> str:
    if value and not any(sign.isspace() or sign in '"{}=' for sign in value) and value != "or":
        return value
    return '"' + " ".join(value.replace("\\", "\\\\").replace('"', '\\"').split()) + '"'
