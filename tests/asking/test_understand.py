"""Questions of many disputes: what they are taken for, what they name, and for which day."""

from datetime import date

import pytest
from tests.build import case, document

from servanda.asking import ask, understand
from servanda.asking.names import near_enough

EMPTY = case([document("Nothing is said here.")], [])

TAKEN = [
    ("Is the Indus Waters Treaty still in force?", "status", "instrument:indus-waters-treaty-1960"),
    ("who signed the Dayton Agreement", "who", "instrument:dayton-agreement-1995"),
    ("Who are the parties to the Camp David Accords?", "who", "instrument:camp-david-accords-1978"),
    ("Why did India break the Simla Agreement?", "why_broke", "instrument:simla-agreement-1972"),
    ("How has the US justified leaving the JCPOA?", "why_broke", "instrument:jcpoa-2015"),
    ("How much notice is needed to leave the NPT?", "provision", "instrument:npt-1968"),
    ("What must Ukraine do under the Budapest Memorandum?", "duties", "state:UKR"),
    ("List the acts on the JCPOA in order of date.", "list", "instrument:jcpoa-2015"),
    ("what binds india to pakistan", "binds", "state:IND"),
    ("Which treaties has Russia left?", "list", "state:RUS"),
    ("Who was first to withdraw from the JCPOA?", "who_first", "instrument:jcpoa-2015"),
    ("How many times did Pakistan reaffirm the Simla Agreement?", "how_often", "state:PAK"),
    ("Where do Serbia and Kosovo contradict each other?", "clash", "state:SRB"),
    ("What did Modi say about Kashmir?", "said_about", "person:narendra-modi"),
    ("Show me what Modi said about Kashmir", "said_about", "person:narendra-modi"),
    ("What does the North Atlantic Treaty say about armed attack?", "provision",
     "instrument:north-atlantic-treaty-1949"),
    ("Is Armenia keeping its promises?", "duties", "state:ARM"),
    ("Please tell me when the JCPOA was signed", "when", "instrument:jcpoa-2015"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "intent", "named"), TAKEN)
def test_questions_of_other_disputes_are_understood(question: str, intent: str, named: str) -> None:
    asked = understand(EMPTY, question)
    assert asked.intent == intent
    assert named in (*asked.instruments, *asked.actors)


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("Was the JCPOA in force on 1 March 2018?", date(2018, 3, 1)),
        ("On May 9, 2018, was the JCPOA in force?", date(2018, 5, 9)),
        ("Was the JCPOA in force in 2017?", date(2017, 12, 31)),
        ("Is the statement of 10 November 2020 in force?", None),
        ("Is the 2010 START treaty in force?", None),
        ("Was the JCPOA in force at the end of 2017?", date(2017, 12, 31)),
        ("Did Iran still keep the JCPOA in March 2018?", date(2018, 3, 31)),
        ("jcpoa in force back in March 2018", date(2018, 3, 31)),
        ("Is the Sochi statement in October 2022 a treaty?", None),
    ],
)
def test_the_day_is_read_and_a_name_is_no_day(question: str, day: date | None) -> None:
    assert understand(EMPTY, question).day == day


@pytest.mark.parametrize(
    ("question", "view"),
    [
        ("in India's telling, is the Simla Agreement in force?", "state:IND"),
        ("From Islamabad's point of view, is the Simla Agreement in force?", "state:PAK"),
        ("How does Tehran see the status of the JCPOA?", "state:IRN"),
        ("Is the Simla Agreement in force in Kashmir?", ""),
        ("What is in Iran's account of the talks missing?", "state:IRN"),
    ],
)
def test_the_view_asked_for_is_read(question: str, view: str) -> None:
    assert understand(EMPTY, question).view == view


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Was the 1997 Russia-Armenia friendship treaty in force?",
         "instrument:russia-armenia-friendship-treaty-1997"),
        ("Is the Sochi statement of 2022 in force?", "instrument:sochi-statement-2022"),
    ],
)  # fmt: skip
def test_descriptions_name_an_instrument(question: str, named: str) -> None:
    assert understand(EMPTY, question).instruments == (named,)


def test_slips_of_the_key_are_forgiven_in_long_words_only() -> None:
    assert understand(EMPTY, "Is Azerbaijna bound?").actors == ("state:AZE",)
    assert near_enough("declaraton", "declaration")
    assert not near_enough("declared", "declaration")


@pytest.mark.parametrize("question", ["Who is bound (say on 1 May 2023)?", "What happened in May?"])
def test_a_month_is_no_person(question: str) -> None:
    assert not any(a.startswith("person:") for a in understand(EMPTY, question).actors)


@pytest.mark.parametrize(
    "question",
    [
        "Is the Zangezur Transit Convention of 2022 still in force?",
        "What is the status of the Lake Geneva Fishing Protocol of 1971?",
        "Why did Pakistan violate the Karachi Blockade Accord of 1999?",
        "What did the Pope say on the blockade?",
        "What must Peru pay to Chile?",
        "What does article 99 of the JCPOA say?",
        "What are Peru's obligations under the JCPOA?",
        "Who commanded the peacekeepers?",
        "Which agreement ties Paraguay to Azerbaijan?",
    ],
)
def test_an_unknown_name_gives_nothing_and_never_everything(question: str) -> None:
    answer = ask(EMPTY, question)
    assert (answer.kind, answer.sentences) == ("not in the record", ())


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How much notice is needed to leave the Open Skies Treaty?", "6 months"),
        ("Who are the parties to the Camp David Accords?", "Israel"),
        ("When did the US leave the JCPOA?", "2018-05-08"),
        ("How long does New START last?", "15 years"),
        ("When does New START expire?", "2026-02-05"),
        ("What does article 5 of the North Atlantic Treaty say?", "attack"),
        ("What did Russia promise Ukraine in the Budapest Memorandum?", "borders"),
        ("Which treaties has Russia left?", "Open Skies"),
        ("What binds India to Pakistan?", "Indus Waters"),
        ("Was New START extended in 2021?", "2021-02-03: reaffirmation"),
    ],
)
def test_the_registry_answers_and_is_cited(question: str, words: str) -> None:
    answer = ask(EMPTY, question)
    assert any(words in s.text for s in answer.sentences)
    assert all(s.registry or s.records for s in answer.sentences)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Why did India break the Simla Agreement?", "does not show"),
        ("Why did France violate the Budapest Memorandum?", "does not show"),
        ("When did Turkey sign New START?", "does not show"),
        ("When did Egypt leave the Camp David Accords?", "does not show"),
        ("On what day did Pakistan denounce the Simla Agreement?", "does not show"),
        ("Who signed New START for Turkey?", "does not show"),
    ],
)
def test_a_leading_question_is_told_first_what_the_record_shows(question: str, words: str) -> None:
    first = ask(EMPTY, question).sentences[0]
    assert words in first.text
    assert first.registry
