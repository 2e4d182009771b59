"""Sections of a Markdown text: what stands between their marks, put into the section around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from articlepress import nodes as n
from articlepress.readers.markdown.attributes import Attributes

_ROLES: frozenset[str] = frozenset(get_args(n.SectionRole))


@dataclass(slots=True)
class Frame:
    """An open section."""

    attributes: Attributes
    blocks: list[n.Block] = field(default_factory=list)
    title: n.Inlines = ()


def close(frames: list[Frame]) -> None:
    """Put an ended section into the one around it."""
    frame, around = frames.pop(), frames[-1]
    attributes = frame.attributes
    if "section-title" in attributes.classes:
        if len(frames) == 1 or around.title:  # the title of a section that has no tags of its own
            around.blocks += frame.blocks
            return
        around.title = _title(frame.blocks)
        return
    role: Any = next((name for name in attributes.classes if name in _ROLES), "")  # Any: checked
    content = tuple(frame.blocks)
    direction = attributes.direction
    if not (role or attributes.id or attributes.lang or direction or frame.title):
        around.blocks += content
        return
    if content or frame.title:
        kind = attributes.kind if role == "disclaimer" else ""
        around.blocks.append(
            n.Section(
                role or "group",
                content,
                frame.title,
                attributes.id,
                attributes.lang,
                direction,
                kind,
            )
        )


def _title(blocks: Sequence[n.Block]) -> n.Inlines:
    match blocks:
        case [n.Paragraph((n.Strong(content),)) | n.Plain((n.Strong(content),))]:
            return content
        case [n.Paragraph(content) | n.Plain(content) | n.Heading(_, content), *_]:
            return content
    return ()
