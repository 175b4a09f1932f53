"""Stances of plain sentences: who is for or against what, by cue, holder and issue."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from msgspec import Struct

from servanda.model import Finding
from servanda.reasoning.clashes import alike
from servanda.reasoning.clashes.clause_stems import words_of
from servanda.reasoning.clashes.holders import Holder, holder_at, one_holder
from servanda.reasoning.clashes.pair import Place, between
from servanda.reasoning.clashes.stance_cues import CUES, DENIED, GOVERNED, TO_STAY
from servanda.reasoning.tellings.pages import Line, Page
from servanda.reasoning.tellings.sense import INVERTED, OPEN, UNSAID, Window, taken_back, window_of
from servanda.reasoning.tellings.words import twins_apart

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

SAME_TIME = timedelta(days=31)  # stances further apart in time are a turn, not a contradiction
ALIKE = 0.6  # share of the words of the shorter issue that the longer must have
STOP = re.compile(
    r"[;:()“”\"?!]|\s[–—-]\s|,\s|\.(?:\s|$)|\s(?:but|while|whereas|although|because|so that|"
    r"when|if|unless|which|who|until|before|after|since|provided|"
    r"and (?:says?|said|asks?|asked|wants?|"
    r"calls?|demand\w*|it|they|he|she))\s", re.IGNORECASE,
)  # fmt: skip
SUBORDINATE = re.compile(
    r"\b(?:after|before|if|unless|whether|when|until|once)\s[^,;.]{0,60}$", re.IGNORECASE
)
PRONOUN = re.compile(
    r"\s*(?:it|this|that|them|these|those|so)\s*(?:$|(?:again|too|either|now|there|in|on|at)\b)",
    re.IGNORECASE,
)
AT_HAND = re.compile(r"\b(?:it|them|there)\b", re.IGNORECASE)
MODAL = re.compile(r"\b(?:shall|must)\s|\b(?:articles?|point|rule|clause)\s[\dIVX]", re.IGNORECASE)
MONTH_OF_MAY = re.compile(r"\b(?:\d{1,2}|in|of|last|early|late|since|by)\sMay\b|\bMay\s\d")
STATES, LONG = ("state:", "polity:"), " "  # whose names of several words say nothing of an issue
FRONTED = re.compile(r"\s*(?:As (?:for|to)|On|Regarding|Concerning)\s(?P<issue>[^,;.]{3,80}),")
BARE = frozenset({"plan", "idea", "propo", "move", "step", "offer", "resol", "demand", "deman",
                  "draft", "use", "issue", "quest", "measu", "polic", "it", "way",
                  "thing"})  # fmt: skip
NOUN_AHEAD = re.compile(
    r"\b(?:the|an?|its|their|his|her|our|of|in|with|any|full|strong|firm)\s$", re.IGNORECASE
)
# To be against the criticism, the delay, the end of a thing is not to be against the thing.
TURNING = frozenset({"criti", "delay", "end", "endin", "aboli", "cance", "suspe", "withd", "remov",
                     "closu", "closi", "ban", "bans", "breac", "#violations", "attac", "oppos",
                     "objec", "rejec", "obstr", "viola", "block", "repea", "aband", "lack",
                     "misus", "abuse", "chang", "cost", "costs", "price", "denun", "termi",
                     "freez", "veto", "atten", "charg", "accus", "alleg", "claim",
                     "rumou"})  # fmt: skip
PARTS = frozenset({"order", "compass", "arms", "level", "age"})  # twins: an issue's parts
VALUED = frozenset({"same", "valid", "void", "any", "lawfu"})
ALWAYS = re.compile(r"\b(?:always|never|at no time|all along|from the (?:first|start))\b", re.I)
HELD = re.compile(r"\b(?:had|was|were|did|would|spoke|stood|fought|came)\b|\w+ed\b", re.I)
THERE = re.compile(r"\s*[“\"]?(?:There|Then|That (?:day|week|month|year)|At (?:that|the same))\b")
ONCE = re.compile(r"\b(?:had|was|were|did|once|formerly|used to|then)\b", re.I)
TURN = re.compile(
    r"\b(?:later|earlier|long|in the end|finally|(?:has|have) (?:come|since)|"
    r"then|at first|first|now|today|since|formerly|once|used to|no longer)\b",
    re.IGNORECASE,
)  # fmt: skip


class Stance(Struct, frozen=True):
    """Somebody's stance: for (1) or against (-1), the stems of the issue, whose, when, where."""

    page: Page
    line: Line
    start: int
    end: int
    voice: str
    holder: Holder
    value: int
    issue: frozenset[str]
    names: frozenset[str]
    when: Window | None
    past: bool
    always: bool = False


def all_stances(case: "Case") -> Iterator[Stance]:
    """Yield the stances told in all documents, each document's worked out once."""
    return case.of_pages("stances", stances)


def find(case: "Case") -> Iterator[Finding]:
    """Yield opposite stances of one holder on one issue: `polarity` at one time, else `change`."""
    kindred = case.clauses.kindred
    by_word: dict[str, list[Stance]] = defaultdict(list)
    for one in all_stances(case):
        for word in one.issue:
            by_word[word].append(one)
    seen: set[tuple[int, int]] = set()
    for found in by_word.values():
        for a, b in combinations(found[: alike.COMMON], 2):
            ids = a.page.document.id, b.page.document.id
            if not case.asked(*ids) or a.value == b.value or (id(a), id(b)) in seen:
                continue
            seen.add((id(a), id(b)))
            if not kindred.of_one_passage(ids[0], a.start, ids[1], b.start):
                continue
            if one_issue(a, b) and one_holder(a.holder, b.holder):
                yield _finding(case, a, b)


def stances(page: Page) -> Iterator[Stance]:
    """Yield the stances of a document, in order."""
    back = taken_back(page)
    before: Stance | None = None
    for line in page.lines:
        whole = page.text[line.start : line.end]
        if line in back or whole.rstrip(' "”’').endswith("?") or INVERTED.match(whole):
            continue
        for one in _in_line(page, line, before):
            yield one
            before = one


def _in_line(page: Page, line: Line, before: Stance | None) -> Iterator[Stance]:
    text = page.text
    free = line.start  # where the words of the last cue end
    for m in sorted(
        (m for cue in CUES for m in cue.pattern.finditer(text, line.start, line.end)),
        key=lambda m: (m.start(), -m.end()),
    ):  # fmt: skip
        if m.start() < free:
            continue
        value = _value(text, line, m)
        if value is None:
            continue
        end, issue = _issue(page, line, m, before)
        if not issue:
            continue
        head = text[line.start : m.start()]
        holder = holder_at(page, line, m.start())
        if holder is None:
            continue
        free = m.end()
        first = max([line.start, *(line.start + s.end() for s in STOP.finditer(head))])
        last = STOP.search(text, end, line.end)
        until = last.start() if last else line.end
        when = window_of(page, (first, m.start(), m.end(), max(until, end)), line)
        if when is None and THERE.match(text, line.start) and _past(text, first, m):
            when = _then(page, line)
        names = frozenset(
            w[:6] for w in re.findall(r"[^\W\d_][\w'’-]*", text[m.end() : end].replace("'s", ""))
            if w[0].isupper() and w.lower() in page.proper for w in [w.lower()]
        )  # fmt: skip
        before = Stance(
            page, line, first, end, page.voice(m.start()), holder, value, issue, names, when,
            past=_past(text, first, m),
            always=bool(ALWAYS.search(text[first : m.end()])),
        )  # fmt: skip
        yield before


def _then(page: Page, line: Line) -> Window | None:
    """Return the days last spoken of in the paragraph, for what is told of then: "There it..."."""
    start = page.text.rfind("\n", 0, line.start) + 1
    near = [t for t in page.times_in(start, line.start)
            if t.granularity in ("day", "month", "year")]  # fmt: skip
    return Window(near[-1].earliest, near[-1].latest, year=True) if near else None


def _past(text: str, first: int, m: re.Match[str]) -> bool:
    """Say whether a stance is told as held then: by the tense of its cue, or by a "once"."""
    return bool(HELD.search(m.group()) or ONCE.search(text[first : m.start()]))


def _value(text: str, line: Line, m: re.Match[str]) -> int | None:
    """Return 1 of what is for, -1 of what is against, None where no stance is taken."""
    cue = next(c for c in CUES if c.pattern is m.re)
    head = text[line.start : m.start()]
    near = MONTH_OF_MAY.sub(" ", head)[-70:]
    if UNSAID.search(near) or SUBORDINATE.search(near) or MODAL.search(head[-90:]):
        return None
    if NOUN_AHEAD.search(near):
        return None  # "the fight against", "its support"
    value = cue.value
    governed = GOVERNED.search(near)
    if re.search(r"\bto\s+$", near):
        if not governed:
            return None
        value = -value if governed["no"] else value
    elif OPEN.search(STOP.split(near)[-1].rpartition(" that ")[2]) and not cue.own_modal:
        return None
    elif DENIED.search(near):
        if cue.value < 0:
            return None  # "does not oppose" is not yet for
        value = -value
    if cue.wants:  # "demanded that the mission leave", "asks that it stay"
        after = TO_STAY.match(text, m.end(), line.end)
        if after is None:
            return None
        value = value if after["stay"] else -value
        value = -value if after["no"] else value
    return value


def _issue(
    page: Page, line: Line, m: re.Match[str], before: Stance | None
) -> tuple[int, frozenset[str]]:
    """Return where a stance ends, and the stems of what it is about."""
    text = page.text
    found = STOP.search(text, m.end(), line.end)
    end = found.start() if found else line.end
    said = m.groupdict().get("issue") or text[m.end() : end]
    cue = next(c for c in CUES if c.pattern is m.re)
    if cue.wants and (after := TO_STAY.match(text, m.end(), line.end)):
        said, end = after["issue"], after.end()
    start = text.find(said, m.start(), line.end)
    for t in page.times_in(start, start + len(said)) if start >= 0 else ():
        said = said.replace(t.anchors[0].quote, " ")
    for _, _, ref in page.names_in(start, end) if start >= 0 else ():
        if (ref.id or "").startswith(STATES) and LONG in ref.surface:
            said = said.replace(ref.surface, " ")  # "people" of a "People's Republic"
    near = before is not None and _beside(page, before.line, line)
    last = before.issue if near and before is not None else frozenset[str]()
    if not said.strip() or PRONOUN.match(said):
        if front := FRONTED.match(text, line.start, line.end):
            return end, words_of(front["issue"])
        return end, last
    issue = words_of(said) - VALUED
    return end, issue | last if AT_HAND.search(said) else issue


def _beside(page: Page, one: Line, other: Line) -> bool:
    a, b = page.lines.index(one), page.lines.index(other)
    return b - a <= 1


def one_issue(a: Stance, b: Stance) -> bool:
    """Say whether two stances are on one issue: most words of the shorter, no other name."""
    if a.names and b.names and not a.names & b.names:
        return False
    if bool(a.issue & TURNING) != bool(b.issue & TURNING) or _of_two_parts(a, b):
        return False
    both = a.issue & b.issue
    shorter = min(len(a.issue), len(b.issue))
    if not both - BARE and a.page is not b.page:
        return False
    return len(both) >= ALIKE * shorter


def _of_two_parts(a: Stance, b: Stance) -> bool:
    one, other = (set(re.findall(r"\w+", s.page.text[s.start : s.end].lower())) for s in (a, b))
    return twins_apart(one, other, PARTS)


def _finding(case: "Case", a: Stance, b: Stance) -> Finding:
    kind = "change" if _turned(a, b) else "polarity"
    return between(
        case, kind, f"{kind}/told-stances",
        *(Place(s.page.document.id, s.start, s.end, s.voice) for s in (a, b)),
        explanation="one holder is told to be for and against the same issue"
        + (" at different times" if kind == "change" else ""),
        dissolved_by="the two issues or holders are not the same" if kind == "change" else
        "the stances were held at different times, or a reporter put words into a mouth",
    )  # fmt: skip


def _turned(a: Stance, b: Stance) -> bool:
    """Say whether two stances were surely or most likely held at different times."""
    if a.always or b.always:
        return False
    x, y = _days(a), _days(b)
    if all((*x, *y)):
        return bool(x[1] and y[0] and x[1] + SAME_TIME < y[0]) or bool(
            y[1] and x[0] and y[1] + SAME_TIME < x[0]
        )  # fmt: skip
    told = (s.page.text[s.line.start : s.line.end] for s in (a, b))
    return any(TURN.search(t) for t in told) or a.past != b.past


def _days(s: Stance) -> tuple[date | None, date | None]:
    """Return the days of a stance: as told, else, where it is held then, of the telling."""
    if s.when is not None and s.when.first is not None:
        return s.when.first, s.when.last
    if s.past and s.page.days()[0] is not None and TURN.search(
        s.page.text[s.line.start : s.line.end]
    ):  # fmt: skip
        return None, None
    return s.page.days()
