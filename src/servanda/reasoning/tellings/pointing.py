"""What pronouns of tellings point at where no name is known for them."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from servanda.reasoning.tellings.pages import Page
from servanda.reasoning.tellings.thing import Thing
from servanda.reasoning.tellings.words import EMPTY

if TYPE_CHECKING:
    from servanda.reasoning.tellings.telling import Telling

SPEAKER = "i:"  # how whoever says "I" is named
OTHERS = re.compile(r"(?:its|their) own\b|theirs\b|the (?:others?|rest|ones?)\b", re.IGNORECASE)
POINTING = re.compile(r"(?:it|they|them|its|their|the others?|the rest|the ones?)\b", re.IGNORECASE)


def pointed(before: list["Telling"], t: "Telling", page: Page) -> "Telling":
    """Return a telling whose pronouns without a name stand for what they most likely point at.

    That is what its own sentence named before, else whom or what the sentence before is of.
    """

    def find(x: Thing, *, doer: bool) -> Thing:
        if not x.bare or x.every or x.none or not POINTING.match(page.text, x.start, x.end):
            return x
        for old in _candidates(before, t, page, doer=doer):
            if not old.head and any(n.startswith(SPEAKER) for n in old.names):
                continue  # "it" is never "I"
            if OTHERS.match(page.text, x.start, x.end):  # "the Gambian notice … its own"
                old = replace(old, names=EMPTY, ids=EMPTY)
            if old.head or old.names or old.ids:
                return replace(old, start=x.start, end=x.end, preposition=x.preposition,
                               number=None, all=False, every=False, none=False)  # fmt: skip
        return x

    return replace(
        t,
        doers=tuple(find(x, doer=True) for x in t.doers),
        things=tuple(find(x, doer=False) for x in t.things),
    )


def _candidates(
    before: list["Telling"], t: "Telling", page: Page, *, doer: bool
) -> Iterator[Thing]:
    """Yield what a pronoun may point at, the likeliest first."""
    same = [o for o in before[-12:] if o.sentence == t.sentence and o.head < t.head]
    last = [o for o in before[-12:] if o.sentence != t.sentence]
    last = [o for o in last if o.sentence == last[-1].sentence
            and len(page.text[o.sentence[1] : t.sentence[0]].strip()) < 3]  # fmt: skip
    for some in (reversed(same), iter(last)):
        for o in some:
            for x in (*o.doers, *o.things) if doer else (*o.things, *o.doers):
                if not (x.timed or x.every or x.none or x.bare):
                    yield x
