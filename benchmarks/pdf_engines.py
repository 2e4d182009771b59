"""Other ways to a PDF of the same articles: CPU, words kept in order, standards kept.

    python benchmarks/pdf_engines.py [--shared ../shared] [--percollate FOLDER] [--only typst,…]

`typst` sets our own tree by way of pandoc (`pip install typst pypandoc_binary`): in one process,
which is its best case. `weasyprint` and `percollate` are called once for each article on clean HTML
of it; percollate from the folder `npm install percollate` was run in, with the machine's Chromium.
What browsers' own processes use is counted as far as they are waited for: at least that much.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.check.pdf.vera import validate
from articlepress.diagnostics import Notes
from articlepress.render.styles import load_style
from articlepress.walk import transform
from articlepress.writers import find_writer
from pdf import article, children_s, clean_html, lost_words, make, pages, readable

Engine = Callable[[Article, Path], float]
"""Writes the PDF of an article to a path and returns the CPU seconds it took."""

STANDARDS = ("ua1", "2a")


def ours(content: Article, out: Path) -> float:
    start = time.process_time()
    out.write_bytes(make(content))
    return time.process_time() - start


def typst(content: Article, out: Path) -> float:
    """Raises what typst raises where it refuses to keep the standards."""
    import pypandoc
    import typst as engine

    writer = find_writer("pandoc-json")
    tree = io.BytesIO()

    def shown(image: n.Image) -> n.Inline:
        # A picture without a file is an error to typst; our pages show its words instead.
        return image if image.src in content.assets else n.Text(image.alt)

    content = replace(content, blocks=transform(content.blocks, {n.Image: shown}))
    writer.write(content, writer.options(), load_style("base"), Notes(), tree)
    before = children_s() + time.process_time()
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "article.typ"
        text = pypandoc.convert_text(
            tree.getvalue().decode(), "typst", "json", extra_args=["--standalone"]
        )
        source.write_text(text, "utf-8")
        engine.compile(str(source), output=str(out), root=name, pdf_standards=["ua-1", "a-2a"])
    return children_s() + time.process_time() - before


def weasyprint(content: Article, out: Path) -> float:
    page = out.with_suffix(".html")
    page.write_text(clean_html(content), "utf-8")
    return _command([sys.executable, "-m", "weasyprint", str(page), str(out)])


def percollate_in(folder: Path) -> Engine:
    def percollate(content: Article, out: Path) -> float:
        page = out.with_suffix(".html")
        page.write_text(clean_html(content), "utf-8")
        program = folder / "node_modules" / ".bin" / "percollate"
        chromium = shutil.which("chromium") or ""
        return _command(
            [str(program), "pdf", "--no-sandbox", "--no-hyphenate", "-o", str(out), str(page)],
            PUPPETEER_EXECUTABLE_PATH=chromium,
        )

    return percollate


def _command(command: list[str], **environment: str) -> float:
    before = children_s()
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **environment})
    return children_s() - before


def rows(engines: dict[str, Engine], articles: dict[str, Article], folder: Path) -> Iterator[str]:
    for engine, press in engines.items():
        made: dict[str, Path] = {}
        spent, refused = 0.0, []
        for name, content in articles.items():
            out = folder / f"{name}.{engine}.pdf"
            try:
                spent += press(content, out)
            except Exception as error:  # each engine has its own
                refused.append(f"{name}: {str(error).strip().splitlines()[0][:90]}")
                continue
            made[name] = out
        whole = sum(not _lost(articles[name], path) for name, path in made.items())
        broken = {path for path, _ in validate(list(made.values()), STANDARDS)} if made else set()
        yield (
            f"{engine}: {len(made)} of {len(articles)} made, {spent:.1f} CPU s; all words in order "
            f"in {whole}; {' and '.join(STANDARDS)} kept by {len(made) - len(broken)}"
        )
        yield from (f"  refused {line}" for line in refused)


def _lost(content: Article, path: Path) -> list[str]:
    try:
        return lost_words(content, path.read_bytes())
    except (pikepdf.PdfError, ValueError, KeyError) as error:
        return [str(error)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    here = Path(__file__).parent
    default = os.environ.get("ARTICLEPRESS_SHARED", str(here.parent.parent / "shared"))
    parser.add_argument("--shared", default=default)
    parser.add_argument("--percollate", default="", help="folder percollate is installed in")
    parser.add_argument("--only", default="ours,typst,weasyprint,percollate")
    options = parser.parse_args()
    found = readable(pages(Path(options.shared), False))
    articles = {name: article(path) for name, path in found.items()}
    engines: dict[str, Engine] = {"ours": ours, "typst": typst, "weasyprint": weasyprint}
    if options.percollate:
        engines["percollate"] = percollate_in(Path(options.percollate))
    wanted = options.only.split(",")
    with tempfile.TemporaryDirectory() as name:
        chosen = {key: engine for key, engine in engines.items() if key in wanted}
        for row in rows(chosen, articles, Path(name)):
            print(row, flush=True)


if __name__ == "__main__":
    main()
