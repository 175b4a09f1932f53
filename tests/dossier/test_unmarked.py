"""Words of a source are shown without the marks of Markdown within a line."""

import pytest

from servanda.dossier.plain import unmarked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**Point 1.** Azerbaijan shall stop.", "Point 1. Azerbaijan shall stop."),
        ("Point 9.**", "Point 9."),  # a highlight begins between the marks
        ("** All links", " All links"),
        ("the _status quo_ and *pacta sunt servanda*", "the status quo and pacta sunt servanda"),
        ("see [the text](https://example.org/a_b) here", "see the text here"),
        ("**[the text](https://example.org)**", "the text"),
    ],
)
def test_marks_are_not_shown(text: str, shown: str) -> None:
    assert unmarked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "2 ** 3", "5 * 3 * 2", "snake_case_name", "a line ____ to fill", "[1](note)", "[sic] (so)",
        "* the first of a list", "It was*", "no marks at all",
    ],
)  # fmt: skip
def test_other_signs_stay(text: str) -> None:
    assert unmarked(text) == text
