"""Typography that is safe in every language; not in the default order.

An author's quotes, dashes and spaces are the author's. What is set here is only what typewriters
forced: three full stops for an ellipsis, and the space between a number and its per cent sign.
"""

from __future__ import annotations

import re
from dataclasses import replace

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.walk import transform

_ELLIPSIS = re.compile(r"(?<![.\w])\.\.\.(?!\.)|(?<=\w)\.\.\.(?![.\w/])")
_PERCENT = re.compile(r"(?<=\d) (?=[%‰])")


def set_typography(article: Article) -> Article:
    """Return the article with ellipses as one character and per cent signs kept to their number."""
    blocks: n.Blocks = transform(article.blocks, {n.Text: _text})
    return article if blocks is article.blocks else replace(article, blocks=blocks)


def _text(run: n.Text) -> n.Text:
    text = _PERCENT.sub("\N{NO-BREAK SPACE}", _ELLIPSIS.sub("…", run.text))
    return run if text == run.text else n.Text(text)
