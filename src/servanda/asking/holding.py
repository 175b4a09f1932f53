"""Which sentences hold a mark of a word's meaning, over all documents of a case."""

from collections.abc import Iterable
from functools import partial

from servanda.asking.meanings import marks_in
from servanda.model import Document
from servanda.reasoning.case import Case
from servanda.reasoning.tellings.pages import cut_in

Lines = tuple[int, ...]  # sentences of one document by their places in it
Marked = dict[str, Lines]  # by the mark that they hold


class Holding:
    """The sentences of documents by mark and document; unchanged once made."""

    def __init__(self, at: dict[str, dict[str, Lines]], lines: dict[str, int]) -> None:
        self._at = at
        self._lines = lines
        self.size = sum(lines.values())  # sentences in all

    def with_all(self, case: Case) -> "Holding":
        """Return this with the documents of a case that it does not have yet."""
        fresh = [d for i, d in case.evidence.documents.items() if i not in self._lines]
        if not fresh:
            return self
        at = dict(self._at)
        own: set[str] = set()  # marks whose documents are this one's alone, and may be added to
        for document in fresh:
            for mark, lines in marked(case, document).items():
                if mark not in own:
                    at[mark] = dict(at.get(mark, ()))
                    own.add(mark)
                at[mark][document.id] = lines
        more = {d.id: len(cut_in(case, d).lines) for d in fresh}
        return Holding(at, self._lines | more)

    def often(self, mark: str) -> int:
        """Return how many sentences hold a mark."""
        return sum(map(len, self._at.get(mark, {}).values()))

    def having(self, marks: Iterable[str]) -> dict[str, set[int]]:
        """Return the sentences that hold one of some marks, by document."""
        found: dict[str, set[int]] = {}
        for mark in marks:
            for document, lines in self._at.get(mark, {}).items():
                found.setdefault(document, set()).update(lines)
        return found


def holding_in(case: Case) -> Holding:
    """Return the sentences of a case by the marks that they hold."""
    return case.families.of_text.followed(
        "holding", lambda old: (old or Holding({}, {})).with_all(case)
    )  # fmt: skip


def marked(case: Case, document: Document) -> Marked:
    """Return the sentences of a document by the marks that they hold, worked out once."""
    make = partial(_marked, case, document)
    return case.families.of_text.of("marks", document.id, Marked, make)


def _marked(case: Case, document: Document) -> Marked:
    out: dict[str, list[int]] = {}
    for n, line in enumerate(cut_in(case, document).lines):
        for mark in sorted(marks_in(document.text[line.start : line.end])):
            out.setdefault(mark, []).append(n)
    return {mark: tuple(lines) for mark, lines in out.items()}
