"""Options of the PDF writer."""

from __future__ import annotations

from dataclasses import dataclass

from articlepress.options import option

PAGE_SIZES = ("A4", "Letter", "A5", "e-reader", "phone")
VARIANTS = ("ua-1", "a-2a", "a-3a", "a-4", "ua-2", "none")


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """What a caller may choose; a style decides what is left at `style`."""

    page_size: str = option("A4", help="size of the page", choices=PAGE_SIZES)
    pdf_variant: str = option(
        "ua-1",
        help="standard to keep; ua-1 and a-2a make one file that keeps both, none an untagged one",
        choices=VARIANTS,
    )
    links: str = option(
        "none",
        help="print the addresses of links at the page's foot, in the line, or not at all",
        choices=("footnote", "inline", "none"),
    )
    drop_cap: str = option("style", help="a large first letter", choices=("style", "yes", "no"))
    columns: int = option(0, help="columns of text; 0 leaves it to the style")
    hyphenate: bool = option(True, help="break words by the rules of the article's language")
    attach_source: bool = option(
        False, help="attach the page as it was saved; the file keeps PDF/A-3a or A-4f then"
    )
    picture_dpi: int = option(
        200, help="resolution pictures are scaled down to", unit="dots per inch"
    )
    pdf_timeout: float = option(
        0.0, help="stop when laying out takes longer; 0 is no limit", unit="seconds"
    )
