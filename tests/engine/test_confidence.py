"""Confidence is a share counted on gold, of the narrowest group that the table knows."""

from msgspec.structs import replace

from servanda.engine import read_document
from servanda.engine.confidence import ANY, APART, calibrated, keys, shares, strength_of
from servanda.intake import from_text
from servanda.reading import read

TEXT = "Has Kenya left the accord? Kenya signed it on 5 May 2020. It has kept its word since."


def test_a_record_gets_the_share_of_the_narrowest_group_known() -> None:
    for record in read(from_text(TEXT)):
        (found,) = calibrated([record])
        known = [shares()[k] for k in keys(record) if k in shares()]
        if record.rule.startswith(APART) or not known:
            assert found is record
        else:
            assert found.confidence == known[0]


def test_what_points_back_keeps_the_confidence_of_naming() -> None:
    back = [r for r in read(from_text(TEXT)) if r.rule.startswith(APART)]
    assert back
    assert list(calibrated(back)) == back


def test_a_strong_find_is_told_from_a_weak_one_of_its_rule() -> None:
    record = next(r for r in read(from_text(TEXT)) if not r.rule.startswith(APART))
    strong, weak = (next(keys(replace(record, confidence=c))) for c in (0.95, 0.2))
    assert (strong[2], weak[2]) == (strength_of(0.95), strength_of(0.2)) == ("strong", "weak")
    assert list(keys(record))[-1][1:] == (ANY, ANY)


def test_read_documents_are_calibrated() -> None:
    sure = [r for r in read_document(from_text(TEXT)).records if r.confidence >= 0.9]
    assert {type(r).__name__ for r in sure} >= {"Mention", "Time", "Question"}
