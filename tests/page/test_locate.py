"""Finding the article on invented pages: what is kept, what goes and why, and hostile sizes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from articlepress.diagnostics import Notes
from articlepress.errors import NoArticle
from articlepress.page.blocks import Outline
from articlepress.page.bodies import SUBTREE_FEATURES, candidates, subtree_features
from articlepress.page.forest import Forest
from articlepress.page.judging import (
    BLOCK_FEATURES,
    block_features,
    frame_of,
    lifted,
    sums_of,
)
from articlepress.page.likeness import LIKENESS_FEATURES, likeness
from articlepress.page.locate import Located, locate
from articlepress.page.mending import mend
from articlepress.page.models import load_models, shipped_models
from articlepress.page.outline import outline
from articlepress.page.parse import parse
from articlepress.page.rules import Rule, compile_rules, load_rules
from articlepress.page.scoring import is_filing
from articlepress.source import Source

SENTENCE = (
    "The harbour was quiet that morning, and the boats lay side by side along the quay, "
    "waiting for a wind that the old men said would not come before the evening. "
)


def located(html: str) -> Located:
    notes = Notes()
    return locate(parse(Source(html.encode()), notes), notes)


def words_kept(found: Located) -> str:
    parts = []
    for root in found.roots:
        for node in root.traverse(include_text=True):
            if node.tag != "-text":
                continue
            above = node
            gone = above.mem_id in found.dropped
            while not gone and above.mem_id != root.mem_id and above.parent is not None:
                above = above.parent
                gone = above.mem_id in found.dropped
            if not gone:
                parts.append(node.text_content or "")
    return " ".join(" ".join(parts).split())


PAGE = f"""<!doctype html><html lang="en"><head><title>Harbour - Gazette</title></head><body>
<header><a href="/">The Gazette</a></header>
<nav><ul><li><a href="/a">World</a></li><li><a href="/b">Sport</a></li></ul></nav>
<main><article class="post"><h1 class="entry-title">Harbour</h1>
<div class="entry-content"><p>First. {SENTENCE}</p><p>Second. {SENTENCE}</p>
<div class="sharedaddy"><h3>Share this:</h3><ul><li><a href="/x">Share on X</a></li></ul></div>
<h2>What came next</h2><p>Third. {SENTENCE}</p>
<ul><li>A list entry of the text. {SENTENCE}</li></ul>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3><a href="/r">Boats</a></div>
</div></article></main>
<div id="comments"><p>Great article, thank you for writing it, I also like boats a lot.</p></div>
<footer><p>© 2024 The Gazette. All rights reserved.</p></footer></body></html>"""


def test_prose_headings_and_lists_of_the_body_are_kept() -> None:
    text = words_kept(located(PAGE))

    for part in ("First.", "Second.", "Third.", "What came next", "A list entry"):
        assert part in text


def test_share_buttons_related_posts_and_comments_go() -> None:
    text = words_kept(located(PAGE))

    for part in ("Share on X", "Boats", "Great article", "Sport", "rights reserved"):
        assert part not in text


@pytest.mark.parametrize(
    "name", ["sharedaddy", "gig-bar-container", "et_social_inline", "ssk-group"]
)
def test_a_dropped_plugin_box_names_its_rule(name: str) -> None:
    rules = {rule.name for rule in located(PAGE.replace("sharedaddy", name)).dropped.values()}

    assert "chrome/share-plugin" in rules


def test_candidates_are_listed_best_first() -> None:
    found = located(PAGE)

    scores = [candidate.score for candidate in found.candidates]
    assert scores == sorted(scores, reverse=True)
    assert found.candidates[0].words > 50


def test_chinese_prose_without_spaces_is_found() -> None:
    sentence = "清晨的港口十分安静，船只沿着码头停泊，等待着老人们说傍晚之前不会到来的风。"
    links = "".join(f'<li><a href="/{n}">链接{n}</a></li>' for n in range(30))
    html = f"<body><ul>{links}</ul><div id=content><p>{sentence * 3}</p><p>{sentence * 4}</p></div>"

    text = words_kept(located(html))

    assert text.count(sentence) == 7
    assert "链接3" not in text


def test_a_page_without_text_is_no_article() -> None:
    with pytest.raises(NoArticle, match="no text"):
        located("<html><body><img src=a.png><script>x()</script></body></html>")


def test_a_page_of_three_words_still_gives_them() -> None:
    assert words_kept(located("<html><body><p>abc <a href=#>link</a></p></body></html>")) == (
        "abc link"
    )


def test_a_page_nested_twenty_thousand_deep_is_found() -> None:
    html = "<div>" * 20_000 + f"<p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p>"

    assert words_kept(located(html)).count("harbour") == 5


def test_inline_nesting_is_linear_too() -> None:
    html = "<body>" + "<span>a b c " * 20_000

    assert located(html).roots


def test_a_page_of_many_blocks_is_linear() -> None:
    html = "<body><article>" + f"<p>{SENTENCE}</p>" * 5_000 + "</article>"

    assert words_kept(located(html)).count("harbour") == 5_000


def test_every_chrome_rule_is_simple_and_has_a_reason() -> None:
    rules = load_rules("chrome")

    compile_rules(rules)
    assert all(rule.reason for rule in rules)


def test_a_selector_that_is_not_simple_is_refused() -> None:
    with pytest.raises(ValueError, match="not a simple selector"):
        compile_rules((Rule("x/y", "div > p", "because"),))


def test_two_breaks_part_blocks_and_one_does_not() -> None:
    page = parse(Source(b"<body><div>one<br>still one<br><br>two</div>"), Notes())

    flat = outline(page.root, compile_rules(()))

    assert [block.text for block in flat.blocks] == ["one still one", "two"]


def test_a_listing_is_one_block_whatever_breaks_are_in_it() -> None:
    flat = flat_of("<body><pre>one<br><br>two<br><br><i>three</i></pre>a<br><br>b</body>")

    assert [block.text for block in flat.blocks] == ["one two three", "a", "b"]


def test_a_page_of_menus_holds_no_article() -> None:
    menus = "<body><nav><a href=/a>News</a> <a href=/b>Sport</a></nav>"

    with pytest.raises(NoArticle, match="reads like an article"):
        located(menus)


def test_a_single_sentence_is_still_an_article() -> None:
    assert "wind" in words_kept(located(f"<body><p>{SENTENCE}"))


def test_a_menu_inside_the_body_is_dropped_under_its_rule() -> None:
    html = (
        f"<body><div class=entry-content><p>{SENTENCE * 2}</p>"
        "<div class='post-nav-menu'><a href=/1>One</a><a href=/2>Two</a></div>"
        f"<p>{SENTENCE * 3}</p></div>"
    )

    found = located(html)

    assert "One" not in words_kept(found)
    assert "chrome/page-frame" in {rule.name for rule in found.dropped.values()}


def test_a_chrome_name_around_the_whole_article_is_not_believed() -> None:
    html = f"<body><div class='footer popup'><p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p></div>"

    assert words_kept(located(html)).count("harbour") >= 3


def test_scripts_do_not_make_a_wrapper_look_small() -> None:
    script = "<script>" + "var a = 1; " * 3_000 + "</script>"
    html = f"<body>{script}<div class=nav-wrapper><p>{SENTENCE * 3}</p><p>{SENTENCE}</p></div>"

    assert "harbour" in words_kept(located(html))


def test_the_footer_of_an_article_element_is_looked_into() -> None:
    page = parse(
        Source(b"<body><article><p>text</p><footer><p>inner</p></footer></article>"), Notes()
    )

    flat = outline(page.root, compile_rules(load_rules("chrome")))

    assert [block.text for block in flat.blocks] == ["text", "inner"]


@pytest.mark.parametrize("name", ["image-and-copyright", "copyright", "picture-footer"])
def test_a_copyright_in_a_figure_is_the_pictures_and_not_the_pages_foot(name: str) -> None:
    figure = f"<figure><span class={name}><img src=a.jpg> Ann Lee</span></figure>"
    foot = f"<div class={name}>All rights reserved by the Gazette</div>"
    prose = f"<p>{SENTENCE}</p>" * 4

    kept = words_kept(located(f"<article>{prose}{figure}{prose}{foot}</article>"))

    assert "Ann Lee" in kept
    assert "All rights" not in kept


def test_a_body_split_over_sibling_containers_is_found_whole() -> None:
    parts = "".join(
        f"<div class=part><p>Part {n}. {SENTENCE * 2}</p><p>{SENTENCE}</p></div>"
        for n in range(1, 5)
    )

    text = words_kept(located(f"<body><div class=article>{parts}</div></body>"))

    assert all(f"Part {n}." in text for n in range(1, 5))


def test_a_forest_adds_the_leaves_it_reaches() -> None:
    forest = Forest(0.5, ((0, 1.0, (-1, -2.0, None, None), (-1, 3.0, None, None)),))

    assert forest.answer([1.0]) == -1.5
    assert forest.answer([1.1]) == 3.5


def test_a_page_is_judged_by_the_models_given() -> None:
    page = parse(Source(PAGE.encode()), Notes())

    sure, unsure = Notes(), Notes()

    locate(page, sure, models=replace(shipped_models(), subtree=Forest(0.75, ())))
    locate(page, unsure, models=replace(shipped_models(), subtree=Forest(0.25, ())))

    assert sure.diagnostics == []
    assert [(d.code, "(0.25)" in d.message) for d in unsure.diagnostics] == [("AP201", True)]


def test_a_forest_that_asks_for_what_is_not_computed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "weights.json").write_text('{"bias": {"": 0}}')
    tree = [["moon", 1.0, 1, 2], [0.0], [1.0]]
    (tmp_path / "forests.json").write_text(json.dumps({"subtree": {"base": 0, "trees": [tree]}}))

    with pytest.raises(ValueError, match="'moon'"):
        load_models(tmp_path)


def test_the_shipped_forests_ask_only_for_numbers_that_are_computed() -> None:
    flat = outline(parse(Source(PAGE.encode()), Notes()).root, compile_rules(load_rules("chrome")))
    sums = sums_of(flat, [0.0] * len(flat.blocks))
    compared = candidates(flat, sums, lambda names: 0.0)
    root = compared[0].index

    assert shipped_models().subtree.trees
    assert shipped_models().block.trees
    assert {len(row) for row in subtree_features(flat, sums, compared)} == {len(SUBTREE_FEATURES)}
    first = flat.elements[root].first
    numbers = block_features(flat, sums, frame_of(flat, sums, root), first)
    assert len(numbers) == len(BLOCK_FEATURES)


def test_a_page_whose_names_all_speak_against_it_is_judged_by_differences() -> None:
    paragraphs = "".join(f"<p>{n}. {SENTENCE}</p>" for n in range(4))
    flat = flat_of(f"<body><div>{paragraphs}<p><a href=/x>More</a></p></div></body>")
    sums = sums_of(flat, [-5.0, -5.0, -5.0, -5.0, -6.0], [-6.0] * 5)

    raised = lifted(flat, sums, 0)

    assert raised.scores == [1.5, 1.5, 1.5, 1.5, 0.5]
    assert lifted(flat, raised, 0) is raised


def test_a_diary_of_short_lines_is_judged_by_its_best_lines() -> None:
    lines = "".join(f"<p>Line {n}</p>" for n in range(3))
    flat = flat_of(f"<body><p>{SENTENCE}</p><div>{lines}</div></body>")
    sums = sums_of(flat, [2.0, -3.0, -3.0, -3.0], [-6.0] * 4)
    diary = next(index for index, element in enumerate(flat.elements) if element.tag == "div")

    assert lifted(flat, sums, diary).scores == [6.0, 1.5, 1.5, 1.5]
    assert lifted(flat, sums, 0) is sums


def test_a_paragraph_set_as_the_text_is_shares_its_look_and_one_set_apart_does_not() -> None:
    paragraphs = "".join(f'<p class="t">{n}. {SENTENCE}</p>' for n in range(4))
    apart = f'<p class="apart">{SENTENCE}</p>'
    flat = flat_of(f"<body><div>{paragraphs}{apart}</div></body>")

    alike = likeness(flat, [3.0] * 4 + [-3.0], [0.0] * 5, [True] * 5, (0, 5))

    share = LIKENESS_FEATURES.index("alike_wanted_part")
    assert alike.features(0)[share] > 0.99
    assert alike.features(4)[share] == 0.0
    assert len(alike.features(0)) == len(LIKENESS_FEATURES)


def test_the_line_that_files_an_article_is_no_text_but_a_numbered_note_may_be() -> None:
    filed = 'Posted in <a href="/o">Opinion</a> by <a href="/i">Ingrid Vale</a>.'
    note = 'Counted by the harbour master. <a href="#r">back</a>'
    flat = flat_of(
        f"<body><article><p>{SENTENCE}</p><footer><ol><li>{note}</li></ol>{filed}</footer>"
    )
    root = next(i for i, element in enumerate(flat.elements) if element.tag == "article")
    frame = frame_of(flat, sums_of(flat, [5.0, 5.0, 5.0]), root)

    assert [is_filing(flat, frame, index) for index in range(3)] == [False, False, True]
    assert "Posted in" not in words_kept(
        located(PAGE.replace("</article>", f"<footer>{filed}</footer></article>"))
    )


def test_a_page_of_three_lines_is_its_own_article() -> None:
    found = located('<body><a href="/x"><p>abc</p><p>def</p>ghi</a></body>')

    assert words_kept(found) == "abc def ghi"


def test_the_list_that_a_line_leads_on_to_stays_with_it() -> None:
    items = "".join(f'<li><a href="/{n}">Boat {n}</a></li>' for n in range(4))
    listed = flat_of(f"<body><p>The boats of that year:</p><ul>{items}</ul><p>{SENTENCE}</p>")
    linked = flat_of(f"<body><p>No boats that year.</p><ul>{items}</ul><p>{SENTENCE}</p>")

    assert list(mend(listed, [True, False, True], (0, 3), ())) == [1]
    assert list(mend(linked, [True, False, True], (0, 3), ())) == []


def test_a_page_of_a_menu_and_two_paragraphs_is_no_note_kept_whole() -> None:
    menu = "".join(f"<li><a href=/{n}>Page {n}</a></li>" for n in range(8))

    assert words_kept(located(f"<ul>{menu}</ul><div><p>{SENTENCE * 2}</p></div>")).startswith("The")


def test_only_what_fills_a_hole_between_kept_blocks_is_brought_back() -> None:
    flat = flat_of(
        f"<body><div><p>{SENTENCE}</p><h2>Nets</h2><p>{SENTENCE}</p><p>Sign up</p>"
        f"<p>{SENTENCE}</p><h2>More</h2></div></body>"
    )

    found = list(mend(flat, [True, False, True, False, True, False], (0, 6), ()))

    assert [flat.blocks[index].text for index in found] == ["Nets"]


@pytest.mark.parametrize("tag", ["h1", "h5", "h6"])
def test_a_heading_of_any_rank_between_kept_blocks_is_brought_back(tag: str) -> None:
    flat = flat_of(
        f"<body><h1>The harbour</h1><div><p>{SENTENCE}</p></div>"
        f"<div><{tag}>Nets</{tag}><p>{SENTENCE}</p></div></body>"
    )

    assert list(mend(flat, [False, True, False, True], (0, 4), ())) == [2]


def test_the_title_between_a_picture_and_the_text_is_not_brought_back() -> None:
    flat = flat_of(
        f"<body><figure><img src=a.jpg><figcaption>Nets</figcaption></figure>"
        f"<h1>The harbour</h1><p>{SENTENCE}</p></body>"
    )

    assert list(mend(flat, [True, False, True], (0, 3), ())) == []


def test_headings_in_a_row_between_kept_blocks_are_brought_back() -> None:
    flat = flat_of(
        f"<body><p>{SENTENCE}</p><h2><a href='#contents'>Boats</a></h2>"
        f"<h3>Nets <a href='#nets'>¶</a></h3><p>{SENTENCE}</p></body>"
    )

    assert list(mend(flat, [True, False, False, True], (0, 4), ())) == [1, 2]


@pytest.mark.parametrize(
    "headings",
    [
        "<h3><a href=/life>Life</a></h3><h3><a href=/nets>How nets are mended</a></h3>",
        "<h3>Life</h3><h3><a href=/nets>How nets are mended</a></h3>",
        "<h4>Life</h4><h4>Boats</h4><h4>Nets</h4><h4>Harbours</h4>",
        "<h3>Life</h3><div>Advertisement</div>",
        "<div>Advertisement</div><h2>References</h2>",
        "<div>Advertisement</div><a href=/nets><h3>How nets are mended</h3></a>",
    ],
)
def test_headings_that_lead_away_or_are_a_menu_are_not_brought_back(headings: str) -> None:
    flat = flat_of(f"<body><p>{SENTENCE}</p>{headings}<p>{SENTENCE}</p></body>")
    count = len(flat.blocks)
    kept = [index in (0, count - 1) for index in range(count)]

    assert list(mend(flat, kept, (0, count), ())) == []


def test_a_heading_right_above_the_text_that_goes_on_is_brought_back() -> None:
    flat = flat_of(
        f"<body><h2>News</h2><p>{SENTENCE}</p><p>Sign up</p><h2>Boats</h2><h3>Nets</h3>"
        f"<p>{SENTENCE}</p></body>"
    )

    assert list(mend(flat, [False, True, False, False, False, True], (0, 6), ())) == [3, 4]


def test_a_heading_above_all_text_is_not_brought_back() -> None:
    flat = flat_of(f"<body><p>Sign up</p><h2>12 May 2021</h2><p>{SENTENCE}</p></body>")

    assert list(mend(flat, [False, False, True], (0, 3), ())) == []


def test_a_table_of_figures_below_a_kept_block_is_brought_back() -> None:
    figures = "<table>" + "<tr><td>Year</td><td>12 boats</td></tr>" * 4 + "</table>"
    linked = "<table>" + "<tr><td><a href=/a>Year</a></td><td><a href=/b>12</a></td></tr>" * 4
    flat = flat_of(f"<body><p>{SENTENCE}</p>{figures}<p>{SENTENCE}</p>{linked}</table>")

    assert list(mend(flat, [True, False, True, False], (0, 4), ())) == [1]
    assert list(mend(flat, [False, False, True, False], (0, 4), ())) == []


def test_what_a_plugin_keeps_as_json_is_no_text_and_a_listing_of_json_is() -> None:
    data = '{"layout": 2, "label": "Add to the basket of this very small shop"}'
    kept = words_kept(located(PAGE.replace("<h2>What", f"<div>{data}</div><h2>What")))
    shown = words_kept(located(PAGE.replace("<h2>What", f"<pre>{data}</pre><h2>What")))

    assert "basket" not in kept
    assert "basket" in shown


def flat_of(html: str) -> Outline:
    root = parse(Source(html.encode()), Notes()).root
    return outline(root, compile_rules(load_rules("chrome")))


def test_a_column_of_short_paragraphs_stays_whole() -> None:
    told = [f"{number} boats came in, and the harbour master wrote it down." for number in range(9)]
    page = "".join(f"<p>{line}</p>" for line in told)
    flat = flat_of(f"<body><div>{page}<p><a href=/all>All the news of the harbour</a></p></div>")
    kept = [True] * 5 + [False] * 5

    assert list(mend(flat, kept, (0, 10), ())) == [5, 6, 7, 8]
