"""What a user can set for newsletter HTML and for `.eml` messages."""

from __future__ import annotations

from dataclasses import dataclass

from articlepress.options import option

CLIP_BYTES = 81_920
"""Default size of the HTML: Gmail clips at 102,400 bytes, and mail services lengthen every link."""
GMAIL_CLIP_BYTES = 102_400
"""Hard limit, never passed. Source: https://github.com/hteumeuleu/email-bugs/issues/41"""


@dataclass(frozen=True, slots=True)
class NewsletterOptions:
    """Options of `--to newsletter`, shared by `--to eml`."""

    images: str = option(
        "link",
        help="link pictures at their https address, attach them (cid), or embed them (data)",
        choices=("link", "cid", "data"),
    )
    image_base_url: str = option(
        "", help="https address under which you publish the pictures of the article's folder"
    )
    esp: str = option("generic", help="mail service whose merge tags fill the footer")
    greeting: str = option(
        "", help="first line; `{first_name}` becomes the mail service's tag: `Hello {first_name},`"
    )
    preheader: str = option("", help="preview text in the inbox; default: the standfirst")
    view_url: str = option("", help="address of the web version; default: the article's own")
    unsubscribe_url: str = option("", help="https or mailto address of the unsubscribe link")
    address: str = option("", help="postal address of the sender, for the footer")
    clip_bytes: int = option(
        CLIP_BYTES, help="cut the HTML to this size; never above 102,400", unit="bytes"
    )
    picture_bytes: int = option(200_000, help="largest picture attached or embedded", unit="bytes")
    note: str = option("", help="editor's note of a digest, in Markdown")
    issue_date: str = option("", help="date of a digest; default: its newest column's")
    http_links: str = option(
        "upgrade", help="what becomes of http:// addresses", choices=("upgrade", "keep")
    )


@dataclass(frozen=True, slots=True)
class EmlOptions(NewsletterOptions):
    """Options of `--to eml`."""

    images: str = option(
        "cid",
        help="attach pictures (cid), or link them at their https address",
        choices=("cid", "link", "data"),
    )
    sender: str = option("", help='From header: "The Courier <news@example.org>"')
    recipient: str = option("", help="To header; mail services fill in their own")
    reply_to: str = option("", help="Reply-To header")
    subject: str = option("", help="Subject header; default: the title")
    list_id: str = option("", help='List-Id header: "Weekly <weekly.example.org>"')
    unsubscribe_mailto: str = option("", help="mailto address for List-Unsubscribe")
