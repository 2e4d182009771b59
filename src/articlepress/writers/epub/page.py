"""XHTML documents of a book: head, body and what every one of them needs."""

from __future__ import annotations

from articlepress.render.dialect import Dialect, attribute, language, text

STYLESHEET = "style.css"

XHTML = Dialect(xhtml=True)


def page(
    title: str, body: str, *, lang: str, direction: str = "", body_type: str = "", css: str = ""
) -> bytes:
    """Return a whole XHTML document. The body is finished markup; everything else is escaped here.

    An unknown language is written as `und`, so that a reading system does not guess its own.
    """
    html = (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f"{language(lang or 'und', direction, XHTML)}>"
    )
    attributes = attribute("epub:type", body_type) + attribute("class", css)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f"{html}\n<head>\n<title>{text(' '.join(title.split()))}</title>\n"
        f'<link rel="stylesheet" type="text/css" href="{STYLESHEET}"/>\n</head>\n'
        f"<body{attributes}>\n{body}</body>\n</html>\n"
    ).encode("utf-8", "replace")
