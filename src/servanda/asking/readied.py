"""What every question looks at, worked out before the first one is asked."""

from servanda.asking.gap import gap_of
from servanda.asking.understand import understand
from servanda.asking.units import units_of
from servanda.reasoning.case import Case
from servanda.vectors import nearness

ANY = "Who withdrew troops from the northern district, and when?"


def get_ready(case: Case) -> None:
    """Work out what every question looks at, so that the first one need not wait for it."""
    for unit in units_of(case).every:
        _ = unit.marks, unit.near_marks, unit.records, unit.speakers
    gap_of(case, understand(case, ANY))
    nearness(ANY, [ANY])
