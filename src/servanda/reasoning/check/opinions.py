"""Opinions, predictions and questions: what no record can bear out or contradict."""

from collections.abc import Iterator

from servanda.model import Position, Prediction, Question
from servanda.reasoning.case import Case
from servanda.reasoning.check.claim import Claim, Held

OWN = ("author", "voice", "speaker")
WHY = {
    "prediction": "it is about what is still to come",
    "question": "it asks and does not say",
    "position": "it is what the author holds",
}


def hold(case: Case, claim: Claim) -> Iterator[Held]:
    """Yield that predictions, questions and the author's own stances cannot be checked."""
    record = claim.record
    kind = ""
    if isinstance(record, Prediction):
        kind = "prediction"
    elif isinstance(record, Question):
        kind = "question"
    elif isinstance(record, Position) and _own(case, claim, record):
        kind = "position"
    if kind:
        yield Held(verdict="not checkable", aspect=kind, rule=f"check/{kind}", says=WHY[kind])


def _own(case: Case, claim: Claim, position: Position) -> bool:
    """Say whether a stance is the author's, or of nobody that is known."""
    mine = position.holder.method in OWN and not position.attribution
    return mine or claim.party(case, position.holder) is None
