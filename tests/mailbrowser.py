"""What Chromium makes of a newsletter: sideways scroll, contrast, style without `<style>`.

Takes finished HTML, gives figures. Pictures are replaced by one from localhost, so layout is
measured with pictures loaded and nothing leaves the machine.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from chromium import figures
from serving import Answer

WIDTHS = (320, 375, 600, 1200)

_PROBE = """
const out = [];
const wait = ms => new Promise(done => setTimeout(done, ms));
const frames = [...document.querySelectorAll('iframe')];
const luminance = ([r, g, b]) => [r, g, b].map(v => v / 255)
  .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
const channels = text => (text.match(/[\\d.]+/g) || []).map(Number);
const ground = element => {
  for (let e = element; e; e = e.parentElement) {
    const c = channels(e.ownerDocument.defaultView.getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] === 1) return c;
  }
  return [255, 255, 255];
};
const texts = doc => {
  const walker = doc.createTreeWalker(doc.body, 4), found = [];
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() && e.getClientRects().length) found.push(e);
  }
  return found;
};
const look = e => { const s = e.ownerDocument.defaultView.getComputedStyle(e);
  return [s.fontSize, s.fontFamily, s.color, s.lineHeight, s.fontWeight].join('|'); };
(async () => {
  const ready = f => f.contentDocument.URL === 'about:srcdoc'
    && f.contentDocument.readyState === 'complete';
  for (let i = 0; i < 300 && !frames.every(ready); i++) await wait(50);
  for (const f of frames) {
    const doc = f.contentDocument, root = doc.documentElement, all = texts(doc);
    const ratios = all.map(e => {
      const one = luminance(channels(f.contentWindow.getComputedStyle(e).color));
      const two = luminance(ground(e));
      return [(Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05), e.outerHTML.slice(0, 120)];
    }).sort((a, b) => a[0] - b[0]);
    const beyond = e => e.getBoundingClientRect().right > root.clientWidth + 1;
    const wide = [...doc.body.querySelectorAll('*')]
      .filter(e => beyond(e) && ![...e.children].some(beyond))
      .map(e => e.outerHTML.slice(0, 300));
    out.push({page: +f.dataset.page, kind: f.dataset.kind, width: root.clientWidth,
      scroll: Math.max(root.scrollWidth, doc.body.scrollWidth), texts: all.length,
      contrast: ratios.length ? ratios[0][0] : 21, worst: ratios.length ? ratios[0][1] : '',
      wide: wide[0] || '', looks: f.dataset.kind.startsWith('strip') ? all.map(look) : []});
  }
  const pre = document.createElement('pre');
  pre.id = 'figures'; pre.textContent = JSON.stringify(out);
  document.body.replaceChildren(pre);
})();
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one newsletter."""

    sideways: tuple[int, ...]
    """Widths at which the page scrolls sideways."""
    sideways_blocked: bool
    """Whether it scrolls sideways at 320 px when the reader loads no pictures."""
    culprit: str
    contrast_light: float
    contrast_dark: float
    worst: str
    """Start of the element with the least contrast."""
    texts: int
    kept: int
    """Runs of text that look the same when `<style>` is stripped."""


def measure(pages: Sequence[str]) -> list[Figures]:
    """Return the figures of each page, all in one run of Chromium."""
    frames = "".join(_frames(number, page) for number, page in enumerate(pages))
    wrapper = f"<!doctype html><body>{frames}<script>{_PROBE}</script></body>"
    picture = Answer(_picture(), "image/png")

    def answer(path: str) -> Answer:
        if path.startswith("/picture"):
            return picture
        return Answer(wrapper.encode()) if path == "/" else Answer(status=404)

    rows = figures(answer)
    return [_figures([r for r in rows if r["page"] == i]) for i in range(len(pages))]


def _frames(number: int, page: str) -> str:
    local = re.sub(r'(<img[^>]*?src=")[^"]*', r"\1/picture.png", page)
    light = _scheme(local, dark=False)
    bare = re.sub(r"<style.*?</style>", "", light, flags=re.DOTALL)
    kinds = [(f"width-{w}", light, w) for w in WIDTHS]
    kinds += [("dark", _scheme(local, dark=True), 375), ("strip-0", light, 1000)]
    blocked = light.replace('src="/picture.png', 'src="/blocked.png')
    kinds += [("strip-1", bare, 1000), ("blocked", blocked, 320)]
    return "".join(
        f'<iframe data-page="{number}" data-kind="{kind}" width="{width}" height="800"'
        f' frameborder="0" srcdoc="{html.escape(content)}"></iframe>'
        for kind, content, width in kinds
    )


def _scheme(page: str, *, dark: bool) -> str:
    query = "(min-width: 1px)" if dark else "(max-width: 1px)"
    return page.replace("(prefers-color-scheme: dark)", query)


def _figures(rows: list[dict[str, object]]) -> Figures:
    by_kind = {str(row["kind"]): row for row in rows}
    widths = [by_kind[f"width-{width}"] for width in WIDTHS]
    # Figures come from our own script, as numbers.
    bad = [row for row in widths if _is_wide(row)]
    before, after = by_kind["strip-0"]["looks"], by_kind["strip-1"]["looks"]
    assert isinstance(before, list)
    assert isinstance(after, list)
    light, dark = widths[-1], by_kind["dark"]
    worst = min((light, dark), key=lambda row: float(str(row["contrast"])))
    return Figures(
        tuple(int(str(row["width"])) for row in bad),
        _is_wide(by_kind["blocked"]),
        str(bad[0]["wide"]) if bad else "",
        float(str(light["contrast"])),
        float(str(dark["contrast"])),
        str(worst["worst"]),
        len(before),
        sum(one == two for one, two in zip(before, after, strict=True)),
    )


def _is_wide(row: dict[str, object]) -> bool:
    return int(str(row["scroll"])) > int(str(row["width"]))


def _picture() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (1600, 900), "#7a8c99").save(out, "PNG")
    return out.getvalue()
