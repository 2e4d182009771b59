"""Packaged data: styles and rules, from the wheel or from a checkout."""

from __future__ import annotations

import datetime
import os
from functools import cache
from importlib import resources
from pathlib import Path


@cache
def package_folder() -> Path:
    """Return the folder of the installed package."""
    # A zipped package is not supported: WeasyPrint and Jinja2 need real files too.
    return Path(str(resources.files("articlepress")))


def styles_folder() -> Path:
    """Return the folder that holds the built-in styles."""
    packaged = package_folder() / "styles"
    if packaged.is_dir():
        return packaged
    # An editable install leaves styles/ at the top of the checkout.
    return package_folder().parents[1] / "styles"


def rules_folder() -> Path:
    """Return the folder that holds the built-in page rules (`*.toml`)."""
    return package_folder() / "rules"


def build_date() -> datetime.datetime | None:
    """Return the moment `SOURCE_DATE_EPOCH` names, in UTC, or None where it is not set.

    Source: https://reproducible-builds.org/specs/source-date-epoch/
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds.strip().isdecimal():
        return None
    try:
        return datetime.datetime.fromtimestamp(int(seconds), datetime.UTC)
    except (OverflowError, ValueError, OSError):
        return None
