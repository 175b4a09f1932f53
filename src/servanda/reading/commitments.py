"""Reader of commitments: what somebody is bound to, may, or recognises, told or in a clause."""

from collections.abc import Iterator

from servanda.model import Record
from servanda.reading.clauses import clause_commitments
from servanda.reading.context import Context
from servanda.reading.instrument_phrases import Instruments
from servanda.reading.told import told_commitments

NAME = "commitments"
CLAUSES = frozenset({"article", "clause"})


def read(context: Context) -> Iterator[Record]:
    """Yield commitments: of clauses where the text is an agreement, as told elsewhere."""
    instruments = Instruments(context)
    agreement = context.document.genre == "agreement"
    units = any(b.type in CLAUSES for b in context.document.blocks)
    for sentence in context.sentences:
        if (
            sentence.block.type in CLAUSES
            or (agreement and not units)
            or (
                agreement
                and sentence.block.type not in ("title", "heading", "signature", "preamble")
            )
        ):
            yield from clause_commitments(context, sentence)
        elif not agreement:
            yield from told_commitments(context, instruments, sentence)
