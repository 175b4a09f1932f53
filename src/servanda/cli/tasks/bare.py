"""A document of nothing but a text, for data sets that have no layout."""

from servanda.model import Document, document_id, text_hash


def document(text: str) -> Document:
    """Return a bare document of a text, its characters untouched."""
    return Document(id=document_id(text), text=text, sha256=text_hash(text))
