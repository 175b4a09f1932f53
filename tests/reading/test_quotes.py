"""Quotations: straight, curly, nested, over paragraphs, never closed."""

import pytest

from servanda.reading.quotes import find_quotes, quote_at

CASES = [
    ("He said: “Go.” Then left.", ["Go."]),
    ('He said: "Go." Then "come".', ["Go.", "come"]),
    ("He said: “Never closed, and on it goes.", ["Never closed, and on it goes."]),
    ("“One “inner” two,” he said.", ["One “inner” two,"]),
    ("Il dit : «non».", ["non"]),
    ("He said: ''Go.'' Then ''come''.", ["Go.", "come"]),
    ('“Go," he said.', ["Go,"]),
    ('"Go,” he said.', ["Go,"]),
    ('“He wrote "no" twice,” he said.', ['He wrote "no" twice,']),
    ("No marks at all.", []),
    ("“”", []),
    ('5" and 6" nails', []),
]


@pytest.mark.parametrize(("text", "inside"), CASES)
def test_inside(text: str, inside: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotes(text)] == inside


def test_open_quotation_goes_on_in_the_next_paragraph_that_opens_one() -> None:
    text = "He said: “First paragraph.\n\n“Second one.” Then he left."
    first, second = find_quotes(text)
    assert first.continues
    assert not first.closed
    assert text[second.start : second.end] == "Second one."


def test_open_quotation_ends_with_its_paragraph_otherwise() -> None:
    text = "“Never closed.\n\nThe author again."
    (only,) = find_quotes(text)
    assert not only.continues
    assert quote_at(find_quotes(text), text.index("author")) is None
