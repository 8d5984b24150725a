"""A checked text as one self-contained page: no script at all, no network, readable without colour, on paper and by keyboard."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import PurePath

import jinja2

from watchword.evidence.claims import Checked, Verdict
from watchword.evidence.prose.sentences import split_sentences
from watchword.evidence.reading.prose import Prose
from watchword.publish.checked.marks import GLYPHS, GRAVEST, Marked, Stretch, cut_text, lines_of, number_claims, say_summary
from watchword.publish.policy import content_policy
from watchword.publish.wording import link_addresses, name_language, safe_address, say_date

TEMPLATE = "checked.html.j2"


def render_checked(checked: Checked, prose: Prose, only: Sequence[Verdict] = ()) -> str:
    """Return the page of a checked text; `only` names the verdicts that are marked, none for all. Everything in it is escaped."""
    marked = number_claims(checked, prose, only)
    return _templates().get_template(TEMPLATE).render(
        checked=checked, prose=prose, name=PurePath(prose.name).name or "text", marked=marked,
        summary=say_summary(checked), paragraphs=_lay_out(checked, prose, marked),
        policy=content_policy(), verdicts=[verdict for verdict in GRAVEST if checked.counts.get(verdict.value)],
    )  # fmt: skip


def _lay_out(checked: Checked, prose: Prose, marked: Sequence[Marked]) -> Iterator[tuple[str, list[Stretch]]]:
    """Yield the paragraphs, each with its place in the file and its stretches."""
    starts = {sentence.paragraph: sentence.start for sentence in reversed(list(split_sentences(checked.text)))}
    waiting = sorted(marked, key=lambda item: item.claim.start)
    first, open_ones = 0, list[Marked]()
    for start, end in pairwise([*sorted(starts.values()), len(checked.text)]):
        while first < len(waiting) and waiting[first].claim.start < end:
            open_ones.append(waiting[first])
            first += 1
        open_ones = [item for item in open_ones if item.claim.end > start]
        yield prose.say_place(start, start + 1), list(cut_text(checked.text, start, end, open_ones))


@cache
def _templates() -> jinja2.Environment:
    """Return the template's environment: everything is escaped, and a name that is missing is an error and not a gap."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("watchword.publish"), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {
        "language": name_language, "address": safe_address, "linked": link_addresses, "dated": say_date, "thousands": "{:,}".format,
        "lines": lambda claim: list(lines_of(claim)), "slug": lambda verdict: verdict.value.replace(" ", "-"),
    }  # fmt: skip
    environment.globals |= {"GLYPHS": GLYPHS}
    return environment
