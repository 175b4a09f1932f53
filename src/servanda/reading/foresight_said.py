"""Predictions without a tense of their own: "a deal is a safe bet", "a truce? One in five"."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.lexicon.cues import cues
from servanda.reading.foresight_tense import FUTURE, is_dated
from servanda.reading.match import hits
from servanda.reading.odds import ODDS, odds_in
from servanda.reading.syntax import OBJECTS, SUBJECTS, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

SELF = frozenset({"i", "we"})
JUDGING = frozenset({"regard", "consider", "deem", "judge", "think", "call", "find", "rate", "see",
                     "hold", "believe"})  # fmt: skip
GIVING = frozenset({"say", "give", "put", "offer", "lay", "bet", "wager", "rate", "call", "assign"})
STAKES = frozenset({"money", "bet", "stake"})
SHORT = 8  # words of an answer that says no more than how likely it is
ANSWER = re.compile(
    r"^\W*(?:(?:i|we)(?:['’]d| would)? (?:say|put it at|give it|call it)|say|perhaps|about|maybe|"
    r"at best|at most|well)?\W*"
    rf"(?:(?:a|an) )?(?:{ODDS}|(?:very |highly |most |quite )?(?:un)?likely|not likely|hardly|"
    r"doubtful|(?:not a|no|fat) chance|probably(?: not)?|almost certainly(?: not)?|"
    r"(?:quite |just )?possibly|out of the question|i doubt it|don['’]t (?:count|bet) on it|"
    r"a safe bet|a long shot|odds[- ]on|inconceivable|inevitable)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _fates() -> "re.Pattern[str]":
    """Return the wordings of how sure something is that may stand after "is"."""
    words = [c.lemma for some in cues("foresight").values() for c in some if c.family == "fate"]
    longest = sorted(words, key=len, reverse=True)
    return re.compile(
        r"\s*(?:(?:as good as|all but|almost|quite|simply|now|still|only|really|just|no longer|not)"
        rf"\s+)*(?:(?:an?|the)\s+)?(?:(?:very|fairly|pretty)\s+)?(?:{'|'.join(longest)})\b",
        re.IGNORECASE,
    )


def is_fate(text: str) -> bool:
    """Say whether words tell how sure something to come is: "out of the question"."""
    return _fates().match(text) is not None


def fronted(verb: "Token") -> "Token | None":
    """Return the object that stands before its verb: "a new deal we do not expect this year".

    The parse takes such a verb for a relative clause without a pronoun, or for one of two subjects.
    """
    both = [c for c in verb.children if c.dep_ in SUBJECTS and c.i < verb.i]
    if len(both) == 2 and both[0].pos_ == "NOUN" and both[1].lower_ in SELF:
        return both[0]
    noun = verb.head
    if verb.dep_ != "relcl" or noun.dep_ != "ROOT" or noun.pos_ not in ("NOUN", "PROPN"):
        return None
    who = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    own = who is not None and who.lower_ in SELF
    return noun if own and who is not None and who.i > noun.i else None


def judged(verb: "Token") -> "Token | None":
    """Return what somebody holds to be sure or out of the question: "a deal I regard as"."""
    who = subject(verb)
    if verb.lemma_ not in JUDGING or who is None or who.lower_ not in SELF:
        return None
    led = next((t for t in verb.sent if t.i > verb.i and t.lower_ in ("as", "be")), None)
    if led is None:
        return None
    after = [t for t in verb.sent if t.i > led.i]
    sure = any(h.cue.family == "event" for t in after[:3] for h in hits(t, "foresight"))
    if not sure and not is_fate(" ".join(t.text for t in after)):
        return None
    noun = fronted(verb) or next((c for c in verb.children if c.dep_ in OBJECTS), None)
    return noun if noun is not None and noun.pos_ == "NOUN" else None


def by_fate(be: "Token") -> "Token | None":
    """Return what is said to be sure, or not to come: "a handover by May *is a safe bet*"."""
    if be.lemma_ not in ("be", "look", "seem", "remain") or be.tag_ not in ("VBZ", "VBP"):
        return None
    after = " ".join(t.text for t in be.sent if t.i > be.i)
    if not is_fate(after):
        return None
    who = next((c for c in be.children if c.dep_ in SUBJECTS), None)
    if who is not None and who.lower_ in ("it", "this", "that"):
        last = next((c for c in be.children if c.dep_ == "advcl"
                     and any(x.lower_ in ("before", "until") for x in c.children)),
                    None)  # fmt: skip
        return last if last is not None and last.tag_ in ("VBZ", "VBP") else None
    if who is None or who.pos_ != "NOUN" or who.ent_type_:
        return None
    return who


def by_stake(be: "Token") -> "Token | None":
    """Return what somebody's money is on: "my money is on an early vote"."""
    who = next((c for c in be.children if c.dep_ in SUBJECTS), None)
    if be.lemma_ != "be" or who is None or who.lemma_ not in STAKES:
        return None
    if not any(c.dep_ == "poss" for c in who.children) and who.lower_ != "money":
        return None
    on = next((c for c in be.children if c.lower_ == "on"), None)
    return next((c for c in on.children if c.dep_ in ("pobj", "pcomp")), None) if on else None


def by_odds_given(verb: "Token") -> "Token | None":
    """Return the clause that a verb gives odds to: "I would say three to one that they keep it"."""
    if verb.lemma_ not in GIVING:
        return None
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    if clause is None or clause.tag_ not in ("VBZ", "VBP"):
        return None
    between = " ".join(t.lower_ for t in verb.sent if verb.i < t.i < clause.left_edge.i + 1)
    return clause if odds_in(between) else None


def seen(verb: "Token") -> "Token | None":
    """Return what somebody sees to come by a day: "I see the two in one room by May"."""
    who = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if verb.lemma_ != "see" or verb.tag_ not in ("VBP", "VB") or who is None:
        return None
    if who.lower_ not in SELF:
        return None
    thing = next((c for c in verb.children if c.dep_ in (*OBJECTS, "ccomp") and c.i > verb.i), None)
    dated = thing is not None and (is_dated(verb) or is_dated(thing))
    return thing if dated else None


def asked_and_answered(question: "Token", answer: str) -> "Token | None":
    """Return what a question asks that is answered by how likely it is: "A truce? One in five".

    `question` is the root of a sentence that ends with a question mark, `answer` the next sentence.
    """
    found = ANSWER.match(answer)
    if found is None or len(answer[found.end() :].split()) > SHORT:
        return None
    if question.pos_ in ("NOUN", "PROPN"):
        return question if not any(c.pos_ in ("AUX", "PRON") for c in question.children) else None
    ahead = any(c.lower_ in FUTURE and c.dep_ == "aux" for c in question.children)
    asking = any(t.lower_ in ("who", "what", "when", "how", "why", "where", "which")
                 for t in question.sent)  # fmt: skip
    return question if ahead and not asking else None
