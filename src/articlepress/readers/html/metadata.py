"""Candidate facts of a page to the article's metadata, by stated precedence.

Takes what `page.facts` and `page.credits` found; gives `Metadata` with its evidence and reports
conflicts (AP301). The caller's `blocks_of` makes the blocks, so that a bio is read as the body is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from articlepress.diagnostics import Notes
from articlepress.metadata import Metadata
from articlepress.nodes import Blocks
from articlepress.page.credits import Credits, NodeRun
from articlepress.page.facts import Facts
from articlepress.page.parse import Page

BlocksOf: TypeAlias = Callable[[NodeRun], Blocks]
"""Turns page nodes into blocks: the HTML reader's own conversion."""


def reconcile(
    page: Page, facts: Facts, credits: Credits, blocks_of: BlocksOf, notes: Notes
) -> Metadata:
    """Return the article's metadata; its provenance names source, bytes and evidence."""
    return Metadata()
