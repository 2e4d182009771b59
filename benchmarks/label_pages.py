"""Label pages by reading them: print a page's blocks, take down which are its body.

    python benchmarks/label_pages.py list ../shared/extraction/dev/postlight > blocks.txt
    python benchmarks/label_pages.py take ../shared/extraction/dev/postlight answers.txt

Whoever reads writes a line a page: its id, a colon, then marks with numbers of blocks, as in
`1f3a: B 12-30,33; C 14; U 41`. B is the body, C a caption, S the standfirst, U unsure; every other
block is no part of it. `-` instead of marks: the page holds no article. Labels are kept in
`benchmarks/labels/` as digests of the blocks' texts, so that a page cut otherwise one day keeps
those it can.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from articlepress.diagnostics import Notes
from articlepress.page.blocks import Block, Outline
from articlepress.page.outline import outline
from articlepress.page.parse import parse
from articlepress.page.rules import compile_rules, load_rules
from labels_of import digest_of
from quality import pages

SHOWN, SHOWN_END = 110, 40
"""Letters shown of a block's beginning and end."""
MARKS = "BCSU"
_MARKED = re.compile(r"([A-Z])\s+([\d\s,-]+)")


def read_outlines(folder: Path) -> Iterator[tuple[str, Outline]]:
    """Yield id and outline of every page of a set."""
    matcher = compile_rules(load_rules("chrome"))
    for page_id, source in pages(folder):
        yield page_id, outline(parse(source, Notes()).root, matcher)


def shown(flat: Outline, number: int, block: Block) -> str:
    """Return a block as a line: number, tag, letters, links, names around it, words."""
    element = flat.elements[block.element]
    names = element.names or flat.elements[max(0, element.parent)].names
    text = block.text
    if len(text) > SHOWN + SHOWN_END + 10:
        text = f"{text[:SHOWN]} … {text[-SHOWN_END:]}"
    linked = " L" if block.linked > 0.8 * block.size else ""
    return f"{number} {element.tag}{linked} {block.size} [{' '.join(names[:3])}] {text}"


def marks_of(line: str) -> tuple[str, dict[str, list[int]]]:
    """Return a page's id and the blocks under each mark; raise ValueError for other lines."""
    page_id, colon, rest = line.partition(":")
    marks: dict[str, list[int]] = {}
    rest = rest.strip()
    if not colon or (rest != "-" and not _MARKED.match(rest)):
        raise ValueError(f"not 'id: B 1-3,5; C 4': {line!r}")
    for mark, ranges in _MARKED.findall(rest):
        if mark not in MARKS:
            raise ValueError(f"unknown mark {mark}: {line!r}")
        for part in ranges.replace(" ", "").strip(",").split(","):
            first, _, last = part.partition("-")
            marks.setdefault(mark, []).extend(range(int(first), int(last or first) + 1))
    return page_id.strip(), marks


def take(folder: Path, answers: Path) -> dict[str, dict[str, str]]:
    """Return the digests of the marked blocks of every page in a file of answers."""
    marked = dict(marks_of(line) for line in answers.read_text("utf-8").splitlines() if line)
    taken = {}
    for page_id, flat in read_outlines(folder):
        if page_id not in marked:
            continue
        numbers = [n for found in marked[page_id].values() for n in found]
        if max(numbers, default=-1) >= len(flat.blocks):
            raise ValueError(f"{page_id} has {len(flat.blocks)} blocks only")
        taken[page_id] = {
            mark: " ".join(digest_of(flat.blocks[n].text) for n in sorted(found))
            for mark, found in sorted(marked[page_id].items())
        }
    return taken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=("list", "take"))
    parser.add_argument("folder", type=Path, help="a set: a folder with pages/")
    parser.add_argument("answers", type=Path, nargs="?")
    arguments = parser.parse_args()
    if arguments.task == "list":
        for page_id, flat in read_outlines(arguments.folder):
            print(f"\n=== {page_id}")
            for number, block in enumerate(flat.blocks):
                print(shown(flat, number, block))
        return 0
    if arguments.answers is None:
        parser.error("take needs a file of answers")
    path = Path(__file__).parent / "labels" / f"{arguments.folder.name}.json"
    labels = json.loads(path.read_text("utf-8")) if path.exists() else {}
    labels |= take(arguments.folder, arguments.answers)
    path.parent.mkdir(exist_ok=True)
    rows = (f"{json.dumps(i)}: {json.dumps(labels[i])}" for i in sorted(labels))
    path.write_text("{\n" + ",\n".join(rows) + "\n}\n", "utf-8")
    print(f"{len(labels)} pages in {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
