"""Who deals with whom: duties owed, and what actors are told to do to each other."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import partial

from servanda.dossier.pages import ActorRow, Tie
from servanda.dossier.plain import counted
from servanda.dossier.scribe import Scribe
from servanda.model import Event, Position, Record, Ref, Statement
from servanda.reasoning.case import Case
from servanda.reasoning.log import BREACH
from servanda.reasoning.owed import Duty, duties_under, owing

HOSTILE = ("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
AGAINST = ("refuses", "opposes", "rejects", "condemns", "denies", "blames")
OWED = "duty owed"
FEW = 3  # counterparties from which a duty is owed to a circle, not to one of them
SHOWN = 3  # citations of a tie


Link = tuple[str, str, str, bool, str]
"""Who, to whom, what, whether hostile, and the record that tells it; none for the registry's."""

Pair = tuple[str, str]


class Ties:
    """Who deals with whom, counted; a tie is put in words only where it is looked at.

    Ties are duties (bearer to counterparty), acts and events of one actor towards another, and
    words addressed to one; what is denied, planned or demanded makes none. Actors without an
    identity are left out.
    """

    def __init__(self, scribe: Scribe, before: "Ties | None" = None) -> None:
        """Count; `before` are ties counted earlier, from which only what changed is counted."""
        self.scribe = scribe
        case = scribe.case
        self._told: dict[str, dict[Pair, list[Link]]] = dict(case.named_by_document(
            "ties", partial(_of_records, scribe)
        ))  # fmt: skip
        self._by_records = _followed(before, self._told)
        self.count: Counter[Pair] = Counter(self._by_records)
        for name in owing(case):
            kept = case.family(name).kept
            if ("ties", name) not in kept:
                kept["ties", name] = list(_duties(duties_under(case, name)))
            self._add(kept["ties", name])
        self._acts = list(_acts(scribe))
        self._add(self._acts)
        # The busiest first, else by their ids.
        self.pairs = sorted(sorted(self.count), key=self.count.__getitem__, reverse=True)

    def _add(self, links: Iterable[Link]) -> None:
        for source, target, *_ in links:
            self.count[source, target] += 1

    def actors(self, pairs: Iterable[Pair]) -> list[ActorRow]:
        """Return the actors of pairs, in their order."""
        ids = dict.fromkeys(a for pair in pairs for a in pair)
        return [ActorRow(self.scribe.name(a), a.partition(":")[0]) for a in ids]

    def rows(self, pairs: Collection[Pair]) -> list[Tie]:
        """Return ties in words."""
        wanted: dict[Pair, list[Link]] = {pair: [] for pair in pairs}
        case = self.scribe.case
        for name in owing(case):
            for link in case.family(name).kept["ties", name]:
                if link[:2] in wanted:
                    wanted[link[:2]].append(link)
        for link in self._acts:
            if link[:2] in wanted:
                wanted[link[:2]].append(link)
        told = (lk for some in self._told.values()
                for p in some.keys() & wanted.keys() for lk in some[p])  # fmt: skip
        order = case.shelves
        for link in sorted(told, key=lambda lk: order.place(order.by_id[lk[4]])):
            wanted[link[:2]].append(link)
        return [_row(self.scribe, *pair, links) for pair, links in wanted.items()]


def _followed(before: Ties | None, told: dict[str, dict[Pair, list[Link]]]) -> Counter[Pair]:
    """Return how many links documents tell of each pair, from what they told before."""
    then: dict[str, dict[Pair, list[Link]]] = before._told if before is not None else {}
    count = Counter(before._by_records) if before is not None else Counter[Pair]()
    for document in then.keys() | told.keys():
        old, new = then.get(document), told.get(document)
        if old is not new:
            count.subtract({p: len(links) for p, links in (old or {}).items()})
            count.update({p: len(links) for p, links in (new or {}).items()})
    for pair in [p for p, n in count.items() if not n]:
        del count[pair]
    return count


def network(scribe: Scribe) -> tuple[list[ActorRow], list[Tie]]:
    """Return the actors and their ties, the busiest first; see `Ties`."""
    ties = Ties(scribe)
    return ties.actors(ties.pairs), ties.rows(ties.pairs)


def _duties(duties: Iterable[Duty]) -> Iterator[Link]:
    for duty in duties:
        for towards in duty.counterparties if len(duty.counterparties) <= FEW else ():
            if towards != duty.bearer:
                yield duty.bearer, towards, OWED, False, next(iter(duty.records), "")


def _acts(scribe: Scribe) -> Iterator[Link]:
    """Yield the acts of one party against another under the agreements that the sources name."""
    case = scribe.case
    listed = {row.id: n for n, row in enumerate(case.registry.instruments)}
    found: list[tuple[tuple[int, int, int], Link]] = []
    for name in case.instruments:
        for n, row in enumerate(_against(case, name)):
            if row["instrument"] != name:
                continue
            leaf = case.leaf(str(row["id"]))
            record = leaf.record if leaf is not None else None
            first = listed.get(name.partition("#")[0], 0)
            place = (0, first, n) if record is None else (1, case.shelves.place(record), n)
            said, hostile = str(row["act"]).replace("_", " "), str(row["act"]) in BREACH
            told = record.id if record is not None else ""
            found.append((place, (str(row["actor"]), str(row["against"]), said, hostile, told)))
    yield from (link for _, link in sorted(found, key=lambda f: f[0]))


def _against(case: Case, name: str) -> list[dict[str, object]]:
    """Return the acts of one party against another in the log of an agreement's family."""
    row = case.registry.get(name)
    parts = () if row is None else (row.acts, *(c.acts for c in row.children))
    known = any(a.against for acts in parts for a in acts)
    told = any(r.against or r.act in BREACH for r in case.acts_on(name))
    if not known and not told:
        return []
    kept = case.family(name).kept
    if "against" not in kept:
        rows = case.family(name).told.values()
        kept["against"] = [r for r in rows if r.get("against") and r["actor"] != "all"]
    found: list[dict[str, object]] = kept["against"]
    return found


def _of_records(scribe: Scribe, records: Iterable[Record]) -> dict[Pair, list[Link]]:
    """Return what the records of one document tell of one actor and another."""
    out: dict[Pair, list[Link]] = {}
    for record in records:
        if record.polarity != "affirmed" or record.modality != "actual":
            continue
        for sources, targets, said, hostile in _told(record):
            for a in _ids(scribe, sources):
                for b in _ids(scribe, targets):
                    if a != b:
                        out.setdefault((a, b), []).append((a, b, said, hostile, record.id))
    return out


def _told(record: Record) -> Iterator[tuple[tuple[Ref, ...], tuple[Ref, ...], str, bool]]:
    """Yield who does what to whom in a record."""
    if isinstance(record, Event):
        yield record.source, record.target, record.plover.lower(), record.plover in HOSTILE
    elif isinstance(record, Statement) and record.speaker is not None:
        yield (record.speaker,), record.addressees, "addressed", False
    elif isinstance(record, Position):
        yield (record.holder,), record.about, record.stance, record.stance in AGAINST


def _ids(scribe: Scribe, refs: tuple[Ref, ...]) -> Iterator[str]:
    """Yield the identities of actors, each once."""
    same = scribe.case.evidence.same
    ids = dict.fromkeys(same.get(r.id, r.id) for r in refs if r.id)
    yield from (i for i in ids if not i.startswith(("instrument:", "place:", "doc:")))


def _row(scribe: Scribe, source: str, target: str, links: list[Link]) -> Tie:
    told = Counter(said for _, _, said, _, _ in links)
    words = ", ".join(
        counted(n, OWED, "duties owed") if said == OWED else f"{said} {n}×" if n > 1 else said
        for said, n in told.most_common()
    )
    records = dict.fromkeys(record for *_, record in links if record)
    return Tie(
        source=scribe.name(source), target=scribe.name(target), number=len(links),
        hostile=sum(hostile for _, _, _, hostile, _ in links), words=words,
        cites=tuple(scribe.cite(r) for r in list(records)[:SHOWN]),
    )  # fmt: skip
