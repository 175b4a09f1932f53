"""How sources depend on each other: passages they share, agencies, originals, quoted voices."""

import re
from collections.abc import Iterator

from servanda.dossier.plain import clipped, counted, listed
from servanda.dossier.scribe import Scribe
from servanda.model import Document

RUN = 12  # words in a row that two sources do not share by chance
WORD = re.compile(r"\w+")


def dependencies(scribe: Scribe) -> dict[str, tuple[str, ...]]:
    """Return for each document what it depends on, in sentences."""
    documents = list(scribe.case.evidence.documents.values())
    out: dict[str, list[str]] = {d.id: list(_own(scribe, d)) for d in documents}
    for later, earlier, words in shared(documents):
        out[later.id].append(
            f"shares a passage of {words} words with “{clipped(scribe.title(earlier), 50)}”: "
            "not an independent source for it"
        )
    return {name: tuple(said) for name, said in out.items()}


def _own(scribe: Scribe, document: Document) -> Iterator[str]:
    """Yield what a document says of itself: its translation, agencies and quoted documents."""
    if document.translation in ("machine", "human", "official"):
        of = f" of {document.original}" if document.original else ""
        yield f"{document.translation} translation{of}"
    voices = {
        scribe.ref(b.voice.speaker): b.voice.kind
        for b in document.blocks
        if b.voice.speaker is not None and b.voice.kind in ("agency", "quoted")
    }
    if voices:
        yield "carries the words of " + listed(list(voices))
    told = [r for r in scribe.case.evidence.records if r.document == document.id and r.attribution]
    names = [scribe.ref(r.attribution[0]) for r in told if r.attribution[0].id]
    if told:
        most = sorted(set(names), key=lambda n: (-names.count(n), n))
        yield f"passes on {counted(len(told), 'claim')}" + (
            f" of others, most of {listed(most, most=4)}" if most else " of others"
        )


def shared(documents: list[Document]) -> Iterator[tuple[Document, Document, int]]:
    """Yield pairs (later, earlier) of documents with a long passage in common, and its words."""
    runs = [_runs(d) for d in documents]
    for i, later in enumerate(documents):
        for j, earlier in enumerate(documents):
            if _order(earlier, j) < _order(later, i) and (length := _longest(runs[i], runs[j])):
                yield later, earlier, length


def _order(document: Document, position: int) -> tuple[str, int]:
    return (document.published.isoformat() if document.published else "9999", position)


def _runs(document: Document) -> dict[tuple[str, ...], int]:
    """Return each run of words of a text with the place of its first word."""
    words = [w.casefold() for w in WORD.findall(document.text)]
    out: dict[tuple[str, ...], int] = {}
    for n in range(len(words) - RUN + 1):
        out.setdefault(tuple(words[n : n + RUN]), n)
    return out


def _longest(a: dict[tuple[str, ...], int], b: dict[tuple[str, ...], int]) -> int:
    """Return the length in words of the longest passage in common, or 0."""
    places = sorted(place for run, place in a.items() if run in b)
    best = length = 0
    for previous, place in zip([-2, *places], places, strict=False):
        length = length + 1 if place == previous + 1 else RUN
        best = max(best, length)
    return best
