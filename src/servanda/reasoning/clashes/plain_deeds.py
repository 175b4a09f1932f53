"""existence of plain sentences: a deed told as done, and told as never done."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.model import Finding
from servanda.reasoning.clashes import alike
from servanda.reasoning.clashes.clauses import Clause, things_of
from servanda.reasoning.clashes.pair import between
from servanda.reasoning.clashes.plain_pairs import before_that, parted, place_of
from servanda.reasoning.clashes.surely import supposed_at
from servanda.reasoning.tellings.telling import THAN

if TYPE_CHECKING:
    from servanda.reasoning.case import Case


def find(case: "Case") -> Iterator[Finding]:
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
            if supposed_at(case, yes.document, yes.verb) or parted(case, no, yes):
                continue
            if before_that(case, no):
                continue  # "before the merger they did not"
            if THAN.match(case.pages[no.document].text[no.verb : no.end]):
                continue
            if sure and alike.one_time(no, yes) and _by_then(no, yes):
                yield between(
                    case, "existence", "existence/deed-and-denial", place_of(yes), place_of(no),
                    explanation="by one telling it was done, by the other it never was",
                    dissolved_by="the two are of different deeds, days or places",
                )  # fmt: skip


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
