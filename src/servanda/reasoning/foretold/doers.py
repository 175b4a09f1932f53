"""Whether those who are told to do a deed are those of whom it is foretold."""

import re

from servanda.model import Record
from servanda.reasoning.case import Case
from servanda.reasoning.foretold.claims import Claim, told_in
from servanda.reasoning.foretold.passages import Passage, meets, passages
from servanda.reasoning.foretold.real import clause_at, is_nominal
from servanda.reasoning.foretold.tables import Hit, pattern, roles_in, things
from servanda.reasoning.foretold.themes import is_agreement

PASSIVE = re.compile(r"\b(?:is|are|was|were|been|be|being)\s+(?:\w+ly\s+|not\s+|yet\s+)*$", re.I)
CONVERSE = frozenset({"deliver"})  # deeds that are told by who receives as well
PAIR = 2


def doers_told(
    case: Case, claim: Claim, passage: Passage, hit: Hit, clause: tuple[int, int], *, denied: bool
) -> bool:
    """Say whether those who are told to do a deed are those of whom it is foretold."""
    if claim.each:
        return _all_there(case, claim, passage, hit)
    doers, region, passive = _told_doers(passage, hit, clause)
    themselves = any(k.startswith("person:") and k in doers for keys in claim.who for k in keys)
    roled = (claim.who or claim.roles) and not themselves
    if not claim.passive and roled and not roles_fit(claim, region):
        return False
    if claim.passive:
        return _done_to_them(case, claim, passage)
    if not claim.who:
        told = told_in(passage)
        wanted = [e for e in claim.doer if e]
        if not wanted or any(e & told for e in wanted):
            return True
        return passive or (is_counted(claim.subject)
                           and is_counted(passage.text))  # fmt: skip
    everybody = passage.everybody
    if claim.thing:
        named = everybody or (passage.title.everybody if passage.title else everybody)
        return any(meets(keys, named) for keys in claim.who) or _titled(claim, passage)
    if not doers and not everybody:
        if is_counted(claim.subject) and is_counted(passage.text):
            return _of_document(case, claim, passage)
        if denied and claim.theme and all(e & told_in(passage) for e in claim.theme):
            return True
        # A sentence that names nobody goes on about whom its document is of.
        return _titled(claim, passage) and bool(claim.theme or passive)
    if not doers:
        # "All prisoners went home": what it is done to is told as if it did it.
        passive = passive or bool(claim.head and claim.head & things(region))
        if denied and any(meets(keys, everybody) for keys in claim.who):
            return True  # "the year ended without a vote in X"
        return (passive or denied) and bool(claim.theme or claim.names)
    if hit.axis in CONVERSE and any(meets(keys, doers) for keys in claim.names):
        return True  # "will hand the town to Y" is told by what Y took
    if len(claim.who) > 1:  # "X and Y will": one of them alone is not both
        return all(meets(keys, passage.everybody) for keys in claim.who)
    return any(meets(keys, doers) for keys in claim.who)


def _done_to_them(case: Case, claim: Claim, passage: Passage) -> bool:
    """Say whether a passage names, or goes on about, those to whom a deed is done: whom
    "X will be elected" names. A thing ("the Oslo talks will be held") is of the theme."""
    near = [p.everybody for p in (passage, passage.before, passage.title) if p is not None]
    if (
        not claim.who
        or claim.thing
        or any(meets(keys, some) for keys in claim.who for some in near)
    ):
        return True
    return not passage.everybody and _of_document(case, claim, passage)


def _titled(claim: Claim, passage: Passage) -> bool:
    """Say whether the title of its document names whom a claim is of."""
    title = passage.title
    return title is not None and any(meets(keys, title.everybody) for keys in claim.who)


def _of_document(case: Case, claim: Claim, passage: Passage) -> bool:
    """Say whether the document of a passage names whom a claim is of."""
    named = frozenset().union(*(p.everybody for p in passages(case).of(passage.document)))
    return any(meets(keys, named) for keys in claim.who)


def _told_doers(
    passage: Passage, hit: Hit, clause: tuple[int, int]
) -> tuple[frozenset[str], str, bool]:
    """Return who is told to do a deed, the words that name them, and whether it is passive."""
    left = passage.text[clause[0] : hit.start]
    told = passage.text[hit.start : hit.end]
    passive = PASSIVE.search(left) is not None and not told.endswith("ing")
    nominal = is_nominal(left, told)
    if not passive and not nominal:
        doers = passage.keys(clause[0], hit.start)
        if doers:
            return doers, left, False
        return passage.keys(0, hit.start), passage.text[: hit.start], False
    by = re.search(r"\b(?:by|of)\b" if nominal else r"\bby\b", passage.text[hit.end : clause[1]])
    after = passage.keys(hit.end + by.start(), clause[1]) if by else frozenset()
    low = hit.end if passive and by else clause[0]
    region = passage.text[low : clause[1]]
    if nominal:
        after |= passage.keys(clause[0], hit.start)
    return after, region, passive


def _all_there(case: Case, claim: Claim, passage: Passage, hit: Hit) -> bool:
    """Say whether all who are to take part in a deed are named: "X and Y met", "the two met"."""
    wanted = [k for k in (*claim.who, *claim.names) if not is_agreement(k)]
    told = passage.everybody
    context = told.union(*(p.everybody for p in (passage.title, passage.before) if p))
    roles = {r.name for r in claim.roles}
    if roles and not roles & {r.name for r in roles_in(passage.text)}:
        return False
    if any(r.name == "aide" and r.name not in roles for r in roles_in(passage.text[: hit.start])):
        return False
    counted = is_counted(passage.text)
    if not wanted:
        return bool(claim.theme) or (is_counted(claim.subject) and counted)
    if all(meets(keys, told) for keys in wanted):
        return True
    if not pattern("points").search(passage.text):
        return False
    if all(meets(keys, context) for keys in wanted):
        return True
    # "The two presidents confer": of two who are foretold to, where nobody else is named.
    alone = not any(k.startswith(("state:", "~")) for k in told)
    return counted and len(wanted) == PAIR and alone and _of_document(case, claim, passage)


def doers_fit(case: Case, claim: Claim, record: Record) -> bool:
    """Say whether a record is told of those foretold, in the role foretold: of the same minister.

    Of several who are foretold to act, all must be named in its sentence.
    """
    at = record.anchors[0].start if record.anchors else -1
    for passage in passages(case).of(record.document):
        if passage.start <= at < passage.end:
            hit = Hit("", 1, "one", at - passage.start, at - passage.start)
            region = passage.text[clause_at(passage.text, hit)[0] : hit.start]
            if claim.roles and not roles_fit(claim, region):
                return False
            named = [k for k in (*claim.who, *claim.names)
                     if any(x[0] == "~" for x in k) and not is_agreement(k)]  # fmt: skip
            return all(meets(keys, passage.everybody) for keys in named)
    return True


def is_counted(text: str) -> bool:
    """Say whether a text tells how many act, and maybe not who: "the two met"."""
    return pattern("counted").search(text) is not None


def roles_fit(claim: Claim, region: str) -> bool:
    """Say whether the doer's role is the one foretold; of a state, that it speaks for the state."""
    told = roles_in(region)
    wanted = {r.name for r in claim.roles}
    if wanted:
        named = {r.name for r in told}
        return bool(wanted & named) and not any(
            r.speaks == "no" and r.name not in wanted for r in told
        )
    return not any(r.speaks == "no" for r in told) and not any(r.name == "police" for r in told)
