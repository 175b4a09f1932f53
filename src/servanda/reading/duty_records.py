"""Records of commitments told: bearer, counterparty, force, action, instrument, provision."""

import re
from typing import TYPE_CHECKING

from servanda.model import Commitment, Phrase, phrase
from servanda.reading.context import Context, Sentence
from servanda.reading.drafts import token_spans
from servanda.reading.instrument_phrases import Instruments
from servanda.reading.match import Hit, runs
from servanda.reading.mood import mood
from servanda.reading.refs import actorlike, marks, refs
from servanda.reading.syntax import patient, preposition, preposition_object

if TYPE_CHECKING:
    from spacy.tokens import Token

NAME = "commitments"
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
UNIT = r"(?:article|paragraph|point|clause|section|provision)"
PROVISION = re.compile(
    rf"\b(?:(?P<unit>{UNIT})s?\s+(?P<number>\d+(?:\.\d+)*(?:\(\w+\))*|[IVXLC]+\b)"
    rf"|(?P<ordinal>\d+(?:st|nd|rd|th)|{'|'.join(ORDINALS)})\s+(?P<unit2>{UNIT}))\b",
    re.IGNORECASE,
)


def counterparty(hit: Hit, bearer: "Token | None") -> "Token | None":
    """Return to whom somebody is bound: "its obligations to X", "promised X"."""
    for name in (("to", "towards", "toward", "with"),):
        prep = preposition(hit.head, name)
        below = preposition_object(prep) if prep is not None else None
        if below is not None and actorlike(below) and below != bearer:
            return below
    if hit.head.pos_ == "VERB" and hit.cue.lemma in ("promise", "assure", "guarantee", "pledge"):
        target = patient(hit.head)
        if target is not None and actorlike(target) and target != bearer:
            return target
    return None


def record_of(
    context: Context, instruments: Instruments, sentence: Sentence, hit: Hit,
    bearer: "Token | None", force: str,
    action: "list[Token] | None", confidence: float,
) -> Commitment:  # fmt: skip
    """Return the record of a commitment; a prohibition told by a negation is itself affirmed."""
    found = mood(hit.head)
    near = instruments.near(sentence, hit.head)
    spans = token_spans(sentence, action) if action else ()
    return context.record(
        Commitment,
        reader=NAME,
        at=tuple(context.anchor(sentence, t) for t in runs(hit)),
        bearers=refs(context, sentence, bearer),
        counterparties=refs(context, sentence, counterparty(hit, bearer)),
        force=force,
        action=_action_phrase(context, spans),
        instrument=instruments.cited_ref(near) if near is not None else None,
        provision=provision_in(sentence),
        polarity=found.polarity,
        modality=found.modality,
        marks=marks(context, sentence, found),
        confidence=confidence,
        rule=hit.cue.id,
    )


def _action_phrase(context: Context, spans: tuple[tuple[int, int], ...]) -> Phrase | None:
    """Return the action without its opening "to" or "not to"."""
    cut: list[tuple[int, int]] = []
    for start, end in spans:
        lead = re.match(r"(?:(?:not|never)\s+)?to\s+|that\s+", context.text[start:end])
        cut.append((start + (lead.end() if lead and not cut else 0), end))
    cut = [(s, e) for s, e in cut if context.text[s:e].strip()]
    return phrase(context.text, cut) if cut else None


def provision_in(sentence: Sentence) -> str:
    """Return the locator of the provision that a sentence cites, in its normal form, or ""."""
    found = PROVISION.search(sentence.span.text)
    if found is None:
        return ""
    if found["unit"]:
        return f"{found['unit'].lower()} {found['number']}"
    word = found["ordinal"].lower()
    number = ORDINALS.get(word) or int(word.rstrip("dhnrst"))
    return f"{found['unit2'].lower()} {number}"
