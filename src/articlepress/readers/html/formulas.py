"""Formulas: MathML (whitelisted), TeX in annotations, scripts and alternative texts.

Takes the elements MathJax, KaTeX and wikis write; gives one `Math` for each formula.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from articlepress import nodes as n
from articlepress.readers.html.flow import Flow, Handler, attribute
from articlepress.readers.html.tags import every, first, text_of

if TYPE_CHECKING:  # bs4 is loaded by `fragment` when there is a page to read
    from bs4 import Tag

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
# MathML Core's presentation elements; what is not here is replaced by its content.
_ELEMENTS_NAMES = """
    math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom
    menclose msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable
    mtr mtd mlabeledtr maction mfenced semantics
"""
ELEMENTS = frozenset(_ELEMENTS_NAMES.split())
_ATTRIBUTES_NAMES = """
    display displaystyle scriptlevel mathvariant mathsize dir accent accentunder fence form
    largeop lspace rspace maxsize minsize movablelimits separator stretchy symmetric
    linethickness columnalign rowalign columnspan rowspan columnspacing rowspacing columnlines
    rowlines frame width height depth voffset notation open close separators
"""
ATTRIBUTES = frozenset(_ATTRIBUTES_NAMES.split())

RENDERED_CLASS = re.compile(
    r"(?:^|\s)(?:katex|katex-display|mwe-math-element|MathJax_Display|mathjax-block)(?:$|\s)"
)
"""Boxes of glyphs that hold the formula's source too."""
PREVIEW_CLASS = re.compile(
    r"(?:^|\s)(?:MathJax(?:_Preview|_SVG|_CHTML)?|MJX_Assistive_MathML)(?:$|\s)"
)
"""Glyphs beside a script that holds the formula's TeX."""


def math(flow: Flow, tag: Tag) -> None:
    """Read `<math>`."""
    flow.anchor(tag)
    display = attribute(tag, "display") == "block"
    formula = read_math(tag, display=display)
    if formula is not None:
        flow.inline(formula)


def read_math(tag: Tag, *, display: bool) -> n.Math | None:
    """Return the formula of a `<math>` element, or None for an empty one."""
    tex = ""
    for annotation in every(tag, ("annotation",)):
        if "tex" in attribute(annotation, "encoding").lower():
            tex = clean_tex(text_of(annotation))
    tex = tex or clean_tex(attribute(tag, "alttext"))
    body = "".join(_markup(child) for child in tag.contents)
    if not re.sub(r"<[^<>]*>|\s", "", body):
        return n.Math(tex=tex, display=display) if tex else None
    kind = ' display="block"' if display else ""
    return n.Math(tex, f'<math xmlns="{NAMESPACE}"{kind}>{body}</math>', display)


def _markup(child: object) -> str:
    """Return one node of a formula as MathML, whitelisted and escaped."""
    name: str | None = child.name  # type: ignore[attr-defined]
    if name is None:
        text = " ".join(str(child).split())
        return escape(text, quote=False)
    if name in ("annotation", "annotation-xml", "script", "style"):
        return ""
    inner = "".join(_markup(node) for node in child.contents)  # type: ignore[attr-defined]
    if name not in ELEMENTS or name == "math":
        return inner
    attributes = "".join(
        f' {key}="{escape(value)}"'
        for key, value in sorted(child.attrs.items())  # type: ignore[attr-defined]
        if key in ATTRIBUTES and isinstance(value, str)
    )
    return f"<{name}{attributes}>{inner}</{name}>"


def clean_tex(tex: str) -> str:
    """Return TeX without the wrappers that renderers and wikis put around it."""
    tex = tex.strip()
    for start, end in (("{\\displaystyle", "}"), ("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$")):
        if tex.startswith(start) and tex.endswith(end) and len(tex) >= len(start) + len(end):
            tex = tex[len(start) : len(tex) - len(end)].strip()
    return tex


def tex_script(flow: Flow, tag: Tag) -> None:
    """Read the script MathJax keeps a formula's TeX in."""
    tex = clean_tex(text_of(tag))
    kind = attribute(tag, "type")
    if "mml" in kind or not tex:
        return
    flow.inline(n.Math(tex=tex, display="mode=display" in kind))


def rendered(flow: Flow, tag: Tag) -> None:
    """Read what KaTeX or MathJax made of a formula: its MathML or TeX, not its glyph boxes."""
    inner = first(tag, ("math",))
    css = attribute(tag, "class")
    display = "display" in css or attribute(tag, "display") == "true"
    if inner is not None:
        formula = read_math(inner, display=display or attribute(inner, "display") == "block")
        if formula is not None:
            flow.inline(formula)
            return
    image = first(tag, ("img",))
    tex = attribute(tag, "data-tex") or attribute(tag, "data-latex")
    if not tex and image is not None:
        tex = attribute(image, "alt")
    if tex:
        flow.inline(n.Math(tex=clean_tex(tex), display=display))
    elif "katex" not in css.lower() and tag.name != "mjx-container":
        flow.children(tag)


def preview(flow: Flow, tag: Tag) -> None:
    """Skip the glyphs MathJax 2 shows beside the script that holds the TeX."""


HANDLERS: dict[str, Handler] = {"math": math, "math-script": tex_script, "mjx-container": rendered}
"""Handlers by tag."""
