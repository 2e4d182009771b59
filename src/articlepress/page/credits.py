"""Author bios, disclaimers and bylines of a page, as nodes inside or outside the article's body.

Takes the page, where its body stands and what its data says; gives the finds. The reader turns
their nodes into blocks, keeps them out of the body and writes the boxes' remains into its ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from articlepress.metadata import DisclaimerKind, DisclaimerScope
from articlepress.page.corrected import NOT_CORRECTED, Corrected
from articlepress.page.credits_bios import find_boxes
from articlepress.page.credits_boxes import BioBox
from articlepress.page.credits_bylines import byline_blocks
from articlepress.page.credits_context import Context, read_context
from articlepress.page.credits_disclaimers import Statement, stated_only, statements
from articlepress.page.facts import Facts, PersonFact
from articlepress.page.locate import Located
from articlepress.page.names import folded_name
from articlepress.page.parse import Page
from articlepress.page.portraits import portrait_address, portrait_of
from articlepress.page.profiles import profile_of
from articlepress.page.rules import Rule
from articlepress.page.runs import NodeRun, block_nodes, run_nodes, without_name
from articlepress.page.standfirst import find_standfirst


@dataclass(frozen=True, slots=True)
class BioFind:
    """One author's bio."""

    text: str
    """The prose as plain text, paragraphs apart by a blank line."""
    name: str
    """The author it belongs to, as in `Facts.people`; empty where nobody says."""
    rule: Rule
    box: LexborNode | None = None
    """The whole box: name, portrait, links and prose. Leaves the body; all of it but the prose is
    chrome (ledger rule `bio/box`). None for a bio from JSON-LD alone, or without a box of its own:
    paragraphs beside those of the body."""
    prose: NodeRun = ()
    """The bio itself, inside the box or the box itself; empty for a bio from JSON-LD alone."""
    portrait_src: str = ""
    portrait_alt: str = ""
    url: str = ""
    """The author's page on the site."""
    email: str = ""
    links: tuple[str, ...] = ()
    """Profiles elsewhere, as written on the page."""
    label: NodeRun = ()
    """Lines above a bio without a box of its own ("About the author", the name): leave the body."""


@dataclass(frozen=True, slots=True)
class DisclaimerFind:
    """One statement about whose views these are, who paid, or what the text is no advice on."""

    nodes: NodeRun
    """Leave the body and become the disclaimer's blocks."""
    text: str
    kind: DisclaimerKind
    scope: DisclaimerScope
    rule: Rule
    label: NodeRun = ()
    """The line above that says "Disclaimer" and nothing else, and repetitions of the statement:
    leave the body."""


@dataclass(frozen=True, slots=True)
class BylineFind:
    """A byline or date line: leaves the body, its facts are in `Facts`."""

    node: LexborNode
    text: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class StandfirstFind:
    """The summary between title and text: leaves the body for the metadata."""

    nodes: NodeRun
    text: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Credits:
    """The finds, each list in document order."""

    bios: tuple[BioFind, ...] = ()
    disclaimers: tuple[DisclaimerFind, ...] = ()
    bylines: tuple[BylineFind, ...] = ()
    unseen: tuple[BioFind, ...] = ()
    """Bios that the page's data gives and no reader of the page sees."""
    standfirst: StandfirstFind | None = None
    people: tuple[PersonFact, ...] = ()
    """The authors (`choose_people`), with whom bios and bylines were looked for."""


def find_credits(
    page: Page,
    located: Located,
    facts: Facts,
    corrected: Corrected = NOT_CORRECTED,
) -> Credits:
    """Return the bios, disclaimers and bylines of the article, wherever on the page they stand."""
    context = read_context(page, located, facts, corrected)
    stated = tuple(statements(context))
    boxes = find_boxes(context, stated_only(context, stated))
    bios = tuple(_bio(context, box) for box in boxes)
    spoken = {block for box in boxes for block in box.prose}
    disclaimers = _each_once(
        _disclaimer(context, statement) for statement in stated if statement.block not in spoken
    )
    lines = dict(byline_blocks(context))
    bylines = tuple(
        BylineFind(nodes[0], context.flat.blocks[block].text, rule)
        for block, rule in lines.items()
        if block not in spoken and len(nodes := block_nodes(context.flat, block)) == 1
    )
    taken = {statement.block for statement in stated} | spoken
    standfirst = _standfirst(context, taken | lines.keys())
    unseen = _from_data(context, bios)
    found = Credits(bios, disclaimers, bylines, unseen, standfirst, context.people)
    if not corrected.stated:
        return found
    from articlepress.page.credits_stated import with_stated  # imported here: builds on the above

    return with_stated(found, corrected, context.people)


def _each_once(finds: Iterable[DisclaimerFind]) -> tuple[DisclaimerFind, ...]:
    """Return the disclaimers in order; one that the page repeats takes the other along."""
    by_text: dict[str, DisclaimerFind] = {}
    for find in finds:
        text = folded_name(find.text)
        first = by_text.setdefault(text, find)
        if first is not find:
            again = (*first.label, *find.nodes, *find.label)
            by_text[text] = replace(first, label=again)
    return tuple(by_text.values())


def _standfirst(context: Context, taken: Set[int]) -> StandfirstFind | None:
    found = find_standfirst(context, taken)
    if found is None:
        return None
    block, rule = found
    return StandfirstFind(run_nodes(context.flat, block), context.flat.blocks[block].text, rule)


def _bio(context: Context, box: BioBox) -> BioFind:
    node = context.flat.elements[box.element].node if box.element >= 0 else None
    portrait = portrait_of(node) if node else {}
    email, links = profile_links(node) if node else ("", ())
    prose = tuple(run for block in box.prose for run in run_nodes(context.flat, block))
    text = box.text
    if node is not None:  # What the prose leaves over goes with its box.
        text, prose = without_name(text, prose, box.name)
    return BioFind(
        text,
        box.name,
        box.rule,
        node,
        prose,
        portrait_address(node) if node else "",
        portrait.get("alt") or "",
        email=email,
        links=links,
        label=tuple(run for block in box.above for run in block_nodes(context.flat, block)),
    )


def profile_links(node: LexborNode) -> tuple[str, tuple[str, ...]]:
    """Return the email address and the profiles elsewhere that a box links to."""
    links = [link.attributes.get("href") or "" for link in node.css("a[href]")]
    email = next((link[7:].split("?")[0] for link in links if link.startswith("mailto:")), "")
    return email, tuple(dict.fromkeys(filter(None, map(profile_of, links))))


def _from_data(context: Context, found: tuple[BioFind, ...]) -> tuple[BioFind, ...]:
    """Return bios of JSON-LD for authors of whom the page shows none."""
    named = {folded_name(bio.name) for bio in found}
    return tuple(
        BioFind(person.description, person.name, _DATA, portrait_src=person.image, url=person.url)
        for person in context.people
        if person.description and folded_name(person.name) not in named
    )


_DATA = Rule("bio/json-ld", "", "description of the author in the page's data; no box shows it")


def _disclaimer(context: Context, statement: Statement) -> DisclaimerFind:
    return DisclaimerFind(
        run_nodes(context.flat, statement.block),
        context.flat.blocks[statement.block].text,
        statement.kind,
        statement.scope,
        statement.rule,
        block_nodes(context.flat, statement.label) if statement.label >= 0 else (),
    )
