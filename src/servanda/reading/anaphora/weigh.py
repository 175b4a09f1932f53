"""What a phrase may point back to: earlier phrases that agree with it, each with its weight."""

from collections.abc import Iterator

from servanda.lexicon.nouns import load_nouns
from servanda.reading.anaphora.expletive import points_to_nothing
from servanda.reading.anaphora.forms import Pointing
from servanda.reading.anaphora.phrases import Noun, Phrases
from servanda.reading.syntax import clause_head, subject

# Sentences looked back, by form.
WINDOW = {"he": 6, "it": 3, "they": 3, "several": 8, "former": 2, "latter": 2, "other": 4,
          "role": 15, "state": 12, "place": 8, "body": 15, "again": 4}  # fmt: skip
RECENCY = (1.0, 0.65, 0.42, 0.3, 0.22, 0.18, 0.12)
ROLES = {"subject": 0.35, "object": 0.12, "owner": 0.0, "other": 0.0}
POLITICAL = frozenset({"state", "org", "people"})
MOST = 10


def candidates(phrases: Phrases, pointing: Pointing) -> list[tuple[float, tuple[Noun, ...]]]:
    """Return what a phrase may point to, heaviest first; a joined phrase as its members.

    A weight of 0 says that grammar forbids it: of whom it stands for, no other place counts either.
    """
    own = pointing.noun
    found: list[tuple[float, tuple[Noun, ...]]] = []
    for noun in phrases.before(own, WINDOW.get(pointing.form, 3)):
        if noun.end > pointing.start or (noun.parts and pointing.form not in PLURALS):
            continue
        fit = _fit(pointing, noun)
        if fit is None:
            continue
        told = fit + _place(own, noun) + _asked(pointing, noun)
        weight = 0.0 if _bound(own, noun) else max(0.05, told)
        found.append((weight, noun.parts or (noun,)))
    found.sort(key=lambda x: (-x[0], -x[1][0].start))
    return found[:MOST]


DEMONSTRATIVE = ("this", "that", "these", "those")
PLURALS = ("they", "several", "former", "latter", "again")


def _place(own: Noun, noun: Noun) -> float:
    """Return the weight of where a phrase stands: how far back, in what role."""
    back = own.sentence.index - noun.sentence.index
    weight: float = RECENCY[min(back, len(RECENCY) - 1)] + ROLES[noun.role]
    if back == 0:
        weight -= 0.008 * (own.head.i - noun.head.i)
        if own.role == "owner" and noun.role == "subject" and _does(own, noun):
            weight += 0.4
        elif own.role == "subject" and noun.role == "subject" and _says_of_itself(own, noun):
            weight += 0.2
    else:
        weight -= 0.001 * (noun.sentence.span.end - noun.head.i)
        if noun.sentence.block is not own.sentence.block:
            weight -= 0.15
    if own.role == noun.role == "subject":
        weight += 0.15
    return weight


def _does(own: Noun, noun: Noun) -> bool:
    """Say whether a phrase is the subject of another's clause, also of one that depends on it."""
    doer = subject(clause_head(own.head))
    return own.clause == noun.clause or (doer is not None and doer.i == noun.head.i)


def _says_of_itself(own: Noun, noun: Noun) -> bool:
    """Say whether a phrase is the subject of the clause on which another's depends."""
    verb = own.head.head
    if verb.dep_ not in ("ccomp", "advcl", "conj", "xcomp"):
        return False
    doer = subject(verb.head)
    return doer is not None and bool(doer.i == noun.head.i)


def _asked(pointing: Pointing, noun: Noun) -> float:
    """Return the weight of what the words around "it" ask for: a text, or somebody who acts."""
    if pointing.form not in ("it", "they") or noun.form:
        return 0.0
    wants = wanted(pointing.noun)
    if pointing.form == "they":
        return _of_people(wants, noun)
    if wants == "text":
        return {"instrument": 0.45, "thing": 0.0}.get(noun.sort, -0.3)
    if wants == "actor":
        return 0.3 if noun.sort in POLITICAL else -0.3
    return 0.0


def _of_people(wants: str, noun: Noun) -> float:
    """Return the weight of what the words around "they" ask for: people or sides who act."""
    acting = noun.sort in (*POLITICAL, "person")
    if wants == "actor":
        return 0.15 if acting else -0.35
    if wants == "text":
        return 0.3 if noun.sort == "instrument" else -0.15
    return 0.0


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
        if nouns.has("text_verb", lemma):
            return "text"
        return "actor" if nouns.has("acting_verb", lemma) else ""
    return ""


def _bound(own: Noun, noun: Noun) -> bool:
    """Say whether grammar forbids that a phrase means another of its own clause."""
    if own.sentence is not noun.sentence:
        return False
    if own.role == "owner":
        head = own.head.head
        return bool(
            noun.head.i == head.i or (noun.head.dep_ == "conj" and noun.head.head.i == head.i)
        )
    if own.head.lower_.endswith(("self", "selves")) or noun.role == "owner":
        return False
    same = own.clause == noun.clause and str(noun.head.dep_) != "conj"
    return same and {own.role, noun.role} <= {"subject", "object", "other"} and not noun.parts


def _fit(pointing: Pointing, noun: Noun) -> float | None:
    """Return how well two phrases agree in number and sort; None where they do not."""
    form = pointing.form
    if noun.form:
        return None if points_to_nothing(noun.head) else _chained(form, noun)
    if form == "he":
        if noun.sort == "name" or (noun.sort == "org" and _like_person(noun)):
            return -0.2
        return (0.2 if noun.named else 0.0) if noun.sort == "person" else None
    if form == "it":
        if (noun.plural and noun.sort != "state") or noun.sort in ("person", "people"):
            return None
        fit = {"instrument": 0.25, "state": 0.2, "org": 0.2}.get(noun.sort, 0.0)
        return fit - 0.3 if noun.joined else fit
    if form == "they":
        return _of_many(noun)
    return _of_phrase(pointing, noun)


def _like_person(noun: Noun) -> bool:
    """Say whether an unknown name may be a person's: two or three words, no article."""
    words = _own_words(noun).split()
    return not noun.named and 2 <= len(words) <= 3 and words[0] not in ("the", "a")


def _chained(form: str, noun: Noun) -> float | None:
    """Return the weight of an earlier pronoun of the same kind: what it means goes on."""
    same = {"he": "pronoun_person", "it": "pronoun_thing", "they": "pronoun_many"}
    if same.get(form) == noun.form:
        return 0.25
    return None


def _of_many(noun: Noun) -> float | None:
    if noun.parts:
        return 0.35 if noun.sort in (*POLITICAL, "person", "instrument") else 0.05
    if noun.sort == "people":
        return 0.3
    if noun.plural:
        acting = load_nouns().has("state_noun", noun.head.lemma_.lower())
        return 0.3 if acting else 0.1
    return -0.25 if noun.sort in ("state", "org") else None


def _of_phrase(pointing: Pointing, noun: Noun) -> float | None:
    """Return how well a definite phrase fits an earlier one by its head."""
    form, word, lemma = pointing.form, pointing.word, noun.head.lemma_.lower()
    if form == "role":
        told = word in noun.sentence.text.lower() and noun.named
        return (0.3 if told else 0.0) if noun.sort == "person" and noun.named else None
    if form == "state":
        return 0.2 if noun.sort == "state" and not noun.plural else None
    if form == "place":
        return 0.1 if noun.sort in ("place", "state") else None
    if form == "body":
        if noun.sort != "org" or noun.plural:
            return None
        words = noun.head.sent.text.lower() if noun.named else ""
        alike = lemma == word or word in _own_words(noun)
        return 0.6 if alike else (0.0 if noun.named and words else None)
    if form == "several":
        return _of_several(pointing, noun)
    if form in ("former", "latter"):
        return 0.3 if len(noun.parts) == 2 else (0.0 if not noun.parts else None)
    if form == "other":
        return 0.1 if noun.sort in POLITICAL and not noun.plural else None
    return _of_repeated(pointing, noun, lemma)


def _of_several(pointing: Pointing, noun: Noun) -> float | None:
    """Return how well "the two leaders" fits a joined phrase of as many members."""
    if not noun.parts or len(noun.parts) != pointing.size:
        return None
    wanted = sorts_of(pointing.word)
    return 0.4 if not wanted or all(p.sort in wanted for p in noun.parts) else None


def sorts_of(word: str) -> frozenset[str]:
    """Return the sorts of what a plural noun may stand for; empty where it tells none."""
    nouns = load_nouns()
    if word in ("men", "man") or any(
        nouns.has(c, word) for c in ("title", "honorific", "human", "official")
    ):
        return frozenset({"person"})
    if nouns.has("state_noun", word):
        return frozenset({"state", "place"})
    if word in ("government", "side", "party"):
        return frozenset({"state", "org", "people", "place"})
    return frozenset()


def _own_words(noun: Noun) -> str:
    start = noun.sentence.start
    return noun.sentence.text[noun.start - start : noun.end - start].lower()


def _of_repeated(pointing: Pointing, noun: Noun, lemma: str) -> float | None:
    """Return the weight of an earlier phrase with the same noun: "a referendum ... it"."""
    plural = noun.plural == pointing.noun.plural
    own = pointing.noun.head.lemma_.lower()
    if lemma != own or not plural or noun.parts or noun.sort in ("person", "state"):
        return None
    pointed = pointing.noun.head.doc[pointing.noun.head.left_edge.i].lower_ in DEMONSTRATIVE
    return 0.3 if any(_new(noun)) else (0.0 if pointed else None)


def _new(noun: Noun) -> Iterator[bool]:
    """Yield whether a phrase brings up something: "a referendum", "its plan", "some cars"."""
    for child in noun.head.children:
        if child.dep_ in ("det", "poss", "nummod", "predet"):
            yield child.lower_ in ("a", "an", "some", "another", "no") or child.dep_ == "nummod"
