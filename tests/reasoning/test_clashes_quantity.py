"""quantity: two numbers for one thing, and numbers that may well differ."""

import pytest
from tests.reasoning.clash_texts import Text, rules_in

P = "the Mwinilunga Protocol of 2019"
TROOPS = f"Under {P}, Zambia must withdraw 300 soldiers from the border."
OBSERVERS = f"T{P[1:]} provides for 1,200 unarmed observers along the border."
TRUCE = f"Article 4 of {P} sets a ceasefire of 90 days in the valley."

CLASHES: list[tuple[Text, ...]] = [
    (TROOPS, f"Under {P}, Zambia must withdraw 500 soldiers from the border."),
    (TROOPS, f"Under {P}, Zambia has to withdraw six hundred soldiers from the border."),
    (OBSERVERS, f"T{P[1:]} provides for 1,500 unarmed observers along the border."),
    (OBSERVERS, f"T{P[1:]} allows 150 unarmed observers along the border."),
    (TRUCE, f"Article 4 of {P} sets a ceasefire of sixty days in the valley."),
    ("Under the Sarvan Accord of 2011, Ghana pays Togo 40 million francs for the ferry.",
     "Under the Sarvan Accord of 2011, Ghana pays Togo 14 million francs for the ferry."),
    ("The Oruro Treaty of 1997 opens nine crossings between Bolivia and Chile.",
     "The Oruro Treaty of 1997 opens seven crossings between Bolivia and Chile."),
]  # fmt: skip
NEAR: list[tuple[Text, ...]] = [
    (TROOPS, f"Under {P}, Malawi must withdraw 500 soldiers from the border."),
    (TROOPS, f"Under {P}, Zambia must withdraw at least 200 soldiers from the border."),
    (TROOPS, f"Under {P}, Zambia must withdraw 40 tanks from the border."),
    (TROOPS, f"Under {P}, Zambia must train 50 soldiers for the border guard."),
    (TROOPS, f"Under {P}, Zambia must withdraw a further 200 soldiers from the border."),
    (TROOPS, f"Under {P}, Zambia should withdraw 500 soldiers from the border."),
    (TROOPS, "Under the Kigali Accord of 2021, Zambia must withdraw 500 soldiers from the border."),
    (TROOPS, f"Under {P}, Zambia must withdraw three hundred soldiers from the border."),
    (OBSERVERS, f"T{P[1:]} originally provided for 900 unarmed observers along the border."),
    (OBSERVERS, "The draft of the Mwinilunga Protocol of 2019 had 900 unarmed observers along "
                "the border."),
    (TRUCE, f"Article 5 of {P} sets a ceasefire of sixty days in the valley."),
    (TRUCE, f"Article 4 of {P} sets a ceasefire of three months in the valley."),
    ("Under the Sarvan Accord of 2011, Ghana pays Togo 40 million francs for the ferry.",
     "Under the Sarvan Accord of 2011, Togo pays Benin 14 million francs for the road."),
    ("The Oruro Treaty of 1997 opens nine crossings between Bolivia and Chile.",
     "The Oruro Treaty of 1997 opens seven crossings between Bolivia and Peru."),
]  # fmt: skip


@pytest.mark.parametrize("texts", CLASHES)
def test_two_numbers_for_one_thing(texts: tuple[Text, ...]) -> None:
    assert rules_in(*texts, kind="quantity") == {"quantity/two-numbers"}


@pytest.mark.parametrize("texts", NEAR)
def test_near_misses_of_quantity(texts: tuple[Text, ...]) -> None:
    assert rules_in(*texts, kind="quantity") == set()
