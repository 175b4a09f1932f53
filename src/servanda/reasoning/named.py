"""Who and what a case knows: its records by what they are about, its agreements, their names."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable
from functools import cached_property

from servanda.lexicon.entities import Entities, load_entities
from servanda.lexicon.entity_rows import Entity, Office
from servanda.lexicon.names_shown import party_names, spelt
from servanda.lexicon.registry import Instrument, Registry, load_registry
from servanda.model import Act, Commitment, Mention, Provision, Record, Ref, refs_of
from servanda.model import Instrument as InstrumentRecord
from servanda.reasoning.family import Families, Family
from servanda.reasoning.log import Leaf
from servanda.reasoning.logged import Logged
from servanda.reasoning.parties import parties_for
from servanda.reasoning.shelves import Shelves, keys_of, put_up

# How references come by an identity that is not theirs by name: "I", "we", "the two sides".
STAND_INS = ("voice", "speaker", "pair", "other", "salience", "relative")
LONG_SURFACE = 80  # a longer wording is a description, not a name
# Words by which a publisher is no name: a section of a collection, or that nobody is known.
NO_PUBLISHER = re.compile(
    r"\w: \w|\bnot (?:stated|known|given|named)\b|^(?:unknown|anonymous)$", re.I
)
LONG_TITLE = 70  # characters; official titles may run over several lines


class Named(Logged):
    """Evidence and lexicon by what they name: agreements with their logs, actors, documents."""

    families: Families

    @cached_property
    def _names(self) -> dict[str, str]:
        return {}

    @cached_property
    def shelves(self) -> Shelves:
        """Return the records by what they are about."""
        return put_up(self.evidence.records, keys=self._keys_of)

    def _keys_of(self, record: Record) -> set[Hashable]:
        """Return the shelves on which a record stands."""
        return keys_of(record)

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

    def name(self, id_: str) -> str:
        """Return the name that people read for an id: of an instrument, actor or document."""
        if id_ not in self._names:
            self._names[id_] = self._named(id_)
        return self._names[id_]

    def _named(self, id_: str) -> str:
        id_ = self.evidence.same.get(id_, id_)
        if known := lexicon_name(id_, self.registry, self.entities):
            return known
        if id_ in self.evidence.documents:
            d = self.evidence.documents[id_]
            return d.title or d.name or id_
        if id_ in self._titles:
            return self._titles[id_]
        if id_ in self._sources:
            return self._titled.get(id_, id_)
        return self._surface(id_) or spelt(id_)

    @cached_property
    def _titled(self) -> dict[str, str]:
        """Return the titles, in quotes, of texts whose publisher is no name that answers for them.

        That is a collection with its section ("Papers: letters") or one that is said to be
        unknown, and a single text without an author; of several the publisher's words stay.
        """
        found: dict[str, list[str]] = defaultdict(list)
        for d in self.evidence.documents.values():
            if not d.authors and d.title and NO_PUBLISHER.search(d.publisher):
                found[d.publisher].append(d.title)
        return {
            p: f"“{' '.join(titles[0].split())}”" for p, titles in found.items()
            if len(titles) == 1 and len(titles[0]) < LONG_SURFACE
        }  # fmt: skip

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

    @cached_property
    def doubtful(self) -> frozenset[str]:
        """Return the instruments of the registry that have acts marked unverified."""
        return frozenset(
            row.id
            for row in self.registry.instruments
            for acts in (row.acts, *(c.acts for c in row.children))
            if any(a.verified == "unverified" for a in acts)
        )


def short_title(row: Instrument) -> str:
    """Return the title of an instrument, or the first proper one of its names."""
    if len(row.title) <= LONG_TITLE:
        return row.title
    fitting = [n for n in row.names if len(n) <= LONG_TITLE and " " in n]
    name = next((n for n in fitting if re.search("[A-Z]", n)), max(fitting, key=len, default=""))
    name = name or row.title
    name = name[:1].upper() + name[1:]
    return name if re.search(r"\d{4}", name) else f"{name} ({row.date[:4]})"


def lexicon_name(id_: str, registry: Registry, entities: Entities) -> str:
    """Return the name that the lexicon has for an id, empty where it has none."""
    row = registry.get(id_)
    if row is not None:
        point = id_.partition("#")[2]
        return f"{short_title(row)}, point {point}" if point else short_title(row)
    entity = entities.by_id.get(id_)
    return party_names().get(id_, "") if entity is None else entity_name(entity)


def name_of_id(id_: str) -> str:
    """Return the name that people read for an id where no text is at hand to name it."""
    return lexicon_name(id_, load_registry(), load_entities()) or spelt(id_)


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
