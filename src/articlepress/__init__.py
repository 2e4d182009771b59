"""articlepress: raw saved web pages to publishable PDF, EPUB and newsletters.

    article = articlepress.read("column.html")
    Path("column.epub").write_bytes(articlepress.write(article, "epub"))
    articlepress.convert("column.html", "column.pdf")

The names below are the public interface; each is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module

__version__ = "0.1.0"

_HOMES = {
    "Article": "article",
    "ArticlepressError": "errors",
    "Collection": "article",
    "Metadata": "metadata",
    "Notes": "diagnostics",
    "Person": "metadata",
    "Source": "source",
    "collect": "pipeline",
    "convert": "pipeline",
    "nodes": "",
    "read": "pipeline",
    "write": "pipeline",
}

__all__ = [
    "Article",
    "ArticlepressError",
    "Collection",
    "Metadata",
    "Notes",
    "Person",
    "Source",
    "__version__",
    "collect",
    "convert",
    "nodes",
    "read",
    "write",
]


def __getattr__(name: str) -> object:
    # Loaded late: `articlepress --version` must not pay for the tree and its readers.
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'articlepress' has no attribute {name!r}")
    if not home:
        return import_module(f"articlepress.{name}")
    return getattr(import_module(f"articlepress.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
