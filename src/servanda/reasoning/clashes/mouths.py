"""Quotations of plain text: one saying of one speaker, printed with other words elsewhere."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from msgspec import Struct

from servanda.model import Finding, Statement
from servanda.model.spelt import count_of
from servanda.reasoning.clashes import attribution
from servanda.reasoning.clashes.clause_stems import names_in, words_of
from servanda.reasoning.clashes.pair import Place, between
from servanda.reasoning.tellings.pages import Line, Page
from servanda.reasoning.tellings.sense import DENIAL, taken_back

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

QUOTED = re.compile(r"“(?P<a>[^“”\n]{20,600})”|\"(?P<b>[^\"\n]{20,600})\"|«(?P<c>[^«»\n]{20,600})»")
WORD = re.compile(r"[^\W_][\w'’-]*")
LEAST = 7  # words from which on a saying is known by itself
RUN = 3  # words in a row that two quotations must share to be compared at all
COMMON = 40  # quotations that may share a run before it is taken for a phrase of the trade
CHANGED = 0.25  # share of the words of one saying that may be others
OCCASION = timedelta(days=10)  # what is told of days further apart may be of two speeches
VARIANT = 0.7  # likeness from which on two words are two spellings of one
ECHO = re.compile(
    r"\b(?:repeat\w*|echo\w*|recit\w+|paraphras\w+|in the words of|borrow\w*|jointly|mock\w*|"
    r"misquot\w+|instead|should have said|meant to say|parod\w+|retort\w*|repl(?:y|ied|ies)|"
    r"answer\w*|turned (?:it|the sentence|this) around)\b", re.IGNORECASE,
)  # fmt: skip
OF_SAYING = frozenset({"told", "said", "says", "report", "repor", "news", "newsp", "press", "radio",
                       "morni", "eveni", "week", "words", "close", "spoke", "put",
                       "joked", "joke", "sente", "decla"})  # fmt: skip


class Saying(Struct, frozen=True):
    """A quotation: its words in lower case, its place, and who is spoken of around it."""

    page: Page
    line: Line
    start: int
    end: int
    words: tuple[str, ...]
    roles: frozenset[str]
    names: frozenset[str]
    voice: str


def find(case: "Case") -> Iterator[Finding]:
    """Yield quotations of one speaker in two wordings that do not say the same."""
    shown: set[frozenset[tuple[str, int]]] | None = None
    for one, other in _pairs(sayings_in(case)):
        changed = otherwise(one.words, other.words)
        if not changed or not _one_mouth(one, other) or _two_days(one, other):
            continue
        shown = _shown(case) if shown is None else shown
        if frozenset((s.page.document.id, s.start) for s in (one, other)) in shown:
            continue
        yield between(
            case, "attribution", "attribution/two-wordings",
            *(Place(s.page.document.id, s.start, s.end, s.voice) for s in (one, other)),
            explanation=f"one saying is printed in two wordings: {changed} otherwise",
            dissolved_by="they are two translations, or were said on two occasions",
        )  # fmt: skip


def _shown(case: "Case") -> set[frozenset[tuple[str, int]]]:
    """Return the places of quotations that the rules over records have paired already."""
    at = {r.id: (r.document, r.content[0].start) for r in case.evidence.records
          if isinstance(r, Statement) and r.content}  # fmt: skip
    return {frozenset(at[r.id] for r in f.records if r.id in at)
            for f in attribution.find(case)}  # fmt: skip


def sayings_in(case: "Case") -> list[Saying]:
    """Return the quotations of all documents, in order."""
    return list(case.of_pages("sayings", sayings))


def sayings(page: Page) -> Iterator[Saying]:
    """Yield the quotations of a document that are long enough to be known again."""
    back = taken_back(page)
    for m in QUOTED.finditer(page.text):
        words = tuple(w.lower().replace("’", "'") for w in WORD.findall(m.group()))
        line = page.line_at(m.start())
        if len(words) < LEAST or line is None or line in back:
            continue
        around = _around(page, line)
        if ECHO.search(around):
            continue
        roles = words_of(around) - OF_SAYING
        yield Saying(page, line, m.start() + 1, m.end() - 1, words, roles, names_in(page, around),
                     page.voice(m.start() + 1))  # fmt: skip


def _around(page: Page, line: Line) -> str:
    """Return a sentence without what it quotes; where little is left, with those beside it."""
    n = page.lines.index(line)
    out = QUOTED.sub(" ", page.text[line.start : line.end])
    after = page.lines[n + 1] if n + 1 < len(page.lines) else None
    if after is not None and page.text[after.start : after.end][:1].islower():
        out += " " + page.text[after.start : after.end]  # "...?" asked the minister
    if len(WORD.findall(out)) < 2 and n:
        before = page.lines[n - 1]
        out = QUOTED.sub(" ", page.text[before.start : before.end])
    return out


def _pairs(all_: list[Saying]) -> Iterator[tuple[Saying, Saying]]:
    """Yield pairs that share a run of words, each once; runs that all share tell nothing."""
    by_run: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, one in enumerate(all_):
        near: dict[int, None] = {}
        for run in dict.fromkeys(one.words[i : i + RUN] for i in range(len(one.words) - RUN + 1)):
            if len(by_run[run]) < COMMON:
                near |= dict.fromkeys(by_run[run])
                by_run[run].append(n)
        for m in near:
            other = all_[m]
            if abs(len(other.words) - len(one.words)) <= CHANGED * len(one.words):
                yield other, one


def otherwise(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """Return what of the sense two wordings of one saying have otherwise, empty where nothing.

    Words left out are no other words, but a denial is; two spellings of a word are one.
    """
    if one == other:
        return ""
    most = CHANGED * max(len(one), len(other))
    changed, found = 0, ""
    for how, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if how == "equal":
            continue
        mine, theirs = one[a:b], other[c:d]
        changed += max(len(mine), len(theirs))
        denials = [sum(bool(DENIAL.fullmatch(w)) or w.endswith("n't") for w in x) % 2
                   for x in (mine, theirs)]  # fmt: skip
        if denials[0] != denials[1]:
            found = "a denial is"
        elif how == "replace":
            found = found or _exchanged(mine, theirs)
    return found if changed <= most else ""


def _exchanged(mine: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    counts = [{n for w in x if (n := _number(w)) is not None} for x in (mine, theirs)]
    if counts[0] or counts[1]:
        return "a number is" if counts[0] and counts[1] and counts[0] != counts[1] else ""
    senses = [[w for w in x if len(w) > 2] for x in (mine, theirs)]
    if not senses[0] or not senses[1]:
        return ""
    alike = any(SequenceMatcher(None, x, y).ratio() >= VARIANT
                for x in senses[0] for y in senses[1])  # fmt: skip
    return "" if alike or not words_of(" ".join([*mine, *theirs])) else "words are"


def _number(word: str) -> float | None:
    if word.isdigit():
        return float(word)
    counted = count_of(word)
    return float(counted) if counted is not None and word not in ("a", "an") else None


def _one_mouth(one: Saying, other: Saying) -> bool:
    """Say whether nothing around two quotations tells that two people said them."""
    if one.page is other.page and one.line == other.line:
        return False
    if one.roles and other.roles and one.roles & other.roles:
        return not (one.names and other.names) or bool(one.names & other.names) or bool(
            (one.roles & other.roles) - {n[:5] for n in one.names | other.names}
        )  # fmt: skip
    return not one.roles or not other.roles


def _two_days(one: Saying, other: Saying) -> bool:
    """Say whether the two were told of days too far apart for one occasion.

    The days are those named beside a quotation, else that on which its document came out.
    """
    return all(
        x[1] + OCCASION < y[0] or y[1] + OCCASION < x[0]
        for x in _days(one) or [] for y in _days(other) or []
    ) and bool(_days(one) and _days(other))  # fmt: skip


def _days(saying: Saying) -> list[tuple[date, date]]:
    page = saying.page
    n = page.lines.index(saying.line)
    own = _told(page, saying, saying.line, saying.line)
    if own:
        return own
    beside = page.lines[max(n - 1, 0)], page.lines[min(n + 1, len(page.lines) - 1)]
    first, last = page.days()
    return _told(page, saying, *beside) + ([(first, last)] if first and last else [])


def _told(page: Page, saying: Saying, one: Line, other: Line) -> list[tuple[date, date]]:
    return [
        (t.earliest, t.latest) for t in page.times_in(one.start, other.end)
        if t.earliest and t.latest and not saying.start <= t.anchors[0].start < saying.end
    ]  # fmt: skip
