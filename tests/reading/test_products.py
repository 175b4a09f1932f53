"""Products by eights are those of the plain way, and a row's does not hang on the others."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from thinc.backends import NumpyOps

from servanda.reading.parser import parser
from servanda.reading.products import Products, by_eights, steady

RANDOM = np.random.default_rng(7)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 90), st.integers(0, 20), st.sampled_from([64, 96, 288]), st.integers(1, 300))
def test_a_row_has_one_product_wherever_it_stands(
    count: int, before: int, width: int, columns: int
) -> None:
    weights = RANDOM.standard_normal((columns, width)).astype("float32")
    rows = RANDOM.standard_normal((before + count, width)).astype("float32")
    found = by_eights(rows, weights)
    plain = rows.astype("float64") @ weights.T.astype("float64")
    assert np.allclose(found, plain, atol=1e-3)
    if steady():
        assert by_eights(rows[before:], weights).tobytes() == found[before:].tobytes()


def test_other_products_are_left_as_they_were() -> None:
    rows = RANDOM.standard_normal((70, 5)).astype("float32")
    weights = RANDOM.standard_normal((5, 9)).astype("float32")
    plain = NumpyOps().gemm(rows, weights)
    assert (Products().gemm(rows, weights) == plain).all()
    out = np.zeros((70, 9), dtype="float32")
    assert (Products().gemm(rows, weights, out=out) == plain).all()
    assert (out == plain).all()


def test_all_models_of_the_parser_multiply_so() -> None:
    models = [pipe.model for _, pipe in parser().pipeline if hasattr(pipe, "model")]
    layers = [layer for m in models if hasattr(m, "walk") for layer in m.walk()]
    assert layers
    assert all(isinstance(layer.ops, Products) for layer in layers)
