"""The gold of claims: exact offsets, rows that exist, and a scorer that counts as its head says."""

import json
from hashlib import sha256
from typing import Any

import pytest
from evals.score_check import GOLD, ORDER, Found, documents, is_right, is_true, on, verdict

from servanda.lexicon.registry import load_registry
from servanda.model import Finding

ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (GOLD / "claims.jsonl").read_text(encoding="utf-8").splitlines()
]
TEXTS = {name: (GOLD / row["path"]).resolve() for name, row in documents().items()}


def test_the_documents_are_those_that_were_annotated() -> None:
    for name, row in documents().items():
        assert sha256(TEXTS[name].read_bytes()).hexdigest() == row["sha256"]
        assert all(other in documents() for other in row["record"].split())


def test_anchors_are_exact_and_details_lie_inside() -> None:
    texts = {name: path.read_text(encoding="utf-8") for name, path in TEXTS.items()}
    for row in ROWS:
        text, detail = texts[row["doc"]], row["detail"]
        assert text[row["start"] : row["end"]] == row["quote"]
        assert (detail is not None) == (row["verdict"] == "differs")
        if detail:
            assert text[detail["start"] : detail["end"]] == detail["quote"]
            assert row["start"] <= detail["start"] < detail["end"] <= row["end"]


def test_what_agrees_or_differs_names_a_row_of_the_record() -> None:
    registry = load_registry()
    ids = {i.id for i in registry.instruments}
    acts = {a.id for i in registry.instruments for a in i.acts if a.verified != "unverified"}
    for row in ROWS:
        against = row["against"]
        if row["verdict"] in ("agrees", "differs"):
            assert against is not None
        if against and "record" in against:
            assert against["record"] in documents()[row["doc"]]["record"].split()
        elif against:
            assert against["id"] in (acts if against["id"].startswith("act:") else ids), row["id"]


def test_the_gold_is_as_large_as_it_says() -> None:
    assert len(ROWS) >= 150
    assert len({row["doc"] for row in ROWS}) >= 12
    wrong = sum(row["verdict"] == "differs" for row in ROWS) / len(ROWS)
    assert 0.28 <= wrong <= 0.38
    assert {row["verdict"] for row in ROWS} == set(ORDER)


def found(kind: str, *anchors: tuple[int, int], sentence: tuple[int, int] = (0, 100)) -> Found:
    return Found(Finding(id=kind, finding="check", type=kind), anchors, sentence)


def claim(start: int, end: int, told: str) -> dict[str, Any]:
    return {"start": start, "end": end, "verdict": told}


def test_a_finding_inside_another_clause_is_not_lent_to_this_one() -> None:
    mine, other = claim(0, 40, "agrees"), claim(50, 90, "differs")
    assert on(mine, [found("differs", (55, 60))], [other]) == []
    assert verdict(on(mine, [found("differs", (42, 48))], [other])) == "differs"
    nearer = [found("differs", (42, 48)), found("agrees", (5, 9))]
    assert verdict(on(mine, nearer, [other])) == "agrees"


@pytest.mark.parametrize(
    ("told", "said", "right"),
    [
        ("agrees", None, False),
        ("not in the record", None, True),
        ("not checkable", None, True),
        ("not checkable", "not in the record", False),
        ("differs", "agrees", False),
        ("differs", "differs", True),
    ],
)
def test_silence_is_right_only_where_nothing_can_be_said(
    told: str, said: str | None, right: bool
) -> None:
    assert is_right(claim(0, 9, told), said) is right


def test_a_difference_is_true_on_a_clause_that_differs_and_not_beside_it() -> None:
    gold = [claim(0, 40, "agrees"), claim(50, 90, "differs")]
    assert is_true(found("differs", (60, 70)), gold)
    assert not is_true(found("differs", (5, 9)), gold)
    assert is_true(found("differs", (42, 48)), gold)
    assert not is_true(found("differs", (42, 48), sentence=(0, 48)), gold)
