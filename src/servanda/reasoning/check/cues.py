"""Words that tell what a day, place or name near them is told of: signing, entry, another act."""

import re

CUES = {
    "entry": re.compile(r"\b(?:in|into) force\b|\b(?:took|takes?) effect\b|\beffective\b", re.I),
    "signature": re.compile(
        r"\bsign(?:ed|s|ing)\b|\bconclu\w+|\bseal\w*\b|"
        r"\b(?:their|his|her) (?:names?|signatures?)\b|\badopted\b|"
        r"\bput (?:\w+ )?(?:to paper|to it)\b|\binked\b|"
        r"\bdated\b|\bsignator\w+|\bnames? of\b|\bsignatures? of\b|\bgiven by\b", re.I),
    "agreed": re.compile(
        r"\bagreed\b|\bmade\b|\bstruck\b|\bdrawn\b|\bheld\b|\bceremony\b|\breached\b|"
        r"\bnegotiated\b|\bworked out\b|\bissued\b", re.I),
    "other": re.compile(
        r"\bratif\w+|\bdeposit\w*|\bacced\w+|\bapprov\w+|\bwithdr\w+|\bdenounc\w+|\bleft\b|\bquit\b|"
        r"\bpulled out\b|\bnotice\b|\bsuspend\w*|\bterminat\w+|\babrogat\w+|\bscrapp\w+|\blaps\w+|"
        r"\bexpir\w+|\bextend\w*|\brenew\w*|\bendors\w+|\binitial\w+|\bdeparture\b|\bexit\b|\breaffirm\w+|\bannounc\w+|\bresum\w+|"
        r"\buntil\b|\bsince\b|\bbefore\b|\bafter\b|\bby the end\b|\bdeadline\b", re.I),
}  # fmt: skip
# Another agreement spoken of: "the ceasefire signed in the same city".
ANOTHER_ONE = re.compile(
    r"\b(?:the|an?|another|its|this|that|older|newer)\s+(?:\w+\s+)?(?:agreement|accord|ceasefire|"
    r"truce|armistice|treaty|pact|protocol|declaration|statement|memorandum|convention|"
    r"communiqu\w+|deal)\b", re.IGNORECASE)  # fmt: skip
ITS_DAY = re.compile(
    r"\b(?:it was|was it)\s+(?:only\s+)?(?:on|in)\s+$|^\W*(?:on|in)\s+$", re.IGNORECASE
)
REACH = 90  # characters from a cue to what it tells of


def cue_before(words: str, place: int) -> tuple[str, int]:
    """Return the sort of the nearest cue before a place of a text, and how far it stands."""
    best = ("", REACH + 1)
    for sort, pattern in CUES.items():
        for match in pattern.finditer(words, max(0, place - REACH), place):
            if place - match.end() < best[1]:
                best = (sort, place - match.end())
    return best


def cue_near(words: str, start: int, end: int) -> str:
    """Return the sort of the cue that tells what a day is of: before it, else after it.

    "It was on 2 July 1972 that they signed": where nothing stands before, the first cue after.
    """
    sort, _ = cue_before(words, start)
    if sort or not ITS_DAY.search(words[max(0, start - 20) : start]):
        return sort
    found = [(m.start(), s) for s, p in CUES.items() if (m := p.search(words, end, end + REACH))]
    return min(found)[1] if found else ""
