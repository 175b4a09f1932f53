"""Who foretells by "I" or "we": whoever answers for the text, in the register and on the page."""

from datetime import date

from servanda.dossier.outlook import prediction
from servanda.dossier.scribe import Scribe
from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import meta_from
from servanda.reasoning.case import Case
from servanda.reasoning.foretold import outcomes, register

TEXT = "We expect that the ministry of Lund will publish the list of prisoners in May 2012."
META = {"published": "2011", "publisher": "The Lund Gazette", "title": "Leader"}


def test_we_of_a_text_is_who_answers_for_it_in_the_year_that_it_came_out() -> None:
    read = read_document(from_text(TEXT, meta_from(META, "row 1")))
    case = Case(evidence_of([read]), date(2011, 6, 1))
    (forecast,) = register(case)
    assert forecast.forecaster == "The Lund Gazette"
    row = prediction(Scribe(case), forecast, outcomes(case, [forecast])[forecast.record.id])
    assert (row.who, row.said) == ("The Lund Gazette", "2011")
