"""Who did it before whom, by the acts on record."""

from datetime import date

import pytest

from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.model import Evidence
from servanda.reasoning.case import Case
from servanda.reasoning.check import check

DAY = date(2023, 3, 1)


def order(text: str) -> list[str]:
    told = evidence_of([read_document(from_text(text, Meta(published=DAY)))])
    found = check(Case(Evidence(documents={}, records=()), DAY), told)
    return [a["verdict"] for f in found for a in f.values["aspects"] if a["aspect"] == "order"]


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("Russia left the Treaty on Open Skies before the United States did.", ["differs"]),
        ("Russia left the Treaty on Open Skies ahead of Washington.", ["differs"]),
        ("The United States left the Treaty on Open Skies a year before Russia did.", ["agrees"]),
        ("Russia withdrew from the Treaty on Open Skies after the United States.", ["agrees"]),
        # another deed than his, and a day
        ("Russia left the Treaty on Open Skies before the United States could complain.", []),
        ("Russia left the Treaty on Open Skies before Christmas.", []),
    ],
)
def test_order(text: str, verdicts: list[str]) -> None:
    assert order(text) == verdicts
