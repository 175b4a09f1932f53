"""What stands above a verb or noun and what it does to it: "refused to", "demanded that"."""

from typing import TYPE_CHECKING, NamedTuple

from servanda.reading.match import hits
from servanda.reading.mood_front import is_imperative, is_setting
from servanda.reading.mood_governor import NOTHING, is_time_given
from servanda.reading.mood_heading import is_bare_passive
from servanda.reading.mood_tense import has_auxiliary, is_present
from servanda.reading.syntax import OBJECTS, SUBJECTS, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

TAKEN = frozenset({"why", "how", "when", "where"})  # "asked why it left": that it left stands
LINKING = frozenset({"be", "look", "seem", "appear", "stand", "remain", "become"})


class Effect(NamedTuple):
    """What a governor does to a word below, in parts ("negated", a modality), and its family."""

    parts: tuple[str, ...] = ()
    family: str = ""


def effect_on(governor: "Token", word: "Token") -> Effect:
    """Return what a governing verb, noun or adjective does to a word below; no parts: nothing."""
    if governor.lower_ in ("has", "have", "had") and _yet(governor, word):
        return Effect(("through",))  # "has yet to ratify": it has not
    if governor.lower_ in NOTHING and governor.head.lemma_ in ("do", "be"):
        return Effect(("negated",))  # "did nothing to stop it"
    if _wrongly(governor, word):
        return Effect(("negated",))
    if _not_that(governor, word):
        return Effect(("through",), "cleft")
    if is_time_given(governor) and word.dep_ in ("acl", "relcl", "xcomp"):
        return Effect(("demanded",), "demand")
    if _cleft(governor, word):
        return Effect(("through",), "cleft")
    general = _is_general(governor.head if governor.dep_ == "acomp" else governor, word)
    if governor.lemma_ in LINKING:
        # "it is doubtful that": the clause hangs on "is", the word beside it decides
        governor = _said_of(governor, word) or governor
    if (
        governor.pos_ == "ADJ"
        and word.dep_ == "xcomp"
        and any(c.lower_ == "too" for c in governor.children)
    ):
        return Effect(("negated",))  # "too ill to travel"
    for hit in hits(governor, "mood"):
        frames = hit.cue.frames
        if hit.cue.family == "demand" and not _asked_for(word):
            continue
        if hit.cue.family == "doubt" and any(c.lower_ in TAKEN for c in word.children):
            continue
        particle = "obj" in frames and word.dep_ == "pobj" and word.head in hit.rest
        if particle or _fits(governor, word, frames):
            if hit.cue.family == "able" and governor.head.tag_ == "VBD":
                return Effect(("through",))  # "were able to leave": they left
            if hit.cue.family == "allow" and not _may(governor):
                return Effect(("through",), "allow")
            return Effect(tuple(hit.cue.effect.split("+")), hit.cue.family)
    return Effect(("hypothetical",)) if general else Effect()


LETTING = frozenset({"let", "make", "help"})
WRONGLY = frozenset({"wrongly", "falsely", "mistakenly", "erroneously", "incorrectly"})


def _may(allow: "Token") -> bool:
    """Say whether leave is given but not known to be used: "it allows them to leave".

    Who was or has been allowed to leave did; who will be, or is asked to be, will or should.
    """
    parts = [c for c in allow.children if c.dep_ in ("aux", "auxpass")]
    return is_present(allow) and not any(c.lower_ in ("has", "have", "'ve") for c in parts)


def is_let(verb: "Token", word: "Token") -> bool:
    """Say whether a bare infinitive hangs on a verb of letting: "let the convoy pass"."""
    bare = word.tag_ == "VB" and not has_auxiliary(word) and word.dep_ in ("ccomp", "xcomp")
    return bare and verb.lemma_ in LETTING


def _wrongly(verb: "Token", word: "Token") -> bool:
    """Say whether a verb of saying or blaming is itself called untrue: "wrongly claimed that"."""
    if any(c.tag_ == "MD" for c in word.children):
        return False
    wrongly = any(c.lower_ in WRONGLY and c.dep_ == "advmod" for c in verb.children)
    return wrongly and word.dep_ in ("ccomp", "xcomp", "pcomp")


def _not_that(link: "Token", word: "Token") -> bool:
    """Say whether a clause hangs on "it is not that", "not that they quarrelled"."""
    it = any(c.dep_ == "nsubj" and c.lower_ == "it" for c in link.children)
    that = any(c.dep_ == "mark" and c.lower_ == "that" for c in word.children)
    plain = not any(c.dep_ in ("acomp", "attr") for c in link.children)
    denied = any(c.dep_ == "neg" for c in link.children)
    return link.lemma_ == "be" and word.dep_ == "ccomp" and it and that and plain and denied


def _said_of(link: "Token", word: "Token") -> "Token | None":
    """Return what a "be" joins to a clause: "is doubtful that", "the danger is that"."""
    adjective = next((c for c in link.children if c.dep_ == "acomp"), None)
    infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in word.children)
    if adjective is not None or infinitive or any(c.dep_ == "attr" for c in link.children):
        return adjective
    nouns = (c for c in link.children if c.dep_ == "nsubj" and c.pos_ == "NOUN")
    return next((n for n in nouns if any("that" in h.cue.frames for h in hits(n, "mood"))), None)


def _cleft(link: "Token", word: "Token") -> bool:
    """Say whether a clause is split to stress a name: "it may have been Chad that ordered it"."""
    it = any(c.dep_ == "nsubj" and c.lower_ == "it" for c in link.children)
    who = any(c.dep_ == "nsubj" and c.lower_ in ("that", "who") for c in word.children)
    return link.lemma_ == "be" and it and who and any(c.dep_ == "attr" for c in link.children)


def few_of(verb: "Token") -> "Token | None":
    """Return the "few" that holds a view, which most then do not: "few expect them to leave"."""
    if few := next((c for c in verb.children if c.lower_ == "few" and c.i < verb.i), None):
        return few if few.dep_ in ("amod", "nsubj") else None  # "few doubt", hung on the verb
    for own in (c for c in verb.children if c.dep_ == "nsubj"):
        words = [own, *(c for c in own.children if c.dep_ == "amod")]
        if not any(c.lower_ == "a" for c in own.children):
            return next((w for w in words if w.lower_ == "few"), None)
    return None


def _yet(have: "Token", word: "Token") -> bool:
    return any(c.lower_ == "yet" for t in (have, word) for c in t.children)


def _is_general(verb: "Token", word: "Token") -> bool:
    """Say whether a deed is only judged: "it is wrong to scrap it", not "it was wrong to"."""
    return (
        any(c.dep_ == "acomp" for c in verb.children)
        and _about_it(verb)
        and any(c.lower_ == "to" and c.dep_ == "aux" for c in word.children)
    )


def _about_it(verb: "Token") -> bool:
    """Say whether a clause is "it is", "it would be" or "it would have been"."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    tense = next((c for c in verb.children if c.dep_ == "aux"), verb)
    now = tense.tag_ in ("VBZ", "VBP", "MD")
    return verb.lemma_ in LINKING and subject is not None and subject.lower_ == "it" and now


def _asked_for(word: "Token") -> bool:
    """Say whether a clause can be what is asked: "that he leave", not "that he left" or "why"."""
    if word.dep_ != "ccomp" or any(c.lower_ == "to" and c.dep_ == "aux" for c in word.children):
        return True
    if any(c.lower_ in TAKEN for c in word.children):
        return False
    if word.tag_ == "VBN" and not has_auxiliary(word):
        return True  # "wants the company sanctioned"
    if any(c.tag_ == "MD" and c.lower_ not in ("should", "must") for c in word.children):
        return False  # "warned that commandos will storm it"
    should = any(c.lower_ in ("should", "must", "be") for c in word.children if c.i < word.i)
    return should or word.tag_ == "VB" or (word.tag_ == "VBP" and word.lower_ == word.lemma_)


def _fits(governor: "Token", word: "Token", frames: frozenset[str]) -> bool:
    """Say whether a word stands in one of the constructions of its governor."""
    dep = word.dep_
    if "judge" in frames and governor.dep_ == "attr":  # "it was a lie that they spied"
        return any(c.lower_ == "it" for c in governor.head.children) and dep != "prep"
    if "claim" in frames or "judge" in frames:
        return False  # asked by `mood_over.untrue`
    infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in word.children)
    if "passive-to" in frames:
        return infinitive and dep == "xcomp" and is_passive(governor)
    if "passive-that" in frames:
        can = any(c.tag_ == "MD" for c in governor.children)
        return not infinitive and dep == "ccomp" and is_passive(governor) and not can
    if "passive-obj" in frames:
        return dep == "dobj" and is_passive(governor)
    if "bare" in frames:
        return dep in ("ccomp", "acl", "relcl") and _bare(word)
    if "attr" in frames:
        return governor.dep_ == "attr" and _about_it(governor.head) and dep != "prep"
    if "opening" in frames:
        opens = governor.tag_ in ("VBG", "VBN") and governor.dep_ in ("advcl", "prep")
        return opens and dep in ("ccomp", "pcomp")
    if dep == "compound":
        return "comp" in frames
    if "of-setting" in frames:
        told = next((c for c in governor.children if c.dep_ == "nsubj"), None)
        return dep in ("ccomp", "dobj") and told is not None and is_setting(told)
    if "let" in frames:
        return dep == "ccomp" and is_imperative(governor)
    if is_let(governor, word):
        return "obj-to" in frames
    if dep in ("ccomp", "csubj", "csubjpass", "acl", "relcl") and not infinitive:
        if dep == "ccomp" and word.tag_ == "VBN" and not has_auxiliary(word):
            return "obj-to" in frames  # "wants the company sanctioned"
        if dep == "ccomp" and any(c.lower_ == "to" and c.i < word.i for c in word.children):
            return "obj-to" in frames or "to" in frames
        return "that" in frames
    if dep in ("xcomp", "ccomp", "acl", "advcl", "oprd", "csubj", "relcl"):
        if infinitive:
            if any(c.dep_ in SUBJECTS for c in word.children):
                if any(c.lower_ == "for" and c.dep_ == "mark" for c in word.children):
                    return bool(frames & {"p:for", "for-to", "obj-to"})  # "calls for him to go"
                return "obj-to" in frames  # "wants Athens to pay"
            has_object = any(c.dep_ in OBJECTS and c.i < word.i for c in governor.children)
            if dep == "advcl":  # "calls on Oslo to pay", "looks set to leave"
                addressed = any(c.dep_ == "prep" and c.i < word.i for c in governor.children)
                at_once = governor.pos_ in ("ADJ", "NOUN") and "to" in frames
                return ("obj-to" in frames and (has_object or addressed)) or at_once
            if has_object and "obj-to" not in frames and "to" in frames:
                return True
            return "to" in frames or "obj-to" in frames
        if dep == "advcl" and word.left_edge.i and word.left_edge.nbor(-1).text == ",":
            return False  # "denied it, calling it a forgery": told beside it
        having = any(c.lower_ in ("having", "being") for c in word.children)
        if word.tag_ == "VBG" or (having and dep != "advcl"):
            return "ing" in frames
        return "to" in frames and governor.pos_ == "VERB" and dep == "xcomp"
    if dep == "pcomp":
        return bool(frames & {f"p:{word.head.lower_}", f"pc:{word.head.lower_}"})
    if dep == "dobj" or (dep == "nsubjpass" and word.pos_ in ("NOUN", "PROPN")):
        return "obj" in frames
    if dep == "nsubj":
        return "subj" in frames or ("obj" in frames and is_bare_passive(governor))
    if dep == "pobj":
        return any(f == f"p:{word.head.lower_}" for f in frames)
    return False


def is_hearsay(noun: "Token") -> bool:
    """Say whether a noun is a report or claim of what stands below it."""
    return noun.pos_ == "NOUN" and any(h.cue.family == "hearsay" for h in hits(noun, "mood"))


def _bare(verb: "Token") -> bool:
    """Say whether a clause stands in the subjunctive: "insists that Armenia amend it"."""
    if verb.tag_ not in ("VB", "VBP") or verb.lower_ != verb.lemma_ or has_auxiliary(verb):
        return False
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    return own is not None and (own.tag_ in ("NN", "NNP") or own.lower_ in ("he", "she", "it"))
