"""Clashes of tellings: what is told not to be there, or not to be had, and what is told of it."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.model import Finding
from servanda.reasoning.clashes.deeds import done, holds, of_one_matter, place_of, written_near
from servanda.reasoning.clashes.pair import between
from servanda.reasoning.tellings.match import names_left
from servanda.reasoning.tellings.telling import Telling
from servanda.reasoning.tellings.thing import Thing

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

THERE = re.compile(r"\bthere\b", re.IGNORECASE)
WITHIN = re.compile(
    r"\b(?:without|unless|other than|except|but|if|better|longer|more|enough)\b", re.I
)
HAVING = frozenset({"have", "possess", "own", "keep", "maintain", "run", "hold", "lack", "see"})
# What is signed, built or sent has to be there to be so.
MAKING = frozenset({"sign", "conclude", "ratify", "adopt", "build", "establish", "install",
                    "deploy", "publish", "open", "present", "stay", "inspect", "visit", "close",
                    "found"})  # fmt: skip
# Of these nobody has one less for having none: they are no things that are somewhere.
NO_THINGS = frozenset({"right", "duty", "oblig", "power", "reaso", "plan", "doubt", "probl",
                       "choic", "inten", "need", "way", "time", "idea", "wish", "claim",
                       "chanc", "place", "effec", "quest", "law", "force", "money", "hope",
                       "truth", "sense",
                       "autho", "inter", "resul", "progr"})  # fmt: skip


def find(case: "Case") -> Iterator[Finding]:
    """Yield what is told not to be there or had, beside what is told to be done with it."""
    index = case.tellings_of_deeds
    for no in index.every:
        if not (no.told and no.negated and not no.force):
            continue
        if WITHIN.search(case.pages[no.document].text, *no.sentence):
            continue  # "there is no peace without Kenya"
        for x in _missing(case, no):
            for yes in index.having(x):
                if not done(yes) or yes.lemma == "want" or not of_one_matter(case, no, yes):
                    continue
                if (no.document, no.sentence) != (yes.document, yes.sentence) and _is_there(
                    no, yes, x
                ):  # fmt: skip
                    yield between(
                        case, "existence", "existence/there-is-none", place_of(yes), place_of(no),
                        explanation="what is told not to be there is told to be",
                        dissolved_by="the two are of different things, days or places",
                    )  # fmt: skip


def _missing(case: "Case", no: Telling) -> Iterator[Thing]:
    """Yield what a telling says is not there, or that somebody has none of.

    Who has none is among the names of what there is none of: "Ostrania had no observers".
    """
    text = case.pages[no.document].text
    if no.lemma == "be" and THERE.search(text, max(no.start, no.head - 12), no.head + 14):
        found = (*no.doers, *no.things, *(y for y in no.around if not y.preposition))
        yield from (x for x in found if x.head and (x.names or x.words))
    elif no.lemma in HAVING:
        owners = frozenset[str]().union(*(d.names for d in no.doers))
        for x in no.things:
            if x.head and x.head not in NO_THINGS and owners and (x.none or x.all):
                yield _of(x, owners)


def _of(x: Thing, owners: frozenset[str]) -> Thing:
    return Thing(x.start, x.end, x.head, x.ids, x.sorts, x.words, x.names | owners)


def _is_there(no: Telling, yes: Telling, x: Thing) -> bool:
    """Say whether a telling has the thing that there is none of be there, or made, or met."""
    owned = no.lemma in HAVING
    for y in (*yes.doers, *yes.things):
        if y.head != x.head or y.none:
            continue
        names = y.names | (
            frozenset[str]().union(*(d.names for d in yes.doers)) if owned else set()
        )
        alike = names & x.names or (not x.names and y.words & x.words)
        if not alike or (owned and not names >= x.names - _placed(no)) or names_left(no, yes):
            continue
        there = holds(yes) or (yes.senses & MAKING and (y.words & x.words or not x.words))
        day = no.when is None or (yes.when is not None and not no.when.apart(yes.when))
        same = no.when is not None and yes.when is not None and day
        if there and day and (same or written_near(no, yes)):
            return True
    return False


def _placed(no: Telling) -> frozenset[str]:
    """Return the names of where something is not."""
    return frozenset[str]().union(*(y.names for y in no.around))
