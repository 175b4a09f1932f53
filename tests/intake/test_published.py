"""When a source came out: a day, a month, a year, an interval; whatever else is refused."""

from datetime import date

import pytest
from click.testing import CliRunner

from servanda.cli.root import root
from servanda.engine import read_document
from servanda.intake import from_text
from servanda.intake.options import Meta, meta_from
from servanda.model import Time
from servanda.model.date_words import came_out
from servanda.model.errors import MetadataError

SPANS = [
    ("2017-09-20", "20 September 2017"),
    ("2017-09", "September 2017"),
    ("2017", "2017"),
    ("2017-09-20/2017-09-25", "20 to 25 September 2017"),
]


@pytest.mark.parametrize(("told", "words"), SPANS)
def test_a_source_may_be_of_a_month_a_year_or_an_interval(told: str, words: str) -> None:
    document = from_text("The truce ended yesterday.", meta_from({"published": told}, "row 1"))
    assert came_out(document) == words
    assert (document.published is None) == (told != "2017-09-20")


def test_what_is_reckoned_from_it_lies_between_its_days() -> None:
    document = from_text("The truce ended yesterday.", meta_from({"published": "2017-09"}, "row 1"))
    (time,) = (r for r in read_document(document).records if isinstance(r, Time))
    assert time.earliest == date(2017, 8, 31)
    assert time.latest == date(2017, 9, 29)


def test_a_day_that_is_known_goes_before_the_days_that_it_lies_between() -> None:
    month = meta_from({"published": "2017-09"}, "row 1")
    document = from_text(
        "x", Meta(published=date(2017, 9, 4), published_bounds=month.published_bounds)
    )
    assert (document.published, document.published_bounds) == (date(2017, 9, 4), None)


@pytest.mark.parametrize("told", ["2017-13", "last year", "9 May"])
def test_what_is_no_date_is_refused_with_how_one_is_written(told: str) -> None:
    with pytest.raises(MetadataError) as e:
        meta_from({"published": told}, "row 7")
    assert "row 7" in str(e.value)
    assert "2023-09" in str(e.value)
    result = CliRunner().invoke(root, ["read", "-", "--published", told], input="A text.")
    assert result.exit_code == 2
    assert "2023-09" in result.output
