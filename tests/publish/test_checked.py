"""A checked text: each rendering marks the same claims at the same words, and runs nothing."""

import io
import json
import re
import zipfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from tests.evidence.reading.made import make_word, word_paragraph
from tests.evidence.reading.same_text import in_every_form
from tests.publish.checked_text import VERDICTS, check_invented
from tests.publish.reading import visible_text
from watchword.evidence.claims import Checked, Verdict
from watchword.evidence.reading.prose import Prose
from watchword.evidence.reading.read import read_prose
from watchword.publish.checked.marks import cut_text, number_claims, tell_json
from watchword.publish.checked.page import render_checked
from watchword.publish.checked.terminal import print_checked
from watchword.publish.checked.word import write_comments

FORMS = in_every_form()
ATTACK = "<script>window.injected=1</script><img src=x onerror='window.injected=1'>\"'><svg/onload=window.injected=1>{{7*7}}</mark></p>"
_COLOURS = re.compile(r"\x1b\[[\d;]*m")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def commented(content: bytes) -> dict[str, str]:
    """Return the words that each comment of a Word file stands at, by the comment's first line, as Word would show them."""
    document = docx.Document(io.BytesIO(content))
    heads = {comment.comment_id: comment.text.split("\n")[0] for comment in document.comments}
    found: dict[str, str] = dict.fromkeys(heads.values(), "")
    open_ones: set[int] = set()
    for element in document.element.body.iter():
        identity = int(element.get(f"{_W}id", -1)) if "comment" in str(element.tag) else -1
        if element.tag == f"{_W}commentRangeStart":
            open_ones.add(identity)
        elif element.tag == f"{_W}commentRangeEnd":
            open_ones.remove(identity)
        elif element.tag == f"{_W}t":
            for one in open_ones:
                found[heads[one]] += element.text or ""
    assert not open_ones
    return found


@pytest.mark.parametrize("name", FORMS)
def test_the_same_claims_are_marked_in_every_form(name: str) -> None:
    """The words of a claim are the same words, whatever the file was and whatever is made of it."""
    checked, prose = check_invented(FORMS[name], name)
    marks = [(item.claim.text, item.claim.verdict) for item in number_claims(checked, prose)]
    assert dict(marks) == VERDICTS
    original = FORMS[name] if prose.kind == "Word" else b""
    assert sorted(commented(write_comments(checked, prose, original)).values()) == sorted(VERDICTS)
    page = html.document_fromstring(render_checked(checked, prose))
    assert page.xpath("count(//article[contains(@class, 'claim')])") == len(VERDICTS)
    for tip in page.xpath("//*[@class='tip']"):
        tip.drop_tree()
    assert "by 28 votes to 1" in " ".join(page.xpath("string(//section)").split()).replace(" 4✓", "")


def test_the_terminal_tells_each_claim_in_words() -> None:
    """A summary first; then each sentence with its claims in brackets, and below why, what was said, what is recorded, and the source."""
    text = _COLOURS.sub("", print_checked(*check_invented(FORMS["a.txt"], "a.txt")))
    lines = text.splitlines()
    assert lines[0] == "a.txt (text, English)"
    assert lines[1].startswith("5 statements that can be checked: 1 contradicted, 1 sources disagree")
    assert "[1✗ on [2? 3 May] 2031] by [3✓ 28 votes to 1]" in " ".join(text.split())
    for words in ("✗ contradicted", "why: the record has it", "the text says: 28 votes to 1", "the record says: what", "but note: one"):
        assert words in text
    assert "line 3: " in text
    assert max(map(len, lines)) <= 100


def test_the_terminal_shows_the_verdicts_asked_for() -> None:
    """`only` leaves the summary whole, and numbers stay with their claims."""
    text = _COLOURS.sub("", print_checked(*check_invented(FORMS["a.txt"], "a.txt"), [Verdict.DISAGREE]))
    assert text.splitlines()[1].startswith("5 statements")
    assert "Shown: 1 (sources disagree)." in text
    assert "  4 tally: ≠ sources disagree" in text
    assert "contradicted\n" not in text.partition("Shown")[2]


def test_a_text_without_a_claim_says_so() -> None:
    """In every rendering, and nothing fails."""
    prose = read_prose(b"Twenty-eight countries attended.", "plain.txt")
    checked = Checked(prose.text, "en", (), 1, (), {})
    assert "No statement that can be checked was found." in print_checked(checked, prose)
    assert "No statement that can be checked was found." in visible_text(render_checked(checked, prose))
    assert commented(write_comments(checked, prose)) == {}
    assert tell_json(checked, prose)["claims"] == []


def test_json_is_the_claims_as_they_are() -> None:
    """Offsets give back the words."""
    checked, prose = check_invented(FORMS["a.pdf"], "a.pdf")
    value = json.loads(json.dumps(tell_json(checked, prose)))
    assert [value["text"][claim["start"] : claim["end"]] for claim in value["claims"]] == [claim["text"] for claim in value["claims"]]
    assert {claim["verdict"] for claim in value["claims"]} == set(Verdict)
    assert value["claims"][0].keys() > asdict(checked.claims[0]).keys()
    assert value["claims"][0]["place"] == "page 1"


def test_cutting_gives_the_text_back() -> None:
    """Stretches are the text, in order, whatever claims overlap."""
    checked, prose = check_invented(FORMS["a.md"], "a.md", {"to 1, with 17": Verdict.SUPPORTED, checked_words(): Verdict.DISAGREE})
    marked = number_claims(checked, prose)
    stretches = list(cut_text(checked.text, 0, len(checked.text), marked))
    assert "".join(stretch.text for stretch in stretches) == checked.text
    assert sorted(item.number for stretch in stretches for item in stretch.ending) == [item.number for item in marked]


def checked_words() -> str:
    """Return words that stand over several claims."""
    return "The invented council adopted the text on 3 May 2031 by 28 votes to 1, with 17 abstentions. Two years"


def test_comments_go_into_a_copy_of_the_file_and_leave_its_formats() -> None:
    """Runs are parted at the claims; bold stays bold, tables, insertions and the text stay as they were."""
    bold = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">The council adopted it on 3 May 2031 by 28 vo</w:t></w:r>'
    body = (
        f"<w:p><w:pPr><w:jc w:val='center'/></w:pPr>{bold}<w:r><w:t xml:space='preserve'>tes to 1, later 23 votes to 16</w:t></w:r></w:p>"
        "<w:p><w:ins w:id='7' w:author='x'><w:r><w:t>The first draft</w:t></w:r></w:ins></w:p>"
        f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{word_paragraph('a cell')}</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    original = make_word(body, **{"word/media/kept.bin": b"kept"})
    checked, prose = check_invented(original, "a.docx")
    made = write_comments(checked, prose, original)
    assert sorted(commented(made).values()) == sorted(VERDICTS)
    assert read_prose(made).text == prose.text
    document = docx.Document(io.BytesIO(made))
    first = document.paragraphs[0]
    assert "".join(run.text for run in first.runs if run.bold) == "The council adopted it on 3 May 2031 by 28 vo"
    assert first.alignment is not None
    assert document.element.xpath("count(//w:ins)") == 1
    assert document.tables[0].cell(0, 0).text == "a cell"
    assert {comment.author for comment in document.comments} == {"Watchword"}


def test_a_claim_in_a_footnote_is_commented_at_its_reference() -> None:
    """Word has no comments inside notes: the comment stands where the note is referred to."""
    checked, prose = check_invented(FORMS["a.docx"], "a.docx", {"document Z/INV/31/4": Verdict.SUPPORTED})
    made = write_comments(checked, prose, FORMS["a.docx"])
    assert len(list(docx.Document(io.BytesIO(made)).comments)) == len(VERDICTS) + 1
    xml = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    assert re.search(r"<w:commentRangeStart[^>]*/><w:r><w:footnoteReference", xml)


def attacked() -> tuple[Checked, Prose]:
    """Return a text that tries to become markup, with a claim over the attempt, and a record that tries too."""
    text = f"The council adopted it on 3 May 2031 by 28 votes to 1, then 23 votes to 16. The first draft {ATTACK} stands."
    return check_invented(text.encode(), f"{ATTACK[:30]}.txt", {ATTACK: Verdict.CONTRADICTED}, say=ATTACK)


def test_markup_in_a_text_is_text() -> None:
    """In the page's source nothing of it is an element; in Word it reads as it stood."""
    checked, prose = attacked()
    page = html.document_fromstring(render_checked(checked, prose))
    assert page.xpath("count(//script | //img | //svg | //iframe)") == 0
    assert ATTACK in page.text_content()
    assert ATTACK in commented(write_comments(checked, prose)).values()


@pytest.mark.browser
def test_a_page_runs_nothing_and_asks_for_nothing(browser: Any, tmp_path: Path) -> None:
    """From a file, with markup in text, name and record: no script ran, no request went out, nobody complained."""
    target = tmp_path / "checked.html"
    target.write_text(render_checked(*attacked()), encoding="utf-8")
    page = browser.new_page()
    problems: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(target.as_uri())
    assert page.evaluate("window.injected === undefined")
    assert "window.injected" in page.inner_text("body")
    assert (problems, asked) == ([], [target.as_uri()])


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 800])
def test_a_claim_answers_pointer_and_keyboard(browser: Any, tmp_path: Path, width: int) -> None:
    """On pointing or with the keyboard the reason shows; a link leads to the whole finding; nothing runs off the side."""
    target = tmp_path / "checked.html"
    target.write_text(render_checked(*check_invented(FORMS["a.html"], "a.html")), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 700})
    page.goto(target.as_uri())
    mark = page.locator("section mark.contradicted[tabindex]").first
    assert page.locator(".tip:visible").count() == 0
    mark.focus()
    assert "the record has it" in page.locator(".tip:visible").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".tip:visible a").first.click()
    assert page.locator("article.claim:target .verdict").inner_text() == "✗ contradicted"
    styles = page.evaluate("[...document.querySelectorAll('section mark')].map((e) => getComputedStyle(e).textDecorationStyle)")
    assert set(styles) == {"solid", "wavy", "double", "dashed"}


@given(st.lists(st.text("ab \u00ad\t", min_size=1, max_size=6), min_size=1, max_size=6), st.data())
def test_however_runs_lie_a_comment_stands_at_its_words(runs: list[str], data: st.DataObject) -> None:
    """Claims that begin and end anywhere, overlap or share a run: each comment is at its own words, and the text stays."""
    original = make_word(word_paragraph(*(run.replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>") for run in runs)))
    prose = read_prose(original, "a.docx")
    if not prose.text:
        return
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(prose.text) - 1), st.integers(1, len(prose.text))), max_size=4))
    claims = [
        replace(check_invented(FORMS["a.txt"], "a")[0].claims[0], text=prose.text[start:end], start=start, end=end)
        for start, end in spans
        if start < end and prose.text[start:end].strip() == prose.text[start:end]
    ]
    made = write_comments(Checked(prose.text, "en", tuple(claims), 1), prose, original)
    assert read_prose(made, "a.docx").text == prose.text
    found = commented(made)
    assert len(found) == len(claims)
    bare = str.maketrans("", "", "\u00ad\t ")
    assert [words.translate(bare) for words in found.values()] == [claim.text.translate(bare) for claim in claims]
