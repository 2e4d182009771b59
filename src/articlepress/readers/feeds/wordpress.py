"""What WordPress stores of a post to the HTML it shows: paragraphs, captions, galleries, embeds.

WordPress keeps a post as its author typed it: blank lines for paragraphs, shortcodes in brackets,
blocks fenced by comments. Brackets that are no shortcode of WordPress's own are text and stay.
Source: https://developer.wordpress.org/reference/functions/wpautop/, the shortcode API.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

_BLOCK = (
    "address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer"
    "|form|h[1-6]|header|hr|iframe|li|main|nav|ol|p|pre|section|script|style|table|tbody|td|tfoot"
    "|th|thead|tr|ul|video|audio"
)
_BEGINS_BLOCK = re.compile(
    rf"\s*+(?:<!--(?:(?!<!--|-->).)*+-->\s*+)*+</?(?:{_BLOCK})\b", re.I | re.S
)
_PARTED = re.compile(rf"(?=<(?:{_BLOCK})\b)|(?<=>)[^\S\n]*+\n", re.I)
_OPENS_WHOLE = re.compile(r"<(pre|script|style|table|ul|ol|dl|figure|blockquote)\b", re.I)
_HELD = re.compile("\ue000(\\d+)\ue001")
_COMMENT = re.compile(r"<!--\s*+/?wp:(?:(?!<!--).)*?-->", re.S)
_MORE = re.compile(r"<!--\s*+(?:more|nextpage)\b(?:(?!<!--).)*?-->", re.S)
_CAPTION = re.compile(
    r"\[caption((?:(?!\[caption)[^\]])*+)\]((?:(?!\[caption).)*?)\[/caption\]", re.I | re.S
)
_IMAGE = re.compile(r"\s*(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.I)
_GALLERY = re.compile(r"\[gallery((?:(?!\[gallery)[^\]])*+)\]", re.I)
_EMBED = re.compile(
    r"\[(?:embed|video|audio|youtube|vimeo)((?:(?!\[(?:embed|video|audio|youtube|vimeo))[^\]])*+)\](?:([^\[]*+)\[/\w++\])?",
    re.I,
)
_ATTRIBUTE = re.compile(r"""(?<![\w-])([\w-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s\]]+))""")
_ADDRESS = re.compile(r"https?://[^\s<>\"\]]+")


def as_shown(content: str, pictures: Mapping[str, str]) -> str:
    """Return a stored post as HTML; `pictures` maps numbers of attachments to their addresses."""
    text = _COMMENT.sub("", _MORE.sub("", content)).replace("\r\n", "\n").replace("\r", "\n")
    text = _CAPTION.sub(_figure, text)
    text = _GALLERY.sub(lambda found: _gallery(found[1], pictures), text)
    text = _EMBED.sub(_embed, text)
    return text if _is_written_out(text) else paragraphs(text)


def _is_written_out(text: str) -> bool:
    """Tell whether a post has its paragraphs as tags already."""
    return bool(re.search(r"<p[\s>]", text, re.I)) and not re.search(
        r"(?:^|\n)[ \t]*\n[ \t]*(?!<)\S", text
    )


def paragraphs(text: str) -> str:
    """Return text with a paragraph for each run of lines, where no element of its own begins."""
    text, held = _hold_wholes(text)
    out = []
    for chunk in re.split(r"\n[ \t]*\n", text):
        for part in _PARTED.split(chunk):
            part = part.strip()
            if not part:
                continue
            if _HELD.fullmatch(part) or _BEGINS_BLOCK.match(part):
                out.append(part)
            else:
                out.append(f"<p>{part.replace(chr(10), '<br>')}</p>")
    return _HELD.sub(lambda found: held[int(found[1])], "\n".join(out))


def _hold_wholes(text: str) -> tuple[str, list[str]]:
    """Return the text with a mark for each element that has lines of its own, and these elements.

    A name whose end tag is missing once is missing ever after: the work stays linear.
    """
    held: list[str] = []
    kept: list[str] = []
    unclosed: set[str] = set()
    at = 0
    for opening in _OPENS_WHOLE.finditer(text):
        name = opening[1].lower()
        if opening.start() < at or name in unclosed:
            continue
        closing = re.compile(rf"</{name}\s*+>", re.I).search(text, opening.end())
        if closing is None:
            unclosed.add(name)
            continue
        kept += [text[at : opening.start()], f"\n\n\ue000{len(held)}\ue001\n\n"]
        held.append(text[opening.start() : closing.end()])
        at = closing.end()
    return "".join((*kept, text[at:])), held


def _attributes(text: str) -> dict[str, str]:
    return {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(text)}


def _figure(found: re.Match[str]) -> str:
    image = _IMAGE.match(found[2])
    if image is None:
        return found[2]
    caption = found[2][image.end() :].strip() or html.escape(
        _attributes(found[1]).get("caption", "")
    )
    return f"\n\n<figure>{image[0].strip()}<figcaption>{caption}</figcaption></figure>\n\n"


def _gallery(attributes: str, pictures: Mapping[str, str]) -> str:
    numbers = re.split(r"[\s,]+", _attributes(attributes).get("ids", ""))
    found = [pictures[number] for number in numbers if number in pictures]
    images = "".join(f'<figure><img src="{html.escape(url)}" alt=""></figure>' for url in found)
    return f"\n\n{images}\n\n" if images else ""


def _embed(found: re.Match[str]) -> str:
    attributes = _attributes(found[1])
    address = _ADDRESS.search(found[2] or "") or _ADDRESS.search(found[1])
    url = address[0] if address else attributes.get("src", "")
    if not url:
        return found[0]
    return f'\n\n<p><a href="{html.escape(url)}">{html.escape(url)}</a></p>\n\n'
