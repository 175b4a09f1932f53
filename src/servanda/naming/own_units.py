"""Provisions of an agreement with a term of their own: "Their mandate lasts five years"."""

import re
from dataclasses import dataclass

from servanda.model import Document
from servanda.model.anchors import Mark
from servanda.model.records import Terms
from servanda.model.spelt import length_in
from servanda.naming.own_terms import INSTRUMENT, RUNS, terms_of

SUBJECT = re.compile(
    rf"\b(?:this|the|the present)\s+(?:\w+\s+){{0,2}}{INSTRUMENT}\b|^\W*it\b", re.I
)
# What may run for a time of its own, though it is no agreement.
RUNNING = re.compile(
    r"\b(?:mandate|mission|deployment|stay|presence|operation|peacekeep\w+|contingent|forces?|zone"
    r"|regime|corridor|moratorium|lease|concession|arrangement|quota|amnesty|truce|ceasefire"
    r"|commission|monitors?|observers?|transition\w*)\b", re.I,
)  # fmt: skip


@dataclass(frozen=True)
class Unit:
    """A provision with its own term: its locator, where it stands, its terms and their marks."""

    locator: str
    start: int
    end: int
    terms: Terms
    marks: tuple[Mark, ...]


def own_units(document: Document) -> list[Unit]:
    """Return the provisions of a text that run for a time of their own, in order.

    Such a provision says how long what it sets up lasts, in a sentence that does not speak of the
    whole text.
    """
    out: list[Unit] = []
    for block in document.blocks:
        if block.type != "clause" or not block.locator:
            continue
        text = document.text[block.start : block.end]
        if any(_runs(text, m) for m in RUNS.finditer(text)):
            terms, marks = terms_of(document.text, block.start, block.end, part=True)
            if terms is not None and terms.duration is not None:
                out.append(Unit(block.locator, block.start, block.end, terms, marks))
    return out


def _runs(text: str, found: "re.Match[str]") -> bool:
    """Say whether something other than the whole text is said to last for a length of time."""
    first = max(text.rfind(". ", 0, found.start()) + 1, text.rfind("\n", 0, found.start()) + 1)
    lead = text[first : found.start()]
    length = length_in(found[0])
    return length is not None and not SUBJECT.search(lead) and RUNNING.search(lead) is not None
