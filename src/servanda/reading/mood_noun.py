"""What is said of a deed that a noun tells: "the planned visit", "any attack will be met"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from servanda.lexicon.cues import cues
from servanda.model.terms import Modality
from servanda.reading.match import hits
from servanda.reading.mood_tense import AHEAD, COMING, WEEKDAYS, WHEN, is_perfect, is_present
from servanda.reading.syntax import OBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

DEPENDENT = frozenset({"conditional", "contingent", "dependent"})
STAYS = frozenset({"be", "remain", "seem", "become", "look", "appear"})
# "Withdrawal remains possible": what is said of a deed that is not done.
MAY_BE = frozenset({"possible", "conceivable", "likely", "unlikely", "probable", "imaginable",
                    "thinkable", "unthinkable", "impossible", "inevitable"})  # fmt: skip


def described(noun: "Token") -> Iterator[tuple[Modality, "Token"]]:
    """Yield what adjectives say of a deed told by a noun: "the planned visit"."""
    if noun.pos_ not in ("NOUN", "PROPN"):
        return
    if noun.dep_ == "nsubj" and noun.head.lemma_ in STAYS:
        yield from (("possible", c) for c in noun.head.children
                    if c.dep_ in ("acomp", "oprd") and c.lower_ in MAY_BE)  # fmt: skip
    if noun.dep_ in ("nsubj", "nsubjpass") and (any_ := _any(noun)) is not None:
        yield "conditional", any_
    if noun.dep_ in OBJECTS and noun.head.lemma_ == "make":
        # "made their release conditional on a pardon"
        after = noun.doc[noun.i + 1 : noun.sent.end]
        yield from (("conditional", t) for t in after if t.lower_ in DEPENDENT)
    for child in noun.children:
        if child.dep_ == "amod":
            found = (h.cue.effect for h in hits(child, "mood") if "mod" in h.cue.frames)
            effect = next(found, "") or _adjective(child)
            if effect != "negated":
                yield cast(Modality, effect), child
        elif child.dep_ == "poss" and COMING.search(" ".join(t.text for t in child.subtree)):
            yield "future", child  # "next week's signing"
        elif child.dep_ == "poss" and child.text in WEEKDAYS and _in_present(noun):
            yield "future", child  # "is expected at Sunday's summit"


def _in_present(noun: "Token") -> bool:
    """Say whether the clause that a noun stands in is told in the present or as to come."""
    verb = next((t for t in noun.ancestors if t.pos_ in ("VERB", "AUX")), None)
    ahead = verb is not None and any(c.dep_ == "aux" and c.lower_ in AHEAD for c in verb.children)
    perfect = verb is not None and is_perfect(verb)
    return verb is not None and (ahead or (is_present(verb) and not perfect))


def _any(noun: "Token") -> "Token | None":
    """Return the "any" of a deed that has not come yet: "any attack will be met with force"."""
    verb = noun.head
    ahead = any(c.dep_ == "aux" and c.lower_ in AHEAD for c in verb.children)
    before = verb.dep_ == "advcl" and any(c.lower_ in WHEN - {"as"} for c in verb.children)
    if not (ahead or before):
        return None
    return next((c for c in noun.children if c.dep_ == "det" and c.lower_ == "any"), None)


def _adjective(word: "Token") -> str:
    """Return what a participle says as an adjective: "planned" is no verb before a noun."""
    found = cues("mood").get((word.lower_, "a"), ())
    return next((c.effect for c in found if "mod" in c.frames), "negated")
