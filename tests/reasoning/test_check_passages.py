"""A clause in other words than a sentence of a report agrees with it, or differs in one detail."""

from datetime import date

import pytest

from servanda import vectors
from servanda.engine import Read, evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.reasoning.case import Case
from servanda.reasoning.check import check

pytestmark = pytest.mark.skipif(not vectors.installed(), reason="the extra `vectors` is not here")

REPORT = """Third report of the Harbour Mission

Marabek, 12 May 2021

The Harbour Mission of the Coastal League presents its third report on the truce of Marabek.

The truce was mostly kept. The Mission counted 23 incidents, of which 14 were laid to Torvia and
nine to the Delta Front. On 4 March 2021 shells killed seven fishermen near Osk.

Torvia reopened the port of Osk on 2 February 2021. It has not paid the pensions of former
fighters of the Delta Front.

The Delta Front proposed a longer truce, and Torvia declined.
"""
HEAD = "Notes from Marabek and Osk, on Torvia, the Delta Front and the Coastal League.\n\n"


def read(text: str, day: date) -> Read:
    return read_document(from_text(text, Meta(published=day)))


def verdicts(sentence: str, record: str = REPORT) -> set[str]:
    """Return what sentences of the record show of a sentence of a letter."""
    told = evidence_of([read(HEAD + sentence, date(2021, 6, 1))])
    known = evidence_of([read(record, date(2021, 5, 12))])
    return {f.type for f in check(Case(known, date(2021, 6, 1)), told)
            if "passage" in f.rule or "echo" in f.rule}  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    [
        "In March 2021 seven fishermen died when shells hit the sea near Osk.",
        "The monitors registered 23 incidents.",
    ],
)
def test_other_words_for_a_sentence_agree(sentence: str) -> None:
    assert verdicts(sentence) == {"agrees"}


def test_another_number_differs() -> None:
    assert verdicts("In March 2021 nine fishermen died when shells hit the sea near Osk.") == {
        "differs"
    }


def test_the_contrary_differs() -> None:
    assert verdicts("Torvia has closed the port of Osk.") == {"differs"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Torvia proposed a longer truce.",  # the other one did
        "Torvia has paid the pensions of the former fighters.",  # denied
        "Seven fishermen were killed near Lomar in March 2021.",  # a place that is nowhere
        "Seven fishermen were killed near Osk in March 2019.",  # another day
        "We saw seven fishermen being killed near Osk.",
        "The fishermen of Osk sell their catch in town.",
    ],
)
def test_what_is_not_told_so_does_not_agree(sentence: str) -> None:
    assert "agrees" not in verdicts(sentence)


def test_a_report_on_another_matter_tells_nothing() -> None:
    other = REPORT
    for name in ("Marabek", "Osk", "Torvia", "Delta", "Coastal"):
        other = other.replace(name, name[::-1].title())
    assert verdicts("In March 2021 nine fishermen died when shells hit the sea.", other) == set()


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The second convoy left Osk with 40 lorries on 9 April 2021.", {"agrees"}),
        ("The first convoy of 40 lorries left Osk on 9 April 2021.", set()),
        ("Torvia must keep 300 guards at the port of Osk.", set()),
        ("Shells failed to kill seven fishermen near Osk in March 2021.", set()),
    ],
)
def test_order_force_and_a_verb_that_denies_leave_it_open(sentence: str, told: set[str]) -> None:
    more = "The second convoy of 40 lorries left Osk on 9 April 2021. Torvia may keep 300 guards."
    assert verdicts(sentence, f"{REPORT}\n{more}\n") == told
