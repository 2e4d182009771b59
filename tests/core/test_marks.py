"""Notes marked more than once: one mark carries the note, and each writer numbers it once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from articlepress import nodes as n
from articlepress.marks import Numbering, carry_notes, name_apart, note_contents, numbering_of
from articlepress.walk import query
from trees import p

CHARTS = n.Note((p("Ice charts."),), "charts")
AGAIN = n.Note((), "charts")
ALONE = n.Note((p("A note marked once."),))


def marks(blocks: n.Blocks) -> list[n.Note]:
    return list(query(blocks, n.Note))


def test_what_carries_its_notes_comes_back_as_the_same_object() -> None:
    blocks: n.Blocks = (p("One", CHARTS, ALONE), p("Two", AGAIN))

    assert carry_notes(blocks, {}) is blocks


def test_the_next_mark_carries_a_note_whose_first_mark_is_gone() -> None:
    whole: n.Blocks = (p("One", CHARTS), p("Two", AGAIN), p("Three", AGAIN))

    assert marks(carry_notes(whole[1:], note_contents(whole))) == [CHARTS, AGAIN]


def test_a_note_that_two_marks_carry_stands_at_the_first() -> None:
    assert marks(carry_notes((p(CHARTS, AGAIN, CHARTS),), {})) == [CHARTS, AGAIN, AGAIN]


def test_a_mark_whose_note_nobody_knows_goes() -> None:
    assert carry_notes((p("One", AGAIN, ALONE),), {}) == (p("One", ALONE),)


def test_a_note_that_names_itself_stays_outside_itself() -> None:
    note = n.Note((p("See this", AGAIN),), "charts")

    assert carry_notes((p("One", note),), {}) == (p("One", note),)


_NOTES = st.sampled_from("abc").flatmap(
    lambda name: st.sampled_from([n.Note((), name), n.Note((p(name),), name)])
)


@given(st.lists(st.lists(_NOTES, max_size=4).map(lambda found: p("x", *found)), max_size=4))
def test_each_name_has_one_carrying_mark_whatever_came_in(paragraphs: list[n.Block]) -> None:
    settled = carry_notes(tuple(paragraphs), {"a": (p("a"),)})

    carried = [note.name for note in marks(settled) if note.content]
    assert sorted(carried) == sorted({note.name for note in marks(settled)})
    assert carry_notes(settled, {}) is settled


def test_pages_put_together_keep_their_notes_apart() -> None:
    other = n.Note((p("Another note."),), "charts")
    taken = n.Note((p("A third."),), "charts-2")

    apart = name_apart((p("Two", other, AGAIN, taken),), {"charts"})

    names = [note.name for note in marks(apart)]
    assert names[0] == names[1]
    assert len({*names, "charts"}) == 3


def test_notes_are_numbered_by_their_first_mark_wherever_their_words_stand() -> None:
    numbering = numbering_of((p(AGAIN, ALONE, CHARTS),))

    numbers = [numbering.number(note) for note in (AGAIN, ALONE, CHARTS, ALONE)]

    assert numbers == [(1, True), (2, True), (1, False), (3, True)]
    assert numbering.notes == [CHARTS.content, ALONE.content, ALONE.content]
    assert Numbering().number(AGAIN) == (0, False)
