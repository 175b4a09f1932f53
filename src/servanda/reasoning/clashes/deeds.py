"""Clashes of tellings: a deed and its denial, a duty and a deed, two duties, two days, a blame."""

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from servanda.model import Finding
from servanda.reasoning.clashes import alike
from servanda.reasoning.clashes.clause_words import BY_TEXT, COMMITTED
from servanda.reasoning.clashes.pair import Place, between
from servanda.reasoning.tellings.match import (
    contrary,
    named,
    one_doer,
    one_object,
    one_sense,
    same_deed,
    words,
)
from servanda.reasoning.tellings.telling import Telling

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

SURE = 4  # what two tellings must share, in the count of `same_deed`
MONTH = 31  # days
# Verbs that say too little of a deed to hold two tellings of it against each other.
EMPTY_VERBS = frozenset({"=be", "=have", "=do", "=make", "=get", "=go", "=come", "=say", "=tell",
                         "=know", "=think", "=want", "=see", "=take", "=put", "=mean", "=need",
                         "=seem", "=become", "=ask", "=include", "=concern", "=call", "=show",
                         "=write", "=read", "=speak", "=believe", "=agree", "use", "speak",
                         "happen", "announce", "accuse", "deny", "promise", "threaten", "ask",
                         "propose", "inform", "continue", "stop", "begin", "lead",
                         "respect", "violate", "support", "accept", "reject"})  # fmt: skip


def existence(case: "Case") -> Iterator[Finding]:
    """Yield a deed told as done and told as not done, at no time or at the same time."""
    index = case.tellings_of_deeds
    for no in index.every:
        if not (no.told and no.negated and not no.force) or no.senses <= EMPTY_VERBS:
            continue
        for yes in index.alike(no):
            if not (yes.told and not yes.negated and not yes.force and one_sense(no, yes)):
                continue
            sure = SURE if not no.ever else SURE - 1
            if _of_one_matter(case, no, yes) and same_deed(no, yes) >= sure and _denied(no, yes):
                yield between(
                    case, "existence", "existence/deed-told-undone", _place(yes), _place(no),
                    explanation="a deed is told, and told not to have been done",
                    dissolved_by="the two are of different deeds, days or places",
                )  # fmt: skip


def _denied(no: Telling, yes: Telling) -> bool:
    """Say whether the day of a denial takes in that of the deed."""
    if no.when is not None and yes.when is not None:
        return not no.when.apart(yes.when)
    if no.said[1] and yes.when is not None and yes.when.first and yes.when.first > no.said[1]:
        return False
    if no.ever or no.when is not None:
        return True
    near = _written_near(no, yes)
    return near and no.tense != "present"


def breach(case: "Case") -> Iterator[Finding]:
    """Yield a duty or ban beside what its bearer is told to have done, left undone or refused."""
    index = case.tellings_of_deeds
    for norm in index.every:
        if norm.force not in ("must", "ban") or not binding(case, norm):
            continue
        if norm.senses <= EMPTY_VERBS:
            continue
        for deed in index.alike(norm):
            if deed.told and _of_one_matter(case, norm, deed) and one_sense(norm, deed):
                how = _broken(norm, deed)
                if how and _bears(norm, deed) and _after(norm, deed):
                    yield _breach(case, norm, deed, how)
        if norm.force == "must":
            for deed in index.contrary(norm):
                if deed.told and not deed.negated and not deed.force and contrary(norm, deed) and (
                    _of_one_matter(case, norm, deed) and _bears(norm, deed) and _after(norm, deed)
                    and one_object(norm, deed)
                ):  # fmt: skip
                    yield _breach(case, norm, deed, "did the contrary")


def _broken(norm: Telling, deed: Telling) -> str:
    """Return how a deed breaks a duty to do or not to do it, empty where it does not."""
    if one_object(norm, deed) is False:
        return ""
    if norm.force == "ban":
        return "did what it forbids" if not deed.negated and not deed.force else ""
    if deed.force == "refuse":
        return "refused it"
    return "did not do it" if deed.negated and (deed.ever or deed.when) else ""


def _bears(norm: Telling, deed: Telling) -> bool:
    """Say whether the tellings are of one bearer and deed."""
    doer = one_doer(norm, deed)
    if doer is False:
        return False
    return same_deed(norm, deed) >= (SURE if doer or norm.everybody else SURE - 1)


def _after(norm: Telling, deed: Telling) -> bool:
    """Say whether a deed is not older than the text that forbids it."""
    if not norm.treaty or norm.document == deed.document:
        return True
    if deed.when is None or deed.when.last is None or norm.said[0] is None:
        return True
    return deed.when.last >= norm.said[0]


def binding(case: "Case", norm: Telling) -> bool:
    """Say whether a duty is that of a text or of a promise, and nobody's opinion."""
    if norm.treaty or norm.heading or norm.keys:
        return True
    page = case.pages[norm.document]
    before = page.text[norm.sentence[0] : norm.head]
    return _of_a_text(before)


def _of_a_text(before: str) -> bool:
    """Say whether words before a duty tell of a promise, an order or a text."""
    return bool(COMMITTED.search(before) or BY_TEXT.search(before))


def _breach(case: "Case", norm: Telling, deed: Telling, how: str) -> Finding:
    return between(
        case, "breach", "breach/duty-and-deed", _place(norm), _place(deed),
        explanation=f"a {'ban' if norm.force == 'ban' else 'duty'} is told, and that its bearer "
        f"{how}",
        dissolved_by="the deed is not what the text means, or the duty was not due",
    )  # fmt: skip


def norms(case: "Case") -> Iterator[Finding]:
    """Yield what one is told to have to do and not to be allowed to (`norms`, `content`)."""
    index = case.tellings_of_deeds
    for a in index.every:
        if a.force != "ban" or not binding(case, a) or a.senses <= EMPTY_VERBS:
            continue
        for b in index.alike(a):
            if b.force not in ("must", "may") or not binding(case, b) or not one_sense(a, b):
                continue
            if _of_one_matter(case, a, b) and _bears(a, b) and one_object(a, b):
                yield _two_norms(case, a, b)
    for a in index.every:
        if a.force != "must" or not binding(case, a) or a.senses <= EMPTY_VERBS:
            continue
        for b in index.contrary(a):
            if b.force == "must" and binding(case, b) and a.head < b.head and contrary(a, b) and (
                _of_one_matter(case, a, b) and _bears(a, b) and one_object(a, b)
            ):  # fmt: skip
                yield _two_norms(case, a, b)


def _two_norms(case: "Case", a: Telling, b: Telling) -> Finding:
    one_text = bool(a.keys & b.keys) or a.treaty != b.treaty
    kind = "content" if a.document != b.document and one_text else "norms"
    return between(
        case, kind, f"{kind}/duty-and-ban", _place(a), _place(b),
        explanation="what one is told to have to do it is told not to do, and cannot keep both"
        if kind == "norms" else "one provision is told to say two contrary things",
        dissolved_by="they are of different places, times or means, or one is an exception",
    )  # fmt: skip


# What is done once to one thing: told of two days, one of them is wrong.
ONCE = frozenset({"sign", "conclude", "ratify", "adopt", "join", "leave", "lapse", "enter",
                  "establish", "dissolve", "resign", "appoint", "complete", "recognise", "capture",
                  "sink", "die", "open", "close", "destroy", "end", "disband", "expel", "free",
                  "establish_relations", "break_relations", "withdraw"})  # fmt: skip


def chronology(case: "Case") -> Iterator[Finding]:
    """Yield a deed done once that is told of two days."""
    index = case.tellings_of_deeds
    seen: set[tuple[int, int]] = set()
    for a in index.every:
        if not (_done(a) and a.senses & ONCE and _tight(a)):
            continue
        for b in index.alike(a):
            if (id(b), id(a)) in seen or not (_done(b) and b.senses & ONCE and _tight(b)):
                continue
            seen.add((id(a), id(b)))
            if a.when is None or b.when is None or not a.when.apart(b.when):
                continue
            if _of_one_matter(case, a, b) and one_sense(a, b) and one_object(a, b) and (
                same_deed(a, b) > SURE and named(a) & named(b)
            ):  # fmt: skip
                yield between(
                    case, "chronology", "chronology/deed-of-two-days", _place(a), _place(b),
                    explanation="what is done once is told of two days",
                    dissolved_by="the two are of different deeds, or one date is a slip",
                )  # fmt: skip


def _done(t: Telling) -> bool:
    return t.told and not t.negated and not t.force


def _tight(t: Telling) -> bool:
    w = t.when
    return bool(w and w.first and w.last and (w.last - w.first).days <= MONTH and not w.before
                and not w.since)  # fmt: skip


def reversal(case: "Case") -> Iterator[Finding]:
    """Yield who blames another for a deed that it is told to have done itself."""
    index = case.tellings_of_deeds
    by_document: dict[str, dict[int, Telling]] = {}
    for t in index.every:
        by_document.setdefault(t.document, {})[t.n] = t
    for blame, deed in _blamed(case, by_document):
        for own in index.alike(deed):
            if own.n == deed.n and own.document == deed.document:
                continue
            if not _done(own) or not one_sense(deed, own) or not _of_one_matter(case, deed, own):
                continue
            mine = any(_actors(d) & _actors(b) or d.names & b.names
                       for d in own.doers for b in blame.doers)  # fmt: skip
            if mine and one_object(deed, own) is not False and (
                words(deed) & words(own) or named(deed) & named(own)
            ):  # fmt: skip
                yield between(
                    case, "reversal", "reversal/blames-own-deed", _place(deed), _place(own),
                    explanation="who blames another for a deed is told to have done it itself",
                    dissolved_by="the two deeds are not of one kind",
                )  # fmt: skip


BLAMES = frozenset({"accuse", "blame", "charge", "condemn", "denounce", "reproach", "criticise",
                    "criticize", "complain", "protest", "allege"})  # fmt: skip


def _actors(thing: object) -> frozenset[str]:
    ids: frozenset[str] = getattr(thing, "ids", frozenset())
    return frozenset(i for i in ids if not i.startswith("instrument:"))


def _blamed(
    case: "Case", by_document: dict[str, dict[int, Telling]]
) -> Iterator[tuple[Telling, Telling]]:
    """Yield who blames, and the deed of another that it is blamed for."""
    for document, found in by_document.items():
        parsed = case.evidence.predications.get(document, ())
        for n, t in found.items():
            above = parsed[n].above
            g = found.get(above)
            if g is None or g.lemma not in BLAMES or not g.doers:
                continue
            yield g, t


def quantity(case: "Case") -> Iterator[Finding]:
    """Yield a deed told with two numbers of what it is done to or by."""
    index = case.tellings_of_deeds
    groups: dict[tuple[str, str], list[Telling]] = {}
    for t in index.every:
        if _done(t) or (t.force == "must" and t.mood == "fact"):
            for x in (*t.things, *t.doers):
                if x.number is not None and x.head:
                    for sense in t.senses:
                        groups.setdefault((sense, x.head), []).append(t)
    for (_, head), some in groups.items():
        for a, b in combinations(some[: alike.COMMON], 2):
            if a.force != b.force or not _of_one_matter(case, a, b):
                continue
            if a.document == b.document and a.voice == b.voice:
                continue
            x, y = (next(z for z in (*t.things, *t.doers) if z.number and z.head == head)
                    for t in (a, b))  # fmt: skip
            if x.number is None or y.number is None or not x.number.apart(y.number):
                continue
            if one_doer(a, b) is not False and _one_day(a, b) and (
                named(a) & named(b) or one_doer(a, b)
            ):  # fmt: skip
                yield between(
                    case, "quantity", "quantity/deed-of-two-numbers", _place(a), _place(b),
                    explanation="one thing is counted twice, with two numbers",
                    dissolved_by="the two count different things, or at different times, or one is "
                    "a slip",
                )  # fmt: skip


def _one_day(a: Telling, b: Telling) -> bool:
    if a.when is not None and b.when is not None:
        return not a.when.apart(b.when)
    return a.when is None and b.when is None


def _of_one_matter(case: "Case", a: Telling, b: Telling) -> bool:
    return case.clauses.kindred.of_one_matter(a.document, b.document)


def _written_near(a: Telling, b: Telling) -> bool:
    if a.said[0] is None or b.said[0] is None:
        return True
    return abs(a.said[0] - b.said[0]) <= alike.CLOSE


def _place(t: Telling) -> Place:
    return Place(t.document, t.start, t.end, t.voice)
