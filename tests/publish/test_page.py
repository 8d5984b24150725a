"""The page: everything in the trace is on it, nothing else is, and nothing from outside can act on it."""

import copy
import re
from pathlib import Path
from typing import Any

import jinja2
import pytest
from lxml import html

from tests.publish.invented import SCRIPT, decision, empty_trace, full_trace
from tests.publish.reading import section_text, visible_text
from watchword.errors import UsageError
from watchword.publish.page import render_page, write_page
from watchword.publish.story import print_story

SECTIONS = ("summary", "forms", "curve", "origin", "states", "texts", "votes", "shifts", "against", "company", "renderings", "framing",
            "events", "check")  # fmt: skip


def render(trace: dict[str, Any]) -> str:
    """Return the page without the drawing library, which takes a second or two to put together."""
    return render_page(trace, interactive=False)


@pytest.fixture(scope="module")
def page() -> str:
    """Return the page of the invented trace."""
    return render(full_trace())


def test_an_empty_trace_says_why_in_every_section() -> None:
    """Where there is nothing, the section stands there and gives the trace's own reason."""
    trace = empty_trace()
    page = render(trace)
    reasons = {
        "origin": "origin",
        "curve": "spread",
        "company": "company",
        "renderings": "renderings",
        "texts": "texts",
        "votes": "votes",
        "framing": "framing",
    }
    for section in SECTIONS:
        assert len(section_text(page, section)) > 20, f"section {section} says nothing"
    for section, key in reasons.items():
        assert trace[key]["empty"].casefold() in section_text(page, section).casefold()
    assert "not a proof that there is nothing" in section_text(page, "against")


def test_words_near_it_followers_and_renderings_stand_on_the_page(page: str) -> None:
    """Collocates with their interval, who followed whom with chance, and forms by language with their places."""
    company, states, renderings = (section_text(page, name) for name in ("company", "states", "renderings"))
    assert "drizzle" in company
    assert "7.9 to 21.8" in company
    assert "2.4 to 7.2" in company
    assert re.search(r"Kenya\s+2004\s+5.0\s+follows", states)
    assert "African 1 of 9 (chance 1.5)" in states
    assert re.search(r"Arabic\s+مظلات مشتركة\s+19 of 23\s+11", renderings)


def test_the_story_in_the_terminal_tells_the_same() -> None:
    """The terminal has the same words near it, followers and renderings."""
    story = " ".join(print_story(full_trace()).split())
    for said in ("drizzle 17 (14 times)", "Kenya 2004 (5 years on)", "ar, of 23 corresponding paragraphs: “مظلات مشتركة” 19 in 11 works"):
        assert said in story


def test_every_quotation_stands_on_the_page_with_its_place(page: str) -> None:
    """Each attestation of the trace can be found again: its words, document, offsets and hashes."""
    text, trace = section_text(page, "origin"), full_trace()
    for series in trace["origin"]["series"]:
        for row in (*series["earliest"], *series["antecedent"]):
            assert row["evidence"]["quote"] in text
            assert row["document"] in text
            assert row["translated"] in text
    assert "paragraph 4, characters 1201 to 1217" in text
    assert "1" * 64 in text
    assert "2" * 64 in text
    assert trace["origin"]["cited"][0]["context"] in text
    assert trace["origin"]["cited"][0]["record"] in text


def test_antecedent_wording_stands_apart(page: str) -> None:
    """A use outside a form's scope is marked in its row, in words and for the eye; a use in scope is not."""
    tree = html.document_fromstring(page)
    marked = ["".join(row.itertext()) for row in tree.xpath("//tr[contains(@class, 'apart')]")]
    assert len(marked) == 1
    assert "common canopies of old" in marked[0]
    assert "counted apart" in marked[0]


def test_a_series_that_cannot_show_a_first_use_says_so(page: str) -> None:
    """Where the words were there when a corpus starts, neither the summary nor the table calls it a first use."""
    assert "Already present when the series starts" in section_text(page, "summary")
    assert "Already present when the series starts" in section_text(page, "origin")
    assert "0.012" in section_text(page, "origin")


def test_every_number_of_every_vote_is_on_the_page(page: str) -> None:
    """Totals, who was missing, and each state's place are there for each vote."""
    tree = html.document_fromstring(page)
    for series in full_trace()["votes"]["series"]:
        for vote in series["decisions"]:
            (article,) = tree.xpath(f"//article[h4='{vote['symbol']}']")
            text = " ".join("".join(article.itertext()).split())
            for position, said in (("yes", "yes"), ("no", "no"), ("abstain", "abstained")):
                if vote["official"][position] is not None:
                    assert f"{vote['official'][position]} {said}" in text
            for states in vote["states"].values():
                for state in states:
                    assert len(article.xpath(f".//span[contains(@class, 'seat') and contains(., '{state}')]")) == 1
    assert "No vote from Tunisia, of 9 members" in section_text(page, "votes")


def test_a_decision_without_a_vote_is_no_vote_of_nobody(page: str) -> None:
    """Adopted without a vote is said in words; no zero stands for it."""
    (article,) = html.document_fromstring(page).xpath("//article[h4='A/HRC/RES/99/3']")
    text = " ".join("".join(article.itertext()).split())
    assert "Adopted without a vote" in text
    assert "0 yes" not in text
    assert not article.xpath(".//div[contains(@class, 'chamber')]")


def test_a_seat_reads_without_its_colour(page: str) -> None:
    """Each seat has a sign of its position before the code, and its title says it in words."""
    signs = {"yes": "+", "no": "−", "abstain": "○", "absent": "·"}
    seats = html.document_fromstring(page).xpath("//div[contains(@class, 'chamber')]//span[contains(@class, 'seat')]")
    assert seats
    for seat in seats:
        assert seat.text[0] == signs[seat.get("class").split()[1]]
        assert ":" in seat.get("title")


def test_a_change_is_split_and_adds_up(page: str) -> None:
    """Between two votes: before, changed, attendance, seats in, seats out, after, for each position."""
    text = section_text(page, "shifts")
    assert "yes 4 −1 0 +1 −1 3" in text
    assert "no 1 +2 0 +1 −1 3" in text
    assert "abstained 3 −1 0 0 −1 1" in text
    assert "do not add up" not in text


def test_a_change_that_does_not_add_up_is_marked() -> None:
    """The twin: with one number wrong, the page says that its figures must not be used."""
    trace = full_trace()
    trace["votes"]["series"][0]["shifts"][0]["parts"][0]["gained"] += 1
    assert "do not add up" in section_text(render(trace), "shifts")


def test_ballots_that_differ_from_the_official_totals_are_shown_beside_them() -> None:
    """Where record and roll call disagree, both are on the page and a warning says so."""
    trace = full_trace()
    vote = trace["votes"]["series"][0]["decisions"][0]
    vote["official"]["yes"], vote["agrees"] = 5, False
    text = section_text(render(trace), "votes")
    assert "5 yes" in text
    assert "do not add up to the official totals" in text
    assert "Ballots: 4 yes" in text


def test_what_the_audit_finds_stands_under_its_vote() -> None:
    """A discrepancy is on the page with its diagnosis, reason and confidence, and in the terminal's story."""
    trace = full_trace()
    record = trace["votes"]["series"][0]["decisions"][0]["record"]
    row = {
        "record": record,
        "problem": "the roll call counts 4-1-1",
        "diagnosis": "unexplained",
        "reason": "nothing found",
        "confidence": 0.0,
    }
    trace["votes"]["audit"] = [row]
    assert "Audit: the roll call counts 4-1-1. Likely: unexplained (nothing found; confidence 0.0)." in section_text(render(trace), "votes")


def test_an_association_is_shown_with_its_caveats_and_what_could_not_be_measured() -> None:
    """Differences, intervals and numbers of states stand with the caution; a gap says why it is one; the terminal says the same."""
    trace = full_trace()
    text = section_text(render(trace), "shifts")
    story = " ".join(print_story(trace).split())
    for shown in (text, story):
        assert "An association, not a cause" in shown or "an association, not a cause" in shown
        assert "+0.25" in shown
        assert "+0.05 to +0.45" in shown
        assert "no interval: 4 states changed, fewer than 10" in shown
        assert "it does not vary within what is held fixed" in shown
        assert "Nobody & Sons" in shown
    asked = "watchword votes association umbrella-pact --organ HRC --title 'Common canopies for everyone'"
    assert asked in section_text(render(trace), "check")


def test_totals_without_a_roll_call_draw_no_seats() -> None:
    """Where only totals are recorded, they are shown and nobody's seat is invented."""
    trace = full_trace()
    bare = decision("A/RES/1/1", "1990-01-01", {}, official={"yes": 100, "no": 3, "abstain": 20, "absent": None}, agrees=None)
    trace["votes"]["series"][0]["decisions"] = [bare]
    trace["votes"]["series"][0]["shifts"] = []
    text = section_text(render(trace), "votes")
    assert "100 yes" in text
    assert "no seats are drawn" in text


def test_a_measured_attestation_shows_no_text_and_says_so(page: str) -> None:
    """Measured figures carry the words found and their place; the text around them is not held."""
    (row,) = html.document_fromstring(page).xpath("//tr[.//mark='umbrellas that are shared']")
    text = "".join(row.itertext())
    assert "measured" in text
    assert "surrounding text not shown" in text


def test_the_summary_says_only_what_the_trace_says(page: str) -> None:
    """Every number in the summary's sentences is a number of the trace."""
    facts = " ".join("".join(item.itertext()) for item in html.document_fromstring(page).xpath("//ul[@class='facts']/li"))
    trace = repr(full_trace())
    for number in re.findall(r"\d+", facts):
        # A change by seats is a difference of two of the trace's numbers: 1 in less 1 out.
        assert number in trace, number
    assert "4 to 1 with 3 abstaining (2018-04-01)" in facts
    assert "adopted without a vote (2022-04-01)" in facts
    assert "Introduced as “Shared umbrellas for everyone”, adopted as “Common canopies for everyone”" in facts


def test_a_long_series_is_summed_up_by_its_first_and_its_last_votes() -> None:
    """Of a series of nine votes the summary gives the first and the last four, and says how many lie between."""
    trace = full_trace()
    votes = [decision(f"A/RES/{n}/1", f"20{n:02}-12-01", {"yes": ["CHN"], "no": [], "abstain": []}) for n in range(10, 19)]
    trace["votes"]["series"][0] |= {"decisions": votes, "shifts": []}
    summary = section_text(render(trace), "summary")
    assert "(2010-12-01); 4 more; 1 to 0 with 0 abstaining (2015-12-01);" in summary
    assert "(2018-12-01)." in summary


def test_evidence_against_is_given_in_full(page: str) -> None:
    """Each finding against the story stands on the page, with the corpus by its name."""
    assert "Yugoslavia in 1962 (Debates on the weather, English)" in section_text(page, "against")


def test_many_findings_of_one_kind_do_not_bury_another() -> None:
    """Findings are shown by kind, so that the eleventh of one kind does not push the first of another off the page."""
    trace = full_trace()
    trace["counter_evidence"] = [{"name": "seats", "sentence": f"Seat {n} moved.", "holding": "held"} for n in range(11)]
    trace["counter_evidence"].append({"name": "other users", "sentence": "Kenya said it first.", "holding": "held"})
    page = render(trace)
    shown = html.document_fromstring(page)
    assert all(f"Seat {n} moved." in section_text(page, "against") for n in range(11))
    assert shown.xpath("//section[@id='against']/ul/li[not(ancestor::details)][contains(., 'Kenya said it first.')]")


def test_each_figure_has_its_command(page: str) -> None:
    """The reader can get each figure again: commands name the version, the date and the vote."""
    text = section_text(page, "check")
    assert "watchword trace shared-umbrellas --json --as-of 7 --until 2022-12-31" in text
    assert "watchword votes tally A/HRC/RES/99/1 --as-of 7" in text
    assert "watchword votes shift A/HRC/RES/99/1 A/HRC/RES/99/2 --as-of 7" in text
    assert "watchword status --as-of 7" in text


def test_a_name_with_a_quote_in_it_cannot_break_out_of_a_command() -> None:
    """A reader may paste the commands: whatever a record is called, it stays one argument."""
    trace = full_trace()
    trace["votes"]["series"][0]["decisions"][0]["symbol"] = "x'; rm -rf /"
    assert """votes tally 'x'"'"'; rm -rf /' --as-of 7""" in section_text(render(trace), "check")


# What the page branches or reckons on: positions, dates, codes.
KEPT = set(
    "position before after from to date before_date after_date language kind holding outcome until source first last starts ends".split()
)


def _poison(value: Any, key: str = "") -> Any:
    """Return the value with a script in every free text of it; keys, dates and the words the page branches on stay."""
    if isinstance(value, dict):
        return {name: _poison(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_poison(item, key) for item in value]
    return SCRIPT + value + "\"'><img src=x onerror=alert(1)>" if isinstance(value, str) and value and key not in KEPT else value


def test_text_from_outside_stays_text() -> None:
    """With a script in every title, quote, name and note, no element of the page comes from them."""
    trace = full_trace()
    poisoned = _poison(copy.deepcopy(trace))
    for series in poisoned["votes"]["series"]:
        for vote, sound in zip(series["decisions"], full_trace()["votes"]["series"][0]["decisions"], strict=False):
            vote["states"] = sound["states"]
    page = render(poisoned)
    tree = html.document_fromstring(page)
    assert not tree.xpath("//img")
    assert not tree.xpath("//*[@onerror]")
    assert all(element.get("type") == "application/json" for element in tree.xpath("//script"))
    assert "<script>window" not in page
    assert SCRIPT in visible_text(page)


def test_only_web_addresses_become_links(page: str) -> None:
    """An address such as javascript:... is shown as text, never as a link."""
    links = html.document_fromstring(page).xpath("//a/@href")
    assert "https://example.org/v" in links
    assert all(link.startswith(("#", "https://", "http://")) for link in links)


def test_the_page_loads_nothing(page: str) -> None:
    """No address is fetched: no sources, styles, fonts or pictures from anywhere, and the policy forbids them."""
    tree = html.document_fromstring(page)
    assert not tree.xpath("//@src | //link | //iframe | //object | //form | //base")
    assert "url(http" not in page
    assert "@import" not in page
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; script-src 'none'")
    assert "unsafe-eval" not in policy


def test_each_chart_has_its_numbers_as_a_table(page: str) -> None:
    """A reader who does not see a chart gets the same rows as a table."""
    text = section_text(page, "curve")
    assert "2022 12 52 23.08% 11.54% to 35.62%" in text
    assert "The same as a table" in text


def test_a_page_with_nothing_to_draw_carries_no_library() -> None:
    """Without a chart there is no script, and the page stays small."""
    page = render_page(empty_trace())
    assert "<script" not in page
    assert len(page) < 50_000


def test_a_missing_part_of_the_trace_is_an_error_and_not_a_gap() -> None:
    """A trace without one of its keys makes no page: a blank where a number should be would be believed."""
    trace = full_trace()
    del trace["votes"]["series"][0]["decisions"][0]["record"]
    with pytest.raises(jinja2.UndefinedError, match="record"):
        render(trace)


def test_a_page_that_cannot_be_written_says_where(tmp_path: Path) -> None:
    """A wrong path gives a sentence with the path in it."""
    with pytest.raises(UsageError, match="no-such-folder"):
        write_page(empty_trace(), tmp_path / "no-such-folder" / "page.html")


def test_the_page_is_the_same_for_the_same_trace() -> None:
    """Two runs give the same bytes, so that pages can be compared."""
    assert render(full_trace()) == render(full_trace())


def test_a_title_of_a_thousand_characters_is_folded() -> None:
    """Some records have a page of the debate for a title: the heading stays a heading, and the whole can be opened."""
    trace = full_trace()
    long = "The Acting President: " + "members will recall the rain " * 40
    trace["votes"]["series"][0]["title"] = long
    page = render(trace)
    assert " ".join(long.split()) in section_text(page, "votes")
    headings = ["".join(element.itertext()) for element in html.document_fromstring(page).xpath("//section[@id='votes']//h3")]
    assert all(len(heading) < 220 for heading in headings)
