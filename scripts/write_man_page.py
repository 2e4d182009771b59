"""Write the manual as a man page, by pandoc.

python scripts/write_man_page.py docs/manual.md articlepress.1
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from articlepress import __version__
from articlepress.pandoc.program import pandoc_path


def main(manual: Path, out: Path) -> int:
    text = re.sub(r"<!--.*?-->\n?", "", manual.read_text("utf-8"), flags=re.DOTALL)
    # The first heading is the page's name; a man page has it in its head.
    title, _, body = text.partition("\n")
    head = f"% ARTICLEPRESS(1) articlepress {__version__}\n\n# NAME\n\narticlepress - "
    summary = "make PDF, EPUB and newsletters of saved web pages\n\n# DESCRIPTION\n"
    assert title.startswith("# "), "the manual begins with its title"
    program = pandoc_path()
    if not program:
        sys.stderr.write("no pandoc: pip install 'articlepress[pandoc]'\n")
        return 1
    made = subprocess.run(
        [program, "--sandbox", "-f", "markdown", "-t", "man", "-s"],
        input=head + summary + re.sub(r"(?m)^## ", "# ", body),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(made.stdout, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
