"""The section an article stands in, as its page's data states it.

Takes the words stated, gives the name to print over the title, or nothing.
"""

from __future__ import annotations

import re

from articlepress.page.names import folded_name

MAX_SECTION = 60
"""Characters of a section; the longest with a name on the measured pages has 48."""

_SAYS_NOTHING = """
    undefined|null|nil|none|title|the|content|contents|home|homepage|home page|front page|start page
    startseite|index|blog|blogs|main blog|blog post|blog posts|blog article|post|posts|all posts|all
    all articles|article|articles|featured article|artikel|alle artikel|beitrag|beiträge|artículo
    artículos|noticia|articolo|uncategorized|uncategorised|unkategorisiert|allgemein|allgemeines
    general|genel|sin categoría|sin categoria|non classé|senza categoria|sem categoria|other|others
    misc|miscellaneous|sonstiges|tag|tags|category|categories|archiv|archive|archives|page|pages
    facebook feature|featured|default
"""
_EMPTY = frozenset(
    folded_name(word) for line in _SAYS_NOTHING.splitlines() for word in line.strip().split("|")
)
"""Names that systems and editors give what they have put in no section."""
_LIST = re.compile(r",(?=\S)|,.*,")


def section_name(stated: str, site: str = "") -> str:
    """Return a section's name; of a list of categories the first that says something.

    An address or a sentence, as some systems give it, is none, and neither is the site's own name.
    """
    if "://" in stated or stated.rstrip().endswith((".", "!", "?")):
        return ""
    names = stated.split(",") if _LIST.search(stated) else [stated]
    empty = _EMPTY | {folded_name(site)}
    named = (name.strip() for name in names if folded_name(name) not in empty)
    name = next(named, "")
    return "" if len(name) > MAX_SECTION or name.startswith("/") else name
