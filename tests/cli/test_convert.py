"""`articlepress convert`: what it writes where, what it refuses, and how it says so."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from .conftest import Press

RECORD = ".articlepress.sha256"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {RECORD}


def test_without_an_output_files_go_to_output_and_their_paths_are_printed(
    press: Press, page: Path
) -> None:
    ended = press("convert", page, "--to", "newsletter,eml")

    assert ended.code == 0
    assert ended.out.splitlines() == [
        "output/lighthouse.newsletter.html",
        "output/lighthouse.eml",
    ]
    assert names(Path("output")) == {"lighthouse.newsletter.html", "lighthouse.eml"}


def test_the_format_is_inferred_from_the_longest_suffix(press: Press, page: Path) -> None:
    ended = press("convert", page, "-o", "out/a.newsletter.html")

    assert ended.out.splitlines() == ["out/a.newsletter.html"]
    assert b"What the Last Keeper Left Behind" in Path("out/a.newsletter.html").read_bytes()


def test_a_name_with_a_slash_is_a_folder_that_is_made(press: Press, page: Path) -> None:
    ended = press("convert", page, "--to", "eml", "-o", "deep/er/")

    assert ended.out.splitlines() == ["deep/er/lighthouse.eml"]


def test_a_dash_writes_to_standard_output_and_nothing_else_there(press: Press, page: Path) -> None:
    ended = press("convert", page, "--to", "newsletter", "-o", "-")

    assert ended.code == 0
    assert ended.out.startswith("<!")
    assert not Path("output").exists()


def test_one_file_for_several_outputs_is_refused_before_anything_is_written(
    press: Press, page: Path
) -> None:
    ended = press("convert", page, "--to", "eml,newsletter", "-o", "a.eml")

    assert ended.code == 2
    assert "one file, and there are 2 to write" in ended.err
    assert not Path("a.eml").exists()


def test_two_pages_of_one_name_are_told_apart_by_their_folders(
    press: Press, page: Path, tmp_path: Path
) -> None:
    (tmp_path / "again").mkdir()
    twin = tmp_path / "again" / page.name
    twin.write_bytes(page.read_bytes())

    ended = press("convert", page, twin, "--to", "eml")

    first, second = ended.out.splitlines()
    assert first == f"output/{tmp_path.name}-lighthouse.eml"
    assert second == "output/again-lighthouse.eml"
    assert "another input has its name; written as output/again-lighthouse.eml" in ended.err


def test_an_output_never_replaces_its_own_input(press: Press, tmp_path: Path) -> None:
    text = tmp_path / "note.eml"
    text.write_text("A note\n\nOf two paragraphs, the second of which is a little longer.\n")

    ended = press("convert", text, "--from", "text", "--to", "eml", "-o", "./", "--force")

    assert ended.code == 2
    assert "would be written over the input" in ended.err


def test_a_file_from_elsewhere_is_replaced_only_with_force(press: Press, page: Path) -> None:
    Path("output").mkdir()
    Path("output/lighthouse.eml").write_text("mine")

    refused = press("convert", page, "--to", "eml")
    forced = press("convert", page, "--to", "eml", "--force")

    assert refused.code == 40
    assert "was not written by articlepress" in refused.err
    assert refused.out == ""
    assert forced.code == 0
    assert Path("output/lighthouse.eml").read_text() != "mine"


def test_a_file_of_ours_is_replaced_until_somebody_changes_it(press: Press, page: Path) -> None:
    first = press("convert", page, "--to", "eml")
    second = press("convert", page, "--to", "eml", "--set", "title=Another")
    Path("output/lighthouse.eml").write_text("edited by hand")
    third = press("convert", page, "--to", "eml")

    assert (first.code, second.code, third.code) == (0, 0, 40)
    assert Path("output/lighthouse.eml").read_text() == "edited by hand"
    assert len(Path("output", RECORD).read_text().splitlines()) == 1


def test_permissions_and_links_of_an_old_file_are_kept(press: Press, page: Path) -> None:
    press("convert", page, "--to", "eml", "-o", "real.eml")
    os.chmod("real.eml", 0o640)
    Path("link.eml").symlink_to("real.eml")

    ended = press("convert", page, "-o", "link.eml", "--force")

    assert ended.code == 0
    assert Path("link.eml").is_symlink()
    assert stat.S_IMODE(Path("real.eml").stat().st_mode) == 0o640


def test_strict_writes_nothing_of_a_page_with_a_warning(
    press: Press, page: Path, other: Path
) -> None:
    ended = press("convert", page, other, "--to", "eml", "--strict")

    assert ended.code == 8
    assert "under --strict" in ended.err
    assert "lighthouse.eml" not in names(Path("output"))
    assert "bread.eml" in names(Path("output"))


def test_one_bad_page_does_not_stop_the_others(press: Press, page: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.html"
    empty.touch()

    ended = press("convert", empty, "missing.html", page, "--to", "eml")

    assert ended.code == 8
    assert ended.out.splitlines() == ["output/lighthouse.eml"]
    assert "empty.html: error: is empty" in ended.err
    assert "missing.html: error: no such file" in ended.err


def test_failures_of_several_kinds_give_exit_code_one(press: Press, page: Path) -> None:
    Path("output").mkdir()
    Path("output/lighthouse.eml").write_text("mine")

    ended = press("convert", page, "missing.html", "--to", "eml")

    assert ended.code == 1


def test_metadata_can_be_stated(press: Press, page: Path) -> None:
    ended = press(
        "convert", page, "--to", "newsletter", "-o", "-",
        "--set", "metadata.title=A Stated Title", "--set", "bio=A stated bio of the keeper.",
    )  # fmt: skip

    assert "A Stated Title" in ended.out
    assert "What the Last Keeper" not in ended.out
    assert "A stated bio of the keeper." in ended.out


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["--to", "epbu"], 22, "did you mean 'epub'?"),
        (["--to", "eml", "--from", "htlm"], 21, "did you mean 'html'?"),
        (["--to", "eml", "--style", "bsae"], 5, "did you mean 'base'?"),
        (["--to", "eml", "--set", "titel=x"], 2, "did you mean 'title'?"),
        (["--to", "eml", "--set", "title"], 2, "has no '='"),
        (["--to", "eml", "--set", "published=last May"], 2, "is no ISO 8601 date"),
        (["--to", "eml", "--quiet", "-v"], 2, "contradict each other"),
        (["-o", "a.xyz"], 22, "suffixes known"),
        (["-o", ""], 2, ""),
        ([], 2, "nothing says what to make"),
    ],
)
def test_a_wrong_word_is_refused_with_the_remedy(
    press: Press, page: Path, words: list[str], code: int, message: str
) -> None:
    ended = press("convert", page, *words)

    assert ended.code == code
    assert message in ended.err
    assert ended.out == ""
    assert not Path("output").exists()


def test_an_option_of_another_format_is_warned_of(press: Press, page: Path) -> None:
    lenient = press("convert", page, "--to", "eml", "--toc-depth", "2")
    strict = press("convert", page, "--to", "eml", "--toc-depth", "2", "--strict", "--force")

    assert lenient.code == 0
    assert "AP901" in lenient.err
    assert "--toc-depth is an option of epub" in lenient.err
    assert strict.code == 3


def test_a_folder_and_a_list_are_read_once_each(
    press: Press, page: Path, other: Path, tmp_path: Path
) -> None:
    (tmp_path / "list.txt").write_text(f"# pages\n{page.name}\n\n{other.name}\n")

    ended = press("convert", tmp_path, tmp_path, "@list.txt", "--to", "eml")

    assert ended.code == 0
    assert sorted(ended.out.splitlines()) == ["output/bread.eml", "output/lighthouse.eml"]
    assert "named more than once; used once" in ended.err


def test_messages_can_be_json_lines(press: Press, page: Path) -> None:
    ended = press("convert", page, "missing.html", "--to", "eml", "--log-format", "json")

    lines = [json.loads(line) for line in ended.err.splitlines()]
    assert {"AP101", None} <= {line.get("code") for line in lines}
    assert {
        "level": "error",
        "exit_code": 10,
        "message": "no such file",
        "path": "missing.html",
    } in lines
    assert lines[-1] == {
        "level": "info", "message": "done", "made": 1, "failed": 1, "warnings": 1,
    }  # fmt: skip


def test_json_lines_tell_how_far_a_run_of_several_is(press: Press, page: Path, other: Path) -> None:
    several = press("convert", page, other, "--to", "text", "--log-format", "json")
    single = press("convert", page, "--to", "text", "--log-format", "json", "--force")

    lines = [json.loads(line) for line in several.err.splitlines()]
    told = [line for line in lines if line["level"] == "progress"]
    assert told[-1]["done"] == told[-1]["total"] == 2
    assert '"progress"' not in single.err


def test_quiet_says_nothing_but_errors(press: Press, page: Path) -> None:
    ended = press("convert", page, "missing.html", "--to", "eml", "--quiet")

    assert ended.err.splitlines() == ["missing.html: error: no such file"]


def test_an_unwritable_folder_is_an_error_of_its_own(press: Press, page: Path) -> None:
    Path("file").write_text("in the way")

    ended = press("convert", page, "--to", "eml", "-o", "file/")

    assert ended.code == 40
    assert "cannot be written" in ended.err
    assert Path("file").read_text() == "in the way"


def test_a_device_is_written_to_and_not_replaced(press: Press, page: Path) -> None:
    ended = press("convert", page, "--to", "eml", "-o", "/dev/null")

    assert ended.code == 0
    assert not Path("/dev/null").is_file()


def test_escape_sequences_of_a_page_are_not_obeyed(press: Press, tmp_path: Path) -> None:
    trap = tmp_path / "trap.txt"
    trap.write_bytes(b"\x1b]0;owned\x07" * 3)
    hostile = "\x1b[31mred.html"

    ended = press("convert", trap, hostile, "--to", "eml")

    assert "\x1b" not in ended.err
    assert "\\x1b[31mred.html: error: no such file" in ended.err


def test_filters_and_transforms_run_in_the_order_of_their_flags(
    press: Press, page: Path, tmp_path: Path
) -> None:
    code = (
        "import json, sys\nd = json.load(sys.stdin)\n"
        'd["blocks"].append({"t": "Para", "c": [{"t": "Str", "c": "by-NAME"}]})\n'
        "json.dump(d, sys.stdout)\n"
    )
    one, two = tmp_path / "one.py", tmp_path / "two.py"
    one.write_text(code.replace("NAME", "one"))
    two.write_text(code.replace("NAME", "two"))

    done = press(
        "convert", page, "-t", "text", "-o", "-",
        "--filter", two, "--transform", "credits", "--filter", one,
    )  # fmt: skip

    assert done.code == 0
    assert done.out.index("by-two") < done.out.index("by-one")


def test_a_filter_that_fails_has_an_exit_code_of_its_own(press: Press, page: Path) -> None:
    done = press("convert", page, "-t", "text", "-o", "-", "--filter", "no-such-filter")

    assert done.code == 83
    assert "no-such-filter" in done.err


@pytest.mark.parametrize("jobs", ["0", "-1", "²", "513", "000512999999", "9" * 5000])
def test_a_number_of_workers_that_is_none_is_refused(press: Press, page: Path, jobs: str) -> None:
    ended = press("convert", page, "--to", "text", "--jobs", jobs)

    assert ended.code == 2
    assert "a number from 1 to 512, or auto" in ended.err
