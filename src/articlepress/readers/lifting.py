"""Bio and disclaimer sections from the text back into the metadata.

The way back of `transforms/credits`, for readers of formats that hold credits as text only.
"""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.metadata import Disclaimer, DisclaimerKind, Person
from articlepress.walk import block_texts, inline_text, plain_text

_KINDS: dict[str, DisclaimerKind] = {kind: kind for kind in get_args(DisclaimerKind)}


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
    disclaimers.append(Disclaimer(section.content, kind_of(section.kind)))


def kind_of(word: str) -> DisclaimerKind:
    """Return the kind of disclaimer a word names; any other word is the usual one."""
    return _KINDS.get(word, "opinion")


def _flat(content: n.Blocks) -> str:
    return " ".join(plain_text(content).split())
