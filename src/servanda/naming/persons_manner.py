"""How a title is meant where it stands: of who holds the office, held it, will hold it, of nobody.

The words before a title, those between its owner and it, and the verb behind it tell.
"""

import re
from dataclasses import dataclass

from servanda.lexicon.nouns import load_nouns

DETERMINERS = frozenset({"the", "that", "this", "its", "their", "our"})
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
MANNERS = (
    "open", "former", "ousted", "previous", "then", "elect", "rival", "acting", "new", "outgoing",
    "seized",
)  # fmt: skip
WORDS = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*['’]?")
ENDING = re.compile(r"[- ](?:elect|designate)$")
ELECT = re.compile(r"^[- ](?:elect|designate)\b")
# "First minister" and "second secretary" are offices and no ranks in a row of holders.
RANKED = re.compile(
    r"\b(?:first|second|third)(?= (?:deputy|vice|minister|secretary|lady|sea lord|lord)\b)",
    re.IGNORECASE,
)
OF_THE_DAY = re.compile(r"^ (?:of the (?:day|time)|at the time|at that time)\b")
NORM = re.compile(
    r"^ (?:shall\b|is (?:directly )?(?:elected|appointed|chosen) (?:by|for|every)\b"
    r"|(?:must|may|can)(?: not)? be an? (?:[\w-]+ ){0,2}(?:citizen|national|native|resident)\b)"
)
FICTION = re.compile(
    r"\b[Ii]n (?:the|a|an|his|her|this|that) (?:[\w-]+ ){0,2}"
    r"(?:comedy|novel|film|movie|sitcom|thriller|satire|drama|cartoon|video game)\b"
)
ROLE_FOR = re.compile(
    r"\b(?:candidates?|candidacy|bid|run|runs|ran|running|stood|standing|stand|elections?|post|"
    r"office|job|seat|position|title|portfolio|role|race|ballot|nominees?|contenders?|hopefuls?) "
    r"(?:for|of|as) (?:the )?$",
    re.IGNORECASE,
)
NOBODY = re.compile(
    r"\b(?:who(?:so)?ever|elect|electing|appoint) (?:becomes? |is )?(?:\w+ )?$", re.IGNORECASE
)
WISHED = re.compile(
    r"\b(?:becoming|to become|(?:could|should|might|would|may|can) become|to be(?: elected)?"
    r"(?: as)?|being) (?:the )?$"
)
NOT_IN_A_ROW = re.compile(r"^ (?:to|who|ever|in|since|for|with|from|and)\b")
ADVERB = r"(?:[a-z]+ly |also |now |just |then |already |reportedly )?"
LEAVES = re.compile(
    rf"^,? {ADVERB}(?:has |had |was |is |will be |will )?{ADVERB}(?:resign|step(?:s|ped)? (?:down|"
    r"aside)|st(?:ands|ood) down|quit|abdicat|relinquish|sacked\b|fired\b|dismissed\b|ousted\b|"
    r"overthrown|toppled|deposed|removed\b|replaced by|voted out|arrested by|le(?:ft|aves) office|"
    r"fled\b|flees\b|died\b|dies\b|dead\b|killed\b|assassinated|shot dead|murdered|buried|"
    r"(?:bowed|bows) out|loses? (?:power|office)|lost (?:power|office)|hand(?:s|ed) over)"
)
ENTERS = re.compile(
    rf"^,? {ADVERB}(?:has |had |was |is |will be )?{ADVERB}(?:sworn in|inaugurated|tak(?:es|en) "
    r"office|took office|(?:takes|took|swore|swears) (?:the|an|his|her) oath|took over|takes over|"
    r"appointed\b|assumed office|assumes office|began (?:his|her) term|"
    r"moved into|named (?:his|her) cabinet|(?:formed|presented|unveiled) (?:his|her|a new) )"
)


@dataclass(frozen=True)
class Around:
    """The text around a title: its sentence before and after, the whole, and who is named in full.

    `then` is the day that "then" looks back to, `ago` that of "ten years ago" in the sentence;
    empty where the text tells none.
    """

    before: str = ""
    after: str = ""
    text: str = ""
    full: frozenset[str] = frozenset()
    then: str = ""
    ago: str = ""


@dataclass(frozen=True)
class Manner:
    """How a title is meant: `how` is one of MANNERS or empty; `rank` counts holders from the first.

    `move` is "leaves" or "enters" where the verb tells that its holder does so just then.
    """

    how: str = ""
    rank: int = 0
    move: str = ""


def manner_of(surface: str, around: Around) -> Manner:
    """Return how a title is meant, by the words around it and those between owner and title."""
    nouns, lead, after = load_nouns(), around.before, around.after
    if ENDING.search(surface):
        return Manner("elect")
    words = [w.lower() for w in RANKED.sub("", surface).split()]
    for word in WORDS.findall(RANKED.sub("", lead.lower()))[::-1]:
        known = any(nouns.has(cls, word) for cls in ("title_manner", "title_modifier"))
        if word not in DETERMINERS and not known:
            break
        words.append(word)
        if word in DETERMINERS or word in ("a", "an"):
            break
    if any(p.search(lead) for p in (ROLE_FOR, NOBODY, WISHED, FICTION)) or NORM.search(after):
        return Manner("open")
    if FICTION.search(after):
        return Manner("open")
    if ELECT.search(after):
        return Manner("elect")
    return _told(words, surface, after)


def _told(words: list[str], surface: str, after: str) -> Manner:
    """Return the manner that the words around a title tell, the weightiest first."""
    nouns = load_nouns()
    ranks = [ORDINALS[w] for w in words if w in ORDINALS]
    owned = bool({"the"} & set(words)) or "'s " in surface or "’s " in surface
    others = [w for w in words if w not in ORDINALS]
    found = {nouns.value("title_manner", w) for w in (others if owned else words)}
    if len(ranks) == 1 and owned and not found & {"open", "elect", "then"}:
        late = NOT_IN_A_ROW.search(after)
        return Manner("open") if late else Manner("ranked", ranks[0])
    if ranks:
        return Manner("open")
    move = "leaves" if LEAVES.search(after) else ("enters" if ENTERS.search(after) else "")
    for how in MANNERS:
        if how in found:
            return Manner(how, 0, move)
    return Manner("then" if OF_THE_DAY.search(after) else "", 0, move)
