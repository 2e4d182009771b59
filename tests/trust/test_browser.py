"""Every attack in a real browser: no script runs, no handler stands, nothing is asked for."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import mailbrowser
from trust.test_nothing_let_in import GROUPS, documents

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not mailbrowser.CHROMIUM, reason="chromium is not installed"),
]

PROBE = """
addEventListener('load', () => setTimeout(() => {
  const out = [];
  for (const frame of document.querySelectorAll('iframe')) {
    const doc = frame.contentDocument, name = frame.dataset.name;
    if (!doc) { out.push(name + ': left its place'); continue; }
    if (doc.title === 'PWNED') out.push(name + ': a script ran');
    for (const e of doc.querySelectorAll('*')) {
      if (e.localName === 'script') out.push(name + ': script element');
      for (const a of e.attributes)
        if (a.name.startsWith('on')) out.push(name + ': ' + a.name);
    }
    if (!name.startsWith('newsletter'))
      for (const r of frame.contentWindow.performance.getEntriesByType('resource'))
        out.push(name + ': asked for ' + r.name);
    frame.contentDocument.querySelectorAll('a').forEach(a => {
      if (/^(javascript|vbscript|data):/i.test(a.href)) out.push(name + ': ' + a.href); });
  }
  if (document.title === 'PWNED') out.push('a frame reached the page');
  out.push('frames ' + document.querySelectorAll('iframe').length);
  const pre = document.createElement('pre');
  pre.id = 'figures'; pre.textContent = JSON.stringify(out);
  document.body.replaceChildren(pre);
}, 1500));
"""


def frames(format_name: str) -> Iterator[str]:
    for group in range(len(GROUPS)):
        for number, document in enumerate(documents(group, format_name)):
            # Pictures of the book itself are not beside this page; they are no request outwards.
            bare = re.sub(r'\ssrc="images/[^"]*"|<link[^>]*stylesheet[^>]*>', "", document)
            name = f"{format_name} {group}-{number}"
            yield f'<iframe data-name="{name}" srcdoc="{html.escape(bare)}"></iframe>'


@pytest.mark.parametrize("format_name", ["html", "newsletter", "epub"])
def test_no_attack_is_active_in_a_browser(format_name: str) -> None:
    shown = list(frames(format_name))
    content = f"<!doctype html><title>quiet</title><body>{''.join(shown)}<script>{PROBE}</script>"
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path not in ("/", "/favicon.ico"):
                asked.append(self.path)
            body = content.encode() if self.path == "/" else b""
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        with tempfile.TemporaryDirectory() as profile:
            done = subprocess.run(
                [mailbrowser.CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu",
                 "--disable-background-networking", "--virtual-time-budget=20000",
                 "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                 f"--user-data-dir={profile}", "--dump-dom",
                 f"http://127.0.0.1:{server.server_address[1]}/"],
                capture_output=True, text=True, check=True, timeout=240,
                env={**os.environ, "XDG_CONFIG_HOME": profile},
            )  # fmt: skip
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

    found = re.search(r'<pre id="figures">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found is not None, done.stderr[-400:]
    assert json.loads(html.unescape(found[1])) == [f"frames {len(shown)}"]
    assert [path for path in asked if not path.startswith("/images/")] == []
