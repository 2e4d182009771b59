"""Commands under files of settings: which value wins, and how a slip is told."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from .conftest import INPUT, Press


def project(folder: Path, text: str, name: str = "articlepress.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def user(text: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "xdg"))
    project(folder, text, "xdg/articlepress/config.toml")


def test_flags_win_over_defaults_over_the_project_over_the_user(
    press: Press, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user('[convert]\nto = "json"\n[text]\ntext-columns = 31\n', monkeypatch, tmp_path)

    assert press("convert", page).out == "output/lighthouse.json\n"
    project(tmp_path, '[convert]\nto = "text"\n[text]\ntext-columns = 32\n')
    assert press("convert", page).out == "output/lighthouse.txt\n"
    project(tmp_path, "convert:\n  to: markdown\n  output: books/\n", "run.yaml")
    assert press("convert", page, "--defaults", "run.yaml").out == "books/lighthouse.md\n"
    ended = press("convert", page, "--defaults", "run.yaml", "--to", "html", "-o", "x/")
    assert ended.out == "x/lighthouse.html\n"
    assert press("convert", page, "--no-config").code == 2


def test_options_of_a_format_come_from_its_table(press: Press, page: Path, tmp_path: Path) -> None:
    project(tmp_path, "[text]\ntext_columns = 40\n")

    narrow = press("convert", page, "--to", "text", "-o", "-").out
    wide = press("convert", page, "--to", "text", "-o", "-", "--text-columns", "90").out

    assert len(narrow.splitlines()) > 1.5 * len(wide.splitlines())


def test_a_table_holds_for_formats_whose_options_build_on_it(
    press: Press, page: Path, tmp_path: Path
) -> None:
    project(tmp_path, '[newsletter]\naddress = "1 Harbour Street"\n[eml]\nsender = "a@b.org"\n')

    ended = press("convert", page, "--to", "eml", "-o", "-")

    assert "1 Harbour Street" in ended.out
    assert "From: a@b.org" in ended.out


def test_the_project_is_found_upwards_from_the_input(
    press: Press, page: Path, tmp_path: Path
) -> None:
    project(tmp_path, '[convert]\nto = "text"\noutput = "made/"\n', "news/articlepress.toml")
    shutil.move(str(page), project(tmp_path, "", "news/2019/a.html"))

    ended = press("convert", "news/2019/a.html")

    assert ended.out == "news/made/a.txt\n"


def test_a_table_in_pyproject_makes_a_project(press: Press, page: Path, tmp_path: Path) -> None:
    project(tmp_path, '[tool.articlepress.convert]\nto = "text"\n', "pyproject.toml")

    assert press("convert", page).out == "output/lighthouse.txt\n"


def test_a_project_found_by_an_input_writes_nowhere_else(
    press: Press, page: Path, tmp_path: Path
) -> None:
    project(tmp_path, '[convert]\nto = "text"\noutput = "../x/"\n', "news/articlepress.toml")
    shutil.move(str(page), tmp_path / "news" / "a.html")

    ended = press("convert", "news/a.html")

    assert ended.code == 6
    assert "news/articlepress.toml:3: error: '../x/' lies outside the project" in ended.err


@pytest.mark.parametrize(
    "value", ['["toc", "template={}"]', '"include-in-header={}"', '["include-before-body=../own"]']
)
def test_a_project_found_by_an_input_has_no_file_from_elsewhere_in_an_output(
    value: str, press: Press, page: Path, tmp_path: Path
) -> None:
    """What pandoc is given as a template stands in what it writes."""
    (tmp_path / "own").write_text("SECRET-OF-MINE")
    text = f"[latex]\npandoc-writer-option = {value.format(tmp_path / 'own')}\n"
    project(tmp_path, text, "news/articlepress.toml")
    shutil.move(str(page), tmp_path / "news" / "a.html")

    ended = press("convert", "news/a.html", "-t", "latex", "-o", "made/")

    assert ended.code == 6
    assert "lies outside the project" in ended.err
    assert not (tmp_path / "made").exists()


def test_single_files_have_settings_of_their_own(
    press: Press, page: Path, other: Path, tmp_path: Path
) -> None:
    project(
        tmp_path,
        '[convert]\nto = "markdown"\n[[files]]\nmatch = "light*.html"\n'
        '[files.metadata]\nsection = "The Coast"\n[files.from.html]\ndrop = ["p"]\n',
    )

    press("convert", page, other)

    made = Path("output/lighthouse.md").read_text()
    assert "The Coast" in made
    assert len(made) < 2500 < len(Path("output/bread.md").read_text())
    assert "The Coast" not in Path("output/bread.md").read_text()


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("[pdf]\nsize = 'a5'", 2, "no option is called 'size'"),
        ("[pdf]\npage-size = 'a55'", 2, "did you mean 'A5'?"),
        ("page-size = 'A5'", 1, "it is an option of pdf: write it below [pdf]"),
        ("[convert]\npage-size = 'A5'", 2, "it is an option of pdf: write it below [pdf]"),
        ("[convert]\nstlye = 'x'", 2, "did you mean 'style'?"),
        ("[convert]\nforce = true", 2, "no option of convert is called 'force'"),
        ("[convert]\nstrict = 'yes'", 2, "strict is 'yes'; it should be true or false"),
        ("[convert]\nto = 3", 2, "to is 3; it should be a list"),
        ("[convrt]\nto = 'pdf'", 1, "did you mean 'convert'?"),
        ("[epbu]\ncover = 'none'", 1, "did you mean 'epub'?"),
        ("style = 3", 1, "style is 3; it should be text"),
        ("require = ['boi']", 1, "did you mean 'bio'?"),
        ("[from.htlm]\ndrop = ['p']", 1, "did you mean 'html'?"),
        ("[from.html]\ndorp = ['p']", 2, "did you mean 'drop'?"),
        ("[project]\nauthor = 'x'", 2, "did you mean 'authors'?"),
        ("[project]\nrules = '../x'", 2, "lies outside the project"),
        ("[[files]]\nstyle = 'x'", 1, "[[files]] without match"),
        ("[[files]]\nmatch = '*'\n[files.metadata]\ntitel = 'x'", 4, "did you mean 'title'?"),
        ("[tokens]\nmeasure = true", 2, "not a value of CSS"),
        ("[[disclaimers]]\nsection = 'x'", 1, "a disclaimer has no text"),
        ("a = 1\nb = ]", "2:5", "is no TOML: invalid value"),
    ],
)
def test_a_slip_in_a_settings_file_is_told_with_file_and_line(
    press: Press, page: Path, tmp_path: Path, text: str, place: int | str, message: str
) -> None:
    project(tmp_path, text)

    ended = press("convert", page, "--to", "text")

    assert ended.code == 6
    assert ended.err.startswith(f"articlepress.toml:{place}: error: ")
    assert message in ended.err
    assert not Path("output").exists()


def test_files_may_inherit_but_not_from_themselves(
    press: Press, page: Path, tmp_path: Path
) -> None:
    project(tmp_path, '[convert]\nto = "text"\noutput = "one/"\n', "base.toml")
    project(tmp_path, 'inherits = "base.toml"\n[convert]\noutput = "two/"\n', "more.toml")
    assert press("convert", page, "--defaults", "more.toml").out == "two/lighthouse.txt\n"

    project(tmp_path, 'inherits = "more.toml"\n', "base.toml")
    ended = press("convert", page, "--defaults", "more.toml")

    assert ended.code == 6
    assert "inherits from itself: more.toml → base.toml → more.toml" in ended.err


@pytest.mark.parametrize("name", ["none.toml", "none.yaml"])
def test_a_defaults_file_that_is_missing_is_an_error(press: Press, page: Path, name: str) -> None:
    ended = press("convert", page, "--to", "text", "--defaults", name)

    assert (ended.code, ended.err) == (
        6,
        f"{name}: error: cannot be read: No such file or directory\n",
    )


SILENT = """<!doctype html><html lang=en><head><title>Ice</title>
<meta name=author content="A. Lee"></head><body><article><h1>Ice</h1>
{}</article></body></html>""".format(
    "<p>The ice came early that year, and the boats stayed in the harbour until spring.</p>" * 8
)
REGISTRY = """[[author]]
name = "Ann Lee"
aliases = ["A. Lee"]
bio = "Ann Lee writes from [Bergen](https://example.org/)."
portrait = "ann.png"
"""


@pytest.fixture
def silent(tmp_path: Path) -> Path:
    """A page that says nothing of its author but the name."""
    shutil.copy(INPUT / "lighthouse_files" / "hester.jpg", tmp_path / "ann.png")
    return project(tmp_path, SILENT, "columns/ice.html")


def test_a_bio_comes_from_the_registry_and_is_marked_so(
    press: Press, silent: Path, tmp_path: Path
) -> None:
    project(tmp_path, '[[disclaimers]]\ntext = "Her own views."\n')
    project(tmp_path, REGISTRY, "authors.toml")

    shown = press("inspect", silent).out
    made = press("convert", silent, "--to", "html", "-o", "-", "-v")

    assert "Ann Lee writes from Bergen.  [author-registry authors.toml:2]" in shown
    assert "Bio of Ann Lee (from authors.toml:2)" in shown
    assert "Disclaimer (from articlepress.toml:2)" in shown
    assert "not 'A. Lee'  [page]" in shown
    assert "Her own views.  [config articlepress.toml:2]" in shown
    assert '<a href="https://example.org/">Bergen</a>' in made.out
    assert 'alt="Ann Lee"' in made.out
    assert "Her own views." in made.out
    assert "info AP310: the bio of Ann Lee was taken from authors.toml:2" in made.err
    assert "info AP311: the disclaimer was taken from articlepress.toml:2" in made.err


def test_the_disclaimer_of_a_section_is_for_that_section(
    press: Press, silent: Path, tmp_path: Path
) -> None:
    project(
        tmp_path,
        '[[disclaimers]]\ntext = "For all."\n[[disclaimers]]\ntext = "For opinion."\n'
        'section = "Opinion"\n',
    )

    assert "For all." in press("extract", silent).out
    project(tmp_path, 'section = "opinion"\n', "columns/ice.meta.toml")
    assert "For opinion." in press("extract", silent).out
    project(tmp_path, "disclaimers = []\n", "columns/ice.meta.toml")
    assert '"disclaimer": ""' in press("extract", silent).out


def test_what_is_required_and_missing_is_an_error_of_its_own(
    press: Press, silent: Path, tmp_path: Path
) -> None:
    ended = press("convert", silent, "--to", "text", "--require", "title,bio,disclaimer")

    assert ended.code == 13
    missing = "has no bio of A. Lee, no disclaimer, which --require asks for"
    assert ended.err.startswith(f"{silent}: error: {missing}")
    project(tmp_path, 'require = ["date"]\n')
    assert press("extract", silent).code == 13
    assert press("collect", silent, "-o", "b.epub").code == 10
    assert press("inspect", silent).code == 0
    project(tmp_path, "published = 2020-01-01\n", "columns/ice.meta.toml")
    assert press("extract", silent).code == 0


def test_an_unknown_requirement_is_a_usage_error(press: Press, silent: Path) -> None:
    ended = press("extract", silent, "--require", "boi")

    assert (ended.code, "did you mean 'bio'?" in ended.err) == (2, True)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (REGISTRY + '[[author]]\nname = "a lee"\n', 7, "'a lee' is the name of two authors"),
        ('[[authors]]\nname = "Ann"\n', 1, "did you mean 'author'?"),
        ('[[author]]\nname = "Ann"\nportrait = "../x.png"\n', 3, "outside the folder"),
        ('[[author]]\nbio = "x"\n', 1, "a person has no name"),
        ("[[author]\n", "1:9", "is no TOML"),
    ],
)
def test_a_slip_in_the_registry_is_told_with_file_and_line(
    press: Press, silent: Path, tmp_path: Path, text: str, place: int | str, message: str
) -> None:
    project(tmp_path, "")
    project(tmp_path, text, "authors.toml")

    ended = press("convert", silent, "--to", "text")

    assert ended.code == 6
    assert ended.err.startswith(f"authors.toml:{place}: error: ")
    assert message in ended.err


def test_a_registry_that_is_named_must_be_there(press: Press, silent: Path, tmp_path: Path) -> None:
    project(tmp_path, '[project]\nauthors = "people.toml"\n')

    assert press("extract", silent).code == 6
    project(tmp_path, REGISTRY, "people.toml")
    assert "Bergen" in press("extract", silent).out


def test_rules_of_a_site_hold_for_every_command(press: Press, page: Path, tmp_path: Path) -> None:
    project(tmp_path, "")
    host = "saltmarsh-observer.example"
    project(tmp_path, '[[rule]]\nkind = "drop"\nselector = "h3"\n', f"rules/sites/{host}.toml")

    assert "site/drop: the project's rules for this site say so" in press("inspect", page).out
    assert "## A man" not in press("convert", page, "--to", "markdown", "-o", "-").out


def test_a_slip_in_a_sidecar_stops_its_page_alone(
    press: Press, page: Path, other: Path, tmp_path: Path
) -> None:
    project(tmp_path, 'titel = "x"\n', "lighthouse.meta.toml")

    for command in (["convert", "--to", "text", "-o", "x/"], ["extract"], ["inspect"]):
        ended = press(command[0], str(page), str(other), *command[1:])
        assert ended.code == (6 if command[0] == "inspect" else 8)
        assert "Whitlock" in ended.out or "x/bread.txt" in ended.out
        if command[0] != "extract":
            assert (
                f"{page.parent}/lighthouse.meta.toml:1: error".replace(f"{tmp_path}/", "")
                in ended.err
            )


def test_config_shows_each_setting_with_file_and_line(
    press: Press, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user('style = "book"\nstrict = true\n', monkeypatch, tmp_path)
    project(tmp_path, 'style = "letter"\n\n[pdf]\npage-size = "a5"\n')
    project(tmp_path, '[[files]]\nmatch = "light*"\nstyle = "plain"\n', "run.toml")
    project(tmp_path, REGISTRY.replace("portrait", "#"), "authors.toml")
    project(tmp_path, '[[rule]]\nkind = "drop"\nselector = "p"\n', "rules/sites/example.org.toml")

    shown = [" ".join(line.split()) for line in press("config").out.splitlines()]
    for_page = press("config", page, "--defaults", "run.toml").out
    whole = press("config", "--all", "--no-config").out

    assert 'style "letter" articlepress.toml:1' in shown
    assert "strict true xdg/articlepress/config.toml:2" in shown
    assert 'pdf.page-size "a5" articlepress.toml:4' in shown
    assert "project authors.toml 1 author" in shown
    assert "project rules/sites/example.org.toml 1 rule" in shown
    assert re.search(r'style +"plain" +run\.toml:3', for_page)
    assert re.search(r'pdf\.page-size +"A4" +built-in', whole)


def test_config_checks_the_tables_of_every_command(press: Press, tmp_path: Path) -> None:
    project(tmp_path, '[digest]\ntitel = "x"\n')

    ended = press("config")

    assert ended.code == 6
    assert ended.err.startswith("articlepress.toml:2: error: no option of digest is called 'titel'")
    assert "did you mean 'title'?" in ended.err


def test_init_writes_a_file_whose_comments_are_what_is_built_in(
    press: Press, tmp_path: Path
) -> None:
    assert press("init", "news").out == "news/articlepress.toml\n"
    assert press("init", "news").code == 2
    text = Path("news/articlepress.toml").read_text()
    assert press("config", "news/a.html").code == 0

    options = text[: text.index("# --- the style's tokens")].replace('# output = "output/"', "")
    uncommented = re.sub(r"^# ([a-z-]+ = )", r"\1", options, flags=re.MULTILINE)
    project(tmp_path, uncommented, "news/articlepress.toml")
    found = json.loads(press("config", "news/a.html", "--json").out)["settings"]
    built_in = json.loads(press("config", "--all", "--json", "--no-config").out)["settings"]
    values = {row["name"]: row["value"] for row in found if not row["name"].startswith("convert.")}

    assert values == {row["name"]: row["value"] for row in built_in}


def test_a_sidecar_for_nothing_is_told_with_the_nearest_page(
    press: Press, page: Path, tmp_path: Path
) -> None:
    project(tmp_path, 'title = "x"\n', "lighthose.meta.toml")

    ended = press("extract", page)

    assert "lighthose.meta.toml: warning AP906: belongs to no file beside it" in ended.err
    assert "did you mean 'lighthouse'?" in ended.err


def test_a_sidecar_among_the_inputs_is_read_with_its_page(
    press: Press, page: Path, tmp_path: Path
) -> None:
    sidecar = project(tmp_path, 'title = "Stated"\n', "lighthouse.meta.toml")

    ended = press("extract", page, sidecar)

    assert [json.loads(line)["title"] for line in ended.out.splitlines()] == ["Stated"]
    assert press("extract", sidecar).code == 2
    assert press("collect", page, sidecar, "-o", "b.epub").code == 0


def test_a_page_of_another_project_is_told(
    press: Press, page: Path, other: Path, tmp_path: Path
) -> None:
    project(tmp_path, "", "one/articlepress.toml")
    project(tmp_path, "", "two/articlepress.toml")
    shutil.move(str(page), tmp_path / "one" / "a.html")
    shutil.move(str(other), tmp_path / "two" / "b.html")

    ended = press("extract", "one/a.html", "two/b.html")

    assert ended.err.count("AP907") == 1
    assert "two/b.html: warning AP907: lies in the project of " in ended.err


def test_a_project_hands_no_work_to_other_machines(
    press: Press, page: Path, tmp_path: Path
) -> None:
    project(tmp_path, '[convert]\nscheduler = "tcp://192.0.2.1:8786"\n')

    ended = press("convert", page, "--to", "text")

    assert ended.code == 6
    assert "scheduler cannot be set by a project" in ended.err


def test_a_shells_star_names_pages_alone(press: Press, page: Path, other: Path) -> None:
    names = sorted(str(path) for path in page.parent.iterdir())
    assert any(name.endswith("_files") for name in names)

    ended = press("extract", *names)

    assert (ended.code, ended.out.count("\n")) == (0, 2)
    assert press("extract", *[name for name in names if name.endswith("_files")]).code == 2


def test_check_takes_its_settings_too(press: Press, page: Path, tmp_path: Path) -> None:
    press("convert", page, "--to", "newsletter")
    project(tmp_path, '[check]\nformat = "json"\n')

    ended = press("check", "output/lighthouse.newsletter.html")

    assert all(line.startswith("{") for line in ended.out.splitlines())
    project(tmp_path, '[check]\nfromat = "json"\n')
    assert "did you mean 'format'?" in press("check", "output/lighthouse.newsletter.html").err


def test_workers_read_by_the_same_project(press: Press, silent: Path, tmp_path: Path) -> None:
    project(tmp_path, '[[disclaimers]]\ntext = "Her own views."\n')
    project(tmp_path, REGISTRY, "authors.toml")
    project(tmp_path, SILENT.replace("Ice", "Snow"), "columns/snow.html")
    project(tmp_path, '[[rule]]\nkind = "drop"\nselector = "p:first-of-type"\n',
            "columns/snow.meta.toml")  # fmt: skip

    ended = press("convert", "columns", "--to", "markdown", "--jobs", "2")

    assert ended.code == 0
    for name in ("ice", "snow"):
        made = Path(f"output/{name}.md").read_text()
        assert "Ann Lee writes from" in made
        assert "Her own views." in made
    assert Path("output/snow.md").read_text().count("The ice came") == 7


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("columns/ice.meta.toml", 'title = "Another"\n'),
        ("authors.toml", REGISTRY.replace("Bergen", "Oslo")),
        ("articlepress.toml", "[tokens]\ncolor-accent = '#010203'\n"),
        ("articlepress.toml", "[html]\nhtml-style = false\n"),
    ],
)
def test_what_is_stated_anew_is_made_anew(
    press: Press, silent: Path, tmp_path: Path, name: str, text: str
) -> None:
    project(tmp_path, "")
    project(tmp_path, REGISTRY, "authors.toml")
    project(tmp_path, SILENT.replace("Ice", "Snow"), "columns/snow.html")
    press("convert", "columns", "--to", "html")

    again = press("convert", "columns", "--to", "html").out
    project(tmp_path, text, name)
    changed = press("convert", "columns", "--to", "html").out

    assert again == ""
    assert "output/ice.html" in changed
    assert ("output/snow.html" in changed) == (name != "columns/ice.meta.toml")
