"""One thing counted twice by two tellers; and numbers of two things or two times."""

import pytest
from tests.reasoning.clash_texts import rules_in

SELM = "Two years after the Agreement of Port Selm, Aldor and Brenn still quarrel. "


def clashing(a: str, b: str) -> bool:
    """Say whether two texts clash in numbers."""
    rules = rules_in((SELM + a, "2018-07-03"), (SELM + b, "2018-07-05"))
    return any(r.startswith("quantity/") for r in rules)


CLASHES = [
    ("The quantity of barley on the quay at Selm does not exceed 12,000 tonnes.",
     "According to the pilots, 31,000 tonnes of barley are held up on the quay at Selm."),
    ("Donations to the lighthouse fund have reached 64 million crowns.",
     "Donations total 46 million crowns, says the treasurer."),
    ("The judge has made six visits to Port Selm this year.",
     "The judge has visited Port Selm only twice this year."),
    ("Half a dozen gunboats of Brenn are in the strait.",
     "Fourteen gunboats of Brenn are in the strait."),
    ("The census of 2011 found 2,140 islanders.",
     "The census of 2011 counted 21,400 inhabitants of the islands."),
    ("More than three thousand refugees have come back to Aldor.",
     "As of 3 July 1,960 refugees had returned to Aldor."),
    ("The quake left 412 dead in Orrin.", "In Orrin the quake killed 241 people."),
    ("Around 15,000 people marched through Orrin on Monday.",
     "No more than 4,000 people marched through Orrin on Monday."),
    ("The mission has 48 observers.", "The mission's 60 observers are unarmed."),
    ("Turnout was 61 per cent.", "Turnout reached 47 per cent."),
    ("Aldor has 1,200 troops in the province.",
     "Some 3,000 soldiers of Aldor are stationed in the province."),
    ("The Senate of Aldor approved the ferry treaty by 68 votes to 32.",
     "The ferry treaty passed the Senate of Aldor by 52 votes to 48."),
]  # fmt: skip
NEAR = [
    # another place, sort, deed, or time
    ("The quantity of barley on the quay at Selm does not exceed 12,000 tonnes.",
     "According to the pilots, 31,000 tonnes of barley are held up on the quay at Orrin."),
    ("Some 400 armed fishermen are in the strait.", "Some 90 unarmed fishermen are in the strait."),
    ("Aldor freed 40 prisoners on Monday.", "Aldor holds 90 prisoners."),
    ("More than three thousand refugees have come back to Aldor.",
     "As of 3 July 2016 960 refugees had returned to Aldor."),
    ("The Senate of Aldor approved the ferry treaty by 68 votes to 32.",
     "The Senate of Aldor threw out the whale law by 52 votes to 48."),
    ("The quake left 412 dead in Orrin.", "In Orrin the flood killed 241 people in 2009."),
    ("The mission has 48 observers.", "The mission's 60 drivers are unarmed."),
    # a range that holds the other, a part, a demand
    ("About 100 gunboats of Brenn are in the strait.",
     "A hundred and four gunboats of Brenn are in the strait."),
    ("Between 80 and 120 gunboats of Brenn are in the strait.",
     "Ninety-five gunboats of Brenn are in the strait."),
    ("Another 12 gunboats of Brenn are in the strait.",
     "Fourteen gunboats of Brenn are in the strait."),
    ("Aldor demanded that 200 prisoners be freed.", "Brenn freed 60 prisoners of Aldor."),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), CLASHES)
def test_one_thing_counted_twice_clashes(a: str, b: str) -> None:
    assert clashing(a, b)


@pytest.mark.parametrize(("a", "b"), NEAR)
def test_two_things_do_not(a: str, b: str) -> None:
    assert not clashing(a, b)
