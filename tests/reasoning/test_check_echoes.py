"""Sentences that share words are found by them: the same as by a look at each sentence."""

from random import Random

from evals.large_ledger import documents

from servanda.reasoning.check.echo_lines import Lines, told_of
from servanda.reasoning.check.parts import sentences, spans


def test_lines_are_found_by_the_words_they_share() -> None:
    some = [(d.id, told_of(d)) for d, _ in documents(6)]
    lines = Lines.none().with_all(some[:4]).with_all(some[4:])
    every = [(name, *line) for name, told in some for line in told.sentences]
    random = Random(3)
    left = {name for name, _ in some[:1] + some[2:]}
    for *_, words in random.sample(every, 30):
        for said in (frozenset(words), frozenset(words[1:]), frozenset((*words, "zzz"))):
            for documents_ in (left, {name for name, _ in some}):
                slow = [(len(said & {*w}), ((name, start, end), len(w)))
                        for name, start, end, w in every
                        if name in documents_ and len(said & {*w}) >= 3]  # fmt: skip
                without = lines.besides(documents_)
                found, shared = lines.sharing(said, 3, without)
                assert [*zip(shared, map(lines.place, found), strict=True)] == slow
                assert lines.likest(said, without, 3, 0.7, 0.4) == _likest(said, slow)
    assert len(lines.sharing(frozenset(("zzz",)), 1)[0]) == 0


def _likest(said: frozenset[str], slow: list[tuple[int, tuple[object, int]]]) -> object:
    best: tuple[float, object] = (0.0, None)
    for shared, (place, long) in slow:
        share = shared / min(len(said), long)
        if share >= 0.7 and shared / len(said) >= 0.4 and share * shared > best[0]:
            best = share * shared, place
    return best[1]


def test_spans_are_those_of_the_sentences() -> None:
    for document, _ in documents(4):
        assert list(spans(document)) == [(s.start, s.end) for s in sentences(document)]
