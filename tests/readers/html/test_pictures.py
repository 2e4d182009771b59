"""Pictures: the real address, the caption, the place in the text, the bytes beside the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from articlepress import nodes as n
from articlepress.page.srcset import parse_srcset, widest
from articlepress.readers.html.pictures import Pictures
from articlepress.walk import inline_text, plain_text, query

from .pages import blocks_of

GIF = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
HOST = "https://paper.example/news"


def sources(html: str) -> list[str]:
    return [image.src for image in query(blocks_of(html), n.Image)]


@pytest.mark.parametrize(
    "attributes",
    [
        'src="real.jpg"',
        'data-src="real.jpg"',
        f'src="{GIF}" data-lazy-src="real.jpg"',
        'src="/img/placeholder.png" data-original="real.jpg"',
        'src="spacer.gif" data-srcset="small.jpg 300w, real.jpg 900w"',
        'srcset="small.jpg 1x, real.jpg 2x"',
        'src="blank.gif" data-unheard-of="real.jpg"',
        'src="/assets/preloaderbig.gif" data-src="real.jpg"',
        'src="real.jpg" data-src="larger.jpg"',
        'src="//:0" data-srcset="real.jpg 900w"',
        'src="/media/img/missing-image.svg" data-original="real.jpg"',
    ],
)
def test_the_real_address_is_found(attributes: str) -> None:
    assert sources(f"<img {attributes}>") == [f"{HOST}/real.jpg"]


def test_a_set_of_blanks_gives_what_its_loader_keeps() -> None:
    blank = f'<source srcset="{GIF}" media="print">'
    kept = f'<source srcset="{GIF}" data-srcset="small.jpg 300w, real.jpg 900w">'

    assert sources(f'<picture>{blank}{kept}<img src="{GIF}"></picture>') == [f"{HOST}/real.jpg"]


@pytest.mark.parametrize(
    ("alt", "kept"),
    [
        ("bed-hotel-room.JPG", ""),
        ("IMG_2023(1).jpeg", ""),
        ("The quay, from quay.jpg", "The quay, from quay.jpg"),
        ("A.", "A."),
    ],
)
def test_a_files_name_is_no_alternative_text(alt: str, kept: str) -> None:
    (image,) = query(blocks_of(f'<img src="a.jpg" alt="{alt}">'), n.Image)

    assert image.alt == kept


def test_a_sign_in_a_caption_is_no_picture_of_the_article() -> None:
    caption = '<p class="wp-caption-text"><img src="camera@2x.png">Dawn</p>'

    (figure,) = blocks_of(f'<div class="wp-caption"><img src="a.jpg" alt="A">{caption}</div>')

    assert isinstance(figure, n.Figure)
    assert inline_text(figure.caption) == "Dawn"
    assert [image.alt for image in query(figure, n.Image)] == ["A"]


@pytest.mark.parametrize(
    ("alt", "src", "kept"),
    [
        ("IMG_4402", "up/IMG_4402-300x200.jpg", ""),
        ("image-png-Jan-17-2021", "image-png-Jan-17-2021.webp?w=700", ""),
        ("girl-on-the-train", "Girl-on-the-Train-scaled.jpg", "girl on the train"),
        ("The%20Quay%20series", "up/The Quay series.png", "The Quay series"),
        ("crown", "crown.png", "crown"),
        ("well-kept", "quay.png", "well-kept"),
        ("A quay-wall", "A quay-wall.png", "A quay-wall"),
        ("Two Ships.png", "thumb/Two_Ships.png/230px-Two_Ships.png", "Two Ships"),
        ("Shot at 14.06.png", "up/shot_at_1406.png__768x0.png", "Shot at 14.06"),
        ("As drawn in quay wall.png", "up/quay_wall.png", "As drawn in quay wall.png"),
    ],
)
def test_the_words_of_a_files_name_are_set_apart_and_figures_say_nothing(
    alt: str, src: str, kept: str
) -> None:
    (image,) = query(blocks_of(f'<img src="{src}" alt="{alt}" title="{alt}">'), n.Image)

    assert (image.alt, image.title) == (kept, "")


def test_a_set_written_into_the_address_gives_its_widest() -> None:
    src = "a.jpg%20600w,%20http://e.org/b-300x169.jpg%20300w"

    assert sources(f'<img src="{src}">') == [f"{HOST}/a.jpg"]


def test_an_animation_that_names_a_drawing_too_is_shown() -> None:
    assert sources('<img src="dance.gif" data-image="still.svg">') == [f"{HOST}/dance.gif"]


def test_a_caption_named_in_one_word_and_the_credit_in_it_belong_to_the_picture() -> None:
    (figure,) = blocks_of(
        '<div class="photo"><p><img src="quay.jpg"></p><span class="newsCaption">The quay at noon '
        '<span class="caption">(Image: Ann Lee)</span></span></div>'
    )

    assert isinstance(figure, n.Figure)
    assert inline_text(figure.caption) == "The quay at noon"
    assert inline_text(figure.credit) == "(Image: Ann Lee)"


def test_a_fallback_stands_for_its_lazy_picture_once() -> None:
    html = (
        f'<p><img src="{GIF}" data-src="a-300.jpg" alt="A">'
        '<noscript><img src="a.jpg"></noscript></p>'
    )

    (image,) = query(blocks_of(html), n.Image)

    assert (image.src, image.alt) == (f"{HOST}/a.jpg", "A")


@pytest.mark.parametrize(
    "html",
    [
        '<noscript><img src="IMG_8299.jpeg"></noscript><img data-src="x" alt="IMG_8299.jpeg">',
        '<picture><source srcset="IMG_8299.jpeg 2x"><img alt="IMG_8299.jpeg"></picture>',
    ],
)
def test_a_files_name_is_no_alternative_text_wherever_the_picture_stands(html: str) -> None:
    (image,) = query(blocks_of(f"<p>{html}</p>"), n.Image)

    assert (image.src, image.alt) == (f"{HOST}/IMG_8299.jpeg", "")


def test_a_fallback_before_its_lazy_picture_stands_for_it_once_too() -> None:
    html = (
        '<div><noscript><img src="a.jpg"></noscript><img data-src="a.jpg?format=500w" alt="A">'
        '</div><div><noscript><img src="b.jpg"></noscript><img src="/low/b.jpg" data-src="b.jpg">'
        '</div><div><noscript><img src="c.jpg"></noscript><img src="d.jpg"></div>'
    )

    assert sources(html) == [f"{HOST}/{name}.jpg" for name in "abcd"]


def test_the_blur_below_a_picture_is_none() -> None:
    blur = f"data:image/png;base64,{'A' * 1_500}"
    html = f'<img aria-hidden="true" src="{blur}" alt=""><noscript><img src="a.jpg"></noscript>'

    assert sources(f"<div>{html}</div>") == [f"{HOST}/a.jpg"]


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<span><img src="/img/icons/zoom.svg" alt="Zoom in"></span><p>Text</p>', 0),
        ('<div><img src="/img/icon-money.svg"></div>', 0),
        ('<button><span><img src="expand.svg"></span></button><p>Text</p>', 0),
        ('<button><img src="still.jpg"></button><p>Text</p>', 1),
        ('<p>Press <img src="/img/icons/save.svg" alt="save"> to keep it.</p>', 1),
        ('<a href="/go"><img src="/download_buttons/get_flash_player.gif" alt="Get it"></a>', 0),
        ('<div><img src="/icons/trinity.jpg"></div>', 1),
        ('<div><img src="/icons/a.svg" alt="How the pump lifts water"></div>', 1),
    ],
)
def test_icons_and_pictures_of_buttons_are_not_shown(html: str, shown: int) -> None:
    assert len(sources(html)) == shown


@pytest.mark.parametrize(
    "address",
    [
        "https://pinterest.com/pin/create/button/?url=x",
        "https://twitter.com/intent/tweet?url=x",
        "https://api.whatsapp.com/send?text=x",
        "mailto:?subject=x",
    ],
)
def test_an_icon_that_shares_the_page_is_none(address: str) -> None:
    assert sources(f'<p><a href="{address}"><img src="pin.png"></a></p><p>Text</p>') == []
    assert sources(f'<p><a href="https://x.com/ann"><img src="ann.png" alt="{address}"></a></p>')


def test_a_picture_that_a_script_would_put_into_its_figure_is_shown() -> None:
    (figure,) = blocks_of(
        '<figure><div class="delayed" data-alt="The quay" data-src="a.jpg" data-width="9"></div>'
        "<figcaption>At noon</figcaption></figure>"
    )

    assert isinstance(figure, n.Figure)
    assert figure.content == (n.Plain((n.Image(f"{HOST}/a.jpg", "The quay"),)),)
    assert inline_text(figure.caption) == "At noon"


@pytest.mark.parametrize("name", ["thumbcaption", "postpicturecaption", "photoCaption"])
def test_a_caption_whose_class_is_one_word_is_one(name: str) -> None:
    blocks = blocks_of(f'<div><img src="a.jpg"><div class="{name}">The quay at noon</div></div>')

    (figure,) = query(blocks, n.Figure)
    assert inline_text(figure.caption) == "The quay at noon"


@pytest.mark.parametrize("name", ["mr3 gray", "caption__source", "article-caption-owner"])
def test_a_captions_sentence_and_the_photographer_are_not_run_together(name: str) -> None:
    (figure,) = blocks_of(
        '<figure><img src="a.jpg"><figcaption><span class="f2">The quay at noon.</span>'
        f'<span class="{name}">Ann Lee / Agency</span></figcaption></figure>'
    )

    assert isinstance(figure, n.Figure)
    words = (inline_text(figure.caption), inline_text(figure.credit))
    assert words in (
        ("The quay at noon. Ann Lee / Agency", ""),
        ("The quay at noon.", "Ann Lee / Agency"),
    )


def test_one_picture_may_stand_twice_in_an_article() -> None:
    assert len(sources('<p><img src="a.jpg"></p><p>Text</p><p><img src="a.jpg"></p>')) == 2


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://pixel.wp.com/g.gif?v=1">',
        '<img src="x.gif" width="1" height="1">',
        '<img src="https://count.example/p?c=9" style="width:0px; height:0px;">',
        f'<img src="{GIF}">',
        f'<picture><source srcset="{GIF}"><img src="{GIF}" alt="A"></picture>',
        '<img src="javascript:alert(1)">',
        '<img src="file:///etc/passwd.png">',
    ],
)
def test_what_shows_nothing_is_no_picture(html: str) -> None:
    assert sources(f"<p>Text{html}</p>") == []


def test_a_picture_whose_border_or_one_side_is_small_is_shown() -> None:
    html = (
        '<img src="a.jpg" style="border-width: 0; min-height: 1px; height: 400px">'
        '<img src="b.jpg" style="height: 1px; width: 600px">'
        '<img src="c.jpg" style="width: 0; height: 0; min-width: 100%; min-height: 100%">'
    )

    assert len(sources(html)) == 3


def test_addresses_with_commas_survive_a_srcset() -> None:
    value = (
        "https://c.example/w_1456,c_limit/a.jpg 1456w, https://c.example/w_424,c_limit/a.jpg 424w"
    )

    assert [(c.url, c.width) for c in parse_srcset(value)] == [
        ("https://c.example/w_1456,c_limit/a.jpg", 1456),
        ("https://c.example/w_424,c_limit/a.jpg", 424),
    ]
    assert widest("a.jpg 9000w, b.jpg 800w") == "b.jpg"


def test_a_linked_picture_in_a_heading_stands_before_it() -> None:
    blocks = blocks_of(
        '<h3><a href="big.jpg"><img src="s.jpg" alt="Forces"></a>Change</h3><p>x</p>'
    )

    assert [type(block) for block in blocks] == [n.Figure, n.Heading, n.Paragraph]
    assert inline_text(blocks[1].content) == "Change"  # type: ignore[union-attr,arg-type]
    assert not list(query(blocks, n.Link))


def test_a_picture_keeps_the_link_that_leads_elsewhere() -> None:
    (figure,) = blocks_of('<a href="https://x.example/story"><img src="a.jpg"></a>')

    assert [link.url for link in query((figure,), n.Link)] == ["https://x.example/story"]


def test_a_picture_inside_a_sentence_glues_no_words() -> None:
    blocks = blocks_of('<p>Before<img src="a.jpg">after.</p>')

    assert plain_text(blocks) == "Before after."


def test_an_icon_stays_in_its_line() -> None:
    (paragraph,) = blocks_of('<p>Press <img src="i.png" width="16" height="16" alt="X"> now</p>')

    assert isinstance(paragraph, n.Paragraph)
    assert len(list(query((paragraph,), n.Image))) == 1


def test_an_emoji_picture_is_its_character() -> None:
    blocks = blocks_of('<p>Fine <img class="wp-smiley" alt="🙂" src="e.svg"></p>')

    assert plain_text(blocks) == "Fine 🙂"


@pytest.mark.parametrize(
    "html",
    [
        '<figure><img src="a.jpg"><figcaption>The bridge</figcaption></figure>',
        '<div class="wp-caption"><img src="a.jpg"><p class="wp-caption-text">The bridge</p></div>',
        '<p>[caption id="attachment_1" width="9"]<img src="a.jpg"> The bridge[/caption]</p>',
        '<table class="tr-caption-container"><tr><td><img src="a.jpg"></td></tr>'
        '<tr><td class="tr-caption">The bridge</td></tr></table>',
        '<dl class="gallery-item"><dt><img src="a.jpg"></dt>'
        '<dd class="gallery-caption">The bridge</dd></dl>',
    ],
)
def test_a_caption_goes_with_its_picture(html: str) -> None:
    (figure,) = blocks_of(html)

    assert isinstance(figure, n.Figure)
    assert inline_text(figure.caption) == "The bridge"


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("The bridge. Photo: Ann Lee", "Photo: Ann Lee"),
        ("The bridge. (Photo by Ann Lee/AP)", "(Photo by Ann Lee/AP)"),
        ("The bridge. © Ann Lee", "© Ann Lee"),
        ('The bridge. <span class="credit">Ann Lee</span>', "Ann Lee"),
        ("The bridge. Foto: Ann Lee", "Foto: Ann Lee"),
    ],
)
def test_a_credit_stands_apart_from_the_caption(caption: str, credit: str) -> None:
    (figure,) = blocks_of(f'<figure><img src="a.jpg"><figcaption>{caption}</figcaption></figure>')

    assert isinstance(figure, n.Figure)
    assert inline_text(figure.caption) == "The bridge."
    assert inline_text(figure.credit) == credit


def test_pictures_are_found_beside_the_page_and_nowhere_else(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    (folder / "My page_files").mkdir(parents=True)
    (folder / "My page_files" / "photo one.jpg").write_bytes(b"x")
    (folder / "near.png").write_bytes(b"x")
    (tmp_path / "secret.png").write_bytes(b"x")
    pictures = Pictures(HOST + "/bridge", folder, "My page")

    found = {
        reference: pictures.assets.get(pictures.resolve(reference))
        for reference in (
            "near.png",
            "./My%20page_files/photo%20one.jpg",
            "https://cdn.example/x/photo%20one.jpg?w=3",
            "../secret.png",
            "/secret.png",
        )
    }

    assert [ref.path.name if ref and ref.path else "" for ref in found.values()] == [
        "near.png",
        "photo one.jpg",
        "photo one.jpg",
        "",
        "",
    ]


@pytest.mark.parametrize("reference", ["page_files/a.jpg", "./page_files/b%20b.jpg"])
def test_a_picture_in_the_folder_a_browser_saved_has_no_address_on_the_network(
    reference: str, tmp_path: Path
) -> None:
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "a.jpg").write_bytes(b"x")
    pictures = Pictures(HOST + "/bridge", tmp_path, "page")

    src = pictures.resolve(reference)

    assert src == reference.removeprefix("./")
    assert (src in pictures.assets) == reference.endswith("a.jpg")


def test_a_folder_on_the_network_may_end_as_a_saved_one_does(tmp_path: Path) -> None:
    pictures = Pictures(HOST + "/", tmp_path, "page")

    assert pictures.resolve("press_files/a.jpg") == f"{HOST}/press_files/a.jpg"


def test_a_picture_in_its_address_becomes_bytes_with_a_short_name() -> None:
    pictures = Pictures()
    packed = "iVBORw0KGgo" + "A" * 600

    src = pictures.resolve(f"data:image/png;base64,{packed}=")

    assert src.startswith("picture-")
    assert src.endswith(".png")
    assert pictures.assets[src].content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "box",
    [
        '<div style="display:none"><img src="pin.jpg"></div>',
        '<div style="width: 1px; display: none;"><p><a href="/x"><img src="pin.jpg"></a></p></div>',
    ],
)
def test_a_picture_alone_in_a_box_that_is_never_shown_is_the_pages_own(box: str) -> None:
    assert sources(f"<p>Before.</p>{box}<p>After.</p>") == []


@pytest.mark.parametrize(
    "box",
    [
        '<img style="display:none" src="quay.jpg">',
        '<div style="display:none"><img src="quay.jpg"><p>The quay at noon</p></div>',
        '<div style="display:none"><img src="quay.jpg"><img src="quay.jpg"></div>',
        '<div><img src="quay.jpg"></div> <div style="display:none"><img src="quay.jpg"></div>',
        '<div style="display:none"><img src="quay.jpg"></div>\n<div style="display:none"><img'
        ' src="quay.jpg"></div>',
    ],
)
def test_a_slide_or_what_scripts_show_in_time_stays(box: str) -> None:
    assert set(sources(f"<p>Before.</p>{box}<p>After.</p>")) == {f"{HOST}/quay.jpg"}


def test_a_line_below_a_picture_that_says_whose_it_is_becomes_its_credit() -> None:
    figure, *rest = blocks_of("<p><img src=tug.jpg></p><p>Ann Lee / Reuters</p><p>The tug.</p>")

    assert isinstance(figure, n.Figure)
    assert inline_text(figure.credit) == "Ann Lee / Reuters"
    assert rest == [n.Paragraph((n.Text("The tug."),))]


@pytest.mark.parametrize(
    "html",
    [
        "<p>The tug.</p><p>Ann Lee / Reuters</p>",
        "<p><img src=tug.jpg></p><p>The tug.</p><p>Ann Lee / Reuters</p>",
        "<table><tr><td>1<td>2<tr><td>3<td>4</table><p>Source: Harbour Board</p>",
        "<p><img src=a.jpg><img src=b.jpg></p><p>Reuters said that the tug was lost.</p>",
    ],
)
def test_such_a_line_elsewhere_stays_a_paragraph(html: str) -> None:
    assert isinstance(blocks_of(html)[-1], n.Paragraph)
