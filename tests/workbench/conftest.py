"""A small ledger made by hand, and a client that has come in by the printed address."""

import itertools
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from servanda.ledger import Ledger
from servanda.model import (
    Act,
    Actor,
    Attribution,
    Block,
    Commitment,
    Document,
    Instrument,
    Mention,
    Phrase,
    Position,
    Record,
    Ref,
    Statement,
    anchor,
    document_id,
    text_hash,
    with_id,
)
from servanda.workbench import Options, app

TOKEN = "a-token-for-tests"
TREATY = "instrument:treaty-of-zenda"
TEXT = (
    "Ruritania left the treaty\n\n"
    "On 4 May 2020 Ruritania terminated the Treaty of Zenda. “We never broke it,” "
    "said Minister Rupert.\n\n"
    "Graustark undertakes to withdraw its troops by 2021. Graustark opposes the border."
)
HOSTILE = "<script>alert('x')</script> \u202eevil\u202c & \"quoted\" </textarea></title>"
HOSTILE_TEXT = (
    f"{HOSTILE}\n\nRuritania </script><img src=x onerror=alert(1)> terminated the treaty. "
    "مرحبا بالعالم Հայաստան"
)


def spot(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def ref(text: str, words: str, id_: str | None) -> Ref:
    return Ref(words, id_, (anchor(text, *spot(text, words)),), "test", 0.9 if id_ else 0.0)


def document(text: str, **meta: object) -> Document:
    paragraphs, at = [], 0
    for piece in text.split("\n\n"):
        paragraphs.append(Block(at, at + len(piece), "title" if not at else "paragraph"))
        at += len(piece) + 2
    return Document(id=document_id(text), text=text, sha256=text_hash(text),
                    blocks=tuple(paragraphs), **meta)  # type: ignore[arg-type] # fmt: skip


def records_of(doc: Document) -> list[Record]:
    text = doc.text
    ruritania = ref(text, "Ruritania", "state:RUR")
    treaty = "Treaty of Zenda" if "Treaty of Zenda" in text else "treaty"
    out: list[Record] = [
        Actor(document=doc.id, anchors=ruritania.anchors, entity=ruritania, type="state"),
        Mention(document=doc.id, anchors=ruritania.anchors, refers_to=ruritania),
        Instrument(document=doc.id, anchors=ref(text, treaty, None).anchors,
                   entity=ref(text, treaty, TREATY), title=treaty, form="treaty"),
        Act(document=doc.id, anchors=(anchor(text, *spot(text, "terminated")),),
            instrument=ref(text, treaty, TREATY), act="termination", actors=(ruritania,),
            confidence=0.8),
    ]  # fmt: skip
    if "Graustark" in text:
        graustark = ref(text, "Graustark", "state:GRA")
        rupert = ref(text, "Minister Rupert", None)
        out += [
            Actor(document=doc.id, anchors=graustark.anchors, entity=graustark, type="state"),
            Commitment(document=doc.id, anchors=(anchor(text, *spot(text, "undertakes")),),
                       bearers=(graustark,),
                       action=Phrase("withdraw its troops",
                                     (anchor(text, *spot(text, "withdraw its troops")),))),
            Statement(document=doc.id, anchors=(anchor(text, *spot(text, "said")),),
                      speaker=rupert, cue=(anchor(text, *spot(text, "said")),),
                      content=(anchor(text, *spot(text, "We never broke it")),)),
            Position(document=doc.id, anchors=(anchor(text, *spot(text, "opposes")),),
                     holder=graustark, stance="opposes", issue=Phrase("the border"),
                     attribution=(Attribution("Minister Rupert"),)),
        ]  # fmt: skip
    return [with_id(r) for r in out]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "papers.ledger"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "papers.ledger"
    plain = document(TEXT, title="Zenda ends", authors=("Anthony H.",), publisher="The Gazette",
                     published=date(2020, 6, 1), genre="op-ed", name="zenda.txt")  # fmt: skip
    hostile = document(HOSTILE_TEXT, title=HOSTILE, authors=(HOSTILE,), publisher=HOSTILE,
                       url="javascript:alert(1)", name=f"{HOSTILE}.txt")  # fmt: skip
    with Ledger(path) as ledger:
        for doc in (plain, hostile):
            ledger.add(doc, records_of(doc), extractor="test@1")
        ledger.fail(f"{HOSTILE}.pdf", "broken <b>pdf</b>", "send another")
    return path


@pytest.fixture
def filled(made: Path, path: Path) -> Path:
    """Return a ledger of its own for each test, copied from one that is made once."""
    shutil.copy(made, path)
    return path


def options(path: Path, **more: object) -> Options:
    ticks = itertools.count()
    values: dict[str, object] = {
        "today": lambda: date(2023, 9, 13),
        "clock": lambda: f"2024-01-01T00:00:00.{next(ticks):06d}+00:00",
        "who": "Ann",
    }
    return Options(ledger=path, token=TOKEN, **(values | more))  # type: ignore[arg-type]


def visitor(path: Path, **more: object) -> TestClient:
    """Return a client that has not shown the token yet."""
    return TestClient(app(options(path, **more)), base_url="http://127.0.0.1:8765")


@pytest.fixture
def client(filled: Path) -> Iterator[TestClient]:
    with visitor(filled) as c:
        c.get("/add", params={"token": TOKEN})
        yield c


@pytest.fixture
def empty(path: Path) -> Iterator[TestClient]:
    Ledger(path).close()
    with visitor(path) as c:
        c.get("/add", params={"token": TOKEN})
        yield c


def record_named(client: TestClient, kind: str, n: int = 0) -> str:
    """Return the id of the n-th record of a kind."""
    found = client.get("/records.json", params={"kind": kind}).json()["records"]
    return str(found[n]["id"])
