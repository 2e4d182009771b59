"""Walk a tree, search it, change it, read its text.

Depth is bounded by the readers (`nodes` nest at most a few hundred deep), so recursion is safe
here.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar, cast, get_args

from articlepress import nodes as n

NodeT = TypeVar("NodeT")
Handler = Callable[
    [Any], "n.Node | tuple[n.Node, ...] | None"
]  # Any: each handler takes its own class

_NODE_CLASSES: tuple[type, ...] = (
    *get_args(n.Inline),
    *get_args(n.Block),
    n.Definition,
    n.Row,
    n.Cell,
)
_HOLDS_NODES = ("Inlines", "Blocks", "Row", "Cell", "Definition")
_CHILD_FIELDS: dict[type, tuple[str, ...]] = {
    kind: tuple(
        f.name
        for f in dataclasses.fields(kind)
        if any(name in str(f.type) for name in _HOLDS_NODES)
    )
    for kind in _NODE_CLASSES
}
# Reading order, where it is not the order of the fields.
_CHILD_FIELDS[n.Table] = ("caption", "head", "body", "foot")
_CHILD_FIELDS[n.Section] = ("title", "content")


def children(node: n.Node) -> Iterator[n.Node]:
    """Yield the nodes directly inside, in reading order."""
    for name in _CHILD_FIELDS[type(node)]:
        yield from _flat(getattr(node, name))


def _flat(value: Any) -> Iterator[n.Node]:
    # Any: a field holds nodes, or tuples of them (list items, descriptions).
    for item in value:
        if isinstance(item, tuple):
            yield from _flat(item)
        else:
            yield item


def walk(content: n.Node | Iterable[n.Node]) -> Iterator[n.Node]:
    """Yield every node, parents before children, in reading order."""
    nodes = (content,) if type(content) in _CHILD_FIELDS else content
    # cast: the table's keys are the node classes, which the type checker cannot see.
    stack = list(cast("Iterable[n.Node]", nodes))[::-1]
    while stack:
        node = stack.pop()
        yield node
        if _CHILD_FIELDS[type(node)]:  # most nodes are runs of text, which hold none
            stack.extend(reversed(list(children(node))))


def query(content: n.Node | Iterable[n.Node], kind: type[NodeT]) -> Iterator[NodeT]:
    """Yield the nodes of one class, in reading order."""
    return (node for node in walk(content) if isinstance(node, kind))


def addresses(content: n.Node | Iterable[n.Node]) -> Iterator[str]:
    """Yield where links lead, those in listings too, in reading order."""
    for node in walk(content):
        if isinstance(node, n.Link):
            yield node.url
        elif isinstance(node, n.CodeBlock):
            yield from (link.url for link in node.links)


PAGE_IDS = re.compile(r"(?:note|ref)-\d+|title|article|credits")
"""Ids that a page gives its own parts."""


def ids_of(node: n.Node) -> tuple[str, ...]:
    """Return the ids a node itself carries: one, those of a listing's anchors, or none."""
    if isinstance(node, n.CodeBlock):
        return tuple(anchor.id for anchor in node.anchors)
    ident = getattr(node, "id", "")
    return (ident,) if ident else ()


def transform(content: NodeT, handlers: dict[type, Handler]) -> NodeT:
    """Return the content with each handled node replaced, from the leaves up.

    A handler returns a node, a tuple to splice in its place, or None to drop it. What nothing
    changed comes
    back as the same object.
    """
    return _transform(content, handlers)  # type: ignore[no-any-return]


def _transform(value: Any, handlers: dict[type, Handler]) -> Any:
    # Any: nodes and nested tuples of nodes go through the same two lines.
    if isinstance(value, tuple):
        return _transform_tuple(value, handlers)
    kind = type(value)
    changes = {}
    for name in _CHILD_FIELDS[kind]:
        before = getattr(value, name)
        after = _transform_tuple(before, handlers)
        if after is not before:
            changes[name] = after
    node = dataclasses.replace(value, **changes) if changes else value
    handler = handlers.get(kind)
    return handler(node) if handler else node


def _transform_tuple(items: tuple[Any, ...], handlers: dict[type, Handler]) -> tuple[Any, ...]:
    out: list[Any] = []
    changed = False
    for item in items:
        after = _transform(item, handlers)
        if after is item:
            out.append(item)
            continue
        changed = True
        if after is None:
            continue
        if isinstance(after, tuple) and not isinstance(item, tuple):
            out.extend(after)
        else:
            out.append(after)
    return tuple(out) if changed else items


def inline_text(content: Iterable[n.Inline]) -> str:
    """Return the characters of inlines; pictures and notes say nothing, a line break is a
    newline."""
    parts: list[str] = []
    for node in content:
        match node:
            case n.Text(text) | n.Code(text):
                parts.append(text)
            case n.LineBreak():
                parts.append("\n")
            case n.Math(tex, mathml):
                parts.append(tex or _math_text(mathml))
            case n.Ruby(base, _):
                parts.append(inline_text(base))
            case n.Image() | n.Note() | n.RawInline():
                pass
            case _:
                parts.append(inline_text(node.content))
    return "".join(parts)


def _math_text(mathml: str) -> str:
    import re  # imported here: only pages with MathML need it

    return " ".join(re.sub(r"<[^<>]*>", " ", mathml).split())


def block_texts(content: Iterable[n.Block]) -> Iterator[str]:
    """Yield the text of each block that has some: paragraphs, items, cells, captions, in reading
    order."""
    for block in content:
        yield from _texts(block)


def _texts(block: n.Block) -> Iterator[str]:
    match block:
        case n.Plain(content) | n.Paragraph(content) | n.Heading(_, content):
            yield from _non_empty(inline_text(content))
        case n.CodeBlock(text):
            yield from _non_empty(text)
        case n.LineBlock(lines):
            yield from _non_empty("\n".join(inline_text(line) for line in lines))
        case n.BulletList(items) | n.OrderedList(items):
            for item in items:
                yield from block_texts(item)
        case n.DefinitionList(definitions):
            for definition in definitions:
                yield from _non_empty(inline_text(definition.term))
                for description in definition.descriptions:
                    yield from block_texts(description)
        case n.Table():
            yield from _non_empty(inline_text(block.caption))
            for row in (*block.head, *block.body, *block.foot):
                for cell in row.cells:
                    yield from block_texts(cell.content)
        case n.Quote(content, attribution) | n.PullQuote(content, attribution):
            yield from block_texts(content)
            yield from _non_empty(inline_text(attribution))
        case n.Figure(content, caption, credit):
            yield from block_texts(content)
            yield from _non_empty(inline_text(caption))
            yield from _non_empty(inline_text(credit))
        case n.Section(_, content, title):
            yield from _non_empty(inline_text(title))
            yield from block_texts(content)
        case n.Embed():
            yield from _non_empty(block.title)
            yield from block_texts(block.fallback)
        case n.Rule() | n.RawBlock():
            pass


def _non_empty(text: str) -> Iterator[str]:
    if text.strip():
        yield text.strip()


def plain_text(content: Iterable[n.Block]) -> str:
    """Return blocks as text, a blank line between two of them. Notes and pictures say nothing."""
    return "\n\n".join(block_texts(content))


def merge_text(content: Iterable[n.Inline]) -> n.Inlines:
    """Return inlines in normal form: no empty text, no two runs side by side."""
    out: list[n.Inline] = []
    for node in content:
        if isinstance(node, n.Text):
            if not node.text:
                continue
            if out and isinstance(out[-1], n.Text):
                out[-1] = n.Text(out[-1].text + node.text)
                continue
        out.append(node)
    return tuple(out)
