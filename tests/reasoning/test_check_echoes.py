"""Sentences that share words are found by them: the same as by a look at each sentence."""

from random import Random

from evals.large_ledger import documents

from servanda.reasoning.check.alike import sense
from servanda.reasoning.check.echoes import Lines, _lines
from servanda.reasoning.check.parts import sentences, spans


def test_lines_are_found_by_the_words_they_share() -> None:
    some = [d for d, _ in documents(6)]
    lines = Lines(some)
    every = [found for d in some for found in _lines(d)]
    random = Random(3)
    for line, words in random.sample(every, 30):
        for said in (words, frozenset(sorted(words)[1:]), sense(line.text.upper())):
            slow = [(len(said & w), x, len(w)) for x, w in every if len(said & w) >= 3]
            assert list(lines.sharing(said, 3)) == slow
    assert list(lines.sharing(frozenset(("zzz",)), 1)) == []


def test_spans_are_those_of_the_sentences() -> None:
    for document, _ in documents(4):
        assert list(spans(document)) == [(s.start, s.end) for s in sentences(document)]
