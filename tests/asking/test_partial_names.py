"""Instruments and states named by a part of a name, by initials, by a place, in small letters."""

from datetime import date

import pytest
from tests.build import case, document

from servanda.asking import understand
from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.reasoning.case import Case

EMPTY = case([document("Nothing is said here.")], [])
SPEAKING = """New START is the last treaty. The New START treaty of 2010 binds two states.

Nothing of the text of New START is secret. New START was extended. New START may lapse in 2026.
"""
NAMED = [
    ("who quit the npt", "instrument:npt-1968"),
    ("cfe: who is out", "instrument:cfe-treaty-1990"),
    ("What may warships do under Montreux?", "instrument:montreux-convention-1936"),
    ("Has Croatia repudiated Dayton?", "instrument:dayton-agreement-1995"),
    ("Does Dayton still hold?", "instrument:dayton-agreement-1995"),
    ("What are the Americans obliged to do under Budapest?", "instrument:budapest-memorandum-1994"),
    ("does hezbollah still have to pull back under 1701?", "instrument:unsc-resolution-1701"),
    ("Did the arms embargo of 2231 lapse?", "instrument:unsc-resolution-2231"),
    ("Serbia's duties in the Path to Normalisation", "instrument:path-to-normalisation-2023"),
    ("does kyiv still rely on the budapest memo", "instrument:budapest-memorandum-1994"),
    ("has the Minsk package been confirmed", "instrument:minsk-ii-2015"),
    ("Who were the witnesses at Dayton?", "instrument:dayton-agreement-1995"),
    ("What is left of the 2018 Pyongyang declaration?", "instrument:pyongyang-declaration-2018"),
    (
        "Which treaty with the Philippines is the Mutual Defense Treaty?",
        "instrument:us-philippines-mutual-defense-treaty-1951",
    ),
    ("was the uk ever bound by it", "state:GBR"),
    ("when did the u.s. leave", "state:USA"),
    ("what does the white house say", "state:USA"),
    ("What bound the United States and Russia?", "state:USA"),
    ("what does the united kingdom want", "state:GBR"),
]
NOT_NAMED = [
    ("First Georgian reaction to the ceasefire?", "instrument:brussels-agreement-2013"),
    ("When did the talks start?", "instrument:start-i-1991"),
    ("Who stopped in Dayton?", "instrument:dayton-agreement-1995"),
    ("what did he tell us", "state:USA"),
    ("Did Dayton hold the talks?", "instrument:dayton-agreement-1995"),
    ("What does Budapest say of Ukraine?", "instrument:budapest-memorandum-1994"),
    ("Were 1701 prisoners exchanged?", "instrument:unsc-resolution-1701"),
    ("What is signed between Turkey and Syria?", "instrument:adana-agreement-1998"),
    ("Who shot first after the 2022 truce expired in Yemen?",
     "instrument:russia-azerbaijan-declaration-2022"),
    ("What does the treaty text provide?", "instrument:new-start-2010"),
    ("Which Security Council resolutions are there?", "instrument:prespa-agreement-2018"),
    ("After the truce and the government's fall, who left?", "instrument:simla-agreement-1972"),
    ("Did anyone meet at Dayton?", "instrument:dayton-agreement-1995"),
    ("What does the NATO secretary say?", "instrument:north-atlantic-treaty-1949"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "named"), NAMED)
def test_a_part_of_a_name_names(question: str, named: str) -> None:
    asked = understand(EMPTY, question)
    assert named in (*asked.instruments, *asked.actors)


@pytest.mark.parametrize(("question", "named"), NOT_NAMED)
def test_words_that_only_look_like_a_part_name_nothing(question: str, named: str) -> None:
    asked = understand(EMPTY, question)
    assert named not in (*asked.instruments, *asked.actors)


def test_a_text_of_no_agreement_is_not_that_most_spoken_of() -> None:
    told = evidence_of([read_document(from_text(SPEAKING))])
    spoken = Case(told, date(2023, 9, 1))
    assert understand(spoken, "Is the New START treaty secret?").instruments
    assert not understand(
        spoken, "What does the treaty text provide on leaving the EU?"
    ).instruments


def test_the_states_named_beside_tell_which_is_described() -> None:
    asked = understand(EMPTY, "What does Morocco still owe under the 1991 settlement plan?")
    assert asked.instruments == ("instrument:western-sahara-ceasefire-1991",)
    bare = understand(EMPTY, "What is still owed under the 1991 settlement plan?")
    assert bare.instruments == ()


def test_the_tenth_of_a_month_is_not_october() -> None:
    text = "The trilateral statement of 10 November 2020 ended the war. The statement holds."
    spoken = Case(evidence_of([read_document(from_text(text))]), date(2023, 9, 1))
    of_november = understand(spoken, "Did anyone break the November ceasefire?").instruments
    assert of_november == ("instrument:trilateral-statement-2020",)
    of_october = understand(spoken, "Did anyone break the October ceasefire?").instruments
    assert "instrument:trilateral-statement-2020" not in of_october
