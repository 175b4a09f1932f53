"""UCDP Peace Agreement Dataset: one row an agreement, with the day it was signed and ended.

Read are the columns `PAID`, `pa_name`, `DyadName`, `pa_date`, `ended` and `Duration`, which holds
the end, to the day, month or year. An agreement that the data set says has ended, without saying
when, ended between its signature and the last year that the file covers.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from servanda.exchange.cells import built, day_between, not_before, when
from servanda.exchange.parties import by_name, slug
from servanda.exchange.sheets import Clerk, Maker, Sheet, clerk, files_of, instrument_ref
from servanda.exchange.tables import given, read_table
from servanda.model import Ref, When

MAKER = Maker(
    "UCDP Peace Agreement Dataset",
    "Uppsala Conflict Data Program; Högbladh, Peace agreements 1975-2011 (2012).",
)
EXTRACTOR = "exchange.ucdp@1"
NEEDED = ("PAID", "pa_name", "DyadName", "pa_date", "ended", "Duration")
_NEXT_DYAD = re.compile(r",\s*(?=Government of )")
_GOVERNMENT = "Government of "


def read(paths: Iterable[Path]) -> Iterator[Sheet]:
    """Yield the records of each file; raises WrongFormat for a file without the columns."""
    for path in files_of(paths, "*.csv"):
        table = read_table(path, NEEDED)
        scribe = clerk(MAKER, path, EXTRACTOR)
        covered = _covered(table.rows)
        used = sum(_row(scribe, row, covered) for row in table.rows)
        yield scribe.sheet(len(table.rows), used)


def _covered(rows: Iterable[dict[str, str]]) -> When | None:
    """Return the last year in which an agreement of the file was signed."""
    years = [int(row["pa_date"][:4]) for row in rows if row["pa_date"][:4].isdigit()]
    return built(max(years)) if years else None


def _row(scribe: Clerk, row: dict[str, str], covered: When | None) -> bool:
    """Write the records of one row; False where it gives none."""
    key = f"PAID={row['PAID']}"
    parties = parties_of(row["DyadName"])
    if not row["PAID"] or len(parties) < 2:
        scribe.skip(key, "DyadName", f"no two parties are named in {row['DyadName']!r}")
        return False
    signed = scribe.tried(key, "pa_date", when, given(row, "pa_date"))
    if signed is None:
        scribe.skip(key, "pa_date", "no date of signature")
        return False
    name = instrument_ref(row["pa_name"], f"ucdp-{row['PAID']}")
    scribe.instrument(
        key, "pa_name", name, title=row["pa_name"], parties=parties, form="political", date=signed
    )
    scribe.act(key, "pa_date", name, "signature", parties, signed)
    _end(scribe, row, key, name, parties, signed, covered)
    return True


def _end(
    scribe: Clerk, row: dict[str, str], key: str, name: Ref, parties: list[Ref], signed: When,
    covered: When | None,
) -> None:  # fmt: skip
    """Write the end of an agreement, if the row tells of one."""
    told = scribe.tried(key, "Duration", when, given(row, "Duration"))
    if given(row, "ended") != "1":
        if told is not None:
            scribe.doubt(key, "ended", f"has an end date, {told.edtf}, but is coded as not ended")
        return
    if told is not None and told.latest and signed.earliest and told.latest < signed.earliest:
        scribe.doubt(key, "Duration", f"ended {told.edtf}, before its signature {signed.edtf}")
    if told is not None:
        scribe.act(key, "Duration", name, "termination", parties, not_before(told, signed))
    elif covered is not None:
        scribe.act(
            key, "ended", name, "termination", parties, day_between(signed, covered),
            rule="exchange.ucdp.undated-end",
        )  # fmt: skip


def parties_of(dyads: str) -> list[Ref]:
    """Return the parties of a list of dyads: "Government of A - B, Government of A - C"."""
    found: dict[str | None, Ref] = {}
    for dyad in _NEXT_DYAD.split(dyads):
        for side in dyad.split(" - "):
            if side.strip():
                ref = _party(side.strip())
                found.setdefault(ref.id, ref)
    return list(found.values())


def _party(side: str) -> Ref:
    """Return a government as its state, anybody else as a group of the data set's own naming.

    The data set's short names of groups are ambiguous outside it ("MPA", "FN"): they are not
    looked up.
    """
    if side.startswith(_GOVERNMENT):
        return by_name(side.removeprefix(_GOVERNMENT), fallback="polity:ucdp")
    return Ref(side, id=f"group:ucdp-{slug(side)}", method="registry", confidence=1.0)
