"""Verbs and states in the present that bind or allow: "undertakes to", "is entitled to"."""

from dataclasses import replace
from typing import TYPE_CHECKING

from servanda.reading.binding import duty_words
from servanda.reading.clauses.openers import (
    FINITE,
    MODALS,
    Cue,
    after,
    agreeing,
    opener_of,
)  # fmt: skip
from servanda.reading.match import hits

if TYPE_CHECKING:
    from spacy.tokens import Token

NOMINAL = ("DET", "ADJ", "PROPN", "NOUN", "NUM", "PRON")
PRESENT = frozenset({"VBZ", "VBP"})
PLAIN = frozenset({"undertake", "undertakes", "agree", "agrees", "pledge", "pledges"})
ASSURING = frozenset({"assure", "guarantee", "ensure", "pledge", "promise", "undertake"})
HAD = frozenset({"right", "power", "authority", "duty", "obligation", "jurisdiction"})
BOUND = frozenset({"is", "are", "stands", "stand", "remains", "remain", "was", "were"})


FORCES = {
    "ready": "obligation", "prohibited": "prohibition", "obliged": "obligation",
    "entitled": "permission", "empowered": "power",
}  # fmt: skip


def verb(token: "Token", low: int, high: int) -> Cue | None:
    """Return the cue of a verb or adjective in the present: "undertakes to", "is prohibited"."""
    if token.lower_ in BOUND and token.pos_ in ("AUX", "VERB"):
        return _bound(token, low, high)
    if token.lower_ in ("has", "have") and opener_of(token, low) is None:
        return _right(token, high)
    if token.lower_ in ("reserve", "reserves") and opener_of(token, low) is None:
        return _right(token, high)
    if _hanging(token, low):
        return None
    plain = token.lower_ in PLAIN and _left(token).tag_ not in ("MD", "TO", "DT")
    if not plain and token.pos_ not in ("VERB", "AUX"):
        return None
    opener = opener_of(token, low)
    if opener is not None and not (opener.lower_ == "which" and token.lemma_ in PLAIN):
        return None
    lemma = token.lemma_.lower()
    past = token.tag_ == "VBD" and lemma in duty_words("undertaking") | duty_words("recognising") \
        | duty_words("expressing")  # fmt: skip
    finite = plain or token.tag_ in PRESENT or past or _elliptic(token)
    perfect = token.tag_ == "VBN" and any(c.lower_ in ("have", "has") for c in token.children)
    if not (finite or perfect) or any(
        c.dep_ == "aux" and c.lower_ in MODALS for c in token.children
    ):
        return None
    if lemma in duty_words("expressing") and (ready := _readiness(token, high)) is not None:
        return ready
    if lemma in duty_words("recognising"):
        return _taking(token, "recognition", token.i + 1, high)
    if plain or lemma in duty_words("undertaking"):
        found = _taking(token, "obligation", token.i + 1, high)
        if found is not None:
            return replace(found, relative=opener.i if opener is not None else None)
    for hit in hits(token, "forces"):
        if hit.cue.pos != "v" or hit.cue.lemma in ("have", "need", "intend", "offer"):
            continue
        end = max(t.i for t in hit.tokens) + 1
        return _taking(token, hit.cue.family, end, high)
    return None


def _left(token: "Token") -> "Token":
    """Return the word left of a verb, adverbs passed over; the verb itself where it opens."""
    i = token.i - 1
    while i > 0 and token.doc[i].pos_ == "ADV":
        i -= 1
    return token.doc[max(i, 0)]


def _hanging(token: "Token", low: int) -> bool:
    """Say whether a verb stands in a clause of time or in one that hangs on a noun unopened.

    "within 30 days after the Parties agree on it", "any sum it has agreed to pay".
    """
    for i in range(token.i - 1, low - 1, -1):
        t = token.doc[i]
        if t.text in (",", ";", ":") or t.tag_ in ("MD", "TO", "CC"):
            return False
        if t.tag_ in FINITE and t.i not in (c.i for c in token.children):
            return False
        if t.lower_ in ("after", "before", "till", "as", "because"):
            return t.i + 1 < token.i and token.doc[t.i + 1].pos_ in NOMINAL
        if t.pos_ == "PRON" and t.i > low and t.nbor(-1).pos_ == "NOUN" and t.tag_ == "PRP":
            return True
    return False


def _elliptic(token: "Token") -> bool:
    """Say whether a participle is a verb of undertaking joined to one: "agreed to, and decided"."""
    joined = token.dep_ == "conj" and token.head.tag_ in ("VBD", "VBZ", "VBP")
    return token.tag_ == "VBN" and joined and token.lemma_.lower() in duty_words("undertaking")


def _readiness(token: "Token", high: int) -> Cue | None:
    """Return the cue of "expressed its readiness to", "confirm their intention not to"."""
    doc = token.doc
    for i in range(token.i + 1, min(token.i + 7, high - 1)):
        if doc[i].pos_ in ("ADP", "PUNCT", "SCONJ"):
            return None
        if doc[i].lemma_.lower() in duty_words("readiness"):
            negated = doc[i + 1].lower_ == "not"
            at = i + 1 + negated
            if doc[at].lower_ == "to" and at < high and doc[at + 1].tag_ == "VB":
                return Cue(token.i, at + 1, "obligation", at + 1, negated, None, "verb")
            return None
    return None


def _taking(token: "Token", family: str, end: int, high: int) -> Cue | None:
    """Return the cue of a verb that takes an infinitive, a clause with "that" or a thing."""
    doc = token.doc
    negated = False
    i = end
    own = ("not", "themselves", "itself", "mutually")
    while i <= high and (doc[i].pos_ == "ADV" or doc[i].lower_ in own):
        negated = negated or doc[i].lower_ == "not"
        i += 1
    if i <= high and doc[i].text == ",":  # "undertakes, furthermore, to refrain"
        close = next((k for k in range(i + 1, min(high, i + 25)) if doc[k].text == ","), None)
        i = close + 1 if close is not None else i
    if i <= high and doc[i].lower_ == "not":
        negated, i = True, i + 1
    if i <= high and doc[i].lower_ == "to" and i + 1 <= high and doc[i + 1].pos_ in ("VERB", "AUX"):
        return Cue(token.i, i + 1, family, i + 1, negated, None, "verb")
    if i > high or doc[i].text == ":":
        return Cue(token.i, i, family, None, negated, None, "verb")
    if family in ("recognition", "prohibition") and doc[i].pos_ not in ("ADP", "PUNCT"):
        return Cue(token.i, i, family, i, negated, None, "verb")
    things = ("guarantee", "pledge", "renounce", "ensure", "undertake", "support")
    inserted = token.lemma_ == "guarantee" and doc[i].lower_ == "in"
    if token.lemma_ in things and (inserted or doc[i].pos_ not in ("ADP", "PUNCT", "SCONJ")):
        return Cue(token.i, token.i, family, token.i, negated, None, "verb")
    if doc[i].lower_ == "to" and token.lemma_ in ("commit", "guarantee", "pledge"):
        if token.lemma_ != "commit":  # "guarantee to their citizens equal rights"
            return Cue(token.i, token.i, family, token.i, negated, None, "verb")
        return Cue(token.i, i + 1, family, i + 1, negated, None, "verb")
    if token.lemma_ in ASSURING:  # "assured each other that ..."
        that = next((k for k in range(i, min(i + 6, high)) if doc[k].lower_ == "that"), None)
        if that is not None:
            return Cue(token.i, that, family, token.i, negated, None, "verb")
    if doc[i].lower_ == "that" and token.lemma_ in ("agree", "accept"):
        bound = any(t.lower_ in MODALS for t in doc[i + 1 : high + 1])
        return None if bound else Cue(token.i, i, "recognition", i, negated, None, "verb")
    if doc[i].lower_ in ("on", "upon") and token.lemma_ == "agree":
        return Cue(token.i, i, "recognition", i, negated, None, "verb")
    return None


def _bound(token: "Token", low: int, high: int) -> Cue | None:
    """Return the cue of "is prohibited", "are entitled to", "is bound to"."""
    opener = opener_of(token, low)
    if opener is not None and (opener.lower_ != "that" or not opener.i or not (
        agreeing(opener.nbor(-1))
    )):  # fmt: skip
        return None
    relative = opener.i if opener is not None else None
    end, negated = after(token, high)
    if end > high:
        return None
    word = token.doc[end]
    if word.lower_ == "to" and end + 1 <= high and token.doc[end + 1].tag_ == "VB":
        force = "prohibition" if negated else "obligation"
        return Cue(token.i, end + 1, force, end + 1, False, relative, "be-to")
    if token.lower_ not in ("is", "are") and word.lower_ not in duty_words("ready"):
        return None
    if word.lower_ == "responsible" and end < high and token.doc[end + 1].lower_ == "for":
        force = "permission" if negated else "obligation"
        return Cue(token.i, end, force, end, False, relative, "state")
    for family in ("prohibited", "obliged", "ready", "entitled", "empowered"):
        if word.lower_ in duty_words(family):
            found = state(token.i, word, family, negated, high)
            return replace(found, relative=relative) if found is not None else None
    return None


def state(at: int, word: "Token", family: str, negated: bool, high: int) -> Cue | None:
    """Return the cue of a state of being bound, allowed or forbidden, with its infinitive."""
    doc, i = word.doc, word.i + 1
    force = FORCES[family]
    if negated:
        force = {"obligation": "permission", "permission": "prohibition", "power": "prohibition",
                 "prohibition": "permission"}[force]  # fmt: skip
    while i <= high and (doc[i].pos_ == "ADV" or (doc[i].lower_ in ("on", "upon") and word.lower_
                                                  == "called")):  # fmt: skip
        i += 1
    if i <= high and doc[i].lower_ == "to" and i < high:
        verbal = doc[i + 1].pos_ in ("VERB", "AUX")
        strict = family in ("obliged", "ready")
        return Cue(at, i + 1, force, i + 1, False, None, "state") if verbal or not strict else None
    if i < high and doc[i].lower_ == "for" and family == "entitled":
        return Cue(at, i + 1, force, i + 1, False, None, "state")
    if i <= high and doc[i].lower_ == "from":
        return Cue(at, i + 1, force, i + 1, False, None, "state")
    if family == "prohibited":
        return Cue(at, i, force, None, False, None, "banned")
    return None


def _right(token: "Token", high: int) -> Cue | None:
    """Return the cue of "has the right to", "have no right to"."""
    doc = token.doc
    for i in range(token.i + 1, min(token.i + 5, high)):
        if doc[i].lower_ in HAD and i + 1 <= high and doc[i + 1].lower_ in ("to", "over", "of"):
            negated = any(t.lower_ == "no" for t in doc[token.i + 1 : i])
            force = owned(doc[i].lower_)
            force = "prohibition" if negated else force
            return Cue(token.i, i + 2, force, i + 2, False, None, "right")
    return None


def owned(word: str) -> str:
    """Return the force of having a right, a power or a duty."""
    if word in ("power", "powers", "authority", "jurisdiction", "competence"):
        return "power"
    return "obligation" if word in ("duty", "obligation", "responsibility") else "permission"
