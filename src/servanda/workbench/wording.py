"""Words for what records hold: field names, kinds, verdicts, dates and meant marks."""

from servanda.dossier.words import USUAL
from servanda.ledger.index import PENDING
from servanda.model import Record

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
# What a page will show, by its template: said while there is no document to show it of.
WAITING = {
    "overview.html": "What the documents hold, what waits for a decision, and whether the "
                     "agreements that they speak of still hold.",
    "documents.html": "Every text that was read, with its source, its date and what is in it.",
    "review.html": "What was found in the documents, one by one, to accept or to reject.",
    "records.html": "Everything that was found in the documents, by kind.",
    "entities.html": "The actors and agreements that the documents name.",
    "status.html": "Of each agreement that the documents speak of: whether it holds, by the formal "
                   "record and in the eyes of each voice.",
    "duties.html": "Who owes what to whom under the agreements that the documents speak of, due "
                   "when, and what each side’s sources show of it.",
    "clashes.html": "Where statements, commitments and dates of the documents contradict.",
    "timeline.html": "Acts, events, statements and deadlines of the documents, by their days.",
    "changes.html": "The days on which the status of an agreement changed.",
    "network.html": "Who owes, does or says what to whom.",
    "positions.html": "Who holds what on an issue, the oldest first.",
    "predictions.html": "What the documents say will happen, and what came of it.",
    "questions.html": "What the documents ask.",
    "search.html": "Passages of the documents that hold some words.",
}  # fmt: skip
# Words that stand for a name and are none: an actor is not "also named" so.
PRONOUNS = {
    "he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself", "they",
    "them", "their", "theirs", "themselves", "we", "us", "our", "ours", "i", "me", "my", "mine",
    "you", "your", "who", "whom", "whose", "which", "that", "this", "these", "those",
}  # fmt: skip
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


def meant(record: Record) -> str:
    """Return what keeps a record from being plainly so: negated, future, demanded ..."""
    usual = (*PLAIN, USUAL.get(type(record).__name__))
    return ", ".join(m for m in (record.polarity, record.modality) if m not in usual)


PLAIN = ("affirmed", "actual")
