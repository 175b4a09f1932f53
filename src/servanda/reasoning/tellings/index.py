"""Tellings of all documents, found again by their sense and by what they name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from servanda.reasoning.tellings.match import named, words
from servanda.reasoning.tellings.telling import Telling, tellings_of
from servanda.reasoning.tellings.thing import Thing
from servanda.reasoning.tellings.words import excludes, senses, wider
from servanda.reasoning.wording import STEM

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

FEW = 4  # tellings of one sense in two documents that are all there is of it
COMMON = 80  # tellings of one sense and word beyond which the word tells nothing


class Tellings:
    """The tellings of a case by sense and key; unchanged once made.

    A key is an id, name, sort or stem of whom or what a telling names.
    """

    def __init__(self, case: "Case") -> None:
        self.focus = case.focus  # the document of one of two tellings, where only one is asked
        parsed = case.evidence.predications  # nothing is told of what was not parsed
        mine = [i for i in case.evidence.documents if i in parsed]
        self._by_document = {i: in_document(case, i) for i in mine}
        self.every = [t for some in self._by_document.values() for t in some]
        if case.focus:
            self.every = _beside(case, self._by_document)
        self._at: dict[tuple[str, str], list[Telling]] = defaultdict(list)
        for telling in self.every:
            for sense in telling.senses:
                for up in wider(sense):
                    for key in keys(telling):
                        self._at[up, key].append(telling)
        self._having: dict[str, list[Telling]] = defaultdict(list)
        for telling in self.every:
            for head in {x.head for x in (*telling.doers, *telling.things)} - {""}:
                self._having[head].append(telling)
        self._counts: dict[str, Counter[str]] = {}

    def rare(self, a: Telling, b: Telling, some: Iterable[str]) -> bool:
        """Say whether the documents of two tellings tell of some sense hardly but there."""
        both = [self._count(d) for d in {a.document, b.document}]
        return any(sum(told[sense] for told in both) <= FEW for sense in some)

    def _count(self, document: str) -> Counter[str]:
        """Return how often each sense is told in a document."""
        if document not in self._counts:
            self._counts[document] = Counter(
                up for t in self.of(document) for up in {u for s in t.senses for u in wider(s)}
            )
        return self._counts[document]

    def having(self, thing: Thing) -> list[Telling]:
        """Return the tellings of whose doers or objects one has the same main word as a thing."""
        found = self._having.get(thing.head, [])
        return found if len(found) <= COMMON else []

    def of(self, document: str) -> list[Telling]:
        """Return the tellings of a document, in order."""
        return self._by_document.get(document, [])

    def near(self, telling: Telling, some: Iterable[str]) -> Iterator[Telling]:
        """Yield the tellings of some senses that share a key with one, each once."""
        seen = {id(telling)}
        for sense in some:
            for key in keys(telling):
                found = self._at.get((sense, key), ())
                if len(found) > COMMON:
                    continue
                for other in found:
                    if id(other) not in seen:
                        seen.add(id(other))
                        if self.focus in ("", telling.document, other.document):
                            yield other

    def alike(self, telling: Telling) -> Iterator[Telling]:
        """Yield the tellings that may be of one sense with one and share a key."""
        yield from self.near(telling, sorted({w for s in telling.senses for w in wider(s)}))

    def contrary(self, telling: Telling) -> Iterator[Telling]:
        """Yield the tellings of a sense that one's excludes and that share a key."""
        against = {o for s in telling.senses for o in senses() if excludes(s, o)}
        yield from self.near(telling, sorted(against))


def in_document(case: "Case", document: str) -> list[Telling]:
    """Return the tellings of a document, worked out once for the agreements that it speaks of."""
    what = f"tellings {case.threads.meant(document)}"
    return case.once(what, document, lambda: tellings_of(case, case.pages[document]))


def _beside(case: "Case", whole: dict[str, list[Telling]]) -> list[Telling]:
    """Return the tellings of the document asked about and those that may be paired with one.

    What governs a telling comes with it.
    """
    mine = whole.get(case.focus, [])
    own = frozenset().union(*(keys(t) for t in mine))
    some = {w for t in mine for s in t.senses for w in wider(s)}
    some |= {o for s in set(some) for o in senses() if excludes(s, o)}
    denied = frozenset().union(*(_heads(t) for t in mine if _absent(t)))
    heads = frozenset().union(*(_heads(t) for t in mine))
    out: list[Telling] = []
    for document, every in whole.items():
        parsed = case.evidence.predications.get(document, ())
        kept = every if document == case.focus else [
            t for t in every
            if (any(w in some for s in t.senses for w in wider(s)) and keys(t) & own)
            or _heads(t) & denied or (_absent(t) and _heads(t) & heads)
        ]  # fmt: skip
        with_above = {t.n for t in kept} | {parsed[t.n].above for t in kept}
        out += [t for t in every if t.n in with_above]
    return out


def _absent(t: Telling) -> bool:
    """Say whether a telling is that something is not there."""
    return t.lemma == "be" and t.negated


def _heads(t: Telling) -> frozenset[str]:
    return frozenset(x.head for x in (*t.doers, *t.things, *t.around)) - {""}


def keys(telling: Telling) -> frozenset[str]:
    """Return the keys of a telling: of its doers and of all that it names."""
    out = set(named(telling) | words(telling) | telling.keys)
    for doer in telling.doers:
        out |= doer.ids | doer.names | doer.sorts | ({doer.head} if doer.head else set())
    out |= {n[:STEM] for n in out if ":" not in n and not n.startswith("#")}
    return frozenset(out)
