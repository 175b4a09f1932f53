"""What a ledger keeps of pages: the same pages with it and without, and the same bytes again."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from evals.large_ledger import fill
from starlette.testclient import TestClient

from servanda.ledger import Ledger
from servanda.lexicon.entities import load_entities
from servanda.model import Evidence
from servanda.reasoning.family import Family
from servanda.reasoning.status import Answer, Query
from servanda.reasoning.status.flags import Flag
from servanda.workbench.pages import whole
from tests.workbench.conftest import TOKEN, visitor

PAGES = ("/status.json", "/predictions.json", "/changes.json", "/duties.json", "/entities.json")


def kept(path: Path) -> list[tuple[object, ...]]:
    db = sqlite3.connect(path)
    try:
        return db.execute("SELECT * FROM lasting ORDER BY sort, name, key").fetchall()
    finally:
        db.close()


def shown(path: Path) -> list[object]:
    with visitor(path) as client:
        return [asked(client, page) for page in PAGES]


def asked(client: TestClient, page: str) -> object:
    client.get("/add", params={"token": TOKEN})
    answer = client.get(page)
    assert answer.status_code == 200, page
    return answer.json()


def throw_away(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("DELETE FROM lasting")
    db.commit()
    db.close()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.ledger"
    fill(path, 12)
    return path


def test_pages_are_the_same_with_what_is_kept_and_without_and_made_again_it_is_too(
    large: Path,
) -> None:
    first = shown(large)
    rows = kept(large)
    assert {row[0] for row in rows} == {"status", "outcome", "foretold lines"}
    assert shown(large) == first
    assert kept(large) == rows
    throw_away(large)
    assert shown(large) == first
    assert kept(large) == rows


def test_what_is_kept_is_used_until_the_record_is_another(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(large)
    done: list[str] = []
    resolve = whole.outcomes

    def watched(case: object, some: object) -> object:
        done.append("resolved")
        return resolve(case, some)  # type: ignore[arg-type]

    monkeypatch.setattr("servanda.workbench.remembered.outcomes", watched)
    shown(large)
    assert not done
    with Ledger(large) as ledger:
        event = ledger.records(kind="event")[0].id
        ledger.judge(event, "accept", who="a")
    shown(large)
    assert not done  # what is accepted stays where it was
    with Ledger(large) as ledger:
        ledger.judge(event, "reject", who="a")
    shown(large)
    assert done


def test_a_server_that_goes_on_shows_what_one_that_begins_shows(large: Path) -> None:
    with visitor(large) as client:
        for n in range(6):
            with Ledger(large) as ledger:
                record = ledger.records(kind=("act", "event", "mention")[n % 3])[n].id
                ledger.judge(record, ("reject", "accept")[n % 2], who="a")
            went_on = [asked(client, page) for page in PAGES]
            assert went_on == shown(large), n


def test_damaged_results_are_made_again(large: Path) -> None:
    first = shown(large)
    db = sqlite3.connect(large)
    db.execute("UPDATE lasting SET body = x'c1'")
    db.commit()
    db.close()
    assert shown(large) == first


def test_flags_that_name_nobody_are_kept_beside_those_that_do() -> None:
    """An allegation against nobody and one against a party differ in sort, not only in words."""
    items = frozenset({
        (("actor", "a"), ("against", None), ("acts", ("x",))),
        (("actor", "a"), ("against", "b"), ("acts", ("y",))),
    })  # fmt: skip
    query = Query("treaty", "a", 1)
    found = Answer(query, ("in_force",), {"breach": Flag(True, items)}, ("x", "y"), (), "vclt")
    memory = Told()
    for _ in range(2):
        family = Family(
            Evidence(documents={}, records=()),
            None,
            load_entities(),
            date(2024, 1, 1),
            memory=memory,
        )
        family._answer = lambda _: (found, ("in_force",), True)  # type: ignore[method-assign]
        assert family.answer(query) == (found, ("in_force",), True)
    assert memory.asked == 1


class Told:
    """A memory that counts what is put into it."""

    def __init__(self) -> None:
        self.rows: dict[str, bytes] = {}
        self.asked = 0

    def find(self, sort: str, name: str, stamp: bytes) -> dict[str, bytes]:
        return self.rows

    def keep(self, sort: str, name: str, stamp: bytes, key: str, body: bytes) -> None:
        self.rows[key] = body
        self.asked += 1
