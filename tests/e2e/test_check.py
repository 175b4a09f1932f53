"""Check: sentences of a document held against the registry, from text to verdict and page."""

import json
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from servanda.cli.check import command
from servanda.engine import Read, evidence_of, read_document
from servanda.intake import Meta, from_text
from servanda.model import Evidence, Finding
from servanda.reasoning.case import Case
from servanda.reasoning.check import against, check

DAY = date(2024, 3, 12)
# Sentence, its verdict, and the aspect on which the verdict rests.
CLAIMS = (
    ("The Budapest Memorandum was signed in Budapest on 5 December 1994.", "agrees", "date"),
    ("The Budapest Memorandum of 5 December 1995 is often quoted.", "differs", "date"),
    ("The Dayton Agreement was signed in Vienna on 14 December 1995.", "differs", "place"),
    ("Russia withdrew from the INF Treaty in 2019.", "agrees", "status"),
    ("Russia has withdrawn from New START.", "differs", "status"),
    ("The United States left the JCPOA on 8 May 2018.", "agrees", "date"),
    ("The United States left the JCPOA on 8 May 2017.", "differs", "date"),
    ("Article X of the NPT lets a party withdraw with six months' notice.", "differs", "notice"),
    ("Under Article X of the NPT a party may leave with three months' notice.", "agrees", "notice"),
    ("Iran has never ratified the NPT.", "differs", "act"),
    ("The United States never ratified the CTBT.", "agrees", "act"),
    ("The Lahore Declaration was signed by Atal Bihari Vajpayee and Pervez Musharraf.",
     "differs", "who signed"),
    ("The Simla Agreement was signed by Indira Gandhi and Zulfikar Ali Bhutto on 2 July 1972.",
     "agrees", "date"),
    ("The Indus Waters Treaty is still in force.", "agrees", "status"),
    ("The Good Friday Agreement has expired.", "differs", "status"),
    ("Finland acceded to the North Atlantic Treaty on 4 April 2023.", "agrees", "date"),
    ("Sweden joined the North Atlantic Treaty on 7 March 2022.", "differs", "date"),
    ("Sweden will join the Treaty on the Prohibition of Nuclear Weapons.", "not checkable", "act"),
    ("Prisoners will probably be exchanged before the summer.", "not checkable", "prediction"),
)  # fmt: skip
# Paragraphs that go on about an agreement, with the words that differ.
GOING_ON = (
    (
        "The INF Treaty was signed on 8 December 1987. Its Article XV let a party leave on six "
        "months' notice.",
        "",
    ),
    (
        "The INF Treaty was signed on 8 December 1987. Its Article XV let a party leave on nine "
        "months' notice.",
        "nine months",
    ),
    (
        "New START was signed in Prague on 8 April 2010. It entered into force on 5 February 2012.",
        "5 February 2012",
    ),
    ("The Doha Agreement had up to 3,000 prisoners released by 10 March 2020.", "prisoners"),
    ("The Doha Agreement had up to 5,000 prisoners released by 10 March 2020.", ""),
    (
        "The Machakos Protocol dates from 20 July 2002. "
        "The Antarctic Treaty was not signed in Rome.",
        "",
    ),
    (
        "The Minsk Protocol was signed on 5 September 2014, the Minsk Memorandum two weeks after.",
        "",
    ),
    ("Critics say that the Doha Agreement was signed in Kabul. That is wrong.", ""),
    ("The St Andrews Agreement, concluded on 13 October 2006, set 26 March 2007 as a day.", ""),
    ("The ceasefire signed on 3 March 2001 was no part of the Dayton Agreement.", ""),
)
# What is told loosely, is near the mark, or is not known, and is no difference.
NEAR = (
    "Russia suspended New START on 21 February 2023.",
    "The United States announced in October 2018 that it would leave the INF Treaty.",
    "The Dayton Agreement was initialled at Dayton in November 1995.",
    "The Ostrava Accord was signed in 2003.",
    "Ukraine said that Russia had broken the Budapest Memorandum.",
    "Many people still hope that the INF Treaty will come back.",
    "Pakistan signed the Simla Agreement, and Bhutto went home with his prisoners.",
)


def read(text: str) -> Read:
    return read_document(from_text(text, Meta(published=DAY)))


@lru_cache(maxsize=1)
def told() -> tuple[Evidence, list[Finding]]:
    text = "What they get wrong\n\n" + "\n\n".join((*(c for c, _, _ in CLAIMS), *NEAR))
    evidence = evidence_of([read(text)])
    case = Case(Evidence(documents={}, records=()), DAY)
    return evidence, check(case, evidence)


def held(sentence: str) -> list[Finding]:
    return [f for f in told()[1] if f.values["sentence"].startswith(sentence.rstrip("."))]


@pytest.mark.parametrize(("sentence", "verdict", "aspect"), CLAIMS)
def test_a_claim_gets_its_verdict(sentence: str, verdict: str, aspect: str) -> None:
    found = [(f.type, a["aspect"]) for f in held(sentence) for a in f.values["aspects"]
             if a["verdict"] == f.type]  # fmt: skip
    assert (verdict, aspect) in found
    if verdict != "differs":
        assert all(v != "differs" for v, _ in found)


@pytest.mark.parametrize(("text", "words"), GOING_ON)
def test_a_text_that_goes_on_about_an_agreement(text: str, words: str) -> None:
    case = Case(Evidence(documents={}, records=()), DAY)
    found = [f for f in check(case, evidence_of([read(text)])) if f.type == "differs"]
    assert bool(found) == bool(words), [f.explanation for f in found]
    assert not words or any(words in f.values["sentence"] for f in found)


@pytest.mark.parametrize("sentence", NEAR)
def test_what_is_near_the_mark_is_no_difference(sentence: str) -> None:
    assert all(f.type != "differs" for f in held(sentence))


def test_a_difference_shows_both_sides_and_how_it_might_be_otherwise() -> None:
    (found,) = held("Sweden joined the North Atlantic Treaty on 7 March 2022.")
    assert "7 March 2024" in found.explanation
    assert found.values["otherwise"]
    quotes = [b.quote for b in found.because if b.record]
    assert quotes
    assert all(q in found.values["sentence"] for q in quotes)
    assert any(b.registry for b in found.because)


def test_the_document_itself_is_not_its_own_witness() -> None:
    evidence = told()[0]
    record, mine = against(evidence, tuple(evidence.documents))
    assert not record.records
    assert len(mine.records) == len(evidence.records)


def test_another_document_is_a_witness() -> None:
    quoted = '"We shall never leave this agreement under any government," said Sergey Lavrov.'
    changed = '"We shall soon leave this agreement under any government," said Sergey Lavrov.'
    reads = []
    for text in (quoted, changed, quoted + " He smiled."):
        reads.append(read(text))
    case = Case(evidence_of(reads[:1]), DAY)
    for one, verdict in ((reads[1], "differs"), (reads[2], "agrees")):
        found = [f for f in check(case, evidence_of([one])) if f.rule.startswith("check/words")]
        assert [f.type for f in found] == [verdict]


def test_the_verb_prints_verdicts_and_writes_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where there is no ledger, and none is named
    source = tmp_path / "doc.txt"
    source.write_text("\n\n".join((CLAIMS[0][0], CLAIMS[16][0])), encoding="utf-8")
    page = tmp_path / "page.html"
    arguments = [str(source), "--published", "2024-03-12", "--as-of", "2024-03-12",
                 "--json", "-o", str(page)]  # fmt: skip
    run = CliRunner().invoke(command, [*arguments, "--fail-on-difference"])
    assert run.exit_code == 1
    assert {f["type"] for f in json.loads(run.stdout)} == {"agrees", "differs"}
    assert "against the registry alone" in run.stderr
    html = page.read_text(encoding="utf-8")
    assert "7 March 2022" in html
    assert "7 March 2024" in html
    assert "<script" not in html
    assert not (tmp_path / "servanda.ledger").exists()
    named = CliRunner().invoke(command, [*arguments, "--ledger", str(tmp_path / "none")])
    assert named.exit_code != 0
    assert not (tmp_path / "none").exists()
