"""The dossier's views over the whole ledger: filled, paged, with twins, hostile words as text."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from evals.large_ledger import documents, fill
from starlette.testclient import TestClient

from servanda.dossier.board import agreement
from servanda.dossier.instrument import told as told_over_time
from servanda.dossier.outlook import predictions
from servanda.dossier.scribe import Scribe
from servanda.ledger import Ledger
from servanda.model import (
    Act,
    Because,
    Event,
    Phrase,
    Position,
    Prediction,
    Question,
    Record,
    When,
    anchor,
    with_id,
)
from servanda.reasoning.board import perspectives_on
from servanda.reasoning.case import Case
from servanda.workbench.pages.findings import _joined
from servanda.workbench.visit import sliced

from .conftest import HOSTILE, TOKEN, TREATY, document, ref, spot, visitor

PAGES = ("/positions", "/network", "/predictions", "/questions", "/changes")
BUDAPEST = "instrument:budapest-memorandum-1994"
TEXT = (
    f"{HOSTILE}\n\nUkraine opposes the border {HOSTILE}. Ukraine will attack Russia in 2020. "
    "Will Russia retreat? Ukraine accused Russia. Russia terminated the memorandum."
)


def told() -> tuple[object, list[Record]]:
    doc = document(TEXT, title=HOSTILE, published=date(2019, 6, 1), publisher=HOSTILE,
                   genre="news", name="told.txt")  # fmt: skip
    ukraine, russia = ref(TEXT, "Ukraine", "state:UKR"), ref(TEXT, "Russia", "state:RUS")

    def at(words: str) -> tuple[object, ...]:
        return (anchor(TEXT, *spot(TEXT, words)),)

    found = [
        Position(document=doc.id, anchors=at("opposes"), holder=ukraine, stance="opposes",
                 issue=Phrase(f"the border {HOSTILE}"), about=(russia,)),
        Prediction(document=doc.id, anchors=at("will attack"), forecaster=ukraine,
                   proposition=Phrase(f"Ukraine will attack Russia {HOSTILE}"),
                   horizon=When("2020", date(2020, 1, 1), date(2020, 12, 31))),
        Question(document=doc.id, anchors=at("Will Russia retreat?"),
                 text=Phrase(f"Will Russia retreat? {HOSTILE}")),
        Event(document=doc.id, anchors=at("accused"), source=(ukraine,), target=(russia,),
              plover="ACCUSE"),
        Act(document=doc.id, anchors=at("terminated"), act="termination", actors=(russia,),
            instrument=ref(TEXT, "memorandum", BUDAPEST)),
    ]  # fmt: skip
    return doc, [with_id(r) for r in found]


@pytest.fixture
def whole(path: Path) -> Iterator[TestClient]:
    doc, records = told()
    with Ledger(path) as ledger:
        ledger.add(doc, records, extractor="test@1")  # type: ignore[arg-type]
    with visitor(path) as c:
        c.get("/add", params={"token": TOKEN})
        yield c


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_filled_and_have_twins(whole: TestClient, page: str) -> None:
    html, twin = whole.get(page), whole.get(f"{page}.json")
    assert html.status_code == twin.status_code == 200
    assert 'class="empty"' not in html.text.partition("<h2>")[0]
    assert twin.json()["slice"]["total"] >= 1
    rows = list(csv.DictReader(io.StringIO(whole.get(f"{page}.csv").text)))
    assert len(rows) == twin.json()["slice"]["total"]
    assert None not in rows[0]


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_an_empty_ledger_say_so(empty: TestClient, page: str) -> None:
    answer = empty.get(page)
    assert answer.status_code == 200
    assert 'class="empty"' in answer.text
    assert empty.get(f"{page}.csv").text.count("\n") == 1


def test_hostile_words_are_text_on_every_page(whole: TestClient) -> None:
    id_ = whole.get("/documents.json").json()["documents"][0]["id"]
    for page in (*PAGES, f"/check/{id_}", f"/instrument/{BUDAPEST}"):
        html = whole.get(page).text
        assert "<script>alert" not in html, page
        assert "\u202e" not in html, page
        assert html.count("<script") == html.count("</script>"), page
    assert "\\u003cscript>" in whole.get("/positions").text  # in the chart's data
    assert "&lt;script&gt;" in whole.get("/questions").text


def drawn(html: str) -> dict[str, Any]:
    """Return the data of the first chart of a page."""
    data = html.split("<figure data-chart=", 1)[1].split(">", 2)[2].split("</script>")[0]
    return dict(json.loads(data))


def test_the_timeline_is_drawn_too_and_leads_to_what_it_draws(
    whole: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("servanda.workbench.pages.findings.sliced",
                        lambda total, page: sliced(total, page, 2))  # fmt: skip
    every = whole.get("/timeline.json").json()
    chart = drawn(whole.get("/timeline").text)
    assert len(chart["rows"]) == every["slice"]["total"] > 1
    assert {chart["lanes"][row[0]] for row in chart["rows"]} == set(every["lanes"])
    for _, first, last, words, href in chart["rows"]:
        assert first <= last
        assert words
        assert whole.get(href).status_code == 200
    told = whole.get("/timeline", params={"origin": "registry"}).text
    assert len(drawn(told)["rows"]) == every["origins"]["registry"]


def test_a_long_timeline_draws_the_page_alone(
    whole: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("servanda.workbench.pages.findings.DRAWN", 1)
    seen = whole.get("/timeline.json").json()
    chart = drawn(whole.get("/timeline").text)
    assert len(chart["rows"]) == len(seen["entries"])


def test_an_answer_shows_its_words_in_their_place(whole: TestClient) -> None:
    page = whole.get("/ask", params={"query": "Who accused Russia?"}).text
    assert "<mark>accused</mark> Russia" in page


def test_page_of_an_agreement(whole: TestClient) -> None:
    seen = whole.get(f"/instrument/{BUDAPEST}.json").json()["agreement"]
    assert seen["id"] == BUDAPEST
    assert seen["provisions"]
    assert seen["history"]
    assert seen["views"]
    assert seen["owed"]
    html = whole.get(f"/instrument/{BUDAPEST}").text
    for heading in ("Does it hold on 13 September 2023?", "Its status over time", "Who owes whom",
                    "Provisions", "Why "):  # fmt: skip
        assert heading in html
    assert 'data-chart="ribbon"' in html
    assert f"/instrument/{BUDAPEST}" in whole.get("/status").text
    assert "seen by" in whole.get(f"/instrument/{BUDAPEST}.csv").text
    assert whole.get("/instrument/instrument:never-heard-of").status_code == 404
    earlier = whole.get(f"/instrument/{BUDAPEST}.json", params={"as_of": "1990-01-01"}).json()
    assert earlier["agreement"]["views"] != seen["views"]


def test_other_eyes_stand_beside_the_record(whole: TestClient) -> None:
    """A voice that claims an end is shown where the record comes first, and where it does not."""
    html = whole.get(f"/instrument/{BUDAPEST}").text
    assert "by the formal record" in html
    only = whole.get(f"/instrument/{BUDAPEST}", params={"seen_by": "party:state:RUS"})
    assert only.status_code == 200
    assert "as Russia sees it" in only.text


def test_agreement_that_no_registry_knows(client: TestClient) -> None:
    answer = client.get(f"/instrument/{TREATY}")
    assert answer.status_code == 200
    assert "Zenda" in answer.text


def test_changes_keep_to_their_dates(whole: TestClient) -> None:
    everything = whole.get("/changes.json").json()["changes"]
    assert everything == sorted(everything, key=lambda c: c["earliest"], reverse=True)
    within = whole.get("/changes.json", params={"since": "1994-01-01", "until": "1994-12-31"})
    found = within.json()["changes"]
    assert 0 < len(found) < len(everything) or found == everything
    assert all(c["earliest"] <= "1994-12-31" and c["latest"] >= "1994-01-01" for c in found)
    assert not whole.get("/changes.json", params={"until": "1900-01-01"}).json()["changes"]
    assert whole.get("/changes", params={"since": "soon"}).status_code == 400


def test_words_narrow(whole: TestClient) -> None:
    for page in PAGES:
        words = "BORDER" if page == "/positions" else "RUSSIA"
        assert whole.get(f"{page}.json", params={"query": words}).json()["slice"]["total"], page
        none = whole.get(f"{page}.json", params={"query": "zzz"}).json()["slice"]["total"]
        assert none == 0, page
        assert 'class="empty"' in whole.get(page, params={"query": "zzz"}).text, page


def test_a_person_decides_what_came_of_a_prediction(whole: TestClient) -> None:
    row = whole.get("/predictions.json").json()["predictions"][0]
    record = row["cite"]["record"]
    sent = {"token": TOKEN, "record": record, "saw": "", "outcome": "did not",
            "why": "quiet"}  # fmt: skip
    answer = whole.post("/outcome", data=sent, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/predictions")
    after = whole.get("/predictions.json").json()
    assert after["predictions"][0]["standing"].endswith("decided by Ann")
    assert after["saw"][record] == "did not, by Ann"
    # Who has not seen that decision does not overwrite it.
    again = whole.post("/outcome", data=sent | {"outcome": "came true"})
    assert again.status_code == 409
    assert "did not, by Ann" in again.text
    wrong = sent | {"saw": "did not, by Ann", "outcome": "maybe"}
    assert whole.post("/outcome", data=wrong).status_code == 400
    assert whole.post("/outcome", data=sent | {"token": "x"}).status_code == 403
    assert whole.get("/predictions.json").json() == after


def test_a_document_is_held_against_the_rest(whole: TestClient) -> None:
    id_ = whole.get("/documents.json").json()["documents"][0]["id"]
    seen = whole.get(f"/check/{id_}.json").json()
    assert sum(c[3] for c in seen["counts"]) >= 1
    text = "".join(s["text"] for p in seen["paragraphs"] for s in p["spans"])
    assert "Russia terminated the memorandum." in text
    assert {r for p in seen["paragraphs"] for s in p["spans"] for r in s["records"]} <= set(
        seen["notes"]
    )
    rows = list(csv.DictReader(io.StringIO(whole.get(f"/check/{id_}.csv").text)))
    assert {r["verdict"] for r in rows} == {c[1] for c in seen["counts"] if c[3]}
    assert f"/check/{id_}" in whole.get(f"/document/{id_}").text
    assert whole.get("/check/doc:none").status_code == 404


def test_long_lists_show_one_page_and_the_csv_all(path: Path) -> None:
    with Ledger(path) as ledger:
        for n in range(120):
            text = f"Paper {n}\n\nUkraine opposes plan number {n}."
            doc = document(text, published=date(2019, 1, 1))
            ledger.add(doc, [with_id(Position(
                document=doc.id, anchors=(anchor(text, *spot(text, "opposes")),), stance="opposes",
                holder=ref(text, "Ukraine", "state:UKR"), issue=Phrase(f"plan number {n}"),
            ))])  # fmt: skip
    with visitor(path) as client:
        client.get("/", params={"token": TOKEN})
        seen: list[str] = []
        for page in (1, 2, 3):
            got = client.get("/positions.json", params={"page": page}).json()
            seen += [s["cite"]["record"] for h in got["held"] for s in h["stances"]]
        assert len(seen) == len(set(seen)) == 120
        assert len(client.get("/positions.csv").text.splitlines()) == 121


def test_predictions_of_a_page_are_those_of_the_whole(tmp_path: Path) -> None:
    path, day = tmp_path / "many.ledger", date(2024, 6, 1)
    fill(path, 12)
    with Ledger(path) as ledger:
        rows = predictions(Scribe(Case(ledger.evidence(), day)))[0]
    full = {r.cite.record: json.loads(msgspec.json.encode(r)) for r in rows}
    assert len(full) > 25
    shown: list[dict[str, Any]] = []
    with visitor(path, today=lambda: day) as client:
        client.get("/add", params={"token": TOKEN})
        for n in range(1, client.get("/predictions.json").json()["slice"]["pages"] + 1):
            shown += client.get(f"/predictions.json?page={n}").json()["predictions"]
    assert len(shown) == len(full)
    for row in shown:
        mine = full[row["cite"]["record"]]
        assert {k: v for k, v in row.items() if k in mine} == mine
    first = [r["standing"].startswith("open") for r in shown]
    assert first == sorted(first)


def test_voices_of_an_agreement_stand_on_several_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("servanda.workbench.pages.instrument.EYES", 2)
    path, day = tmp_path / "many.ledger", date(2024, 6, 1)
    fill(path, 14)
    with Ledger(path) as ledger:
        scribe = Scribe(Case(ledger.evidence(), day))
    name = max(scribe.case.instruments, key=lambda n: len(perspectives_on(scribe.case, n)))
    truth = told_over_time(scribe, agreement(scribe, name, None, Counter()), ())
    views = {(v.seen_by, v.status, v.parties): v for v in truth.views}
    seen: dict[tuple[Any, ...], Any] = {}
    spells: set[tuple[str, ...]] = set()
    with visitor(path, today=lambda: day) as client:
        client.get("/add", params={"token": TOKEN})
        pages = client.get(f"/instrument/{name}.json").json()["slice"]["pages"]
        assert pages > 1
        for n in range(1, pages + 1):
            found = client.get(f"/instrument/{name}.json?page={n}").json()["agreement"]
            assert found["views"][0]["seen_by"] == "record"
            seen |= {(v["seen_by"], v["status"], tuple(v["parties"])): v for v in found["views"]}
            spells |= {(h["words"], *h["parties"]) for h in found["history"]}
        table = csv.DictReader(io.StringIO(client.get(f"/instrument/{name}.csv").text))
        assert {row["seen by"] for row in table} == {h.words for h in truth.history}
    assert seen == {k: json.loads(msgspec.json.encode(v)) for k, v in views.items()}
    assert spells == {(h.words, *h.parties) for h in truth.history}


def test_reasons_of_the_board_in_the_same_words_are_one() -> None:
    def reason(text: str, *records: str) -> Because:
        leaves = tuple(Because(rule="act", text=f"told by {r}", record=r) for r in records)
        return Because(rule="breach_alleged", text=text, children=leaves)

    one, other = reason("A alleges a breach", "x", "y"), reason("A alleges a breach", "y", "z")
    joined = _joined([one, reason("B alleges a breach", "w"), other])
    assert [b.text for b in joined] == ["A alleges a breach", "B alleges a breach"]
    assert [c.record for c in joined[0].children] == ["x", "y", "z"]


def test_few_voices_stand_on_one_page_and_their_reasons_are_folded(whole: TestClient) -> None:
    name = "instrument:trilateral-statement-2020"
    found = whole.get(f"/instrument/{name}.json").json()
    assert found["slice"]["pages"] == 1
    page = whole.get(f"/instrument/{name}").text
    assert "Next →" not in page
    assert "Vienna Convention on the Law of Treaties" in page
    first = found["agreement"]["views"][0]["why"]
    many = [w for w in first if len(w.get("children", ())) > 1]
    assert many
    assert page.count(" places</summary>") >= len(many)


def test_pages_of_a_server_that_runs_are_those_of_one_that_starts(tmp_path: Path) -> None:
    path, day = tmp_path / "many.ledger", date(2024, 6, 1)
    fill(path, 4)
    pages = ("/changes.json", "/status.json", "/network.json", "/positions.json",
             "/ask.json?query=Who+withdrew+troops%3F")  # fmt: skip
    with visitor(path, today=lambda: day) as runs:
        runs.get("/add", params={"token": TOKEN})
        for step in range(3):
            with Ledger(path) as ledger:
                acts = [r for r in ledger.records() if isinstance(r, (Act, Position))]
                ledger.judge(acts[7 * step + 1].id, ("reject", "accept", "reject")[step], who="a")
                if step == 1:
                    made, found = list(documents(5))[4]
                    ledger.add(made, found)
            with visitor(path, today=lambda: day) as starts:
                starts.get("/add", params={"token": TOKEN})
                for page in pages:
                    assert runs.get(page).json() == starts.get(page).json(), (page, step)
