"""The layout of the index: its fields, how texts are cut into words, and the name that says which layout and folding it was made with.

One document of the index is one document of the workspace. Its words are those of its paragraphs, in spaced text; words of two
paragraphs stand `_APART` places from each other, so that no phrase and no proximity search crosses a paragraph. No text is kept.
"""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from typing import Any

import tantivy

from watchword.store.searching.grammar import WIDEST
from watchword.text.spacing import PARAGRAPH, space

# Changes with the fields, with what goes into them and with how words are cut.
INDEXER = "store.searching/2"
_APART = WIDEST + 4
APART = f" {PARAGRAPH}".encode() * _APART
# Every kind of folding shows in these characters: an index made with another folding is never asked.
_PROBE = "Ab é ñ Ł ﬁ Ａ co-op win–win ‘x’ «y» l’été é ё й й Ёж أإآ ة ى ـَّ ﻻ 國際 国际 臺灣 ㎏ ½ ０１ a\u00adb z\u200b ѕсоре ſ İ ß ꞌ 〇 々 ｶ"
UNKNOWN_LAST = 99_999_999


def index_name() -> str:
    """Return the name of the folder for an index of this layout and folding."""
    key = sha256(f"{INDEXER} {version('tantivy')} ".encode() + space(_PROBE).data).hexdigest()
    return f"text-{key[:12]}"


@cache
def schema() -> Any:
    """Return the fields."""
    builder = tantivy.SchemaBuilder()
    for name in ("text", "title", "names"):
        builder.add_text_field(name, tokenizer_name="spaced", index_option="position")
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    for name in ("part", "source", "organ", "kind", "language", "session", "states", "sponsors", "symbol"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    # A date is the span from the first to the last day that it can mean, as YYYYMMDD; `oldest` and `newest` put undated ones last.
    for name in ("year", "first_day", "last_day", "oldest", "newest", "whole"):
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_bytes_field("record", stored=True)
    return builder.build()


def open_index(folder: str) -> Any:
    """Return the index in a folder, an empty one where there is none; raise `ValueError` for one that cannot be read."""
    index = tantivy.Index(schema(), path=folder)
    # The mark between paragraphs is dropped, and what was counted for it stays: that is the distance.
    spaced = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).filter(tantivy.Filter.custom_stopword([PARAGRAPH])).build()
    index.register_tokenizer("spaced", spaced)
    return index
