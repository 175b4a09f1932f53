"""A claim held against one sentence of evidence: supported or refuted, by rule alone.

Nothing here is learned. A claim is refuted where the evidence opposes it (a negation, an opposite
word, another number), or where most of what it says of its subject is not in the evidence.
"""

from msgspec import Struct

from servanda.reasoning.contradiction.features import opposite_pairs
from servanda.reasoning.contradiction.tables import words_of
from servanda.reasoning.contradiction.view import View, view

ENOUGH = 0.5  # of the claim's words that the evidence must have
# Words that say more than what they stand at: that there is nothing beside it, or no way to it.
NARROW = frozenset({"only", "exclusively", "solely", "merely", "unable", "incapable"})


class Held(Struct, frozen=True):
    """Whether the evidence supports a claim, and the rules that say it does not."""

    supported: bool
    reasons: tuple[str, ...]


def hold(evidence: str, claim: str) -> Held:
    """Return whether one sentence supports a claim, with why not."""
    shown, told = view(evidence), view(claim)
    reasons = tuple(_against(shown, told))
    if narrow := sorted(NARROW & set(words_of(claim)) - set(words_of(evidence))):
        reasons += ("narrower: " + " ".join(narrow),)
    return Held(not reasons, reasons)


def _against(shown: View, told: View) -> list[str]:
    """Return what speaks against a claim."""
    out = []
    if told.negations % 2 != shown.negations % 2:
        out.append("negation: one of both denies")
    out += [f"opposite: {row}" for row in opposite_pairs(shown, told)]
    if told.numbers and not told.numbers <= shown.numbers:
        out.append("number: " + " ".join(sorted(told.numbers - shown.numbers)))
    words = told.subject | told.actors
    missing = sorted(words - shown.subject - shown.actors)
    if words and len(missing) > (1 - ENOUGH) * len(words):
        out.append("not told: " + " ".join(missing))
    return out
