"""For whom an actor phrase stands."""

import pytest

from servanda.naming.principals import principal_of


@pytest.mark.parametrize(
    ("phrase", "day", "entity"),
    [
        ("Norwegian fishermen", "", "state:NOR"),
        ("Estonia's new government", "", "state:EST"),
        ("a Kenyan negotiator", "", "state:KEN"),
        ("Kazakstan", "", "state:KAZ"),
        ("officials in Warsaw", "", "state:POL"),
        ("the U.N. mission", "", "org:un"),
        ("ethnic Russians", "", None),
        ("nobody in particular", "", None),
        ("US", "", "state:USA"),
        ("give us more", "", None),
    ],
)
def test_whom_a_phrase_stands_for(phrase: str, day: str, entity: str | None) -> None:
    assert principal_of(phrase, day).id == entity


def test_a_role_has_its_person_on_that_day() -> None:
    found = principal_of("the Russian president", "2010-05-01")
    assert (found.id, found.person) == ("state:RUS", "person:dmitry-medvedev")
    assert principal_of("the Russian president", "").person is None
