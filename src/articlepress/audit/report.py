"""An audit in sentences: what became of the page's words, and what each output makes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from articlepress.article import Article, Collection
from articlepress.audit import Account, Verdict, account_of, audit_bytes, can_read
from articlepress.audit.differences import Difference, Kind
from articlepress.diagnostics import Notes, Origin
from articlepress.errors import UsageError

_KINDS: dict[Kind, str] = {
    "lost": "lost",
    "doubled": "twice",
    "moved": "out of place",
    "joined": "joined or parted",
    "added": "added",
}
MOST_SHOWN = 8
"""Words of one difference that are shown; more are counted."""


def account_lines(account: Account | None, source: str) -> Iterator[str]:
    """Yield what became of the words of a page."""
    if account is None:
        yield f"{source}: read as it stands; nothing was left out"
        return
    kept = " · ".join(f"{name} {words:,}" for name, words in account.kept)
    if account.is_even:
        yield f"{source}: each of the page's {account.visible:,} words has one place"
    else:
        yield f"{source}: {len(account.lost):,} of the page's {account.visible:,} words are lost"
        yield f"  lost: {shown(account.lost)}"
    yield f"  {kept} · removed by a rule {account.removed:,}"


def verdict_line(verdict: Verdict) -> str:
    """Return the verdict on one part of an output."""
    name = f"{verdict.path} ({verdict.part})" if verdict.part else verdict.path
    whose = "the article's" if verdict.chapters == 1 else f"{verdict.chapters:,} articles'"
    if verdict.is_whole and not verdict.cut:
        return f"{name}: each of {whose} {verdict.wanted:,} words once and in order"
    if verdict.is_whole:
        here = verdict.wanted - verdict.cut
        return (
            f"{name}: {here:,} of {whose} {verdict.wanted:,} words once and in order; "
            f"{verdict.cut:,} stand behind the link to the rest"
        )
    counts = Counter[Kind]()
    for difference in verdict.differences:
        counts[difference.kind] += len(difference.words)
    said = ", ".join(f"{counts[kind]:,} {word}" for kind, word in _KINDS.items() if counts[kind])
    return f"{name}: not whole: words {said} (of {verdict.wanted:,})"


def difference_parts(found: Difference) -> tuple[str, str, str]:
    """Return a difference in its context: the words before, the words at fault, the words after."""
    before = " ".join(found.before)
    after = " ".join(found.after)
    return (f"… {before} " if before else ""), shown(found.words), (f" {after} …" if after else "")


def place_of(found: Difference) -> str:
    """Return where a difference is, in a book with its chapter and the chapter's source."""
    if not found.chapter:
        return found.place
    return f"chapter {found.chapter} ({found.source or 'unnamed'}), {found.place}"


def shown(words: tuple[str, ...]) -> str:
    """Return words on one line, the many cut to a number."""
    if len(words) <= MOST_SHOWN:
        return " ".join(words)
    return f"{' '.join(words[:MOST_SHOWN])} … ({len(words):,} words)"


def note_account(article: Article, notes: Notes) -> Account | None:
    """Note what became of the page's words, and return it; a loss is a warning."""
    account = account_of(article, notes)
    first, *rest = account_lines(account, "the page")
    if account is None or account.is_even:
        notes.info("AP912", f"audit of {first}")
    else:
        notes.warn("AP911", f"audit of {first}", hint=rest[0].strip())
    return account


def note_verdicts(content: Article | Collection, name: str, output: bytes, notes: Notes) -> None:
    """Note the verdict on an output's bytes; a word lost, doubled or moved is a warning."""
    if not can_read(name):
        notes.warn("AP912", f"{name} is of a format no audit reads")
        return
    try:
        verdicts = audit_bytes(content, name, output)
    except UsageError as error:  # as of a PDF that was asked for without tags
        notes.warn("AP912", f"{name} {error.message}; it was not audited", hint=error.hint)
        return
    for verdict in verdicts:
        if verdict.is_whole:
            notes.info("AP912", f"audit of {verdict_line(verdict)}")
            continue
        found = verdict.differences[0]
        before, words, after = difference_parts(found)
        notes.warn(
            "AP911",
            f"audit of {verdict_line(verdict)}",
            Origin(),
            hint=f"{found.kind} in {place_of(found)}: {before}[{words}]{after}",
        )
