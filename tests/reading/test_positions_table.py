"""Positions in invented sentences: who stands where, and what is no stance at all."""

import pytest

from servanda.model import Position

from .helpers import of


@pytest.mark.parametrize(
    ("text", "word", "stance", "holder", "polarity"),
    [
        (
            "Berlin backs the French plan for a buffer zone.",
            "backs",
            "supports",
            "Berlin",
            "affirmed",
        ),
        (
            "Hungary is against new sanctions on Belarus.",
            "against",
            "opposes",
            "Hungary",
            "affirmed",
        ),
        (
            "Cairo insists on a binding agreement on the dam.",
            "insists",
            "demands",
            "Cairo",
            "affirmed",
        ),
        (
            "The African Union calls for an immediate ceasefire in Tigray.",
            "calls",
            "demands",
            "African Union",
            "affirmed",
        ),
        (
            "Athens has ruled out any change of the border.",
            "ruled",
            "rejects",
            "Athens",
            "affirmed",
        ),
        ("Kyiv will not accept the loss of Crimea.", "accept", "accepts", "Kyiv", "negated"),
        (
            "Madrid has no objection to the use of the port.",
            "objection",
            "opposes",
            "Madrid",
            "negated",
        ),
        (
            "The Council welcomes the release of the hostages.",
            "welcomes",
            "supports",
            "Council",
            "affirmed",
        ),
        (
            "The ministry deplores the attack on the convoy.",
            "deplores",
            "condemns",
            "ministry",
            "affirmed",
        ),
        ("We reject the occupation of our land.", "reject", "rejects", "We", "affirmed"),
        (
            "My delegation supports the reform of the Council.",
            "supports",
            "supports",
            "delegation",
            "affirmed",
        ),
        (
            "Venezuela does not recognise the jurisdiction of the Court.",
            "recognise",
            "recognises",
            "Venezuela",
            "negated",
        ),
        ("Tokyo is opposed to any unilateral change.", "opposed", "opposes", "Tokyo", "affirmed"),
        (
            "Armenia's support for the mission is well known.",
            "support",
            "supports",
            "Armenia",
            "affirmed",
        ),
        ("Serbia refuses to recognise Kosovo.", "refuses", "refuses", "Serbia", "affirmed"),
        ("Sudan demands the return of Halayeb.", "demands", "demands", "Sudan", "affirmed"),
        (
            "India strongly condemned the bombing in Kabul.",
            "condemned",
            "condemns",
            "India",
            "affirmed",
        ),
        (
            "The rebels oppose the deployment of foreign troops.",
            "oppose",
            "opposes",
            "rebels",
            "affirmed",
        ),
        ("Turkey objects to the drilling off Cyprus.", "objects", "opposes", "Turkey", "affirmed"),
        ("Poland favours a permanent base.", "favours", "supports", "Poland", "affirmed"),
        (
            "The United States denies that it broke the treaty.",
            "denies",
            "denies",
            "United States",
            "affirmed",
        ),
        ("Paris denied any role in the coup.", "denied", "denies", "Paris", "affirmed"),
        ("Rwanda denies supporting the rebels.", "denies", "denies", "Rwanda", "affirmed"),
        (
            "Ireland is in favour of recognising Palestine.",
            "favour",
            "supports",
            "Ireland",
            "affirmed",
        ),
        (
            "Bolivia wants Chile to grant it access to the sea.",
            "wants",
            "demands",
            "Bolivia",
            "affirmed",
        ),
        ("We call upon Israel to end the blockade.", "call", "demands", "We", "affirmed"),
        (
            "My Government urges all parties to return to talks.",
            "urges",
            "demands",
            "Government",
            "affirmed",
        ),
        ("Nigeria stands by the treaty of 1913.", "stands", "supports", "Nigeria", "affirmed"),
        ("Peru has accepted the ruling of the Court.", "accepted", "accepts", "Peru", "affirmed"),
        (
            "The president dismissed the idea of a referendum.",
            "dismissed",
            "rejects",
            "president",
            "affirmed",
        ),
        (
            "Malaysia does not accept the nine-dash line.",
            "accept",
            "accepts",
            "Malaysia",
            "negated",
        ),
        (
            "Lithuania expressed its support for Taiwan's participation.",
            "support",
            "supports",
            "Lithuania",
            "affirmed",
        ),
        ("Mexico expressed opposition to the wall.", "opposition", "opposes", "Mexico", "affirmed"),
        (
            "Spain has never recognised the independence of Kosovo.",
            "recognised",
            "recognises",
            "Spain",
            "negated",
        ),
        ("We stand in solidarity with the people of Cuba.", "stand", "supports", "We", "affirmed"),
        (
            "Cuba condemns the blockade in the strongest terms.",
            "condemns",
            "condemns",
            "Cuba",
            "affirmed",
        ),
        (
            "Pakistan opposes India's bid for a permanent seat.",
            "opposes",
            "opposes",
            "Pakistan",
            "affirmed",
        ),
        (
            "The government agrees with the findings of the report.",
            "agrees",
            "accepts",
            "government",
            "affirmed",
        ),
        ("Taipei would welcome a visit.", "welcome", "supports", "Taipei", "affirmed"),
    ],
)
def test_a_position_is_found_once(
    text: str, word: str, stance: str, holder: str, polarity: str
) -> None:
    found = of(Position, text)
    assert len(found) == 1, [(r.anchors[0].quote, r.stance) for r in found]
    assert word in found[0].anchors[0].quote
    assert (found[0].stance, found[0].polarity) == (stance, polarity)
    assert holder.casefold() in found[0].holder.surface.casefold()


@pytest.mark.parametrize(
    "text",
    [
        "Beijing considers the reef its own territory.",
        "Vietnam considers the Paracels as part of its territory.",
        "Guyana maintains that the award of 1899 is final.",
        "Chile insists that the river is international.",
        "Qatar expressed concern over the fighting.",
        "Syria must be free of foreign troops, Ankara says.",
        "The boxer rejected a plea to retire.",
        "The crowd backed away from the fence.",
        "Supporters of the club fought in the street.",
        "The ship supports a crew of ninety.",
        "The car was recognised by a witness.",
        "The deal faces opposition.",
        "The recognised expert spoke for an hour.",
        "Demand for oil fell in March.",
    ],
)
def test_what_is_no_stance(text: str) -> None:
    assert [(r.anchors[0].quote, r.stance) for r in of(Position, text)] == []
