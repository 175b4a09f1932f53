"""A clause before it becomes a record, and the lists that clauses lead into."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servanda.reading.clauses.judged import Judged
from servanda.reading.clauses.openers import Cue
from servanda.reading.clauses.segments import Segment
from servanda.reading.clauses.sorts import Subject

if TYPE_CHECKING:
    from spacy.tokens import Token


TERMS = frozenset({"provided", "condition", "event", "extent", "except", "than", "such", "so"})


@dataclass
class Draft:
    """A clause as found: where it stands, what it says, its action in document spans.

    `item` is the verb of a list's item whose cue and bearer stand in the head of the list.
    """

    segment: Segment
    judged: Judged
    subject: Subject | None
    start: int
    end: int
    spans: list[tuple[int, int]] = field(default_factory=list)
    head: Segment | None = None
    item: "Token | None" = None


@dataclass
class Chapeau:
    """The head of a list: how deep it stands, its clause, or the cue that its items complete."""

    depth: int
    segment: Segment
    subject: Subject | None
    draft: Draft | None
    cue: Cue | None

    @property
    def goes_on(self) -> bool:
        """Say whether items with verbs of their own go on with the head's clause.

        Not where they tell what its last words are for: "to perform these functions: to elect".
        """
        words = [t.lower_ for t in self.segment.tokens if t.is_alpha]
        return bool(words) and words[-1] not in ("to", "by", "that", "if", "functions", "of")

    @property
    def telling(self) -> bool:
        """Say whether the items are what is to be seen to: "shall ensure that:"."""
        words = [t.lower_ for t in self.segment.tokens if t.is_alpha]
        return len(words) > 1 and words[-1] == "that" and words[-2] not in TERMS

    @property
    def conditional(self) -> bool:
        """Say whether the items are conditions: "... if:"."""
        words = [t.lower_ for t in self.segment.tokens if t.is_alpha]
        opens = words[0] in ("if", "where", "when", "unless") if words else False
        leads = opens and self.draft is None and self.cue is None
        return bool(words) and (words[-1] in ("if", "where", "when", "that", "unless") or leads)


def bare(segment: Segment) -> "tuple[Token, bool] | None":
    """Return the infinitive that an item of a list begins with, and whether it is denied."""
    tokens = list(segment.tokens)
    negated = False
    while tokens and (tokens[0].is_punct or tokens[0].lower_ in ("to", "not", "also")
                      or (tokens[0].pos_ == "ADV" and len(tokens) > 1)):  # fmt: skip
        negated = negated or tokens[0].lower_ == "not"
        tokens.pop(0)
    if not tokens:
        return None
    first = tokens[0]
    if first.tag_ in ("VB", "VBP") or (
        first.lemma_.lower() == first.lower_ and first.pos_ == "VERB"
    ):
        return first, negated
    # "Elect the members": a capital makes the tagger take a verb for a name.
    after = tokens[1] if len(tokens) > 1 else None
    alone = first.pos_ in ("PROPN", "NOUN", "ADJ", "INTJ") and first.tag_ not in ("NNS", "NNPS")
    if alone and after is not None and (after.pos_ in ("DET", "PRON", "ADP", "CCONJ", "ADJ", "ADV",
                                                       "SCONJ", "PROPN", "NOUN")):  # fmt: skip
        return (first, negated) if not first.lower_.endswith(("tion", "ment", "ing", "ity")) \
            else None  # fmt: skip
    return None
