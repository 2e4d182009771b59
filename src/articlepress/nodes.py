"""The frozen tree: blocks and inlines, the middle of every conversion.

Values only: equal trees are equal, a changed tree is a new one that shares what it did not touch.
Every
pandoc constructor has a home here (Cite is read as a link or note); beyond pandoc stand `Section`
roles,
`PullQuote`, `Embed`, `Ruby` and a figure's credit.

Normal form, which readers and transforms keep: no empty `Text`, no two `Text` side by side, text
runs hold
single spaces except no-break spaces, URLs have passed `urls.clean`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, Union

Direction = Literal["", "ltr", "rtl"]
Alignment = Literal["", "left", "center", "right"]
QuoteKind = Literal["single", "double"]
ListStyle = Literal["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"]
SectionRole = Literal[
    "bio", "disclaimer", "correction", "editors-note", "sidebar", "related", "group", "footnotes"
]
CREDIT_ROLES: tuple[SectionRole, ...] = ("bio", "disclaimer")
"""Roles of what the metadata holds and every output must show: an article's credits."""


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters; never empty."""

    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break (`<br>`)."""


@dataclass(frozen=True, slots=True)
class Emph:
    """Stress or a title: italics."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Strong:
    """Importance: bold."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Underline:
    """Underlined text that is no link."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Strikeout:
    """Deleted text kept visible."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Superscript:
    """Raised text that is no note."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Subscript:
    """Lowered text."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class SmallCaps:
    """Small capitals."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Quoted:
    """`<q>`: quotation marks the renderer sets in the article's language."""

    content: Inlines
    kind: QuoteKind = "double"


@dataclass(frozen=True, slots=True)
class Code:
    """Inline code, verbatim."""

    text: str


@dataclass(frozen=True, slots=True)
class Math:
    """A formula: TeX, MathML or both; at least one is not empty."""

    tex: str = ""
    mathml: str = ""
    """A whole `<math>` element, whitelisted and well-formed XML, with its namespace."""
    display: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink: an absolute URL, or `#id` of a node in this article."""

    content: Inlines
    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture. Its bytes are looked up by `src` in the article's assets."""

    src: str
    """Absolute URL, or a path relative to the source's folder where the page has no address."""
    alt: str = ""
    title: str = ""
    width_px: int | None = None
    """Width the page asks for, in CSS pixels."""
    height_px: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, at the place of its mark."""

    content: Blocks
    """Empty where this is a further mark of the note of that name."""
    name: str = ""
    """Of a note marked more than once; the same at each of its marks (see `marks`)."""


@dataclass(frozen=True, slots=True)
class Styled:
    """A run with its own language, direction, classes or id. Empty content with an id is an
    anchor."""

    content: Inlines = ()
    lang: str = ""
    direction: Direction = ""
    classes: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Ruby:
    """Base text with its reading above (`<ruby>`)."""

    base: Inlines
    reading: Inlines


@dataclass(frozen=True, slots=True)
class RawInline:
    """Verbatim markup of one output format; only a trusted source (a filter, Markdown) makes
    one."""

    format: str
    text: str


Inline: TypeAlias = Union[  # noqa: UP007 - a string forward reference cannot stand in `X | Y`
    Text,
    LineBreak,
    Emph,
    Strong,
    Underline,
    Strikeout,
    Superscript,
    Subscript,
    SmallCaps,
    Quoted,
    Code,
    Math,
    Link,
    Image,
    Note,
    Styled,
    Ruby,
    RawInline,
]
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Plain:
    """Inlines without a paragraph's space around them: a tight list item, a cell, a figure's
    picture."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. Level 1 stands directly below the article's title, which is metadata."""

    level: int
    """1 to 5."""
    content: Inlines
    id: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation with its attribution, which stands after the text."""

    content: Blocks
    attribution: Inlines = ()
    cite_url: str = ""


@dataclass(frozen=True, slots=True)
class BulletList:
    """An unordered list: a tuple of blocks for each item."""

    items: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class OrderedList:
    """A numbered list."""

    items: tuple[Blocks, ...]
    start: int = 1
    style: ListStyle = "decimal"


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and its descriptions."""

    term: Inlines
    descriptions: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """A list of terms with their descriptions."""

    items: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class CodeLink:
    """A run of a listing's characters that leads somewhere; no node of its own."""

    start: int
    """Place of its first character in the listing's text, counted in characters from 0."""
    end: int
    """Place after its last character; greater than `start`."""
    url: str
    """As a `Link`'s: absolute, or `#id` of a node in this article."""


@dataclass(frozen=True, slots=True)
class CodeAnchor:
    """A place in a listing that links lead to; no node of its own."""

    at: int
    """Place of the character it stands before, counted in characters from 0; at most the length of
    the listing's text."""
    id: str


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Preformatted code, verbatim."""

    text: str
    language: str = ""
    links: tuple[CodeLink, ...] = ()
    """In reading order, none over another."""
    anchors: tuple[CodeAnchor, ...] = ()
    """In reading order."""


@dataclass(frozen=True, slots=True)
class LineBlock:
    """Verse or an address: lines kept as they are."""

    lines: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break (`<hr>`, `***`)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell."""

    content: Blocks
    header: bool = False
    row_span: int = 1
    column_span: int = 1
    align: Alignment = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A table row."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A data table; layout tables are taken apart by the reader."""

    head: tuple[Row, ...]
    body: tuple[Row, ...]
    foot: tuple[Row, ...] = ()
    caption: Inlines = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, table, code or embed with its caption; the photographer's credit apart from it."""

    content: Blocks
    caption: Inlines = ()
    credit: Inlines = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A region with a role, or a plain group with its own language or direction."""

    role: SectionRole
    content: Blocks
    title: Inlines = ()
    id: str = ""
    lang: str = ""
    direction: Direction = ""
    kind: str = ""
    """Of a disclaimer: `affiliate`, `sponsored`…; empty for the usual one, an opinion."""

    @property
    def is_credit(self) -> bool:
        return self.role in CREDIT_ROLES


@dataclass(frozen=True, slots=True)
class PullQuote:
    """A sentence set large; it may repeat the body's text and is dropped from plain text when it
    does."""

    content: Blocks
    attribution: Inlines = ()


@dataclass(frozen=True, slots=True)
class Embed:
    """Foreign content (video, post, map) kept as a titled link card."""

    url: str
    provider: str = ""
    title: str = ""
    thumbnail: str = ""
    """`src` of a still in the article's assets, or empty."""
    fallback: Blocks = ()
    """What the page itself says without scripts: the text of a quoted post."""


@dataclass(frozen=True, slots=True)
class RawBlock:
    """Verbatim markup of one output format; only a trusted source makes one."""

    format: str
    text: str


Block: TypeAlias = Union[  # noqa: UP007 - as above
    Plain,
    Paragraph,
    Heading,
    Quote,
    BulletList,
    OrderedList,
    DefinitionList,
    CodeBlock,
    LineBlock,
    Rule,
    Table,
    Figure,
    Section,
    PullQuote,
    Embed,
    RawBlock,
]
Blocks: TypeAlias = tuple[Block, ...]

Node: TypeAlias = Union[Inline, Block, Definition, Row, Cell]  # noqa: UP007
