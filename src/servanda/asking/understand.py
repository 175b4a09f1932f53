"""A question becomes an intent and the things it names; nothing is guessed beyond its words."""

import csv
import re
from datetime import date
from functools import lru_cache
from importlib import resources

from msgspec import Struct

from servanda.reasoning.case import Case

WORD = re.compile(r"[#\w][\w'’.&/-]*")
LOCATOR = re.compile(
    r"\b(article|paragraph|point|clause|section)s?\s+(\d+(?:\([\w]+\))*)|"
    r"\b(\d+)(?:st|nd|rd|th)\s+(article|paragraph|point|clause)", re.IGNORECASE,
)  # fmt: skip
LONGEST = 9  # words of a name looked up together
ACTOR_KINDS = ("state:", "polity:", "person:", "org:", "group:")


class Asked(Struct, frozen=True):
    """What a question asks: its intent and rule, and the ids of what it names, in its order."""

    question: str
    intent: str
    rule: str
    instruments: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    locator: str = ""
    day: date | None = None
    rest: str = ""


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
            for r in csv.DictReader(f, delimiter="\t")
        )


def understand(case: Case, question: str) -> Asked:
    """Return what a question asks; intent `search` where the grammar does not know."""
    named, rest = names_in(case, question)
    instruments = tuple(dict.fromkeys(i for i in named if i.startswith("instrument:")))
    row = next((r for r in intents() if r.pattern.search(question)), None)
    intent = row.intent if row else "status" if instruments else "search"
    m = LOCATOR.search(question)
    return Asked(
        question=question,
        intent=intent,
        rule=row.id if row else "no rule",
        instruments=instruments,
        actors=tuple(dict.fromkeys(i for i in named if i.startswith(ACTOR_KINDS))),
        places=tuple(dict.fromkeys(i for i in named if i.startswith("place:"))),
        locator=_locator(m) if m else "",
        day=_day(question),
        rest=rest,
    )


def names_in(case: Case, text: str) -> tuple[list[str], str]:
    """Return the ids named in a text, longest names first from the left, and the other words."""
    words = [m.span() for m in WORD.finditer(text)]
    told = _told_names(case)
    found: list[str] = []
    rest: list[str] = []
    i = 0
    while i < len(words):
        for n in range(min(LONGEST, len(words) - i), 0, -1):
            surface = text[words[i][0] : words[i + n - 1][1]].rstrip(".?!")
            ids = _ids(case, told, surface)
            if ids:
                found += ids
                i += n
                break
        else:
            rest.append(text[slice(*words[i])])
            i += 1
    return found, " ".join(rest)


def _ids(case: Case, told: dict[str, str], surface: str) -> list[str]:
    """Return the one identity of a surface; of several instruments, those that are spoken of."""
    plain = re.sub(r"['’]s?$", "", surface)
    key = plain.casefold().removeprefix("the ")
    if key in told:
        return [told[key]]
    rows = [r.id for r in case.registry.by_name(plain.removeprefix("the ").removeprefix("The "))]
    spoken = [r for r in rows if r in case.instruments]
    if rows:
        return (spoken or rows)[:1]
    if not plain[:1].isupper() and not plain.startswith("#"):
        return []
    offices = case.entities.offices_named(plain)
    if offices:
        held = case.entities.holders(offices[0].id, case.day.isoformat())
        return [held[-1].person] if held else [offices[0].of]
    ids = [c.id for c in case.entities.lookup(plain) if not c.id.startswith("seat:")]
    serving = [i for i in ids if case.entities.offices_of(i, case.day.isoformat())]
    return ([i for i in ids if i in case.spoken] or serving or ids)[:1]


def _told_names(case: Case) -> dict[str, str]:
    """Return how documents name the instruments that the registry does not have."""
    from servanda.model import Instrument

    return {
        name.casefold().removeprefix("the "): r.entity.id
        for r in case.evidence.records
        if isinstance(r, Instrument) and r.entity.id and not case.registry.get(r.entity.id)
        for name in (r.title, r.entity.surface, *r.aliases)
        if name
    }


def _locator(m: re.Match[str]) -> str:
    kind, number = (m.group(1), m.group(2)) if m.group(1) else (m.group(4), m.group(3))
    word = kind.lower()
    return f"{word} {number}"


def _day(question: str) -> date | None:
    """Return the day that a question names ("on 13 September 2023", "in 2021": its last day)."""
    from servanda.model.dates import parse_date
    from servanda.model.errors import DateError

    m = re.search(r"\b(\d{4}(?:-\d\d){0,2})\b", question)
    if not m:
        return None
    try:
        return parse_date(m.group(1)).latest
    except DateError:
        return None
