"""Articles and collections to PDF bytes: the stages of this writer in order."""

from __future__ import annotations

from functools import partial
from typing import BinaryIO

from articlepress import nodes as n
from articlepress.article import Article, Collection
from articlepress.diagnostics import Notes
from articlepress.errors import PdfError
from articlepress.labels import label
from articlepress.render.html import Dialect, Picture
from articlepress.render.styles import Style
from articlepress.transforms.credits import place_credits
from articlepress.writers.pdf.document import article_document
from articlepress.writers.pdf.layout import sheet, text_width_pt
from articlepress.writers.pdf.options import PdfOptions
from articlepress.writers.pdf.pictures import PictureStore, limits_for


def write(
    content: Article | Collection,
    options: PdfOptions,
    style: Style,
    notes: Notes,
    out: BinaryIO,
) -> None:
    """Write an article or a collection as PDF.

    Raises:
        PdfError: the layout engine cannot make pages of this.
        MissingTool: a library of the layout engine is not installed on the machine.
    """
    from articlepress.writers.pdf.engine import print_out  # imported here: 0.6 s of CPU
    from articlepress.writers.pdf.finish import pdf_bytes

    css = sheet(style, options)
    store = PictureStore(limits_for(text_width_pt(style, options), options.picture_dpi), notes)
    if isinstance(content, Collection):
        raise PdfError("cannot make a book yet")
    content = place_credits(content)
    dialect = _dialect(content, store)
    markup = article_document(content, dialect, f"style-{style.name}")
    variant = options.pdf_variant
    finish = partial(pdf_bytes, content=content, variant_name=variant)
    out.write(print_out(markup, css, store, notes, finish))


def _dialect(article: Article, store: PictureStore, ids: str = "") -> Dialect:
    def show(image: n.Image) -> Picture | None:
        return store.show(image, article.assets)

    return Dialect(
        xhtml=True,
        note_place="foot",
        link_leaves=True,
        ids=ids,
        note_back_label=label("back_to_text", article.metadata.language or "en"),
        picture=show,
    )
