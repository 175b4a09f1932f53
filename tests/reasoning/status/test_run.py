"""The file interface: one line an answer, one line for a refused log, no query stops the others."""

import json

import pytest

from servanda.model.errors import LogFault
from servanda.reasoning.status import TooUncertain, parse_log, parse_query, refusal, run
from servanda.reasoning.status.desk import Desk

LOG = {
    "day": "2023-01-01",
    "instruments": [{"id": "t", "parties": ["A", "B"], "form": "ceasefire"}],
    "acts": [
        {"id": "s", "instrument": "t", "act": "signature", "actor": "all", "date": "2020-11-10",
         "authority": "formal", "by": "x"},
        {"id": "b", "instrument": "t", "act": "breach_alleged", "actor": "A", "date": "2021",
         "authority": "claim", "by": "A"},
    ],
}  # fmt: skip
QUERY = {"instrument": "t", "party": "A", "as_of": "2021-06-01", "seen_by": "record"}


def test_an_answer_is_one_line_with_every_key() -> None:
    (line,) = run(json.dumps(LOG).encode(), [json.dumps(QUERY)])
    assert json.loads(line) == {
        **QUERY,
        "statuses": ["in_force"],
        "sure": True,
        "flags": {"breach_alleged": {
            "certainty": "possible", "items": [{"actor": "A", "against": None, "acts": ["b"]}],
        }},
        "because": {"acts": ["s"], "rules": ["entry"]},
        "rule_set": "political",
    }  # fmt: skip


def test_bad_queries_answer_with_an_error_and_stop_nothing() -> None:
    lines = [
        "not json", "[]", "", json.dumps({**QUERY, "party": "C"}),
        json.dumps({**QUERY, "instrument": ["t"]}), json.dumps({**QUERY, "as_of": "2021"}),
        json.dumps({**QUERY, "seen_by": "everyone"}), json.dumps(QUERY),
    ]  # fmt: skip
    answers = [json.loads(line) for line in run(json.dumps(LOG), lines)]
    assert [set(one) == {"error"} for one in answers] == [True] * 6 + [False]


@pytest.mark.parametrize(
    ("log", "name"),
    [
        ("{", "log"),
        ("[]", "log"),
        (json.dumps({**LOG, "day": "soon"}), "log"),
        (json.dumps({**LOG, "acts": [*LOG["acts"], LOG["acts"][0]]}), "s"),  # type: ignore[misc]
        (json.dumps({**LOG, "acts": [{"act": "signature"}]}), None),
    ],
)
def test_a_refused_log_is_one_line_with_the_fault(log: str, name: str | None) -> None:
    with pytest.raises(LogFault) as caught:
        run(log, [])
    line = json.loads(refusal(caught.value))
    assert set(line) == {"error", "id"}
    assert line["id"] == name


def test_too_many_sorts_of_worlds_are_said_to_be_too_many() -> None:
    acts = [
        {**LOG["acts"][0], "id": f"{kind}{year}", "act": kind, "actor": actor,  # type: ignore[dict-item]
         "date": f"{year}/{year + 5}"}
        for year in range(2000, 2015)
        for kind, actor in (("suspension", "A"), ("resumption", "B"))
    ]  # fmt: skip
    log = parse_log({**LOG, "acts": [
        {**LOG["acts"][0], "date": "1999", "id": "s"}, *acts,  # type: ignore[dict-item]
    ]})  # fmt: skip
    with pytest.raises(TooUncertain, match="more exactly"):
        Desk(log, limit=50).answer(parse_query(QUERY))
