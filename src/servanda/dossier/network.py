"""Who deals with whom: duties owed, and what actors are told to do to each other."""

from collections import Counter
from collections.abc import Iterator

from servanda.dossier.pages import ActorRow, Cite, Tie
from servanda.dossier.plain import counted
from servanda.dossier.scribe import Scribe
from servanda.model import Event, Position, Record, Ref, Statement
from servanda.reasoning.log import BREACH

HOSTILE = ("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
AGAINST = ("refuses", "opposes", "rejects", "condemns", "denies", "blames")
OWED = "duty owed"
FEW = 3  # counterparties from which a duty is owed to a circle, not to one of them
SHOWN = 3  # citations of a tie


class _Tie:
    """What was found between two actors so far."""

    def __init__(self) -> None:
        self.said: Counter[str] = Counter()
        self.hostile = 0
        self.records: list[str] = []


def network(scribe: Scribe) -> tuple[list[ActorRow], list[Tie]]:
    """Return the actors and their ties, the busiest first.

    Ties are duties (bearer to counterparty), acts and events of one actor towards another, and
    words addressed to one; what is denied, planned or demanded makes none. Actors without an
    identity are left out.
    """
    found: dict[tuple[str, str], _Tie] = {}
    for source, target, said, hostile, record in _links(scribe):
        tie = found.setdefault((source, target), _Tie())
        tie.said[said] += 1
        tie.hostile += hostile
        if record:
            tie.records.append(record)
    ties = sorted(found.items(), key=lambda kv: (-kv[1].said.total(), kv[0]))
    actors: dict[str, None] = {}
    for pair, _ in ties:
        actors.update(dict.fromkeys(pair))
    return (
        [ActorRow(scribe.name(a), a.partition(":")[0]) for a in actors],
        [_row(scribe, a, b, tie) for (a, b), tie in ties],
    )


def _links(scribe: Scribe) -> Iterator[tuple[str, str, str, bool, str]]:
    """Yield (from, to, what, hostile, record) of all that ties two actors; no record: registry."""
    case = scribe.case
    for duty in case.duties:
        for towards in duty.counterparties if len(duty.counterparties) <= FEW else ():
            if towards != duty.bearer:
                yield duty.bearer, towards, OWED, False, next(iter(duty.records), "")
    for row in _acts(scribe):
        leaf = case.acts.leaves[str(row["id"])]
        said, hostile = str(row["act"]).replace("_", " "), str(row["act"]) in BREACH
        told = leaf.record.id if leaf.record is not None else ""
        yield str(row["actor"]), str(row["against"]), said, hostile, told
    for record in case.evidence.records:
        if record.polarity != "affirmed" or record.modality != "actual":
            continue
        for sources, targets, said, hostile in _told(record):
            for a in _ids(scribe, sources):
                for b in _ids(scribe, targets):
                    if a != b:
                        yield a, b, said, hostile, record.id


def _acts(scribe: Scribe) -> Iterator[dict[str, object]]:
    """Yield the acts of one party against another under the agreements that the sources name."""
    here = set(scribe.case.instruments)
    for row in scribe.case.told.values():
        if row["instrument"] in here and row.get("against") and row["actor"] != "all":
            yield row


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


def _row(scribe: Scribe, source: str, target: str, tie: _Tie) -> Tie:
    words = ", ".join(
        counted(n, OWED, "duties owed") if said == OWED else f"{said} {n}×" if n > 1 else said
        for said, n in tie.said.most_common()
    )
    cites: list[Cite] = [scribe.cite(r) for r in dict.fromkeys(tie.records)][:SHOWN]
    return Tie(
        source=scribe.name(source), target=scribe.name(target), number=tie.said.total(),
        hostile=tie.hostile, words=words, cites=tuple(cites),
    )  # fmt: skip
