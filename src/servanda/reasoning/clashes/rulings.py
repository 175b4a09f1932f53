"""norms and content of plain sentences: what texts are told to order, to forbid and to allow."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from msgspec import Struct

from servanda.model import Finding
from servanda.model.spelt import count_of
from servanda.reasoning.clashes import alike
from servanda.reasoning.clashes.clause_words import BY_TEXT
from servanda.reasoning.clashes.clauses import Clause
from servanda.reasoning.clashes.pair import Place, between
from servanda.reasoning.tellings.lexis import against
from servanda.reasoning.tellings.numbers import DURATION
from servanda.reasoning.tellings.pages import Line, Page
from servanda.reasoning.tellings.sense import taken_back
from servanda.reasoning.tellings.words import twins_apart

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

CITED = re.compile(
    r"\b(?P<kind>article|point|rule|circular|clause|memorandum|section|paragraph|resolution|order|"
    r"directive|decree|annex|protocol)s?\s(?P<n>\d+(?:\.\d+)*|[IVXLC]+\b)", re.IGNORECASE,
)  # fmt: skip
APART = re.compile(
    r"\b(?:if|unless|except|save|provided|without (?:the )?(?:prior )?(?:consent|leave|notice)|"
    r"other than|only|until|till|as long as|instead|draft\w*|amended|former|repealed|replace[sd]?|"
    r"then|used to)\b", re.IGNORECASE,
)  # fmt: skip
SECRET = frozenset({"secre", "confi", "class"})
# Words of which each tells another time, place or sort.
NOTICE = re.compile(
    r"\b(?P<n>\d+|[a-z]+(?:-[a-z]+)?)[\s-](?P<unit>days?|weeks?|months?|years?)(?:['’]s?)?\s"
    r"(?:(?:written\s|prior\s|advance\s)?notice\b|(?:after|from|of)\s(?:that\s|the\s|its\s|such\s|a\s)?"
    r"(?:\w+\s)?notice\b)|\bnotice\s(?:period\s)?(?:of\s(?:termination|denunciation|withdrawal)\s)?"
    r"(?:is|of)\s(?P<m>\d+|[a-z]+(?:-[a-z]+)?)\s"
    r"(?P<unit2>days?|weeks?|months?|years?)\b", re.IGNORECASE,
)  # fmt: skip
FIXES = re.compile(
    r"\b(?:articles?|agreement|accord|treaty|pact|protocol|clause|text|either (?:side|party)|each "
    r"(?:side|party)|may|must|shall|requires?|demands?|gives|provides|ends|needs?|allows?|on)\b",
    re.IGNORECASE,
)  # fmt: skip
GIVEN = re.compile(
    r"\b(?:gave|given|served|had|was sent|received|remain\w*|left|passed|ago)\b", re.IGNORECASE
)
REACH = 300  # characters back to the agreement that "it may be ended" is told of
NEAR = 0.03  # how far two terms may be from each other and still be one: six months, 180 days


class Term(Struct, frozen=True):
    """A term of notice in days, and where it is told."""

    page: Page
    line: Line
    start: int
    end: int
    days: float


def find(case: "Case") -> Iterator[Finding]:
    """Yield what is ordered and forbidden by two texts (`norms`), or told of one (`content`)."""
    seen: set[frozenset[tuple[str, int]]] = set()
    for a in case.clauses.every:
        if not _rules(case, a):
            continue
        sense = _sense(a)
        senses = [*(alike.kin(sense) if a.force == "ban" else alike.opposed(sense))]
        if "conceal" in senses:
            senses = [*senses, "=treat"]
        for b in case.clauses.near(a, senses):
            key = frozenset(((a.document, a.start), (b.document, b.start)))
            if key in seen or not _rules(case, b) or not _opposed(a, b):
                continue
            if _one_bearer(a, b) and _one_thing(case, a, b) and not _other_names(case, a, b):
                seen.add(key)
                yield _finding(case, a, b)


def _sense(c: Clause) -> str:
    return "conceal" if c.sense == "=treat" and c.rest & SECRET else c.sense


def _rules(case: "Case", c: Clause) -> bool:
    """Say whether a clause tells what a text orders, forbids or allows, without ifs and buts."""
    known: dict[tuple[object, ...], bool] = case.once("rulings", c.document, dict)
    place = c.start, c.end, c.verb, c.force, c.mood, c.negated, c.binding, c.heading
    if place not in known:
        known[place] = _is_ruling(case.pages[c.document], c)
    return known[place]


def _is_ruling(page: Page, c: Clause) -> bool:
    line = page.line_at(c.verb)
    if line is None or c.mood != "fact" or APART.search(page.text, line.start, line.end):
        return False
    if c.force in ("must", "ban"):
        return c.binding or bool(CITED.search(page.text, line.start, c.verb))
    said = bool(c.heading or BY_TEXT.search(page.text, line.start, c.verb))
    cited = CITED.search(page.text, line.start, c.verb)
    return said if c.force == "may" else not c.force and not c.negated and bool(cited)


def _opposed(a: Clause, b: Clause) -> bool:
    """Say whether what one tells to be done the other forbids, or tells the contrary of."""
    if (a.force == "ban") != (b.force == "ban"):
        return _sense(a) == _sense(b) or not against(_sense(a), _sense(b))
    if a.force == "ban":
        return False
    contrary = against(_sense(a), _sense(b))
    if "must" in (a.force, b.force) and {a.force, b.force} <= {"must", "may"}:
        return contrary
    return contrary and not a.force and not b.force


def _one_bearer(a: Clause, b: Clause) -> bool:
    if a.everybody or b.everybody or not (a.doers or b.doers):
        return bool(a.subject & b.subject - COMMANDS) or a.everybody or b.everybody or (
            not a.subject - COMMANDS and not b.subject - COMMANDS
        )  # fmt: skip
    if a.doers and b.doers:
        return bool(a.doers & b.doers)
    return bool(a.subject & b.subject - COMMANDS)


COMMANDS = frozenset({"oblig", "order", "forbi", "binds", "circu", "rule", "memor", "claus",
                      "requi", "says", "artic", "agree", "joint"})  # fmt: skip


def _one_thing(case: "Case", a: Clause, b: Clause) -> bool:
    """Say whether both are of one thing, and not of two times, places or sorts of it."""
    one, other = (set(re.findall(r"\w+", case.pages[c.document].text[c.verb : c.end].lower()))
                  for c in (a, b))  # fmt: skip
    if twins_apart(one, other):
        return False
    mine, theirs = a.rest - b.rest - b.subject, b.rest - a.rest - a.subject
    if a.sense in ("withdraw", "present") or b.sense in ("withdraw", "present"):
        return len((a.rest | a.subject) & (b.rest | b.subject)) > 1
    if not alike.same_object(a, b):
        return False
    if a.names and b.names and not a.names & b.names:
        return False
    cited = _place_cited(case, a)
    one_place = cited is not None and cited == _place_cited(case, b)
    return not (mine and theirs) or len(a.rest & b.rest) > 1 or one_place


def _other_names(case: "Case", a: Clause, b: Clause) -> bool:
    """Say whether two rulings name two agreements, bearers or places."""
    heads, tails = [], []
    for c in (a, b):
        page = case.pages[c.document]
        line = page.line_at(c.verb)
        start = line.start if line else c.start
        heads.append(set(CAPITAL.findall(page.text[start : c.verb])) - LEADING)
        tails.append(set(CAPITAL.findall(page.text[c.verb : c.end])))
    if tails[0] and tails[1] and not tails[0] & tails[1]:
        return True
    return bool(heads[0] - heads[1]) and bool(heads[1] - heads[0])


CAPITAL = re.compile(r"\b[A-Z][a-z][\w-]+")
LEADING = frozenset({
    "Article", "Under", "Point", "Rule", "Circular", "Clause", "Section", "Order", "Directive",
    "Memorandum", "Its", "The", "Paragraph", "According", "Each", "Every", "Both", "Either",
    "Neither", "And", "But", "Yet", "While", "This", "That", "Their", "Our", "Textbooks", "Annex",
    "Decree", "Resolution", "Protocol", "Agreement", "Accord", "Treaty", "For", "All", "Then",
    "Nobody", "Whoever", "There", "Here", "What", "How", "When", "With", "From", "Which",
})  # fmt: skip


def _place_cited(case: "Case", c: Clause) -> tuple[str, str] | None:
    page = case.pages[c.document]
    line = page.line_at(c.verb)
    found = list(CITED.finditer(page.text, line.start, c.verb)) if line else []
    if found:
        return found[-1]["kind"].lower(), found[-1]["n"].lower()
    kind, _, n = c.heading.lower().partition(" ")
    return (kind, n) if n else None


def _finding(case: "Case", a: Clause, b: Clause) -> Finding:
    one, other = _place_cited(case, a), _place_cited(case, b)
    if a.document == b.document:
        norms = not (one == other and one and a.voice != b.voice)
    else:
        norms = bool(one and other and one != other)
    kind = "norms" if norms else "content"
    return between(
        case, kind, f"{kind}/told-orders",
        *(Place(c.document, c.start, c.end, c.voice) for c in (a, b)),
        explanation="what one is told to have to do it is told not to do, and cannot keep both"
        if norms else "one provision is told to say two contrary things",
        dissolved_by="they are of different places, times or means, or one is an exception",
    )  # fmt: skip


def notices(case: "Case") -> Iterator[Finding]:
    """Yield two terms of notice told of one agreement."""
    kindred = case.clauses.kindred
    found = list(case.of_pages("terms of notice", _terms))
    for a, b in combinations(found[: alike.COMMON], 2):
        apart = abs(a.days - b.days) > NEAR * max(a.days, b.days)
        if not case.asked(a.page.document.id, b.page.document.id):
            continue
        kin = kindred.of_one_passage(a.page.document.id, a.start, b.page.document.id, b.start)
        if apart and a.line != b.line and kin and _one_agreement(case, a, b):
            yield between(
                case, "content", "content/two-notices",
                *(Place(t.page.document.id, t.start, t.end, t.page.voice(t.start))
                  for t in (a, b)),
                explanation="one agreement is told to have two terms of notice",
                dissolved_by="another agreement or provision is meant",
            )  # fmt: skip


def _one_agreement(case: "Case", a: Term, b: Term) -> bool:
    """Say whether no two agreements are spoken of where two terms are told."""
    keys = []
    for t in (a, b):
        id_ = t.page.document.id
        spots = case.threads.spots(id_, t.line.start, t.line.end)
        last = spots[-1] if spots else case.threads.before(id_, t.line.start, REACH)
        keys.append(last.key if last else case.threads.own(id_))
    return keys[0] == keys[1] and bool(keys[0] or a.page is b.page)


def _terms(page: Page) -> Iterator[Term]:
    back = taken_back(page)
    for line in page.lines:
        if line in back or page.text[line.start : line.end].rstrip(' "”’').endswith("?"):
            continue
        for m in NOTICE.finditer(page.text, line.start, line.end):
            word = (m["n"] or m["m"]).lower()
            number = 1 if word in ("a", "one") else int(word) if word.isdigit() else count_of(word)
            unit = DURATION[(m["unit"] or m["unit2"]).lower()]
            head = page.text[max(line.start, m.start() - 80) : m.start()]
            fixed = FIXES.search(head + m.group()) and not GIVEN.search(head[-40:])
            if number and fixed and not APART.search(head):
                yield Term(page, line, m.start(), m.end(), float(number) * unit)
