"""The Python interface: a ledger file that is asked."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import servanda
from servanda.engine import read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.model.errors import UnknownName

TEXT = "Russia suspended New START on 21 February 2023, the foreign ministry of Ruritania said.\n"


@pytest.fixture
def kept(tmp_path: Path) -> servanda.Ledger:
    ledger = servanda.Ledger(tmp_path / "my.ledger")
    document = from_text(TEXT, Meta(title="A note", published=date(2023, 3, 1)))
    ledger.add(document, read_document(document).records)
    return ledger


def test_a_question_is_answered_from_the_file(kept: servanda.Ledger) -> None:
    answer = kept.ask("When did Russia suspend New START?", as_of=date(2023, 4, 1))
    assert answer.kind == "answer"
    assert all(s.records or s.registry for s in answer.sentences)
    assert "2023" in str(answer)


def test_words_that_are_no_question_of_the_record_give_passages_only(kept: servanda.Ledger) -> None:
    answer = kept.ask("foreign ministry", as_of=date(2023, 4, 1))
    assert answer.kind == "passages"
    assert "Ruritania" in str(answer)


def test_a_perspective_that_nobody_has_is_an_error(kept: servanda.Ledger) -> None:
    with pytest.raises(UnknownName):
        kept.ask("Is New START in force?", seen_by=["party:state:ZZZ"])


def test_importing_the_package_loads_no_room() -> None:
    code = "import servanda, sys; print([m for m in sys.modules if m.startswith('servanda.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['servanda.version']"
