"""A real Chromium: where it is, and what the script of a page finds out in it."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from typing import Any

from serving import Answer, answering, serve

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""


def figures(answer: Callable[[str], Answer]) -> Any:
    """Return the JSON that the script of the page at `/` leaves in `<pre id="figures">`.

    Any: as the script wrote it. Everything the page asks for comes from the function given, and no
    other host is found.
    """
    with serve(answering(answer)) as address, tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--disable-background-networking", "--virtual-time-budget=20000",
             "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
             f"--user-data-dir={profile}", "--dump-dom", f"{address}/"],
            capture_output=True, text=True, check=True, timeout=240,
            env={**os.environ, "XDG_CONFIG_HOME": profile},
        )  # fmt: skip
    found = re.search(r'<pre id="figures">(.*?)</pre>', done.stdout, re.DOTALL)
    if found is None:
        raise RuntimeError("Chromium measured nothing: " + done.stderr[-400:])
    return json.loads(html.unescape(found[1]))
