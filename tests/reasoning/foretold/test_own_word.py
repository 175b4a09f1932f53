"""What a party's own ministry says of its keeping is a claim; another's word on it may decide."""

from datetime import date

import pytest

from servanda.engine import evidence_of, read_document
from servanda.intake import Meta, from_text
from servanda.reasoning.case import Case
from servanda.reasoning.foretold import outcomes, register

SAID = (
    "Sweden and Finland signed the Gulf Convention of 2019. The limits of the convention will be "
    "respected by Sweden, the columnist predicted."
)
KEPT = "In May 2021 Sweden respected the limits of the Gulf Convention."


@pytest.mark.parametrize(
    ("source", "genre", "state"),
    [("Ministry of Defence of Sweden", "official statement", "open"),
     ("Baltic Courier", "news", "came true")],
)  # fmt: skip
def test_the_word_of_who_is_bound_decides_nothing(source: str, genre: str, state: str) -> None:
    told = Meta(published=date(2021, 6, 1), authors=(source,), genre=genre)
    reads = [read_document(from_text(SAID, Meta(published=date(2021, 3, 1)))),
             read_document(from_text(KEPT, told))]  # fmt: skip
    case = Case(evidence_of(reads), date(2021, 10, 1))
    (forecast,) = register(case)
    assert outcomes(case, [forecast])[forecast.record.id].state == state
