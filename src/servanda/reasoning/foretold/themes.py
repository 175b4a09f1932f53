"""Whether a passage is about what a deed is foretold of: names, things, an agreement."""

import re

from servanda.reasoning.case import Case
from servanda.reasoning.foretold.claims import ENOUGH, Claim, of_what, told_in
from servanda.reasoning.foretold.passages import Passage, meets, passages
from servanda.reasoning.foretold.tables import Hit, pattern, things
from servanda.reasoning.wording import WORD


def about(claim: Claim, passage: Passage, hit: Hit) -> bool:
    """Say whether a passage is about what the deed is foretold of: names, and most of its words.

    What it is done to may be named in the sentence before, or by a name, or be the one thing left
    out where all the rest is there.
    """
    everybody = passage.everybody
    if not everybody and passage.before is not None:
        everybody = passage.before.everybody  # it goes on about those just named
    told = told_in(passage)
    for keys in claim.names:
        if meets(keys, everybody):
            continue
        if not (is_agreement(keys) and not any(k.startswith("instrument:") for k in everybody)):
            return False
    if _of_another(claim, passage):
        return False
    theme = [e for e in claim.theme if e]
    if not theme:
        return True
    covered = [e for e in theme if e & told]
    named = any(
        k & everybody
        for k in claim.names
        if is_agreement(k) or any("~" in x and x[1].isdigit() for x in k)
    )
    enough = len(covered) >= ENOUGH * len(theme)
    if not claim.head or claim.head & told or named:
        return enough or named
    if pattern("points").search(passage.text):
        near = [p.stems for p in (passage.title, passage.before) if p is not None]
        if any(claim.head & stems for stems in near):
            return len(covered) + 1 >= ENOUGH * len(theme)
    nobody = claim.who and not any(meets(k, everybody) for k in claim.who)
    return len(covered) >= max(2 if nobody else 1, len(theme) - 1)


def is_agreement(keys: frozenset[str]) -> bool:
    """Say whether what goes by some keys is an agreement."""
    return any(k.startswith("instrument:") for k in keys)


def of_agreement(case: Case, claim: Claim, passage: Passage) -> bool:
    """Say whether a passage may speak of the agreement foretold of: it names it, or points back.

    What names no agreement must have a noun for one or a pronoun, in a document that names it.
    """
    wanted = [keys for keys in claim.names if is_agreement(keys)]
    if not wanted or any(meets(keys, passage.everybody) for keys in wanted):
        return True
    if any(k.startswith("instrument:") for k in passage.everybody):
        return False
    if not pattern("agreement").search(passage.text):
        return False
    named = frozenset().union(*(p.everybody for p in passages(case).of(passage.document)))
    return any(meets(keys, named) for keys in wanted)


def is_aside(claim: Claim, passage: Passage, hit: Hit) -> bool:
    """Say whether the thing foretold of only stands beside the deed: "a post on the road"."""
    head = claim.head
    if not head and claim.thing and not claim.who:
        head = frozenset().union(*claim.doer)  # "the road stays closed": what is closed
    if not head:
        return False
    if any(head & things(w[0]) for w in WORD.finditer(passage.text, 0, hit.start)):
        return False
    for word in WORD.finditer(passage.text, hit.end):
        if head & things(word[0]):
            between = passage.text[hit.end : word.start()]
            beside = BESIDE.search(between)
            return beside is not None and THING.search(between, 0, beside.start()) is not None
    return False


BESIDE = re.compile(r"\b(?:on|at|near|along|by|beside|across|in|inside|outside)\b", re.IGNORECASE)
THING = re.compile(
    r"\b(?!the\b|its\b|their\b|his\b|her\b|out\b|down\b|off\b|not\b|yet\b)[a-z]{3,}\b"
)


def _of_another(claim: Claim, passage: Passage) -> bool:
    """Say whether the thing told is one of its sort, but of something else: a ban on films."""
    if not claim.of or not claim.head or claim.of & told_in(passage):
        return False
    for word in WORD.finditer(passage.text):
        if claim.head & things(word[0]):
            return bool(of_what(passage.text[word.end() : word.end() + 40]))
    return False
