"""What verbs print for people: lines that fit a terminal, and whole lines elsewhere."""

import sys
from typing import Any

import pytest

from servanda.cli.output import emit, say
from servanda.cli.root import run
from servanda.cli.status import _print_board

LONG = "Armenia undertakes to return the district - point 2, by 20 November 2020; nothing found"


def test_lines_are_whole_where_no_terminal_is(capsys: pytest.CaptureFixture[str]) -> None:
    say(LONG, "  ", "  ")
    assert capsys.readouterr().out == f"  {LONG}\n"


def test_lines_of_a_terminal_hang_within_its_width(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    say(LONG, "  ", "  ")
    first, *others = capsys.readouterr().out.splitlines()
    assert max(map(len, [first, *others])) <= 40
    assert first.startswith("  A")
    assert all(line.startswith("    ") for line in others)
    assert " ".join([first.strip(), *(line.strip() for line in others)]) == LONG


def test_the_board_names_an_agreement_once_and_who_sees_no_difference(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows: list[dict[str, Any]] = [
        {"instrument": "Pact", "seen by": "by the formal record", "status": "in force",
         "sure": False, "for": ["A", "B"], "flags": ["reaffirmed"]},
        {"instrument": "Pact", "seen by": "as A sees it", "status": "terminated", "sure": True,
         "for": ["A", "B"], "flags": []},
        {"instrument": "", "seen by": ["as B sees it", "as The Daily tells it"],
         "status": "no different"},
    ]  # fmt: skip
    emit(rows, None, rows=rows, columns=[], show=_print_board)
    assert capsys.readouterr().out.split("\n") == [
        "", "Pact", "  in force, not sure, by the formal record, for A, B",
        "    noted: reaffirmed", "  terminated, as A sees it, for A, B",
        "  no different: B, The Daily", "", "",
    ]  # fmt: skip


def test_a_verb_that_there_is_not_names_the_nearest(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["servanda", "statsu"])
    with pytest.raises(SystemExit) as ended:
        run()
    assert ended.value.code == 2
    assert "Did you mean 'status'?" in capsys.readouterr().err
