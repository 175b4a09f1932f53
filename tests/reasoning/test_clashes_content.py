"""content: what is told of a provision, against its text or another telling of it."""

import pytest
from tests.reasoning.clash_texts import Text, rules_in

S = "the trilateral statement of 10 November 2020"
P = "the Mwinilunga Protocol of 2019"
NPT = "the Treaty on the Non-Proliferation of Nuclear Weapons"
BAN = f"Article 3 of {P} forbids Zambia to station troops in Mbala."

CLASHES: list[tuple[Text, ...]] = [
    (f"Under point 4 of {S} the peacekeepers stay for ten years.",),
    (f"Point 2 of {S} guarantees the transport links to Nakhchivan.",),
    (f"Under Article 10 of {NPT} a party may withdraw with one year's notice.",),
    (f"Article 10 of {NPT} requires six months' notice of withdrawal.",),
    (BAN, f"Article 3 of {P} permits Zambia to station troops in Mbala."),
    (BAN, f"Article 3 of {P} requires Zambia to station troops in Mbala."),
]
NEAR: list[tuple[Text, ...]] = [
    (f"Under point 4 of {S} the peacekeepers stay for five years.",),
    (f"Point 6 of {S} provides for a Lachin corridor that is five kilometres wide.",),
    (f"Point 9 of {S} guarantees the transport links to Nakhchivan.",),
    (f"Under Article 10 of {NPT} a party may withdraw with three months' notice.",),
    (f"Point 7 of {S} lets the displaced return under the control of the High Commissioner for "
     "Refugees.",),
    ("Article 5 of the North Atlantic Treaty obliges members to regard an attack on one as an "
     "attack on all.",),
    ("The Budapest Memorandum obliges Russia to refrain from the use of force against Ukraine.",),
    ("As Article 1 of the Charter of the United Nations stipulates, members settle their "
     "international disputes by peaceful means.",),  # the registry has no row of that article
    ("The North Atlantic Treaty requires one year's notice.",),
    (BAN, f"Article 5 of {P} permits Zambia to station troops in Mbala."),
    (BAN, f"Article 3 of {P} permits Malawi to station troops in Mbala."),
    (BAN, f"Article 3 of {P} permits Zambia to station troops in Kasama."),
    (BAN, f"Article 3 of {P} permits Zambia to station observers in Mbala."),
    (BAN, f"Article 3 of {P} permits Zambia to station troops in Mbala if Malawi agrees."),
    (BAN, "Article 3 of the Kigali Accord of 2021 permits Zambia to station troops in Mbala."),
]  # fmt: skip


@pytest.mark.parametrize("texts", CLASHES)
def test_what_a_provision_does_not_say(texts: tuple[Text, ...]) -> None:
    assert rules_in(*texts, kind="content")


@pytest.mark.parametrize("texts", NEAR)
def test_near_misses_of_content(texts: tuple[Text, ...]) -> None:
    assert rules_in(*texts, kind="content") == set()
