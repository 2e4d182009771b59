"""How soon the preview shows what was saved: python benchmarks/preview.py [CHROMIUM]

Measured in headless Chromium, warm: a sidecar saved until article and newsletter views show it
(median of 20), the first view of a folder of 500 columns, and the PDF view after a change against
the PDF's own warm making.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

import articlepress

SAMPLE = Path(__file__).parents[1] / "input" / "lighthouse.html"
ROUNDS = 20
COLUMNS = 500


def main() -> None:
    chromium = sys.argv[1] if len(sys.argv) > 1 else shutil.which("chromium") or ""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(SAMPLE, folder / "column.html")
        shutil.copytree(SAMPLE.with_name("lighthouse_files"), folder / "lighthouse_files")
        many = folder / "many"
        many.mkdir()
        for number in range(COLUMNS):
            shutil.copy(SAMPLE, many / f"column-{number:03}.html")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            measured(
                folder / "column.html",
                browser.new_page(),
                lambda tab, base: updates(tab, base, folder),
            )
            measured(many, browser.new_page(), first_view)
            browser.close()


def measured(source: Path, tab: Page, work: Callable[[Page, str], None]) -> None:
    """Run some work on a preview of its own."""
    command = [sys.executable, "-m", "articlepress", "preview", str(source), "--port", "0"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        base = address.partition("/?")[0]
        tab.goto(address)
        tab.wait_for_url(f"{base}/")
        work(tab, base)
    finally:
        process.terminate()
        process.communicate(timeout=20)


def updates(tab: Page, base: str, folder: Path) -> None:
    for view, frame in (("article", "article"), ("outputs", "mail")):
        tab.goto(f"{base}/column/0?view={view}")
        tab.wait_for_selector("body[data-listening]")
        waits = []
        for number in range(ROUNDS + 2):
            title = f"{view} number {number} "
            shown = tab.frame_locator(f"#{frame}-frame").get_by_text(title).first
            began = time.monotonic()
            (folder / "column.meta.toml").write_text(f'title = "{title} end"\n', "utf-8")
            shown.wait_for()
            waits.append(time.monotonic() - began)
        median = statistics.median(waits[2:])
        print(f"sidecar saved -> {view} view: {median * 1000:.0f} ms (median of {ROUNDS})")
    tab.goto(f"{base}/column/0?view=outputs&form=pdf")
    tab.locator(".sheets img").first.wait_for()
    (folder / "column.meta.toml").write_text('title = "Once more"\n', "utf-8")
    began = time.monotonic()
    tab.goto(f"{base}/column/0?view=outputs&form=pdf")
    tab.wait_for_function("() => document.querySelector('.sheets img')?.naturalWidth > 0")
    seen = time.monotonic() - began
    article = articlepress.read(folder / "column.html")
    articlepress.write(article, "pdf")
    began = time.monotonic()
    articlepress.write(article, "pdf")
    warm = time.monotonic() - began
    print(f"PDF view after a change: {seen:.2f} s, {seen / warm:.2f} x its warm making")


def first_view(tab: Page, base: str) -> None:
    began = time.monotonic()
    tab.goto(f"{base}/")
    tab.locator("#columns li").nth(COLUMNS - 1).wait_for()
    print(f"first view of {COLUMNS} columns: {time.monotonic() - began:.2f} s")


if __name__ == "__main__":
    main()
