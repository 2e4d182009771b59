"""What the preview's worker does: one output after the other, saying how far it is in a file.

Runs in a process of its own, under `batch.worker`; takes orders, gives what was made or the error.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.batch.jobs import as_bug
from articlepress.errors import ArticlepressError, LimitExceeded
from articlepress.metadata import Metadata
from articlepress.preview.making import Made, Order, make_here
from articlepress.render.styles import load_style
from articlepress.writers import find_writer

_STEP = "Step 5 - Creating layout - Page %d"
"""What WeasyPrint logs for each page it lays out."""


def press(task: tuple[Order | None, str]) -> Made | ArticlepressError:
    """Return what was ordered, or why it cannot be made; an order for nothing only warms up."""
    order, place = task
    try:
        with _told(Path(place)):
            return make_here(order or _trial())
    except ArticlepressError as error:
        return error
    except MemoryError:
        return LimitExceeded("does not fit into memory")
    except Exception as error:  # one bad column is told, and the next is made
        return as_bug(error)


def _trial() -> Order:
    """Return the shortest order that loads what every order needs: engine, style and fonts."""
    words = (n.Text("A "), n.Emph((n.Text("first "),)), n.Strong((n.Text("page."),)))
    article = Article(Metadata(title=(n.Text("Title"),)), (n.Paragraph(words),))
    return Order(article, "pdf", find_writer("pdf").options(), load_style(), "", None)


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """Write into a file which page is being laid out."""
    logger = logging.getLogger("weasyprint.progress")
    handler = _Pages(place)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        place.unlink(missing_ok=True)


class _Pages(logging.Handler):
    def __init__(self, place: Path) -> None:
        super().__init__(logging.INFO)
        self._place = place

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg == _STEP:
            with suppress(OSError):  # whoever asked may be gone, and the folder with them
                self._place.write_text(f"page {record.getMessage().rpartition(' ')[2]}", "utf-8")
