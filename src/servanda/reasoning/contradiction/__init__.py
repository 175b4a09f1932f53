"""Contradiction: what two short statements are to each other, said without a parse or a record.

`judge` weighs named features of two political statements; `hold` holds a claim against one
sentence of evidence by rule. docs/contradiction.md has the features, the figures and the credit.
"""

from servanda.reasoning.contradiction.evidence import Held, hold
from servanda.reasoning.contradiction.head import Judgement, Label, Reason, judge

__all__ = ["Held", "Judgement", "Label", "Reason", "hold", "judge"]
