"""What follows from the records: status, duties, clashes, timeline."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from servanda.dossier import chartdata
from servanda.model import Because, Finding
from servanda.reasoning import links
from servanda.reasoning.board import board, seen_words
from servanda.reasoning.case import Case
from servanda.reasoning.clashes import clashes as clashes_of
from servanda.reasoning.duties import finding as duty_finding
from servanda.reasoning.owed import Duty, owes
from servanda.reasoning.timeline import Entry, Line, dated
from servanda.workbench.pages.whole import looks_of, perspectives, with_log, worked_out
from servanda.workbench.state import address, item_path
from servanda.workbench.visit import Page, Visit, sliced
from servanda.workbench.wording import PLAIN

SHAPES = {
    "in_force": "●", "provisional": "◐", "ending": "◕", "suspended": "❚❚", "signed": "○",
    "consented": "◔", "expired": "✕", "terminated": "✕", "withdrawn": "⇤", "superseded": "⇢",
    "none": "–",
}  # fmt: skip
BOARD = 20  # agreements on one page
DRAWN = 500  # entries up to which all of a timeline are drawn; else those of the page
DUTIES = 25  # duties on one page, each with its reports and conflicts
STATUS_COLUMNS = ("instrument", "seen by", "status", "sure", "for", "flags")
DUTY_COLUMNS = ("agreement", "provision", "who", "owes", "to", "due", "binds", "state", "evidence")
CLASH_COLUMNS = ("type", "what", "one side", "other side", "unless")
TIME_COLUMNS = ("earliest", "latest", "lane", "what", "meant", "quote", "record", "registry")


def status(visit: Visit) -> Page:
    """Each agreement, as the record and each voice in the sources see it, with why."""
    case = visit.desk.case(visit.ledger, visit.state)
    names, views = case.instruments, perspectives(visit, case)
    part = sliced(len(names), visit.state.page, BOARD)
    found, left = worked_out(visit, "status", part.of(names), lambda n: _of(case, n, views))
    return Page(
        "status.html", "Does it hold?",
        {"status": [row for rows in found for row in rows], "slice": part,
         "as_of": visit.desk.day(visit.state), "left": left},
        columns=STATUS_COLUMNS,
        rows=lambda: [line for r in status_rows(visit, names) for line in _status_rows(r)],
    )  # fmt: skip


def _of(case: Case, name: str, views: list[str] | None) -> list[dict[str, Any]]:
    """Return the rows of one agreement; they stand while what is told of it stays the same.

    Names may come from elsewhere: those that the rows have must be the same too.
    """
    looks = looks_of(case, name, views)
    stamp = (looks, links.raw(case, name))
    return with_log(
        case, name, "rows", stamp, lambda: _grouped(case, board(case, [name], looks[0]))
    )


def status_rows(visit: Visit, names: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """Return a row for each agreement named, or that the documents speak of."""
    case = visit.desk.case(visit.ledger, visit.state)
    return _grouped(case, board(case, names, perspectives(visit, case)))


def _grouped(case: Case, found: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return agreements, each with the pictures that somebody has of it."""
    by_eye: dict[str, dict[str, list[Finding]]] = {}
    for f in found:
        by_eye.setdefault(f.values["instrument"], {}).setdefault(f.values["seen_by"], []).append(f)
    return [
        {
            "id": name, "title": case.name(name), "part": "#" in name,
            "pictures": _pictures(case, eyes),
        }
        for name, eyes in by_eye.items()
    ]  # fmt: skip


def _pictures(case: Case, eyes: dict[str, list[Finding]]) -> list[dict[str, Any]]:
    """Return what is seen of one agreement; who sees the same shares a picture."""
    pictures: dict[tuple[Any, ...], dict[str, Any]] = {}
    for seen_by, group in eyes.items():
        lines: dict[tuple[str, bool], dict[str, Any]] = {}
        for f in group:
            v = f.values
            line = lines.setdefault((v["says"], v["sure"]), {
                "says": v["says"], "sure": v["sure"], "parties": [],
                "shape": SHAPES[v["statuses"][0]] if len(v["statuses"]) == 1 else "?",
            })  # fmt: skip
            line["parties"].append(v["party_name"])
        key = tuple((*k, *ln["parties"]) for k, ln in lines.items())
        picture = pictures.setdefault(key, {
            "lines": list(lines.values()), "seen_by": [], "eyes": [], "flags": {}, "why": {},
        })  # fmt: skip
        words = seen_words(case, seen_by)
        picture["seen_by"].append(seen_by)
        picture["eyes"].append(words)
        picture["flags"] |= dict.fromkeys(n.replace("_", " ") for f in group
                                          for n in f.values["flags"])  # fmt: skip
        tree = tuple(dict.fromkeys(b for f in group for b in f.because))
        picture["why"].setdefault(tree, []).append(words)
    for picture in pictures.values():
        picture["flags"] = list(picture["flags"])
        picture["why"] = [{"eyes": e, "nodes": _joined(tree)} for tree, e in picture["why"].items()]
    return list(pictures.values())


def _joined(nodes: Iterable[Because]) -> tuple[Because, ...]:
    """Return reasons of which those in the same words are one, with what all of them rest on."""
    alike: dict[tuple[str, str], list[Because]] = {}
    for n, node in enumerate(nodes):
        alike.setdefault((node.text, "" if node.children else str(n)), []).append(node)
    return tuple(
        replace(same[0], children=tuple(dict.fromkeys(c for b in same for c in b.children)))
        for same in alike.values()
    )


def _status_rows(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for picture in row["pictures"]:
        for line in picture["lines"]:
            yield {
                "instrument": row["title"], "seen by": picture["eyes"], "status": line["says"],
                "sure": line["sure"], "for": line["parties"], "flags": picture["flags"],
            }  # fmt: skip


def duties(visit: Visit) -> Page:
    """Who owes what to whom, due when, and what each side's sources show of it."""
    case = visit.desk.case(visit.ledger, visit.state)
    words = visit.state.query.casefold()
    owed = [d for d in case.duties if not words or words in _said(case, d).casefold()]
    # What a source tells of is what a person came for; the rest of a treaty comes after.
    owed.sort(key=lambda d: not d.records)
    asked = [(d, v) for v in perspectives(visit, case) or ["record"] for d in owed]
    part = sliced(len(asked), visit.state.page, DUTIES)
    return Page(
        "duties.html", "Duties",
        {"duties": [duty_finding(case, d, v) for d, v in part.of(asked)], "slice": part,
         "as_of": case.day},
        columns=DUTY_COLUMNS,
        rows=lambda: (_duty_row(duty_finding(case, d, v)) for d, v in asked),
    )  # fmt: skip


def _said(case: Case, duty: Duty) -> str:
    """Return what a duty says: who owes what to whom, and where it stands."""
    whom = ", ".join(case.name(c) for c in duty.counterparties)
    title = case.name(duty.instrument)
    return f"{case.name(duty.bearer)} {owes(duty)} {whom} {duty.provision} {title}"


def _duty_row(f: Finding) -> dict[str, Any]:
    v = f.values
    return {
        "agreement": v["title"], "provision": v["provision"], "who": v["bearer_name"],
        "owes": ("not to " if v["force"] == "prohibition" else "") + v["action"],
        "to": v["counterparty_names"], "due": v["due"], "binds": v["binds"], "state": v["state"],
        "evidence": [f"{e['says']}, by {e['by_name']}: “{e['quote']}”" for e in v["evidence"]],
    }  # fmt: skip


def clashes(visit: Visit) -> Page:
    """Where the record contradicts itself, both sides with their words."""
    case = visit.desk.case(visit.ledger, visit.state)
    found: list[Finding] = visit.desk.kept(
        visit.ledger, ("clashes", case.day, visit.state.accepted), lambda: clashes_of(case)
    )
    part = sliced(len(found), visit.state.page)
    return Page(
        "clashes.html", "Clashes", {"clashes": part.of(found), "slice": part},
        columns=CLASH_COLUMNS, rows=lambda: [_clash_row(f) for f in found],
    )  # fmt: skip


def _clash_row(f: Finding) -> dict[str, Any]:
    sides = [f"{s['who']}, {s['said_on'] or 'undated'}: “{s['sentence'] or s['quote']}”"
             for s in f.values["sides"]]  # fmt: skip
    if f.values["registry_says"]:
        sides.append(f"the registry: {f.values['registry_says']}")
    return {
        "type": f.type, "what": f.explanation, "one side": sides[0],
        "other side": " / ".join(sides[1:]), "unless": f.values["dissolved_by"],
    }  # fmt: skip


def timeline(visit: Visit) -> Page:
    """What is dated, oldest first; days that are not known as ranges."""
    case, state = visit.desk.case(visit.ledger, visit.state), visit.state
    found = list(dated(case, undated=state.undated))
    lanes = Counter(d.lane for d in found)
    origins = Counter("documents" if d.record else "registry" for d in found)
    if state.kind:
        found = [d for d in found if d.lane in state.kind]
    if state.origin:
        found = [d for d in found if bool(d.record) == (state.origin == "documents")]
    line, part = Line(case, found), sliced(len(found), state.page)
    entries = line.entries(max(part.first - 1, 0), part.last)
    every = entries if len(found) > DRAWN else line.entries()
    today = chartdata.day_number(visit.desk.day(state).isoformat())
    return Page(
        "timeline.html", "Timeline",
        {"entries": entries, "slice": part, "lanes": lanes, "origins": origins,
         "chart": chartdata.timeline(every, [_leads(e) for e in every], today),
         "drawn": len(every)},
        columns=TIME_COLUMNS, rows=lambda: [_time_row(e) for e in line.entries()],
    )  # fmt: skip


def _leads(entry: Entry) -> str:
    """Return the address of what stands behind an entry: its record, or the agreement."""
    if entry.record:
        return address(item_path("record", entry.record))
    return address(item_path("instrument", entry.instrument))


def _time_row(e: Entry) -> dict[str, Any]:
    return {
        "earliest": e.earliest, "latest": e.latest, "lane": e.lane, "what": e.what,
        "meant": [m for m in (e.polarity, e.modality) if m not in PLAIN], "quote": e.quote,
        "record": e.record, "registry": e.registry,
    }  # fmt: skip


def leaves(nodes: Iterable[Because]) -> list[Because]:
    """Return the nodes of because-trees that name a record or a registry row, each once."""
    found: dict[Because, None] = {}
    for b in nodes:
        if b.record or b.registry:
            found[b] = None
        found.update(dict.fromkeys(leaves(b.children)))
    return list(found)
