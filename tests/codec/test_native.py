"""Our own JSON: exact, versioned, and clear about what is wrong."""

from __future__ import annotations

import io
import json

import pytest

from articlepress import nodes as n
from articlepress.article import Article, AssetRef
from articlepress.codec.native import MAX_DEPTH, dumps, from_native, loads, to_native
from articlepress.diagnostics import Notes
from articlepress.errors import SourceError, UsageError
from articlepress.metadata import Metadata
from articlepress.readers.native import READER, NativeOptions
from articlepress.render.styles import load_style
from articlepress.source import Source
from articlepress.writers.native import WRITER
from trees import column


def written(article: Article, notes: Notes | None = None, **options: bool) -> bytes:
    out = io.BytesIO()
    WRITER.write(article, WRITER.options(**options), load_style(), notes or Notes(), out)
    return out.getvalue()


def test_an_article_comes_back_with_its_pictures() -> None:
    before = column()

    (after,) = READER.read(Source(written(before), "a.json"), NativeOptions(), Notes())

    assert after == before
    assert {src: ref.content for src, ref in after.assets.items()} == {
        src: ref.content for src, ref in before.assets.items()
    }


def test_pictures_can_be_left_out_and_damaged_ones_are_reported() -> None:
    notes = Notes()
    article = Article(Metadata(), (), {"a.png": AssetRef(content=b"junk")})

    assert b"pictures" not in written(column(), json_pictures=False)
    assert b"pictures" not in written(article, notes)
    assert [d.code for d in notes.diagnostics] == ["AP402"]


def test_each_block_stands_on_a_line_of_its_own() -> None:
    text = dumps(to_native(Article(Metadata(), (n.Rule(), n.Paragraph((n.Text("A"),))))))

    assert '\n  ["hr"],\n  ["p", ["A"]]\n' in text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "a.json:1:2: is no JSON"),
        ("[]", 'the key "articlepress" is missing'),
        ('{"articlepress": 2}', "version 2; this program reads 1; install a newer"),
        ('{"articlepress": true}', "version True"),
        ('{"articlepress": 1, "blocks": {}}', "at blocks: should be a list"),
        (
            '{"articlepress": 1, "blocks": [["p", ["a", ["b"]]]]}',
            r"at blocks\[0\]\[1\]\[1\]: no no",
        ),
        ('{"articlepress": 1, "blocks": [["p", ["a"], [], []]]}', "'p' has 1 parts, not 3"),
        ('{"articlepress": 1, "blocks": ["p"]}', r"at blocks\[0\]: should be \[name, …\]"),
        ('{"articlepress": 1, "blocks": [["h", {"level": 9}, ["a"]]]}', "level is 1 to 5"),
        ('{"articlepress": 1, "blocks": [["h", ["a"]]]}', r"at blocks\[0\]: lacks 'level'"),
        ('{"articlepress": 1, "blocks": [["h", {"level": "1"}, ["a"]]]}', "should be int"),
        ('{"articlepress": 1, "blocks": [["section", {"role": "x"}, []]]}', "should be one of"),
        ('{"articlepress": 1, "blocks": [["p", [""]]]}', "no empty text"),
        ('{"articlepress": 1, "metadata": {"titel": []}}', "at metadata: has no field 'titel'"),
        ('{"articlepress": 1, "metadata": {"published": "soon"}}', "'soon' is no ISO 8601 date"),
        ('{"articlepress": 1, "metadata": []}', "should be an object"),
        ('{"articlepress": 1, "pictures": {"a": "?"}}', "at pictures.a: should be base64"),
        ('{"articlepress": 1, "pictures": 1}', "should be an object"),
        ("[" * 100_000, "nests deeper"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        from_native(loads(text, "a.json"), "a.json")


def test_bytes_of_another_character_set_are_refused() -> None:
    with pytest.raises(SourceError, match="not in UTF-8"):
        loads('{"a": "é"}'.encode("latin-1"))


def test_nesting_is_bounded() -> None:
    block: object = ["hr"]
    for _ in range(MAX_DEPTH + 1):
        block = ["quote", [block]]

    with pytest.raises(SourceError, match="nests deeper than 200 levels"):
        from_native(loads(json.dumps({"articlepress": 1, "blocks": [block]})))


def test_unsafe_addresses_come_back_empty() -> None:
    link = ["a", {"url": " JavaScript:alert(1)"}, ["x"]]

    article = from_native({"articlepress": 1, "blocks": [["p", [link]]]})

    assert article.blocks == (n.Paragraph((n.Link((n.Text("x"),), ""),)),)


def test_a_collection_is_refused() -> None:
    from articlepress.article import Collection

    with pytest.raises(UsageError, match="one article"):
        WRITER.write(Collection("A", ()), WRITER.options(), load_style(), Notes(), io.BytesIO())


def test_a_second_mark_of_a_note_is_its_name() -> None:
    note = n.Note((n.Paragraph((n.Text("Since 1981."),)),), "ice")
    article = Article(Metadata(), (n.Paragraph((n.Text("A"), note, n.Note((), "ice"))),))

    text = dumps(to_native(article))

    assert '["note", {"name": "ice"}, []]' in text
    assert from_native(loads(text)) == article


def test_a_note_written_before_notes_had_names_is_read() -> None:
    old = '{"articlepress": 1, "blocks": [["p", ["A", ["note", [["p", ["B"]]]]]]]}'

    note = n.Note((n.Paragraph((n.Text("B"),)),))
    assert from_native(loads(old)).blocks == (n.Paragraph((n.Text("A"), note)),)


@pytest.mark.parametrize(
    "links", [[(1, 1)], [(0, 9)], [(1, 2), (0, 1)], [(0, 2), (1, 3)], [(-1, 2)]]
)
def test_links_outside_their_listing_are_refused(links: list[tuple[int, int]]) -> None:
    rows = [{"start": start, "end": end, "url": "https://e.org/"} for start, end in links]
    value = {"articlepress": 1, "blocks": [["pre", {"links": rows}, "abc"]]}

    with pytest.raises(
        SourceError, match=r"at blocks\[0\]: links and anchors of a listing stand in order"
    ):
        from_native(value)


def test_a_listing_written_before_it_had_links_is_read() -> None:
    value = {"articlepress": 1, "blocks": [["pre", {"language": "c"}, "a;"]]}

    assert from_native(value).blocks == (n.CodeBlock("a;", "c"),)
