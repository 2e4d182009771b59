"""What Chromium says of a page on a telephone's screen; nothing leaves the machine."""

from __future__ import annotations

import html
import json
import re
import subprocess
from pathlib import Path

from chromium import CHROMIUM

SCREEN_PX = (375, 800)


def seen(page: str, question: str, folder: Path) -> list[float]:
    """Return what a script answers of a page on a telephone."""
    # In a frame: the window of a headless Chromium is never as narrow as a telephone.
    width, height = SCREEN_PX
    frame = f'<iframe width="{width}" height="{height}" srcdoc="{html.escape(page)}"></iframe>'
    ask = f"(document => {question})(document.querySelector('iframe').contentDocument)"
    answer = f"const told = {ask}; document.body.textContent = 'answer: ' + JSON.stringify(told)"
    file = folder / "page.html"
    file.write_text(f"<!doctype html>{frame}<script>onload = () => {{ {answer} }}</script>")
    done = subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu",
         f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=5000", "--dump-dom",
         file.as_uri()],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    found = re.search(r"answer: (.*?)</body>", done.stdout, re.DOTALL)
    assert found is not None, done.stderr[-400:]
    answered: list[float] = json.loads(html.unescape(found[1]))
    return answered
