"""Read a query: the grammar of docs/words-search.md. An error points at the character.

query  = any ; any = all {"OR" all} ; all = not {["AND"] not} ; not = ("NOT" | "-") not | near
near   = item ["NEAR/"number item] ; item = "(" any ")" | field ":" value | words
words  = word ["*"] ["~"] | '"' word {word} ["*"] '"' ["~" [number]]
"""

import re
from dataclasses import replace
from difflib import get_close_matches

from watchword.errors import UsageError
from watchword.model import date_of
from watchword.store.searching.query import FIELDS, All, Any, Filter, Not, Tree, Words
from watchword.store.searching.tokens import QueryError, Token, scan
from watchword.text.spacing import split_words

WIDEST = 20  # words between the words of a proximity search; paragraphs stand further apart than this in the index
_LONGEST, _DEEPEST = 2_000, 40


def parse_query(query: str, *, stemmed: bool = False) -> Tree:
    """Return the tree of a query; raise `QueryError`. With `stemmed` all words count in any inflected form."""
    if not query.strip():
        raise UsageError('the query is empty; give words, a "phrase", or a field such as organ:HRC')
    if len(query) > _LONGEST:
        raise UsageError(f"the query has {len(query):,} characters, and {_LONGEST:,} are the most; ask in parts")
    if broken := re.search("[\ud800-\udfff]", query):
        raise QueryError(query, broken.start(), "this is no character: the query is not valid UTF-8")
    parser = _Parser(query, scan(query), stemmed=stemmed)
    tree = parser.read_any(0)
    if token := parser.peek():
        raise QueryError(query, token.at, "this closing bracket was never opened")
    return tree


class _Parser:
    """Recursive descent over the tokens."""

    def __init__(self, query: str, tokens: list[Token], *, stemmed: bool) -> None:
        self._query, self._tokens, self._stemmed = query, tokens, stemmed
        self._next = 0

    def peek(self) -> Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _is_word(self, text: str) -> bool:
        token = self.peek()
        return token is not None and token.kind == "word" and token.text == text

    def fail(self, at: int, problem: str) -> QueryError:
        return QueryError(self._query, at, problem)

    def read_any(self, depth: int) -> Tree:
        items = [self._read_all(depth)]
        while self._is_word("OR"):
            self._next += 1
            items.append(self._read_all(depth))
        return items[0] if len(items) == 1 else Any(tuple(items))

    def _read_all(self, depth: int) -> Tree:
        items = [self._read_not(depth)]
        while (token := self.peek()) and token.kind != "close" and not self._is_word("OR"):
            if self._is_word("AND"):
                self._next += 1
            items.append(self._read_not(depth))
        return items[0] if len(items) == 1 else All(tuple(items))

    def _read_not(self, depth: int) -> Tree:
        denied = False
        while (token := self.peek()) and (token.kind == "minus" or self._is_word("NOT")):
            self._next += 1
            denied = not denied
        inner = self._read_near(depth)
        return Not(inner) if denied else inner

    def _read_near(self, depth: int) -> Tree:
        left = self._read_item(depth)
        token = self.peek()
        if not token or token.kind != "near":
            return left
        self._next += 1
        right = self._read_item(depth)
        for side in (left, right):
            if not isinstance(side, Words) or side.slop or side.either_order or side.title:
                raise self.fail(token.at, "NEAR stands between two words or phrases of the text")
        assert isinstance(left, Words) and isinstance(right, Words)  # noqa: S101
        if (behind := self.peek()) and behind.kind == "near":
            raise self.fail(behind.at, "NEAR joins two words or phrases, not three; use AND for the third")
        units = (" ".join(left.units), " ".join(right.units))
        slop = self._check_width(int(token.text or 10), token.at)
        return replace(right, units=units, at=left.at, slop=slop, either_order=True, stemmed=left.stemmed or right.stemmed)

    def _check_width(self, width: int, at: int) -> int:
        if width > WIDEST:
            raise self.fail(at, f"at most {WIDEST} words may stand between; for words anywhere in a document use AND")
        return width

    def _read_item(self, depth: int) -> Tree:
        token = self.peek()
        before = self._tokens[self._next - 1] if self._next else None
        if token is None or token.kind in ("close", "near") or (token.text in ("AND", "OR") and token.kind == "word"):
            at = token.at if token else len(self._query)
            after = f"after {self._query[before.at : before.end]!r}" if before else "here"
            raise self.fail(at, f"something to seek is missing {after}; put AND, OR, NOT in quotes to seek them as words")
        self._next += 1
        if token.kind == "open":
            if depth >= _DEEPEST:
                raise self.fail(token.at, f"brackets stand in brackets more than {_DEEPEST} deep")
            inner = self.read_any(depth + 1)
            if (closing := self.peek()) is None or closing.kind != "close":
                raise self.fail(token.at, "this bracket is never closed")
            self._next += 1
            return inner
        if token.kind == "field":
            return self._read_field(token, depth)
        return self._read_words(token)

    def _read_field(self, token: Token, depth: int) -> Tree:
        name = token.text.lower()
        if name not in FIELDS:
            near = get_close_matches(name, FIELDS, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}:?" if near else f"there are {', '.join(FIELDS)}"
            raise self.fail(token.at, f"no field {token.text!r}; {hint} (put words with a colon in quotes)")
        value = self.peek()
        if value is None or value.at != token.end or value.kind not in ("word", "phrase", "open"):
            raise self.fail(token.end, f"a value must follow {name}: without a space")
        if name == "title":
            return _in_title(self._read_item(depth), self)
        if value.kind == "open":
            raise self.fail(value.at, f"brackets may follow title: alone; write ({name}:A OR {name}:B)")
        self._next += 1
        if name in ("date", "year"):
            return self._read_span(name, value)
        if not value.text.strip():
            raise self.fail(value.at, f"the value of {name}: is empty")
        return Filter(name, value.text.strip(), value.at)

    def _read_span(self, name: str, value: Token) -> Filter:
        start, dots, end = value.text.strip().partition("..")
        end = end if dots else start
        for bound in (start, end):
            if bound and (not date_of(bound) or (name == "year" and len(bound) != 4)):
                example = "2018 or 2018..2021" if name == "year" else "2018, 2018-03, 2018-03-23 or 2018..2021-06"
                raise self.fail(value.at, f"expected {name}:{example}, found {bound!r}")
        if not start and not end:
            raise self.fail(value.at, f"a span of {name}s needs a bound")
        if start and end and start > end and not start.startswith(end):
            raise self.fail(value.at, f"the span ends before it begins: {value.text}")
        return Filter(name, start, value.at, end)

    def _read_words(self, token: Token) -> Words:
        text, mark = token.text, token.mark
        if token.kind == "word":
            found = re.search(r"~\d*\Z", text)
            text, mark = (text[: found.start()], found.group()) if found else (text, "")
            if mark not in ("", "~"):
                raise self.fail(token.at + len(text), "~ with a number follows a phrase in quotes")
        inside = token.at + (token.kind == "phrase")
        prefix = text.rstrip().endswith("*")
        text = text.rstrip()[:-1] if prefix else text
        if (star := text.find("*")) >= 0:
            raise self.fail(inside + star, 'a * stands only at the end of the last word; for words between use "..."~3')
        stemmed = mark == "~" or self._stemmed
        if prefix and stemmed:
            raise self.fail(inside + len(text), "a word takes either * or inflected forms (~), not both")
        units = tuple(unit for unit in text.split() if any(part.strip("\x01") for part in split_words(unit)))
        whole = split_words(text)
        if not units:
            raise self.fail(token.at, "there is no letter or digit to seek here")
        if prefix and len(whole[-1]) < 2 and whole[-1].isalnum() and ord(whole[-1]) < 0x2E80:
            raise self.fail(inside, "a word with * needs two letters at least before it")
        slop = self._check_width(int(mark[1:]), token.end - len(mark)) if mark[1:] else 0
        # Signs between the words of a phrase are sought too; only in a proximity search do they not matter.
        units = units if slop else (" ".join(text.split()),)
        return Words((*units[:-1], units[-1] + "*" * prefix), token.at, slop=slop, stemmed=stemmed)


def _in_title(tree: Tree, parser: _Parser) -> Tree:
    """Say of all words of a tree that they are sought in titles."""
    if isinstance(tree, Words):
        return replace(tree, title=True)
    if isinstance(tree, Filter):
        raise parser.fail(tree.at, "title: takes words, not another field")
    if isinstance(tree, Not):
        return Not(_in_title(tree.inner, parser))
    return type(tree)(tuple(_in_title(item, parser) for item in tree.items))
