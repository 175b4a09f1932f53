"""What "it" means after another thing than an agreement has been told of."""

import pytest

from servanda.engine import read_document
from servanda.intake import from_text
from servanda.model import Act

SIGNED = "Pellin and Ostvia signed the Harrow Accord on 3 March 2016."


def acts_on_it(text: str) -> list[str]:
    records = read_document(from_text(text)).records
    return [r.act for r in records if isinstance(r, Act) and r.instrument.surface.lower() == "it"]


@pytest.mark.parametrize(
    "after",
    [
        "The patrol was to last two months. It ended on 9 May 2016.",
        "A corridor was opened in June. It was closed and ended in July.",
        "A new levy began in June; Ostvia objected to it.",
    ],
)
def test_what_was_told_of_since_is_meant_and_no_agreement(after: str) -> None:
    assert acts_on_it(f"{SIGNED} {after}") == []


@pytest.mark.parametrize(
    ("after", "act"),
    [
        ("The text is short. It was terminated on 9 May 2016.", "termination"),
        ("The minister was tired. It was terminated on 9 May 2016.", "termination"),
        ("The ink was not dry. The militia violated it.", "breach_alleged"),
        ("The government fell in 2018. Its successor denounced it on 5 May 2019.", "withdrawal"),
        ("When the war broke out, Ostvia denounced it.", "withdrawal"),
        ("It expired in 2020.", "expiry"),
    ],
)
def test_a_text_and_somebody_leave_the_agreement_meant(after: str, act: str) -> None:
    assert acts_on_it(f"{SIGNED} {after}") == [act]
