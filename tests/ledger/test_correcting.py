"""A record set right by a person: what is allowed, what stands, and taking it back."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from servanda.engine import read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.ledger import Ledger
from servanda.ledger.correcting import editable
from servanda.model import Act, Anchor, Document, Record, with_id
from servanda.model.errors import LedgerConflict, LedgerError

TEXT = "Russia suspended New START on 21 February 2023, and France welcomed it.\n"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "a.ledger")


@pytest.fixture
def document(ledger: Ledger) -> Document:
    made = from_text(TEXT, Meta(published=date(2023, 3, 1)))
    ledger.add(made, read_document(made).records)
    return made


def act(ledger: Ledger) -> Act:
    return next(r for r in ledger.records(kind="act") if isinstance(r, Act))


def standing(ledger: Ledger) -> list[Record]:
    return [r for r in ledger.evidence().records if isinstance(r, Act)]


def test_a_correction_takes_the_place_of_what_was_found(ledger: Ledger, document: Document) -> None:
    found = act(ledger)
    made = ledger.correct(
        found.id,
        {"polarity": "negated", "date": "2023-02-22", "actors.0": "state:BLR"},
        who="a", why="misread",
    )  # fmt: skip
    assert isinstance(made, Act)
    assert (made.polarity, made.actors[0].id) == ("negated", "state:BLR")
    assert made.date is not None
    assert made.date.earliest == date(2023, 2, 22)
    now = standing(ledger)
    assert made.id in {r.id for r in now}
    assert found.id not in {r.id for r in now}


def test_reading_again_does_not_undo_it(ledger: Ledger, document: Document) -> None:
    made = ledger.correct(act(ledger).id, {"polarity": "negated"}, who="a")
    ledger.add(document, read_document(document).records)
    assert made.id in {r.id for r in standing(ledger)}


def test_taking_it_back_restores_both(ledger: Ledger, document: Document) -> None:
    found = act(ledger)
    made = ledger.correct(found.id, {"polarity": "negated"}, who="a")
    stands = ledger.standing_judgement(made.id)
    assert stands is not None
    ledger.judge(stands.id, "undo", who="a")
    assert ledger.standing_judgement(found.id) is None
    assert ledger.standing_judgement(made.id) is None


def test_the_words_are_quoted_anew(ledger: Ledger, document: Document) -> None:
    start = document.text.index("suspended New START")
    made = ledger.correct(act(ledger).id, {"words": f"{start}-{start + 19}"}, who="a")
    assert made.anchors[0].quote == "suspended New START"


@pytest.mark.parametrize(
    "changes",
    [
        {"polarity": "perhaps"},
        {"date": "next Tuesday"},
        {"words": "10-99999"},
        {"actors.0": "France"},
        {"confidence": "1"},
        {},
    ],
)
def test_what_cannot_be_set_changes_nothing(
    ledger: Ledger, document: Document, changes: dict[str, str]
) -> None:
    found, before = act(ledger), ledger.last_batch()
    with pytest.raises(LedgerError):
        ledger.correct(found.id, changes, who="a")
    assert ledger.last_batch() == before


def test_two_people_do_not_overwrite_each_other(ledger: Ledger, document: Document) -> None:
    found = act(ledger)
    ledger.judge(found.id, "accept", who="b")
    with pytest.raises(LedgerConflict):
        ledger.correct(found.id, {"polarity": "negated"}, who="a", saw="")


def test_every_field_offered_can_be_set_to_itself_or_is_refused_as_unchanged(
    ledger: Ledger, document: Document
) -> None:
    for record in ledger.records():
        fields = {e.name: e.value for e in editable(record)}
        with pytest.raises(LedgerError, match="nothing was changed"):
            ledger.correct(record.id, fields, who="a")


def test_a_newer_reading_of_the_same_words_takes_no_correction_away(
    ledger: Ledger, document: Document
) -> None:
    found = act(ledger)
    made = ledger.correct(found.id, {"actors.0": "state:BLR"}, who="a")
    start = found.anchors[0].start
    wider = Anchor(start, start + 19, document.text[start : start + 19])
    ledger.add(document, [with_id(replace(found, anchors=(wider,)))])
    assert made.id in {r.id for r in standing(ledger)}
