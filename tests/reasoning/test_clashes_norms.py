"""norms: what one bearer must and must not do, and duties that can both be kept."""

import pytest
from tests.reasoning.clash_texts import Text, rules_in

A, B = "Under the Mwinilunga Protocol of 2019,", "Under the Kigali Accord of 2021,"
BAN = f"{A} Zambia may not station troops in Mbala."

CLASHES: list[tuple[Text, ...]] = [
    (BAN, f"{B} Zambia must station troops in Mbala."),
    (BAN, f"{B} Zambia undertakes to station troops in Mbala."),
    (f"{A} Zambia must not export maize to Malawi.", f"{B} Zambia shall export maize to Malawi."),
    (f"{A} Zambia must close the Chanida crossing.",
     f"{B} Zambia shall not close the Chanida crossing."),
    (f"{A} Zambia shall not hand over prisoners of war to Malawi.",
     f"{A} Zambia shall hand over all prisoners of war to Malawi."),
    (f"{A} Togo is obliged to publish the maps of the minefields.",
     f"{B} Togo is forbidden to publish the maps of the minefields."),
]  # fmt: skip
NEAR: list[tuple[Text, ...]] = [
    (BAN, f"{B} Zambia must station troops in Kasama."),
    (BAN, f"{B} Malawi must station troops in Mbala."),
    (BAN, f"{B} Zambia may station troops in Mbala."),
    (BAN, f"{B} Zambia must station observers in Mbala."),
    (BAN, f"{B} Zambia must pay the troops in Mbala."),
    (BAN, f"{B} Zambia must station troops in Mbala if Malawi attacks."),
    (f"{A} Zambia may not station troops in Mbala before 2025.",
     f"{B} Zambia must station troops in Mbala."),
    (f"{A} Zambia may not station troops in Mbala without the consent of Malawi.",
     f"{B} Zambia must station troops in Mbala."),
    (f"{A} Zambia must withdraw 300 soldiers from Mbala.",
     f"{B} Zambia must withdraw 500 soldiers from Mbala."),
    (f"{A} Zambia must leave Mbala by May 2024.", f"{B} Zambia must leave Mbala by June 2024."),
    (f"{A} Zambia may not arm the militia in Mbala.",
     f"{B} Zambia must disarm the militia in Mbala."),
    (BAN, "Zambia should station troops in Mbala."),
    (BAN, f"{B} Zambia will hardly station troops in Mbala."),
]  # fmt: skip


@pytest.mark.parametrize("texts", CLASHES)
def test_what_one_must_and_must_not_do(texts: tuple[Text, ...]) -> None:
    assert rules_in(*texts, kind="norms") == {"norms/required-and-forbidden"}


@pytest.mark.parametrize("texts", NEAR)
def test_near_misses_of_norms(texts: tuple[Text, ...]) -> None:
    assert rules_in(*texts, kind="norms") == set()
