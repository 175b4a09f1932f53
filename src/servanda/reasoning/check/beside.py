"""Beside: the shapes that what stands near a naming shares, whatever it tells."""

import re

from servanda.lexicon.registry import Instrument as Row
from servanda.model import Record
from servanda.reasoning.check.claim import Held

YEAR = re.compile(r"\d{4}")
SURE = ("signature", "entry")  # cues after which another day, place or name is a difference
ANOTHER = "it is told of something else"


def held_beside(
    fits: bool, aspect: str, row: Row, says: str, at: Record | None = None, rule: str = ""
) -> Held:
    """Return whether a day, place or name told beside a naming is the one of its row."""
    return Held(
        verdict="agrees" if fits else "differs", aspect=aspect,
        rule=f"check/{rule or 'near-' + aspect}",
        says=says, registry=row.id, source=row.source, otherwise="" if fits else ANOTHER, at=at,
    )  # fmt: skip
