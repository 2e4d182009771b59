"""A headline's element parted into the headline and the kicker it holds.

Which parts are none of the headline is data (`rules/kicker.toml`).
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from articlepress.page.rules import compile_rules, load_rules

SEAMS = " \t\n:–—-|/·•,"
"""What parts a kicker from its headline, hidden from sight or not."""


def part_headline(node: LexborNode, separator: str) -> tuple[str, str]:
    """Return the headline an element shows, and the kicker inside it or an empty string.

    An element of which nothing is left without its kicker is the headline as a whole.
    """
    kept: list[str] = []
    kicker: list[str] = []
    has_parts = False
    for text, rule in _texts(node):
        if rule == "":
            kept.append(text)
        else:
            has_parts = True
            if rule == "kicker/kicker":
                kicker.append(text)
    headline = _joined(kept, separator)
    if not has_parts:
        return headline, ""
    headline = headline.strip(SEAMS)
    if not any(map(str.isalpha, headline)):
        return _joined([text for text, _ in _texts(node)], separator), ""
    return headline, _joined(kicker, " ").strip(SEAMS)


def _joined(texts: list[str], separator: str) -> str:
    return " ".join(separator.join(texts).split())


def _texts(root: LexborNode) -> list[tuple[str, str]]:
    """Return the texts of an element in order, each with the rule of the part it stands in."""
    matcher = compile_rules(load_rules("kicker"))
    found: list[tuple[str, str]] = []
    node, rule, outermost = root, "", root
    while True:
        tag = node.tag or ""
        if tag == "-text":
            found.append((node.text_content or "", rule))
        elif not rule and node.mem_id != root.mem_id and tag[:1] not in "-_!":
            matched = matcher.read(tag, node.attributes)[1]
            if matched is not None:
                rule, outermost = matched.name, node
        if node.child is not None:
            node = node.child
            continue
        while node.mem_id != root.mem_id and node.next is None:
            if rule and node.mem_id == outermost.mem_id:
                rule = ""
            parent = node.parent
            assert parent is not None
            node = parent
        if node.mem_id == root.mem_id:
            return found
        if rule and node.mem_id == outermost.mem_id:
            rule = ""
        following = node.next
        assert following is not None
        node = following
