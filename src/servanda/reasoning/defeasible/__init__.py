"""Rules with exceptions and ranks: what follows for sure, by default, or stays disputed.

Used where sources or rules contradict one another and some outrank others: a rule stands for a
source's claim, `superiority` says who outranks whom, and of two claims of equal rank neither is
drawn. `conclude` is Nute's defeasible logic with team defeat, in the ambiguity-blocking and the
ambiguity-propagating variant (Antoniou, Billington, Governatori, Maher, 2001); `closure` draws the
rational and the lexicographic closure of the same rules (Lehmann and Magidor 1992; Lehmann 1995).
"""

from servanda.reasoning.defeasible.closure import closure
from servanda.reasoning.defeasible.logic import Conclusions, conclude
from servanda.reasoning.defeasible.theory import Rule, Theory, ground, opposite, read_theory

__all__ = [
    "Conclusions", "Rule", "Theory", "closure", "conclude", "ground", "opposite", "read_theory",
]  # fmt: skip
