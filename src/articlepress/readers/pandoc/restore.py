"""Credits found again in a document: by the record, by styles, by headings.

What the document says wins over what the record says of it: a name, a title or a bio that somebody
changed in Word is the new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.codec.record import Mark, Record, letters, letters_of
from articlepress.labels import all_labels
from articlepress.metadata import Disclaimer, Person
from articlepress.readers.lifting import kind_of, lift_credits
from articlepress.readers.pandoc.containers import StyledText
from articlepress.readers.pandoc.restore_head import merge, take_head, take_hero, take_styled_head
from articlepress.readers.pandoc.restoring import HEADS, Restoring, content_of, said_by
from articlepress.walk import block_texts, inline_text, merge_text, query


def restore(article: Article, record: Record | None, styled: Sequence[StyledText]) -> Article:
    """Return the article with its metadata whole and its credits as fields."""
    work = Restoring(article.metadata, list(article.blocks))
    take_styled_head(work, styled)
    if record is not None:
        merge(work, record)
        take_head(work, record.metadata)
        take_hero(work, record.metadata)
        for mark in record.marks:
            _take_mark(work, mark)
    _take_styled_credits(work, styled)
    _section_credits(work)
    restored = replace(article, metadata=work.metadata, blocks=tuple(work.blocks))
    return lift_credits(restored)


def _take_mark(work: Restoring, mark: Mark) -> None:
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
    return said_by(block) in ("", letters(person.portrait.alt))


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


def _take_styled_credits(work: Restoring, styled: Sequence[StyledText]) -> None:
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


def _add_credit(work: Restoring, item: StyledText, run: n.Blocks, out: list[n.Block]) -> None:
    """Put a run of styled blocks where it belongs, with the heading and picture before it."""
    if item.role == "pull-quote":
        out.append(n.PullQuote(run))
        return
    if item.role == "bio" and out and _is_only_picture(out[-1]):
        run = (out.pop(), *run)
    title: n.Inlines = ()
    if out and _is_label(out[-1], "about_author", "about_authors", "disclaimer"):
        title = content_of(out.pop())
    if item.role == "disclaimer":
        disclaimer = Disclaimer(run, kind_of(item.kind))
        disclaimers = (*work.metadata.disclaimers, disclaimer)
        work.metadata = replace(work.metadata, disclaimers=disclaimers)
        return
    role = next(role for role in _ROLES if role == item.role)
    out.append(n.Section(role, run, title))


def _is_only_picture(block: n.Block) -> bool:
    return not said_by(block) and any(query((block,), n.Image))


def _styled_positions(work: Restoring, styled: Sequence[StyledText]) -> dict[int, StyledText]:
    """Return which block each styled paragraph is; of equal ones the later."""
    found: dict[int, StyledText] = {}
    words = [letters_of((block,)) for block in work.blocks]
    for item in reversed([item for item in styled if item.role not in HEADS]):
        wanted = letters(item.text)
        for position in reversed(range(len(words))):
            if words[position] == wanted and wanted and position not in found:
                found[position] = item
                break
    return found


_ROLES: tuple[n.SectionRole, ...] = ("bio", "correction", "editors-note", "sidebar")


def _section_credits(work: Restoring) -> None:
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
