"""Every page shows what the ledger holds, keeps its state in the address, and has its twins."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from servanda.ledger import Ledger
from servanda.model import Commitment, Phrase, Ref, anchor, with_id
from servanda.workbench.render import NAV

from .conftest import TOKEN, TREATY, document, record_named, records_of, visitor

TABLES = ("/documents", "/records", "/review", "/entities", "/status", "/duties", "/clashes",
          "/timeline", "/failures")  # fmt: skip


@pytest.mark.parametrize("page", [*TABLES, "/overview", "/ask", "/search", "/add"])
def test_every_page_has_a_json_twin(client: TestClient, page: str) -> None:
    html = client.get("/" if page == "/overview" else page)
    twin = client.get(f"{page}.json")
    assert html.status_code == twin.status_code == 200
    assert html.headers["content-type"].startswith("text/html")
    assert isinstance(twin.json(), dict)
    assert twin.content == client.get(f"{page}.json").content


@pytest.mark.parametrize("page", TABLES)
def test_every_table_has_a_csv_twin(client: TestClient, page: str) -> None:
    answer = client.get(f"{page}.csv")
    assert answer.status_code == 200
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert len({len(r) for r in rows}) == 1


def test_what_is_no_table_says_so(client: TestClient) -> None:
    answer = client.get("/overview.csv")
    assert answer.status_code == 404
    assert "no table" in answer.text


def test_empty_ledger_says_what_to_do(empty: TestClient) -> None:
    for page in ("/", "/review", "/documents", "/records", "/entities", "/status", "/duties",
                 "/clashes", "/timeline", "/failures"):  # fmt: skip
        answer = empty.get(page)
        assert answer.status_code == 200, page
        assert 'class="empty"' in answer.text, page
    assert "servanda add FILE" in empty.get("/").text


def test_overview_counts(client: TestClient) -> None:
    seen = client.get("/overview.json").json()
    assert seen["document_count"] == 2
    assert seen["records"] == sum(seen["kinds"].values()) == seen["verdicts"]["pending"] == 12
    assert seen["failures"] == 1


def test_facets_narrow_and_count(client: TestClient) -> None:
    everything = client.get("/records.json").json()
    acts = client.get("/records.json", params={"kind": "act"}).json()
    assert {r["kind"] for r in acts["records"]} == {"act"}
    assert len(acts["records"]) == everything["facets"]["kind"]["act"] == 2
    assert acts["facets"]["kind"] == everything["facets"]["kind"]
    one = client.get("/records.json", params={"document": acts["records"][0]["document"],
                                              "kind": ["act", "mention"]}).json()  # fmt: skip
    assert [r["kind"] for r in one["records"]].count("act") == 1
    assert {r["document"] for r in one["records"]} == {acts["records"][0]["document"]}
    html = client.get("/records", params={"kind": "act", "as_of": "2022-01-01"}).text
    assert "as_of=2022-01-01" in html  # links carry the day along


def test_an_address_that_does_not_hold_is_told_why(client: TestClient) -> None:
    for query in ("kind=nonsense", "verdict=maybe", "as_of=yesterday", "genre=poem"):
        answer = client.get(f"/records?{query}")
        assert answer.status_code == 400
        assert query.partition("=")[0] in answer.text
    assert client.get("/records.json?kind=nonsense").json()["remedy"].startswith("one of actor")
    assert client.get("/status?seen_by=Nobody+Known").status_code == 404
    for page in ("0", "-3", "99999999999999999999", "x" * 5000):
        assert client.get("/records", params={"page": page}).status_code == 200


def test_long_lists_are_paged(path: Path) -> None:
    with Ledger(path) as ledger:
        for n in range(30):
            doc = document(f"Paper {n}\n\nRuritania terminated the Treaty of Zenda.")
            ledger.add(doc, records_of(doc))
    with visitor(path) as client:
        client.get("/", params={"token": TOKEN})
        seen: list[str] = []
        for page in (1, 2, 3):
            got = client.get("/records.json", params={"page": page}).json()
            assert got["slice"]["pages"] == 3
            seen += [r["id"] for r in got["records"]]
        assert len(seen) == len(set(seen)) == 120
        assert len(client.get("/records.csv").text.splitlines()) == 121
        assert "51 to 100 of 120" in client.get("/records", params={"page": 2}).text


def test_source_reader_marks_exactly_the_words(client: TestClient) -> None:
    record = client.get("/records.json?kind=act").json()["records"][0]
    got = client.get(f"/document/{record['document']}.json").json()
    text = "".join(s["text"] for p in got["paragraphs"] for s in p["spans"])
    assert "On 4 May 2020 Ruritania terminated the Treaty of Zenda." in text
    marked = [s["text"] for p in got["paragraphs"] for s in p["spans"]
              if record["id"] in s["records"]]  # fmt: skip
    assert marked == ["terminated"]
    html = client.get(f"/document/{record['document']}").text
    assert f'id="at-{record["id"]}"' in html
    assert f'id="card-{record["id"]}"' in html


def test_every_marked_record_can_be_reached(client: TestClient) -> None:
    """Links to a card and to its words lead somewhere, also where marks cover each other."""
    for doc in client.get("/documents.json").json()["documents"]:
        html = client.get(f"/document/{doc['id']}?kind=mention&kind=actor&kind=act").text
        for id_ in client.get(
            f"/document/{doc['id']}.json?kind=mention&kind=actor&kind=act"
        ).json()["cards"]:
            assert html.count(f'id="at-{id_}"') == 1
            assert html.count(f'id="card-{id_}"') == 1


def test_record_page_shows_fields_chain_and_history(client: TestClient) -> None:
    position = record_named(client, "position")
    html = client.get(f"/record/{position}").text
    assert "Minister Rupert" in html
    assert "Anthony H." in html
    assert "the border" in html
    assert "history" in html
    act = client.get(f"/record/{record_named(client, 'act')}.json").json()
    names = [f["name"] for f in act["fields"]]
    assert names[:3] == ["instrument", "act", "actors"]
    instrument = act["fields"][0]["values"][0]
    assert instrument["entity"] == TREATY
    assert instrument["place"][1] - instrument["place"][0] == len("Treaty of Zenda")
    assert "".join(s["text"] for s in act["card"]["context"]).count("terminated") == 1


def test_unknown_things_are_not_found(client: TestClient) -> None:
    for page in ("/record/act:0000", "/document/doc:0000", "/entity?id=state:XXX", "/nowhere"):
        assert client.get(page).status_code == 404


def test_search_marks_the_words_found(client: TestClient) -> None:
    got = client.get("/search.json", params={"query": "withdraw TROOPS"}).json()
    assert got["slice"]["total"] == 1
    marked = [s["text"] for s in got["passages"][0]["spans"] if s["records"]]
    assert marked == ["withdraw", "troops"]
    none = client.get("/search", params={"query": "zyzzyva"})
    assert "No text holds" in none.text
    for odd in ('"', "NEAR(", "a* OR", "\u0000", "(" * 50, "é" * 600):
        assert client.get("/search", params={"query": odd}).status_code == 200


def test_csv_disarms_formulas(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.add(document("Words of a text.", title="=HYPERLINK(1)", publisher="@x"), [])
    with visitor(path) as client:
        client.get("/", params={"token": TOKEN})
        assert "'=HYPERLINK(1)" in client.get("/documents.csv").text


def test_a_lone_surrogate_in_a_text_breaks_nothing(path: Path) -> None:
    doc = document("Ruritania terminated the Treaty of Zenda \ud800 again.")
    with Ledger(path) as ledger:
        ledger.add(doc, records_of(doc))
    with visitor(path) as client:
        client.get("/", params={"token": TOKEN})
        for page in ("/", "/review", f"/document/{doc.id}", f"/document/{doc.id}.json",
                     "/documents.csv", "/search?query=again"):  # fmt: skip
            assert client.get(page).status_code == 200, page


def test_accepted_only_and_the_day_reach_the_reasoning(client: TestClient) -> None:
    assert client.get("/timeline.json", params={"accepted": "1"}).json()["entries"] == []
    seen = client.get("/status.json", params={"as_of": "2021-02-03"}).json()
    assert seen["as_of"] == date(2021, 2, 3).isoformat()


def test_lists_are_shown_without_loading_the_ledger(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages of records, documents and names must stay quick however many records there are."""
    doc = client.get("/documents.json").json()["documents"][0]["id"]
    act = record_named(client, "act")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("all records were read")

    monkeypatch.setattr(Ledger, "evidence", refuse)
    monkeypatch.setattr(Ledger, "records", refuse)
    for page in ("/records", "/review", "/documents", "/entities", "/entity?id=state:RUR",
                 "/search?query=treaty", f"/document/{doc}", f"/record/{act}",
                 "/failures", "/add", "/records.csv"):  # fmt: skip
        assert client.get(page).status_code == 200, page


def test_timeline_facets(client: TestClient) -> None:
    assert client.get("/timeline.json").json()["origins"] == {}
    said = client.get("/timeline.json", params={"undated": "1"}).json()
    assert said["origins"] == {"documents": len(said["entries"])}
    assert said["lanes"] == {"act": 1, "statement": 1}
    none = client.get("/timeline.json", params={"undated": "1", "origin": "registry"}).json()
    assert none["entries"] == []


def test_what_is_negated_stays_negated_however_long(path: Path) -> None:
    """A cut wording must not turn "did not" into "did"."""
    text = "Ruritania never undertook to " + "withdraw, rebuild and repay " * 20 + "anything."
    doc = document(text)
    record = with_id(Commitment(
        document=doc.id, anchors=(anchor(text, 16, 25),), bearers=(Ref("Ruritania"),),
        action=Phrase(text[29:], (anchor(text, 29, len(text)),)), polarity="negated",
        modality="hypothetical",
    ))  # fmt: skip
    with Ledger(path) as ledger:
        ledger.add(doc, [record])
        ledger.judge(record.id, "accept", who="Ann")
    with visitor(path) as client:
        client.get("/add", params={"token": TOKEN})
        for page in ("/records", "/review?verdict=accept", f"/document/{doc.id}",
                     f"/record/{record.id}", "/review"):  # fmt: skip
            assert "[negated, hypothetical]" in client.get(page).text, page


def test_facets_of_documents_narrow_lists_and_finds(path: Path) -> None:
    with Ledger(path) as ledger:
        for n, (genre, publisher, year) in enumerate(
            [("news", "A & B", 2019), ("news", "C", 2020), ("speech", "C", 2020)]
        ):
            ledger.add(document(f"Paper {n}\n\nThe treaty holds.", genre=genre, title=f"Paper {n}",
                                publisher=publisher, published=date(year, 5, 4)), [])  # fmt: skip
        ledger.add(document("Paper 3\n\nThe treaty, undated.", title="Paper 3"), [])
    with visitor(path) as client:
        client.get("/", params={"token": TOKEN})
        for page, query in (("/documents", {}), ("/search", {"query": "treaty"})):
            seen = client.get(f"{page}.json", params=query).json()
            assert seen["facets"]["year"] == {"2019": 1, "2020": 2, "no date": 1}
            assert seen["facets"]["publisher"] == {"C": 2, "A & B": 1, "not named": 1}
            some = client.get(f"{page}.json", params={"publisher": "C", "year": "2020", **query})
            assert some.json()["slice"]["total"] == 2
            # The other facets count what is left; a facet's own values can still be changed.
            assert some.json()["facets"]["genre"] == {"news": 1, "speech": 1}
            assert some.json()["facets"]["publisher"] == {"C": 2}
            html = client.get(page, params={"publisher": "A & B", **query}).text
            assert "publisher=C" in html
            assert "A &amp; B" in html
            assert 'class="on"' in html
            assert client.get(f"{page}.json", params={"year": "no date", **query}).json()["slice"][
                "total"
            ] == 1  # fmt: skip


LISTS = [p for p, _ in NAV if p not in ("/ask",)]


@pytest.mark.parametrize("path", LISTS)
def test_a_page_of_an_empty_ledger_says_what_will_stand_there_and_what_to_do(
    path: str, tmp_path: Path
) -> None:
    Ledger(tmp_path / "empty.ledger").close()
    with visitor(tmp_path / "empty.ledger") as bare:
        bare.get(f"/?token={TOKEN}")
        said = bare.get(path).text
    main = said[said.index("<main") :]
    assert "There is no document in this ledger yet" in main
    assert '<a href="/add">Add a document</a>' in main
    assert '<p class="lead">' in main
    assert main.count('class="empty"') == 1
