"""Actors and agreements that the documents name; saying that two are one, or are not."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from servanda.ledger.judging import identities_of
from servanda.lexicon.entities import load_entities
from servanda.lexicon.registry import load_registry
from servanda.model import Actor, Instrument, Mention, Record
from servanda.model.errors import LedgerConflict, ServandaError
from servanda.model.terms import Verdict
from servanda.reasoning.named import lexicon_name
from servanda.workbench.cards import cards
from servanda.workbench.pages.review import LONGEST_WHO, LONGEST_WHY
from servanda.workbench.state import address
from servanda.workbench.visit import Go, Missing, Page, Visit, sliced

COLUMNS = ("id", "name", "records", "documents", "names", "same_as")
MOST_NAMES = 6


class Named(Struct):
    """An entity as the records name it: how often by which words, in which documents, where.

    `ranked` are the records that name it: those of actors, of agreements, and the rest.
    """

    names: Counter[str]
    documents: set[str]
    ranked: tuple[list[str], list[str], list[str]]

    @property
    def records(self) -> list[str]:
        """Return the records that name it; what says who it is comes first."""
        return [r for some in self.ranked for r in some]


def entities(visit: Visit) -> Page:
    """Entities with the names given to them, the most named first; and decisions on pairs."""
    found = named(visit)
    same = identities_of(visit.desk.index.pairs())
    words = visit.state.query.casefold()
    ids = sorted(found, key=lambda i: (-found[i].names.total(), i))
    if words:
        ids = [i for i in ids if words in f"{i} {' '.join(found[i].names)}".casefold()]
    part = sliced(len(ids), visit.state.page)
    return Page(
        "entities.html", "Actors and agreements",
        {
            "entities": [_row(i, found[i], same) for i in part.of(ids)],
            "slice": part, "pairs": visit.desk.index.pairs()[::-1],
        },
        columns=COLUMNS, rows=lambda: [_row(i, found[i], same) for i in ids],
    )  # fmt: skip


def named(visit: Visit) -> dict[str, Named]:
    """Return every entity that a current record names, by id."""

    def make() -> dict[str, Named]:
        out: dict[str, Named] = {}
        for document, own in visit.desk.records.by_document("named", named_in):
            for id_, some in own.items():
                row = out.setdefault(id_, Named(Counter(), set(), ([], [], [])))
                for name, times in some.names.items():
                    row.names[name] += times
                row.documents.add(document)
                for all_, more in zip(row.ranked, some.ranked, strict=True):
                    all_ += more
        return out

    return visit.desk.kept_while_read("named", make)


def named_in(records: Iterable[Record]) -> dict[str, Named]:
    """Return the entities that the records of a document name."""
    out: dict[str, Named] = {}
    for record in records:
        if isinstance(record, (Actor, Instrument)):
            rank, ref = (0 if isinstance(record, Actor) else 1), record.entity
        elif isinstance(record, Mention):
            rank, ref = 2, record.refers_to
        else:
            continue
        if ref.id:
            row = out.setdefault(ref.id, Named(Counter(), set(), ([], [], [])))
            row.names[ref.surface or ref.id] += 1
            row.ranked[rank].append(record.id)
    return out


def _row(id_: str, found: Named, same: dict[str, str]) -> dict[str, Any]:
    names = [n for n, _ in found.names.most_common(MOST_NAMES)]
    return {
        "id": id_, "name": _name(id_, names), "records": len(found.records),
        "documents": len(found.documents), "names": names, "same_as": same.get(id_, ""),
    }  # fmt: skip


def _name(id_: str, names: list[str]) -> str:
    """Return the name that the lexicon has for an entity, else the fullest that texts give it."""
    if known := lexicon_name(id_, load_registry(), load_entities()):
        return known
    own = [n for n in names if n[:1].isupper() and len(n) > len("They")]
    return max(own, key=len) if own else names[0]


def entity(visit: Visit) -> Page:
    """One entity: its names, and where it is named."""
    found = named(visit).get(visit.state.id)
    if found is None:
        raise Missing("no record names that entity", place=visit.state.id[:80])
    pairs = [j for j in visit.desk.index.pairs() if visit.state.id in (j.record, j.other)]
    part = sliced(len(found.records), visit.state.page)
    row = _row(visit.state.id, found, identities_of(visit.desk.index.pairs()))
    return Page("entity.html", row["name"], {
        "entity": row, "names": dict(found.names.most_common()), "slice": part, "pairs": pairs,
        "records": cards(visit, part.of(found.records)),
    })  # fmt: skip


def decide_pair(visit: Visit) -> Go | Page:
    """Keep that two entities are one, or are two."""
    a, b = visit.field("a"), visit.field("b")
    verdict: Verdict = "different" if visit.field("verdict") == "different" else "same"
    if not a or not b or a == b:
        raise ServandaError("two different entities are needed", remedy="choose both from the list")
    unknown = [i for i in (a, b) if i not in named(visit)]
    if unknown:
        raise ServandaError("no record names that entity", place=unknown[0][:80],
                            remedy="choose an id from the list")  # fmt: skip
    who = (visit.field("who") or visit.who)[:LONGEST_WHO]
    why = visit.field("why")[:LONGEST_WHY]
    stands = visit.ledger.standing_judgement(a, b)
    try:
        saw = visit.field("saw") if "saw" in visit.form else ""
        made = visit.ledger.judge(a, verdict, other=b, who=who, why=why, saw=saw)
    except LedgerConflict:
        return Page("pair_conflict.html", "These two were decided already", {
            "a": a, "b": b, "verdict": verdict, "why": why, "stands": stands,
        }, status=409)  # fmt: skip
    return Go(address("/entities"), who, {"judgement": made})
