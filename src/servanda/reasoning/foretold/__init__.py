"""Foretold: the register of predictions, what came of each, and how well forecasters did."""

from servanda.reasoning.foretold.outcome import Outcome, outcomes, resolve
from servanda.reasoning.foretold.register import Forecast, register
from servanda.reasoning.foretold.scores import LEAST, Score, Scored, score, scores

__all__ = [
    "LEAST", "Forecast", "Outcome", "Score", "Scored", "outcomes", "register", "resolve", "score",
    "scores",
]  # fmt: skip
