"""Pictures on their own become figures, with captions that only their words tell; the lead picture
is shown once."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.metadata import Hero
from articlepress.transforms.renditions import are_renditions
from articlepress.walk import Handler, inline_text, query, transform


def settle_images(article: Article) -> Article:
    """Return the article with lone pictures as figures and the lead picture out of the text.

    A paragraph that repeats the description of the picture above it is its caption: newsrooms fill
    both from one field, and many themes name the second by no class.
    The lead picture (`Metadata.hero`) leaves the text only where the text's figure leads it and
    adds no words of its own, or lends them to a lead picture without any. A figure that stays gets
    the lead picture's words besides its own, and writers show no other. Nothing is dropped.
    """
    blocks: n.Blocks = _with_captions(transform(article.blocks, _HANDLERS))
    if blocks is not article.blocks:
        article = replace(article, blocks=blocks)
    return _show_hero_once(_as_in_text(article))


def _as_in_text(article: Article) -> Article:
    """Return the article with the lead picture's address as the text has it for the same picture.

    A saved page's text names the file beside it, its data the address on the network; and what is
    said of a page for others to quote names another rendition than the page shows.
    """
    hero = article.metadata.hero
    if hero is None:
        return article
    shown = picture_in_text(article, hero.image)
    if shown is None:
        return article
    image = replace(hero.image, src=shown.src, alt=hero.image.alt or shown.alt)
    if image == hero.image:
        return article
    return replace(article, metadata=replace(article.metadata, hero=replace(hero, image=image)))


def picture_in_text(article: Article, lead: n.Image) -> n.Image | None:
    """Return the picture of the text that is the lead picture, whatever its address."""
    images = list(query(article.blocks, n.Image))
    for image in images:
        if image.src == lead.src:
            return image
    asset = article.assets.get(lead.src)
    for image in images if asset is not None else ():
        if article.assets.get(image.src) == asset:
            return image
    return next((image for image in images if are_renditions(image.src, lead.src)), None)


def _figure(paragraph: n.Paragraph) -> n.Block:
    match paragraph.content:
        case (n.Image(),) | (n.Link((n.Image(),)),):
            return n.Figure((n.Plain(paragraph.content),))
    return paragraph


def _flatten(figure: n.Figure) -> n.Figure:
    # A paragraph inside a figure has become a figure of its own by now.
    match figure.content:
        case (n.Figure(content, (), (), ""),):
            return replace(figure, content=content)
    return figure


FEWEST_LETTERS = 4
"""Letters of the shortest description that a paragraph can repeat by intent."""
FEWEST_TO_GO_ON = 20
MOST_BEYOND = 40
"""Letters of a description that a caption may go on from, and of what it adds: "by Ann Lee". Of 47
such paragraphs on 1,366 pages 46 are captions."""


def _with_captions(blocks: n.Blocks) -> n.Blocks:
    described = sorted(_letters(image.alt) for image in query(blocks, n.Image))
    out: list[n.Block] = []
    for block in blocks:
        match block, out[-1:]:
            case n.Paragraph(), [n.Figure() as last] if _repeats(block, last, described):
                out[-1] = replace(last, caption=block.content)
            case _:
                out.append(block)
    return tuple(out) if len(out) < len(blocks) else blocks


def _repeats(paragraph: n.Paragraph, figure: n.Figure, described: list[str]) -> bool:
    images = list(query(figure.content, n.Image))
    if figure.caption or len(images) != 1:
        return False
    shown, said = _letters(images[0].alt), _letters(inline_text(paragraph.content))
    if len(shown) < (FEWEST_LETTERS if said == shown else FEWEST_TO_GO_ON):
        return False
    if not said.startswith(shown) or len(said) - len(shown) > MOST_BEYOND:
        return False
    # A description that others begin with is made of the text: "…", "…-2", as some platforms do.
    other = bisect_left(described, shown) + 1
    return other == len(described) or not described[other].startswith(shown)


def _letters(words: str) -> str:
    """Return words as they are compared: letters and digits alone, in one case."""
    return "".join(filter(str.isalnum, words)).casefold()


_HANDLERS: dict[type, Handler] = {n.Paragraph: _figure, n.Figure: _flatten}


def _show_hero_once(article: Article) -> Article:
    hero = article.metadata.hero
    if hero is None:
        return article
    for number, block in enumerate(article.blocks):
        if not isinstance(block, n.Figure | n.Heading):
            break  # further down it illustrates what is said there
        match block:
            case n.Figure((n.Plain((n.Image(src),)),), caption, credit) if src == hero.image.src:
                pass
            case _:
                continue
        words = (caption, credit)
        if words not in (((), ()), (hero.caption, hero.credit)):
            if hero.caption or hero.credit:
                continue
            hero = replace(hero, caption=caption, credit=credit)
        blocks = article.blocks[:number] + article.blocks[number + 1 :]
        metadata = replace(article.metadata, hero=hero)
        return _show_hero_once(replace(article, metadata=metadata, blocks=blocks))
    return _lend_words(article, hero) if hero.caption or hero.credit else article


def _lend_words(article: Article, hero: Hero) -> Article:
    """Return the article with the lead picture's words below the same picture inside the text.

    Writers show the lead picture only where the text does not, and its words with it.
    """

    def lend(figure: n.Figure) -> n.Figure:
        if all(image.src != hero.image.src for image in query(figure.content, n.Image)):
            return figure
        caption, credit = _both(figure.caption, hero.caption), _both(figure.credit, hero.credit)
        if (caption, credit) == (figure.caption, figure.credit):
            return figure
        return replace(figure, caption=caption, credit=credit)

    blocks: n.Blocks = transform(article.blocks, {n.Figure: lend})
    return article if blocks is article.blocks else replace(article, blocks=blocks)


def _both(one: n.Inlines, other: n.Inlines) -> n.Inlines:
    """Return the words of both, those of one alone where it says what the other does."""
    first, second = inline_text(one).strip(), inline_text(other).strip()
    if not second or second in first:
        return one
    return other if first in second else (*one, n.Text(" "), *other)
