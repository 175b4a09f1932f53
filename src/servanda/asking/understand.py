"""A question becomes an intent and the things it names; nothing is guessed beyond its words."""

import re
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from servanda.asking.dates import dates_in
from servanda.asking.described_sources import Source, sources_in
from servanda.asking.descriptions import spoken_of as _spoken
from servanda.asking.locator import LOCATOR, locator_in
from servanda.asking.names import Named, mended, names_in
from servanda.asking.shape import Shape, shape_of
from servanda.asking.weighing import weighed
from servanda.asking.words import table
from servanda.reasoning.case import Case
from servanda.reasoning.locators import same_place

if TYPE_CHECKING:
    from servanda.reading.dates import Match

# A year or month is a day to answer for where it stands by itself, not in a name.
PERIOD = re.compile(
    r"\b(?:in|by|at|during|until|around|throughout|as of|as at)\s+(?:the\s+)?"
    r"(?:(?:end|close|beginning|start|middle|course) of\s+)?$|\bend of\s+$",
    re.IGNORECASE,
)
ENDED = re.compile(r"\s*[?.!]*$")  # what follows a month that closes a question
NEAR = re.compile(r"[\s,(]*(?:of|the|in)?[\s,(]*", re.IGNORECASE)
# What people say before they ask.
LEAD = re.compile(
    r"^(?:(?:and|so|but|ok|okay|well|hi|hello|hey|please|pls|quick question|question|"
    r"(?:can|could|would|will) you(?: please)?(?: (?:check|say|tell (?:me|us)|find out|look up))?|"
    r"(?:please )?(?:tell|remind) (?:me|us)(?! (?:everything|all|about))|"
    r"(?:do|does) (?:you|we|anybody|anyone|the record|the sources|the texts?) "
    r"(?:know|show|tell|say|indicate)(?! (?:anything|something|about))|"
    r"i(?:'d|’d)? (?:want|would like|like|need) to (?:know|hear|see|learn|understand|find out)|"
    r"i (?:want|need)(?= (?:the|a|an|to) )|i(?:'m|’m| am) (?:wondering|looking for|interested in)|"
    r"i wonder|says? who|any idea|is it (?:true|correct|right|so) that|would you say(?: that)?|"
    r"it (?:is|seems)(?: to me)? that|whether|if)\b[\s,:]*)+",
    re.IGNORECASE,
)  # fmt: skip
MAIN = re.compile(r"^who (?:has )?committed to what\b", re.IGNORECASE)
YES_OR_NO = re.compile(
    r"^(?:and |but |so )?(?:is|was|are|were|has|have|had|does|do|did)\b", re.IGNORECASE
)
OR = re.compile(r"\s*,?\s*or (?:on |in )?(?:the )?", re.IGNORECASE)
OR_DAY = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? or (?:the )?\d{1,2}(?:st|nd|rd|th)? [A-Z]")
ACTOR_KINDS = ("state:", "polity:", "person:", "org:", "group:")
# Whose view is asked for: what follows, or what stands before a verb of seeing.
VIEW = (
    re.compile(r"\b(?:according to|as seen by|in the (?:eyes|view) of|as told by)\s+(?:the\s+)?"
               r"(?=\w)",
               re.IGNORECASE),
    re.compile(r"\b(?:in|to|from|by|through|on|per|what is|what's)\s+(?:the\s+)?"
               r"(?=\w+(?:\s\w+)?['’]s?\s+(?:own\s+)?(?:telling|view|eyes?|mind|standpoint|"
               r"perspective|reading|version|account|angle|point of view|viewpoint|lights|book|"
               r"understanding|estimation)\b)",
               re.IGNORECASE),
    re.compile(r"(?:\bas|^does|^do|^how (?:does|do))\s+(?=\w+(?:\s\w+)?\s+(?:itself\s+)?"
               r"(?:sees?|regards?|considers?|views?|tells?)\b)", re.IGNORECASE),
)  # fmt: skip
SUBJECT = re.compile(
    r"\b(?:did|does|do|has|have|what|anything|everything)\s+((?:[\w'’.-]+\s+){1,12}?)(?=(?:say|said|tell|told|describe|"
    r"respond|react|urge|deny|denied|accuse|claim|answer|predict|expect|forecast|foresee|promise|"
    r"demand|announce|call|ask|want|think|propose|insist|argue|warn|admit|add|stress|comment)\w*\b|states?\b|stated\b)",
    re.IGNORECASE,
)  # fmt: skip


class Asked(Struct, frozen=True):
    """What a question asks: its intent and rule, and the ids of what it names, in its order.

    `subject` is who is asked about ("what did SUBJECT say"), as written; `since` and `day` are the
    first and last of the days that it names; `view` is the party whose view is asked for;
    `unknown` says that an instrument is named that nothing in the record bears.
    `implied` is the instrument
    that a point is of which is cited without one; `inside` are those by whom an instrument is
    described ("the Putin-Aliyev declaration"); `focus` are the words of the noun asked for
    ("which ARTICLE", "what PENALTY"). `sources` are the documents that alone are asked about,
    none: all; `form` and `signs` are those of the question's shape.
    """

    question: str
    intent: str
    rule: str
    instruments: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    locator: str = ""
    day: date | None = None
    since: date | None = None
    exact: bool = False
    rest: str = ""
    subject: str = ""
    view: str = ""
    unknown: bool = False
    sources: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    focus: str = ""
    form: str = ""
    signs: tuple[str, ...] = ()


class Intent(Struct, frozen=True):
    """A row of the table of intents: which signs it needs, each of some alternatives, or bars."""

    id: str
    intent: str
    needs: tuple[frozenset[str], ...]
    bars: frozenset[str]

    def fits(self, signs: frozenset[str]) -> bool:
        """Say whether a question of these signs asks for this."""
        return all(need & signs for need in self.needs) and not self.bars & signs


@lru_cache(maxsize=1)
def intents() -> tuple[Intent, ...]:
    """Return the rows of the table of intents in the order in which they are tried."""
    return tuple(
        Intent(r["id"], r["intent"], tuple(frozenset(n.split("|")) for n in r["needs"].split()),
               frozenset(r["bars"].split()))
        for r in table("signs.tsv")
    )  # fmt: skip


class Read(NamedTuple):
    """A question read: its text, mended, and without its lead; what it names, and its signs."""

    text: str
    plain: str
    sources: tuple[Source, ...]
    named: Named
    shape: Shape
    signs: frozenset[str]


def signs_of(case: Case, question: str) -> tuple[frozenset[str], str]:
    """Return the signs of a question, and the intent of the row of the table that they fit."""
    signs = _read(case, question).signs
    row = next((r for r in intents() if r.fits(signs)), None)
    return signs, row.intent if row else "search"


def _read(case: Case, question: str) -> Read:
    text = mended(case, question)
    sources = sources_in(case, text)
    named = _untorn(case, text, _outside(names_in(case, text), sources))
    if sources:
        named = named._replace(rest=names_in(case, _blank(text, sources)).rest)
    plain = LEAD.sub("", text)
    lead = len(text) - len(plain)
    marks = sorted((*named.at, *((s.start, s.end, "source:") for s in sources)))
    shape = shape_of(plain, [(a - lead, b - lead, i) for a, b, i in marks if b > lead])
    signs = shape.signs | ({"locator"} if locator_in(text) else frozenset())
    days = dates_in(text, case.day)
    if any(OR.fullmatch(text[a.end : b.start]) for a, b in pairwise(days)) or OR_DAY.search(text):
        signs = signs | {"dates:or"}
    return Read(text, plain, sources, named, shape, signs)


def understand(case: Case, question: str) -> Asked:
    """Return what a question asks; intent `search` where the grammar does not know."""
    read = _read(case, question)
    text, plain, sources, named = read.text, read.plain, read.sources, read.named
    shape, signs = read.shape, read.signs
    instruments = tuple(i for i in named.ids if i.startswith("instrument:"))
    locator = locator_in(text)
    row = next((r for r in intents() if r.fits(signs)), None)
    intent, spoke = weighed(signs, row.intent if row else "search")
    rule = row.id if row else "no rule"
    day = _day(case, text, named)
    view = _view(case, text)
    if view and row and row.intent == "status" and intent == "position" and instruments:
        intent, spoke = "status", ""  # how somebody sees the status is the status as they see it
    who = SUBJECT.search(text)
    if MAIN.search(plain):
        intent = "main"
    return Asked(
        question=question,
        intent=intent,
        rule=f"{rule}, outweighed by {spoke}" if spoke else rule,
        instruments=instruments,
        actors=tuple(i for i in named.ids if i.startswith(ACTOR_KINDS)),
        places=tuple(i for i in named.ids if i.startswith("place:")),
        locator=locator,
        day=day.latest if day else None,
        since=day.earliest if day else None,
        exact=day is not None and day.earliest == day.latest,
        rest=LOCATOR.sub(" ", named.rest),
        subject=who.group(1).strip() if who else "",
        view=view,
        inside=tuple(i for i in named.inside if i not in named.ids),
        implied=() if instruments or named.unknown else _implied(case, locator),
        focus=shape.focus,
        unknown=named.unknown or any(not s.documents for s in sources),
        sources=tuple(dict.fromkeys(d for s in sources for d in s.documents)),
        form=shape.form,
        signs=tuple(sorted(signs)),
    )


def _implied(case: Case, locator: str) -> tuple[str, ...]:
    """Return the instrument most spoken of that has a provision cited without its instrument."""
    if not locator:
        return ()
    spoken = _spoken(case)
    having = [
        row.id for row in case.registry.instruments
        if spoken[row.id] and any(same_place(p.locator, locator) for p in row.provisions)
    ]  # fmt: skip
    return (max(having, key=lambda i: spoken[i]),) if having else ()


def _blank(text: str, sources: tuple[Source, ...]) -> str:
    """Return a text with blanks for the words that only tell which source is meant."""
    for s in sources:
        text = text[: s.start] + " " * (s.end - s.start) + text[s.end :]
    return text


def _outside(named: Named, sources: tuple[Source, ...]) -> Named:
    """Return what is named without the states and persons that only tell which source is meant."""
    kept = [
        (start, end, i) for start, end, i in named.at
        if i.startswith("instrument:")
        or not any(s.documents and s.start <= start and end <= s.end + 2 for s in sources)
    ]  # fmt: skip
    ids = {i for _, _, i in kept}
    gone = {i for _, _, i in named.at} - ids
    return named._replace(ids=[i for i in named.ids if i not in gone], at=tuple(kept))


def _untorn(case: Case, text: str, named: Named) -> Named:
    """Return what is named without an agreement "between" two who are no parties to it."""
    torn = set()
    for start, end, id_ in named.at:
        row = case.registry.get(id_) if id_.startswith("instrument:") else None
        if row is None or not row.parties or not text[start:end].islower():
            continue
        behind = [i for s, _, i in named.at if s >= end and i.startswith("state:")][:2]
        if BETWEEN.match(text, end) and len(behind) > 1 and not {*behind} & {*row.parties}:
            torn.add(id_)
    if not torn:
        return named
    return named._replace(
        ids=[i for i in named.ids if i not in torn], unknown=True,
        at=tuple(x for x in named.at if x[2] not in torn),
    )  # fmt: skip


BETWEEN = re.compile(r"(?:\s+\w+){0,2}\s+between\b", re.IGNORECASE)


def _view(case: Case, text: str) -> str:
    """Return the party or person whose view a question asks for."""
    for pattern in VIEW:
        if m := pattern.search(text):
            ahead = " ".join(text[m.end() :].split()[:3])
            found = [i for i in names_in(case, ahead).ids if i.startswith(ACTOR_KINDS)]
            if found:
                return found[0]
    return ""


def _day(case: Case, text: str, named: Named) -> "Match | None":
    """Return the day that a question names, first a full one; none that is part of a name.

    A month or year counts where a preposition makes it a time ("in 2021": its last day), and does
    not stand next to the name of an instrument.
    """
    found = [d for d in dates_in(text, case.day) if d.latest and not _inside(d, named.spans)]
    full = [d for d in found if d.earliest == d.latest and d.granularity == "day"]
    periods = [
        d for d in found
        if re.search(r"\d{4}", d.text)
        and (PERIOD.search(text[: d.start])
             or (d.granularity == "month" and ENDED.match(text[d.end :])))
        and not any(end <= d.start and i.startswith("instrument:") and _of(case, i, d)
                    and NEAR.fullmatch(text[end : d.start]) for _, end, i in named.at)
    ]  # fmt: skip
    return next(iter(full or periods), None)


def _of(case: Case, instrument: str, d: "Match") -> bool:
    """Say whether a time next to an instrument may be its own, not one at which it is looked at."""
    row = case.registry.get(instrument)
    return row is None or d.latest is None or str(d.latest.year) in f"{row.date} {row.title}"


def _inside(d: "Match", spans: list[tuple[int, int]]) -> bool:
    return any(start <= d.start < end or start < d.end <= end for start, end in spans)
