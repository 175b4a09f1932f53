"""Agreements told of their place: "the accord of Lomé"."""

import pytest

from servanda.lexicon.registry import load_registry


@pytest.mark.parametrize(
    ("surface", "row"),
    [
        ("accord of Lomé", "instrument:lome-peace-accord-1999"),
        ("Treaty of Asunción", ""),  # not in the registry
        ("statement of Moscow", ""),  # whoever sits there issued it
    ],
)
def test_a_noun_of_a_place(surface: str, row: str) -> None:
    found = [r.id for r in load_registry().by_name(surface)]
    assert (row in found) if row else not found
