"""Agreements by what their naming tells: date, parties, place, kind, words of the title."""

from servanda.naming.agreements.back import ahead, by_antecedent, by_locator
from servanda.naming.agreements.clues import clues_of, head_of, parties_in
from servanda.naming.agreements.settle import CANDIDATE, by_clues, candidate, settle_agreement

__all__ = [
    "CANDIDATE", "ahead", "by_antecedent", "by_clues", "by_locator", "candidate", "clues_of",
    "head_of", "parties_in", "settle_agreement",
]  # fmt: skip
