"""Products of matrices for the parser: by numpy, a few rows at a time, each row alike.

Most of a parse is products of many rows with one small matrix. The library that spaCy brings for
them is several times slower than numpy's on many machines; but numpy's rounds a row otherwise with
other rows around it, and a text would not be read alone as it is among others. So rows go through
by eights, which are all computed in the same way: as fast as that allows, and always the same.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from thinc.backends import NumpyOps

if TYPE_CHECKING:
    from spacy.language import Language

ROWS = 8
LARGEST = 1 << 18  # multiplications of a product up to which numpy's library takes one thread


class Products(NumpyOps):  # type: ignore[misc]  # thinc's compiled part has no types
    """The operations of a model on numpy, with products by eights."""

    def gemm(
        self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False
    ) -> Any:
        """Return the product of two matrices, the second turned where `trans2` says so."""
        plain = out is None and trans2 and not trans1 and x.dtype == y.dtype == "float32"
        if not plain or not steady():
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        return by_eights(x, y)


def by_eights(rows: Any, weights: Any) -> Any:
    """Return `rows @ weights.T`, eight rows and so many columns at a time."""
    from numpy import ascontiguousarray, concatenate, empty, matmul, zeros

    count, width = rows.shape
    if missing := -count % ROWS:
        rows = concatenate([rows, zeros((missing, width), dtype=rows.dtype)])
    blocks = rows.reshape(-1, ROWS, width)
    columns = len(weights)
    parts = -(-ROWS * width * columns // LARGEST)
    step = -(-columns // parts)
    found = empty((len(blocks), ROWS, columns), dtype=rows.dtype)
    for first in range(0, columns, step):
        some = ascontiguousarray(weights[first : first + step].T)
        matmul(blocks, some, out=found[:, :, first : first + step])
    return found.reshape(-1, columns)[:count]


@lru_cache(maxsize=1)
def steady() -> bool:
    """Say whether numpy here gives a row the same product in each of eight places."""
    from numpy import arange, cos, tile

    for width, columns in ((96, 288), (288, 96), (64, 50)):
        row = cos(arange(width, dtype="float32"))
        weights = cos(arange(width * columns, dtype="float32")).reshape(columns, width)
        found = by_eights(tile(row, (3 * ROWS, 1)), weights)
        if any(line.tobytes() != found[0].tobytes() for line in found):
            return False
    return True


def quickened(language: "Language") -> "Language":
    """Let the models of a pipeline multiply by eights; return it."""
    ops = Products()
    for _, pipe in language.pipeline:
        model: Any = getattr(pipe, "model", None)
        for node in model.walk() if hasattr(model, "walk") else ():
            if type(node.ops) is NumpyOps:
                node.ops = ops
    return language
