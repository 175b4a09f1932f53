"""Where the choices of a random history come from: a random generator, or hypothesis."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Protocol, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


class Chooser(Protocol):
    """Where the choices of a history come from."""

    def pick(self, options: Sequence[T]) -> T:
        """Choose one of several things."""

    def number(self, low: int, high: int) -> int:
        """Choose a whole number, both ends included."""


class Dice:
    """Choices from a random generator."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def pick(self, options: Sequence[T]) -> T:
        """Choose one of several things."""
        return self.rng.choice(options)

    def number(self, low: int, high: int) -> int:
        """Choose a whole number, both ends included."""
        return self.rng.randint(low, high)


class Drawn:
    """Choices drawn by hypothesis, so that failing histories shrink."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def pick(self, options: Sequence[T]) -> T:
        """Choose one of several things."""
        return self.draw(st.sampled_from(options))

    def number(self, low: int, high: int) -> int:
        """Choose a whole number, both ends included."""
        return self.draw(st.integers(low, high))
