"""What every question looks at, worked out before the first one is asked."""

from collections.abc import Iterator

from servanda.asking.gap import gap_of
from servanda.asking.holding import marked
from servanda.asking.understand import understand
from servanda.asking.units import units_of
from servanda.reasoning.case import Case
from servanda.vectors import nearness

ANY = "Who withdrew troops from the northern district, and when?"


def get_ready(case: Case) -> Iterator[None]:
    """Work out what every question looks at, step by step: each time that it yields it may end."""
    for document in case.evidence.documents.values():
        marked(case, document)
        yield
    units = units_of(case)
    for name in case.evidence.documents:
        for unit in units.of(name):
            _ = unit.marks, unit.near_marks, unit.records, unit.speakers
        yield
    gap_of(case, understand(case, ANY))
    nearness(ANY, [ANY])
