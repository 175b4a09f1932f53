"""Decisions: kept with who and why, taken back, never written over somebody else's."""

import threading
from datetime import date
from pathlib import Path

from starlette.testclient import TestClient

from servanda.ledger import Ledger
from servanda.model import Act, Mention, Ref, anchor, with_id

from .conftest import TOKEN, document, record_named, spot, visitor


def decide(client: TestClient, record: str, verdict: str, saw: str = "", **more: str) -> int:
    sent = {"token": TOKEN, "record": record, "verdict": verdict, "saw": saw} | more
    return client.post("/verdict", data=sent, follow_redirects=False).status_code


def card(client: TestClient, record: str) -> dict[str, object]:
    got: dict[str, object] = client.get(f"/record/{record}.json").json()["card"]
    return got


def test_a_decision_leaves_the_queue_and_is_taken_back(client: TestClient, filled: Path) -> None:
    before = [r["id"] for r in client.get("/review.json").json()["records"]]
    act = record_named(client, "act")
    assert act in before
    assert decide(client, act, "accept", who="Bea", why="read it") == 303
    queue = client.get("/review.json").json()
    assert [r["id"] for r in queue["records"]] == [i for i in before if i != act]
    last = client.get("/review.json", headers={"cookie": f"servanda_8765={TOKEN}"}).json()["last"]
    assert last is None  # another person's page does not offer to undo Bea's
    assert queue["last"]["record"] == act
    assert (queue["last"]["who"], queue["last"]["why"]) == ("Bea", "read it")
    with Ledger(filled) as ledger:
        assert ledger.evidence().accepted(act)
    undo = {"token": TOKEN, "judgement": queue["last"]["id"]}
    assert client.post("/undo", data=undo, follow_redirects=False).status_code == 303
    assert [r["id"] for r in client.get("/review.json").json()["records"]] == before
    said = [h["what"] for h in client.get(f"/record/{act}.json").json()["history"]]
    assert said == ["read", "accept", "undo"]


def test_the_queue_is_of_claims_unless_kinds_are_chosen(client: TestClient) -> None:
    kinds = {r["kind"] for r in client.get("/review.json").json()["records"]}
    assert "act" in kinds
    assert not kinds & {"mention", "actor", "time"}
    chosen = client.get("/review.json?kind=mention").json()["records"]
    assert {r["kind"] for r in chosen} == {"mention"}


def test_rejected_records_are_left_out_of_reasoning(client: TestClient) -> None:
    act = record_named(client, "act")
    found = client.get("/timeline.json").json()
    assert decide(client, act, "reject") == 303
    after = client.get("/timeline.json").json()
    assert [e for e in found["entries"] if e["record"] != act] == after["entries"]
    assert client.get("/records.json?verdict=reject").json()["records"][0]["id"] == act


def test_two_people_do_not_overwrite_each_other(client: TestClient, filled: Path) -> None:
    act = record_named(client, "act")
    with visitor(filled, who="Bob") as bob:
        bob.get("/", params={"token": TOKEN})
        assert decide(client, act, "accept", why="clear") == 303
        sent = {"token": TOKEN, "record": act, "verdict": "reject", "saw": ""}
        clash = bob.post("/verdict", data=sent)
        assert clash.status_code == 409
        assert "Ann" in clash.text
        assert "clear" in clash.text
        assert card(bob, act)["verdict"] == "accept"
        first = card(bob, act)["judgement"]
        assert isinstance(first, dict)
        assert f'name="saw" value="{first["id"]}"' in clash.text  # asks again, knowing of Ann's
        assert decide(bob, act, "reject", saw=first["id"]) == 303
        assert card(client, act)["verdict"] == "reject"
        assert decide(client, act, "unsure", saw=first["id"]) == 409
    with Ledger(filled) as ledger:
        assert [j.who for j in ledger.judgements()] == ["Ann", "Bob"]


def test_bulk_is_for_the_ticked_and_tells_what_it_missed(client: TestClient) -> None:
    shown = client.get("/review.json").json()["records"]
    ticked = [r["id"] for r in shown[:3]]
    decide(client, ticked[1], "reject", who="Bob")
    sent = {"token": TOKEN, "verdict": "accept", "who": "Ann", "chosen": [f"{i}|" for i in ticked]}
    answer = client.post("/verdicts", data=sent)
    assert answer.status_code == 409
    assert "2 of your decisions" in answer.text
    assert [card(client, i)["verdict"] for i in ticked] == ["accept", "reject", "accept"]
    others = [r["id"] for r in shown[3:]]
    assert {card(client, i)["verdict"] for i in others} == {"pending"}
    nothing = client.post("/verdicts", data={"token": TOKEN, "verdict": "accept"})
    assert nothing.status_code == 400


def test_what_is_no_verdict_is_refused(client: TestClient) -> None:
    act = record_named(client, "act")
    assert decide(client, act, "undo") == 400
    assert decide(client, act, "same") == 400
    assert decide(client, "act:0000", "accept") == 404
    assert decide(client, "doc:0000", "accept") == 404
    assert client.post("/undo", data={"token": TOKEN, "judgement": act}).status_code == 404


def test_the_board_follows_what_people_decide(path: Path) -> None:
    """An author's claim of an end is on the board until a person rejects it, and again after."""
    text = "The trilateral statement was terminated, says nobody but this author."
    doc = document(text, authors=("Jane Doe",), published=date(2023, 1, 5), genre="op-ed")
    treaty = Ref("trilateral statement", "instrument:trilateral-statement-2020",
                 (anchor(text, *spot(text, "trilateral statement")),), "test", 0.9)  # fmt: skip
    claim = with_id(Act(document=doc.id, act="termination", instrument=treaty,
                        anchors=(anchor(text, *spot(text, "terminated")),)))  # fmt: skip
    named = with_id(Mention(document=doc.id, refers_to=treaty, anchors=treaty.anchors))
    with Ledger(path) as ledger:
        ledger.add(doc, [claim, named])

    def jane_sees(client: TestClient) -> set[str]:
        asked = {"seen_by": "Jane Doe", "as_of": "2023-09-13"}
        rows = client.get("/status.json", params=asked).json()["status"]
        row = next(r for r in rows if r["id"] == treaty.id)
        return {line["says"] for pic in row["pictures"] for line in pic["lines"]}

    with visitor(path) as client:
        client.get("/add", params={"token": TOKEN})
        assert jane_sees(client) == {"terminated"}
        assert decide(client, claim.id, "reject") == 303
        assert jane_sees(client) == {"in force"}
        last = client.get("/review.json").json()["last"]["id"]
        client.post("/undo", data={"token": TOKEN, "judgement": last})
        assert jane_sees(client) == {"terminated"}


def test_many_at_once(client: TestClient, filled: Path) -> None:
    """Readers and deciders at the same time: each decision is kept once, no page breaks."""
    ids = [r["id"] for r in client.get("/records.json").json()["records"]]
    codes: list[int] = []

    def work(mine: list[str]) -> None:
        for id_ in mine:
            codes.append(decide(client, id_, "accept"))
            codes.extend(client.get(p).status_code for p in ("/review", "/records", "/entities"))

    threads = [threading.Thread(target=work, args=(ids[n::4],)) for n in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(set(codes)) == [200, 303]
    assert client.get("/overview.json").json()["verdicts"] == {"accept": len(ids)}
    with Ledger(filled) as ledger:
        assert sorted(j.record for j in ledger.judgements()) == sorted(ids)


def test_merge_and_split_reach_the_reasoning(client: TestClient, filled: Path) -> None:
    sent = {"token": TOKEN, "a": "state:RUR", "b": "state:GRA", "verdict": "same", "why": "heirs"}
    assert client.post("/pair", data=sent, follow_redirects=False).status_code == 303
    with Ledger(filled) as ledger:
        assert ledger.evidence().same == {"state:RUR": "state:GRA"}
    rows = {e["id"]: e for e in client.get("/entities.json").json()["entities"]}
    assert rows["state:RUR"]["same_as"] == "state:GRA"
    listed = client.get("/entities").text
    assert "counted as <a" in listed  # by its name, not by its id
    assert "<code>" not in listed
    assert "Graustark</bdi></a> <b>are one</b>" in listed
    again = client.post("/pair", data=sent | {"verdict": "different"})
    assert again.status_code == 409  # somebody decided on this pair already: look first
    pair = client.get("/entities.json").json()["pairs"][0]
    assert client.post("/pair", data=sent | {"verdict": "different", "saw": pair["id"]},
                       follow_redirects=False).status_code == 303  # fmt: skip
    with Ledger(filled) as ledger:
        assert ledger.evidence().same == {}
    for a, b in (("state:RUR", "state:RUR"), ("state:RUR", ""), ("state:RUR", "state:XXX")):
        assert client.post("/pair", data=sent | {"a": a, "b": b}).status_code == 400


def test_a_pair_may_be_named_in_words(client: TestClient) -> None:
    known = client.get("/entities.json").json()["entities"]
    one, other = known[0], known[1]
    sent = {"token": TOKEN, "a": one["name"].upper(), "verdict": "different"}
    assert "nobody at all" in client.post("/pair", data=sent | {"b": "nobody at all"}).text
    sent |= {"b": other["id"]}
    assert client.post("/pair", data=sent, follow_redirects=False).status_code == 303
    pair = client.get("/entities.json").json()["pairs"][0]
    assert {pair["record"], pair["other"]} == {one["id"], other["id"]}


def test_the_name_is_kept_in_a_cookie(client: TestClient) -> None:
    client.post("/who", data={"token": TOKEN, "who": "Zoë <b>"})
    act = record_named(client, "act")
    assert decide(client, act, "accept") == 303
    judgement = card(client, act)["judgement"]
    assert isinstance(judgement, dict)
    assert judgement["who"] == "Zoë <b>"
    assert "Zoë &lt;b&gt;" in client.get("/review").text


def test_a_json_client_gets_the_judgement(client: TestClient) -> None:
    act = record_named(client, "act")
    sent = {"token": TOKEN, "record": act, "verdict": "accept", "saw": ""}
    got = client.post("/verdict", data=sent, headers={"accept": "application/json"}).json()
    assert got["judgement"]["verdict"] == "accept"
    assert got["next"] == "/review"


def test_a_correction_is_shown_refused_or_kept(client: TestClient, filled: Path) -> None:
    act = record_named(client, "act")
    sent = {"token": TOKEN, "record": act, "saw": "", "field:polarity": "perhaps"}
    refused = client.post("/correct", data=sent)
    assert refused.status_code == 400
    assert "is no polarity" in refused.text
    sent["field:polarity"] = "negated"
    kept = client.post("/correct", data=sent, headers={"accept": "application/json"}).json()
    made = kept["record"]
    assert (made["polarity"], made["extractor"]) == ("negated", "person")
    assert card(client, act)["verdict"] == "reject"
    assert card(client, made["id"])["verdict"] == "accept"
    stale = client.post("/correct", data=sent)  # opened before that decision
    assert stale.status_code == 409
