"""What takes long is worked out beside: the page says so, the twins wait, failures are told."""

import html
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from servanda.workbench.working import MOST, Workers

from .conftest import TOKEN, visitor


def test_who_asks_again_joins_the_work() -> None:
    workers, go, began = Workers(), threading.Event(), []

    def work() -> None:
        began.append(1)
        go.wait(10)

    assert workers.waiting("a", work, 0.0) is not None
    assert workers.waiting("a", work, 0.01) is not None
    go.set()
    assert workers.waiting("a", work, 10) is None
    assert began == [1]


def test_a_failure_is_done_and_old_pieces_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    workers = Workers()
    assert workers.waiting("bad", lambda: 1 / 0, 10) is None
    for n in range(MOST + 50):
        assert workers.waiting(n, lambda: None, 10) is None
    assert len(workers._pieces) <= MOST + 1


def test_page_says_that_it_is_being_worked_out(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = "servanda.workbench.app"
    monkeypatch.setattr(sys.modules[place], "LARGE", 0)
    monkeypatch.setattr(sys.modules[place], "PATIENCE", 0.0)
    with visitor(filled) as client:
        client.get("/add", params={"token": TOKEN})
        assert client.get("/positions.json").json()["slice"]["total"] == 1  # a script waits
        first = client.get("/clashes")
        assert first.status_code in (200, 202)
        _until_there(client, "/clashes")
        _until_there(client, "/positions?page=2")
        _until_there(client, "/instrument/instrument:never-heard-of", 404)


def test_a_text_is_shown_while_its_claims_are_held_against_the_record(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, go = sys.modules["servanda.workbench.pages.checking"], threading.Event()
    found = page._found

    def slow(*of: object) -> object:
        go.wait(10)
        return found(*of)

    monkeypatch.setattr(sys.modules["servanda.workbench.app"], "LARGE", 0)
    monkeypatch.setattr(page, "PATIENCE", 0.0)
    monkeypatch.setattr(page, "_found", slow)
    with visitor(filled) as client:
        client.get("/add", params={"token": TOKEN})
        (id_,) = [d["id"] for d in client.get("/documents.json").json()["documents"]][:1]
        first = client.get(f"/check/{id_}").text
        assert "still being held against the record" in first
        assert "No claim was found" not in first
        assert "In the text" in first
        go.set()
        told = client.get(f"/check/{id_}.json").json()  # a script waits
        assert not told["left"]
        after = client.get(f"/check/{id_}").text
        assert "still being held" not in after
        assert all(c["verdict"] in after for c in told["claims"])


NEAR = "Did Graustark evacuate its embassy from the moon?"  # nothing answers it


def test_that_nothing_answers_is_said_while_the_nearest_passages_are_looked_up(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, go = sys.modules["servanda.workbench.pages.answers"], threading.Event()
    _slow(monkeypatch, page, "nearest", go)
    with _large(filled, monkeypatch) as client:
        begun = client.get("/ask", params={"query": NEAR}).text
        for _ in range(400):  # whether something answers it has to be known first
            if "as asked" in begun:
                break
            assert "The record is still being asked" in begun
            assert 'http-equiv="refresh"' in begun
            threading.Event().wait(0.05)
            begun = client.get("/ask", params={"query": NEAR}).text
        assert "<h2>Not in the record as asked</h2>" in begun
        assert "are still being looked up" in begun
        assert 'http-equiv="refresh"' in begun
        assert "Look again</a>" in begun
        assert 'class="cite"' not in begun
        go.set()
        told = client.get("/ask.json", params={"query": NEAR}).json()  # a script waits
        assert told["answer"]["kind"] == "passages"
        assert not told["left"]
        table = client.get("/ask.csv", params={"query": NEAR}).text
        after = client.get("/ask", params={"query": NEAR}).text
        assert "still being" not in after
        assert 'http-equiv="refresh"' not in after
        assert html.escape(told["answer"]["note"]) in after
        for sentence in told["answer"]["sentences"]:
            assert sentence["text"] in table
        assert after.count('<p dir="auto">') == len(told["answer"]["sentences"])


def test_nothing_is_said_of_an_answer_before_it_is_known(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, go = sys.modules["servanda.workbench.pages.answers"], threading.Event()
    _slow(monkeypatch, page, "answered", go)
    asked = {"query": "Who terminated the Treaty of Zenda?"}
    with _large(filled, monkeypatch) as client:
        first = client.get("/ask", params=asked).text
        assert "The record is still being asked" in first
        assert "Not in the record" not in first
        assert '<section class="answer">' not in first
        go.set()
        told = client.get("/ask.json", params=asked).json()
        assert told["answer"]["kind"] == "answer"
        after = client.get("/ask", params=asked).text
        assert "still being" not in after
        assert after.count('<p dir="auto">') == len(told["answer"]["sentences"])


def test_a_fast_answer_comes_whole(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with _large(filled, monkeypatch, wait=30.0) as client:
        for query in (NEAR, "Who terminated the Treaty of Zenda?"):
            page = client.get("/ask", params={"query": query}).text
            assert "still being" not in page
            assert '<p dir="auto">' in page


def _slow(monkeypatch: pytest.MonkeyPatch, page: object, name: str, go: threading.Event) -> None:
    """Let a function of a page begin only when it may go."""
    made = getattr(page, name)

    def slow(*of: object) -> object:
        go.wait(10)
        return made(*of)

    monkeypatch.setattr(page, name, slow)


@contextmanager
def _large(
    filled: Path, monkeypatch: pytest.MonkeyPatch, wait: float = 0.0
) -> Iterator[TestClient]:
    """Yield a client of a ledger that counts as large, whose page of answers waits so long."""
    monkeypatch.setattr(sys.modules["servanda.workbench.app"], "LARGE", 0)
    monkeypatch.setattr(sys.modules["servanda.workbench.pages.answers"], "PATIENCE", wait)
    with visitor(filled) as client:
        client.get("/add", params={"token": TOKEN})
        yield client


def _until_there(client: TestClient, path: str, status: int = 200) -> None:
    for _ in range(400):
        answer = client.get(path)
        if answer.status_code != 202:
            assert answer.status_code == status
            return
        assert 'http-equiv="refresh"' in answer.text
        threading.Event().wait(0.05)
    pytest.fail("it never came")


def test_what_pages_look_at_is_got_ready_beside_and_kept(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["servanda.workbench.app"], "LARGE", 0)
    with visitor(filled):
        for _ in range(600):
            db = sqlite3.connect(filled)
            table = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'lasting'").fetchone()
            rows = db.execute("SELECT DISTINCT sort FROM lasting").fetchall() if table else []
            db.close()
            if {"cut", "marks"} <= {sort for (sort,) in rows}:
                return
            threading.Event().wait(0.05)
    pytest.fail("nothing was kept")


def test_what_is_got_ready_ends_with_the_server(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = threading.Event(), threading.Event()

    def endless(_: object) -> Iterator[None]:
        try:
            while True:
                begun.set()
                yield
        finally:
            ended.set()

    place = sys.modules["servanda.workbench.app"]
    monkeypatch.setattr(place, "LARGE", 0)
    monkeypatch.setattr(place, "questions_ready", endless)
    with visitor(filled):
        assert begun.wait(10)
    assert ended.is_set()
