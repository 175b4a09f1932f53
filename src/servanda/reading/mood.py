"""Polarity and modality of a verb or noun: whether it happened, will, may, should, or did not.

The words that decide are data (`lexicon/data/cues/mood.tsv`); the modules only know where they may
stand: as auxiliaries (`mood_own`) and negators (`mood_no`) of the word itself, or above it
(`mood_above`).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from servanda.model.terms import Modality, Polarity
from servanda.reading.match import hits
from servanda.reading.mood_above import effect_on, governor_of, is_excluded, is_hearsay
from servanda.reading.mood_no import negators_of
from servanda.reading.mood_own import has_auxiliary, own_modals
from servanda.reading.syntax import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

UNREAL = frozenset({"were", "had", "can", "could", "would"})
STRENGTH: dict[str, int] = {
    "actual": 0, "intended": 2, "future": 1, "possible": 3, "conditional": 4, "demanded": 5,
    "hypothetical": 6, "questioned": 7, "denied": 8,
}  # fmt: skip


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
    negators: list[Token] = list(negators_of(word))
    modals: list[tuple[Modality, Token]] = list(own_modals(word))
    current, steps = word, 0
    while steps < 8:
        steps += 1
        governor = governor_of(current)
        if governor is None:
            break
        head, kind = governor
        if kind == "condition":
            indirect = current.dep_ == "ccomp" and head.lower_ == "if"  # "asked if"
            modals.append(("questioned" if indirect else _condition(current, head), head))
            break
        if kind == "joined":
            current = head
            # "was not signed or ratified": auxiliaries are shared unless the word has its own
            if word.tag_ in ("VB", "VBN", "VBG", "NN", "NNS") and not has_auxiliary(word):
                if not modals:
                    modals.extend(m for m in own_modals(head) if m[1].i < word.i)
                if not negators and not any(c.dep_ in SUBJECTS for c in word.children):
                    negators.extend(n for n in negators_of(head) if n.i < word.i)
            continue
        if kind == "exists":
            negators.extend(negators_of(head))
            modals.extend(own_modals(head))
        effect = effect_on(head, current)
        if effect and next(negators_of(head), None) is not None:
            if effect == "denied":
                effect = ""  # "it cannot be denied that they fired"
            elif is_excluded(head):
                modals.append(("possible", head))  # "has not ruled out"
                break
        if effect == "through":
            negators.extend(negators_of(head))
        elif effect == "negated":
            negators.append(head)
        elif effect:
            modals.append((cast(Modality, effect), head))
        if (kind == "noun" and not effect) or is_hearsay(head):
            denier = head.head if head.dep_ == "dobj" else None
            if denier is not None and _denies_claim(denier):
                modals.append(("denied", denier))
            if kind == "noun":
                break
        if effect or (current.dep_ in ("xcomp", "acl", "dobj", "pobj") and kind != "clause"):
            # "did not refuse to say", "may agree to leave": what holds of the governor holds below
            if effect and current.dep_ not in ("ccomp",):
                negators.extend(negators_of(head))
                modals.extend(own_modals(head))
            current = head
            continue
        if not effect and _purpose(current):
            modals.extend(own_modals(head))  # "will come to talk": the talk is to come as well
        break
    return _sum_up(word, negators, modals)


def _purpose(verb: "Token") -> bool:
    """Say whether a verb is an infinitive that tells the purpose of the verb above it."""
    to = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    return to and verb.dep_ == "advcl" and verb.head.pos_ in ("VERB", "AUX")


def _condition(verb: "Token", mark: "Token") -> Modality:
    """Return what a condition makes of its verb: open ("if it lifts"), unreal ("if it left")."""
    if mark.lower_ == "whether":
        return "questioned"
    asked = any(t.text == "?" for t in list(verb.sent)[-2:])
    unreal = verb.tag_ == "VBD" or any(c.lower_ in UNREAL for c in verb.children)
    return "hypothetical" if asked or unreal else "conditional"


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
    return infinitive and any(h.cue.family == "prevent" for h in hits(negator, "mood"))


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


def marks_of(found: Mood) -> tuple[tuple[str, tuple["Token", ...]], ...]:
    """Return the fields of a mood that rest on words, each with its tokens in text order."""
    pairs = (("polarity", found.negators), ("modality", found.modals))
    return tuple((f, tuple(sorted(t, key=lambda x: x.i))) for f, t in pairs if t)
