"""The index in memory says the same as the ledger read back whole, after any sequence of writes."""

import random
import threading
from pathlib import Path
from typing import cast

import pytest
from msgspec.structs import replace

from servanda.ledger import Filter, Index, Ledger
from servanda.ledger.judging import (
    Decisions,
    Row,
    Standing,
    identities,
    identities_of,
    not_undone,
    outcomes,
    standings,
)
from servanda.model import (
    Act,
    Document,
    Judgement,
    Record,
    Ref,
    anchor,
    document_id,
    text_hash,
    with_id,
)
from servanda.model.errors import LedgerConflict
from servanda.model.terms import Verdict

TEXT = "Ruritania cancelled the treaty of Zenda and then left it again."
WORDS = [(0, 9), (10, 19), (24, 30), (34, 39), (49, 53), (57, 62)]


def document(number: int) -> Document:
    text = f"{TEXT} {number}"
    title = f"Paper {number}"
    return Document(id=document_id(text), text=text, sha256=text_hash(text), title=title)


def records(doc: Document, rng: random.Random) -> list[Record]:
    out: list[Record] = []
    for start, end in rng.sample(WORDS, rng.randint(1, len(WORDS))):
        out.append(with_id(Act(
            document=doc.id, anchors=(anchor(doc.text, start, end),), instrument=Ref("the treaty"),
            act="termination", polarity=rng.choice(["affirmed", "negated"]),
        )))  # fmt: skip
    return out


def as_read_back(ledger: Ledger) -> dict[str, str]:
    """Return the verdict of every current record as `evidence` and `records` give it."""
    evidence = ledger.evidence()
    kept = {r.id: evidence.verdicts.get(r.id, "pending") for r in evidence.records}
    return {r.id: kept.get(r.id, "reject") for r in ledger.records()}


@pytest.mark.parametrize("seed", range(12))
def test_the_index_follows_the_ledger(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    docs = [document(n) for n in range(3)]
    index, made = Index(), []
    with Ledger(tmp_path / "l") as ledger:
        for _ in range(25):
            current = [r.id for r in ledger.records()]
            step = rng.random()
            if step < 0.35 or not current:
                doc = rng.choice(docs)
                ledger.add(doc, records(doc, rng))
            elif step < 0.8 or not made:
                verdict: Verdict = rng.choice(["accept", "reject", "unsure"])
                made.append(ledger.judge(rng.choice(current), verdict, who="Ann").id)
            else:
                made.append(ledger.judge(rng.choice(made), "undo", who="Ann").id)
            if rng.random() < 0.5:
                index.refresh(ledger.db)
        index.refresh(ledger.db)
        told = as_read_back(ledger)
        got = {i: (j.verdict if (j := index.standing(i)) else "pending") for i in told}
        assert got == told
        assert set(index.select(Filter())) == set(told)
        for verdict in ("pending", "accept", "reject", "unsure"):
            ids = [i for i, v in told.items() if v == verdict]
            assert set(index.select(Filter(verdict=verdict))) == set(ids)
            assert index.facets(Filter()).verdict.get(verdict, 0) == len(ids)
        doc = docs[0].id
        assert index.facets(Filter(document=doc)).kind.get("act", 0) == len(
            ledger.records(document=doc)
        )
        for id_ in told:
            stands = ledger.standing_judgement(id_)
            last = ledger.standings().get(id_)
            assert (stands.id if stands else None) == (last.judgement if last else None)


def test_a_verdict_on_what_was_not_seen_is_refused(tmp_path: Path) -> None:
    doc = document(1)
    record = records(doc, random.Random(1))[0]
    with Ledger(tmp_path / "l") as one, Ledger(tmp_path / "l") as two:
        one.add(doc, [record])
        first = one.judge(record.id, "accept", who="Ann", saw="")
        with pytest.raises(LedgerConflict, match="Ann decided 'accept'"):
            two.judge(record.id, "reject", who="Bob", saw="")
        second = two.judge(record.id, "reject", who="Bob", saw=first.id)
        two.judge(second.id, "undo", who="Bob")
        with pytest.raises(LedgerConflict, match="Ann"):
            one.judge(record.id, "unsure", who="Ann", saw=second.id)
        assert [j.verdict for j in one.judgements()] == ["accept", "reject", "undo"]


def test_two_writers_at_once_leave_one_verdict(tmp_path: Path) -> None:
    doc = document(1)
    record = records(doc, random.Random(1))[0]
    with Ledger(tmp_path / "l") as ledger:
        ledger.add(doc, [record])
    results: list[str] = []

    def decide(who: str) -> None:
        with Ledger(tmp_path / "l") as ledger:
            try:
                ledger.judge(record.id, "accept", who=who, saw="")
                results.append("written")
            except LedgerConflict:
                results.append("refused")

    threads = [threading.Thread(target=decide, args=(f"P{n}",)) for n in range(6)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(results) == ["refused"] * 5 + ["written"]


def test_a_pair_is_one_pair_in_either_order(tmp_path: Path) -> None:
    doc = document(1)
    index = Index()
    with Ledger(tmp_path / "l") as ledger:
        ledger.add(doc, [])
        same = ledger.judge("state:A", "same", other="state:B", who="Ann", saw="")
        with pytest.raises(LedgerConflict):
            ledger.judge("state:B", "different", other="state:A", who="Bob", saw="")
        ledger.judge("state:B", "different", other="state:A", who="Bob", saw=same.id)
        index.refresh(ledger.db)
        assert [j.verdict for j in index.pairs()] == ["different"]
        assert [j.verdict for j in index.by("Ann")] == ["same"]


def test_documents_without_texts_and_records_by_name(tmp_path: Path) -> None:
    doc = document(1)
    found = records(doc, random.Random(2))
    with Ledger(tmp_path / "l") as ledger:
        before = ledger.last_batch()
        ledger.add(doc, found)
        assert ledger.last_batch() == before + 1
        assert ledger.heads() == [replace(doc, text="")]
        assert ledger.find(doc.id) == doc
        wanted = [found[-1].id, "act:unknown", found[0].id]
        assert [r.id for r in ledger.newest(wanted)] == [found[-1].id, found[0].id]


@pytest.mark.parametrize("seed", range(20))
def test_decisions_taken_in_one_by_one_are_those_of_the_whole(seed: int) -> None:
    rng = random.Random(seed)
    rows: list[Row] = []
    taken = Decisions()
    for n in range(60):
        ids = [r.judgement.id for r in rows]
        verdict = rng.choice(["accept", "reject", "unsure", "same", "different", "outcome", "undo"])
        about, other = rng.choice("abcde"), ""
        if verdict == "undo":
            about = rng.choice(ids) if ids else "nothing"
        elif verdict in ("same", "different"):
            other = rng.choice("vwxyz")
        elif verdict == "outcome":
            other = rng.choice(["came true", "did not"])
        rows.append(Row(Judgement(id=f"j{n}", record=about, verdict=cast(Verdict, verdict),
                                  who="Ann", when="", why="", other=other), "claim"))  # fmt: skip
        if rng.random() < 0.4:
            taken.take(rows[len(taken) :])
            known = {i: Standing(r.judgement.verdict, r.judgement.id, r.claim)
                     for i, r in taken.standing.items()}  # fmt: skip
            assert known == standings(rows)
            assert taken.outcomes == outcomes(rows)
            assert identities_of(taken.pairs()) == identities(rows)
            assert taken.left() == not_undone(rows)
