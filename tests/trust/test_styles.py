"""Styles from somebody else: no file of mine, no address, no script gets out with them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from articlepress.article import Article
from articlepress.cli.app import run
from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError, LimitExceeded, StyleError
from articlepress.metadata import Disclaimer, Metadata
from articlepress.pipeline import write
from articlepress.render import templates
from articlepress.render.style_addresses import addresses, answered
from articlepress.render.styles import load_style
from trees import p, t

ARTICLE = Article(
    Metadata(title=t("Ice"), disclaimers=(Disclaimer((p("Her own views."),)),), language="en"),
    (p("The ice came early, and nobody on either bank had asked for it."),),
)
ALL = "{{ title }}{{ body }}{{ notes }}{{ credits }}"
SECRET = "a { content: 'SECRET-OF-MINE' }"
FORMATS = ("html", "epub", "newsletter", "eml")
SHEETS = ("article.css", "epub.css", "email.css", "print.css")


@pytest.fixture
def style(tmp_path: Path) -> Path:
    folder = tmp_path / "given"
    (folder / "templates").mkdir(parents=True)
    (folder / "style.toml").write_text('inherits = "base"\n')
    (tmp_path / "secret").write_text(SECRET)
    return folder


def made(style: Path, to: str) -> str:
    """Return all the text of an output, the members of a book unpacked."""
    content = write(ARTICLE, to, style=str(style), notes=Notes())
    if to != "epub":
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        texts = [book.read(name) for name in book.namelist() if name.endswith((".css", ".xhtml"))]
    return b"\n".join(texts).decode()


@pytest.mark.parametrize("name", ["article.css", "tokens.css", "style.toml"])
def test_a_file_of_a_style_that_is_a_link_out_of_it_is_refused(
    name: str, style: Path, tmp_path: Path
) -> None:
    (style / name).unlink(missing_ok=True)
    (style / name).symlink_to(tmp_path / "secret")

    with pytest.raises(StyleError, match="link out of the style's folder"):
        made(style, "html")


def test_a_template_that_is_or_includes_a_link_out_is_refused(style: Path, tmp_path: Path) -> None:
    (style / "templates/more.j2").symlink_to(tmp_path / "secret")
    (style / "templates/article.html.j2").write_text(f"{{% include 'more.j2' %}}{ALL}")

    with pytest.raises(StyleError, match="link out of the style's folder"):
        made(style, "html")

    (style / "templates/article.html.j2").unlink()
    (style / "templates/article.html.j2").symlink_to(tmp_path / "secret")
    with pytest.raises(StyleError, match="link out of the style's folder"):
        made(style, "html")


def test_a_picture_that_is_a_link_out_does_not_come_in(style: Path, tmp_path: Path) -> None:
    (style / "logo.png").symlink_to(tmp_path / "secret")
    (style / "article.css").write_text("body { background: url(logo.png) }")

    assert "U0VDUkVU" not in made(style, "html")  # base64 of SECRET


FETCHING = (
    '@IMPORT "http://evil.example/a.css";',
    '@\\69mport "http://evil.example/a.css";',
    "@import url(http://evil.example/a.css) screen;",
    '@media screen { @import "http://evil.example/a.css"; }',
    "p { background: URL(http://evil.example/a.png) }",
    "p { background: u\\72l(http://evil.example/a.png) }",
    "p { background: \\000075rl('http://evil.example/a.png') }",
    'p { background: url( "http://evil.example/a(1).png" ) }',
    'p { background: image-set("http://evil.example/a.png" 1x) }',
    'p { background: -webkit-image-set(url(http://evil.example/a.png) 1x) }',
    'p { background: cross-fade("http://evil.example/a.png", red, 50%) }',
    'p { background: image("http://evil.example/a.png") }',
    'p { background: src("http://evil.example/a.png") }',
    "p { background: url(//evil.example/a.png) }",
    "p { background: url(\\\\evil.example/a.png) }",
    "p { background: url(http://evil.example/a\\\n.png) }",
    '@font-face { font-family: X; src: url("http://evil.example/a.woff2") format("woff2") }',
    ":root { --u: url(http://evil.example/a.png) } p { background: var(--u) }",
    "p { background: image-set(var(--from-tokens) 1x) }",
    "p { background: var(--whole) }",
    "/* url( */ p { background: url(http://evil.example/a.png) } /* ) */",
    "p { content: '/*'; background: url(http://evil.example/a.png); content: '*/' }",
)  # fmt: skip


@pytest.mark.parametrize("css", FETCHING)
def test_no_address_of_a_style_reaches_an_output(css: str, style: Path) -> None:
    for name in SHEETS:
        (style / name).write_text(css)
    (style / "tokens.css").write_text(
        ':root { --from-tokens: "http://evil.example/t.png"; '
        "--whole: url(http://evil.example/t.png); --color-text: url(http://evil.example/t.png) }"
    )

    for to in FORMATS:
        assert "evil.example" not in made(style, to).replace("=\n", "")


def test_tokens_of_a_project_pass_the_same_gate() -> None:
    chosen = load_style("base", {"color-text": "url(http://evil.example/t.png)"})

    assert "evil" not in chosen.tokens["color-text"]
    assert "evil" not in chosen.css("article")


def test_what_is_harmless_stays_as_it_was() -> None:
    css = (
        'a::before { content: "http://example.org (url)" } b { background: url(#x) }'
        ' @font-face { src: url("data:font/woff2;base64,AA==") format("woff2"), local("Ice") }'
    )

    assert answered(css, lambda url: url) == css.replace("url(#x)", 'url("#x")')
    assert [found.url for found in addresses(css)] == ["#x", "data:font/woff2;base64,AA=="]


def test_blocks_nested_without_end_are_an_error(style: Path) -> None:
    (style / "article.css").write_text("(" * 200_000 + "url(x)")

    with pytest.raises(StyleError, match="nested too deep"):
        made(style, "html")


@pytest.mark.parametrize("to", FORMATS)
def test_no_sheet_ends_its_style_element(to: str, style: Path) -> None:
    for name in SHEETS:
        (style / name).write_text("p { color: red }</style><script>alert(1)</script><style>")
    (style / "tokens.css").write_text(':root { --font-body: "</style><script>alert(2)</script>" }')

    assert "</style><script" not in made(style, to)


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>", "<SCRIPT src='//evil.example/x.js'></SCRIPT>",
        "<p onclick='alert(1)'>", "<a href='javascript:alert(1)'>x</a>",
        "<a href='java&#115;cript:alert(1)'>x</a>",
        "<img src='http://evil.example/x.png'>", "<iframe srcdoc='x'></iframe>",
        "<svg><image href='http://evil.example/x.png'/></svg>", "<math><mi>x</mi></math>",
        "<link rel='stylesheet' href='http://evil.example/x.css'>", "<base href='//evil.example'>",
        "<meta http-equiv='refresh' content='0;url=//evil.example'>", "<form action='/x'></form>",
        "<p style='background: u\\72l(http://evil.example/x.png)'>", "<style>p{}</style>",
        "<!--><script>alert(1)</script>-->", "<!DOCTYPE html>", "<?php x ?>", "<![CDATA[x]]>",
        "<p title='{{ title }}'>", "<p {{ title }}>", "<p title={{ title }}>",
        "{{ '<script>alert(1)</script>'|safe }}", "<p <script>alert(1)</script>",
        "<img src=x onerror=alert(1) ",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["before", "after"])
def test_no_template_holds_what_acts_or_asks(markup: str, place: str, style: Path) -> None:
    text = f"{markup}{ALL}" if place == "before" else f"{ALL}{markup}"
    (style / "templates/article.html.j2").write_text(text)

    with pytest.raises(StyleError):
        made(style, "html")


def test_a_template_of_text_may_hold_what_text_needs(style: Path) -> None:
    (style / "templates/article.html.j2").write_text(
        "<header class='top' data-kind='x' aria-label='y'><p style='color: red'>Ice &lt; &amp; </p>"
        "<a href='https://example.org/'>site</a><img alt='' src='data:image/png;base64,AA=='/>"
        f"</header>{ALL}<hr/>"
    )

    assert "class='top'" in made(style, "html")


def test_markup_that_is_no_xml_is_an_error_of_the_style_in_a_pdf(style: Path) -> None:
    (style / "templates/article.html.j2").write_text(f"<p>{ALL}<br>")

    assert "<br>" in made(style, "html")
    with pytest.raises(StyleError, match="not well-formed"):
        made(style, "pdf")


def test_a_template_without_end_is_stopped(style: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "SECONDS", 0.3)
    loop = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"
    (style / "templates/article.html.j2").write_text(loop + ALL)

    with pytest.raises(LimitExceeded, match="takes over"):
        made(style, "html")


@pytest.mark.parametrize(
    "expression", ["'x' * 10000000000", "10000000000 * ['x']", "9 ** (9 ** 9)", "body * 99999999"]
)
def test_a_template_multiplies_nothing_out_of_memory(expression: str, style: Path) -> None:
    (style / "templates/article.html.j2").write_text(f"{{{{ {expression} }}}}{ALL}")

    with pytest.raises(ArticlepressError, match="makes too much of it"):
        made(style, "html")


def test_the_command_line_says_it_in_one_line(
    style: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<article><h1>Ice</h1><p>The ice came early that year, as ever.</p></article>")
    (style / "article.css").symlink_to(tmp_path / "secret")

    code = run(["convert", str(page), "--style", str(style), "-o", f"{tmp_path}/o.html"])

    assert code == 5
    assert "article.css: error: is a link out of the style's folder" in capfd.readouterr().err
