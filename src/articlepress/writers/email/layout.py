"""The document around the text: head, sheet, masthead, credits and footer.

Takes finished fragments, gives one HTML document before inlining: presentation tables 600 px wide
with a ghost table for Outlook's Word engine, everything escaped by whoever made the fragment.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

SHEET_PX = 600
"""Width mail clients' reading panes hold; wider sheets scroll in Outlook's three-pane view."""

_TABLE = 'role="presentation" cellpadding="0" cellspacing="0" border="0"'
_XHTML = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)
# 120 dots an inch is Windows' usual scaling; without this Outlook scales pictures twice.
_OFFICE = (
    "<!--[if mso]><noscript><xml><o:OfficeDocumentSettings><o:AllowPNG/>"
    "<o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml></noscript><![endif]-->"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a message's rows."""

    title: str
    """Plain text for `<title>`."""
    language: str
    direction: str
    preheader: str = ""
    """HTML: preview text, merge tags as they are."""
    css_class: str = ""
    """Classes of `<body>`: `column` or `digest`, `rtl`."""
    live_css: str = ""


def document(frame: Frame, rows: str) -> str:
    """Return the whole document; `rows` is a run of `<tr>` made by `row`.

    Webmail strips `<html>` and `<body>`: the division around the sheet tells screen readers what it
    is and in which language.
    """
    lang = escape(frame.language or "en")
    direction = frame.direction or "ltr"
    preheader = f'<div class="preheader">{frame.preheader}</div>\n' if frame.preheader else ""
    return f"""{_XHTML}
<html lang="{lang}" dir="{direction}" xmlns="http://www.w3.org/1999/xhtml" \
xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="x-apple-disable-message-reformatting">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{escape(frame.title, quote=False)}</title>
{_OFFICE}
<style>{frame.live_css}</style>
</head>
<body class="{escape(frame.css_class or "mail")}" lang="{lang}" dir="{direction}">
{preheader}<div role="article" aria-roledescription="email" lang="{lang}" dir="{direction}">
<table class="page" {_TABLE} width="100%"><tr><td class="page-cell" align="center">
<!--[if mso]><table {_TABLE} width="{SHEET_PX}" align="center"><tr><td><![endif]-->
<table class="sheet" {_TABLE} width="100%" dir="{direction}">
{rows}</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</div>
</body>
</html>
"""


def row(css: str, content: str) -> str:
    """Return one row of the sheet, or nothing where there is nothing to show."""
    return f'<tr><td class="{css}">\n{content}</td></tr>\n' if content else ""


def next_row(css: str) -> str:
    """Return the seam between two rows of one kind: Outlook breaks cells above 1,750 px."""
    return f'</td></tr>\n<tr><td class="{css}">\n'


def paragraph(css: str, content: str) -> str:
    """Return a paragraph of finished HTML, or nothing."""
    return f'<p class="{css}">{content}</p>\n' if content else ""


def breakable(content: str) -> str:
    """Return a fragment whose words may be broken anywhere, for words longer than a line."""
    return f'<div class="long-words">\n{content}</div>\n' if content else ""


def link(url: str, words: str, css: str = "") -> str:
    """Return a link; the address may be a merge tag, which stays as it is."""
    style = f' class="{css}"' if css else ""
    return f'<a{style} href="{attribute_text(url)}">{escape(words, quote=False)}</a>'


def attribute_text(value: str) -> str:
    """Return a value for an attribute; a merge tag is not escaped, as services match its bytes."""
    from articlepress.writers.email.inline import MERGE_TAG

    return value if MERGE_TAG.fullmatch(value) else escape(value)
