"""The column the themes publish: original words, with every hard case of a saved page."""

from __future__ import annotations

from dataclasses import dataclass

TITLE = "The Ferry Nobody Asked For"
SITE = "The Saltmarsh Gazette"
AUTHOR = "Ingrid Vale"
DATE = "2018-03-09"
DATE_TEXT = "March 9, 2018"
URL = "https://gazette.example.com/2018/03/the-ferry-nobody-asked-for/"

PARAGRAPHS = (
    "Every spring the county discovers the river again. This year it has discovered it with forty "
    "million crowns, a consultant from the capital, and a drawing of a ferry that looks like a "
    "toaster with windows. The toaster is to cross the estuary eleven times a day.",
    "I have lived beside that estuary for thirty-one years, and I can report that nobody has ever "
    "stood on the east bank and wished for a toaster. People have wished for a bus, a dentist, and "
    "on one memorable evening a helicopter, but the river itself has never been the trouble.",
    "The old bridge, which the drawing leaves out, carries six thousand cars on a weekday and will "
    "carry them for another forty years if somebody paints it. Paint is cheap. Paint is also, I "
    "have come to understand, invisible from the windows of the county hall.",
    "What the plan really moves is money: from the bridge fund, which is dull, to the future fund, "
    "which is not. The engineers wrote this down in an appendix that was printed once, on a "
    "Friday, "
    "and then mislaid until a retired surveyor asked for it by its number.",
    "So let the council vote as it likes, but let it vote with the appendix on the table and the "
    "bridge in the picture. A ferry may be a fine thing. A ferry that hides a bridge is only an "
    "expensive way of looking at water.",
)
HEADINGS = ("A toaster with windows", "What the appendix says")
ALT = "The old bridge at low tide"
CAPTION = "The bridge last autumn, before the rust was measured."
BIO = (
    "Ingrid Vale has written the Saturday column since 2004 after two decades as a harbour pilot. "
    "She keeps bees on the west bank and has never missed a council meeting that served coffee."
)
DISCLAIMER = (
    "Disclaimer: The views expressed in this column are those of the author and do not necessarily "
    "reflect the position of The Saltmarsh Gazette."
)

NOISE = (
    "Cannot modify header",
    "Share this",
    "Tweet this",
    "Sign up for our weekly letter",
    "You might also enjoy",
    "Seven walks for a wet Sunday",
    "Leave a Reply",
    "will not be published",
    "I agree with every word",
    "Recent Posts",
    "All rights reserved",
    "Filed Under",
    "You are here",
    "We use cookies",
    "Proudly powered by",
    "Older: A bench with a view",
    "View all posts by",
    "Subscribe to our newsletter",
    "Skip to content",
    "Search for:",
)


@dataclass(frozen=True, slots=True)
class Theme:
    """A page template with its own way of writing body, bio box and disclaimer."""

    name: str
    page: str
    """Slots: {title} {body} {inside} {after} {outside}."""
    bio_box: str
    """Slots: {author} {bio}."""
    body: str = ""
    """Slots: {p0}…{p4}; empty takes `BODY`."""
    disclaimer_box: str = '<div class="disclaimer"><p>{disclaimer}</p></div>'


BODY = (
    "<p>{p0}</p>\n<p>{p1}</p>\n<h2>A toaster with windows&nbsp;</h2>\n<p>{p2}</p>\n"
    '<h2><a href="images/bridge.jpg"><img class="alignright size-medium" src="images/bridge.jpg" '
    'alt="The old bridge at low tide" width="300" height="200"></a>What the appendix says</h2>\n'
    "<p>{p3}</p>\n<p>{p4}</p>\n"
)
CAPTIONED = (
    "<p>{p0}</p>\n<p>{p1}</p>\n<p><strong>A toaster with windows</strong></p>\n<p>{p2}</p>\n"
    '<div id="attachment_9" style="width: 310px" class="wp-caption alignright">'
    '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" '
    'data-lazy-src="images/bridge.jpg" alt="The old bridge at low tide" width="300" height="200">'
    '<noscript><img src="images/bridge.jpg" alt="The old bridge at low tide"></noscript>'
    '<p class="wp-caption-text">The bridge last autumn, before the rust was measured.</p></div>\n'
    "<h3>What the appendix says</h3>\n<p>{p3}</p>\n<p>{p4}</p>\n"
)
BLOCKS = (
    "<p>{p0}</p>\n<p>{p1}</p>\n"
    '<h2 class="wp-block-heading">A toaster with windows</h2>\n<p>{p2}</p>\n'
    '<figure class="wp-block-image size-large"><img loading="lazy" src="images/bridge.jpg" '
    'alt="The old bridge at low tide" srcset="images/bridge.jpg 600w" class="wp-image-9">'
    '<figcaption class="wp-element-caption">The bridge last autumn, before the rust was measured.'
    "</figcaption></figure>\n"
    '<h2 class="wp-block-heading">What the appendix says</h2>\n<p>{p3}</p>\n<p>{p4}</p>\n'
)
