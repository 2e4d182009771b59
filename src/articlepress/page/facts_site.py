"""The site's name on pages whose metas keep it to themselves: what header and `<title>` agree on.

Takes a page and its titles; gives the piece of a title that a link to the first page, or the
theme's site title, shows too. Where such names stand is data (`rules/site.toml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

from articlepress.page.choose import title_ends
from articlepress.page.facts import Fact
from articlepress.page.headline import leads_home
from articlepress.page.names import folded_name
from articlepress.page.parse import Page
from articlepress.page.rules import load_rules

MAX_NAME = 80
"""Characters of the longest site name; a longer text is a headline."""
_NO_SITE = frozenset(
    ["home", "homepage", "home page", "blog", "news", "start", "startseite", "accueil", "inicio",
     "início", "hjem", "hem", "etusivu", "strona główna", "главная", "首页", "首頁", "ホーム"]
)  # fmt: skip
"""Texts of links to a first page that name no site, folded."""


def site_shown(page: Page, titles: Iterable[str]) -> Iterator[Fact]:
    """Yield the site's name where the page shows it and a title begins or ends with it."""
    ends = {
        folded: end
        for title in titles
        for end in (title, *title_ends(title))
        if len(end) <= MAX_NAME and (folded := folded_name(end)) and folded not in _NO_SITE
    }
    if not ends:
        return
    for rule in load_rules("site"):
        for node in page.tree.css(rule.selector):
            if rule.name == "site/home-link" and not leads_home(node):
                continue
            if found := next((ends[text] for text in _shown(node) if text in ends), ""):
                yield Fact("site", found, "title", rule.name)
                return


def _shown(node: LexborNode) -> Iterator[str]:
    """Yield what an element says, folded: its text, its title, its logo's alternative text."""
    text = node.text(deep=True, separator=" ")
    if len(text) <= 4 * MAX_NAME:
        yield folded_name(text)
    pictures = [picture.attributes.get("alt") for picture in node.css("img[alt]")]
    for name in (node.attributes.get("title"), node.attributes.get("aria-label"), *pictures):
        if name:
            yield folded_name(name)
