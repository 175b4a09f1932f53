"""A case: all that reasoning knows on one day, with its act log worked out once."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from servanda.lexicon.entities import Entities, load_entities
from servanda.lexicon.entity_rows import Entity, Office
from servanda.lexicon.registry import Instrument, Registry, load_registry
from servanda.model import Act, Commitment, Evidence, Mention, Provision, Ref, refs_of
from servanda.model import Instrument as InstrumentRecord
from servanda.reasoning.log import ActLog, build, checked
from servanda.reasoning.status import Answer, Desk, Query, TooUncertain
from servanda.reasoning.status.log import Log
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
    from servanda.reasoning.traces import Charge

# How references come by an identity that is not theirs by name: "I", "we", "the two sides".
STAND_INS = ("voice", "speaker", "pair", "other", "salience", "relative")
LONG_SURFACE = 80  # a longer wording is a description, not a name
LONG_TITLE = 70  # characters; official titles may run over several lines


class Case:
    """Evidence, lexicon and a day; answers and names asked of it are worked out from these alone.

    `evidence` holds the records, `day` is the day asked about. Logs are made when first needed.
    """

    def __init__(
        self, evidence: Evidence, day: date, *, registry: Registry | None = None,
        entities: Entities | None = None,
    ) -> None:  # fmt: skip
        self.evidence = with_texts(evidence)
        self.day = day
        self.registry = registry or load_registry()
        self.entities = entities or load_entities()
        self._names: dict[str, str] = {}

    @cached_property
    def _checked(self) -> tuple[Log, ActLog]:
        return checked(build(self.evidence, self.registry, self.entities, self.day))

    @property
    def acts(self) -> ActLog:
        """Return the act log of verified rows and records, and what was left out of it."""
        return self._checked[1]

    @property
    def log(self) -> Log:
        """Return the checked log."""
        return self._checked[0]

    @cached_property
    def desk(self) -> Desk:
        """Return the desk that answers on the log."""
        return Desk(self.log)

    @cached_property
    def doubtful_desk(self) -> Desk:
        """Return the desk for which the registry's unverified acts count too."""
        acts = build(self.evidence, self.registry, self.entities, self.day, unverified=True)
        return Desk(checked(acts)[0])

    @cached_property
    def told(self) -> dict[str, dict[str, object]]:
        """Return the log's acts by id."""
        return {a["id"]: a for a in self.acts.log["acts"]}

    def answer(
        self, instrument: str, party: str, seen_by: str, day: date | None = None
    ) -> tuple[Answer | None, tuple[str, ...], bool]:
        """Return the answer, its statuses and whether they are sure.

        Statuses are those with and without the registry's unverified acts; where these differ, or
        where the worlds are too many to live through (the answer is then None), nothing is sure.
        """
        query = Query(instrument, party, (day or self.day).toordinal(), seen_by)
        try:
            found = self.desk.answer(query)
            statuses = set(found.statuses)
            if instrument.partition("#")[0] in self.doubtful:
                statuses |= set(self.doubtful_desk.answer(query).statuses)
        except TooUncertain:
            return None, (), False
        return found, tuple(sorted(statuses)), len(statuses) == 1

    def binds(self, instrument: str, a: str, b: str, seen_by: str) -> str:
        """Return whether a commitment binds A to B on the day: surely, possibly or not.

        Asked once for each pair; where the worlds are too many to live through it is possibly.
        """
        pair = (instrument, *sorted((a, b)), seen_by)
        if pair not in self._bound:
            try:
                found = self.desk.binds(instrument, a, b, self.day.toordinal(), seen_by)
            except TooUncertain:
                found = "possibly"
            self._bound[pair] = found
        return self._bound[pair]

    @cached_property
    def _bound(self) -> dict[tuple[str, ...], str]:
        return {}

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
        return self._surfaces.get(id_, name.replace("-", " ") if is_id else id_)

    @cached_property
    def _titles(self) -> dict[str, str]:
        """Return the titles of agreements whose own text is among the documents."""
        return {
            r.entity.id: r.title
            for r in self.evidence.records
            if isinstance(r, InstrumentRecord) and r.entity.id and r.rule == "own.title"
        }

    @cached_property
    def _surfaces(self) -> dict[str, str]:
        """Return the longest surface that documents give an id which the lexicon does not know."""
        out: dict[str, str] = {}
        for record in self.evidence.records:
            for ref in refs_of(record):
                if not ref.id or ref.method in STAND_INS or len(ref.surface) >= LONG_SURFACE:
                    continue
                if len(ref.surface) > len(out.get(ref.id, "")):
                    out[ref.id] = ref.surface
        return out

    @cached_property
    def _sources(self) -> frozenset[str]:
        """Return who answers for the documents' own voices, as they name themselves."""
        return frozenset(d.source for d in self.evidence.documents.values() if d.source != d.id)

    @cached_property
    def spoken(self) -> frozenset[str]:
        """Return the ids of all that the documents refer to."""
        return frozenset(r.id for record in self.evidence.records for r in refs_of(record) if r.id)

    @cached_property
    def ties(self) -> "tuple[Tie, ...]":
        """Return the links between agreements, of the registry and as records tell them."""
        from servanda.reasoning.links import ties

        return ties(self)

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

        return Index(all_clauses(self), Kindred(self))

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

    @cached_property
    def reports_with(self) -> "dict[str, list[int]]":
        """Return the places in `reports` of those that have a word, by the word."""
        out: dict[str, list[int]] = defaultdict(list)
        for n, report in enumerate(self.reports):
            for word in report.words | report.deed:
                out[word].append(n)
        return dict(out)

    @cached_property
    def rebuttals(self) -> "dict[str, list[Report]]":
        """Return the denials that follow a charge, by document."""
        out: dict[str, list[Report]] = defaultdict(list)
        for report in self.reports:
            if report.says == "rebutted":
                out[report.place[0]].append(report)
        return dict(out)

    @cached_property
    def charges(self) -> "dict[str, tuple[Charge, ...]]":
        """Return the records that allege a breach or clear somebody of it, by the agreement."""
        from servanda.reasoning.traces import charges_in

        return charges_in(self)

    def parties(self, instrument: str) -> tuple[str, ...]:
        """Return the parties of an instrument in the log; none where it has no status."""
        found = self.log.instruments.get(instrument)
        return found.parties if found else ()

    @cached_property
    def instruments(self) -> tuple[str, ...]:
        """Return the ids of the instruments that the documents speak of and whose status can be
        worked out, with their children, in the order of their first naming."""
        seen: dict[str, None] = {}
        for record in self.evidence.records:
            if record.registry is not None:
                continue  # a data set lists everything; what is spoken of, documents say
            for ref in _instrument_refs(record):
                name = self.evidence.same.get(ref.id, ref.id) if ref.id else None
                if name:
                    seen[name.partition("#")[0]] = None
        out: list[str] = []
        for name in seen:
            if name in self.log.instruments:
                out.append(name)
                out += [i for i, row in self.log.instruments.items() if row.parent == name]
        return tuple(out)


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
