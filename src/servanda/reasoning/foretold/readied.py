"""What every prediction is held against, worked out before the first one is asked for."""

from collections.abc import Iterator

from servanda.model import Prediction
from servanda.reasoning.case import Case
from servanda.reasoning.foretold.lines import lines_of
from servanda.reasoning.foretold.passages import passages, working_out


def get_ready(case: Case) -> Iterator[None]:
    """Work out what predictions are held against, step by step: at each yield it may end."""
    if not any(isinstance(r, Prediction) for r in case.evidence.records):
        return
    for document in case.evidence.documents.values():
        lines_of(case, document)
        yield
    for _ in working_out(case):
        yield
    passages(case)
