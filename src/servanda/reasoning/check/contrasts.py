"""Contrasts: what tells two wordings of one matter apart although no name or number does."""

import re

from servanda.reasoning.check.details import CONTRARY, NO
from servanda.reasoning.wording import WORD

# Verbs and adjectives that deny by themselves.
DENYING = re.compile(
    r"\b(?:prohibit\w*|forbid\w*|forbad\w*|ban(?:s|ned)?|refus\w+|den(?:y|ies|ied)|declin\w+|"
    r"reject\w*|fail\w*|without|lack\w*|unlawful\w*|illegal\w*|impossible|unable)\b",
    re.IGNORECASE,
)
MORE = re.compile(r"\b(?:more|exceed\w*|above|over|larger|bigger|higher|longer|increas\w*|rose|"
                  r"risen|raised|ahead|most|majority)\b", re.I)  # fmt: skip
LESS = re.compile(r"\b(?:less|fewer|below|under|smaller|lower|shorter|decreas\w*|fell|fallen|cut|"
                  r"reduc\w*|behind|minority|short)\b", re.I)  # fmt: skip
TURNING = (
    *CONTRARY,
    (frozenset(("open", "opene", "reope")), frozenset(("close", "shut", "block"))),
)
BOUND = re.compile(r"\b(?:no|not) (?:later|earlier|more|less|fewer|longer) than\b", re.I)
ORDER = re.compile(r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)\b",
                   re.I)  # fmt: skip
MAY = re.compile(r"\b(?:may|can|could|allow\w*|permit\w*|free to|entitled|option\w*)\b")
MUST = re.compile(r"\b(?:must|shall|ha(?:s|ve|d) to|oblig\w*|requir\w*|compulsory|mandatory)\b")


def at_odds(one: str, other: str) -> str:
    """Return `contrary` where one wording has a word that is the contrary of one of the other."""
    mine, theirs = _stems(one), _stems(other)
    for a, b in TURNING:
        turned = (mine & a and theirs & b and not mine & b and not theirs & a) or (
            mine & b and theirs & a and not mine & a and not theirs & b)  # fmt: skip
        if turned:
            return "contrary"
    return ""


def blocked(one: str, other: str) -> int:
    """Return how many contrasts leave it open whether two wordings tell the same."""
    denies = [_denies(w) for w in (one, other)]
    more = [bool(MORE.search(w)) for w in (one, other)]
    less = [bool(LESS.search(w)) for w in (one, other)]
    order = [{m[1].lower() for m in ORDER.finditer(w)} for w in (one, other)]
    free = [bool(MAY.search(w)) for w in (one, other)]
    bound = [bool(MUST.search(w)) for w in (one, other)]
    return (
        (denies[0] != denies[1])
        + ((more[0] and less[1] and not less[0]) or (less[0] and more[1] and not more[0]))
        + bool(order[0] - order[1])
        + ((free[0] and bound[1] and not free[1]) or (bound[0] and free[1] and not bound[1]))
    )


def _denies(words: str) -> bool:
    plain = BOUND.sub(" ", words)
    return bool(NO.search(plain) or DENYING.search(plain))


def _stems(text: str) -> frozenset[str]:
    return frozenset(w.lower()[:5] for w in WORD.findall(text))
