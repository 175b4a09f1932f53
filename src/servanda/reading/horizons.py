"""The window of a prediction: from when to when what is foretold is to come, as its words say.

"By March" runs to the end of March, "before March" to the day before; "by the autumn" until it has
begun, with its first month; "within a year" from the day it was said; "before the year is out" to
the last of December. Windows that hang on a deed ("before the elections") are not read here.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from servanda.model import Anchor, Phrase, When
from servanda.model.spelt import count_of
from servanda.reading.context import Context, Sentence
from servanda.reading.dates import Match
from servanda.reading.horizon_lengths import (
    FIRST_DAYS,
    KEEPING,
    LASTING,
    MIDDLE,
    STRETCH,
    is_denied,
    lasting,
    later,
    spelt,
    time_words,
    until,
)
from servanda.reading.namings import namings
from servanda.reading.syntax import own_words

if TYPE_CHECKING:
    from spacy.tokens import Token

DAY = timedelta(days=1)
LAST = (
    r"(?:by|this side of|before|until|till|come|prior to|no later than|not later than|ahead of|"
    r"up to|through|no (?:earlier|sooner) than|not (?:earlier|sooner) than|beyond|past|"
    r"surviv(?:e|es|ing)|see(?:s|ing)? out|outlast(?:s|ing)?|outliv(?:e|es|ing)|last(?:s|"
    r"ing)?(?: out)?|"
    r"into|as late as|between now and|"
    r"from now (?:until|till|to)|on or before)"
)
LEAD = re.compile(
    rf"\b(?P<how>{LAST}|within|as early as|in|on|at|during|over|throughout|for|between|from|"
    rf"after|since|around"
    r"|about|of|towards?|inside)\s+"
    r"(?:(?:the|very|early|mid|late|course of|some time in|at least)[\s-]*)*$",
    re.IGNORECASE,
)
IS_OVER = re.compile(
    r"\s+(?:(?:is|are)\s+(?:over|out|up|through|done)|ends?|has\s+ended)\b"
    r"|['’]s\s+(?:end|close|out|over|up|through|done)\b",
    re.I,
)
UNTIL = (
    "by",
    "until",
    "till",
    "come",
    "no later than",
    "not later than",
    "up to",
    "through",
    "beyond",
    "past",
    "as late as",
    "on or before",
    "between now and",
    "from now until",
    "from now till",
    "from now to",
)
SOONEST = re.compile(r"n(?:o|ot) (?:earlier|sooner) than")
OR = re.compile(r"\s+or\s+(?:(?:in|by|early|late|mid)[\s-]+)?")
AND = re.compile(r"\s+and\s+(?:(?:early|late|mid|the)[\s-]+)*")
NEW_YEAR = re.compile(r"\b(?:the\s+)?new\s+year\b(?!['’]s)", re.IGNORECASE)
# "Neither this month nor later", "sooner or later": no end is told.
ENDLESS = re.compile(
    r"\W*(?:n?or|and)\s+(?:later|ever|after|afterwards|beyond|at any)\b", re.IGNORECASE
)
# "In the ballot of May": the time of what is to happen then.
OCCASION = re.compile(
    r"\b(?:in|at|during|with)\s+(?:the|its|their|this)\s+(?:[\w-]+\s+){0,3}"
    r"(?:ballots?|elections?|votes?|polls?|summits?|sessions?|meetings?|referendum|plebiscite|"
    r"round|"
    r"conference|congress|assembly)\s+of\s+(?:this\s+|next\s+)?$", re.IGNORECASE,
)  # fmt: skip
ASIDE = frozenset({"relcl", "acl"})
SOONER = re.compile(r"\b(?:sooner or later|same day|that day)\b", re.IGNORECASE)
PARTS = ("START", "MID", "END")
SEASONS = re.compile(r"\d{4}-2[1-4]")


def horizon(
    context: Context, sentence: Sentence, verb: "Token", earlier: When | None,
    condition: Phrase | None = None,
) -> When | None:  # fmt: skip
    """Return the window told of what a verb or noun foretells; None where none can be reckoned.

    `earlier` is the window of the prediction before, which "in the same period" means. Dates of the
    condition are of another deed.
    """
    made = context.document.published
    start, end = _extent(sentence, verb)
    front = sentence.offset + next(iter(sentence)).idx
    aside_of = condition.anchors if condition is not None else ()
    close = sentence.offset + max(t.idx + len(t) for t in sentence)
    left = set(verb.subtree) - set(own_words(verb))
    after = [sentence.offset + t.idx for t in left if sentence.offset + t.idx >= end]
    close = min([*after, close])  # another thing's time stands there
    for low, high in ((start, end), (front, start), (end, close)):
        told = [*spelt(context, low, high, made, earlier), *lasting(context, verb, low, high)]
        dated = list(_dated(context, sentence, verb, (low, high), made))
        own = [w for w, aside in dated if not aside]
        # A date in a clause aside is of another deed, unless it is the only one that lies ahead.
        found = [w for w in (*told, *own) if _is_ahead(w, made, aside_of)]
        found = found or [w for w, _ in dated if _is_ahead(w, made, aside_of)]
        if found:
            # Of two windows the last told is of the deed: "after talks in May it ends by July".
            return max(found, key=lambda w: w.anchors[0].end)
    return None


def given(context: Context, span: tuple[int, int]) -> When | None:
    """Return the window of a time that something is given: "three months", "until Easter"."""
    made = context.document.published
    stretch = STRETCH.search(context.text, *span)
    if made is not None and stretch is not None:
        count = 1 if stretch["count"].lower() in ("a", "an") else count_of(stretch["count"]) or 0
        if count:
            return until(made, later(made, count, stretch["unit"].lower()), context.span(*span))
    for match in namings(context).dates:
        if span[0] <= match.start < span[1]:
            match = _to_come(match, made)
            return _window(match, "until", made, context.span(*span), over=False)
    return None


def _extent(sentence: Sentence, verb: "Token") -> tuple[int, int]:
    """Return the offsets of the clause of a verb, with those that it hangs below at its right.

    "Is likely to resume by August": the day may hang on either verb.
    """
    top = verb
    while top.dep_ in ("xcomp", "acomp", "attr") and top.head != top:
        top = top.head
    words = [t for t in (*own_words(verb), *own_words(top)) if not t.is_space]
    if top.dep_ in ("nsubj", "pobj", "dobj", "nsubjpass"):  # a noun: "a return is unlikely in May"
        words += [t for t in top.head.subtree if t.i > top.i]
    return (sentence.offset + min(t.idx for t in words),
            sentence.offset + max(t.idx + len(t) for t in words))  # fmt: skip


def how_of(lead: "re.Match[str]") -> str:
    """Return the preposition of what leads a date."""
    return lead["how"].lower()


def _is_ahead(window: When, made: date | None, aside: tuple[Anchor, ...]) -> bool:
    """Say whether a window ends after the saying, and is not of the condition."""
    if any(a.overlaps(b) for a in window.anchors for b in aside):
        return False
    return made is None or window.latest is None or window.latest >= made


def _dated(
    context: Context, sentence: Sentence, verb: "Token", place: tuple[int, int], made: date | None
) -> Iterator[tuple[When, bool]]:
    """Yield the windows that dates of the clause tell, and whether each stands in one aside."""
    before: tuple[Match, re.Match[str]] | None = None
    for match in namings(context).dates:
        if not place[0] <= match.start < place[1]:
            continue
        since = None
        found = LEAD.search(context.text, max(0, match.start - 60), match.start)
        how = found["how"].lower() if found else ""
        if match.text.lower().startswith("before "):
            how = "before"
        if found is None and before is not None:
            joined = context.text[before[0].end : match.start]
            if OR.fullmatch(joined) or (how_of(before[1]) == "between" and AND.fullmatch(joined)):
                found, since = before[1], before[0]  # "in June or July", "between May and July"
                how = "in" if how_of(found) == "between" else how_of(found)
        if found is not None:
            before = (match, found)
        if how in ("until", "till") and is_denied(verb) and verb.lemma_ not in KEEPING:
            how = "before"  # "will not open until June": not before June
        if SOONEST.fullmatch(how):
            how = "before"
        if LASTING.match(how):
            how = "through"
        occasion = OCCASION.search(context.text, max(0, match.start - 60), match.start)
        if ENDLESS.match(context.text, match.end) or SOONER.search(context.text, match.start,
                                                                   match.end):  # fmt: skip
            continue
        if occasion is not None:
            found, how = occasion, "in"
        elif how == "of" or (not how and not _adverbial(match)):
            continue
        match = _to_come(match, made)
        first = found.start() if found else match.start
        over = IS_OVER.match(context.text, match.end) is not None
        if _of_subject(sentence, match) or _of_event(sentence, match):
            continue
        if since is not None:
            match = replace(match, earliest=since.earliest, edtf=f"{since.earliest}/{match.latest}")
        window = _window(match, how, made, time_words(context, first, match.end), over=over)
        if window is not None:
            yield window, _aside(sentence, verb, match)


def _to_come(match: Match, made: date | None) -> Match:
    """Return a date without a year that was taken for a past one as the next of its name."""
    last = match.latest
    if made is None or last is None or last >= made or re.search(r"\d{3}", match.text):
        return match
    if re.match(r"(?:last|past|previous|that|the same)\b", match.text, re.IGNORECASE):
        return match
    first, years = match.earliest, made.year - last.year
    years += (last.month, last.day) < (made.month, made.day)
    if years > 2 or match.granularity not in ("day", "month", "season"):
        return match
    edtf = re.sub(r"\d{4}", lambda year: str(int(year[0]) + years), match.edtf)
    return replace(
        match, edtf=edtf, earliest=_years_on(first, years), latest=_years_on(last, years)
    )


def _years_on(day: date | None, years: int) -> date | None:
    if day is None:
        return None
    last = monthrange(day.year + years, day.month)[1]
    return date(day.year + years, day.month, min(day.day, last))


def _adverbial(match: Match) -> bool:
    """Say whether a date tells a time without a preposition: "this summer", "next year", "on"."""
    word = match.text.split()[0].lower()
    return word in ("this", "next", "later", "tomorrow", "tonight", "today", "early", "late")


def _aside(sentence: Sentence, verb: "Token", match: Match) -> bool:
    """Say whether a date stands in a clause that describes a thing: "imposed in July 2023"."""
    at = match.start - sentence.offset
    token = next((t for t in sentence if t.idx <= at < t.idx + len(t)), None)
    while token is not None and token != verb and token.head != token:
        if token.dep_ in ASIDE and token != verb and verb not in token.subtree:
            return True
        token = token.head
    return False


def _of_event(sentence: Sentence, match: Match) -> bool:
    """Say whether a season only says of what sort an event is: "before the spring thaw"."""
    if match.granularity != "season":
        return False
    last = match.end - sentence.offset
    token = next((t for t in sentence if t.idx < last <= t.idx + len(t)), None)
    return token is not None and token.dep_ in ("compound", "amod", "nmod") and (
        token.head.idx >= last and token.head.pos_ == "NOUN"
    )  # fmt: skip


def _of_subject(sentence: Sentence, match: Match) -> bool:
    """Say whether a date stands in a clause that is a subject: "whoever is elected in 2018"."""
    at = match.start - sentence.offset
    token = next((t for t in sentence if t.idx <= at < t.idx + len(t)), None)
    return token is not None and any(t.dep_ in ("csubj", "csubjpass") for t in token.ancestors)


def _window(match: Match, how: str, made: date | None, place: Anchor, *, over: bool) -> When | None:
    """Return the window that a date tells after a preposition, or without one.

    `over` says that it is told as ending: "before the summer is out".
    """
    first, last = match.earliest, match.latest
    if last is None and first is None:
        return None
    if how in ("after", "since", "from"):
        told = how == "after" and last is not None
        return When(f"{last + DAY}/..", last + DAY, None, (place,)) if told and last else None
    if NEW_YEAR.fullmatch(match.text) and made is not None:
        if how in UNTIL or how == "before":
            return until(made, date(made.year, 12, 31), place)
        first, last = date(made.year + 1, 1, 1), date(made.year + 1, 12, 31)
        return When(str(made.year + 1), first, last, (place,))
    closing = match.edtf.startswith("../")
    if how in ("before", "by") and over and last is not None:
        return until(made, last, place)  # "before the summer is over"
    if how in ("before", "prior to", "ahead of", "this side of") and not closing:
        return until(made, first - DAY, place) if first else None
    if last is None:
        return None
    if closing:
        return until(made, last, place)
    if match.mod in PARTS and first is not None:
        first, last = _part(match, first, last)
    if how in UNTIL:
        begun = SEASONS.fullmatch(match.edtf) and match.mod not in PARTS
        if how in ("by", "until", "till", "come") and begun and first is not None:
            last = date(first.year, first.month, monthrange(first.year, first.month)[1])
        return until(made, last, place)
    if (first, last) == (match.earliest, match.latest):
        return When(match.edtf, first, last, (place,))
    return When(f"{first}/{last}", first, last, (place,))


def _part(match: Match, first: date, last: date) -> tuple[date, date]:
    """Return the days of the early, middle or late part of a stretch: thirds of it, of a month
    its first ten days, its first fifteen, its last ten; "the first half" was reckoned with it."""
    if "half" in match.text.lower() or "/" in match.edtf:
        return first, last
    days = (last - first).days + 1
    if days <= 31:
        early, middle = FIRST_DAYS, MIDDLE
    else:
        early, middle = days // 3, days // 2
    if match.mod == "START" and re.search(r"\b(?:start|beginning|outset)\b", match.text.lower()):
        return first, first + timedelta(days=FIRST_DAYS - 1)
    if match.mod == "START":
        return first, first + timedelta(days=early - 1)
    if match.mod == "MID":
        return first + timedelta(days=early - 1), first + timedelta(days=middle - 1)
    rest = re.match(r"(?:the\s+)?(?:rest|remainder)\b", match.text, re.IGNORECASE)
    return (first, last) if rest else (last - timedelta(days=early - 1), last)
