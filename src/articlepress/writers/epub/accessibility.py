"""Accessibility metadata derived from what a book holds: nothing is claimed that is not so.

Source: https://www.w3.org/TR/epub-a11y-11/ and the schema.org vocabulary it names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.labels import label
from articlepress.writers.epub.package import Entry, Refinement
from articlepress.writers.epub.pictures import ArticlePictures

CONFORMS_TO = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"
CERTIFIED_BY = "articlepress"


@dataclass(frozen=True, slots=True)
class Content:
    """What the chapters of a book hold, as far as it asks something of readers."""

    pictures: int = 0
    undescribed: int = 0
    """Pictures without alternative text."""
    animated: int = 0
    formulas: int = 0
    """Formulas in MathML."""
    rubies: int = 0
    unnamed_languages: int = 0
    """Chapters whose language nobody knows."""

    def __add__(self, other: Content) -> Content:
        return Content(
            self.pictures + other.pictures,
            self.undescribed + other.undescribed,
            self.animated + other.animated,
            self.formulas + other.formulas,
            self.rubies + other.rubies,
            self.unnamed_languages + other.unnamed_languages,
        )


def content_of(
    article: Article, nodes: Iterable[n.Node], pictures: ArticlePictures, formulas: int
) -> Content:
    """Return what one chapter holds; `nodes` are all of its blocks'."""
    found = undescribed = animated = rubies = 0
    hero = article.metadata.hero
    images = [hero.image] if hero else []
    for node in nodes:
        match node:
            case n.Image():
                images.append(node)
            case n.Embed() if node.thumbnail:
                images.append(n.Image(node.thumbnail, node.title or node.provider or node.url))
            case n.Ruby():
                rubies += 1
            case _:
                pass
    for image in images:
        stored = pictures.stored.get(image.src)
        if stored is not None:
            found += 1
            undescribed += not image.alt.strip()
            animated += stored.animated
    nameless = int(not article.metadata.language)
    return Content(found, undescribed, animated, formulas, rubies, nameless)


def accessibility_entries(content: Content, tag: str, *, indexed: bool) -> tuple[Entry, ...]:
    """Return the metadata of a book with this content; the summary is in the book's language."""
    pairs = [("schema:accessMode", "textual")]
    if content.pictures:
        pairs.append(("schema:accessMode", "visual"))
        pairs.append(("schema:accessModeSufficient", "textual,visual"))
    if not content.undescribed:
        pairs.append(("schema:accessModeSufficient", "textual"))
    pairs += [("schema:accessibilityFeature", name) for name in _features(content, indexed)]
    pairs += [("schema:accessibilityHazard", name) for name in _hazards(content)]
    pairs.append(("schema:accessibilitySummary", _summary(content, tag)))
    entries = [Entry(name, value) for name, value in pairs]
    if not content.undescribed and not content.unnamed_languages:
        certifier = (Refinement("a11y:certifiedBy", CERTIFIED_BY),)
        entries.append(Entry("dcterms:conformsTo", CONFORMS_TO, "conforms-to", certifier))
    return tuple(entries)


def _features(content: Content, indexed: bool) -> list[str]:
    features = ["displayTransformability", "readingOrder", "structuralNavigation"]
    features.append("tableOfContents")
    if content.pictures and not content.undescribed:
        features.append("alternativeText")
    if content.formulas:
        features.append("MathML")
    if content.rubies:
        features.append("rubyAnnotations")
    if indexed:
        features.append("index")
    return sorted(features)


def _hazards(content: Content) -> list[str]:
    if not content.animated:
        return ["none"]
    # Whether an animation flashes three times a second is not looked into.
    return ["noSoundHazard", "unknownFlashingHazard", "unknownMotionSimulationHazard"]


def _summary(content: Content, tag: str) -> str:
    if not content.pictures:
        key = "summary_text_only"
    elif content.undescribed:
        key = "summary_pictures_undescribed"
    else:
        key = "summary_pictures_described"
    return label(key, tag)
