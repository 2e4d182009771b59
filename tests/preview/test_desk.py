"""What a change costs: what depends on it is made anew, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

from articlepress.preview.desk import Desk
from articlepress.preview.making import make_here
from articlepress.preview.news import Change, concerned

INPUT = Path(__file__).parents[2] / "input"


def house(project: Path) -> Path:
    """Give a project a style of its own and return the style's folder."""
    style = project / "house"
    style.mkdir()
    (style / "style.toml").write_text('inherits = "base"\n', "utf-8")
    (project / "articlepress.toml").write_text("# the style is there now\n", "utf-8")
    return style


def test_style_makes_outputs_anew_and_reads_nothing_again(desk: Desk, project: Path) -> None:
    style = house(project)
    look, before = desk.view(0).look, desk.output(0, "newsletter")

    (style / "email.css").write_text("h1 { color: rgb(1, 2, 3) }", "utf-8")

    assert desk.output(0, "newsletter").content != before.content
    assert desk.view(0).look is look


def test_other_columns_are_not_read_again(desk: Desk, project: Path) -> None:
    other, made = desk.view(1).look, desk.output(1, "newsletter")

    (project / "bergen.meta.toml").write_text('title = "Anew"\n', "utf-8")

    assert desk.view(1).look is other
    assert desk.output(1, "newsletter") is made


def test_sidecar_states_something_else_of_a_page_that_is_not_read_again(
    desk: Desk, project: Path
) -> None:
    before = desk.view(0)
    assert before.look is not None

    (project / "bergen.meta.toml").write_text('title = "Anew"\n', "utf-8")

    after = desk.view(0)
    assert after.look is not None
    assert after.version != before.version
    assert after.look.page is before.look.page


def test_sidecar_that_says_nothing_new_makes_nothing_anew(desk: Desk, project: Path) -> None:
    version, made = desk.view(0).version, desk.output(0, "newsletter")

    (project / "bergen.meta.toml").write_text("# a thought\n", "utf-8")

    assert desk.view(0).version == version
    assert desk.output(0, "newsletter") is made


def test_rule_for_another_site_makes_nothing_anew(desk: Desk, project: Path) -> None:
    look, made = desk.view(0).look, desk.output(0, "newsletter")
    assert look is not None
    rules = project / "rules" / "sites"
    rules.mkdir(parents=True)

    text = '[[rule]]\nkind = "drop"\nselector = "p.lead-in"\n'
    (rules / "elsewhere.example.toml").write_text(text, "utf-8")

    after = desk.view(0).look
    assert after is not None
    assert after.page is look.page
    assert desk.output(0, "newsletter") is made


def test_rule_for_the_site_reads_its_columns_again(desk: Desk, project: Path) -> None:
    versions = [desk.view(number).version for number in (0, 1)]
    rules = project / "rules" / "sites"
    rules.mkdir(parents=True)

    text = '[[rule]]\nkind = "drop"\nselector = "p.lead-in"\n'
    (rules / "harbour.example.toml").write_text(text, "utf-8")

    assert all(desk.view(number).version != versions[number] for number in (0, 1))


def test_picture_beside_the_page_makes_its_outputs_anew(desk: Desk, project: Path) -> None:
    shutil.copy(INPUT / "lighthouse_files" / "lamp.jpg", project / "quay.jpg")
    before = desk.output(0, "epub")

    shutil.copy(INPUT / "lighthouse_files" / "hester.jpg", project / "quay.jpg")

    assert desk.output(0, "epub").content != before.content


def test_pdf_of_the_worker_is_the_one_made_here(desk: Desk) -> None:
    order = desk._order(0, "pdf", None)

    made = desk.output(0, "pdf")

    assert made.content == make_here(order).content
    assert desk.output(0, "pdf") is made
    assert desk.workshop.progress((0, "pdf", "")) is None


def test_files_concern_the_columns_that_depend_on_them(desk: Desk, project: Path) -> None:
    style = house(project)
    shutil.copy(INPUT / "lighthouse_files" / "lamp.jpg", project / "quay.jpg")
    for number in (0, 1):
        desk.view(number)
    where = project.resolve()

    def of(*names: str) -> Change:
        return concerned(desk, [str(where / name) for name in names])

    assert of("oslo.meta.toml") == Change((1,))
    assert of("bergen.html", "bergen_files/x.css") == Change((0,))
    assert of("quay.jpg") == Change((0, 1))
    assert of("rules/sites/harbour.example.toml") == Change((0, 1))
    assert of("rules/sites/elsewhere.example.toml") == Change(())
    assert of("rules") == of("rules/sites") == Change(None)  # a new folder may hold rules
    assert of("articlepress.toml") == Change(None)
    assert of(f"{style.name}/email.css") == Change(None)
    assert of("collection.toml") == Change((), collection=True)
    assert of("notes.txt", "other.html", "other.meta.toml") == Change()
