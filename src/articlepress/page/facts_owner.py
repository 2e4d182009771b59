"""Who writes a page whose text names nobody by the headline: whom its links call the author, whose
account it gives, or whose weblog it is on a platform.

Takes a page's facts and marked elements; gives names that are nothing but a last resort.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from articlepress.page.choose import title_ends
from articlepress.page.facts import Facts, PersonFact
from articlepress.page.name_words import is_desk, is_plain_name
from articlepress.page.names import folded_name, read_names


def people_owning(facts: Facts) -> Iterator[PersonFact]:
    """Yield the one person whom links anywhere call the author, who has the page's account, and
    whose name the weblog bears; the first of these signs."""
    yield from _called_author(facts)
    for meta in facts.survey.metas:
        if "twitter:creator" in ((meta.get("name") or "").lower(), meta.get("property")):
            yield from _whole(meta.get("content") or "", "meta[twitter:creator]")
    titles = [fact.value for field in ("headline", "title") for fact in facts.of(field)]
    ends = {folded_name(end) for title in titles for end in title_ends(title)}
    for fact in facts.of("site"):
        owner = _ON_PLATFORM.fullmatch(fact.value)
        if owner and folded_name(owner[1]) in ends:
            yield from _whole(owner[1], fact.selector)


def _called_author(facts: Facts) -> Iterator[PersonFact]:
    """Yield who alone has links with `rel=author` on the page, be they in a sidebar."""
    called = {
        name: (marked.selector, marked.attributes.get("href") or "")
        for marked, rule in facts.survey.bylines
        if rule == "byline/rel-author" and marked.tag == "a"
        for name in _names(" ".join(marked.node.text(deep=True)[:MAX_LINK].split()))
    }
    if len(called) == 1:
        for name, (selector, address) in called.items():
            yield PersonFact(name, "signature", selector, url=address)


MAX_LINK = 200
"""Characters of a link that is a name with the white space of its markup."""


_ON_PLATFORM = re.compile(r"(.{5,60}?) on [A-Z]\w{2,20}")
"""What weblogs on platforms are called: "Ann Lee on Medium", where a title ends with that name."""


def _whole(value: str, selector: str) -> Iterator[PersonFact]:
    return (PersonFact(name, "signature", selector) for name in _names(value.strip()))


def _names(value: str) -> tuple[str, ...]:
    """Return the name that a value consists of; accounts have one word, papers an article."""
    names = read_names(value, strict=True)
    is_whole = names == (value,) and " " in value and not value.startswith("The ")
    return names if is_whole and is_plain_name(value) and not is_desk(value) else ()
