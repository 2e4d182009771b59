"""What people stated about a page, found on it: nodes with their rule, ahead of all judging.

Takes corrections (`articlepress.corrections`) and the parsed page; gives the nodes, the facts they
state, and which regions the search for the body must leave alone. What they say wins over
everything the other modules of this layer find.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from articlepress.corrections import Correction, CorrectionKind
from articlepress.errors import ConfigError
from articlepress.page.dates import read_date
from articlepress.page.facts import Fact, Facts, PersonFact
from articlepress.page.names import cut_byline, read_names
from articlepress.page.parse import Page
from articlepress.page.rules import Rule

CAPTION_CLASS = "caption"
"""Class that makes the reader take an element for a caption, whatever the page calls it."""

_STAYS = ("keep", "caption")


@dataclass(frozen=True, slots=True)
class Stated:
    """One node of the page and what somebody said it is."""

    kind: CorrectionKind
    node: LexborNode
    rule: Rule
    source: str
    """Of the facts read from it: `site-rule`, `sidecar-rule`, `option-rule`."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """Everything stated about a page, in the order it was stated."""

    stated: tuple[Stated, ...] = ()
    regions: Mapping[int, Rule | None] = field(default_factory=dict, hash=False)
    """`mem_id` -> the rule that takes the node out of the search for the body, or None where no
    rule for chrome may."""
    unmatched: tuple[Correction, ...] = ()
    """Those whose selector matches nothing here."""

    def of(self, kind: CorrectionKind) -> tuple[Stated, ...]:
        """Return what was said to be of a kind."""
        return tuple(item for item in self.stated if item.kind == kind)


NOT_CORRECTED = Corrected()


def correct(page: Page, corrections: Iterable[Correction]) -> Corrected:
    """Return the nodes that corrections name. Captions are marked on the page itself.

    Of two statements about one node the later one holds.

    Raises:
        ConfigError: a selector cannot be parsed.
    """
    by_node: dict[int, Stated] = {}
    unmatched = []
    for correction in corrections:
        nodes = _select(page, correction)
        if not nodes:
            unmatched.append(correction)
        for node in nodes:
            by_node.pop(node.mem_id, None)
            by_node[node.mem_id] = _stated(correction, node)
    stated = tuple(by_node.values())
    for item in stated:
        if item.kind == "caption":
            classes = item.node.attributes.get("class") or ""
            item.node.attrs["class"] = f"{classes} {CAPTION_CLASS}".strip()
    regions = {item.node.mem_id: None if item.kind in _STAYS else item.rule for item in stated}
    return Corrected(stated, regions, tuple(unmatched))


def selector_problem(selector: str) -> str:
    """Return why lexbor cannot use a selector; an empty string where it can."""
    if not selector.strip():
        return "the selector is empty"
    try:
        LexborHTMLParser("<p>").css(selector)
    except SelectolaxError:
        return f"{selector!r} is no CSS selector"
    return ""


def _select(page: Page, correction: Correction) -> list[LexborNode]:
    if problem := selector_problem(correction.selector):
        raise ConfigError(problem, where=correction.place)
    return _outermost(page.tree.css(correction.selector))


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """Return the nodes that stand in none of the others: a page may nest 20,000 of them."""
    wanted = {node.mem_id for node in nodes}
    found = []
    for node in nodes:
        above = node.parent
        while above is not None and above.mem_id not in wanted:
            above = above.parent
        if above is None:
            found.append(node)
    return found


def _stated(correction: Correction, node: LexborNode) -> Stated:
    reason = correction.note or _REASONS[correction.source]
    rule = Rule(f"{correction.source}/{correction.kind}", correction.selector, reason)
    return Stated(correction.kind, node, rule, f"{correction.source}-rule")


_REASONS = {
    "site": "the project's rules for this site say so",
    "sidecar": "the file beside the page says so",
    "option": "the caller said so",
}


def stated_facts(corrected: Corrected, facts: Facts) -> Facts:
    """Return the facts with those that were stated before all others."""
    stated = tuple(_facts(corrected))
    people = tuple(_people(corrected))
    if not stated and not people:
        return facts
    return replace(facts, facts=(*stated, *facts.facts), people=(*people, *facts.people))


def _facts(corrected: Corrected) -> Iterator[Fact]:
    for item in corrected.stated:
        text = text_of(item.node)
        match item.kind:
            case "title" | "standfirst":
                if text:
                    yield Fact(item.kind, text, item.source, item.rule.selector)
            case "date":
                attributes = item.node.attributes
                said = attributes.get("datetime") or attributes.get("content") or ""
                value = said if read_date(said) else text
                yield Fact("published", value, item.source, item.rule.selector)


def _people(corrected: Corrected) -> Iterator[PersonFact]:
    for item in corrected.of("byline"):
        line = cut_byline(text_of(item.node))
        names = _names(line)
        link = item.node.css_first("a[href]")
        url = (link.attributes.get("href") or "") if link is not None else ""
        for name in names:
            yield PersonFact(
                name, item.source, item.rule.selector, url=url if len(names) == 1 else ""
            )


def _names(line: str) -> tuple[str, ...]:
    """Return the names of a line that is known to be a byline: at worst the whole line is one."""
    words = line.split()[:MAX_BYLINE_WORDS]
    for start in range(len(words)):
        names = read_names(" ".join(words[start:]), strict=True)
        if names and not words[start][0].islower():
            return names
    return read_names(line) or ((line,) if line else ())


MAX_BYLINE_WORDS = 40
"""Words of a byline looked at for names."""


def text_of(node: LexborNode) -> str:
    """Return a node's text on one line."""
    return " ".join(node.text(deep=True, separator=" ").split())


def stated_to_stay(corrected: Corrected, roots: Iterable[LexborNode]) -> dict[int, Rule]:
    """Return what was said to stay and does, below the roots of the body, by `mem_id`."""
    wanted = {root.mem_id for root in roots}
    found: dict[int, Rule] = {}
    for item in corrected.stated:
        if item.kind not in _STAYS:
            continue
        above: LexborNode | None = item.node
        while above is not None and above.mem_id not in wanted:
            above = above.parent
        if above is not None:
            found[item.node.mem_id] = item.rule
    return found


def keep_stated(corrected: Corrected, dropped: Mapping[int, Rule]) -> dict[int, Rule]:
    """Return what is dropped, without what was said to stay and with what was said to go.

    Where one of the two stands inside the other, the inner one holds.
    """
    found = dict(dropped)
    for item in corrected.stated:
        if item.kind in _STAYS:
            _keep(item.node, found)
    for ident, rule in corrected.regions.items():
        if rule is not None:
            found[ident] = rule
    for item in corrected.stated:
        if item.kind in _STAYS:
            _open_above(item.node, found)
    return found


def _keep(node: LexborNode, dropped: dict[int, Rule]) -> None:
    for inner in node.traverse(include_text=True):
        dropped.pop(inner.mem_id, None)


def _open_above(node: LexborNode, dropped: dict[int, Rule]) -> None:
    """Let what stands around a kept node stay, all but the node's own line of descent."""
    path = [node]
    above = node.parent
    while above is not None:
        rule = dropped.pop(above.mem_id, None)
        if rule is not None:
            for inner in path:
                _drop_beside(inner, rule, dropped)
        path.append(above)
        above = above.parent


def _drop_beside(node: LexborNode, rule: Rule, dropped: dict[int, Rule]) -> None:
    assert node.parent is not None
    child = node.parent.child
    while child is not None:
        if child.mem_id != node.mem_id:
            dropped.setdefault(child.mem_id, rule)
        child = child.next


_BLOCKS = "p, div, ul, ol, li, dl, dd, blockquote, section, article, aside, table, td"
_NO_PROSE_NAMES = """
    h1 h2 h3 h4 h5 h6 img picture figure svg button form script style template noscript iframe hr
"""
_NO_PROSE = frozenset(_NO_PROSE_NAMES.split())
_NO_PROSE_SELECTOR = ", ".join(sorted(_NO_PROSE))


def prose_of(node: LexborNode) -> tuple[LexborNode, ...]:
    """Return the nodes inside a region that hold its prose: no heading, picture or control.

    A region of one run of text is its own prose.
    """
    found: list[LexborNode] = []
    queue = [node]
    while queue:
        part = queue.pop()
        if part.tag == "-text":
            if (part.text_content or "").strip():
                found.append(part)
        elif part.tag in _NO_PROSE or (part.tag or "-")[0] in "-_!":
            continue
        elif _is_run(part):
            if part.text(deep=True).strip():
                found.append(part)
        else:
            queue += reversed(list(_children(part)))
    return tuple(found)


def _is_run(node: LexborNode) -> bool:
    return not any(
        child.css_first(_BLOCKS) or child.css_first(_NO_PROSE_SELECTOR)
        for child in _children(node)
        if child.is_element_node
    )


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next
