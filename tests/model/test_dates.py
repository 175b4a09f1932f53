"""Dates in every accepted form, every refusal, and the three-valued comparisons."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model.dates import FuzzyDate, cut, parse_date, parse_day
from servanda.model.errors import DateError

SPANS = [
    ("2022-10-05", "2022-10-05", "2022-10-05"),
    ("2022-10", "2022-10-01", "2022-10-31"),
    ("2022", "2022-01-01", "2022-12-31"),
    ("202X", "2020-01-01", "2029-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2022-XX", "2022-01-01", "2022-12-31"),
    ("2024-02-XX", "2024-02-01", "2024-02-29"),
    ("2022-21", "2022-03-01", "2022-05-31"),
    ("2022-22", "2022-06-01", "2022-08-31"),
    ("2022-23", "2022-09-01", "2022-11-30"),
    ("2022-24", "2022-12-01", "2023-02-28"),
    ("2023-24", "2023-12-01", "2024-02-29"),
    ("2022/2023-02", "2022-01-01", "2023-02-28"),
    ("../2023-02-03", "1800-01-01", "2023-02-03"),
    ("2022-09~", "2022-08-01", "2022-10-31"),
    ("2022-09?", "2022-08-01", "2022-10-31"),
    ("2022-09%", "2022-08-01", "2022-10-31"),
    ("2022-12~", "2022-11-01", "2023-01-31"),
    ("2022~", "2021-01-01", "2023-12-31"),
    ("2024-03-01~", "2024-02-29", "2024-03-02"),
    ("2022-21~", "2021-12-01", "2022-08-31"),
    ("2022-24?", "2022-09-01", "2023-05-31"),
    ("202X~", "2020-01-01", "2029-12-31"),
    ("2022-10-XX?", "2022-10-01", "2022-10-31"),
    ("2022~/2023-01-10?", "2021-01-01", "2023-01-11"),
    ("1800~", "1799-01-01", "1801-12-31"),
    ("2199~", "2198-01-01", "2200-12-31"),
    ("2022-10-XX/2022-10-05", "2022-10-01", "2022-10-05"),
]

REFUSED = [
    "", "~", "/", "..", "../..", "2022/", "/2022", "2022-13", "2022-00", "2022-20", "2022-25",
    "2022-02-30", "2022-2-3", "22-10-05", "20221005", "2022-10-05T10:00", "1799", "2200",
    "17XX", "220X", "2XXX", "XXXX", "2022-XX-XX", "2022-XX-05", "202x", "2022~~", "2022?~",
    "2023/2022", "2022-10-05/2022-10-04", "2022/2023/2024", " 2022", "2022 ", "-2022", "Y2022",
    "٢٠٢٢", "2022-10-05Z", "2022-21-XX", "..~/2022", "2022/..~", "{2022}", "[2022,2023]",
]  # fmt: skip


@pytest.mark.parametrize(("edtf", "first", "last"), SPANS)
def test_every_form_spans_its_days(edtf: str, first: str, last: str) -> None:
    when = parse_date(edtf)
    assert (when.edtf, str(when.earliest), str(when.latest)) == (edtf, first, last)


@pytest.mark.parametrize("edtf", REFUSED)
def test_other_forms_are_refused(edtf: str) -> None:
    with pytest.raises(DateError):
        parse_date(edtf)


@pytest.mark.parametrize("value", [None, 2022, ["2022"], b"2022"])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(DateError):
        parse_date(value)  # type: ignore[arg-type]


def test_an_open_interval_ends_on_publication_else_on_the_last_day() -> None:
    published, last = date(2022, 5, 1), date(2023, 1, 1)
    assert parse_date("2022-03/..", published=published, last=last).latest == published
    assert parse_date("2022-03/..", last=last).latest == last
    with pytest.raises(DateError, match="open"):
        parse_date("2022-03/..")
    with pytest.raises(DateError, match="backward"):
        parse_date("2024/..", last=last)


def test_cutting_to_publication() -> None:
    assert cut(parse_date("2022"), date(2022, 5, 1)).latest == date(2022, 5, 1)
    assert cut(parse_date("2022"), date(2023, 5, 1)).latest == date(2022, 12, 31)
    with pytest.raises(DateError, match="publication"):
        cut(parse_date("2022"), date(2021, 5, 1))


def test_only_whole_days_are_days() -> None:
    assert parse_day("2024-02-29") == date(2024, 2, 29)
    for bad in ("2023-02-29", "2024-02", "1799-12-31", "2200-01-01", None, 20240229):
        with pytest.raises(DateError):
            parse_day(bad)


DAYS = st.integers(700_000, 700_006)


@st.composite
def fuzzy(draw: st.DrawFn) -> FuzzyDate:
    lo, hi = sorted((draw(DAYS), draw(DAYS)))
    return FuzzyDate("", date.fromordinal(lo), date.fromordinal(hi))


def worlds(when: FuzzyDate) -> range:
    return range(when.earliest.toordinal(), when.latest.toordinal() + 1)


@given(fuzzy(), fuzzy())
def test_comparisons_agree_with_all_pairs_of_days(a: FuzzyDate, b: FuzzyDate) -> None:
    pairs = [(x, y) for x in worlds(a) for y in worlds(b)]
    for verdict, seen in (
        (a.before(b), {x < y for x, y in pairs}),
        (a.after(b), {x > y for x, y in pairs}),
        (a.overlaps(b), {x == y for x, y in pairs}),
    ):
        assert verdict == {(True,): "yes", (False,): "no"}.get(tuple(seen), "cannot tell")
