"""How each class of the tree is written in our own JSON: its name and its fields' kinds.

A node is an array `[name, {scalars}, child, …]`: scalars that are the default are left out, and so
is an empty object; children follow in the order given here. A text run is a bare string.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import get_args

from articlepress import metadata as m
from articlepress import nodes as n

CHILD_KINDS = frozenset(
    {"inlines", "blocks", "items", "lines", "rows", "cells", "definitions", "text"}
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a class."""

    name: str
    kind: str
    default: object = dataclasses.MISSING
    choices: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Shape:
    """One class: its name in JSON, scalars and children apart."""

    cls: type
    name: str
    scalars: tuple[Field, ...]
    children: tuple[Field, ...] = ()


def _shape(cls: type, name: str, kinds: str, choices: dict[str, object] | None = None) -> Shape:
    defaults = {field.name: field.default for field in dataclasses.fields(cls)}
    scalars: list[Field] = []
    children: list[Field] = []
    for entry in kinds.split():
        field, _, kind = entry.partition(":")
        allowed = frozenset(get_args((choices or {}).get(field))) if choices else frozenset()
        made = Field(field, kind, defaults[field], allowed)
        (children if kind in CHILD_KINDS else scalars).append(made)
    return Shape(cls, name, tuple(scalars), tuple(children))


INLINES = (
    _shape(n.LineBreak, "br", ""),
    _shape(n.Emph, "em", "content:inlines"),
    _shape(n.Strong, "strong", "content:inlines"),
    _shape(n.Underline, "u", "content:inlines"),
    _shape(n.Strikeout, "del", "content:inlines"),
    _shape(n.Superscript, "sup", "content:inlines"),
    _shape(n.Subscript, "sub", "content:inlines"),
    _shape(n.SmallCaps, "smallcaps", "content:inlines"),
    _shape(n.Quoted, "q", "kind:str content:inlines", {"kind": n.QuoteKind}),
    _shape(n.Code, "code", "text:text"),
    _shape(n.Math, "math", "tex:str mathml:str display:bool"),
    _shape(n.Link, "a", "url:url title:str content:inlines"),
    _shape(n.Image, "img", "src:str alt:str title:str width_px:maybe-int height_px:maybe-int"),
    _shape(n.Note, "note", "name:str content:blocks"),
    _shape(
        n.Styled,
        "span",
        "lang:str direction:str classes:strings id:str content:inlines",
        {"direction": n.Direction},
    ),
    _shape(n.Ruby, "ruby", "base:inlines reading:inlines"),
    _shape(n.RawInline, "raw", "format:str text:text"),
)
BLOCKS = (
    _shape(n.Plain, "plain", "content:inlines"),
    _shape(n.Paragraph, "p", "content:inlines"),
    _shape(n.Heading, "h", "level:int id:str content:inlines"),
    _shape(n.Quote, "quote", "cite_url:url content:blocks attribution:inlines"),
    _shape(n.BulletList, "ul", "items:items"),
    _shape(n.OrderedList, "ol", "start:int style:str items:items", {"style": n.ListStyle}),
    _shape(n.DefinitionList, "dl", "items:definitions"),
    _shape(n.CodeBlock, "pre", "language:str links:code-links anchors:code-anchors text:text"),
    _shape(n.LineBlock, "lines", "lines:lines"),
    _shape(n.Rule, "hr", ""),
    _shape(n.Table, "table", "id:str head:rows body:rows foot:rows caption:inlines"),
    _shape(n.Figure, "figure", "id:str content:blocks caption:inlines credit:inlines"),
    _shape(
        n.Section,
        "section",
        "role:str id:str lang:str direction:str kind:str content:blocks title:inlines",
        {"role": n.SectionRole, "direction": n.Direction},
    ),
    _shape(n.PullQuote, "pullquote", "content:blocks attribution:inlines"),
    _shape(n.Embed, "embed", "url:url provider:str title:str thumbnail:str fallback:blocks"),
    _shape(n.RawBlock, "raw", "format:str text:text"),
)
PARTS = {
    "definitions": _shape(n.Definition, "def", "term:inlines descriptions:items"),
    "rows": _shape(n.Row, "tr", "cells:cells"),
    "cells": _shape(
        n.Cell,
        "td",
        "header:bool row_span:int column_span:int align:str content:blocks",
        {"align": n.Alignment},
    ),
}
_DATES = "published:date updated:date"
_LINES = "title:inlines subtitle:inlines kicker:inlines standfirst:inlines"
OBJECTS = {
    # Written as JSON objects; a field that has its default is left out.
    "image": next(shape for shape in INLINES if shape.cls is n.Image),
    "code-links": _shape(n.CodeLink, "code-link", "start:int end:int url:url"),
    "code-anchors": _shape(n.CodeAnchor, "code-anchor", "at:int id:str"),
    "persons": _shape(
        m.Person,
        "person",
        "name:str role:str bio:blocks portrait:image url:url email:str handles:strings "
        "sort_name:str",
    ),
    "site": _shape(m.Site, "site", "name:str url:url logo:str"),
    "hero": _shape(m.Hero, "hero", "image:image caption:inlines credit:inlines"),
    "series": _shape(m.Series, "series", "name:str number:maybe-int url:url"),
    "disclaimers": _shape(
        m.Disclaimer,
        "disclaimer",
        "content:blocks kind:str scope:str",
        {"kind": m.DisclaimerKind, "scope": m.DisclaimerScope},
    ),
    "rejected": _shape(m.Rejected, "rejected", "value:str source:str selector:str"),
    "facts": _shape(m.Evidence, "fact", "field:str source:str selector:str rejected:rejected"),
    "provenance": _shape(
        m.Provenance, "provenance", "sha256:str name:str url:url reader:str facts:facts"
    ),
    "metadata": _shape(
        m.Metadata,
        "metadata",
        f"{_LINES} authors:persons {_DATES} canonical_url:url site:site language:str "
        "direction:str hero:hero section:str tags:strings series:series disclaimers:disclaimers "
        "licence:str description:str provenance:provenance",
        {"direction": n.Direction},
    ),
}
LISTS_OF_OBJECTS = frozenset(
    {"code-links", "code-anchors", "persons", "disclaimers", "facts", "rejected"}
)

BY_CLASS: dict[type, Shape] = {
    shape.cls: shape for shape in (*INLINES, *BLOCKS, *PARTS.values(), *OBJECTS.values())
}
INLINE_BY_NAME = {shape.name: shape for shape in INLINES}
BLOCK_BY_NAME = {shape.name: shape for shape in BLOCKS}
