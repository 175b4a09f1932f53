"""Names that are only a part of a longer name or of a fixed phrase."""

import pytest

from servanda.lexicon.look_alikes import load_look_alikes
from servanda.reading.names.find import find_names

OTHER = [
    ("The Kenya Airways flight was late again.", "Kenya"),
    ("A columnist of the Berlin Gazette wrote that nothing had changed.", "Berlin"),
    ("The actress Kenya Moore opened the shop in the morning.", "Kenya"),
    ("He married Julia Ireland in the spring of that year.", "Ireland"),
    ("They swam across the Jordan at dawn.", "Jordan"),
    ("She kept two Guinea pigs and a goose.", "Guinea"),
    ("Students in Moscow, Idaho, marched to the town hall.", "Moscow"),
    ("They flew from Atlanta to the coast of Georgia.", "Georgia"),
    ("Voters in New England stayed at home.", "England"),
]
ITSELF = [
    ("Kenya said that it would send police.", "Kenya"),
    ("Israel Defence Minister Yoav Gallant spoke on Monday.", "Israel"),
    ("Officials in Atlanta met envoys of Georgia, Armenia and Azerbaijan.", "Georgia"),
    ("Armenia Azerbaijan talks resumed in the week.", "Armenia"),
    ("While Jordan waited, Israel signed the paper.", "Jordan"),
    ("The Jordan of that year was at war.", "Jordan"),
    ("Georgia Signs Deal In Baku", "Georgia"),
    ("Moscow, Minsk and Astana signed the paper.", "Moscow"),
]


def named(text: str, word: str) -> bool:
    """Say whether a word of a text is read as a state."""
    at = text.index(word)
    return any(
        i.startswith("state:")
        for n in find_names(text, "2021-06-01")
        if n.start <= at < n.end
        for i in n.ids
    )


@pytest.mark.parametrize(("text", "word"), OTHER)
def test_a_part_of_another_name_names_no_state(text: str, word: str) -> None:
    assert not named(text, word)


@pytest.mark.parametrize(("text", "word"), ITSELF)
def test_a_state_beside_other_capitals_is_still_named(text: str, word: str) -> None:
    assert named(text, word)


def test_the_table_has_each_sort() -> None:
    sorts = {sort for sort, _ in load_look_alikes()}
    known = {"thing", "article", "first", "last", "beside", "given", "before", "after"}
    assert sorts == known | {"after_comma"}
