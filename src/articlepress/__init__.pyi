# Types of the public names, which `__init__.py` loads late.
from articlepress import nodes as nodes
from articlepress.article import Article as Article
from articlepress.article import Collection as Collection
from articlepress.diagnostics import Notes as Notes
from articlepress.errors import ArticlepressError as ArticlepressError
from articlepress.metadata import Metadata as Metadata
from articlepress.metadata import Person as Person
from articlepress.pipeline import collect as collect
from articlepress.pipeline import convert as convert
from articlepress.pipeline import read as read
from articlepress.pipeline import write as write
from articlepress.source import Source as Source

__version__: str
__all__: list[str]
