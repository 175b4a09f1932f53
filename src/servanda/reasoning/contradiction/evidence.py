"""A claim held against one sentence of evidence: supported or refuted, by rule alone.

Nothing here is learned. A claim is refuted where the evidence opposes it (a denial, an opposite
word, another number, rank, month or name), or where most of what it says of its subject is not in
the evidence. The evidence is taken to be about the subject, which it may name by a pronoun.
"""

from msgspec import Struct

from servanda.reasoning.contradiction.claims import denied, months, new_names, ranks, rest, subject
from servanda.reasoning.contradiction.features import opposite_pairs
from servanda.reasoning.contradiction.tables import words_of
from servanda.reasoning.contradiction.view import view
from servanda.reasoning.wording import STEM

ENOUGH = 0.5  # of what the claim says of its subject that the evidence must have
# Words that say more than what they stand at: that there is nothing beside it, or no way to it.
NARROW = frozenset({"only", "exclusively", "solely", "merely", "unable", "incapable"})


class Held(Struct, frozen=True):
    """Whether the evidence supports a claim, and the rules that say it does not."""

    supported: bool
    reasons: tuple[str, ...]


def hold(evidence: str, claim: str) -> Held:
    """Return whether one sentence supports a claim, with why not."""
    reasons = (*_denials(evidence, claim), *_others(evidence, claim), *_missing(evidence, claim))
    return Held(not reasons, reasons)


def _denials(evidence: str, claim: str) -> list[str]:
    """Return what one denies and the other does not."""
    out = []
    if denied(claim) % 2 != denied(evidence) % 2:
        out.append("negation: one of both denies")
    out += [f"opposite: {row}" for row in opposite_pairs(view(evidence), view(claim))]
    if narrow := sorted(NARROW & set(words_of(claim)) - set(words_of(evidence))):
        out.append("narrower: " + " ".join(narrow))
    return out


def _others(evidence: str, claim: str) -> list[str]:
    """Return the numbers, ranks, months and names of a claim that evidence has others for."""
    shown, told = view(evidence), view(claim)
    out = []
    if told.numbers and not told.numbers <= shown.numbers:
        out.append("number: " + " ".join(sorted(told.numbers - shown.numbers)))
    for rule, read in (("rank", ranks), ("month", months)):
        here, there = read(claim), read(evidence)
        if there and here - there:
            out.append(f"{rule}: " + " ".join(sorted(here - there)))
    if names := new_names(evidence, claim):
        out.append("name: " + " ".join(names))
    return out


def _missing(evidence: str, claim: str) -> list[str]:
    """Return what a claim says of its subject, where evidence has too little of it.

    Where all of that are words that turn ("rose"), these are looked for.
    """
    shown, told = view(evidence), view(claim)
    words = (told.subject | told.actors) - subject(claim)
    have = shown.subject | shown.actors
    if not words:
        words, have = rest(claim), frozenset(w[:STEM] for w in words_of(evidence))
    missing = sorted(words - have)
    if len(missing) > (1 - ENOUGH) * len(words):
        return ["not told: " + " ".join(missing)]
    return []
