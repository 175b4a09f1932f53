"""Predications: who does what in invented sentences, told as lines of a table."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from tests.reading.helpers import document

from servanda.model import Predication
from servanda.reading.context import contexts
from servanda.reading.predications import predications

TABLE = Path(__file__).parent / "data" / "predications.txt"
SHOWN = ("no", "every", "all", "not all", "not every")
FLAGS = ("perfect", "progressive", "passive", "negated")


@lru_cache(maxsize=1)
def table() -> dict[str, list[str]]:
    """Return the sentences of the table with the lines that are to be told of them."""
    rows: dict[str, list[str]] = {}
    sentence = ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            rows[sentence].append(line.strip())
        elif line and not line.startswith("#"):
            sentence = line
            rows[sentence] = []
    return rows


def told(found: tuple[Predication, ...]) -> Iterator[str]:
    """Yield predications as lines: lemma, form and flags; how it hangs; argument by argument."""
    for p in found:
        flags = [p.form, p.tense, *(f for f in FLAGS if getattr(p, f)), p.modal]
        head = [p.lemma + ":", *flags, f"({p.mark})" if p.mark else ""]
        link = [f"{p.link} of {found[p.above].lemma}"] if p.above >= 0 else []
        arguments = [
            [a.role, a.preposition, a.determiner if a.determiner in SHOWN else "",
             a.number, a.lemma, "(same)" if a.same else "", "(understood)" if a.implied else ""]
            for a in p.arguments
        ]  # fmt: skip
        yield "; ".join([_line(head), *link, *map(_line, arguments)])


def _line(words: list[str]) -> str:
    return " ".join(w for w in words if w)


@lru_cache(maxsize=1)
def read() -> dict[str, tuple[Predication, ...]]:
    """Return the predications of every sentence of the table, parsed together."""
    documents = [document(sentence) for sentence in table()]
    return {c.text: predications(c) for c in contexts(documents, gate=False)}


@pytest.mark.parametrize("sentence", table())
def test_a_sentence_tells_who_does_what(sentence: str) -> None:
    assert list(told(read()[sentence])) == table()[sentence]


@pytest.mark.parametrize("sentence", table())
def test_offsets_are_of_the_document(sentence: str) -> None:
    for p in read()[sentence]:
        assert p.start <= p.at[0] <= p.head < p.at[1] <= p.end or p.form == "noun"
        assert p.sentence == (0, len(sentence))
        assert -1 <= p.above < len(read()[sentence])
        for a in p.arguments:
            assert a.start <= a.head < a.end
            if a.name:
                assert sentence[a.head :].startswith(a.lemma)


def one(sentence: str, lemma: str) -> Predication:
    (context,) = contexts([document(sentence)], gate=False)
    (found,) = [p for p in predications(context) if p.lemma == lemma]
    return found


def test_a_clause_leaves_out_the_clauses_below_it() -> None:
    text = "Mali said that Chad had closed the road before the army left."
    spans = [text[p.start : p.end] for p in (one(text, "say"), one(text, "close"))]
    assert spans == ["Mali said", "that Chad had closed the road"]


def test_the_verb_group_has_its_auxiliaries_and_particle() -> None:
    text = "The troops have not yet been pulled out of the town."
    p = one(text, "pull out")
    assert text[p.at[0] : p.at[1]] == "have not yet been pulled out"


def test_joined_arguments_are_one_group() -> None:
    p = one("Mali and Chad signed the pact and the protocol.", "sign")
    groups = [(a.lemma, a.group) for a in p.arguments]
    assert groups == [("Mali", 1), ("Chad", 1), ("pact", 2), ("protocol", 2)]


def test_who_does_and_to_whom_it_is_done() -> None:
    for text in ("Mali signed the pact.", "The pact was signed by Mali.",
                 "The signature of the pact by Mali was late."):  # fmt: skip
        p = one(text, "sign")
        assert [a.lemma for a in p.doers()] == ["Mali"], text
        assert [a.lemma for a in p.done_to()] == ["pact"], text


def test_an_apposition_names_the_same() -> None:
    p = one("The president, Ali Baba, signed the law.", "sign")
    assert [(a.lemma, a.same) for a in p.of("subject")] == [("president", False), ("Baba", True)]


@pytest.mark.parametrize(
    "pair", [("Armenia", "Azerbaijan"), ("Russia", "Ukraine"), ("Israel", "Lebanon")]
)
def test_names_exchanged_exchange_the_result(pair: tuple[str, str]) -> None:
    first, second = pair
    for plain in (
        "{} promised that it would return the land to {}, but {} has never done so.",
        "{} to sue {} over breach; {} denies it", "{} accused {} of shelling {}.",
    ):  # fmt: skip
        here = plain.format(first, second, first)
        there = plain.format(second, first, second)
        lines = [list(told(predications(c)))
                 for c in contexts([document(here), document(there)], gate=False)]  # fmt: skip
        turned = [x.replace(first, "\0").replace(second, first).replace("\0", second)
                  for x in lines[0]]  # fmt: skip
        assert turned == lines[1]


@pytest.mark.parametrize("text", [
    "The states " + ", ".join(["cat"] * 1600) + " and dog signed.", "of the state " * 400,
    "to go " * 800, "re-" * 1500, "- " * 2000, "which saw that " * 350, "\u2028\n", "",
])  # fmt: skip
def test_what_is_no_prose_stops_nothing(text: str) -> None:
    (context,) = contexts([document(text)], gate=False)
    for p in predications(context):
        assert 0 <= p.start < p.end <= len(text)
        assert all(0 <= a.start <= a.head < a.end <= len(text) for a in p.arguments)
