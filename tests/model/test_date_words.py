"""Dates in words: seasons, months, ranges and doubt; what is no known form stays as it is."""

from datetime import date

import pytest

from servanda.model import When
from servanda.model.date_words import edtf_words, span_words, when_words
from servanda.model.dates import parse_date


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2023-22", "summer 2023"),
        ("2023-21~", "about spring 2023"),
        ("2023-23", "autumn 2023"),
        ("2023-24", "winter 2023"),
        ("2023-24/2024-21", "winter 2023 to spring 2024"),
        ("2023-09-03", "3 September 2023"),
        ("2023-09", "September 2023"),
        ("1990~", "about 1990"),
        ("1990?", "perhaps 1990"),
        ("199X", "the 1990s"),
        ("2020-05/2022", "May 2020 to 2022"),
        ("2020-05/..", "from May 2020 on"),
        ("../2020-05-09", "until 9 May 2020"),
        ("2023-41", "2023-41"),
        ("soon", "soon"),
        ("2023-XX-05", "2023-XX-05"),
        ("", ""),
    ],
)
def test_edtf_in_words(edtf, words):
    assert edtf_words(edtf) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2023, 6, 1), date(2023, 8, 31), "June to August 2023"),
        (date(2023, 12, 1), date(2024, 2, 29), "December 2023 to February 2024"),
        (date(2023, 12, 1), date(2024, 2, 28), "1 December 2023 to 28 February 2024"),
        (date(2022, 2, 1), date(2022, 2, 28), "February 2022"),
        (date(2021, 1, 1), date(2022, 12, 31), "2021 to 2022"),
    ],
)
def test_whole_months_are_months(first, last, words):
    assert span_words(first, last) == words


def test_a_season_is_named_where_the_text_named_one_alone():
    days = (date(2023, 6, 1), date(2023, 8, 31))
    assert when_words(When("2023-22", *days)) == "summer 2023"
    assert when_words(When("2023-06/2023-08", *days)) == "June to August 2023"
    assert when_words(When("2023-06-01", date(2023, 6, 1), date(2023, 6, 1))) == "1 June 2023"
    assert when_words(When("unknown")) == "unknown"
    assert when_words(None) == ""


def test_the_seasons_are_those_of_the_dates():
    """What is called summer lies in June to August, as `parse_date` has it."""
    for edtf in ("2023-21", "2023-22", "2023-23", "2023-24"):
        found = parse_date(edtf)
        said = span_words(found.earliest, found.latest)
        assert " to " in said
        assert when_words(When(edtf, found.earliest, found.latest)).endswith("2023")
    assert span_words(parse_date("2023-22").earliest, parse_date("2023-22").latest).startswith(
        "June to August"
    )
