"""The case that a verb reasons on: the ledger's evidence on the day asked about."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.cli.common import evidence_in, today

if TYPE_CHECKING:
    from servanda.reasoning.case import Case


def case_in(
    path: Path, as_of: date | None, *, accepted: bool = False, as_recorded: date | None = None,
    kinds: Sequence[str] = (),
) -> "Case":  # fmt: skip
    """Return the case of a ledger on a day, as the ledger knew it then; today without days.

    A verb that needs records of some `kinds` only is quicker if it says so.
    """
    from servanda.engine.clashing import kept_clashes
    from servanda.reasoning.case import Case

    evidence = evidence_in(path, accepted=accepted, as_recorded=as_recorded, kinds=kinds)
    case = Case(evidence, today(as_of))
    if not (accepted or as_recorded or kinds):
        case.known = kept_clashes(path, case.day, today=as_of is None)
    return case


def perspectives(case: "Case", texts: tuple[str, ...]) -> list[str] | None:
    """Return the perspectives named, or None where none is and the case chooses."""
    from servanda.reasoning.lookup import seen_by_id

    return [seen_by_id(case, t) for t in texts] or None
