"""How recognitions that the registry tells are worded: its actions are verbs of their own."""

from datetime import date

from servanda.cli.matrix import owed_words
from servanda.dossier.matrix import matrix
from servanda.dossier.scribe import Scribe
from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.reasoning.case import Case
from servanda.reasoning.duties import duties

TEXT = (
    "Russia and Azerbaijan signed the Declaration on Allied Interaction in Moscow on "
    "22 February 2022. Armenia signed the Alma-Ata Declaration on 21 December 1991."
)


def case() -> Case:
    meta = Meta(title="A report", genre="news", published=date(2024, 5, 1), language="en")
    return Case(evidence_of([read_document(from_text(TEXT, meta))]), date(2024, 6, 1))


def test_a_recognition_of_the_registry_is_undertaken() -> None:
    found = [f for f in duties(case()) if f.values["force"] == "recognition"]
    told = ["".join(owed_words([f])) for f in found]
    assert any("to respect the sovereignty" in line for line in told), told
    assert not [line for line in told if "recognises: " in line]


def test_the_dossier_words_it_alike() -> None:
    known = case()
    found = [f for f in duties(known) if f.values["force"] == "recognition"]
    rows = matrix(Scribe(known), "record", found)
    assert rows
    assert {row.verb for row in rows} <= {"undertakes to", "undertake to"}
