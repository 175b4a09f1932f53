"""A question becomes an intent and the things it names; nothing is guessed beyond its words."""

import csv
import re
from datetime import date
from functools import lru_cache
from importlib import resources

from msgspec import Struct

from servanda.asking.names import Named, mended, names_in
from servanda.reading.dates import Match, find
from servanda.reasoning.case import Case

LOCATOR = re.compile(
    r"\b(article|art\.?|paragraph|para\.?|point|clause|section)s?\s+([\dIVX]+(?:\([\w]+\))*)(?!\w)|"
    r"\b(\d+)(?:st|nd|rd|th)\s+(article|paragraph|point|clause)", re.IGNORECASE,
)  # fmt: skip
UNITS = {"art": "article", "para": "paragraph"}
# A year or month is a day to answer for where it stands by itself, not in a name.
PERIOD = re.compile(r"\b(?:in|by|at the end of|end of|during|until|as of)\s+$", re.IGNORECASE)
NEAR = re.compile(r"[\s,(]*(?:of|the|in)?[\s,(]*", re.IGNORECASE)
# What people say before they ask.
LEAD = re.compile(
    r"^(?:(?:and|so|but|ok|well|hi|hello|hey|please|pls|"
    r"(?:can|could|would) you(?: please)?|tell me|"
    r"do you know|i (?:want|would like|need) to know|remind me|i wonder|says? who)\b[\s,:]*)+",
    re.IGNORECASE,
)  # fmt: skip
YES_OR_NO = re.compile(
    r"^(?:and |but |so )?(?:is|was|are|were|has|have|had|does|do|did)\b", re.IGNORECASE
)
ACTOR_KINDS = ("state:", "polity:", "person:", "org:", "group:")
# Whose view is asked for: what follows, or what stands before a verb of seeing.
VIEW = (
    re.compile(r"\b(?:according to|as seen by|in the (?:eyes|view) of|as told by)\s+(?:the\s+)?"
               r"(?=\w)",
               re.IGNORECASE),
    re.compile(r"(?:\bas|^does|^do)\s+(?=\w+(?:\s\w+)?\s+(?:itself\s+)?(?:sees?|regards?|"
               r"considers?|views?|tells?)\b)", re.IGNORECASE),
)  # fmt: skip
SUBJECT = re.compile(
    r"\b(?:did|does|do|has|have|what|anything|everything)\s+((?:[\w'’.-]+\s+){1,6}?)(?=(?:say|said|tell|told|describe|"
    r"respond|react|urge|deny|denied|accuse|claim|answer|predict|expect|forecast|foresee|promise|"
    r"demand|announce|call|ask|want|think|propose|insist|argue|warn|admit|add|stress|comment)\w*\b|states?\b|stated\b)",
    re.IGNORECASE,
)  # fmt: skip


class Asked(Struct, frozen=True):
    """What a question asks: its intent and rule, and the ids of what it names, in its order.

    `subject` is who is asked about ("what did SUBJECT say"), as written; `view` is the party whose
    view is asked for; `unknown` says that an instrument is named that nothing in the record bears.
    """

    question: str
    intent: str
    rule: str
    instruments: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    locator: str = ""
    day: date | None = None
    exact: bool = False
    rest: str = ""
    subject: str = ""
    view: str = ""
    unknown: bool = False


class Intent(Struct, frozen=True):
    """A row of the grammar: a pattern and the intent that it shows."""

    id: str
    intent: str
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def intents() -> tuple[Intent, ...]:
    """Return the grammar's rows in the order in which they are tried."""
    table = resources.files("servanda.asking") / "data" / "intents.tsv"
    with table.open(encoding="utf-8") as f:
        return tuple(
            Intent(r["id"], r["intent"], re.compile(r["pattern"], re.IGNORECASE))
            for r in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE)
        )


def understand(case: Case, question: str) -> Asked:
    """Return what a question asks; intent `search` where the grammar does not know."""
    text = mended(case, question)
    named = names_in(case, text)
    instruments = tuple(i for i in named.ids if i.startswith("instrument:"))
    plain = LEAD.sub("", text)
    row = next((r for r in intents() if r.pattern.search(plain)), None)
    m = LOCATOR.search(text)
    day = _day(case, text, named)
    view = _view(case, text)
    who = SUBJECT.search(text)
    intent = row.intent if row else "search"
    if instruments and (intent == "search" or (intent == "telling" and YES_OR_NO.search(plain))):
        intent = "status"  # of an agreement, yes or no: whether it holds, and what was done
    if intent == "said_about" and who and _says(case, who.group(1)):
        intent = "provision"  # "what does the treaty say about X" asks the treaty
    return Asked(
        question=question,
        intent=intent,
        rule=row.id if row else "no rule",
        instruments=instruments,
        actors=tuple(i for i in named.ids if i.startswith(ACTOR_KINDS)),
        places=tuple(i for i in named.ids if i.startswith("place:")),
        locator=_locator(m) if m else "",
        day=day.latest if day else None,
        exact=day is not None and day.earliest == day.latest,
        rest=LOCATOR.sub(" ", named.rest),
        subject=who.group(1).strip() if who else "",
        view=view,
        unknown=named.unknown,
    )


def _says(case: Case, subject: str) -> bool:
    """Say whether what is asked to speak is an agreement."""
    return names_in(case, subject).ids[:1] != [] and names_in(case, subject).ids[0].startswith(
        "instrument:"
    )


def _view(case: Case, text: str) -> str:
    """Return the party or person whose view a question asks for."""
    for pattern in VIEW:
        if m := pattern.search(text):
            ahead = " ".join(text[m.end() :].split()[:3])
            found = [i for i in names_in(case, ahead).ids if i.startswith(ACTOR_KINDS)]
            if found:
                return found[0]
    return ""


def _locator(m: re.Match[str]) -> str:
    kind, number = (m.group(1), m.group(2)) if m.group(1) else (m.group(4), m.group(3))
    word = kind.lower().rstrip(".")
    return f"{UNITS.get(word, word)} {number}"


def _day(case: Case, text: str, named: Named) -> Match | None:
    """Return the day that a question names, first a full one; none that is part of a name.

    A month or year counts where a preposition makes it a time ("in 2021": its last day), and does
    not stand next to the name of an instrument.
    """
    found = [d for d in find(text, case.day) if d.latest and not _inside(d, named.spans)]
    full = [d for d in found if d.earliest == d.latest and d.granularity == "day"]
    periods = [
        d for d in found
        if PERIOD.search(text[: d.start]) and re.search(r"\d{4}", d.text)
        and not any(NEAR.fullmatch(text[end : d.start]) for _, end in named.spans if end <= d.start)
    ]  # fmt: skip
    return next(iter(full or periods), None)


def _inside(d: Match, spans: list[tuple[int, int]]) -> bool:
    return any(start <= d.start < end or start < d.end <= end for start, end in spans)
