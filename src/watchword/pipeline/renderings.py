"""Questions on works held in several languages: how a formulation is rendered, and where a language keeps or changes it."""

from dataclasses import dataclass

from watchword.errors import NotHeld, UsageError
from watchword.lexicon.records import Formulation
from watchword.pipeline.opening import Reading, Where, open_reading
from watchword.pipeline.parallel import open_corpus
from watchword.pipeline.progress import track
from watchword.usage.parallel.asking import Wording, ask_formulation, ask_words, check_language
from watchword.usage.parallel.corpus import Corpus
from watchword.usage.parallel.renames import Renames, find_renames
from watchword.usage.parallel.renderings import Renderings, find_renderings


@dataclass(frozen=True, slots=True)
class Words:
    """What is asked of aligned texts: a formulation of the lexicon, or free `text`; and the language it is asked in ("": the first
    original form's; free text must name one).
    """

    formulation: str = ""
    text: str = ""
    language: str = ""


def ask_renderings(where: Where, words: Words, *, examples: int = 3) -> Renderings:
    """Return the renderings of a formulation or of free words in the other languages of works held in several."""
    with open_reading(where.folder, as_of=where.as_of, until=where.until, uses=bool(words.formulation)) as reading:
        corpus, asked, formulation = _find_words(reading, words)
        return find_renderings(reading.view, corpus, asked, formulation=formulation, examples=examples, watch=track)


def ask_renames(where: Where, words: Words, *, to: str = "", limit: int = 20) -> Renames:
    """Return where one language keeps a formulation or free words and another, `to` ("": any), has none of its renderings."""
    with open_reading(where.folder, as_of=where.as_of, until=where.until, uses=bool(words.formulation)) as reading:
        corpus, asked, formulation = _find_words(reading, words)
        if to:
            check_language(corpus, to)
        return find_renames(reading.view, corpus, asked, formulation=formulation, to=to, limit=limit, watch=track)


def _find_words(reading: Reading, words: Words) -> tuple[Corpus, Wording, Formulation | None]:
    if bool(words.formulation) == bool(words.text.strip()):
        raise UsageError("name a formulation of the lexicon, or give words with --text and their --language")
    formulation = reading.lexicon.find(words.formulation) if words.formulation else None
    if not formulation and not words.language:
        raise UsageError("say with --language which language the words of --text are in, such as en")
    corpus = open_corpus(reading.workspace, reading.view)
    if not corpus.languages:
        raise NotHeld("no work is held in two languages: ingest some, such as resolutions in several languages (watchword sources)")
    if formulation:
        return corpus, ask_formulation(reading.view, corpus, formulation, words.language), formulation
    return corpus, ask_words(corpus, words.text, words.language), None
