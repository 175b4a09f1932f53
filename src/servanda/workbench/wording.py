"""Words for what records hold: field names, kinds, verdicts, dates and meant marks."""

from servanda.ledger.index import PENDING
from servanda.model import Record, When

VERDICT_WORDS = {
    PENDING: "not reviewed", "accept": "accepted", "reject": "rejected", "unsure": "unsure",
    "same": "are one", "different": "are two", "undo": "taken back",
    "outcome": "outcome decided",
    "read": "read", "retired": "no longer found by a newer reading",
}  # fmt: skip
VERDICT_SHAPES = {PENDING: "○", "accept": "✓", "reject": "✕", "unsure": "?"}
KIND_WORDS = {
    "actor": "actors", "instrument": "agreements", "link": "links", "mention": "mentions",
    "time": "times", "provision": "provisions", "commitment": "commitments",
    "statement": "statements", "position": "positions", "act": "acts", "event": "events",
    "prediction": "predictions", "question": "questions",
}  # fmt: skip
# What a reader of a source wants marked first; names and dates can be asked for.
CLAIMS = (
    "instrument", "provision", "commitment", "statement", "position", "act", "event",
    "prediction", "question", "link",
)  # fmt: skip
OVERRIDES = {
    "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO",
}  # fmt: skip
_VISIBLE = str.maketrans({c: f"⟦{name}⟧" for c, name in OVERRIDES.items()})


def visible(text: str) -> str:
    """Return text in which characters that would turn the order of reading are seen instead.

    Lone surrogates, which UTF-8 cannot carry, become the replacement character.
    """
    shown = text.translate(_VISIBLE)
    return shown.encode("utf-8", "replace").decode() if not shown.isascii() else shown


def when_words(when: When | None) -> str:
    """Return a date as told: its day, or the range in which it lies."""
    if when is None:
        return ""
    if when.earliest and when.latest:
        if when.earliest == when.latest:
            return when.earliest.isoformat()
        return f"{when.earliest} to {when.latest}"
    return when.edtf


def meant(record: Record) -> str:
    """Return what keeps a record from being plainly so: negated, future, demanded ..."""
    return ", ".join(m for m in (record.polarity, record.modality) if m not in PLAIN)


PLAIN = ("affirmed", "actual")
