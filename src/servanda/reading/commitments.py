"""Reader of commitments: what somebody is bound to, may, or recognises, told or in a clause."""

from collections.abc import Iterator

from servanda.model import Record
from servanda.reading.clauses import clause_commitments
from servanda.reading.context import Context, Sentence
from servanda.reading.instrument_phrases import Instruments
from servanda.reading.told import told_commitments

NAME = "commitments"
CLAUSES = frozenset({"article", "clause"})
NO_CLAUSES = frozenset({"title", "heading", "signature", "preamble"})


def read(context: Context) -> Iterator[Record]:
    """Yield commitments: of clauses where the text is an agreement, as told elsewhere."""
    instruments = Instruments(context)
    agreement = context.document.genre == "agreement"
    units = any(b.type in CLAUSES for b in context.document.blocks)
    clauses: list[Sentence] = []
    for sentence in context.sentences:
        kind = sentence.block.type
        if kind in CLAUSES or (agreement and (not units or kind not in NO_CLAUSES)):
            clauses.append(sentence)
        elif not agreement:
            yield from told_commitments(context, instruments, sentence)
    if clauses:
        yield from clause_commitments(context, clauses)
