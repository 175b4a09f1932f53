"""Duties and clashes say what the records show and no more."""

from typing import Any

from msgspec.structs import replace
from tests.build import STATEMENT_2020, at, case, document, record, ref, when

from servanda.model import Act, Attribution, Commitment, Event, Phrase, Position, Record
from servanda.reasoning.clashes import clashes
from servanda.reasoning.duties import duties
from servanda.reasoning.firsts import firsts

TEXT = (
    "Under the statement Azerbaijan guarantees the safe movement of persons along the Lachin "
    "corridor. Azerbaijan blocked the safe movement of persons along the Lachin corridor. "
    "Armenia accuses Azerbaijan of violating point 6 on safe movement along the Lachin corridor. "
    "Armenia recognises the borders of Azerbaijan. Armenia refuses the borders of Azerbaijan. "
    "Russia blames Armenia for recognising the borders of Azerbaijan. "
    "Russia recognises the borders of Azerbaijan."
)
D = document(TEXT, authors=("A. Columnist",))
IT = ref(D, "the statement", STATEMENT_2020)
BY_NAME = replace(IT, anchors=())  # wherever a record of these tests stands, it names it
AZE = ref(D, "Azerbaijan", "state:AZE")
ARM = ref(D, "Armenia", "state:ARM")
RUS = ref(D, "Russia", "state:RUS")
BORDERS = Phrase("the borders of Azerbaijan", (at(D, "the borders of Azerbaijan"),))


def mentioned() -> Record:
    return record(Act, D, "the statement", instrument=IT, act="reaffirmation", actors=(AZE,))


def breach(**fields: Any) -> Record:
    told: dict[str, Any] = {"actors": (ARM,), "against": AZE, **fields}
    return record(Act, D, "violating", instrument=IT, act="breach_alleged", **told)


def position(stance: str, quote: str, holder: Any = ARM, **fields: Any) -> Record:
    fields = {"issue": BORDERS, "about": (AZE,), **fields}
    return record(Position, D, quote, holder=holder, stance=stance, **fields)


def of_point_6(c: Any) -> dict[str, Any]:
    (f,) = (f for f in duties(c, "state:AZE") if "safe movement of persons" in f.values["action"])
    return {"state": f.type, **f.values}


def test_nothing_is_asserted_without_evidence() -> None:
    found = of_point_6(case([D], [mentioned()]))
    assert (found["state"], found["binds"], found["evidence"]) == ("nothing found", "binding", [])


def test_an_allegation_is_shown_as_somebodys() -> None:
    found = of_point_6(case([D], [mentioned(), breach()]))
    assert found["state"] == "breach alleged by A. Columnist"
    assert [(e["says"], e["by"]) for e in found["evidence"]] == [("alleged", "A. Columnist")]
    denied = of_point_6(case([D], [mentioned(), breach(polarity="negated")]))
    assert denied["evidence"][0]["says"] == "denied"


def test_reports_of_doing_count_only_when_done() -> None:
    told = {"source": (AZE,), "target": (ARM,), "plover": "COOPERATE"}
    done = record(Event, D, "guarantees", **told)
    for modality in ("future", "possible", "demanded"):
        threat = record(Event, D, "guarantees", modality=modality, **told)
        assert of_point_6(case([D], [mentioned(), threat]))["evidence"] == []
    assert of_point_6(case([D], [mentioned(), done]))["evidence"][0]["says"] == "done"


def test_another_deed_in_the_same_words_is_no_evidence() -> None:
    told = {"source": (AZE,), "target": (ARM,), "plover": "COERCE"}
    other = record(Event, D, "blocked", **told)
    assert of_point_6(case([D], [mentioned(), other]))["evidence"] == []


def test_what_a_provision_says_is_no_report() -> None:
    told = {"source": (AZE,), "target": (ARM,), "plover": "COOPERATE"}
    article = Attribution("Point 6", anchors=(at(D, "point 6"),))
    text = record(Event, D, "guarantees", attribution=(article,), **told)
    assert of_point_6(case([D], [mentioned(), text]))["evidence"] == []


def test_a_told_duty_joins_the_registrys_row() -> None:
    told = record(
        Commitment, D, "guarantees", bearers=(AZE,), force="obligation", instrument=IT,
        provision="paragraph 6", action=Phrase("guarantees safe movement"),
    )  # fmt: skip
    alone = duties(case([D], [mentioned()]), "state:AZE")
    both = duties(case([D], [mentioned(), told]), "state:AZE")
    assert len(both) in (len(alone), len(alone) + 1)
    assert any(r.id == told.id for f in both for r in f.records)


def kinds(*records: Record) -> list[str]:
    """Return the kinds of clashes that rest on records; the text itself has some of its own."""
    found = clashes(case([D], list(records)))
    return sorted({f.type for f in found if "/told-" not in f.rule})


def test_opposite_stances_clash_at_one_time_and_turn_over_years() -> None:
    yes, no = position("recognises", "recognises"), position("refuses", "refuses")
    assert kinds(yes, no) == ["polarity"]
    early = position("recognises", "recognises", date=when("2021"))
    late = position("refuses", "refuses", date=when("2023-08"))
    assert kinds(early, late) == ["change"]


def test_near_misses_do_not_clash() -> None:
    yes = position("recognises", "recognises")
    assert kinds(yes, position("recognises", "refuses")) == []
    assert kinds(yes, position("refuses", "refuses", holder=RUS)) == []
    assert kinds(yes, position("refuses", "refuses", modality="hypothetical")) == []
    other = Phrase("the safe movement of persons", (at(D, "the safe movement of persons"),))
    assert kinds(yes, position("refuses", "refuses", issue=other, about=())) == []


def test_blaming_another_for_ones_own_deed() -> None:
    words = "recognising the borders of Azerbaijan"
    named = Phrase(words, (at(D, words),))
    blame = position("blames", "blames", holder=RUS, about=(ARM, AZE), issue=named)
    own = position("recognises", "Russia recognises", holder=RUS)
    assert kinds(blame, own) == ["reversal"]
    assert kinds(blame, position("recognises", "recognises")) == []
    # Another deed on the same thing is no reversal: to support is not to recognise.
    assert kinds(blame, position("supports", "blocked", holder=RUS)) == []


def test_two_dates_of_one_signature_clash_only_when_apart() -> None:
    def signed(quote: str, edtf: str) -> Record:
        return record(
            Act, D, quote, instrument=BY_NAME, act="signature", actors=(AZE,), date=when(edtf)
        )

    assert kinds(signed("blocked", "2020-11-10"), signed("refuses", "2020-11")) == []
    assert "chronology" in kinds(signed("blocked", "2020-11-10"), signed("refuses", "2021-01"))


def test_vague_dates_that_meet_are_no_two_dates() -> None:
    def rules(*edtf: str) -> set[str]:
        told = [
            record(Act, D, q, instrument=BY_NAME, act="signature", actors=(AZE,), date=when(e))
            for q, e in zip(("blocked", "refuses"), edtf, strict=True)
        ]
        return {f.rule for f in clashes(case([D], told))}

    # Both stand against the registry's day; against each other only where they have no day shared.
    assert "chronology/two-dates" in rules("2021-01-15", "2021-02")
    assert "chronology/two-dates" not in rules("2021-01-15", "2021-01")


def test_a_claimed_end_stands_against_the_record() -> None:
    over = record(Act, D, "blocked", instrument=BY_NAME, act="expiry")
    assert kinds(over) == ["status"]
    holds = record(Act, D, "blocked", instrument=BY_NAME, act="expiry", polarity="negated")
    assert kinds(holds) == []


def test_who_was_first_or_cannot_tell() -> None:
    russia = position("recognises", "Russia recognises", holder=RUS, date=when("2022-02-22"))
    armenia = position("recognises", "recognises", date=when("2022-10"))
    (f,) = firsts(case([D], [russia, armenia]), "recognises the borders of Azerbaijan")
    assert (f.type, f.values["order"][0]["who"]) == ("first", "state:RUS")
    vague = position("recognises", "recognises", date=when("2022"))
    (f,) = firsts(case([D], [russia, vague]), "recognises the borders of Azerbaijan")
    assert f.type == "cannot tell"
    assert firsts(case([D], [russia, armenia]), "landing on the Moon") == []
