"""What denies a verb or noun where it stands: "not", "no", "nor did", "at no point"."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.lexicon.cues import cues
from servanda.reading.match import hits
from servanda.reading.mood_front import at_once, fronted_negator, opened_condition
from servanda.reading.syntax import OBJECTS, SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

NO_DENIAL = frozenset({"only", "just", "merely", "least", "until"})
SHORT_OF = frozenset({("instead", "of"), ("rather", "than"), ("far", "from"), ("short", "of")})
NOT_QUITE = frozenset({"almost", "nearly"})
LET_ALONE = frozenset({("let", "alone"), ("much", "less"), ("still", "less"), ("never", "mind")})
MANY = frozenset({("fewer", "than"), ("less", "than"), ("a", "few"), ("a", "little")})
UNTIL = frozenset({"until", "till"})
POINTS = frozenset({"point", "time", "circumstance", "way", "account", "case", "stage", "means"})


def negators_of(word: "Token") -> Iterator["Token"]:
    """Yield the words that deny a verb or noun where it stands."""
    words = _negating_words()
    for child in word.children:
        if child.dep_ == "neg" or (child.lower_ in words and child.dep_ in ("advmod", "preconj")):
            if _not_only(child) or _until(word, child) or at_once(word):
                continue
            if child.i and child.nbor(-1).lower_ == "or":
                continue  # "whether or not"
            if child.lower_ in NOT_QUITE and (
                word.pos_ != "VERB" or child.nbor().pos_ not in ("VERB", "AUX", "ADV", "PART")
            ):
                continue  # "almost everyone fled"
            yield child
        elif child.dep_ == "prep" and (never := _at_no_point(child)) is not None:
            yield never
        elif (child.lower_ == "yet" and _yet_to(word, child)) or (
            child.lower_ == "longer" and child.i and child.nbor(-1).lower_ == "no"
        ):
            yield child
        elif child.lower_ == "more" and child.i and child.nbor(-1).lower_ == "no":
            if any(t.lower_ == "than" for t in word.doc[word.i : word.sent.end]):
                yield child  # "no more attacked it than they did"
        elif child.dep_ == "advmod" and any(c.dep_ == "neg" for c in child.children):
            nots = (c for c in child.children if c.dep_ == "neg" and not _not_only(c))
            yield from nots  # "never again"
        elif child.dep_ == "agent":
            yield from (c for c in child.children if c.lower_ in words)
        elif child.dep_ in SUBJECTS or child.dep_ in OBJECTS or child.dep_ == "attr":
            if child.lower_ in words:
                yield child
            elif _contrasted(child) or _many(child) or child.left_edge.lower_ in NOT_QUITE:
                continue  # "attacked not the barracks but the mosque"
            elif child.left_edge.lower_ in words and child.left_edge.i < child.i:
                yield child.left_edge  # "not one clause has been kept"
            else:
                yield from (c for c in child.children if c.dep_ in ("det", "neg")
                            and c.lower_ in ("no", "neither"))  # fmt: skip
        elif child.dep_ in ("aux", "auxpass"):
            yield from (c for c in child.children if c.dep_ == "neg")
    if word.pos_ in ("NOUN", "PROPN"):
        yield from (c for c in word.children if c.dep_ == "det" and c.lower_ in ("no", "neither"))
        yield from (
            c
            for c in word.children
            if c.dep_ == "amod"
            and any(h.cue.effect == "negated" and "mod" in h.cue.frames for h in hits(c, "mood"))
        )
        if word.head.lower_ == "without" and not _thought_away(word.head):
            yield word.head
        if word.head.lemma_ == "be" and word.dep_ == "attr":
            yield from (c for c in word.head.children if c.dep_ == "neg")
    if word.lower_ == "saying" and word.head.head.lemma_ == "go":
        return  # "it goes without saying that"
    if without_below(word) is not None:
        yield from negators_of(word.head.head)  # "no week passes without shelling": there is
    gerund = word.dep_ == "pcomp" or (word.dep_ == "pobj" and word.tag_ == "VBG")
    if gerund and word.head.lower_ in ("without", "against"):
        yield word.head
    if word.dep_ in ("pcomp", "pobj") and word.head.i:
        before = word.head.nbor(-1)
        if (before.lower_, word.head.lower_) in SHORT_OF:
            yield before
    yield from (t for t in (_rather(word), _nor(word), _let_alone(word)) if t is not None)
    if word.tag_ == "VBN" and word.dep_ == "acl" and word.head.lower_ == "nothing":
        yield word.head  # "with nothing signed"
    nor = _nor_did(word) or fronted_negator(word)
    if nor is not None:
        yield nor
    two = (word.nbor(-2).lower_, word.nbor(-1).lower_) if word.i > 1 else ("", "")
    if two in (("all", "but"), ("anything", "but")):
        yield word.nbor(-1)  # "all but impeached"
    if _too_late(word):
        yield next(c for c in word.children if c.lower_ == "before")
    if word.pos_ == "NOUN" and (first := opened_condition(word)) is not None:
        yield from (t for t in word.doc[first.i + 1 : word.i] if t.lower_ in ("no", "not"))
    if word.dep_ == "acomp" or (word.pos_ == "ADJ" and word.head.pos_ in ("AUX", "VERB")):
        yield from (c for c in word.head.children if c.dep_ == "neg")


def _rather(word: "Token") -> "Token | None":
    """Return the "than" of "would rather resign than sign": what comes after it is not done."""
    than = next((c for c in word.children if c.lower_ == "than" and c.dep_ == "mark"), None)
    if than is None or than.i > word.i:
        return None
    before = [t.lower_ for t in word.doc[max(0, than.i - 12) : than.i]]
    rather = "rather" in before or ("sooner" in before and "no" not in before)
    return than if rather else None


def _thought_away(without: "Token") -> bool:
    """Say whether what is there is only thought away: "without the accord it would have fallen"."""
    verb = without.head
    words = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    return without.i < verb.i and bool(words & {"would", "could", "might"}) and "have" in words


def _nor(word: "Token") -> "Token | None":
    """Return what joins a word as not done: "neither convicted nor acquitted", "rather than"."""
    if word.dep_ != "conj":
        return None
    before = [c for c in word.head.children if c.dep_ == "cc" and c.i < word.i]
    own = any(c.dep_ in ("aux", "auxpass") for c in word.children)
    joint = before[-1] if before and not own else None
    if joint is not None and joint.lower_ == "than":  # "closed it rather than sign"
        return joint if any(c.lower_ == "rather" for c in joint.children) else None
    return joint if joint is not None and joint.lower_ == "nor" else None


def _let_alone(word: "Token") -> "Token | None":
    """Return the "let alone" right before a word, by which it did not happen either."""
    first = word.left_edge.i if word.left_edge.i < word.i - 2 else word.i
    for start in {first, word.i}:
        if start > 1 and (
            word.doc[start - 2].lower_, word.doc[start - 1].lower_
        ) in LET_ALONE:  # fmt: skip
            return word.doc[start - 1]
    return None


def _many(noun: "Token") -> bool:
    """Say whether a "no" or "not" belongs to a number: "no fewer than nine", "not a few"."""
    first = noun.left_edge
    if first.i + 2 >= len(first.doc):
        return False
    after = (first.nbor(1).lower_, first.nbor(2).lower_)
    return after in MANY


def _contrasted(noun: "Token") -> bool:
    """Say whether a "not" before a noun only sets it against another: "not X but Y"."""
    return any(c.dep_ == "neg" for c in noun.children) and any(
        c.dep_ == "cc" and c.lower_ == "but" for c in noun.children
    )


def without_below(word: "Token") -> "Token | None":
    """Return the "without" that a word stands under right after a verb."""
    prep = word.head
    below = word.dep_ in ("pcomp", "pobj") and prep.lower_ == "without"
    return prep if below and prep.head.pos_ in ("VERB", "AUX") and prep.i > prep.head.i else None


def _at_no_point(prep: "Token") -> "Token | None":
    """Return the "no" of "at no point", "under no circumstances"."""
    for noun in prep.children:
        if noun.dep_ == "pobj" and noun.lemma_ in POINTS:
            return next((c for c in noun.children if c.lower_ == "no"), None)
    return None


def _nor_did(verb: "Token") -> "Token | None":
    """Return the "nor" that stands before the auxiliary of a verb: "nor did it invite them"."""
    first = min((c.i for c in verb.children if c.dep_ in ("aux", "auxpass")), default=0)
    before = verb.doc[first - 1] if first else None
    return before if before is not None and before.lower_ in ("nor", "neither") else None


def _yet_to(verb: "Token", yet: "Token") -> bool:
    """Say whether "yet" stands in "has yet to ratify", "is yet to be signed"."""
    if verb.dep_ not in ("xcomp", "ROOT") or yet.i + 1 >= len(yet.doc):
        return False
    return bool(yet.nbor().lower_ == "to")


def _too_late(verb: "Token") -> bool:
    """Say whether a deed was forestalled: "before they could seize it"."""
    before = verb.dep_ == "advcl" and any(c.lower_ == "before" for c in verb.children)
    return before and any(c.lower_ == "could" and c.dep_ == "aux" for c in verb.children)


def _not_only(word: "Token") -> bool:
    after = word.nbor(1).lower_ if word.i + 1 < len(word.doc) else ""
    return word.lower_ in ("not", "n't") and after in NO_DENIAL


def _until(verb: "Token", negator: "Token") -> bool:
    """Say whether a past deed was only late: "did not reopen the road until September"."""
    if negator.lower_ not in ("not", "n't") or not any(c.lower_ == "did" for c in verb.children):
        return False
    return any(
        c.i > verb.i and (c.lower_ in UNTIL or any(m.lower_ in UNTIL for m in c.children))
        for c in verb.children
        if c.dep_ in ("prep", "advcl")
    )


@lru_cache
def _negating_words() -> frozenset[str]:
    return frozenset(w for (w, pos), found in cues("mood").items() if pos == "x" for _ in found)
