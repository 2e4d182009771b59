"""Notes and their marks: which note a mark means, and which number it has.

A note marked once stands whole at its mark. One marked more often has a name: its first mark
carries its content, the others (`Note((), name)`) have the name alone. Readers and transforms keep
that by `carry_notes`; writers ask a `Numbering`, which needs no order among the marks.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace

from articlepress import nodes as n
from articlepress.walk import query, transform


def note_contents(blocks: Iterable[n.Node]) -> dict[str, n.Blocks]:
    """Return the content of each named note, as the first mark that carries it has it."""
    found: dict[str, n.Blocks] = {}
    for note in query(blocks, n.Note):
        if note.name and note.content:
            found.setdefault(note.name, note.content)
    return found


def carry_notes(blocks: n.Blocks, known: Mapping[str, n.Blocks]) -> n.Blocks:
    """Return the blocks with each named note's content at one mark, or the same object.

    A note whose carrying mark is gone is carried by the next one, with the content `known` of it;
    a mark whose note nobody knows goes.
    """
    if not any(note.name for note in query(blocks, n.Note)):
        return blocks
    here = note_contents(blocks)
    carried: set[str] = set()

    def settled(note: n.Note) -> n.Note | None:
        name = note.name
        if not name or (name in here and not note.content):
            return note
        if name in carried:
            return replace(note, content=()) if note.content else note
        content = note.content or known.get(name, ())
        if not content:
            return None
        carried.add(name)
        return note if note.content else replace(note, content=content)

    return transform(blocks, {n.Note: settled})


def own_notes(blocks: n.Blocks, known: Mapping[str, n.Blocks], owner: str) -> n.Blocks:
    """Return the blocks with the content of their notes, by names that are the owner's.

    So parts of several articles can stand in one: pages of one theme name their notes alike.
    `known` holds the notes of the whole article.
    """

    def owned(note: n.Note) -> n.Note:
        return replace(note, name=f"{owner}-{note.name}") if note.name else note

    return transform(carry_notes(blocks, known), {n.Note: owned})


def name_apart(blocks: n.Blocks, taken: Container[str]) -> n.Blocks:
    """Return the blocks with other names for notes that bear one of those taken."""
    own = {note.name for note in query(blocks, n.Note)}
    names: dict[str, str] = {}
    for name in sorted(own):
        fresh, number = name, 1
        while name and (fresh in taken or (number > 1 and fresh in own)):
            number += 1
            fresh = f"{name}-{number}"
        names[name] = fresh
        own.add(fresh)
    return transform(blocks, {n.Note: lambda note: _named(note, names[note.name])})


def _named(note: n.Note, name: str) -> n.Note:
    return note if note.name == name else replace(note, name=name)


@dataclass(slots=True)
class Numbering:
    """The notes a writer has met, numbered from 1 in the order of their first marks."""

    known: Mapping[str, n.Blocks] = field(default_factory=dict)
    """Content of the named notes of everything that is written."""
    notes: list[n.Blocks] = field(default_factory=list)
    """Content of each note met, in the order of their numbers."""
    numbers: dict[str, int] = field(default_factory=dict)
    """Name of a note marked more than once -> its number."""

    def number(self, note: n.Note) -> tuple[int, bool]:
        """Return the number of a mark's note, and whether it is met for the first time.

        The number is 0 where nobody knows the note.
        """
        if note.name in self.numbers:
            return self.numbers[note.name], False
        content = self.content(note)
        if note.name and not content:
            return 0, False
        self.notes.append(content)
        if note.name:
            self.numbers[note.name] = len(self.notes)
        return len(self.notes), True

    def content(self, note: n.Note) -> n.Blocks:
        """Return the content of the note that a mark means."""
        return note.content or self.known.get(note.name, ())


def numbering_of(blocks: Iterable[n.Node]) -> Numbering:
    """Return the numbering of what a writer is given, with no note met yet."""
    return Numbering(note_contents(blocks))
