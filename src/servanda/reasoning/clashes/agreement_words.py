"""Words by which plain sentences speak of agreements: their nouns, names, years and topics."""

import csv
import re
from functools import lru_cache
from importlib import resources

from servanda.model.spelt import ONES, TENS
from servanda.reasoning.deeds import CALENDAR
from servanda.reasoning.tellings.words import senses_of

GENERIC = frozenset({
    "agreement", "accord", "treaty", "pact", "text", "paper", "document", "deal", "arrangement",
    "compact", "instrument",
})  # fmt: skip
SPECIAL = frozenset({
    "protocol", "convention", "declaration", "memorandum", "charter", "ceasefire", "truce",
    "armistice", "act", "covenant", "annex", "minutes", "understanding", "communiqué", "statement",
})  # fmt: skip
SAME = {"truce": "ceasefire", "armistice": "ceasefire", "cease-fire": "ceasefire"}
NOUN = "|".join(sorted(GENERIC | SPECIAL, key=len, reverse=True)) + "|cease-fire"
UPPER = "[A-ZÀ-ÖØ-Þ]"
NAME = rf"{UPPER}[\w'’-]*"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DATED = rf"(?:\s(?:of|from|signed on)\s(?:\d{{1,2}}\s)?(?:{MONTH}\s)?\d{{4}}\b)"
NAMED = re.compile(
    rf"\b(?P<before>(?:{NAME}[ \n]){{1,6}})(?P<noun1>(?i:{NOUN}))\b{DATED}?|"
    rf"\b(?P<noun2>(?i:{NOUN}))\s(?:of|on|between|with)\s(?:the\s)?"
    rf"(?P<after>{NAME}(?:(?:\s(?:and|of|the|de|da))*\s{NAME})*|\d{{4}})"
    rf"{DATED}?"
)
POINTED = re.compile(
    rf"\b(?P<det>the|this|that|these|those|such|both|an?|another|one|its|their|our|no|any)\s"
    rf"(?P<mid>(?:(?!(?:the|an?|this|its|our|their)\b)[\w'’-]+\s){{0,2}}?)(?P<noun>{NOUN})\b(?!\s(?:war|council|commission))",
    re.IGNORECASE,
)
NEW = frozenset({"a", "an", "another", "one", "no", "any"})
NO_AGREEMENT = re.compile(
    r"\b(?:policy|working|white|green|briefing|position|discussion|research|background|occasional|"
    r"strategy|concept|consultation)\s(?:paper|document|statement)\b",
    re.IGNORECASE,
)
PLACED = re.compile(r"\b(?:in|at|from|to|near|around|outside|for|by)\s(?:the\s)?$", re.IGNORECASE)
OTHER = re.compile(r"\b(?:smaller|larger|other|second|new|third|former|earlier|latter)\b")
# "Leave the agreement on fourteen days' notice": no agreement on days.
COUNTED = rf"(?!(?:{'|'.join((*ONES, *TENS))}|a|an|short|notice)\b)"
TOPIC = re.compile(
    rf"\s(?:on|about|concerning)\s(?:the\s)?{COUNTED}([a-z-]{{3,}}(?:\s[a-z-]{{3,}})?)"
    r"(?=\s(?:was|is|were|has|had|in|at|of|by|on|exists?|existed|signed)\b|[.,;:]|$)"
)
YEAR_OF = re.compile(
    rf"(?:\s(?:{NOUN}))?\s(?:of|from|signed on)\s(?:\d{{1,2}}\s)?(?:{MONTH}\s)?(\d{{4}})\b"
)
OWN_PART = re.compile(
    r",?\s(?:of|on|between|with|signed|concluded|initialled|annexed|attached|that|which|made|reached|"
    r"from|for|to)\b"
)
# "The agreement on the legal personality of the Fund": what it is about tells it from another.
ABOUT = re.compile(r"\s(?:on|about|concerning|regarding|governing)\s"
                   rf"(?:(?:the|an?|its|their)\s)?{COUNTED}"
                   r"(?P<topic>[a-z][\w-]{3,}(?:\s[a-z][\w-]{3,}){0,2})")  # fmt: skip
# Deeds that an agreement may be on, as its name has them.
ON = frozenset({"withdraw", "swap", "exchange", "disarm", "demarcate", "return", "come_back",
                "extradite", "reduce", "fish", "supply", "cease"})  # fmt: skip


@lru_cache(maxsize=1)
def leading() -> frozenset[str]:
    """Return the words that may have a capital before an agreement's noun and are no name."""
    table = resources.files("servanda.reasoning") / "data" / "no_names.tsv"
    with table.open(encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return frozenset(word for row in rows for word in row["words"].split())


def noun_of(word: str) -> str:
    """Return the noun by which agreements of one sort are compared."""
    low = word.lower()
    return SAME.get(low, low)


def names_in(text: str) -> frozenset[str]:
    """Return the proper words of a name in lower case, with years; nouns and articles left out."""
    words = re.findall(rf"{NAME}|\b\d{{4}}\b", text)
    low = (w.lower().replace("’", "'").removesuffix("'s").rstrip("'") for w in words)
    return frozenset(
        w for w in low
        if w not in leading() and noun_of(w) not in SPECIAL and w not in CALENDAR
    )  # fmt: skip


def deed_of(words: str) -> str:
    """Return the sense of the deed that an agreement is said to be on: "pull-out", "withdrawal"."""
    last = words.split()[-1].lower() if words.strip() else ""
    found = senses_of(last, frozenset())
    free = sorted(s for s in found if not s.startswith("=") and s in ON)
    return free[0] if len(free) == 1 else ""
