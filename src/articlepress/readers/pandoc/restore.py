"""Credits and metadata found again in a document: by the record, by styles, by headings.

What the document says wins over what the record says of it: a name, a title or a bio that somebody
changed in Word is the new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.codec.record import Mark, Record, digest, letters, letters_of
from articlepress.labels import all_labels, date_text, label
from articlepress.metadata import Disclaimer, Hero, Metadata, Person
from articlepress.readers.lifting import kind_of, lift_credits
from articlepress.readers.pandoc.containers import StyledText
from articlepress.walk import block_texts, inline_text, merge_text, query

_HEADS = frozenset({"title", "subtitle", "author", "date", "kicker", "standfirst"})
_HEAD_BLOCKS = 6
"""How many blocks a lead picture may stand below."""


def restore(article: Article, record: Record | None, styled: Sequence[StyledText]) -> Article:
    """Return the article with its metadata whole and its credits as fields."""
    work = _Work(article.metadata, list(article.blocks))
    _take_styled_head(work, styled)
    if record is not None:
        _merge(work, record)
        _take_head(work, record.metadata)
        _take_hero(work, record.metadata)
        for mark in record.marks:
            _take_mark(work, mark)
    _take_styled_credits(work, styled)
    _section_credits(work)
    restored = replace(article, metadata=work.metadata, blocks=tuple(work.blocks))
    return lift_credits(restored)


class _Work:
    """A document being restored."""

    def __init__(self, metadata: Metadata, blocks: list[n.Block]) -> None:
        self.metadata = metadata
        self.blocks = blocks

    def find(self, length: int, name: str, *, last: bool = False) -> tuple[int, int] | None:
        """Return where a run of blocks has just the words of a digest."""
        words = [_said(block) for block in self.blocks]
        starts = range(len(words))
        for start in reversed(starts) if last else starts:
            if not words[start]:
                continue
            run, end = "", start
            while end < len(words) and len(run) < length:
                run += words[end]
                end += 1
            if len(run) == length and digest(run) == name:
                return start, end
        return None


def _said(block: n.Block) -> str:
    """Return the letters of a block; a picture's own words, shown as its caption, are none."""
    words = letters_of((block,))
    image = next(query((block,), n.Image), None)
    return "" if image is not None and words == letters(image.alt) else words


# --- metadata --------------------------------------------------------------------------------


def _merge(work: _Work, record: Record) -> None:
    """Fill the metadata from the record where the document does not say otherwise."""
    said, known = work.metadata, record.metadata
    same_title = not said.title or _same(said.title, known.title)
    work.metadata = replace(
        known,
        title=known.title if same_title else said.title,
        subtitle=said.subtitle if _differs(said.subtitle, known.subtitle) else known.subtitle,
        authors=_people(said.authors, known.authors),
        description=known.description or said.description,
        provenance=said.provenance,
    )


def _same(one: n.Inlines, other: n.Inlines) -> bool:
    return letters(inline_text(one)) == letters(inline_text(other))


def _differs(said: n.Inlines, known: n.Inlines) -> bool:
    return bool(said) and not _same(said, known)


def _people(said: tuple[Person, ...], known: tuple[Person, ...]) -> tuple[Person, ...]:
    """Return the known people where the document names the same ones, else those it names.

    Some formats give all names in one, and bylines name authors only.
    """
    heard = letters("".join(person.name for person in said))
    authors = "".join(person.name for person in known if person.role == "author")
    if heard in ("", letters(authors), letters("".join(person.name for person in known))):
        return known
    by_name = {letters(person.name): person for person in known}
    people = tuple(by_name.get(letters(person.name), person) for person in said)
    return people + tuple(p for p in known if p.role != "author" and p not in people)


# --- the head --------------------------------------------------------------------------------


def _take_styled_head(work: _Work, styled: Sequence[StyledText]) -> None:
    """Take opening paragraphs that a style calls title, author or kicker into the metadata."""
    metadata = work.metadata
    for item in (item for item in styled if item.role in _HEADS):
        words = letters(item.text)
        line: n.Inlines = (n.Text(item.text),)
        # Pandoc takes Word's title and authors out of the text itself, OpenDocument's it leaves.
        if words and letters_of(work.blocks[:1]) == words:
            line = _content(work.blocks.pop(0)) or line
        match item.role:
            case "title" if not metadata.title:
                metadata = replace(metadata, title=line)
            case "subtitle" if not metadata.subtitle:
                metadata = replace(metadata, subtitle=line)
            case "kicker":
                metadata = replace(metadata, kicker=line)
            case "standfirst":
                metadata = replace(metadata, standfirst=line)
            case "author" if letters(item.text) not in _names(metadata):
                people = (*metadata.authors, Person(item.text))
                metadata = replace(metadata, authors=people)
    work.metadata = metadata


def _names(metadata: Metadata) -> str:
    return letters(" ".join(person.name for person in metadata.authors))


def _content(block: n.Block) -> n.Inlines:
    match block:
        case n.Paragraph(content) | n.Plain(content) | n.Heading(_, content):
            return content
    return ()


def _take_head(work: _Work, known: Metadata) -> None:
    """Drop opening blocks that only say what the metadata holds: title, byline, standfirst…"""
    lines = _head_lines(known)
    while work.blocks and (words := letters_of(work.blocks[:1])) in lines:
        lines.discard(words)
        del work.blocks[0]


def _head_lines(known: Metadata) -> set[str]:
    names = [person.name for person in known.authors]
    authors = [person.name for person in known.authors if person.role == "author"]
    language = known.language
    lines = [
        *(inline_text(line) for line in (known.title, known.subtitle, known.kicker)),
        inline_text(known.standfirst), *names, "".join(authors), "".join(names),
        f"{label('by', language)}{''.join(authors or names)}",
    ]  # fmt: skip
    if known.published:
        lines += [known.published.iso, date_text(known.published, language)]
    return {letters(line) for line in lines if letters(line)}


def _take_hero(work: _Work, known: Metadata) -> None:
    """Take the lead picture from the opening blocks, with the address it has in this document."""
    if known.hero is None:
        return
    said = letters(inline_text((*known.hero.caption, *known.hero.credit)))
    for position, block in enumerate(work.blocks[:_HEAD_BLOCKS]):
        image = next(query((block,), n.Image), None)
        if image is None:
            continue
        words, end = letters_of((block,)), position + 1
        if words != said and words in ("", letters(known.hero.image.alt)):
            # Some formats keep a caption as a paragraph below the picture.
            words, end = letters_of(work.blocks[end : end + 1]), end + 1
        if words == said:
            del work.blocks[position:end]
            shown = replace(known.hero.image, src=image.src)
            work.metadata = replace(work.metadata, hero=replace(known.hero, image=shown))
            return
    if known.hero.image.src not in {image.src for image in query(work.blocks, n.Image)}:
        work.metadata = replace(work.metadata, hero=_reachable(known.hero))


def _reachable(hero: Hero) -> Hero | None:
    return hero if "://" in hero.image.src else None


# --- credits ---------------------------------------------------------------------------------


def _take_mark(work: _Work, mark: Mark) -> None:
    """Take the words of one bio or disclaimer out of the text into their field."""
    found = work.find(mark.length, mark.digest, last=True)
    if found is None:
        return
    start, end = found
    metadata = work.metadata
    if mark.role == "disclaimer" and mark.position < len(metadata.disclaimers):
        content = tuple(_without_label(_opened(work.blocks[start:end]), "disclaimer"))
        items = list(metadata.disclaimers)
        items[mark.position] = replace(items[mark.position], content=content)
        work.metadata = replace(metadata, disclaimers=tuple(items))
    elif mark.role == "bio" and mark.position < len(metadata.authors):
        people = list(metadata.authors)
        person = people[mark.position]
        start -= bool(start) and _is_portrait(work.blocks[start - 1], person)
        people[mark.position] = _with_bio(person, _opened(work.blocks[start:end]))
        work.metadata = replace(metadata, authors=tuple(people))
    else:
        return
    del work.blocks[start:end]


def _opened(run: Sequence[n.Block]) -> list[n.Block]:
    """Return the blocks inside where the run is one section."""
    if len(run) != 1 or not isinstance(section := run[0], n.Section):
        return list(run)
    title = [n.Heading(1, section.title)] if section.title else []
    return [*title, *section.content]


def _is_portrait(block: n.Block, person: Person) -> bool:
    """Tell whether a block is a picture that says no more than the portrait's own words."""
    if person.portrait is None or next(query((block,), n.Image), None) is None:
        return False
    return _said(block) in ("", letters(person.portrait.alt))


def _with_bio(person: Person, run: Sequence[n.Block]) -> Person:
    content = list(_without_label(run, "about_author", "about_authors"))
    portrait = person.portrait
    if portrait is not None and content and _is_portrait(content[0], person):
        image = next(query(content[:1], n.Image))
        portrait = replace(portrait, src=image.src)
        del content[0]
    if len(content) > 1 and letters_of(content[:1]) == letters(person.name):
        del content[0]
    return replace(person, bio=tuple(content), portrait=portrait)


def _without_label(run: Sequence[n.Block], *keys: str) -> list[n.Block]:
    """Return blocks without the heading that our writers put before a bio or disclaimer."""
    if len(run) > 1 and _is_label(run[0], *keys):
        return list(run[1:])
    return list(run)


def _is_label(block: n.Block, *keys: str) -> bool:
    if not isinstance(block, n.Heading | n.Paragraph | n.Plain):
        return False
    words = letters(inline_text(block.content))
    return bool(words) and any(words == letters(text) for key in keys for text in all_labels(key))


def _take_styled_credits(work: _Work, styled: Sequence[StyledText]) -> None:
    """Make sections of paragraphs that a style calls bio, disclaimer, correction or sidebar."""
    roles = _styled_positions(work, styled)
    names = {letters(person.name) for person in work.metadata.authors}
    out: list[n.Block] = []
    position = 0
    while position < len(work.blocks):
        item, start = roles.get(position), position
        position += 1
        if item is None:
            out.append(work.blocks[start])
            continue
        while (following := roles.get(position)) is not None:
            # A name on a line of its own begins the next author's bio.
            begins = (
                item.role == "bio" and letters_of(work.blocks[position : position + 1]) in names
            )
            if begins or (following.role, following.kind) != (item.role, item.kind):
                break
            position += 1
        _add_credit(work, item, tuple(work.blocks[start:position]), out)
    work.blocks = out


def _add_credit(work: _Work, item: StyledText, run: n.Blocks, out: list[n.Block]) -> None:
    """Put a run of styled blocks where it belongs, with the heading and picture before it."""
    if item.role == "pull-quote":
        out.append(n.PullQuote(run))
        return
    if item.role == "bio" and out and _is_only_picture(out[-1]):
        run = (out.pop(), *run)
    title: n.Inlines = ()
    if out and _is_label(out[-1], "about_author", "about_authors", "disclaimer"):
        title = _content(out.pop())
    if item.role == "disclaimer":
        disclaimer = Disclaimer(run, kind_of(item.kind))
        disclaimers = (*work.metadata.disclaimers, disclaimer)
        work.metadata = replace(work.metadata, disclaimers=disclaimers)
        return
    role = next(role for role in _ROLES if role == item.role)
    out.append(n.Section(role, run, title))


def _is_only_picture(block: n.Block) -> bool:
    return not _said(block) and any(query((block,), n.Image))


def _styled_positions(work: _Work, styled: Sequence[StyledText]) -> dict[int, StyledText]:
    """Return which block each styled paragraph is; of equal ones the later."""
    found: dict[int, StyledText] = {}
    words = [letters_of((block,)) for block in work.blocks]
    for item in reversed([item for item in styled if item.role not in _HEADS]):
        wanted = letters(item.text)
        for position in reversed(range(len(words))):
            if words[position] == wanted and wanted and position not in found:
                found[position] = item
                break
    return found


_ROLES: tuple[n.SectionRole, ...] = ("bio", "correction", "editors-note", "sidebar")


def _section_credits(work: _Work) -> None:
    """Make sections of closing headings that say "About the author" or "Disclaimer"."""
    out: list[n.Block] = []
    position = 0
    blocks = work.blocks
    while position < len(blocks):
        block = blocks[position]
        role = _role_of_heading(block)
        if not role or not isinstance(block, n.Heading):
            out.append(block)
            position += 1
            continue
        end = position + 1
        while end < len(blocks) and not _ends(blocks[end], block.level):
            end += 1
        content = tuple(blocks[position + 1 : end])
        if content:
            out.append(n.Section(role, content, merge_text(block.content)))
        else:
            out.append(block)
        position = end
    work.blocks = out


def _role_of_heading(block: n.Block) -> n.SectionRole | None:
    if not isinstance(block, n.Heading):
        return None
    if _is_label(block, "about_author", "about_authors"):
        return "bio"
    return "disclaimer" if _is_label(block, "disclaimer") else None


def _ends(block: n.Block, level: int) -> bool:
    if isinstance(block, n.Heading):
        return block.level <= level
    # A section or rule after a bio is no part of it; nor is an empty run of words.
    return isinstance(block, n.Section | n.Rule) or not any(block_texts((block,)))
