"""Hostile pages on the preview's desk: whatever view is opened, nothing acts and nothing leaves.

Nothing here knows the preview's views by name: every link of its own that a page has is followed,
and every frame looked into.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from playwright.sync_api import Browser, Dialog, Page

from articlepress.preview.desk import open_desk
from chromium import CHROMIUM
from preview.conftest import plan_of, running_on
from trust.vectors import PAYLOAD, field_page, page, vectors

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed"),
    # Playwright's own loop leaves its last sockets to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

GROUPS = 4
"""Columns the attacks are spread over: what one swallows of the rest, another shows."""
MOST_PAGES = 40
"""Pages of a column that are opened; there are about twenty."""

PROBE = r"""() => {
  const out = [];
  if (document.title === 'PWNED') out.push('a script ran');
  for (const e of document.querySelectorAll('*')) {
    if (e.localName === 'script' && !(e.src || '').startsWith(location.origin + '/static/'))
      out.push('script ' + e.outerHTML.slice(0, 120));
    for (const a of e.attributes) {
      const said = e.localName + ' ' + a.name + '=' + a.value.slice(0, 60);
      if (a.name.startsWith('on')) out.push(said);
      if (['href', 'src', 'action', 'formaction', 'data', 'xlink:href'].includes(a.name)
          && /^[\s\x00-\x20]*(javascript|vbscript|data:text)/i.test(a.value))
        out.push(said);
    }
  }
  return out;
}"""


@dataclass
class Visit:
    """What was seen on the way."""

    opened: list[str] = field(default_factory=list)
    frames: int = 0
    found: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def dismiss(self, dialog: Dialog) -> None:
        """Close a dialog, which no page may open."""
        self.found.append(f"dialog {dialog.message}")
        dialog.dismiss()


@contextmanager
def previewed(folder: Path, names: list[str]) -> Iterator[str]:
    """Run the preview of a folder's pages; gives its address with the token."""
    desk = open_desk(tuple(str(folder / name) for name in names), lambda: plan_of(folder))
    with running_on(desk) as preview:
        yield preview.address


def visit(browser: Browser, address: str, start: str) -> Visit:
    """Open a page of the preview and all that it leads to, and look for what acts."""
    seen = Visit()
    base = address.partition("/?")[0]
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    tab = context.new_page()
    tab.on("request", lambda request: seen.asked.append(request.url))
    tab.on("dialog", lambda dialog: seen.dismiss(dialog))
    tab.goto(address)
    tab.wait_for_url(f"{base}/")
    waiting = [base + start]
    while waiting and len(seen.opened) < MOST_PAGES:
        url = waiting.pop(0)
        seen.opened.append(url)
        waiting += [found for found in _look(tab, url, base, seen) if found not in waiting]
        waiting = [found for found in waiting if found not in seen.opened]
    context.close()
    return seen


def _look(tab: Page, url: str, base: str, seen: Visit) -> list[str]:
    tab.goto(url)
    if tab.locator("#pending").count():
        tab.locator("#pending").wait_for(state="detached")
    tab.wait_for_timeout(100)
    for frame in tab.frames:
        seen.frames += frame is not tab.main_frame
        seen.found += [f"{url} {told}" for told in frame.evaluate(PROBE)]
    links = tab.locator("a[href]").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    urls = [urldefrag(urljoin(url, link)).url for link in links]
    column = re.match(r"/column/\d+", url.removeprefix(base))
    inside = f"{base}{column[0]}" if column else f"{base}/"
    own = [found for found in urls if found.startswith(inside) and "/file/" not in found]
    return own if column else [found for found in own if "/column/" not in found]


def hostile(folder: Path) -> list[str]:
    """Write pages of attacks, with attacks as their names where the system takes them."""
    every = list(vectors())
    names = []
    for number in range(GROUPS):
        markup = "\n".join(f"<div>{vector.markup}</div>" for vector in every[number::GROUPS])
        names.append(f"{number} <img src=x onerror={PAYLOAD}>.html".replace("/", ""))
        (folder / names[-1]).write_bytes(page(markup))
    for number, vector in enumerate(every[::40]):
        names.append(f"field-{number}.html")
        (folder / names[-1]).write_bytes(field_page(vector.markup))
    return names


def judge(seen: Visit, address: str) -> None:
    base = address.partition("/?")[0]
    assert seen.found == []
    assert [url for url in seen.asked if not url.startswith((base, "data:", "about:"))] == []


@pytest.mark.thorough
def test_no_view_of_a_hostile_column_acts_or_asks(browser: Browser, tmp_path: Path) -> None:
    names = hostile(tmp_path)

    with previewed(tmp_path, names) as address:
        for number in (*range(GROUPS), *range(GROUPS, len(names), 16)):
            seen = visit(browser, address, f"/column/{number}")
            judge(seen, address)
            assert len(seen.opened) >= 5, seen.opened  # page, form, diagnostics, outputs
            assert seen.frames >= 3


def test_neither_list_nor_order_nor_collection_acts_or_asks(
    browser: Browser, tmp_path: Path
) -> None:
    names = hostile(tmp_path)

    with previewed(tmp_path, names) as address:
        for start in ("/", "/order"):
            seen = visit(browser, address, start)
            judge(seen, address)


def test_the_probe_sees_what_acts(browser: Browser) -> None:
    tab = browser.new_page()
    tab.set_content("<p onclick=x()>a<a href=' javascript:1'>b</a><script>let a</script>")

    found = tab.evaluate(PROBE)

    tab.close()
    assert len(found) == 3
