"""A tree mail clients can show: what they lack is said in other nodes before it is rendered.

Takes an article's blocks, gives blocks without in-page anchors (dead in Gmail and Yahoo), ruby,
formulas, preformatted text or wide tables, with headings that skip no level, pictures placed and
addresses absolute. Notes come back apart, numbered in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html import escape
from itertools import zip_longest

from articlepress import nodes as n
from articlepress.listings import relinked, runs
from articlepress.marks import Numbering
from articlepress.render.html_inlines import spoken
from articlepress.urls import host
from articlepress.walk import Handler, inline_text, merge_text, plain_text, query, transform
from articlepress.writers.email.options import NewsletterOptions
from articlepress.writers.email.pictures import INLINE_WIDTH_PX, MAX_WIDTH_PX, PictureStore
from articlepress.writers.email.size import reference
from articlepress.writers.email.tables import fit_table

_LINKABLE = ("https://", "http://", "mailto:", "tel:")
_YOUTUBE = re.compile(
    r"https?://(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com/(?:watch\?(?:.*&)?v=|embed/|shorts/)"
    r"|youtu\.be/)([\w-]{6,15})"
)
_MISSING = ("missing-picture",)
_OWN_CLASSES = (_MISSING, ("math",), ("teaser-byline",))
"""Classes of runs this package makes; the page's own mean nothing here."""
_TAB = 4
"""Columns between two stops of a listing's tabs."""
_INDENT = re.compile(r"^[ \t]+|  +", re.MULTILINE)


@dataclass(slots=True)
class MailTree:
    """Rewrites blocks for mail; collects their notes on the way."""

    pictures: PictureStore
    options: NewsletterOptions
    canonical_url: str = ""
    quotes: str = "“”‘’"
    """Outer opening and closing mark, inner opening and closing mark."""
    numbering: Numbering = field(default_factory=Numbering)
    notes: list[n.Blocks] = field(default_factory=list)
    """Content of each note, in the order of their numbers."""
    upgraded: set[str] = field(default_factory=set)
    """Addresses changed from http to https."""
    level: int = 0
    """Level of the heading before, so that none skips."""

    def rewrite(self, blocks: n.Blocks) -> n.Blocks:
        """Return the blocks in forms every mail client shows."""
        return transform(blocks, self._handlers())

    def rewrite_inlines(self, content: n.Inlines) -> n.Inlines:
        """Return a title or standfirst without pictures and notes."""
        handlers = {**self._handlers(), n.Image: lambda image: None, n.Note: lambda note: None}
        return merge_text(transform(content, handlers))

    def _handlers(self) -> dict[type, Handler]:
        return {
            n.Link: self._link,
            n.Note: self._note,
            n.Superscript: _superscript,
            n.Ruby: _ruby,
            n.Math: _math,
            n.Quoted: self._quoted,
            n.Styled: _styled,
            n.RawInline: lambda node: None,
            n.Plain: self._lone_picture,
            n.Paragraph: self._lone_picture,
            n.Heading: self._heading,
            n.CodeBlock: self._code,
            n.Table: fit_table,
            n.Embed: self._embed,
            n.RawBlock: lambda node: None,
            n.Section: _section,
            n.Figure: _figure,
        }

    def _placed(self, image: n.Image, unknown_px: int) -> n.Inline | None:
        if self.pictures.picture(image) is not None:
            return image
        placed = self.pictures.place(image, MAX_WIDTH_PX, unknown_px)
        if placed is not None:
            return placed
        if not image.alt:
            return None
        words = n.Styled((n.Text(f"[{image.alt}]"),), classes=_MISSING)
        if image.src.startswith(_LINKABLE):
            return n.Link((words,), self._upgraded(image.src))
        return words

    def _link(self, link: n.Link) -> n.Node | tuple[n.Node, ...]:
        content = link.content
        if next(query(content, n.Link), None) is not None:
            content = transform(content, {n.Link: lambda inner: inner.content})
        url = self._linkable(link.url)
        if not url:
            return content
        content = self._named(content, url)
        return n.Link(content, url) if content else ()

    def _linkable(self, url: str) -> str:
        """Return an address that works in a message, or nothing."""
        if url.startswith("#"):
            url = self.canonical_url + url if self.canonical_url else ""
        url = self._upgraded(url)
        return url if url.startswith(_LINKABLE) else ""

    def _code(self, block: n.CodeBlock) -> n.Node:
        return _listing(relinked(block, lambda link: self._linkable(link.url)))

    def _upgraded(self, url: str) -> str:
        if self.options.http_links == "upgrade" and url.startswith("http://"):
            self.upgraded.add(url)
            return "https://" + url[7:]
        return url

    def _named(self, content: n.Inlines, url: str) -> n.Inlines:
        """Return a link's content, with words for a picture that has none."""
        if inline_text(content).strip():
            return content
        images = list(query(content, n.Image))
        if not images or any(image.alt for image in images):
            return content if images else ()
        return tuple(
            n.Image(i.src, host(url) or url, i.title, i.width_px, i.height_px) for i in images
        )

    def _note(self, note: n.Note) -> n.Node | None:
        number, is_first = self.numbering.number(note)
        if is_first:
            self.notes.append(note.content)
            if not note.content:
                # A note that another mark carries is still as the article has it.
                self.notes[number - 1] = self.rewrite(self.numbering.content(note))
        if not number:
            return None
        return n.Superscript((n.Text(str(number)), n.RawInline("html", reference(number))))

    def _quoted(self, quoted: n.Quoted) -> tuple[n.Node, ...]:
        first = 0 if quoted.kind == "double" else 2
        marks = n.Text(self.quotes[first]), n.Text(self.quotes[first + 1])
        return (marks[0], *quoted.content, marks[1])

    def _lone_picture(self, block: n.Plain | n.Paragraph) -> n.Node | None:
        """Place the pictures of a line: alone they may fill it, amid text they stay small."""
        images = list(query(block.content, n.Image))
        if images:
            amid = bool(inline_text(block.content).strip())
            unknown = INLINE_WIDTH_PX if amid else MAX_WIDTH_PX
            place: dict[type, Handler] = {n.Image: lambda image: self._placed(image, unknown)}
            content = transform(block.content, place)
            content = transform(content, {n.Link: self._unnested})
        else:
            content = block.content
        content = merge_text(content)
        return type(block)(content) if content else None

    def _unnested(self, link: n.Link) -> n.Node | tuple[n.Node, ...]:
        inner = next(query(link.content, n.Link), None)
        if inner is not None:
            words = transform(link.content, {n.Link: lambda found: found.content})
            return n.Link(words, link.url)
        return link if link.content else ()

    def _heading(self, heading: n.Heading) -> n.Node | None:
        content = merge_text(transform(heading.content, {n.Image: lambda image: None}))
        if not inline_text(content).strip():
            return None
        level = min(heading.level, self.level + 1, 5)
        self.level = level
        return n.Heading(level, content)

    def _embed(self, embed: n.Embed) -> n.Node:
        """Return an embed as a still that links to it, or as a link card."""
        still = embed.thumbnail
        video = _YOUTUBE.match(embed.url)
        if not still and video:
            still = f"https://i.ytimg.com/vi/{video[1]}/hqdefault.jpg"
        label = embed.title or embed.provider or embed.url
        placed = None
        if still:
            image = n.Image(still, label)
            placed = self.pictures.place(image, MAX_WIDTH_PX, MAX_WIDTH_PX)
        url = self._upgraded(embed.url) if embed.url.startswith(_LINKABLE) else ""
        # Without a title the provider is the link's word already; said twice it would stand twice.
        title = embed.title or ("" if embed.provider else embed.url)
        return n.Embed(url, embed.provider, title, placed.src if placed else "", embed.fallback)


def _ruby(ruby: n.Ruby) -> tuple[n.Node, ...]:
    return (*ruby.base, n.Text(" ("), *ruby.reading, n.Text(")"))


def _superscript(raised: n.Superscript) -> n.Node | tuple[n.Node, ...]:
    # A note's mark is raised already; pages wrap it, or several in a row, in <sup> once more.
    if all(isinstance(node, n.Superscript) for node in raised.content):
        return raised.content
    return raised


def _math(math: n.Math) -> n.Node:
    return n.Styled((n.Text(inline_text((math,))),), classes=("math",))


def _styled(styled: n.Styled) -> n.Node | tuple[n.Node, ...]:
    # Classes and ids of the page mean nothing here; language and direction do.
    if not styled.content:
        return ()
    if styled.lang or styled.direction:
        return n.Styled(styled.content, styled.lang, styled.direction)
    if styled.classes in _OWN_CLASSES:
        return styled
    return styled.content


def _figure(figure: n.Figure) -> n.Node | None:
    if not figure.content and not figure.caption and not figure.credit:
        return None
    said = spoken(inline_text((*figure.caption, *figure.credit)))
    content = _without_missing(figure.content, said) if said else figure.content
    return n.Figure(content, figure.caption, figure.credit)


def _without_missing(blocks: n.Blocks, said: str = "") -> n.Blocks:
    """Return blocks without words for missing pictures: those said already, or all of a bio's.

    Words that link to their picture stay: they are the way to it.
    """

    def is_left_out(node: n.Inline) -> bool:
        if not isinstance(node, n.Styled) or node.classes != _MISSING:
            return False
        return not said or spoken(inline_text(node.content)) in said

    def strip(block: n.Plain | n.Paragraph) -> n.Node | None:
        kept = tuple(node for node in block.content if not is_left_out(node))
        return block if len(kept) == len(block.content) else type(block)(kept) if kept else None

    return transform(blocks, {n.Plain: strip, n.Paragraph: strip})


def _section(section: n.Section) -> n.Node | tuple[n.Node, ...] | None:
    if not section.content and not section.title:
        return None
    content = _without_echo(section.content)
    if section.role == "bio":  # says whose it is without its portrait
        content = _without_missing(content)
    return n.Section(section.role, content, section.title, "", section.lang, section.direction)


def _without_echo(blocks: n.Blocks) -> n.Blocks:
    """Return blocks without words for a missing picture that the heading after it says.

    Words that lead where the heading does not, to the picture, stay.
    """
    kept = [
        block
        for block, after in zip_longest(blocks, blocks[1:])
        if not (isinstance(block, n.Figure) and isinstance(after, n.Heading))
        or not _echoes(block, after)
    ]
    return blocks if len(kept) == len(blocks) else tuple(kept)


def _echoes(figure: n.Figure, heading: n.Heading) -> bool:
    if next(query(figure, n.Image), None) is not None:
        return False
    leads = {link.url for link in query(figure, n.Link)}
    if not leads <= {link.url for link in query(heading, n.Link)}:
        return False
    return spoken(plain_text((figure,))) == spoken(inline_text(heading.content))


def _listing(block: n.CodeBlock) -> n.Node:
    """Return code as lines that wrap: `white-space` is not for every client."""
    markup = "".join(_run(run.text, run.url) for run in runs(_spaced(block)))
    table = '<table class="box" role="presentation" width="100%" cellpadding="0" cellspacing="0"'
    return n.RawBlock(
        "html", f'{table} border="0"><tr><td class="code" dir="ltr">{markup}</td></tr></table>'
    )


def _run(words: str, url: str) -> str:
    shown = escape(words, quote=False).replace("\xa0", "&nbsp;").replace("\n", "<br>\n")
    return f'<a href="{escape(url)}">{shown}</a>' if url else shown


def _spaced(block: n.CodeBlock) -> n.CodeBlock:
    """Return a listing without tabs whose spaces neither collapse nor run past its last line."""
    parts: list[str] = []
    links: list[n.CodeLink] = []
    length = column = 0
    for run in runs(block):
        # Tabs count from the line's start, which may be in a run before; of that only the column
        # matters.
        lead = "-" * column
        shown = (lead + run.text).expandtabs(_TAB)[column:]
        column = len((lead + shown).rpartition("\n")[2]) % _TAB
        if run.url:
            links.append(n.CodeLink(length, length + len(shown), run.url))
        parts.append(shown)
        length += len(shown)
    text = _INDENT.sub(_spaces, "".join(parts).rstrip("\n"))
    kept = (replace(link, end=min(link.end, len(text))) for link in links if link.start < len(text))
    return n.CodeBlock(text, block.language, tuple(kept))


def _spaces(found: re.Match[str]) -> str:
    """Return as many spaces that neither collapse nor hold a deeply indented line together."""
    pairs, odd = divmod(len(found[0]), 2)
    return "\xa0" * odd + " \xa0" * pairs if odd else "\xa0 " * (pairs - 1) + "\xa0\xa0"
