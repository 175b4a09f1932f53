"""What came of predictions told in ordinary words, and what only comes near."""

import csv
from datetime import date
from pathlib import Path

import pytest

from servanda.engine import evidence_of, read_document
from servanda.intake import Meta, from_text
from servanda.reasoning.case import Case
from servanda.reasoning.foretold import register, resolve

SAID, TOLD, ASKED = date(2031, 1, 15), date(2032, 1, 5), date(2032, 2, 1)


def rows(name: str) -> list[tuple[str, str, str]]:
    table = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    found = csv.reader((r for r in table if not r.startswith("#")), delimiter="\t")
    return [(a, b, c) for a, b, c in list(found)[1:]]


def state_of(foretold: str, told: str) -> str:
    reads = [
        read_document(from_text(foretold, Meta(published=SAID))),
        read_document(from_text("News of the year\n\n" + told, Meta(published=TOLD))),
    ]
    case = Case(evidence_of(reads), ASKED)
    first = reads[0].document.id
    found = [f for f in register(case) if f.record.document == first]
    assert len(found) == 1
    return resolve(case, found[0]).state


@pytest.mark.parametrize(("state", "foretold", "told"), rows("ordinary.tsv"))
def test_what_ordinary_words_show(state: str, foretold: str, told: str) -> None:
    assert state_of(foretold, told) == state


@pytest.mark.parametrize(("never", "foretold", "told"), rows("broken.tsv"))
def test_what_comes_near_shows_nothing(never: str, foretold: str, told: str) -> None:
    assert state_of(foretold, told) not in never.split("|")
