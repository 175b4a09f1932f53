"""Clashes of tellings: a deed and its denial, contrary states, what is there and is not."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.model import Finding
from servanda.reasoning.clashes import alike
from servanda.reasoning.clashes.clause_words import BEFORE
from servanda.reasoning.clashes.pair import Place, between
from servanda.reasoning.tellings.match import (
    TEXTS,
    acted,
    against,
    contrary,
    in_lands,
    named,
    names_left,
    one_doer,
    one_object,
    one_of_senses,
    one_sense,
    same_deed,
)
from servanda.reasoning.tellings.other_end import SAYING
from servanda.reasoning.tellings.sense import Window
from servanda.reasoning.tellings.telling import Telling

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

SURE = 4  # what two tellings must share, in the count of `same_deed`
FULL = 6  # the same, for verbs that say little
NEVER = 99
# Verbs of stance, speech and thought, which tell no deed; those that say too little of one.
NO_DEEDS = frozenset({"recognise", "accept", "reject", "support", "announce", "accuse", "deny",
                      "promise", "threaten", "ask", "propose", "=say", "=tell", "=know", "=think",
                      "=want", "=mean", "=need", "=seem", "=write", "=read", "=believe", "=agree",
                      "=oppose", "=favour", "=favor", "=wish", "=hope", "=like", "=doubt",
                      "=deserve", "=accuse", "=see", "=fear", "=expect", "=consider", "=call",
                      "=claim", "=regard", "=describe", "=suggest", "=warn", "=welcome",
                      "=understand", "=remember", "=intend", "=plan", "=insist", "=argue",
                      "change"})  # fmt: skip
EMPTY_VERBS = frozenset({"=be", "=have", "=do", "=make", "=get", "=go", "=come", "=take", "=put",
                         "=become", "=include", "=concern", "=show", "=speak", "use", "speak",
                         "happen", "continue", "stop", "begin", "lead", "=let",
                         "respect", "violate", "=find", "=give", "=help", "=stand", "=keep",
                         "=leave", "=bring", "=bind", "=work", "=live", "=hold", "=set", "=turn",
                         "=run", "=fall", "=lie", "=remain", "=stay", "=follow", "=reach",
                         "=contain", "=belong", "=matter", "=change", "=lose", "=cost", "=mark",
                         "=act", "=touch", "=pass", "=move", "=name", "present", "stay",
                         "keep"})  # fmt: skip


def _said(t: Telling) -> frozenset[str]:
    return frozenset(x.head for x in (*t.things, *t.around) if x.head and not x.timed)


STATES_OF = frozenset({"present", "stay", "keep"})


def needed(a: Telling, b: Telling, sure: int = SURE) -> int:
    """Return what two tellings must share to be of one deed: more where the verb says little."""
    senses = one_of_senses(a, b)
    if not senses or senses <= NO_DEEDS:
        return NEVER
    if not senses <= NO_DEEDS | EMPTY_VERBS:
        return sure
    # "Station troops on Toll", "troops are on Toll": what follows from a deed, of one thing there
    follows = senses & STATES_OF and bool(named(a) & named(b)) and one_object(a, b)
    return sure if follows else max(FULL, sure)


def agreed(case: "Case", a: Telling, b: Telling) -> int:
    """Return what two tellings share, one more where their sense is told hardly elsewhere."""
    score = same_deed(a, b)
    if not score and against(a, b):
        return 0
    senses = one_of_senses(a, b)
    if senses <= SAYING and _said(a) & _said(b):
        score += 1  # "no notice", "a notice": what is said is the deed
    return score + case.tellings_of_deeds.rare(a, b, senses - NO_DEEDS - EMPTY_VERBS)


def existence(case: "Case") -> Iterator[Finding]:
    """Yield a deed told as done and told as not done, at no time or at the same time."""
    index = case.tellings_of_deeds
    for no in index.every:
        if not (no.told and no.negated and not no.force) or (no.noun and no.when is None):
            continue
        for yes in index.alike(no):
            if not done(yes) or not one_sense(no, yes) or not of_one_matter(case, no, yes):
                continue
            if yes.treaty and yes.tense == "present":
                continue  # what an agreement's own text says of itself is no telling
            if (no.document, no.sentence) == (yes.document, yes.sentence):
                continue  # a sentence that says what was not done to say what was
            need = needed(no, yes, SURE - bool(no.ever)) + _vague(no, yes)
            if agreed(case, no, yes) >= need and meets(no, yes) and _denied(case, no, yes):
                ruled = by_text(no) and by_text(yes) and one_of_senses(no, yes) & RULING
                kind = "content" if ruled else "existence"
                yield between(
                    case, kind, f"{kind}/deed-told-undone", place_of(yes), place_of(no),
                    explanation="by one telling it was done, by the other it was not"
                    if kind == "existence" else "a text is said to do what it is said not to do",
                    dissolved_by="the two are of different deeds, days or places",
                )  # fmt: skip
    for a in index.every:
        if not done(a) or not _of_all(a):
            continue
        for b in index.contrary(a):
            if done(b) and contrary(a, b) and of_one_matter(case, a, b) and (
                same_deed(a, b) >= SURE - 1 and one_object(a, b) and _still(a, b)
            ):  # fmt: skip
                yield between(
                    case, "existence", "existence/contrary-states", place_of(a), place_of(b),
                    explanation="all of something is told to be in one state, and some of it in "
                    "the contrary one",
                    dissolved_by="the two are of different things or days",
                )  # fmt: skip


def _vague(no: Telling, yes: Telling) -> int:
    """Return what more two tellings must share where one names its doer by a bare pronoun."""
    bare = [bool(t.doers) and all(d.bare and not d.every for d in t.doers) for t in (no, yes)]
    if not any(bare):
        return 0
    return 1 if all(bare) or not (no.doers and yes.doers) else 2


def meets(no: Telling, yes: Telling) -> bool:
    """Say whether a denial takes in what is told: some name or object of both is the same."""
    if names_left(no, yes):
        return False
    if one_object(no, yes):
        return True
    if one_of_senses(no, yes) <= SAYING and _said(no) & _said(yes) and not (no.doers and yes.doers):
        return True
    bare = any(x.bare for x in (*no.things, *yes.things))
    return bool(one_doer(no, yes)) and (bare or not (no.things and yes.things) or in_lands(no, yes))


def _denied(case: "Case", no: Telling, yes: Telling) -> bool:
    """Say whether the day of a denial takes in that of the deed."""
    when = no.when or _of_sentence(case, no)
    if when is not None and yes.when is not None:
        return not when.apart(yes.when)
    if BEFORE.search(case.pages[no.document].text[no.sentence[0] : no.head]):
        return False  # "before the merger they did not"
    if no.said[1] and yes.when is not None and yes.when.first and yes.when.first > no.said[1]:
        return False
    if no.when is not None:
        return True
    if no.ever:  # until it is said
        return written_near(no, yes) or not _told_later(no, yes)
    return written_near(no, yes) and (no.tense != "present" or holds(yes))


def _of_sentence(case: "Case", t: Telling) -> Window | None:
    """Return the only time told in the sentence of a telling, where no other verb has it."""
    parsed = case.evidence.predications[t.document]
    whole = {
        (o.when.first, o.when.last): o.when for o in case.tellings_of_deeds.of(t.document)
        if o.sentence == t.sentence and o.when is not None and parsed[o.n].form != "finite"
    }  # fmt: skip
    return next(iter(whole.values())) if len(whole) == 1 else None


def _told_later(no: Telling, yes: Telling) -> bool:
    """Say whether a deed without a day was told only after its denial."""
    return bool(yes.when is None and yes.said[0] and no.said[1] and yes.said[0] > no.said[1])


def holds(t: Telling) -> bool:
    """Say whether a deed or state is told to go on when it is told."""
    return t.tense == "present" or bool(t.when and t.when.since)


# What a text does by saying so.
RULING = frozenset({"bar", "ban", "allow", "admit", "give", "exempt", "promise", "keep", "leave"})


def by_text(t: Telling) -> bool:
    """Say whether what a telling tells is what a text says or does."""
    return any(d.sorts & TEXTS or d.head in ("artic", "claus", "provi") for d in t.doers)


def _of_all(t: Telling) -> bool:
    """Say whether a deed is told of all of what it is done to: "every last prisoner"."""
    return any(x.all and not x.none for x in acted(t))


def _still(a: Telling, b: Telling) -> bool:
    """Say whether the state that the one brings about holds when the other is told."""
    if a.when is not None and b.when is not None:
        return not a.when.apart(b.when) or bool(
            a.when.last and b.when.first and a.when.last <= b.when.first
        )
    if b.when is None and b.tense == "present":
        return (
            a.when is None or a.when.last is None or b.said[1] is None or (a.when.last <= b.said[1])
        )
    return False


def done(t: Telling) -> bool:
    """Say whether a deed is told as done."""
    return t.told and not t.negated and not t.force


def of_one_matter(case: "Case", a: Telling, b: Telling) -> bool:
    """Say whether two tellings stand where one matter is told of."""
    return case.clauses.kindred.told_of_one(a, b)


def written_near(a: Telling, b: Telling) -> bool:
    """Say whether two tellings were published within weeks of each other."""
    if a.said[0] is None or b.said[0] is None:
        return True
    return abs(a.said[0] - b.said[0]) <= alike.CLOSE


def place_of(t: Telling) -> Place:
    """Return the place of a telling as a side of a clash."""
    return Place(t.document, t.start, t.end, t.voice)
