"""Documents of other affairs decide nothing: the vote of one country is not another's."""

from datetime import date

import pytest

from servanda.engine import evidence_of, read_document
from servanda.intake import Meta, from_text
from servanda.reasoning.case import Case
from servanda.reasoning.foretold import outcomes, register
from servanda.reasoning.foretold.affairs import of_one_affair

MADE, TOLD = date(2031, 3, 1), date(2031, 9, 10)
HERE = (
    "Borduria and its neighbours. In Klow the mood is sour. Borduria argues with Syldavia about "
    "the Niedrow Truce, and the cabinet in Borduria is tired of Niedrow. "
)
MORE = "Syldavia waits. Observers in Niedrow counted six shots; Borduria blamed Syldavia. "
THERE = (
    "Kesh and the river. In Tsulik the mood is sour. Kesh argues with Vardia about the Oriel Pact, "
    "and the cabinet in Kesh is tired of Tsulik. "
)


def came(said: str, later: str) -> str:
    some = ((HERE + said, MADE), (later, TOLD), (HERE + MORE, date(2031, 8, 1)),
            (THERE, date(2031, 2, 1)))  # fmt: skip
    reads = [read_document(from_text(text, Meta(published=day))) for text, day in some]
    case = Case(evidence_of(reads), date(2031, 10, 1))
    (forecast,) = [f for f in register(case) if f.made == MADE]
    return outcomes(case, [forecast])[forecast.record.id].state


ALIKE = [
    ("The referendum will be held before the end of June.",
     "The referendum was held on 24 May 2031."),
    ("A formal ceasefire will probably be signed before the end of June.",
     "A formal ceasefire was signed on 24 May 2031."),
    ("The two sides will reopen the crossing by the end of June.",
     "The two sides reopened the crossing on 24 May 2031."),
]  # fmt: skip


@pytest.mark.parametrize(("said", "later"), ALIKE)
def test_what_names_nobody_is_held_against_its_own_affair(said: str, later: str) -> None:
    assert came(said, THERE + later) in ("open", "cannot tell")


def test_documents_of_one_affair_name_the_same() -> None:
    texts = (HERE, HERE + MORE, THERE, THERE + "Vardia shrugs at the Oriel Pact.")
    reads = [read_document(from_text(text, Meta(published=MADE))) for text in texts]
    case = Case(evidence_of(reads), date(2031, 10, 1))
    one, like, other, _ = (r.document.id for r in reads)
    assert of_one_affair(case, one, like)
    assert not of_one_affair(case, one, other)
