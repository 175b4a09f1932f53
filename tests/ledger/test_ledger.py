"""The ledger keeps everything, reads back any past state, and carries judgements over."""

import itertools
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from servanda.ledger import Ledger
from servanda.model import (
    Act,
    Commitment,
    Document,
    Record,
    Ref,
    anchor,
    document_id,
    text_hash,
    with_id,
)
from servanda.model.errors import ForeignLedger, LedgerError, LedgerReadOnly, UnknownName

TEXT = "Ruritania cancelled the treaty. Graustark undertakes to withdraw its troops."


def clock() -> Callable[[], str]:
    days = itertools.count(1)
    return lambda: f"2024-01-{next(days):02d}T12:00:00+00:00"


def document(text: str = TEXT, **meta: object) -> Document:
    return Document(id=document_id(text), text=text, sha256=text_hash(text), **meta)  # type: ignore[arg-type]


def act(start: int = 10, end: int = 19, **fields: object) -> Record:
    values: dict[str, object] = {
        "instrument": Ref("the treaty", anchors=(anchor(TEXT, 20, 30),)),
        "act": "termination",
        "extractor": "acts@0.1",
    }
    values.update(fields)
    return with_id(
        Act(document=document_id(TEXT), anchors=(anchor(TEXT, start, end),), **values)  # type: ignore[arg-type]
    )


def commitment() -> Record:
    return with_id(
        Commitment(
            document=document_id(TEXT),
            anchors=(anchor(TEXT, 42, 52),),
            bearers=(Ref("Graustark", anchors=(anchor(TEXT, 32, 41),)),),
        )
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "a.ledger", clock=clock())


def test_adding_twice_changes_nothing(ledger: Ledger) -> None:
    assert ledger.add(document(), [act(), commitment()]).outcome == "added"
    batches = ledger.db.execute("SELECT count(*) FROM batch").fetchone()
    again = ledger.add(document(), [act(), commitment()])
    assert again.outcome == "unchanged"
    assert ledger.db.execute("SELECT count(*) FROM batch").fetchone() == batches
    assert ledger.records() == [act(), commitment()]
    assert ledger.documents() == [document()]


def test_a_newer_reading_supersedes_and_the_old_state_reads_back(ledger: Ledger) -> None:
    ledger.add(document(), [act(confidence=0.4), commitment()])  # 1 January
    ledger.add(document(), [act(confidence=0.8)])  # 2 January
    assert ledger.records() == [act(confidence=0.8)]
    past = ledger.evidence(as_recorded="2024-01-01")
    assert past.records == (act(confidence=0.4), commitment())
    assert ledger.evidence(as_recorded="2023-12-31").records == ()


def test_verdicts_survive_a_better_extractor(ledger: Ledger) -> None:
    ledger.add(document(), [act(), commitment()])
    ledger.judge(act().id, "accept", who="ana", why="checked")
    ledger.judge(commitment().id, "reject", who="ana")
    better = replace(act(), extractor="acts@0.2", confidence=0.99)
    assert better.id == act().id
    ledger.add(document(), [better, commitment()])
    evidence = ledger.evidence()
    assert evidence.records == (better,)
    assert evidence.accepted(act().id)
    assert ledger.evidence(accepted=True).records == (better,)


def test_a_verdict_moves_to_the_record_with_a_better_anchor(ledger: Ledger) -> None:
    ledger.add(document(), [act()])
    ledger.judge(act().id, "accept", who="ana")
    wider = act(0, 19)
    added = ledger.add(document(), [wider])
    assert (added.retired, added.carried) == (1, 1)
    assert ledger.evidence().accepted(wider.id)
    assert [h["what"] for h in ledger.history(act().id)] == ["read", "accept", "retired"]


def test_a_verdict_does_not_cover_another_meaning(ledger: Ledger) -> None:
    ledger.add(document(), [act()])
    ledger.judge(act().id, "accept", who="ana")
    ledger.add(document(), [replace(act(), polarity="negated")])
    assert not ledger.evidence().accepted(act().id)


def test_what_was_accepted_is_not_lost_to_a_worse_reader(ledger: Ledger) -> None:
    ledger.add(document(), [act(), commitment()])
    ledger.judge(commitment().id, "accept", who="ana")
    ledger.add(document(), [])
    assert ledger.records() == [commitment()]


def test_undo_and_undo_of_undo(ledger: Ledger) -> None:
    ledger.add(document(), [act()])
    rejected = ledger.judge(act().id, "reject", who="ana")
    assert ledger.evidence().records == ()
    undone = ledger.judge(rejected.id, "undo", who="ben")
    assert ledger.evidence().records == (act(),)
    ledger.judge(undone.id, "undo", who="ana")
    assert ledger.evidence().records == ()
    assert len(ledger.judgements()) == 3


def test_identities_merge_and_split(ledger: Ledger) -> None:
    for other in ("person:b", "person:c"):
        ledger.judge("person:a", "same", other=other, who="ana")
    assert ledger.evidence().same == {"person:b": "person:a", "person:c": "person:a"}
    ledger.judge("person:a", "different", other="person:b", who="ben")
    assert ledger.evidence().same == {"person:c": "person:a"}


def test_judging_what_is_not_there_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UnknownName, match="act:nothing"):
        ledger.judge("act:nothing", "accept", who="ana")
    assert ledger.judgements() == []


def test_search_takes_any_text(ledger: Ledger) -> None:
    ledger.add(document(), [])
    hit = ledger.search("TREATY cancelled")[0]
    assert TEXT[hit.start : hit.end].startswith("Ruritania")
    for query in ('"', "NEAR(", "a AND", "*", "treaty)", ""):
        ledger.search(query)


def test_failures_are_kept(ledger: Ledger) -> None:
    ledger.fail("x.pdf", "broken", "save it again")
    assert [(f.source, f.cause) for f in ledger.failures()] == [("x.pdf", "broken")]
    assert ledger.records() == []


def test_another_process_reads_while_one_writes(ledger: Ledger) -> None:
    ledger.add(document(), [act()])
    ledger.db.execute("BEGIN IMMEDIATE")
    ledger.db.execute("INSERT INTO batch (at, what) VALUES ('2024-02-01', 'open')")
    with Ledger(ledger.path, write=False) as reader:
        assert reader.records() == [act()]
    ledger.db.execute("ROLLBACK")


def test_lone_surrogates_and_nul_survive(ledger: Ledger) -> None:
    text = "A \ud800 treaty \0 ended."
    ledger.add(document(text), [])
    assert ledger.documents()[0].text == text


def test_foreign_files_are_refused_untouched(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("not a ledger at all, but long enough to have a header" * 20)
    before = other.read_bytes()
    with pytest.raises(ForeignLedger, match=r"notes\.txt"):
        Ledger(other)
    assert other.read_bytes() == before
    foreign = tmp_path / "foreign.db"
    db = sqlite3.connect(foreign)
    db.execute("CREATE TABLE t (x)")
    db.close()
    with pytest.raises(ForeignLedger, match="no ledger"):
        Ledger(foreign)


def test_missing_or_unwritable_places_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="servanda add"):
        Ledger(tmp_path / "none.ledger", create=False)
    with pytest.raises(LedgerReadOnly, match="--ledger"):
        Ledger(tmp_path / "no" / "such" / "folder" / "a.ledger")
