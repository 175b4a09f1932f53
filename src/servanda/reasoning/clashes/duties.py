"""Clashes of tellings: a duty or ban and a deed, and two duties that cannot both be kept."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.model import Finding
from servanda.reasoning.clashes.clause_words import BY_TEXT, COMMITTED
from servanda.reasoning.clashes.deeds import (
    SURE,
    agreed,
    done,
    needed,
    of_one_matter,
    place_of,
)
from servanda.reasoning.clashes.pair import between
from servanda.reasoning.tellings.match import (
    TEXTS,
    contrary,
    goes,
    named,
    names_left,
    one_doer,
    one_object,
    one_sense,
)
from servanda.reasoning.tellings.telling import Telling

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

LOCATOR = re.compile(
    r"\b(?:article|articles|art|paragraph|point|clause|rule|section|annex|annexe|memorandum|decree|"
    r"order|directive|circular|resolution|decision|regulation|instruction|chapter|item)\.?\s+"
    r"(?P<n>\d+|[IVXLC]+|[A-Z])\b", re.IGNORECASE,
)  # fmt: skip
EXCEPT = re.compile(
    r"\b(?:unless|except\w*|without (?:the )?(?:\w+\s){0,3}(?:consent|leave|permission|approval|"
    r"agreement)|save|other than|provided|only (?:if|when|after|with)|but for|apart from|"
    r"if|in case|as long as|so long as)\b",
    re.IGNORECASE,
)  # fmt: skip


def breach(case: "Case") -> Iterator[Finding]:
    """Yield a duty or ban beside what its bearer is told to have done, left undone or refused."""
    index = case.tellings_of_deeds
    for norm in index.every:
        if norm.force not in ("must", "ban") or not binding(case, norm) or _of_itself(norm):
            continue
        for deed in index.alike(norm):
            if deed.mood != "open" and _apart_from(case, norm, deed) and one_sense(norm, deed):
                how = _broken(norm, deed) or _in_part(case, norm, deed)
                if norm.force == "ban" and not deed.doers and conditional(case, norm):
                    continue  # whoever did it may have been allowed to
                if how and _bears(case, norm, deed) and _after(norm, deed):
                    yield _breach(case, norm, deed, how)
        if norm.force == "must":
            for deed in index.contrary(norm):
                if not done(deed) or not _apart_from(case, norm, deed) or _too_early(norm, deed):
                    continue
                if contrary(norm, deed) and (
                    one_object(norm, deed) and _bears(case, norm, deed, SURE) and _after(norm, deed)
                ):  # fmt: skip
                    yield _breach(case, norm, deed, "did the contrary")


def _too_early(norm: Telling, deed: Telling) -> bool:
    """Say whether a deed is over before the time that a duty is for."""
    one, other = norm.when, deed.when
    return bool(one and other and one.first and other.last and other.last < one.first)


def _of_itself(norm: Telling) -> bool:
    """Say whether what a text shall do is told of the text, as its term is: nobody owes that."""
    return bool(norm.doers) and not norm.passive and all(d.sorts & TEXTS for d in norm.doers)


def _apart_from(case: "Case", norm: Telling, deed: Telling) -> bool:
    """Say whether a deed is told of one matter with a norm, and not by an agreement's own text."""
    if norm.heading and deed.heading and norm.document == deed.document:
        return False  # two points of one text, whatever it calls itself
    return not deed.treaty and of_one_matter(case, norm, deed)


def _broken(norm: Telling, deed: Telling) -> str:
    """Return how a deed breaks a duty to do or not to do it, empty where it does not."""
    if one_object(norm, deed) is False or names_left(norm, deed):
        return ""
    if norm.force == "ban":
        if deed.negated or deed.force:
            return ""
        if deed.mood == "future":
            return "says that it will do what it forbids" if one_doer(norm, deed) else ""
        return "did what it forbids"
    if deed.mood == "future":
        return "says that it will not do it" if deed.negated and not deed.force else ""
    if deed.force == "refuse":
        return "refused it"
    sure = deed.ever or deed.when or deed.tense == "past"
    return "did not do it" if deed.negated and not deed.force and sure else ""


def _in_part(case: "Case", norm: Telling, deed: Telling) -> str:
    """Return that a deed is less than was owed, where the time for it is told to be over."""
    if norm.force != "must" or not done(deed) or one_object(norm, deed) is not True:
        return ""
    owed = [x.number for x in norm.things if x.number]
    got = [x.number for x in deed.things if x.number]
    less = any(g.high < o.low for o in owed for g in got)
    text = case.pages[deed.document].text[deed.sentence[0] : deed.sentence[1]]
    return "did only part of it" if less and LESS.search(text) else ""


LESS = re.compile(
    r"\b(?:only|just|no more than|fewer than|so far|barely|hardly|merely|ran out|run out|expired|"
    r"by then|by that (?:day|date)|deadline|instead of|short of|a mere|had passed|"
    r"(?:out )?of the \d+|by the (?:day|date|end))\b", re.IGNORECASE,
)  # fmt: skip


def _bears(case: "Case", norm: Telling, deed: Telling, need: int = 0) -> bool:
    """Say whether the tellings are of one bearer and deed."""
    doer = one_doer(norm, deed)
    unknown = doer is None and norm.doers and any(not d.bare for d in deed.doers)
    if (doer is False or unknown) and not goes(deed):
        return False
    sure = SURE if doer and not (norm.everybody and norm.treaty) else SURE - 1
    named_bearer = any(d.names or d.ids for d in norm.doers) and not norm.everybody
    if doer is None and named_bearer and not (named(norm) & named(deed)):
        sure = SURE  # whoever it was: more must be alike
    return agreed(case, norm, deed) >= (sure if need else needed(norm, deed, sure))


def _after(norm: Telling, deed: Telling) -> bool:
    """Say whether a deed is not older than the text or promise that it breaks."""
    if norm.document == deed.document:
        return True
    if not norm.treaty:
        told = norm.said[0], deed.said[1]  # what stood before a promise does not break it
        before = told[0] is not None and told[1] is not None and told[1] < told[0]
        open_ = not norm.keys and (norm.when is None or contrary(norm, deed))
        return not (before and done(deed) and deed.when is None and open_)
    if deed.when is None or deed.when.last is None or norm.said[0] is None:
        return True
    return deed.when.last >= norm.said[0]


# A text named in an earlier clause: "must be settled by the resolutions, and the land restored".
ASIDE = re.compile(r",\s(?:and|but|so|yet)\s", re.IGNORECASE)


def binding(case: "Case", norm: Telling) -> bool:
    """Say whether a duty is that of a text or of a promise, and nobody's opinion."""
    if norm.treaty or norm.heading or norm.keys or norm.owed:
        return True
    page = case.pages[norm.document]
    before = page.text[norm.sentence[0] : norm.head]
    by_text = BY_TEXT.search(before)
    return bool(COMMITTED.search(before) or (by_text and not ASIDE.search(before, by_text.end())))


def _breach(case: "Case", norm: Telling, deed: Telling, how: str) -> Finding:
    return between(
        case, "breach", "breach/duty-and-deed", place_of(norm), place_of(deed),
        explanation=f"a {'ban' if norm.force == 'ban' else 'duty'}; by the other telling "
        f"its bearer {how}",
        dissolved_by="the deed is not what the text means, or the duty was not due",
    )  # fmt: skip


def norms(case: "Case") -> Iterator[Finding]:
    """Yield what one is told to have to do and not to be allowed to (`norms`, `content`)."""
    index = case.tellings_of_deeds
    for a in index.every:
        if a.force != "ban" or not binding(case, a):
            continue
        for b in index.alike(a):
            if b.force in ("must", "may") and b.mood == "fact" and one_sense(a, b):
                yield from _two(case, a, b)
    for a in index.every:
        if a.force != "must" or not binding(case, a):
            continue
        for b in index.contrary(a):
            if b.force in ("must", "may") and b.mood == "fact" and contrary(a, b) and (
                b.force == "may" or (a.document, a.head) < (b.document, b.head)
            ):  # fmt: skip
                yield from _two(case, a, b)


def _two(case: "Case", a: Telling, b: Telling) -> Iterator[Finding]:
    """Yield the clash of two duties, unless they are of two provisions that may both be kept."""
    if not binding(case, b) or not of_one_matter(case, a, b):
        return
    thing, doer = one_object(a, b), one_doer(a, b)
    own = doer and not (a.everybody or b.everybody)
    if thing is False or not (thing or own) or _hours_apart(case, a, b):
        return
    known = thing or not (a.things and b.things)
    if not known and one_sense(a, b):
        return
    enough = agreed(case, a, b) >= SURE - 1 and needed(a, b) == SURE and own
    if not (enough or _bears(case, a, b, 0 if one_sense(a, b) else SURE)):
        return
    if names_left(a, b) or places_of_exception(case, a) or places_of_exception(case, b):
        return
    kind = _kind(case, a, b)
    if kind == "":
        return
    yield between(
        case, kind, f"{kind}/duty-and-ban", place_of(a), place_of(b),
        explanation="what one is told to have to do it is told not to do, and cannot keep both"
        if kind == "norms" else "one provision is told to say two contrary things",
        dissolved_by="they are of different places, times or means, or one is an exception",
    )  # fmt: skip


HOURS = tuple(
    (re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE)) for one, other in (
        (r"\b(?:at night|by night|nights?|after dark|nightly)\b",
         r"\b(?:by day|daytime|daylight)\b"),
        (r"\bsummer\b", r"\bwinter\b"), (r"\bweekdays?\b", r"\b(?:weekends?|sundays?)\b"),
    )
)  # fmt: skip


def _hours_apart(case: "Case", a: Telling, b: Telling) -> bool:
    """Say whether two duties are of hours or seasons that exclude each other."""
    here, there = (case.pages[t.document].text[t.start : t.end] for t in (a, b))
    return any(
        (one.search(here) and other.search(there)) or (one.search(there) and other.search(here))
        for one, other in HOURS
    )


def _kind(case: "Case", a: Telling, b: Telling) -> str:
    """Return whether two duties are of one provision (`content`) or of two (`norms`), or neither.

    A leave given by one text and a duty of another may both stand.
    """
    here, there = locators(case, a), locators(case, b)
    if a.treaty and b.treaty:
        return "norms" if "may" not in (a.force, b.force) or not here or here == there else ""
    if here and there:
        if here & there:
            return "norms" if a.document == b.document and a.voice == b.voice else "content"
        one = a.document == b.document and a.voice == b.voice
        return "norms" if one or "may" not in (a.force, b.force) else ""
    one_text = bool(a.keys & b.keys) or a.treaty != b.treaty
    if one_text or (_by_text(case, a) and _by_text(case, b)):
        return "content"
    return "" if "may" in (a.force, b.force) else "norms"


def _by_text(case: "Case", t: Telling) -> bool:
    """Say whether a text is the one that orders: what governs the duty has it as its subject."""
    above = case.evidence.predications[t.document][t.n].above
    found = (g for g in case.tellings_of_deeds.of(t.document) if g.n == above)
    return any(d.sorts & TEXTS or d.head in ("artic", "claus", "provi")
               for g in found for d in g.doers)  # fmt: skip


WITHOUT = re.compile(r"\bwithout\b|\bunless\b|\bexcept\b|\bsave\b|\bonly\b", re.IGNORECASE)


def conditional(case: "Case", t: Telling) -> bool:
    """Say whether a ban leaves something allowed: "without prior consultation"."""
    return bool(WITHOUT.search(case.pages[t.document].text, *t.sentence))


def places_of_exception(case: "Case", t: Telling) -> bool:
    """Say whether a duty has an exception or condition in its sentence."""
    return bool(EXCEPT.search(case.pages[t.document].text, *t.sentence))


def locators(case: "Case", t: Telling) -> frozenset[str]:
    """Return the provisions that a telling is of: those named in its sentence, or its heading."""
    text = case.pages[t.document].text
    found = [m["n"].upper() for m in LOCATOR.finditer(text, t.sentence[0], t.head + 200)
             if m.start() < t.sentence[1]]  # fmt: skip
    if not found and t.heading:
        found = [m["n"].upper() for m in LOCATOR.finditer(t.heading)]
    return frozenset(found[:1])
