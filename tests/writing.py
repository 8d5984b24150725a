"""Random text in six scripts, with everything that real files put between and into words."""

from hypothesis import strategies as st

LETTERS = {
    "en": "abcdefghinoprtvwAIW",
    "fr": "abceéèàçëôEÉÀÇœŒﬁßIİ",
    "es": "abcenñÑúíóáÜü",
    "ru": "абвеёийопрстЁЙЕИ",
    "ar": "ابتعونملكسةىأإآءؤ",
    "zh": "合作共赢互利人類命运赢",
}
MARKS = "\u0301\u0308\u0306\u0327\u064b\u0650\u0651\u0670"
SPACES = " \t\n\r\u00a0\u2009\u2028\u3000\u1680"
HYPHENS = "-\u2010\u2011\u2013\u2212\uff0d"
INVISIBLE = "\u00ad\u200b\u200d\u200f\u202b\ufeff\u0640\u2060"
CONTROLS = "\x00\x01\x1f\x7f\x85\x9f\f\v"
OTHERS = ".,;:!?'\"()“”«»’…。，、；：·№½ａＷ１ｱﾊﾞ㎏™ﷲﻻﻼﻹ０_0123456789٣оТρ乾著體贏⾦豈「"
ASTRAL = "😀𝐀𠀀𝟘🇺"

ALL = "".join(LETTERS.values()) + MARKS + SPACES + HYPHENS + INVISIBLE + CONTROLS + OTHERS + ASTRAL

# Mostly what matters to the program, sometimes any character at all that UTF-8 can hold.
characters = st.one_of(st.sampled_from(ALL), st.sampled_from(ALL), st.sampled_from(ALL), st.characters(exclude_categories=["Cs"]))
texts = st.text(characters, max_size=60)


def joints(language: str) -> st.SearchStrategy[str]:
    """Return what may stand between two words."""
    return st.sampled_from(["", " "] if language == "zh" else [" ", "-", "\n", "  ", "\u00a0", ", ", "-\n", "\u2011"])
