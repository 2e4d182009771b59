"""The chain from a saved page to an article: parse, locate, facts, credits, blocks, metadata.

Gives the article together with what was found on the way, so that `inspect` shows the same run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from articlepress.article import Article
from articlepress.corrections import Correction
from articlepress.diagnostics import Notes, Origin, excerpt
from articlepress.metadata import Metadata
from articlepress.page.anchors import in_order, note_list
from articlepress.page.corrected import (
    NOT_CORRECTED,
    Corrected,
    correct,
    keep_stated,
    stated_facts,
)
from articlepress.page.credits import Credits, find_credits
from articlepress.page.facts import Facts, gather_facts
from articlepress.page.ledger import ledger
from articlepress.page.locate import Located, locate
from articlepress.page.models import Models
from articlepress.page.parse import Page, parse
from articlepress.page.partial import absent_part
from articlepress.page.rules import Rule
from articlepress.page.second_headline import keep_second_headline
from articlepress.page.settled import settle
from articlepress.readers.html import HtmlReaderOptions
from articlepress.readers.html.address import (
    base_address,
    link_targets,
    page_address,
    saved_from,
)
from articlepress.readers.html.build import Builder
from articlepress.readers.html.metadata import reconcile
from articlepress.readers.html.pictures import Pictures
from articlepress.source import Source
from articlepress.undisturbed import undisturbed
from articlepress.urls import host
from articlepress.walk import inline_text


@dataclass(frozen=True, slots=True)
class Conversion:
    """An article and everything that led to it."""

    article: Article
    page: Page
    located: Located
    facts: Facts
    credits: Credits
    corrected: Corrected = NOT_CORRECTED


def convert(
    source: Source, options: HtmlReaderOptions, notes: Notes, models: Models | None = None
) -> Conversion:
    """Return a page's article with what was found on the way.

    The body is found by the shipped models where no others are given.

    Raises:
        SourceError: the bytes are no HTML.
        NoArticle: the page holds no text.
    """
    with undisturbed():
        page = parse(source, notes)
        if not source.url and (address := saved_from(page.html)):
            page = replace(page, source=replace(source, url=address))
        corrected = correct(page, _corrections(page, options))
        _tell_unmatched(corrected, notes)
        located = settle(locate(page, notes, corrected, models))
        located = _adjusted(page, located, corrected)
        return convert_located(page, located, corrected, options, notes)


def convert_located(
    page: Page,
    located: Located,
    corrected: Corrected,
    options: HtmlReaderOptions,
    notes: Notes,
) -> Conversion:
    """Return the article of a page whose body is known, with what was found on the way."""
    facts = stated_facts(corrected, gather_facts(page, located.outline, located.opening))
    found = find_credits(page, located, facts, corrected)
    credits = _with_unseen(found, options, notes)
    builder = make_builder(page, options, notes, facts.first("language"))
    metadata = reconcile(page, facts, credits, builder.blocks, builder.pictures.resolve, notes)
    located = keep_second_headline(located, _words_above(metadata))
    article = make_article(builder, located, credits, metadata)
    if absent := absent_part(page):
        notes.warn("AP207", absent.what, hint=absent.hint)
    if notes.audit:
        notes.ledger, removals = ledger(page, located, credits, article)
        for removal in removals:
            notes.removed(removal)
    return Conversion(article, page, located, facts, credits, corrected)


def _words_above(metadata: Metadata) -> str:
    """Return what an output says above the text, or a page in place of it: the site's name."""
    fields = (metadata.kicker, metadata.title, metadata.subtitle, metadata.standfirst)
    return " ".join((*map(inline_text, fields), metadata.site.name))


def make_builder(
    page: Page, options: HtmlReaderOptions, notes: Notes, language: str = ""
) -> Builder:
    """Return what makes the blocks of one page: of its article, its bios and its disclaimers.

    `language` is the article's, as stated or told by its text; without it the page's own is taken.
    """
    address = page_address(page, options.base_url)
    base = base_address(page, address)
    root = page.root.attributes
    source = page.source
    return Builder(
        notes=notes,
        pictures=Pictures(base, source.folder, source.stem if source.path else "", source.parts),
        base=base,
        page_url=address.partition("#")[0],
        language=language or root.get("lang") or root.get("xml:lang") or "",
        targets=link_targets(page),
        find=lambda ident: note_list(page, ident),
    )


def make_article(
    builder: Builder, located: Located, credits: Credits, metadata: Metadata
) -> Article:
    """Return the article: what was located, without what became metadata."""
    skip = {**located.dropped, **_credited(credits)}
    blocks = builder.blocks(located.roots, skip, title=inline_text(metadata.title))
    return Article(metadata, blocks, MappingProxyType(builder.pictures.assets))


def _with_unseen(credits: Credits, options: HtmlReaderOptions, notes: Notes) -> Credits:
    """Return the credits with the bios that only the page's data gives, where these are wanted."""
    if options.data_bios:
        return replace(credits, bios=(*credits.bios, *credits.unseen), unseen=())
    for bio in credits.unseen:
        notes.info(
            "AP308",
            f"the page's data describes {bio.name}, the page does not; left out",
            Origin(excerpt=excerpt(bio.text)),
            hint="--data-bios takes it as the bio",
        )
    return credits


def _corrections(page: Page, options: HtmlReaderOptions) -> tuple[Correction, ...]:
    # Asking the page for its address costs three searches of it; most runs have no rules for sites.
    name = host(page_address(page, options.base_url)) if options.corrections.sites else ""
    return options.stated(name)


def _tell_unmatched(corrected: Corrected, notes: Notes) -> None:
    """Tell which rules name nothing here, but for a site's: those hold for its other pages too."""
    for rule in corrected.unmatched:
        if rule.source == "site":
            continue
        # A flag may be meant for some pages of a run; a sidecar's rule is for this page alone.
        tell = notes.warn if rule.source == "sidecar" else notes.info
        message = f"the selector {rule.selector!r} ({rule.kind}) matches nothing on the page"
        tell("AP211", message, Origin(path=rule.place))


def _adjusted(page: Page, located: Located, corrected: Corrected) -> Located:
    """Return where the article stands with everything stated about its regions applied."""
    if not corrected.stated:
        return located
    dropped = keep_stated(corrected, located.dropped)
    kept = tuple(item.node for item in corrected.of("keep"))
    return replace(located, roots=in_order(page, (*located.roots, *kept)), dropped=dropped)


def _credited(credits: Credits) -> Mapping[int, Rule]:
    """Return the nodes that leave the body for a field, each with the rule that found it."""
    found: dict[int, Rule] = {}
    for bio in credits.bios:
        if bio.box is not None:
            found[bio.box.mem_id] = bio.rule
        found |= {node.mem_id: bio.rule for node in (*bio.label, *bio.prose)}
    for disclaimer in credits.disclaimers:
        found |= {node.mem_id: disclaimer.rule for node in (*disclaimer.label, *disclaimer.nodes)}
    for byline in credits.bylines:
        found[byline.node.mem_id] = byline.rule
    if credits.standfirst is not None:
        found |= {node.mem_id: credits.standfirst.rule for node in credits.standfirst.nodes}
    return found
