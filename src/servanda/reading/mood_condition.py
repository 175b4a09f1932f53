"""Conditions: the words that open one, and the clauses that stand under one."""

from typing import TYPE_CHECKING

from servanda.model.terms import Modality
from servanda.reading.match import hits
from servanda.reading.mood_tense import is_present, is_reported
from servanda.reading.syntax import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

CONDITIONS = frozenset({"if", "unless", "whether", "provided", "supposing", "lest"})
EVER = frozenset({"whoever", "whichever", "whatever", "whosoever"})
BINDING = frozenset({"will", "shall", "would", "must", "'ll", "should", "can", "may"})
SEEMING = frozenset({"look", "seem", "appear", "sound", "feel"})
UNREAL = frozenset({"were", "had", "can", "could", "would"})


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
    after = (c for c in verb.children if c.dep_ in ("aux", "auxpass") and c.i
             and c.nbor(-1).text == "," and c.i > verb.left_edge.i)  # fmt: skip
    edge = verb.left_edge
    if edge.lower_ == "even" and edge.i + 1 < verb.i:
        edge = edge.nbor()  # "even had the rain stopped"
    first = next(after, edge)  # "will leave, should one be held"
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
            (child.lower_ in CONDITIONS and not _if_any(child))
            or (child.lower_ == "though" and child.i and child.nbor(-1).lower_ == "as")
        ):
            return child
    return None


def _if_any(mark: "Token") -> bool:
    """Say whether an "if" only leaves open who: "who, if anyone, ordered it"."""
    doc, i = mark.doc, mark.i
    return i + 2 < len(doc) and bool(doc[i + 1].lower_.startswith("any") and doc[i + 2].text == ",")


def had_they(verb: "Token") -> "Token | None":
    """Return the "had" that opens an unreal condition after its main clause, parsed above its verb.

    "The mutineers might have succeeded had the fleet joined them".
    """
    had = verb.head
    if had.lower_ not in ("had", "were") or verb.dep_ not in ("ccomp", "xcomp") or had.i > verb.i:
        return None
    own = any(c.dep_ in SUBJECTS for c in had.children)
    turned = any(c.dep_ in SUBJECTS and had.i < c.i < verb.i for c in verb.children)
    modal = any(c.tag_ == "MD" for c in had.head.children)
    return had if turned and modal and not own else None


def whoever(verb: "Token") -> "Token | None":
    """Return the "whoever" of a clause that says what follows for all who do it."""
    own = next((c for c in verb.children if c.dep_ in SUBJECTS and c.lower_ in EVER), None)
    binding = any(c.dep_ == "aux" and c.lower_ in BINDING for c in verb.head.children)
    return own if verb.dep_ in ("csubj", "csubjpass") and binding else None


def condition_told(verb: "Token", mark: "Token") -> Modality:
    """Return what a condition makes of its verb: open ("if it lifts"), unreal ("if it left")."""
    if mark.lower_ == "whether" or (mark.lower_ == "if" and _asked_if(verb, mark)):
        return "questioned"
    if mark.lower_ in ("if", "though") and verb.head.lemma_ in SEEMING:
        return "possible"  # "it looks as though they left"
    asked = any(t.text == "?" for t in list(verb.sent)[-2:])
    if verb.tag_ == "VBD" and verb.dep_ == "advcl" and is_reported(verb.head):
        return "conditional"  # "said that he would leave unless they returned"
    unreal = verb.tag_ == "VBD" or any(c.lower_ in UNREAL for c in verb.children)
    return "hypothetical" if asked or unreal else "conditional"


def _asked_if(verb: "Token", mark: "Token") -> bool:
    """Say whether "if" asks: "wondered if it left", "it is not known if they left"."""
    if verb.dep_ == "ccomp":
        return True
    above = (verb.head, *(c for c in verb.head.children if c.dep_ == "acomp"))
    asks = any("if" in h.cue.frames for t in above for h in hits(t, "mood"))
    return asks and mark.i > verb.head.i
