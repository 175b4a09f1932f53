"""Data sets of the field enter the ledger: an importer reads the files that makers publish."""

import importlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from servanda.exchange.sheets import Sheet
from servanda.ledger import Ledger
from servanda.model.errors import NotAvailable

# Kind, and what it reads; the module of the same name has `read(paths) -> Iterator[Sheet]`.
DATASETS = {
    "atop": "Alliance Treaty Obligations and Provisions, the member table, CSV",
    "huggo": "HUGGO party tables of manytreaties, CSV",
    "pax": "PA-X Peace Agreements Database, CSV",
    "tota": "Texts of Trade Agreements, XML files",
    "ucdp": "UCDP Peace Agreement Dataset, CSV",
    "untc": "UN Treaty Collection status tables (CSV), declarations (text), or their folder",
}


class Imported(Struct, frozen=True):
    """One file's import: what was read, and what adding it to the ledger did."""

    sheet: Sheet
    outcome: str


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


def import_dataset(ledger: Ledger, kind: str, paths: Iterable[Path]) -> Iterator[Imported]:
    """Append the records of the files of a data set, each file all or nothing.

    Importing a file again changes nothing; a newer release under the same name appends what is
    new or changed and retires what it no longer holds.
    """
    for sheet in read_dataset(kind, paths):
        extractor = sheet.records[0].extractor if sheet.records else f"exchange.{kind}"
        added = ledger.add(sheet.document, sheet.records, extractor=extractor)
        yield Imported(sheet, added.outcome)
