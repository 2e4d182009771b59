"""Chromium at a preview: how it is found, how it comes in, what stands where."""

from __future__ import annotations

import pytest
from playwright.sync_api import FrameLocator, Page

from chromium import CHROMIUM
from preview.conftest import Running

VIEWS = (
    "page", "article", "diagnostics", "outputs", "outputs&form=pdf", "outputs&form=epub",
    "outputs&form=html", "outputs&form=eml", "outputs&form=text", "outputs&form=json",
)  # fmt: skip
"""The views of a column."""
PATIENCE_MS = 30_000
"""How long something may take on a machine that has much else to do."""

in_chromium = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed"),
    # Playwright's own loop leaves its last sockets to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def come_in(tab: Page, running: Running, where: str = "/") -> None:
    """Enter by the printed address and open a page of the preview, as far as it is there."""
    tab.set_default_timeout(PATIENCE_MS)
    if not tab.url.startswith(running.base):
        tab.goto(running.address)
        tab.wait_for_url(f"{running.base}/")
    tab.goto(f"{running.base}{where}")
    tab.locator("#pending").wait_for(state="detached")


def listen(tab: Page) -> None:
    """Wait until the page hears of changes."""
    tab.wait_for_selector("body[data-listening]")


def shown_page(tab: Page) -> FrameLocator:
    """Return the saved page with its regions."""
    return tab.frame_locator("#page-frame")
