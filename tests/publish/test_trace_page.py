"""The trace's page: one file that works anywhere, hides nothing and runs nothing that came from outside."""

import html
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from watchword.pipeline.opening import open_reading
from watchword.pipeline.starting import make_workspace
from watchword.pipeline.trace import trace_formulation
from watchword.publish.page import write_page
from watchword.publish.story import print_story

INJECTED = "</script><script>document.title = 'taken over'</script><img src=x onerror=\"document.title = 'taken over'\">"


@pytest.fixture(scope="module")
def trace(kept_demo: Path) -> dict[str, Any]:
    """The trace of the starter case."""
    with open_reading(kept_demo) as reading:
        return trace_formulation(reading, "win-win-cooperation")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The trace of a formulation in a workspace that holds nothing and has no measurements."""
    folder = tmp_path_factory.mktemp("empty") / "workspace"
    make_workspace(folder).catalogue.close()
    (folder / "measurements.json").unlink()
    with open_reading(folder) as reading:
        return trace_formulation(reading, "responsibility-to-protect")


def page_of(trace: dict[str, Any], folder: Path) -> str:
    """Write the page and return its text."""
    write_page(trace, folder / "page.html")
    return (folder / "page.html").read_text(encoding="utf-8")


def read_text(page: str) -> str:
    """Return what a reader sees, as one line."""
    visible = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", visible)))


def test_the_page_shows_every_vote_and_who_was_missing(trace: dict[str, Any], tmp_path: Path) -> None:
    """Totals, symbols and the member without a vote are all there; a text adopted without a vote is no vote of nought."""
    text = read_text(page_of(trace, tmp_path))
    for symbol in ("A/HRC/RES/37/23", "A/HRC/RES/43/21", "A/HRC/RES/46/13", "A/HRC/RES/59/19"):
        assert symbol in text
    for said in (
        "28 to 1 with 17 abstaining",
        "23 to 16 with 8 abstaining",
        "26 to 15 with 6 abstaining",
        "Tunisia",
        "Adopted without a vote",
    ):
        assert said in text


def test_the_page_shows_the_evidence_against_and_every_cited_quotation(trace: dict[str, Any], tmp_path: Path) -> None:
    """Nothing that speaks against the story is left out of the page, and no cited words are."""
    text = read_text(page_of(trace, tmp_path))
    for row in trace["origin"]["cited"]:
        assert re.sub(r"\s+", " ", row["quote"]) in text
    for shift in trace["votes"]["shifts"]:
        assert all(item["name"] in text for item in shift["switched"])
    assert "cited" in text
    assert "measured" in text


def test_an_empty_trace_has_the_same_sections_and_says_why_they_are_empty(
    empty: dict[str, Any], trace: dict[str, Any], tmp_path: Path
) -> None:
    """Another formulation, another workspace: the same page, with reasons."""
    page, full = page_of(empty, tmp_path), page_of(trace, tmp_path)
    assert re.findall(r"<section id=\"([a-z]+)\"", page) == re.findall(r"<section id=\"([a-z]+)\"", full)
    text, story = read_text(page), " ".join(print_story(empty).split())
    assert empty.keys() == trace.keys()
    for section in ("origin", "spread", "company", "texts", "votes", "framing"):
        assert empty[section]["empty"]
        assert empty[section]["empty"] in story
        assert empty[section]["empty"].lower() in text.lower()


def test_the_page_asks_nothing_of_a_network(trace: dict[str, Any], tmp_path: Path) -> None:
    """No script, style, font or picture comes from elsewhere, and nothing may be evaluated."""
    # What stands inside the charts' program is text of that program; whether it asks for anything, the browser test sees.
    page = re.sub(r"(<script[^>]*>).*?</script>", r"\1</script>", page_of(trace, tmp_path), flags=re.DOTALL)
    assert not re.findall(r"<(?:script|img|iframe)[^>]+src=\"(?!data:)[^\"]+\"|<link[^>]+href=\"(?!data:)[^\"]+\"|@import", page)
    policy = re.search(r"Content-Security-Policy\" content=\"([^\"]+)\"", page)
    assert policy
    assert "default-src 'none'" in html.unescape(policy[1])
    assert "unsafe-eval" not in policy[1]


def spoiled(trace: dict[str, Any]) -> dict[str, Any]:
    """Return the trace with a hostile title, quotation and label."""
    copy = deepcopy(trace)
    copy["formulation"]["label"] = copy["formulation"]["gloss"] = INJECTED
    copy["votes"]["series"][0]["title"] = INJECTED
    copy["origin"]["cited"][0]["context"] = copy["origin"]["cited"][0]["quote"] = INJECTED
    copy["texts"]["works"][0]["title"] = INJECTED
    return copy


def test_words_from_outside_cannot_become_markup(trace: dict[str, Any], tmp_path: Path) -> None:
    """A title that holds a script is shown as the text it is."""
    page = page_of(spoiled(trace), tmp_path)
    assert "<script>document.title" not in page
    assert "<img src=x" not in page


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1200])
def test_the_page_works_in_a_browser_from_a_file(browser: Any, trace: dict[str, Any], tmp_path: Path, width: int) -> None:
    """No error, no request, charts drawn, and nothing wider than a phone."""
    write_page(trace, tmp_path / "page.html")
    page = browser.new_page(viewport={"width": width, "height": 900})
    errors: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "page.html").as_uri())
    page.wait_for_timeout(1500)
    assert errors == []
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert page.locator("#curve svg").count() > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.browser
def test_an_injected_script_stays_text(browser: Any, trace: dict[str, Any], tmp_path: Path) -> None:
    """A hostile title does not run."""
    write_page(spoiled(trace), tmp_path / "page.html")
    page = browser.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    page.wait_for_timeout(800)
    assert page.title() != "taken over"
    assert page.locator("img[src=x]").count() == 0
    page.close()
