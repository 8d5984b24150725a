"""Any bytes give a text or a sentence that says why not."""

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.corpora import data_file
from tests.evidence.reading.made import make_pdf, make_word, set_page, word_paragraph
from tests.evidence.reading.same_text import in_every_form
from watchword.errors import UnreadableInput, UnsafeInput, UsageError
from watchword.evidence.reading import read
from watchword.evidence.reading.read import read_prose

BEGINNINGS = (b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"<!doctype html>", b"# x\n[a](b)\n", b"\xff\xfe", b"\xef\xbb\xbf",
              b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n")  # fmt: skip


def read_or_refuse(content: bytes) -> None:
    """Hold a reading to its form: in order, nothing unseen, each word placed; or a sentence."""
    try:
        prose = read_prose(content, "file")
    except UnreadableInput as error:
        assert str(error).startswith("file")
        assert error.expected
        assert error.found
        return
    at = 0
    for place in prose.places:
        assert place.start >= at
        assert prose.text[at : place.start].strip() == ""
        at = place.end
    assert at == len(prose.text)
    assert prose.text == prose.text.strip()
    prose.text.encode()
    assert not set("\0\u200b\ufeff\u00ad") & set(prose.text)


@given(st.sampled_from(BEGINNINGS), st.binary(max_size=400))
def test_any_bytes_give_a_text_or_a_sentence(beginning: bytes, rest: bytes) -> None:
    """Nothing that a file may hold is a crash."""
    read_or_refuse(beginning + rest)


@given(st.sampled_from(BEGINNINGS), st.text(max_size=300))
def test_any_text_gives_a_text(beginning: bytes, rest: str) -> None:
    """The same for letters of every script."""
    read_or_refuse(beginning + rest.encode("utf-8", "surrogatepass"))


@given(st.sampled_from(sorted(in_every_form())), st.integers(0, 10_000), st.integers(0, 255))
def test_a_flipped_byte_is_no_crash(name: str, at: int, value: int) -> None:
    """A file with one byte changed is read or refused."""
    content = bytearray(in_every_form()[name])
    content[at % len(content)] = value
    read_or_refuse(bytes(content))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=200))
def test_plain_words_come_out_of_a_page_as_they_went_in(words: str) -> None:
    """Whatever is written, tags and entities included, is text when it was escaped."""
    from html import escape

    prose = read_prose(f"<!doctype html><p>x{escape(words)}x</p>".encode())
    unseen = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff\ufffe\uffff")
    assert "".join(prose.text.split()) == "".join(f"x{words.translate(unseen)}x".split())


@pytest.mark.parametrize(("content", "found"), [
    (make_pdf([set_page([["x"]])], encrypted=True), "an encrypted one"),
    (make_pdf([set_page([["x"]])])[:60], "a damaged one"),
    (b"%PDF-1.4\ntrash", "a damaged one"),
    (make_word(word_paragraph("x"))[:300], "zip"),
    (b"\xd0\xcf\x11\xe0" + bytes(600), "an old Office file"),
    (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    (b"{\\rtf1 hello}", "Rich Text"),
    (b"\x89PNG\r\n", "a picture"),
    (bytes(range(256)) * 4, "bytes that are no text"),
    (b"<html>" + b"<div>" * 9000, "nested"),
    (b"<html><p " + b" ".join(b"a%d=1" % n for n in range(9000)), "attributes"),
])  # fmt: skip
def test_what_is_not_read_is_refused_with_a_sentence(content: bytes, found: str) -> None:
    """The sentence names the file, what was expected and what was found."""
    with pytest.raises(UnreadableInput) as refused:
        read_prose(content, "report.x")
    assert str(refused.value).startswith("report.x")
    assert "expected" in str(refused.value)
    assert found in str(refused.value)


def test_a_file_that_is_not_there_or_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So is a folder, and a kind that is not known."""
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(UnreadableInput, match="expected a file that can be read"):
            read_prose(path)
    monkeypatch.setattr(read, "FILE_LIMIT", 10)
    (tmp_path / "large.txt").write_text("more than ten letters")
    with pytest.raises(UnreadableInput, match="at most 10 bytes"):
        read_prose(tmp_path / "large.txt")
    with pytest.raises(UsageError, match="there are text"):
        read_prose(b"x", kind="poem")


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    """A part that unpacks to more than is plausible costs nothing."""
    out = io.BytesIO(make_word(word_paragraph("x")))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/media/x.bin", "w", force_zip64=True) as part:
        for _ in range(520):
            part.write(bytes(1_000_000))
    with pytest.raises(UnsafeInput, match="at most 500,000,000 bytes"):
        read_prose(out.getvalue(), "bomb.docx")


@pytest.mark.parametrize("entity", ['<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">', '<!ENTITY b SYSTEM "file:///etc/hostname">'])
def test_entities_are_refused_in_word_and_harmless_in_html(entity: str) -> None:
    """Neither a laughing bomb nor another file's words come in."""
    from tests.evidence.reading import made

    content = made.make_word("<w:p/>")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.namelist():
            data = old.read(item)
            new.writestr(item, f"<!DOCTYPE x [{entity}]>".encode() + data if item == "word/document.xml" else data)
    with pytest.raises(UnsafeInput, match="document type"):
        read_prose(out.getvalue(), "x.docx")
    assert read_prose(f"<!DOCTYPE html [{entity}]><html><p>a &b; c</p>".encode()).text.endswith("a &b; c")


def test_an_empty_file_is_said_to_be_empty() -> None:
    """No error: there is nothing to check in it."""
    assert read_prose(b" \n").notes == ("the file is empty",)


@pytest.mark.parametrize(("content", "text"), [
    ("São 28 votes".encode("cp1252"), "São 28 votes"),
    ("São 28 votes".encode("utf-16"), "São 28 votes"),
    ("Sao 28 votes and more".encode("utf-16-le"), "Sao 28 votes and more"),
    ('<html><meta charset="koi8-r"><p>Голосование</p>'.encode("koi8-r"), "Голосование"),
    ('<html><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>合作共赢</p>'.encode("gb18030"), "合作共赢"),
    (b'<html><meta charset="unicode_escape"><p>a\\x41</p>', "a\\x41"),
    (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=iso-8859-2\n"
     b"Content-Transfer-Encoding: quoted-printable\n\n<html><p>28 =B1 votes</p>\n--x--\n", "28 ą votes"),
])  # fmt: skip
def test_a_page_is_read_in_its_own_letters(content: bytes, text: str) -> None:
    """By mark, by what the page declares, by what the bytes can only be; no codec that runs anything."""
    assert read_prose(content).text == text


def test_a_report_of_three_hundred_pages_is_read_whole() -> None:
    """Its running lines are gone from every page, and the last page is still the last."""
    paragraph = [f"The invented council adopted text {number} by 28 votes to 1, with 17 abstentions." for number in range(30)]
    pages = [[(72.0, 812.0, 9.0, f"Invented report, page {page}"), *set_page([paragraph])] for page in range(1, 301)]
    prose = read_prose(make_pdf(pages), "long.pdf")
    assert "Invented report" not in prose.text
    assert prose.say_place(len(prose.text) - 9, len(prose.text)) == "page 300"


def words_of(text: str) -> Counter[str]:
    """Return the words of a text, apostrophes alike, hyphens apart."""
    return Counter(re.findall(r"[^\W\d_]+", text.lower().replace("’", "'")))


@pytest.mark.real
@pytest.mark.parametrize("name", ["co_es", "ph_en", "bo_es", "ar_es", "cu_es", "by_ru", "gb_en", "ke_en", "bf_fr", "ad_fr", "bj_fr"])
def test_speeches_printed_as_pdf_are_read_as_their_publisher_reads_them(name: str) -> None:
    """Nineteen of twenty words of each speech are among those of the publisher's own text, which was made from pictures of the pages."""
    with zipfile.ZipFile(data_file("speeches-pdf.zip")) as archive:
        prose = read_prose(archive.read(f"speeches-pdf/pdfs/{name}.pdf"), name)
        known = words_of(archive.read(f"speeches-pdf/text/{name}.txt").decode("utf-8"))
    ours = words_of(prose.text)
    assert (ours & known).total() > 0.95 * ours.total()
    assert (ours & known).total() > 0.9 * known.total()


@pytest.mark.real
@pytest.mark.parametrize(("name", "said"), [("dz_ar", "hold no text"), *((name, "fonts") for name in ("cn_en", "us_en", "ie_en", "ru_ru"))])
def test_a_pdf_that_does_not_give_its_letters_is_said_to(name: str, said: str) -> None:
    """Scans, and fonts without names for their letters: no word is invented, and a note names the pages."""
    with zipfile.ZipFile(data_file("speeches-pdf.zip")) as archive:
        prose = read_prose(archive.read(f"speeches-pdf/pdfs/{name}.pdf"), name)
    assert said in " ".join(prose.notes)
    assert len(prose.text) < 200
