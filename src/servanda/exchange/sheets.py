"""What an importer hands over: one document that stands for the file, records, and a report."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from servanda.model import (
    Act,
    Commitment,
    Document,
    Instrument,
    Link,
    Phrase,
    Prediction,
    Record,
    Ref,
    RegistryAnchor,
    Terms,
    When,
    document_id,
    text_hash,
    with_id,
)
from servanda.model.terms import ActKind, Force, Form, OutcomeState, Relation


class Maker(Struct, frozen=True):
    """Who publishes a data set: its short name and how it wants to be cited."""

    name: str
    citation: str


class Remark(Struct, frozen=True):
    """Something the report says of one place of the file: a row, a field, and what about it."""

    row: str
    field: str
    why: str

    def __str__(self) -> str:
        """Return the remark as one line."""
        return f"{self.row}{f', {self.field}' if self.field else ''}: {self.why}"


class Ruling(Struct, frozen=True):
    """What a data set says came of a prediction of its own, and why."""

    record: str
    state: OutcomeState
    why: str


class Sheet(Struct, frozen=True):
    """One file read: its document and records, how many rows gave some, and what to report.

    `skipped` lists what became no record; `doubts` what the source says against itself; `rulings`
    what it says came of its predictions.
    """

    document: Document
    records: tuple[Record, ...]
    rows: int
    used: int
    skipped: tuple[Remark, ...] = ()
    doubts: tuple[Remark, ...] = ()
    rulings: tuple[Ruling, ...] = ()


class Clerk(Struct):
    """Writes the records of one file, each with the row and field that it comes from."""

    document: Document
    maker: Maker
    release: str
    extractor: str
    records: dict[str, Record]
    skipped: list[Remark]
    doubts: list[Remark]

    def instrument(
        self, row: str, field: str, entity: Ref, *, title: str, parties: Iterable[Ref],
        form: Form, date: When | None = None, terms: Terms | None = None,
    ) -> None:  # fmt: skip
        """Write an agreement with its parties."""
        self._write(Instrument(
            document=self.document.id, registry=self._anchor(row, field), entity=entity,
            title=title, form=form, parties=tuple(parties), date=date, terms=terms,
        ))  # fmt: skip

    def act(
        self, row: str, field: str, instrument: Ref, act: ActKind, actors: Iterable[Ref],
        date: When | None, *, rule: str = "",
    ) -> None:  # fmt: skip
        """Write a formal act on an agreement."""
        self._write(Act(
            document=self.document.id, registry=self._anchor(row, field), instrument=instrument,
            act=act, actors=tuple(actors), date=date, authority="formal", rule=rule,
        ))  # fmt: skip

    def commitment(
        self, row: str, field: str, instrument: Ref, bearer: Ref, counterparties: Iterable[Ref],
        *, force: Force, action: str,
    ) -> None:  # fmt: skip
        """Write what one party owes the others; `action` is worded by the importer."""
        self._write(Commitment(
            document=self.document.id, registry=self._anchor(row, field), instrument=instrument,
            bearers=(bearer,), counterparties=tuple(counterparties), force=force,
            action=Phrase(action),
        ))  # fmt: skip

    def link(self, row: str, field: str, source: Ref, target: Ref, relation: Relation) -> None:
        """Write a relation between two agreements."""
        self._write(Link(
            document=self.document.id, registry=self._anchor(row, field), source=source,
            target=target, relation=relation,
        ))  # fmt: skip

    def prediction(
        self, row: str, field: str, proposition: str, *, forecaster: Ref | None = None,
        horizon: When | None = None, made: When | None = None,
        probability: tuple[float, float] | None = None, criteria: str = "",
    ) -> str:  # fmt: skip
        """Write a prediction in the words of its source; return the id of its record."""
        return self._write(Prediction(
            document=self.document.id, registry=self._anchor(row, field), forecaster=forecaster,
            proposition=Phrase(proposition), horizon=horizon, said_on=made,
            probability=probability, criteria=criteria,
        ))  # fmt: skip

    def skip(self, row: str, field: str, why: str) -> None:
        """Report something that became no record."""
        self.skipped.append(Remark(row, field, why))

    def doubt(self, row: str, field: str, why: str) -> None:
        """Report something that the source says against itself."""
        self.doubts.append(Remark(row, field, why))

    def tried(
        self, row: str, field: str, read: Callable[[str], When | None], cell: str
    ) -> When | None:
        """Return what `read` makes of a cell; what it refuses is reported and gives None."""
        try:
            return read(cell)
        except ValueError as error:
            self.skip(row, field, str(error))
            return None

    def sheet(self, rows: int, used: int) -> Sheet:
        """Return what was written."""
        return Sheet(
            self.document, tuple(self.records.values()), rows, used, tuple(self.skipped),
            tuple(self.doubts),
        )  # fmt: skip

    def _anchor(self, row: str, field: str) -> RegistryAnchor:
        return RegistryAnchor(self.maker.name, self.release, row, field)

    def _write(self, record: Record) -> str:
        """Keep a record with its id; a second one of the same row and field is numbered."""
        place = record.registry or self._anchor("", "")
        named = with_id(replace(record, extractor=self.extractor, confidence=1.0))
        again = 2
        while named.id in self.records:
            numbered = self._anchor(place.row, f"{place.field} ({again})")
            named = with_id(replace(named, registry=numbered))
            again += 1
        self.records[named.id] = named
        return named.id


def clerk(
    maker: Maker, path: Path, extractor: str, *, release: str = "", media_type: str = "text/csv"
) -> Clerk:  # fmt: skip
    """Return a clerk with a document for a file; its id follows from maker and file name alone.

    The file's own text is not kept: the document says in one line where the records come from.
    """
    text = f"{maker.name}, {path.name}. {maker.citation}\n"
    document = Document(
        id=document_id(text), text=text, sha256=text_hash(text), title=f"{maker.name}, {path.name}",
        publisher=maker.name, genre="registry", rights="open", language="en", media_type=media_type,
        name=path.name, translation="none",
    )  # fmt: skip
    return Clerk(document, maker, release, extractor, {}, [], [])


def instrument_ref(surface: str, name: str) -> Ref:
    """Return the reference to an agreement by the key that its data set gives it."""
    return Ref(surface, id=f"instrument:{name}", method="registry", confidence=1.0)


def files_of(paths: Iterable[Path], pattern: str) -> Iterator[Path]:
    """Yield the files named, and those of a folder that fit a pattern, in order of their names."""
    for path in paths:
        if path.is_dir():
            yield from sorted(path.rglob(pattern))
        else:
            yield path
