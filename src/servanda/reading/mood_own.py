"""What a verb or noun says of itself: its auxiliaries, adverbs, conditions and adjectives."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from servanda.lexicon.cues import cues
from servanda.model.terms import Modality
from servanda.reading.match import hits
from servanda.reading.mood_front import is_imperative, moment_of, opened_condition, setting_of
from servanda.reading.syntax import OBJECTS, SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

CONDITIONS = frozenset({"if", "unless", "whether", "provided", "supposing", "lest"})
WHEN = frozenset({"when", "once", "until", "till", "after", "before", "as"})
SELVES = frozenset({"it", "he", "she", "they", "we", "i"})
WEEKDAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
AGAIN = re.compile(r"\b(?:every|each|later|eventually|subsequently)\b", re.IGNORECASE)
COMING = re.compile(r"\b(?:next|tomorrow|coming)\b", re.IGNORECASE)


def own_modals(word: "Token") -> Iterator[tuple[Modality, "Token"]]:
    """Yield the modalities that a word has by itself, each with the word that gives it."""
    table = _modals()
    carrier = word
    if word.dep_ in ("acomp", "attr") and word.head.pos_ in ("AUX", "VERB"):
        carrier = word.head
    turned = _inverted(carrier)
    clause = _condition_of(carrier)
    has_if = clause is not None
    for child in carrier.children:
        if child.dep_ in ("aux", "auxpass") and child.lower_ in table:
            if child == turned:
                continue
            effect = table[child.lower_]
            if _unreal(carrier, child):
                effect = "hypothetical"
            elif child.lower_ == "must" and _perfect(carrier):
                effect = "possible"  # "must have left": it is inferred
            if child.lower_ == "could" and any(c.dep_ == "neg" for c in carrier.children):
                continue  # "could not agree": they did not
            if (
                child.lower_ == "could"
                and carrier.dep_ == "advcl"
                and any(c.lower_ == "before" for c in carrier.children)
            ):
                continue  # "before they could seize it": they did not
            if child.lower_ in ("would", "'d") and not has_if and effect != "hypothetical":
                if _reported(word):
                    effect = "intended" if _own_subject(word) else "future"
                elif _dated(carrier, AGAIN):
                    continue  # "two years later it would annex more": it did
            if child.lower_ == "can" and child.i == carrier.sent.start:
                continue
            yield effect, child
            if has_if and effect == "future":
                yield "conditional", child
        elif child.lower_ in ("to",) and child.dep_ == "aux" and word.dep_ == "xcomp":
            if word.head.lower_ in ("has", "have", "had", "need", "needs") and word.head.pos_ in (
                "VERB", "AUX",
            ) and not any(c.dep_ in OBJECTS for c in word.head.children):  # fmt: skip
                if child.nbor(-1).lower_ == "yet" or any(
                    c.lower_ == "yet" for c in (*word.head.children, *word.children)
                ):
                    continue  # "has yet to ratify": it has not
                yield "demanded", word.head
            elif (word.head.lemma_ == "go" and word.head.tag_ == "VBG") or (
                _is_to(word.head) and word.head.tag_ in ("VBZ", "VBP")
            ):
                yield "future", word.head
            elif word.head.lower_ == "ought":
                yield ("hypothetical" if _perfect(word) else "demanded"), word.head
            elif _is_to(word.head) and word.head.tag_ == "VBD":
                yield "intended", word.head
    if clause is not None and carrier.tag_ in ("VBZ", "VBP", "VB"):
        yield "conditional", clause
    later = _later(carrier)
    if later is not None:
        yield "future", later
    present = carrier.tag_ in ("VBZ", "VBP") and not has_auxiliary(carrier)
    day = _dated(carrier, COMING) or _on_weekday(carrier) if present else None
    if day is not None:
        yield "future", day
    yield from (("possible", c) for c in carrier.children
                if c.dep_ == "advmod" and table.get(c.lower_) == "possible")  # fmt: skip
    yield from _described(word)
    if turned is not None:
        yield ("conditional" if turned.lower_ == "should" else "hypothetical"), turned
    if is_imperative(carrier):
        yield "demanded", carrier
    yield from _placed(word, carrier)


def _placed(word: "Token", carrier: "Token") -> Iterator[tuple[Modality, "Token"]]:
    """Yield what the place in the sentence says: an opening "in case", a scenario, a moment."""
    if (first := opened_condition(word)) is not None:
        yield "conditional", first
    if (setting := setting_of(carrier)) is not None:
        yield "hypothetical", setting
    if (long := _as_long_as(carrier)) is not None:
        yield "conditional", long
    if (moment := moment_of(carrier)) is not None:
        yield "conditional", moment
    were = carrier.head
    to = any(c.lower_ == "to" and c.dep_ == "aux" for c in carrier.children)
    if to and were.lower_ == "were" and were.i == were.sent.start and carrier != were:
        yield "hypothetical", were  # "were Warsaw to leave", parsed as a clause of its own


def _as_long_as(verb: "Token") -> "Token | None":
    as_ = next((c for c in verb.children if c.lower_ == "as" and c.dep_ == "mark"), None)
    long = as_ is not None and as_.i > 0 and as_.nbor(-1).lower_ == "long"
    return as_ if long and verb.tag_ in ("VBZ", "VBP") else None


def _condition_of(verb: "Token") -> "Token | None":
    """Return the clause of condition that a verb stands over: "if", or "once" with a present."""
    clauses = (c for c in verb.children if c.dep_ == "advcl")
    return next((c for c in clauses if condition_mark(c) is not None or _once(c)), None)


def _once(clause: "Token") -> bool:
    present = clause.tag_ in ("VBZ", "VBP") or any(
        c.tag_ in ("VBZ", "VBP") and c.dep_ in ("aux", "auxpass") for c in clause.children
    )
    return present and any(c.lower_ == "once" and c.i < clause.i for c in clause.children)


def _is_to(verb: "Token") -> bool:
    """Say whether "be" stands right before an infinitive: "is to leave", not "is up to him to"."""
    return verb.lemma_ == "be" and not any(
        c.dep_ in ("acomp", "attr") or (c.dep_ == "prep" and c.i > verb.i and c.i < verb.i + 3)
        for c in verb.children
    )


def _described(noun: "Token") -> Iterator[tuple[Modality, "Token"]]:
    """Yield what adjectives say of a deed told by a noun: "the planned visit"."""
    if noun.pos_ not in ("NOUN", "PROPN"):
        return
    if noun.dep_ == "nsubj" and noun.head.lemma_ in STAYS:
        yield from (("possible", c) for c in noun.head.children
                    if c.dep_ in ("acomp", "oprd") and c.lower_ in MAY_BE)  # fmt: skip
    for child in noun.children:
        if child.dep_ == "amod":
            found = (h.cue.effect for h in hits(child, "mood") if "mod" in h.cue.frames)
            effect = next(found, "") or _adjective(child)
            if effect != "negated":
                yield cast(Modality, effect), child
        elif child.dep_ == "poss" and COMING.search(" ".join(t.text for t in child.subtree)):
            yield "future", child  # "next week's signing"


STAYS = frozenset({"be", "remain", "seem", "become", "look", "appear"})
# "Withdrawal remains possible": what is said of a deed that is not done.
MAY_BE = frozenset({"possible", "conceivable", "likely", "unlikely", "probable", "imaginable",
                    "thinkable", "unthinkable", "impossible", "inevitable"})  # fmt: skip


def _adjective(word: "Token") -> str:
    """Return what a participle says as an adjective: "planned" is no verb before a noun."""
    found = cues("mood").get((word.lower_, "a"), ())
    return next((c.effect for c in found if "mod" in c.frames), "negated")


def _dated(verb: "Token", pattern: re.Pattern[str]) -> "Token | None":
    """Return the adverbial of time of a verb that fits a pattern."""
    for child in verb.children:
        adverbial = child.dep_ in ("npadvmod", "advmod", "prep")
        if adverbial and pattern.search(" ".join(t.text for t in child.subtree)):
            return child
    return None


def _on_weekday(verb: "Token") -> "Token | None":
    """Return the day of a present tense that tells a schedule: "the envoys meet on Thursday"."""
    days = (c for c in verb.children if c.dep_ == "prep" and c.lower_ == "on" and c.i > verb.i)
    return next((c for c in days if any(t.text in WEEKDAYS for t in c.children)), None)


def _inverted(verb: "Token") -> "Token | None":
    """Return the auxiliary that opens a condition: "were they to leave", "had they left"."""
    first = verb.left_edge
    if first.lower_ not in ("were", "had", "should") or verb.sent[-1].text == "?":
        return None
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    return first if subject is not None and first.i < subject.i < verb.i else None


def _unreal(verb: "Token", modal: "Token") -> bool:
    """Say whether a modal tells what did not come: "could have asked", "might have left"."""
    if modal.lower_ == "might" and any(c.dep_ == "neg" for c in verb.children):
        return False  # "might not have been hit": nobody knows
    return _perfect(verb) and modal.lower_ in ("could", "might", "would", "'d", "should")


def _perfect(verb: "Token") -> bool:
    return any(c.lower_ in ("have", "'ve") and c.dep_ == "aux" for c in verb.children)


AHEAD = frozenset({"will", "shall", "would", "'ll", "wo"})


def _later(verb: "Token") -> "Token | None":
    """Return the "will" of the clause that a present tense after "when" or "until" belongs to."""
    if verb.dep_ != "advcl" or verb.tag_ not in ("VBZ", "VBP"):
        return None
    if not any(c.lower_ in WHEN and c.dep_ in ("advmod", "mark") for c in verb.children):
        return None
    head = verb.head
    while head.dep_ == "xcomp":
        head = head.head  # "would continue to observe it until it ends"
    future = (c for c in head.children if c.dep_ == "aux" and c.lower_ in AHEAD)
    return next(future, None)


def _reported(word: "Token") -> bool:
    """Say whether "would" is the past of "will" after a verb of saying: "said it would leave"."""
    if word.dep_ == "acl" and any(c.lower_ == "that" for c in word.children):
        return bool(word.head.pos_ == "NOUN")  # "served notice that it would leave"
    did = any(c.lower_ == "did" for c in word.head.children)
    return word.dep_ == "ccomp" and (did or word.head.tag_ in ("VBD", "VBN"))


def _own_subject(verb: "Token") -> bool:
    """Say whether a clause is about who says it: "Dushanbe said it would close the border"."""
    own = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    speaker = next((c for c in verb.head.children if c.dep_ == "nsubj"), None)
    return own is not None and speaker is not None and own.lower_ in SELVES


def condition_mark(verb: "Token") -> "Token | None":
    """Return the conjunction of condition that opens the clause of a verb: "if", "as though"."""
    for child in verb.children:
        if child.dep_ in ("mark", "advmod", "prep") and (
            child.lower_ in CONDITIONS
            or (child.lower_ == "though" and child.i and child.nbor(-1).lower_ == "as")
        ):
            return child
    return None


def has_auxiliary(word: "Token") -> bool:
    """Say whether a word has an auxiliary of its own."""
    return any(c.dep_ in ("aux", "auxpass") for c in word.children)


@lru_cache
def _modals() -> dict[str, Modality]:
    table = cues("mood").items()
    return {w: cast(Modality, found[0].effect) for (w, pos), found in table if pos == "m"}
