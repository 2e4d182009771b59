"""Formulas: a `<math>` element reduced to what reading systems and epubcheck take, or nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from articlepress.writers.epub.namespaces import name_within

MATHML = "http://www.w3.org/1998/Math/MathML"

_PRESENTATION = frozenset(
    (  # noqa: SIM905 - a list of this length is read as prose
        "math mi mn mo mtext mspace ms mglyph mrow mfrac msqrt mroot mstyle merror mpadded "
        "mphantom mfenced menclose msub msup msubsup munder mover munderover mmultiscripts "
        "mprescripts none mtable mlabeledtr mtr mtd maligngroup malignmark semantics "
    ).split()
)
_TOKENS = frozenset(("mi", "mn", "mo", "mtext", "ms"))
_CHILDREN = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3,
    "munderover": 3,
}  # fmt: skip
_ATTRIBUTES = frozenset(
    (  # noqa: SIM905 - a list of this length is read as prose
        "display alttext mathvariant mathsize dir form fence separator stretchy symmetric "
        "maxsize minsize largeop movablelimits accent accentunder lspace rspace linethickness "
        "displaystyle scriptlevel columnalign rowalign columnspacing rowspacing columnlines "
        "rowlines frame columnspan rowspan align width height depth voffset open close "
        "separators notation numalign denomalign bevelled subscriptshift superscriptshift "
        "side "
    ).split()
)


@lru_cache(maxsize=1024)
def safe_mathml(markup: str) -> str:
    """Return the formula with only presentation MathML, or '' where it is no well-formed XML.

    Annotations (TeX sources) go: old reading systems print them after the formula. An element off
    the list goes with its content, but for the text of an `<mtext>`.
    """
    from lxml import etree  # imported here: few articles have formulas

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(markup, parser)
    except (etree.XMLSyntaxError, ValueError):
        return ""
    if name_within(MATHML, root) != "math":
        return ""
    clean = etree.Element(f"{{{MATHML}}}math", nsmap={None: MATHML})
    if not _copy(root, clean):
        return ""
    if len(clean) == 0 and not (clean.text or "").strip():
        return ""
    packed: str = etree.tostring(clean, encoding="unicode")
    return packed


def _copy(source: Any, target: Any) -> bool:
    """Copy what is safe; False where the formula is not one the schema of MathML knows."""
    from lxml import etree

    for name, value in source.attrib.items():
        if name in _ATTRIBUTES:
            target.set(name, value)
    if name_within(MATHML, source) == "mtext":
        target.text = "".join(source.itertext())
        return True
    if name_within(MATHML, source) in _TOKENS:
        target.text = source.text
    elif (source.text or "").strip() or any((child.tail or "").strip() for child in source):
        return False  # words outside a token element
    for child in source:
        name = name_within(MATHML, child)
        if name in _PRESENTATION:
            copy = etree.SubElement(target, f"{{{MATHML}}}{name}")
            if not _copy(child, copy):
                return False
    return len(target) == _CHILDREN.get(name_within(MATHML, source), len(target))
