"""Bad logs and bad records: refused or left out by name, in reasonable time, and never believed."""

import json
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from tests.build import STATEMENT_2020, case, document, record, ref, speaker
from tests.oracle.logs import fault

from servanda.model import Act, Instrument, Link, Record, When
from servanda.model.errors import LogFault
from servanda.reasoning.board import board
from servanda.reasoning.clashes import clashes
from servanda.reasoning.duties import duties
from servanda.reasoning.log import ActLog, checked
from servanda.reasoning.status import TooUncertain, parse_log, read_log, run

Json = dict[str, Any]
QUERY = b'{"instrument": "t", "party": "A", "as_of": "2025-01-01", "seen_by": "record"}'
SECONDS = 20  # of one processor; what grows with the square of the acts would need minutes


def log_with(*acts: Json, **changes: Any) -> Json:
    """Return a log of one treaty of A, B and C, signed by all, with some more acts."""
    instrument = {"id": "t", "parties": ["A", "B", "C"], "form": "treaty", **changes}
    return {
        "day": "2026-01-01",
        "instruments": [instrument],
        "acts": [act("s", "signature", "all", "1899-01-01"), *acts],
    }


def act(name: str, kind: str, actor: str, when: str, **more: Any) -> Json:
    """Return a formal act, on the treaty unless another instrument is given."""
    return {
        "id": name, "instrument": "t", "act": kind, "actor": actor, "date": when,
        "authority": "formal", "by": actor, **more,
    }  # fmt: skip


REFUSED: list[tuple[str, Json, str | None]] = [
    ("the 30th of February", log_with(act("x", "expiry", "all", "2020-02-30")), "x"),
    ("a month 13", log_with(act("x", "expiry", "all", "2020-13")), "x"),
    ("a year before 1800", log_with(act("x", "expiry", "all", "1799")), "x"),
    ("a year after 2199", log_with(act("x", "expiry", "all", "2200-01-01")), "x"),
    ("a time of day", log_with(act("x", "expiry", "all", "2020-01-01T10:00")), "x"),
    ("a backward interval", log_with(act("x", "expiry", "all", "2020/2019")), "x"),
    ("an interval past the log's day", log_with(act("x", "expiry", "all", "2027/..")), "x"),
    ("done before it could be", log_with(act("x", "expiry", "all", "2020", published="2019-12-31")),
     "x"),
    ("digits of another script", log_with(act("x", "expiry", "all", "٢٠٢٠")), "x"),
    ("a season 25", log_with(act("x", "expiry", "all", "2020-25")), "x"),
    ("a stranger", log_with(act("x", "expiry", "Z", "2020")), "x"),
    ("no actor", log_with({**act("x", "expiry", "all", "2020"), "actor": None}), "x"),
    ("a notice of all", log_with(act("x", "notice", "all", "2020")), "x"),
    ("a revival of one", log_with(act("x", "revival", "A", "2020")), "x"),
    ("against a stranger", log_with(act("x", "breach_alleged", "A", "2020", against="Z")), "x"),
    ("an answer to nothing", log_with(act("x", "objection", "A", "2020", to="y")), "x"),
    ("another kind", log_with(act("x", "annexation", "A", "2020")), "x"),
    ("another modality", log_with(act("x", "expiry", "A", "2020", modality="maybe")), "x"),
    ("a notice of an hour", log_with(act("x", "notice", "A", "2020", notice="PT1H")), "x"),
    ("an act of nobody's treaty",
     log_with({**act("x", "expiry", "A", "2020"), "instrument": "u"}), "x"),
    ("one id twice", log_with(act("s", "expiry", "all", "2020")), "s"),
    ("an unknown term", log_with(terms={"length": "P1Y"}), "t"),
    ("a renewal of no length", log_with(terms={"duration": "P1Y", "renewal": "P0D"}), "t"),
    ("needs of four in three", log_with(terms={"entry": {"needs": 4}}), "t"),
    ("needs of one", log_with(terms={"entry": {"needs": 1}}), "t"),
    ("its own parent", log_with(parent="t"), "t"),
    ("one party", log_with(parties=["A"]), "t"),
    ("a party twice", log_with(parties=["A", "B", "A"]), "t"),
    ("the fault of the log first", {**log_with(parties=["A"]), "day": "2020-02-30"}, "log"),
    ("the instrument's fault before the act's",
     log_with(act("x", "expiry", "Z", "2020"), parties=["A"]), "t"),
    ("two instruments of one id",
     {**log_with(), "instruments": [*log_with()["instruments"], *log_with()["instruments"]]}, "t"),
    ("a circle of parents",
     {**log_with(), "acts": [], "instruments": [
         {"id": "u", "parties": ["A", "B"], "form": "treaty", "parent": "v"},
         {"id": "v", "parties": ["A", "B"], "form": "treaty", "parent": "u"}]}, "u"),
    ("a child that signs for itself",
     {**log_with(act("x", "signature", "A", "2020", instrument="c")), "instruments": [
         *log_with()["instruments"],
         {"id": "c", "parties": ["A", "B"], "form": "treaty", "parent": "t"}]}, "x"),
    ("a child with a party more",
     {**log_with(), "instruments": [
         *log_with()["instruments"],
         {"id": "c", "parties": ["A", "Z"], "form": "treaty", "parent": "t"}]}, "c"),
]  # fmt: skip


@pytest.mark.parametrize(("log", "where"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_a_log_is_refused_at_its_first_fault(log: Json, where: str | None) -> None:
    with pytest.raises(LogFault) as refused:
        parse_log(log)
    assert refused.value.id == where
    other = fault(log)
    assert other is not None
    assert other["id"] == where


GOOD = json.dumps(log_with()).encode()


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (GOOD[:60], "truncated"),
        (GOOD + b"]", "trailing"),
        (bytes(range(256)), "malformed"),
        (GOOD.replace(b'"treaty"', b"NaN"), "malformed"),
        (GOOD.replace(b'"treaty"', b'"\\ud800"'), "surrogate"),
        (GOOD.replace(b'"treaty"', b'"\xed\xa0\x80"'), "UTF-8"),
        (b"[" * 200_000, "nests too deeply"),
        (b'{"day":' * 200_000, "nests too deeply"),
        (b"[]", "JSON object"),
        (GOOD.decode().encode("utf-16"), "malformed"),
    ],
)
def test_what_is_no_log_is_refused_as_a_whole(raw: bytes, says: str) -> None:
    with pytest.raises(LogFault, match=says) as refused:
        read_log(raw)
    assert refused.value.id == "log"


def test_byte_order_marks_and_line_ends_do_no_harm() -> None:
    mark = b"\xef\xbb\xbf"
    plain = list(run(GOOD, [QUERY]))
    lines = [mark + QUERY + b"\r\n", b"\r\n", mark + b"\r\n"]
    assert list(run(mark + GOOD.replace(b", ", b",\r\n"), lines)) == plain


@pytest.mark.parametrize(
    "line",
    [
        b"[]", b"1", b"null", b"{}", b"NaN", b"[" * 100_000, b"\xff\xfe", b'"\\ud800"',
        QUERY.replace(b'"t"', b"[1]"), QUERY.replace(b'"A"', b'{"a": 1}'),
        QUERY.replace(b'"t"', b'"u"'), QUERY.replace(b'"A"', b'"Z"'),
        QUERY.replace(b'"2025-01-01"', b"20250101"), QUERY.replace(b"2025-01", b"2025-13"),
        QUERY.replace(b"2025", b"9999"), QUERY.replace(b"record", b"party:"),
        QUERY.replace(b'"record"', b'["record"]'), QUERY.replace(b"record", b"Record"),
    ],
)  # fmt: skip
def test_a_bad_query_gets_an_error_and_the_next_its_answer(line: bytes) -> None:
    bad, good = map(json.loads, run(GOOD, [line, QUERY]))
    assert set(bad) == {"error"}
    assert good["statuses"] == ["in_force"]


def day(number: int) -> str:
    """Return one of thirty thousand days, the same for numbers that far apart."""
    return (date(1900, 1, 1) + timedelta(days=number % 30_000)).isoformat()


MANY: dict[str, tuple[int, Callable[[int], Json]]] = {
    "suspended and resumed again and again": (
        20_000, lambda i: act(f"x{i}", ("suspension", "resumption")[i % 2], "A", day(i)),
    ),
    "told by everybody of one day": (
        60_000, lambda i: act(f"x{i}", "suspension", "A", "1950-01-01"),
    ),
    "alleged and cleared": (
        30_000, lambda i: act(
            f"x{i}", ("breach_alleged", "breach_cleared")[i % 2], "A", day(i * 7919)),
    ),
    "left and joined again and again": (
        10_000, lambda i: act(f"x{i}", ("withdrawal", "accession")[i % 2], "A", day(i)),
    ),
    "ended by one and by all": (
        20_000, lambda i: act(f"x{i}", "termination", ("A", "all")[i % 2], day(i)),
    ),
    "claimed to have ended": (
        20_000, lambda i: act(f"x{i}", "withdrawal", "A", day(i), authority="claim", by="X"),
    ),
    "noticed and revoked": (
        10_000, lambda i: act(f"x{i}", ("notice", "notice_revoked")[i % 2], "A", day(i)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MANY)
def test_very_many_acts_on_one_key_are_answered(name: str) -> None:
    count, made = MANY[name]
    log = log_with(*map(made, range(count)))
    if name == "ended by one and by all":
        log["acts"].append(act("r", "revival", "all", "1980-01-01"))
    start = time.process_time()
    (answer,) = map(json.loads, run(json.dumps(log), [QUERY]))
    assert answer["statuses"]
    assert time.process_time() - start < SECONDS


TOO_MANY: dict[str, tuple[int, Callable[[int], Json]]] = {
    "everything objected to": (
        3_000, lambda i: act(
            f"x{i}", ("suspension", "objection")[i % 2], "AB"[i % 2], day(i)),
    ),
    "suspended and resumed on some day or other": (
        2_000, lambda i: act(
            f"x{i}", ("suspension", "resumption")[i % 2], "A", f"{day(i * 10)}/{day(i * 10 + 14)}"),
    ),
    "reaffirmed in one year by a thousand tellers": (
        3_000, lambda i: act(f"x{i}", "reaffirmation", "A", "2000/2020", authority="formal"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TOO_MANY)
def test_what_cannot_be_answered_says_so_soon(name: str) -> None:
    count, made = TOO_MANY[name]
    log = log_with(*map(made, range(count)))
    start = time.process_time()
    (answer,) = map(json.loads, run(json.dumps(log), [QUERY]))
    assert set(answer) == {"error"}
    assert "more exactly" in answer["error"]
    assert time.process_time() - start < SECONDS


def test_thirty_parties_reaffirming_some_day_of_a_year_are_refused_not_counted_out() -> None:
    parties = [f"P{i}" for i in range(30)]
    acts = [act(f"x{p}", "reaffirmation", p, "2020") for p in parties]
    log = log_with(*acts, parties=parties)
    query = QUERY.replace(b'"A"', b'"P0"').replace(b"2025-01-01", b"2020-06-01")
    (answer,) = map(json.loads, run(json.dumps(log), [query]))
    assert "reaffirmed" in answer["error"]


def test_all_faults_are_found_in_one_pass() -> None:
    bad = [act(f"x{i}", "expiry", "Z", "2020") for i in range(5_000)]
    acts = ActLog(log_with(*bad, act("k", "suspension", "A", "2020-01-01")), {})
    start = time.process_time()
    log, kept = checked(acts)
    assert time.process_time() - start < SECONDS
    assert [a.id for a in log.acts["t"]] == ["s", "k"] == [a["id"] for a in kept.log["acts"]]
    assert [one.record for one in kept.left_out] == [f"x{i}" for i in range(5_000)]


def test_what_hangs_on_a_refused_row_is_refused_with_it() -> None:
    log = log_with(
        act("x", "suspension", "Z", "2020"),
        act("o", "objection", "B", "2021", to="x"),
        act("p", "objection", "C", "2022", to="o"),
        act("y", "expiry", "all", "2020", instrument="c"),
    )
    log["instruments"] += [
        {"id": "c", "parties": ["A", "B"], "form": "treaty", "parent": "d"},
        {"id": "d", "parties": ["A"], "form": "treaty"},
        {**log["instruments"][0], "form": "ceasefire"},
    ]
    found, kept = checked(ActLog(log, {}))
    assert sorted(one.record for one in kept.left_out) == ["c", "d", "o", "p", "t", "x", "y"]
    assert all(one.why.startswith("refused: ") for one in kept.left_out)
    assert found.instruments["t"].form == "treaty"  # the first of two with one id
    assert list(found.instruments) == ["t"] == [i["id"] for i in kept.log["instruments"]]


TEXT = "Russia ended the statement. Armenia and Ruritania too. Azerbaijan agreed to the other one."
D = document(TEXT, "2023-01-05")
IT = ref(D, "the statement", STATEMENT_2020)
RUSSIA = ref(D, "Russia", "state:RUS")
ARMENIA = ref(D, "Armenia", "state:ARM")


def told(kind: str, edtf: str, first: str, last: str = "", **fields: Any) -> Record:
    """Return Russia's own telling of an act of its own."""
    days = When(edtf, date.fromisoformat(first), date.fromisoformat(last or first))
    made: dict[str, Any] = {"instrument": IT, "actors": (RUSSIA,), "date": days, **fields}
    own = (speaker(D, "Russia", "state:RUS"),)
    return record(Act, D, TEXT, act=kind, attribution=own, **made)


def russia(found: list[Any]) -> tuple[list[str], bool]:
    (f,) = (f for f in found if f.values["party"] == "state:RUS")
    return f.values["statuses"], f.values["sure"]


BAD = [
    (told("termination", "0001", "0001-01-01"), "outside 1800-2199"),
    (told("termination", "2022", "2022-12-31", "2022-01-01"), "runs backward"),
    (told("termination", "9999", "9999-01-01"), "after the day on which it is told"),
    (told("termination", "2022", "2022-01-01", actors=(ref(D, "Ruritania", "state:XXX"),)),
     "no party"),
    (told("notice", "2022", "2022-01-01", notice="P1.5Y"), "no period"),
    (told("termination", "2022", "2022-01-01", instrument=ref(D, "the other one", "instrument:z")),
     "not identified"),
    (told("revival", "2022", "2022-01-01", actors=(ref(D, "Ruritania", None),)), "no party"),
]  # fmt: skip


@pytest.mark.parametrize(("bad", "why"), BAD, ids=[b[1] for b in BAD])
def test_a_bad_record_is_left_out_by_name_and_changes_nothing(bad: Record, why: str) -> None:
    c = case([D], [bad], "2023-06-01")
    assert russia(board(c, [STATEMENT_2020], ["party:state:RUS"])) == (["in_force"], True)
    (left,) = c.acts.left_out
    assert left.record == bad.id
    assert why in left.why
    assert not c.acts.odd


def test_an_end_before_anybody_joined_is_named_as_odd() -> None:
    bad = told("termination", "2019", "2019-01-01")
    later = told("termination", "2021", "2021-01-01")
    c = case([D], [bad, later], "2023-06-01")
    (odd,) = c.acts.odd
    assert odd.record == bad.id
    assert "before anybody had signed" in odd.why


def test_the_same_record_twice_is_one_act() -> None:
    one = told("termination", "2022", "2022-01-01")
    c = case([D], [one, one], "2023-06-01")
    assert russia(board(c, [STATEMENT_2020], ["party:state:RUS"])) == (["withdrawn"], True)
    assert [left.record for left in c.acts.left_out] == [one.id]


def test_agreements_that_supersede_each_other_in_a_circle() -> None:
    other = ref(D, "the other one", "instrument:other")
    rows = [
        record(Instrument, D, "the other one", entity=other, title="The other one", form="treaty",
               parties=(RUSSIA, ARMENIA)),
        record(Link, D, "agreed", source=IT, target=other, relation="supersedes"),
        record(Link, D, "ended", source=other, target=IT, relation="supersedes"),
        record(Link, D, "Azerbaijan", source=IT, target=IT, relation="part of"),
        told("supersession", "2021", "2021-01-01"),
        told("supersession", "2022", "2022-01-01", instrument=other),
    ]  # fmt: skip
    c = case([D], rows, "2023-06-01")
    found = board(c, [STATEMENT_2020], ["party:state:RUS"])
    assert russia(found) == (["superseded"], True)
    assert duties(c, "state:RUS")
    list(clashes(c))


def test_two_documents_that_give_one_id_to_two_agreements() -> None:
    other = ref(D, "the other one", "instrument:other")
    rows = [
        record(Instrument, D, "the other one", entity=other, title=title, form=form, parties=who)
        for title, form, who in (
            ("One", "treaty", (RUSSIA, ARMENIA)),
            ("Two", "ceasefire", (RUSSIA, ref(D, "Azerbaijan", "state:AZE"))),
        )
    ]
    c = case([D], [*rows, told("signature", "2021", "2021-01-01", instrument=other)])
    statuses, _ = russia(board(c, ["instrument:other"], ["party:state:RUS"]))
    assert statuses == ["consented"]
    assert c.parties("instrument:other") == ("state:ARM", "state:RUS")


def test_no_worlds_are_believed_where_there_are_too_many() -> None:
    rows = [
        told(("suspension", "resumption")[i % 2], "2021", f"2021-01-{i % 28 + 1:02}", "2022-12-31",
             confidence=i / 400)
        for i in range(400)
    ]  # fmt: skip
    c = case([D], rows, "2022-06-01")
    try:
        statuses, sure = russia(board(c, [STATEMENT_2020], ["party:state:RUS"]))
    except TooUncertain:
        pytest.fail("the board answers that it cannot be worked out")
    assert not sure
    assert statuses in ([], ["in_force", "suspended"])
