"""A case: all that reasoning knows on one day, with its act log worked out once."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

from servanda.lexicon.entities import Entities, load_entities
from servanda.lexicon.entity_rows import Entity, Office
from servanda.lexicon.registry import Instrument, Registry, load_registry
from servanda.model import (
    Act,
    Commitment,
    Evidence,
    Finding,
    Mention,
    Provision,
    Record,
    Ref,
    refs_of,
)
from servanda.model import Instrument as InstrumentRecord
from servanda.reasoning.family import Answered, Families, Family
from servanda.reasoning.log import Leaf
from servanda.reasoning.logged import Logged
from servanda.reasoning.parties import parties_for
from servanda.reasoning.shelves import Shelves, put_up
from servanda.reasoning.status import Answer, Query
from servanda.reasoning.texts import with_texts

if TYPE_CHECKING:
    from servanda.reasoning.clashes.alike import Index
    from servanda.reasoning.clashes.threads import Threads
    from servanda.reasoning.clashes.told import Told
    from servanda.reasoning.links import Tie
    from servanda.reasoning.owed import Duty
    from servanda.reasoning.prevailing import Rivals
    from servanda.reasoning.reports import Report
    from servanda.reasoning.tellings.index import Tellings
    from servanda.reasoning.tellings.pages import Page
    from servanda.reasoning.traces import Charge, Wanted

# How references come by an identity that is not theirs by name: "I", "we", "the two sides".
STAND_INS = ("voice", "speaker", "pair", "other", "salience", "relative")
LONG_SURFACE = 80  # a longer wording is a description, not a name
LONG_TITLE = 70  # characters; official titles may run over several lines

T = TypeVar("T")
Rare = Callable[[str, str], bool]  # asked with the sort of a name, and the name
Known = Callable[[tuple[str, ...]], list[Finding] | None]  # asked with types of clashes


class Case(Logged):
    """Evidence, lexicon and a day; answers and names asked of it are worked out from these alone.

    `evidence` holds the records, `day` is the day asked about. Logs are made when first needed.
    `shelves` are those of the evidence where they are at hand; `families` may be shared between
    cases of one registry, so that what no change has touched is not worked out anew.

    A case of few documents out of many (`focus` is the one asked about) is told by `rare` whether
    a name is rare among all of them, shares in `kept` what follows from each document alone, and
    in `statuses` what the formal record says of agreements.
    """

    def __init__(
        self, evidence: Evidence, day: date, *, registry: Registry | None = None,
        entities: Entities | None = None, shelves: Shelves | None = None,
        families: Families | None = None, focus: str = "", rare: Rare | None = None,
        kept: dict[tuple[str, str], Any] | None = None,
        statuses: dict[tuple[str, str], Any] | None = None,
    ) -> None:  # fmt: skip
        if shelves is not None:
            self.shelves = shelves
        self.evidence = with_texts(evidence, (lambda: shelves) if shelves is not None else None)
        self.families = families or Families()
        self.families.follow(self.evidence.same)
        self.day = day
        self.registry = registry or load_registry()
        self.entities = entities or load_entities()
        self.focus = focus
        self.rare = rare
        self.known: Known | None = None  # gives the clashes where they are kept
        self._kept = {} if kept is None else kept
        self._statuses = statuses
        self.looked_at: set[tuple[str, str, str]] = set()  # instrument, party, perspective
        self._names: dict[str, str] = {}

    def once(self, what: str, document: str, make: Callable[[], T]) -> T:
        """Return what `make` gives for a document alone, worked out once."""
        key = (what, document)
        if key not in self._kept:
            self._kept[key] = make()
        found: T = self._kept[key]
        return found

    def of_pages(self, what: str, make: "Callable[[Page], Iterable[T]]") -> Iterator[T]:
        """Yield what `make` gives for each page, worked out once for each."""
        for id_, page in self.pages.items():
            yield from self.once(what, id_, partial(_listed, make, page))

    def asked(self, *documents: str) -> bool:
        """Say whether one of some documents is the one asked about, or all are."""
        return not self.focus or self.focus in documents

    @cached_property
    def shelves(self) -> Shelves:
        """Return the records by what they are about."""
        return put_up(self.evidence.records)

    def called(self, instrument: str) -> tuple[str, ...]:
        """Return the ids by which records refer to an agreement or to a part of it."""
        return self._called.get(instrument.partition("#")[0], ())

    @cached_property
    def _called(self) -> dict[str, tuple[str, ...]]:
        out: dict[str, list[str]] = defaultdict(list)
        same = self.evidence.same
        for id_ in self.shelves.ids():
            meant = same.get(id_, id_)
            if meant.startswith("instrument:"):
                out[meant.partition("#")[0]].append(id_)
        return {name: tuple(ids) for name, ids in out.items()}

    @property
    def called_all(self) -> tuple[str, ...]:
        """Return every agreement that records refer to, by themselves or by a part."""
        return tuple(self._called)

    def naming(self, instrument: str) -> list[Record]:
        """Return the records that refer to an agreement or to a part of it, in their order."""
        ids = self.called(instrument)
        if len(ids) == 1:
            return list(self.shelves.about(ids[0]))
        return self.shelves.in_order(r for i in ids for r in self.shelves.about(i))

    def acts_on(self, instrument: str) -> list[Act]:
        """Return the acts that records tell of an agreement or of a part of it."""
        ids = {*self.called(instrument)}
        return [r for r in self.naming(instrument) if isinstance(r, Act) and r.instrument.id in ids]

    def family(self, instrument: str) -> Family:
        """Return the log of an agreement and its parts, by the id of any of them."""
        name = self._root(instrument)
        if name not in self._families:
            moved = (x for x, to in self.evidence.same.items() if to == name)
            ids = [i for n in (name, *moved) for i in self.called(n)]
            self._families[name] = self.families.get(
                name, self.evidence, self.shelves, ids, self.registry.get(name), self.entities,
                self.day,
            )  # fmt: skip
        return self._families[name]

    @cached_property
    def _families(self) -> dict[str, Family]:
        return {}

    def _root(self, instrument: str) -> str:
        """Return the agreement that an instrument is a part of, else itself."""
        name = instrument.partition("#")[0]
        if name == instrument or self.registry.get(name) is not None:
            return name
        same = self.evidence.same
        for record in self.naming(name):
            if not isinstance(record, InstrumentRecord) or not record.parent:
                continue
            if record.entity.id and same.get(record.entity.id, record.entity.id) == instrument:
                return same.get(record.parent, record.parent).partition("#")[0]
        return name

    def by_document(self, key: str, make: Callable[[tuple[Record, ...]], T]) -> Iterator[T]:
        """Yield what `make` gives for the records of each document, worked out once for them.

        It may rest on these records, their document, the lexicon and who is who, nothing else.
        """
        for document in self.shelves.documents():
            records = self.shelves.within(document)
            yield self.families.of_document(key, document, records, make)

    def leaf(self, act: str) -> Leaf | None:
        """Return what an act of the log rests on, by its id, or None where there is none."""
        row = self._rows_of_acts.get(act)
        if row is not None:
            return self.family(row).acts.leaves.get(act)
        record = self.shelves.by_id.get(act.partition("/")[0])
        if not isinstance(record, Act) or not record.instrument.id:
            return None
        name = self.evidence.same.get(record.instrument.id, record.instrument.id)
        return self.family(name).acts.leaves.get(act)

    def row(self, act: str) -> dict[str, object] | None:
        """Return an act of the log by its id, or None where it is not in it."""
        name = self._rows_of_acts.get(act)
        if name is None:
            record = self.shelves.by_id.get(act.partition("/")[0])
            if not isinstance(record, Act) or not record.instrument.id:
                return None
            name = self.evidence.same.get(record.instrument.id, record.instrument.id)
        return self.family(name).told.get(act)

    @cached_property
    def _rows_of_acts(self) -> dict[str, str]:
        """Return for each act of the registry the agreement that it was done to."""
        return {
            act.id: row.id
            for row in self.registry.instruments
            for acts in (row.acts, *(c.acts for c in row.children))
            for act in acts
        }

    @cached_property
    def voices(self) -> frozenset[str]:
        """Return who answers for the documents, as they are told apart in perspectives."""
        return frozenset(d.source for d in self.evidence.documents.values())

    def answer(
        self, instrument: str, party: str, seen_by: str, day: date | None = None
    ) -> tuple[Answer | None, tuple[str, ...], bool]:
        """Return the answer, its statuses and whether they are sure.

        Statuses are those with and without the registry's unverified acts; where these differ, or
        where the worlds are too many to live through (the answer is then None), nothing is sure.
        """
        self.looked_at.add((instrument, party, seen_by))
        query = Query(instrument, party, (day or self.day).toordinal(), seen_by)
        if self._statuses is None:
            return self.family(instrument).answer(query)
        key = ("answer", f"{instrument} {party} {seen_by} {query.as_of}")
        if key not in self._statuses:
            self._statuses[key] = self.family(instrument).answer(query)
        found: Answered = self._statuses[key]
        return found

    def binds(self, instrument: str, a: str, b: str, seen_by: str) -> str:
        """Return whether a commitment binds A to B on the day: surely, possibly or not.

        Where the worlds are too many to live through it is possibly.
        """
        self.looked_at |= {(instrument, a, seen_by), (instrument, b, seen_by)}
        if self._statuses is None:
            return self.family(instrument).binds(instrument, a, b, self.day, seen_by)
        key = ("binds", " ".join((instrument, *sorted((a, b)), seen_by, self.day.isoformat())))
        if key not in self._statuses:
            self._statuses[key] = self.family(instrument).binds(instrument, a, b, self.day, seen_by)
        return str(self._statuses[key])

    @cached_property
    def doubtful(self) -> frozenset[str]:
        """Return the instruments of the registry that have acts marked unverified."""
        return frozenset(
            row.id
            for row in self.registry.instruments
            for acts in (row.acts, *(c.acts for c in row.children))
            if any(a.verified == "unverified" for a in acts)
        )

    def name(self, id_: str) -> str:
        """Return the name that people read for an id: of an instrument, actor or document."""
        if id_ not in self._names:
            self._names[id_] = self._named(id_)
        return self._names[id_]

    def _named(self, id_: str) -> str:
        id_ = self.evidence.same.get(id_, id_)
        row = self.registry.get(id_)
        if row is not None:
            point = id_.partition("#")[2]
            return f"{short_title(row)}, point {point}" if point else short_title(row)
        entity = self.entities.by_id.get(id_)
        if entity is not None:
            return entity_name(entity)
        if id_ in self.evidence.documents:
            d = self.evidence.documents[id_]
            return d.title or d.name or id_
        if id_ in self._titles:
            return self._titles[id_]
        if id_ in self._sources:
            return id_
        kind, _, name = id_.partition(":")
        is_id = kind.islower() and name and " " not in name and not name.startswith("/")
        return self._surface(id_) or (name.replace("-", " ") if is_id else id_)

    @cached_property
    def _titles(self) -> dict[str, str]:
        """Return the titles of agreements whose own text is among the documents."""
        return {
            r.entity.id: r.title
            for r in self.shelves.of(InstrumentRecord)
            if r.entity.id and r.rule == "own.title"
        }

    def _surface(self, id_: str) -> str:
        """Return the longest surface that documents give an id which the lexicon does not know."""
        out = ""
        for record in self.shelves.about(id_):
            for ref in refs_of(record):
                if ref.id != id_ or ref.method in STAND_INS or len(ref.surface) >= LONG_SURFACE:
                    continue
                out = ref.surface if len(ref.surface) > len(out) else out
        return out

    @cached_property
    def _sources(self) -> frozenset[str]:
        """Return who answers for the documents' own voices, as they name themselves."""
        return frozenset(d.source for d in self.evidence.documents.values() if d.source != d.id)

    @cached_property
    def spoken(self) -> frozenset[str]:
        """Return the ids of all that the documents refer to."""
        return frozenset(self.shelves.ids())

    @cached_property
    def ties(self) -> "tuple[Tie, ...]":
        """Return the links between agreements, of the registry and as records tell them."""
        from servanda.reasoning.links import ties

        return ties(self)

    @cached_property
    def ties_by(self) -> "dict[str, list[Tie]]":
        """Return the links between agreements by the agreements on either end."""
        out: dict[str, list[Tie]] = defaultdict(list)
        for tie in self.ties:
            for end in (tie.source, tie.target):
                out[end].append(tie)
        return dict(out)

    @cached_property
    def duties(self) -> "tuple[Duty, ...]":
        """Return all that is owed under the agreements that the documents speak of."""
        from servanda.reasoning.owed import all_duties

        return tuple(all_duties(self))

    @cached_property
    def rivals(self) -> "Rivals":
        """Return the duties of each bearer by what others may conflict with them."""
        from servanda.reasoning.prevailing import rivals_in

        return rivals_in(self)

    @cached_property
    def pages(self) -> "dict[str, Page]":
        """Return the documents cut into sentences, with what is said when and by whom."""
        from servanda.reasoning.tellings.pages import read_pages

        return read_pages(self)

    @cached_property
    def threads(self) -> "Threads":
        """Return which agreements the sentences of the documents speak of."""
        from servanda.reasoning.clashes.threads import Threads

        return Threads(self, self.pages)

    @cached_property
    def tellings(self) -> "dict[str, list[Told]]":
        """Return what plain sentences tell of each agreement: signed, in force, over, and when."""
        from servanda.reasoning.clashes.standing import grouped

        return grouped(self)

    @cached_property
    def clauses(self) -> "Index":
        """Return the plain sentences of the documents as clauses, by sense and word."""
        from servanda.reasoning.clashes.alike import Index, Kindred, all_clauses

        return Index(all_clauses(self), Kindred(self), self.focus)

    @cached_property
    def tellings_of_deeds(self) -> "Tellings":
        """Return what the clauses of the documents tell of deeds, by sense and name."""
        from servanda.reasoning.tellings.index import Tellings

        return Tellings(self)

    @cached_property
    def reports(self) -> "tuple[Report, ...]":
        """Return what the records report of deeds done, not done, denied and refused."""
        from servanda.reasoning.reports import reports_in

        return reports_in(self)

    def report(self, record: Record) -> "Report | None":
        """Return what one record reports, worked out once."""
        from servanda.reasoning.reports import report_of

        if record.id not in self._reports:
            # A report rests on its record, the document and who is who: kept while these stay.
            around = self.shelves.within(record.document)
            self._reports[record.id] = self.families.of_document(
                "report", record.id, around, lambda _: report_of(self, record)
            )
        return self._reports[record.id]

    @cached_property
    def _reports(self) -> "dict[str, Report | None]":
        return {}

    def agents(self, party: str) -> tuple[str, ...]:
        """Return the ids that records may use for a party: its own, and who can act for it."""
        return tuple(self._agents.get(party, (party,)))

    @cached_property
    def _agents(self) -> dict[str, list[str]]:
        out: dict[str, list[str]] = defaultdict(list)
        for id_ in self.shelves.ids():
            name = self.evidence.same.get(id_, id_)
            for party in parties_for(name, self.entities):
                out[party].append(id_)
        return dict(out)

    def rebuttals(self, document: str) -> "tuple[Report, ...]":
        """Return the denials in a document that follow a charge, in their order."""
        from servanda.reasoning.reports import rebuttals_in

        if document not in self._rebuttals:
            self._rebuttals[document] = rebuttals_in(self, document)
        return self._rebuttals[document]

    @cached_property
    def _rebuttals(self) -> "dict[str, tuple[Report, ...]]":
        return {}

    def charges(self, instrument: str) -> "tuple[Charge, ...]":
        """Return the records that allege a breach of an agreement or clear somebody of it."""
        from servanda.reasoning.traces import charges_on

        name = instrument.partition("#")[0]
        if name not in self._charges:
            self._charges[name] = charges_on(self, name)
        return self._charges[name]

    @cached_property
    def _charges(self) -> "dict[str, tuple[Charge, ...]]":
        return {}

    def wanted(self, duty: "Duty") -> "Wanted":
        """Return what a report of a duty must be about, worked out once."""
        from servanda.reasoning.traces import wanted_by

        if id(duty) not in self._wanted:
            self._wanted[id(duty)] = duty, wanted_by(self, duty)
        return self._wanted[id(duty)][1]

    @cached_property
    def _wanted(self) -> "dict[int, tuple[Duty, Wanted]]":  # the duty is held, so its id stays its
        return {}

    @cached_property
    def owed_by_head(self) -> "dict[str, dict[str, set[str]]]":
        """Return for words of deeds owed, asked for so far, who owes such under what."""
        return {}

    def parties(self, instrument: str) -> tuple[str, ...]:
        """Return the parties of an instrument in the log; none where it has no status."""
        found = self.family(instrument).log.instruments.get(instrument)
        return found.parties if found else ()

    @cached_property
    def instruments(self) -> tuple[str, ...]:
        """Return the ids of the instruments that the documents speak of and whose status can be
        worked out, with their children, in the order of their first naming."""
        first: list[tuple[int, int, str]] = []
        for name in self._called:
            for record in self.naming(name):
                if record.registry is not None:
                    continue  # a data set lists everything; what is spoken of, documents say
                named = [
                    self.evidence.same.get(ref.id, ref.id).partition("#")[0] if ref.id else ""
                    for ref in _instrument_refs(record)
                ]
                if name in named:
                    first.append((self.shelves.place(record), named.index(name), name))
                    break
        out: list[str] = []
        for *_, name in sorted(first):
            found = self._listed(name)
            if name in found:
                out += [name, *(i for i in found if i != name)]
        return tuple(out)

    def rank(self, instrument: str) -> int:
        """Return the place of an instrument in `instruments`, or -1 where it is not in them."""
        return self._ranks.get(instrument, -1)

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {name: n for n, name in enumerate(self.instruments)}

    def _listed(self, name: str) -> tuple[str, ...]:
        """Return the instruments of an agreement in the log: itself and its parts."""
        row = self.registry.get(name)
        if (
            row is not None
            and row.computable
            and not any(isinstance(r, InstrumentRecord) and r.parent for r in self.naming(name))
        ):
            parts = (c.id for c in row.children
                     if c.verified != "unverified" and len(c.parties) >= 2)  # fmt: skip
            return (name, *parts)
        log = self.family(name).log.instruments
        return (*(n for n in log if n == name), *(n for n, i in log.items() if i.parent == name))


def _listed(make: "Callable[[Page], Iterable[T]]", page: "Page") -> list[T]:
    return list(make(page))


def short_title(row: Instrument) -> str:
    """Return the title of an instrument, or the first proper one of its names."""
    if len(row.title) <= LONG_TITLE:
        return row.title
    fitting = [n for n in row.names if len(n) <= LONG_TITLE and " " in n]
    name = next((n for n in fitting if re.search("[A-Z]", n)), max(fitting, key=len, default=""))
    name = name or row.title
    name = name[:1].upper() + name[1:]
    return name if re.search(r"\d{4}", name) else f"{name} ({row.date[:4]})"


def entity_name(entity: Entity) -> str:
    """Return the name of an entity; of an office, its first title."""
    return entity.titles[0] if isinstance(entity, Office) else entity.name


def _instrument_refs(record: object) -> Iterable[Ref]:
    """Return what of a record names an instrument."""
    if isinstance(record, InstrumentRecord):
        return (record.entity,)
    if isinstance(record, Mention):
        named = record.refers_to
        return (named,) if (named.id or "").startswith("instrument:") else ()
    if isinstance(record, Act):
        return (record.instrument,)
    if isinstance(record, (Commitment, Provision)):
        return (record.instrument,) if record.instrument else ()
    return ()
