"""Nobody comes in without the token, from another host, or through another site's page."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from .conftest import HOSTILE, TOKEN, record_named, visitor

PAGES = (
    "/", "/review", "/documents", "/records", "/entities", "/status", "/duties", "/clashes",
    "/timeline", "/ask", "/search", "/failures", "/add", "/records.json", "/records.csv",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_no_page_without_the_token(filled: Path, page: str) -> None:
    with visitor(filled) as stranger:
        answer = stranger.get(page)
    assert answer.status_code == 403
    assert "Zenda" not in answer.text
    assert TOKEN not in answer.text


def test_the_printed_address_lets_in_and_the_token_leaves_the_address(filled: Path) -> None:
    with visitor(filled) as person:
        first = person.get("/records", params={"token": TOKEN, "kind": "act"},
                           follow_redirects=False)  # fmt: skip
        assert first.status_code == 303
        assert first.headers["location"] == "/records?kind=act"
        cookie = first.headers["set-cookie"].lower()
        assert "samesite=strict" in cookie
        assert "httponly" in cookie
        assert person.get("/records").status_code == 200


def test_a_wrong_token_does_not_let_in(filled: Path) -> None:
    with visitor(filled) as stranger:
        assert stranger.get("/", params={"token": "guess"}).status_code == 403
        assert stranger.get("/", params={"token": "\u00e9"}).status_code == 403
        assert stranger.get("/", headers={"authorization": "Bearer guess"}).status_code == 403
        own = stranger.get("/", headers={"authorization": f"Bearer {TOKEN}"})
        assert own.status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1", "127.0.0.1:80", "0.0.0.0:8765",
             "127.0.0.1.evil.example:8765", ""],
)  # fmt: skip
def test_another_host_name_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 403


def test_localhost_is_ours_too(client: TestClient) -> None:
    answer = client.get("/", headers={"host": "localhost:8765", "authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200


def test_a_redirect_never_leaves_this_server(filled: Path) -> None:
    with visitor(filled) as person:
        answer = person.get("//evil.example/x", params={"token": TOKEN}, follow_redirects=False)
    location = answer.headers.get("location", "/")
    assert location.startswith("/")
    assert not location.startswith("//")


def test_a_change_needs_the_token_in_its_form(client: TestClient) -> None:
    act = record_named(client, "act")
    sent = {"record": act, "verdict": "accept", "saw": ""}
    for token in ({}, {"token": ""}, {"token": "guess"}, {"token": TOKEN + "x"}):
        assert client.post("/verdict", data=sent | token).status_code == 403
    assert client.get(f"/record/{act}.json").json()["card"]["verdict"] == "pending"
    answer = client.post("/verdict", data=sent | {"token": TOKEN}, follow_redirects=False)
    assert answer.status_code == 303


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:3000"])
def test_a_change_from_another_origin_is_refused(client: TestClient, origin: str) -> None:
    act = record_named(client, "act")
    sent = {"record": act, "verdict": "accept", "saw": "", "token": TOKEN}
    assert client.post("/verdict", data=sent, headers={"origin": origin}).status_code == 403
    ours = client.post("/verdict", data=sent, headers={"origin": "http://127.0.0.1:8765"},
                       follow_redirects=False)  # fmt: skip
    assert ours.status_code == 303


@pytest.mark.parametrize("where", ["/verdict", "/verdicts", "/undo", "/pair", "/who"])
def test_a_change_is_never_made_by_a_link(client: TestClient, where: str) -> None:
    assert client.get(where, params={"token": TOKEN}).status_code == 405


@pytest.mark.parametrize("page", [*PAGES, "/nothing", "/static/workbench.js"])
def test_every_answer_forbids_reaching_out(client: TestClient, page: str) -> None:
    answer = client.get(page)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    if answer.headers["content-type"].startswith("text/html"):
        assert "<script>" not in answer.text
        assert " style=" not in answer.text
        assert " onclick=" not in answer.text


@pytest.mark.parametrize(
    "where", ["/static/../app.py", "/static/..%2fapp.py", "/static/app.py", "/static/%2e%2e/x",
             "/document/..%2f..%2fetc%2fpasswd", "/record/%00"],
)  # fmt: skip
def test_no_file_is_reached(client: TestClient, where: str) -> None:
    assert client.get(where).status_code == 404


def test_hostile_words_are_shown_as_text(client: TestClient) -> None:
    documents = client.get("/documents.json").json()["documents"]
    hostile = next(d["id"] for d in documents if d["title"] == HOSTILE)
    act = record_named(client, "act", 1)
    pages = [
        *PAGES, f"/document/{hostile}", f"/document/{hostile}?kind=mention", f"/record/{act}",
        "/search?query=script", "/ask?query=%3Cscript%3Ealert(1)%3C/script%3E",
        "/search?query=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "/entity?id=state:RUR",
        "/records?document=%3Cscript%3Ealert(1)%3C/script%3E", "/review?kind=act",
        "/duties?query=%22%3E%3Cscript%3E", "/entities?query=%3Cscript%3E",
    ]  # fmt: skip
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        low = answer.text.lower()
        assert "<script>alert" not in low, page
        assert "<img" not in low, page
        assert "javascript:" not in low.replace("script:alert", ""), page
        assert "\u202e" not in answer.text, page  # nothing turns the order of reading unseen
        assert low.count("</title>") == 1, page
    reader = client.get(f"/document/{hostile}").text
    assert "&lt;script&gt;alert(" in reader
    assert "⟦RLO⟧" in reader
    assert "&lt;img src=x onerror=alert(1)&gt;" in reader
