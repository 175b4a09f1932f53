"""Windows of predictions: the days between which what is foretold is to come."""

from datetime import date

import pytest

from servanda.engine import read_document
from servanda.intake import Meta, from_text
from servanda.model import Prediction, Time

MADE = date(2031, 3, 12)

# What is said on 12 March 2031, and the last day of its window; "-" where none can be reckoned.
WINDOWS = """
The garrison will leave the island by June. | 2031-06-30
The garrison will leave the island by the end of January. | 2032-01-31
The garrison will leave the island before the end of November. | 2031-11-30
The garrison will leave the island before November. | 2031-10-31
The garrison will leave the island before the year is out. | 2031-12-31
The garrison will leave the island before the year is over, and not a day later. | 2031-12-31
The garrison will leave the island by year's end. | 2031-12-31
The garrison will leave the island within a year. | 2032-03-12
The garrison will leave the island within eighteen months. | 2032-09-12
The garrison will leave the island in the next two weeks. | 2031-03-26
The garrison will leave the island within the month. | 2031-03-31
The garrison will leave the island by the autumn. | 2031-09-30
The garrison will leave the island before the winter. | 2031-11-30
The garrison will leave the island this summer. | 2031-08-31
The garrison will leave the island by the new year. | 2031-12-31
The garrison will leave the island by early July. | 2031-07-10
The garrison will leave the island by the middle of September. | 2031-09-15
The garrison will stay on the island for the rest of the year. | 2031-12-31
The garrison will leave the island in 2033. | 2033-12-31
The garrison is likely to leave the island by August. | 2031-08-31
By August the garrison will leave the island. | 2031-08-31
Before the year is out, the garrison will leave the island. | 2031-12-31
There is a 40 per cent chance that the garrison will leave the island by 2034. | 2034-12-31
The garrison will leave the island that it took in May 2030 by August. | 2031-08-31
The garrison will leave the island a year from now. | 2032-03-12
This time next year the garrison will be gone. | 2032-03-12
The garrison will leave the island in June or July. | 2031-07-31
The garrison will leave the island between now and the end of June. | 2031-06-30
The garrison will not leave the island until 2033. | 2032-12-31
The garrison will stay on the island for at least six months. | 2031-09-12
The garrison will not survive the year. | 2031-12-31
The garrison will leave the island by summer's end. | 2031-08-31
The parliament will extend the mandate for another year. | -
The garrison will leave the island. | -
The garrison will leave the island that it took in May 2030. | -
The garrison will leave the island one day. | -
The garrison will leave the island within a month of the vote. | -
The garrison will leave the island, which held out for a year. | -
"""


def last_day(text: str) -> str:
    read = read_document(from_text(text, Meta(published=MADE)))
    found = [r for r in read.records if isinstance(r, Prediction)]
    assert len(found) == 1
    window = found[0].horizon
    return str(window.latest) if window is not None else "-"


@pytest.mark.parametrize("row", WINDOWS.strip().splitlines())
def test_the_last_day_of_a_window(row: str) -> None:
    said, _, day = row.partition(" | ")
    assert last_day(said) == day


def test_the_same_period_is_that_of_the_prediction_before() -> None:
    text = "Ruritania will free ten men before winter. Strelsau will free six in the same period."
    read = read_document(from_text(text, Meta(published=MADE)))
    found = [r.horizon.latest for r in read.records if isinstance(r, Prediction) and r.horizon]
    assert found == [date(2031, 11, 30)] * 2


def test_a_window_without_a_day_of_saying_is_left_open() -> None:
    read = read_document(from_text("The garrison will leave the island within a year."))
    assert [r.horizon for r in read.records if isinstance(r, Prediction)] == [None]


@pytest.mark.parametrize(
    ("line", "told"),
    [("17 May: the garrison left.", date(2030, 5, 17)),
     ("17 May: the garrison leaves.", date(2030, 5, 17)),
     ("The garrison will leave by the end of February.", date(2032, 2, 29)),
     ("The truce of 17 May held.", date(2030, 5, 17))],
)  # fmt: skip
def test_a_day_without_a_year(line: str, told: date) -> None:
    read = read_document(from_text(line, Meta(published=MADE)))
    assert [r.latest for r in read.records if isinstance(r, Time)] == [told]


# Freer ways of saying a window; what hangs on the weather or on an event has no day.
FREER = """
The bridge will be rebuilt in the course of the year. | 2031-12-31
The truce will fall apart this side of Christmas. | 2031-12-24
By midsummer the truce will have fallen apart. | 2031-06-24
In the ballot of May the party will lose its majority. | 2031-05-31
My money is on an early vote in the autumn. | 2031-11-30
The envoy will be gone before the rains end, and the garrison will follow by August. | -
The truce will collapse before the spring thaw. | -
The two will sign in the coming weeks. | -
There will be no landing, neither this month nor later. | -
The gates will open as long as the quiet lasts. | -
"""


@pytest.mark.parametrize("row", FREER.strip().splitlines())
def test_windows_said_freely(row: str) -> None:
    said, _, day = row.partition(" | ")
    read = read_document(from_text(said, Meta(published=MADE)))
    found = [r for r in read.records if isinstance(r, Prediction)]
    assert found
    window = found[0].horizon
    assert (str(window.latest) if window is not None else "-") == day


def test_an_item_of_a_list_is_no_day_of_the_month_before_it() -> None:
    text = "4. Numbers. The fleet will have doubled by June.\n5. Elections. The league will win."
    read = read_document(from_text(text, Meta(published=MADE)))
    window = next(r for r in read.records if isinstance(r, Prediction)).horizon
    assert window is not None
    assert str(window.latest) == "2031-06-30"
