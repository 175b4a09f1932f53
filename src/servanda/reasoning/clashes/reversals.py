"""Clashes of tellings: who blames another for a deed that it is told to have done itself."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.model import Finding
from servanda.reasoning.clashes.deeds import done, of_one_matter, place_of
from servanda.reasoning.clashes.pair import between
from servanda.reasoning.tellings.match import named, one_object, one_sense, same_who, words
from servanda.reasoning.tellings.telling import Telling

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

BLAMES = frozenset({"accuse", "blame", "charge", "condemn", "denounce", "reproach", "criticise",
                    "criticize", "complain", "protest", "allege"})  # fmt: skip


def find(case: "Case") -> Iterator[Finding]:
    """Yield who blames another for a deed that it is told to have done itself."""
    index = case.tellings_of_deeds
    by_document: dict[str, dict[int, Telling]] = {}
    for t in index.every:
        by_document.setdefault(t.document, {})[t.n] = t
    for blame, deed in _blamed(case, by_document):
        for own in index.alike(deed):
            if own.n == deed.n and own.document == deed.document:
                continue
            if not done(own) or not one_sense(deed, own) or not of_one_matter(case, deed, own):
                continue
            mine = any(same_who(d, b) for d in own.doers for b in blame.doers)
            if mine and one_object(deed, own) is not False and (
                words(deed) & words(own) or named(deed) & named(own)
            ):  # fmt: skip
                yield between(
                    case, "reversal", "reversal/blames-own-deed", place_of(deed), place_of(own),
                    explanation="who blames another for a deed is told to have done it itself",
                    dissolved_by="the two deeds are not of one kind",
                )  # fmt: skip


def _blamed(
    case: "Case", by_document: dict[str, dict[int, Telling]]
) -> Iterator[tuple[Telling, Telling]]:
    """Yield who blames, and the deed of another that it is blamed for."""
    for document, found in by_document.items():
        parsed = case.evidence.predications.get(document, ())
        for n, t in found.items():
            g = found.get(parsed[n].above)
            if g is None or g.lemma not in BLAMES or not g.doers or g.negated or g.mood != "fact":
                continue
            yield g, t
