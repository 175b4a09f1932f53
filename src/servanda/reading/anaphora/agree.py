"""Which earlier phrases agree with one that points back: in number, sort and words."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.lexicon.nouns import load_nouns
from servanda.reading.anaphora.expletive import points_to_nothing
from servanda.reading.anaphora.forms import NUMBERS, Pointing
from servanda.reading.anaphora.phrases import Noun

if TYPE_CHECKING:
    from spacy.tokens import Token

POLITICAL = frozenset({"state", "org", "people"})
CHAINED = {"he": "pronoun_person", "it": "pronoun_thing", "they": "pronoun_many"}
# Sorts of what "it", "he" may not be.
NOT_IT = ("person", "people")
NEW = ("a", "an", "some", "another", "no", "several", "many")
DEFINITE = ("the", "this", "that", "these", "those", "both", "all", "its", "their", "his", "her")
WORDS_BETWEEN = frozenset({"former", "then", "old", "late", "new", "current", "same", "own"})


def agreement(pointing: Pointing, noun: Noun) -> frozenset[str] | None:
    """Return in what an earlier phrase agrees with one that points back; None where it cannot.

    Features begin with "a." and say by which words or sorts the two fit.
    """
    if noun.form:
        return _chained(pointing.form, noun)
    if pointing.form in BY_FORM:
        return BY_FORM[pointing.form](pointing, noun)
    if pointing.form == "several":
        return _of_several(pointing, noun)
    if pointing.form in ("former", "latter"):
        return _one_of_two(noun)
    if pointing.form == "other":
        fits = noun.sort in POLITICAL and not noun.plural and not noun.parts
        return frozenset({"a.sort"}) if fits else None
    return _of_the(pointing, noun)


def _chained(form: str, noun: Noun) -> frozenset[str] | None:
    """Return that an earlier pronoun of the same kind goes on."""
    goes_on = (
        CHAINED.get(form) == noun.form
        or (form == "several" and noun.form == "pronoun_many")
        or (form == "role" and noun.form == "pronoun_person")
    )
    return CHAIN if goes_on and not points_to_nothing(noun.head) else None


CHAIN = frozenset({"a.chain"})


def _of_he(_: Pointing, noun: Noun) -> frozenset[str] | None:
    if noun.parts or noun.plural:
        return None
    if noun.sort == "person":
        return frozenset({"a.named" if noun.named else "a.person"})
    if noun.sort == "name" or (noun.sort == "org" and like_person(noun)):
        return frozenset({"a.unknown"})
    return None


def _of_it(_: Pointing, noun: Noun) -> frozenset[str] | None:
    if noun.parts or noun.sort == "person" or (noun.plural and noun.sort != "state"):
        return None
    if noun.sort == "people" and not (noun.named or means(noun.lemma) & {"org"}
                                      or noun.head.lower_ in COLLECTIVE):  # fmt: skip
        return None
    return frozenset({f"a.{noun.sort}"})


COLLECTIVE = ("people", "population", "community", "public", "opposition", "party", "press",
              "media", "diaspora", "minority", "majority")  # fmt: skip


def _of_they(_: Pointing, noun: Noun) -> frozenset[str] | None:
    if noun.parts:
        return frozenset({"a.joined", f"a.{noun.sort}"})
    if noun.sort == "people":
        return frozenset({"a.people", *(["a.plural"] if noun.plural else [])})
    if noun.plural:
        return frozenset({"a.plural", f"a.{noun.sort}"})
    if noun.sort in ("state", "org"):
        return frozenset({"a.one", f"a.{noun.sort}"})
    return None


def _of_role(pointing: Pointing, noun: Noun) -> frozenset[str] | None:
    """Return how somebody fits "the minister": the word stands with the name, or a head alike."""
    if noun.parts or noun.plural or noun.sort not in ("person", "name"):
        return None
    told = {"a.named"} if noun.named else {"a.person"}
    if noun.lemma == pointing.noun.lemma:
        told.add("a.same")
    elif not noun.named and noun.sort == "person" and pointing.word not in GENERIC:
        return None
    elif any(t.lower_ == pointing.word for t in _titles(noun)):
        told.add("a.titled")
    elif f" {pointing.word} " in f" {' '.join(noun.sentence.text.lower().split())} ":
        told.add("a.told")
    if pointing.word in GENERIC:
        told.add("a.generic")
    return frozenset(told | set(_novel(noun)))


BY_FORM = {"he": _of_he, "it": _of_it, "they": _of_they, "role": _of_role}


def _titles(noun: Noun) -> Iterator["Token"]:
    """Yield the words joined to a name by grammar: "the envoy X", "X, the envoy", "X was envoy"."""
    head = noun.head
    yield from (t for c in head.children if c.dep_ in ("appos", "compound", "amod", "nmod")
                for t in (c, *c.children))  # fmt: skip
    if head.dep_ in ("appos", "compound", "nmod"):
        yield from (head.head, *head.head.children)
    if head.dep_ in ("nsubj", "nsubjpass") and head.head.lemma_ in ("be", "become"):
        yield from (t for c in head.head.children if c.dep_ == "attr" for t in (c, *c.children))


GENERIC = ("man", "woman", "person", "politician", "leader", "official", "diplomat", "boy", "girl")


def _of_several(pointing: Pointing, noun: Noun) -> frozenset[str] | None:
    """Return how well "the two leaders" fits a joined phrase, or a plural of as many."""
    if noun.parts:
        if len(noun.parts) != pointing.size:
            return None
        wanted = sorts_of(pointing.word)
        if wanted and not all(p.sort in (*wanted, "name") for p in noun.parts):
            return frozenset({"a.joined", "a.other_sort"})
        return frozenset({"a.joined", "a.sort"} if wanted else {"a.joined"})
    if not noun.plural or noun.named:
        return None
    same = bool(pointing.word) and noun.lemma == pointing.word
    counted = pointing.size in {number(c.lower_) for c in noun.head.children if c.dep_ == "nummod"}
    if counted and not same and pointing.word and wanted_apart(pointing.word, noun):
        return None
    told = {*(["a.counted"] if counted else []), *(["a.same"] if same else [])}
    return frozenset(told) or None


def wanted_apart(word: str, noun: Noun) -> bool:
    """Say whether a counted plural can not be what a word asks for: "two railways", "parties"."""
    if akin(word, noun.lemma):
        return False
    wanted = sorts_of(word)
    return bool(wanted) and noun.sort not in wanted and not (wanted & means(noun.lemma))


def number(word: str) -> int:
    """Return the number that a word tells, 0 for others."""
    return NUMBERS.get(word, 0)


def _one_of_two(noun: Noun) -> frozenset[str] | None:
    if noun.parts:
        return frozenset({"a.joined"}) if len(noun.parts) == 2 else None
    return frozenset({f"a.{noun.sort}"})


def _of_the(pointing: Pointing, noun: Noun) -> frozenset[str] | None:
    """Return by which words or sorts "the agency", "this fence", "those troops" fit a phrase."""
    own, lemma = pointing.noun, noun.lemma
    word = own.lemma
    if noun.parts and not own.plural:
        return None
    if noun.parts:
        fits = all(means(word) & sorts(p) for p in noun.parts)
        return frozenset({"a.joined", "a.sort"}) if fits else None
    told: set[str] = set()
    alike = noun.plural == own.plural
    if lemma == word and alike and not noun.named:
        told.add("a.same")
    elif akin(word, lemma) and alike and not noun.named:
        told.add("a.akin")
    elif alike and word in noun.words:
        told.add("a.in_name")
    meant = means(word)
    people = own.plural and noun.sort == "people" and "people" in meant
    if people or (alike and noun.named and meant & sorts(noun)):
        told.add("a.sort")
    elif noun.sort == "name" and alike and meant:
        told.add("a.unknown")
    if not told:
        return None
    modifiers = _modifiers(own)
    if modifiers & set(noun.words):
        told.add("a.modifier")
    elif modifiers and "a.same" in told:
        told.add("a.other_modifier")
    return frozenset(told | set(_novel(noun)))


def sorts(noun: Noun) -> frozenset[str]:
    """Return the sorts that a phrase may be taken for: a capital for a place and a state."""
    return frozenset({noun.sort, *(("place",) if noun.sort == "state" else ())})


@lru_cache(maxsize=4096)
def means(word: str) -> frozenset[str]:
    """Return the sorts of what a noun may stand for: "group" for organisations and people."""
    return frozenset(filter(None, load_nouns().value("means", word).split(",")))


@lru_cache(maxsize=16384)
def akin(word: str, other: str) -> bool:
    """Say whether two nouns may name one thing: "lorry" and "vehicle"."""
    nouns = load_nouns()
    groups = set(filter(None, nouns.value("alike", word).split(",")))
    return bool(groups & set(nouns.value("alike", other).split(",")))


def sorts_of(word: str) -> frozenset[str]:
    """Return the sorts of what a plural noun may stand for; empty where it tells none."""
    nouns = load_nouns()
    if word in ("men", "man", "woman", "women", "brother", "sister") or any(
        nouns.has(c, word) for c in ("title", "honorific", "human", "official")
    ):
        return frozenset({"person"})
    if word in ("government", "side", "party"):
        return frozenset({"state", "org", "people", "place"})
    if nouns.has("state_noun", word):
        return frozenset({"state", "place"})
    return means(word)


def like_person(noun: Noun) -> bool:
    """Say whether an unknown name may be a person's: two or three words, all of them names."""
    words = noun.text.split()
    return not noun.named and 2 <= len(words) <= 3 and all(w[0].isupper() for w in words)


def _modifiers(own: Noun) -> set[str]:
    return {c.lower_ for c in own.head.children
            if c.dep_ in ("amod", "compound")} - WORDS_BETWEEN  # fmt: skip


def _novel(noun: Noun) -> Iterator[str]:
    """Yield whether a phrase brings something up, "a fence", or is definite itself."""
    first = [c.lower_ for c in noun.head.children if c.dep_ in ("det", "poss", "nummod", "predet")]
    if any(w in NEW or number(w) or w.isdigit() for w in first):
        yield "a.new"
    elif first and first[0] in DEFINITE:
        yield "a.definite"
    elif not noun.named:
        yield "a.bare"
