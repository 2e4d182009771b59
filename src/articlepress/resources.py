"""Packaged data: styles and rules, from the wheel or from a checkout."""

from __future__ import annotations

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
