"""What a bound party says of its own keeping is a claim, and no outcome."""

import re

from servanda.reasoning.case import Case
from servanda.reasoning.foretold.claims import Claim
from servanda.reasoning.foretold.passages import Passage, meets
from servanda.reasoning.tellings.telling import Telling
from servanda.reasoning.wording import STEM, WORD

KEEPING = frozenset({"respect", "keep_within", "apply", "violate"})
OFFICIAL = "official statement"
AXES = frozenset({"comply", "implement", "exceed"})
# Who speaks for a party without naming it: "its defence ministry".
VOICES = re.compile(
    r"\b(?:ministry|government|cabinet|officials?|spokes\w+|army|command\w*|general staff|"
    r"delegation|leadership|authorities|navy|negotiators?)$", re.IGNORECASE,
)  # fmt: skip


def is_own_word(
    case: Case, claim: Claim | None, mine: Telling | None, passage: Passage, place: int
) -> bool:
    """Say whether what stands at a document offset is said of its own keeping by who is bound."""
    keeping = (mine is not None and mine.senses & KEEPING) or (
        claim is not None and claim.axes & AXES and claim.amount is None
    )
    page = case.pages.get(passage.document)
    if not keeping or page is None:
        return False
    voice = page.voice(place)
    if voice == page.document.source:
        return page.document.genre == OFFICIAL and _names_itself(case, passage, voice)
    if not voice:
        return False
    stems = {w.lower()[:STEM].rstrip("s") for w in WORD.findall(voice)}
    heads = {d.head.rstrip("s") for d in mine.doers if d.head} if mine is not None else set()
    heads |= {n[:STEM] for d in mine.doers for n in d.names} if mine is not None else set()
    if stems & heads:
        return True
    said_by = passage.everybody & {voice} or frozenset(
        k for n in passage.named for k in n.keys
        if passage.text[n.start - passage.start : n.end - passage.start] in voice
    )  # fmt: skip
    if claim is not None and any(meets(keys, frozenset(said_by)) for keys in claim.who):
        return True
    return not said_by and VOICES.search(voice) is not None


def _names_itself(case: Case, passage: Passage, voice: str) -> bool:
    """Say whether a passage names the party that its document's own voice speaks for."""
    names = (case.name(k) for k in passage.everybody if k.startswith(("state:", "polity:", "org:")))
    return any(name in voice for name in names)
