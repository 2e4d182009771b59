"""The tree as pandoc's writers show it best: what only our own outputs understand is put plainly.

Takes an article with its credits in place, gives pandoc's JSON. Title and byline stand where the
format's template shows them, else in the text; roles become styles where the format has styles and
headings elsewhere; attributes of ours that mean nothing to a writer are taken off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from articlepress import nodes as n
from articlepress.article import Article, AssetRef
from articlepress.codec.pandoc import API_VERSION
from articlepress.codec.pandoc_write import attr, blocks_to, inlines_to, number_marks, text_to
from articlepress.labels import date_text, label
from articlepress.listings import bare
from articlepress.marks import carry_notes, note_contents
from articlepress.metadata import Metadata, Person
from articlepress.pandoc.table import PandocFormat
from articlepress.render.pullquotes import repeated_quotes
from articlepress.walk import inline_text, query, transform
from articlepress.writers.pandoc.tables import regular

# Any below is a JSON value of pandoc's.
Json = dict[str, Any]

RECORD_KEY = "articlepress"
RECORD_PIECE = 240
"""Characters of a document property: Word's own dialogs cut a text after 255."""
STYLED = frozenset({"docx", "odt", "opendocument", "pptx", "icml"})
"""Formats in which `custom-style` names a paragraph's style."""
ONE_BYLINE = frozenset({"rst"})
"""Formats whose reader takes a second author for part of the text."""
STYLES = {
    "bio": "Author Bio",
    "disclaimer": "Disclaimer",
    "pull-quote": "Pull Quote",
    "attribution": "Attribution",
    "kicker": "Kicker",
    "standfirst": "Standfirst",
    "correction": "Correction",
    "editors-note": "Editor's Note",
    "sidebar": "Sidebar",
}
_BRACKETED = frozenset(
    ("commonmark", "fb2", "haddock", "jira", "man", "muse", "plain", "rst", "textile", "zimwiki")
)
"""Formats in which pandoc shows a note's mark as [2], or raises no figure: a raised 2 beside a
number would be a part of it."""
_OURS = frozenset({"ap", "mathml", "url", "provider", "title", "thumbnail", "cite", "note"})


def dressed(article: Article, format: PandocFormat, record: str) -> Json:
    """Return the article as the JSON of a document for one format."""
    in_text = format.head == "none"
    shift = format.shift + in_text
    tree = _plainer(article.blocks)
    if format.pictures == "inside":

        def lost(section: n.Section) -> n.Section:
            return _without_lost_portrait(section, article.assets)

        tree = transform(tree, {n.Section: lost})
    blocks = [*_opening(article, format), *blocks_to(tree)]
    number_marks(blocks, bracketed=format.name in _BRACKETED)
    dress = _Dress(format, shift)
    return {
        "pandoc-api-version": API_VERSION,
        "meta": {} if in_text else _meta(article.metadata, format, record),
        "blocks": _paragraphs(dress.blocks(blocks)),
    }


def _plainer(blocks: n.Blocks) -> n.Blocks:
    """Return blocks without what has a plain form in every format."""
    repeated = repeated_quotes(blocks)

    def ruby(node: n.Ruby) -> tuple[n.Node, ...]:
        return (*node.base, n.Text(" ("), *node.reading, n.Text(")"))

    def math(node: n.Math) -> n.Node:
        return n.Math(node.tex, "", node.display) if node.tex else n.Text(inline_text((node,)))

    linked = {link.url[1:] for link in query(blocks, n.Link) if link.url.startswith("#")}

    def listing(block: n.CodeBlock) -> n.CodeBlock | n.Blocks:
        return bare(block, linked)

    kept = tuple(block for block in blocks if id(block) not in repeated)
    kept = transform(kept, {n.Ruby: ruby, n.Math: math, n.Table: regular, n.CodeBlock: listing})
    return carry_notes(kept, note_contents(blocks))


def _without_lost_portrait(section: n.Section, assets: Mapping[str, AssetRef]) -> n.Section:
    """Return a bio without a portrait whose bytes are not here: its words are the name again."""
    match section.content:
        case (n.Plain((n.Image(src),)), *rest) if section.role == "bio" and src not in assets:
            return replace(section, content=tuple(rest))
    return section


def shown_authors(metadata: Metadata) -> tuple[Person, ...]:
    """Return the people a byline names: the authors, or everybody where none is called that."""
    return metadata.named_authors or tuple(person for person in metadata.authors if person.name)


def _meta(metadata: Metadata, format: PandocFormat, record: str) -> Json:
    meta: Json = {}
    title = metadata.title or (n.Text(label("untitled", metadata.language)),)
    meta["title"] = _inlines(inlines_to(title))
    if metadata.subtitle:
        meta["subtitle"] = _inlines(inlines_to(metadata.subtitle))
    people = shown_authors(metadata)
    jats = format.name.startswith("jats")
    if people:
        if format.name in ONE_BYLINE:
            people = (Person(", ".join(person.name for person in people)),)
        authors = [_jats_name(person) if jats else _name(person) for person in people]
        meta["author"] = {"t": "MetaList", "c": authors}
    if metadata.published:
        shown = date_text(metadata.published, metadata.language)
        meta["date"] = _inlines(text_to(metadata.published.iso if jats else shown))
    for key, text in (
        ("lang", metadata.language),
        ("dir", metadata.direction),
        ("description", metadata.description),
        ("rights", metadata.licence),
        # Without one pandoc's EPUB draws a new identifier each time.
        ("identifier", metadata.canonical_url if format.name.startswith("epub") else ""),
    ):
        if text:
            meta[key] = {"t": "MetaString", "c": text}
    if metadata.tags:
        meta["keywords"] = {"t": "MetaList", "c": [_keyword(t, format) for t in metadata.tags]}
    if jats and metadata.site.name:
        name = {"t": "MetaString", "c": metadata.site.name}
        meta["journal"] = {"t": "MetaMap", "c": {"title": name, "publisher-name": name}}
    if record and format.name in STYLED:
        for number in range(0, len(record), RECORD_PIECE):
            key = f"{RECORD_KEY}-{number // RECORD_PIECE + 1:03}"
            meta[key] = {"t": "MetaString", "c": record[number : number + RECORD_PIECE]}
    return meta


def _keyword(tag: str, format: PandocFormat) -> Json:
    if format.name != "typst":
        return _inlines(text_to(tag))
    # Its template takes keywords for code: a bare word would be a variable's name.
    quoted = tag.replace("\\", "\\\\").replace('"', '\\"')
    return _inlines([{"t": "RawInline", "c": ["typst", f'"{quoted}"']}])


def _name(person: Person) -> Json:
    return _inlines(text_to(person.name))


def _jats_name(person: Person) -> Json:
    # JATS parts names; pandoc reads back those in parts only.
    last, comma, first = person.sort_name.partition(", ")
    if not comma:
        first, _, last = person.name.rpartition(" ")
    parts = {"surname": last, "given-names": first, "email": person.email}
    return {
        "t": "MetaMap",
        "c": {key: {"t": "MetaString", "c": value} for key, value in parts.items() if value},
    }


def _inlines(content: list[Json]) -> Json:
    return {"t": "MetaInlines", "c": content}


def _opening(article: Article, format: PandocFormat) -> list[Json]:
    """Return title block and lead picture as far as the template does not show them."""
    metadata = article.metadata
    out: list[Json] = []
    if format.head == "none":
        title = metadata.title or (n.Text(label("untitled", metadata.language)),)
        out.append({"t": "Header", "c": [0, attr(), inlines_to(title)]})
    out += _line("kicker", inlines_to(metadata.kicker))
    if format.head != "full":
        emphasized: n.Inlines = (n.Emph(metadata.subtitle),) if metadata.subtitle else ()
        out += _line("subtitle", inlines_to(emphasized))
    out += _line("standfirst", inlines_to(metadata.standfirst))
    if format.head == "none":
        out += _line("byline", text_to(byline_text(metadata)))
        if metadata.published:
            out += _line("date", text_to(date_text(metadata.published, metadata.language)))
    hero = metadata.hero
    if hero and all(image.src != hero.image.src for image in query(article.blocks, n.Image)):
        out += blocks_to((n.Figure((n.Plain((hero.image,)),), hero.caption, hero.credit),))
    return out


def byline_text(metadata: Metadata) -> str:
    """Return "By A, B" in the article's language, or nothing."""
    names = ", ".join(person.name for person in shown_authors(metadata))
    return f"{label('by', metadata.language)} {names}" if names else ""


def _line(role: str, content: list[Json]) -> list[Json]:
    if not content:
        return []
    inner = {"t": "Para", "c": content}
    return [{"t": "Div", "c": [attr("", (role,), ap="line"), [inner]]}]


class _Dress:
    """One pass over the JSON: roles to styles or headings, our attributes off, levels shifted."""

    def __init__(self, format: PandocFormat, shift: int) -> None:
        self.format = format
        self.shift = shift
        self.styled = format.name in STYLED

    def blocks(self, items: list[Json]) -> list[Json]:
        out: list[Json] = []
        for item in items:
            out += self.block(item)
        return out

    def block(self, item: Json) -> list[Json]:
        match item["t"]:
            case "Div":
                return self._div(item["c"])
            case "Header":
                level, attributes, content = item["c"]
                level = max(1, min(6, level + self.shift))
                return [{"t": "Header", "c": [level, attributes, self.any(content)]}]
            case _:
                return [self.any(item)]

    def any(self, value: Any) -> Any:
        """Return any part of a document dressed; lists of blocks and inlines may grow or shrink."""
        if isinstance(value, list):
            out: list[Any] = []
            for item in value:
                if isinstance(item, dict) and item.get("t") in ("Div", "Header"):
                    out += self.block(item)
                elif isinstance(item, dict) and item.get("t") == "Span":
                    out += self._span(item["c"])
                else:
                    out.append(self.any(item))
            return out
        if isinstance(value, dict) and "c" in value:
            content = value["c"]
            if value["t"] in ("Table", "Figure"):
                return {**value, "c": [_bare(content[0]), *map(self._table_part, content[1:])]}
            return {**value, "c": self.any(content)} if isinstance(content, list) else value
        return value

    def _table_part(self, value: Any) -> Any:
        """Return part of a table with the marks of header cells taken off."""
        if isinstance(value, list):
            if len(value) == 3 and isinstance(value[0], str) and isinstance(value[2], list):
                return _bare(value)
            if value and all(isinstance(x, dict) and x.get("t") in _BLOCKS for x in value):
                return self.blocks(value)
            return [self._table_part(item) for item in value]
        return self.any(value)

    def _div(self, c: Any) -> list[Json]:
        (ident, classes, pairs), content = c
        ours = dict(pairs).get("ap", "")
        role = classes[0] if classes else ""
        if ours == "title":
            return self._title(content)
        if ours == "attribution":
            return self._in_style("attribution", [_dashed(item) for item in self.blocks(content)])
        inner = _paragraphs(self.blocks(content))
        if ours == "pull-quote":
            quote = [{"t": "BlockQuote", "c": inner}]
            return self._in_style("pull-quote", inner) if self.styled else quote
        if ours == "line" and not self.styled:
            return inner if self.format.head != "full" else [_div(attr("", (role,)), inner)]
        if ours in ("quote", "embed"):
            return inner
        bare = [ident, classes, [pair for pair in pairs if pair[0] not in _OURS]]
        if self.styled and role in STYLES:
            return self._in_style(role, inner, bare, dict(pairs).get("kind", ""))
        if bare == ["", [], []] or bare == ["", ["group"], []]:
            return inner
        return [_div(bare, inner)]

    def _title(self, content: list[Json]) -> list[Json]:
        """Return a section's title as a heading right below the article's title."""
        inner = [part for item in content for part in item.get("c", ())]
        level = max(1, min(6, 1 + self.shift))
        return [{"t": "Header", "c": [level, ["", ["unnumbered"], []], self.any(inner)]}]

    def _in_style(
        self, role: str, inner: list[Json], attributes: Any = None, kind: str = ""
    ) -> list[Json]:
        if not self.styled:
            return inner
        ident, classes, pairs = attributes or attr("", (role,))
        name = f"{STYLES[role]} {kind.title()}".strip()
        return [_div([ident, classes, [*pairs, ["custom-style", name]]], inner)]

    def _span(self, c: Any) -> list[Json]:
        (ident, classes, pairs), content = c
        bare = [ident, classes, [pair for pair in pairs if pair[0] not in _OURS]]
        inner = self.any(content)
        return inner if bare == ["", [], []] else [{"t": "Span", "c": [bare, inner]}]


_BLOCKS = frozenset(
    {
        "Plain", "Para", "Header", "BlockQuote", "BulletList", "OrderedList", "DefinitionList",
        "CodeBlock", "LineBlock", "HorizontalRule", "Table", "Figure", "Div", "RawBlock",
    }
)  # fmt: skip


def _div(attributes: list[Any], content: list[Json]) -> Json:
    return {"t": "Div", "c": [attributes, content]}


def _bare(attributes: list[Any]) -> list[Any]:
    ident, classes, pairs = attributes
    return [ident, classes, [pair for pair in pairs if pair[0] not in _OURS]]


def _paragraphs(items: list[Json]) -> list[Json]:
    # DocBook and others take words outside a list or cell as paragraphs only.
    return [{**item, "t": "Para"} if item["t"] == "Plain" else item for item in items]


def _dashed(item: Json) -> Json:
    """Return an attribution with a dash before it, unless it has one."""
    content = item.get("c", [])
    first = content[0].get("c", "") if content else ""
    if isinstance(first, str) and first.startswith(("—", "–", "―", "-")):
        return {"t": "Para", "c": content}
    return {"t": "Para", "c": [{"t": "Str", "c": "—"}, {"t": "Space"}, *content]}
