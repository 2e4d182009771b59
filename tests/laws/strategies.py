"""Articles in normal form for hypothesis: every node, every field, any text.

`articles()` makes trees of any characters, for codecs; `articles(WORDS)` makes prose of words that
can be found again in an output, for renderers and writers.
"""

from __future__ import annotations

import pickle
from functools import cache

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.metadata import (
    Date,
    Disclaimer,
    Evidence,
    Hero,
    Metadata,
    Person,
    Provenance,
    Rejected,
    Series,
    Site,
)
from articlepress.walk import merge_text


def law(examples: int) -> settings:
    """Return settings for a law over whole articles; shrinking one takes minutes and is left out.

    To shrink a failure, run it with `phases` unset.
    """
    return settings(max_examples=examples, phases=(Phase.explicit, Phase.generate))


ANY_TEXT = st.text(min_size=1, max_size=20)
"""Any characters: spaces in rows, newlines, controls, astral planes."""

_LETTERS = st.sampled_from(
    ["abcdefghijklm", "ABCDEFG", "äöüßéñ", "дежзик", "אבגד", "漢字仮名", "0123456789"]
)
_WORD = _LETTERS.flatmap(lambda letters: st.text(letters, min_size=2, max_size=7))
_MARKS = st.sampled_from(["*", "_", "#", "<b>", "&amp;", "[x](y)", "`", "|", "1.", "-", "$", "~~"])
WORDS = st.lists(st.one_of(_WORD, _WORD, _WORD, _MARKS), min_size=1, max_size=6).map(" ".join)
"""Prose with characters that mean something in markup among its words."""

_URLS = st.sampled_from(
    ["https://example.org/", "https://example.org/a?b=c&d=(e)", "mailto:a@b.example", "#part-1"]
)
_ADDRESSES = st.just("") | _URLS
"""What has passed the gate: the codecs refuse other schemes."""
_IDS = st.sampled_from(["", "", "", "part-1", "part-2", "ünï", "a.b"])
_LANGUAGES = st.sampled_from(["", "", "de", "he", "zh-Hant"])
_DIRECTIONS: SearchStrategy[n.Direction] = st.sampled_from(["", "ltr", "rtl"])
_SIZES = st.none() | st.integers(1, 4000)
_MATHML = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'
_ROLES: SearchStrategy[n.SectionRole] = st.sampled_from(
    ["bio", "disclaimer", "correction", "editors-note", "sidebar", "related", "group", "footnotes"]
)


_SECTION_KINDS = st.sampled_from(["", "", "affiliate"])


def _images(text: SearchStrategy[str]) -> SearchStrategy[n.Image]:
    sources = st.sampled_from(["", "images/a.png", "https://example.org/b.jpg"])
    return st.builds(n.Image, sources, st.just("") | text, st.just("") | text, _SIZES, _SIZES)


@cache
def inlines(
    text: SearchStrategy[str] = ANY_TEXT, depth: int = 2, raw: bool = True, notes: bool = True
) -> SearchStrategy[n.Inlines]:
    """Return a strategy for inlines in normal form, at least one node."""
    leaves: list[SearchStrategy[n.Inline]] = [
        st.builds(n.Text, text),
        st.builds(n.Text, text),
        st.builds(n.Text, text),
        st.just(n.LineBreak()),
        st.builds(n.Code, text),
        st.builds(n.Math, text, st.sampled_from(["", _MATHML]), st.booleans()),
        _images(text),
    ]
    if raw:
        leaves.append(st.builds(n.RawInline, st.sampled_from(["html", "latex"]), text))
        leaves.append(st.builds(n.Math, st.just(""), st.just(_MATHML)))
    options = list(leaves)
    if depth > 0:
        inner = inlines(text, depth - 1, raw, notes)
        wraps = (n.Emph, n.Strong, n.Underline, n.Strikeout, n.Superscript, n.Subscript)
        options += [st.builds(kind, inner) for kind in (*wraps, n.SmallCaps)]
        kinds: SearchStrategy[n.QuoteKind] = st.sampled_from(["single", "double"])
        options += [
            st.builds(n.Quoted, inner, kinds),
            st.builds(n.Link, inner, _URLS, st.just("") | text),
            st.builds(
                n.Styled,
                inner,
                _LANGUAGES,
                _DIRECTIONS,
                st.sampled_from([(), ("lead",), ("a", "b")]),
                _IDS,
            ),
            st.builds(n.Styled, id=st.just("anchor")),
            st.builds(n.Ruby, inner, inner),
        ]
        if notes:
            paragraphs = st.builds(n.Paragraph, inlines(text, 0, raw, notes=False))
            options.append(
                st.builds(n.Note, st.lists(paragraphs, min_size=1, max_size=2).map(tuple))
            )
    return st.lists(st.one_of(options), min_size=1, max_size=4).map(merge_text)


@st.composite
def _listings(draw: DrawFn, text: SearchStrategy[str]) -> n.CodeBlock:
    words = draw(text)
    edges = sorted(draw(st.sets(st.integers(0, len(words)), max_size=5)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    links = tuple(n.CodeLink(start, end, draw(_URLS)) for start, end in pairs)
    places = sorted(draw(st.lists(st.integers(0, len(words)), max_size=2)))
    anchors = tuple(n.CodeAnchor(at, draw(_IDS)) for at in places)
    return n.CodeBlock(words, draw(st.sampled_from(["", "python"])), links, anchors)


@cache
def blocks(
    text: SearchStrategy[str] = ANY_TEXT, depth: int = 2, raw: bool = True
) -> SearchStrategy[n.Blocks]:
    """Return a strategy for blocks in normal form, at least one."""
    content = inlines(text, 2 if depth else 1, raw)
    maybe = st.just(()) | inlines(text, 1, raw, notes=False)
    leaves: list[SearchStrategy[n.Block]] = [
        st.builds(n.Paragraph, content),
        st.builds(n.Paragraph, content),
        st.builds(n.Plain, content),
        st.builds(n.Heading, st.integers(1, 5), content, _IDS),
        # Links say no word: only the laws of the codecs need them.
        _listings(text)
        if text is ANY_TEXT
        else st.builds(n.CodeBlock, text, st.sampled_from(["", "python"])),
        st.builds(n.LineBlock, st.lists(maybe, min_size=1, max_size=3).map(tuple)),
        st.just(n.Rule()),
    ]
    if raw:
        leaves.append(st.builds(n.RawBlock, st.sampled_from(["html", "latex"]), text))
    if depth == 0:
        return st.lists(st.one_of(leaves), min_size=1, max_size=2).map(tuple)
    inner = blocks(text, depth - 1, raw)
    few = st.lists(inner, min_size=1, max_size=3).map(tuple)
    styles: SearchStrategy[n.ListStyle] = st.sampled_from(
        ["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"]
    )
    definitions = st.builds(n.Definition, inlines(text, 1, raw), few)
    options = [
        *leaves,
        st.builds(n.Quote, inner, maybe, st.sampled_from(["", "https://example.org/q"])),
        st.builds(n.BulletList, few),
        st.builds(n.OrderedList, few, st.integers(1, 30), styles),
        st.builds(n.DefinitionList, st.lists(definitions, min_size=1, max_size=2).map(tuple)),
        tables(text, raw),
        st.builds(n.Figure, inner, maybe, maybe, _IDS),
        st.builds(n.Section, _ROLES, inner, maybe, _IDS, _LANGUAGES, _DIRECTIONS, _SECTION_KINDS),
        st.builds(n.PullQuote, inner, maybe),
        st.builds(
            n.Embed,
            st.just("https://example.org/video"),
            st.sampled_from(["", "YouTube"]),
            st.just("") | text,
            st.sampled_from(["", "images/a.png"]),
            st.just(()) | inner,
        ),
    ]
    return st.lists(st.one_of(options), min_size=1, max_size=3).map(tuple)


@cache
def tables(text: SearchStrategy[str] = ANY_TEXT, raw: bool = True) -> SearchStrategy[n.Table]:
    """Return a strategy for rectangular tables; a last row may span all columns."""
    aligns: SearchStrategy[n.Alignment] = st.sampled_from(["", "left", "center", "right"])
    content = st.just(()) | blocks(text, 0, raw)
    cells = st.builds(n.Cell, content, st.booleans(), align=aligns)
    caption = st.just(()) | inlines(text, 1, raw, notes=False)

    def of_width(width: int) -> SearchStrategy[n.Table]:
        plain = st.lists(cells, min_size=width, max_size=width).map(lambda c: n.Row(tuple(c)))
        wide = st.builds(n.Cell, content, column_span=st.just(width), align=aligns)
        row = st.one_of(plain, wide.map(lambda cell: n.Row((cell,))))
        body = st.lists(row, min_size=1, max_size=2).map(tuple)
        maybe = st.lists(plain, max_size=1).map(tuple)
        return st.builds(n.Table, maybe, body, maybe, caption, _IDS)

    return st.one_of([of_width(width) for width in (1, 2, 3)])


@cache
def persons(text: SearchStrategy[str] = ANY_TEXT, raw: bool = True) -> SearchStrategy[Person]:
    """Return a strategy for authors with names of at least one letter."""
    maybe = st.just("") | text
    return st.builds(
        Person,
        text,
        st.sampled_from(["author", "editor"]),
        st.just(()) | blocks(text, 0, raw),
        st.none() | _images(text),
        _ADDRESSES,
        maybe,
        st.lists(_URLS, max_size=2).map(tuple),
        maybe,
    )


@cache
def metadata(text: SearchStrategy[str] = ANY_TEXT, raw: bool = True) -> SearchStrategy[Metadata]:
    """Return a strategy for metadata with any of its fields filled."""
    maybe_text = st.just("") | text
    line = st.just(()) | inlines(text, 1, raw, notes=False)
    dates = st.none() | st.sampled_from(
        [Date("2016"), Date("2016-06"), Date("2016-06-20"), Date("2016-06-20T10:00:00+02:00")]
    )
    disclaimers = st.builds(
        Disclaimer,
        blocks(text, 0, raw),
        st.sampled_from(["opinion", "advice", "affiliate", "sponsored", "other"]),
        st.sampled_from(["article", "site"]),
    )
    evidence = st.builds(
        Evidence,
        text,
        text,
        maybe_text,
        st.lists(st.builds(Rejected, text, text), max_size=1).map(tuple),
    )
    return st.builds(
        Metadata,
        title=inlines(text, 1, raw, notes=False),
        subtitle=line,
        kicker=line,
        standfirst=line,
        authors=st.lists(persons(text, raw), max_size=2).map(tuple),
        published=dates,
        updated=dates,
        canonical_url=st.sampled_from(["", "https://example.org/column"]),
        site=st.builds(Site, maybe_text, _ADDRESSES, _ADDRESSES),
        language=_LANGUAGES,
        direction=_DIRECTIONS,
        hero=st.none() | st.builds(Hero, _images(text), line, line),
        section=maybe_text,
        tags=st.lists(text, max_size=2).map(tuple),
        series=st.none() | st.builds(Series, text, st.none() | st.integers(0, 99), _ADDRESSES),
        disclaimers=st.lists(disclaimers, max_size=2).map(tuple),
        licence=maybe_text,
        description=maybe_text,
        provenance=st.builds(
            Provenance, maybe_text, maybe_text, facts=st.lists(evidence, max_size=1).map(tuple)
        ),
    )


@cache
@st.composite
def articles(
    draw: DrawFn, text: SearchStrategy[str] = ANY_TEXT, raw: bool = True, depth: int = 2
) -> Article:
    """Draw a whole article; `raw` lets verbatim markup and bare MathML in.

    It is made of new objects: hypothesis prints a failing example by how each object was drawn,
    once for every way it was reached, which takes minutes and gigabytes for a tree. What it did
    not draw itself is printed once.
    """
    values = (draw(metadata(text, raw)), draw(blocks(text, depth, raw)))
    made: tuple[Metadata, n.Blocks] = pickle.loads(pickle.dumps(values))
    return Article(*made)
