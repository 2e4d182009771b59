"""Newsletters of real pages against the yardsticks, the browser and the rivals.

    ARTICLEPRESS_SHARED=… python benchmarks/newsletter.py [--all] [--browser] [--node FOLDER]

Prints a line for each target: size, the 40 rules, caniemail's sums, sideways scroll, contrast,
style kept without `<style>`, CPU a message, the linter. `--all` takes the 60 development pages of
readability instead of the seven named ones. `--node` is a folder where
`npm install mjml @emailens/engine` was run: MJML and a second judge join. pandoc with css-inline
runs where pypandoc is installed. Pictures are never fetched.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import io
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType

from articlepress.article import Article
from articlepress.check.email import lint_html
from articlepress.diagnostics import Notes
from articlepress.pipeline import prepare, read_articles
from articlepress.render.dialect import Dialect
from articlepress.render.html import render
from articlepress.render.styles import load_style
from articlepress.source import Source
from articlepress.walk import inline_text
from articlepress.writers import find_writer
from articlepress.writers.email import inline
from articlepress.writers.email.options import NewsletterOptions

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("ARTICLEPRESS_SHARED", ROOT.parent / "shared"))
PAGES = SHARED / "extraction" / "dev" / "readability" / "pages"
SEVEN = ("wordpress", "guardian-1", "lwn-1", "lemonde-1", "wikipedia-2", "dropbox-blog", "rtl-3")
OPTIONS = NewsletterOptions(
    unsubscribe_url="https://example.org/unsubscribe",
    view_url="https://example.org/view",
    address="The Courier, Storgatan 1, Luleå",
)
REPEATS = 5


def load(name: str) -> Article:
    content = gzip.decompress((PAGES / f"{name}.html.gz").read_bytes())
    return prepare(read_articles(Source(content, f"{name}.html"), Notes())[0])


def newsletter(article: Article) -> str:
    out = io.BytesIO()
    find_writer("newsletter").write(article, OPTIONS, load_style("base"), Notes(), out)
    return out.getvalue().decode()


def cpu_ms(work: Callable[[], object]) -> float:
    """Return the median CPU time of one call, warm."""
    work()
    times = []
    for _ in range(REPEATS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return statistics.median(times) * 1000


def cpu_ratio(one: Callable[[], object], other: Callable[[], object]) -> float:
    """Return how often the CPU time of the second the first takes: best of turns, in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(3 * REPEATS):
        for work, taken in zip((one, other), times, strict=True):
            started = time.process_time()
            work()
            taken.append(time.process_time() - started)
    return min(times[0]) / min(times[1])


def module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(path.parent))
    sys.modules[path.stem] = loaded
    spec.loader.exec_module(loaded)
    return loaded


def judge_rules(label: str, pages: dict[str, str]) -> None:
    """Print the 40 rules and caniemail's sums of the shared yardstick."""
    rules = module(SHARED / "newsletter" / "rules.py")
    callers = ("E10", "E11", "E29", "E30")
    results = {name: rules.run(html) for name, html in pages.items()}
    own = [rule for rule in next(iter(results.values())) if rule[:3] not in callers]
    passed = sum(results[name][rule][0] for name in pages for rule in own)
    sizes = [len(html.encode()) for html in pages.values()]
    print(f"{label}: over 102,400 bytes {sum(s > 102_400 for s in sizes)} of {len(sizes)}"
          f" (largest {max(sizes):,})")  # fmt: skip
    print(f"{label}: rules passed {passed} of {len(own) * len(pages)}")
    for rule in own:
        failed = [name for name in pages if not results[name][rule][0]]
        if failed:
            print(f"    {rule}: fails on {' '.join(failed[:8])}")
    reports = [rules.ciem.report(html)[1] for html in pages.values()]
    for family in ("gmail", "outlook-win", "yahoo"):
        missing = [(slug, where) for report in reports for slug, where in report[family][0]]
        # Extras degrade to the inline base style; <body> and the meta are in every message.
        frame = ("style", "@media", "@supports", "meta", "body")
        content = [slug for slug, where in missing if where not in frame]
        print(f"{label}: caniemail {family}: not supported {len(missing)},"
              f" distinct {len({slug for slug, _ in missing})},"
              f" carrying content {len(content)} {sorted(set(content))}")  # fmt: skip


def judge_browser(label: str, pages: dict[str, str]) -> None:
    """Print sideways scroll, contrast and what is kept without `<style>`, in Chromium."""
    browser = module(ROOT / "tests" / "mailbrowser.py")
    names = list(pages)
    figures = []
    for start in range(0, len(names), 15):
        figures += browser.measure([pages[name] for name in names[start : start + 15]])
    sideways = sum(len(figure.sideways) for figure in figures)
    print(f"{label}: sideways scroll {sideways} of {len(figures) * len(browser.WIDTHS)}")
    blocked = sum(figure.sideways_blocked for figure in figures)
    print(f"{label}: sideways scroll at 320 px, pictures blocked {blocked} of {len(figures)}")
    least = min(min(f.contrast_light, f.contrast_dark) for f in figures)
    print(f"{label}: least contrast, light and dark {least:.2f}")
    kept, texts = sum(f.kept for f in figures), sum(f.texts for f in figures)
    print(f"{label}: texts unchanged without <style> {kept} of {texts}")


def judge_node(label: str, pages: dict[str, str], node: Path) -> None:
    """Print the mean scores of `@emailens/engine`."""
    script = """
import {readFileSync} from 'fs'; import * as E from '@emailens/engine';
const clients = ['gmail-web', 'outlook-windows-legacy', 'outlook-web', 'apple-mail-ios',
  'yahoo-mail', 'samsung-mail'], sums = {}, n = process.argv.length - 2; let a11y = 0;
for (const file of process.argv.slice(2)) {
  const report = E.auditEmail(readFileSync(file, 'utf8'), {});
  for (const c of clients) sums[c] = (sums[c] || 0) + report.compatibility.scores[c].score / n;
  a11y += report.accessibility.score / n; }
console.log(JSON.stringify({...sums, a11y}));
"""
    with tempfile.TemporaryDirectory(dir=node) as folder:
        (Path(folder) / "judge.mjs").write_text(script)
        files = []
        for name, html in pages.items():
            files.append(Path(folder) / f"{name}.html")
            files[-1].write_text(html)
        command = ["node", str(Path(folder) / "judge.mjs"), *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    scores = json.loads(done.stdout)
    print(f"{label}: emailens", " ".join(f"{k} {v:.1f}" for k, v in scores.items()))


def measure_speed(articles: dict[str, Article]) -> None:
    """Print CPU of whole messages, and of our inliner beside css-inline alone."""
    import css_inline

    bare: list[str] = []
    original = inline.inline_css
    compose = sys.modules["articlepress.writers.email.compose"]

    def keep(html: str) -> str:
        bare.append(html)
        return original(html)

    vars(compose)["inline_css"] = keep
    for article in articles.values():
        newsletter(article)
    vars(compose)["inline_css"] = original
    alone = css_inline.CSSInliner(keep_style_tags=True, load_remote_stylesheets=False)
    whole = [cpu_ms(partial(newsletter, article)) for article in articles.values()]
    ratios = [cpu_ratio(partial(original, html), partial(alone.inline, html)) for html in bare]
    print(f"tree to message, CPU ms: median {statistics.median(whole):.1f}, most {max(whole):.1f}")
    print(f"inliner beside css-inline alone: median {statistics.median(ratios):.2f},"
          f" most {max(ratios):.2f}")  # fmt: skip


def measure_linter(pages: dict[str, str]) -> None:
    """Print the linter's CPU on our messages, and crashes on every raw development page."""
    times = [cpu_ms(partial(lint_html, html, Path("x"))) for html in pages.values()]
    print(f"linter, CPU ms a message: median {statistics.median(times):.1f}, most {max(times):.1f}")
    crashes = count = 0
    for file in sorted((SHARED / "extraction" / "dev").glob("*/pages/*.html.gz")):
        count += 1
        try:
            lint_html(gzip.decompress(file.read_bytes()).decode("utf-8", "replace"), file)
        except Exception as error:  # a crash of any kind is what is counted
            crashes += 1
            print(f"    {file.name}: {type(error).__name__}: {error}")
    print(f"linter: {crashes} crashes on {count} raw pages")


def semantic_html(article: Article) -> str:
    """Return the article as plain semantic HTML, what a rival starts from."""
    title = inline_text(article.metadata.title)
    return f"<h1>{title}</h1>\n{render(article.blocks, Dialect()).body}"


def pandoc(articles: dict[str, Article]) -> dict[str, str]:
    import css_inline
    import pypandoc

    made = {}
    for name, article in articles.items():
        title = inline_text(article.metadata.title)
        html = pypandoc.convert_text(
            semantic_html(article), "html", "html",
            extra_args=["--standalone", "--sandbox", "--metadata", f"title={title}",
                        "--metadata", f"lang={article.metadata.language or 'en'}"],
        )  # fmt: skip
        made[name] = css_inline.inline(html)
    return made


def mjml(articles: dict[str, Article], node: Path) -> dict[str, str]:
    made = {}
    for name, article in articles.items():
        body = re.sub(r"<(/?)(script|style)[^>]*>", "", semantic_html(article))
        source = (
            f'<mjml lang="{article.metadata.language or "en"}"><mj-head><mj-title>x</mj-title>'
            f"</mj-head><mj-body><mj-section><mj-column><mj-text>{body}</mj-text></mj-column>"
            "</mj-section></mj-body></mjml>"
        )
        command = ["node", "-e", _MJML]
        done = subprocess.run(
            command, input=source, capture_output=True, text=True, check=True, cwd=node
        )
        made[name] = done.stdout
    return made


_MJML = """
const text = require('fs').readFileSync(0, 'utf8'), mjml2html = require('mjml');
Promise.resolve((mjml2html.default || mjml2html)(text, {validationLevel: 'skip'}))
  .then(result => process.stdout.write(result.html));
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--browser", action="store_true")
    parser.add_argument("--node", type=Path)
    chosen = parser.parse_args()
    names: tuple[str, ...] = SEVEN
    if chosen.all:
        names = tuple(sorted(p.name.removesuffix(".html.gz") for p in PAGES.glob("*.html.gz")))
    articles = {name: load(name) for name in names}
    pages = {name: newsletter(article) for name, article in articles.items()}
    contenders = {"articlepress": pages}
    if not chosen.all:
        if importlib.util.find_spec("pypandoc"):
            contenders["pandoc + css-inline"] = pandoc(articles)
        if chosen.node:
            contenders["mjml"] = mjml(articles, chosen.node)
    for label, made in contenders.items():
        judge_rules(label, made)
        if chosen.browser:
            judge_browser(label, made)
        if chosen.node:
            judge_node(label, made, chosen.node)
    measure_speed(articles)
    measure_linter(pages)


if __name__ == "__main__":
    main()
