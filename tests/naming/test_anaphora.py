"""Pronouns and definite phrases: whom they mean, and how sure that is said to be."""

from datetime import date

import pytest

from servanda.engine import read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.model import Mention, Provision

CASES = [
    ("Armenia claims that it has always recognised the border.", "it", ("state:ARM",)),
    ("Turkey and Greece signed the accord. The two countries kept it.", "The two countries",
     ("state:GRC", "state:TUR")),
    ("Vladimir Putin met Recep Tayyip Erdogan. The two leaders said nothing.", "The two leaders",
     ("person:recep-tayyip-erdogan", "person:vladimir-putin")),
    ("In Moscow, they know that the truce will not last.", "they", ("state:RUS",)),
    ("Emmanuel Macron spoke to reporters. He said that France would pay.", "He",
     ("person:emmanuel-macron",)),
    ("The Indus Waters Treaty has survived three wars. It was signed in Karachi.", "It",
     ("instrument:indus-waters-treaty-1960",)),
    ("Iran and Brazil spoke. The latter proposed a formula.", "The latter", ("state:BRA",)),
    ("Kosovo owes its citizens an answer.", "its", ("polity:kosovo",)),
]  # fmt: skip
NOTHING = [
    "It is clear that Georgia will not sign.",
    "It rained in Vienna while Iran and France talked.",
    "It would be a pity if Sudan left the talks.",
    "It was in Geneva that Syria and Turkey first spoke.",
    "Japan finds it hard to believe that China will pay.",
    "It took Egypt and Israel months to agree.",
]


def pointing(text: str, **meta: object) -> dict[str, tuple[Mention, tuple[str, ...]]]:
    """Return what points back in a text, by its words, with the ids that it stands for."""
    document = from_text(text, Meta(published=date(2024, 5, 2), **meta))  # type: ignore[arg-type]
    found = {}
    for record in read_document(document).records:
        if isinstance(record, Mention) and record.rule.startswith("anaphor."):
            members = record.antecedents or (record.refers_to,)
            ids = tuple(sorted(m.id for m in members if m.id))
            found[record.refers_to.surface] = (record, ids)
    return found


@pytest.mark.parametrize(("text", "words", "expected"), CASES)
def test_whom_a_phrase_means(text: str, words: str, expected: tuple[str, ...]) -> None:
    record, ids = pointing(text)[words]
    assert ids == expected
    assert record.refers_to.confidence < 0.8  # by rule, never as sure
    assert record.refers_to.method != "none"


@pytest.mark.parametrize("text", NOTHING)
def test_it_that_stands_for_nothing_is_no_mention(text: str) -> None:
    assert not any(words.lower() == "it" for words in pointing(text))


def test_antecedents_stand_where_they_say() -> None:
    text = "Norway and Cuba were guarantors. They stayed, and both sides thanked them."
    for record, _ in pointing(text).values():
        for ref in record.antecedents:
            assert all(text[a.start : a.end] == a.quote for a in ref.anchors)


def test_of_two_that_fit_alike_the_other_is_told() -> None:
    record, _ = pointing("France wrote to Spain. Italy wrote to Malta. It regrets the delay.")["It"]
    assert record.refers_to.confidence < 0.6
    assert record.refers_to.alternatives


def test_we_in_a_speech_is_the_country_that_speaks() -> None:
    title = "Libya: statement in the General Debate"
    found = pointing("We thank the United Nations. My country needs help.",
                     title=title, genre="speech")  # fmt: skip
    assert found["We"][1] == found["My country"][1] == ("state:LBY",)


def test_we_in_an_article_without_a_place_is_nobody() -> None:
    assert "We" not in pointing("We must not forget. The talks go on.")


def test_she_is_not_he() -> None:
    found = pointing("Angela Merkel met Francois Hollande. She left early; he stayed.")
    assert found["She"][1] == ("person:angela-merkel",)
    assert found["he"][1] == ("person:francois-hollande",)


def test_this_clause_is_the_provision_told_before() -> None:
    text = "Article 8 of the Indus Waters Treaty is old. Pakistan relied on this clause."
    document = from_text(text, Meta(published=date(2024, 5, 2)))
    found = [r for r in read_document(document).records if isinstance(r, Provision)]
    assert [r.locator for r in found] == ["article 8", "article 8"]
    assert {r.instrument.id for r in found if r.instrument} == {
        "instrument:indus-waters-treaty-1960"
    }
