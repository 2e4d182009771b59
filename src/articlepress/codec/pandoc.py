"""A whole article as a pandoc document (JSON, api 1.23) and back, exactly.

Metadata stands under pandoc's own names where it has them (`title`, `author`, `date`, `lang`,
`keywords`, `description`), so that every pandoc template shows them; authors with their bios and
the disclaimers stand beside them as maps.
"""

from __future__ import annotations

import json
from typing import Any

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.codec.halves import whole
from articlepress.codec.pandoc_meta import metadata_from, metadata_to
from articlepress.codec.pandoc_read import blocks_from
from articlepress.codec.pandoc_write import blocks_to, number_marks
from articlepress.errors import SourceError

API_VERSION = [1, 23, 1]


def to_pandoc(article: Article) -> dict[str, Any]:
    """Return the article as the JSON values of a pandoc document."""
    return {
        "pandoc-api-version": API_VERSION,
        "meta": metadata_to(article.metadata),
        "blocks": number_marks(blocks_to(article.blocks)),
    }


def dumps(document: dict[str, Any]) -> str:
    """Return a pandoc document as text, on one line as pandoc writes it."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def loads(content: bytes | str, name: str = "") -> dict[str, Any]:
    """Return the pandoc document in the bytes.

    Raises:
        SourceError: broken JSON, another thing than a pandoc document, or another api version.
    """
    try:
        document = whole(json.loads(content), content)
    except RecursionError as error:
        raise SourceError("nests too deep", where=name) from error
    except json.JSONDecodeError as error:
        where = f"{name}:{error.lineno}:{error.colno}"
        raise SourceError(f"is no JSON: {error.msg}", where=where) from error
    except UnicodeDecodeError as error:
        raise SourceError("is no JSON: it is not in UTF-8", where=name) from error
    except ValueError as error:  # a number of more digits than Python counts
        raise SourceError(f"holds a number nobody can read: {error!s:.60}", where=name) from error
    if not isinstance(document, dict) or "pandoc-api-version" not in document:
        raise SourceError('is no pandoc document: "pandoc-api-version" is missing', where=name)
    version = document["pandoc-api-version"]
    if not isinstance(version, list) or version[:2] != API_VERSION[:2]:
        raise SourceError(
            f"is written in pandoc's api {version!r:.40}; this program reads 1.23",
            where=name,
            hint="write it with pandoc 3",
        )
    return document


def from_pandoc(document: dict[str, Any], name: str = "") -> Article:
    """Return the article of a pandoc document; what only pandoc knows is read by its words.

    Raises:
        SourceError: the document is not built as pandoc builds it.
    """
    try:
        blocks: n.Blocks = blocks_from(document.get("blocks", []))
        return Article(metadata_from(document.get("meta", {})), blocks)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        kind = type(error).__name__
        raise SourceError(f"is no pandoc document: {kind}: {error!s:.80}", where=name) from error
    except RecursionError as error:
        raise SourceError("nests too deep", where=name) from error
    except SourceError as error:
        raise SourceError(error.message, where=name) from None
