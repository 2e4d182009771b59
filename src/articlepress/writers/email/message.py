"""A MIME message around a composed body: plain text and HTML side by side, pictures attached.

Message-ID and Date derive from the article, so the same article gives the same bytes. Bodies are
quoted-printable with short lines; headers are never folded into encoded words, which would break a
one-click unsubscribe address.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from articlepress.errors import EmailError
from articlepress.metadata import Date
from articlepress.urls import host
from articlepress.writers.email.compose import Composed
from articlepress.writers.email.options import EmlOptions

HEADER_OCTETS = 998
"""RFC 5322's longest line. Python folds longer URLs into encoded words (cpython #85725)."""

_POLICY = SMTP.clone(max_line_length=HEADER_OCTETS)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
_ADDRESS = re.compile(r"[^@\s<>\"(),:;\\\[\]]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_LIST_ID = re.compile(r"(?P<words>[^<>]*)<(?P<id>[A-Za-z0-9][A-Za-z0-9._-]*)>|(?P<bare>[\w.-]+)")
_HTTP = re.compile(r"https://[\x21-\x7e]+")
_MAILTO = re.compile(r"mailto:[\x21-\x7e]+@[\x21-\x7e]+")


def build_message(
    composed: Composed,
    plain: str,
    options: EmlOptions,
    *,
    subject: str,
    url: str = "",
    published: Date | None = None,
    environ: Mapping[str, str] | None = None,
    unsubscribe: str = "",
) -> bytes:
    """Return the message, CRLF at every line's end.

    `published` dates it where `SOURCE_DATE_EPOCH` of `environ` does not; without either it has no
    Date, which the sending server adds.

    Raises:
        EmailError: a header value with a line break, or an address that is none.
    """
    # Bodies are encoded now, in short lines; headers are folded at the end, in long ones.
    message = EmailMessage(policy=SMTP)
    for name, value in _headers(options, subject, unsubscribe):
        message[name] = value
    date = message_date(published, environ or {})
    if date is not None:
        message["Date"] = format_datetime(date)
    message["Message-ID"] = message_id(composed, plain, url, options.sender)
    _put_bodies(message, composed, plain)
    return _wrapped(message)


def _headers(options: EmlOptions, subject: str, unsubscribe: str) -> list[tuple[str, object]]:
    subject = one_line("--subject", subject, strict=bool(options.subject))
    found: list[tuple[str, object]] = [("Subject", subject)]
    for name, flag, value in (
        ("From", "--sender", options.sender),
        ("To", "--recipient", options.recipient),
        ("Reply-To", "--reply-to", options.reply_to),
    ):
        if value:
            found.append((name, address(flag, value)))
    if options.list_id:
        found.append(("List-Id", list_id(options.list_id)))
    found += _unsubscribe(options, unsubscribe)
    return found


def one_line(flag: str, value: str, *, strict: bool = True) -> str:
    """Return a header's text without control characters; from an option they are an error.

    Raises:
        EmailError: a line break or another control character in an option.
    """
    if strict and _CONTROL.search(value):
        raise EmailError(f"{value!r} holds a line break or control character", where=flag)
    return " ".join(_CONTROL.sub(" ", value).split())


def address(flag: str, value: str) -> Address:
    """Return a name with its address.

    Raises:
        EmailError: the value is no address, or holds a line break.
    """
    words, spec = parseaddr(one_line(flag, value))
    if not _ADDRESS.fullmatch(spec) or not spec.isascii():
        raise EmailError(
            f"{value!r} is no mail address", where=flag, hint='write "Name <name@example.org>"'
        )
    return Address(display_name=words, addr_spec=spec)


def list_id(value: str) -> str:
    """Return a List-Id header as RFC 2919 writes it.

    Raises:
        EmailError: the value holds no identifier.
    """
    found = _LIST_ID.fullmatch(one_line("--list-id", value).strip())
    if not found:
        raise EmailError(
            f"{value!r} is no list identifier",
            where="--list-id",
            hint='write "Weekly <weekly.example.org>"',
        )
    words = (found["words"] or "").strip().strip('"').strip()
    quoted = words.replace("\\", "\\\\").replace('"', '\\"')
    lead = f'"{quoted}" ' if quoted else ""
    return f"{lead}<{found['id'] or found['bare']}>"


def _unsubscribe(options: EmlOptions, tag: str) -> list[tuple[str, object]]:
    """Return RFC 2369's header, and RFC 8058's where one click can do it."""
    targets = []
    url = options.unsubscribe_url or tag
    if url:
        one_line("--unsubscribe-url", url)
        if url.startswith("mailto:") and not _MAILTO.fullmatch(url):
            raise EmailError(f"{url!r} is no mailto address", where="--unsubscribe-url")
        targets.append(url)
    if options.unsubscribe_mailto:
        mail = options.unsubscribe_mailto.removeprefix("mailto:")
        if not _MAILTO.fullmatch(f"mailto:{mail}"):
            raise EmailError(f"{mail!r} is no mail address", where="--unsubscribe-mailto")
        targets.insert(0, f"mailto:{mail}")
    value = ", ".join(f"<{target}>" for target in targets)
    if not targets:
        return []
    if len(value) > HEADER_OCTETS - 20:
        raise EmailError("is too long for a header line", where="--unsubscribe-url")
    found: list[tuple[str, object]] = [("List-Unsubscribe", value)]
    if _HTTP.fullmatch(url):
        found.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    return found


def message_date(published: Date | None, environ: Mapping[str, str]) -> datetime.datetime | None:
    """Return when the message says it was written: `SOURCE_DATE_EPOCH`, else publication."""
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal() and int(epoch[:20]) < 253_402_300_800:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    if published is None:
        return None
    iso = published.iso
    padded = iso + {4: "-01-01", 7: "-01"}.get(len(iso), "")
    try:
        date = datetime.datetime.fromisoformat(padded)
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=datetime.UTC)


def message_id(composed: Composed, plain: str, url: str, sender: str) -> str:
    """Return an id that names the content: another text gets another id."""
    digest = hashlib.sha256()
    for part in (url.encode(), plain.encode("utf-8", "surrogatepass"), composed.html):
        digest.update(len(part).to_bytes(8, "big") + part)
    _, spec = parseaddr(sender)
    domain = spec.partition("@")[2] or host(url)
    safe = domain if re.fullmatch(r"[A-Za-z0-9.-]+", domain) else "articlepress.invalid"
    return f"<{digest.hexdigest()[:32]}@{safe}>"


def _put_bodies(message: EmailMessage, composed: Composed, plain: str) -> None:
    message.set_content(plain, cte="quoted-printable")
    html = composed.html.decode("utf-8")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    related = list(message.iter_parts())[1]
    for item in composed.attachments:
        kind = item.asset.media_type.partition("/")[2]
        related.add_related(
            item.asset.content,
            "image",
            kind,
            cid=f"<{item.cid}>",
            filename=item.filename,
            disposition="inline",
        )


def _wrapped(message: EmailMessage) -> bytes:
    """Return the bytes with boundaries that derive from the content, not from chance."""
    digest = hashlib.sha256(str(message["Message-ID"]).encode()).hexdigest()
    for number, part in enumerate(p for p in message.walk() if p.is_multipart()):
        part.set_boundary(f"=_{number}_{digest[:40]}")
    return message.as_bytes(policy=_POLICY)
