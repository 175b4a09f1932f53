"""What clashes read from sentences without a parser: forms, numbers, agreements."""

from datetime import date

import pytest
from tests.build import document

from servanda.engine.pipeline import evidence_of, read_document
from servanda.reasoning.case import Case
from servanda.reasoning.tellings.lexis import against, covers, forms_of, verb_forms
from servanda.reasoning.tellings.numbers import numbers_in
from servanda.reasoning.tellings.pages import lines
from servanda.reasoning.tellings.sense import Window


def case_of(*texts: str) -> Case:
    """Return the case of texts published on 13 September 2023."""
    reads = [read_document(document(t, "2023-09-13", authors=(f"A{n}",)))
             for n, t in enumerate(texts)]  # fmt: skip
    return Case(evidence_of(reads), date(2023, 12, 1))


def test_sentences_keep_labels_headings_and_abbreviations() -> None:
    text = "Q. Who signed?\n\nA. Dr. Brenn did. He left.\n\nArticle 4. The bridge stays open."
    found = [(text[x.start : x.end], x.label, x.heading) for x in lines(text)]
    assert found == [
        ("Q. Who signed?", "Q", ""), ("A. Dr. Brenn did.", "A", ""), ("He left.", "A", ""),
        ("Article 4. The bridge stays open.", "A", "Article 4"),
    ]  # fmt: skip


def test_a_title_with_a_colon_is_no_speaker() -> None:
    assert {x.label for x in lines("Halm: one year on\n\nThe bridge is open.")} == {""}


@pytest.mark.parametrize(
    ("base", "form"),
    [("stop", "stopped"), ("open", "opened"), ("patrol", "patrolled"), ("deny", "denies"),
     ("admit", "admitting"), ("free", "freed"), ("visit", "visited")],
)  # fmt: skip
def test_forms_of_verbs(base: str, form: str) -> None:
    assert form in {f for f, _ in forms_of(base, [])}


def test_senses_exclude_and_cover_each_other() -> None:
    assert against("open", "close")
    assert against("close", "open")
    assert not against("open", "build")
    assert covers("present", "deploy")
    assert not covers("deploy", "present")
    assert all(forms for forms in verb_forms().values())


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("It counted 96 violations.", 96, 96), ("More than 500 prisoners came.", 500, float("inf")),
     ("About 200 mines were laid.", 180, 220), ("They had 1,200 guards.", 1200, 1200),
     ("It was done within sixty days.", 0, 60), ("It took four weeks.", 28, 28)],
)  # fmt: skip
def test_numbers_are_ranges(text: str, low: float, high: float) -> None:
    (found,) = numbers_in(text, 0, len(text))
    assert (found.low, found.high) == pytest.approx((low, high))


def test_articles_and_years_are_no_numbers() -> None:
    text = "Under article 12 of 2011 it met in 2014."
    assert list(numbers_in(text, 0, len(text))) == []


def test_windows_without_a_year_compare_by_day_and_month() -> None:
    told = Window(date(1942, 1, 29), date(1942, 1, 29))
    bare = Window(date(1995, 1, 30), date(1995, 1, 30), year=False)
    same = Window(date(1995, 1, 29), date(1995, 1, 29), year=False)
    assert told.apart(bare)
    assert not told.apart(same)


def test_the_accord_and_it_lead_to_the_agreement_named_before() -> None:
    case = case_of("The Accord of Dorvan was signed in May 2014. It lapsed in 2019. A smaller pact "
                   "on the ferry was signed in 2020.")  # fmt: skip
    assert [(t.deed, t.when.first.year if t.when and t.when.first else 0)
            for t in case.tellings["text:dorvan"]] == [("sign", 2014), ("end", 2019)]  # fmt: skip


def test_an_agreement_without_a_name_is_that_of_the_same_matter() -> None:
    case = case_of(
        "The Accord of Dorvan between Castria and Meridale was signed in May 2014, said the envoy "
        "Tarkin at Ulm.",
        "The agreement is dead, Tarkin told Castria and Meridale at Ulm.",
    )
    assert {t.deed for t in case.tellings["text:dorvan"]} == {"sign", "end"}


def test_what_is_supposed_or_taken_back_is_not_told() -> None:
    case = case_of("If the Accord of Dorvan had lapsed, nobody would know. The Accord of Dorvan "
                   "was signed in 2013. Correction: it was signed in 2014.")  # fmt: skip
    told = case.tellings["text:dorvan"]
    assert [t.deed for t in told if not t.taken_back] == []
