"""What was found, settled: groups and sentences whole again, nothing left of what went.

Takes where the article stands; gives the same finding after the steps that look at it as a whole.
"""

from __future__ import annotations

from articlepress.page.figures import without_bare_captions
from articlepress.page.groups import keep_groups_whole
from articlepress.page.hidden import without_hidden
from articlepress.page.locate import Located
from articlepress.page.orphans import without_orphans
from articlepress.page.picture_credits import with_picture_credits
from articlepress.page.pointers import without_pointers
from articlepress.page.references import with_references
from articlepress.page.sentences import with_whole_sentences
from articlepress.page.signed_comments import without_signed_comments
from articlepress.page.widgets import without_widgets


def settle(located: Located) -> Located:
    """Return the finding with groups and sentences whole, then without what nothing is left of."""
    whole = with_references(with_picture_credits(with_whole_sentences(keep_groups_whole(located))))
    shown = without_bare_captions(without_hidden(without_signed_comments(whole)))
    # Orphans last: what the others drop may be all that a heading stood above.
    return without_orphans(without_pointers(without_widgets(shown)))
