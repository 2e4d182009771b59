"""Diagnostics as values: what was decided, dropped or missed, with its place and the remedy.

Severities have a written meaning: an *error* means the output lacks something its reader would
miss; a *warning* means something was decided for you; an *info* records what was removed and why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

Severity = Literal["error", "warning", "info"]

EXCERPT_CHARACTERS = 120
"""Longest excerpt a diagnostic or removal keeps: about two lines of a terminal."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where on which source something was seen. Every field may be empty."""

    path: str = ""
    selector: str = ""
    excerpt: str = ""
    """The text at fault; the line is found from it when a message is printed."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding with a stable code (`AP101`)."""

    code: str
    severity: Severity
    message: str
    origin: Origin = Origin()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Removal:
    """A region of the page that is not part of the article, and the rule that says so."""

    rule: str
    """Name of the rule: `chrome/share-buttons`."""
    reason: str
    selector: str
    """The region's own tag, id and classes, as a CSS selector."""
    words: int
    characters: int
    excerpt: str
    text: str = ""
    """The removed text in full, for the audit; empty where the caller asked for excerpts only."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a reader did with the words a browser shows of a page; the removals stand in `Notes`."""

    kept: tuple[tuple[str, int], ...]
    """Words kept, by field: `body`, `bio`, `disclaimer`, `metadata`."""
    visible_words: int

    @property
    def kept_words(self) -> int:
        return sum(words for _, words in self.kept)


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with what it counts, for a message: `1 word`, `1,051 words`."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def excerpt(text: str) -> str:
    """Return the text on one line, cut to `EXCERPT_CHARACTERS`, without control characters."""
    head = text[:2000]
    if not head.isprintable():
        head = "".join(c if c.isprintable() else " " for c in head)
    line = " ".join(head.split())
    return line if len(line) <= EXCERPT_CHARACTERS else line[: EXCERPT_CHARACTERS - 1] + "…"


@dataclass(slots=True)
class Notes:
    """The one collector a run hands from stage to stage; the only mutable value among them."""

    path: str = ""
    """Source the notes belong to, put into every origin that names none."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    audit: bool = False
    """Ask readers for the ledger and every removal; it costs a second walk over the page."""
    ledger: Ledger | None = None
    """Set by a reader that keeps one, under `audit`."""

    def error(self, code: str, message: str, origin: Origin = Origin(), *, hint: str = "") -> None:
        self._add(code, "error", message, origin, hint)

    def warn(self, code: str, message: str, origin: Origin = Origin(), *, hint: str = "") -> None:
        self._add(code, "warning", message, origin, hint)

    def info(self, code: str, message: str, origin: Origin = Origin(), *, hint: str = "") -> None:
        self._add(code, "info", message, origin, hint)

    def removed(self, removal: Removal) -> None:
        self.removals.append(removal)

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics.extend(diagnostics)

    def _add(self, code: str, severity: Severity, message: str, origin: Origin, hint: str) -> None:
        if code not in CODES:
            raise KeyError(f"diagnostic code {code} is not in diagnostics.CODES")
        if not origin.path:
            origin = replace(origin, path=self.path)
        self.diagnostics.append(Diagnostic(code, severity, message, origin, hint))


CODES: dict[str, str] = {
    # 1xx: bytes and characters
    "AP101": "text before the doctype was cut",
    "AP102": "the declared character set is not the one the bytes are in",
    "AP103": "bytes that are no characters were replaced",
    "AP104": "mis-decoded characters were repaired",
    "AP105": "nesting was deeper than the limit and was flattened",
    "AP106": "server messages inside the page were cut",
    # 2xx: the page
    "AP201": "the article was found with low confidence",
    "AP202": "a heading and a picture's text stood glued together and were parted",
    "AP203": "a picture has no alternative text",
    "AP204": "an unsafe link was dropped",
    "AP205": "a footnote's text was not found",
    "AP207": "the page holds a part of its article: others follow, or stand behind a wall",
    "AP208": "raw markup was dropped",
    "AP209": "a feed gives an excerpt of a post only",
    "AP210": "posts were left out",
    "AP211": "a rule for one page names nothing on it",
    # 3xx: metadata and credits
    "AP301": "sources of metadata disagree",
    "AP302": "no title was found",
    "AP303": "no author was found",
    "AP306": "a date could not be read",
    "AP307": "the language was told by the text, for none is stated",
    "AP308": "the page's data holds a bio that the page does not show",
    "AP310": "an author's bio was taken from the registry of authors",
    "AP311": "the disclaimer was taken from the settings",
    # 4xx: pictures and files
    "AP401": "a picture's file was not found",
    "AP402": "a picture cannot be read",
    "AP403": "a picture lies outside the article's folder",
    "AP404": "a picture is over a limit",
    "AP405": "a picture is on the network and was not fetched",
    "AP406": "a picture was converted or scaled",
    # 5xx: transforms and styles
    "AP501": "heading levels were changed",
    "AP502": "a link points to nothing in this document",
    "AP503": "a style's CSS has a rule that cannot be read",
    "AP504": "paragraphs of one sign were set as rules or left out",
    # 6xx: PDF
    "AP601": "no font has some characters",
    "AP602": "the PDF engine reported a problem",
    "AP604": "a document asked for something outside the article and was refused",
    "AP605": "a page was laid out in a simpler way, because the engine gave up on the first",
    "AP606": "the source page could not be attached",
    # 7xx: EPUB
    "AP701": "two articles have one address; the first was kept",
    "AP702": "an article was left out of the book",
    "AP703": "no font has some characters of the cover",
    # 8xx: email
    "AP801": "the message was cut to stay under the clip size",
    "AP802": "a placeholder in the message has no value",
    "AP803": "a picture was replaced by a link in the message",
    "AP804": "pictures stand inside the HTML, where some mail clients drop them",
    "AP805": "addresses in the message were changed from http to https",
    "AP806": "pictures have to be published before the message is sent",
    # 9xx: the run
    "AP901": "an option does not apply to this format",
    "AP903": "pandoc reported a problem",
    "AP904": "a filter, which is code, was run",
    "AP905": "a format names its pictures and does not hold them",
    "AP906": "a sidecar belongs to no article",
    "AP907": "a file lies in another project than the run's",
    "AP911": "a word of the page or article was lost, doubled or moved",
    "AP912": "what the audit found",
}
"""Every diagnostic code and its general meaning; `articlepress explain CODE` prints them."""
