"""Nothing is fetched and nothing read outside the page's folder: the system calls are watched.

Hostile pages are converted to every format under strace where it is installed; elsewhere Python's
own audit hook watches what Python opens. What the program itself needs (its package, Python,
libraries, fonts) may be read; addresses and the host's secrets may not.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import articlepress
from trees import picture

STRACE = shutil.which("strace")
FORMATS = "pdf,epub,newsletter,eml,html,markdown,text,json,pandoc-json"
SECRET = "nobody may read this"

CHANNELS = """
<link rel="stylesheet" href="http://127.0.0.1:9/a.css"><link rel="stylesheet" href="{secret}">
<style>@import "http://127.0.0.1:9/b.css"; @font-face {{ font-family: x; src: url({secret}) }}
p {{ background: url("file://{secret}"); content: url("{secret}"); cursor: url("{secret}") }}
</style>
"""
BODY = """
<img src="{secret}" alt="a"><img src="file://{secret}" alt="b"><img src="../secret/secret.png">
<img src="link.png" alt="a symbolic link"><img src="http://127.0.0.1:9/x.png" alt="net">
<img srcset="http://127.0.0.1:9/y.png 2x, {secret} 3x" alt="set"><img src="own.png" alt="own">
<picture><source srcset="file://{secret}"><img src="//127.0.0.1:9/z.png" alt="p"></picture>
<iframe src="file://{secret}"></iframe><object data="{secret}"></object><embed src="{secret}">
<video src="{secret}" poster="file://{secret}"></video>
<audio src="http://127.0.0.1:9/a.mp3"></audio>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
<image href="file://{secret}"/><use xlink:href="http://127.0.0.1:9/s.svg#x"/>
<script href="{secret}"/>
</svg><img src="drawing.svg" alt="a drawing">
<a href="file://{secret}" rel="attachment">attached</a><link rel="attachment" href="{secret}">
<input type="image" src="{secret}"><body background="{secret}"><table background="{secret}"><tr>
<td>x
</table><p style="background:url(file://{secret})">styled</p><base href="http://127.0.0.1:9/">
<math href="file://{secret}"><mi>x</mi></math><meta http-equiv="refresh" content="0;{secret}">
"""
DRAWING = """<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e SYSTEM "file://{secret}">]>
<?xml-stylesheet href="file://{secret}"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9"
height="9"><text>&e;</text><image xlink:href="file://{secret}" width="9" height="9"/>
<image href="http://127.0.0.1:9/i.png" width="9" height="9"/><use href="{secret}#a"/>
<style>@import url("file://{secret}"); rect {{ fill: url("http://127.0.0.1:9/#g") }}</style>
<rect width="9" height="9"/></svg>"""
WORDS = (
    "<p>The council met on Thursday and agreed to rebuild the old bridge over the river.</p>" * 6
)


def hostile(folder: Path) -> tuple[Path, Path]:
    """Write a page that asks for a file outside its folder in every way; return both."""
    outside = folder / "secret"
    outside.mkdir()
    secret = outside / "secret.png"
    secret.write_bytes(picture() + SECRET.encode())
    inside = folder / "page"
    inside.mkdir()
    (inside / "own.png").write_bytes(picture("#112233"))
    (inside / "link.png").symlink_to(secret)
    (inside / "drawing.svg").write_text(DRAWING.format(secret=secret))
    page = inside / "page.html"
    page.write_text(
        "<!doctype html><html lang='en'><head><title>The bridge</title>"
        f"{CHANNELS.format(secret=secret)}</head><body><article><h1>The bridge</h1>"
        f"{WORDS}{BODY.format(secret=secret)}{WORDS}</article></body></html>"
    )
    return page, secret


def allowed_roots(page: Path) -> tuple[str, ...]:
    """Return the places the program itself is read from, and the page's own folder."""
    package = Path(articlepress.__file__).resolve().parent
    roots = [
        page.parent, package, package.parents[1] / "styles", sys.prefix, sys.base_prefix,
        *sysconfig.get_paths().values(), *sys.path, "/usr", "/lib", "/lib64", "/etc", "/proc",
        "/dev", "/sys", "/var/cache/fontconfig", "/opt/homebrew", Path.home() / ".cache",
        Path.home() / ".fonts", Path.home() / ".fontconfig", Path.home() / ".local/share/fonts",
        Path.home() / ".config/fontconfig", Path.home() / ".local/share/fontconfig",
    ]  # fmt: skip
    names = [str(root) for root in roots if str(root)]
    return tuple({form for name in names for form in (name, os.path.realpath(name))})


def converted(page: Path, out: Path, *before: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, sys.executable, "-m", "articlepress", "convert", str(page), "--to", FORMATS,
         "-o", f"{out}/", "--sender", "a@example.org", "-q"],
        capture_output=True, text=True, check=False,
        # WeasyPrint makes a folder of its own; settings are looked for where one stands.
        env={**os.environ, "TMPDIR": str(page.parent)}, cwd=page.parent,
    )  # fmt: skip


@pytest.mark.skipif(not STRACE, reason="strace is not installed")
def test_hostile_pages_open_nothing_outside_and_no_connection(tmp_path: Path) -> None:
    page, secret = hostile(tmp_path)
    log = tmp_path / "calls"

    done = converted(
        page, tmp_path / "out", str(STRACE), "-f", "-qq", "-y", "-s", "4096", "-o", str(log),
        "-e", "trace=openat,open,connect,sendto,execve",
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    calls = log.read_text("utf-8", "replace").splitlines()
    assert not [line for line in calls if str(secret) in line and "= -1" not in line]
    # A look at the name service's socket is no connection; an address is.
    assert not [line for line in calls if re.search(r"\b(connect|sendto)\(.*AF_INET", line)]
    roots = (*allowed_roots(page), str(tmp_path / "out"))
    reading = [x for x in calls if not re.search(r"= -1|O_DIRECTORY|O_WRONLY|O_RDWR", x)]
    matches = (re.search(r'open(?:at)?\([^"]*"([^"]+)"', line) for line in reading)
    opened = {match[1] for match in matches if match}
    strange = sorted(name for name in opened if name.startswith("/") and not name.startswith(roots))
    assert strange == []


def test_no_output_holds_what_stands_outside(tmp_path: Path) -> None:
    page, _ = hostile(tmp_path)

    done = converted(page, tmp_path / "out")

    assert done.returncode == 0, done.stderr
    outputs = [path for path in (tmp_path / "out").iterdir() if path.is_file()]
    assert len(outputs) >= 9
    for path in outputs:
        assert SECRET.encode() not in path.read_bytes(), path.name


HOOK = """
import sys
log = open({log!r}, "a", buffering=1)
def watch(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "urllib.Request", "subprocess.Popen"):
        log.write(f"{{event}} {{args!r}}\\n")
    elif event == "open" and isinstance(args[0], (str, bytes)):
        name = args[0] if isinstance(args[0], str) else args[0].decode("utf-8", "replace")
        if "secret" in name:
            log.write(f"open {{name}}\\n")
sys.addaudithook(watch)
from articlepress.__main__ import main
sys.argv[0] = "articlepress"
sys.exit(main())
"""


def test_python_itself_is_asked_for_no_address_and_no_file_outside(tmp_path: Path) -> None:
    page, _ = hostile(tmp_path)
    log = tmp_path / "events"
    log.touch()
    quick = "epub,newsletter,eml,html,markdown,text,json"

    done = subprocess.run(
        [sys.executable, "-c", HOOK.format(log=str(log)), "convert", str(page), "--to", quick,
         "-o", f"{tmp_path}/out/", "-q"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert log.read_text() == ""
