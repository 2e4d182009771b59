"""Many articles to one book: order, parts, duplicates, title.

Takes articles as they were read, gives a `Collection` over a lazy sequence of them. Writers decide
how a book looks; what belongs in it and where is decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from articlepress.article import Article, Collection, Part
from articlepress.diagnostics import Notes, Origin
from articlepress.errors import UsageError
from articlepress.labels import date_text
from articlepress.metadata import Date, Person
from articlepress.options import option
from articlepress.overrides import parse_series
from articlepress.spool import Chosen, Spool
from articlepress.urls import address_key
from articlepress.walk import inline_text


@dataclass(frozen=True, slots=True)
class CollectOptions:
    """How articles become one book."""

    title: str = option("", help="title of the book; the first article's site where none is given")
    subtitle: str = option("", help="subtitle of the book")
    editor: tuple[str, ...] = option((), help="an editor's name; may be given several times")
    publisher: str = option("", help="publisher of the book")
    book_language: str = option("", help="language of the book (BCP 47); else the articles'")
    description: str = option("", help="a sentence for catalogues")
    identifier: str = option("", help="identifier of the book: an ISBN or a UUID as a URN")
    series: str = option("", help="series the book belongs to, `Name` or `Name #3`")
    sort: str = option(
        "given",
        help="order of the articles",
        choices=("given", "date", "title", "author"),
    )
    parts: str = option(
        "none",
        help="what the book is divided by",
        choices=("none", "year", "month", "author", "section", "series"),
    )


@dataclass(frozen=True, slots=True)
class Card:
    """What ordering and dividing need of an article, so that the article need not be held."""

    position: int
    title: str
    author: str
    sort_name: str
    date: str
    section: str
    series: str
    series_number: int
    language: str
    site: str
    key: str
    """What two spellings of its address have in common."""
    part: str = ""
    """Title of the part the user put it in."""


@dataclass(slots=True)
class Shelf:
    """Articles as they come in, each address once."""

    notes: Notes = field(default_factory=Notes)
    articles: Spool = field(default_factory=Spool)
    cards: list[Card] = field(default_factory=list)
    _titles: dict[str, str] = field(default_factory=dict)

    def add(self, article: Article, name: str = "", part: str = "") -> bool:
        """Add an article unless one with its address is here; says whether it was added."""
        card = _card(article, len(self.articles), part)
        if card.key and card.key in self._titles:
            self.notes.warn(
                "AP701",
                f"{card.title!r} has the address of {self._titles[card.key]!r} and is left out",
                Origin(path=name, excerpt=article.metadata.canonical_url),
                hint="take one of the two out of the inputs",
            )
            return False
        self._titles[card.key] = card.title
        self.articles.append(article)
        self.cards.append(card)
        return True


def _card(article: Article, position: int, part: str) -> Card:
    metadata = article.metadata
    first = next((p for p in metadata.authors if p.role == "author"), Person(""))
    series = metadata.series
    return Card(
        position,
        " ".join(inline_text(metadata.title).split()),
        first.name,
        (first.sort_name or _last_name_first(first.name)).casefold(),
        metadata.published.iso if metadata.published else "",
        metadata.section,
        series.name if series else "",
        series.number or 0 if series else 0,
        metadata.language,
        metadata.site.name,
        address_key(metadata.canonical_url),
        part,
    )


def _last_name_first(name: str) -> str:
    first, _, last = name.rpartition(" ")
    return f"{last}, {first}" if first else last


def collect(
    articles: Iterable[Article] | Shelf, options: CollectOptions = CollectOptions()
) -> Collection:
    """Return one book of the articles.

    What the options leave open is taken from the articles: title and publisher from the site they
    share, the language most of them are in.

    Raises:
        UsageError: there are no articles.
    """
    shelf = articles if isinstance(articles, Shelf) else shelved(articles)
    cards = ordered(shelf.cards, options.sort)
    if not cards:
        raise UsageError("there are no articles to collect")
    sites = Counter(card.site for card in cards if card.site)
    languages = Counter(card.language for card in cards if card.language)
    site, times = sites.most_common(1)[0] if sites else ("", 0)
    site = site if times * 2 > len(cards) else ""  # a book of many sites is nobody's own
    language = options.book_language or (languages.most_common(1)[0][0] if languages else "")
    parts = tuple(
        Part(Chosen(shelf.articles, [card.position for card in group]), title)
        for title, group in divided(cards, options.parts, language)
    )
    return Collection(
        title=options.title or site or "Collected columns",
        parts=parts,
        subtitle=options.subtitle,
        editors=tuple(Person(name, role="editor") for name in options.editor),
        publisher=options.publisher or site,
        language=language,
        description=options.description,
        identifier=options.identifier,
        series=parse_series(options.series),
    )


def shelved(articles: Iterable[Article], notes: Notes | None = None) -> Shelf:
    """Return the articles on a shelf, duplicates reported and left out."""
    shelf = Shelf(notes if notes is not None else Notes())
    for article in articles:
        shelf.add(article)
    return shelf


def ordered(cards: Sequence[Card], order: str) -> list[Card]:
    """Return the cards in an order; what has no date or author comes last."""
    keys: Mapping[str, Callable[[Card], tuple[bool, str, str]]] = {
        "date": lambda card: (not card.date, card.date, ""),
        "title": lambda card: (not card.title, card.title.casefold(), ""),
        "author": lambda card: (not card.sort_name, card.sort_name, card.date),
    }
    return sorted(cards, key=keys[order]) if order in keys else list(cards)


def divided(cards: Sequence[Card], by: str, language: str = "") -> list[tuple[str, list[Card]]]:
    """Return parts with their titles; parts the user made win, cards without a part come last.

    Years and months stand in the order of time, other parts as their first article does.
    """
    if any(card.part for card in cards):
        return _grouped(cards, lambda card: card.part, {})
    match by:
        case "year":
            keys = sorted({card.date[:4] for card in cards if card.date})
            return _grouped(cards, lambda card: card.date[:4], {key: key for key in keys})
        case "month":
            months = sorted({card.date[:7] for card in cards if card.date})
            titles = {month: date_text(Date(month), language) for month in months}
            return _grouped(cards, lambda card: card.date[:7], titles)
        case "author":
            return _grouped(cards, lambda card: card.author, {})
        case "section":
            return _grouped(cards, lambda card: card.section, {})
        case "series":
            in_order = sorted(cards, key=lambda card: card.series_number)
            return _grouped(in_order, lambda card: card.series, {})
        case _:
            return [("", list(cards))]


def _grouped(
    cards: Sequence[Card], key: Callable[[Card], str], titles: Mapping[str, str]
) -> list[tuple[str, list[Card]]]:
    groups: dict[str, list[Card]] = {name: [] for name in titles}
    for card in cards:
        groups.setdefault(key(card), []).append(card)
    loose = groups.pop("", [])
    parts = [(titles.get(name, name), group) for name, group in groups.items()]
    return [*parts, ("", loose)] if loose else parts
