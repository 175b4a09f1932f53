"""Deeds told from their other end: who receives tells of who gives, what arrives of who sent it.

"The ministry had received no notice" and "no notice ever reached us" are told of the same deed as
"they gave notice": the sense is that of giving, and who does it is whom it comes from.
"""

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from servanda.model.predications import Argument, Predication
from servanda.reasoning.tellings.thing import Thing
from servanda.reasoning.tellings.words import EMPTY, senses_of, sorts_of

if TYPE_CHECKING:
    from servanda.reasoning.tellings.pages import Page
    from servanda.reasoning.tellings.telling import Telling

RECEIVING = frozenset({"receive", "get", "obtain", "have", "see", "hear"})
TAKING = frozenset({"receive", "get", "obtain", "take over", "collect", "take delivery"})
TURNED_IN = frozenset({"disarm", "return"})
ARRIVING = frozenset(
    {"arrive", "reach", "come", "come in", "flow", "get through", "turn up", "land"}
)
GIVING = frozenset({"give", "send", "make", "issue", "deliver", "submit", "lodge", "hand",
                    "hand in", "hand over", "table", "put", "file", "extend", "offer", "grant",
                    "tender", "transmit", "communicate", "serve", "address", "dispatch", "despatch",
                    "write", "raise", "provide", "deposit", "forward", "convey",
                    "present"})  # fmt: skip
# Senses of what is said or sent by somebody to somebody, as nouns have them.
SAYING = frozenset({"answer", "notify", "inform", "ask", "invite", "order", "apologise", "protest",
                    "propose", "promise", "accept", "threaten", "explain"})  # fmt: skip
GIVEN = frozenset({"give", "send", "supply", "pay"})
GOODS = frozenset({"#gas", "#fuel", "#power", "#grain", "#water", "#money", "#aid", "#arms", "#map",
                   "#list", "#book", "#report", "#letter", "#trade"})  # fmt: skip
FROM = re.compile(r"\bfrom\s")


def said_by(noun: str) -> frozenset[str]:
    """Return the senses of saying that a noun may name: "reply", "notice"; none for others."""
    letter = frozenset({"notify"}) if "#letter" in sorts_of(noun) else EMPTY
    return (senses_of(noun, EMPTY) & SAYING) | letter


def from_other_end(t: "Telling", p: Predication, page: "Page") -> "Telling":
    """Return a telling as it is told of who gives or says, where it is told of who receives."""
    things = [a for a in p.done_to() if not a.name]
    said = frozenset[str]().union(*(said_by(a.lemma) for a in things))
    if said and p.lemma in GIVING:
        return replace(
            t, senses=said | _kept(t), things=_to(t, things), around=(*t.around, *t.things)
        )
    if said and p.lemma in RECEIVING and not p.passive:
        doers = _from(t) or _named_from(t, page)
        nameless = tuple(replace(x, names=EMPTY, ids=EMPTY) for x in t.things)
        return replace(t, senses=said, doers=doers, things=(), around=(*t.around, *nameless))
    if p.lemma in TAKING and not p.passive and _goods(t.things):
        receivers = tuple(replace(d, preposition="to") for d in t.doers)
        arms = any("#arms" in x.sorts for x in t.things)
        given = GIVEN | t.senses | (TURNED_IN if arms else EMPTY)
        return replace(t, senses=given, doers=_from(t), around=(*t.around, *receivers))
    subjects = [a for a in p.of("subject") if not a.name]
    came = frozenset[str]().union(*(said_by(a.lemma) for a in subjects))
    if p.lemma in ARRIVING and not p.passive and came:
        to = tuple(replace(x, preposition="to") for x in t.things)
        return replace(t, senses=came, doers=(), things=(), around=(*t.around, *t.doers, *to))
    if p.lemma in (*ARRIVING, "go") and not p.passive and _goods(t.doers):
        return replace(t, senses=GIVEN, doers=(), things=t.doers, around=(*t.around, *t.things))
    return t


def _kept(t: "Telling") -> frozenset[str]:
    """Return what a telling of giving meant before, where that is no mere giving."""
    return t.senses - GIVEN - {"arm"}


def _goods(things: tuple[Thing, ...]) -> bool:
    return any(x.sorts & GOODS for x in things)


def _from(t: "Telling") -> tuple[Thing, ...]:
    """Return whom something comes from, where the clause names it."""
    return tuple(x for x in t.around if x.preposition == "from" and not x.timed)


def _named_from(t: "Telling", page: "Page") -> tuple[Thing, ...]:
    """Return whom "an answer from Ostrania" comes from, where a name says it."""
    return tuple(
        replace(x, head="", words=EMPTY, sorts=EMPTY)
        for x in t.things if (x.names or x.ids) and FROM.search(page.text, x.start, x.end)
    )  # fmt: skip


def _to(t: "Telling", said: list[Argument]) -> tuple[Thing, ...]:
    """Return whom something is said to; what is said is none of them."""
    own = {a.start for a in said}
    return tuple(
        x for x in t.around
        if x.preposition in ("to", "") and not x.timed and x.start not in own
    )  # fmt: skip
