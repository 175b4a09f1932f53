"""What stands around a title in a document: its sentence, and the day that "then" looks back to."""

import re

from servanda.naming.persons_manner import Around
from servanda.naming.world import NEAR_YEARS, World, middle


def around(world: World, start: int, end: int, full: frozenset[str]) -> Around:
    """Return the text around a title; `full` are the persons that the text names in full."""
    first, last = world.sentence(start)
    return Around(
        before=world.text[first:start],
        after=world.text[end : max(last, end)],
        text=world.text,
        full=full,
        then=_then(world, start),
        ago=_ago(world, start),
    )


def _ago(world: World, place: int) -> str:
    """Return the day of "ten years ago" in the sentence of a place; empty where none is told."""
    told = [t for t in world.times_in(*world.sentence(place)) if t.relative_to and t.earliest
            and AGO.search(t.anchors[0].quote)]  # fmt: skip
    written = world.document.published
    if len(told) != 1 or not written or not told[0].earliest:
        return ""
    far = written.year - told[0].earliest.year >= NEAR_YEARS
    return middle(told[0].earliest, told[0].latest).isoformat() if far else ""


AGO = re.compile(r"\b(?:years|decades) ago\b", re.IGNORECASE)


def _then(world: World, place: int) -> str:
    """Return the far day told nearest to a place, in its sentence or before; empty where none."""
    first, last = world.sentence(place)
    told = [t for t in world.times if t.earliest and t.anchors[0].start < last]
    written = world.document.published
    far = [t for t in told if t.earliest and written
           and abs(t.earliest.year - written.year) >= NEAR_YEARS]  # fmt: skip
    inside = [t for t in far if t.anchors[0].start >= first]
    chosen = min(inside, key=lambda t: abs(t.anchors[0].start - place), default=None)
    chosen = chosen or max(far, key=lambda t: t.anchors[0].start, default=None)
    if chosen is None or chosen.earliest is None:
        return ""
    return middle(chosen.earliest, chosen.latest).isoformat()
