"""Wordings of deeds are found by their beginnings: as many as a search for each of them finds."""

import pytest
from evals.large_ledger import documents

from servanda.reasoning.foretold.tables import Hit, begins, hits, senses

TEXTS = [s for d, _ in documents(3) for s in d.text.split("\n\n")] + [
    "Syldavia QUIT the pact, re-opened the border and didn't pull out of the talks.",
    "Borduria took control of the villages after the guards had left; it remains a party.",
    "Il n’a pas été suspendu – WITHDRAWN İn May, sıgned by nobody, ﬁnished.",
    "", "…", "the talks broke down, and a pull-out was put for two years on hold",
]  # fmt: skip


def one_by_one(text: str) -> tuple[Hit, ...]:
    found = [Hit(s.axis, s.sign, s.kind, *m.span())
             for s in senses() for m in s.pattern.finditer(text)]  # fmt: skip
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda h: (h.start, h.start - h.end)):
        if not any(k.axis == hit.axis and k.start < hit.end and hit.start < k.end for k in kept):
            kept.append(hit)
    return tuple(kept)


def test_the_same_are_found() -> None:
    assert sum(len(hits(t)) for t in TEXTS) > 100
    for text in TEXTS:
        assert hits(text) == one_by_one(text), text


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("signed|pull(?:s|ed)? out", {"signed", "pull"}),
        ("re-?opens?", {"re"}),
        ("(?:is|are) held", {"is", "are"}),
        ("(?:has )?left", {""}),
        ("a?bove", {""}),
        (r"\w+ed", {""}),
        ("fr(?:ee|o)zes", {"free", "fro"}),
        ("ab{0,2}c", {"a"}),
        ("x(?:a(?:b|c)d|e)", {"xab", "xac", "xe"}),
    ],
)
def test_a_pattern_begins_with(pattern: str, letters: set[str]) -> None:
    assert begins(pattern) == letters
