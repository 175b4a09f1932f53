"""What is counted twice: one thing, told by two sources with two numbers.

A *count* is a number of a plain sentence with what it counts, the deed it is told with, and what
else its clause names. Two counts are of one thing where enough of that agrees and nothing tells
them apart; where another count of the one document agrees with the other, nothing is found.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from itertools import product
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from servanda.model import Finding
from servanda.model.spelt import count_of
from servanda.reasoning.clashes.deeds import EMPTY_VERBS, NO_DEEDS
from servanda.reasoning.clashes.fixed import COUNTED, GENERAL, PERCENT
from servanda.reasoning.clashes.pair import Place, between
from servanda.reasoning.tellings.match import PLACED, one_doer
from servanda.reasoning.tellings.numbers import Number, numbers_in, ranged
from servanda.reasoning.tellings.pages import Line, Page
from servanda.reasoning.tellings.sense import Window, taken_back
from servanda.reasoning.tellings.telling import Telling
from servanda.reasoning.tellings.words import EMPTY, senses_of, sorts_of, twins_apart, wider
from servanda.reasoning.wording import STEM, senses

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

LEAST = 4  # what two counts must share, in the count of `_alike`
MOST = 4000  # pairs of counts of two documents that are compared
LONG = timedelta(days=180)  # what is told as the total of something holds for longer
NEAR = timedelta(days=45)  # a count without a day is of the day on which it is told, or about it
ONE_SORT = frozenset({"#troops", "#prisoners", "#dead", "#refugees", "#people", "#monitors",
                      "#arms", "#missile", "#ships", "#aircraft"})  # fmt: skip
# Words that make a number a part, a sum to come, or another's.
LOOSE = re.compile(
    r"\b(?:another|other|further|more(?! than)|additional|extra|each|every|per|first|next|last|"
    r"remaining|demand\w*|propos\w+|want\w*|draft\w*|plan(?:s|ned)?|if|would|could|might|should|hoped?|"
    r"offer\w*|up to|out of|instead|half|per cent|percent)\b", re.IGNORECASE,
)  # fmt: skip
# Of another text or time.
DRAFT = re.compile(
    r"\b(?:original\w*|initial\w*|draft\w*|amend\w*|propos\w*|raised from|cut from|reduced from|"
    r"revised)\b", re.IGNORECASE,
)  # fmt: skip
MEASURE = frozenset({"total", "amount", "come", "reach", "number", "stand", "exceed", "run", "be",
                     "count", "measure", "equal", "comprise", "put", "estimate", "weigh",
                     "hold", "have", "make"})  # fmt: skip
# What counts, so that two numbers of it are of one thing whatever the words: "the census of 2011".
SURVEYS = frozenset({"censu", "surve", "tally", "poll", "regis", "inven", "headc"})
TIMES = re.compile(
    r"\b(?P<few>only )?(?:(?P<word>once|twice|thrice)|(?P<n>\d+|[a-z]+) times)\b", re.IGNORECASE
)
WORDS = {"once": 1, "twice": 2, "thrice": 3}
UNITS = frozenset({"tanks", "tank", "briga", "batta", "compa", "regim", "plato", "garri", "army",
                   "armie", "band", "bands", "group", "conti", "unit", "units", "colum", "corps",
                   "force", "families", "famil"})  # fmt: skip


class Count(Struct, frozen=True):
    """A number with what it counts: by stem or sort, in a deed, among names and words, on a day."""

    document: str
    line: tuple[int, int]
    start: int
    end: int
    number: Number
    units: frozenset[str]
    row: frozenset[str]
    deeds: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    heads: frozenset[str]
    when: Window | None
    said: date | None
    voice: str
    telling: Telling | None
    force: str = ""


def find(case: "Case") -> Iterator[Finding]:
    """Yield two numbers that two tellers give of one thing."""
    by_unit: dict[str, dict[str, list[Count]]] = defaultdict(lambda: defaultdict(list))
    for id_, page in case.pages.items():
        for one in case.once(f"counted {case.threads.meant(id_)}", id_,
                             partial(counts_in, case, page)):  # fmt: skip
            for unit in one.units:
                by_unit[unit][id_].append(one)
    seen: set[frozenset[tuple[str, int]]] = set()
    for by_document in by_unit.values():
        ids = list(by_document)
        for n, mine in enumerate(ids):
            for theirs in ids[n:]:
                if case.asked(mine, theirs):
                    for a, b in _against(by_document[mine], by_document[theirs]):
                        both = frozenset(((a.document, a.start), (b.document, b.start)))
                        if both not in seen and case.clauses.kindred.told_of_one(a, b):
                            seen.add(both)
                            yield _finding(case, a, b)


def counts_in(case: "Case", page: Page) -> list[Count]:
    """Return the counts of a document, in order; none of an agreement's own text."""
    if page.treaty:
        return []
    by_line: dict[int, list[Telling]] = defaultdict(list)
    for t in case.tellings_of_deeds.of(page.document.id):
        line = page.line_at(t.head)
        if line is not None:
            by_line[line.start].append(t)
    back = taken_back(page)
    out: list[Count] = []
    for line in page.lines:
        if DRAFT.search(page.text, line.start, line.end):
            continue
        if line not in back and not page.text[line.start : line.end].rstrip(' "”’').endswith("?"):
            out += _in_line(page, line, by_line.get(line.start, []))
    return out


def _in_line(page: Page, line: Line, told: list[Telling]) -> Iterator[Count]:
    text = page.text
    shares = (
        Number(*ranged(value, text[max(line.start, m.start() - 24) : m.start()]), "%", *m.span())
        for m in PERCENT.finditer(text, line.start, line.end)
        if (value := _share(m["n"])) is not None
    )
    for number in (*numbers_in(text, line.start, line.end), *shares):
        if number.unit == "days" or not (number.unit or number.of_them):
            continue
        near = text[max(line.start, number.start - 22) : number.start]
        if LOOSE.search(near.rpartition(",")[2]) or LOOSE.match(text, number.end + 1):
            continue
        t = _around(told, number)
        if t is None or t.mood != "fact" or t.force not in ("", "must"):
            continue
        yield _count(page, line, t, number, _units(text[number.start : number.end], number))
    for t in told:
        if t.mood == "fact" and not t.force and not t.noun and (count := _times(page, line, t)):
            yield count
    yield from _tallies(page, line, told)


def _tallies(page: Page, line: Line, told: list[Telling]) -> Iterator[Count]:
    """Yield the results of votes: "by 68 votes to 32", "68-32"."""
    text = page.text
    for m in TALLY.finditer(text, line.start, line.end):
        n, against = (count_of(m[k]) for k in ("n", "m"))
        at = Number(0, 0, "", m.start("n"), m.end("n"))
        t = _around(told, at) or next((t for t in told if not t.noun), None)
        if not n or not against or t is None or t.mood != "fact" or "vote" not in (
            text[line.start : line.end].lower()
        ):  # fmt: skip
            continue
        value = n * 10**6 + against  # both sides of the vote are one result
        number = Number(value, value, "", m.start("n"), m.end("m"))
        yield replace(_count(page, line, t, number, frozenset({TALLIED})), deeds=EMPTY)


TALLIED = "tally"
CHAMBERS = frozenset(
    {
        "vote",
        "votes",
        "voted",
        "senat",
        "parli",
        "assem",
        "congr",
        "house",
        "counc",
        "membe",
        "depu",
        "deput",
        "again",
        "major",
        "chamb",
        "passe",
        "appro",
    }
)
TALLY = re.compile(
    r"\b(?P<n>\d+|[a-z]+(?:-[a-z]+)?)(?:\svotes?)?(?:\s(?:in favou?r|for))?,?\s?"
    r"(?:to|against|–|-|and)\s?(?P<m>\d+|[a-z]+(?:-[a-z]+)?)\b"
    r"(?:\s(?:votes?|against))?", re.IGNORECASE,
)  # fmt: skip


def _share(word: str) -> float | None:
    """Return the number of a share: 61 of "61 per cent"."""
    if word[0].isdigit():
        return float(word)
    number = count_of(word)
    return None if number is None else float(number)


def _around(told: list[Telling], number: Number) -> Telling | None:
    """Return the telling whose clause a number stands in, the innermost of a verb."""
    around = [t for t in told if t.start <= number.start and number.end <= t.end and not t.noun]
    return min(around, key=lambda t: t.end - t.start, default=None)


def _units(words: str, number: Number) -> frozenset[str]:
    """Return under which names what is counted may be met again: its stem, sorts, its deed."""
    if number.of_them or number.unit == "%":
        return frozenset({number.unit} - {""})
    noun = words.split()[-1].lower().strip("'’")
    if not noun.isalpha():
        return frozenset({number.unit.rstrip("s")})
    lemma = noun if sorts_of(noun) else noun.removesuffix("s")
    lemma = PLURALS.get(noun, lemma)
    sorts = frozenset(sorts_of(lemma) & ONE_SORT) if not number.row & UNITS else frozenset[str]()
    deeds = {f"{s} times" for s in senses_of(lemma, frozenset()) if not s.startswith("=")}
    return frozenset({lemma[:STEM], *sorts, *deeds})


PLURALS = {"men": "man", "women": "woman", "children": "child", "countries": "country",
           "parties": "party", "bodies": "body", "people": "person",
           "nations": "country", "states": "country"}  # fmt: skip


def _count(page: Page, line: Line, t: Telling, number: Number, units: frozenset[str]) -> Count:
    text = page.text
    every = (*t.doers, *t.things, *t.around)
    negated = t.negated
    if t.lemma in ("exceed", "surpass", "top") or negated:
        low, high = (0.0, number.high) if negated else (number.low, float("inf"))
        number = Number(low, high, number.unit, number.start, number.end, row=number.row)
    words = senses(COUNTED.sub(" ", text[max(line.start, t.start) : min(line.end, t.end)]))
    names = frozenset(n for x in every for n in x.names if n != "the")
    own = units | number.row
    subjects = (x for x in (*t.doers, *t.things) if x.number is None and x.head)
    heads = frozenset(x.head for x in subjects)
    units |= {f"by {h}" for h in heads & SURVEYS}
    deeds = _deeds(t)
    if units & {"#dead"} or t.senses & {"kill", "die"}:  # "left 412 dead", "killed 241 people"
        units, deeds = units | {"#dead"}, deeds | {"kill"}
    return Count(
        page.document.id, (line.start, line.end), number.start, number.end, number, units,
        number.row, deeds, frozenset(w for w in words if w not in own), names,
        heads, t.when, page.days()[1], page.voice(number.start), t,
        t.force,
    )  # fmt: skip


def _deeds(t: Telling) -> frozenset[str]:
    """Return the senses of a deed that tell something, with wider ones: to be there is one."""
    if t.lemma in ("be", "have", "keep", "maintain") and any(
        x.preposition in PLACED and not x.timed for x in t.around
    ):
        return frozenset({"present"})
    return frozenset(
        w
        for s in t.senses
        for w in wider(s)
        if (w not in EMPTY_VERBS | NO_DEEDS or w == "present") and not w.startswith("=count")
    )


def _times(page: Page, line: Line, t: Telling) -> Count | None:
    """Return how often a deed is told to be done: "has visited the port only twice"."""
    m = TIMES.search(page.text, max(t.start, line.start), min(t.end, line.end))
    if m is None or re.match(r"\s(?:a|an|in|every|per|each)\b", page.text[m.end() : m.end() + 6]):
        return None
    n = WORDS.get((m["word"] or "").lower()) or count_of(m["n"] or "")
    deeds = sorted(s for s in t.senses if s not in EMPTY_VERBS | NO_DEEDS)
    if not n or not deeds or t.negated:
        return None
    number = Number(n, n, deeds[0], m.start(), m.end())
    return _count(page, line, t, number, frozenset(f"{s} times" for s in deeds))


def _against(some: list[Count], others: list[Count]) -> Iterator[tuple[Count, Count]]:
    if len(some) * len(others) > MOST:
        return
    scored = [(n, a, b) for a, b in product(some, others) if a is not b
              and (n := _alike(a, b)) >= LEAST - 1]  # fmt: skip
    seen: set[frozenset[int]] = set()
    for n, a, b in scored:
        key = frozenset((a.start, b.start))
        if n < LEAST or not a.number.apart(b.number) or key in seen:
            continue
        if a.document == b.document and (a.voice == b.voice or a.line == b.line):
            continue
        rivals = ((m, x, y) for m, x, y in scored if (x is a) != (y is b))
        if not any(m >= n - 1 and not x.number.apart(y.number) for m, x, y in rivals):
            seen.add(key)
            yield a, b


def _alike(a: Count, b: Count) -> int:
    """Return how surely two counts are of one thing, 0 where they are not."""
    measured = bool(a.heads & b.heads) and all(
        c.telling is not None
        and (c.telling.lemma.partition(" ")[0] in MEASURE or c.heads & SURVEYS)
        for c in (a, b)
    )
    tallied = TALLIED in a.units & b.units and not (a.when and b.when)
    if a.force != b.force or not (tallied or _one_time(a, b, LONG if measured else NEAR)):
        return 0
    if a.names - b.names and b.names - a.names:
        return 0
    if a.telling and b.telling and a.telling.keys and b.telling.keys and not (
        a.telling.keys & b.telling.keys
    ):  # fmt: skip
        return 0
    if twins_apart(a.words, b.words):
        return 0
    mine, theirs = (c.row - {n[:STEM] for n in c.names} - OWNERS for c in (a, b))
    if mine & theirs and mine - theirs and theirs - mine:
        return 0  # "armed men", "wounded men"
    deeds = a.deeds & b.deeds
    if deeds and a.telling and b.telling and one_doer(a.telling, b.telling) is False:
        return 0
    words = len((a.words & b.words) - {n[:STEM] for n in a.names | b.names} - GENERAL)
    if TALLIED in a.units & b.units:
        voted_on = (a.words & b.words) - CHAMBERS - {n[:STEM] for n in a.names | b.names}
        return LEAST + 1 if voted_on else 0
    owned = _owned(a, b) or _owned(b, a)
    day = a.when is not None and b.when is not None and a.when.tight and b.when.tight
    around = words + len(a.names & b.names)
    if not (deeds or measured or owned) and not (
        (words >= WORDS_ALONE and (_measures(a) or _measures(b)))
        or (day and words and around >= WORDS_ALONE)
    ):  # fmt: skip
        return 0
    same = any(not u.startswith("#") for u in a.units & b.units)
    score = (2 if same else 1) + (2 if deeds or measured or owned else 0)
    return score + min(len(a.names & b.names), 2) + min(words, 3) + day


OWNERS = frozenset({"its", "our", "their", "his", "her", "the", "such", "those", "these"})
WORDS_ALONE = 2  # words besides the deed that two counts share, where they are not of one deed


def _owned(a: Count, b: Count) -> bool:
    """Say whether the one tells what something has, which the other counts as its own.

    "The mission has 48 observers", "the mission's 60 observers are unarmed".
    """
    return a.telling is not None and a.telling.lemma == "have" and bool(a.heads & b.words)


def _measures(c: Count) -> bool:
    """Say whether a count is told by a verb of measure: "does not exceed 120 tonnes"."""
    return c.telling is not None and c.telling.lemma.partition(" ")[0] in MEASURE


def _one_time(a: Count, b: Count, near: timedelta = NEAR) -> bool:
    if a.when is not None and b.when is not None:
        return not a.when.apart(b.when)
    if a.when is None and b.when is None:
        return a.said is None or b.said is None or abs(a.said - b.said) <= near
    dated, bare = (a, b) if a.when is not None else (b, a)
    last = dated.when.last if dated.when else None
    return last is None or bare.said is None or abs(bare.said - last) <= near


def _finding(case: "Case", a: Count, b: Count) -> Finding:
    return between(
        case, "quantity", "quantity/two-counts",
        *(Place(x.document, x.start, x.end, x.voice) for x in (a, b)),
        explanation="one thing is counted twice, with two numbers",
        dissolved_by="the two count different things, or at different times, or one is a slip",
    )  # fmt: skip
