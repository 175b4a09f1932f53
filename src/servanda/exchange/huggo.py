"""HUGGO party tables of the manytreaties collection: one row a treaty and member, with its dates.

The environment and the trade table name their columns in different capitals; capitals do not
count here. A date in the year 9999 says that something has not ended. A treaty is in force where
`Force` dates its entry as a whole or `stateForce` that for one member.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from servanda.exchange.cells import when
from servanda.exchange.parties import by_iso, by_name
from servanda.exchange.sheets import Clerk, Maker, Sheet, clerk, files_of, instrument_ref
from servanda.exchange.tables import given, read_table
from servanda.model import Entry, Ref, Terms
from servanda.model.terms import ActKind

MAKER = Maker("HUGGO", "Sommerer, Hollway et al., manytreaties, PANARCHIC project.")
EXTRACTOR = "exchange.huggo@1"
NEEDED = ("treatyID", "stateID", "Title")
FALLBACK = "polity:huggo"
OF_TWO = Terms(entry=Entry(by="ratification", needs=2))

# Columns of a member's own dates, and of the treaty's; all in small letters.
OF_MEMBER: Mapping[str, ActKind] = {
    "statesignature": "signature", "staterat": "ratification", "stateratification": "ratification",
    "consent": "ratification", "acceptance": "ratification", "accession": "accession",
    "succession": "accession", "provisionalapp": "provisional_application",
    "stateforce": "entry_into_force", "statewithdrawal": "withdrawal", "stateend": "withdrawal",
}  # fmt: skip
OF_TREATY: Mapping[str, ActKind] = {"force": "entry_into_force", "end": "termination"}
FLAGS = ("0", "1")  # some of these columns hold a yes or no instead of a date

Row = dict[str, str]


def read(paths: Iterable[Path]) -> Iterator[Sheet]:
    """Yield the records of each file; raises WrongFormat for a file without the columns."""
    for path in files_of(paths, "HUGGO*.csv"):
        table = read_table(path, NEEDED)
        scribe = clerk(MAKER, path, EXTRACTOR)
        treaties: dict[str, list[Row]] = {}
        for row in table.rows:
            treaties.setdefault(row["treatyID"], []).append(row)
        used = sum(_treaty(scribe, key, rows) for key, rows in treaties.items())
        yield scribe.sheet(len(table.rows), used)


def _treaty(scribe: Clerk, key: str, rows: list[Row]) -> int:
    """Write one treaty with its members; return how many rows gave an act."""
    place = f"treatyID={key}"
    members = {row["stateID"]: _member(row["stateID"]) for row in rows if given(row, "stateID")}
    parties = list({r.id: r for r in members.values()}.values())
    if len(parties) < 2:
        scribe.skip(place, "stateID", "no two members are listed")
        return 0
    title = rows[0]["Title"] or key
    name = instrument_ref(title, f"huggo-{key.lower()}")
    scribe.instrument(
        place, "Title", name, title=title, parties=parties, form="treaty", terms=OF_TWO
    )
    _dated(scribe, place, name, (), rows[0], OF_TREATY)
    used = 0
    for row in rows:
        who = members.get(row["stateID"])
        where = f"{place} stateID={row['stateID']}"
        if who is None:
            scribe.skip(where, "stateID", "no member is named")
        elif _dated(scribe, where, name, (who,), row, OF_MEMBER):
            used += 1
        else:
            scribe.skip(where, "", "no date of this member is given")
    return used


def _dated(
    scribe: Clerk, place: str, name: Ref, who: tuple[Ref, ...], row: Row,
    columns: Mapping[str, ActKind],
) -> bool:  # fmt: skip
    """Write an act for each dated column of a row; False where there is none."""
    some = False
    for column, cell in row.items():
        kind = columns.get(column.lower())
        if kind is None or not given(row, column) or cell in FLAGS:
            continue
        date = scribe.tried(place, column, when, cell)
        if date is not None:
            scribe.act(place, column, name, kind, who, date)
            some = True
    return some


def _member(text: str) -> Ref:
    """Return the member that a code stands for, or a name where that is given instead."""
    if len(text) == 3 and text.isupper():
        return by_iso(text, fallback=FALLBACK)
    return by_name(text.removeprefix("IO-"), fallback=FALLBACK)
