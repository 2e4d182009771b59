"""Bios and disclaimers many articles share, gathered for the end of a book."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.labels import label
from articlepress.marks import note_contents, own_notes
from articlepress.metadata import Person
from articlepress.walk import plain_text, query
from articlepress.writers.epub.catalogue import sort_name, sorting_key

AUTHORS_PAGE = "about-authors.xhtml"
DISCLAIMERS_PAGE = "disclaimers.xhtml"


@dataclass(frozen=True, slots=True)
class Bio:
    """An author's bio with its place in the back matter; one author may have several."""

    id: str
    person: Person


@dataclass(slots=True)
class Credits:
    """Every bio and disclaimer of a book, each once."""

    bios: dict[tuple[str, str], Bio] = field(default_factory=dict)
    disclaimers: dict[str, tuple[str, n.Blocks]] = field(default_factory=dict)
    """Id and content, by their text."""
    assets: dict[str, Article] = field(default_factory=dict)
    """The article that holds the bytes of a portrait, by its `src`."""

    def gather(self, article: Article) -> None:
        """Add the credits of an article; what is there already is left alone."""
        for person in article.metadata.authors:
            if person.bio and (key := _bio_key(person)) not in self.bios:
                ident = f"author-{len(self.bios) + 1}"
                bio = _with_own_notes(person.bio, article, ident)
                self.bios[key] = Bio(ident, replace(person, bio=bio))
                if person.portrait is not None:
                    self.assets[person.portrait.src] = article
        for item in article.metadata.disclaimers:
            text = _words(item.content)
            if text not in self.disclaimers:
                ident = f"disclaimer-{len(self.disclaimers) + 1}"
                content = _with_own_notes(item.content, article, ident)
                self.disclaimers[text] = (ident, content)

    def links(self, article: Article) -> tuple[tuple[str, str], ...]:
        """Return words and address of each of the article's credits in the back matter."""
        tag = article.metadata.language or "en"
        bios = [person for person in article.metadata.authors if person.bio]
        links = []
        for person in bios:
            title = label("about_author", tag)
            words = f"{title}: {person.name}" if len(bios) > 1 else title
            place = self.bios[_bio_key(person)].id
            links.append((words, f"{AUTHORS_PAGE}#{place}"))
        for item in article.metadata.disclaimers:
            place = self.disclaimers[_words(item.content)][0]
            links.append((label("disclaimer", tag), f"{DISCLAIMERS_PAGE}#{place}"))
        return tuple(links)

    def by_name(self) -> list[Bio]:
        """Return the bios in the order of their authors' sorting names."""
        return sorted(self.bios.values(), key=_order)


def _with_own_notes(credit: n.Blocks, article: Article, ident: str) -> n.Blocks:
    """Return a credit with its notes whole, also those that the article's text carries."""
    if next(query(credit, n.Note), None) is None:
        return credit
    return own_notes(credit, note_contents(article.blocks), ident)


def _order(bio: Bio) -> tuple[str, str]:
    return sorting_key(sort_name(bio.person)), bio.person.name


def _bio_key(person: Person) -> tuple[str, str]:
    return person.name, _words(person.bio)


def _words(blocks: n.Blocks) -> str:
    return " ".join(plain_text(blocks).split())
