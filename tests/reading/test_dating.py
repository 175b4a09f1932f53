"""A date goes to the deed in whose clause it stands, and never out of a name."""

from datetime import date

import pytest
from tests.reading.helpers import of

from servanda.engine import read_document
from servanda.intake import Meta, from_text
from servanda.model import Act, Event, Position, Prediction, Statement


def dates(text: str, kind: type) -> list[tuple[str, str]]:
    records = read_document(from_text(text, Meta(published=date(2023, 9, 13)))).records
    name = "said_on" if kind is Statement else "date"
    return [
        (r.anchors[0].quote, when.edtf)
        for r in records
        if isinstance(r, kind) and (when := getattr(r, name)) is not None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The 1997 treaty between Russia and Armenia expired in 2022.", [("expired", "2022")]),
        ("The 1997 treaty between Russia and Armenia expired.", []),
        ("Russia suspended the treaty of 8 April 2010 last year.", [("suspended", "2022")]),
        ("Russia suspended the treaty of 8 April 2010.", []),
        ("On 8 May 2018 the United States left the JCPOA.", [("left", "2018-05-08")]),
        ("Azerbaijan signed a declaration with Russia on 22 February 2022.",
         [("signed", "2022-02-22")]),
        ("In 2015, Minsk said that Ukraine had violated the Minsk agreements.", []),
    ],
)  # fmt: skip
def test_acts(text: str, expected: list[tuple[str, str]]) -> None:
    assert dates(text, Act) == expected


def test_statements_are_dated_by_their_cue_and_acts_by_their_own_clause() -> None:
    text = "Putin said on Tuesday that Ukraine violated the Minsk agreements in 2015."
    assert dates(text, Statement) == [("said", "2023-09-12")]
    assert ("violated", "2015") in dates(text, Act)


def test_joined_verbs_share_a_date_in_front() -> None:
    text = "In May 2022 Serbia recognised the border and Croatia rejected the plan."
    assert ("recognised", "2022-05") in dates(text, Position)
    assert dates("Serbia attacked Croatia. It rained in May 2022.", Event) == []


@pytest.mark.parametrize(
    "text",
    [
        "VLADIVOSTOK, 12 September 2023 – Vladimir Putin said that it holds.",
        "GENEVA (Reuters) - Vladimir Putin said that it holds.",
        "A: Vladimir Putin said that it holds.",
    ],
)
def test_what_stands_before_a_report_is_no_speaker(text: str) -> None:
    records = read_document(from_text(text)).records
    said = [r for r in records if isinstance(r, Statement)]
    assert [r.speaker.surface for r in said if r.speaker] == ["Vladimir Putin"]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [("before 2025", None, date(2024, 12, 31)), ("after May 2031", date(2031, 6, 1), None),
     ("in 2025", date(2025, 1, 1), date(2025, 12, 31))],
)  # fmt: skip
def test_before_and_after_leave_their_own_day_out(
    words: str, first: date | None, last: date | None
) -> None:
    (one,) = of(Prediction, f"The garrison will leave the island {words}.")
    assert one.horizon is not None
    assert (one.horizon.earliest, one.horizon.latest) == (first, last)
