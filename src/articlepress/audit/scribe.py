"""The script of an article: its words in the order in which a reader meets them.

Takes an article as it was read, before any transform, and the `Manner` of a format, gives what an
output of that manner must say. No renderer has a part in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.audit.frame import frame_of, lead_figures
from articlepress.audit.script import NUMBER, Aside, Bag, Glued, Manner, Script, Where
from articlepress.audit.words import phrase, plain
from articlepress.marks import note_contents
from articlepress.render.ordinals import ordinal
from articlepress.render.pullquotes import repeated_quotes
from articlepress.urls import host
from articlepress.walk import inline_text, query


def script_of(article: Article, manner: Manner) -> Script:
    """Return what an output of that manner must say of the article."""
    known = note_contents(article.blocks)
    writer = _Scribe(manner, repeated_quotes(article.blocks), lead_figures(article), known=known)
    metadata = article.metadata
    writer.script.frame = frame_of(article, manner.numbers_links)
    writer.blocks(article.blocks)
    credits: list[tuple[Where, n.Blocks]] = [
        *(("bio", person.bio) for person in metadata.authors),
        *(("disclaimer", disclaimer.content) for disclaimer in metadata.disclaimers),
    ]
    if manner.notes == "before credits":
        writer.write_notes()
        for where, content in credits:
            writer.meet_notes(content)
            writer.write_notes(where)  # a cut takes notes of the text, never a credit's
    for where, content in credits:
        writer.turn(where)
        writer.blocks(content)
    if manner.notes == "before credits":
        writer.notes.clear()  # they are written
    writer.write_notes()
    return writer.script


@dataclass(slots=True)
class _Scribe:
    manner: Manner
    repeated: frozenset[int]
    lead: tuple[n.Figure, ...] = ()
    script: Script = field(default_factory=Script)
    notes: list[n.Note] = field(default_factory=list)
    known: Mapping[str, n.Blocks] = field(default_factory=dict)
    """Content of the notes marked more than once."""
    noted: set[str] = field(default_factory=set)
    """Those written: text and bio each carry a note that both mark."""
    passage: int = 0
    last: int = 0
    """Number of the last passage begun: one goes on after a note that stands in it."""
    at: Where = "body"
    in_table: int = 0
    """Tables around the words being written."""
    pending: str = ""
    raised: bool = False
    """The pending text follows the words before without a space, raised or lowered."""

    def turn(self, where: Where) -> None:
        self.at = where

    def say(self, text: str) -> None:
        self.pending += text

    def flush(self) -> None:
        """Turn the gathered characters into words."""
        script, before = self.script, len(self.script.words)
        script.words.add(self.pending)
        added = len(script.words) - before
        follows = before > 0 and script.passages[-1] == self.passage
        if self.raised and follows and added and self.pending[:1].strip():
            script.glued.add(before)
        script.passages += [self.passage] * added
        script.where += [self.at] * added
        self.pending, self.raised = "", False

    def aside(self, *words: str) -> None:
        self.flush()
        if words:
            self.script.asides.setdefault(len(self.script.words), []).append(Aside(words))

    def bag(self, words: Iterable[str], required: bool, glued: Glued | None = None) -> None:
        self.flush()
        bag = Bag(Counter(words), required, self.at, glued or {})
        self.script.bags.setdefault(len(self.script.words), []).append(bag)

    def end_passage(self) -> None:
        self.flush()
        self.last += 1
        self.passage = self.last

    def meet_notes(self, blocks: n.Blocks) -> None:
        """Gather the notes of a credit, which stand before it."""
        inner = _Scribe(self.manner, self.repeated, known=self.known, noted=self.noted)
        inner.blocks(blocks)
        self.notes += inner.notes

    def write_notes(self, where: Where = "note") -> None:
        """Write the notes gathered so far; notes inside notes follow."""
        at, self.at = self.at, where
        for note in self.notes:
            self.end_passage()
            self.blocks(note.content)
        self.notes.clear()
        self.at = at

    def passage_of(self, content: n.Inlines) -> None:
        self.end_passage()
        self.inlines(content)
        self.end_passage()

    def blocks(self, blocks: n.Blocks) -> None:
        for block in blocks:
            self.block(block)

    def block(self, block: n.Block) -> None:
        match block:
            case n.Plain(content) | n.Paragraph(content) | n.Heading(_, content):
                self.passage_of(content)
            case n.CodeBlock(text):
                self.end_passage()
                self.say(text)
            case n.LineBlock(lines):
                for line in lines:
                    self.passage_of(line)
            case n.BulletList(items):
                for item in items:
                    self.blocks(item)
            case n.OrderedList(items, start, style):
                for number, item in enumerate(items, start):
                    self.end_passage()
                    self.aside(ordinal(number, style).casefold())
                    self.blocks(item)
            case n.DefinitionList(items):
                for definition in items:
                    self.passage_of(definition.term)
                    for description in definition.descriptions:
                        self.blocks(description)
            case n.Table():
                self.table(block)
            case n.Quote(content, attribution):
                self.blocks(content)
                self.passage_of(attribution)
            case n.PullQuote():
                self.pull_quote(block)
            case n.Figure():
                self.figure(block)
            case n.Section(_, content, title):
                self.passage_of(title)
                self.blocks(content)
            case n.Embed():
                self.embed(block)
            case n.RawBlock(_, text):
                self.bag(phrase(text), required=False)
            case n.Rule():
                pass
            case _:
                assert_never(block)
        self.end_passage()

    def table(self, table: n.Table) -> None:
        self.passage_of(table.caption)
        cells = [c for row in (*table.head, *table.body, *table.foot) for c in row.cells]
        if self.manner.repeats_headings and table.head:
            self.headed_table(table)
            return
        if not self.manner.draws_tables:
            self.in_table += 1
            for cell in cells:
                self.blocks(cell.content)
            self.in_table -= 1
            return
        inner = _Scribe(self.manner, self.repeated)
        for cell in cells:
            inner.blocks(cell.content)
        self.bag(_every_word(inner.script), required=True, glued=_every_run(inner.script))
        self.bag((w for aside in _asides(inner.script) for w in aside.words), required=False)
        self.notes += inner.notes

    def headed_table(self, table: n.Table) -> None:
        """Write a table whose headings may stand above it or before every value."""
        heads = []
        for row in table.head:
            for cell in row.cells:
                inner = _Scribe(self.manner, self.repeated)
                inner.blocks(cell.content)
                heads.append(tuple(_every_word(inner.script)))
        self.script.somewhere += [words for words in heads if words]
        for words in heads:  # those with a picture stand in a row of their own too
            self.aside(*words)
        for row in (*table.body, *table.foot):
            for cell in row.cells:
                for words in dict.fromkeys(heads):
                    self.aside(*words)
                self.blocks(cell.content)

    def figure(self, figure: n.Figure) -> None:
        self.blocks(figure.content)
        for content in (figure.caption, figure.credit):
            if figure in self.lead:  # it may stand above the text; its words go with it
                self.loose(content)
            else:
                self.passage_of(content)

    def loose(self, content: n.Inlines) -> None:
        """Let words stand here or elsewhere, the numbers of their links among them."""
        inner = _Scribe(self.manner, self.repeated, known=self.known, noted=self.noted)
        inner.passage_of(content)
        self.notes += inner.notes
        asides, words = inner.script.asides, inner.script.words.folded
        if not asides:
            self.aside(*phrase(inline_text(content)))  # what is raised as one with its word
            return
        start = 0
        for place in sorted({*asides, len(words)}):
            self.aside(*words[start:place])
            for aside in asides.get(place, ()):
                self.aside(*aside.words)
            start = place

    def pull_quote(self, quote: n.PullQuote) -> None:
        if id(quote) not in self.repeated:
            self.blocks(quote.content)
            self.passage_of(quote.attribution)
            return
        inner = _Scribe(self.manner, self.repeated)
        inner.blocks(quote.content)
        inner.passage_of(quote.attribution)
        self.aside(*_every_word(inner.script))

    def embed(self, embed: n.Embed) -> None:
        self.blocks(embed.fallback)
        self.end_passage()
        self.aside(*phrase(embed.provider))
        if embed.title:
            self.say(embed.title)
        else:
            self.aside(*phrase(embed.url))
            # Paper shows an address without its scheme.
            self.aside(*phrase(embed.url.partition("://")[2].rstrip("/")))
        if self.manner.numbers_links:
            self.aside(*NUMBER)

    def inlines(self, content: n.Inlines) -> None:
        for node in content:
            self.inline(node)

    def inline(self, node: n.Inline) -> None:
        match node:
            case n.Text(text) | n.Code(text):
                self.say(text)
            case n.LineBreak():
                self.say("\n")
            case n.Superscript(content) | n.Subscript(content):
                self.part()
                self.inlines(content)
                self.part()
            case n.Math(tex, mathml):
                self.bag((*phrase(tex), *phrase(_without_tags(mathml))), required=False)
            case n.Link(content, url):
                if any(not image.alt for image in query(content, n.Image)):
                    self.aside(*phrase(host(url)))  # says where a picture without words leads
                self.inlines(content)
                if self.manner.numbers_links:
                    self.aside(*NUMBER)
            case n.Image(_, alt):
                self.aside(*phrase(alt))
            case n.Note():
                self.note(node)
            case n.Ruby(base, reading):
                self.inlines(base)
                self.part()
                self.inlines(reading)
                self.part()
            case n.RawInline(_, text):
                self.bag(phrase(text), required=False)
            case _:
                self.inlines(node.content)

    def part(self) -> None:
        self.flush()
        self.raised = True

    def note(self, note: n.Note) -> None:
        self.aside(*NUMBER)
        if self.in_table > 0 and self.manner.opens_table_notes:
            inner = _Scribe(self.manner, self.repeated)
            inner.blocks(note.content or self.known.get(note.name, ()))
            words = tuple(_every_word(inner.script))
            self.aside(*words)
            self.script.frame.add(" ".join(words))
            self.script.somewhere += [words] if words else []
            return
        if not note.content or note.name in self.noted:
            return  # a further mark of a note that stands whole at another
        if note.name:
            self.noted.add(note.name)
        if self.manner.notes != "marks":
            self.notes.append(note)
            return
        passage, at = self.passage, self.at
        self.at = "note"
        for block in note.content:
            self.block(block)
        self.flush()
        self.passage, self.at = passage, at


def _every_word(script: Script) -> list[str]:
    bags = (bag for found in script.bags.values() for bag in found if bag.required)
    return [*script.words.folded, *(word for bag in bags for word in bag.words.elements())]


def _every_run(script: Script) -> Glued:
    """Return the runs that may stand as one word, those in drawn tables included."""
    runs = script.runs()
    for bag in (bag for found in script.bags.values() for bag in found):
        runs |= {word: runs.get(word, frozenset()) | more for word, more in bag.glued.items()}
    return runs


def _asides(script: Script) -> list[Aside]:
    return [aside for found in script.asides.values() for aside in found]


def _without_tags(markup: str) -> str:
    import re  # imported here: only formulas need it

    return plain(re.sub(r"<[^<>]*>", " ", markup))
