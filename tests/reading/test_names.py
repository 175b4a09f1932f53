"""Names and agreements in running text: what is found and what is left alone."""

from datetime import date

import pytest

from servanda.reading.agreements import find_cited
from servanda.reading.dates import find
from servanda.reading.names import find_names


def named(text: str) -> dict[str, tuple[str, ...]]:
    return {text[n.start : n.end]: n.ids for n in find_names(text, "2023-06-01")}


@pytest.mark.parametrize(
    ("text", "surface", "entity"),
    [
        ("Georgia rejected the offer.", "Georgia", "state:GEO"),
        ("#Ukraine has answered.", "Ukraine", "state:UKR"),
        ("The U.S. objects.", "U.S.", "state:USA"),
        ("Kyiv said it would sign.", "Kyiv", "state:UKR"),
        ("the Ukrainian government resigned", "Ukrainian government", "state:UKR"),
        ("Serbian troops withdrew.", "Serbian troops", "state:SRB"),
        ("the Kazakh side agreed", "Kazakh side", "state:KAZ"),
        ("The OSCE sent observers.", "OSCE", "org:osce"),
        ("Abkhazia’s status is disputed.", "Abkhazia", "polity:abkhazia"),
        ("The Foreign Ministry of Ukraine protested.", "Foreign Ministry of Ukraine", "state:UKR"),
    ],
)
def test_names_of_actors(text: str, surface: str, entity: str) -> None:
    assert named(text).get(surface) == (entity,)


@pytest.mark.parametrize(
    "text",
    [
        "They met in Kyiv on Monday.",
        "He flew to Warsaw; the streets of Warsaw were empty.",
        "WARSAW, 3 May 2021 - Nobody came.",
        "Give us the road. It is for us to see.",
        "The Polish language is hard.",
        "The turkey was cold.",
    ],
)
def test_what_names_no_actor(text: str) -> None:
    assert named(text) == {}


def test_titles_have_their_owner_and_are_left_out_before_a_name() -> None:
    assert named("The Russian president spoke.") == {"Russian president": ("state:RUS",)}
    assert "President of Poland" in named("The President of Poland spoke.")
    assert "Serbia's president" in named("Serbia's president spoke.")
    assert "Russian President" not in named("Russian President Vladimir Putin spoke.")


def test_groups_of_a_state_are_not_the_state() -> None:
    found = find_names("Serbian political analysts doubt it.")
    assert [(n.sort, n.ids) for n in found] == [("group", ("state:SRB",))]


def test_short_forms_follow_the_full_name() -> None:
    text = "The International Court of Justice ruled. The Court was clear. A court in Oslo was not."
    assert named(text)["Court"] == ("org:icj",)
    assert [text[n.start : n.end] for n in find_names(text)].count("court") == 0


def cited(text: str) -> list[tuple[str, str]]:
    return [(text[c.start : c.end], c.how) for c in find_cited(text, find(text, date(2023, 6, 1)))]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("under the May 5 ceasefire agreement", "May 5 ceasefire agreement"),
        ("the statement of 9 November 2020 says", "statement of 9 November 2020"),
        ("the Lusaka accords failed", "Lusaka accords"),
        ("resolution 2231 (2015) lapsed", "resolution 2231 (2015)"),
        ("the Chad-Sudan agreement", "Chad-Sudan agreement"),
        ("the treaty signed in Oslo on 3 May 2001", "treaty signed in Oslo on 3 May 2001"),
        ("a treaty of friendship and cooperation", "treaty of friendship and cooperation"),
        ("they brokered a truce that day", "truce"),
    ],
)
def test_agreements_are_cited_in_many_ways(text: str, surface: str) -> None:
    assert surface in [s for s, _ in cited(text)]


def test_an_agreement_is_pointed_back_to() -> None:
    text = "The Ostrava Protocol failed. The protocol had no term. Nobody read the document."
    assert [how for _, how in cited(text)] == ["described", "back", "back"]


@pytest.mark.parametrize(
    "text",
    [
        "He made a statement. The statement was short.",
        "They are in full agreement that it rained.",
        "We want to sign a peace treaty some day.",
        "She laid down the law.",
    ],
)
def test_what_is_no_agreement(text: str) -> None:
    assert cited(text) == []


def test_further_dates_stand_for_further_agreements() -> None:
    text = "the statements of 9 May 2020, 11 June 2021 and 3 July 2022 hold"
    assert [how for _, how in cited(text)] == ["described", "date", "date"]
