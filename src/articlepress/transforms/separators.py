"""Paragraphs of signs alone: an ornament parts the text as a rule does, a full stop parts nothing.

Editors without a button for empty lines type a full stop (WordPress drops an empty paragraph), and
an asterisk or a dash where a section ends.
"""

from __future__ import annotations

import re
from dataclasses import replace

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.walk import inline_text, walk

_ORNAMENT = re.compile(r"[*＊•·~—–⁕❖◆■\s]+")
_SPACER = re.compile(r"[.]")
_CARRYING = (n.Image, n.Note, n.Math, n.RawInline, n.Code)

LONGEST_ROW = 12
"""Signs in a row of ornaments; the readers make rules of longer ones themselves."""


def settle_separators(article: Article, notes: Notes | None = None) -> Article:
    """Return the article with lone ornaments as rules and lone full stops left out.

    Only between blocks of the text itself; a rule at its ends, or beside another, is left out. What
    was changed is reported as AP504.
    """
    spacers = ornaments = 0
    blocks: list[n.Block] = []
    for block in article.blocks:
        words = _signs(block)
        is_after_rule = bool(blocks) and isinstance(blocks[-1], n.Rule)
        if words and _SPACER.fullmatch(words):
            spacers += 1
        elif words and _ORNAMENT.fullmatch(words):
            ornaments += 1
            if blocks and not is_after_rule:
                blocks.append(n.Rule())
        elif not (ornaments and is_after_rule and isinstance(block, n.Rule)):
            blocks.append(block)
    if not spacers and not ornaments:
        return article
    if ornaments and blocks and isinstance(blocks[-1], n.Rule):
        blocks.pop()
    if notes is not None:
        message = f"{ornaments} lone ornaments are rules, {spacers} lone full stops are left out"
        notes.info("AP504", message)
    return replace(article, blocks=tuple(blocks))


def _signs(block: n.Block) -> str:
    """Return what a paragraph of one sign or a few says, else nothing.

    One that carries a place, a picture or a note is more than its signs.
    """
    if not isinstance(block, n.Paragraph):
        return ""
    words = inline_text(block.content).strip()
    if not words or len(words) > LONGEST_ROW or any(map(str.isalnum, words)):
        return ""
    carries = any(
        isinstance(node, _CARRYING) or (isinstance(node, n.Styled) and node.id)
        for node in walk(block.content)
    )
    return "" if carries else words
