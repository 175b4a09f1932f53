"""Tense, time and condition of a clause: what its auxiliaries, dates and conjunctions say."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

WHEN = frozenset({"when", "once", "until", "till", "after", "before", "as"})
BEFORE = frozenset({"before", "until", "till"})
SELVES = frozenset({"it", "he", "she", "they", "we", "i"})
LONGEST = 6  # words of an adverbial of time looked at: what follows belongs to other clauses
WEEKDAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
AGAIN = re.compile(r"\b(?:every|each|later|eventually|subsequently|those days)\b", re.IGNORECASE)
OFTEN = frozenset({
    "often", "usually", "always", "sometimes", "routinely", "regularly", "repeatedly", "invariably",
})  # fmt: skip
FOR_LONG = re.compile(
    r"^For (?:\w+ ){1,3}(?:days|weeks|months|years|decades|decade|century|year)\b"
)
COMING = re.compile(r"\b(?:next|tomorrow|coming)\b", re.IGNORECASE)
AHEAD = frozenset({"will", "shall", "would", "'ll", "wo"})
NOT_YET = AHEAD | {"must", "should", "may", "might", "can", "could", "to"}
GOING = frozenset({"go", "travel", "fly", "head", "return", "arrive", "sail", "drive"})


def dated(verb: "Token", pattern: re.Pattern[str]) -> "Token | None":
    """Return the adverbial of time of a verb that fits a pattern."""
    for child in verb.children:
        adverbial = child.dep_ in ("npadvmod", "advmod", "prep")
        if adverbial and pattern.search(" ".join(t.text for t in list(child.subtree)[:LONGEST])):
            return child
    return None


def is_unreal(verb: "Token", modal: "Token") -> bool:
    """Say whether a modal tells what did not come: "could have asked", "might have left"."""
    if modal.lower_ == "might" and any(c.dep_ == "neg" for c in verb.children):
        return False  # "might not have been hit": nobody knows
    return is_perfect(verb) and modal.lower_ in ("could", "might", "would", "'d", "should")


def is_perfect(verb: "Token") -> bool:
    """Say whether a verb stands in the perfect."""
    return any(c.lower_ in ("have", "'ve") and c.dep_ == "aux" for c in verb.children)


def is_reported(word: "Token") -> bool:
    """Say whether "would" is the past of "will" after a verb of saying: "said it would leave"."""
    if word.dep_ == "acl" and any(c.lower_ == "that" for c in word.children):
        return bool(word.head.pos_ == "NOUN")  # "served notice that it would leave"
    did = any(c.lower_ == "did" for c in word.head.children)
    return word.dep_ == "ccomp" and (did or word.head.tag_ in ("VBD", "VBN"))


def of_own_subject(verb: "Token") -> bool:
    """Say whether a clause is about who says it: "Dushanbe said it would close the border"."""
    own = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    speaker = next((c for c in verb.head.children if c.dep_ == "nsubj"), None)
    return own is not None and speaker is not None and own.lower_ in SELVES


def has_auxiliary(word: "Token") -> bool:
    """Say whether a word has an auxiliary of its own."""
    return any(c.dep_ in ("aux", "auxpass") for c in word.children)


def is_present(verb: "Token") -> bool:
    """Say whether a verb, or its first auxiliary, stands in the present."""
    parts = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    first = min((*parts, verb), key=lambda t: t.i)
    return first.tag_ in ("VBZ", "VBP")


def later(verb: "Token") -> "Token | None":
    """Return what puts off a present tense after "when" or "until": the "will" of its clause.

    "will leave when it ends", "must not be filled before it is signed", "vow to stay until".
    """
    if verb.dep_ != "advcl" or not is_present(verb):
        return None
    soon = verb.head.lower_ in ("soon", "long")  # "as soon as they have cleared it"
    marks = [c for c in verb.children if c.lower_ in WHEN and c.dep_ in ("advmod", "mark")]
    if not marks or (not soon and any(c.lower_ == "as" for c in marks)):
        return None
    head = verb.head.head if soon else verb.head
    ahead = AHEAD if any(c.lower_ == "when" for c in marks) else NOT_YET
    while True:
        found = next((c for c in head.children if c.dep_ == "aux" and c.lower_ in ahead), None)
        if found is not None or head.dep_ != "xcomp":
            break
        head = head.head  # "would continue to observe it until it ends"
    if found is None and not is_present(head):  # "they met before the treaty expires"
        return next((c for c in marks if c.lower_ in BEFORE), None)
    return found


def day_ahead(verb: "Token") -> "Token | None":
    """Return the date of a present tense that tells a schedule: "the envoys meet on Thursday"."""
    if verb.tag_ not in ("VBZ", "VBP") or has_auxiliary(verb):
        return None
    if (day := dated(verb, COMING)) is not None:
        return day
    days = (c for c in verb.children if c.dep_ == "prep" and c.lower_ == "on" and c.i > verb.i)
    return next((c for c in days if any(t.text in WEEKDAYS for t in c.children)), None)


def is_wont(verb: "Token") -> bool:
    """Say whether a "would" tells what used to happen or came to pass: "each winter it would"."""
    if any(c.dep_ == "advmod" and c.lower_ in OFTEN for c in verb.children):
        return True
    return dated(verb, AGAIN) is not None or FOR_LONG.match(verb.sent.text) is not None


def purpose_now(verb: "Token") -> "Token | None":
    """Return the present verb of going or being there whose aim an infinitive tells.

    "is in Hanoi to sign a pact", "flies to Rome to meet the Pope": the aim is not reached.
    """
    above = verb.head
    to = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    if not to or verb.dep_ not in ("advcl", "xcomp") or above.i > verb.i or not is_present(above):
        return None
    there = any(c.dep_ == "prep" and c.lower_ in ("in", "at") and p.pos_ == "PROPN"
                for c in above.children for p in c.children)  # fmt: skip
    perfect = is_perfect(above) or any(c.tag_ == "VBN" for c in (above, *above.children))
    going = above.lemma_ in GOING and above.lower_ != "going" and not perfect
    return above if going or (above.lemma_ == "be" and there) else None
