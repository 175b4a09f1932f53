"""PA-X Peace Agreements Database: one row an agreement, with its date, status and parties.

Read are `AgtId`, `Agt`, `Dat`, `Status` and `Part`, whose parties stand apart by semicolons or
lines. Only an agreement whose status says that it was signed or agreed gives an act of signature.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from servanda.exchange.cells import when
from servanda.exchange.parties import by_name, slug
from servanda.exchange.sheets import Clerk, Maker, Sheet, clerk, files_of, instrument_ref
from servanda.exchange.tables import given, read_table
from servanda.model import Ref

MAKER = Maker("PA-X", "Bell, Badanjak et al., PA-X Peace Agreements Database, Edinburgh.")
EXTRACTOR = "exchange.pax@1"
NEEDED = ("AgtId", "Agt", "Dat", "Status", "Part")
LONGEST_NAME = 120  # characters; what is longer is a remark about the parties, not one of them
_BETWEEN = re.compile(r"\s*[;\n]\s*")
_SIGNED = re.compile(r"\b(signed|agreed)\b", re.IGNORECASE)
_NOT_SIGNED = re.compile(r"\b(not|unclear|un(?:signed|agreed)|unilateral)\b", re.IGNORECASE)
_GOVERNMENT = re.compile(r"(?:the )?government of (?:the )?", re.IGNORECASE)


def read(paths: Iterable[Path]) -> Iterator[Sheet]:
    """Yield the records of each file; raises WrongFormat for a file without the columns."""
    for path in files_of(paths, "*.csv"):
        table = read_table(path, NEEDED)
        release = next((v for row in table.rows if (v := given(row, "Ver"))), "")
        scribe = clerk(MAKER, path, EXTRACTOR, release=release)
        yield scribe.sheet(len(table.rows), sum(_row(scribe, row) for row in table.rows))


def _row(scribe: Clerk, row: dict[str, str]) -> bool:
    """Write the records of one row; False where it gives none."""
    key = f"AgtId={row['AgtId']}"
    parties = list({r.id: r for r in map(_party, _names(row["Part"]))}.values())
    if not row["AgtId"] or len(parties) < 2:
        scribe.skip(key, "Part", "no two parties can be told apart")
        return False
    date = scribe.tried(key, "Dat", when, given(row, "Dat"))
    name = instrument_ref(row["Agt"], f"pax-{row['AgtId']}")
    scribe.instrument(
        key, "Agt", name, title=row["Agt"], parties=parties, form="political", date=date
    )
    if not _SIGNED.search(row["Status"]) or _NOT_SIGNED.search(row["Status"]):
        scribe.skip(key, "Status", f"no signature: {row['Status']!r}")
    elif date is not None:
        scribe.act(key, "Dat", name, "signature", parties, date)
    return True


def _names(cell: str) -> Iterator[str]:
    for part in _BETWEEN.split(cell):
        name = part.strip(" .,")
        if name and len(name) <= LONGEST_NAME:
            yield name


def _party(name: str) -> Ref:
    """Return a government as its state, anybody else under the data set's own name."""
    match = _GOVERNMENT.match(name)
    if match is not None:
        return by_name(name[match.end() :], fallback="polity:pax")
    return Ref(name, id=f"group:pax-{slug(name)}", method="registry", confidence=1.0)
