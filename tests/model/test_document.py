"""Documents: which block a place stands in."""

from hypothesis import given
from hypothesis import strategies as st

from servanda.model import Block, Document, document_id, text_hash


def nested(cuts: list[int]) -> tuple[Block, ...]:
    """Return blocks in text order with gaps; every other one holds a heading and a clause."""
    out: list[Block] = []
    start = 0
    for n, length in enumerate(cuts):
        end = start + length
        out.append(Block(start, end))
        if n % 2 and length > 2:
            out += [Block(start, start + 1, "heading"), Block(start + 2, end, "clause")]
        start = end + 1
    return tuple(out)


@given(st.lists(st.integers(1, 9), max_size=8))
def test_the_innermost_block_is_found(cuts: list[int]) -> None:
    text = "x" * 90
    blocks = nested(cuts)
    d = Document(id=document_id(text), text=text, sha256=text_hash(text), blocks=blocks)
    for place in range(90):
        covering = [b for b in blocks if b.start <= place < b.end]
        innermost = min(covering, key=lambda b: b.end - b.start, default=None)
        assert d.block_at(place) == innermost
