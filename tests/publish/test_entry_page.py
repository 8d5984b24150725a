"""The page of an entry: readable, self-contained, escaped, and each claim opens what stands behind it."""

import re
import shutil
from pathlib import Path

import pytest
from lxml import html

from tests.cli.running import run
from tests.evidence.entries.asking import write
from tests.publish.reading import visible_text

_HOSTILE = "<script>alert(x)</script><img src=x onerror=alert(y)>"


@pytest.fixture(scope="module")
def folder(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo's workspace with a second entry that tries to inject, and both entries' pages in `out`."""
    folder = Path(shutil.copytree(kept / "demo", tmp_path_factory.mktemp("entry") / "demo"))
    body = (
        f"## {_HOSTILE}\n\nWords {_HOSTILE} and `{_HOSTILE}`, [28 votes to 3, with 17 abstentions {_HOSTILE}]{{vote A/HRC/RES/37/23}}, "
        f'[“{_HOSTILE}”]{{quote "{_HOSTILE}" p=0 hash=00000000}}.\n\n::: judgement\n[2018]{{date A/HRC/RES/37/23}} {_HOSTILE}\n:::\n'
    )
    write(folder, body, "hostile")
    assert run("entry", "build", "-w", str(folder), "--html", str(folder / "out")).code == 3
    return folder


@pytest.fixture(scope="module")
def page(folder: Path) -> str:
    """The page of the shipped entry."""
    return (folder / "out" / "win-win-cooperation.html").read_text(encoding="utf-8")


def test_nothing_of_a_text_becomes_markup(folder: Path) -> None:
    """An entry that tries to inject a script is shown as it is written, in all three forms of the page."""
    text = (folder / "out" / "hostile.html").read_text(encoding="utf-8")
    tree = html.document_fromstring(text)
    assert not tree.xpath("//script | //img | //iframe | //object")
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
    assert "alert(x)" in visible_text(text)
    markdown = re.sub(r"`[^`]*`", "", (folder / "out" / "hostile.md").read_text(encoding="utf-8"))
    assert not re.search(r"(?<!\\)<(?:script|img)", markdown)


def test_the_page_loads_nothing_and_runs_nothing(page: str) -> None:
    """The content policy forbids every script and address, and no element names one that is loaded."""
    tree = html.document_fromstring(page)
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; script-src 'none'")
    assert not tree.xpath("//link | //script | //*[@src]")
    assert "url(" not in page
    assert "@import" not in page


def test_each_claim_has_a_mark_that_opens_its_record(page: str) -> None:
    """Each button opens a note that is there, with source, record, holding, finder and workspace version."""
    tree = html.document_fromstring(page)
    buttons = tree.xpath("//button/@popovertarget")
    assert len(buttons) == len(set(buttons)) == 76
    for name in buttons:
        (note,) = tree.xpath(f"//*[@id='{name}'][@popover]")
        said = note.text_content()
        assert "Finder" in said
        assert "workspace version" in said
        assert "Holding" in said or "Not checked here" in said
    assert tree.xpath("//aside//code[string-length() = 64]")


def test_what_is_cited_is_shown_as_cited(page: str) -> None:
    """A cited claim is never called supported on the page."""
    notes = html.document_fromstring(page).xpath("//aside[.//dd[normalize-space() = 'cited']]")
    assert notes
    assert all("supported" not in note.xpath(".//h3")[0].text_content() for note in notes)


def test_judgement_is_marked_as_the_authors(page: str) -> None:
    """The block of judgement says whose it is."""
    (block,) = html.document_fromstring(page).xpath("//div[@class='judgement']")
    assert block.text_content().split("\n")[0].strip().startswith("The author’s judgement")


def test_a_failing_entry_says_so_first(folder: Path) -> None:
    """Whoever opens the page of an entry that does not build sees it before the first sentence."""
    said = visible_text((folder / "out" / "hostile.html").read_text(encoding="utf-8"))
    assert "This entry does not build on version" in said
    assert "expected 1 (no); found 3" in said


def test_markdown_and_text_carry_every_claim(folder: Path) -> None:
    """The footnotes and the numbered notes are as many as the claims, each with its record."""
    markdown, text = ((folder / "out" / f"win-win-cooperation.{ending}").read_text(encoding="utf-8") for ending in ("md", "txt"))
    assert len(re.findall(r"^\[\^\d+\]: ", markdown, re.M)) == 76
    assert len(set(re.findall(r"(?m)(?<!^)\[\^(\d+)\]", markdown))) == 76
    assert len(re.findall(r"^\[\d+\] ", text, re.M)) == 76
    assert max(map(len, text.splitlines())) <= 100
    assert "The author’s judgement" in markdown
    assert "The author’s judgement" in text


def test_a_folder_that_cannot_be_written_is_one_sentence(folder: Path) -> None:
    """No traceback for a wrong folder."""
    answer = run("entry", "build", "win-win-cooperation", "-w", str(folder), "--html", str(folder / "watchword.toml" / "x"))
    assert answer.code == 2
    assert "name a folder that can be written" in answer.err
