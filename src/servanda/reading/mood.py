"""Polarity and modality of a verb or noun: whether it happened, will, may, should, or did not.

The words that decide are data (`lexicon/data/cues/mood.tsv`); the modules only know where they may
stand: as auxiliaries (`mood_own`) and negators (`mood_no`) of the word itself, in the opening of
its clause (`mood_front`), above it (`mood_above`), or over a noun or a plan above it (`mood_over`).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from servanda.model.terms import Modality, Polarity
from servanda.reading.match import hits
from servanda.reading.mood_above import Effect, effect_on, few_of, is_hearsay, is_let
from servanda.reading.mood_condition import condition_told
from servanda.reading.mood_governor import EXISTS, ends, governor_of
from servanda.reading.mood_no import negators_of
from servanda.reading.mood_over import comes_to_nothing, done_to, unavoidable, undone_after, untrue
from servanda.reading.mood_own import own_modals
from servanda.reading.mood_question import asks_who, nor_confirmed, questioned
from servanda.reading.mood_said import phrase_before, said_of
from servanda.reading.mood_tense import has_auxiliary
from servanda.reading.syntax import SUBJECTS, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

ASKS_DENIAL = frozenset({"belief", "deny", "excluded", "attempt", "opening", "doubt",
                          "confirm"})  # fmt: skip
UNDONE = frozenset({"undone", "prevent"})
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
    climb = _Climb(word)
    # "the strait is closed", its participle taken for an adjective: the clause is that of "is"
    beside = word.dep_ == "acomp" and word.head.pos_ in ("AUX", "VERB")
    current: Token | None = word.head if beside else word
    for _ in range(8):
        current = climb.step(current) if current is not None else None
    return _sum_up(word, [] if climb.stands else climb.negators, climb.modals)


class _Climb:
    """The way up from a word, with what was found on it so far."""

    def __init__(self, word: "Token") -> None:
        self.word = self.current = word
        self.stands = False  # whoever takes part or not, what there is to take part in stands
        self.negators: list[Token] = list(negators_of(word))
        self.modals: list[tuple[Modality, Token]] = list(own_modals(word))

    def step(self, current: "Token") -> "Token | None":
        """Take in what governs a word; return the next word to ask about, None at the top."""
        self.current = current
        if (phrase := phrase_before(current)) is not None:
            if "open" not in phrase.frames or _is_open(current.head):
                self._apply(Effect(tuple(phrase.effect.split("+"))), current.head)
            return None
        governor = governor_of(current)
        if governor is None:
            return None
        head, kind = governor
        if kind == "condition":
            self.modals.append((condition_told(current, head), head))
            return None
        if kind == "joined":
            return self._joined(head)
        if kind == "prep" and head.pos_ == "NOUN" and ends(head):
            return None  # "demanded an end to the bombing": it goes on
        if kind == "exists":
            self._exists(head)
        before = (current.head, *current.children)
        if current.dep_ in ("pcomp", "advcl") and any(c.lower_ == "before" for c in before):
            if comes_to_nothing(head):
                self.negators.append(head)  # "turned back before reaching it"
            return None
        effect = effect_on(head, current)
        if effect.family in ASKS_DENIAL and effect.parts and not self._denied(head, effect):
            return None
        family = effect.family if effect.parts else ""
        if family == "part":  # "will not attend the summit": it is still to come
            self.modals.extend(own_modals(head))
            self.stands = True
            return head
        self._apply(effect, head)
        if kind != "clause" and self.modals and (end := undone_after(head, current)) is not None:
            self.negators, self.modals = [end], []
            return None
        if head.pos_ == "NOUN" and family and (over := done_to(head, family)) is not None:
            self.modals = []
            if over[1] == "negated":
                self.negators.append(over[0])
            self._add(over[0])
            return over[0]
        return self._above(current, head, kind, family)

    def _above(self, current: "Token", head: "Token", kind: str, family: str) -> "Token | None":
        """Return the governor where what holds of it holds of what stands below."""
        if (kind == "noun" and not family) or is_hearsay(head):
            self._judge(head)
            if kind == "noun":
                return None
        infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in current.children)
        infinitive = infinitive or is_let(head, current)
        governed = current.dep_ in ("xcomp", "acl", "dobj", "pobj") and kind != "clause"
        if family or governed:
            # "did not refuse to say", "may agree to leave": what holds of the governor holds below
            shared = current.dep_ != "ccomp" or infinitive or family == "cleft"
            if (family and shared) or head.lower_ == "going":
                self._add(head)
            elif current.dep_ == "xcomp" and infinitive and not is_passive(head):
                self.modals.extend(own_modals(head))  # "might stop to consider"
            return head
        if _purpose(current):
            # "will come to talk": the talk is to come as well
            self.modals.extend(own_modals(head))
        return None

    def _exists(self, head: "Token") -> None:
        """Take in what a verb says of its subject: that it was, was not, is out of the question.

        "The strike is not legal", "may be a mistake": what is said of it leaves the strike real.
        """
        judged = head.lemma_ == "be" and any(c.dep_ in ("acomp", "attr") for c in head.children)
        if not judged:
            self._add(head)
        else:
            so = ("future", "conditional", "demanded")
            self.modals.extend(m for m in own_modals(head) if m[0] in so)
        raised = next((c for c in head.children if c.dep_ == "xcomp" and c.pos_ == "VERB"), None)
        if raised is not None and (is_passive(raised) or raised.lemma_ in EXISTS):
            # "elections were to be held", "the talks are to begin"
            below = mood(raised)
            self.negators.extend(below.negators)
            self.modals.extend((below.modality, t) for t in below.modals)
        if (said := said_of(head)) is not None:
            phrase, parts = said
            self._apply(Effect(parts), phrase)

    def _add(self, head: "Token") -> None:
        self.negators.extend(negators_of(head))
        self.modals.extend(own_modals(head))

    def _joined(self, head: "Token") -> "Token | None":
        """Share auxiliaries with a conjunct unless the word has its own: "not signed or kept"."""
        word = self.current
        if unavoidable(head) and word.nbor(-1).lower_ == "but":
            return None  # "could not help but praise"
        if word.tag_ in ("VB", "VBN", "VBG", "NN", "NNS") and not has_auxiliary(word):
            if not self.modals:
                self.modals.extend(m for m in own_modals(head) if m[1].i < word.i)
            contrast = word.i > 0 and word.nbor(-1).lower_ == "but"  # "not expelled but recalled"
            alone = not any(c.dep_ in SUBJECTS for c in word.children)
            if not self.negators and alone and not contrast:
                self.negators.extend(n for n in negators_of(head) if n.i < word.i)
        return head

    def _denied(self, head: "Token", effect: Effect) -> bool:
        """Take in what a denial makes of a governor; say whether to go on as without one."""
        denied = mood(head).polarity == "negated" or few_of(head) is not None
        if effect.family == "doubt" and effect.parts != ("questioned",):
            return True
        if effect.family == "confirm":
            if denied:
                self.modals.append(("questioned" if asks_who(self.current) else "possible", head))
            return False
        if effect.family == "belief":
            if asks_who(self.current):  # "could not establish who fired": that somebody did stands
                if denied:
                    self.modals.append(("questioned", head))
                return False
            if denied:  # "does not think that they left": held for untrue
                self.negators.append(next(negators_of(head), few_of(head) or head))
                self.modals = self.modals or [("possible", head)]
            return False
        if effect.parts == ("denial",):
            if self.negators and not self.modals and _of_itself(self.word):
                self.modals.append(("denied", head))
            return False
        if not denied:
            return True
        if effect.family == "deny" and nor_confirmed(head):
            self.modals.append(("questioned", head))
        if effect.family == "excluded":  # "has not ruled out"
            self.modals.append(("possible", head))
        elif effect.family in ("attempt", "opening"):  # "did not try to", "no means to"
            self.negators.append(next(negators_of(head), head))
        return False  # else "it cannot be denied that they fired", "nobody doubts that"

    def _apply(self, effect: Effect, head: "Token") -> None:
        for part in effect.parts:
            if part == "through":
                self.negators.extend(negators_of(head))
            elif part == "carry":  # "will make sure that it leaves"
                self._add(head)
            elif part == "negated":
                if effect.family in UNDONE:  # "called off a planned visit"
                    self.modals = [m for m in self.modals if m[0] not in ("intended", "future")]
                if not any(n.head == head and n.lower_ == "short" for n in self.negators):
                    self.negators.append(head)
            else:
                self.modals.append((cast(Modality, part), head))

    def _judge(self, noun: "Token") -> None:
        found = untrue(noun)
        if found is not None and found[1] == "denied":
            self.modals.append(("denied", found[0]))
        elif found is not None:
            self.negators.append(found[0])


def _is_open(word: "Token") -> bool:
    """Say whether the clause above a word is not told as done: "would leave in return for"."""
    above = next((t for t in word.ancestors if t.pos_ in ("VERB", "AUX")), None)
    return above is not None and mood(above).modality != "actual"


def _of_itself(verb: "Token") -> bool:
    """Say whether a clause is about who says it: "insists that it has not", "that its men"."""
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    return own is not None and any(
        c.tag_ in ("PRP", "PRP$") for c in (own, *own.children) if c.i <= own.i
    )


def _purpose(verb: "Token") -> bool:
    """Say whether a verb is an infinitive that tells the purpose of the verb above it."""
    to = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    return to and verb.dep_ == "advcl" and verb.head.pos_ in ("VERB", "AUX")


def _sum_up(word: "Token", negators: list["Token"], modals: list[tuple[Modality, "Token"]]) -> Mood:
    if question := questioned(word):
        modals.append(("questioned", question))
        negators = [n for n in negators if n.i > word.sent.start + 1]  # "did not they sign?"
    prevented = [n for n in negators if _is_prevention(n, word)]
    if prevented and any(m != "future" for m, _ in modals):
        # "to prevent an attack": it may or may not come; "prevented an attack": it did not
        negators = [n for n in negators if n not in prevented]
        modals = [("possible", prevented[0])]
    negators = list({n.i: n for n in negators}.values())
    polarity: Polarity = "negated" if len(negators) % 2 else "affirmed"
    best = max(modals, key=lambda m: STRENGTH[m[0]], default=None)
    if best is None:
        return Mood(polarity, "actual", tuple(negators))
    same = tuple({t.i: t for m, t in modals if m == best[0]}.values())
    return Mood(polarity, best[0], tuple(negators), same)


def _is_prevention(negator: "Token", word: "Token") -> bool:
    if negator == word or negator.pos_ != "VERB":
        return False
    if negator.lemma_ in ("stop", "halt", "cease") and word.tag_ == "VBG":
        return False  # "asked it to stop shelling"
    infinitive = negator.tag_ == "VB" or negator.dep_ in ("advcl", "acl", "xcomp")
    return infinitive and any(h.cue.family == "prevent" for h in hits(negator, "mood"))


def marks_of(found: Mood) -> tuple[tuple[str, tuple["Token", ...]], ...]:
    """Return the fields of a mood that rest on words, each with its tokens in text order."""
    pairs = (("polarity", found.negators), ("modality", found.modals))
    return tuple((f, tuple(sorted(t, key=lambda x: x.i))) for f, t in pairs if t)
