"""Conditions: the words that open one, and the clauses that stand under one."""

from typing import TYPE_CHECKING

from servanda.reading.mood_tense import is_present
from servanda.reading.syntax import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

CONDITIONS = frozenset({"if", "unless", "whether", "provided", "supposing", "lest"})
EVER = frozenset({"whoever", "whichever", "whatever", "whosoever"})
BINDING = frozenset({"will", "shall", "would", "must", "'ll", "should", "can", "may"})


def as_long_as(verb: "Token") -> "Token | None":
    """Return the "as" of "as long as" that opens the clause of a verb in the present."""
    as_ = next((c for c in verb.children if c.lower_ == "as" and c.dep_ == "mark"), None)
    long = as_ is not None and as_.i > 0 and as_.nbor(-1).lower_ == "long"
    return as_ if long and verb.tag_ in ("VBZ", "VBP") else None


def condition_of(verb: "Token") -> "Token | None":
    """Return the clause of condition that a verb stands over: "if", or "once" with a present."""
    clauses = (c for c in verb.children if c.dep_ == "advcl" and not _even(c))
    return next((c for c in clauses if condition_mark(c) is not None or _once(c)), None)


def _even(clause: "Token") -> bool:
    """Say whether a condition makes no difference: "even if they sign"."""
    mark = condition_mark(clause)
    return mark is not None and mark.i > 0 and mark.nbor(-1).lower_ == "even"


def _once(clause: "Token") -> bool:
    return is_present(clause) and any(
        c.lower_ == "once" and c.i < clause.i for c in clause.children
    )


def inverted(verb: "Token") -> "Token | None":
    """Return the auxiliary that opens a condition: "were they to leave", "had they left"."""
    first = verb.left_edge
    if first.lower_ not in ("were", "had", "should") or verb.sent[-1].text == "?":
        return None
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is None:  # "should the talks collapse": the parse takes the noun for a compound
        return first if first.lower_ == "should" and first.i == verb.sent.start else None
    return first if first.i < subject.i < verb.i else None


def condition_mark(verb: "Token") -> "Token | None":
    """Return the conjunction of condition that opens the clause of a verb: "if", "as though"."""
    for child in verb.children:
        if child.dep_ in ("mark", "advmod", "prep") and (
            child.lower_ in CONDITIONS
            or (child.lower_ == "though" and child.i and child.nbor(-1).lower_ == "as")
        ):
            return child
    return None


def whoever(verb: "Token") -> "Token | None":
    """Return the "whoever" of a clause that says what follows for all who do it."""
    own = next((c for c in verb.children if c.dep_ in SUBJECTS and c.lower_ in EVER), None)
    binding = any(c.dep_ == "aux" and c.lower_ in BINDING for c in verb.head.children)
    return own if verb.dep_ in ("csubj", "csubjpass") and binding else None
