"""Spots: words of a text that carry a claim and that no record of a reader stands for."""

from servanda.model import Anchor, Mention, Record, Ref
from servanda.reasoning.check.text import Stretch, Text

SPOT = "check.spot"


def spot(text: Text, stretch: Stretch, start: int, end: int) -> Record:
    """Return the act told at a place, else a mention of the instrument on the very words."""
    for act in text.between(text.acts, start, end):
        return act
    return words_at(text, stretch, start, end)


def words_at(text: Text, stretch: Stretch, start: int, end: int) -> Mention:
    """Return a mention of the instrument of a stretch on the very words between two places."""
    document = text.document
    anchor = Anchor(start, end, document.text[start:end])
    return Mention(
        document=document.id, id=f"{document.id}:{start}-{end}", anchors=(anchor,), rule=SPOT,
        refers_to=Ref(anchor.quote, stretch.instrument, (anchor,), "told", 0.5),
    )  # fmt: skip
