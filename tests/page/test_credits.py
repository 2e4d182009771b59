"""Bios and disclaimers on small invented pages, one convention each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articlepress.diagnostics import Notes
from articlepress.page.credits import Credits, find_credits
from articlepress.page.facts import gather_facts
from articlepress.page.locate import locate
from articlepress.page.parse import parse
from articlepress.source import Source

BODY = "".join(
    f"<p>The river rose again in week {week}, and the farmers along its banks moved their cattle "
    f"to the upper meadows, where the grass was thin but the ground was dry and safe.</p>"
    for week in range(1, 8)
)
BIO = "Ann Lee has written about rivers for twenty years. She lives in a mill with two dogs."
NOTE = "The views expressed in this article are those of the author and not of the Daily Bee."


def credits_of(inside: str = "", after: str = "", head: str = "", name: str = "Ann Lee") -> Credits:
    markup = (
        f"<!DOCTYPE html><html><head><title>The River</title>{head}</head><body>"
        f"<article><h1>The River</h1><p class='byline'>By {name}</p>"
        f"<div class='entry-content'>{BODY}{inside}</div></article>{after}</body></html>"
    )
    notes = Notes()
    page = parse(Source(markup.encode(), "page.html"), notes)
    return find_credits(page, locate(page, notes), gather_facts(page))


BOXES = [
    '<div class="saboxplugin-wrap"><div class="saboxplugin-authorname">Ann Lee</div>'
    f'<div class="saboxplugin-desc"><p>{BIO}</p></div></div>',
    f'<div class="m-a-box"><h5>Ann Lee</h5><div class="m-a-box-bio"><p>{BIO}</p></div></div>',
    '<div class="pp-multiple-authors-boxes-wrapper"><p class="pp-author-boxes-description '
    f'multiple-authors-description">{BIO}</p></div>',
    f'<div class="author-info"><h2 class="author-title">Ann Lee</h2><p class="author-bio">{BIO}'
    "</p></div>",
    f'<section class="author-box"><h4>Ann Lee</h4><div class="author-box-content"><p>{BIO}</p>'
    "</div></section>",
    f'<div class="wp-block-post-author__bio">{BIO}</div>',
    f'<div class="postauthor"><img src="a.jpg"><h4>Ann Lee</h4><p>{BIO}</p></div>',
    f'<div class="AuthorsBlock_about__x9"><p>{BIO}</p></div>',
    f"<h3>About the author</h3><p>{BIO}</p>",
    f"<p><em>{BIO}</em></p>",
]


@pytest.mark.parametrize("place", ["inside", "after"])
@pytest.mark.parametrize("box", BOXES, ids=range(len(BOXES)))
def test_a_bio_is_found_and_tied_to_its_author(box: str, place: str) -> None:
    found = credits_of(box, "") if place == "inside" else credits_of("", box)

    assert [(bio.name, bio.text) for bio in found.bios] == [("Ann Lee", BIO)]
    assert found.bios[0].box is not None
    assert "".join(node.text(deep=True) for node in found.bios[0].prose) == BIO


def test_only_the_prose_of_a_box_is_the_bio() -> None:
    box = (
        '<div class="author-box"><img class="avatar" src="ann.jpg" alt="Ann"><h4>Ann Lee</h4>'
        f'<p>{BIO}</p><a href="/author/ann">View all posts by Ann Lee</a>'
        '<a href="https://twitter.com/annlee">Twitter</a></div>'
    )

    bio = credits_of("", box).bios[0]
    assert bio.text == BIO
    assert bio.portrait_src == "ann.jpg"
    assert bio.links == ("https://twitter.com/annlee",)


def test_two_authors_keep_two_bios() -> None:
    other = "Tom Roe teaches history in Leeds. He is working on a book about dams."
    boxes = f'<div class="author-bio"><b>Ann Lee</b><p>{BIO}</p></div>' + (
        f'<div class="author-bio"><b>Tom Roe</b><p>{other}</p></div>'
    )

    found = credits_of("", boxes, name="Ann Lee and Tom Roe")
    assert {bio.name: bio.text for bio in found.bios} == {"Ann Lee": BIO, "Tom Roe": other}


@pytest.mark.parametrize(
    "text",
    [
        "Ann is a writer from Leeds who has followed rivers for twenty years and lives in a mill.",
        "A native of Leeds, Ann Lee has written about rivers for twenty years and lives in a mill.",
        "Ann Lee’s book about rivers, “Mills”, is out now. Follow her on her own pages and walks.",
        "Dr Ann has written about rivers for twenty years, lives in a mill and keeps two dogs.",
        "Hi, I’m Ann! I am a journalist who writes about rivers, and I live in a mill by one.",
        "The author is a journalist who has written about rivers and mills for twenty years.",
        "Die Autorin ist freie Journalistin und schreibt seit zehn Jahren über Flüsse und Mühlen.",
        "L’autrice est journaliste et écrit depuis vingt ans sur les rivières et sur les moulins.",
        "La autora es periodista y escribe desde hace veinte años sobre ríos y molinos.",
        "作者是自由撰稿的记者，二十年来一直在写关于河流和磨坊的文章，并且住在河边的一座磨坊里。",
    ],
)
@pytest.mark.parametrize("place", ["inside", "after"])
def test_a_closing_note_about_the_author_is_the_bio(text: str, place: str) -> None:
    note = f"<p><em>{text}</em></p>"

    found = credits_of(note) if place == "inside" else credits_of("", note)
    assert [(bio.name, bio.text) for bio in found.bios] == [("Ann Lee", text)]


def test_a_bio_may_be_a_rank_and_no_sentence_beside_the_authors_name() -> None:
    text = "Executive Editor at the Bee. Journalist since 2008. Enthusiastic mother, slow reader."
    found = credits_of("", f"<div class='author-box'><h4>Ann Lee</h4><p>{text}</p></div>")

    assert [(bio.name, bio.text) for bio in found.bios] == [("Ann Lee", text)]


def test_a_closing_note_may_stand_above_a_list_of_titles() -> None:
    titles = "".join(f"<h4>Another flood in the year {year}</h4>" for year in range(2001, 2016))
    note = "A native of Leeds, Ann Lee has written about rivers for twenty years; she has a mill."

    found = credits_of(f"<p>{note}</p>{titles}")
    assert [(bio.name, bio.text) for bio in found.bios] == [("Ann Lee", note)]


def test_a_blog_that_signs_with_its_name_has_an_author_who_says_hello() -> None:
    head = '<meta property="og:site_name" content="The River Mama">'
    text = (
        "Hey, I’m Jessica! Welcome to my blog, where I write as a journalist about rivers I love."
    )

    found = credits_of(f"<p>{text}</p>", head=head, name="The River Mama")
    assert [bio.text for bio in found.bios] == [text]


@pytest.mark.parametrize("label", ["About Ann Lee", "Über Ann Lee", "Sobre Ann Lee", "Meet Ann"])
def test_a_heading_with_the_authors_name_announces_the_bio(label: str) -> None:
    found = credits_of(f"<h3>{label}</h3><p>{BIO}</p>")

    assert [(bio.name, bio.text) for bio in found.bios] == [("Ann Lee", BIO)]


@pytest.mark.parametrize(
    "text",
    [
        "Lee: I have written about rivers for twenty years, and I work in a mill as a journalist.",
        "Sep 19, 2018 Ann Lee is a journalist on the rivers of Leeds and lives there in a mill.",
        "Subscribe to Ann Lee, who is a journalist in Leeds, or to our feeds of rivers and mills.",
    ],
)
def test_a_paragraph_that_begins_with_the_name_may_be_no_bio(text: str) -> None:
    assert credits_of(f"<p>{text}</p>").bios == ()


def test_what_a_company_says_of_itself_is_no_bio() -> None:
    head = '<meta property="og:site_name" content="Bell Mills">'
    text = "At Bell Mills, we are experts with years of experience, and our team works in Leeds."

    assert credits_of(f"<p>{text}</p>", head=head, name="Bell Mills").bios == ()


def test_a_bio_that_only_the_data_has_is_offered_and_not_taken() -> None:
    head = (
        '<script type="application/ld+json">{"@type":"Article","headline":"The River","author":'
        f'{{"@type":"Person","name":"Ann Lee","description":"{BIO}"}}}}</script>'
    )

    found = credits_of(head=head)
    (bio,) = found.unseen
    assert found.bios == ()
    assert (bio.text, bio.prose, bio.box) == (BIO, (), None)


@pytest.mark.parametrize(
    "trap",
    [
        '<form id="commentform"><p id="author">Write your name as it is to be shown.</p></form>',
        '<div id="comments"><div class="comment-author vcard">Pat</div><p>I was there and nothing '
        "has changed since, believe me, she said.</p></div>",
        '<div class="related-posts"><div class="author-bio">Pat Kay is a baker who writes about '
        "bread.</div></div>",
        '<div class="author">By Ann Lee</div>',
    ],
)
def test_what_only_looks_like_a_bio_is_none(trap: str) -> None:
    assert credits_of("", trap).bios == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (NOTE, "opinion"),
        ("Opinions expressed here are my own.", "opinion"),
        ("Die Meinung des Autors gibt nicht die Meinung der Redaktion wieder.", "opinion"),
        ("Las opiniones expresadas en este artículo son responsabilidad del autor.", "opinion"),
        ("本文仅代表作者个人观点，不代表本站立场，请读者自行判断。", "opinion"),
        (
            "This content is not intended to be a substitute for professional medical advice.",
            "advice",
        ),
        ("Dieser Text stellt keine Anlageberatung dar und ersetzt keine Beratung.", "advice"),
        ("This post contains affiliate links, and we may earn a small commission.", "affiliate"),
        ("When you buy through our links, we may earn an affiliate commission.", "affiliate"),
        ("This post was sponsored by Acme Pumps, who paid for our trip.", "sponsored"),
        ("The authors have declared that no competing interests exist.", "other"),
        ("Cet article ne constitue pas un conseil en investissement.", "advice"),
        ("Questo testo non sostituisce il parere di un medico.", "advice"),
        ("Este artigo não substitui a consulta com um médico.", "advice"),
        ("Мнение автора может не совпадать с мнением редакции.", "opinion"),
        ("De mening van de auteur is niet die van de redactie.", "opinion"),
        ("Le opinioni espresse in questo articolo sono dell'autore.", "opinion"),
        ("Les opinions exprimées dans cet article n'engagent que leur auteur.", "opinion"),
        ("本記事の内容は個人の見解であり、所属する組織の意見ではありません。", "opinion"),
        ("الآراء الواردة في هذا المقال لا تعبر بالضرورة عن رأي الصحيفة.", "opinion"),
        (
            "Disclaimer (varies by section): pieces here may contain opinions of the author, and "
            "these may not necessarily reflect the views of the site.",
            "opinion",
        ),
    ],
)
def test_a_disclaimer_says_of_which_kind_it_is(text: str, kind: str) -> None:
    found = credits_of(f"<p><em>{text}</em></p>").disclaimers

    assert [(find.text, find.kind) for find in found] == [(text, kind)]


@pytest.mark.parametrize("form", ["<p><em>{}</em></p>", '<div class="disclaimer">{}</div>'])
@pytest.mark.parametrize("place", ["inside", "after"])
def test_bio_and_disclaimer_are_found_in_either_order(form: str, place: str) -> None:
    box = f'<div class="postauthor"><h4>Ann Lee</h4><p>{BIO}</p></div>'
    for parts in ((box, form.format(NOTE)), (form.format(NOTE), box)):
        text = "".join(parts)

        found = credits_of(text, "") if place == "inside" else credits_of("", text)
        assert [bio.text for bio in found.bios] == [BIO]
        assert [find.text for find in found.disclaimers] == [NOTE]


@pytest.mark.parametrize(
    "trap",
    [
        "<div id='comments'><p>Opinions expressed in reader comments are those of the author "
        "only.</p></div>",
        "<footer><p>The views expressed on this site are those of the author.</p></footer>",
        "<div class='trc_related'><a class='trc_disclosure_link' href='#'>Sponsored links by "
        "Taboola</a></div>",
        "<p>She earned a commission on every tractor she sold that spring, and more.</p>",
        "<p>“The law is on my side, I can not have a conflict of interest,” the mayor said.</p>",
        "<p>The agreement does not follow the advice of scientists who measured the river.</p>",
    ],
)
def test_what_only_looks_like_a_disclaimer_is_none(trap: str) -> None:
    assert credits_of("", trap).disclaimers == ()


def test_a_byline_in_the_body_is_found() -> None:
    markup = f"<html><body><h1>The River</h1><div class='entry-content'><p>By Ann Lee</p>{BODY}"
    notes = Notes()
    page = parse(Source(markup.encode(), "page.html"), notes)

    found = find_credits(page, locate(page, notes), gather_facts(page))
    assert [find.text for find in found.bylines] == ["By Ann Lee"]


BOX_WITHOUT_RULE = f"<h3>About the author</h3><p>Ann Lee</p><p>{BIO}</p>"


@pytest.mark.parametrize("box", [BOX_WITHOUT_RULE, f"<div class=about-the-author>{BIO}</div>"])
@pytest.mark.parametrize("place", ["inside", "after"])
def test_a_disclaimer_right_after_a_bio_is_no_part_of_it(box: str, place: str) -> None:
    both = f"{box}<p><em>Disclaimer: {NOTE}</em></p>"

    found = credits_of(both, "") if place == "inside" else credits_of("", both)

    assert [bio.text for bio in found.bios] == [BIO]
    assert [find.text for find in found.disclaimers] == [f"Disclaimer: {NOTE}"]


def test_a_bio_that_disclaims_stays_whole() -> None:
    bio = f"{BIO} The views expressed in this article are her own."

    found = credits_of(f"<div class=author-bio><p>{bio}</p></div>")

    assert [find.text for find in found.bios] == [bio]
    assert not found.disclaimers


def test_a_bio_of_two_paragraphs_beside_the_body_does_not_take_the_body_along() -> None:
    more = "She has also worked as a ferryman, and she is the author of two books on eels."

    (found,) = credits_of(f"<h3>About the author</h3><p>{BIO}</p><p>{more}</p>").bios

    assert found.text == f"{BIO}\n\n{more}"
    assert found.box is None or "rose again" not in found.box.text(deep=True)


@pytest.mark.parametrize(("footer", "count"), [("{}</article>", 1), ("</article>{}", 0)])
def test_a_disclaimer_may_stand_in_the_articles_own_footer(footer: str, count: int) -> None:
    markup = (
        f"<body><article><h1>The River</h1><p>By Ann Lee</p>{BODY}"
        + footer.format(f"<footer><p>{NOTE}</p></footer>")
        + "</body>"
    )
    notes = Notes()
    page = parse(Source(markup.encode(), "page.html"), notes)

    found = find_credits(page, locate(page, notes), gather_facts(page))

    assert len(found.disclaimers) == count


def test_the_line_that_names_the_author_in_the_articles_footer_is_a_byline() -> None:
    line = "This entry was posted on March 9, 2018 by Ann Lee."
    markup = (
        f"<body><article><h1>The River</h1><p>By Ann Lee</p>{BODY}"
        f"<footer class=entry-meta>{line}</footer></article></body>"
    )
    notes = Notes()
    page = parse(Source(markup.encode(), "page.html"), notes)

    found = find_credits(page, locate(page, notes), gather_facts(page))

    assert line in [byline.text for byline in found.bylines]


def test_the_lines_above_a_bio_without_a_box_leave_the_body_with_it() -> None:
    (found,) = credits_of(BOX_WITHOUT_RULE).bios

    assert [node.text(deep=True) for node in found.label] == ["About the author", "Ann Lee"]


def test_views_told_in_the_midst_of_the_text_are_its_own() -> None:
    told = "The opinions of farmers do not necessarily reflect those of their wives, she found."
    text = BODY + f"<p>{told}</p>" + 3 * BODY

    assert credits_of(text).disclaimers == ()


def test_the_line_above_a_disclaimer_leaves_the_body_with_it() -> None:
    extra = "As a service to our readers we keep old articles; please note the date of each one."
    found = credits_of(f"<p>Disclaimer:</p><p>{extra}</p><p>{NOTE}</p>")

    assert [find.text for find in found.disclaimers] == [extra, NOTE]
    assert [node.text(deep=True) for node in found.disclaimers[0].label] == ["Disclaimer:"]


def test_a_bio_in_the_sites_footer_is_found_by_the_authors_name() -> None:
    (found,) = credits_of(after=f"<footer class=site-footer><p>{BIO}</p></footer>").bios

    assert (found.name, found.text) == ("Ann Lee", BIO)


def test_a_word_on_earnings_above_the_article_is_a_disclaimer() -> None:
    told = "We may earn a commission when you buy through links on our site."

    (found,) = credits_of(f"<div class=post-meta><p>{told}</p></div>").disclaimers

    assert (found.text, found.kind) == (told, "affiliate")


def test_who_takes_part_in_a_programme_of_links_is_no_bio() -> None:
    told = (
        "Ann Lee is a participant in the Amazon Services LLC Associates Program, an affiliate "
        "program that lets her earn fees by linking to books."
    )

    assert not credits_of(after=f"<footer class=site-footer><p>{told}</p></footer>").bios


def test_a_box_that_holds_the_body_and_has_a_sidebar_is_no_sidebar() -> None:
    told = "We may earn a commission when you buy through links in this article."
    text = f"<div class='content has-sidebar'><div>{BODY}<p>{told}</p></div></div>"
    markup = (
        f"<html><body><main><article><div class=wrap><h1>The River</h1><p>{BIO}</p>{text}"
        f"<p>{BIO}</p></div></article></main></body></html>"
    )
    page = parse(Source(markup.encode(), "page.html"), Notes())
    wrap = page.tree.css_first(".wrap")
    assert wrap is not None
    located = replace(locate(page, Notes()), roots=(wrap,))

    found = find_credits(page, located, gather_facts(page))

    assert [find.text for find in found.disclaimers] == [told]


def test_a_disclaimer_that_the_page_repeats_is_one() -> None:
    (found,) = credits_of(f"<p>{NOTE}</p>", f"<div><p>{NOTE}</p></div>").disclaimers

    assert found.text == NOTE
    assert [node.text(deep=True) for node in found.label] == [NOTE]


def test_advice_in_a_sentence_with_a_not_elsewhere_is_no_disclaimer() -> None:
    told = (
        "Takeaway: translate the findings (say what they mean and why not all rivers are equal) "
        "into advice that farmers can follow, and keep the tables for the appendix."
    )

    assert credits_of(f"<p>{told}</p>").disclaimers == ()


def test_a_note_on_the_author_amid_a_long_guide_is_a_bio() -> None:
    note = (
        "Ann Lee is a writer who has reported on rivers for twenty years. She lives in a mill and "
        "is the author of two books on eels."
    )

    (found,) = credits_of(f"<blockquote><p>{note}</p></blockquote>{BODY * 3}").bios

    assert (found.name, found.text) == ("Ann Lee", note)


def test_a_row_of_a_listing_in_an_authors_box_is_no_bio() -> None:
    row = (
        "<div class=author-description>Ann Lee | Contributing Writer of the Bee | 5 days ago</div>"
    )

    assert credits_of(after=row).bios == ()


def test_a_card_amid_comments_is_anothers_and_the_next_in_the_same_sidebar_is_not() -> None:
    other = BIO.replace("rivers", "readers")
    card = "<div class=author-bio><h4>Ann Lee</h4><p>{}</p></div>"
    comments = f"<div class=comments><div class=entry>{card.format(other)}</div></div>"
    sidebar = f"<aside class=sidebar>{comments}{card.format(BIO)}</aside>"

    assert [bio.text for bio in credits_of("", sidebar).bios] == [BIO]
    assert [bio.text for bio in credits_of("", comments).bios] == []


def test_the_authors_come_with_their_credits() -> None:
    assert [person.name for person in credits_of(name="Ann Lee and Tom Roe").people] == [
        "Ann Lee",
        "Tom Roe",
    ]


def test_links_that_share_the_page_are_no_profiles_of_its_author() -> None:
    share = "".join(
        f'<a href="{address}">share</a>'
        for address in (
            "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fexample.org",
            "https://twitter.com/intent/tweet?url=https%3A%2F%2Fexample.org",
            "https://x.com/share?url=x",
            "https://www.linkedin.com/shareArticle?mini=true&url=x",
            "https://reddit.com/submit?url=x",
            "https://pinterest.com/pin/create/button/?url=x",
            "https://www.facebook.com/",
        )
    )
    box = (
        f'<div class="author-box"><h4>Ann Lee</h4>{share}<p>{BIO}</p>'
        '<a href="https://twitter.com/annlee">X</a>'
        '<a href="https://instagram.com/https://instagram.com/ann.lee/">Instagram</a></div>'
    )

    (bio,) = credits_of(box).bios

    assert bio.links == ("https://twitter.com/annlee", "https://instagram.com/ann.lee/")


@pytest.mark.parametrize(
    ("picture", "address"),
    [
        ("<img src='data:image/gif;base64,R0lG' data-srcset='a.jpg 1x, ann.jpg 2x'>", "ann.jpg"),
        ("<img src='/images/blank.gif' data-lazyload='ann.jpg'>", "ann.jpg"),
        ("<img src='/images/blank.gif'>", ""),
        ("<img src='data:image/svg+xml,x'><noscript><img src='ann.jpg'></noscript>", "ann.jpg"),
        (f"<img src='data:image/png;base64,{'A' * 900}'>", f"data:image/png;base64,{'A' * 900}"),
        ("<img src='data:image/svg+xml,%3Csvg%3E%3C/svg%3E'><img src='x.png'>", ""),
    ],
)
def test_a_portrait_is_no_placeholder(picture: str, address: str) -> None:
    box = f'<div class="author-box"><h4>Ann Lee</h4>{picture}<p>{BIO}</p></div>'

    assert credits_of(box).bios[0].portrait_src == address
