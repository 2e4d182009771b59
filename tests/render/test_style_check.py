"""Styles people write: found by name, told what is wrong, confined to their folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.errors import StyleError
from articlepress.metadata import Disclaimer, Metadata
from articlepress.pipeline import write
from articlepress.render.style_check import check_style
from articlepress.render.styles import load_style
from articlepress.render.templates import arrange

ARTICLE = Article(
    Metadata(
        title=(n.Text("Ice"),),
        section="Opinion",
        disclaimers=(Disclaimer((n.Paragraph((n.Text("Her own views."),)),)),),
    ),
    (n.Paragraph((n.Text("The ice came early."),)),),
)
PARTS = {"title": "<h1>Ice</h1>", "body": "<p>x</p>", "notes": "", "credits": "<p>c</p>"}


def style(folder: Path, **files: str) -> str:
    """Make a style of files, whose names have `__` for a slash and `_` for a dot."""
    own = folder / "gazette"
    texts = {"style_toml": 'inherits = "base"\n', **files}
    for name, text in texts.items():
        path = own / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return str(own)


def problems(folder: Path, css: str) -> list[str]:
    notes = Notes()
    check_style(load_style(style(folder, article_css=css)), notes)
    return [f"{d.origin.path.rpartition('article.css:')[2]} {d.message}" for d in notes.diagnostics]


@pytest.mark.parametrize(
    ("css", "problem"),
    [
        ("p { color: red }\nh1 { colour red }", "2:13 a rule cannot be read"),
        ("@media print {\n  p { color red }\n}", "2:13 a rule cannot be read"),
        ("p { color: var(--color-acent) }", "1:12 no token is called '--color-acent'"),
        ("p { background: url(http://x.org/a.png) }", "1:17 'http://x.org/a.png' is not fetched"),
        ("p { background: url('../../x.png') }", "1:17 '../../x.png' is not fetched"),
        ('@import "more.css";', "1:1 'more.css' is not fetched"),
    ],
)
def test_what_cannot_be_used_is_told_with_line_and_column(
    tmp_path: Path, css: str, problem: str
) -> None:
    (found,) = problems(tmp_path, css)

    assert found.startswith(problem)


def test_css_that_is_right_says_nothing(tmp_path: Path) -> None:
    css = """/* url(http://x.org) var(--none) */ :root { --own: 1px }
    @media print { p { margin: var(--own) var(--other, 2px) } } a::before { content: "}" }
    @page { margin: 1cm } @font-face { font-family: X; src: url(data:font/woff2;base64,AAAA) }"""

    assert problems(tmp_path, css) == []


@pytest.mark.parametrize("name", ["base", "newspaper", "book", "letter", "plain", "magazine"])
def test_our_own_styles_would_pass_too(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articlepress.render.style_check.is_built_in", lambda folder: False)
    notes = Notes()

    check_style(load_style(name), notes)

    assert notes.diagnostics == []


def test_files_of_the_folder_stand_in_the_sheet_and_others_do_not(tmp_path: Path) -> None:
    css = "a { background: url(logo.png) } b { background: url(../../secret) } @import 'x.css';"
    name = style(tmp_path, article_css=css, logo_png="PNG")
    (tmp_path / "secret").write_text("secret")

    sheet = load_style(name).css("article")

    assert 'url("data:image/png;base64,UE5H")' in sheet
    assert "secret" not in sheet
    assert "@import" not in sheet


def test_a_style_builds_on_its_neighbour(tmp_path: Path) -> None:
    style(tmp_path, tokens_css=":root { --measure: 1em }")
    heir = tmp_path / "weekly"
    heir.mkdir()
    (heir / "style.toml").write_text('inherits = "gazette"\n')

    assert load_style(str(heir)).tokens["measure"] == "1em"


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("{{ body }}\n{% if %}\n{{ credits }}", 2, "expected an expression"),
        ("{{ body }}\n\n{{ credit }}", 3, "'credit' is undefined"),
        ("{{ body }}\n{{ about.title.__class__.__mro__ }}", 2, "unsafe"),
        ("{{ body }}\n{% include '../../secret' %}", 2, "../../secret"),
        ("{{ body }}\n{{ 1 / 0 }}", 2, "division by zero"),
        ("{{ body }}", None, "leaves out the credits"),
    ],
)
def test_an_error_in_a_template_names_file_and_line(
    tmp_path: Path, template: str, line: int | None, message: str
) -> None:
    chosen = load_style(style(tmp_path, templates__article_html_j2=template))

    with pytest.raises(StyleError) as caught:
        arrange(chosen, PARTS, Metadata())

    assert caught.value.where.endswith(f"article.html.j2:{line}" if line else "article.html.j2")
    assert message in caught.value.message


@pytest.mark.parametrize("to", ["html", "pdf"])
def test_a_template_places_the_parts(tmp_path: Path, to: str) -> None:
    template = (
        "<p class='rubric'>{{ about.section }} &amp; {{ '<b>' }}</p>{{ title }}{{ picture }}\n"
        "{{ body }}{{ notes }}<p>End</p>{{ credits }}{{ source }}\n"
    )
    name = style(
        tmp_path,
        templates__article_html_j2=template,
        print_css=".rubric { background: url(logo.svg) }",
        logo_svg='<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    )
    notes = Notes()

    made = write(ARTICLE, to, style=name, notes=notes)

    assert not [d for d in notes.diagnostics if d.severity != "info"]
    if to == "html":
        assert b"<p class='rubric'>Opinion &amp; &lt;b&gt;</p>" in made
        assert made.index(b"rubric'>") < made.index(b"<h1") < made.index(b"Her own views")
    else:
        assert made.startswith(b"%PDF")


def test_a_style_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    name = style(tmp_path)
    (Path(name) / "article.css").write_bytes(b"p { content: '\xe9' }")

    with pytest.raises(StyleError, match="is not UTF-8"):
        load_style(name).css("article")
