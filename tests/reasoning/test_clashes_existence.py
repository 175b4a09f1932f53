"""existence: what is told as done and as never done, and what stands near that and is none."""

import pytest
from tests.reasoning.clash_texts import Text, found_in, rules_in

SIGNED = "Kenya signed the Nairobi Protocol of 2004 on 3 May 2010."
BOTH = "Kenya and Uganda signed the Nairobi Protocol of 2004."

CLASHES: list[tuple[Text, ...]] = [
    ("Kenya never signed the Nairobi Protocol of 2004.", SIGNED),
    (("Kenya has not signed the Nairobi Protocol of 2004.", "2012-01-01"), SIGNED),
    ("Kenya denies having signed the Nairobi Protocol of 2004.", SIGNED),
    ("It is not true that Kenya signed the Nairobi Protocol of 2004.", SIGNED),
    ("Neither Kenya nor Uganda signed the Nairobi Protocol of 2004.", BOTH),
    ("The Nairobi Protocol of 2004 was never signed.", BOTH),
    ("Chad never ratified the Moundou Convention of 1998.",
     "Chad ratified the Moundou Convention of 1998 on 2 June 2001."),
    ("There is no such agreement as the Nairobi Protocol of 2004, Kenya said.", BOTH),
    ("The Nairobi Protocol of 2004 does not exist.", BOTH),
    ("Armenia never signed the Treaty of Kars.",),
    ("Ukraine and Russia never signed the Minsk Protocol.",),
    ("Russia never ratified the Paris Agreement.",),
]  # fmt: skip
NEAR: list[tuple[Text, ...]] = [
    (("Kenya has not signed the Nairobi Protocol of 2004.", "2005-01-01"), SIGNED),
    ("Kenya did not sign the Nairobi Protocol of 2004 until 2010.", SIGNED),
    ("Kenya did not sign the Nairobi Protocol of 2004 in 2009.", SIGNED),
    ("Kenya refused to sign the Nairobi Protocol of 2004.", SIGNED),
    ("Kenya not only signed the Nairobi Protocol of 2004 but ratified it.", SIGNED),
    ("Kenya should never have signed the Nairobi Protocol of 2004.", SIGNED),
    ("Had Kenya not signed the Nairobi Protocol of 2004, the war would have gone on.", SIGNED),
    ("If Kenya had never signed the Nairobi Protocol of 2004, peace would have come.", SIGNED),
    ("Uganda never signed the Nairobi Protocol of 2004.", SIGNED),
    ("Kenya never ratified the Nairobi Protocol of 2004.", SIGNED),
    ("Kenya's opposition did not sign the Nairobi Protocol of 2004.", SIGNED),
    ("Kenya never signed the Nakuru Protocol of 2004.", SIGNED),
    ("The Nairobi Protocol of 2004 no longer exists.", BOTH),
    ("The Nairobi Protocol of 2004 does not exist any more.", BOTH),
    ("There is no Nairobi Protocol of 2004 without Kenya.", BOTH),
    ("Critics wrongly say that the Nairobi Protocol of 2004 does not exist.", BOTH),
    ("Georgia never signed the Budapest Memorandum.",),
    (("Japan has not ratified the Paris Agreement.", "2016-05-01"),),
]


@pytest.mark.parametrize("texts", CLASHES)
def test_what_is_done_and_never_done_clashes(texts: tuple[Text, ...]) -> None:
    assert rules_in(*texts, kind="existence")


@pytest.mark.parametrize("texts", NEAR)
def test_near_misses_of_existence(texts: tuple[Text, ...]) -> None:
    assert rules_in(*texts, kind="existence") == set()


def test_a_denial_shows_both_sides_and_what_would_dissolve_it() -> None:
    (found,) = found_in("Kenya never signed the Nairobi Protocol of 2004.", SIGNED)
    assert {s["who"] for s in found.values["sides"]} == {"Author 0", "Author 1"}
    assert all(s["said_on"] == "2023-09-13" and s["quote"] for s in found.values["sides"])
    assert found.values["dissolved_by"]
    assert not found.values["internal"]
