"""Read outputs back as their readers would: the words of each format, in reading order."""

from __future__ import annotations

import email
import email.policy
import html
import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

HEAD_PT = 62
"""Height of the strips at a page's head and foot where running head and folio stand."""

_OPF = "{http://www.idpf.org/2007/opf}"


def squeezed(text: str) -> str:
    """Return the text with every run of white space as one space and soft hyphens gone."""
    return " ".join(text.replace("\u00ad", "").split())


def html_words(markup: str) -> str:
    """Return what a page shows: head, comments, styles and hidden preheaders aside."""
    from bs4 import BeautifulSoup, Comment

    # bs4 takes a chapter's XML declaration for a sign that an XML parser is wanted.
    soup = BeautifulSoup(re.sub(r"\A\s*<\?xml[^>]*>", "", markup), "lxml")
    for tag in soup.find_all(["head", "style", "script"]):
        tag.decompose()
    for comment in soup.find_all(string=lambda node: isinstance(node, Comment)):
        comment.extract()
    for tag in soup.find_all(style=re.compile(r"display:\s*none")):
        tag.decompose()
    return squeezed(soup.get_text(" "))


def epub_words(content: bytes) -> str:
    """Return the words of the spine."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        container = ET.fromstring(book.read("META-INF/container.xml"))
        root_file = next(e.get("full-path") for e in container.iter() if e.tag.endswith("rootfile"))
        assert root_file
        package = ET.fromstring(book.read(root_file))
        folder = root_file.rpartition("/")[0]
        hrefs = {item.get("id"): item.get("href") or "" for item in package.iter(f"{_OPF}item")}
        words = []
        for itemref in package.iter(f"{_OPF}itemref"):
            name = "/".join(filter(None, (folder, hrefs[itemref.get("idref")])))
            words.append(html_words(book.read(name).decode()))
    return squeezed(" ".join(words))


def pdf_words(content: bytes) -> str:
    """Return the text of every page without running heads; hyphens at line ends are undone."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    pages = [
        page.get_textpage().get_text_bounded(bottom=HEAD_PT, top=page.get_height() - HEAD_PT)
        for page in document
    ]
    text = "\n".join(pages).replace("\r", "")
    # pdfium writes a soft hyphen at a line's end as U+FFFE and swallows the line break.
    return squeezed(re.sub(r"[\ufffe\u0002]\n?|[\u00ad\u2010]\n(?=\w)", "", text))


def eml_parts(content: bytes) -> tuple[str, str]:
    """Return the words of the plain and of the HTML part."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    plain = message.get_body(("plain",))
    rich = message.get_body(("html",))
    assert plain is not None
    assert rich is not None
    return squeezed(plain.get_content()), html_words(rich.get_content())


def markdown_words(text: str) -> str:
    """Return Markdown, front matter included, without its marks."""
    plain = re.sub(r"\\([^\w\s])", r"\1", text)
    return squeezed(html.unescape(re.sub(r"[*_]{1,2}", "", plain)))


def words_of(path: Path) -> dict[str, str]:
    """Return the words of a file by part; only an .eml has two."""
    content = path.read_bytes()
    name = path.name
    if name.endswith(".pdf"):
        return {"pdf": pdf_words(content)}
    if name.endswith(".epub"):
        return {"epub": epub_words(content)}
    if name.endswith(".eml"):
        plain, rich = eml_parts(content)
        return {"eml-plain": plain, "eml-html": rich}
    if name.endswith(".newsletter.html"):
        return {"newsletter": html_words(content.decode())}
    if name.endswith(".html"):
        return {"html": html_words(content.decode())}
    if name.endswith(".md"):
        return {"markdown": markdown_words(content.decode())}
    return {path.suffix.lstrip("."): squeezed(content.decode())}
