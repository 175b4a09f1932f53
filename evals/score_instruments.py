"""Score which mentions of a document are one instrument: macro F1 over the gold's instruments.

A gold instrument is the set of its mentions in one document. Ours are the mentions with a rule
`instrument.*` that have an id, and provisions with the id of their instrument; those of one id are
a cluster. Two stretches that overlap are one mention; of several that overlap a gold mention the
one most alike counts. Gold instruments and clusters are matched one to one so that the mentions
they share are most. F1 of a gold instrument: recall is shared / gold mentions, precision is
shared / mentions of the cluster (in documents whose gold is in part: those that lie on a gold
mention); 0 where no cluster is matched. The macro F1 is the mean over all gold instruments, so
what is not detected, and what is put into a wrong cluster, both count against it. Mentions of no
gold instrument are told apart as `strange` (share of our mentions in completely annotated texts).
`identity` is the share of gold instruments that the registry knows by that very name whose cluster
has the registry's id.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from evals.names_gold import Annotated, Span, ids_of, overlap

from servanda.model import Mention, Provision, Record


@dataclass
class Clusters:
    """The sums over documents."""

    scores: list[float] = field(default_factory=list)
    mentions: int = 0
    strange: int = 0
    known: int = 0
    identified: int = 0

    def add(self, gold: Annotated, records: list[Record], errors: bool) -> None:
        """Add the instruments of one document; print what is wrong where `errors`."""
        wanted: dict[str, list[Span]] = defaultdict(list)
        for row in gold.instruments:
            wanted[row["instrument"]].append((row["start"], row["end"]))
        ours = dict(mentions_of(records))
        at = {span: _alike(span, ours) for spans in wanted.values() for span in spans}
        sizes = Counter(ours.values())
        on_gold = {s for s in ours if any(overlap(s, g) for g in at)}
        if gold.all_instruments:
            self.mentions += len(ours)
            self.strange += len(ours) - len(on_gold)
        else:
            sizes = Counter(i for s, i in ours.items() if s in on_gold)
        shared = Counter(
            (name, ours[mine]) for name, spans in wanted.items() for s in spans
            if (mine := at[s]) is not None
        )  # fmt: skip
        matched = _matched(shared)
        for name, spans in wanted.items():
            cluster = matched.get(name)
            hits = shared[name, cluster] if cluster else 0
            wide = _extra(spans, ours, cluster, at)
            f1 = 2 * hits / (len(spans) + sizes[cluster] - wide) if hits and cluster else 0.0
            self.scores.append(f1)
            known = {i for i in ids_of(name) if i.startswith("instrument:")}
            self.known += bool(known)
            self.identified += bool(cluster in known)
            if errors and (f1 < 1 or (known and cluster not in known)):
                _print(gold, name, spans, at, ours, cluster, f1, known)
        if errors and gold.all_instruments:
            for span in sorted(set(ours) - on_gold):
                print("STRANGE", gold.name[:12], _piece(gold, span), ours[span])

    def figures(self) -> dict[str, float]:
        """Return macro F1, the share of strange mentions and of instruments identified."""
        if not self.scores:
            return {}
        return {
            "instruments_f1": sum(self.scores) / len(self.scores),
            "instruments_strange": self.strange / max(self.mentions, 1),
            "instruments_identity": self.identified / max(self.known, 1),
        }


def mentions_of(records: list[Record]) -> list[tuple[Span, str]]:
    """Return our mentions of instruments with an id, each stretch once."""
    found: dict[Span, str] = {}
    for record in records:
        if not record.anchors:
            continue
        span = (record.anchors[0].start, record.anchors[0].end)
        if isinstance(record, Mention) and record.rule.startswith("instrument."):
            if record.refers_to.id:
                found.setdefault(span, record.refers_to.id)
        elif isinstance(record, Provision) and record.instrument and record.instrument.id:
            found.setdefault(span, record.instrument.id)
    return list(found.items())


def _alike(span: Span, ours: dict[Span, str]) -> Span | None:
    """Return our mention that shares most with a gold mention, the widest share first."""
    some = [(overlap(span, s) / (max(span[1], s[1]) - min(span[0], s[0])), s) for s in ours]
    best = max(some, default=(0.0, (0, 0)))
    return best[1] if best[0] > 0 else None


def _extra(spans: list[Span], ours: dict[Span, str], cluster: str | None,
           at: dict[Span, Span | None]) -> int:  # fmt: skip
    """Return how many of a cluster's mentions lie on a gold mention that another one matched."""
    chosen = {at[s] for s in spans}
    mine = [s for s, i in ours.items() if i == cluster and s not in chosen]
    return sum(1 for s in mine if any(overlap(s, g) for g in spans))


def _matched(shared: Counter[tuple[str, str]]) -> dict[str, str]:
    """Match gold instruments and clusters one to one, most shared mentions first."""
    out: dict[str, str] = {}
    for (name, cluster), _ in sorted(shared.items(), key=lambda x: (-x[1], x[0])):
        if name not in out and cluster not in out.values():
            out[name] = cluster
    return out


def _print(
    gold: Annotated, name: str, spans: list[Span], at: dict[Span, Span | None],
    ours: dict[Span, str], cluster: str | None, f1: float, known: set[str],
) -> None:  # fmt: skip
    """Print a gold instrument with what we make of each of its mentions."""
    print(f"{f1:.2f} {gold.name[:12]} {name}  cluster {cluster}  known {sorted(known)}")
    for span in spans:
        mine = at[span]
        print("      ", _piece(gold, span), "->", ours[mine] if mine else None)


def _piece(gold: Annotated, span: Span) -> str:
    return f"{span[0]} {gold.document.text[span[0] : span[1]]!r}"
