"""One invented text in each of the forms that are read, for promises that hold whatever the form."""

from html import escape

from tests.evidence.reading.made import make_pdf, make_word, set_page, word_paragraph

PARAGRAPHS = (
    "A vote in an invented council",
    "The invented council adopted the text on 3 May 2031 by 28 votes to 1, with 17 abstentions. Two years later it was adopted by 23 "
    "votes to 16, with 8 abstentions & no debate.",
    "The first draft spoke of win-win cooperation, and the sponsors' own paper said so too.",
)
NOTE = "See document Z/INV/31/4."


def in_every_form() -> dict[str, bytes]:
    """Return the text by the name of its file."""
    title, vote, draft = PARAGRAPHS
    lines = [wrap(paragraph) for paragraph in PARAGRAPHS]
    plain = "\n\n".join("\r\n".join(wrapped) for wrapped in [*lines, [NOTE]])
    marked = (
        f"# {title}\n\n{vote.replace('28 votes', '**28 votes**[^1]')}\n\n{draft.replace('win-win', '[win-win](https://x.invalid)')}\n\n"
    )
    raised = escape(vote).replace("28 votes", "<b>28</b> votes<sup><a href=#n1>1</a></sup>")
    page = (
        "<!DOCTYPE html><html><head><title>x</title><script>x = '99 votes to 3'</script></head><body><nav><a href='/'>Home</a></nav>"
        f"<main><h1>{title}</h1>\n<p>{raised}</p>\n<p>{escape(draft)}</p><p id=n1>{NOTE}</p></main><footer>Imprint</footer></body></html>"
    )
    before, _, after = vote.partition("28 votes")
    noted = word_paragraph(before, "28 ", "votes").removesuffix("</w:p>") + '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = word_paragraph(title) + noted + word_paragraph(escape(after)).removeprefix("<w:p>") + word_paragraph(escape(draft))
    word = make_word(body, f'<w:footnote w:id="2">{word_paragraph(NOTE)}</w:footnote>')
    pages = [[(72.0, 812.0, 9.0, "Invented quarterly"), (300.0, 24.0, 9.0, str(number))] for number in (1, 2)]
    pages[0] += [*set_page([lines[0], lines[1]]), (72.0, 60.0, 8.0, NOTE)]
    pages[1] += set_page([lines[2]])
    return {
        "a.txt": plain.encode(), "a.md": f"{marked}[^1]: {NOTE}\n".encode(), "a.html": page.encode(), "a.docx": word,
        "a.pdf": make_pdf(pages),
    }  # fmt: skip


def wrap(paragraph: str) -> list[str]:
    """Return a paragraph in lines of about 70 letters; a compound breaks behind its hyphen as typesetters do."""
    lines, line = [], ""
    for word in paragraph.split(" "):
        if len(line) + len(word) > 70:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line]
