"""Clashes of plain sentences: a deed and its denial, a duty and a deed against it, two numbers."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from servanda.model import Finding
from servanda.reasoning.clashes import alike
from servanda.reasoning.clashes.clause_stems import names_in, words_of
from servanda.reasoning.clashes.clauses import Clause, things_of
from servanda.reasoning.clashes.pair import Place, between
from servanda.reasoning.clashes.surely import supposed_at, verb_at
from servanda.reasoning.tellings.match import one_doer, places_apart
from servanda.reasoning.tellings.numbers import Number, numbers_in
from servanda.reasoning.tellings.pages import Line, Page
from servanda.reasoning.tellings.sense import taken_back
from servanda.reasoning.tellings.telling import THAN
from servanda.reasoning.tellings.words import twins_apart
from servanda.reasoning.wording import STEM

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

MONTH = 31  # days: what is dated more loosely may be of two times


def existence(case: "Case") -> Iterator[Finding]:
    """Yield what is told as done, and told as never done by the same at the same time."""
    index = case.clauses
    for no in index.every:
        if not (no.negated and no.mood == "fact" and not no.force):
            continue
        senses = ["stage", "happen"] if no.sense == "have" else [*alike.kin(no.sense)]
        for yes in index.near(no, senses):
            if yes.negated or yes.force or yes.mood != "fact" or no.sense in STANCES:
                continue
            if "notic" in things_of(no):
                continue  # told of agreements, and read there
            if not (alike.same_doer(no, yes) and alike.same_object(no, yes)):
                continue
            here, there = no.names - no.doers, yes.names - yes.doers
            if here and there and not here & there and no.doers & yes.doers:
                continue  # "the bridge at Lund", "the bridge at Malmö"
            staged = no.sense == "have" and yes.sense != "have"
            if (no.sense in VAGUE and not staged) or len(alike.shared(no, yes)) < _least(no, yes):
                continue
            sure = no.ever or no.when is not None or (
                alike.written_near(no, yes) and bool(things_of(no) & things_of(yes))
                and bool(no.doers & yes.doers or no.subject & yes.subject)
            )  # fmt: skip
            if supposed_at(case, yes.document, yes.verb) or _parted(case, no, yes):
                continue
            if THAN.match(case.pages[no.document].text[no.verb : no.end]):
                continue
            if sure and alike.one_time(no, yes) and _by_then(no, yes):
                yield between(
                    case, "existence", "existence/deed-and-denial", _place(yes), _place(no),
                    explanation="by one telling it was done, by the other it never was",
                    dissolved_by="the two are of different deeds, days or places",
                )  # fmt: skip


# "West of the river" is not "east of the river".
SIDES = frozenset({"compass", "level", "hand"})


def _parted(case: "Case", a: Clause, b: Clause) -> bool:
    """Say whether the parse has two clauses of other doers, things, places or days."""
    one, other = (verb_at(case, c.document, c.verb) for c in (a, b))
    if one is None or other is None:
        return False
    due, day = one.when, other.when
    if a.force == "must" and due and day and due.first and day.last and day.last < due.first:
        return True
    here, there = (
        frozenset(
            w[:STEM] for w in re.findall(r"[a-z]+", case.pages[c.document].text[c.start : c.end])
        )
        for c in (a, b)
    )
    if twins_apart(here, there, SIDES):
        return True
    return one_doer(one, other) is False or places_apart(one, other)


# What is said of many things: that something remains, stops or goes on tells little of what.
VAGUE = frozenset({"present", "continue", "stop", "keep", "change", "use", "have", "respect",
                   "protect"})  # fmt: skip


def _least(no: Clause, yes: Clause) -> int:
    """Return how many words two clauses must share: of a council that meets the council is all."""
    one, other = things_of(no), things_of(yes)
    whole = bool(one and other) and (one <= other or other <= one)
    return 1 if whole or no.sense in ("meet", "have") or no.everybody else 2


# Of these it is told who is for or against; they are no deeds.
STANCES = frozenset({"support", "accept", "reject", "admit", "count"})


def _by_then(no: Clause, yes: Clause) -> bool:
    """Say whether a deed was done by the time its denial was said."""
    if no.said[1] is None:
        return True
    if yes.when is not None and yes.when.first is not None:
        return yes.when.first <= no.said[1]
    return yes.said[0] is None or yes.said[0] <= no.said[1] or alike.written_near(no, yes)


def breach(case: "Case") -> Iterator[Finding]:
    """Yield duties and bans beside what their bearer is told to have done or refused."""
    index = case.clauses
    for norm in index.every:
        if norm.force not in ("must", "ban") or norm.mood != "fact" or not norm.binding:
            continue
        against = alike.opposed(norm.sense) if norm.force == "must" else ()
        if EXCEPTION.search(case.pages[norm.document].text, norm.verb, _line_end(case, norm)):
            continue  # what is only forbidden so, or there, or then
        parties = {w[:6] for w in case.pages[norm.document].proper} if norm.everybody else ()
        for deed in index.near(norm, [*alike.kin(norm.sense), *against], parties):
            how = _broken(norm, deed, opposed=deed.sense in against)
            if how and (supposed_at(case, deed.document, deed.verb) or _parted(case, norm, deed)):
                continue
            if deed.negated and THAN.match(case.pages[deed.document].text[deed.verb : deed.end]):
                continue
            if how and _bears(case, norm, deed) and _after(case, norm, deed):
                yield between(
                    case, "breach", f"breach/{how}", _place(norm), _place(deed),
                    explanation=f"a {'ban' if norm.force == 'ban' else 'duty'}; by the other "
                    f"telling its bearer {WORDS[how]}",
                    dissolved_by="the deed is not what the text means, or the duty was not due",
                )  # fmt: skip


EXCEPTION = re.compile(r"\b(?:without|unless|except|save|other than|otherwise than)\b", re.I)


def _line_end(case: "Case", clause: Clause) -> int:
    line = case.pages[clause.document].line_at(clause.verb)
    return line.end if line else clause.end


WORDS = {
    "told-refused": "refused it", "told-not-done": "did not do it",
    "told-done": "did what it forbids", "told-against": "did the contrary",
    "told-late": "did it later than agreed",
}  # fmt: skip


def _broken(norm: Clause, deed: Clause, *, opposed: bool) -> str:
    """Return how a deed breaks a duty, empty where it does not."""
    if deed.mood != "fact" or deed.force not in ("", "refuse"):
        return ""
    if opposed and deed.sense == "present":
        stays = not deed.negated and not deed.force and bool(things_of(norm) & deed.subject)
        return "told-against" if stays else ""
    same = alike.same_object(norm, deed) or (
        norm.sense in ("arm", "disarm", "meet") and not norm.rest - {"winte"}
    )
    if norm.force == "ban" and norm.passive and not norm.subject:
        same = True  # "nobody will be moved": whoever it is
    if norm.force == "ban" and norm.everybody and not norm.rest:
        same = True  # "both sides must refrain from attacks": whatever is attacked
    if norm.force == "ban":
        done = not deed.negated and not deed.force and same
        return "told-done" if done else ""
    if opposed:
        loose = {norm.sense, deed.sense} == {"arm", "disarm"}
        return "told-against" if not deed.negated and not deed.force and (same or loose) else ""
    if not same:
        return ""
    if deed.force == "refuse":
        return "told-refused"
    if deed.negated:
        return "told-not-done" if deed.ever or deed.when else ""
    term, took = _days(norm), _days(deed)
    late = term is not None and took is not None and took.low > term.high
    return "told-late" if late else ""


def _days(clause: Clause) -> Number | None:
    return next((n for n in clause.numbers if n.unit == "days"), None)


def _bears(case: "Case", norm: Clause, deed: Clause) -> bool:
    """Say whether who did it bears the duty."""
    if (norm.passive and not norm.doers) or (deed.passive and not deed.doers):
        return True
    if deed.sense == "present" and things_of(norm) & deed.subject:
        return True  # what is to be removed still stands: who let it stand is clear
    if norm.everybody:
        page = case.pages[norm.document]
        proper = {w[:6] for w in page.proper} | {n[2].id for n in page.names if n[2].id}
        return bool(deed.doers & proper) or bool(deed.doers & alike.ANYBODY) or deed.everybody
    if norm.doers and deed.doers:
        return bool(norm.doers & deed.doers)
    return bool(norm.subject & deed.subject)


def _after(case: "Case", norm: Clause, deed: Clause) -> bool:
    """Say whether a deed is not older than the telling of its duty by more than the duty may be."""
    if norm.document == deed.document or deed.when is None or deed.when.last is None:
        return True
    if not case.pages[norm.document].treaty or norm.said[0] is None:
        return True
    return deed.when.last >= norm.said[0]  # an agreement's own text is as old as its duties


def quantity(case: "Case") -> Iterator[Finding]:
    """Yield two numbers of one thing, of one deed and time."""
    groups: dict[tuple[str, str], list[tuple[Clause, Number]]] = defaultdict(list)
    for clause in case.clauses.every:
        if clause.mood == "fact" and not clause.negated:
            for number in clause.numbers:
                keys = {number.unit, *number.row} if number.unit else frozenset[str]()
                if keys and not _loose(case, clause, number):
                    text = case.pages[clause.document].text
                    of = text[number.start - 3 : number.start] == "of "  # "a board of five judges"
                    sense = "count" if of or clause.sense in COUNTING else clause.sense
                    for key in keys:
                        groups[sense, key].append((clause, number))
    seen: set[tuple[Clause, Clause]] = set()
    for (sense, _), found in groups.items():
        counting = sense == "count"
        for (a, x), (b, y) in combinations(found[: alike.COMMON], 2):
            if not case.asked(a.document, b.document):
                continue
            forces = {a.force, b.force} <= {"must", ""} and (a.force == b.force or counting)
            if x.apart(y) and forces and _same_noun(x, y) and _one(a, b, x) and (a, b) not in seen:
                seen.add((a, b))
                yield _two_numbers(case, _at(a, x), _at(b, y))


def figures(case: "Case") -> Iterator[Finding]:
    """Yield two numbers of one thing named alike: "111 Indian enclaves", "102 Indian enclaves"."""
    groups: dict[frozenset[str], list[Figure]] = defaultdict(list)
    for page, (counted, told) in figures_by_document(case):
        id_ = page.document.id
        for line, numbers in counted if case.asked(id_) else ():
            yield from _in_one(case, page, line, numbers)
        for figure in told:
            groups[figure.number.row].append(figure)
    for found in groups.values():
        for one, other in combinations(found[: alike.COMMON], 2):
            ids = one.page.document.id, other.page.document.id
            two = case.asked(*ids) and one.number.apart(other.number) and one.line != other.line
            if two and case.clauses.kindred.of_one_matter(*ids) and _one_figure(one, other):
                yield _two_numbers(case, *(
                    Place(f.page.document.id, f.number.start, f.number.end,
                          f.page.voice(f.number.start)) for f in (one, other)
                ))  # fmt: skip


def figures_by_document(case: "Case") -> Iterator[tuple[Page, "Figures"]]:
    """Yield the pages with the numbers of their sentences, each worked out once."""
    for id_, page in case.pages.items():
        yield page, case.once("figures", id_, partial(_figures, page))


Figures = tuple[list[tuple[Line, list[Number]]], list["Figure"]]


def _figures(page: Page) -> tuple[list[tuple[Line, list[Number]]], list["Figure"]]:
    """Return the numbers of a document by sentence, and those that may be met again elsewhere."""
    back = taken_back(page)
    counted, told = [], []
    for line in page.lines:
        if line in back or SUPPOSED.search(page.text, line.start, line.end):
            continue
        numbers = list(numbers_in(page.text, line.start, line.end))
        counted.append((line, numbers))
        words = page.text[line.start : line.end]
        for number in numbers:
            near = page.text[max(line.start, number.start - 30) : number.end + 25]
            exact = number.unit != "days" and not LOOSELY.search(near)
            if len(number.row) > 1 and exact:
                told.append(Figure(page, line, number, names_in(page, words), words_of(words)))
    return counted, told


def _in_one(case: "Case", page: Page, line: Line, numbers: list[Number]) -> Iterator[Finding]:
    """Yield two numbers of one sentence: a part above its whole, or "13 in the same year"."""
    for one, other in pairwise(numbers):
        if one.unit != other.unit or not one.unit or one.unit == "days":
            continue
        more = other.of_them and other.low > one.high
        after = page.text[other.end : min(other.end + 75, line.end)]
        again = not other.row - one.row and one.apart(other) and SAME_TIME.search(after)
        if more or again:
            spans = (line.start, one.end), (other.start - 12, other.end)
            yield _two_numbers(case, *(
                Place(page.document.id, max(start, line.start), end, page.voice(end - 1))
                for start, end in spans
            ))  # fmt: skip


SAME_TIME = re.compile(r"\b(?:the|that) (?:very )?same (?:day|week|month|year|time|period)\b", re.I)


class Figure(Struct, frozen=True):
    """A number of a sentence, with the proper words of the sentence."""

    page: Page
    line: Line
    number: Number
    names: frozenset[str]
    words: frozenset[str]


def _one_figure(a: Figure, b: Figure) -> bool:
    """Say whether two figures are of one place and time."""
    if a.names and b.names and not a.names & b.names:
        return False
    if not a.names & b.names and a.page is not b.page and not (
        (a.words & b.words) - a.number.row - {a.number.unit}
    ):  # fmt: skip
        return False
    times = [f.page.times_in(f.line.start, f.line.end) for f in (a, b)]
    if any(t.granularity in ("day", "month", "year") for some in times for t in some):
        return bool(times[0] and times[1]) and any(
            x.earliest and y.latest and y.earliest and x.latest
            and x.earliest <= y.latest and y.earliest <= x.latest
            for x in times[0] for y in times[1]
        )  # fmt: skip
    return True


def _two_numbers(case: "Case", a: Place, b: Place) -> Finding:
    return between(
        case, "quantity", "quantity/two-tellings", a, b,
        explanation="one thing is counted twice, with two numbers",
        dissolved_by="the two count different things, or at different times, or one is a slip",
    )  # fmt: skip


SUPPOSED = re.compile(r"\b(?:if|would|could|might)\b|\?", re.IGNORECASE)
ON_TOP = re.compile(
    r"\b(?:another|other|further|more|first|remaining|additional|each|every|last|per)\s$", re.I
)
LOOSELY = re.compile(
    r"\b(?:another|other|further|more|first|remaining|additional|each|every|instead|not|per|"
    r"demand\w*|propos\w+|want\w*|draft\w*)\b", re.IGNORECASE,
)  # fmt: skip


def _one(a: Clause, b: Clause, number: Number) -> bool:
    """Say whether two clauses count one thing at one time."""
    if a.names and b.names and not a.names & b.names:
        return False
    if a.doers and b.doers and not a.doers & b.doers:
        return False
    for x, y in ((a, b), (b, a)):
        if x.when is None and y.when is not None and not _about(y, x):
            return False
    if not alike.one_time(a, b) or (a.document == b.document and a.voice == b.voice):
        return False
    words = (a.subject | a.rest) & (b.subject | b.rest) - {number.unit}
    if a.when is not None and b.when is not None and (
        (_tight(a) and _tight(b)) or (a.when.first, a.when.last) == (b.when.first, b.when.last)
    ):  # fmt: skip
        return True
    return bool(words) or bool(a.names & b.names)


COUNTING = frozenset({"count", "have", "give", "publish"})  # "recorded 96", "there were 69"


def _about(dated: Clause, undated: Clause) -> bool:
    """Say whether a dated clause is of about the days on which one without a date was told."""
    said, last = undated.said[0], dated.when.last if dated.when else None
    return said is None or last is None or said - last <= alike.CLOSE


def _loose(case: "Case", clause: Clause, number: Number) -> bool:
    """Say whether a number is a share, a demand, or comes on top of another."""
    text = case.pages[clause.document].text
    return bool(ON_TOP.search(text[max(clause.start, number.start - 14) : number.start]))


def _same_noun(x: Number, y: Number) -> bool:
    """Say whether two numbers count one sort of thing: one noun, or two words for it."""
    if x.row & y.row or not x.row or not y.row:
        return True
    if x.unit == y.unit == "days":
        return True
    return x.unit == y.unit and x.unit in ONE_SORT and not (x.row | y.row) & BODIES


ONE_SORT = frozenset({"#troops", "#prisoners", "#violations", "#dead"})  # words for one thing
BODIES = frozenset({"tanks", "tank", "briga", "batta", "compa", "regim", "plato", "garri", "army",
                    "armie", "band", "bands", "group"})  # fmt: skip


def chronology(case: "Case") -> Iterator[Finding]:
    """Yield what happens once told of two times: the outbreak of one war, one closing of a road."""
    groups: dict[tuple[str, str], list[Clause]] = defaultdict(list)
    for clause in case.clauses.every:
        once = clause.sense in ONCE and clause.mood == "fact" and not clause.force
        if once and not clause.negated and _tight(clause):
            by_itself = clause.sense in ("begin", "happen", "sink") or clause.passive
            thing = clause.subject if by_itself else clause.rest
            for word in thing:
                if clause.sense != "begin" or word not in OFTEN:
                    groups[clause.sense, word].append(clause)
    seen: set[tuple[Clause, Clause]] = set()
    for found in groups.values():
        for a, b in combinations(found[: alike.COMMON], 2):
            if not case.asked(a.document, b.document):
                continue
            if (a, b) in seen or not _two_days(case, a, b):
                continue
            seen.add((a, b))
            yield between(
                case, "chronology", "chronology/one-deed", _place(a), _place(b),
                explanation="what happened once is told of two times",
                dissolved_by="the two are of different deeds, or one date is a slip",
            )  # fmt: skip


ONCE = frozenset({"begin", "happen", "sink", "close", "open", "destroy", "establish", "cut"})
OFTEN = frozenset({"#talks", "meeti", "visit", "day", "sessi", "round", "work"})
AGAIN = re.compile(r"\b(?:again|anew|another|second|third|new|fresh|once more|re\w+ed)\b", re.I)


def _two_days(case: "Case", a: Clause, b: Clause) -> bool:
    """Say whether two clauses tell one deed of days that have none in common."""
    if a.when is None or b.when is None or not a.when.apart(b.when):
        return False
    if a.when.before or b.when.before or a.when.since or b.when.since:
        return False
    for c in (a, b):
        if AGAIN.search(case.pages[c.document].text[c.start : c.end]):
            return False
    if a.names and b.names and not a.names & b.names and a.sense != "begin":
        return False
    shared = (a.subject | a.rest) & (b.subject | b.rest)
    return a.sense in ("begin", "sink") or (len(shared) > 1 and alike.same_doer(a, b))


def _tight(c: Clause) -> bool:
    """Say whether the days of a clause are those of a month at most."""
    return bool(c.when and c.when.first and c.when.last
                and (c.when.last - c.when.first).days <= MONTH)  # fmt: skip


def _place(c: Clause) -> Place:
    return Place(c.document, c.start, c.end, c.voice)


def _at(c: Clause, number: Number) -> Place:
    return Place(c.document, min(c.start, number.start), max(c.end, number.end), c.voice)
