"""Feeds and WordPress exports: each post an article, with what the feed says of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.cli.app import run
from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError, NoArticle, SourceError
from articlepress.pipeline import read_articles
from articlepress.readers import find_reader
from articlepress.readers.feeds.wordpress import as_shown, paragraphs
from articlepress.source import Source, read_source
from articlepress.walk import inline_text, plain_text, walk

EXPORT = Path(__file__).with_name("export.xml")


def articles(content: bytes | str, notes: Notes | None = None) -> list[Article]:
    raw = content.encode() if isinstance(content, str) else content
    return list(read_articles(Source(raw, "feed.xml"), notes or Notes()))


def read_feed(content: bytes) -> list[Article]:
    reader = find_reader("feed")
    return list(reader.read(Source(content, "feed.rss"), reader.options(), Notes()))


@pytest.fixture(scope="module")
def posts() -> list[Article]:
    return list(read_articles(read_source(EXPORT), Notes()))


def test_an_export_gives_its_published_posts_in_order(posts: list[Article]) -> None:
    titles = [inline_text(article.metadata.title) for article in posts]

    assert titles == ["The Ferry That Waits", "Bread & Weather"]


def test_a_post_has_the_metadata_of_the_export(posts: list[Article]) -> None:
    metadata = posts[0].metadata

    assert [person.name for person in metadata.authors] == ["Hester Penrose"]
    assert metadata.published is not None
    assert metadata.published.day == "2019-11-20"
    assert metadata.updated is not None
    assert metadata.updated.day == "2019-11-21"
    assert (metadata.section, metadata.tags) == ("Columns", ("boats", "coast"))
    assert metadata.site.name == "The Saltmarsh Observer"
    assert metadata.language == "en-GB"
    assert metadata.canonical_url.endswith("/2019/11/the-ferry-that-waits/")
    assert metadata.hero is not None
    assert metadata.hero.image.src.endswith("/uploads/dog.jpg")
    assert metadata.provenance.reader == "wxr"


def test_bio_and_disclaimer_in_a_post_are_fields(posts: list[Article]) -> None:
    metadata = posts[0].metadata

    assert "writes about the coast" in plain_text(metadata.authors[0].bio)
    assert [d.kind for d in metadata.disclaimers] == ["opinion"]
    assert "The views expressed" not in plain_text(posts[0].blocks)


def test_what_wordpress_stores_is_shown_as_it_shows_it(posts: list[Article]) -> None:
    text = plain_text(posts[0].blocks)
    figures = [node for node in walk(posts[0].blocks) if isinstance(node, n.Figure)]
    lists = [node for node in walk(posts[0].blocks) if isinstance(node, n.BulletList)]

    assert text.startswith("The ferry at Gannet Head leaves when it is full & not before.\nNobody")
    assert "waited on Tuesday, and [sic] a dog." in text
    assert "The ferryman counted twice." in text
    assert "as it must" in text
    assert len(figures) >= 3
    assert len(lists) == 1
    assert "[gallery" not in text
    assert "https://video.example/watch?v=ferry" in text


def test_blocks_of_the_block_editor_leave_no_comment(posts: list[Article]) -> None:
    assert plain_text(posts[1].blocks).splitlines()[0].startswith("Dough listens")
    assert "wp:" not in plain_text(posts[1].blocks)


def test_drafts_and_pages_are_read_when_asked_for() -> None:
    reader = find_reader("wxr")
    options = reader.options(post_types=("post", "page"), post_status=("publish", "draft"))

    found = read_articles(read_source(EXPORT), Notes(), reader, options)

    assert [inline_text(a.metadata.title) for a in found][2:] == ["Not yet", "Imprint"]


def test_what_is_left_out_of_an_export_is_said() -> None:
    notes = Notes()

    list(read_articles(read_source(EXPORT), notes))

    said = [d.message for d in notes.diagnostics if d.code == "AP210"]
    assert said == [
        "2 × attachment (inherit) left out",
        "1 × page (publish) left out",
        "1 × post (draft) left out",
    ]


RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Night Desk</title><link>https://desk.example/</link><language>de</language>
<item><title>Erste Spalte</title><link>https://desk.example/1</link>
<author>desk@desk.example (Jana Roth)</author><pubDate>Fri, 05 Jun 2020 08:00:00 +0200</pubDate>
<description>Kurz.</description>
<content:encoded>&lt;p&gt;Der Bus kam um vier.&lt;/p&gt;&lt;p&gt;Niemand stieg ein.
&lt;a href="/2"&gt;Mehr&lt;/a&gt;&lt;/p&gt;&lt;p&gt;The post &lt;a&gt;Erste Spalte&lt;/a&gt;
appeared first on &lt;a&gt;Night Desk&lt;/a&gt;.&lt;/p&gt;</content:encoded>
<category>Bus</category></item>
<item><title>Zweite</title><link>https://desk.example/2</link>
<description>Nur ein Anfang…</description>
</item></channel></rss>"""


def test_a_feed_gives_its_posts() -> None:
    notes = Notes()

    first, second = articles(RSS, notes)

    assert [p.name for p in first.metadata.authors] == ["Jana Roth"]
    assert first.metadata.published is not None
    assert first.metadata.published.iso == "2020-06-05T08:00:00+02:00"
    assert plain_text(first.blocks).splitlines() == [
        "Der Bus kam um vier.", "", "Niemand stieg ein. Mehr",
    ]  # fmt: skip
    links = [node.url for node in walk(first.blocks) if isinstance(node, n.Link)]
    assert links == ["https://desk.example/2"]
    assert plain_text(second.blocks) == "Nur ein Anfang…"
    assert "AP209" in [d.code for d in notes.diagnostics]


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Le Quai</title>
<link href="https://quai.example/"/><author><name>Rédaction</name></author>
<entry><title type="html">Caf&amp;eacute; noir</title>
<link rel="alternate" href="https://quai.example/cafe"/><link rel="self" href="https://x.example"/>
<published>2021-02-03T10:00:00Z</published><updated>2021-02-04T10:00:00Z</updated>
<author><name>Lise Morel</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Un café, <b>vite</b>.</p></div></content>
</entry>
<entry><title>Plain</title><id>x</id><content>5 &lt; 6, dit-elle.</content></entry></feed>"""


def test_an_atom_feed_gives_its_posts() -> None:
    first, second = articles(ATOM)

    assert inline_text(first.metadata.title) == "Café noir"
    assert [p.name for p in first.metadata.authors] == ["Lise Morel"]
    assert first.metadata.canonical_url == "https://quai.example/cafe"
    assert first.metadata.language == "fr"
    assert plain_text(first.blocks) == "Un café, vite."
    assert plain_text(second.blocks) == "5 < 6, dit-elle."
    assert [p.name for p in second.metadata.authors] == ["Rédaction"]


BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>"""


def test_a_feed_that_declares_entities_is_refused() -> None:
    with pytest.raises(SourceError, match="declares entities"):
        articles(BOMB)


@pytest.mark.parametrize(
    "content",
    [
        "<rss version='2.0'><channel><title>Nothing</title></channel></rss>",
        "<rss version='2.0'><channel><item><title>Empty</title></item></channel></rss>",
        "<rss version='2.0'>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>cut",
    ],
)
def test_a_feed_without_text_is_told(content: str) -> None:
    with pytest.raises(NoArticle, match="holds no post with text"):
        articles(content)


def test_other_xml_is_no_feed() -> None:
    with pytest.raises(SourceError, match="its first element is <opml>"):
        list(
            find_reader("feed").read(
                Source(b"<opml/>", "x"), find_reader("feed").options(), Notes()
            )
        )


@pytest.mark.parametrize("half", ["&#xD800;", "&#0055296;", "&#xdfff;"])
def test_half_a_character_in_a_feed_is_told_as_unreadable(half: str) -> None:
    item = f"<item><title>A{half} ferry</title><description>It waits, {half} as ever."
    feed = f"<rss><channel><language>en{half}</language>{item}</description></item></channel></rss>"

    (article,) = articles(feed)

    assert "\ufffd" in inline_text(article.metadata.title)


def test_a_feed_in_utf_16_is_read() -> None:
    item = "<item><title>Fähre</title><description>It waits, as ever, at the quay.</description>"
    feed = f'<?xml version="1.0" encoding="UTF-16"?><rss><channel>{item}</item></channel></rss>'

    (article,) = read_feed(feed.encode("utf-16"))

    assert inline_text(article.metadata.title) == "Fähre"


def test_a_broken_feed_gives_what_can_be_read_of_it() -> None:
    cut = RSS[: RSS.index("<item><title>Zweite")]

    assert [inline_text(a.metadata.title) for a in articles(cut)] == ["Erste Spalte"]


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("<h2>Head</h2>\ntext", "<h2>Head</h2>\n<p>text</p>"),
        ("a\n<ul>\n\n<li>x</li></ul>\nb", "<p>a</p>\n<ul>\n\n<li>x</li></ul>\n<p>b</p>"),
        ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
        ("", ""),
    ],
)  # fmt: skip
def test_blank_lines_part_paragraphs(stored: str, shown: str) -> None:
    assert paragraphs(stored) == shown


def test_brackets_that_are_no_shortcode_stay() -> None:
    assert "[sic] [1] [Laughs]" in as_shown("He said [sic] [1] [Laughs]", {})


@pytest.mark.parametrize("junk", [b"<rss" + b"<" * 5000, b"\xff\xfe<\x00r\x00s\x00s", b"<rss>\0\0"])
def test_junk_is_an_error_and_never_a_fault(junk: bytes) -> None:
    reader = find_reader("feed")
    with pytest.raises(ArticlepressError):
        list(reader.read(Source(junk, "x.rss"), reader.options(), Notes()))


def test_an_export_becomes_a_book_or_a_file_for_each_post(tmp_path: Path) -> None:
    words = ["convert", str(EXPORT), "-o", f"{tmp_path}/", "-q"]

    book = run([*words, "--to", "epub"])
    posts = run([*words, "--to", "text,json", "--split"])

    assert (book, posts) == (0, 0)
    assert (tmp_path / "export.epub").stat().st_size > 5_000
    assert sorted(path.name for path in (tmp_path / "export").glob("[!.]*")) == [
        "bread-and-weather.json", "bread-and-weather.txt",
        "the-ferry-that-waits.json", "the-ferry-that-waits.txt",
    ]  # fmt: skip


def test_extract_prints_every_post(capfd: pytest.CaptureFixture[str]) -> None:
    code = run(["extract", str(EXPORT)])

    assert code == 0
    assert [json.loads(line)["title"] for line in capfd.readouterr().out.splitlines()] == [
        "The Ferry That Waits", "Bread & Weather",
    ]  # fmt: skip
