"""What came of predictions by the words of later documents, many wordings and many near misses."""

import csv
from datetime import date
from pathlib import Path

import pytest

from servanda.engine import evidence_of, read_document
from servanda.intake import Meta, from_text
from servanda.reasoning.case import Case
from servanda.reasoning.foretold import register, resolve
from servanda.reasoning.foretold.counts import Amount, amounts, fits
from servanda.reasoning.foretold.tables import hits, senses

SAID, TOLD, ASKED = date(2031, 1, 15), date(2032, 1, 5), date(2032, 2, 1)


def pairs() -> list[tuple[str, str, str]]:
    table = Path(__file__).with_name("worded.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((r for r in table if not r.startswith("#")), delimiter="\t")
    return [(r["state"], r["foretold"], r["told"]) for r in rows]


@pytest.mark.parametrize(("state", "foretold", "told"), pairs())
def test_what_words_show(state: str, foretold: str, told: str) -> None:
    reads = [
        read_document(from_text(foretold, Meta(published=SAID))),
        read_document(from_text("News of the year\n\n" + told, Meta(published=TOLD))),
    ]
    case = Case(evidence_of(reads), ASKED)
    first = reads[0].document.id
    (forecast,) = [f for f in register(case) if f.record.document == first]
    outcome = resolve(case, forecast)
    assert outcome.state == state
    if state != "cannot tell" and not outcome.registry:
        # Whatever is decided rests on records of the later text.
        assert outcome.records
        assert {r.document for r in outcome.records} == {reads[1].document.id}


def test_every_axis_is_told_by_some_wording_of_its_own() -> None:
    assert len({s.axis for s in senses()}) > 50
    assert {h.axis for h in hits("withdrew")} >= {"leave"}
    assert [h.sign for h in hits("remains a party") if h.axis == "leave"] == [-1]


@pytest.mark.parametrize(
    ("wanted", "told", "fit"),
    [
        ("at least 200 prisoners", "214 prisoners were freed", True),
        ("at least 200 prisoners", "38 prisoners were freed", None),
        ("at least 200 prisoners", "150 prisoners in all were freed", False),
        ("more than 50 prisoners", "50 prisoners in all were freed", False),
        ("fewer than ten incidents", "the number of incidents was fourteen", False),
        ("fewer than ten incidents", "seven incidents in all", True),
        ("fewer than ten incidents", "seven incidents", None),
        ("at least 200 prisoners", "214 ships left", None),
        ("ten million tonnes", "some sixteen million tonnes", True),
    ],
)
def test_numbers(wanted: str, told: str, fit: bool | None) -> None:
    (one,) = amounts(wanted)
    assert isinstance(one, Amount)
    assert fits(one, amounts(told)) is fit
