"""A case: all that reasoning knows on one day, with its act log worked out once."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

from servanda.lexicon.entities import Entities, load_entities
from servanda.lexicon.registry import Registry, load_registry
from servanda.model import Evidence, Finding, Record
from servanda.reasoning.family import Answered, Families
from servanda.reasoning.named import Named
from servanda.reasoning.shelves import Shelves, keys_of
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

T = TypeVar("T")
Rare = Callable[[str, str], bool]  # asked with the sort of a name, and the name
Known = Callable[[tuple[str, ...]], list[Finding] | None]  # asked with types of clashes


class Case(Named):
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
        self.stamp = b""  # stands for the evidence where it is known what changed
        self._kept = {} if kept is None else kept
        self._statuses = statuses
        self.looked_at: set[tuple[str, str, str]] = set()  # instrument, party, perspective

    def once(self, what: str, document: str, make: Callable[[], T]) -> T:
        """Return what `make` gives for a document alone, worked out once."""
        key = (what, document)
        if key not in self._kept:
            self._kept[key] = make()
        found: T = self._kept[key]
        return found

    def _keys_of(self, record: Record) -> set[Hashable]:
        known: dict[int, tuple[Record, set[Hashable]]]
        known = self.once("shelf keys", record.document, dict)
        if id(record) not in known:
            known[id(record)] = record, keys_of(record)  # it is held, so its id stays its
        return known[id(record)][1]

    def formal(self, what: str, name: str, make: Callable[[], T]) -> T:
        """Return what `make` gives of the registry alone, once for cases that share statuses."""
        if self._statuses is None:
            return make()
        key = (what, name)
        if key not in self._statuses:
            self._statuses[key] = make()
        found: T = self._statuses[key]
        return found

    def of_pages(self, what: str, make: "Callable[[Page], Iterable[T]]") -> Iterator[T]:
        """Yield what `make` gives for each page, worked out once for each."""
        for id_, page in self.pages.items():
            yield from self.once(what, id_, partial(_listed, make, page))

    def asked(self, *documents: str) -> bool:
        """Say whether one of some documents is the one asked about, or all are."""
        return not self.focus or self.focus in documents

    def by_document(self, key: str, make: Callable[[tuple[Record, ...]], T]) -> Iterator[T]:
        """Yield what `make` gives for the records of each document, worked out once for them.

        It may rest on these records, their document, the lexicon and who is who, nothing else.
        """
        yield from (made for _, made in self.named_by_document(key, make))

    def named_by_document(
        self, key: str, make: Callable[[tuple[Record, ...]], T]
    ) -> Iterator[tuple[str, T]]:
        """Yield the documents with what `by_document` yields."""
        for document in self.shelves.documents():
            records = self.shelves.within(document)
            yield document, self.families.of_document(key, document, records, make)

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

    def page(self, document: str) -> "Page":
        """Return what `pages` has of one document, without the others."""
        from servanda.reasoning.tellings.pages import page_in

        return self.once("page", document, lambda: page_in(
            self, self.evidence.documents[document],
            [r for r in self.shelves.within(document) if r.anchors],
        ))  # fmt: skip

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
        from servanda.reasoning.clashes.alike import Index, all_clauses
        from servanda.reasoning.clashes.kindred import Kindred

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


def _listed(make: "Callable[[Page], Iterable[T]]", page: "Page") -> list[T]:
    return list(make(page))
