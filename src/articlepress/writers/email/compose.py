"""One article to one finished message body.

Takes an article whose blocks end with its bio and disclaimer sections, gives the HTML as bytes and
the pictures that travel with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.diagnostics import Notes, counted
from articlepress.errors import EmailError
from articlepress.labels import label
from articlepress.marks import numbering_of
from articlepress.metadata import Metadata, Site
from articlepress.render.dialect import Dialect, text
from articlepress.render.frontmatter import title_block
from articlepress.render.html import render
from articlepress.render.quotation import quotation_marks
from articlepress.render.styles import Style
from articlepress.transforms.renditions import are_renditions
from articlepress.walk import inline_text, query, transform
from articlepress.writers.email import layout
from articlepress.writers.email.around import footer, greeting, preheader
from articlepress.writers.email.blocks import MailTree
from articlepress.writers.email.inline import inline_css
from articlepress.writers.email.options import GMAIL_CLIP_BYTES, NewsletterOptions
from articlepress.writers.email.pictures import PORTRAIT_WIDTH_PX, Attachment, PictureStore
from articlepress.writers.email.size import (
    Cut,
    break_long_lines,
    cut_to_size,
    least_size,
    mark,
    part_long_blocks,
    part_note_marks,
)
from articlepress.writers.email.words import (
    NOTE_ROOM_EM,
    TITLE_ROOM_EM,
    has_long_word,
    holds_long_word,
    loosened,
)
from articlepress.writers.email.workshop import Workshop, https, workshop


@dataclass(frozen=True, slots=True)
class Composed:
    """A message's HTML and the pictures it refers to by `cid:`."""

    html: bytes
    attachments: tuple[Attachment, ...] = ()


def compose(
    article: Article, options: NewsletterOptions, style: Style, notes: Notes, kind: str = "column"
) -> Composed:
    """Return the finished HTML of an article, never above the clip size.

    `kind` is a class of the body, for the style: `column` or `digest`.

    Raises:
        EmailError: unknown mail service, an address that is none, or credits above the clip size.
    """
    shop = workshop(article, options, style, notes)
    metadata = article.metadata
    if not metadata.title:
        notes.warn("AP302", "no title was found; the message is called “Untitled”")
    marks = quotation_marks(metadata.language)
    tree = MailTree(
        shop.pictures, options, metadata.canonical_url, marks, numbering_of(article.blocks)
    )
    body = [b for b in article.blocks if not _is_credit(b)]
    credit_blocks = tuple(_small_portrait(b) for b in article.blocks if _is_credit(b))
    head = _head(article, tree, shop)
    parts = part_long_blocks(tuple(body))
    written, note_items = _written(parts, tree, shop)
    credit_rows = "".join(_fragment((b,), tree, shop) for b in credit_blocks)
    # Notes of a bio are numbered with those of the text, and stand with them.
    note_items += _further_items(note_items, tree, shop)
    rows = [
        layout.row("masthead", _masthead(metadata, tree)),
        layout.row("head", greeting(shop) + head),
        _text_row(written, note_items, shop, metadata),
        layout.row("credits", credit_rows),
        layout.row("footer", footer(shop, metadata)) or layout.row("end", "&nbsp;"),
    ]
    if tree.upgraded:
        changed = counted(len(tree.upgraded), "address", "addresses")
        notes.info(
            "AP805", f"{changed} changed from http to https", hint="--http-links keep leaves them"
        )
    html = inline_css(layout.document(_frame(article, shop, style, kind), "".join(rows)))
    cut = _cut(part_note_marks(html), len(parts), shop, metadata)
    shop.pictures.tell_published(cut.html)
    return Composed(cut.html, _used(cut.html, shop.pictures))


def _frame(article: Article, shop: Workshop, style: Style, kind: str) -> layout.Frame:
    metadata = article.metadata
    return layout.Frame(
        title=_plain_title(metadata),
        language=metadata.language,
        direction=metadata.direction,
        preheader=preheader(article, shop),
        css_class=f"{kind} {_body_class(article)}",
        live_css=style.css("email"),
    )


def _is_credit(block: n.Block) -> bool:
    return isinstance(block, n.Section) and block.is_credit


def _small_portrait(block: n.Block) -> n.Block:
    """Return a bio with its portrait at portrait size, so that it never fills the sheet."""

    def shrink(image: n.Image) -> n.Image:
        width = min(image.width_px or PORTRAIT_WIDTH_PX, PORTRAIT_WIDTH_PX)
        return replace(image, width_px=width, height_px=None)

    return transform(block, {n.Image: shrink})


def _plain_title(metadata: Metadata) -> str:
    return " ".join(inline_text(metadata.title).split()) or label("untitled", metadata.language)


def _masthead(metadata: Metadata, tree: MailTree) -> str:
    site = metadata.site
    if not site.name:
        return ""
    link = n.Link((n.Text(site.name),), site.url) if site.url else n.Text(site.name)
    return render((n.Paragraph(tree.rewrite_inlines((link,))),), Dialect(email=True)).body


def _head(article: Article, tree: MailTree, shop: Workshop) -> str:
    metadata = article.metadata
    shown = replace(
        metadata,
        title=tree.rewrite_inlines(metadata.title),
        subtitle=tree.rewrite_inlines(metadata.subtitle),
        kicker=tree.rewrite_inlines(metadata.kicker),
        standfirst=tree.rewrite_inlines(metadata.standfirst),
        site=Site(),  # it stands in the masthead
    )
    title = title_block(replace(article, metadata=shown), shop.dialect)
    if has_long_word(inline_text(metadata.title), TITLE_ROOM_EM):
        title = layout.breakable(title)
    return title + _hero(article, tree, shop)


def _hero(article: Article, tree: MailTree, shop: Workshop) -> str:
    hero = article.metadata.hero
    if hero is None:
        return ""
    shown = [image.src for image in query(article.blocks, n.Image)]
    # Another rendition in the text shows the picture, and says none of its words.
    is_silent = not (hero.caption or hero.credit)
    if hero.image.src in shown or (
        is_silent and any(are_renditions(src, hero.image.src) for src in shown)
    ):
        return ""
    figure = n.Figure((n.Plain((hero.image,)),), hero.caption, hero.credit)
    return render(tree.rewrite((figure,)), shop.dialect).body


def _written(blocks: n.Blocks, tree: MailTree, shop: Workshop) -> tuple[list[str], list[str]]:
    """Return the text with a mark at every seam, and the items of its notes.

    What can only stand behind the cut is not made: inlining makes a fragment longer, never shorter.
    """
    parts: list[str] = []
    items = _further_items([], tree, shop)
    least_bytes = 0
    for number, block in enumerate(blocks):
        if least_bytes > _limit(shop.options):
            break
        if number and isinstance(block, n.Heading) and block.level == 1:
            parts.append(layout.next_row("text"))
        parts.append(mark("block", number))
        parts.append(_fragment((block,), tree, shop))
        further = _further_items(items, tree, shop)
        items += further
        least_bytes += sum(least_size(html) for html in (parts[-1], *further))
    return parts, items


def _text_row(parts: list[str], items: list[str], shop: Workshop, metadata: Metadata) -> str:
    more = mark("more") + _read_on(shop, metadata) + mark("endmore")
    notes = mark("notes") + _note_list(items, metadata) + mark("endnotes")
    return layout.row("text", "".join((*parts, more, notes)))


def _fragment(blocks: n.Blocks, tree: MailTree, shop: Workshop) -> str:
    return _breaking(blocks, lambda freed: render(tree.rewrite(freed), shop.dialect).body)


def _breaking(
    blocks: n.Blocks, written: Callable[[n.Blocks], str], room_em: float | None = None
) -> str:
    """Return blocks as HTML, with a class for `word-break` where a word is wider than a phone."""
    if not holds_long_word(blocks, room_em):
        return written(blocks)
    freed = loosened(blocks)
    html = written(freed)
    return layout.breakable(html) if holds_long_word(freed, room_em) else html


def _note_list(items: list[str], metadata: Metadata) -> str:
    if not items:
        return ""
    title = text(label("notes", metadata.language))
    head = f'<p class="section-title notes-title">{title}</p>\n<ol class="notes">\n'
    return head + "".join(items) + mark("lastnote") + "</ol>\n"


def _further_items(items: list[str], tree: MailTree, shop: Workshop) -> list[str]:
    """Return the items of the notes met since those given were made."""
    return [_note_item(number, tree, shop) for number in range(len(items), len(tree.notes))]


def _note_item(place: int, tree: MailTree, shop: Workshop) -> str:
    content = _tight(tree.notes[place])
    body = _breaking(content, lambda blocks: render(blocks, shop.dialect).body, NOTE_ROOM_EM)
    return f"{mark('note', place + 1)}<li>{body}</li>\n"


def _tight(blocks: n.Blocks) -> n.Blocks:
    """Return a note's only paragraph without the space around it."""
    if len(blocks) == 1 and isinstance(blocks[0], n.Paragraph):
        return (n.Plain(blocks[0].content),)
    return blocks


def _read_on(shop: Workshop, metadata: Metadata) -> str:
    url = metadata.canonical_url or shop.options.view_url or shop.service.view_online
    words = label("read_on", metadata.language)
    if not url:
        return layout.paragraph("read-on", "…")
    return layout.paragraph("read-on", layout.link(https(url, shop.options), words, "button"))


def _body_class(article: Article) -> str:
    metadata = article.metadata
    return "mail rtl" if metadata.direction == "rtl" else "mail"


def _limit(options: NewsletterOptions) -> int:
    return min(max(options.clip_bytes, 1), GMAIL_CLIP_BYTES)


def _cut(html: str, all_blocks: int, shop: Workshop, metadata: Metadata) -> Cut:
    limit = _limit(shop.options)
    content = break_long_lines(html).encode("utf-8")
    try:
        cut = cut_to_size(content, limit, all_blocks)
    except EmailError:
        if limit == GMAIL_CLIP_BYTES or shop.options.clip_bytes < limit:
            raise
        cut = cut_to_size(content, GMAIL_CLIP_BYTES, all_blocks)
    if cut.is_cut:
        left = cut.all_blocks - cut.kept_blocks
        shop.notes.warn(
            "AP801",
            f"the last {left} of {cut.all_blocks} blocks stand behind a read-on link: the whole "
            f"message would have more than {limit:,} bytes; Gmail clips at 102,400",
            hint="" if metadata.canonical_url else "give the article a canonical URL to link to",
        )
    return cut


_CID = re.compile(rb'src="cid:([^"]+)"')


def _used(html: bytes, pictures: PictureStore) -> tuple[Attachment, ...]:
    used = {found.decode() for found in _CID.findall(html)}
    return tuple(item for cid, item in pictures.attachments.items() if cid in used)
