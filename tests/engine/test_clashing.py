"""The clashes kept in a ledger: what is found among neighbours is what is found in the whole."""

import random
from datetime import date
from pathlib import Path

import pytest
from tests.build import document

from servanda.engine import add_many, clashing
from servanda.engine.clashing import Clashing, kept_clashes
from servanda.engine.pipeline import Read, read_documents
from servanda.intake import Options
from servanda.ledger import Ledger
from servanda.ledger.derived import Derived
from servanda.model import Evidence, Finding
from servanda.reasoning.case import Case
from servanda.reasoning.clashes import clashes
from servanda.reasoning.clashes.prepared import packed, prepare, sort_of, unpacked
from servanda.reasoning.copies import stories, wording

DAY = date(2024, 1, 1)
# Three quarrels, on agreements and places that are invented but for one, and what is of none.
TEXTS = {
    "tarn one": "The Tarn Ferry Accord was signed at Melby on 4 March 2011. The Tarn ferry sank "
    "on 7 June 2012 near Melby, and 40 passengers died, said Governor Ostrander of Veldria. "
    "Under the accord Veldria shall not close the ferry at Melby.",
    "tarn two": "The Tarn Ferry Accord was signed at Melby on 9 March 2011. The Tarn ferry sank "
    "on 9 August 2012 near Melby, and 55 passengers died, said Governor Ostrander of Veldria.",
    "tarn three": "Governor Ostrander of Veldria says that the Tarn Ferry Accord was never signed "
    "at Melby. Veldria closed the ferry at Melby on 2 May 2013.",
    "statement one": "The trilateral statement of 10 November 2020 remains in force. Armenia "
    "recognises the border along the Araks, said the minister.",
    "statement two": "The trilateral statement of 12 November 2020 has expired, said the minister. "
    "Armenia refuses to recognise the border along the Araks.",
    "statement three": "Azerbaijan never signed the trilateral statement of 10 November 2020. "
    "Russia supports the corridor through Syunik.",
    "budget one": "The museum of Lower Brack opened on 3 May 2015. It has 12 rooms.",
    "budget two": "A cook from Upper Brack wrote a book on soup. It has 300 pages.",
}  # fmt: skip


@pytest.fixture(scope="module")
def reads() -> dict[str, Read]:
    made = [document(text, "2023-09-13", authors=(name,)) for name, text in TEXTS.items()]
    return dict(zip(TEXTS, read_documents(made), strict=True))


@pytest.fixture(autouse=True)
def _among_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clashing, "SMALL", 0)  # so that few documents are not taken as a whole


def filled(path: Path, reads: list[Read]) -> Ledger:
    ledger = Ledger(path)
    for read in reads:
        ledger.add(read.document, read.records, predications=read.predications)
    return ledger


def known(found: list[Finding], ledger: Ledger) -> set[tuple[object, ...]]:
    """Return what findings say, whichever of several copies stands for a story."""
    told = stories(ledger.documents())
    return {
        (f.rule, f.values["registry"], f.values["internal"], *sorted(
            (wording(s["sentence"], told[s["document"]]), s["quote"]) for s in f.values["sides"]
        )) for f in found
    }  # fmt: skip


def whole(ledger: Ledger) -> list[Finding]:
    return clashes(Case(ledger.evidence(), DAY))


def test_neighbours_find_what_the_whole_finds(tmp_path: Path, reads: dict[str, Read]) -> None:
    with filled(tmp_path / "a.ledger", list(reads.values())) as ledger:
        found = Clashing(ledger, DAY).all()
        assert known(found, ledger) == known(whole(ledger), ledger)
        kinds = {f.rule for f in found}
        assert {"chronology/two-dates", "status/over-and-in-force"} & kinds, kinds
        assert len(found) >= 6
        assert not any("Brack" in s["sentence"] for f in found for s in f.values["sides"])


@pytest.mark.parametrize("seed", range(4))
def test_added_one_by_one_is_added_at_once(
    tmp_path: Path, reads: dict[str, Read], seed: int
) -> None:
    some = random.Random(seed).sample(list(reads.values()), 6)
    with filled(tmp_path / "a.ledger", some[:2]) as ledger:
        clashing_ = Clashing(ledger, DAY)
        clashing_.all()
        for read in some[2:]:
            ledger.add(read.document, read.records, predications=read.predications)
            clashing_.all()
        found = clashing_.all()
        assert known(found, ledger) == known(whole(ledger), ledger)


def test_only_what_is_touched_is_worked_out_again(tmp_path: Path, reads: dict[str, Read]) -> None:
    every = list(reads.values())
    with filled(tmp_path / "a.ledger", every[:-1]) as ledger:
        assert Clashing(ledger, DAY).refresh() == len(every) - 1
        assert Clashing(ledger, DAY).refresh() == 0
        ledger.add(every[-1].document, every[-1].records)
        assert Clashing(ledger, DAY).refresh() == 1


def test_adding_keeps_up_where_clashes_are_kept(tmp_path: Path, reads: dict[str, Read]) -> None:
    (tmp_path / "new.txt").write_text(TEXTS["tarn two"], encoding="utf-8")
    with filled(tmp_path / "a.ledger", [reads["tarn one"]]) as ledger:
        add_many(ledger, [str(tmp_path / "new.txt")], Options())
        assert not Derived(ledger.db).there()
        day = date.fromisoformat(ledger.clock()[:10])
        Clashing(ledger, day).all()
        (tmp_path / "more.txt").write_text(TEXTS["tarn three"], encoding="utf-8")
        add_many(ledger, [str(tmp_path / "more.txt")], Options())
        assert Clashing(ledger, day).fresh()
        assert len(Clashing(ledger, day).shown()) == len(clashes(Case(ledger.evidence(), day)))


def test_a_rejected_record_takes_its_clashes_away_and_undoing_brings_them_back(
    tmp_path: Path, reads: dict[str, Read]
) -> None:
    with filled(tmp_path / "a.ledger", list(reads.values())) as ledger:
        before = Clashing(ledger, DAY).all()
        record = next(r.id for f in before for r in f.records if "two-dates" in f.rule)
        judgement = ledger.judge(record, "reject", who="P")
        found = Clashing(ledger, DAY).all()
        assert known(found, ledger) == known(whole(ledger), ledger) != known(before, ledger)
        ledger.judge(judgement.id, "undo", who="P")
        assert known(Clashing(ledger, DAY).all(), ledger) == known(before, ledger)


def test_an_accepted_record_is_pending_no_more(tmp_path: Path, reads: dict[str, Read]) -> None:
    with filled(tmp_path / "a.ledger", list(reads.values())) as ledger:
        record = next(r.id for f in Clashing(ledger, DAY).all() for r in f.records)
        ledger.judge(record, "accept", who="P")
        leaves = [b for f in Clashing(ledger, DAY).all() for b in f.because if b.record == record]
        assert leaves
        assert not any(b.pending for b in leaves)


def test_a_merge_of_agreements_makes_them_clash(tmp_path: Path) -> None:
    texts = [
        "The Osk Treaty was signed on 4 March 2011 at Melby by Veldria and Norland.",
        "The Brem Treaty was signed on 8 July 2011 at Melby by Veldria and Norland.",
    ]
    made = list(read_documents([document(t, authors=(t[4:7],)) for t in texts]))
    with filled(tmp_path / "a.ledger", made) as ledger:
        names = sorted({name for _, _, name, _, _ in ledger.namings()
                        if name.startswith("instrument:")})  # fmt: skip
        assert len(names) == 2
        before = Clashing(ledger, DAY).all()
        ledger.judge(names[0], "same", who="P", other=names[1])
        found = Clashing(ledger, DAY).all()
        assert known(found, ledger) == known(whole(ledger), ledger)
        assert len(found) > len(before)


def test_copies_count_and_do_not_crowd_out(tmp_path: Path, reads: dict[str, Read]) -> None:
    story = TEXTS["tarn one"]
    prints = [document(f"Print {n}. {story}", authors=(f"Paper {n}",)) for n in range(5)]
    made = [*read_documents(prints), reads["tarn two"]]
    with filled(tmp_path / "a.ledger", made) as ledger:
        found, every = Clashing(ledger, DAY).all(), whole(ledger)
        assert known(found, ledger) == known(every, ledger)
        assert max(f.values["copies"] for f in found) == max(f.values["copies"] for f in every) == 4


def test_rows_of_other_rules_are_thrown_away(
    tmp_path: Path, reads: dict[str, Read], monkeypatch: pytest.MonkeyPatch
) -> None:
    with filled(tmp_path / "a.ledger", [reads["tarn one"], reads["tarn two"]]) as ledger:
        assert Clashing(ledger, DAY).all()
        monkeypatch.setattr(clashing, "mark_of", lambda *rooms: "other rules")
        assert not Clashing(ledger, DAY).fresh()
        assert Clashing(ledger, DAY).refresh() == 2


def test_a_new_document_is_held_against_the_ledger_and_not_kept(
    tmp_path: Path, reads: dict[str, Read]
) -> None:
    new = reads["tarn two"]
    with filled(tmp_path / "a.ledger", [r for r in reads.values() if r is not new]) as ledger:
        clashing_ = Clashing(ledger, DAY)
        before = clashing_.all()
        found = clashing_.of(new.document, new.records, new.predications)
        assert found
        assert all(new.document.id in {s["document"] for s in f.values["sides"]} for f in found)
        assert clashing_.all() == before
        ledger.add(new.document, new.records, predications=new.predications)
        kept = [f for f in clashing_.all()
                if new.document.id in {s["document"] for s in f.values["sides"]}]  # fmt: skip
        assert known(found, ledger) == known(kept, ledger)


def test_another_day_asks_the_whole_where_it_may_differ(
    tmp_path: Path, reads: dict[str, Read]
) -> None:
    path = tmp_path / "a.ledger"
    with filled(path, list(reads.values())) as ledger:
        expected = Clashing(ledger, DAY).all()
    assert kept_clashes(path, DAY, today=False)(()) == expected
    assert kept_clashes(path, date(2019, 1, 1), today=False)(()) is None


def test_a_file_that_cannot_be_written_asks_the_whole(
    tmp_path: Path, reads: dict[str, Read], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.ledger"
    filled(path, [reads["tarn one"], reads["tarn two"]]).close()
    with Ledger(path) as ledger:
        ledger.db.execute("PRAGMA query_only = 1")
        monkeypatch.setattr(clashing, "Ledger", lambda *_, **__: ledger)
        assert kept_clashes(path, DAY, today=True)(()) is None


def test_what_is_kept_is_no_part_of_the_record(tmp_path: Path, reads: dict[str, Read]) -> None:
    with filled(tmp_path / "a.ledger", list(reads.values())) as ledger:
        before = ledger.evidence(), ledger.last_batch()
        found = Clashing(ledger, DAY).all()
        assert (ledger.evidence(), ledger.last_batch()) == before
        with ledger.writing():
            Derived(ledger.db).clear()
        assert Clashing(ledger, DAY).all() == found


def test_what_is_kept_of_neighbours_is_what_is_made_of_them(
    tmp_path: Path, reads: dict[str, Read]
) -> None:
    new, *others = reads.values()
    path = tmp_path / "a.ledger"
    with filled(path, others) as ledger:
        plain = Clashing(ledger, DAY)
        plain.file()
        made = plain.of(new.document, new.records, new.predications)
        Clashing(ledger, DAY).refresh()
        assert ledger.db.execute("SELECT count(*) FROM derived_reading").fetchone() == (7,)
    with Ledger(path) as ledger:
        clashing = Clashing(ledger, DAY)
        own = clashing.read(new.document, new.records, new.predications)
        assert clashing.against(own) == made
        recalled = [k for k in clashing._around.kept if k[0] == "clauses"]
        assert len(recalled) > 1
        ledger.db.execute("UPDATE derived_reading SET body = x'00'")
        damaged = Clashing(ledger, DAY)
        assert damaged.of(new.document, new.records, new.predications) == made


def test_readings_come_back_from_bytes_as_they_were(reads: dict[str, Read]) -> None:
    for read in reads.values():
        own = Evidence(documents={read.document.id: read.document}, records=read.records,
                       predications={read.document.id: read.predications})  # fmt: skip
        kept: dict[tuple[str, str], object] = {}
        case = Case(own, DAY, focus=read.document.id, kept=kept)
        prepare(case)
        made = {what: found for (what, _), found in kept.items() if sort_of(what)}
        assert {sort_of(what) for what in made} >= {"clauses", "told", "stances", "figures"}
        assert unpacked(packed(made), case.pages[read.document.id]) == made
