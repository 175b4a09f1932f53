"""Which agreement a text speaks of, part by part, and what is only told by words in common."""

from datetime import date

import pytest

from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.model import Evidence, Finding
from servanda.reasoning.case import Case
from servanda.reasoning.check import check
from servanda.reasoning.check.rows import Rows
from servanda.reasoning.check.scenes import Scene
from servanda.reasoning.check.text import Text

DAY = date(2024, 6, 1)


def scene(text: str) -> list[tuple[str, str, bool, bool]]:
    """Return the words, row, surety and strength of each stretch of a text."""
    told = evidence_of([read_document(from_text(text, Meta(published=DAY, language="en")))])
    document = next(iter(told.documents.values()))
    case = Case(Evidence(documents={}, records=()), DAY)
    found = Scene(Text(document, told, case, Case(told, DAY)), Rows.of(case)).stretches()
    return [(document.text[s.start : s.end], s.instrument.removeprefix("instrument:"), s.told,
             s.strong) for s in found]  # fmt: skip


def checked(text: str) -> list[Finding]:
    """Return the findings on a text held against the registry."""
    told = evidence_of([read_document(from_text(text, Meta(published=DAY, language="en")))])
    return check(Case(Evidence(documents={}, records=()), DAY), told)


def differing(text: str) -> set[str]:
    """Return the aspects in which a text differs from the registry."""
    return {a["aspect"] for f in checked(text) for a in f.values["aspects"]
            if a["verdict"] == "differs"}  # fmt: skip


def test_a_text_goes_on_about_an_agreement_until_it_tells_of_another() -> None:
    text = (
        "The Prespa Agreement was signed in June 2018. It changed a name. It is still kept. "
        "The Erdut Agreement was signed on 12 November 1995. It foresaw a transition."
    )
    rows = [row for _, row, _, _ in scene(text)]
    assert rows == [*["prespa-agreement-2018"] * 3, *["erdut-agreement-1995"] * 2]


def test_facts_of_several_sorts_tell_an_agreement_that_is_not_named() -> None:
    found = scene("Nikos Kotzias and Nikola Dimitrov met in June 2018 and signed.")
    assert [(row, strong) for _, row, _, strong in found] == [("prespa-agreement-2018", True)]


def test_the_latter_is_the_last_that_was_named() -> None:
    found = scene("The Prespa Agreement took the place of the Interim Accord; "
                  "the latter had been signed in New York.")  # fmt: skip
    assert found[-1][1] == "interim-accord-1995"


def test_words_in_common_name_no_agreement_outright() -> None:
    text = "A final agreement on the enclaves was signed on 16 May 1973 by the two ministers."
    assert not any(strong for _, _, _, strong in scene(text))
    assert not differing(text)


@pytest.mark.parametrize(("text", "aspect"), [
    ("The Trans-Pacific Partnership was signed at Santiago on 4 February 2016.", "place"),
    ("On 8 March 2018 eleven states met in Lima and signed the CPTPP.", "place"),
    ("The Treaty of Alliance was concluded between Cyprus, Greece and Turkey. Nicosia notified "
     "its termination on 4 May 1964.", "date"),
])  # fmt: skip
def test_one_detail_that_is_other_differs(text: str, aspect: str) -> None:
    assert aspect in differing(text)


@pytest.mark.parametrize("text", [
    "The Trans-Pacific Partnership was signed at Auckland on 4 February 2016.",
    "The CPTPP was signed in March 2018. Its ministers met in Lima in the year after.",
    "The Annan Plan was finalised on 31 March 2004. It foresaw two constituent states.",
    "A nation that leaves the INF Treaty teaches others to leave.",
    "The Annan Plan may yet have three constituent states, if the envoy has his way.",
    "The Lomé Peace Accord is dead, say the traders of Freetown.",
])  # fmt: skip
def test_what_is_so_or_only_weighed_does_not_differ(text: str) -> None:
    assert not differing(text)


def test_what_begins_with_it_goes_on_about_the_agreement_just_named() -> None:
    rows = [row for _, row, told, _ in scene(
        "The Maputo Accord of 2019 ended the fighting. "
        "It had the presidents of Namibia and Botswana among its witnesses.") if told]  # fmt: skip
    assert rows == ["maputo-accord-2019"] * 2


def test_what_is_named_long_before_is_not_pointed_to() -> None:
    rows = [row for _, row, told, strong in scene(
        "The Evros talks failed. It was a cold winter, and in Geneva the delegates went home.")
        if told and strong]  # fmt: skip
    assert rows == []
