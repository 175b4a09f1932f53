"""Headlines: an infinitive tells what is to come, a bare participle is a passive.

"Pope to visit Juba, meet rival leaders"; "Strike averted as unions accept offer". A sentence
counts as a headline when no full stop, question mark or quotation mark closes it.
"""

from typing import TYPE_CHECKING

from servanda.reading.syntax import OBJECTS, is_finite

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

LIKELY = frozenset({"likely", "possible", "probable", "unlikely", "imminent", "looming"})
HELD = frozenset({"ROOT", "acl", "relcl", "conj", "dep", "appos"})


def is_heading(sentence: "Span") -> bool:
    """Say whether a sentence stands as headlines do, with nothing to close it."""
    last = next((t for t in reversed(sentence) if not t.is_space), None)
    return last is not None and not last.is_punct and len(sentence) < 20


def coming(verb: "Token") -> "Token | None":
    """Return the "to" by which a headline tells what is to come, its own or one before it."""
    if verb.tag_ not in ("VB", "VBP") or not is_heading(verb.sent):
        return None
    after = verb.head if verb.dep_ == "advcl" else verb
    own = next((c for c in verb.children if c.lower_ == "to" and c.dep_ == "aux"), None)
    if own is not None and own.i and own.nbor(-1).text == "," and after.tag_ == "VBZ":
        return own  # "Mexico arrests leader, to extradite him"
    if any(is_finite(t) and t != verb for t in verb.sent if t.pos_ in ("VERB", "AUX")):
        return None
    if own is not None:
        return own if verb.dep_ in HELD and own.i > verb.sent.start else None
    before = (t for t in verb.sent if t.lower_ == "to" and t.tag_ == "TO" and t.i < verb.i)
    return next(before, None)


def likely_in_heading(word: "Token") -> bool:
    """Say whether a headline calls a deed likely: "Truce likely by weekend"."""
    if word.i + 1 >= word.sent.end or not is_heading(word.sent):
        return False
    return word.nbor().lower_ in LIKELY and (word.i == word.sent.start or word.pos_ == "NOUN")


def is_bare_passive(verb: "Token") -> bool:
    """Say whether a verb of a headline is a passive without its "is": "Strike averted"."""
    if verb.tag_ not in ("VBD", "VBN") or not is_heading(verb.sent):
        return False
    return not any(c.dep_ in OBJECTS or (c.dep_ in ("aux", "auxpass", "ccomp", "xcomp")
                   and c.i > verb.i) for c in verb.children)  # fmt: skip
