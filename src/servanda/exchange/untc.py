"""UN Treaty Collection: status tables of multilateral treaties, one CSV file a treaty.

A table has a row for each participant and a column for each sort of act; an `index.csv` in the
same folder or the one above names the treaties. Marks after a date say which act of the column it
was (`a` accession, `d` succession ...). A text file of the same name holds the participants'
declarations (`untc_words`). The tables do not say when a treaty entered into force:
unless the index has a column `entry_into_force`, that is some day, perhaps to come, since the
second participant was bound, and the status of those bound is not sure.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from servanda.exchange.cells import from_edtf, when
from servanda.exchange.parties import by_name
from servanda.exchange.sheets import Clerk, Maker, Sheet, clerk, files_of, instrument_ref
from servanda.exchange.tables import MISSING, Table, given, read_table
from servanda.exchange.untc_cells import DETAILS, Heading, Reading, heading, kind_of_act, readings
from servanda.exchange.untc_words import is_words, read_words
from servanda.model import Entry, Ref, Terms
from servanda.model.dates import LAST_YEAR

MAKER = Maker(
    "UN Treaty Collection",
    "United Nations, Multilateral Treaties Deposited with the Secretary-General.",
)
EXTRACTOR = "exchange.untc@1"
INDEX = "index.csv"
ENTRY = "entry_into_force"
# Signatures that bind at once stand apart in these tables, as definitive ones.
BY_RATIFICATION = Terms(entry=Entry(by="ratification"))


def read(paths: Iterable[Path]) -> Iterator[Sheet]:
    """Yield the records of each table and each file of declarations.

    A folder stands for all its CSV files but the index, and its text files.
    """
    for path in files_of(paths, "*.[ct][sx][vt]"):
        if path.name == INDEX:
            continue
        if is_words(path):
            yield read_words(path, MAKER, _title(path))
            continue
        table = read_table(path)
        scribe = clerk(MAKER, path, EXTRACTOR)
        yield scribe.sheet(len(table.rows), _write(scribe, table, path.stem))


def _title(path: Path) -> str:
    """Return the name of the treaty that a file is about, its number where no index names it."""
    return index(path.parent).get(path.stem, {}).get("treaty_name", path.stem)


def cells(table: Table) -> Iterator[tuple[int, str, str, tuple[Reading, ...]]]:
    """Yield each filled cell: row number from 0, column, text, and what was read in it."""
    heads = {c: heading(c) for c in table.columns[1:]}
    for number, row in enumerate(table.rows):
        for column, head in heads.items():
            cell = row.get(column, "")
            if cell and cell.upper() not in MISSING:
                yield number, column, cell, tuple(_read(cell, head, row))


def _read(cell: str, head: Heading, row: dict[str, str]) -> Iterator[Reading]:
    """Yield what a cell says; a detail of an act takes its date from the column of the act."""
    detail = DETAILS.get(head.column.casefold())
    if detail is None:
        yield from readings(cell, head)
        return
    act, dated = detail
    for one in readings(row.get(dated, ""), heading(dated)):
        yield Reading(act, one.date)


def predictions(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Yield one row a filled cell: table, row, column, act, date (EDTF), mark."""
    for path in files_of(paths, "*.csv"):
        if path.name == INDEX:
            continue
        for number, column, _, found in cells(read_table(path)):
            first = found[0] if found else None
            yield {
                "table": path.stem, "row": number, "column": column,
                "act": first.act if first else None, "date": first.date.edtf if first else None,
                "mark": first.mark if first else "",
            }  # fmt: skip


def _write(scribe: Clerk, table: Table, key: str) -> int:
    """Write the treaty, its participants and their acts; return how many rows gave some."""
    title = _title(table.path)
    name = instrument_ref(title, f"untc-{key}")
    people = {
        number: by_name(row[table.columns[0]], fallback="polity:untc")
        for number, row in enumerate(table.rows)
        if row.get(table.columns[0])
    }
    parties = list({r.id: r for r in people.values()}.values())
    if len(parties) < 2:
        scribe.skip(key, table.columns[0], "no two participants are listed")
        return 0
    scribe.instrument(
        f"table={key}", table.columns[0], name, title=title, parties=parties, form="treaty",
        terms=BY_RATIFICATION,
    )  # fmt: skip
    used = set()
    bound: list[date] = []
    for number, column, cell, found in cells(table):
        who = people.get(number)
        place = f"table={key} participant={table.rows[number].get(table.columns[0], '')}"
        if who is None or not found:
            why = "no participant" if who is None else f"no date is read in {cell!r}"
            scribe.skip(place, column, why)
        elif _acts(scribe, place, column, name, who, found):
            used.add(number)
            bound += _bound(found)
    _entry(scribe, table, key, name, sorted(bound))
    return len(used)


def _bound(found: tuple[Reading, ...]) -> Iterator[date]:
    """Yield the first possible days of consent among the dates of a cell."""
    for one in found:
        if kind_of_act(one.act) in ("ratification", "accession") and one.date.earliest:
            yield one.date.earliest


def _entry(scribe: Clerk, table: Table, key: str, name: Ref, bound: list[date]) -> None:
    """Write the entry into force: as the index dates it, else as open as the table leaves it."""
    place = f"table={key}"
    row = index(table.path.parent).get(key, {})
    told = scribe.tried(place, ENTRY, when, given(row, ENTRY))
    if told is not None:
        scribe.act(place, ENTRY, name, "entry_into_force", (), told)
    elif len(bound) > 1:
        some_day = from_edtf(f"{bound[1].isoformat()}/{LAST_YEAR}")
        scribe.act(
            place, "entry into force, not given", name, "entry_into_force", (), some_day,
            rule="exchange.untc.entry-not-given",
        )  # fmt: skip


def _acts(
    scribe: Clerk, place: str, column: str, name: Ref, who: Ref, found: tuple[Reading, ...]
) -> bool:
    """Write the acts of one cell; those that are none on the treaty itself are left aside."""
    some = False
    for one in found:
        kind = kind_of_act(one.act)
        if kind is None:
            if column.casefold() not in DETAILS:
                scribe.skip(place, column, f"no act is known by the name {one.act!r}")
            continue
        if one.mark and one.mark not in heading(column).marks:
            scribe.doubt(place, column, f"the mark {one.mark!r} is not explained by the header")
        rule = "exchange.untc.bracketed" if one.bracketed else ""
        scribe.act(place, column, name, kind, (who,), one.date, rule=rule)
        some = True
    return some


@lru_cache(maxsize=16)
def index(folder: Path) -> dict[str, dict[str, str]]:
    """Return the rows of the index near a folder by the name of their table ("4-11-b")."""
    for place in (folder / INDEX, folder.parent / INDEX):
        if place.is_file():
            rows = read_table(place, ("chapter_no", "treaty_no", "treaty_name")).rows
            return {f"{r['chapter_no']}-{r['treaty_no']}".replace(".", "-"): r for r in rows}
    return {}
