"""How a figure is said in a sentence: every room says it alike."""


def say_count(number: int, noun: str) -> str:
    """Return a number with its noun, which takes an s: "1 state", "2,000 documents"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
