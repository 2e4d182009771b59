"""Language and direction of an article where its page does not say."""

from __future__ import annotations

from dataclasses import replace

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.directions import direction_of
from articlepress.languages import current_tag, language_of
from articlepress.walk import inline_text, plain_text


def settle_language(article: Article, notes: Notes | None = None) -> Article:
    """Return the article with its direction and its language: as stated, or its text's (AP307).

    A withdrawn code (`iw`) gives way to today's.
    """
    metadata = article.metadata
    language = current_tag(metadata.language)
    if not language:
        language = language_of(_sample(article))
        if language and notes is not None:
            notes.info("AP307", f"no language is stated; the text is in {language!r}")
    direction = metadata.direction or direction_of(language)
    if language == metadata.language and direction == metadata.direction:
        return article
    return replace(article, metadata=replace(metadata, language=language, direction=direction))


def _sample(article: Article) -> str:
    return inline_text(article.metadata.title) + "\n" + plain_text(article.blocks)
