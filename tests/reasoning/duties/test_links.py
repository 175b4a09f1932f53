"""Links between agreements, and which of two prevails: between whom, since when, unless what."""

from typing import Any

from tests.build import case as built
from tests.build import document, record, ref

from servanda.engine import Read
from servanda.model import Link
from servanda.reasoning.board import board, finding
from servanda.reasoning.case import Case
from servanda.reasoning.duties import duties
from servanda.reasoning.links import connected, raw, ties

from .story import agreement, case_all, duty, official, report

OLD, NEW, LAST = "Kampala Protocol", "Nairobi Protocol", "Lusaka Protocol"
THREE, TWO = "Kenya, Uganda and Rwanda", "Kenya and Uganda"
KEN = "state:KEN"


def old(clause: str, parties: str = THREE) -> Read:
    return agreement(clause, title=OLD, parties=parties, day="1 March 2018")


def new(clause: str, *more: str, parties: str = TWO, day: str = "5 May 2021") -> Read:
    return agreement(clause, *more, title=NEW, parties=parties, day=day)


def owed(case: Case, word: str, title: str = OLD) -> dict[str, Any]:
    return duty(case, KEN, word, title=title)


STATION = "Kenya shall station 200 observers along the Mara river."
FORBID = "Kenya shall not station observers along the Mara river."


def test_the_later_prevails_between_the_parties_of_both_alone() -> None:
    found = owed(case_all("2024-01-01", old(STATION), new(FORBID)), "observers")
    (one,) = found["prevailing"]
    assert one["between"] == [KEN, "state:UGA"]
    assert one["not_towards"] == ["state:RWA"]
    assert one["sure"]
    assert one["how"] == "one forbids what the other requires"
    assert "unless the two can be read as compatible or are not about the same" in one["says"]
    assert one["says"] in found["explanation"]


def test_the_later_has_nothing_above_it() -> None:
    case = case_all("2024-01-01", old(STATION), new(FORBID))
    assert owed(case, "observers", NEW)["prevailing"] == []


def test_before_the_later_was_signed_the_earlier_stands_alone() -> None:
    case = case_all("2021-05-04", old(STATION), new(FORBID))
    assert owed(case, "observers")["prevailing"] == []


def test_another_place_or_deed_is_no_conflict() -> None:
    for clause in (
        "Kenya shall not station observers along the Tana river.",
        "Kenya shall not station artillery along the Mara river.",
        "Kenya shall not pay observers along the Mara river.",
        "Uganda shall not station observers along the Mara river.",
        "Kenya may station observers along the Mara river.",
    ):
        case = case_all("2024-01-01", old(STATION), new(clause))
        assert owed(case, "observers")["prevailing"] == [], clause


def test_amounts_and_days_conflict_too() -> None:
    more = new("Kenya shall station 500 observers along the Mara river.")
    (one,) = owed(case_all("2024-01-01", old(STATION), more), "observers")["prevailing"]
    assert one["how"] == "they name different amounts"
    clear = "Kenya shall clear the mines on the Mara road by {}."
    case = case_all("2024-01-01", old(clear.format("1 May 2022")), new(clear.format("1 May 2025")))
    (one,) = owed(case, "mines")["prevailing"]
    assert one["how"] == "they name different due days"
    anew = case_all("2024-01-01", old(clear.format("1 May 2019")), new(clear.format("1 May 2025")))
    assert owed(anew, "mines")["prevailing"] == []  # it had fallen due before
    same = case_all("2024-01-01", old(STATION), new(STATION))
    assert owed(same, "observers")["prevailing"] == []


def test_a_party_of_one_alone_is_bound_by_that_one() -> None:
    case = case_all("2024-01-01", old(STATION, "Kenya and Rwanda"), new(FORBID))
    (one,) = owed(case, "observers")["prevailing"]
    assert one["between"] == []
    assert one["not_towards"] == ["state:RWA"]
    assert "does not bind Rwanda: towards them this one applies" in one["says"]


def test_while_the_later_is_suspended_the_earlier_applies() -> None:
    stopped = official(f"Uganda suspended the {NEW} on 1 June 2023.", "2023-06-02")
    case = case_all("2024-01-01", old(STATION), new(FORBID), stopped)
    (one,) = owed(case, "observers")["prevailing"]
    assert (one["between"], one["held"]) == ([], "suspended")
    assert "meanwhile this one applies" in one["says"]
    assert owed(case, "observers", NEW)["type"] == "suspended"


def test_three_in_a_row_the_latest_comes_first() -> None:
    last = agreement("Kenya shall not station observers along the Mara river.", title=LAST,
                     parties=THREE, day="7 July 2023")  # fmt: skip
    more = new("Kenya shall station 500 observers along the Mara river.")
    case = case_all("2024-01-01", old(STATION), more, last)
    above = owed(case, "observers")["prevailing"]
    assert [p["title"] for p in above] == [LAST, NEW]
    assert set(above[0]["between"]) == {KEN, "state:UGA", "state:RWA"}
    assert [p["title"] for p in owed(case, "observers", NEW)["prevailing"]] == [LAST]


def test_signed_on_one_day_neither_is_the_later() -> None:
    case = case_all("2024-01-01", old(STATION), new(FORBID, day="1 March 2018"))
    assert owed(case, "observers")["prevailing"] == []
    assert owed(case, "observers", NEW)["prevailing"] == []


def test_links_that_the_texts_tell_are_shown_both_ways() -> None:
    told = new(FORBID, f"This Protocol amends the {OLD}.")
    case = case_all("2024-01-01", old(STATION), told)
    found = owed(case, "observers")
    assert [li["says"] for li in found["links"]] == [f"amended by {NEW}"]
    (one,) = found["prevailing"]
    assert one["says"].endswith("unless the two can be read as compatible")
    (status, *_) = [f for f in board(case) if f.values["title"] == NEW]
    assert [li["says"] for li in status.values["links"]] == [f"amends {OLD}"]
    assert any(b.rule == "link" and b.record for b in status.because)


def shown(relation: str) -> tuple[int, int, int]:
    """Count the links among the reasons of a duty, of the formal status, of a party's view."""
    case = case_all("2024-01-01", old(STATION), new(FORBID, f"This Protocol {relation} the {OLD}."))
    owing = next(f for f in duties(case, KEN) if f.values["title"] == OLD)
    name = owing.values["instrument"]
    by_record, by_party = (finding(case, name, KEN, view) for view in ("record", f"party:{KEN}"))
    a, b, c = (sum(x.rule == "link" for x in f.because) for f in (owing, by_record, by_party))
    return a, b, c


def test_a_link_stands_with_the_formal_record_and_with_a_duty_that_it_changes() -> None:
    assert shown("amends") == (1, 1, 0)
    assert shown("reaffirms") == (0, 1, 0)


def test_links_denied_or_planned_are_none() -> None:
    for sentence in (
        f"The {NEW} does not amend the {OLD}.",
        f"The {NEW} may replace the {OLD}.",
        f"Uganda demanded that the {NEW} replace the {OLD}.",
    ):
        case = case_all("2024-01-01", old(STATION), new(FORBID), report(sentence))
        assert raw(case, owed(case, "observers")["instrument"]) == [], sentence


def test_the_registrys_links_stand_with_their_rows() -> None:
    d = document("The statement was spoken of.")
    start = "instrument:new-start-2010"
    one, other = ref(d, "The statement", start), ref(d, "spoken of", start)
    row = record(Link, d, "statement", source=one, target=other, relation="amends")
    case = built([d], [row])
    assert all(t.source != t.target for t in ties(case))
    assert any(t.registry for t in case.ties)


def test_circles_end() -> None:
    d = document("A amends B. B replaces C. C is part of A.")
    names = {n: f"instrument:{n.lower()}" for n in "ABC"}
    circle = (
        ("A", "amends", "B", "amends"), ("B", "replaces", "C", "supersedes"),
        ("C", "is part", "A", "part of"),
    )  # fmt: skip
    around = [
        record(
            Link, d, f"{a} {w}", source=ref(d, a, names[a]), target=ref(d, b, names[b]),
            relation=relation,
        )
        for a, w, b, relation in circle
    ]  # fmt: skip
    case = built([d], list(around))
    assert dict(connected(case, names["A"])) == {names["B"]: 1, names["C"]: 1}
