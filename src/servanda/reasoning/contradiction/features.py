"""What two short statements show of each other: named features with the words they rest on."""

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from servanda.reasoning.contradiction.tables import table
from servanda.reasoning.contradiction.view import View

MOST = 3  # of anything that is counted, more tells no more
DOMAIN = 0.5  # what sharing a domain weighs beside sharing a concept
NEAR = 0.1  # from which nearness on two statements are about one matter


class Feature(Struct, frozen=True):
    """A feature of a pair: its name, how much of it, and what it rests on."""

    name: str
    value: float
    words: tuple[str, ...] = ()


class Rarity(Struct, frozen=True):
    """How telling it is to share a stem (`w:`), a concept (`c:`) or a domain (`d:`).

    `known` holds inverse document frequencies (natural logarithms); what it does not hold is as
    rare as `unknown`.
    """

    known: Mapping[str, float]
    unknown: float

    def of(self, key: str) -> float:
        """Return the weight of a key."""
        return self.known.get(key, self.unknown)


@lru_cache(maxsize=1)
def rarity() -> Rarity:
    """Return the rarities of the package; the row `*` is for what is not in the table."""
    known = {row["key"]: float(row["weight"]) for row in table("rarity.tsv")}
    return Rarity(known, known.pop("*"))


def counted(views: Iterable[View], least: int = 1) -> Rarity:
    """Return rarities counted over statements, of what at least so many of them have."""
    views = list(views)
    told: dict[str, int] = {}
    for one in views:
        for key in bag(one):
            told[key] = told.get(key, 0) + 1
    total = math.log(max(len(views), 2))
    return Rarity({k: total - math.log(n) for k, n in told.items() if n >= least}, total)


def bag(one: View) -> dict[str, float]:
    """Return the keys of a statement and how much of each it has."""
    out = {f"w:{s}": 1.0 for s in one.subject}
    for told in one.told:
        out[f"c:{told.concept}"] = out.get(f"c:{told.concept}", 0.0) + 1.0
        domain = f"d:{told.concept.partition('.')[0]}"
        out[domain] = out.get(domain, 0.0) + DOMAIN
    return out


def features(a: View, b: View, rare: Rarity) -> Iterator[Feature]:
    """Yield what a pair of statements shows; what does not occur is left out."""
    yield Feature("bias", 1.0)
    near = nearness(a, b, rare)
    if near:
        yield Feature("near", math.sqrt(near))
    else:
        yield Feature("apart", 1.0)
    if words := nearness(a, b, rare, "w"):
        yield Feature("words", words, tuple(sorted(a.subject & b.subject)))
    if shared := nearness(a, b, rare, "cd"):
        yield Feature("concepts", shared, tuple(sorted(a.concepts.keys() & b.concepts.keys())))
    yield from _axes(a, b)
    yield from _concepts(a, b)
    yield from _opposed(a, b, near)
    yield from _manner(a, b)


def nearness(a: View, b: View, rare: Rarity, kinds: str = "wcd") -> float:
    """Return how near the matters of two statements are, 0 to 1: the cosine of their keys."""
    mine, theirs = ({k: n * rare.of(k) for k, n in bag(v).items() if k[0] in kinds} for v in (a, b))
    size = math.sqrt(sum(x * x for x in mine.values()) * sum(x * x for x in theirs.values()))
    return sum(x * theirs.get(k, 0.0) for k, x in mine.items()) / size if size else 0.0


def _axes(a: View, b: View) -> Iterator[Feature]:
    """Yield on which axes both go to one side, and on which to different ones."""
    mine, theirs = a.poles, b.poles
    shared = sorted(x for x in mine.keys() & theirs.keys() if mine[x] and theirs[x])
    for name, same in (("axis.agree", True), ("axis.differ", False)):
        here = [x for x in shared if (mine[x] * theirs[x] > 0) == same]
        size = sum(min(abs(mine[x]), abs(theirs[x]), 2) for x in here)
        if here:
            yield Feature(name, min(size, MOST), tuple(here))


def _concepts(a: View, b: View) -> Iterator[Feature]:
    """Yield the matters that both name with like and with unlike favour."""
    mine, theirs = a.concepts, b.concepts
    shared = sorted(mine.keys() & theirs.keys())
    for name, same in (("concept.agree", True), ("concept.differ", False)):
        here = [c for c in shared if (mine[c].side == theirs[c].side) == same]
        if here:
            yield Feature(name, min(len(here), MOST), tuple(here))


def _opposed(a: View, b: View, near: float) -> Iterator[Feature]:
    """Yield what cannot both hold, where the statements are about one matter."""
    if near < NEAR:
        return
    if pairs := opposite_pairs(a, b):
        yield Feature("opposite", min(len(pairs), MOST), pairs)
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        yield Feature("numbers", 1.0, tuple(sorted(a.numbers ^ b.numbers)))
    if a.actors and b.actors and not a.actors & b.actors:
        yield Feature("actors", 1.0, tuple(sorted(a.actors | b.actors)))
    if a.negations % 2 != b.negations % 2:
        yield Feature("negation", 1.0)
    turned = tuple(w for w in sorted(a.ways.keys() & b.ways.keys()) if a.ways[w] * b.ways[w] < 0)
    if turned:
        yield Feature("direction", min(len(turned), MOST), turned)


def opposite_pairs(a: View, b: View) -> tuple[str, ...]:
    """Return the rows of opposites.tsv of which each statement names one side alone."""
    other = {"one": "other", "other": "one"}
    only_a, only_b = a.sides - b.sides, b.sides - a.sides
    return tuple(sorted({i for i, side in only_a if (i, other[side]) in only_b}))


def _manner(a: View, b: View) -> Iterator[Feature]:
    """Yield how both are told: of the speaker's own, as what ought to be, or plainly; and length.

    A person's own undertakings are held against each other more strictly than what ought to be.
    """
    yield Feature("manner." + ".".join(sorted((a.manner, b.manner))), 1.0)
    yield Feature("length", (a.length + b.length) / 50)
