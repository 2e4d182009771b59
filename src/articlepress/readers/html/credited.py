"""A paragraph right below a picture that says whose it is becomes the picture's credit."""

from __future__ import annotations

from collections.abc import Iterable

from articlepress import nodes as n
from articlepress.page.picture_credits import credits_picture
from articlepress.walk import inline_text


def credited(blocks: Iterable[n.Block]) -> list[n.Block]:
    """Return blocks with the credits among them taken to the pictures they stand below."""
    out: list[n.Block] = []
    for block in blocks:
        last = out[-1] if out else None
        match block:
            case n.Paragraph(content) | n.Plain(content) if (
                isinstance(last, n.Figure)
                and not last.credit
                and _is_picture(last)
                and credits_picture(inline_text(content), beside=True)
            ):
                out[-1] = n.Figure(last.content, last.caption, content, last.id)
            case _:
                out.append(block)
    return out


def _is_picture(figure: n.Figure) -> bool:
    """Tell whether a figure shows one picture: of several the line may name the last one's."""
    match figure.content:
        case (n.Plain((inline,)),):
            inner = inline.content if isinstance(inline, n.Link) else (inline,)
            return len(inner) == 1 and isinstance(inner[0], n.Image)
    return False
