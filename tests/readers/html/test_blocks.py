"""Blocks and inlines: one convention of real pages a test."""

from __future__ import annotations

import pytest

from articlepress import nodes as n
from articlepress.diagnostics import Notes
from articlepress.walk import inline_text, plain_text, query

from .pages import blocks_of


def text(value: str) -> n.Inlines:
    return (n.Text(value),)


def levels(html: str) -> list[int]:
    return [heading.level for heading in query(blocks_of(html), n.Heading)]


def test_white_space_is_what_a_browser_shows() -> None:
    (paragraph,) = blocks_of("<p>\n one<b> two</b>three <i>four </i>five<br> six </p>")

    assert isinstance(paragraph, n.Paragraph)
    assert inline_text(paragraph.content) == "one twothree four five\nsix"


@pytest.mark.parametrize("sign", ["\u200d", "\u200b", "\u2060\ufeff", "\u00a0\u200d", "\u200c"])
def test_a_block_of_signs_nobody_sees_is_none(sign: str) -> None:
    (paragraph,) = blocks_of(f"<h2>{sign}</h2><p>{sign}</p><p>{sign}<b>One.</b></p>")

    assert paragraph == n.Paragraph((n.Strong(text("One.")),))


def test_a_joiner_before_a_letter_shapes_it() -> None:
    assert blocks_of("<p>\u200d\u0647</p>") == (n.Paragraph(text("\u200d\u0647")),)


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("One.&nbsp; Two. &nbsp;Three.&nbsp;&nbsp;Four", "One. Two. Three. Four"),
        ("One.&nbsp;</b> Two", "One. Two"),
        ("One. <i>&nbsp;</i>Two", "One. Two"),
        ("12&nbsp;000 km&nbsp;<i>away</i>", "12\u00a0000 km\u00a0away"),
        ("Quoi&nbsp; ? Oui&nbsp;<b> !</b>", "Quoi\u00a0? Oui\u00a0!"),
    ],
)
def test_a_no_break_space_beside_a_space_opens_no_gap(markup: str, shown: str) -> None:
    (paragraph,) = blocks_of(f"<p><b>{markup}</p>")

    assert inline_text(next(query(paragraph, n.Paragraph)).content) == shown


def test_code_keeps_its_no_break_spaces() -> None:
    (paragraph,) = blocks_of("<p>Type <code>a&nbsp; b</code> here.</p>")

    assert inline_text(next(query(paragraph, n.Paragraph)).content) == "Type a\u00a0 b here."


def test_spaces_stand_outside_the_emphasis_they_touch() -> None:
    (paragraph,) = blocks_of("<p>a<b> bold </b>word</p>")

    assert paragraph == n.Paragraph((*text("a "), n.Strong(text("bold")), *text(" word")))


def test_a_blank_line_parts_paragraphs() -> None:
    blocks = blocks_of("<div>One.<br><br>Two,<br>still two.</div>")

    assert blocks == (
        n.Paragraph(text("One.")),
        n.Paragraph((*text("Two,"), n.LineBreak(), *text("still two."))),
    )


def test_padding_and_empty_paragraphs_go() -> None:
    blocks = blocks_of("<h3>Title&nbsp;</h3><p>&nbsp;</p><p>&nbsp;&nbsp;Text&nbsp;</p><p><br></p>")

    assert blocks == (n.Heading(1, text("Title")), n.Paragraph(text("Text")))


def test_emphasis_around_blocks_reaches_into_them() -> None:
    blocks = blocks_of("<b><p>One</p><p>Two</p></b>")

    assert blocks == (
        n.Paragraph((n.Strong(text("One")),)),
        n.Paragraph((n.Strong(text("Two")),)),
    )


def test_heading_levels_begin_below_the_title_and_leave_no_gap() -> None:
    assert levels("<h3>A</h3><p>x</p><h5>B</h5><p>x</p><h3>C</h3><p>x</p>") == [1, 2, 1]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("h3 h3 h2 h3", [1, 1, 1, 2]),
        ("h2 h4 h4 h3 h4", [1, 2, 2, 2, 3]),
        ("h2 h3 h1 h2", [1, 2, 1, 2]),
        ("h2 h6 h5 h4 h3", [1, 2, 2, 2, 2]),
    ],
)
def test_headings_of_one_rank_side_by_side_have_one_level(tags: str, expected: list[int]) -> None:
    assert levels("".join(f"<{tag}>A</{tag}><p>x</p>" for tag in tags.split())) == expected


@pytest.mark.parametrize(
    "inside",
    [
        'Nets<a class="headerlink" href="#nets" title="Permalink">¶</a>',
        'Nets <a href="#nets">#</a>',
        '<a href="#nets">🔗</a> Nets',
        '<a class="anchor" href="#nets"></a>Nets',
    ],
)
def test_the_sign_that_links_a_heading_to_itself_is_no_word_of_it(inside: str) -> None:
    (heading, _) = blocks_of(f'<h2 id="nets">{inside}</h2><p>x</p>')

    assert heading == n.Heading(1, text("Nets"), "nets")


def test_the_place_in_a_headings_sign_stays_and_other_links_do() -> None:
    (heading, _) = blocks_of(
        '<h2><a href="#n"><i id="n"></i>#</a>See <a href="#n">2</a></h2><p>x</p>'
    )

    assert isinstance(heading, n.Heading)
    assert inline_text(heading.content) == "See 2"
    assert [link.url for link in query((heading,), n.Link)] == ["#n"]
    assert heading.id == "n" or [p.id for p in query((heading,), n.Styled)] == ["n"]


def test_a_bold_line_over_text_is_a_heading() -> None:
    blocks = blocks_of("<p>Intro.</p><p><strong>The second part</strong></p><p>More text.</p>")

    assert blocks[1] == n.Heading(1, text("The second part"))


@pytest.mark.parametrize(
    "html",
    [
        "<p><strong>A lone standfirst at the top</strong></p><p>More text.</p>",
        "<p>Intro.</p><p><strong>A sentence that ends.</strong></p><p>More text.</p>",
        "<p>Intro.</p><p><strong>Run-in.</strong> Text follows.</p><p>More text.</p>",
        "<p>Intro.</p><p><strong>Nothing follows</strong></p>",
    ],
)
def test_other_bold_lines_stay_paragraphs(html: str) -> None:
    assert levels(html) == []


def test_a_drop_cap_joins_its_word() -> None:
    blocks = blocks_of('<p><span class="dropcap">T</span>he bridge</p>')

    assert blocks == (n.Paragraph(text("The bridge")),)


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote><p>Words.</p><cite>Ann Lee</cite></blockquote>",
        "<blockquote><p>Words.</p><footer>Ann Lee</footer></blockquote>",
        "<blockquote><p>Words.</p><p>— Ann Lee</p></blockquote>",
    ],
)
def test_a_quotation_names_whose_it_is(html: str) -> None:
    assert blocks_of(html) == (n.Quote((n.Paragraph(text("Words.")),), text("Ann Lee")),)


def test_a_quote_that_repeats_the_text_is_a_pull_quote() -> None:
    blocks = blocks_of('<p>It was a fine bridge.</p><aside class="pullquote">A fine bridge</aside>')

    assert isinstance(blocks[1], n.PullQuote)


def test_lists_keep_start_style_and_nesting() -> None:
    (found,) = blocks_of('<ol start="3" type="a"><li>x</li><li>y<ul><li>z</li></ul></li></ol>')

    assert isinstance(found, n.OrderedList)
    assert (found.start, found.style) == (3, "lower-alpha")
    assert found.items[1] == (
        n.Plain(text("y")),
        n.BulletList(((n.Plain(text("z")),),)),
    )


def test_definitions_keep_terms_with_their_meanings() -> None:
    (found,) = blocks_of("<dl><dt>Term<dd>One<dd>Two</dl>")

    assert found == n.DefinitionList(
        (n.Definition(text("Term"), ((n.Plain(text("One")),), (n.Plain(text("Two")),))),)
    )


@pytest.mark.parametrize(
    "html",
    [
        '<pre class="brush: python; gutter: true">a = 1\n  b = 2\n</pre>',
        '<pre><code class="language-python">a = 1\n  b = 2</code></pre>',
        '<div class="highlight-source-python"><pre>a = 1<br>  b = 2</pre></div>',
        '<pre lang-name="python"><span class="line-number">1</span>a = 1\n'
        '<span class="line-number">2</span>  b = 2</pre>',
    ],
)
def test_a_listing_keeps_its_lines_and_its_language(html: str) -> None:
    assert blocks_of(html) == (n.CodeBlock("a = 1\n  b = 2", "python"),)


def test_line_numbers_in_a_gutter_are_no_code() -> None:
    html = (
        '<table class="highlighttable"><tr><td class="linenos"><pre>1\n2</pre></td>'
        '<td class="code"><pre>a = 1\nb = 2</pre></td></tr></table>'
    )

    assert blocks_of(html) == (n.CodeBlock("a = 1\nb = 2"),)


def test_a_row_of_stars_is_a_rule() -> None:
    blocks = blocks_of("<p>One.</p><p>* * *</p><p>Two.</p><hr><hr>")

    assert [type(block) for block in blocks] == [n.Paragraph, n.Rule, n.Paragraph]


def test_unsafe_links_go_and_their_words_stay() -> None:
    notes = Notes()

    blocks = blocks_of('<p><a href=" java\nscript:alert(1)">Click</a> me</p>', notes)

    assert blocks == (n.Paragraph(text("Click me")),)
    assert [d.code for d in notes.diagnostics] == ["AP204"]


def test_links_are_made_absolute_and_lose_their_tracking() -> None:
    (link,) = query(blocks_of('<p><a href="/b?utm_source=x&a=1">b</a></p>'), n.Link)

    assert link.url == "https://paper.example/b?a=1"


@pytest.mark.parametrize(
    ("links", "words"),
    [
        ("<a href=/a>What it is</a><a href=/b>How to start</a>", "What it is How to start"),
        ("<a href=/a>What is it?</a><a href=/b>Start</a>", "What is it? Start"),
        ("<a href=/a>half</a><a href=/a>way</a>", "halfway"),
        ("<a href=/a>one</a><a href=/b>, two</a>", "one, two"),
        ("<a href=/a>港口</a><a href=/b>安静</a>", "港口安静"),
        ("<a href=/a>one</a>word", "oneword"),
    ],
)
def test_links_that_a_style_sheet_sets_apart_are_words_apart(links: str, words: str) -> None:
    (paragraph,) = blocks_of(f"<p>{links}</p>")

    assert plain_text((paragraph,)) == words


def test_a_link_into_the_page_is_internal_even_with_its_address() -> None:
    html = '<p><a href="https://paper.example/news/bridge#s">s</a></p><h2 id="s">S</h2><p>x</p>'

    assert [link.url for link in query(blocks_of(html), n.Link)] == ["#s"]


def test_a_run_in_another_language_says_so() -> None:
    (paragraph,) = blocks_of('<p>He said <span lang="fr">bonjour</span> in <i lang="en">it</i></p>')

    assert [s.lang for s in query((paragraph,), n.Styled)] == ["fr"]


def test_a_block_written_the_other_way_says_so() -> None:
    (section,) = blocks_of('<div lang="ar" dir="rtl"><p>سلام</p></div>')

    assert isinstance(section, n.Section)
    assert section.lang == "ar"


def test_ruby_keeps_base_and_reading() -> None:
    blocks = blocks_of("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rt>ji</rt></ruby></p>")

    assert blocks == (
        n.Paragraph((n.Ruby(text("漢"), text("kan")), n.Ruby(text("字"), text("ji")))),
    )


@pytest.mark.parametrize(
    "html",
    [
        '<script type="math/tex">y^2</script>',
        '<img class="latex" alt="y^2" src="l.png">',
        '<span class="katex"><span class="katex-mathml"><math><semantics><mi>y</mi><annotation '
        'encoding="application/x-tex">y^2</annotation></semantics></math></span>'
        '<span class="katex-html">y2</span></span>',
    ],
)
def test_a_formula_keeps_its_tex_once(html: str) -> None:
    blocks = blocks_of(f"<p>So {html} holds</p>")

    assert [math.tex for math in query(blocks, n.Math)] == ["y^2"]
    assert plain_text(blocks) == "So y^2 holds"


def test_mathml_is_whitelisted() -> None:
    (math,) = query(
        blocks_of('<p><math onclick="x()"><mi href="javascript:1">a</mi><script>b</script></math>'),
        n.Math,
    )

    assert "<mi>a</mi>" in math.mathml
    assert "script" not in math.mathml
    assert "onclick" not in math.mathml


def test_an_article_nested_too_deep_keeps_its_words_and_says_so() -> None:
    notes = Notes()

    blocks = blocks_of("<div>word <blockquote>" * 90 + "last", notes)

    assert plain_text(blocks).split().count("word") == 90
    assert "AP105" in [d.code for d in notes.diagnostics]


def test_a_list_whose_items_write_their_own_numbers_shows_them_once() -> None:
    (steps,) = blocks_of(
        "<ol start=3><li><div>3</div><div>Look.</div></li><li><span>4.</span><p>Leap.</p></li></ol>"
    )

    assert isinstance(steps, n.OrderedList)
    assert [plain_text(item) for item in steps.items] == ["Look.", "Leap."]


def test_numbers_that_are_not_the_lists_own_stay() -> None:
    (scores,) = blocks_of("<ol><li><div>7</div>Ann</li><li><div>2</div>Tom</li></ol>")

    assert plain_text((scores,)).split() == ["7", "Ann", "2", "Tom"]


def code_links(html: str) -> list[tuple[str, str]]:
    """Return the words of the links of one listing, and where each leads."""
    (block,) = query(blocks_of(html), n.CodeBlock)
    return [(block.text[link.start : link.end], link.url) for link in block.links]


def test_links_of_a_listing_stand_where_their_words_do() -> None:
    html = (
        "<pre>\n\n  \nsee <a href='https://e.org/a'>RFC 1</a>   \n\n"
        "<span><a href='https://e.org/b'>  two \n lines </a></span>&nbsp;\r\n"
        "<a href='https://e.org/c'>last</a>  \n\n</pre>"
    )

    assert plain_text(blocks_of(html)) == "see RFC 1\n\n  two\n lines\nlast"
    assert code_links(html) == [
        ("RFC 1", "https://e.org/a"),
        ("two\n lines", "https://e.org/b"),
        ("last", "https://e.org/c"),
    ]


def test_line_numbers_before_a_link_do_not_move_it() -> None:
    html = (
        "<pre><span class='lineno'>1 </span>a = 1<br><div><span class='lineno'>2 </span>"
        "<a href='https://e.org/b'>b</a> = 2</div></pre>"
    )

    assert code_links(html) == [("b", "https://e.org/b")]


def test_links_of_a_table_that_is_a_listing_are_kept() -> None:
    html = (
        "<table class='highlighttable'><tr><td class='linenos'><pre>1</pre></td>"
        "<td class='code'><pre>import <a href='https://e.org/os'>os</a></pre></td></tr></table>"
    )

    assert code_links(html) == [("os", "https://e.org/os")]


def test_a_link_of_a_listing_that_leads_nowhere_is_its_words() -> None:
    html = (
        "<pre><a href='#gone'>gone</a> <a href='javascript:x()'>run</a> <a>bare</a>"
        "<a href='https://e.org/'> \n </a></pre>"
    )

    assert plain_text(blocks_of(html)) == "gone run bare"
    assert code_links(html) == []


def test_addresses_in_a_listing_are_resolved_and_cleaned() -> None:
    html = "<h2 id=part>Part</h2><pre><a href='#part'>1</a> <a href='https://e.org/?utm_source=x'>2</a></pre>"

    assert code_links(html) == [("1", "#part"), ("2", "https://e.org/")]


def test_links_between_listings_lead_to_places_in_them() -> None:
    first, second = query(
        blocks_of(
            "<pre><a href='#s2'>2</a> <a href='#end'>end</a></pre>"
            "<div id=end><pre>\n\n <b id=s2> 2</b>. Second <i id=nobody></i></pre></div>"
        ),
        n.CodeBlock,
    )

    assert [link.url for link in first.links] == ["#s2", "#end"]
    assert second.text == "  2. Second"
    assert second.anchors == (n.CodeAnchor(0, "end"), n.CodeAnchor(1, "s2"))


def test_numbers_in_a_box_before_the_headings_they_count_join_them() -> None:
    entry = "<div class=rank>{}</div><h2>{}</h2><p>Text.</p>"

    blocks = blocks_of(entry.format("3", "Bread") + entry.format("2", "Salt"))

    assert [inline_text(h.content) for h in query(blocks, n.Heading)] == ["3. Bread", "2. Salt"]


@pytest.mark.parametrize("numbers", [("7",), ("1", "1"), ("2", "9")])
def test_numbers_that_do_not_count_stay_paragraphs(numbers: tuple[str, ...]) -> None:
    blocks = blocks_of("".join(f"<p>{number}</p><h2>Bread</h2><p>Text.</p>" for number in numbers))

    assert [inline_text(h.content) for h in query(blocks, n.Heading)] == ["Bread"] * len(numbers)


def test_a_list_of_cards_is_a_run_of_sections() -> None:
    card = "<li><img src=a.jpg alt=A><h3>Bread</h3><div>Crisp.</div></li>"

    blocks = blocks_of(f"<ul>{card}{card}</ul>")

    kinds = [type(block) for block in blocks]
    assert kinds == [n.Figure, n.Heading, n.Paragraph] * 2


@pytest.mark.parametrize(
    "html", ["<ul><li><h3>One</h3></li><li><h3>Two</h3></li></ul>", "<ul><li><h3>A</h3>b</li></ul>"]
)
def test_headings_alone_or_once_stay_items(html: str) -> None:
    (block,) = blocks_of(html)

    assert isinstance(block, n.BulletList)


def test_a_list_inside_a_list_for_its_indent_is_one_list() -> None:
    assert blocks_of("<ul><ul><li>One</li></ul></ul>") == blocks_of("<ul><li>One</li></ul>")


def test_an_element_of_the_sites_own_stands_in_its_line() -> None:
    (paragraph,) = blocks_of("<p>as (<x-ref><a href='https://e.org/1'>1</a></x-ref>) says</p>")
    blocks = blocks_of("<p>One</p><x-box>Two</x-box><x-box>Three</x-box>")

    assert inline_text(next(query(paragraph, n.Paragraph)).content) == "as (1) says"
    assert len(blocks) == 3


@pytest.mark.parametrize(
    "words", ['"The lamp is lit."', "„Das Licht brennt.“", "«La lampe»", "「灯」"]
)
def test_a_quotation_that_has_its_marks_gets_no_others(words: str) -> None:
    (paragraph,) = blocks_of(f"<p><q>{words}</q></p>")

    assert paragraph == n.Paragraph((n.Text(words),))


def test_a_quotation_that_only_begins_with_a_mark_gets_its_own() -> None:
    (paragraph,) = blocks_of('<p><q>"Lit" is what they say</q></p>')

    assert [type(node) for node in query((paragraph,), n.Quoted)] == [n.Quoted]


def test_pictures_beside_the_text_stand_in_no_box() -> None:
    picture = '<figure><img src="a.jpg" alt="A"><figcaption>Noon</figcaption></figure>'

    (figure,) = blocks_of(f"<aside>{picture}</aside>")
    (box,) = blocks_of(f"<aside>{picture}<p>More on the lamp.</p></aside>")

    assert isinstance(figure, n.Figure)
    assert isinstance(box, n.Section)
