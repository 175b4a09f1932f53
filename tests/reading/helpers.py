"""Documents of one's own sentences, and short ways to look at what is read from them."""

from functools import lru_cache
from typing import Any, TypeVar

from servanda.model import Document, Record
from servanda.model.document import document_id, text_hash
from servanda.reading import read

R = TypeVar("R", bound=Record)


def document(text: str, **about: Any) -> Document:
    """Return a document of a text without blocks."""
    return Document(id=document_id(text), text=text, sha256=text_hash(text), **about)


@lru_cache(maxsize=512)
def records(text: str, genre: str = "unknown") -> tuple[Record, ...]:
    """Return what is read from a text."""
    return tuple(read(document(text, genre=genre)))


def of(kind: type[R], text: str, genre: str = "unknown") -> list[R]:
    """Return the records of one kind."""
    return [r for r in records(text, genre) if isinstance(r, kind)]


def at(kind: type[R], text: str, word: str) -> R:
    """Return the record of a kind that stands on a word; fails where there is none."""
    found = [r for r in of(kind, text) if any(word in a.quote for a in r.anchors)]
    assert found, [(type(r).__name__, [a.quote for a in r.anchors]) for r in records(text)]
    return found[0]
