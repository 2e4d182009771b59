"""Several columns in one issue: a collection becomes one article of teasers.

Takes a collection whose articles are prepared, gives an article the composer writes like any
other: editor's note, sections, a teaser for each column, each author's bio once, each disclaimer
once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from articlepress import nodes as n
from articlepress.article import Article, Collection
from articlepress.diagnostics import Notes
from articlepress.errors import EmailError
from articlepress.labels import join_names, label
from articlepress.marks import note_contents, own_notes
from articlepress.metadata import Date, Disclaimer, Metadata, Person, Site
from articlepress.walk import block_texts, inline_text, plain_text, query
from articlepress.writers.email.note import note_blocks
from articlepress.writers.email.options import NewsletterOptions

TEASER_CHARACTERS = 320
"""Length after which no further sentence is begun: about five lines on a phone."""

# A sentence ends at its mark, with closing quotes, before a space and no lower-case letter; or at
# an ideographic full stop.
_SENTENCE = re.compile(
    r".+?(?:(?<![.!?…])[.!?…]++[”’\"»)\]]*+(?=\s+(?![a-zà-öø-ÿа-я])|$)|[。！？][」』”]?|$)",
    re.DOTALL,
)
_ABBREVIATIONS = """
    Mr Mrs Ms Dr Prof St Jr Sr Sra Dra Mme Rep Sen Gov Gen Col Capt Lt Sgt Rev Hon Pres vs No Nr Art
    Abs Fig Vol Ave Blvd Mt Ft Inc Ltd Co Corp Bros approx ca bzw usw Mio Mrd Jan Feb Mar Apr Jun
    Jul Aug Sep Sept Oct Okt Nov Dec Dez
"""
# A sentence too many makes a teaser longer, half a one makes it senseless.
_ABBREVIATION = re.compile(
    rf"\b(?:[A-Z]|\d{{1,2}}|{'|'.join(_ABBREVIATIONS.split())}|e\.g|i\.e|U\.S|z\.B|d\.h|u\.a)\.$"
)


def digest_article(collection: Collection, options: NewsletterOptions, notes: Notes) -> Article:
    """Return the issue as one article.

    Raises:
        EmailError: the collection holds no article, or the date is none.
    """
    articles = list(collection.articles)
    if not articles:
        raise EmailError("there is no column to make an issue of")
    if collection.back:
        titles = ", ".join(repr(inline_text(a.metadata.title)) for a in collection.back)
        notes.warn(
            "AP702",
            f"back matter has no place in a newsletter: {titles} left out",
            hint="name it among the inputs, or under front, where it opens the issue",
        )
    language = collection.language or articles[0].metadata.language
    blocks: list[n.Block] = _editors_note(collection, options, language)
    for part in collection.parts:
        if part.title:
            blocks.append(n.Heading(1, (n.Text(part.title),)))
        for number, article in enumerate(part.articles):
            if number:
                blocks.append(n.Rule())
            blocks.append(_teaser(article, 2 if part.title else 1, notes))
    credited = [_with_own_notes(article, f"column-{k}") for k, article in enumerate(articles)]
    blocks += [*_bios(credited, language), *_disclaimers(credited, language)]
    assets = {src: ref for article in articles for src, ref in article.assets.items()}
    return Article(
        _metadata(collection, articles, options, language),
        tuple(blocks),
        {**assets, **collection.assets},
    )


def _metadata(
    collection: Collection, articles: list[Article], options: NewsletterOptions, language: str
) -> Metadata:
    title = collection.title or articles[0].metadata.site.name
    first = articles[0].metadata
    shared = len({article.metadata.site.name for article in articles}) == 1
    # A collection takes its publisher from the first column; columns from many sites have none.
    own = shared or collection.publisher != first.site.name
    publisher = collection.publisher if own and collection.publisher != title else ""
    return Metadata(
        title=(n.Text(title),) if title else (),
        subtitle=(n.Text(collection.subtitle),) if collection.subtitle else (),
        published=_issue_date(articles, options),
        canonical_url=options.view_url,
        site=Site(publisher, first.site.url) if publisher else Site(),
        language=language,
        direction=first.direction,
        description=collection.description or _titles(articles),
    )


def _titles(articles: list[Article]) -> str:
    """Return the columns' titles, for the preview in the inbox."""
    return " · ".join(inline_text(a.metadata.title) for a in articles if a.metadata.title)


def _issue_date(articles: list[Article], options: NewsletterOptions) -> Date | None:
    if options.issue_date:
        try:
            return Date(options.issue_date)
        except ValueError as error:
            raise EmailError(str(error), where="--issue-date", hint="write 2026-11-22") from error
    dates = [a.metadata.published for a in articles if a.metadata.published]
    return max(dates, key=lambda date: date.iso) if dates else None


def _editors_note(
    collection: Collection, options: NewsletterOptions, language: str
) -> list[n.Block]:
    content: n.Blocks = note_blocks(options.note) if options.note else ()
    for number, article in enumerate(collection.front):
        kept = tuple(b for b in article.blocks if not isinstance(b, n.Section))
        content += own_notes(kept, note_contents(article.blocks), f"front-{number}")
    if not content:
        return []
    title = (n.Text(label("editors_note", language or "en")),)
    return [n.Section("editors-note", content, title)]


def _teaser(article: Article, level: int, notes: Notes) -> n.Section:
    """Return picture, title, byline, first sentences and the read-on link of a column."""
    metadata = article.metadata
    url = metadata.canonical_url
    language = metadata.language or "en"
    words = metadata.title or (n.Text(label("untitled", language)),)
    if not metadata.title:
        notes.warn("AP302", "a column of the issue has no title; it is called “Untitled”")
    if not url:
        name = inline_text(words)
        notes.warn("AP802", f"the column {name!r} has no address; nothing links to its text")
    title: n.Inlines = (n.Link(words, url),) if url else words
    content: list[n.Block] = _picture(article, url)
    content.append(n.Heading(level, title))
    names = _names(metadata)
    if names:
        content.append(n.Plain((n.Styled((n.Text(names),), classes=("teaser-byline",)),)))
    content += [n.Paragraph((n.Text(text),)) for text in [teaser_text(article)] if text]
    if url:
        link = n.Link((n.Text(label("read_on", language)),), url)
        content.append(n.Paragraph((n.Strong((link,)),)))
    return n.Section("group", tuple(content), (), "", metadata.language, metadata.direction)


def _picture(article: Article, url: str) -> list[n.Block]:
    hero = article.metadata.hero
    figures = query(article.blocks, n.Figure)
    inside = next((image for figure in figures for image in query(figure, n.Image)), None)
    image = hero.image if hero else inside
    if image is None:
        return []
    # Beside a linked title the picture's own text would be read out twice.
    shown: n.Inline = replace(image, alt=image.alt or inline_text(article.metadata.title))
    return [n.Figure((n.Plain((n.Link((shown,), url) if url else shown,)),))]


def _names(metadata: Metadata) -> str:
    names = [person.name for person in metadata.named_authors]
    language = metadata.language or "en"
    if not names:
        return ""
    return f"{label('by', language)} {join_names(names, language)}"


def teaser_text(article: Article) -> str:
    """Return the standfirst, or whole sentences of the first paragraphs."""
    standfirst = " ".join(inline_text(article.metadata.standfirst).split())
    if standfirst:
        return standfirst
    paragraphs = (
        " ".join(inline_text(block.content).split())
        for block in article.blocks
        if isinstance(block, n.Paragraph)
    )
    found: list[str] = []
    for sentence in (s for paragraph in paragraphs for s in sentences(paragraph)):
        length = sum(len(one) + 1 for one in found)
        if found and length + len(sentence) > TEASER_CHARACTERS:
            break
        found.append(sentence)
    return " ".join(found) or article.metadata.description


def sentences(text: str) -> list[str]:
    """Return a text's sentences; one that ends in an abbreviation runs on."""
    out: list[str] = []
    for found in _SENTENCE.finditer(text):
        sentence = found[0].strip()
        if not sentence:
            continue
        if out and _ABBREVIATION.search(out[-1]):
            out[-1] = f"{out[-1]} {sentence}"
        else:
            out.append(sentence)
    return out


def _with_own_notes(article: Article, prefix: str) -> Article:
    """Return the column with the notes of its credits whole: of its text the issue has none."""
    metadata = article.metadata
    credits = (*(p.bio for p in metadata.authors), *(d.content for d in metadata.disclaimers))
    known = note_contents(block for part in (article.blocks, *credits) for block in part)
    authors = (replace(p, bio=own_notes(p.bio, known, prefix)) for p in metadata.authors)
    disclaimers = (
        replace(d, content=own_notes(d.content, known, prefix)) for d in metadata.disclaimers
    )
    metadata = replace(metadata, authors=tuple(authors), disclaimers=tuple(disclaimers))
    return replace(article, metadata=metadata)


def _bios(articles: list[Article], language: str) -> list[n.Block]:
    """Return a section for each author with a bio, each person and each text once."""
    people: dict[str, Person] = {}
    for person in (p for article in articles for p in article.metadata.authors if p.bio):
        key = person.name.casefold() or _key(person.bio)
        people.setdefault(key, person)
    several = len(people) > 1
    title = label("about_authors" if several else "about_author", language or "en")
    out: list[n.Block] = []
    seen: set[str] = set()
    for person in people.values():
        if _key(person.bio) in seen:
            continue
        seen.add(_key(person.bio))
        head: n.Inlines = () if out else (n.Text(title),)
        out.append(n.Section("bio", _bio(person), head))
    return out


def _bio(person: Person) -> n.Blocks:
    picture: n.Blocks = (n.Plain((person.portrait,)),) if person.portrait else ()
    start = next(block_texts(person.bio), "").casefold()
    named = not person.name or start.startswith(person.name.casefold())
    name: n.Blocks = () if named else (n.Paragraph((n.Strong((n.Text(person.name),)),)),)
    return (*picture, *name, *person.bio)


def _disclaimers(articles: list[Article], language: str) -> list[n.Block]:
    """Return a section for each disclaimer; one that several columns share stands once."""
    every: Iterable[Disclaimer] = (d for article in articles for d in article.metadata.disclaimers)
    unique = {_key(disclaimer.content): disclaimer for disclaimer in every}
    title = label("disclaimer", language or "en")
    out: list[n.Block] = []
    for key, disclaimer in unique.items():
        own = key.startswith(title.casefold())
        out.append(
            n.Section("disclaimer", disclaimer.content, () if own or out else (n.Text(title),))
        )
    return out


def _key(content: n.Blocks) -> str:
    return " ".join(plain_text(content).casefold().split())
