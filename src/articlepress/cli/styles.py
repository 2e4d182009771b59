"""`articlepress styles`: which there are, what one is made of, and a new one to begin with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click

from articlepress.atomic import write_atomic
from articlepress.cli.configured import current_setup
from articlepress.cli.console import Console, safe
from articlepress.cli.listings import table
from articlepress.diagnostics import Notes
from articlepress.errors import StyleError, UsageError
from articlepress.project import style_folders
from articlepress.render.style_check import check_style
from articlepress.render.styles import Style, is_built_in, load_style, read_tokens, style_names
from articlepress.settings import load_settings
from articlepress.tables import shown_path

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_MEDIA = {
    "article": "the article on web pages and in PDF",
    "html": "web pages alone",
    "print": "PDF: pages, running heads, notes",
    "epub": "EPUB",
    "email": "newsletters; rules that every mail client knows",
}


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def styles(ctx: click.Context, as_json: bool) -> None:
    """List the styles, built in and of one's own; show one; begin a new one."""
    if ctx.invoked_subcommand is not None:
        return
    loaded = [(name, find(name)) for name in style_names(folders())]
    rows = [
        (name, str(style.settings.get("summary", "")), place_of(style)) for name, style in loaded
    ]
    if as_json:
        keys = ("name", "summary", "place")
        values = [dict(zip(keys, row, strict=True)) for row in rows]
        click.echo(json.dumps(values, indent=2, ensure_ascii=False))
        return
    click.echo(safe(table(rows)))


@styles.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(name: str, as_json: bool) -> None:
    """Show a style's folders, files and tokens, and what is wrong with its CSS."""
    style = find(name)
    origins = dict(token_origins(style))
    if as_json:
        tokens = {key: {"value": style.tokens[key], "from": origins[key]} for key in origins}
        files = [shown_path(path) for path in files_of(style)]
        click.echo(json.dumps({"name": name, "files": files, "tokens": tokens}, indent=2))
        return
    click.echo(click.style(f"{name}: {style.settings.get('summary', '')}", bold=True))
    click.echo(f"  {' ← '.join(folder.name for folder in style.folders[::-1])}")
    own = [path for path in files_of(style) if path.parent == style.folders[-1]]
    click.echo(safe(table([(shown_path(path),) for path in own])))
    click.echo(click.style("Tokens", bold=True))
    click.echo(safe(table([(key, style.tokens[key], origins[key]) for key in sorted(origins)])))
    notes = Notes()
    check_style(style, notes)
    Console().diagnostics(notes.diagnostics)


@styles.command()
@click.argument("name")
@click.option(
    "--from", "parent", default="base", metavar="STYLE", help="Style it builds on. [base]"
)
@click.option("--user", "for_user", is_flag=True, help="Make it for all of your projects.")
def new(name: str, parent: str, for_user: bool) -> None:
    """Make the folder of a new style, in which only what differs need be written."""
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} is no name for a style", hint="small letters, digits and dashes"
        )
    style = find(parent)
    folder = (folders()[-1] if for_user else folders()[0]) / name
    if folder.exists():
        raise UsageError("exists already", where=shown_path(folder))
    inherits = parent if name != parent else str(style.folders[-1])
    for file, text in new_files(name, inherits, style).items():
        write_atomic(folder / file, text.encode())
    click.echo(safe(shown_path(folder)))


def folders() -> tuple[Path, ...]:
    """Return where styles are looked up: the project's folder (or `styles/` here), the user's."""
    return style_folders(load_settings())


def find(name: str) -> Style:
    """Return a style by name: the project's, the user's, or a built-in one.

    Raises:
        StyleError: there is none.
    """
    for folder in folders():
        if (folder / name / "style.toml").is_file():
            return load_style(str(folder / name))
    try:
        return load_style(current_setup().find_style(name))
    except StyleError as error:
        error.hint = error.hint or "`articlepress styles` lists them"
        raise


def place_of(style: Style) -> str:
    """Return where a style lies, or nothing for a built-in one."""
    folder = style.folders[-1]
    return "" if is_built_in(folder) else shown_path(folder)


def files_of(style: Style) -> Iterator[Path]:
    """Yield the files of a style's folders, from the root of the inheritance on."""
    for folder in style.folders:
        yield from sorted(path for path in folder.iterdir() if path.is_file())
        yield from sorted((folder / "templates").glob("*.j2"))


def token_origins(style: Style) -> Iterator[tuple[str, str]]:
    """Yield each token with the style it comes from."""
    for folder in style.folders:
        sheet = folder / "tokens.css"
        if sheet.is_file():
            text = re.sub(r"/\*.*?(?:\*/|\Z)", "", sheet.read_text("utf-8"), flags=re.DOTALL)
            yield from ((key, folder.name) for key in read_tokens(text))


def new_files(name: str, parent: str, style: Style) -> dict[str, str]:
    """Return the files of a new style by name."""
    tokens = "".join(f"  /* --{key}: {value}; */\n" for key, value in sorted(style.tokens.items()))
    files = {
        "style.toml": f'name = "{name}"\ninherits = "{parent}"\nsummary = ""\n',
        "tokens.css": "/* Take a token out of its comment to change it. */\n"
        f":root {{\n{tokens}}}\n",
    }
    for medium, what in _MEDIA.items():
        files[f"{medium}.css"] = (
            f"/* Rules for {what}. They come after those of {style.name}; tokens are used as\n"
            "   var(--color-accent). Pictures and fonts lie in this folder: url(logo.svg). */\n"
        )
    files["templates/README"] = (
        "article.html.j2 in this folder places the parts of an article in web pages and PDF:\n"
        "{{ title }} {{ picture }} {{ body }} {{ notes }} {{ credits }} {{ source }}\n"
        "and may say what else is known: {{ about.section }}, {{ about.authors | join(', ') }}.\n"
    )
    return files
