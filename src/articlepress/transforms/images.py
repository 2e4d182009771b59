"""Pictures on their own become figures; the lead picture is shown once."""

from __future__ import annotations

from dataclasses import replace

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.walk import Handler, transform


def settle_images(article: Article) -> Article:
    """Return the article with lone pictures as figures and the lead picture out of the text.

    The lead picture (`Metadata.hero`) leaves the text only where the text's figure adds no words
    of its own, or lends them to a lead picture without any. Nothing else is dropped.
    """
    blocks: n.Blocks = transform(article.blocks, _HANDLERS)
    if blocks is not article.blocks:
        article = replace(article, blocks=blocks)
    return _show_hero_once(article)


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


_HANDLERS: dict[type, Handler] = {n.Paragraph: _figure, n.Figure: _flatten}


def _show_hero_once(article: Article) -> Article:
    hero = article.metadata.hero
    if hero is None:
        return article
    for number, block in enumerate(article.blocks):
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
    return article
