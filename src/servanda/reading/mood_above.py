"""What stands above a verb or noun and what it does to it: "refused to", "demanded that"."""

from typing import TYPE_CHECKING

from servanda.model.terms import Modality
from servanda.reading.match import hits
from servanda.reading.mood_own import CONDITIONS, has_auxiliary, has_condition
from servanda.reading.syntax import OBJECTS, SUBJECTS, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs that say of a deed, their subject, that it is, begins or goes on.
EXISTS = frozenset({
    "be", "occur", "happen", "take", "begin", "start", "open", "follow", "resume", "continue",
    "proceed", "materialise", "materialize", "erupt", "ensue",
})  # fmt: skip
LINKING = frozenset({"be", "look", "seem", "appear", "stand", "remain", "become"})
GOVERNED = frozenset({"ccomp", "xcomp", "acl", "csubj", "csubjpass", "pcomp", "advcl"})


def governor_of(word: "Token") -> tuple["Token", str] | None:
    """Return what governs a word and how: its clause's verb, a noun, a conjunct, a condition."""
    if word.pos_ in ("VERB", "AUX") and has_condition(word):
        mark = next(c for c in word.children if c.lower_ in CONDITIONS)
        return mark, "condition"
    head, dep = word.head, word.dep_
    if head == word:
        return None
    if dep == "conj":
        return head, "joined"
    if dep in GOVERNED:
        if dep == "pcomp":
            return head.head, "prep"
        if head.pos_ in ("NOUN", "PROPN"):
            return head, "noun"
        return head, "clause" if dep == "ccomp" else "verb"
    if word.pos_ in ("NOUN", "PROPN"):
        if dep in OBJECTS or dep == "attr" or dep in SUBJECTS:
            if dep in SUBJECTS and not any(c.dep_ == "auxpass" for c in head.children):
                return (head, "exists") if head.lemma_ in EXISTS or _undone(head) else None
            return head, "verb"
        if dep == "pobj" and head.head != head:
            return head.head, "prep"
    return None


def _undone(verb: "Token") -> bool:
    return any("subj" in h.cue.frames for h in hits(verb, "mood"))


def effect_on(governor: "Token", word: "Token") -> Modality | str:
    """Return what a governing verb, noun or adjective does to a word below; empty for nothing."""
    general = _is_general(governor, word)
    if governor.lemma_ in LINKING:
        # "it is doubtful that": the clause hangs on "is", the word beside it decides
        governor = next((c for c in governor.children if c.dep_ == "acomp"), governor)
    if (
        governor.pos_ == "ADJ"
        and word.dep_ == "xcomp"
        and any(c.lower_ == "too" for c in governor.children)
    ):
        return "negated"  # "too ill to travel"
    for hit in hits(governor, "mood"):
        frames = hit.cue.frames
        if _fits(governor, word, frames):
            if hit.cue.family == "able" and governor.head.tag_ == "VBD":
                return "through"  # "were able to leave": they left
            return hit.cue.effect
    return "hypothetical" if general else ""


def _is_general(verb: "Token", word: "Token") -> bool:
    """Say whether a deed is only judged: "it is wrong to scrap it", not "it was wrong to"."""
    parts = {c.dep_: c for c in verb.children}
    subject = parts.get("nsubj")
    tense = parts.get("aux", verb)
    return (
        verb.lemma_ in LINKING
        and "acomp" in parts
        and subject is not None
        and subject.lower_ == "it"
        and tense.tag_ in ("VBZ", "VBP")
        and any(c.lower_ == "to" and c.dep_ == "aux" for c in word.children)
    )


def _fits(governor: "Token", word: "Token", frames: frozenset[str]) -> bool:
    """Say whether a word stands in one of the constructions of its governor."""
    dep = word.dep_
    if "claim" in frames:
        return False  # asked by `_denies_claim`
    infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in word.children)
    if "passive-to" in frames:
        return infinitive and dep == "xcomp" and is_passive(governor)
    if "bare" in frames:
        return dep == "ccomp" and _bare(word)
    if dep in ("ccomp", "csubj", "csubjpass", "acl", "relcl") and not infinitive:
        if dep == "ccomp" and any(c.lower_ == "to" and c.i < word.i for c in word.children):
            return "obj-to" in frames or "to" in frames
        return "that" in frames
    if dep in ("xcomp", "ccomp", "acl", "advcl", "oprd", "csubj"):
        if infinitive:
            if any(c.dep_ in SUBJECTS for c in word.children):
                return "obj-to" in frames  # "wants Athens to pay"
            has_object = any(c.dep_ in OBJECTS and c.i < word.i for c in governor.children)
            if dep == "advcl":  # "calls on Oslo to pay", "looks set to leave"
                addressed = any(c.dep_ == "prep" and c.i < word.i for c in governor.children)
                at_once = governor.pos_ == "ADJ" and "to" in frames
                return ("obj-to" in frames and (has_object or addressed)) or at_once
            if has_object and "obj-to" not in frames and "to" in frames:
                return True
            return "to" in frames or "obj-to" in frames
        having = any(c.lower_ == "having" for c in word.children)
        if word.tag_ == "VBG" or (having and dep != "advcl"):
            return "ing" in frames
        return "to" in frames and governor.pos_ == "VERB" and dep == "xcomp"
    if dep == "pcomp":
        return any(f == f"p:{word.head.lower_}" for f in frames)
    if dep == "dobj" or (dep == "nsubjpass" and word.pos_ in ("NOUN", "PROPN")):
        return "obj" in frames
    if dep == "nsubj":
        return "subj" in frames
    if dep == "pobj":
        return any(f == f"p:{word.head.lower_}" for f in frames)
    return False


def is_hearsay(noun: "Token") -> bool:
    """Say whether a noun is a report or claim of what stands below it."""
    return noun.pos_ == "NOUN" and any(h.cue.family == "hearsay" for h in hits(noun, "mood"))


def is_excluded(verb: "Token") -> bool:
    """Say whether a verb rules out what stands below it."""
    return any(h.cue.family == "excluded" for h in hits(verb, "mood"))


def _bare(verb: "Token") -> bool:
    """Say whether a clause stands in the subjunctive: "insists that Armenia amend it"."""
    if verb.tag_ not in ("VB", "VBP") or verb.lower_ != verb.lemma_ or has_auxiliary(verb):
        return False
    return any(c.dep_ in SUBJECTS and c.tag_ in ("NN", "NNP") for c in verb.children)
