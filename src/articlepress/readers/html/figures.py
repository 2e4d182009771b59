"""Handlers of pictures and figures: captions, credits, galleries, fallbacks of lazy loaders.

Takes the flow and the element. What a picture's address is stands in `pictures`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from articlepress import nodes as n
from articlepress.page.picture_address import LAZY_SETS, is_placeholder
from articlepress.page.srcset import widest
from articlepress.readers.html.flow import Flow, Handler, attribute, block_boundary, lines_of
from articlepress.readers.html.icons import is_of_the_page
from articlepress.readers.html.line import join_lines, trim_end
from articlepress.readers.html.pictures import alternative, read_picture
from articlepress.readers.html.tags import around, every, first, text_of
from articlepress.walk import inline_text, merge_text

if TYPE_CHECKING:  # bs4 is loaded by `fragment` when there is a page to read
    from bs4 import Tag

CAPTION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:wp-caption-text|tr-caption|wp-caption-dd|figcaption|figure__?caption|image-?caption"
    r"|img-?caption|photo-?caption|picture-?caption|media-?caption|caption-?text|caption"
    r"|gallery-caption|wp-element-caption|captiontext|(?-i:[a-z]{2,20}Caption)"
    r"|[a-z]{0,12}(?:thumb|img|image|photo|picture|pic|media)caption)(?:$|\s)",
    re.I,
)
CREDIT_CLASS = re.compile(
    r"(?:^|[\s_-])(?:credits?|photo-?credit|image-?credit|media-credit|figure__copyright|copyright"
    r"|caption[_-]+(?:credits?|source|author|owner|attribution)|photographer)(?:$|\s)",
    re.I,
)
GALLERY_ITEM_CLASS = re.compile(r"(?:^|\s)(?:gallery-item|blocks-gallery-item)(?:$|\s)", re.I)
_EMOJI_CLASS = re.compile(
    r"(?:^|[\s_-])(?:wp-smiley|emoji|smiley|smilies|emoticon|twemoji)(?:$|\s)", re.I
)
_FORMULA_CLASS = re.compile(
    r"(?:^|\s)(?:latex|mwe-math-fallback-image-\w+|tex|formula|ql-img-\w+-equation)(?:$|\s)"
)
_CREDIT_TEXT = re.compile(
    r"""(?:(?<!\s)\s++)?(?:[(\[|–—]\s*+)?(?:(?:photo(?:graph)?|image|picture|illustration|foto|bild|grafik|imagen|
    fotografía|immagine|afbeelding|photographie|crédit(?:s)?(?:\s+photo)?|credits?|quelle|fuente)
    \s*+(?:(?:credit|courtesy|crédito)\s*+)?(?::|\bby\b|\bvon\b|\bde\b|\bdi\b|\bcourtesy\s+(?:of|by)\b)
    \s*+|©\s*+|\(c\)\s++)[^.\n]{2,90}+[)\]]?\.?\s*+$""",
    re.I | re.X,
)


_PICTURES = ("img", "amp-img")
_FALLBACKS = ("img", "iframe", "amp-img")


def picture(flow: Flow, tag: Tag) -> None:
    """Read `<img>`; where a `<noscript>` beside it holds the same picture, that one is read."""
    css = attribute(tag, "class")
    alt = attribute(tag, "alt").strip()
    if css and _EMOJI_CLASS.search(css):
        flow.text(alt)
        return
    if css and alt and _FORMULA_CLASS.search(css):
        flow.inline(n.Math(tex=alt.strip("$")))
        return
    image = _from_fallback(flow, tag) or read_picture(tag, flow.context.pictures)
    if image is not None and not is_of_the_page(tag, image):
        flow.context.pictures.shown += 1
        flow.inline(image)


def _from_fallback(flow: Flow, tag: Tag) -> n.Image | None:
    """Return the picture of the `<noscript>` beside a lazy one, and let that be read no more."""
    if not flow.context.fallbacks:
        return None
    consumed = flow.context.footnotes.consumed
    for noscript in _noscripts_near(tag):
        inner = first(noscript, _PICTURES)
        if inner is None or id(noscript) in consumed:
            continue
        image = read_picture(inner, flow.context.pictures)
        if image is None:
            continue
        consumed.add(id(noscript))
        alt = image.alt or alternative(attribute(tag, "alt"), image.src)
        return n.Image(image.src, alt, image.title, image.width_px, image.height_px)
    return None


def _noscripts_near(tag: Tag) -> Iterator[Tag]:
    """Yield the fallbacks beside a picture, or beside the wrapper it stands alone in."""
    place: Tag | None = tag
    for _ in range(FALLBACK_LEVELS):
        if place is None or place.name in ("figure", "p", "body"):
            return
        for sibling in (*_beside(place, "next_sibling", 2), *_beside(place, "previous_sibling", 1)):
            if sibling.name not in ("noscript", "img"):
                break
            if sibling.name == "noscript":
                yield sibling
        place = place.parent
        if place is None or text_of(place).strip() or len(every(place, ("img",))) > 2:
            return


def _beside(tag: Tag, side: str, count: int) -> list[Tag]:
    """Return the nearest tags on one side of a tag; bs4's own search costs ten times as much."""
    found: list[Tag] = []
    other = getattr(tag, side)
    while other is not None and len(found) < count:
        if other.name is not None:
            found.append(other)
        other = getattr(other, side)
    return found


FALLBACK_LEVELS = 3
"""Wrappers between a lazy picture and the fallback beside them: Medium's pages have one."""


def picture_set(flow: Flow, tag: Tag) -> None:
    """Read `<picture>`: its `<img>`, or its first source where that is a placeholder."""
    before = flow.context.pictures.shown
    flow.children(tag)
    if flow.context.pictures.shown != before:
        return
    for source in every(tag, ("source",)):
        addresses = (widest(attribute(source, name)) for name in LAZY_SETS)
        address = next((one for one in addresses if not is_placeholder(one)), "")
        src = flow.context.pictures.resolve(address) if address else ""
        if src:
            image = first(tag, ("img",))
            alt = attribute(image, "alt") if image is not None else ""
            flow.context.pictures.shown += 1
            flow.inline(n.Image(src, alternative(alt, address)))
            return


def fallback(flow: Flow, tag: Tag) -> None:
    """Read `<noscript>`: the picture or frame it holds, when no lazy one stood for it."""
    shown = first(tag, _FALLBACKS)
    if shown is not None and not _stands_for_next(tag):
        flow.context.footnotes.consumed.add(id(tag))
        flow.context.handlers[shown.name](flow, shown)


def _stands_for_next(noscript: Tag) -> bool:
    """Tell whether a lazy picture follows, which is read from this fallback at its own place."""
    after, inner = _beside(noscript, "next_sibling", 1), first(noscript, ("img",))
    if not after or after[0].name != "img" or inner is None:
        return False
    src = attribute(after[0], "src")
    return is_placeholder(src) or _file_of(src) == _file_of(attribute(inner, "src"))


def _file_of(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2]


def figure(flow: Flow, tag: Tag) -> None:
    """Read `<figure>`: picture, table, code, quotation or embed, with its caption."""
    flow.flush()
    ident = flow.take_anchor(tag)
    flow.block(*figure_blocks(flow.nested(tag, plain=True), ident))


def figure_blocks(blocks: n.Blocks, ident: str = "") -> n.Blocks:
    """Return what a figure element holds as blocks, its loose text made the caption."""
    shown = [block for block in blocks if not isinstance(block, n.Plain | n.Paragraph)]
    texts = [block.content for block in blocks if isinstance(block, n.Plain | n.Paragraph)]
    pictures = [block for block in shown if isinstance(block, n.Figure)]
    if not shown:
        return tuple(n.Paragraph(text) for text in texts)
    if not texts and not ident:
        return tuple(shown)
    caption, credit = part_credit(texts)
    match shown:
        case [n.Figure() as only]:
            own = only.caption
            if own:
                caption = (*own, n.LineBreak(), *caption) if caption else own
            return (n.Figure(only.content, caption, only.credit or credit, ident or only.id),)
        case [n.Table() as table] if not table.caption:
            return (n.Table(table.head, table.body, table.foot, join_lines(texts), ident),)
        case [n.PullQuote() | n.Quote() as quote]:
            kind = type(quote)
            whole = join_lines([quote.attribution, *texts])
            if kind is n.PullQuote:
                return (n.PullQuote(quote.content, whole),)
            return (n.Quote(quote.content, whole, getattr(quote, "cite_url", "")),)
    if pictures and len(pictures) == len(shown) and not any(p.caption for p in pictures):
        content = tuple(block for p in pictures for block in p.content)
        return (n.Figure(content, caption, credit, ident),)
    if len(shown) == 1 and isinstance(shown[0], n.Embed | n.CodeBlock):
        return (n.Figure((shown[0],), caption, credit, ident),)
    return (*shown, *(n.Paragraph(text) for text in texts))


def caption(flow: Flow, tag: Tag) -> None:
    """Read an element that is a caption: it goes to the figure before it, if that has none."""
    flow.flush()
    lines, others = lines_of(flow.nested(tag, plain=True))
    lines = [line for line in lines if line]
    match flow.blocks:
        case [*_, n.Figure() as shown] if lines and not shown.caption:
            others = [block for block in others if not _is_sign(block)]
    flow.block(*others)
    match flow.blocks:
        case [*_, n.Figure() as shown] if lines and not shown.caption:
            text, credit = part_credit(lines)
            if shown.credit and credit:
                text, credit = join_lines(lines), shown.credit
            flow.blocks[-1] = n.Figure(shown.content, text, credit or shown.credit, shown.id)
        case _:
            flow.block(*(n.Plain(line) if flow.plain else n.Paragraph(line) for line in lines))


def _is_sign(block: n.Block) -> bool:
    """Tell whether a picture in the caption of another says nothing: a theme's sign before it."""
    match block:
        case n.Figure((n.Plain((n.Image(alt=""),)),), (), ()):
            return True
    return False


def credit(flow: Flow, tag: Tag) -> None:
    """Read an element that credits a photographer: it goes to the figure before it."""
    match flow.blocks:
        case [*_, n.Figure() as shown] if not shown.credit and flow.line.is_empty:
            lines, others = lines_of(flow.nested(tag, plain=True))
            if not others:
                flow.blocks[-1] = n.Figure(
                    shown.content, shown.caption, join_lines(lines), shown.id
                )
                return
            flow.block(*others)
    if any(_holds_caption(parent) for parent in around(tag, CAPTION_LEVELS)):
        flow.flush()
        lines, others = lines_of(flow.nested(tag, plain=True))
        words = join_lines(lines)
        flow.block(*others)
        if words:
            flow.block(n.Plain((n.Styled(words, classes=("credit",)),)))
        return
    block_boundary(flow, tag)


def _holds_caption(tag: Tag) -> bool:
    return tag.name in ("figure", "figcaption") or bool(
        CAPTION_CLASS.search(attribute(tag, "class"))
    )


CAPTION_LEVELS = 4
"""Wrappers between a credit and the figure it belongs to."""


def part_credit(lines: list[n.Inlines]) -> tuple[n.Inlines, n.Inlines]:
    """Return the lines of a caption and the credit among them."""
    captions: list[n.Inlines] = []
    credits: list[n.Inlines] = []
    for line in lines:
        match line:
            case (n.Styled(content, classes=("credit",)),):
                credits.append(content)
            case _:
                captions.append(line)
    if credits:
        return join_lines(captions), join_lines(credits)
    return split_credit(join_lines(captions))


def open_shortcodes(blocks: list[n.Block]) -> list[n.Block]:
    """Return blocks with WordPress's `[caption]` made captions, where the site left it in the text.

    The picture has been lifted out of the paragraph and stands before what is left of it.
    """
    out: list[n.Block] = []
    for block in blocks:
        match block:
            case n.Paragraph(content) | n.Plain(content) if _has_shortcode(content):
                words = _without_shortcode(content)
                last = out[-1] if out else None
                if isinstance(last, n.Figure) and not last.caption:
                    text, credit = split_credit(words)
                    out[-1] = n.Figure(last.content, text, last.credit or credit, last.id)
                elif words:
                    out.append(n.Paragraph(words))
            case _:
                out.append(block)
    return out


_SHORTCODE = re.compile(r"\[/?(?:wp_)?caption\b[^][]*+\]\s*+")


def _has_shortcode(content: n.Inlines) -> bool:
    """Tell whether a shortcode stands in a paragraph; nearly none has a bracket to begin one."""
    if not any(type(node) is not n.Text or "[" in node.text for node in content):
        return False
    text = inline_text(content)
    return "[" in text and _SHORTCODE.search(text) is not None


def _without_shortcode(content: n.Inlines) -> n.Inlines:
    kept = [
        n.Text(_SHORTCODE.sub("", node.text)) if isinstance(node, n.Text) else node
        for node in content
    ]
    return trim_end(merge_text(kept))


def split_credit(words: n.Inlines) -> tuple[n.Inlines, n.Inlines]:
    """Return a caption without the credit at its end, and the credit."""
    if not words or not isinstance(words[-1], n.Text):
        return words, ()
    found = _CREDIT_TEXT.search(words[-1].text)
    if found is None:
        return words, ()
    before = words[-1].text[: found.start()]
    rest = trim_end((*words[:-1], n.Text(before)) if before else words[:-1])
    named = n.Text(found[0].strip())
    return (rest, (named,)) if inline_text(rest).strip() else ((), (named,))


HANDLERS: dict[str, Handler] = {
    "img": picture,
    "amp-img": picture,
    "amp-anim": picture,
    "picture": picture_set,
    "noscript": fallback,
    "figure": figure,
    "figcaption": caption,
}
"""Handlers by tag."""
