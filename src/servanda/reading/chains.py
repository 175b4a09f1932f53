"""Chains of speakers: in whose mouth, inside whose, a place of the document stands."""

from functools import lru_cache

from servanda.lexicon.cues import cues
from servanda.model import Anchor, Attribution, Record, Ref, Statement
from servanda.model.terms import Manner
from servanda.reading.context import Context

# Families that tell an attitude or a topic: unless a clause with "that" follows, no words are told.
WORDLESS = frozenset({
    "support", "oppose", "seem", "discuss", "want", "intend", "refuse", "feel", "give",
})  # fmt: skip
MINDS = frozenset({"know", "think", "promise"})  # wordless with an object: "recognised the state"


def chain_at(context: Context, place: Anchor) -> tuple[tuple[Attribution, ...], str | None]:
    """Return who speaks at a place, outermost first, and the id of the innermost statement.

    A block with a voice of its own (a caption's agency, a quoted document) comes first; the
    author's own voice is not named. A statement holds the places in its content, not its cue.
    """
    chain: list[Attribution] = []
    block = context.document.block_at(place.start)
    if block is not None and block.voice.speaker is not None:
        chain.append(attribution(block.voice.speaker, "direct"))
    holding = [s for s in context.statements_near(place.start) if holds(s, place)]
    holding.sort(key=lambda s: -sum(a.end - a.start for a in s.content))
    for statement in holding:
        speaker = statement.speaker or Ref("")
        if speaker.surface or _hearsay(statement):
            chain.append(attribution(speaker, statement.manner))
    return tuple(chain), (holding[-1].id if holding else None)


def _hearsay(statement: Statement) -> bool:
    """Say whether something is told as said by nobody named: "is said to have", "it is reported".

    "can be said to have expired" is the author's own judgement.
    """
    word = statement.rule.partition("/")[0].rstrip("0123456789").endswith((".v", ".r"))
    return word and statement.modality == "actual" and statement.polarity == "affirmed"


def family(rule: str) -> str:
    """Return the family of the cue that a statement's rule names; empty for one without a cue."""
    return _families().get(rule.partition("/")[0], "")


def wordless(rule: str) -> bool:
    """Say whether a statement's rule finds an attitude, in which nobody need have said a word."""
    frame = rule.partition("/")[2]
    if frame in ("that", "around", "quote"):
        return False
    return family(rule) in WORDLESS or (frame == "obj" and family(rule) in MINDS)


@lru_cache
def _families() -> dict[str, str]:
    return {c.id: c.family for found in cues("statements").values() for c in found}


def holds(statement: Record, place: Anchor) -> bool:
    """Say whether a place stands in the content of a statement."""
    if not isinstance(statement, Statement):
        return False
    return any(place.within(a.start, a.end) for a in statement.content)


def attribution(ref: Ref, manner: Manner) -> Attribution:
    """Return a reference as one link of a chain."""
    return Attribution(
        ref.surface, ref.id, ref.anchors, ref.method, ref.confidence, ref.alternatives,
        manner,
    )  # fmt: skip
