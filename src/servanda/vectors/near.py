"""How near wordings are, rounded so that the last bits of a machine's sums do not rank them."""

from collections.abc import Sequence

from servanda.vectors.model import installed, vector

DIGITS = 3


def nearness(text: str, others: Sequence[str]) -> list[float] | None:
    """Return how near each of `others` is to a text, from -1 to 1; None without the extra.

    Source: Reimers and Gurevych 2019, Sentence-BERT: cosine of two vectors.
    """
    if not installed():
        return None
    mine = vector(text)
    return [round(float(vector(o) @ mine), DIGITS) for o in others]
