"""What a phrase may point back to, each with its features: place, role, agreement, what is asked.

Features are words, so that they can be read in the table of weights: "r.subject.1" is the subject
of the sentence before. Naming joins what is one, adds what identities tell, and weighs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.lexicon.nouns import load_nouns
from servanda.reading.anaphora.agree import POLITICAL, agreement, means
from servanda.reading.anaphora.forms import Pointing
from servanda.reading.anaphora.phrases import Noun, Phrases
from servanda.reading.syntax import subject

# Sentences looked back, by form.
WINDOW = {"he": 6, "it": 4, "they": 4, "several": 8, "former": 2, "latter": 2, "other": 4,
          "role": 30, "the": 20}  # fmt: skip
PLURALS = ("they", "several", "former", "latter", "the")
MOST = 24
FAR = 3  # sentences from which on no difference is made
ACTORS = frozenset({"state", "org", "people"})
NEAR = 8  # words from which on a place in the same sentence is far


@dataclass(frozen=True)
class Candidate:
    """What a phrase may point to: its nouns, one but for joined ones, and features.

    `barred` says that grammar forbids it: of whom it stands for, no other place counts either.
    """

    nouns: tuple[Noun, ...]
    features: tuple[str, ...]
    barred: bool = False


def candidates(phrases: Phrases, pointing: Pointing) -> list[Candidate]:
    """Return what a phrase may point to, the nearest first."""
    own = pointing.noun
    found: list[tuple[Noun, frozenset[str]]] = []
    for noun in reversed(phrases.before(own, WINDOW.get(pointing.form, 4))):
        if noun.end > pointing.start or (noun.parts and pointing.form not in PLURALS):
            continue
        agreed = agreement(pointing, noun)
        if agreed is not None:
            found.append((noun, agreed))
            if len(found) == MOST:
                break
    open_ = pointing.form in ("it", "they")
    wants, how = (wanted(own), governed(own)) if open_ and found else ("", "")
    out = []
    for place, (noun, agreed) in enumerate(found):
        told = {*agreed, *_place(own, noun)}
        if open_:
            told |= {*_asked(pointing, wants, noun), _governed(how, noun)}
        if place == 0:
            told.add("p.nearest")
        out.append(Candidate(noun.parts or (noun,), tuple(sorted(told)), bound(own, noun)))
    return [*out, *_ahead(phrases, pointing)]


def _place(own: Noun, noun: Noun) -> Iterator[str]:
    """Yield where a phrase stands: how many sentences back, in what role."""
    back = own.sentence.index - noun.sentence.index
    far = min(back, FAR)
    yield f"p.back.{min(back, 6) if back > FAR else far}"
    yield f"r.{finer_role(noun)}.{far}"
    if noun.sentence.block is not own.sentence.block:
        yield "p.other_block"
    if own.role == noun.role and own.role in ("subject", "object"):
        yield f"r.parallel.{own.role}.{min(back, 2)}"
    if back == 0:
        yield from _in_sentence(own, noun)
    elif noun.role == "subject" and noun.head.head.dep_ == "ROOT":
        yield f"r.main.{min(back, 2)}"
    if noun.joined and not noun.parts:
        yield "r.one_of_joined"


def _in_sentence(own: Noun, noun: Noun) -> Iterator[str]:
    reflexive = own.head.lower_.endswith(("self", "selves"))
    if (reflexive or (own.role == "owner" and noun.role == "subject")) and _does(own, noun):
        yield "r.does"
    elif own.role == "owner" and own.clause == noun.clause:
        yield "r.same_clause"
    if noun.role == "subject" and _says_of_itself(own, noun):
        yield "r.itself"
    if own.head.i - noun.head.i > NEAR:
        yield "p.far_in_sentence"
    if noun.head.head.dep_ == "ROOT" and noun.role == "subject":
        yield "r.main.0"


def finer_role(noun: Noun) -> str:
    """Return the role of a phrase, others by their preposition: of, by, where, with."""
    if noun.head.dep_ == "attr":
        return "attr"
    if noun.role != "other":
        return noun.role
    token = noun.head
    while token.dep_ == "conj":
        token = token.head
    if token.dep_ != "pobj":
        return "apposed" if token.dep_ == "appos" else "other"
    word = token.head.lower_
    for name, words in PREPOSITIONS.items():
        if word in words:
            return name
    return "other"


PREPOSITIONS = {"of": ("of",), "by": ("by",), "where": ("in", "at", "on", "near", "from", "into"),
                "with": ("with", "between", "against", "to", "for", "among")}  # fmt: skip


def _does(own: Noun, noun: Noun) -> bool:
    """Say whether a phrase is the subject of another's clause, also of one that depends on it."""
    doer = own.doer
    return own.clause == noun.clause or (doer is not None and doer.i == noun.head.i)


def _says_of_itself(own: Noun, noun: Noun) -> bool:
    """Say whether a phrase is the subject of the clause on which another's depends."""
    verb = own.verb
    if verb.dep_ not in ("ccomp", "advcl", "conj", "xcomp", "pcomp"):
        return False
    doer = subject(verb.head)
    return doer is not None and bool(doer.i == noun.head.i)


def _asked(pointing: Pointing, wants: str, noun: Noun) -> Iterator[str]:
    """Yield whether a phrase is what the words around ask for: a text, or somebody who acts."""
    if wants and noun.form:
        yield f"w.{wants}.?"
    elif wants:
        acting = noun.sort in POLITICAL or (pointing.form == "they" and noun.sort == "person")
        fits = noun.sort == "instrument" if wants == "text" else acting
        yield f"w.{wants}.{'yes' if fits else 'no'}"


def _governed(how: str, noun: Noun) -> str:
    """Return what sort of thing stands where a pronoun does: doing, done to, being, owning.

    The sort of an earlier pronoun is left open ("?"), for naming to tell.
    """
    if noun.form:
        return f"g.{how}.?"
    sort = noun.sort if noun.sort in ("instrument", "place") else (
        "actor" if noun.sort in (*POLITICAL, "person") else "thing")  # fmt: skip
    return f"g.{how}.{sort}"


def governed(own: Noun) -> str:
    """Return how a pronoun is governed: does, is_done, is, done_to, owns or beside."""
    verb = own.head.head
    if own.role == "owner":
        return "owns"
    if own.role == "subject":
        if own.head.dep_ == "nsubjpass":
            return "is_done"
        return "is" if verb.lemma_ in ("be", "become", "remain", "seem") else "does"
    return "done_to" if own.role == "object" else "beside"


def wanted(own: Noun) -> str:
    """Return "text" or "actor" where verb or possession tells which a pronoun stands for."""
    nouns, token = load_nouns(), own.head
    verb = token.head
    if own.role == "owner":
        text = nouns.has("treaty_part", verb.lower_)
        acting = any(nouns.has(c, verb.lower_) for c in ("state_part", "people", "human"))
        return "text" if text else "actor" if acting else ""
    if token.dep_ == "pobj":
        verb = verb.head
    lemma = verb.lemma_.lower()
    if token.dep_ in ("dobj", "dative") and nouns.has("helping_verb", lemma):
        return "actor"
    if token.dep_ in ("dobj", "nsubjpass") or (token.dep_ == "pobj" and token.head.lower_ in
                                               ("from", "to", "of")):  # fmt: skip
        return "text" if nouns.has("treaty_verb", lemma) else ""
    if token.dep_ == "nsubj":
        told = next((c for c in verb.children if c.dep_ == "attr"), None)
        if verb.lemma_ == "be" and told is not None:
            kinds = means(told.lemma_.lower())
            if kinds:
                return "text" if "instrument" in kinds else "actor" if kinds & ACTORS else ""
        if nouns.has("text_verb", lemma):
            return "text"
        return "actor" if nouns.has("acting_verb", lemma) else ""
    return ""


def bound(own: Noun, noun: Noun) -> bool:
    """Say whether grammar forbids that a phrase means another of its own clause."""
    if own.sentence is not noun.sentence or noun.parts:
        return False
    if own.role == "owner":
        head = own.head.head
        if head.dep_ == "appos" and head.head.i == noun.head.i:
            return True  # "Greece, its fellow guarantor"
        return bool(
            noun.head.i == head.i or (noun.head.dep_ == "conj" and noun.head.head.i == head.i)
        )
    if own.head.lower_.endswith(("self", "selves")) or noun.role == "owner":
        return False
    if noun.role == "subject" and _acts_on(own, noun):
        return True
    if not {own.role, noun.role} <= {"subject", "object", "other"}:
        return False
    return own.clause == noun.clause and str(noun.head.dep_) != "conj"


OBLIQUE = ("him", "them", "her", "me", "us")


def _acts_on(own: Noun, noun: Noun) -> bool:
    """Say whether a phrase does what is done to another: "X had to sign with him", "X made him go".

    The subject of a clause is not what stands in it in another role, told in full or not.
    """
    if own.role == "subject":
        if own.head.lower_ not in OBLIQUE or own.verb.dep_ not in ("ccomp", "xcomp"):
            return False
        doer = subject(own.verb.head)
    else:
        doer = own.doer
    return doer is not None and bool(doer.i == noun.head.i)


def _ahead(phrases: Phrases, pointing: Pointing) -> Iterator[Candidate]:
    """Yield the subject that follows a clause put first: "in its report, the mission said"."""
    own = pointing.noun
    if pointing.form not in ("it", "he", "they") or own.head.i - own.sentence.span.start > NEAR:
        return
    main = own.sentence.span.root
    doer = subject(main)
    same_clause = own.clause == main.i and own.role != "owner"
    if doer is None or doer.i < own.head.i or same_clause:
        return
    for noun in phrases.nouns:
        if (noun.sentence is own.sentence and noun.head.i == doer.i and not noun.form
                and noun.start > pointing.start):  # fmt: skip
            agreed = agreement(pointing, noun)
            if agreed is not None and bool(noun.parts) <= (pointing.form in PLURALS):
                yield Candidate(noun.parts or (noun,), tuple(sorted({*agreed, "p.ahead"})))
