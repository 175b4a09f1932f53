"""The cells of a status table: headers name the acts and their marks, cells hold the dates."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from servanda.exchange.cells import when, worded
from servanda.model import When
from servanda.model.errors import DateError
from servanda.model.terms import ActKind

# What a column or mark is called, by its first words, and the kind of act that it records. The
# longest beginning that fits counts.
KINDS: Mapping[str, ActKind] = {
    "signature": "signature",
    "succession to signature": "signature",
    "definitive signature": "ratification",
    "ratification": "ratification",
    "acceptance": "ratification",
    "approval": "ratification",
    "formal confirmation": "ratification",
    "consent to be bound": "ratification",
    "participation": "ratification",
    "confirmation": "ratification",
    "accession": "accession",
    "succession": "accession",
    "application": "accession",
    "notification in respect of": "accession",
    "date of adoption": "accession",
    "provisional application": "provisional_application",
    "undertaking of provisional application": "provisional_application",
    "entry into force": "entry_into_force",
    "denunciation": "notice",
    "notification of denunciation": "notice",
    "withdrawal": "notice",
    "notification of withdrawal": "notice",
    "date of effect": "withdrawal",
    "termination": "termination",
    "suspension": "suspension",
}
# Columns that are no act themselves but tell more of one: the act, and the column of its date.
DETAILS: Mapping[str, tuple[str, str]] = {
    "resolution": ("admission", "Date of Adoption"),
    "registration number": ("registration", "Registration Date"),
    "registration date": ("registration", "Registration Date"),
    "unts volume": ("registration", "Registration Date"),
    "unts page": ("registration", "Registration Date"),
}
_MARKED = re.compile(r"(.*?)\s*\(([A-Za-z]{1,2})\)\s*$")
# What may follow a date: a mark of letters, and footnote numbers.
_AFTER = re.compile(r"\s?([A-Za-z]{1,2})(?![A-Za-z])")
_OPENING, _CLOSING = "[(<{", "])>}"


class Heading(Struct, frozen=True):
    """A column: its name, the act of cells without a mark, and the acts by mark."""

    column: str
    plain: str
    marks: dict[str, str]


class Reading(Struct, frozen=True):
    """One date of a cell: what was done, its mark, whether it stands in brackets."""

    act: str
    date: When
    mark: str = ""
    bracketed: bool = False


def heading(column: str) -> Heading:
    """Read a header such as `Ratification, Accession(a), Succession(d)`."""
    names: list[str] = []
    marks: dict[str, str] = {}
    for part in re.split(r",\s*", column):
        if match := _MARKED.fullmatch(part):
            marks[match[2]] = match[1]
        elif part.strip():
            names.append(part.strip())
    plain = names[0] if names else next(iter(marks.values()), column)
    return Heading(column, plain, marks)


def readings(cell: str, head: Heading) -> Iterator[Reading]:
    """Yield every date of a cell with its act; nothing where the cell holds none.

    A mark that the header does not explain is kept and the act is the one of the plain column.
    """
    found = list(worded(cell))
    if not found:
        try:
            date = when(cell.strip("[](){}<> "))
        except DateError:
            return
        if date is not None:
            yield Reading(head.plain, date, bracketed=cell[:1] in _OPENING)
        return
    for date, start, end in found:
        match = _AFTER.match(cell, end)
        mark = match[1] if match else ""
        before, after = cell[:start].rstrip(), cell[end:]
        bracketed = before[-1:] in tuple(_OPENING) and any(c in after for c in _CLOSING)
        yield Reading(_named(mark, head), date, mark, bracketed)


def _named(mark: str, head: Heading) -> str:
    """Return the act that a mark stands for; without one, that of the column."""
    if not mark:
        return head.plain
    usual = {"a": "Accession", "A": "Acceptance", "AA": "Approval", "d": "Succession",
             "s": "Definitive signature", "P": "Participation", "n": "Provisional application",
             "c": "Formal confirmation"}  # fmt: skip
    return head.marks.get(mark) or usual.get(mark) or head.plain


def kind_of_act(name: str) -> ActKind | None:
    """Return the kind of act that a column or mark stands for, by its longest known beginning."""
    low = name.casefold()
    fits = [k for k in KINDS if low.startswith(k)]
    return KINDS[max(fits, key=len)] if fits else None
