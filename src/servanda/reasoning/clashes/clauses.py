"""Clauses: the plain sentences of a page as verb, subject and rest, without a parser.

A clause is found by its verb, whose sense is in a table. What stands before the verb up to the
last boundary is its subject, what follows up to the next its rest; who does a passive verb follows
"by". Not all sentences are understood so: what is not is left out, and no clash rests on it.
"""

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from servanda.reasoning.clashes.clause_force import force_of, is_binding
from servanda.reasoning.clashes.clause_stems import ids_in, names_in, words_of
from servanda.reasoning.clashes.clause_verbs import Token, group_of, verbs_in
from servanda.reasoning.clashes.clause_words import (
    ADVERBIAL,
    AWAY,
    BE,
    BOUND,
    BREAK,
    EVERY,
    HANDING,
    IMPERSONAL,
    LIGHT,
    NONE_OF,
    NOTHING,
    PLACED,
    PLEDGED,
    RELATIVE,
    STAGED,
    START,
    TIMED,
    TOKEN,
)
from servanda.reasoning.tellings.lexis import Form
from servanda.reasoning.tellings.numbers import Number, numbers_in
from servanda.reasoning.tellings.pages import Line, Page
from servanda.reasoning.tellings.sense import Window, negated_before, taken_back, window_of


class Clause(Struct, frozen=True):
    """A verb with what stands before and after it.

    `force` is "" of what is told to be, must, ban, may, or refuse; `mood` is fact, open or future.
    `subject` and `rest` are the stems and sorts of their words, `object` those of the rest up to
    the first word of place or time, `names` the proper words of the clause, `doers`
    those of who does it. `everybody` says that all parties are the subject, `binding` that a duty
    is told of a text or a promise and is no opinion.
    """

    document: str
    start: int
    end: int
    verb: int
    sense: str
    subject: frozenset[str]
    rest: frozenset[str]
    object: frozenset[str]
    names: frozenset[str]
    doers: frozenset[str]
    force: str = ""
    mood: str = "fact"
    negated: bool = False
    ever: bool = False
    everybody: bool = False
    when: Window | None = None
    numbers: tuple[Number, ...] = ()
    voice: str = ""
    said: tuple[date | None, date | None] = (None, None)
    heading: str = ""
    passive: bool = False
    binding: bool = False


def clauses_in(page: Page) -> Iterator[Clause]:
    """Yield the clauses of a document, in order."""
    back = taken_back(page)
    before: Clause | None = None
    for line in page.lines:
        if line in back:
            continue
        found = list(_in_line(page, line, before))
        yield from found
        before = found[-1] if found else before


def _in_line(page: Page, line: Line, before: Clause | None) -> Iterator[Clause]:
    text = page.text
    begin = START.match(text, line.start, line.end)
    first = begin.end() if begin else line.start
    numbers = list(numbers_in(text, first, line.end))
    # "In May" is no "may".
    tokens = [Token(m.group() if m.group() == "May" else m.group().lower().replace("’", "'"),
                    m.start(), m.end())
              for m in TOKEN.finditer(text, first, line.end)]  # fmt: skip
    verbs = list(verbs_in(text, tokens, page))
    breaks = [m.span() for m in BREAK.finditer(text, first, line.end)]
    last: Clause | None = None
    for n, (at, form, size) in enumerate(verbs):
        group = group_of(tokens, at)
        left = max([first, *(e for _, e in breaks if e <= tokens[group].start + 1)])
        if n and verbs[n - 1][0] >= 0:
            left = max(left, _joint(text, tokens[verbs[n - 1][0]].end, tokens[group].start, left))
        right = min([line.end, *(s for s, _ in breaks if s >= tokens[at].end)])
        if n + 1 < len(verbs):
            following = tokens[group_of(tokens, verbs[n + 1][0])].start
            right = min(right, _before_joint(text, tokens[at].end, following, right))
        last = _clause(page, line, tokens, (at, group, size), form, (left, right), last or before,
                       tuple(x for x in numbers if left <= x.start < right))  # fmt: skip
        yield last


def _joint(text: str, start: int, end: int, left: int) -> int:
    """Return where the subject begins that follows a verb and its object, after a joint."""
    found = [m.end() for m in re.finditer(r"\sand\s|\sor\s|,\s", text[start:end])]
    return start + found[-1] if found else max(left, start)


def _before_joint(text: str, start: int, end: int, right: int) -> int:
    found = [m.start() for m in re.finditer(r"\sand\s|\sor\s|,\s", text[start:end])]
    return start + found[-1] if found else min(right, end)


def _clause(
    page: Page, line: Line, tokens: list[Token], at: tuple[int, int, int], form: Form,
    span: tuple[int, int], before: Clause | None, numbers: tuple[Number, ...],
) -> Clause:  # fmt: skip
    """Return the clause of one verb."""
    text = page.text
    verb, group, size = at
    left, right = span
    start, end = tokens[group].start, tokens[verb + size].end
    aux = [t.low for t in tokens[group:verb]]
    passive = form.how in ("past", "base") and any(a in BE for a in aux)
    ahead, behind = ADVERBIAL.sub("", text[left:start]), text[end:right]
    by = re.search(r"\bby\s(?:the\s)?([^,;]{2,60})", behind) if passive else None
    doing = by[1] if by else "" if passive else ahead
    subject = words_of(ahead)
    voice = page.voice(start)
    speaker = "" if voice == page.document.source or ":" in voice else voice
    relative = RELATIVE.search(text[line.start : left])
    if not subject and re.search(r"\b(?:I|we|our|We|Our)\b", ahead) and speaker:
        subject, doing = words_of(speaker), speaker
    if not subject and relative and _lacks(ahead):
        ahead = " ".join(relative[1].split()[-8:])
        subject, doing = words_of(ahead), "" if passive else ahead
        inherited = frozenset[str]()
    elif not subject and before is not None and _lacks(ahead):
        subject = before.subject
        inherited = before.doers
    else:
        inherited = frozenset[str]()
    above = text[line.start : left]
    force, mood = force_of(text, line, above, ahead, aux, form, start)
    away = AWAY.match(text, tokens[verb].start)
    if away:  # "shall keep its police away from the bridge"
        subject |= words_of(away["who"])
        force = "ban" if force == "must" else force
    if form.how == "noun":
        force, mood = ("ban", "fact") if BOUND.search(text, line.start, start) else ("", "open")
        everyone = bool(EVERY.search(text, line.start, start))
        subject = frozenset() if everyone else subject
    lead = f"{ahead} {' '.join(aux)}"
    if tokens[verb].low == "there":  # "there was never a referendum"
        lead += " " + " ".join(behind.split()[:3])
    negated, ever = negated_before(lead, "", behind)
    if force == "refuse":
        negated = False
    none = NONE_OF.match(behind) or NOTHING.search(behind)
    if none and tokens[verb].low != "there" and force in ("", "must"):
        force = "ban" if force else ""
        negated, ever = not negated, True
    names = names_in(page, text[left:right])
    rest = words_of("" if form.how == "noun" else _timeless(page, end, right))
    light = LIGHT.match(text, tokens[verb].start)
    if light:  # "gave help to armed bands": the help is no thing, the bands are what it acts on
        form, behind = Form("support", form.how), text[light.end() : right]
    parts = PLACED if form.sense != "attack" else TIMED
    object_ = words_of(parts.split(behind, maxsplit=1)[0]) & rest
    if re.match(r"\s*(?:it|them|him|her)\b", behind) and before is not None:
        rest |= before.rest | before.subject
        object_ |= before.object | before.subject
    when = window_of(page, (left, start, end, right), line)
    if negated and set(aux) & {"have", "has", "haven't", "hasn't"} and when is None:
        ever = True  # "has not met": at no time until it is said
    first = left + len(text[left:start]) - len(text[left:start].lstrip(" ,"))
    last = end + len(behind.rstrip(" ,."))
    pledged = PLEDGED.search(above)
    everybody = bool(EVERY.search(above if pledged else ahead)) or (
        form.how == "noun" and not subject
    )
    doers = names_in(page, above if pledged else doing) | inherited
    if not passive and not pledged:
        doers |= ids_in(page, left, start)
    elif by:
        doers |= ids_in(page, end + by.start(1), end + by.end(1))
    names |= ids_in(page, left, right)
    return Clause(
        page.document.id, first, last, start, _sense(form, subject if passive else object_),
        subject, rest, object_, names, doers, force, mood, negated, ever, everybody, when,
        numbers, page.voice(start), page.days(), line.heading, passive,
        is_binding(page, line, text[line.start:start], force, everybody),
    )  # fmt: skip


def _lacks(ahead: str) -> bool:
    """Say whether a clause has no subject of its own: it is shared, or a pronoun."""
    return not EVERY.search(ahead) and not IMPERSONAL.search(ahead)


def _timeless(page: Page, start: int, end: int) -> str:
    """Return the text between two offsets without its times."""
    out = page.text[start:end]
    for t in page.times_in(start, end):
        out = out.replace(t.anchors[0].quote, " ")
    return out


def _sense(form: Form, rest: frozenset[str]) -> str:
    """Return the sense of a verb with its object: to send weapons is to arm."""
    if form.sense == "hold" and rest & STAGED:
        return "stage"  # to hold a referendum
    if form.sense in ("lay", "lift") and "#mines" in rest:
        return "mine" if form.sense == "lay" else "demine"
    armed = "#arms" in rest or (form.sense == "give" and "#groups" in rest)
    return "arm" if form.sense in HANDING and armed else form.sense


ALONE = frozenset({"present", "free", "meet", "withdraw", "die", "begin", "happen", "have", "stop",
                   "continue", "resume"})  # fmt: skip


def things_of(c: Clause) -> frozenset[str]:
    """Return what a clause is about: what is acted on, or who is, comes, meets, goes free."""
    if c.passive:
        return c.subject
    if c.sense in ALONE:
        mine = frozenset(w for w in c.subject if not any(d.startswith(w) for d in c.doers))
        return c.object | mine
    return c.object
