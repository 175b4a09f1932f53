"""ATOP, Alliance Treaty Obligations and Provisions: the member table, one row a member and phase.

Each phase of an alliance is an agreement of its own; a member enters it on one day and leaves it
on another (0: still there). What a member promises stands in its own row, so each promise runs
from that member to the others of the phase. An unknown month or day leaves the date that wide.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from servanda.exchange.cells import built
from servanda.exchange.parties import by_number
from servanda.exchange.sheets import Clerk, Maker, Sheet, clerk, files_of, instrument_ref
from servanda.exchange.tables import given, read_table
from servanda.model import Entry, Ref, Terms, When
from servanda.model.errors import DateError
from servanda.model.terms import ActKind, Force

MAKER = Maker("ATOP", "Leeds, Ritter, Mitchell, Long, Alliance Treaty Obligations (2002).")
EXTRACTOR = "exchange.atop@1"
NEEDED = (
    "atopid", "member", "phase", "yrent", "moent", "dayent", "yrexit", "moexit", "dayexit",
    "defense", "offense", "neutral", "nonagg", "consul",
)  # fmt: skip
LAST_STATE = 999  # greater numbers are no members of the system of states
ENTRY, EXIT = "yrent moent dayent", "yrexit moexit dayexit"
# An alliance holds between those who are in it; nobody waits for the others to come in.
OF_TWO = Terms(entry=Entry(by="ratification", needs=2))

# Column, and what a 1 in it promises, in our words after the codebook's definitions.
PROMISES: dict[str, tuple[Force, str]] = {
    "defense": ("obligation", "help the others by arms when they are attacked"),
    "offense": ("obligation", "join the others in a war that is not one of defence"),
    "neutral": ("obligation", "stay out of a war of the others with a third party"),
    "nonagg": ("prohibition", "use force against the others"),
    "consul": ("obligation", "consult the others in a crisis"),
}


class Stint(Struct, frozen=True):
    """A member's time in one phase, with its row."""

    row: dict[str, str]
    key: str
    member: Ref
    entered: When
    left: When | None


def read(paths: Iterable[Path]) -> Iterator[Sheet]:
    """Yield the records of each file; raises WrongFormat for one that is no member table."""
    for path in files_of(paths, "*.csv"):
        table = read_table(path, NEEDED)
        release = next((v for row in table.rows if (v := given(row, "version"))), "")
        scribe = clerk(MAKER, path, EXTRACTOR, release=release)
        phases: dict[tuple[str, str], list[Stint]] = {}
        for row in table.rows:
            stint = _stint(scribe, row)
            if stint is not None:
                phases.setdefault((row["atopid"], row["phase"]), []).append(stint)
        used = sum(_phase(scribe, *key, stints) for key, stints in phases.items())
        yield scribe.sheet(len(table.rows), used)


def _stint(scribe: Clerk, row: dict[str, str]) -> Stint | None:
    """Read who was in which phase from when to when; None, and a report, where that fails."""
    key = f"atopid={row['atopid']} member={row['member']} phase={row['phase']}"
    if not row["member"].isdigit() or int(row["member"]) > LAST_STATE:
        scribe.skip(key, "member", "not the number of a state in the system")
        return None
    try:
        entered = _date(row, "yrent", "moent", "dayent")
        left = _date(row, "yrexit", "moexit", "dayexit")
    except (DateError, ValueError) as error:
        scribe.skip(key, "", f"no date: {error}")
        return None
    if entered is None:
        scribe.skip(key, "yrent", "no year of entry")
        return None
    return Stint(row, key, by_number("cow", row["member"]), entered, left)


def _date(row: dict[str, str], *columns: str) -> When | None:
    """Return the date in three columns; None where there is no year."""
    year, month, day = (int(float(row[c])) if given(row, c) else 0 for c in columns)
    return built(year, month, day if month else 0) if year else None


def _phase(scribe: Clerk, alliance: str, phase: str, stints: list[Stint]) -> int:
    """Write one phase: its members, how they came and went, and what they promised."""
    members = list({s.member.id: s.member for s in stints}.values())
    if len(members) < 2:
        for s in stints:
            scribe.skip(s.key, "member", "no other member in this phase")
        return 0
    suffix, part = (f"-phase-{phase}", f", phase {phase}") if phase != "0" else ("", "")
    title = f"ATOP alliance {alliance}{part}"
    name = instrument_ref(title, f"atop-{alliance}{suffix}")
    scribe.instrument(
        f"atopid={alliance} phase={phase}", "member", name, title=title, parties=members,
        form="treaty", date=min((s.entered for s in stints), key=_first), terms=OF_TWO,
    )  # fmt: skip
    seen: set[str | None] = set()
    for s in sorted(stints, key=lambda s: _first(s.entered)):
        _member(scribe, s, name, members, again=s.member.id in seen)
        seen.add(s.member.id)
    return len(stints)


def _first(when: When) -> str:
    return when.earliest.isoformat() if when.earliest else ""


def _member(scribe: Clerk, s: Stint, name: Ref, members: list[Ref], *, again: bool) -> None:
    """Write one member's entry, promises and exit; who comes back accedes."""
    come: ActKind = "accession" if again else "entry_into_force"
    scribe.act(s.key, ENTRY, name, come, (s.member,), s.entered)
    if s.left is not None:
        scribe.act(s.key, EXIT, name, "withdrawal", (s.member,), s.left)
    others = [m for m in members if m.id != s.member.id]
    for column, (force, action) in PROMISES.items():
        if given(s.row, column) == "1":
            scribe.commitment(
                s.key, column, name, s.member, others, force=force, action=action
            )  # fmt: skip
