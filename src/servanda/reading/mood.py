"""Polarity and modality of a verb or noun: whether it happened, will, may, should, or did not.

The words that decide are data (`lexicon/data/cues/mood.tsv`); this module only knows where they may
stand: as auxiliaries and negators of the verb itself, in its noun phrase, or above it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from servanda.lexicon.cues import cues
from servanda.model.terms import Modality, Polarity
from servanda.reading.match import hits
from servanda.reading.syntax import OBJECTS, SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

CONDITIONS = frozenset({"if", "unless", "whether", "provided", "supposing", "lest"})
UNREAL = frozenset({"were", "had", "can", "could", "would"})
WHEN = frozenset({"when", "once", "until", "till", "after", "before", "as"})
STRENGTH: dict[str, int] = {
    "actual": 0, "intended": 2, "future": 1, "possible": 3, "conditional": 4, "demanded": 5,
    "hypothetical": 6, "questioned": 7, "denied": 8,
}  # fmt: skip
GOVERNED = frozenset({"ccomp", "xcomp", "acl", "csubj", "csubjpass", "pcomp", "advcl"})


@dataclass(frozen=True)
class Mood:
    """How something is meant: its polarity, its modality, and the tokens each rests on."""

    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    negators: tuple["Token", ...] = ()
    modals: tuple["Token", ...] = ()


def mood(word: "Token") -> Mood:
    """Return polarity and modality of a verb or of a noun that tells a deed ("no attack").

    What stands outside the clause counts as far as it governs it: "refused to say" negates "say",
    "demanded that it leave" makes "leave" demanded, "denied having signed" makes it denied.
    Verbs of saying change nothing; who says it is kept by the chain of speakers.
    """
    negators: list[Token] = list(_negators(word))
    modals: list[tuple[Modality, Token]] = list(_own_modals(word))
    current, steps = word, 0
    while steps < 8:
        steps += 1
        governor = _governor(current)
        if governor is None:
            break
        head, kind = governor
        if kind == "condition":
            modals.append((_condition(current, head), head))
            break
        if kind == "joined":
            current = head
            # "was not signed or ratified": auxiliaries are shared unless the word has its own
            if word.tag_ in ("VB", "VBN", "VBG", "NN", "NNS") and not _has_auxiliary(word):
                if not modals:
                    modals.extend(m for m in _own_modals(head) if m[1].i < word.i)
                if not negators and not any(c.dep_ in SUBJECTS for c in word.children):
                    negators.extend(n for n in _negators(head) if n.i < word.i)
            continue
        effect = effect_on(head, current)
        if effect == "through":
            negators.extend(_negators(head))
        elif effect == "negated":
            negators.append(head)
        elif effect:
            modals.append((cast(Modality, effect), head))
        if kind == "noun" and not effect:
            denier = head.head if head.dep_ == "dobj" else None
            if denier is not None and _denies_claim(denier):
                modals.append(("denied", denier))
            break
        if effect or (current.dep_ in ("xcomp", "acl", "dobj", "pobj") and kind != "clause"):
            # "did not refuse to say", "may agree to leave": what holds of the governor holds below
            if effect and current.dep_ not in ("ccomp",):
                negators.extend(_negators(head))
                modals.extend(_own_modals(head))
            current = head
            continue
        break
    return _sum_up(word, negators, modals)


def _condition(verb: "Token", mark: "Token") -> Modality:
    """Return what a condition makes of its verb: open ("if it lifts"), unreal ("if it left")."""
    if mark.lower_ == "whether":
        return "questioned"
    asked = any(t.text == "?" for t in list(verb.sent)[-2:])
    unreal = verb.tag_ == "VBD" or any(c.lower_ in UNREAL for c in verb.children)
    return "hypothetical" if asked or unreal else "conditional"


def _has_auxiliary(word: "Token") -> bool:
    return any(c.dep_ in ("aux", "auxpass") for c in word.children)


def _denies_claim(verb: "Token") -> bool:
    return any(h.cue.effect == "denied" for h in hits(verb, "mood"))


def _sum_up(word: "Token", negators: list["Token"], modals: list[tuple[Modality, "Token"]]) -> Mood:
    if question := _questioned(word):
        modals.append(("questioned", question))
    prevented = [n for n in negators if _is_prevention(n, word)]
    if prevented and any(m != "future" for m, _ in modals):
        # "to prevent an attack": it may or may not come; "prevented an attack": it did not
        negators = [n for n in negators if n not in prevented]
        modals = [("possible", prevented[0])]
    polarity: Polarity = "negated" if len({n.i for n in negators}) % 2 else "affirmed"
    best = max(modals, key=lambda m: STRENGTH[m[0]], default=None)
    if best is None:
        return Mood(polarity, "actual", tuple(negators))
    same = tuple(t for m, t in modals if m == best[0])
    return Mood(polarity, best[0], tuple(negators), same)


def _is_prevention(negator: "Token", word: "Token") -> bool:
    if negator == word or negator.pos_ != "VERB":
        return False
    infinitive = negator.tag_ == "VB" or negator.dep_ in ("advcl", "acl", "xcomp")
    return infinitive and any("p:from" in h.cue.frames for h in hits(negator, "mood"))


def effect_on(governor: "Token", word: "Token") -> Modality | str:
    """Return what a governing verb, noun or adjective does to a word below; empty for nothing."""
    if governor.lemma_ == "be":
        # "it is doubtful that": the clause hangs on "is", the word beside it decides
        governor = next((c for c in governor.children if c.dep_ == "acomp"), governor)
    for hit in hits(governor, "mood"):
        frames = hit.cue.frames
        if _fits(governor, word, frames):
            return hit.cue.effect
    return ""


def _fits(governor: "Token", word: "Token", frames: frozenset[str]) -> bool:
    """Say whether a word stands in one of the constructions of its governor."""
    dep = word.dep_
    if "claim" in frames:
        return False  # asked by `_denies_claim`
    infinitive = word.tag_ == "VB" and any(c.lower_ == "to" for c in word.children)
    if dep in ("ccomp", "csubj", "csubjpass", "acl", "relcl") and not infinitive:
        if dep == "ccomp" and any(c.lower_ == "to" and c.i < word.i for c in word.children):
            return "obj-to" in frames or "to" in frames
        return "that" in frames
    if dep in ("xcomp", "ccomp", "acl", "advcl", "oprd", "csubj"):
        if infinitive:
            has_object = any(c.dep_ in OBJECTS and c.i < word.i for c in governor.children)
            if dep == "advcl":
                return "obj-to" in frames and has_object
            if has_object and "obj-to" not in frames and "to" in frames:
                return True
            return "to" in frames or "obj-to" in frames
        if word.tag_ == "VBG":
            return "ing" in frames
        return "to" in frames and governor.pos_ == "VERB" and dep == "xcomp"
    if dep == "pcomp":
        return any(f == f"p:{word.head.lower_}" for f in frames)
    if dep == "dobj":
        return "obj" in frames
    if dep == "pobj":
        return any(f == f"p:{word.head.lower_}" for f in frames)
    return False


def _negators(word: "Token") -> Iterator["Token"]:
    words = _negating_words()
    for child in word.children:
        if child.dep_ == "neg" or (child.lower_ in words and child.dep_ in ("advmod", "preconj")):
            if child.lower_ == "not" and _not_only(child):
                continue
            yield child
        elif (child.lower_ == "yet" and _yet_to(word, child)) or (
            child.lower_ == "longer" and child.i and child.nbor(-1).lower_ == "no"
        ):
            yield child
        elif child.dep_ == "agent":
            yield from (c for c in child.children if c.lower_ in words)
        elif child.dep_ in SUBJECTS or child.dep_ in OBJECTS or child.dep_ == "attr":
            if child.lower_ in words:
                yield child
            else:
                yield from (c for c in child.children if c.dep_ in ("det", "neg")
                            and c.lower_ in ("no", "neither"))  # fmt: skip
        elif child.dep_ in ("aux", "auxpass"):
            yield from (c for c in child.children if c.dep_ == "neg")
    if word.pos_ in ("NOUN", "PROPN"):
        yield from (c for c in word.children if c.dep_ == "det" and c.lower_ in ("no", "neither"))
        if word.head.lower_ == "without":
            yield word.head
        if word.head.lemma_ == "be" and word.dep_ == "attr":
            yield from (c for c in word.head.children if c.dep_ == "neg")
    if word.lower_ == "saying" and word.head.head.lemma_ == "go":
        return  # "it goes without saying that"
    if word.dep_ == "pcomp" and word.head.lower_ in ("without", "against", "instead"):
        yield word.head
    if word.dep_ == "acomp" or (word.pos_ == "ADJ" and word.head.pos_ in ("AUX", "VERB")):
        yield from (c for c in word.head.children if c.dep_ == "neg")


def _yet_to(verb: "Token", yet: "Token") -> bool:
    """Say whether "yet" stands in "has yet to ratify", "is yet to be signed"."""
    if verb.dep_ not in ("xcomp", "ROOT") or yet.i + 1 >= len(yet.doc):
        return False
    return bool(yet.nbor().lower_ == "to")


def _not_only(word: "Token") -> bool:
    return word.i + 1 < len(word.doc) and word.nbor(1).lower_ in ("only", "just", "merely", "least")


def _own_modals(word: "Token") -> Iterator[tuple[Modality, "Token"]]:
    table = _modals()
    carrier = word
    if word.dep_ in ("acomp", "attr") and word.head.pos_ in ("AUX", "VERB"):
        carrier = word.head
    has_if = any(c.dep_ == "advcl" and _has_condition(c) for c in carrier.children)
    for child in carrier.children:
        if child.dep_ in ("aux", "auxpass") and child.lower_ in table:
            effect = table[child.lower_]
            if _unreal(carrier, child):
                effect = "hypothetical"
            if child.lower_ == "could" and any(c.dep_ == "neg" for c in carrier.children):
                continue  # "could not agree": they did not
            if child.lower_ in ("would", "'d") and not has_if and _reported(word):
                effect = "future"
            if child.lower_ == "can" and child.i == carrier.sent.start:
                continue
            yield effect, child
            if has_if and effect == "future":
                yield "conditional", child
        elif child.lower_ in ("to",) and child.dep_ == "aux" and word.dep_ == "xcomp":
            if word.head.lower_ in ("has", "have", "had", "need", "needs") and word.head.pos_ in (
                "VERB", "AUX",
            ) and not any(c.dep_ in OBJECTS for c in word.head.children):  # fmt: skip
                if any(c.lower_ == "yet" for c in (*word.head.children, *word.children)):
                    continue  # "has yet to ratify": it has not
                yield "demanded", word.head
            elif (word.head.lemma_ == "go" and word.head.tag_ == "VBG") or (
                word.head.lemma_ == "be" and word.head.tag_ in ("VBZ", "VBP")
            ):
                yield "future", word.head
            elif word.head.lower_ == "ought":
                yield "demanded", word.head
            elif word.head.lemma_ == "be" and word.head.tag_ == "VBD":
                yield "intended", word.head
    if has_if and carrier.tag_ in ("VBZ", "VBP", "VB"):
        clause = next(c for c in carrier.children if c.dep_ == "advcl" and _has_condition(c))
        yield "conditional", clause
    later = _later(carrier)
    if later is not None:
        yield "future", later
    if _imperative(carrier):
        yield "demanded", carrier


def _unreal(verb: "Token", modal: "Token") -> bool:
    """Say whether a modal tells what did not come: "could have asked", "might have left"."""
    perfect = any(c.lower_ in ("have", "'ve") and c.dep_ == "aux" for c in verb.children)
    return perfect and modal.lower_ in ("could", "might", "would", "'d")


def _later(verb: "Token") -> "Token | None":
    """Return the "will" of the clause that a present tense after "when" or "until" belongs to."""
    if verb.dep_ != "advcl" or verb.tag_ not in ("VBZ", "VBP"):
        return None
    if not any(c.lower_ in WHEN and c.dep_ in ("advmod", "mark") for c in verb.children):
        return None
    future = (c for c in verb.head.children if c.dep_ == "aux" and c.lower_ in ("will", "shall"))
    return next(future, None)


def _reported(word: "Token") -> bool:
    """Say whether "would" is the past of "will" after a verb of saying: "said it would leave"."""
    if word.dep_ == "acl" and any(c.lower_ == "that" for c in word.children):
        return bool(word.head.pos_ == "NOUN")  # "served notice that it would leave"
    return word.dep_ == "ccomp" and word.head.tag_ in ("VBD", "VBN")


def _imperative(verb: "Token") -> bool:
    return (
        verb.tag_ == "VB"
        and verb.dep_ == "ROOT"
        and not any(c.dep_ in SUBJECTS or c.dep_ == "aux" for c in verb.children)
        and verb.i == verb.sent.start
        and verb.lower_ not in ("see", "read", "say")
    )


def _has_condition(verb: "Token") -> bool:
    return any(
        c.lower_ in CONDITIONS and c.dep_ in ("mark", "advmod", "prep") for c in verb.children
    )


def _governor(word: "Token") -> tuple["Token", str] | None:
    """Return what governs a word and how: its clause's verb, a noun, a conjunct, a condition."""
    if word.pos_ in ("VERB", "AUX") and _has_condition(word):
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
                return (head, "exists") if head.lemma_ in ("be", "occur", "happen") else None
            return head, "verb"
        if dep == "pobj" and head.head != head:
            return head.head, "prep"
    return None


def _questioned(word: "Token") -> "Token | None":
    """Return the mark of a question in which the word is asked about, not taken for granted."""
    root = word.sent.root
    mark = next((t for t in reversed(list(word.sent)[-3:]) if t.text == "?"), None)
    if mark is None or not (word == root or (word.head == root and word.dep_ == "conj")
                            or _below_light(word, root)):  # fmt: skip
        return None
    opening = [t.lower_ for t in list(word.sent)[:6]]
    modal = any(c.dep_ == "aux" and c.tag_ == "MD" for c in root.children)
    if any(w in opening for w in ("why", "what")) and not modal:
        return None
    if "how" in opening and not modal:
        return None
    return mark


def _below_light(word: "Token", root: "Token") -> bool:
    return word.dep_ in ("xcomp", "acomp", "attr", "dobj") and word.head == root


@lru_cache
def _negating_words() -> frozenset[str]:
    return frozenset(w for (w, pos), found in cues("mood").items() if pos == "x" for _ in found)


@lru_cache
def _modals() -> dict[str, Modality]:
    table = cues("mood").items()
    return {w: cast(Modality, found[0].effect) for (w, pos), found in table if pos == "m"}


def marks_of(found: Mood) -> tuple[tuple[str, tuple["Token", ...]], ...]:
    """Return the fields of a mood that rest on words, each with its tokens in text order."""
    pairs = (("polarity", found.negators), ("modality", found.modals))
    return tuple((f, tuple(sorted(t, key=lambda x: x.i))) for f, t in pairs if t)
