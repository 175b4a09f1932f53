"""Answers are made of records: change a record and the sentence changes, delete it and it goes."""

from datetime import date

import pytest
from tests.build import STATEMENT_2020, at, case, document, record, ref, speaker

from servanda.asking import ask, understand
from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.model import Act, Phrase, Position, Record, Statement
from servanda.reasoning.case import Case

TEXT = (
    "Armenia recognises the borders of Azerbaijan. Aliyev said that the November 10 agreement has "
    "expired. Armenia rejects the corridor."
)
D = document(TEXT, authors=("A. Columnist",))
ARM = ref(D, "Armenia", "state:ARM")
ALIYEV = ref(D, "Aliyev", "person:ilham-aliyev")


def stance(name: str = "recognises") -> Record:
    issue = Phrase("the borders of Azerbaijan", (at(D, "the borders of Azerbaijan"),))
    return record(Position, D, "recognises", holder=ARM, stance=name, issue=issue)


SAID = record(
    Statement, D, "said", speaker=ALIYEV, cue=(at(D, "said"),),
    content=(at(D, "the November 10 agreement has expired"),),
)  # fmt: skip
EXPIRED = record(
    Act, D, "expired", instrument=ref(D, "the November 10 agreement", STATEMENT_2020),
    act="expiry", attribution=(speaker(D, "Aliyev", "person:ilham-aliyev"),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "intent", "named"),
    [
        ("Does the November 10 statement still hold?", "status", STATEMENT_2020),
        ("Is New START still in force?", "status", "instrument:new-start-2010"),
        ("What does Armenia owe Azerbaijan?", "duties", "state:ARM"),
        ("What does point 4 of the November 10 statement say?", "provision", STATEMENT_2020),
        ("What did Aliyev say of the November 10 statement?", "said_about", "person:ilham-aliyev"),
        ("What is Armenia's position on the corridor?", "position", "state:ARM"),
        ("Who was first to recognise Karabakh as part of Azerbaijan?", "who_first", "state:AZE"),
        ("Why did Russia break the November 10 statement?", "why_broke", "state:RUS"),
        ("What was predicted about Azerbaijan?", "predicted", "state:AZE"),
        ("What clashes in what Armenia says?", "clash", "state:ARM"),
    ],
)  # fmt: skip
def test_questions_are_understood(question: str, intent: str, named: str) -> None:
    asked = understand(case([D], [stance(), SAID, EXPIRED]), question)
    assert asked.intent == intent
    assert named in (*asked.instruments, *asked.actors)


def test_every_sentence_cites_and_follows_its_record() -> None:
    question = "What is Armenia's position on the borders of Azerbaijan?"
    before = ask(case([D], [stance()]), question)
    assert before.kind == "answer"
    assert all(s.records or s.registry for s in before.sentences)
    changed = ask(case([D], [stance("rejects")]), question)
    assert changed.sentences[0].text != before.sentences[0].text
    gone = ask(case([D], []), question)
    assert gone.kind == "passages"
    assert all(s.records == (D.id,) and s.text.split(": ", 1)[1] in D.text for s in gone.sentences)


def test_who_said_what_is_told_with_its_teller() -> None:
    (s,) = ask(case([D], [SAID]), "What did Aliyev say?").sentences
    assert "as told by A. Columnist" in s.text
    assert s.records == (SAID.id,)
    assert s.pending


def test_an_accepted_record_is_not_pending() -> None:
    (s,) = ask(case([D], [SAID], verdicts={SAID.id: "accept"}), "What did Aliyev say?").sentences
    assert not s.pending


def test_a_loaded_question_is_not_followed() -> None:
    answer = ask(case([D], [EXPIRED]), "Why did Russia break the November 10 statement?")
    assert "in force" in answer.sentences[0].text
    assert all("because" not in s.text for s in answer.sentences)


@pytest.mark.parametrize(
    "question", ["Who was first to land on the Moon?", "What did Macron say?", "Colourless green?"]
)
def test_what_is_not_in_the_record_is_said_so(question: str) -> None:
    answer = ask(case([D], [stance(), SAID]), question)
    assert (answer.kind, answer.sentences) == ("not in the record", ())


def test_a_search_says_that_it_is_only_that() -> None:
    answer = ask(case([D], []), "corridor truths")
    assert answer.kind == "passages"
    assert "found by a search, which answer nothing" in answer.note


def test_places_of_a_full_text_search_are_looked_at_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("servanda.asking.nearby.LOOKED_AT", 0)
    told = case([D], [])
    assert ask(told, "corridor truths").kind == "not in the record"
    found = ask(told, "corridor truths", search=lambda _: [(D.id, TEXT.index("Armenia rejects"))])
    assert [s.text for s in found.sentences] == [f"in {D.id}: Armenia rejects the corridor."]


@pytest.mark.parametrize(
    ("told", "kind"),
    [("Russia broke the truce on 3 May 2021.", "answer"),
     ("Russia brokered the truce on 3 May 2021.", "passages")],
)  # fmt: skip
def test_a_broker_of_a_truce_did_not_break_it(told: str, kind: str) -> None:
    read = read_document(from_text(told, Meta(published=date(2021, 5, 4))))
    answer = ask(
        Case(evidence_of([read]), date(2023, 9, 1)), "Who broke the truce first, and when?"
    )
    assert answer.kind == kind
