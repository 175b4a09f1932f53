"""Whether two issues are one, by the words that they share."""

import pytest

from servanda.reasoning.issues import same_issue

CSTO = {"sign", "declaration", "summit"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"declaration"}, CSTO, False),
        ({"declaration"}, {"joint", "declaration"}, True),
        ({"declaration", "instrument:a"}, {*CSTO, "instrument:a"}, True),
        ({"declaration", "instrument:a"}, {*CSTO, "instrument:b"}, False),
        ({"peace", "treaty"}, {"talks", "peace", "treaty"}, True),
        ({"peace"}, {"peace"}, True),
    ],
)
def test_one_word_is_not_enough_beside_several(one: set[str], other: set[str], same: bool) -> None:
    assert same_issue(frozenset(one), frozenset(other)) is same
    assert same_issue(frozenset(other), frozenset(one)) is same
