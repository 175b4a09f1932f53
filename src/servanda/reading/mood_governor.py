"""What governs a verb or noun: the verb, noun, adjective or conjunction that it hangs on."""

from typing import TYPE_CHECKING

from servanda.reading.match import hits
from servanda.reading.mood_condition import condition_mark
from servanda.reading.mood_heading import is_bare_passive
from servanda.reading.mood_said import said_of
from servanda.reading.syntax import OBJECTS, SUBJECTS, is_finite, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs that say of a deed, their subject, that it is, begins or goes on.
EXISTS = frozenset({
    "be", "occur", "happen", "take", "begin", "start", "open", "follow", "resume", "continue",
    "proceed", "materialise", "materialize", "erupt", "ensue",
})  # fmt: skip
NOTHING = frozenset({"nothing", "little"})
SPANS = frozenset({"minute", "hour", "day", "week", "month", "year"})
GIVING = frozenset({"give", "set", "grant", "allot"})
DEEDS = frozenset({"attr", *OBJECTS, *SUBJECTS})
GOVERNED = frozenset({"ccomp", "xcomp", "acl", "csubj", "csubjpass", "pcomp", "advcl"})


def governor_of(word: "Token") -> tuple["Token", str] | None:
    """Return what governs a word and how: its clause's verb, a noun, a conjunct, a condition."""
    if word.pos_ in ("VERB", "AUX") and (mark := condition_mark(word)) is not None:
        return mark, "condition"
    head, dep = word.head, word.dep_
    if head == word:
        return None
    if dep == "conj":
        infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in head.children)
        if infinitive and word.pos_ == "VERB" and is_finite(word) and head.dep_ == "xcomp":
            return head.head, "joined"  # "agreed to open it and opened it"
        return head, "joined"
    if dep in GOVERNED or _content(word):
        if dep == "pcomp":
            opening = head.tag_ in ("VBN", "VBG") and not is_passive(head)
            return (head, "clause") if opening else (_holder(head), "prep")
        if dep in ("advcl", "xcomp") and (noun := _noun_before(word)) is not None:
            return noun, "noun"
        if dep == "ccomp" and (noun := _report_before(word)) is not None:
            return noun, "noun"
        if head.pos_ in ("NOUN", "PROPN") or head.lower_ in NOTHING:
            return head, "noun"
        if dep == "ccomp" and any(t.text == ";" for t in word.doc[word.i : head.i]):
            return None  # "court jails ex-minister; appeal expected"
        return head, "clause" if dep == "ccomp" else "verb"
    if (word.pos_ in ("NOUN", "PROPN") or word.tag_ == "VBG") and dep in DEEDS:
        if dep == "nsubj" and is_bare_passive(head):
            return head, "verb"
        if dep in SUBJECTS and not any(c.dep_ == "auxpass" for c in head.children):
            told = head.lemma_ in EXISTS or _undone(head) or said_of(head) is not None
            return (head, "exists") if told else None
        return head, "verb"
    if dep == "pobj" and head.head != head:
        return _holder(head), "prep"
    if dep == "compound" and any("comp" in h.cue.frames for h in hits(head, "mood")):
        return head, "noun"  # "the assassination attempt"
    return None


def _holder(prep: "Token") -> "Token":
    """Return what a preposition hangs on, over its particle: "shied away from freezing"."""
    while prep.dep_ == "conj" and prep.head.pos_ == "ADP":
        prep = prep.head  # "calls for a truce and for the release"
    above = prep.head
    particle = above.pos_ == "ADV" and above.dep_ in ("advmod", "prt")
    if particle and above.head.pos_ == "VERB":
        return above.head
    frame = f"p:{prep.lower_}"
    if above.dep_ in OBJECTS and not _takes(above, frame) and _takes(above.head, frame):
        return above.head  # "acquitted the editor of defaming it"
    if above.pos_ == "VERB" and not _takes(above, frame):
        # "a warrant was issued for his arrest", "made a plea for his release"
        nouns = (c for c in above.children if c.i < prep.i and c.pos_ == "NOUN"
                 and c.dep_ in {"nsubjpass", "nsubj", *OBJECTS})  # fmt: skip
        return next((c for c in nouns if _takes(c, frame)), above)
    return above


def _takes(word: "Token", frame: str) -> bool:
    return any(frame in h.cue.frames for h in hits(word, "mood"))


def _content(verb: "Token") -> bool:
    """Say whether a clause tells what a noun is about, though parsed as relative.

    "The story that Latvia expelled the monks": the verb has its object, "that" is none.
    """
    if verb.dep_ != "relcl":
        return False
    cues = [h.cue for h in hits(verb.head, "mood")]
    if any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        open_to = verb.head.lower_ in NOTHING or is_time_given(verb.head)
        return open_to or any(c.frames & {"to", "attr"} for c in cues)
    that = next((c for c in verb.children if c.lower_ == "that"), None)
    if that is None or not any(c.dep_ in SUBJECTS and c != that for c in verb.children):
        return False
    told = that.dep_ in ("mark", "advmod") or any(c.frames & {"that", "judge"} for c in cues)
    return told or any(c.dep_ in OBJECTS and c != that for c in verb.children)


def _report_before(clause: "Token") -> "Token | None":
    """Return the noun right before "that" whose content a clause tells, hung on the verb above.

    "Rejected as groundless the accusation that its spies had poisoned him".
    """
    that = next((c for c in clause.children if c.lower_ == "that" and c.dep_ == "mark"), None)
    noun = that.nbor(-1) if that is not None and that.i else None
    if noun is None or noun.pos_ != "NOUN" or clause.head.i > noun.i or noun == clause.head:
        return None
    told = any(h.cue.family == "hearsay" or h.cue.frames & {"that", "judge"}
               for h in hits(noun, "mood"))  # fmt: skip
    return noun if told else None


def ends(noun: "Token") -> bool:
    """Say whether a noun is the end of something, which then is or was: "a halt to the raids"."""
    return any(h.cue.family == "end" for h in hits(noun, "mood"))


def is_time_given(noun: "Token") -> bool:
    """Say whether a noun is a span of time set to somebody: "given two days to surrender"."""
    return noun.lemma_ in SPANS and noun.dep_ in OBJECTS and noun.head.lemma_ in GIVING


def _called_for(verb: "Token") -> "Token | None":
    """Return the noun of asking above an infinitive with "for": "calls for him to go"."""
    if not any(c.lower_ == "for" and c.dep_ == "mark" for c in verb.children):
        return None
    nouns = (verb.head, *(c for c in verb.head.children if c.i < verb.i and c.pos_ == "NOUN"))
    asks = (n for n in nouns if n.pos_ == "NOUN" and (_takes(n, "p:for") or _takes(n, "for-to")))
    return next(asks, None)


def _noun_before(verb: "Token") -> "Token | None":
    """Return the noun of asking or planning right before an infinitive hung on the verb above."""
    to = next((c for c in verb.children if c.lower_ == "to" and c.dep_ == "aux"), None)
    if to is None or to.i < 2:
        return None
    noun = to.nbor(-2) if to.nbor(-1).lower_ == "not" else to.nbor(-1)
    if (called := _called_for(verb)) is not None:
        return called
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ not in {"pobj", "attr", *OBJECTS} or above != verb.head:
        return None
    return noun if any("to" in h.cue.frames for h in hits(noun, "mood")) else None


def _undone(verb: "Token") -> bool:
    return any("subj" in h.cue.frames for h in hits(verb, "mood"))
