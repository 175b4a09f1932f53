"""The verb: documents or a ledger in, one file out; what cannot be done is said."""

import json

import pytest
from click.testing import CliRunner

from servanda.cli.dossier import command
from servanda.ledger import Ledger
from servanda.model import with_id
from tests.dossier import cases


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "kept.ledger"
    document = cases.oped()
    with Ledger(path, create=True, write=True) as kept:
        kept.add(document, [with_id(r) for r in cases.records_of(document)])
    return path


def run(*args):
    return CliRunner().invoke(command, [str(a) for a in args])


def test_ledger_becomes_a_page_a_text_and_data(ledger, tmp_path):
    for name, begin in (("p.html", "<!doctype html>"), ("p.md", "# Who"), ("p.json", "{")):
        made = run("--ledger", ledger, "--as-of", "2023-09-13", "-o", tmp_path / name)
        assert made.exit_code == 0, made.output
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)
    assert json.loads((tmp_path / "p.json").read_text())["cover"]["as_of"] == "2023-09-13"


def test_accepted_leaves_out_what_nobody_reviewed(ledger, tmp_path):
    made = run("--ledger", ledger, "--as-of", "2023-09-13", "--accepted", "-o", tmp_path / "p.html")
    assert made.exit_code == 0
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert "Only what a person has accepted" in page
    assert "is expired" not in page


def test_one_perspective_alone(ledger, tmp_path):
    run("--ledger", ledger, "--as-of", "2023-09-13", "--seen-by", "Russia", "-o", tmp_path / "p.md")
    text = (tmp_path / "p.md").read_text(encoding="utf-8")
    assert "As Russia sees it" in text
    assert "By the formal record, Trilateral" not in text


def test_documents_are_read_in_memory(tmp_path):
    source = tmp_path / "<b>note.txt"
    source.write_text("Russia said that the November 10 statement still holds.", encoding="utf-8")
    made = run(source, "--published", "2023-09-13", "--as-of", "2023-09-13",
               "-o", tmp_path / "p.html")  # fmt: skip
    assert made.exit_code == 0, made.output
    assert "<b>note" not in (tmp_path / "p.html").read_text(encoding="utf-8")


def test_a_document_that_cannot_be_read_ends_without_a_page(tmp_path):
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    made = run(tmp_path / "empty.txt", "--as-of", "2023-09-13", "-o", tmp_path / "p.html")
    assert made.exit_code != 0
    assert not (tmp_path / "p.html").exists()


def test_a_place_that_cannot_be_written_is_named(ledger, tmp_path):
    made = run("--ledger", ledger, "--as-of", "2023-09-13", "-o", tmp_path / "no" / "p.html")
    assert made.exit_code == 2
    assert f"there is no folder {tmp_path / 'no'} - make it first" in made.stderr
