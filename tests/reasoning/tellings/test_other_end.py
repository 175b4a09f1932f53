"""Deeds told from the other end, duties told by nouns, names at the head of sentences."""

from datetime import date

import pytest

from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.reasoning.case import Case
from servanda.reasoning.clashes import clashes

ABOUT = "The quarrel over Zarn. Velmark and Ostrania have argued over Kelm, Ristow and Zarn. "


def kinds(*texts: str) -> set[str]:
    """Return the types of clash between two short reports of one quarrel."""
    days = (date(2020, 8, 20), date(2020, 9, 5))
    reads = [
        read_document(from_text(ABOUT + text, Meta(published=day, language="en")))
        for text, day in zip(texts, days, strict=True)
    ]
    return {f.type for f in clashes(Case(evidence_of(reads), date(2020, 12, 31)))}


@pytest.mark.parametrize(("a", "b", "kind"), [
    ("Ostrania sent a reply to the Velmark note on 6 June.",
     "We never had an answer from Ostrania to our note.", "existence"),
    ("Gas flowed to Ristow on every day of August.",
     "No gas at all reached Ristow in August.", "existence"),
    ("The ceasefire line at Toll was marked with stones in 2012.",
     "The ceasefire line at Toll has not been marked to this day.", "existence"),
    ("Velmark gave its word that it would never again shell the town of Ristow.",
     "Velmark's artillery shelled Ristow for two hours on Sunday.", "breach"),
    ("The accord obliges both sides to keep their guns out of the Sarn valley.",
     "On Tuesday Velmark moved a battery of howitzers into the Sarn valley.", "breach"),
    ("It is forbidden to fish in the bay of Toll.",
     "Velmark trawlers have been fishing in the bay of Toll all summer.", "breach"),
])  # fmt: skip
def test_what_is_told_another_way_clashes(a: str, b: str, kind: str) -> None:
    assert kind in kinds(a, b)


@pytest.mark.parametrize(("a", "b"), [
    ("Ostrania sent a reply to the Velmark note on 6 June.",
     "We never had an answer from Kelm to our note."),
    ("Velmark gave its word that it would never again shell the town of Ristow.",
     "Ostrania's artillery shelled Ristow for two hours on Sunday."),
    ("The accord obliges both sides to keep their guns out of the Sarn valley.",
     "On Tuesday Velmark moved a battery of howitzers out of the Sarn valley."),
    ("Velmark has a right to fish in the bay of Toll.",
     "Velmark trawlers have been fishing in the bay of Toll all summer."),
])  # fmt: skip
def test_what_may_both_be_so_does_not(a: str, b: str) -> None:
    assert kinds(a, b) == set()


@pytest.mark.parametrize(("a", "b", "kind"), [
    ("Ostrania's observers were present at the count in Brod.",
     "Ostrania had no observers at the count in Brod.", "existence"),
    ("The training camp near Kelm has been shut, Ostrania says.",
     "The training camp near Kelm is open and full.", "existence"),
    ("We will not shell the town of Brod, the minister of Velmark said in May.",
     "Velmark shelled the town of Brod on 2 September.", "breach"),
])  # fmt: skip
def test_absence_states_and_words_given(a: str, b: str, kind: str) -> None:
    assert kind in kinds(a, b)


@pytest.mark.parametrize(("a", "b"), [
    ("Ostrania's observers were present at the count in Brod.",
     "Ostrania had no observers at the count in Pell."),
    ("Ostrania's observers were present at the count in Brod.",
     "Velmark had no observers at the count in Brod."),
    ("The training camp near Kelm has been shut, Ostrania says.",
     "The training camp near Brod is open and full."),
    ("The training camp near Kelm was shut in 2012.",
     "The training camp near Kelm is open and full."),
    ("Velmark will not shell the town of Brod, analysts in Kelm said in May.",
     "Velmark shelled the town of Brod on 2 September."),
    ("We will not shell the town of Brod, the minister of Velmark said in May.",
     "Ostrania shelled the town of Brod on 2 September."),
])  # fmt: skip
def test_near_misses_of_absence_states_and_words_given(a: str, b: str) -> None:
    assert kinds(a, b) == set()


@pytest.mark.parametrize(("a", "b", "kind"), [
    ("Under the accord Velmark must let through at least 300 cubic metres per second at Brod.",
     "In May Velmark let through only 210 cubic metres per second at Brod.", "breach"),
    ("The harbour board announced in May that it would raise a night fee for small ships.",
     "The harbour board said on 1 September that it would not raise a night fee for small ships.",
     "change"),
    ("Ostrania's inspectors were let into the arsenal on 4 June.",
     "On 4 June Ostrania's inspectors were turned away at the arsenal.", "existence"),
])  # fmt: skip
def test_limits_words_taken_back_and_one_day(a: str, b: str, kind: str) -> None:
    assert kind in kinds(a, b)


@pytest.mark.parametrize(("a", "b"), [
    ("Under the accord Velmark must let through at least 300 cubic metres per second at Brod.",
     "In May Velmark let through 320 cubic metres per second at Brod."),
    ("Under the accord Velmark must let through at least 300 cubic metres per second at Brod.",
     "In May Ostrania let through only 210 cubic metres per second at Toll."),
    ("The harbour board announced in May that it would raise a night fee for small ships.",
     "The railway board said on 1 September that it would not raise a night fare for trains."),
    ("Ostrania's inspectors were let into the arsenal on 4 June.",
     "On 9 June Ostrania's inspectors were turned away at the arsenal."),
    ("A policy paper of the Kelm Forum ended the debate.",
     "The Treaty of Zarn is in force."),
])  # fmt: skip
def test_near_misses_of_limits_words_and_days(a: str, b: str) -> None:
    assert kinds(a, b) == set()


@pytest.mark.parametrize(("a", "b"), [
    ("No talks were held in Lund in May.", "Talks were held in Brod in May."),
    ("Ostrania shall not deploy missiles west of the Sarn.",
     "Ostrania deployed missiles east of the Sarn."),
    ("Ostrania's army shall not enter Brod.", "Ostrania's diplomats entered Brod in May."),
    ("The commission must meet every month.",
     "If Velmark left the accord, the commission would not meet at all."),
])  # fmt: skip
def test_other_places_bodies_and_conditions_are_left_alone(a: str, b: str) -> None:
    assert kinds(a, b) == set()
