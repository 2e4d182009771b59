"""Internal links that lead somewhere, or are text."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.diagnostics import Notes, Origin, excerpt
from articlepress.transforms.identifiers import identifiers
from articlepress.transforms.merging import merge_runs
from articlepress.walk import inline_text, transform


def drop_dead_links(article: Article, notes: Notes | None = None) -> Article:
    """Return the article with links to missing places as text, or the same object.

    An address of the article itself with a fragment that stands in it becomes an internal link.
    Each dropped link is reported as AP502.
    """
    known = set(identifiers(article.blocks))
    own = article.metadata.canonical_url.partition("#")[0]

    def link(node: n.Link) -> n.Link | n.Inlines:
        base, mark, fragment = node.url.partition("#")
        if not mark or (base and base != own):
            return node
        for target in (fragment, unquote(fragment)):
            if target in known:
                return node if node.url == f"#{target}" else replace(node, url=f"#{target}")
        if base:
            return node
        if notes is not None:
            words = excerpt(inline_text(node.content))
            message = f"link to {node.url!r} dropped, its words kept: no such place in the text"
            notes.info("AP502", message, Origin(excerpt=words))
        return node.content

    blocks: n.Blocks = transform(article.blocks, {n.Link: link})
    if blocks is article.blocks:
        return article
    return replace(article, blocks=merge_runs(blocks))
