"""Bios without a box of their own: below "About the author", or in sentences that say who it is.

The words are data (`rules/bio-text.toml`). The farther from the text's end, and the less of the
name a paragraph gives, the plainer it must speak of the author.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from articlepress.page.credits_boxes import (
    MAX_BIO_WORDS,
    BioBox,
    author_around,
    holds_body,
    is_prose,
    words_of,
)
from articlepress.page.credits_context import Context
from articlepress.page.credits_disclaimers import is_on_earnings
from articlepress.page.credits_speech import (
    begins_with_name,
    introduced,
    is_label,
    is_label_of,
    is_of_one_person,
    is_prompt,
    is_speech,
    names_in,
    points,
    speaks_of_first_name,
    speaks_of_writer,
)
from articlepress.page.dates import read_date
from articlepress.page.names import folded_name
from articlepress.page.rules import Rule

MAX_POINTS = 5
BELOW_BODY = 14
"""Lines below the body's end in which an unmarked bio stands."""
END_OF_BODY = 10
"""Last lines of the body in which an unmarked bio stands."""
PROSE_SIZE = 100
"""Letters of a paragraph, which titles and links of a list below the text do not have."""
LAST_PARAGRAPHS = 2
LAST_LINES = 4
"""Last lines of the body in which a paragraph with a first name alone may be a bio."""
PLAIN_POINTS = 4
"""Points of a paragraph that says plainly who the author is: name, verb, work or person."""

_LABELLED = Rule("bio/label", "", "stands below a line such as “About the author”")
_SPOKEN = Rule("bio/sentence", "", "begins with the author's name and says what they do")
_INTRODUCED = Rule("bio/introduction", "", "the author introduces themselves by name")
_WITNESSED = Rule("bio/data", "", "repeats the description of the author in the page's data")


def labelled_boxes(context: Context, stated: frozenset[int]) -> Iterator[BioBox]:
    """Yield the paragraphs below a line such as "About the author"."""
    flat = context.flat
    for index, block in enumerate(flat.blocks):
        # "Written by" above the text is a byline; what follows is the article.
        if context.first - 2 <= index <= context.last - 2 * END_OF_BODY:
            continue
        if context.foreign[block.element] or not _is_label(context, block.text):
            continue
        prose = []
        for following in range(index + 1, min(index + 6, len(flat.blocks))):
            if context.foreign[flat.blocks[following].element] or following in stated:
                break
            if is_prose(context, following):
                prose.append(following)
            elif prose or (context.is_heading(following) and following > index + 2):
                break
        text = "\n\n".join(flat.blocks[b].text for b in prose)
        if not prose or len(text.split()) > MAX_BIO_WORDS:
            continue
        told = points(text, context.names)
        if _is_of_company(context, text) and not is_label(block.text):
            continue
        if names_in(block.text, context.names):
            needed = 1 if index > context.last else 3
        else:
            needed = 2 if names_in(text, context.names) or index > context.last else MAX_POINTS
        if told < needed:
            continue
        box = _unmarked(context, tuple(prose), text, (_LABELLED, 3), stated)
        yield replace(box, above=tuple(range(index, prose[0])))


def _is_label(context: Context, text: str) -> bool:
    return is_label(text) or is_label_of(text, context.names)


def spoken_boxes(context: Context, stated: frozenset[int]) -> Iterator[BioBox]:
    """Yield paragraphs near the body's ends that speak of an author, or repeat the data's bio."""
    flat = context.flat
    witnesses = {
        folded_name(person.description)[:60]: person.name
        for person in context.people
        if len(person.description) > 40
    }
    closing = _closing(context)
    early = min(closing, context.last - END_OF_BODY + 1)
    whole = tuple(person.name for person in context.people if " " in person.name)
    for index, block in enumerate(flat.blocks):
        if block.size < 25 or context.foreign[block.element] or index in stated:
            continue
        # Most of the body: nothing there is a bio, unless the page's data knows its words or it
        # begins with an author's whole name, as a note amid a guide does.
        amid = context.in_body[index] and index < early
        if amid and not witnesses and not block.text.startswith(whole):
            continue
        if not is_prose(context, index) or words_of(block) > MAX_BIO_WORDS // 2:
            continue
        folded = folded_name(block.text[:200]) if witnesses else ""
        if any(witness and witness in folded for witness in witnesses):
            yield _unmarked(context, (index,), block.text, (_WITNESSED, 3), stated)
        elif _speaks_of_author(context, index, closing):
            yield _unmarked(context, (index,), block.text, (_SPOKEN, 2), stated)
        elif _introduces_author(context, index, closing):
            yield _unmarked(context, (index,), block.text, (_INTRODUCED, 2), stated)


def _speaks_of_author(context: Context, index: int, closing: int) -> bool:
    """Tell whether a paragraph speaks of an author; the farther it stands, the plainer it must."""
    text = context.flat.blocks[index].text
    near = _stands_for_bio(context, index) or index >= closing
    if any(begins_with_name(text, name) for name in context.names):
        needed = PLAIN_POINTS if index > context.last else MAX_POINTS
        plain = near or points(text, context.names) >= needed
        return plain and not _is_of_else(context, text)
    if not near or (context.in_body[index] and index < closing):
        return False
    if speaks_of_writer(text):
        return len(context.people) <= 1 and not _is_of_else(context, text)
    return (
        any(speaks_of_first_name(text, name) for name in context.names)
        and points(text, context.names) >= PLAIN_POINTS
        and not _is_of_else(context, text)
    )


def _is_of_else(context: Context, text: str) -> bool:
    """Tell whether a paragraph with an author's name is a call, an entry of a listing, a company's
    word on itself, what the author says in an interview, or a word on earnings."""
    return (
        is_prompt(text)
        or bool(read_date(text[:DATE_WORDS]))
        or _is_of_company(context, text)
        or any(is_speech(text, name) for name in context.names)
        or is_on_earnings(text)
    )


def _is_of_company(context: Context, text: str) -> bool:
    """Tell whether a paragraph speaks of the company or site that signs, and of no person."""
    return bool(context.companies) and (
        bool(names_in(text, context.companies)) and not is_of_one_person(text)
    )


DATE_WORDS = 20
"""Characters in which a line of a listing gives its date."""


def _introduces_author(context: Context, index: int, closing: int) -> bool:
    """Tell whether the author introduces themselves in a paragraph that is none of the body."""
    if context.in_body[index] and index < closing:
        return False
    block = context.flat.blocks[index]
    name = folded_name(introduced(block.text))
    if not name:
        return False
    told = points(block.text, (*context.names, name))
    if any(set(name.split()) & set(author.split()) for author in context.names):
        return told >= PLAIN_POINTS - 1
    # A blog without bylines, or signed by itself.
    unsigned = context.companies.issuperset(context.names)
    return unsigned and told >= PLAIN_POINTS and (bool(context.names) or not context.in_body[index])


def _closing(context: Context) -> int:
    """Return the block from which the body's last paragraphs follow, however many lines of links
    or titles stand between and below them."""
    prose = [
        index
        for index, block in enumerate(context.flat.blocks)
        if context.in_body[index] and block.size >= PROSE_SIZE and 2 * block.linked < block.size
    ]
    last = prose[-LAST_PARAGRAPHS] if len(prose) > LAST_PARAGRAPHS else context.last
    return min(last, context.last - LAST_LINES + 1)


def _stands_for_bio(context: Context, index: int) -> bool:
    if context.in_body[index]:
        return index > context.last - END_OF_BODY
    return index <= context.last + BELOW_BODY


def _unmarked(
    context: Context,
    prose: tuple[int, ...],
    text: str,
    found: tuple[Rule, int],
    stated: frozenset[int],
) -> BioBox:
    people = {folded_name(person.name): person.name for person in context.people}
    named = names_in(text, people)
    name = people[named[0]] if named else ""
    name = name or introduced(text)
    element = context.flat.blocks[prose[0]].element
    if not name and context.people:
        alone = len(context.people) == 1
        name = context.people[0].name if alone else author_around(context, element)
    for block in prose[1:]:
        element = _common(context, element, context.flat.blocks[block].element)
    if holds_body(context, element, stated.union(prose)):
        element = -1
    return BioBox(prose, element, name, *found, text)


def _common(context: Context, one: int, other: int) -> int:
    elements = context.flat.elements
    while one != other:
        # Elements are numbered in document order, so the later one is never the ancestor.
        if one > other:
            one = elements[one].parent
        else:
            other = elements[other].parent
    return one
