"""Dates: what is found, what it means, and what is no date at all."""

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.reading.dates import Options, bound_publication, find

DAY = date(2023, 9, 13)  # a Wednesday


def only(text: str, published: date | None = DAY):
    found = find(text, published)
    assert len(found) == 1, [m.text for m in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "edtf", "value"),
    [
        ("signed on 22 February 2022 in the capital", "2022-02-22", "2022-02-22"),
        ("signed on February 22nd, 2022 there", "2022-02-22", "2022-02-22"),
        ("on the 5th of March 1996 they met", "1996-03-05", "1996-03-05"),
        ("Tuesday, Dec. 20, 2022", "2022-12-20", "2022-12-20"),
        ("dated 2021-05-20", "2021-05-20", "2021-05-20"),
        ("dated 13.09.2022", "2022-09-13", "2022-09-13"),
        ("in October 2022 they agreed", "2022-10", "2022-10"),
        ("in January last year they agreed", "2022-01", "2022-01"),
        ("in January of last year they agreed", "2022-01", "2022-01"),
        ("last June they agreed", "2023-06", "2023-06"),
        ("the fall of 2022", "2022-23", "2022-FA"),
        ("the winter of 2021", "2021-24", "2021-WI"),
        ("this spring they met", "2023-21", "2023-SP"),
        ("in the 1990s", "199X", "199X"),
        ("in the 19th century", "18XX", "18XX"),
        ("the second half of last year", "2022-07/2022-12", "2022-H2"),
        ("the first quarter of 2021", "2021-01/2021-03", "2021-Q1"),
        ("20-21 May 2021", "2021-05-20/2021-05-21", "2021-05-20/2021-05-21"),
        ("from 3 to 5 May 2020", "2020-05-03/2020-05-05", "2020-05-03/2020-05-05"),
        ("9/10 November 2020", "2020-11-09/2020-11-10", "2020-11-09/2020-11-10"),
        ("between 2020 and 2022", "2020/2022", "2020/2022"),
        ("from March 2019 to May 2020", "2019-03/2020-05", "2019-03/2020-05"),
        ("before the end of 2021", "../2021-12-31", "2021"),
        ("yesterday he spoke", "2023-09-12", "2023-09-12"),
        ("the day before yesterday he spoke", "2023-09-11", "2023-09-11"),
        ("three months ago", "2023-06", "2023-06"),
        ("two years ago", "2021", "2021"),
        ("next week they meet", "2023-09-18/2023-09-24", "2023-W38"),
        ("he spoke on Friday", "2023-09-08", "2023-09-08"),
        ("they will meet on Friday", "2023-09-15", "2023-09-15"),
        ("about 1980 it changed", "1980~", "1980"),
        ("by the end of this year", "../2023-12-31", "2023"),
    ],
)
def test_dates_have_edtf_and_timex(text: str, edtf: str, value: str) -> None:
    match = only(text)
    assert (match.edtf, match.timex_value) == (edtf, value)
    assert text[match.start : match.end] == match.text


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("it lasts nine months", "DURATION", "P9M"),
        ("a term of five years", "DURATION", "P5Y"),
        ("a five-year term", "DURATION", "P5Y"),
        ("forty-four days of war", "DURATION", "P44D"),
        ("two and a half years of talks", "DURATION", "P2Y6M"),
        ("in the last three years", "DURATION", "P3Y"),
        ("several weeks passed", "DURATION", "PXW"),
        ("every day they wait", "SET", "P1D"),
        ("they report annually", "SET", "P1Y"),
        ("he left recently", "DATE", "PAST_REF"),
        ("Soon they will come", "DATE", "FUTURE_REF"),
        ("at 9 a.m. on 3 May 2021", "TIME", "2021-05-03T09:00"),
        ("on the morning of 12 December 2022", "TIME", "2022-12-12TMO"),
    ],
)
def test_other_types(text: str, kind: str, value: str) -> None:
    match = only(text)
    assert (match.timex_type, match.timex_value) == (kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "He may go, and they march on.",
        "Article 5(2) and paragraph 11 apply.",
        "Resolution 2758 and resolution 1325 were cited.",
        "the 16-year-old boy and a man aged 45 years",
        "It cost $1995 and 2000 soldiers were there.",
        "The score was 3-1 after the second half.",
        "He sat in the sun; a second man stood up.",
        "Prime Minister Theresa May arrived.",
        "the fall of the government",
        "They spring from one source and fall back.",
        "No. 1984 of the register, page 2020.",
        "the Good Friday Agreement",
        "case A/RES/2758 and file 2019/A",
        "Wait a second.",
        "They asked for mar and dec and sep.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert [m.text for m in find(text, DAY)] == []


def test_without_a_publication_date_nothing_is_invented() -> None:
    for text in ("yesterday", "last year", "on Friday", "in May they met", "three months ago"):
        match = only(text, None)
        assert (match.edtf, match.earliest, match.latest) == ("", None, None)
        assert match.relative_to == "unknown"


def test_later_and_earlier_are_reckoned_from_the_date_told() -> None:
    text = "On 22 May 2023 he spoke. A week earlier he had not. The next day he left."
    assert [m.edtf for m in find(text, DAY)] == ["2023-05-22", "2023-05-15", "2023-05-16"]


def test_a_narrative_takes_years_from_what_it_told() -> None:
    text = (
        "In 1936 war came. In 1937 it spread. On 8 February Malaga fell. In 1938 and 1939 it "
        "ended; the years 1940, 1941, 1942 were hungry."
    )
    found = {m.text: m.edtf for m in find(text, DAY)}
    assert found["8 February"] == "1937-02-08"
    assert find("on 8 February", DAY, Options(narrative=True))[0].edtf == ""


@pytest.mark.parametrize(
    ("text", "mod", "left_open"),
    [
        ("in force since May 2021", "ON_OR_AFTER", "2021-05/.."),
        ("valid until 31 December 2025", "ON_OR_BEFORE", "../2025-12-31"),
        ("no later than 1 March 2024", "ON_OR_BEFORE", "../2024-03-01"),
        ("it was signed before 2020", "BEFORE", "../2019-12-31"),
        ("whatever came after 9 May 1994", "AFTER", "1994-05-10/.."),
        ("in early 2020 it began", "START", "2020"),
        ("in mid-2020 it stalled", "MID", "2020"),
        ("in late 2020 it ended", "END", "2020"),
        ("about 1980 it closed", "APPROX", "1980~"),
        ("more than ten years of talks", "MORE_THAN", ""),
        ("at least six months", "EQUAL_OR_MORE", ""),
        ("in 2020 it began", "", "2020"),
    ],
)
def test_modifiers_open_a_date_at_one_end(text: str, mod: str, left_open: str) -> None:
    match = only(text)
    assert (match.mod, match.open_edtf) == (mod, left_open)


def test_a_date_counted_from_a_coarse_one_has_bounds_and_no_day() -> None:
    text = "The treaty was signed in May 2015. Two days later the guns fell silent."
    later = find(text, DAY)[1]
    assert later.timex_value == "2015-XX-XX"
    assert (later.earliest, later.latest) == (date(2015, 5, 3), date(2015, 6, 2))
    assert later.edtf == "2015-05-03/2015-06-02"


def test_years_before_our_era_are_reckoned_with() -> None:
    text = (
        "In 490 BC they landed; by 480 BC they were back. In September the fleets met. The "
        "following year they lost again. Between 499 and 493 BC towns rose, and in 513 BC, 492 "
        "BC, 481 BC and 479 BC too."
    )
    found = {m.text: m.timex_value for m in find(text, DAY)}
    assert (found["September"], found["The following year"]) == ("BC0480-09", "BC0479")
    assert found["Between 499 and 493 BC"] == "BC0499/BC0493"


def test_an_aside_does_not_move_the_tale() -> None:
    text = (
        "The war began on 3 March 1975, said a report printed in 1998 and again in 2001. On 10 "
        "March the city fell. A decade earlier, in 1965, the first troops had come. On 2 April the "
        "army left; 1976 was quiet, unlike 1968 or 1972."
    )
    found = {m.text: m.edtf for m in find(text, date(2010, 1, 1), Options(narrative=True))}
    assert (found["10 March"], found["2 April"]) == ("1975-03-10", "1975-04-02")


def test_a_text_of_unknown_date_is_no_tale_if_it_speaks_of_its_own_day() -> None:
    years = "In 1990, 1991, 1992, 1993, 1994 and 1995 they met."
    told = find(years + " Last year they met again.")[-1]
    assert (told.text, told.edtf, told.earliest, told.relative_to) == (
        "Last year", "", None, "unknown",
    )  # fmt: skip


def test_a_date_without_a_year_follows_a_full_one_of_its_sentence() -> None:
    text = "They met on 6 October 2020 and again on 31 October. On 31 October they danced."
    found = find(text, DAY)
    assert [m.edtf for m in found] == ["2020-10-06", "2020-10-31", "2023-10-31"]
    assert [m.relative_to for m in found] == ["", "2020-10-06", "published"]
    later = find("The pact of 6 May 2020 will lapse on 31 October.", DAY)[-1]
    assert later.edtf == "2023-10-31"


def test_dates_of_no_particular_year_stay_open_in_a_legal_text() -> None:
    text = (
        "The Treaty of 1 May 1990 shall bind. Each Party shall report by 31 December of the third "
        "year after entry into force. It shall lapse on 1 January following such notice. The terms "
        "of that year shall apply, and the Parties shall meet one month thereafter. Signed on "
        "2 May 1990, it shall last 25 years."
    )
    found = {m.text: m for m in find(text)}
    assert found["31 December"].timex_value == "XXXX-12-31"
    assert found["1 January"].timex_value == "XXXX-01-01"
    for words in ("31 December", "1 January", "that year", "one month thereafter"):
        assert (found[words].earliest, found[words].relative_to) == (None, "unknown")
    assert found["2 May 1990"].edtf == "1990-05-02"
    assert found["25 years"].timex_value == "P25Y"


def test_a_date_of_digits_is_read_as_its_day_of_publication_allows() -> None:
    assert find("posted 11/09/2023", date(2023, 9, 13))[0].edtf == "2023-09-11"
    assert find("posted 11/09/2023", date(2023, 11, 10))[0].edtf == "2023-11-09"
    assert find("posted 25/09/2023", date(2023, 11, 10))[0].edtf == "2023-09-25"


@pytest.mark.parametrize(
    "piece", ["1 ", "1,", "1-", "1", "May ", "the ", "from 1 to ", "between ", "2020 ", "half of "]
)
def test_time_grows_with_length_alone(piece: str) -> None:
    def spent(size: int) -> float:
        """Return the least of three runs: other work on the machine only ever adds."""
        text, runs = piece * (size // len(piece)), []
        for _ in range(3):
            start = process_time()
            find(text, DAY)
            runs.append(process_time() - start)
        return min(runs)

    spent(1_000)
    assert spent(24_000) < 0.1 + 20 * spent(3_000)  # squared it would be 64 times


def test_month_ends_have_two_readings() -> None:
    from servanda.reading.dates.calendar import add_months

    assert add_months(date(2021, 1, 31), 1) == (date(2021, 2, 28), date(2021, 3, 1))
    assert add_months(date(2020, 2, 29), 12) == (date(2021, 2, 28), date(2021, 3, 1))
    assert add_months(date(2020, 3, 15), -1) == (date(2020, 2, 15), date(2020, 2, 15))


def test_publication_is_bounded_by_the_latest_date_told_as_past() -> None:
    bounds = bound_publication("He said it on Dec. 20, 2022. They will meet on 1 May 2024.")
    assert bounds is not None
    assert bounds.earliest == date(2022, 12, 20)
    assert bounds.anchors[0].quote == "Dec. 20, 2022"
    assert bound_publication("Nobody knows when.") is None


PIECES = st.sampled_from([
    "May", "2022", "31 ", "February 30, 2021", "99999 years ago", "9999 BC", "next century",
    "last ", "the ", "31.02.2021", "\r\n", "\x00", "e\u0301", "שלום", "“", "’s",
    "between 2099 and 1000", "1000000 days later", "from 3 ", "to 1 March", "İ", "-", ", ",
    "12:99", "the end of ", "the 19th ", "century ", "Dec. ", "0000", "half of ", "next year",
])  # fmt: skip


@given(
    st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=20),
    st.sampled_from([None, DAY, date(1, 1, 1), date(9999, 12, 31)]),
)
def test_any_text_is_read_and_quoted_exactly(pieces: list[str], published: date | None) -> None:
    text = " ".join(pieces)
    end = 0
    for match in find(text, published, Options(wide=True)):
        assert text[match.start : match.end] == match.text != ""
        assert match.start >= end
        end = match.end
        if match.earliest and match.latest:
            assert match.earliest <= match.latest
