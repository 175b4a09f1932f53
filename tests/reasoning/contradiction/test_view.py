"""What a short statement names with favour and what against; every sentence is invented."""

import pytest

from servanda.reasoning.contradiction.view import view

FAVOUR = [
    ("We support the toll.", "social.fee", 1),
    ("We oppose the toll.", "social.fee", -1),
    ("The toll should be abolished.", "social.fee", -1),
    ("The toll should not be abolished.", "social.fee", 1),
    ("The abolition of the toll is a mistake of theirs.", "social.fee", -1),
    ("We are opposed to the toll.", "social.fee", -1),
    ("We are not opposed to the toll.", "social.fee", 1),
    ("No new coal plants should be built.", "energy.coal", -1),
    ("Coal must be phased out.", "energy.coal", -1),
    ("Coal mining must go on.", "energy.coal", 1),
    ("Hunting must not be taught in schools.", "nature.hunt", -1),
    ("A ban on fireworks would protect the dogs.", "leisure.fireworks", -1),
    ("The firework should be allowed.", "leisure.fireworks", 1),
    ("The museum cannot be replaced.", "culture.arts", 1),
    ("Smoking in trams is unacceptable.", "transport.public", -1),
    ("We need trams, but we reject new roads.", "transport.public", 1),
    ("We need trams, but we reject new roads.", "transport.car", -1),
    ("Tolls lead to congestion.", "social.fee", -1),
    ("Tolls prevent congestion.", "social.fee", 1),
    ("Tolls do not lead to congestion.", "social.fee", 1),
    ("We believe that tolls lead to congestion.", "social.fee", -1),
    ("We believe that tolls prevent congestion.", "social.fee", 1),
    ("I am convinced that trams are harmful.", "transport.public", -1),
    ("We argue that the toll should be kept.", "social.fee", 1),
    ("Higher tolls divert money from schools.", "education.school", 1),
    ("The cost of the toll rises.", "social.fee", 1),
    ("A headscarf is a garment, and it must not be banned.", "religion.islam", 1),
    ("Where a headscarf is worn at work, it must be banned.", "religion.islam", -1),
    ("Snowmaking is costly.", "leisure.snow", -1),
    ("Buses without tickets are a dream.", "transport.public", -1),
]


@pytest.mark.parametrize(("text", "concept", "side"), FAVOUR)
def test_side(text: str, concept: str, side: int) -> None:
    assert view(text).concepts[concept].side == side


def test_a_purpose_is_not_turned_with_its_means() -> None:
    """What is cut in order to help the poor is cut; the poor are not."""
    told = view("Subsidies for airports must be reduced to help low-income households.").concepts
    assert told["transport.air"].side == -1
    assert told["social.poor"].side == 1


def test_poles_follow_the_side() -> None:
    assert view("We will build solar parks.").poles["green"] > 0
    assert view("We will halt solar power.").poles["green"] < 0


def test_states_are_actors_and_no_subject() -> None:
    told = view("The Armenian harbour should be repaired.")
    assert told.actors == {"state:ARM"}
    assert "armen" not in told.subject
    assert view("The bill gave us nothing.").actors == frozenset()


def test_numbers_in_words_and_figures() -> None:
    assert view("Four boats sank in 1,204 metres.").numbers == {"4", "1204"}
    assert view("One must not forget.").numbers == frozenset()


def test_nothing_to_see() -> None:
    told = view("")
    assert not told.subject
    assert not told.told
    assert told.length == 0
