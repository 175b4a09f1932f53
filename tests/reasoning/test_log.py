"""Records and registry rows become acts by the rules, with no special case for any text."""

from datetime import date
from typing import Any

import pytest
from tests.build import STATEMENT_2020, case, document, record, ref, speaker, when

from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.model import Act, Instrument, Record
from servanda.reasoning.board import board
from servanda.reasoning.case import Case
from servanda.reasoning.status import TooUncertain

TEXT = (
    "The November 10 agreement can be considered to have expired. Putin cancelled it. "
    "Aliyev said that Armenia withdrew in 2022."
)
D = document(TEXT, authors=("A. Columnist",), genre="op-ed")
IT = ref(D, "The November 10 agreement", STATEMENT_2020)


def act(quote: str, kind: str, **fields: Any) -> Record:
    return record(Act, D, quote, instrument=IT, act=kind, **fields)


def rows(c: Case) -> list[dict[str, Any]]:
    return [a for a in c.acts.log["acts"] if c.acts.leaves[a["id"]].record is not None]


def line(c: Case, seen_by: str, party: str = "state:ARM") -> tuple[list[str], bool]:
    (f,) = (f for f in board(c, [STATEMENT_2020], [seen_by]) if f.values["party"] == party)
    return f.values["statuses"], f.values["sure"]


@pytest.mark.parametrize(
    ("polarity", "statuses"), [("affirmed", ["expired"]), ("negated", ["in_force"])]
)
def test_the_authors_line_flips_with_the_authors_words(polarity: str, statuses: list[str]) -> None:
    c = case([D], [act("expired", "expiry", polarity=polarity)])
    assert line(c, "source:A. Columnist") == (statuses, True)
    assert line(c, "record") == (["in_force"], True)


def test_an_undated_act_lies_between_the_instrument_and_the_saying() -> None:
    (row,) = rows(case([D], [act("expired", "expiry")]))
    assert row["date"] == "2020-11-10/2023-09-13"
    assert row["published"] == "2023-09-13"
    assert (row["authority"], row["by"], row["actor"]) == ("claim", "A. Columnist", "all")


def test_a_dated_act_follows_its_year() -> None:
    told = act("expired", "expiry", date=when("2024"))
    d2022 = act("expired", "expiry", date=when("2022"))
    assert line(case([D], [d2022], "2022-06-30"), "source:A. Columnist") == (
        ["expired", "in_force"], False,
    )  # fmt: skip
    assert line(case([D], [d2022], "2023-09-13"), "source:A. Columnist")[0] == ["expired"]
    # Said in 2023 of 2024 and yet done: refused by the form of the log, listed, nothing blocked.
    c = case([D], [told])
    assert line(c, "source:A. Columnist") == (["in_force"], True)
    assert [x.record for x in c.acts.left_out] == [told.id]


@pytest.mark.parametrize(
    "modality",
    ["future", "possible", "conditional", "demanded", "intended", "questioned", "hypothetical"],
)
def test_only_what_is_said_to_be_done_counts(modality: str) -> None:
    c = case([D], [act("expired", "expiry", modality=modality)])
    assert line(c, "source:A. Columnist") == (["in_force"], True)


def test_a_person_acts_for_the_state_of_their_office_at_that_date() -> None:
    putin = ref(D, "Putin", "person:vladimir-putin")
    (row,) = rows(case([D], [act("cancelled", "withdrawal", actors=(putin,))]))
    assert row["actor"] == "state:RUS"


def test_the_innermost_speaker_asserts() -> None:
    aliyev = speaker(D, "Aliyev", "person:ilham-aliyev")
    armenia = ref(D, "Armenia", "state:ARM")
    told = act("withdrew", "withdrawal", actors=(armenia,), attribution=(aliyev,))
    c = case([D], [told])
    (row,) = rows(c)
    assert row["by"] == "state:AZE"
    assert line(c, "party:state:AZE")[0] == ["withdrawn"]
    assert line(c, "party:state:RUS")[0] == ["in_force"]
    assert line(c, "source:A. Columnist")[0] == ["in_force"]


def test_formal_only_when_official_and_accepted() -> None:
    armenia = ref(D, "Armenia", "state:ARM")
    for genre, accepted, authority in (
        ("official statement", True, "formal"), ("official statement", False, "claim"),
        ("op-ed", True, "claim"),
    ):  # fmt: skip
        d = document(TEXT, genre=genre)
        told = record(Act, d, "withdrew", instrument=IT, act="withdrawal", actors=(armenia,))
        c = case([d], [told], verdicts={told.id: "accept"} if accepted else {})
        (row,) = rows(c)
        assert row["authority"] == authority


def test_strangers_and_unknown_instruments_are_listed_not_lost() -> None:
    france = ref(D, "Armenia", "state:FRA")
    unknown = record(Act, D, "cancelled", instrument=ref(D, "it"), act="termination")
    stranger = act("withdrew", "withdrawal", actors=(france,))
    c = case([D], [unknown, stranger, act("expired", "expiry")])
    assert {x.record for x in c.acts.left_out} == {unknown.id, stranger.id}
    assert len(rows(c)) == 1


def test_what_is_told_as_initialled_is_not_taken_for_signed() -> None:
    read = read_document(from_text("The INF Treaty was initialled at Geneva on 3 December 1987."))
    c = Case(evidence_of([read]), date(2020, 1, 1))
    (told,) = (r for r in read.records if isinstance(r, Act))
    assert [x.why for x in c.acts.left_out if x.record == told.id] == [
        "it is told as initialled, which is no signature"
    ]


def test_who_breaks_and_who_alleges_are_kept_apart() -> None:
    armenia, aliyev = ref(D, "Armenia", "state:ARM"), speaker(D, "Aliyev", "person:ilham-aliyev")
    told = act("withdrew", "breach_alleged", actors=(armenia,), attribution=(aliyev,))
    (row,) = rows(case([D], [told]))
    assert (row["actor"], row["against"]) == ("state:AZE", "state:ARM")
    own = act("withdrew", "breach_alleged", actors=(armenia,))
    c = case([D], [own])  # the columnist is no party: no allegation by the rules, but listed
    assert rows(c) == []
    assert [x.record for x in c.acts.left_out] == [own.id]


def test_actors_that_are_all_parties_act_as_one() -> None:
    names = [ref(D, "Armenia", i) for i in ("state:ARM", "state:AZE", "state:RUS")]
    (row,) = rows(case([D], [act("cancelled", "termination", actors=tuple(names))]))
    assert row["actor"] == "all"


def test_an_instrument_known_only_from_documents_has_a_status() -> None:
    parties = (ref(D, "Armenia", "state:ARM"), ref(D, "Putin", "person:vladimir-putin"))
    name = "instrument:candidate-road-accord-2023"
    road = ref(D, "The November 10 agreement", name)
    found = record(Instrument, D, "The November 10 agreement", entity=road, parties=parties)
    signed = record(
        Act, D, "Putin", instrument=road, act="signature", actors=parties, date=when("2023-05-01")
    )
    c = case([D], [found, signed])
    assert c.parties(name) == ("state:ARM", "state:RUS")
    views = {f.values["seen_by"]: f.values["statuses"] for f in board(c, [name])}
    assert views == {"record": ["none"], "source:A. Columnist": ["in_force"]}


def test_what_is_too_uncertain_binds_possibly(monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(*_: object) -> str:
        raise TooUncertain("too many worlds")

    c = case([D], [act("expired", "expiry")])
    monkeypatch.setattr(type(c.desk), "binds", give_up)
    assert c.binds(STATEMENT_2020, "state:ARM", "state:AZE", "record") == "possibly"


def test_unverified_rows_never_make_an_answer_sure() -> None:
    c = case([D], [act("expired", "expiry")])
    for row in c.registry.instruments:
        doubtful = [a for a in row.acts if a.verified == "unverified"]
        for a in doubtful[:1]:
            if a.actor in c.parties(row.id):
                found, statuses, sure = c.answer(row.id, a.actor, "record")
                assert sure == (len(statuses) == 1)
                assert found is None or set(found.statuses) <= set(statuses)
