"""Three saved pages in markup no rule knows, each read wrongly in one way, and a second of each.

None of the class names means anything to anybody; that is what makes the themes unseen.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """A site's markup, and what is read wrongly on it."""

    host: str
    problem: str
    """The words that are not where they belong."""
    kind: str
    """What somebody says of them, by one click."""
    template: str

    def page(self, title: str) -> str:
        """Return a saved page; `{n}` in the markup is a number, so that no two say the same."""
        text = "".join(
            f"<p>{number} boats came in to {title} that night, and the harbour master wrote down "
            "each name in the book that lies by the window.</p>"
            for number in range(9)
        )
        body = self.template.replace("TITLE", title).replace("TEXT", text)
        return (
            f'<!doctype html><html lang="en"><head><title>{title}</title><link rel="canonical" '
            f'href="https://www.{self.host}/{title.lower()}/"></head><body>{body}</body></html>'
        )


THEMES = (
    Theme(
        "one.example",
        "Nora Quill has kept the lamp for forty years",
        "bio",
        '<div class="k1"><a href="/">Front</a></div><div class="k2"><h1>TITLE</h1><div class="k3">'
        'TEXT</div></div><div class="k4"><div class="k5"><p>Nora Quill has kept the lamp for forty '
        "years, and walks.</p></div></div>",
    ),
    Theme(
        "two.example",
        "The quay in the rain, seen from the east",
        "caption",
        '<section class="m1"><h1>TITLE</h1><div class="m2">TEXT<div class="m3"><img src="quay.jpg" '
        'alt="A quay"><div class="m4">The quay in the rain, seen from the east.</div></div>TEXT'
        "</div></section>",
    ),
    Theme(
        "three.example",
        "Our guild of readers meets on the last Friday",
        "drop",
        '<main class="q1"><h1>TITLE</h1><div class="q2">TEXT<div class="q3"><p>Our guild of '
        "readers meets on the last Friday of each month above the chandler's, and whoever comes "
        "finds a chair, a lamp and a glass of something warm.</p></div>TEXT</div></main>",
    ),
)
