"""The page in a browser: it works from a file, without a network, on a telephone, and nothing in it runs that is not ours."""

from pathlib import Path
from typing import Any

import pytest

from tests.publish.invented import SCRIPT, full_trace
from watchword.publish.page import write_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write the page of an invented trace, with a script in a title, a name and a quote."""
    trace = full_trace()
    trace["formulation"]["gloss"] += SCRIPT
    trace["votes"]["series"][0]["title"] += SCRIPT
    trace["origin"]["series"][0]["earliest"][0]["evidence"]["quote"] += SCRIPT
    trace["workspace"]["sources"][0]["title"] += " </script>" + SCRIPT
    target: Path = tmp_path_factory.mktemp("page") / "trace.html"
    write_page(trace, target)
    return target.as_uri()


def open_page(browser: Any, address: str, *, width: int = 1200, script: bool = True) -> tuple[Any, list[str], list[str]]:
    """Return the opened page, what the console and the page complained of, and every address that was asked for."""
    page = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script).new_page()
    problems: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    if script:
        page.wait_for_function("[...document.querySelectorAll('[data-chart]')].every((place) => place.dataset.drawn)")
    return page, problems, asked


def test_the_page_opens_without_a_complaint_and_asks_for_nothing(browser: Any, address: str) -> None:
    """From a file: no message on the console, no request but the file itself."""
    _, problems, asked = open_page(browser, address)
    assert problems == []
    assert asked == [address]


def test_the_charts_are_drawn_by_the_script_under_a_policy_that_refuses_others(browser: Any, address: str) -> None:
    """Every chart is live, its picture is put away, and a script that is not ours is refused; the policy has no unsafe-eval."""
    page, _, _ = open_page(browser, address)
    places = page.locator("[data-chart]")
    assert places.count() == 3
    assert page.locator("[data-drawn=yes]").count() == 3
    assert page.locator(".live svg").count() == 3
    assert page.locator(".still:visible").count() == 0
    refused = page.evaluate(
        """() => new Promise((done) => {
            addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective));
            const tag = document.createElement('script');
            tag.textContent = 'window.injected = true';
            document.body.append(tag);
        })"""
    )
    assert refused == "script-src-elem"
    assert "unsafe-eval" not in page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert page.evaluate("window.injected === undefined")


def test_a_chart_answers_the_pointer(browser: Any, address: str) -> None:
    """Over a year, the chart says the year, the count, the share and its interval."""
    page, _, _ = open_page(browser, address)
    chart = page.locator(".live svg").first
    chart.scroll_into_view_if_needed()
    chart.hover()
    page.wait_for_selector("#vg-tooltip-element.visible")
    told = page.locator("#vg-tooltip-element").inner_text()
    assert "Documents with a use" in told
    assert "95% interval" in told


def test_without_scripts_the_pictures_stand(browser: Any, address: str) -> None:
    """Where scripts are off, every chart is a picture and nothing is missing."""
    page, _, _ = open_page(browser, address, script=False)
    assert page.locator(".still svg:visible").count() == 3


@pytest.mark.parametrize("width", [320, 360, 768, 1200])
def test_nothing_runs_off_the_side(browser: Any, address: str, width: int) -> None:
    """At any width, with everything unfolded, the page does not scroll sideways."""
    page, _, _ = open_page(browser, address, width=width)
    page.evaluate("() => { for (const part of document.querySelectorAll('details')) part.open = true; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_script_in_a_title_is_inert(browser: Any, address: str) -> None:
    """Text from outside is shown as text: it runs nothing."""
    page, _, _ = open_page(browser, address)
    assert page.evaluate("window.injected === undefined")
    assert "window.injected" in page.inner_text("body")


def test_the_page_prints(browser: Any, address: str) -> None:
    """On paper the places of the quotations are unfolded, and the file is a PDF."""
    page, _, _ = open_page(browser, address)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.printed:not([open])").count() == 0
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_the_keyboard_reaches_the_summary_first(browser: Any, address: str) -> None:
    """The first stop of the keyboard skips to the summary."""
    page, _, _ = open_page(browser, address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#summary"
