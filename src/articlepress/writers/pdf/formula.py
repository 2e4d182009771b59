"""Formulas as lines of text: MathML and the common part of TeX, for an engine that sets neither.

Powers and indices are raised and lowered, fractions and roots written on the line; what is not
known is shown as it stands, so that nothing is lost.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from articlepress import nodes as n
from articlepress.walk import merge_text

_GROUPED = re.compile(r"[\s+\-−·×/,=]")

_SIGNS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ",
    "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ",
    "Omega": "Ω", "times": "×", "cdot": "·", "pm": "±", "mp": "∓", "div": "÷", "leq": "≤",
    "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "equiv": "≡",
    "sim": "∼", "propto": "∝", "infty": "∞", "partial": "∂", "nabla": "∇", "sum": "∑",
    "prod": "∏", "int": "∫", "in": "∈", "notin": "∉", "subset": "⊂", "cup": "∪", "cap": "∩",
    "to": "→", "rightarrow": "→", "leftarrow": "←", "Rightarrow": "⇒", "ldots": "…", "cdots": "…",
    "dots": "…", "forall": "∀", "exists": "∃", "quad": " ", "left": "", "right": "", ",": " ",
    ";": " ", "!": "", "{": "{", "}": "}", "%": "%", "$": "$",
}  # fmt: skip

_TEX = re.compile(r"\\([A-Za-z]+|.)|([{}^_])|(\s+)|([^\\{}^_\s]+)")


def formula(math: n.Math) -> n.Inlines:
    """Return a formula as inlines a line of text can hold."""
    if math.mathml:
        try:
            return merge_text(_mathml(ElementTree.fromstring(math.mathml)))
        except ElementTree.ParseError:
            pass
    return merge_text(_tex(math.tex))


def _mathml(element: ElementTree.Element) -> n.Inlines:
    name = element.tag.rpartition("}")[2]
    parts = [_mathml(child) for child in element]
    match name, parts:
        case "annotation" | "annotation-xml", _:
            return ()
        case "semantics", [first, *_]:
            return first
        case "msup", [base, power]:
            return (*base, n.Superscript(power))
        case "msub" | "munder", [base, index]:
            return (*base, n.Subscript(index))
        case "mover", [base, over]:
            return (*base, n.Superscript(over))
        case "msubsup" | "munderover", [base, index, power]:
            return (*base, n.Subscript(index), n.Superscript(power))
        case "mfrac", [over, under]:
            return (*_group(over), n.Text("/"), *_group(under))
        case "msqrt", _:
            return (n.Text("√("), *_flat(parts), n.Text(")"))
        case "mroot", [radicand, degree]:
            return (n.Superscript(degree), n.Text("√("), *radicand, n.Text(")"))
        case "mtr", _:
            return (*_flat(parts), n.Text("; "))
        case "mtd", _:
            return (*_flat(parts), n.Text(" "))
    text = " ".join((element.text or "").split())
    if name == "mi" and len(text) == 1:
        return (n.Emph((n.Text(text),)),)
    if name == "mo" and text in "=+−-×·±<>≤≥≠≈→∈" and text:
        text = f" {text} "
    return (*((n.Text(text),) if text else ()), *_flat(parts))


def _flat(parts: list[n.Inlines]) -> n.Inlines:
    return tuple(node for part in parts for node in part)


def _group(content: n.Inlines) -> n.Inlines:
    from articlepress.walk import inline_text

    if _GROUPED.search(inline_text(content).strip()):
        return (n.Text("("), *content, n.Text(")"))
    return content


def _tex(tex: str) -> n.Inlines:
    tokens = [match[0] for match in _TEX.finditer(tex)]
    content, _ = _tex_run(tokens, 0)
    return content


def _tex_run(tokens: list[str], place: int) -> tuple[n.Inlines, int]:
    """Return a run up to its closing brace, and where reading goes on."""
    out: list[n.Inline] = []
    while place < len(tokens):
        token = tokens[place]
        if token == "}":
            return tuple(out), place + 1
        if token in "^_":
            argument, place = _tex_argument(tokens, place + 1)
            out.append(n.Superscript(argument) if token == "^" else n.Subscript(argument))
            continue
        content, place = _tex_argument(tokens, place)
        out.extend(content)
    return tuple(out), place


def _tex_argument(tokens: list[str], place: int) -> tuple[n.Inlines, int]:
    """Return one token's or group's content, and where reading goes on."""
    if place >= len(tokens):
        return (), place
    token = tokens[place]
    if token == "{":
        return _tex_run(tokens, place + 1)
    if token in ("\\frac", "\\tfrac", "\\dfrac"):
        over, place = _tex_argument(tokens, place + 1)
        under, place = _tex_argument(tokens, place)
        return (*_group(over), n.Text("/"), *_group(under)), place
    if token == "\\sqrt":
        content, place = _tex_argument(tokens, place + 1)
        return (n.Text("√("), *content, n.Text(")")), place
    if token in ("\\text", "\\mathrm", "\\mathbf", "\\mathit", "\\operatorname"):
        return _tex_argument(tokens, place + 1)
    if token.startswith("\\"):
        name = token[1:]
        text = _SIGNS.get(name, name)
        return ((n.Text(text),) if text else ()), place + 1
    return (n.Text(" " if token.isspace() else token),), place + 1
