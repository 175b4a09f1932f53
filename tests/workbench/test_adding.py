"""A file or text given to the page: read and kept, or refused with a reason and a row."""

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from servanda.model import Document
from servanda.workbench import Options
from servanda.workbench.desk import LONGEST_UPLOAD, MOST_UPLOADS, Desk
from servanda.workbench.pages import intake

from .conftest import TOKEN, visitor

ARTICLE = (
    "Ruritania and Graustark signed the Treaty of Zenda on 4 May 2020.\n\n"
    "Ruritania undertakes to withdraw its troops. Graustark said that the treaty no longer holds."
)


def add(client: TestClient, file: tuple[str, bytes] | None = None, **fields: str) -> object:
    files = {"file": file} if file else None
    return client.post("/add", data={"token": TOKEN} | fields, files=files,
                       follow_redirects=False)  # fmt: skip


def test_a_pasted_text_is_read_and_kept(empty: TestClient) -> None:
    answer = add(empty, text=ARTICLE, title="Pasted <i>", published="2020-05-05", authors="A. B.")
    assert answer.status_code == 303, answer.text
    where = answer.headers["location"]
    got = empty.get(f"{where}.json").json()
    assert got["document"]["title"] == "Pasted <i>"
    assert got["document"]["authors"] == ["A. B."]
    assert sum(got["kinds"].values()) > 3
    assert empty.get(where).status_code == 200
    again = add(empty, text=ARTICLE, title="Pasted <i>", published="2020-05-05", authors="A. B.")
    assert again.headers["location"] == where
    assert empty.get("/overview.json").json()["document_count"] == 1


def test_an_uploaded_file_keeps_its_name_and_never_its_path(empty: TestClient) -> None:
    answer = add(empty, file=("../../etc/<script>x.md", f"# Zenda\n\n{ARTICLE}".encode()))
    assert answer.status_code == 303, answer.text
    got = empty.get(f"{answer.headers['location']}.json").json()
    assert got["document"]["name"] == "<script>x.md"
    assert "<script>x" not in empty.get("/documents").text


@pytest.mark.parametrize(
    ("file", "fields", "cause"),
    [
        (("a.txt", b""), {}, "empty"),
        (("a.txt", b"\x00\x01\x02\x03" * 500), {}, ""),
        (("a.pdf", b"%PDF-1.4 broken"), {}, ""),
        (("a.docx", b"PK\x03\x04 broken [Content_Types].xml"), {}, ""),
        (None, {"text": "   "}, "nothing to read"),
        (None, {"text": ARTICLE, "published": "soon"}, ""),
        (None, {"text": ARTICLE, "genre": "poem"}, ""),
    ],
)
def test_what_cannot_be_read_is_told_and_kept_as_a_failure(
    empty: TestClient, file: tuple[str, bytes] | None, fields: dict[str, str], cause: str
) -> None:
    answer = add(empty, file=file, **fields)
    assert answer.status_code == 400
    assert cause in answer.text
    assert "was not added" in answer.text
    assert "servanda-" not in answer.text  # no folder of this machine
    failed = empty.get("/failures.json").json()["failures"]
    assert len(failed) == 1
    assert failed[0]["source"] == (file[0] if file else "pasted text")
    assert "/tmp" not in str(failed)
    assert empty.get("/overview.json").json()["document_count"] == 0


def test_too_much_is_refused_before_it_is_read(path: Path, empty: TestClient) -> None:
    with visitor(path, max_bytes=50_000) as client:
        client.get("/", params={"token": TOKEN})
        assert add(client, file=("big.txt", b"word " * 100_000)).status_code == 413
        assert add(client, text="word " * 12_000).status_code in (400, 413)
        assert client.get("/overview.json").json()["document_count"] == 0


def test_progress_of_an_upload_is_told(empty: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked between the documents of one file, the page says how many are kept by then."""
    seen: list[tuple[int, int]] = []
    read = intake.read_document

    def reading(document: Document) -> object:
        got = empty.get("/progress.json", params={"id": "mine"}).json()
        seen.append((got["done"], got["total"]))
        return read(document)

    monkeypatch.setattr(intake, "read_document", reading)
    lines = "\n".join(json.dumps({"text": f"{n}. {ARTICLE}"}) for n in range(3))
    answer = add(empty, file=("many.jsonl", lines.encode()), upload="mine")
    assert answer.status_code == 303, answer.text
    assert seen == [(0, 3), (1, 3), (2, 3)]
    assert empty.get("/progress", params={"id": "another"}).status_code == 200
    assert empty.get("/progress.json", params={"id": "another"}).json()["total"] == 0


def test_only_the_newest_uploads_are_known(tmp_path: Path) -> None:
    desk = Desk(Options(ledger=tmp_path / "x.ledger", token=TOKEN))
    for n in range(3 * MOST_UPLOADS):
        desk.upload_at(str(n) + "x" * 500, 1, 2)
    assert len(desk.uploads) == MOST_UPLOADS
    assert max(map(len, desk.uploads)) <= LONGEST_UPLOAD
