"""Where on a page a byline, date or bio belongs to the article and where to something else.

An element around the headline never excludes anything: themes call their whole page "sidebar-left".
"""

from __future__ import annotations

import tomllib
from functools import cache

from selectolax.lexbor import LexborNode

from articlepress.page.survey import words_of
from articlepress.resources import rules_folder

FOREIGN_TAGS = frozenset(("nav", "footer", "form", "select", "noscript", "template"))
SIGNED_TAGS = frozenset(("form", "template"))
"""What is foreign where the article's own footer counts."""
MAX_CLIMB = 60
"""Ancestors looked at; deeper nesting is no layout."""


@cache
def _foreign_words() -> frozenset[str]:
    table = tomllib.loads((rules_folder() / "scope.toml").read_text("utf-8"))
    return frozenset(table["foreign"].split()) | frozenset(table["frame"].split())


class Scope:
    """Tells what stands with the headline and what does not."""

    def __init__(self, headline: LexborNode | None, tags: frozenset[str] = FOREIGN_TAGS) -> None:
        self._tags = tags
        self._around: set[int] = set()
        self._known: dict[int, bool] = {}
        node = headline
        for _ in range(MAX_CLIMB):
            if node is None:
                break
            self._around.add(node.mem_id)
            node = node.parent

    def holds(self, node: LexborNode) -> bool:
        """Tell whether no ancestor below the headline's own says that the node is foreign."""
        path: list[int] = []
        current: LexborNode | None = node
        answer = True
        for _ in range(MAX_CLIMB):
            if current is None or current.mem_id in self._around:
                break
            identity = current.mem_id
            if identity in self._known:
                answer = self._known[identity]
                break
            path.append(identity)
            if _is_foreign(current, self._tags):
                answer = False
                break
            current = current.parent
        for identity in path:
            self._known[identity] = answer
        return answer


def _is_foreign(node: LexborNode, tags: frozenset[str]) -> bool:
    if node.tag in ("body", "html", "main"):
        return False
    if node.tag in tags:
        return True
    attributes = node.attributes
    for name in ("class", "id"):
        value = attributes.get(name)
        if value and not _foreign_words().isdisjoint(words_of(value)):
            return True
    return False
