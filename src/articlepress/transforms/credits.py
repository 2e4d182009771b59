"""Bios and disclaimers from the metadata to the end of the text, and back.

`place_credits` makes the sections every writer renders; `lift_credits` is for readers of formats
that hold them as text only.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.labels import all_labels, label
from articlepress.metadata import Disclaimer, Person
from articlepress.walk import block_texts, inline_text, plain_text

# A lead of at most four words before a colon names what the text is: "Disclaimer:", "Nota del
# editor:", "免责声明：".
_LEAD = re.compile(r"[^\s:：.!?]{2,}(?:\s[^\s:：.!?]+){0,3}\s?[:：]")


def place_credits(article: Article) -> Article:
    """Return the article with a section for each bio, then for each disclaimer, after its text.

    What already stands among the blocks stays where it stands, so a second run changes nothing.
    """
    metadata = article.metadata
    with_bio = [person for person in metadata.authors if person.bio]
    named = len(with_bio) > 1
    title = label("about_authors" if named else "about_author", metadata.language or "en")
    wanted = [
        _bio_section(person, title if number == 0 else "", named)
        for number, person in enumerate(with_bio)
    ]
    wanted += [_disclaimer_section(item, metadata.language) for item in metadata.disclaimers]
    standing = Counter(
        _key(block)
        for block in article.blocks
        if isinstance(block, n.Section) and block.role in ("bio", "disclaimer")
    )
    missing = []
    for section in wanted:
        if standing[_key(section)] > 0:
            standing[_key(section)] -= 1
        else:
            missing.append(section)
    return replace(article, blocks=(*article.blocks, *missing)) if missing else article


def _key(section: n.Section) -> tuple[str, str]:
    return section.role, " ".join(plain_text(section.content).split())


def _bio_section(person: Person, title: str, named: bool) -> n.Section:
    content: list[n.Block] = []
    if person.portrait is not None:
        content.append(n.Plain((person.portrait,)))
    if person.name and (named or not _begins_with_name(person)):
        content.append(n.Paragraph((n.Strong((n.Text(person.name),)),)))
    return n.Section("bio", (*content, *person.bio), (n.Text(title),) if title else ())


def _begins_with_name(person: Person) -> bool:
    start = next(block_texts(person.bio), "")
    return " ".join(start.split()).casefold().startswith(person.name.casefold())


def _disclaimer_section(disclaimer: Disclaimer, language: str) -> n.Section:
    own = says_what_it_is(disclaimer.content)
    title = () if own else (n.Text(label("disclaimer", language or "en")),)
    return n.Section("disclaimer", disclaimer.content, title)


def says_what_it_is(content: n.Blocks) -> bool:
    """Tell whether a disclaimer opens with a word of its own ("Disclaimer:", "Hinweis:")."""
    if content and isinstance(content[0], n.Heading):
        return True
    start = next(block_texts(content), "")
    if _LEAD.match(start):
        return True
    folded = start.casefold()
    return any(folded.startswith(word.casefold()) for word in all_labels("disclaimer"))


def lift_credits(article: Article) -> Article:
    """Return the article with bio and disclaimer sections taken from its blocks into its metadata.

    A bio goes to the author it names, or to the only author there is; one that belongs to nobody
    known stays among the blocks. What the metadata holds already is not added twice.
    """
    authors = list(article.metadata.authors)
    disclaimers = list(article.metadata.disclaimers)
    kept: list[n.Block] = []
    for block in article.blocks:
        if isinstance(block, n.Section) and block.role == "bio" and _lift_bio(block, authors):
            continue
        if isinstance(block, n.Section) and block.role == "disclaimer":
            _lift_disclaimer(block, disclaimers)
            continue
        kept.append(block)
    if len(kept) == len(article.blocks):
        return article
    metadata = replace(article.metadata, authors=tuple(authors), disclaimers=tuple(disclaimers))
    return replace(article, metadata=metadata, blocks=tuple(kept))


def _lift_bio(section: n.Section, authors: list[Person]) -> bool:
    """Put the section's bio to its author in the list; False where nobody is known for it."""
    content = list(section.content)
    portrait = _only_image(content[0]) if content else None
    if portrait is not None:
        del content[0]
    name = _only_strong(content[0]) if content else ""
    position = _author_at(authors, name, tuple(content))
    if position is None and not name:
        return False
    if position is None:
        authors.append(Person(name))
        position = len(authors) - 1
    person = authors[position]
    if person.bio and _flat(person.bio) == _flat(tuple(content)):
        return True
    if name and len(content) > 1 and name.casefold() == person.name.casefold():
        del content[0]
    if not person.bio:
        authors[position] = replace(
            person, bio=tuple(content), portrait=person.portrait or portrait
        )
        return True
    return _flat(person.bio) == _flat(tuple(content))


def _author_at(authors: list[Person], name: str, content: n.Blocks) -> int | None:
    start = next(block_texts(content), "").casefold()
    for number, person in enumerate(authors):
        folded = person.name.casefold()
        if folded and (name.casefold() == folded or (not name and start.startswith(folded))):
            return number
    # A bold opening that is nobody's name is part of the bio; the only author is whom it is about.
    return 0 if len(authors) == 1 and (not name or authors[0].bio == ()) else None


def _only_image(block: n.Block) -> n.Image | None:
    match block:
        case n.Plain((n.Image() as image,)) | n.Paragraph((n.Image() as image,)):
            return image
        case n.Figure((n.Plain((n.Image() as image,)),), caption, ()):
            # Pandoc's Markdown makes a caption of the alternative text.
            return image if inline_text(caption) in ("", image.alt) else None
    return None


def _only_strong(block: n.Block) -> str:
    match block:
        case n.Paragraph((n.Strong(content),)) | n.Plain((n.Strong(content),)):
            return " ".join(inline_text(content).split())
    return ""


def _lift_disclaimer(section: n.Section, disclaimers: list[Disclaimer]) -> None:
    if any(_flat(section.content) == _flat(known.content) for known in disclaimers):
        return
    for number, known in enumerate(disclaimers):
        if not known.content:  # its kind stood in the front matter, its words in the text
            disclaimers[number] = replace(known, content=section.content)
            return
    disclaimers.append(Disclaimer(section.content))


def _flat(content: n.Blocks) -> str:
    return " ".join(plain_text(content).split())
