"""What texts fix by number: terms, yearly counts, ceilings, members; as the text and others tell.

A *ruling number* stands in a sentence of an agreement's own text, or in one that tells what an
agreement, an article or a duty says. Two of them are of one rule where they count the same in the
same part (a term of notice, a time within which, how often a year) and their sentences are of one
deed and thing.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from servanda.model.spelt import ONES, TENS, count_of
from servanda.reasoning.clashes.agreement_words import NOUN
from servanda.reasoning.clashes.clause_words import BOUND, BY_TEXT
from servanda.reasoning.tellings.numbers import DURATION, numbers_in, ranged
from servanda.reasoning.tellings.pages import Line, Page
from servanda.reasoning.tellings.sense import taken_back
from servanda.reasoning.tellings.telling import Telling
from servanda.reasoning.tellings.words import wider
from servanda.reasoning.wording import senses

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

REACH = 400  # characters back to the agreement that a rule is told of
KINDS = (r"article|point|rule|circular|clause|section|paragraph|resolution|order|decree|annexe?|"
         r"annexure|chapter")  # fmt: skip
LOCATOR = re.compile(
    rf"\b(?P<kind>{KINDS})s?\s(?P<n>\d+(?:\.\d+)*|[IVXLC]+\b|[A-Z]\b)|"
    r"\bthe (?P<nth>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last) "
    r"(?P<kind2>article|point|rule|clause|section|paragraph|protocol|annexe?)\b",
    re.IGNORECASE,
)  # fmt: skip
NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
       "tenth")  # fmt: skip
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
# Of another text, a thought, or a number that is not the rule's own.
APART = re.compile(
    r"\b(?:draft\w*|propos\w+|demand(?:ed|s)? (?:for|that)|amended|original(?:ly)?|former\w*|"
    r"instead of|used to|repealed|replac\w+|would (?:have|be|like)|if only|wants? to|"
    r"wanted to|intend\w*|plans? to|hopes? to|means? to|offer\w*|extended|shortened|raised|"
    r"lowered|another)\b", re.IGNORECASE,
)  # fmt: skip
COUNT = r"(?:\d+|[a-z]+(?:-[a-z]+)?)"
PERIOD = r"(?:day|week|month|quarter|year)"
TIMES = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
PER_YEAR = {"day": 365.25, "week": 52.18, "month": 12.0, "quarter": 4.0, "year": 1.0}
# "twice a year", "three times a year", "once in two years", "every six months"
OFTEN = re.compile(
    rf"\b(?P<times>once|twice|thrice|(?P<n>{COUNT}) times)\s(?:in\s)?(?:a|an|each|every|per|the)\s"
    rf"(?:calendar\s|full\s)?(?P<unit>{PERIOD})\b|"
    rf"\b(?P<times2>once|twice|thrice|(?P<n2>{COUNT}) times)\s(?:in|every)\s(?P<m>{COUNT})\s"
    rf"(?P<unit2>{PERIOD})s\b|"
    rf"\bevery\s(?P<m3>{COUNT}\s)?(?P<unit3>{PERIOD})s?\b(?!\s(?:of|after|before|since))|"
    r"\b(?P<adverb>(?:bi-?)?(?:monthly|yearly|annual(?:ly)?|weekly|daily|quarterly))\b",
    re.IGNORECASE,
)  # fmt: skip
ADVERBS = {"monthly": 12.0, "yearly": 1.0, "annual": 1.0, "annually": 1.0, "weekly": 52.18,
           "daily": 365.25, "quarterly": 4.0, "biannual": 2.0, "bimonthly": 6.0}  # fmt: skip
PER = r"\s(?:a|an|per|each|every|in each|in every|in any)\s(?:calendar\s)?"
RATE = re.compile(rf"[^.;,]{{0,24}}?{PER}(?P<unit>{PERIOD})\b", re.IGNORECASE)
# "one inspection a year"
ONE_A = re.compile(rf"\b(?:one|a single)\s(?P<noun>[a-z]+){PER}(?P<unit>{PERIOD})\b", re.IGNORECASE)
ONE_TIME = re.compile(
    r"\b(?P<role>within|after|in|for|on|gives?|of|takes?|by giving)\s(?:a|one)\s(?:full\s)?"
    r"(?P<unit>day|week|month|year)(?:['’]s)?(?=\s(?:from|after|of|notice|without|to|before|at)|"
    r"\s?[.,;:)]|$)", re.IGNORECASE,
)  # fmt: skip
PERCENT = re.compile(
    r"(?<![\w.,])(?P<n>\d+(?:\.\d+)?|[a-z]+(?:-[a-z]+)?)\s?(?:%|per\s?cent\b)", re.IGNORECASE
)
NOTICE = re.compile(r"\bnotices?\b", re.IGNORECASE)
BARE = re.compile(
    r"\b(?:without (?:any |previous |prior |advance )*(?:notice|warning)|unannounced)\b",
    re.IGNORECASE,
)
BEFORE_TERM = re.compile(
    r"\b(?P<role>within|in|after|for|by|every|no later than|at the end of|not later than|until)\s"
    r"(?:a (?:period|term) of\s|the (?:space|term) of\s|at least\s|at most\s|up to\s|another\s|"
    r"the (?:first|next|following)\s)?$", re.IGNORECASE,
)  # fmt: skip
ROLES = {"within": "in", "in": "in", "after": "in", "by": "in", "no later than": "in",
         "not later than": "in", "at the end of": "in", "for": "for", "every": "every",
         "until": "in"}  # fmt: skip


ANY = "*"  # what "of them" counts
NUMERAL = re.compile(r"[ivxlc]+|\d+", re.IGNORECASE)
# Words of numbers, months and provisions, which tell nothing of what a rule is of.
COUNTED = re.compile(
    r"\b(?:(?:" + "|".join((*ONES, *TENS)) + r"|hundred|thousand|million|billion|dozen)[\w-]*|"
    r"[IVXLC]+|(?:January|February|March|April|June|July|August|September|October|November|December)|"
    r"days?['’]?|months?['’]?|years?['’]?|notice)\b", re.IGNORECASE,
)  # fmt: skip


class Fixed(Struct, frozen=True):
    """A number that a sentence tells as a rule, with what its sentence is of.

    `unit` is what is counted, `days` of a length of time, `yearly` of how often, `%` of a share;
    `role` is what part of a rule a length of time is: `notice`, `in` (within), `for`, or "".
    `place` is the provision, `key` the agreement; `deeds` the senses told of, `words` sorts and
    stems, `names` proper words. `text` says that it stands in an agreement's own text.
    """

    document: str
    line: tuple[int, int]
    start: int
    end: int
    low: float
    high: float
    unit: str
    role: str
    place: str
    key: str
    deeds: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    voice: str
    text: bool = False
    cited: bool = False


def fixed_in(case: "Case", page: Page) -> list[Fixed]:
    """Return the ruling numbers of a document, in order."""
    id_ = page.document.id
    by_line: dict[int, list[Telling]] = {}
    for t in case.tellings_of_deeds.of(id_):
        line = page.line_at(t.head)
        if line is not None:
            by_line.setdefault(line.start, []).append(t)
    back = taken_back(page)
    out: list[Fixed] = []
    for line in page.lines:
        told = by_line.get(line.start, [])
        words = page.text[line.start : line.end]
        if line in back or words.rstrip(' "”’)').endswith("?") or APART.search(words):
            continue
        before = bool(case.threads.before(id_, line.start, REACH))
        if _rules(page, line, told, before):
            out += _in_line(case, page, line, told)
    return out


# "It left us ninety days": what the text that was spoken of gives.
ITS = re.compile(
    r"(?:And |But |Besides,? |Yet )?(?:It|This|That) (?:also |only |even )?(?:g[ia]ves?|leaves?|"
    r"left|lets?|allow\w*|grant\w*|oblige[sd]?|binds?|bound|requires?d?|provide[sd]?|fix(?:es|ed)|"
    r"sets?|limit\w*|caps?|capped|guarante\w+|for(?:bids?|bade)|puts?|demand\w*|entitle[sd]?|"
    r"permit\w*|foresees?|foresaw)\b"
)
ENDS = re.compile(
    r"\b(?:termination|denunciation|withdrawal|notice) "
    r"(?:takes|needs|requires|becomes|is effective)\b|\b(?:is|are) entitled to\b|"
    r"\b(?:has|have) (?:a|the) right to\b",
    re.IGNORECASE,
)
# "Under the agreement Brenn pays 60 million crowns each year"
UNDER = re.compile(
    rf"\b(?:under|by|according to|in) (?:the|this|that|its|their|our) "
    rf"(?:[\w-]+ ){{0,3}}?(?:{NOUN})\b",
    re.IGNORECASE,
)
TENSES = ("present", "")


def _rules(page: Page, line: Line, told: list[Telling], before: bool) -> bool:
    """Say whether a sentence tells what a text says, orders or allows."""
    if page.treaty:
        return True
    text = page.text
    if LOCATOR.search(text, line.start, line.end):
        return True
    if any(t.force in ("must", "ban", "may") and t.mood == "fact" and (t.owed or t.keys)
           for t in told):  # fmt: skip
        return True
    by_text = any(d.sorts & {"#text", "#law"} or any(i.startswith("instrument:") for i in d.ids)
                  for t in told for d in t.doers if not t.passive)  # fmt: skip
    if UNDER.search(text, line.start, line.end):
        return True
    if before and (ITS.match(text, line.start) or ENDS.search(text, line.start, line.end)):
        return True
    if before and any(t.force in ("must", "ban", "may") and t.mood == "fact" and t.tense in TENSES
                      for t in told):  # fmt: skip
        return True
    bound = BOUND.search(text, line.start, line.end) and BY_TEXT.search(text, line.start, line.end)
    return by_text or bool(bound)


def _in_line(case: "Case", page: Page, line: Line, told: list[Telling]) -> Iterator[Fixed]:
    text, id_ = page.text, page.document.id
    spots = case.threads.spots(id_, line.start, line.end)
    key = case.threads.own(id_) if page.treaty else spots[0].key if spots else ""
    key = "" if key.startswith(LOOSE) else key
    if not key and (back := case.threads.before(id_, line.start, REACH)):
        key = "" if back.key.startswith(LOOSE) else back.key
    deeds = frozenset(
        w for t in told for s in t.senses if s not in EMPTY_SENSES for w in wider(s)
        if w not in EMPTY_SENSES
    )  # fmt: skip
    every = [x for t in told for x in (*t.doers, *t.things, *t.around)]
    words = frozenset(w for w in senses(COUNTED.sub(" ", text[line.start : line.end]))) - GENERAL
    words |= {s for x in every for s in x.sorts} - GENERAL_SORTS
    names = frozenset(n for x in every for n in x.names if not NUMERAL.fullmatch(n))
    names -= {w[:6] for w in case.threads.words(key)} | {"the"}
    for start, end, low, high, unit, role in numbers_of(text, line):
        if not (page.treaty or role == "term" or _by_provision(text, line, start, end)) and (
            _of_a_deed(told, start, end) and not ITS.match(text, line.start)
        ):  # fmt: skip
            continue
        place = _place(page, line, start, end)
        yield Fixed(
            id_, (line.start, line.end), start, end, low, high, unit, role, place, key, deeds,
            words, names, page.voice(start), page.treaty, cited=bool(place),
        )  # fmt: skip


LOOSE = ("new:", "topic:")  # agreements of which it is not known which they are
JOINT = re.compile(r";|,\s(?:and|but|while|whereas|which|who)\s|\sand\sso\s", re.IGNORECASE)


def _place(page: Page, line: Line, start: int, end: int) -> str:
    """Return the provision that a number is told of: the one cited in its part of the sentence."""
    if page.treaty and line.heading and (own := places_in(line.heading)):
        return own[0]
    text = page.text
    joints = [m.end() for m in JOINT.finditer(text, line.start, line.end)]
    left = max([line.start, *(j for j in joints if j <= start)])
    right = min([line.end, *(j for j in joints if j >= end)])
    before, after = places_in(text[left:start]), places_in(text[end:right])
    near = before[-1:] or after[:1] or places_in(text[line.start : left])[-1:]
    return near[0] if near else ""


def _by_provision(text: str, line: Line, start: int, end: int) -> bool:
    """Say whether a number is that which a provision names: "the term, which article 5 fixes"."""
    before = text[max(line.start, start - 45) : start].rpartition(";")[2]
    after = text[end : min(end + 45, line.end)].partition(";")[0]
    return bool(LOCATOR.search(before) or SET_BY.match(after))


SET_BY = re.compile(
    rf"\s?(?:notice\s)?(?:of|in|under|by|(?:set|fixed|laid down|provided|required|demanded|"
    rf"foreseen|allowed|named|asked)\s(?:for\s)?(?:in|by|under))\s(?:the\s)?(?:{KINDS})\b",
    re.IGNORECASE,
)  # fmt: skip


def _of_a_deed(told: list[Telling], start: int, end: int) -> bool:
    """Say whether a number is that of a deed told as done, and not what a text says."""
    around = [t for t in told if t.start <= start and end <= t.end and not t.noun]
    if not around:
        return False
    t = min(around, key=lambda t: t.end - t.start)
    by_text = any(d.sorts & {"#text", "#law"} or d.head in PROVISIONS for d in t.doers)
    return t.told and not t.force and t.tense == "past" and not by_text


PROVISIONS = frozenset({"artic", "claus", "provi", "parag", "point", "annex", "secti", "rule",
                        "rules", "term", "terms", "text", "perio", "deadl"})  # fmt: skip
# Deeds and words that sentences of any rule may have in common.
EMPTY_SENSES = frozenset({
    "=be", "=have", "=do", "=make", "=get", "=take", "=say", "accept", "promise", "order", "bar",
    "ban", "allow", "give", "=provide", "happen", "=agree", "=require", "stop", "=set", "=state",
    "=bind", "=oblige", "reject", "=demand", "=tell", "=come", "=go", "=leave", "=begin", "change",
    "=put", "=lay", "=let", "=need", "=expect", "respect", "=hold", "=run", "=stand", "use",
    "=call", "=lead", "=mean", "=know", "=think", "=want", "=see", "continue", "establish",
})  # fmt: skip
GENERAL = frozenset({
    "agree", "treat", "accor", "artic", "parti", "party", "side", "sides", "state", "gover", "days",
    "day", "month", "year", "years", "week", "weeks", "text", "proto", "shall", "must", "claus",
    "point", "parag", "each", "eithe", "both", "withi", "after", "befor", "give", "gives", "under",
    "provi", "requi", "oblig", "promi", "undert", "bound", "deman", "annex", "conve",
    "memor", "secti", "rule", "rules", "least", "most", "every", "other", "count", "minis", "time",
    "times", "entry", "force", "signa", "its", "their", "perio", "end", "law", "months", "decla",
})  # fmt: skip
GENERAL_SORTS = frozenset({"#text", "#law", "#government", "#promise", "#people", "#org", "#talks"})


def places_in(text: str) -> list[str]:
    """Return the provisions cited in a text, as kind and number: "article 4"."""
    out: list[str] = []
    for m in LOCATOR.finditer(text):
        if m["nth"]:
            n = str(NTH.index(m["nth"].lower()) + 1) if m["nth"].lower() in NTH else "last"
            out.append(f"{m['kind2'].lower()} {n}")
        else:
            out.append(f"{m['kind'].lower()} {_arabic(m['n'])}")
    return out


def _arabic(n: str) -> str:
    if not n or n[0].isdigit() or not set(n) <= set(ROMAN) or not n.isupper():
        return n.lower()
    values = [ROMAN[c] for c in n]
    return str(sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True)))


def numbers_of(text: str, line: Line) -> Iterator[tuple[int, int, float, float, str, str]]:
    """Yield the numbers of a sentence as offsets, range, unit and role."""
    taken: list[tuple[int, int]] = []

    def free(a: int, b: int) -> bool:
        return not any(s < b and a < e for s, e in taken)

    for m in OFTEN.finditer(text, line.start, line.end):
        if (found := _often(m)) is not None:
            taken.append(m.span())
            yield m.start(), m.end(), found, found, "yearly", "every"
    for m in ONE_A.finditer(text, line.start, line.end):
        yearly = PER_YEAR[m["unit"].lower()]
        yield m.start(), m.end(), yearly, yearly, "yearly", "every"
    for m in BARE.finditer(text, line.start, line.end):
        taken.append(m.span())
        yield m.start(), m.end(), 0, 0, "days", "notice"
    for m in PERCENT.finditer(text, line.start, line.end):
        value = float(m["n"]) if m["n"][0].isdigit() else count_of(m["n"])
        if value is not None:
            taken.append(m.span())
            near = text[max(line.start, m.start() - 24) : m.start()]
            low, high = _nominal(*ranged(float(value), near))
            yield m.start(), m.end(), low, high, "%", ""
    for m in ONE_TIME.finditer(text, line.start, line.end):
        if free(*m.span()):
            taken.append(m.span())
            days = DURATION[m["unit"].lower()]
            role = _role(text, line, m.start("unit"), m.end())
            role = role or ROLES.get(m["role"].lower(), "")
            yield m.start("role"), m.end(), days, days, "days", role
    for number in numbers_in(text, line.start, line.end):
        if not free(number.start, number.end) or not (number.unit or number.of_them):
            continue
        if number.unit != "days":
            rate = RATE.match(text, number.end, line.end)
            low, high = _nominal(number.low, number.high)
            if rate:
                per = PER_YEAR[rate["unit"].lower()]
                yield number.start, number.end, low * per, high * per, "yearly", "every"
                noun = text[number.start : number.end].split()[-1].lower().removesuffix("s")
                unit = f"{noun if number.unit else ANY} a {rate['unit'].lower()}"
                yield number.start, number.end, low, high, unit, ""
            elif number.unit:
                yield number.start, number.end, low, high, number.unit, ""
            continue
        low, high = _nominal(number.low, number.high)
        yield number.start, number.end, low, high, "days", _role(text, line, number.start,
                                                                number.end)  # fmt: skip


def _nominal(low: float, high: float) -> tuple[float, float]:
    """Return a number of a rule as it stands: "at most 20" and "at least 20" are 20."""
    if low == 0:
        return high, high
    return (low, low) if high == float("inf") else (low, high)


def _role(text: str, line: Line, start: int, end: int) -> str:
    """Return which part of a rule a length of time is, empty where it may be any."""
    if NOTICE.search(text[end : min(end + 24, line.end)]) or re.search(
        r"\bnotice\s(?:period\s)?of\s(?:\w+\s){0,2}$", text[max(line.start, start - 30) : start]
    ):  # fmt: skip
        return "notice"
    if LASTS.search(text[max(line.start, start - 45) : start]):
        return "term"
    before = BEFORE_TERM.search(text[max(line.start, start - 40) : start])
    if before and PROVIDES.search(text[line.start : max(line.start, start - 40) + before.start()]):
        return ""
    return ROLES.get(before["role"].lower(), "") if before else ""


# How long the agreement itself is to last.
LASTS = re.compile(
    r"\b(?:(?:is to |shall |should |must |was to |will )?(?:lasts?|runs?)|"
    r"(?:was |is |been )?(?:concluded|made|valid|signed|in force|agreed)|"
    r"(?:truce|ceasefire|agreement|treaty|pact|accord|armistice|"
    r"term|duration|life)\s(?:of|is|was))\s(?:for\s)?(?:a (?:term|period) of\s|another\s)?$",
    re.IGNORECASE,
)
PROVIDES = re.compile(r"\b(?:provid\w+|allow\w*|call\w*|ask\w*)\s$", re.IGNORECASE)


def _often(m: re.Match[str]) -> float | None:
    """Return how often a year something is told to be done, None where it is not known."""
    if m["adverb"]:
        return ADVERBS.get(m["adverb"].lower().replace("-", ""))
    times = m["times"] or m["times2"]
    n = m["n"] or m["n2"]
    count = TIMES.get((times or "").lower()) or (count_of(n) if n else None)
    if m["times"]:
        return None if count is None else count * PER_YEAR[m["unit"].lower()]
    span = m["m"] or (m["m3"] or "").strip()
    over = count_of(span) if span else 1
    unit = (m["unit2"] or m["unit3"]).lower()
    if not over or (m["times2"] and count is None):
        return None
    return (count or 1.0) * PER_YEAR[unit] / over
