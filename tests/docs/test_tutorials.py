"""The tutorials, followed word for word in a folder of their own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("*.md"))


@pytest.mark.slow
@pytest.mark.parametrize("tutorial", TUTORIALS, ids=lambda path: path.stem)
def test_every_command_of_a_tutorial_works(tutorial: Path, tmp_path: Path) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", tutorial.read_text("utf-8"), re.DOTALL)
    programs = tmp_path / "bin"
    programs.mkdir()
    press = programs / "articlepress"
    press.write_text(f'#!/bin/sh\nexec {sys.executable} -m articlepress "$@"\n')
    press.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "ARTICLEPRESS": str(ROOT),
    }
    place = tmp_path / "work"
    place.mkdir()

    ended = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(blocks)],
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert len(blocks) >= 6
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert "Traceback" not in ended.stderr


def test_every_page_of_the_docs_stands_in_the_site() -> None:
    listed = set(re.findall(r"[\w/-]+\.md", (ROOT / "mkdocs.yml").read_text("utf-8")))
    pages = {str(path.relative_to(ROOT / "docs")) for path in (ROOT / "docs").rglob("*.md")}

    assert pages == listed
