"""Merge tags of mail services: the words they replace when they send."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from articlepress.errors import EmailError, did_you_mean


@dataclass(frozen=True, slots=True)
class MailService:
    """One mail service's tags; an empty tag is one no document names."""

    key: str
    name: str
    document: str
    unsubscribe: str = ""
    view_online: str = ""
    first_name: str = ""
    preheader: str = "{text}"
    address: str = ""
    confirmed: tuple[str, ...] = ()
    """Fields whose tags were read in the document."""
    also: str = ""
    """A second document, where one does not name all."""

    @property
    def tags(self) -> dict[str, str]:
        """Return the tags by what they stand for, without the empty ones."""
        named = {
            "unsubscribe": self.unsubscribe,
            "view_online": self.view_online,
            "first_name": self.first_name,
            "preheader": self.preheader.replace("{text}", "…"),
            "address": self.address,
        }
        return {name: tag for name, tag in named.items() if tag not in ("", "…")}


@cache
def mail_services() -> dict[str, MailService]:
    """Return every known service by its name on the command line."""
    table = tomllib.loads(resources.files(__package__).joinpath("esp.toml").read_text("utf-8"))
    return {
        key: MailService(key, **{**row, "confirmed": tuple(row.get("confirmed", ()))})
        for key, row in table.items()
    }


def mail_service(name: str) -> MailService:
    """Return the service of that name.

    Raises:
        EmailError: no such service; the hint suggests the nearest.
    """
    services = mail_services()
    service = services.get(name.lower())
    if service is None:
        hint = did_you_mean(name, services) or f"known are {', '.join(services)}"
        raise EmailError(f"no mail service {name!r}", where="--esp", hint=hint)
    return service
