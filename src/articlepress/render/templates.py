"""Templates of a style: in which order an article's parts stand, and what stands between them.

Takes parts that are rendered already and a style; gives markup. A template places parts and never
makes them, and it may leave nothing of the article out. It may come from anyone, so it runs in
Jinja's sandbox and sees no file but those of its style.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from typing import Any

from articlepress.errors import StyleError
from articlepress.metadata import Metadata
from articlepress.render.styles import Style
from articlepress.walk import inline_text

ARTICLE = "article.html.j2"
"""What stands inside `<article>` of a web page and of a PDF."""
NEEDED = ("body", "notes", "credits")
"""Parts no template may leave out: text, notes, bio and disclaimer."""


def arrange(style: Style, parts: Mapping[str, str], metadata: Metadata) -> str | None:
    """Return an article's parts as the style's template places them; None where it has none.

    Raises:
        StyleError: the template is broken (file and line), or leaves a part out.
    """
    path = style.template(ARTICLE)
    if path is None:
        return None
    # imported here: 60 ms of CPU, and most styles have no template
    from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    folders = [str(folder / "templates") for folder in reversed(style.folders)]
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    # Our own rendering, escaped where it was made.
    values: dict[str, Any] = {name: Markup(part) for name, part in parts.items()}
    try:
        made = environment.get_template(ARTICLE).render(values, about=_about(metadata))
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise StyleError(_message(error), where=_place(error, str(path))) from error
    for name in NEEDED:
        if parts.get(name, "").strip() and parts[name] not in made:
            raise StyleError(
                f"leaves out the {name}", where=str(path), hint=f"write {{{{ {name} }}}} in it"
            )
    return made


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
