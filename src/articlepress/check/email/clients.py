"""Which mail client shows which feature of HTML and CSS: the data of caniemail.com."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

from articlepress.errors import UsageError, did_you_mean

FAMILIES: dict[str, tuple[str, ...]] = {
    "gmail": ("gmail.desktop-webmail", "gmail.ios", "gmail.android"),
    "outlook": ("outlook.windows", "outlook.outlook-com", "outlook.macos", "outlook.ios"),
    "outlook-windows": ("outlook.windows",),
    "apple": ("apple-mail.macos", "apple-mail.ios"),
    "yahoo": ("yahoo.desktop-webmail", "yahoo.ios", "yahoo.android"),
    "samsung": ("samsung-email.android",),
}
"""Short names for the clients most readers have."""

DEFAULT = ("gmail", "outlook-windows", "outlook.outlook-com", "apple", "yahoo", "samsung")


@dataclass(frozen=True, slots=True)
class Feature:
    """One tested feature, with the clients that do not show it or show it partly."""

    slug: str
    title: str
    category: str
    unsupported: frozenset[str]
    partly: frozenset[str]


@cache
def features() -> dict[str, Feature]:
    """Return every feature by its slug (`css-position`)."""
    table = _table()
    clients = table["clients"]
    found = {}
    for slug, (title, category, letters) in table["features"].items():
        by_letter: dict[str, set[str]] = {"n": set(), "a": set()}
        for client, letter in zip(clients, letters, strict=True):
            if letter in by_letter:
                by_letter[letter].add(client)
        found[slug] = Feature(
            slug, title, category, frozenset(by_letter["n"]), frozenset(by_letter["a"])
        )
    return found


@cache
def client_names() -> tuple[str, ...]:
    """Return every client the data knows: `gmail.ios`."""
    return tuple(_table()["clients"])


@cache
def _table() -> dict[str, dict[str, tuple[str, str, str]]]:
    text = resources.files(__package__).joinpath("caniemail.json").read_text("utf-8")
    table: dict[str, dict[str, tuple[str, str, str]]] = json.loads(text)
    return table


def chosen_clients(names: tuple[str, ...]) -> frozenset[str]:
    """Return the clients of short names, full names or `all`; the most used without any.

    Raises:
        UsageError: a name that is neither.
    """
    known = client_names()
    families = {client.partition(".")[0] for client in known}
    out: set[str] = set()
    for name in names or DEFAULT:
        folded = name.strip().lower()
        if folded == "all":
            out |= set(known)
        elif folded in FAMILIES:
            out |= set(FAMILIES[folded])
        elif folded in known:
            out.add(folded)
        elif folded in families:
            out |= {client for client in known if client.startswith(folded + ".")}
        else:
            options = sorted({*FAMILIES, *families, *known})
            hint = did_you_mean(folded, options) or f"known are {', '.join(sorted(families))}"
            raise UsageError(f"no mail client {name!r}", where="--clients", hint=hint)
    return frozenset(out)
