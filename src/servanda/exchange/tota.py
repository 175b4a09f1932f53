"""TOTA, the Texts of Trade Agreements: one XML file an agreement, read for its dates and parties.

Read are `name`, `date_signed`, `date_into_force`, `date_inactive`, `status` and the two lists of
parties. The entry is written for every present party, since the file dates it apart from the
signature. A published status that the dates of the same file do not bear out is reported.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from servanda.exchange.cells import not_before, when
from servanda.exchange.parties import by_iso
from servanda.exchange.sheets import Clerk, Maker, Sheet, clerk, files_of, instrument_ref
from servanda.model import Entry, Terms
from servanda.model.errors import WrongFormat

MAKER = Maker("TOTA", "Alschner, Seiermann, Skougarevskiy, Text of Trade Agreements (2017).")
EXTRACTOR = "exchange.tota@1"
HEAD = 200_000  # bytes; the head of a file stands before the agreement's text
# The file dates entry apart from signature, so signing alone has not brought it into force.
BY_RATIFICATION = Terms(entry=Entry(by="ratification"))

ACTIVE, INACTIVE, SIGNED = "In Force", "Inactive", "Early announcement-Signed"
LABELS = {
    "none": SIGNED, "signed": SIGNED, "consented": SIGNED, "provisional": ACTIVE,
    "in_force": ACTIVE, "suspended": ACTIVE, "ending": ACTIVE, "withdrawn": INACTIVE,
    "expired": INACTIVE, "superseded": INACTIVE, "terminated": INACTIVE,
}  # fmt: skip


class Agreement(Struct, frozen=True):
    """What the head of a file, or a row of a list made from the files, says of an agreement.

    The dates are as written; `signers` and `parties` are ISO codes; `status` as published.
    """

    id: str
    name: str = ""
    date_signed: str = ""
    date_into_force: str = ""
    date_inactive: str = ""
    status: str = ""
    signers: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


def read(paths: Iterable[Path]) -> Iterator[Sheet]:
    """Yield the records of each XML file; raises WrongFormat for a file of another form."""
    for path in files_of(paths, "*.xml"):
        yield sheet_of(agreement_in(path), path.name)


def sheet_of(one: Agreement, name: str) -> Sheet:
    """Return the records of an agreement that was read from elsewhere, under a file's name."""
    scribe = clerk(MAKER, Path(name), EXTRACTOR)
    return scribe.sheet(1, int(write(scribe, one)))


def label(statuses: Iterable[str]) -> str | None:
    """Return the word of the collection for possible statuses; None where they differ in it."""
    found = {LABELS[s] for s in statuses}
    return found.pop() if len(found) == 1 else None


def agreement_in(path: Path) -> Agreement:
    """Read the head of an XML file; its `treaty_identifier` gives the id `pta_N`."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=True)
    root = etree.fromstring(path.read_bytes(), parser)
    meta = root.find("meta") if root is not None else None
    if meta is None or meta.findtext("treaty_identifier") is None:
        raise WrongFormat(
            "no <meta> with a <treaty_identifier>", place=str(path),
            remedy="give the XML files of the collection",
        )  # fmt: skip

    def text(tag: str) -> str:
        return (meta.findtext(tag) or "").strip()

    def codes(tag: str) -> tuple[str, ...]:
        return tuple(c for e in meta.findall(f"{tag}/*") if (c := (e.text or "").strip()))

    return Agreement(
        id=f"pta_{text('treaty_identifier')}", name=text("name"), date_signed=text("date_signed"),
        date_into_force=text("date_into_force"), date_inactive=text("date_inactive"),
        status=text("status"), signers=codes("parties_original"), parties=codes("parties"),
    )  # fmt: skip


def write(scribe: Clerk, one: Agreement) -> bool:
    """Write the records of one agreement; False where it has no two parties."""
    key = f"treaty_identifier={one.id.removeprefix('pta_')}"
    signers = [by_iso(c, fallback="polity:tota") for c in one.signers]
    members = [by_iso(c, fallback="polity:tota") for c in one.parties] or signers
    everybody = list({r.id: r for r in (*signers, *members)}.values())
    if len(everybody) < 2:
        scribe.skip(key, "parties", "no two parties are listed")
        return False
    signed = scribe.tried(key, "date_signed", when, one.date_signed)
    entered = scribe.tried(key, "date_into_force", when, one.date_into_force)
    ended = scribe.tried(key, "date_inactive", when, one.date_inactive)
    name = instrument_ref(one.name, f"tota-{one.id.replace('_', '-')}")
    scribe.instrument(
        key, "name", name, title=one.name, parties=everybody, form="treaty",
        date=signed or entered, terms=BY_RATIFICATION,
    )  # fmt: skip
    if signed is not None:
        scribe.act(key, "date_signed", name, "signature", signers or members, signed)
    for member in members if entered is not None else ():
        # One by one: so dated, an entry counts as the consent of a member that did not ratify.
        scribe.act(key, "date_into_force", name, "entry_into_force", (member,), entered)
    if ended is not None:
        scribe.act(key, "date_inactive", name, "termination", everybody, not_before(ended, signed))
    _contradictions(scribe, key, one)
    return True


def _contradictions(scribe: Clerk, key: str, one: Agreement) -> None:
    """Report where dates contradict one another, or the status that is published beside them."""
    days = {n: d for n in ("date_signed", "date_into_force", "date_inactive")
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", d := getattr(one, n))}  # fmt: skip
    order = [n for n in ("date_signed", "date_into_force", "date_inactive") if n in days]
    for before, after in pairwise(order):
        if days[after] < days[before]:
            scribe.doubt(key, after, f"{days[after]} lies before {before}, {days[before]}")
    if one.status == ACTIVE and (one.date_inactive or not one.date_into_force):
        why = "has an end date" if one.date_inactive else "has no date of entry"
        scribe.doubt(key, "status", f"published as {one.status!r}, but {why}")
    elif one.status == INACTIVE and not one.date_inactive:
        scribe.doubt(key, "status", f"published as {one.status!r}, but has no end date")
    elif one.status == SIGNED and one.date_into_force:
        scribe.doubt(
            key, "status", f"published as {one.status!r}, but entered {one.date_into_force}"
        )
