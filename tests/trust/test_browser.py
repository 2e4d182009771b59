"""Every attack in a real browser: no script runs, no handler stands, nothing is asked for."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest

from chromium import CHROMIUM, figures
from serving import Answer
from trust.test_nothing_let_in import GROUPS, documents

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed"),
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

    def answer(path: str) -> Answer:
        if path not in ("/", "/favicon.ico"):
            asked.append(path)
        return Answer(content.encode() if path == "/" else b"")

    found = figures(answer)

    assert found == [f"frames {len(shown)}"]
    assert [path for path in asked if not path.startswith("/images/")] == []
