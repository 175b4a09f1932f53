"""Predications in a ledger: kept with a document, read back as of any past moment."""

import sqlite3
from pathlib import Path

import pytest

from servanda.engine import Read, add_many, read_document, read_many
from servanda.intake import Meta, Options, from_text
from servanda.ledger import Ledger
from servanda.model import Argument, Document, Predication, document_id, text_hash
from servanda.model.errors import LedgerError
from servanda.model.predications import pack, unpack

TEXT = "Ruritania signed the pact in May. Its army will not leave the island."
FIRST, SECOND = "2031-01-01T00:00:00", "2031-02-01T00:00:00"


def document(text: str = TEXT) -> Document:
    return Document(id=document_id(text), text=text, sha256=text_hash(text))


def predication(lemma: str) -> Predication:
    who = Argument("subject", 0, 9, 0, "Ruritania", name=True)
    return Predication(0, 32, (10, 16), 10, lemma, "finite", (0, 33), "past", arguments=(who,))


def test_packed_and_unpacked_is_the_same() -> None:
    found = read_document(from_text(TEXT, Meta())).predications
    assert {p.lemma for p in found} >= {"sign", "leave"}
    assert unpack(pack(found)) == found
    assert unpack(pack(())) == ()


def test_they_are_kept_with_a_document_and_outlive_the_ledger(tmp_path: Path) -> None:
    read = read_document(from_text(TEXT, Meta()))
    with Ledger(tmp_path / "a.ledger") as ledger:
        ledger.add(read.document, read.records, predications=read.predications)
        again = ledger.add(read.document, read.records, predications=read.predications)
        assert again.outcome == "unchanged"
        evidence = ledger.evidence()
    assert list(evidence.predications) == [read.document.id]
    assert evidence.predications[read.document.id] == read.predications
    assert "doc:other" not in evidence.predications
    assert evidence.predications.get("doc:other") is None


def test_a_past_state_has_its_own(tmp_path: Path) -> None:
    clock = iter([FIRST, SECOND])
    d = document()
    with Ledger(tmp_path / "a.ledger", clock=lambda: next(clock)) as ledger:
        assert ledger.add(d, [], predications=[predication("sign")]).outcome == "added"
        before = ledger.evidence()
        assert ledger.add(d, [], predications=[predication("ratify")]).outcome == "updated"
        assert ledger.add(d, []).outcome == "unchanged"  # None leaves what is kept
        past = ledger.evidence(as_recorded="2031-01-15")
        today = ledger.evidence()
        assert not ledger.evidence(as_recorded="2030-01-01").predications
    for evidence, lemma in ((before, "sign"), (past, "sign"), (today, "ratify")):
        assert [p.lemma for p in evidence.predications[d.id]] == [lemma]


def test_a_file_made_before_they_were_kept(tmp_path: Path) -> None:
    path, d = tmp_path / "old.ledger", document()
    with Ledger(path) as ledger:
        ledger.add(d, [])
    with sqlite3.connect(path) as db:
        db.execute("DROP TABLE predications")
    with Ledger(path, create=False, write=False) as ledger:
        assert ledger.evidence().predications == {}
    with Ledger(path) as ledger:
        assert not ledger.evidence().predications
        assert ledger.add(d, [], predications=[predication("sign")]).outcome == "updated"
        assert ledger.evidence().predications[d.id] == (predication("sign"),)


def test_a_file_that_has_gone_or_is_damaged_says_so(tmp_path: Path) -> None:
    path, d = tmp_path / "a.ledger", document()
    with Ledger(path) as ledger:
        ledger.add(d, [], predications=[predication("sign")])
        damaged, gone = ledger.evidence(), ledger.evidence()
    with sqlite3.connect(path) as db:
        db.execute("UPDATE predications SET body = x'00'")
    db.close()
    with pytest.raises(LedgerError, match="damaged"):
        damaged.predications[d.id]
    path.unlink()
    with pytest.raises(LedgerError, match="gone"):
        gone.predications[d.id]


def test_they_come_through_the_processes_alike(tmp_path: Path) -> None:
    documents = [from_text(text, Meta()) for text in (TEXT, "Chad left the union.")]
    alone, pooled = (list(read_many(documents, jobs=jobs)) for jobs in (1, 2))
    assert all(isinstance(r, Read) and r.predications for r in pooled)
    assert alone == pooled
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with Ledger(tmp_path / "a.ledger") as ledger:
        add_many(ledger, [str(tmp_path / "a.txt")], Options())
        (found,) = ledger.evidence().predications.values()
    assert "sign" in [p.lemma for p in found]
