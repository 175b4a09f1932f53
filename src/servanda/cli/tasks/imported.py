"""What tasks on imported tables share: records of a sheet become a desk that answers."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from servanda.exchange.sheets import Sheet
from servanda.lexicon.entities import load_entities
from servanda.lexicon.registry import Registry
from servanda.model import Evidence
from servanda.model.errors import WrongFormat
from servanda.reasoning.log import build, checked
from servanda.reasoning.status import Desk


def evidence_of(sheets: Iterable[Sheet]) -> Evidence:
    """Return the records of sheets as evidence, without a ledger between."""
    read = list(sheets)
    return Evidence(
        documents={s.document.id: s.document for s in read},
        records=tuple(r for s in read for r in s.records),
    )


def desk_of(evidence: Evidence, day: date) -> Desk:
    """Return a desk that knows these records and nothing of the registry."""
    return Desk(checked(build(evidence, Registry(()), load_entities(), day))[0])


def beside(source: Path, pattern: str) -> Path:
    """Return the only file in the folder of some questions that fits a pattern, as their table."""
    found = sorted(source.parent.glob(pattern))
    if len(found) != 1:
        raise WrongFormat(
            f"{len(found)} files {pattern} beside the questions", place=str(source),
            remedy="name the one they are about: --table FILE",
        )  # fmt: skip
    return found[0]
