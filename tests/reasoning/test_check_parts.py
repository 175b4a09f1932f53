"""The small parts of check: sentences, clauses, senses, numbers, cues and facts of rows."""

from datetime import date

from servanda.intake import from_text
from servanda.lexicon.registry import load_registry
from servanda.model import Evidence
from servanda.reasoning.case import Case
from servanda.reasoning.check.alike import sense
from servanda.reasoning.check.counts import counted, other_number, rhythm, spans
from servanda.reasoning.check.cues import cue_before, cue_near
from servanda.reasoning.check.parts import clauses, sentences
from servanda.reasoning.check.rows import Facts, Rows, folded


def told(text: str) -> list[tuple[str, bool]]:
    found = sentences(from_text(text))
    return [(text[s.start : s.end], s.aside or s.supposed) for s in found]


def test_an_initial_ends_no_sentence() -> None:
    assert [s for s, _ in told("George W. Bush signed it. He left.")] == [
        "George W. Bush signed it.", "He left.",
    ]  # fmt: skip


def test_what_is_asked_supposed_or_called_wrong_is_set_aside() -> None:
    text = "Was it signed? It was signed in Oslo. That is wrong. If it ends, we go. It ended."
    assert [aside for _, aside in told(text)] == [True, True, False, True, False]


def test_a_list_is_one_clause_and_a_second_deed_another() -> None:
    text = "Powers are shared between the state and the church, troops leave the old border."
    found = [text[a:b].strip() for a, b in clauses(text, 0, len(text))]
    assert found[0] == "Powers are shared between the state and the church"
    assert len(found) == 2


def test_words_that_tell_the_same_meet() -> None:
    assert sense("soldiers leave") & sense("withdrawal of troops")
    assert not sense("soldiers leave") & sense("release of prisoners")
    assert sense("Article 4 within two years") == sense("Article 9 after ten years")


def test_numbers_are_compared_with_what_they_count() -> None:
    has = ("Up to 5,000 prisoners are released.", "within thirty days")
    assert other_number("3,000 prisoners are released", has, cited=True, words_shared=2)
    assert not other_number("5,000 prisoners are released", has, cited=True, words_shared=2)
    assert not other_number("3,000 soldiers are released", has, cited=True, words_shared=2)
    assert other_number("within ninety days", has, cited=True) == "term"
    assert not other_number("within a month", has, cited=True)
    assert spans("for twenty-five years") == {25 * 365}
    assert rhythm("it meets every second year") != rhythm("it meets every year")
    assert not counted("on 5 May 1994")


def test_a_day_is_told_by_the_cue_next_to_it() -> None:
    words = "signed in Paris and ratified on 5 May 1996"
    assert cue_before(words, words.index("5 May"))[0] == "other"
    assert cue_before(words, words.index("Paris"))[0] == "signature"
    late = "It was on 2 July 1972 that they signed"
    assert cue_near(late, 10, 21) == "signature"


def test_facts_tell_a_row_and_names_are_compared_without_marks() -> None:
    rows = Rows(Case(Evidence(documents={}, records=()), date(2025, 1, 1)))
    simla = load_registry().get("instrument:simla-agreement-1972")
    assert simla is not None
    facts = Facts(people=frozenset(("indira gandhi", "somebody else")),
                  days=((date(1972, 7, 2), date(1972, 7, 2), True),))  # fmt: skip
    fit = rows.fit(simla, facts)
    assert (fit.people, fit.day, fit.sorts) == (2, 3, 2)
    assert rows.fit(simla, Facts()).points == 0
    assert folded("Aleksandar Vučić") == "aleksandar vucic"
