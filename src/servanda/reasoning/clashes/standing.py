"""Clashes of what plain sentences tell of agreements: done or not, in force or over, on which day.

Three kinds rest on the same tellings (`told`): existence, status and chronology. Tellings are
compared by agreement only, so that the time grows with what is told of one agreement.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import combinations, product
from typing import TYPE_CHECKING

from msgspec.structs import replace

from servanda.model import Finding
from servanda.model.spelt import count_of
from servanda.reasoning.clashes.pair import Place, between
from servanda.reasoning.clashes.told import Told, told_in
from servanda.reasoning.clashes.told_of import of_another, told_of
from servanda.reasoning.meant import surely_meant
from servanda.reasoning.shown import dated
from servanda.reasoning.tellings.sense import Window

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

# What cannot have happened where this was never done.
RESTS_ON = {
    "sign": ("sign", "signed", "enter", "since", "stand"),
    "ratify": ("ratify", "enter", "since"),
    "notice": ("notice", "leave", "recall", "terminate"),
    "leave": ("leave", "notice", "recall", "terminate"),
    "enter": ("enter", "since", "stand"),
    "exist": ("exist", "sign", "enter", "ratify", "stand"),
}
OVER = ("end", "terminate")
STANDING = ("stand", "since", "reaffirm", "enter")
MOMENTS = ("reaffirm", "enter")  # of one day, and to be in force on it
ONCE = ("sign", "ratify", "enter", "end", "notice")  # what happens to an agreement on one day only
NOTICE = re.compile(
    r"\b(?P<n>[\w-]+)\s(?P<unit>month|year|week|day)s?['’]?s?['’]?\snotice|"
    r"\b(?P<n2>[\w-]+)\s(?P<unit2>month|year|week|day)s?\s(?:after|from)\s(?:that|the|its)\snotice",
    re.IGNORECASE,
)  # fmt: skip
TERM = re.compile(r"\bfor (?:a (?:term|period) of )?(?P<n>[\w-]+)\s(?P<unit>year|month)s?", re.I)
MONTH = 31  # days
UNITS = {"day": 1 / 30.44, "week": 7 / 30.44, "month": 1, "year": 12}
MOST = 2000  # tellings of one agreement that are compared, so that pairs of them do not explode
NEAR = timedelta(days=60)  # "is dead" and "remains the law", said so near to each other, clash
WORDS = {
    "sign": "signature", "signed": "signature", "ratify": "ratification",
    "exist": "existence", "enter": "entry into force", "since": "force", "stand": "force",
    "leave": "denunciation", "notice": "notice", "end": "end",
    "recall": "notice", "terminate": "termination",
}  # fmt: skip


def grouped(case: "Case") -> dict[str, list[Told]]:
    """Return what is told of each agreement, in the order of the documents."""
    out: dict[str, list[Told]] = defaultdict(list)
    found = list(told_in(case))
    sure = [t for t in found if not of_another(case, t)]
    for told in (*sure, *told_of(case, sure)):
        meant = told.mood != "open" or told.deed in ("leave", "term")
        known = meant and not told.key.startswith("new:")
        if known and len(out[told.key]) < MOST and _of_it(case, told):
            out[told.key].append(told)
    return out


def _of_it(case: "Case", told: Told) -> bool:
    """Say whether the words of a signing may be of the agreement: by a noun that it goes by.

    "Signed a declaration" is not told of a statement; "nothing signed on Tuesday" of no agreement.
    """
    row = case.registry.get(told.key)
    if row is not None and row.parties and told.deed in ("sign", "ratify", "leave", "notice"):
        strangers = {a for a in told.actors if a.startswith(("state:", "group:", "polity:"))}
        groups = {a for a in strangers if a.startswith("group:")} - set(row.parties)
        others = groups if any(p.startswith("group:") for p in row.parties) else set[str]()
        if (others or (strangers and not strangers & set(row.parties))) and not told.negated:
            return False  # signed by others: another agreement
    named = {
        ref.id for _, _, ref in case.pages[told.document].names_in(told.start, told.end)
        if (ref.id or "").startswith("instrument:") and surely_meant(ref)
    }  # fmt: skip
    if named and told.key.startswith("instrument:") and told.key not in named:
        return False  # the words name another agreement
    if told.deed not in SIGNING:
        return True
    words = case.pages[told.document].text[told.start : told.end].lower()
    said = set(NOUN.findall(words))
    if not said:
        return not (told.negated and "nothing" in words)
    if row is None:
        return True
    names = " ".join((row.kind, row.title, *row.names)).lower()
    return any(noun in names for noun in said)


SIGNING = ("sign", "signed", "exist")
NOUN = re.compile(
    r"\b(declaration|statement|treaty|protocol|convention|memorandum|charter|communiqu\w*|law|"
    r"decree|letter|accord|pact)\b"
)


def existence(case: "Case") -> Iterator[Finding]:
    """Yield acts told as done, or as what could not be without them, and as never done."""
    for key, told in case.tellings.items():
        facts = [t for t in told if t.mood == "fact"]
        for no in facts:
            if not no.negated or no.deed not in RESTS_ON or no.taken_back:
                continue
            for yes in map(_since(facts), facts):
                if not case.asked(no.document, yes.document):
                    continue
                if not yes.negated and yes.deed in RESTS_ON[no.deed] and _meet(no, yes):
                    kind = "status" if no.deed == "enter" and yes.deed != "enter" else "existence"
                    yield between(
                        case, kind, f"{kind}/told-and-denied", _place(yes), _place(no),
                        explanation=f"{WORDS[no.deed]} of {case.name(key)}: told as never done, "
                        f"and {'as done' if yes.deed == no.deed else 'with what rests on it'}",
                        dissolved_by="another text of that name is meant, or the denial is of its "
                        "force, its manner or another day",
                    )  # fmt: skip


def _since(facts: list[Told]) -> Callable[[Told], Told]:
    """Return a way to date signing and ratifying, told without a day, by the entry into force."""
    days = [t.when for t in facts if t.deed in ("enter", "since") and not t.negated
            and t.when is not None and t.when.year and t.when.last is not None]  # fmt: skip

    def with_days(told: Told) -> Told:
        if told.when is None and told.deed in ("sign", "ratify") and not told.negated and days:
            latest = min(days, key=lambda w: w.last or date.max)
            return replace(told, when=Window(latest.first, latest.last, before=True))
        return told

    return with_days


def _by_notice(case: "Case", told: list[Told]) -> Iterator[Told]:
    """Yield the ends that follow from dated notices and the term of notice that a text tells."""
    terms = {n for t in told if (n := _months(case, t))}
    for one in told:
        if one.deed in ("leave", "notice") and not one.negated and one.mood == "fact" and (
            one.when is not None and one.when.year and one.when.last and len(terms) == 1
        ):  # fmt: skip
            end = one.when.last + timedelta(days=round(min(terms) * 30.44))
            yield replace(one, deed="end", when=Window(end, end))


def _months(case: "Case", told: Told) -> float:
    """Return the months of notice that the sentence of a telling speaks of, 0 without any."""
    page = case.pages[told.document]
    line = page.line_at(told.start)
    m = NOTICE.search(page.text, line.start, line.end) if line else None
    if m is None:
        return 0
    count = count_of(m["n"] or m["n2"])
    return 0 if count is None else count * UNITS[(m["unit"] or m["unit2"]).lower()]


def _by_term(case: "Case", told: list[Told]) -> Iterator[Told]:
    """Yield the time in force of an agreement that was made for a number of years."""
    begins = [t.when.first for t in told if t.deed in ("enter", "sign") and not t.negated
              and t.when is not None and t.when.year and t.when.first]  # fmt: skip
    for one in told:
        if one.deed != "term" or one.negated or not begins:
            continue
        m = TERM.search(case.pages[one.document].text, one.start, one.end)
        count = count_of(m["n"]) if m else None
        if m is not None and count:
            first = min(begins)
            days = round(count * UNITS[m["unit"].lower()] * 30.44) - 40
            yield replace(one, deed="since", when=Window(first, first + timedelta(days=days)))


def _meet(no: Told, yes: Told) -> bool:
    """Say whether a denial and a telling are of the same doers and days."""
    if yes.taken_back and yes.document == no.document:
        return False
    everybody = yes.everybody or no.everybody
    if no.actors and yes.actors and not no.actors & yes.actors and not everybody:
        return False
    if no.when is not None and yes.when is not None and not no.ever and no.when.apart(yes.when):
        return False
    if not no.ever and no.when is None and yes.deed != no.deed:
        return False
    said, done = no.said[1], yes.when.first if yes.when else yes.said[0]
    if said is None or done is None or not (yes.when is None or yes.when.year):
        return True
    if done <= said:
        return True
    # Told later without a day: it may have been done in between, unless it is of the same days.
    return yes.when is None and yes.said[0] is not None and yes.said[0] - said <= NEAR


def status(case: "Case") -> Iterator[Finding]:
    """Yield agreements told to be over, and told to be in force at or after that time."""
    for key, every in case.tellings.items():
        told = [t for t in every if not t.taken_back]
        over = [t for t in told if _says_over(t)]
        alive = [t for t in told if _says_alive(t)]
        days = {t.document: t.when for t in over if t.when is not None}
        over = [replace(t, when=t.when or days.get(t.document)) for t in over]
        pairs = [
            *product(over, alive), *product(_of_itself(case, over, told), _by_term(case, told)),
            *product(_by_notice(case, told), alive),
        ]  # fmt: skip
        for end, stand in pairs:
            if case.asked(stand.document, end.document) and _after(stand, end):
                yield between(
                    case, "status", "status/over-and-in-force", _place(stand), _place(end),
                    explanation=f"{case.name(key)} is told to be in force and to be over",
                    dissolved_by="one is an evaluation and no legal claim, or the two are of "
                    "different days",
                )  # fmt: skip


def _of_itself(case: "Case", over: list[Told], told: list[Told]) -> list[Told]:
    """Return the ends that nobody is told to have brought about before the term was over."""
    pages = case.pages
    left = {(t.document, pages[t.document].line_at(t.start)) for t in told
            if t.deed in ("leave", "notice", "terminate") and t.mood == "fact"}  # fmt: skip
    return [
        t for t in over
        if t.deed != "terminate" and (t.document, pages[t.document].line_at(t.start)) not in left
    ]  # fmt: skip


def _says_over(t: Told) -> bool:
    if t.deed in OVER and not t.negated:
        return t.mood == "fact" or (t.when is not None and t.mood == "future")
    return t.deed in ("stand", "since") and t.negated and t.mood == "fact" and t.now


def _says_alive(t: Told) -> bool:
    if t.mood != "fact":
        return False
    if t.deed in OVER and t.negated:
        return t.when is None
    return (
        t.deed in STANDING
        and not t.negated
        and (t.deed not in MOMENTS or (t.when is not None and t.when.year))
    )


def _after(stand: Told, end: Told) -> bool:
    """Say whether an agreement is told in force on days on which it is told to be over."""
    last = _alive_days(stand)[1]
    if end.when is not None and end.when.first is not None:
        if end.mood == "future" and (end.said[1] is None or last is None):
            return False
        day = end.when.last or end.when.first
        same = end.when.first == end.when.last and stand.deed == "stand" and stand.now
        return last is not None and (last > day or (same and last == day))
    if stand.deed == "stand" and not stand.now and stand.when is None:
        return False  # "was in force", at some time
    over = end.said[0]
    if last is None or over is None:
        return last is None and over is None and stand.document == end.document
    if not stand.now and stand.deed == "stand":
        return False
    return last >= over - NEAR


def _alive_days(t: Told) -> tuple[date | None, date | None]:
    """Return from when until when something is told to be in force."""
    if t.deed in MOMENTS and t.when is not None:
        return t.when.first, t.when.last
    if t.when is not None and t.when.since:
        return t.when.first, t.said[1]
    if t.when is not None and not t.when.before:
        return t.when.first, t.when.last
    return t.said


def chronology(case: "Case") -> Iterator[Finding]:
    """Yield one act of an agreement on two days, and effects before their cause."""
    for key, told in case.tellings.items():
        with_day = [t for t in map(_entered, told) if t.when is not None and not t.negated
                 and (t.mood == "fact" or t.deed == "enter") and not t.taken_back
                 and t.when.first is not None and t.when.last is not None]  # fmt: skip
        for a, b in combinations(with_day, 2):
            if not case.asked(a.document, b.document):
                continue
            if a.deed == b.deed and a.deed in ONCE:
                if _two_days(a, b) and not _on_record(case, key, a, b):
                    yield _dated(case, key, a, b, "two-days")
            else:
                for cause, effect in ((a, b), (b, a)):
                    if cause.deed == "sign" and _before(effect, cause):
                        yield _dated(case, key, cause, effect, "effect-before-cause")


def _entered(t: Told) -> Told:
    """Return "in force since 5 May 2011" as its entry into force on that day."""
    w = t.when
    if t.deed != "since" or w is None or not w.since or not w.year or w.first != w.last:
        return t
    return replace(t, deed="enter", when=Window(w.first, w.last, w.year, start=w.start, end=w.end))


def _two_days(a: Told, b: Told) -> bool:
    if a.when is None or b.when is None:
        return False
    if a.deed in ("ratify", "notice") and not a.actors & b.actors and (
        a.deed == "ratify" or (a.actors and b.actors) or not _days_near(a.when, b.when)
    ):  # fmt: skip
        return False  # each on a day of its own
    if a.actors and b.actors and not a.actors & b.actors and a.deed == "sign":
        return False
    return a.when.apart(b.when) and not a.when.before and not b.when.before


def _days_near(x: Window, y: Window) -> bool:
    """Say whether two windows lie a month apart at most, so that one may be a slip."""
    return x.first is not None and y.first is not None and abs((x.first - y.first).days) <= MONTH


def _on_record(case: "Case", key: str, a: Told, b: Told) -> bool:
    """Say whether two days of signing are both the record's, or one is told by a pronoun alone.

    A text signed in the night bears two days; "signed it" may be said of the law on it.
    """
    row = case.registry.get(key)
    days = dated(row) if row is not None and a.deed == "sign" else None
    if days is None:
        return False
    fits = [
        t.when is not None and t.when.first is not None and t.when.last is not None
        and t.when.first <= days[1] and days[0] <= t.when.last
        for t in (a, b)
    ]  # fmt: skip
    if all(fits):
        return True
    text = (case.pages[t.document].text[t.start : t.end] for t in (a, b))
    bare = [IT.search(words) is not None and NOUN.search(words) is None for words in text]
    return any(f and other for f, other in zip(fits, reversed(bare), strict=True))


IT = re.compile(r"\b(?:it|this|that)\b", re.IGNORECASE)


def _before(effect: Told, cause: Told) -> bool:
    """Say whether an effect is told of days that surely lie before its cause."""
    one, other = effect.when, cause.when
    if one is None or other is None or not (one.last and other.first):
        return False
    if effect.deed not in ("enter", "since"):
        return False
    if not one.year or not other.year:
        return False
    return one.last < other.first


def _dated(case: "Case", key: str, a: Told, b: Told, how: str) -> Finding:
    words = (
        f"{WORDS[a.deed]} of {case.name(key)} is told of {_days(a.when)} and of {_days(b.when)}"
        if how == "two-days"
        else f"{case.name(key)} is told to be in force before it was signed"
    )
    return between(
        case, "chronology", f"chronology/{how}", _place(a), _place(b), explanation=words,
        dissolved_by="the places speak of different acts or agreements, or one date is a slip",
    )  # fmt: skip


def _days(when: Window | None) -> str:
    if when is None or when.first is None:
        return "no day"
    return when.first.isoformat() + ("" if when.first == when.last else f" to {when.last}")


def _place(t: Told) -> Place:
    return Place(t.document, t.start, t.end, t.voice)
