"""Clashes found in invented texts, read end to end: each text is a document of its own author."""

from datetime import date

from tests.build import document

from servanda.engine.pipeline import evidence_of, read_document
from servanda.model import Finding
from servanda.reasoning.case import Case
from servanda.reasoning.clashes import clashes

DAY = date(2023, 12, 1)
Text = str | tuple[str, str]  # a text, or a text and the day it was published


def found_in(*texts: Text, kind: str = "") -> list[Finding]:
    """Return the clashes, of one type or all, of texts that were published on 13 September 2023."""
    reads = []
    for n, given in enumerate(texts):
        text, day = given if isinstance(given, tuple) else (given, "2023-09-13")
        reads.append(read_document(document(text, day, authors=(f"Author {n}",))))
    return clashes(Case(evidence_of(reads), DAY), (kind,) if kind else ())


def rules_in(*texts: Text, kind: str = "") -> set[str]:
    """Return the rules by which texts clash."""
    return {f.rule for f in found_in(*texts, kind=kind)}
