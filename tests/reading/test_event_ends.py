"""Who does what to whom: targets deep in a clause, demands in what is said, dates that mislead."""

import pytest
from tests.reading.helpers import of

from servanda.model import Event

# text, class, source, target
DEEP = [
    ("Kenya halted economic aid to Somalia.", "SANCTION", "Kenya", "Somalia"),
    ("Kenya threatened to cut off electricity to Somalia.", "THREATEN", "Kenya", "Somalia"),
    ("Kenya agreed to reopen its border with Somalia.", "AGREE", "Kenya", "Somalia"),
    ("Kenya rejected a plan for talks with Somalia.", "REJECT", "Kenya", "Somalia"),
]


@pytest.mark.parametrize(("text", "plover", "source", "target"), DEEP)
def test_a_target_deeper_in_the_clause(text: str, plover: str, source: str, target: str) -> None:
    event = next(e for e in of(Event, text) if e.plover == plover)
    assert [r.surface for r in event.source] == [source]
    assert [r.surface for r in event.target] == [target]


def test_nobody_is_the_target_of_a_meeting_in_a_place() -> None:
    event = next(e for e in of(Event, "The ministers conferred in Nairobi.") or [None])  # type: ignore[list-item]
    assert event is None or not event.target


@pytest.mark.parametrize("modal", ["must", "should"])
def test_saying_what_another_ought_to_do_is_a_demand(modal: str) -> None:
    text = f"Kenya said that Somalia {modal} pay the debt."
    event = next(e for e in of(Event, text) if e.plover == "REQUEST")
    assert [r.surface for r in (*event.source, *event.target)] == ["Kenya", "Somalia"]
    assert [a.quote for a in event.anchors] == [modal]


def test_what_one_ought_to_do_oneself_is_no_demand() -> None:
    assert not [e for e in of(Event, "Kenya pays what it must.") if e.plover == "REQUEST"]
    said = "Kenya said that it must pay the debt."
    assert not [e for e in of(Event, said) if e.plover == "REQUEST"]


def test_calling_somebody_on_a_day_is_no_call_on_him() -> None:
    assert not [e for e in of(Event, "Ruto called Abiy on Friday.") if e.plover == "REQUEST"]
    asked = [e for e in of(Event, "Ruto called on Abiy to pay.") if e.plover == "REQUEST"]
    assert len(asked) == 1
