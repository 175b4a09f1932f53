"""Details of a clause against a line: numbers, names, places, offices, denials, force."""

import pytest

from servanda.lexicon.entities import load_entities
from servanda.reasoning.check.alike import sense
from servanda.reasoning.check.details import details_of
from servanda.reasoning.check.figures import figures, state_of
from servanda.reasoning.check.lines import Line, names_in


def line(text: str) -> Line:
    names = names_in(load_entities(), text)
    return Line(text, "point 1", "", "", sense(text), names, (), told=text)


def states(words: str, text: str) -> dict[str, str]:
    """Return the state of each sort of detail, another before the same."""
    found = details_of(words, line(text), names_in(load_entities(), words))
    return {d.sort: d.state for d in sorted(found, key=lambda d: d.state == "other")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a stay of one hundred and fifty days", [("days", 150.0)]),
        ("thirteen per cent of the land", [("%", 13.0)]),
        ("on 5 May 1990, under Article 7", []),
        ("six months later it was over", []),
        ("an assembly of 76 seats in 1994", [("", 76.0)]),
        ("ten years, once extendable by five", [("days", 3652.5), ("days", 1826.25)]),
    ],
)
def test_numbers_are_told_with_what_they_count(text: str, told: list[tuple[str, float]]) -> None:
    assert [(f.sort, f.low) for f in figures(text)] == told


@pytest.mark.parametrize(
    ("told", "has", "state"),
    [
        ("withdraw within ninety days", "withdraws within 150 days", "other"),
        ("a notice of twelve months", "ends a year after notice, a year", "same"),
        ("three states", "The union has two states and 40 districts", "other"),
        ("three states", "The fleet keeps 40 ships", "silent"),
        ("six months", "to be extended by at most twelve months", "silent"),
    ],
)
def test_a_number_meets_only_what_counts_the_same(told: str, has: str, state: str) -> None:
    assert state_of(figures(told)[0], told, figures(has), has) == state


@pytest.mark.parametrize(
    ("words", "text", "sort", "state"),
    [
        ("the office for elections sits in Vienna",
         "A secretariat in Prague, a centre in Vienna and an office for elections in Warsaw.",
         "place", "other"),
        ("the secretariat is in Prague",
         "A secretariat in Prague, a centre in Vienna and an office for elections in Warsaw.",
         "place", "same"),
        ("he chairs it with the rank of prime minister",
         "Its leader chairs the commission with the rank of vice-president.", "office", "other"),
        ("the findings are merely advisory", "The findings are final and binding.",
         "force", "other"),
        ("disputes are settled by arbitration", "Disputes are settled by negotiation.",
         "content", "other"),
        ("Peru accepts the jurisdiction of the court",
         "Peru does not recognise the jurisdiction of the court.", "denial", "other"),
        ("the checks are made by Spanish officers alone",
         "Checks are made by French and Spanish officers.", "party", "other"),
    ],
)  # fmt: skip
def test_a_detail_in_another_s_place_is_seen(words: str, text: str, sort: str, state: str) -> None:
    assert states(words, text).get(sort) == state


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("troops leave the zone in Prague, Warsaw said", "Troops leave the northern zone."),
        ("the no-fly zone was suspended", "The no-fly zone is suspended."),
        ("the president spoke of the commission", "A commission of experts is set up."),
        ("it is not only a right of Peru", "The right of Peru is kept."),
    ],
)
def test_what_a_line_does_not_touch_is_no_other_detail(words: str, text: str) -> None:
    assert "other" not in states(words, text).values()
