"""Reasons that stand on a page several times: told once, led to afterwards."""

from collections import Counter
from collections.abc import Iterable
from itertools import count

from servanda.dossier.pages import Agreement, Why

SECONDARY = "from a secondary source"  # said once for the page, see board.html.jinja


class Grounds:
    """Places of the reasons of a page: one that is told again later gets a place."""

    def __init__(self, reasons: Iterable[Why]) -> None:
        often = Counter(_all(reasons))
        names = (f"w{n}" for n in count())
        self._places = {why: next(names) for why, n in often.items() if n > 1}
        self._told: set[Why] = set()

    @classmethod
    def of(cls, agreements: Iterable[Agreement]) -> "Grounds":
        """Return the grounds of the views that are shown with their reasons."""
        return cls(w for a in agreements for v in a.views
                   if v.seen_by == "record" or not v.same_as_record for w in v.why)  # fmt: skip

    def place(self, why: Why) -> tuple[str, bool]:
        """Return the place of a reason, none if it stands once, and whether it was told before."""
        place = self._places.get(why, "")
        told = why in self._told
        if place:
            self._told.add(why)
        return place, told


def _all(reasons: Iterable[Why]) -> Iterable[Why]:
    """Yield the reasons that are worth leading to; below one that stands again nothing is told."""
    seen: set[Why] = set()
    for why in reasons:
        if why.children or (why.cite is not None and why.cite.record):
            yield why
            if why in seen:
                continue
            seen.add(why)
        yield from _all(why.children)


def by_source(nodes: Iterable[Why]) -> list[tuple[str, list[Why]]]:
    """Return the leaves that cite the registry, by source, in the order of the first of each."""
    found: dict[str, list[Why]] = {}
    for node in nodes:
        if node.cite is not None and node.cite.registry:
            found.setdefault(node.cite.source, []).append(node)
    return list(found.items())


def bare(note: str) -> str:
    """Return what a row of the registry says; that its source is a secondary one is said once."""
    return note.replace(SECONDARY, "").rstrip(", ")
