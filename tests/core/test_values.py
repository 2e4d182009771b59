from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import dataclass

import pytest

from articlepress.article import Article, Collection, Part
from articlepress.diagnostics import EXCERPT_CHARACTERS, Notes, Origin, Removal, counted, excerpt
from articlepress.errors import (
    ArticlepressError,
    ConfigError,
    EpubError,
    StyleError,
    UnknownReader,
    UnknownWriter,
    WriteError,
    all_errors,
    did_you_mean,
)
from articlepress.labels import date_text, label
from articlepress.metadata import Date, Metadata
from articlepress.options import option, option_specs
from articlepress.readers import find_reader
from articlepress.registry import resolve
from articlepress.render.styles import load_style, resolve_variables, style_names
from articlepress.writers import find_writer


def test_one_is_counted_as_one() -> None:
    assert [counted(n, "word") for n in (0, 1, 1051)] == ["0 words", "1 word", "1,051 words"]
    assert [counted(n, "address", "addresses") for n in (1, 2)] == ["1 address", "2 addresses"]


def test_errors_say_where_what_and_what_to_do() -> None:
    error = EpubError("holds no article", where="book.epub", hint="name an input")

    assert str(error) == "book.epub: holds no article; name an input"
    assert error.exit_code == 41
    assert isinstance(error, WriteError)


def test_errors_travel_between_processes() -> None:
    error = pickle.loads(pickle.dumps(ConfigError("no such key", where="a.toml", hint="drop it")))

    assert isinstance(error, ConfigError)
    assert str(error) == "a.toml: no such key; drop it"


def test_every_error_class_has_its_own_meaning() -> None:
    kinds = all_errors()

    assert len({kind.meaning for kind in kinds}) == len(kinds)
    assert kinds[0] is ArticlepressError


def test_the_nearest_name_is_suggested() -> None:
    assert did_you_mean("epbu", ["epub", "pdf"]) == "did you mean 'epub'?"
    assert did_you_mean("zzz", ["epub", "pdf"]) == ""


def test_unknown_formats_suggest_the_nearest() -> None:
    with pytest.raises(UnknownWriter, match="did you mean 'epub'"):
        find_writer("epbu")
    with pytest.raises(UnknownReader, match="did you mean 'html'"):
        find_reader("htlm")


def test_broken_references_are_configuration_errors() -> None:
    with pytest.raises(ConfigError, match="cannot load"):
        resolve("articlepress.nowhere:WRITER")
    with pytest.raises(ConfigError, match="cannot load"):
        resolve("articlepress.nodes:Nothing")


def test_notes_fill_in_the_source_and_refuse_unknown_codes() -> None:
    notes = Notes(path="a.html")

    notes.warn("AP203", "image x.png has no alternative text", hint="set alt")
    notes.error("AP401", "gone", Origin(path="b.html"))
    notes.info("AP106", "cut")
    notes.removed(Removal("chrome/x", "why", "div.x", 1, 4, "text"))
    notes.extend(notes.diagnostics[:1])

    assert [d.origin.path for d in notes.diagnostics] == ["a.html", "b.html", "a.html", "a.html"]
    assert notes.removals[0].rule == "chrome/x"
    with pytest.raises(KeyError, match="AP999"):
        notes.warn("AP999", "no such code")


def test_excerpts_are_one_short_line_without_control_characters() -> None:
    assert excerpt("a\n\n b\x1b[31mc") == "a b [31mc"
    assert len(excerpt("word " * 100)) == EXCERPT_CHARACTERS


@pytest.mark.parametrize(
    "iso", ["2016", "2016-06", "2016-06-20", "2016-06-20T14:05:11+00:00", "2016-06-20T14:05Z"]
)
def test_dates_are_as_precise_as_their_source(iso: str) -> None:
    assert Date(iso).year == 2016
    assert Date(iso).day == iso[:10]


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="is no ISO 8601 date"):
        Date("June 20, 2016")


def test_dates_are_written_as_the_language_writes_them() -> None:
    assert date_text(Date("2016-06-20"), "en") == "June 20, 2016"
    assert date_text(Date("2016-06-20"), "de-AT") == "20. Juni 2016"
    assert date_text(Date("2016-06"), "fr") == "juin 2016"
    assert date_text(Date("2016")) == "2016"
    assert date_text(Date("2016-06-20"), "xx-unknown") == "June 20, 2016"
    assert date_text(Date("2016-06-31"), "en") == "2016-06-31"


def test_labels_fall_back_to_english() -> None:
    assert label("contents", "xx") == label("contents")
    with pytest.raises(KeyError):
        label("no such label")


def test_options_are_declared_once() -> None:
    @dataclass(frozen=True)
    class Options:
        page_size: str = option("A4", help="size of the page", choices=("A4", "A5"))
        hidden: int = 1

    (spec,) = option_specs(Options)

    assert (spec.flag, spec.default, spec.choices) == ("--page-size", "A4", ("A4", "A5"))
    assert spec.type is str


def test_a_collection_iterates_over_its_parts() -> None:
    article = Article(Metadata(), ())
    collection = Collection("Book", (Part((article,), "One"), Part((article, article))))

    assert len(list(collection.articles)) == 3


def test_styles_inherit_tokens_and_sheets(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("styles") / "mine"
    (folder / "templates").mkdir(parents=True)
    (folder / "style.toml").write_text('name = "mine"\ninherits = "base"\n')
    (folder / "tokens.css").write_text(":root { --measure: 20em; --twice: var(--measure) }")
    (folder / "article.css").write_text("p { max-width: var(--twice); color: var(--none, red) }")
    (folder / "templates" / "x.j2").write_text("x")

    style = load_style(str(folder), {"--color-text": "black"})

    assert style.name == "mine"
    assert style.tokens["twice"] == "20em"
    assert style.tokens["color-text"] == "black"
    assert "p { max-width: 20em; color: red }" in style.css("article")
    assert style.template("x.j2") == folder / "templates" / "x.j2"
    assert style.template("none.j2") is None


def test_a_missing_style_suggests_the_nearest(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert "base" in style_names()
    with pytest.raises(StyleError, match="did you mean 'base'"):
        load_style("bse")
    with pytest.raises(StyleError, match=r"no style\.toml"):
        load_style("./nowhere/at/all")
    loop = tmp_path_factory.mktemp("loop")
    (loop / "style.toml").write_text(f'inherits = "{loop}"')
    with pytest.raises(StyleError, match="inherits from itself"):
        load_style(str(loop))
    (loop / "style.toml").write_text("not toml")
    with pytest.raises(StyleError, match="is no TOML"):
        load_style(str(loop))


def test_unknown_variables_stay() -> None:
    assert resolve_variables("a: var(--b)", {}) == "a: var(--b)"


def test_a_deferred_library_is_loaded_when_it_is_used() -> None:
    code = (
        "import sys; from articlepress.registry import defer; defer('soupsieve'); import bs4;"
        "print('soupsieve.css_parser' in sys.modules);"
        "print(bs4.BeautifulSoup('<p class=a>x', 'html.parser').select('p.a')[0].text);"
        "print('soupsieve.css_parser' in sys.modules); defer('soupsieve'); defer('no_such_thing')"
    )

    assert subprocess.check_output([sys.executable, "-c", code], text=True).split() == [
        "False", "x", "True",
    ]  # fmt: skip
