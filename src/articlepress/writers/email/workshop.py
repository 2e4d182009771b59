"""The tools of one message, which its parts share, and the tests of the addresses it is given."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.errors import EmailError
from articlepress.render.dialect import Dialect
from articlepress.render.styles import Style
from articlepress.writers.email.esp import MailService, mail_service
from articlepress.writers.email.options import NewsletterOptions
from articlepress.writers.email.pictures import PictureStore


@dataclass(slots=True)
class Workshop:
    """What every part of one message shares."""

    options: NewsletterOptions
    style: Style
    notes: Notes
    service: MailService
    pictures: PictureStore
    dialect: Dialect


def workshop(article: Article, options: NewsletterOptions, style: Style, notes: Notes) -> Workshop:
    """Return the tools for one message, its options tested.

    Raises:
        EmailError: unknown mail service, or an address that is none.
    """
    for name in ("view_url", "unsubscribe_url", "image_base_url"):
        _test_address(name, getattr(options, name))
    pictures = PictureStore(article.assets, options, notes)
    dialect = Dialect(email=True, picture=pictures.picture)
    return Workshop(options, style, notes, mail_service(options.esp), pictures, dialect)


def https(url: str, options: NewsletterOptions) -> str:
    """Return an address as the message links to it, upgraded where that is wanted."""
    if options.http_links == "upgrade" and url.startswith("http://"):
        return "https://" + url[7:]
    return url


_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+")


def _test_address(name: str, url: str) -> None:
    if url and not _ADDRESS.fullmatch(url):
        flag = "--" + name.replace("_", "-")
        raise EmailError(
            f"{url!r} is no https or mailto address", where=flag, hint="write it without spaces"
        )
