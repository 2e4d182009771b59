"""Bios and disclaimers from the metadata to the end of the text: the sections every writer renders.

`readers/lifting` is the way back, for readers of formats that hold them as text only.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.labels import all_labels, label
from articlepress.metadata import Disclaimer, Person
from articlepress.walk import block_texts, plain_text

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
        _key(block) for block in article.blocks if isinstance(block, n.Section) and block.is_credit
    )
    missing = []
    for section in wanted:
        if standing[_key(section)] > 0:
            standing[_key(section)] -= 1
        else:
            missing.append(section)
    return replace(article, blocks=(*article.blocks, *missing)) if missing else article


def split_credits(blocks: n.Blocks) -> tuple[n.Blocks, n.Blocks]:
    """Return the text, and the bios and disclaimers that end it."""
    end = len(blocks)
    while end and isinstance(last := blocks[end - 1], n.Section) and last.is_credit:
        end -= 1
    return blocks[:end], blocks[end:]


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
    kind = "" if disclaimer.kind == "opinion" else disclaimer.kind
    return n.Section("disclaimer", disclaimer.content, title, kind=kind)


def says_what_it_is(content: n.Blocks) -> bool:
    """Tell whether a disclaimer opens with a word of its own ("Disclaimer:", "Hinweis:")."""
    if content and isinstance(content[0], n.Heading):
        return True
    start = next(block_texts(content), "")
    if _LEAD.match(start):
        return True
    folded = start.casefold()
    return any(folded.startswith(word.casefold()) for word in all_labels("disclaimer"))
