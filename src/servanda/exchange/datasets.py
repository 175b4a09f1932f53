"""Data sets of the field enter the ledger: an importer reads the files that makers publish."""

import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from msgspec import Struct

from servanda.exchange.sheets import Sheet
from servanda.ledger import Ledger
from servanda.model.errors import EmptyInput, NotAvailable

# Kind, and what it reads; the module of the same name has `read(paths) -> Iterator[Sheet]`.
DATASETS = {
    "atop": "Alliance Treaty Obligations and Provisions, the member table, CSV",
    "forecasts": "ForecastBench question sets with their resolutions and forecasts, JSON",
    "huggo": "HUGGO party tables of manytreaties, CSV",
    "pax": "PA-X Peace Agreements Database, CSV",
    "tota": "Texts of Trade Agreements, XML files",
    "ucdp": "UCDP Peace Agreement Dataset, CSV",
    "untc": "UN Treaty Collection status tables (CSV), declarations (text), or their folder",
}


class Imported(Struct, frozen=True):
    """One file's import: what was read, and what adding it to the ledger did.

    `ruled` is how many outcomes of predictions are new, or are others than before.
    """

    sheet: Sheet
    outcome: str
    ruled: int = 0


def read_dataset(kind: str, paths: Iterable[Path]) -> Iterator[Sheet]:
    """Yield the records of the files of a data set; raises NotAvailable for an unknown kind."""
    if kind not in DATASETS:
        raise NotAvailable(
            f"no importer for {kind!r}", remedy="one of " + ", ".join(sorted(DATASETS))
        )
    read: Callable[[Iterable[Path]], Iterator[Sheet]] = importlib.import_module(
        f"servanda.exchange.{kind}"
    ).read
    yield from read(paths)


def read_first(kind: str, paths: Sequence[Path]) -> Iterator[Sheet]:
    """Return what `read_dataset` yields, the first file read already.

    Raises EmptyInput where there is none: a folder in which no file of the data set lies.
    """
    sheets = read_dataset(kind, paths)
    first = next(sheets, None)
    if first is None:
        raise EmptyInput(
            "no file of the data set in it", place=", ".join(map(str, paths)),
            remedy=f"{kind} is: {DATASETS[kind]}",
        )  # fmt: skip
    return chain([first], sheets)


def import_dataset(ledger: Ledger, kind: str, paths: Iterable[Path]) -> Iterator[Imported]:
    """Append the records of the files of a data set, each file all or nothing.

    Importing a file again changes nothing; a newer release under the same name appends what is
    new or changed and retires what it no longer holds. Raises EmptyInput where no file is one.
    """
    yield from import_sheets(ledger, kind, read_first(kind, list(paths)))


def import_sheets(ledger: Ledger, kind: str, sheets: Iterable[Sheet]) -> Iterator[Imported]:
    """Append what was read of the files of a data set, each file all or nothing."""
    for sheet in sheets:
        extractor = sheet.records[0].extractor if sheet.records else f"exchange.{kind}"
        added = ledger.add(sheet.document, sheet.records, extractor=extractor)
        yield Imported(sheet, added.outcome, _rule(ledger, sheet))


def _rule(ledger: Ledger, sheet: Sheet) -> int:
    """Append the outcomes that a data set tells of its predictions; what a person decided stands.

    Returns how many were appended.
    """
    if not sheet.rulings:
        return 0
    who = f"{sheet.document.publisher} (imported)"
    known = ledger.evidence(kinds=("prediction",)).outcomes
    made = 0
    for ruling in sheet.rulings:
        before = known.get(ruling.record)
        if before is None or (before.who == who and before.state != ruling.state):
            ledger.judge(ruling.record, "outcome", other=ruling.state, who=who, why=ruling.why)
            made += 1
    return made
