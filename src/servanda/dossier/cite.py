"""How to cite: a document, and the dossier itself."""

import re

from servanda.dossier.plain import counted, listed
from servanda.model import Document
from servanda.model.date_words import day_words

LAST = 48  # characters of the end of an address that are shown
WEB = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


def safe_url(url: str) -> str:
    """Return a web address, or nothing: a link may lead to the web and nowhere else."""
    return url if WEB.fullmatch(url) else ""


def document_citation(document: Document) -> str:
    """Return how to cite a document: who, title, where, when, address, and the text's hash."""
    who = listed(document.authors, most=3)
    title = f"“{document.title}”" if document.title else document.name or document.id
    when = day_words(document.published) if document.published else "date not known"
    parts = [who, title, document.publisher, when, safe_url(document.url)]
    if document.retrieved:
        parts.append(f"retrieved {day_words(document.retrieved)}")
    return ". ".join(p for p in parts if p) + f". SHA-256 {document.sha256[:16]}"


def dossier_citation(question: str, as_of: str, documents: int, version: str, digest: str) -> str:
    """Return how to cite a dossier: its question, day, size, version, and the content's hash."""
    return (
        f"“{question}” As of {as_of}. Dossier of {counted(documents, 'source')}, "
        f"Servanda {version}. Content SHA-256 {digest[:16]}"
    )


def web_words(url: str) -> str:
    """Return an address in few characters: its host, and how its path ends where it has one."""
    host, _, path = url.partition("://")[2].removeprefix("www.").rstrip("/").partition("/")
    before, slash, last = path.rpartition("/")
    if not path:
        return host
    last = last if len(last) <= LAST else f"{last[: LAST - 1]}…"
    return f"{host}/{'…/' if slash and before else ''}{last}"
