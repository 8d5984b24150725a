"""Forms with gaps or inflected words: what is sought first, and how what stands there is then read word by word.

Some stretches of each part of a form must stand in the text letter by letter (its anchors): the rarest of them is sought together with
the literal forms. Only where all anchors of a form stand near enough, in order, are the words of the text there read and compared.

A gap is at most as many words as its form says (in Chinese: characters that are letters or digits), and no longer than
`LONGEST_GAP_WORD` characters for each of them and one more (in Chinese `LONGEST_GAP_CHARACTER`). It runs over commas, colons, dashes and
quotation marks, never over the end of a sentence: . ! ? ; … and their like in Arabic and Chinese; a full stop with no space behind it
ends nothing (3.5). From each place where a form begins, its gaps are as short as they can be.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from watchword.lexicon.inflection import ARABIC_PROCLITICS, LONGEST_ENDING, Inflected, read_inflected
from watchword.lexicon.notation import cut_gaps, expand, spellings
from watchword.lexicon.records import Form

LONGEST_GAP_WORD = 32
LONGEST_GAP_CHARACTER = 4  # in Chinese, with the punctuation behind it
_WORD = re.compile(r"[^\W_]+")
_CHARACTER = re.compile(r"[^\W_]")
_SENTENCE_END = re.compile(r"[!?;…。؟؛۔]|\.(?=.)", re.DOTALL)
_SENTENCE_END_WITHIN = re.compile(r"[!?;…。؟؛۔]|\.(?=[\W_])")
_SENTENCE_MARK = re.compile(r"[.!?;]")
_LETTER_BYTES = 4  # of the widest character
_ENDING_BYTES = {"ru": 2, "ar": 2}  # of a letter of an inflected word, folded; elsewhere 1
_MOST_ANCHORS = 4  # of a part
_PROCLITIC = 4  # letters at most before an Arabic word

Word = str | Inflected


@dataclass(frozen=True, slots=True)
class Part:
    """Words that follow each other: `joints[i]` stands between words i and i + 1."""

    words: tuple[Word, ...]
    joints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a part that may be an anchor: the number of its first word, and whether it ends with a whole word."""

    word: int
    text: bytes
    ends_word: bool


Chosen = tuple[int, int, Run]  # number of its first word and of its part, and the stretch


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch of a form that must stand in the text as it is (folded UTF-8).

    `reach`: how far behind the start of the anchor before it may begin, in bytes. `words`: how many words at most may begin between the
    two starts; -1 where no gap lies between them. `step`: how many words exactly do, with that of its own, each behind ASCII; 0 where this
    is not known. `joint`: how many of its bytes stand before its first word. `is_one_sentence`: between the two no sentence ends.
    `begins_word`, `ends_word`: no letter stands before it, or behind it.
    """

    text: bytes
    reach: int
    words: int
    step: int
    joint: int
    is_one_sentence: bool
    begins_word: bool
    ends_word: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to read a form: its parts with gaps of at most `gap` words between them.

    A place where all `anchors` stand in order is read from `before` bytes ahead of the first to `behind` bytes past the last one's start.
    `is_pair`: it has two parts, and each is its one anchor. `phrase` reads a pattern without gaps from
    its first anchor, where it begins.
    """

    language: str
    gap: int
    parts: tuple[Part, ...]
    anchors: tuple[Anchor, ...]
    before: int
    behind: int
    is_pair: bool
    phrase: re.Pattern[bytes] | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words of a stretch of folded text: each with its span, and what stands between it and the next."""

    words: list[str]
    spans: list[tuple[int, int]]
    joints: list[str]


def read_patterns(form: Form) -> list[Pattern]:
    """Return the patterns that a form with gaps or inflected words stands for."""
    wordings = dict.fromkeys(spelt for wording in expand(form.text) for spelt in spellings(wording))
    return [_compile(tuple(_read_part(part, form) for part in cut_gaps(wording)), form) for wording in wordings]


def read_stretch(text: str, language: str) -> Stretch:
    """Cut folded text into words, or that of Chinese into characters."""
    found = list((_CHARACTER if language == "zh" else _WORD).finditer(text))
    spans = [word.span() for word in found]
    joints = [text[spans[at][1] : spans[at + 1][0]] for at in range(len(spans) - 1)]
    return Stretch([word.group() for word in found], spans, joints)


def match_stretch(pattern: Pattern, stretch: Stretch) -> Iterator[tuple[int, int]]:
    """Yield the spans of all uses of a pattern in a stretch, one for each place where one begins."""
    first = pattern.parts[0].words[0]
    arabic = pattern.language == "ar"
    known: dict[tuple[int, int], int] = {}
    for at, word in enumerate(stretch.words):
        fits = first == word or (arabic and word.endswith(first)) if isinstance(first, str) else first.matches(word)
        if fits and (end := _match_parts(pattern, stretch, (0, at), known)):
            proclitic = len(word) - len(first) if isinstance(first, str) else 0
            yield stretch.spans[at][0] + proclitic, stretch.spans[end - 1][1]


def _match_parts(pattern: Pattern, stretch: Stretch, begin: tuple[int, int], known: dict[tuple[int, int], int]) -> int:
    """Return behind which word the pattern ends of which a part begins at a word (their numbers: `begin`); 0 where it does not stand there.

    What is found is kept in `known`, so that no part is read twice at a word, however many ways lead there.
    """
    if begin not in known:
        known[begin] = _match_rest(pattern, stretch, begin, known)
    return known[begin]


def _match_rest(pattern: Pattern, stretch: Stretch, begin: tuple[int, int], known: dict[tuple[int, int], int]) -> int:
    """Do what `_match_parts` says for what is not yet known."""
    number, at = begin
    part = pattern.parts[number]
    end = at + len(part.words)
    if end > len(stretch.words) or not _match_part(part, stretch, at, arabic=pattern.language == "ar"):
        return 0
    if number == len(pattern.parts) - 1:
        return end
    for after in range(end, min(end + pattern.gap, len(stretch.words) - 1) + 1):
        if ends_sentence(stretch.joints[after - 1]):
            return 0
        if stretch.spans[after][0] - stretch.spans[end - 1][1] > longest_gap(pattern.gap, pattern.language):
            return 0
        if found := _match_parts(pattern, stretch, (number + 1, after), known):
            return found
    return 0


def _match_part(part: Part, stretch: Stretch, at: int, *, arabic: bool) -> bool:
    """Say whether the words of a part stand at word `at`. In Arabic particles may be written on to its first word."""
    for step, (wanted, word) in enumerate(zip(part.words, stretch.words[at : at + len(part.words)], strict=True)):
        if step and stretch.joints[at + step - 1] != part.joints[step - 1]:
            return False
        if isinstance(wanted, str):
            joined = arabic and not step and word.endswith(wanted) and bool(ARABIC_PROCLITICS.match(word[: -len(wanted)]))
            if word != wanted and not joined:
                return False
        elif not wanted.matches(word):
            return False
    return True


@lru_cache(1 << 12)
def ends_sentence(joint: str) -> bool:
    """Say whether what stands between two words ends a sentence."""
    return bool(_SENTENCE_END.search(joint))


def _read_part(text: str, form: Form) -> Part:
    """Return the words of a part of a form, folded."""
    stretch = read_stretch(text, form.language)
    inflected = (read_inflected(word, form.language) if form.inflected else None for word in stretch.words)
    return Part(tuple(one or word for one, word in zip(inflected, stretch.words, strict=True)), tuple(stretch.joints))


def _compile(parts: tuple[Part, ...], form: Form) -> Pattern:
    """Choose the anchors of a pattern and how far around them it is read."""
    language = form.language
    sizes = [0]  # of what comes before each word, and at the end of all, at most
    chosen: list[Chosen] = []
    for number, part in enumerate(parts):
        if number:
            sizes[-1] += _LETTER_BYTES * longest_gap(form.gap, language)
        chosen += [(len(sizes) - 1 + run.word, number, run) for run in _choose_anchors(part, language)]
        for word, joint in zip(part.words, (*part.joints, ""), strict=True):
            sizes.append(sizes[-1] + _longest(word, language) + len(joint.encode()))
    slack = _LETTER_BYTES + max((len(joint.encode()) for part in parts for joint in part.joints), default=0)
    # In an Arabic word an anchor may begin anywhere, elsewhere it begins with a word or with what joins it to the one before.
    latest = [sizes[at + (language == "ar")] for at, _, _ in chosen]
    reaches = [late - sizes[before[0]] + slack for late, before in zip(latest[1:], chosen, strict=False)]
    anchors = [
        _link_anchor(parts, form, (before, one), reach) for before, one, reach in zip((None, *chosen), chosen, (0, *reaches), strict=False)
    ]
    spaced = language not in ("ar", "zh")
    is_pair = len(anchors) == 2 and not form.inflected and spaced
    phrase = _compile_phrase(parts[0]) if len(parts) == 1 and spaced else None
    behind = sizes[-1] - sizes[chosen[-1][0]]
    return Pattern(language, form.gap, parts, tuple(anchors), latest[0] + slack, behind + slack, is_pair, phrase)


def _link_anchor(parts: tuple[Part, ...], form: Form, chosen: tuple[Chosen | None, Chosen], reach: int) -> Anchor:
    """Say how an anchor stands behind the one before, of which there is none for the first."""
    before, (at, number, run) = chosen
    joints, spaced = parts[number].joints, form.language not in ("ar", "zh")
    begins_word = spaced and run.text.decode()[0].isalnum()
    joint = len(joints[run.word - 1].encode()) if spaced and not begins_word else 0
    words, step, gaps = -1, 0, number - before[1] if before else 0
    if before:
        follows_word = spaced and before[2].text.decode()[0].isalnum()
        if gaps:
            words = at - before[0] + gaps * form.gap - follows_word
        elif spaced and all(one[-1].isascii() for one in joints[before[2].word : run.word]):
            step = at - before[0] + (not follows_word)
    is_one_sentence = gaps > 0 and not any(_SENTENCE_MARK.search(one) for part in parts for one in part.joints)
    return Anchor(run.text, reach, words, step, joint, is_one_sentence, begins_word, run.ends_word)


def _choose_anchors(part: Part, language: str) -> list[Run]:
    """Return the anchors of a part: of the stretches that no inflection changes the first and the longest of the others."""
    first, *others = (run for run in _fixed_runs(part, language) if run.text)
    longest = sorted(others, key=lambda run: (-len(run.text), run.word))[: _MOST_ANCHORS - 1]
    return sorted([first, *longest], key=lambda run: run.word)


def _compile_phrase(part: Part) -> re.Pattern[bytes]:
    """Return an expression for a part, with the rest of each inflected word behind its key as a group.

    In a group bytes above ASCII may still be punctuation.
    """
    expression = b""
    for word, joint in zip(part.words, (*part.joints, ""), strict=True):
        inflected = isinstance(word, Inflected)
        expression += re.escape((word.key if isinstance(word, Inflected) else word).encode())
        expression += (b"([0-9a-z\x80-\xff]*)" if inflected else b"") + re.escape(joint.encode())
    return re.compile(expression)


def read_phrase(pattern: Pattern, found: re.Match[bytes], last: int) -> int:
    """Return where a phrase ends that its expression has found in folded UTF-8 which ends at `last`; 0 where its words are others."""
    words, end = pattern.parts[0].words, found.end()
    rests = iter(found.groups())
    for at, word in enumerate(words):
        if isinstance(word, Inflected):
            written = word.key + next(rests).decode()
            read = _WORD.match(written)
            if not read or (at < len(words) - 1 and read.end() < len(written)) or not word.matches(read.group()):
                return 0
            if at == len(words) - 1:
                return end - len(written[read.end() :].encode())
    return 0 if found.string[end : min(end + _LETTER_BYTES, last)].decode(errors="ignore")[:1].isalnum() else end


def is_gap(text: str, pattern: Pattern) -> bool:
    """Say whether folded text between two parts is a gap that the pattern allows. Neither end of it is inside a word."""
    short = len(text) <= longest_gap(pattern.gap, pattern.language)
    return short and len(_WORD.findall(text)) <= pattern.gap and not _SENTENCE_END_WITHIN.search(text)


def _fixed_runs(part: Part, language: str) -> Iterator[Run]:
    """Yield the stretches of a part that stand in every text in which it stands.

    Each runs from behind an inflected word over words that stay as they are into the key of the next inflected word. In Arabic a key may
    have particles before it and stands alone.
    """
    run, first = "", 0
    for at, word in enumerate(part.words):
        joint = part.joints[at - 1] if at else ""
        if isinstance(word, str):
            run += joint + word
            continue
        if language == "ar":
            yield Run(first, run.encode(), ends_word=True)
            yield Run(at, word.key.encode(), ends_word=False)
        else:
            # Without the space before it a key is sought once for all patterns that have the word.
            yield Run(first, ((run + joint if run or joint != " " else "") + word.key).encode(), ends_word=False)
        run, first = "", at + 1
    yield Run(first, run.encode(), ends_word=language != "zh")


def _longest(word: Word, language: str) -> int:
    """Return how many bytes at most stand in a text for a word."""
    if isinstance(word, str):
        return len(word.encode()) + (_LETTER_BYTES * _PROCLITIC if language == "ar" else 0)
    return _ENDING_BYTES.get(language, 1) * (len(word.word) + LONGEST_ENDING)


def longest_gap(gap: int, language: str) -> int:
    """Return how many characters a gap may have at most."""
    return (LONGEST_GAP_CHARACTER if language == "zh" else LONGEST_GAP_WORD) * (gap + 1)
