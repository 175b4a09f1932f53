"""How near wordings are, rounded so that the last bits of a machine's sums do not rank them."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from servanda.vectors.model import installed, vector

if TYPE_CHECKING:
    import numpy as np

DIGITS = 3
Kept = Callable[[str, Callable[[], bytes]], bytes]  # what is kept of a text, else made by the call


def nearness(text: str, others: Sequence[str], kept: Kept | None = None) -> list[float] | None:
    """Return how near each of `others` is to a text, from -1 to 1; None without the extra.

    `kept` holds the vectors of all of them where they are worth keeping.
    Source: Reimers and Gurevych 2019, Sentence-BERT: cosine of two vectors.
    """
    if not installed():
        return None
    mine, theirs = _vector(text, kept), (_vector(o, kept) for o in others)
    return [round(float(other @ mine), DIGITS) for other in theirs]


def _vector(text: str, kept: Kept | None) -> "np.ndarray":
    return vector(text) if kept is None else _unpacked(kept(text, partial(_packed, text)))


def _packed(text: str) -> bytes:
    return vector(text).tobytes()


def _unpacked(body: bytes) -> "np.ndarray":
    import numpy as np

    return np.frombuffer(body, dtype=np.float32)
