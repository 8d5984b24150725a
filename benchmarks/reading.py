"""`check` with start-up: an article of 2,000 words, a report of 300 pages and a text without a claim, in the full workspace.

Every tally that was written in is found and judged rightly before a time is printed.
"""

import json
import sys
import tempfile
from pathlib import Path

from tests.evidence.reading.made import make_pdf, set_page

from benchmarks.running import Cost, median, report, watchword

# Invented prose around statements about real votes: what stands between the claims of an article.
FILLER = (
    "Delegates had worked on the wording until late in the evening.", "Observers in the gallery took notes and said little.",
    "Several of those present recalled earlier debates on the same matter.", "The room was full, and the interpreters asked for patience.",
    "What the sponsors hoped for was set out in a short paper of their own.", "A longer account of the meeting can be read elsewhere.",
)  # fmt: skip
FACTS = (
    "The Human Rights Council adopted resolution A/HRC/RES/37/23 by 28 votes to 1, with 17 abstentions.",
    "Resolution A/HRC/RES/43/21 was adopted by 23 votes to 16, with 8 abstentions.",
    "Resolution A/HRC/RES/46/13 was adopted by 26 votes to 15, with 6 abstentions.",
)
_PAGES, _WORDS = 300, 2_000
_AIM_ARTICLE, _AIM_REPORT, _AIM_MEGABYTES = 2.0, 60.0, 1_000.0


def bench_reading(folder: Path) -> None:
    """Check the three texts against a workspace; hold their tallies to the truth."""
    with tempfile.TemporaryDirectory() as temporary:
        article, long, none = (Path(temporary) / name for name in ("article.md", "report.pdf", "none.txt"))
        article.write_text(write_article(), encoding="utf-8")
        long.write_bytes(make_pdf([write_page(number) for number in range(1, _PAGES + 1)]))
        none.write_text(" ".join(FILLER) * 30, encoding="utf-8")
        runs = [_check(article, folder, _WORDS // 100) for _ in range(3)]
        middle = median([run.wall for run in runs])
        _say(f"check of an article of {_WORDS:,} words", runs[0], middle, _AIM_ARTICLE)
        cost = _check(long, folder, 2 * _PAGES)
        _say(f"check of a PDF report of {_PAGES} pages", cost, cost.wall, _AIM_REPORT)
        cost = _check(none, folder, 0)
        _say("check of a text without a claim", cost, cost.wall, _AIM_ARTICLE)


def write_article() -> str:
    """Return an article of about 2,000 words with one tally in a hundred words."""
    paragraphs = [f"{FACTS[at % 3]} {' '.join(FILLER[(at + step) % 6] for step in range(8))}" for at in range(_WORDS // 100)]
    return "# An invented article\n\n" + "\n\n".join(paragraphs) + "\n"


def write_page(number: int) -> list[tuple[float, float, float, str]]:
    """Return the lines of a page: a running head, two tallies, forty lines of prose, a page number."""
    prose = [FILLER[(number + at) % 6] for at in range(40)]
    lines = [FACTS[number % 3], *prose[:20], FACTS[(number + 1) % 3], *prose[20:]]
    return [(72.0, 812.0, 9.0, "An invented report"), *set_page([lines], top=780), (300.0, 24.0, 9.0, str(number))]


def _check(file: Path, folder: Path, tallies: int) -> Cost:
    """Check a file in a fresh process; raise where a tally is missed or not found to agree with the record."""
    cost = watchword("check", str(file), "--json", "-w", str(folder))
    claims = [claim for claim in json.loads(cost.output)["claims"] if claim["kind"] == "tally"]
    wrong = [
        claim["text"] for claim in claims if claim["verdict"] not in ("supported", "sources disagree", "not contradicted by what is held")
    ]
    if len(claims) != tallies or wrong:
        raise AssertionError(f"{file.name}: expected {tallies} tallies that hold, found {len(claims)}, of them wrong: {wrong[:3]}")
    return cost


def _say(name: str, cost: Cost, wall: float, aim: float) -> None:
    figure = f"{wall:.1f} s ({cost.cpu:.1f} s of processor), peak {cost.peak:,.0f} MB"
    report(name, figure, f"{aim:.0f} s, {_AIM_MEGABYTES:,.0f} MB", held=wall <= aim and cost.peak <= _AIM_MEGABYTES)


if __name__ == "__main__":
    bench_reading(Path(sys.argv[1]))
