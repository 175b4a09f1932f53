"""What the opening of a clause makes of its verb: "Never has it", "Withdraw!", "In case it ..."."""

from typing import TYPE_CHECKING

from servanda.reading.match import hits
from servanda.reading.syntax import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

NOT_FIRST = frozenset({"not", "never", "nowhere", "rarely", "seldom", "no", "hardly", "scarcely"})
NO_DENIAL = frozenset({"only", "just", "merely", "least", "until", "sooner"})
LEADING = frozenset({"in", "at", "under", "on", "by"})
IF_FIRST = frozenset({"if", "unless", "provided"})
NAMING = frozenset({"see", "read", "say"})
MOMENTS = frozenset({"moment", "minute", "instant", "day", "second"})
UNREAL_FIRST = frozenset({("what", "if"), ("would", "that")})
SUPPOSE = frozenset({"suppose", "imagine", "assume", "picture", "supposing", "assuming"})
NOMINAL = frozenset({"DET", "PROPN", "NOUN", "ADJ", "PRON", "NUM"})
AT_ONCE = frozenset({"hardly", "scarcely", "barely", "sooner"})


def fronted_negator(verb: "Token") -> "Token | None":
    """Return the denial that opens a sentence and turns subject and auxiliary around.

    "Never in its history has it joined one", "Not since 1994 have they met"; not "Not only", nor
    "Hardly had they met when", which tells that they did.
    """
    first = verb.sent[0]
    if len(verb.sent) < 3:
        return None
    if first.lower_ in LEADING and first.nbor().lower_ == "no":
        first = first.nbor()  # "in no case did they"
    if first.lower_ not in NOT_FIRST or verb.sent.root not in (verb, verb.head):
        return None
    if first.nbor(1).lower_ in NO_DENIAL or at_once(verb):
        return None
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    before = (c for c in verb.children if c.dep_ in ("aux", "auxpass"))
    turned = next(before, verb.head if verb.head.lemma_ in ("have", "do", "be") else None)
    if subject is None or turned is None or turned.i > subject.i or first.i >= turned.i:
        return None
    return first


def at_once(verb: "Token") -> bool:
    """Say whether a clause tells what had just happened: "hardly had they signed when"."""
    had = any(c.lower_ == "had" and c.dep_ == "aux" for c in verb.children)
    just = any(c.lower_ in AT_ONCE and c.dep_ in ("advmod", "neg") for c in verb.children)
    if had and just:  # "it had barely left when it was ambushed"
        return any(t.lower_ in ("when", "than", "before") for t in verb.doc[verb.i : verb.sent.end])
    if not had and verb.head.lower_ != "had":
        return False
    words = [t.lower_ for t in verb.sent]
    return bool(AT_ONCE & set(words[:2])) and ("when" in words or "than" in words)


def opened_condition(word: "Token") -> "Token | None":
    """Return the conjunction of a first clause whose verb the parser took for a noun.

    "If the guerrillas disarm, parliament will vote": no verb stands before the comma.
    """
    sentence = word.sent
    first = sentence[0]
    if len(sentence) < 4 or not (
        first.lower_ in IF_FIRST or (first.lower_ == "in" and first.nbor().lower_ == "case")
    ):
        return None
    comma = next((t for t in sentence if t.text == ","), None)
    if comma is None or not first.i < word.i < comma.i:
        return None
    opening = sentence.doc[first.i + 1 : comma.i]
    return None if any(t.pos_ in ("VERB", "AUX") for t in opening) else first


def is_imperative(verb: "Token") -> bool:
    """Say whether a verb orders: it opens a sentence or a quotation and has no subject."""
    if verb.tag_ not in ("VB", "VBP") or verb.lower_ != verb.lemma_ or verb.lower_ in NAMING:
        return False
    if any(c.dep_ in SUBJECTS or (c.dep_ == "aux" and c.lower_ != "do") for c in verb.children):
        return False
    start = verb.left_edge
    while start.i < verb.i and (start.is_punct or start.lower_ in ("do", "not", "n't", "please")):
        start = start.nbor()
    if start != verb:
        return False
    opens = verb.left_edge.i == verb.sent.start
    quoted = bool(verb.i > 0 and verb.nbor(-1).is_quote)
    if verb.dep_ == "ROOT":
        return opens or quoted
    return (opens or quoted) and verb.dep_ in ("ccomp", "advcl", "parataxis", "dep")


def setting_of(verb: "Token") -> "Token | None":
    """Return the scenario, war game or novel in which a verb in the present tense is told."""
    if verb.tag_ not in ("VBZ", "VBP"):
        return None
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "under"):
            for noun in (c for c in child.children if c.dep_ == "pobj"):
                if is_setting(noun):
                    return noun
    return None


def is_setting(noun: "Token") -> bool:
    """Say whether a noun is a made-up course of events: "a war game", "a hypothetical attack"."""
    told = [noun, *(c for c in noun.children if c.dep_ == "compound")]
    if any("setting" in h.cue.frames for t in told for h in hits(t, "mood")):
        return True
    return any(h.cue.family == "unreal" for c in noun.children if c.dep_ == "amod"
               for h in hits(c, "mood"))  # fmt: skip


def supposing(word: "Token") -> "Token | None":
    """Return the "suppose" or "what if" that opens a sentence of things only thought of."""
    sentence = word.sent
    first = sentence[0]
    if len(sentence) < 4 or word.i <= first.i:
        return None
    if (first.lower_, first.nbor().lower_) in UNREAL_FIRST:
        return first
    if first.lower_ == "why" and word.i == first.i + 1 and word.tag_ == "VB":
        return first  # "why negotiate with bandits?"
    if first not in word.ancestors:
        return None
    if first.lower_ not in SUPPOSE or any(c.dep_ in SUBJECTS for c in first.children):
        return None
    held = first.nbor().lower_ in ("that", "for", "if") or first.nbor().pos_ in NOMINAL
    parted = any(t.text in ":;" for t in sentence.doc[first.i : word.i])
    return first if held and not parted else None


def hearsay_of(verb: "Token") -> "Token | None":
    """Return the report that a clause is told by: "according to unconfirmed reports"."""
    for child in verb.children:
        if child.dep_ != "prep" or child.lower_ not in ("according", "in", "by", "from"):
            continue
        for noun in (t for t in child.subtree if t.dep_ == "pobj"):
            if any(h.cue.family == "unsure" for c in (noun, *noun.children)
                   for h in hits(c, "mood")):  # fmt: skip
                return noun
    return None


def moment_of(verb: "Token") -> "Token | None":
    """Return "the moment" that makes its clause a condition: "begin the moment it leaves"."""
    noun = verb.head
    present = verb.tag_ in ("VBZ", "VBP") and verb.dep_ == "relcl"
    if not present or noun.lemma_ not in MOMENTS or noun.dep_ == "pobj":
        return None
    return noun if noun.i and noun.nbor(-1).lower_ == "the" and noun.i + 1 < verb.i else None
