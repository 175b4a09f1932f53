"""Claims about an agreement that no registry knows, held against its own text in the record."""

from datetime import date

from servanda.engine import Read, evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.model import Finding
from servanda.reasoning.case import Case
from servanda.reasoning.check import check

PACT = """AGREEMENT
between the Republic of Velmora and the Kingdom of Astery
on the Kessel Dam and the Waters of the Lune

Done at Ostrava on 3 June 2019

The Republic of Velmora and the Kingdom of Astery have agreed as follows:

Article 1
The Parties shall build a dam at Kessel at equal cost.

Article 2
Velmora shall release ninety cubic metres of water a second between May and September.

Article 3
Each Party may keep up to forty guards at the dam.

Article 4
Disputes shall be referred to an arbitral tribunal of three members sitting in Geneva.

Article 5
This Agreement is concluded for twenty years.

For the Republic of Velmora: Ana Brandt, Minister of Water
For the Kingdom of Astery: Olof Rask, Minister of Finance
"""


def read(text: str, day: date) -> Read:
    return read_document(from_text(text, Meta(published=day, language="en")))


def checked(text: str) -> list[Finding]:
    """Return the findings on a text that is held against the agreement's own words."""
    record = evidence_of([read(PACT, date(2019, 6, 3))])
    told = evidence_of([read(text, date(2024, 6, 1))])
    return check(Case(record, date(2024, 6, 1)), told)


def verdicts(text: str) -> dict[str, str]:
    """Return the verdict on each claim by the words that carry it."""
    return {f.values["quote"]: f.type for f in checked(text)}


LEAD = "The Kessel Dam agreement of 3 June 2019 divides the waters of the Lune. "


def test_a_number_told_as_the_text_has_it_agrees_and_another_differs() -> None:
    told = "Velmora must release {} cubic metres of water a second between May and September."
    assert "agrees" in verdicts(LEAD + told.format("ninety")).values()
    assert "differs" not in verdicts(LEAD + told.format("ninety")).values()
    assert "differs" in verdicts(LEAD + told.format("sixty")).values()


def test_a_term_is_that_of_the_text() -> None:
    assert "differs" in verdicts(LEAD + "It was concluded for thirty years.").values()
    assert "differs" not in verdicts(LEAD + "It was concluded for twenty years.").values()


def test_what_is_held_cites_the_record_of_the_text_and_no_row() -> None:
    found = [f for f in checked(LEAD + "It was concluded for thirty years.")
             if f.type == "differs"]  # fmt: skip
    assert found
    for finding in found:
        assert any(r.role == "record" for r in finding.records)
        assert all(not b.registry for b in finding.because)


def test_without_the_text_nothing_is_held() -> None:
    told = evidence_of([read(LEAD + "It was concluded for thirty years.", date(2024, 6, 1))])
    empty = evidence_of([read("The weather was fine.", date(2019, 6, 3))])
    found = check(Case(empty, date(2024, 6, 1)), told)
    assert all(f.type != "differs" for f in found)
