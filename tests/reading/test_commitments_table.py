"""Commitments in invented sentences of columnists, ministries and wires, and mere facts beside.

data/commitments.tsv has the sentence, the word that binds, the force and the bearers (commas
between them); data/no_commitments.txt sentences that bind nobody, one a line.
"""

import csv
from pathlib import Path

import pytest

from servanda.model import Commitment

from .helpers import of

DATA = Path(__file__).parent / "data"
with (DATA / "commitments.tsv").open(encoding="utf-8", newline="") as lines:
    BINDING = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
FREE = (DATA / "no_commitments.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("text", "word", "force", "bearers"), [tuple(row.values()) for row in BINDING]
)
def test_a_commitment_is_found_once(text: str, word: str, force: str, bearers: str) -> None:
    found = of(Commitment, text)
    assert len(found) == 1, [(r.anchors[0].quote, r.force) for r in found]
    assert any(word.casefold() in a.quote.casefold() for a in found[0].anchors)
    assert found[0].force == force
    surfaces = [b.surface.casefold() for b in found[0].bearers]
    wanted = [b.casefold() for b in bearers.split(",") if b]
    assert len(surfaces) == len(wanted)
    assert all(w in s for w, s in zip(wanted, surfaces, strict=True)), surfaces


@pytest.mark.parametrize("text", FREE)
def test_facts_wishes_plans_and_threats_bind_nobody(text: str) -> None:
    assert [(r.anchors[0].quote, r.force) for r in of(Commitment, text)] == []
