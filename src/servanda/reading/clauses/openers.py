"""Force words as cues, and the words to their left by which a clause hangs on another."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

MODALS = {"shall": "obligation", "must": "obligation", "will": "obligation", "may": "permission",
          "can": "permission", "should": "obligation", "would": "obligation"}  # fmt: skip
NEGATIONS = frozenset({"not", "never", "neither", "nor", "n't"})
FINITE = frozenset({"MD", "VBZ", "VBP"})
LIKE = frozenset({",", ";", "or", "and", "except", "same", "such"})
PAST = frozenset({"was", "were", "had", "did"})
SUBORDINATORS = frozenset({
    "if", "where", "when", "whenever", "wherever", "once", "unless", "until", "whether", "because",
    "while", "whilst", "although", "though", "as", "than", "since", "insofar", "so",
    "how", "what", "whatever", "why", "case", "lest",
})  # fmt: skip
RELATIVES = frozenset({"which", "who", "that", "whom", "whose"})
STARTS = frozenset({"DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM", "CCONJ"})
# "It was agreed that B should do": what these verbs tell in the past of a communique binds.
AGREEING = frozenset({"agree", "accept", "decide", "announce", "say", "declare", "state",
                      "resolve", "stipulate", "provide", "stress", "settle"})  # fmt: skip
# Verbs that "that" follows with what is told, and not with a thing.
TELLING = frozenset({
    "ensure", "provide", "recognise", "recognize", "note", "agree", "confirm", "consider",
    "require", "determine", "find", "decide", "believe", "state", "declare", "show",
    "demonstrate", "prove", "establish", "affirm", "reaffirm", "acknowledge", "understand",
    "guarantee", "assure", "indicate", "mean", "verify", "request", "recommend", "propose",
    "stipulate", "conclude", "see", "know", "think", "say", "hold", "allege", "claim", "certify",
    "stress", "specify", "signify",
})  # fmt: skip
# "Where appropriate" and its like open no clause of their own.
IDLE = frozenset({"possible", "appropriate", "necessary", "applicable", "relevant", "required",
                  "needed", "practicable", "feasible", "so", "provided"})  # fmt: skip
BACK = 70  # words over which "that" may go on with what was agreed


@dataclass(frozen=True)
class Cue:
    """A force word: its place `at`, the place `end` after it and what belongs to it, its force.

    `verb` is the place of the main verb, or None where a list brings the verbs. `relative` is the
    word that opens the clause where it hangs on a noun. `name` goes into the rule of the record.
    """

    at: int
    end: int
    force: str
    verb: int | None
    negated: bool = False
    relative: int | None = None
    name: str = ""


def opener_of(token: "Token", low: int) -> "Token | None":
    """Return the word that makes the clause of a cue depend on another, looking to the left."""
    doc = token.doc
    i = token.i - 1
    comma: int | None = None
    while i >= low:
        t = doc[i]
        if t.text in (";", ":") or t.tag_ in FINITE or t.lower_ in PAST:
            return None
        if (
            t.text == ","
            and comma is None
            and (
                doc[i + 1].pos_ in STARTS
                or doc[i + 1].lower_ in ("either", "neither", "each", "any")
            )
        ):
            comma = i
        bare = t.tag_ == "DT" and doc[i + 1].tag_ != "MD"
        if t.lower_ in RELATIVES and not bare and not _pronoun(t):
            return t
        if t.lower_ in SUBORDINATORS and not _phrase(t):
            closed = comma is not None and comma - i >= 2 and comma > _inserted(t, token.i)
            return None if closed else t
        i -= 1
    return None


def _inserted(subordinator: "Token", stop: int) -> int:
    """Return where a phrase between commas right behind a subordinator ends: "If, in its view,"."""
    doc, i = subordinator.doc, int(subordinator.i)
    if i + 1 >= stop or doc[i + 1].text != ",":
        return i
    return int(next((k for k in range(i + 2, stop) if doc[k].text == ","), i))


def _pronoun(token: "Token") -> bool:
    """Say whether "that" stands for a thing: "that Party", "that of"."""
    if token.lower_ != "that":
        return False
    before = token.nbor(-1) if token.i else None
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if after is not None and after.tag_ == "MD":
        return False  # "an amendment that shall preclude"
    if (
        after is not None
        and after.tag_ in ("NN", "NNP")
        and before is not None
        and before.tag_ == "VBG"
        and before.lemma_.lower() not in TELLING
    ):
        return True  # "the Party conducting that proceeding"
    if (
        after is not None
        and after.pos_ in ("NOUN", "PROPN")
        and (before is None or before.text in (",", ";") or before.pos_ in ("ADP", "CCONJ"))
    ):
        return before is None or before.lower_ != "provided"
    return bool(token.tag_ == "DT" or token.dep_ == "det")


def _phrase(token: "Token") -> bool:
    """Say whether a subordinator opens no clause: "as a party", "such as", "so far as possible"."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    word = token.lower_
    if word == "as":
        before = token.nbor(-1).lower_ if token.i else ""
        modal = after is not None and (after.lower_ in MODALS or after.tag_ == "PRP")
        if before in LIKE and _modal_behind(token):
            return False
        if before == "far" and after is not None and (
            after.tag_ == "PRP" or _modal_behind(token)
        ):  # fmt: skip
            return False  # "in so far as he can do so"
        return not modal or before in ("well", "such", "far", "soon")
    if after is not None and after.lower_ in IDLE and after.i + 1 < len(token.doc) and (
        after.nbor(1).is_punct or after.nbor(1).lower_ in MODALS
    ):  # fmt: skip
        return True
    if word in ("since", "until", "than"):
        return after is None or after.pos_ not in ("PRON", "DET", "NOUN", "PROPN")
    if word == "so":
        return after is None or after.lower_ != "that"
    before = token.nbor(-1).lower_ if token.i else ""
    return word == "case" and before != "in"


def agreeing(token: "Token") -> bool:
    """Say whether a verb before "that" agrees what follows: "agreed that", "agreed, further, that".

    What somebody else assures is that one's own duty, told by the verb itself.
    """
    if token.pos_ == "CCONJ" or token.text == ",":  # "agreed that ..., that ... and that ..."
        before = token.doc[max(1, token.i - BACK) : token.i]
        return any(t.lower_ == "that" and _agreed(t.nbor(-1)) for t in before) or (
            any(_agreed(t) for t in before[-4:])
        )
    return _agreed(token)


def _agreed(token: "Token") -> bool:
    return token.lemma_.lower() in AGREEING and token.tag_ in ("VBZ", "VBP", "VBD", "VBN", "VB")


def _modal_behind(token: "Token") -> bool:
    """Say whether a noun phrase and a modal follow: "or as the Parties may otherwise agree"."""
    for t in token.doc[token.i + 1 : token.i + 9]:
        if t.lower_ in MODALS:
            return bool(t.i > token.i + 1)
        if t.pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON"):
            return False
    return False


def after(token: "Token", high: int) -> tuple[int, bool]:
    """Return the place after a modal with its negation and adverbs, and whether it is negated."""
    doc, i, negated = token.doc, token.i + 1, False
    while i <= high and (doc[i].lower_ in NEGATIONS or doc[i].pos_ == "ADV"):
        negated = negated or doc[i].lower_ in NEGATIONS
        negated = negated or (doc[i].lower_ == "longer" and doc[i - 1].lower_ == "no")
        i += 1
    words = [doc[k].lower_ for k in range(i, min(i + 3, high + 1))]
    if words[:2] == ["in", "no"] or words[:2] == ["under", "no"] or words[:2] == ["on", "no"]:
        negated = True
    return i, negated
