"""Internal links that lead somewhere, or are text."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.diagnostics import Notes, Origin, excerpt
from articlepress.listings import relinked
from articlepress.transforms.identifiers import identifiers
from articlepress.transforms.merging import merge_runs
from articlepress.walk import inline_text, transform


def drop_dead_links(article: Article, notes: Notes | None = None) -> Article:
    """Return the article with links to missing places as text, or the same object.

    An address of the article itself with a fragment that stands in it becomes an internal link.
    Each dropped link is reported as AP502. Links in listings are treated alike.
    """
    known = set(identifiers(article.blocks))
    own = article.metadata.canonical_url.partition("#")[0]

    def address(url: str, words: str) -> str:
        base, mark, fragment = url.partition("#")
        if not mark or (base and base != own):
            return url
        for target in (fragment, unquote(fragment)):
            if target in known:
                return f"#{target}"
        if base:
            return url
        if notes is not None:
            message = f"link to {url!r} dropped, its words kept: no such place in the text"
            notes.info("AP502", message, Origin(excerpt=excerpt(words)))
        return ""

    def link(node: n.Link) -> n.Link | n.Inlines:
        url = address(node.url, inline_text(node.content))
        if node.url and not url:
            return node.content
        return node if url == node.url else replace(node, url=url)

    def listing(block: n.CodeBlock) -> n.CodeBlock:
        return relinked(block, lambda run: address(run.url, block.text[run.start : run.end]))

    blocks: n.Blocks = transform(article.blocks, {n.Link: link, n.CodeBlock: listing})
    if blocks is article.blocks:
        return article
    return replace(article, blocks=merge_runs(blocks))
