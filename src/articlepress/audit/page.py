"""The account of a source: where each visible word of the page went.

Takes the ledger and the removals a reader left in the `Notes`, gives plain figures. A reader that
keeps no ledger (plain text, native) gives no account.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.audit.words import phrase
from articlepress.diagnostics import Notes, Removal
from articlepress.page.noted import NOTES_HEADING
from articlepress.walk import block_texts, inline_text, query

UNREAD = "reader/"
"""Rules that name words the reader was given and did not keep, as the marks of notes."""


@dataclass(frozen=True, slots=True)
class Account:
    """Where the words of a page went."""

    visible: int
    kept: tuple[tuple[str, int], ...]
    """Words by field: `metadata`, `body`, `bio`, `disclaimer`."""
    removed: int
    """Words removed by a named rule."""
    lost: tuple[str, ...] = ()
    """Words that no field holds and no rule names."""

    @property
    def is_even(self) -> bool:
        """Tell whether kept and removed words are the page's words, and none is lost."""
        kept = sum(words for _, words in self.kept)
        return kept + self.removed + len(self.lost) == self.visible and not self.lost


@dataclass(frozen=True, slots=True)
class SourceAccount:
    """A source with the account of its page, where its reader kept one."""

    source: str
    account: Account | None


def account_of(article: Article, notes: Notes) -> Account | None:
    """Return the account of a source that was read under audit, or None without a ledger."""
    ledger = notes.ledger
    if ledger is None:
        return None
    by_rule, unread = 0, list[str]()
    for removal in notes.removals:
        lost = _lost_words(removal, article) if removal.rule.startswith(UNREAD) else []
        by_rule += removal.words - len(lost)
        unread += lost
    return Account(ledger.visible_words, ledger.kept, by_rule, tuple(unread))


def _lost_words(removal: Removal, article: Article) -> list[str]:
    """Return the words a reader left out that are no mark and stand nowhere else.

    A caption glued to its credit ("barCredit: Reuters") is two words of the article, a word and its
    note's number ("imagination1") are one, and two words parted by a note's mark alone
    ("vote[51]and") are one run of its text. The heading of a list of notes goes with the list.
    """
    noted = next(query(article.blocks, n.Note), None) is not None
    credited = frozenset(_metadata_words(article))
    held: frozenset[str] = frozenset()
    lost = []
    for word in removal.text.split():
        for part in phrase(word):
            if part.isdigit() or len(part) == 1 or part in credited:
                continue
            if noted and NOTES_HEADING.fullmatch(part):
                continue
            held = held or frozenset(_body_words(article))
            apart = any(_are_apart(part[:k], part[k:], held) for k in range(1, len(part)))
            if not apart and not _runs_on(part, held):
                lost.append(word)
                break
    return lost


def _are_apart(start: str, end: str, held: frozenset[str]) -> bool:
    """Tell whether two halves are words of the text, or the second is a note's number."""
    return start in held and (end in held or end.isdigit())


def _runs_on(word: str, held: frozenset[str]) -> bool:
    """Tell whether a word stands at the start or end of one that is it and another."""
    return any(
        (other.startswith(word) and other[len(word) :] in held)
        or (other.endswith(word) and other[: -len(word)] in held)
        for other in held
    )


def _body_words(article: Article) -> Iterator[str]:
    for text in block_texts(article.blocks):
        yield from phrase(text)


def _metadata_words(article: Article) -> Iterator[str]:
    metadata = article.metadata
    for content in (metadata.title, metadata.subtitle, metadata.kicker, metadata.standfirst):
        yield from phrase(inline_text(content))
    for person in metadata.authors:
        yield from phrase(person.name)
