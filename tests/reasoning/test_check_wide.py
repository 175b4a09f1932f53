"""A speech that names half the world is worded like many texts: it agrees where it says so."""

from datetime import date

import pytest

from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.reasoning.case import Case
from servanda.reasoning.check import check

WORLD = (
    "We greet Albania, Bolivia, Cambodia, Denmark, Ecuador, Fiji, Gabon, Haiti, Iceland, Jamaica, "
    "Kenya, Laos, Malta, Nepal, Oman, Peru, Qatar, Rwanda, Senegal, Togo, Uganda, Vanuatu, Yemen, "
    "Zambia, Austria, Belgium, Chile, Estonia, Finland, Greece, Hungary, Ireland, Jordan, Kuwait, "
    "Latvia, Mexico, Norway, Panama, Romania, Samoa, Tunisia and Uruguay, and with them Algeria, "
    "Bahrain, Cuba, Djibouti, Egypt, France, Ghana, Honduras, Italy, Japan, Kiribati, Lebanon, "
    "Mali, Niger, Pakistan, Paraguay, Spain, Sweden, Tajikistan, Turkmenistan and Vietnam."
)
REPORT = (
    "The refugees of Lund are a problem that terrorism made, and the conference that met at Selm "
    "in May with forty delegations and a dozen banks promised money for schools, roads, wells and "
    "a new hospital on the coast. The mayor of Lund reopened the old fish market on the northern "
    "quay."
)
LOOSE = "The refugee problem was made by terrorism."
CLOSE = "The mayor of Lund reopened the old fish market on the northern quay."


def verdicts(text: str) -> set[str]:
    known = read_document(from_text(REPORT, Meta(published=date(2020, 6, 1), title="A report")))
    asked = read_document(from_text(text, Meta(published=date(2020, 6, 9), title="A speech")))
    found = check(Case(evidence_of([known]), date(2020, 7, 1)), evidence_of([asked]))
    return {f.type for f in found}


@pytest.mark.parametrize("world", ["", WORLD])
def test_a_sentence_that_is_nearly_so_in_a_report_agrees_with_it(world: str) -> None:
    assert "agrees" in verdicts(f"{world}\n\n{CLOSE}")


def test_a_speech_agrees_with_nothing_by_three_common_words() -> None:
    assert "agrees" not in verdicts(f"{WORLD}\n\n{LOOSE}")


def test_a_clause_of_a_speech_is_of_an_agreement_that_it_names_or_cites() -> None:
    told = (
        "Armenia and Azerbaijan signed the Alma-Ata Declaration in 1991. {} We thank the host for "
        "his kindness."
    )
    of_it = "The Alma-Ata Declaration binds them to respect the inviolability of borders."
    beside = "Nobody may tread upon respect for the inviolability of borders and equality."
    assert "agrees" in verdicts(f"{WORLD}\n\n{told.format(of_it)}")
    known = verdicts_of(f"{WORLD}\n\n{told.format(beside)}", "check/line-content", "check/content")
    assert "agrees" not in known


def verdicts_of(text: str, *rules: str) -> set[str]:
    """Return the verdicts that some rules give of a text held against the registry."""
    asked = read_document(from_text(text, Meta(published=date(2020, 6, 9), title="A speech")))
    found = check(Case(evidence_of([]), date(2020, 7, 1)), evidence_of([asked]))
    return {f.type for f in found if f.rule in rules}
