"""Answers: sentences made of record fields, each with the records or registry rows behind it."""

from typing import Any

from msgspec import Struct


class Sentence(Struct, frozen=True, omit_defaults=True):
    """One sentence and what it rests on: ids of records, registry rows, their quotes.

    `pending` says that a record under it has not been accepted by anybody.
    """

    text: str
    records: tuple[str, ...] = ()
    registry: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    pending: bool = False


class Answer(Struct, frozen=True):
    """An answer: its sentences in order, or none, and then it is not in the record.

    `kind` is `answer`, `not in the record`, or `passages` (a search, and only that).
    """

    question: str
    intent: str
    rule: str
    kind: str
    as_of: str
    sentences: tuple[Sentence, ...] = ()
    understood: dict[str, Any] = {}
    note: str = ""

    def lines(self) -> list[str]:
        """Return the answer as text lines, each sentence with its quotes."""
        out = [self.note] if self.note else []
        for s in self.sentences:
            quoted = "; ".join(f"“{q}”" for q in s.quotes if q)
            mark = " (not reviewed)" if s.pending else ""
            out.append(f"- {s.text}{mark}" + (f" [{quoted}]" if quoted else ""))
        return out

    def __str__(self) -> str:
        """Return the answer as it is printed, a line for each sentence."""
        return "\n".join(self.lines())
