"""chronology: one act or instrument with two dates that cannot both be right."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from servanda.model import Act, Finding, Instrument, Record, When
from servanda.model.dates import parse_date
from servanda.reasoning.case import Case
from servanda.reasoning.clashes.pair import clash, tellers
from servanda.reasoning.clashes.surely import by_name, doubtful
from servanda.reasoning.log import MODALITY
from servanda.reasoning.parties import party_of
from servanda.reasoning.tellings.sense import taken_back

RULE = "chronology"
FOUNDING = ("signature",)  # acts whose date is the instrument's own


def find(case: Case) -> Iterator[Finding]:
    """Yield dated tellings of one act that do not overlap, and tellings off the registry."""
    groups: dict[tuple[str, str], list[tuple[Record, When]]] = {}
    for record in case.evidence.records:
        told = _dated(case, record)
        if told and not _corrected(case, record):
            name, kind, when = told
            groups.setdefault((name, kind), []).append((record, when))
    for (name, kind), tellings in groups.items():
        yield from _among_documents(case, name, kind, tellings)
        yield from _against_registry(case, name, kind, tellings)


def _dated(case: Case, record: Record) -> tuple[str, str, When] | None:
    """Return instrument, act and date of a record that dates an act which is said to be done."""
    when = record.date
    if when is None or when.earliest is None or when.latest is None:
        return None
    if isinstance(record, Instrument):
        ref, kind = record.entity, "signature"
    elif isinstance(record, Act) and MODALITY[record.modality] == "done":
        ref, kind = record.instrument, _kind(case, record)
        if doubtful(case, record, ref.id or ""):
            return None
    else:
        return None
    if not ref.id or record.polarity == "negated" or not by_name(case, record, ref):
        return None
    return case.evidence.same.get(ref.id, ref.id), kind, when


def _corrected(case: Case, record: Record) -> bool:
    """Say whether the sentence of a record corrects a mistake, or is corrected by the next."""
    page = case.pages.get(record.document)
    if page is None or not record.anchors:
        return False
    line = page.line_at(record.anchors[0].start)
    back = case.once("taken back", record.document, lambda: taken_back(page))
    return line is not None and line in back


def _kind(case: Case, record: Act) -> str:
    """Return what is dated: an instrument's signature is one act, others are one of each actor."""
    if record.act in FOUNDING:
        return "signature"
    actors = sorted(_actors(case, record))
    return f"{record.act} of {', '.join(actors)}" if actors else record.act


def _among_documents(
    case: Case, name: str, kind: str, tellings: list[tuple[Record, When]]
) -> Iterator[Finding]:
    shown: set[tuple[tuple[str, str], ...]] = set()
    spans = _spans(case, name) if kind == "signature" else []
    for (a, x), (b, y) in combinations(tellings, 2):
        # Signed over night: the registry itself leaves several days open.
        if not case.asked(a.document, b.document):
            continue
        both_fit = any(not _gap(x, *span) and not _gap(y, *span) for span in spans)
        if not apart(x, y) or both_fit or _repeatable(kind) or _of_two(case, a, b):
            continue
        key = tuple(sorted(zip(tellers(case, a, b), (x.edtf, y.edtf), strict=True)))
        if key not in shown:
            shown.add(key)
            yield clash(
                case, "chronology", f"{RULE}/two-dates", a, b,
                explanation=(
                    f"{_what(case, name, kind)} is dated {x.edtf} in one place "
                    f"and {y.edtf} in another"
                ),
                dissolved_by="the two places speak of different acts, or one date is a slip",
            )  # fmt: skip


def _of_two(case: Case, a: Record, b: Record) -> bool:
    """Say whether two parties did it, each on a day of its own."""
    if not (isinstance(a, Act) and isinstance(b, Act)):
        return False
    one, other = _actors(case, a), _actors(case, b)
    return bool(one and other and not one & other)


def _actors(case: Case, record: Act) -> set[str]:
    day = case.evidence.said_on(record)[1]
    return {party_of(r, day, case.entities, case.evidence) or r.surface for r in record.actors}


def _against_registry(
    case: Case, name: str, kind: str, tellings: list[tuple[Record, When]]
) -> Iterator[Finding]:
    row = case.registry.get(name)
    if row is None or kind != "signature" or not row.date or row.verified == "unverified":
        return
    spans = _spans(case, name)
    for record, when in tellings:
        if all(_gap(when, *span) for span in spans):
            yield clash(
                case, "chronology", f"{RULE}/registry-date", record, None,
                explanation=(
                    f"{_what(case, name, kind)} is dated {when.edtf} here; "
                    f"the registry has {row.date}"
                ),
                dissolved_by="another instrument is meant",
                registry=row.id, registry_says=f"{row.title}: {row.date} ({row.source})",
            )  # fmt: skip


def _spans(case: Case, name: str) -> list[tuple[date, date]]:
    """Return between which days the registry has an instrument dated, and each signature of it."""
    row = case.registry.get(name)
    if row is None or not row.date or row.verified == "unverified":
        return []
    known = [row.date, *(a.date for a in row.acts if a.act == "signature")]
    return [(d.earliest, d.latest) for d in map(parse_date, known)]


def apart(x: When, y: When) -> bool:
    """Say whether two dates have no day in common."""
    return bool(y.earliest and y.latest and _gap(x, y.earliest, y.latest))


def _gap(x: When, earliest: date, latest: date) -> bool:
    return bool(x.latest and x.earliest and (x.latest < earliest or latest < x.earliest))


def _repeatable(kind: str) -> bool:
    """Say whether an act may happen several times, so that two dates are no contradiction."""
    return not kind.startswith(
        ("signature", "ratification", "entry_into_force", "expiry", "termination", "withdrawal")
    )


def _what(case: Case, name: str, kind: str) -> str:
    return f"{case.name(name)}" if kind == "signature" else f"{kind}, {case.name(name)},"
