"""Actors and agreements that the documents name; saying that two are one, or are not."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from threading import Lock
from typing import Any

from msgspec import Struct

from servanda.ledger.judging import identities_of
from servanda.lexicon.entities import load_entities
from servanda.lexicon.names_shown import spelt
from servanda.lexicon.registry import load_registry
from servanda.model import Actor, Instrument, Mention, Record
from servanda.model.errors import LedgerConflict, ServandaError
from servanda.model.terms import Verdict
from servanda.reasoning.named import lexicon_name, name_of_id
from servanda.workbench.cards import cards
from servanda.workbench.pages.review import LONGEST_WHO, LONGEST_WHY
from servanda.workbench.state import address
from servanda.workbench.visit import Go, Missing, Page, Visit, sliced

COLUMNS = ("id", "name", "records", "documents", "names", "same_as")
MOST_NAMES = 6
SORTS = {
    "state": "state", "polity": "authority", "person": "person", "org": "organisation",
    "group": "group", "place": "place", "instrument": "agreement",
}  # fmt: skip


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


class Namings(Mapping[str, Named]):
    """Every entity that the records name, by id; put together where it is looked at.

    A set of namings never changes; `followed` makes the next, sharing what stayed the same.
    """

    def __init__(self) -> None:
        self._own: dict[str, dict[str, Named]] = {}  # by document, in their order
        self._in: dict[str, dict[str, None]] = {}  # the documents that name an entity
        self._total: Counter[str] = Counter()
        self._made: dict[str, Named] = {}
        self._place: dict[str, int] = {}
        self._lock = Lock()

    def followed(self, told: list[tuple[str, dict[str, Named]]]) -> "Namings":
        """Return the namings of documents in their order; what is the same object is the same."""
        new = Namings()
        new._own = dict(told)
        gone = [d for d in self._own if new._own.get(d) is not self._own[d]]
        come = [d for d, own in told if self._own.get(d) is not own]
        new._in, new._total = dict(self._in), Counter(self._total)
        new._place = {d: n for n, d in enumerate(new._own)}
        moved = {i for d in gone for i in self._own[d]} | {i for d in come for i in new._own[d]}
        new._in.update((i, dict(self._in.get(i, {}))) for i in moved)
        for document in gone:
            for id_, some in self._own[document].items():
                del new._in[id_][document]
                new._total[id_] -= some.names.total()
        for document in come:
            for id_, some in new._own[document].items():
                new._in[id_][document] = None
                new._total[id_] += some.names.total()
        for id_ in [i for i in moved if not new._in[i]]:
            del new._in[id_], new._total[id_]
        new._made = {i: m for i, m in self._made.items() if i not in moved}
        return new

    def __getitem__(self, id_: str) -> Named:
        """Return how an entity is named, document by document in their order."""
        with self._lock:
            if id_ not in self._made:
                row = Named(Counter(), set(), ([], [], []))
                for document in sorted(self._in[id_], key=self._place.__getitem__):
                    some = self._own[document][id_]
                    for name, times in some.names.items():
                        row.names[name] += times
                    row.documents.add(document)
                    for all_, more in zip(row.ranked, some.ranked, strict=True):
                        all_ += more
                self._made[id_] = row
            return self._made[id_]

    def __iter__(self) -> Iterator[str]:
        """Yield the entities."""
        return iter(self._in)

    def __len__(self) -> int:
        """Return how many entities there are."""
        return len(self._in)

    def __contains__(self, id_: object) -> bool:
        """Say whether an entity is named."""
        return id_ in self._in

    def ranked(self) -> list[str]:
        """Return the entities, the most named first."""
        return sorted(self._in, key=lambda i: (-self._total[i], i))


def entities(visit: Visit) -> Page:
    """Entities with the names given to them, the most named first; and decisions on pairs."""
    found = named(visit)
    same = identities_of(visit.desk.index.pairs())
    words = visit.state.query.casefold()
    ids = found.ranked()
    if words:
        ids = [i for i in ids if words in f"{i} {' '.join(found[i].names)}".casefold()]
    part = sliced(len(ids), visit.state.page)
    pairs = visit.desk.index.pairs()[::-1]
    return Page(
        "entities.html", "Actors and agreements",
        {
            "entities": [_row(i, found[i], same) for i in part.of(ids)],
            "called": called(visit, (i for p in pairs for i in (p.record, p.other))),
            "slice": part, "pairs": pairs,
        },
        columns=COLUMNS, rows=lambda: [_row(i, found[i], same) for i in ids],
    )  # fmt: skip


def named(visit: Visit) -> Namings:
    """Return every entity that a current record names, by id."""
    return visit.desk.kept_while_read("named", lambda: visit.desk.records.followed(
        "named", named_in, lambda told, old: (old or Namings()).followed(told)
    ))  # fmt: skip


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
            row.names[ref.surface or spelt(ref.id)] += 1
            row.ranked[rank].append(record.id)
    return out


def _row(id_: str, found: Named, same: dict[str, str]) -> dict[str, Any]:
    names = [n for n, _ in found.names.most_common(MOST_NAMES)]
    return {
        "id": id_, "name": _name(id_, names), "records": len(found.records),
        "documents": len(found.documents), "names": names, "same_as": same.get(id_, ""),
        "sort": SORTS.get(id_.partition(":")[0], ""),
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
        "called": called(visit, [row["same_as"], *(i for p in pairs for i in (p.record, p.other))]),
        "entity": row, "names": dict(found.names.most_common()), "slice": part, "pairs": pairs,
        "records": cards(visit, part.of(found.records)),
    })  # fmt: skip


def called(visit: Visit, ids: Iterable[str]) -> dict[str, str]:
    """Return the names of entities by id: as their own pages have them, else as the ids read."""
    found = named(visit)
    return {
        i: _name(i, [n for n, _ in found[i].names.most_common(MOST_NAMES)])
        if i in found else name_of_id(i) for i in ids
    }  # fmt: skip


def _meant(visit: Visit, words: str) -> str:
    """Return the entity that words mean: an id, or the one name of an entity; else the words."""
    found = named(visit)
    if not words or words in found:
        return words
    said = words.casefold()
    ids = [i for i in found
           if said == _name(i, [n for n, _ in found[i].names.most_common(MOST_NAMES)]).casefold()
           or said in (n.casefold() for n in found[i].names)]  # fmt: skip
    if len(ids) > 1:
        raise ServandaError(f"{len(ids)} entities are named so: {', '.join(ids[:4])}",
                            place=words[:80], remedy="choose one from the list")  # fmt: skip
    return ids[0] if ids else words


def decide_pair(visit: Visit) -> Go | Page:
    """Keep that two entities are one, or are two."""
    a, b = (_meant(visit, visit.field(name)) for name in ("a", "b"))
    verdict: Verdict = "different" if visit.field("verdict") == "different" else "same"
    if not a or not b or a == b:
        raise ServandaError("two different entities are needed", remedy="choose both from the list")
    unknown = [i for i in (a, b) if i not in named(visit)]
    if unknown:
        raise ServandaError("no record names that entity", place=unknown[0][:80],
                            remedy="choose one from the list")  # fmt: skip
    who = (visit.field("who") or visit.who)[:LONGEST_WHO]
    why = visit.field("why")[:LONGEST_WHY]
    stands = visit.ledger.standing_judgement(a, b)
    try:
        saw = visit.field("saw") if "saw" in visit.form else ""
        made = visit.ledger.judge(a, verdict, other=b, who=who, why=why, saw=saw)
    except LedgerConflict:
        return Page("pair_conflict.html", "These two were decided already", {
            "called": called(visit, (a, b, *((stands.record, stands.other) if stands else ()))),
            "a": a, "b": b, "verdict": verdict, "why": why, "stands": stands,
        }, status=409)  # fmt: skip
    return Go(address("/entities"), who, {"judgement": made})
