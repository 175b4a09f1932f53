"""What is made of a document alone before it is compared, in bytes and back.

A reading stands under the name that `Case.once` has for it, with what of other documents it rests
on in that name. Those of which the bytes would be larger than the text, or that are quicker made
than read, are not among them.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import GenericAlias
from typing import Any, get_type_hints

import msgspec

from servanda.reasoning.case import Case
from servanda.reasoning.clashes.agreements import Known, Spot
from servanda.reasoning.clashes.alike import all_clauses
from servanda.reasoning.clashes.clauses import Clause
from servanda.reasoning.clashes.counted import Count
from servanda.reasoning.clashes.fixed import Fixed
from servanda.reasoning.clashes.plain_figures import Figure, figures_by_document
from servanda.reasoning.clashes.stances import Stance, all_stances
from servanda.reasoning.clashes.told import Told, told_in
from servanda.reasoning.clashes.values import fixed_by_document
from servanda.reasoning.tellings.numbers import Number
from servanda.reasoning.tellings.pages import Line, Page

# By the first word of a reading's name, what it is. Of what holds its page only the rest is kept.
SORTS: Mapping[str, Any] = {
    "clauses": list[Clause], "told": list[Told], "fixed": list[Fixed], "counted": list[Count],
    "spots": tuple[list[Spot], list[Known], str], "stances": list[Stance],
    "figures": tuple[list[tuple[Line, list[Number]]], list[Figure]],
}  # fmt: skip


def prepare(case: Case) -> None:
    """Make the readings of the documents of a case; its rules find them made."""
    case.threads  # noqa: B018
    for some in (all_clauses(case), told_in(case), all_stances(case), fixed_by_document(case)):
        deque(some, maxlen=0)
    deque(figures_by_document(case), maxlen=0)


def sort_of(name: str) -> str:
    """Return the sort of a reading by its name; empty where it is none that is kept."""
    sort = name.partition(" ")[0]
    return sort if sort in SORTS else ""


def packed(readings: Mapping[str, Any]) -> bytes:
    """Return readings by their names as bytes."""
    bodies = {n: msgspec.Raw(msgspec.msgpack.encode(_bare(n, v), order="deterministic"))
              for n, v in readings.items() if sort_of(n)}  # fmt: skip
    return msgspec.msgpack.encode(bodies, order="deterministic")


def unpacked(body: bytes, page: Page) -> dict[str, Any]:
    """Return readings of a page by their names, as they were packed; raises msgspec.DecodeError."""
    bodies = msgspec.msgpack.decode(body, type=dict[str, msgspec.Raw])
    found = {n: _decoder(s).decode(raw) for n, raw in bodies.items() if (s := sort_of(n))}
    return {n: _whole(n, v, page) for n, v in found.items()}


def _bare(name: str, reading: Any) -> Any:
    """Return a reading without its page."""
    if name == "stances":
        return [_rest(s) for s in reading]
    if name == "figures":
        return reading[0], [_rest(f) for f in reading[1]]
    return reading


def _whole(name: str, bare: Any, page: Page) -> Any:
    """Return a reading with its page."""
    if name == "stances":
        return [Stance(page, *rest) for rest in bare]
    if name == "figures":
        return bare[0], [Figure(page, *rest) for rest in bare[1]]
    return bare


def _rest(of: Stance | Figure) -> Sequence[Any]:
    return [getattr(of, field) for field in of.__struct_fields__ if field != "page"]


def _rests(sort: type[Stance | Figure]) -> Any:
    """Return the type of what `_rest` gives of a list of some sort."""
    hints = get_type_hints(sort)
    fields = [f for f in sort.__struct_fields__ if f != "page"]
    row: Any = tuple.__class_getitem__(tuple(hints[f] for f in fields))
    return GenericAlias(list, (row,))


@lru_cache(maxsize=len(SORTS))
def _decoder(sort: str) -> msgspec.msgpack.Decoder[Any]:
    if sort == "stances":
        return msgspec.msgpack.Decoder(_rests(Stance))
    if sort == "figures":
        lines = list[tuple[Line, list[Number]]]
        return msgspec.msgpack.Decoder(GenericAlias(tuple, (lines, _rests(Figure))))
    return msgspec.msgpack.Decoder(SORTS[sort])
