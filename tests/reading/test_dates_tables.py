"""Own lines: time expressions of every kind, and what looks like a date and is none."""

from datetime import date

import pytest
from evals.score_dates import Line, negatives, positives, read_in_error, right

from servanda.reading.dates import Options, find

NEGATIVES = list(negatives())
HELD_FLOOR = 0.92


@pytest.mark.parametrize("line", positives("dev"), ids=lambda line: line.text[:60])
def test_expression_is_read(line: Line) -> None:
    found = find(line.text, line.published, Options(wide=True))
    assert right(line), [(m.text, m.timex_type, m.timex_value, m.edtf, m.rule) for m in found]


def test_held_out_expressions_are_read() -> None:
    lines = positives("held")
    assert sum(map(right, lines)) / len(lines) >= HELD_FLOOR


def test_there_are_many_lines_that_hold_no_date() -> None:
    assert len(NEGATIVES) >= 250
    assert len({kind for kind, _, _ in NEGATIVES}) >= 15


@pytest.mark.parametrize(
    ("text", "allowed"), [row[1:] for row in NEGATIVES], ids=[row[1][:60] for row in NEGATIVES]
)
def test_line_holds_no_date(text: str, allowed: frozenset[str]) -> None:
    assert [(m.text, m.rule) for m in read_in_error(text, allowed)] == []
    found = {m.text for m in find(text, date(2023, 9, 13))}
    assert allowed <= found
