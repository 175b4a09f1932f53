"""Each act behind a status stands under the rule that it is a reason for."""

from datetime import date

from tests.build import case, document

from servanda.reasoning.board import act_rules, finding, rule_texts
from servanda.reasoning.outcome import told_by

NEW_START = "instrument:new-start-2010"
D = document("Nothing is told here.")


def test_a_suspension_is_no_reason_for_being_bound() -> None:
    found = finding(case([D], []), NEW_START, "state:RUS", "record", date(2023, 10, 20))
    told = {b.rule: [c.text for c in b.children] for b in found.because}
    assert any(t.startswith("suspension, Russia") for t in told["operation"])
    assert told["entry"]
    assert not any("suspension" in t for t in told["entry"])


def test_kinds_of_acts_lead_to_rules_that_are_known() -> None:
    assert {r for rules in act_rules().values() for r in rules} <= set(rule_texts())


def test_a_text_without_a_named_publisher_is_called_by_its_title() -> None:
    for publisher in ("Papers: letters", "a leaflet (publisher not stated)"):
        lone = document("One.", title="The road", publisher=publisher)
        assert case([lone], []).name(publisher) == "“The road”"
        other = document("Two.", title="The bridge", publisher=publisher)
        assert case([lone, other], []).name(publisher) == publisher  # it is both of them
    assert case([document("One.", title="The road", publisher="Reuters")], []).name("Reuters") == (
        "Reuters"
    )


def test_a_verb_has_the_number_of_those_who_tell() -> None:
    one = ("Armenia", "United States", "Staff columnist", "an author")
    many = ("Armenia and Russia", "inspectors", "Vladimir Putin’s words")
    assert [told_by(n) for n in one] == [f"{n} tells it" for n in one]
    assert [told_by(n) for n in many] == [f"{n} tell it" for n in many]
