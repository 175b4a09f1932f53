"""Clashes of tellings: a deed and its denial, a duty and a deed, two duties, a blame."""

from collections.abc import Iterator
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
            if of_one_matter(case, no, yes) and same_deed(no, yes) >= sure and _denied(no, yes):
                yield between(
                    case, "existence", "existence/deed-told-undone", place_of(yes), place_of(no),
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
            if deed.told and of_one_matter(case, norm, deed) and one_sense(norm, deed):
                how = _broken(norm, deed)
                if how and _bears(norm, deed) and _after(norm, deed):
                    yield _breach(case, norm, deed, how)
        if norm.force == "must":
            for deed in index.contrary(norm):
                if deed.told and not deed.negated and not deed.force and contrary(norm, deed) and (
                    of_one_matter(case, norm, deed) and _bears(norm, deed) and _after(norm, deed)
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
        case, "breach", "breach/duty-and-deed", place_of(norm), place_of(deed),
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
            if of_one_matter(case, a, b) and _bears(a, b) and one_object(a, b):
                yield _two_norms(case, a, b)
    for a in index.every:
        if a.force != "must" or not binding(case, a) or a.senses <= EMPTY_VERBS:
            continue
        for b in index.contrary(a):
            if b.force == "must" and binding(case, b) and a.head < b.head and contrary(a, b) and (
                of_one_matter(case, a, b) and _bears(a, b) and one_object(a, b)
            ):  # fmt: skip
                yield _two_norms(case, a, b)


def _two_norms(case: "Case", a: Telling, b: Telling) -> Finding:
    one_text = bool(a.keys & b.keys) or a.treaty != b.treaty
    kind = "content" if a.document != b.document and one_text else "norms"
    return between(
        case, kind, f"{kind}/duty-and-ban", place_of(a), place_of(b),
        explanation="what one is told to have to do it is told not to do, and cannot keep both"
        if kind == "norms" else "one provision is told to say two contrary things",
        dissolved_by="they are of different places, times or means, or one is an exception",
    )  # fmt: skip


def done(t: Telling) -> bool:
    """Say whether a deed is told as done."""
    return t.told and not t.negated and not t.force


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
            if not done(own) or not one_sense(deed, own) or not of_one_matter(case, deed, own):
                continue
            mine = any(_actors(d) & _actors(b) or d.names & b.names
                       for d in own.doers for b in blame.doers)  # fmt: skip
            if mine and one_object(deed, own) is not False and (
                words(deed) & words(own) or named(deed) & named(own)
            ):  # fmt: skip
                yield between(
                    case, "reversal", "reversal/blames-own-deed", place_of(deed), place_of(own),
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


def of_one_matter(case: "Case", a: Telling, b: Telling) -> bool:
    """Say whether two tellings stand in documents of one matter."""
    return case.clauses.kindred.of_one_matter(a.document, b.document)


def _written_near(a: Telling, b: Telling) -> bool:
    if a.said[0] is None or b.said[0] is None:
        return True
    return abs(a.said[0] - b.said[0]) <= alike.CLOSE


def place_of(t: Telling) -> Place:
    """Return the place of a telling as a side of a clash."""
    return Place(t.document, t.start, t.end, t.voice)
