"""Readers of times and provisions on small documents."""

from datetime import date

import pytest

from servanda.model import Bounds, Document, Provision, Time, document_id, text_hash
from servanda.model.anchors import check
from servanda.reading import provisions, times
from servanda.reading.context import Context, context
from servanda.reading.provisions import normal, roman


def opened(text: str, published: date | None = date(2023, 6, 1), **fields: object) -> Context:
    return context(
        Document(
            id=document_id(text), text=text, sha256=text_hash(text), published=published,
            **fields,  # type: ignore[arg-type]
        )
    )  # fmt: skip


def read_times(found: Context) -> list[Time]:
    return [r for r in times.read(found) if isinstance(r, Time)]


def test_a_yearless_date_that_names_an_agreement_takes_its_year_from_the_text() -> None:
    text = "The accord of 4 July 1999 ended it. Who keeps the July 4 accord? On July 4 we dance."
    assert [t.edtf for t in read_times(opened(text))] == ["1999-07-04", "1999-07-04", "2023-07-04"]


def test_years_of_resolutions_are_no_times() -> None:
    found = opened("It recalled resolution 2231 (2015) in 2016.")
    assert [t.edtf for t in read_times(found)] == ["2016"]


def test_bounds_of_publication_bound_relative_times_and_invent_nothing() -> None:
    bounds = Bounds(earliest=date(2022, 12, 20))
    found = opened("He said it yesterday.", None, published_bounds=bounds)
    (time,) = read_times(found)
    assert (time.edtf, time.earliest, time.latest) == ("", date(2022, 12, 19), None)


def test_bounds_of_publication_hold_for_every_relative_expression() -> None:
    bounds = Bounds(earliest=date(2022, 12, 20), latest=date(2023, 1, 9))
    text = "Last year they met. They will meet next month. He resigned on Friday. Who knows when?"
    found = {t.anchors[0].quote: t for t in read_times(opened(text, None, published_bounds=bounds))}
    spans = {quote: (t.earliest, t.latest) for quote, t in found.items()}
    assert spans["Last year"] == (date(2021, 1, 1), date(2022, 12, 31))
    assert spans["next month"] == (date(2023, 1, 1), date(2023, 2, 28))
    assert spans["Friday"] == (date(2022, 12, 16), date(2023, 1, 6))
    assert found["Friday"].edtf == "2022-12-16/2023-01-06"


def test_a_text_without_dates_leaves_relative_expressions_open() -> None:
    (time,) = read_times(opened("They met last year.", None))
    assert (time.edtf, time.earliest, time.latest, time.relative_to) == ("", None, None, "unknown")


def test_anchors_quote_the_text() -> None:
    text = "“On 3 May 2021”, he said;\r\n\tlast year… #May 2020 – the 1990s."
    for time in read_times(opened(text)):
        check(text, time.anchors)


def located(text: str) -> list[tuple[str, str]]:
    found = [r for r in provisions.read(opened(text)) if isinstance(r, Provision)]
    return [(r.locator, r.instrument.surface if r.instrument else "") for r in found]


@pytest.mark.parametrize(
    ("text", "locators"),
    [
        ("Article 5(2) of the Lusaka Protocol binds them.", ["article 5(2)"]),
        ("Article X of the Lusaka Protocol binds them.", ["article 10"]),
        ("The Lusaka Protocol, paras 26 and 36, binds.", ["paragraph 26", "paragraph 36"]),
        ("According to the 11th paragraph of the Lusaka Protocol", ["paragraph 11"]),
        ("the first paragraph of the Lusaka Protocol", ["paragraph 1"]),
        ("clause 4 of the Lusaka Protocol; the same clause", ["clause 4", "clause 4"]),
        ("Articles 3, 4 and 5 of the Lusaka Protocol", ["article 3", "article 4", "article 5"]),
        ("Article 12 of the Lusaka Protocol; the third clause of that article",
         ["article 12", "article 12(3)"]),
        ("The paper printed an article. At this point nine points were lost. 5 percentage points.",
         []),
        ("In the first place; the second point of view.", []),
    ],
)  # fmt: skip
def test_locators(text: str, locators: list[str]) -> None:
    assert [locator for locator, _ in located(text)] == locators


def test_a_provision_belongs_to_the_agreement_named_next_to_it() -> None:
    text = "The Oslo Accords failed. Article 3 of the Lusaka Protocol did not."
    assert located(text) == [("article 3", "Lusaka Protocol")]


def test_numbers_have_one_form() -> None:
    assert [roman(n) for n in ("IV", "IX", "XIV", "XL", "XC")] == [4, 9, 14, 40, 90]
    assert normal("5 (2)(a)") == "5(2)(a)"


@pytest.mark.parametrize(
    ("text", "quote", "edtf", "mod", "left_open"),
    [
        ("It has held since 2020.", "2020", "2020", "ON_OR_AFTER", "2020/.."),
        ("It lapsed before 2020.", "2020", "2020", "BEFORE", "../2019-12-31"),
        ("It lapsed after May 2020.", "May 2020", "2020-05", "AFTER", "2020-06-01/.."),
        ("It began in the early 1990s.", "the early 1990s", "199X", "START", "199X"),
        ("It began in mid-2019.", "mid-2019", "2019", "MID", "2019"),
        ("It ended in late 2019.", "late 2019", "2019", "END", "2019"),
        ("It took about two years.", "about two years", "", "APPROX", ""),
        ("It took more than two years.", "more than two years", "", "MORE_THAN", ""),
        ("It was signed in 2020.", "2020", "2020", "", "2020"),
    ],
)
def test_the_modifier_of_a_time_stays_in_its_record(
    text: str, quote: str, edtf: str, mod: str, left_open: str
) -> None:
    (time,) = read_times(opened(text))
    assert (time.anchors[0].quote, time.edtf, time.mod, time.open_edtf) == (
        quote, edtf, mod, left_open,
    )  # fmt: skip
