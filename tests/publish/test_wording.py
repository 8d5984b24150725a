"""How the page names and marks things."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from tests.publish.invented import full_trace
from watchword.publish.wording import Names, link_addresses, mark_change, name_corpus, name_language, name_state, name_states, safe_address


def test_identifiers_become_names() -> None:
    """A reader gets names; what our tables do not know stays as it is recorded."""
    assert name_corpus("un_general_debate") == "UN general debate"
    assert name_language("zh") == "Chinese"
    assert name_language("xx") == "xx"
    assert name_language("") == "language unknown"
    assert name_state("CHN") == "China"
    assert name_state("nobody") == "nobody"


def test_a_hundred_sponsors_do_not_fill_the_page() -> None:
    """Up to four states are named; of more, three and how many others."""
    assert name_states(["CHN", "CUB", "KEN", "PER"]) == "China, Cuba, Kenya, Peru"
    assert name_states(["CHN", "CUB", "KEN", "PER", "TUN"]) == "China, Cuba, Kenya and 2 more"


def test_sentences_get_the_titles_of_corpora() -> None:
    """Identifiers in a sentence become titles where the trace gives them, and words where it does not."""
    names = Names(full_trace())
    assert names.say("use in un_weather_debate (en) and (rain_news, en)") == (
        "Use in Debates on the weather (English) and (Rain news, English)"
    )
    assert names.say("no <b> in un_silence (en)") == "No &lt;b&gt; in UN silence (English)"


def test_dates_are_kept_whole() -> None:
    """No line ends inside a date."""
    assert names_say("on 2018-03-23, in 2019") == 'On <span class="whole">2018-03-23</span>, in 2019'


def names_say(sentence: str) -> str:
    """Return a sentence as the invented trace's names say it."""
    return str(Names(full_trace()).say(sentence))


def test_addresses_that_could_act_are_refused() -> None:
    """Only web addresses are addresses."""
    assert safe_address("https://example.org/a?b=c") == "https://example.org/a?b=c"
    for address in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "", "https://", "http://[bad"):
        assert safe_address(address) == ""


def test_addresses_in_evidence_are_linked_and_the_rest_is_escaped() -> None:
    """An address in angle brackets becomes a link with its host as text."""
    assert str(link_addresses("see <b> <https://example.org/x&y>")) == (
        'see &lt;b&gt; <a href="https://example.org/x&amp;y" rel="noreferrer">example.org</a>'
    )


def test_a_renaming_is_marked_word_by_word() -> None:
    """What went and what came stand out; the words that stayed do not."""
    old, new = mark_change("Shared umbrellas for everyone", "Common canopies for everyone")
    assert str(old) == "<del>Shared umbrellas</del> for everyone"
    assert str(new) == "<ins>Common canopies</ins> for everyone"


def test_a_chinese_title_is_marked_character_by_character() -> None:
    """Chinese has no spaces: only the characters that differ are marked."""
    old, new = mark_change("促进合作共赢", "促进互利合作")
    assert "促进" in str(old)
    assert "<del>共赢</del>" in str(old)
    assert "<ins>互利</ins>" in str(new)


@given(st.text(max_size=60), st.text(max_size=60))
def test_marking_changes_no_word(before: str, after: str) -> None:
    """Without the marks both titles read as they were given, and nothing in them is markup."""
    for marked, title in zip(mark_change(before, after), (before, after), strict=True):
        plain = html.unescape(re.sub(r"</?(?:del|ins)>", "", str(marked)))
        assert plain.split() == title.split()
