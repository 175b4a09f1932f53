"""What becomes of duties: ends and suspensions, exceptions invoked, entries on uncertain days."""

from typing import Any

import pytest

from servanda.cli.matrix import CSV, csv_row, merged, towards
from servanda.reasoning.case import Case
from servanda.reasoning.duties import duties

from .story import TITLE, agreement, case_all, case_of, duty, official, report

KEN, ETH = "state:KEN", "state:ETH"
TROOPS = "Kenya shall withdraw 600 troops from the Sarvan valley by 30 June 2024."
LATER = "Kenya shall release 46 prisoners by 30 June 2025."
WEAPONS = "Kenya shall not deploy heavy weapons in the valley, except for the purpose of demining."
CROSSING = "Ethiopia shall open the Moyale crossing within 60 days of the entry into force."
RATIFIED = "It shall enter into force 30 days after the exchange of instruments of ratification."
ENDED = official(f"Kenya terminated the {TITLE} on 1 September 2024.", "2024-09-02")
STOPPED = official(f"Kenya suspended the {TITLE} on 1 May 2024.", "2024-05-02")


def test_what_fell_due_before_an_end_stays_due() -> None:
    case = case_all("2025-09-01", agreement(TROOPS, LATER), ENDED)
    found = duty(case, KEN, "troops")
    assert found["stays_due"]
    assert "stays due" in found["state"]
    rules = {b.law for f in duties(case, KEN) for b in f.because if b.rule == "due_stays"}
    assert rules == {"VCLT 70(1)(b)"}
    after = duty(case, KEN, "prisoners")
    assert not after["stays_due"]
    assert (after["type"], after["why_not"]) == ("not binding", "terminated")


def test_while_suspended_nothing_is_due_and_resumption_must_not_be_obstructed() -> None:
    case = case_all("2024-08-01", agreement(TROOPS), STOPPED)
    found = duty(case, KEN, "troops")
    assert (found["type"], found["why_not"]) == ("suspended", "suspended")
    assert any("obstructs resumption" in n for n in found["notes"])
    before = duty(case_all("2024-04-01", agreement(TROOPS), STOPPED), KEN, "troops")
    assert (before["binds"], before["notes"]) == ("binding", [])


def test_a_claimed_end_counts_in_the_view_of_who_claims_it() -> None:
    claim = report(f"Kenya said it had terminated the {TITLE} on 1 May 2024.", "2024-05-03")
    case = case_of("2024-06-01", agreement(TROOPS), claim)
    assert duty(case, KEN, "troops")["binds"] == "binding"


def test_an_agreement_nobody_has_reviewed_binds_nobody_yet() -> None:
    found = duty(case_of("2024-06-01", agreement(TROOPS), accept=False), KEN, "troops")
    assert (found["binds"], found["why_not"]) == ("not binding", "its acts await review")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Kenya said the heavy weapons were deployed for demining.", [("invoked", KEN)]),
        ("Ethiopia said the weapons were not there for demining.", [("contested", ETH)]),
        (
            "Kenya said the weapons were deployed for demining and it would not leave.",
            [("invoked", KEN)],
        ),
        ("Kenya said demining would continue.", []),
        ("Kenya said the weapons were deployed for an exercise.", []),
    ],
)
def test_exceptions_are_invoked_by_somebody(told: str, expected: list[tuple[str, str]]) -> None:
    found = duty(case_of("2024-06-01", agreement(WEAPONS), report(told)), KEN, "weapons")
    assert [(i["says"], i["by"]) for i in found["invoked"]] == expected
    for says, by in expected:
        name = {KEN: "Kenya", ETH: "Ethiopia"}[by]
        assert f"exception {says} by {name}" in found["notes"]


def ratified(*told: str, day: str = "2024-12-01") -> Case:
    statements = [official(t, "2024-11-01") for t in told]
    return case_all(day, agreement(CROSSING, RATIFIED), *statements)


def test_a_deadline_waits_for_entry_into_force() -> None:
    found = duty(ratified(), ETH, "crossing")
    assert (found["type"], found["due_latest"]) == ("not binding", None)
    assert "no entry into force counts in this view yet" in " ".join(found["notes"])


def test_a_deadline_runs_from_the_day_of_entry() -> None:
    both = [f"{who} ratified the {TITLE} on 1 June 2024." for who in ("Kenya", "Ethiopia")]
    found = duty(ratified(*both), ETH, "crossing")
    # 1 June, and 30 days to entry into force, and 60 days from it.
    assert (found["due_earliest"], found["due_latest"]) == ("2024-08-30", "2024-08-30")
    assert found["type"] == "due date passed"


def test_an_uncertain_entry_leaves_the_due_day_uncertain() -> None:
    told = (
        f"Kenya ratified the {TITLE} on 1 May 2024.",
        f"Ethiopia ratified the {TITLE} in June 2024.",
    )
    found = duty(ratified(*told, day="2024-09-10"), ETH, "crossing")
    assert (found["due_earliest"], found["due_latest"]) == ("2024-08-30", "2024-09-28")
    assert found["type"] == "due date perhaps passed"
    assert "some day from" in " ".join(found["notes"])
    assert duty(ratified(*told, day="2024-08-30"), ETH, "crossing")["type"] == "due"
    assert duty(ratified(*told, day="2024-09-29"), ETH, "crossing")["type"] == "due date passed"


def test_evidence_is_told_by_side_and_source() -> None:
    told = [
        report("Kenya withdrew 460 troops from the Sarvan valley.", "2024-05-20"),
        report("Kenya said it had withdrawn 500 troops from the Sarvan valley.", "2024-05-21"),
        report(
            "Ethiopia said Kenya had withdrawn 300 troops from the Sarvan valley.", "2024-05-22"
        ),
    ]
    found = duty(case_of("2024-06-01", agreement(TROOPS), *told), KEN, "troops")
    assert [(e["side"], e["amount"]) for e in found["evidence"]] == [
        ("third", 460), ("own", 500), ("other", 300)
    ]  # fmt: skip
    assert {d["by"]: d["value"] for d in found["done"]}[ETH] == 300


def test_a_report_of_after_the_day_shows_nothing_of_it() -> None:
    told = report("Kenya withdrew all 600 troops from the Sarvan valley.", "2024-06-20")
    assert duty(case_of("2024-06-01", agreement(TROOPS), told), KEN, "troops")["evidence"] == []


def test_duties_of_stopping_turn_reports_round() -> None:
    clause = "The Parties shall cease all attacks on the dam."
    agreed = agreement(clause)
    attack = report("Kenya attacked the dam on 3 May 2024.")
    assert duty(case_of("2024-06-01", agreed, attack), KEN, "attacks")["type"] == "not kept"
    calm = report("Kenya has ceased all attacks on the dam.")
    assert duty(case_of("2024-06-01", agreed, calm), KEN, "attacks")["type"] == "kept"


def rows(case: Case) -> list[dict[str, Any]]:
    return [csv_row(f) for f in duties(case)]


def test_the_matrix_joins_equal_duties_and_writes_all_in_csv() -> None:
    clause = "Kenya and Ethiopia shall mark the border by 1 May 2025."
    case = case_of("2024-06-01", agreement(clause, TROOPS),
                   report("Kenya withdrew 460 of 600 troops from the Sarvan valley."))  # fmt: skip
    row = next(r for r in rows(case) if "troops" in r["owes"])
    assert set(CSV) <= set(row)
    assert row["done"] == ["460 by The Observer"]
    assert "460 of 600" in row["others"]
    groups = [g for g in merged(duties(case)) if len(g) > 1]
    assert all(towards(g) == "each other" for g in groups)


@pytest.mark.parametrize(
    ("told", "shows"),
    [
        ("Kenya recognised the territorial integrity of Somalia.", False),
        ("Kenya recognised the sovereignty of Uganda.", False),
        ("Kenya recognised the territorial integrity of Ethiopia.", True),
        ("Kenya recognises Ethiopia's sovereignty and territorial integrity.", True),
    ],
)
def test_a_recognition_owed_to_one_state_is_not_shown_by_that_of_another(
    told: str, shows: bool
) -> None:
    mutual = "Kenya and Ethiopia recognise each other's sovereignty and territorial integrity."
    said = official(told, "2024-05-20")
    found = duty(case_of("2024-06-01", agreement(mutual), said), KEN, "integrity")
    own = {r.id for r in said.records}
    assert any(e["record"] in own for e in found["evidence"]) == shows
