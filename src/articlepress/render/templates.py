"""Templates of a style: in which order an article's parts stand, and what stands between them.

Takes parts that are rendered already and a style; gives markup. A template places parts and never
makes them, and it may leave nothing of the article out. It may come from anyone, so it runs in
Jinja's sandbox and sees no file but those of its style.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from articlepress.deadline import deadline
from articlepress.errors import LimitExceeded, StyleError
from articlepress.metadata import Metadata
from articlepress.render.styles import Style
from articlepress.render.template_gate import PART, refuse_active
from articlepress.walk import inline_text

ARTICLE = "article.html.j2"
"""What stands inside `<article>` of a web page and of a PDF."""
NEEDED = ("body", "notes", "credits")
"""Parts no template may leave out: text, notes, bio and disclaimer."""


SECONDS = 5.0
"""Time a template may take: one of ours takes a thousandth of a second."""
LONGEST = 1_000_000
"""Characters, or bits of a number, that one multiplication in a template may make."""


def arrange(
    style: Style, parts: Mapping[str, str], metadata: Metadata, *, xml: bool = False
) -> str | None:
    """Return an article's parts as the style's template places them; None where it has none.

    With `xml` its markup must be well-formed: a page engine reads it, not a browser.

    Raises:
        StyleError: the template is broken (file and line), leaves a part out, or holds what acts.
        LimitExceeded: it does not come to an end.
    """
    path = style.template(ARTICLE)
    if path is None:
        return None
    # imported here: 60 ms of CPU, and most styles have no template
    from jinja2 import TemplateError
    from markupsafe import Markup

    # Our own rendering, escaped where it was made.
    values: dict[str, Any] = {name: Markup(part) for name, part in parts.items()}
    late = LimitExceeded(f"the template takes over {SECONDS:g} seconds", where=str(path))
    try:
        with deadline(SECONDS, late):
            template = _environment(style).get_template(ARTICLE)
            made = str(template.render(values, about=_about(metadata)))
    except (
        TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError,
        RecursionError,
    ) as error:  # fmt: skip
        raise StyleError(_message(error), where=_place(error, str(path))) from error
    for name in NEEDED:
        if parts.get(name, "").strip() and parts[name] not in made:
            raise StyleError(
                f"leaves out the {name}", where=str(path), hint=f"write {{{{ {name} }}}} in it"
            )
    _refuse_markup(made, parts, str(path), xml)
    return made


def _environment(style: Style) -> Any:
    """Return the sandbox of a style's templates. Any: Jinja is imported late."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class InsideLoader(FileSystemLoader):
        """Loads no link that leads out of its folder: what is read stands in every output."""

        def get_source(self, environment: Environment, template: str) -> Any:
            found = super().get_source(environment, template)
            file = Path(found[1])
            inside = any(
                file.is_relative_to(f) and file.resolve().is_relative_to(Path(f).resolve())
                for f in self.searchpath
            )
            if not inside:
                raise TemplateNotFound(template, "it is a link out of the style's folder")
            return found

    class Sandbox(ImmutableSandboxedEnvironment):
        """Multiplies and raises nothing into what no memory holds."""

        intercepted_binops = frozenset(("*", "**"))

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            if _size(left, right, operator) > LONGEST:
                raise OverflowError(f"{operator} makes too much of it")
            return super().call_binop(context, operator, left, right)

    folders = [str(folder / "templates") for folder in reversed(style.folders)]
    return Sandbox(
        loader=InsideLoader(folders), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip


def _size(left: Any, right: Any, operator: str) -> int:
    """Return how much a multiplication or power would make at most: characters, items or bits."""
    if not isinstance(left, int):
        left, right = right, left
    if operator == "**":
        return abs(left).bit_length() * right if isinstance(right, int) else 0
    if isinstance(left, int) and hasattr(right, "__len__"):
        return len(right) * left
    return 0


def _refuse_markup(made: str, parts: Mapping[str, str], path: str, xml: bool) -> None:
    """Raise where what stands between the parts could act, or is no XML where it must be."""
    from xml.etree import ElementTree  # imported here: as the above

    own = made
    for part in parts.values():
        own = own.replace(part, PART) if part.strip() else own
    refuse_active(own, path)
    if not xml:
        return
    try:
        ElementTree.fromstring(f"<all>{made}</all>")
    except ElementTree.ParseError as error:
        raise StyleError(
            f"the template's markup is not well-formed: {error}",
            where=path,
            hint="for PDF every element is closed, as in XML: <br/>, <p>…</p>",
        ) from error


def _about(metadata: Metadata) -> dict[str, object]:
    """Return what a template may say of the article besides its parts: plain text."""
    return {
        "title": inline_text(metadata.title),
        "kicker": inline_text(metadata.kicker),
        "standfirst": inline_text(metadata.standfirst),
        "authors": [person.name for person in metadata.authors],
        "published": metadata.published.iso if metadata.published else "",
        "site": metadata.site.name,
        "section": metadata.section,
        "series": metadata.series.name if metadata.series else "",
        "tags": list(metadata.tags),
        "language": metadata.language,
        "address": metadata.canonical_url,
    }


def _message(error: Exception) -> str:
    text = " ".join(str(getattr(error, "message", None) or error).split())
    return f"the template cannot be used: {text[:1].lower() + text[1:]}"


def _place(error: Exception, path: str) -> str:
    """Return file and line of a template's error: of its syntax, or of the line that failed."""
    line = getattr(error, "lineno", None)
    name = getattr(error, "filename", None) or path
    if line:
        return f"{name}:{line}"
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.endswith(".j2")
    ]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else path
