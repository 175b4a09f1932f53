"""Answers on deeds: who was first, when, how often, and whether a presumed deed is shown."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from servanda.asking.answers import Sentence
from servanda.asking.facts import (
    ENDING,
    act_kinds,
    acts_by,
    acts_of,
    no_act,
    of_act,
    of_row,
    successors,
)
from servanda.asking.gap import find, gap_of, tell, told, when_of
from servanda.asking.rows import rows_of, span
from servanda.asking.says import (
    LEAVING,
    PRESUMED,
    cited,
    leaves_of,
    of_record,
    parties_named,
    records_of,
)
from servanda.asking.standing import duties_of
from servanda.asking.topics import ids_of, telling, tellings, topic_of, without_own
from servanda.asking.understand import Asked
from servanda.asking.units import units_of
from servanda.lexicon.registry import Instrument as RegistryRow
from servanda.model import Act
from servanda.reasoning.case import Case
from servanda.reasoning.firsts import firsts
from servanda.reasoning.parties import asserted_by
from servanda.reasoning.wording import senses

# What a question asks besides: "who closed it first, and when?".
ALSO = re.compile(r",?\s+and\s+(?:when|where|why|how|on what day|since when)\b.*$", re.IGNORECASE)


def who_first(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """Who was first: on an agreement by its acts, else by the earliest telling, if dates can."""
    kinds, actors = act_kinds(asked.rest), set(parties_named(case, asked))
    for row in rows_of(case, asked):
        acts = [a for a in acts_by(case, row, kinds, ()) if kinds and a.actor != "all"]
        among = [a for a in acts if a.actor in actors]
        acts = among if len(actors) > 1 else acts
        if acts:
            first = of_act(case, row, acts[0])
            yield replace(first, text=f"first was {case.name(acts[0].actor)} - {first.text}")
            return
    issue = ALSO.sub("", asked.question.rstrip("? "))
    for word in ("who was", "who", "first to", "first", "the"):
        issue = issue.replace(word, " ").replace(word.capitalize(), " ")
    found = False
    for f in firsts(case, " ".join(issue.split())):
        found = True
        yield cited(f.explanation, leaves_of(f.because))
    if not found:
        yield from earliest(case, asked)


def earliest(case: Case, asked: Asked) -> Iterator[Sentence]:
    """Yield the sentences that tell of a deed and when it was, the earliest first.

    Of two who are asked about each need not be named: the one who did it is enough.
    """
    actors = {a for a in asked.actors if a.startswith(("state:", "polity:"))}
    gap = gap_of(case, asked, without=actors if len(actors) > 1 else ())
    if not gap.words:
        return
    units = [u for u in units_of(case).every if u.text and u.records and u.days
             and (len(actors) < 2 or actors & u.ids)]  # fmt: skip
    found = find(case, gap, units, least=SURE)
    for f in sorted(found, key=lambda f: min(f.unit.days))[:2]:
        yield tell(case, f.unit, when_of(f.unit))


SURE = 0.88  # share of a question that a sentence must hold that tells who was first


UNTIL = frozenset({"expiry"})
LONGER = frozenset({"reaffirmation", "entry_into_force"})
LAST = re.compile(r"\b(?:until|till) (?:what|when|which)\b|\bhow long\b", re.IGNORECASE)
GONE = frozenset({"notice", "withdrawal", "termination"})


def when(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """When something happened: acts on what is named, else dated sentences that tell of it."""
    kinds, actors = act_kinds(asked.rest), set(parties_named(case, asked))
    if asked.unknown:
        return
    rows, found = rows_of(case, asked), list[Sentence]()
    kinds |= UNTIL if LAST.search(asked.question) and not kinds - LONGER else frozenset()
    beside = [w for w in without_own(asked).split() if not act_kinds(w)]
    bare: list[Sentence] = []
    if kinds and kinds <= GONE and actors:  # "when did A leave it": that A did is taken for granted
        bare = [no_act(case, row, kinds, actors) for row in rows
                if not acts_by(case, row, kinds, actors)]  # fmt: skip
    yield from bare
    if bare and len(bare) == len(rows) and not senses(" ".join(beside)):
        return  # what else is told of leaving is of other acts
    if rows and senses(" ".join(beside)):  # more than an act on it: "stopped inspections under it"
        found += told(case, asked)
        if found:
            yield from found
            return
    for row in rows:
        found += [of_act(case, row, a) for a in acts_by(case, row, kinds, actors) if kinds]
        if "expiry" in kinds and (s := _ends(case, row)):
            found.append(s)
        if "supersession" in kinds:
            found += successors(case, row)
        started = frozenset({"entry_into_force", "provisional_application"})
        if "entry_into_force" in kinds and not actors and not acts_of(case, row, started):
            found.append(no_act(case, row, frozenset({"entry_into_force"}), ()))
    if not found or "has:SAY" in asked.signs:
        found += told(case, asked)
    if not found and kinds and not bare:
        found += [
            no_act(case, row, kinds, actors)
            for row in rows
            if kinds & ENDING or any(a not in (*row.parties, *row.signed_by) for a in actors)
        ]
    elif rows and not found and not topic_of(asked):
        found += [of_row(row, f"{case.name(row.id)} is of {row.date.replace('/', ' to ')}")
                  for row in rows]  # fmt: skip
    yield from found


def _ends(case: Case, row: RegistryRow) -> Sentence | None:
    """Return when an agreement of a fixed term ends, by its entry into force and extensions."""
    if not row.terms.duration or not (m := re.fullmatch(r"P(\d+)Y", row.terms.duration)):
        return None
    starts = [a for a in row.acts if a.act == "entry_into_force"]
    longer = [a.to for a in row.acts if a.act == "reaffirmation" and a.to]
    if longer or not starts:
        return of_row(row, f"{case.name(row.id)} ends on {longer[-1]}") if longer else None
    day = starts[0].date[:10]
    end = f"{int(day[:4]) + int(m[1])}{day[4:]}"
    return Sentence(f"{case.name(row.id)} ends on {end}: {span(row.terms.duration)} from {day}",
                    registry=(row.id, starts[0].id), quotes=(starts[0].source,))  # fmt: skip


OF_BREAKING = "nobody anybody sides parties side party country countries states both why reason"


def why_broke(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """A loaded question: first whether the record shows the deed that it takes for granted.

    Then who says so, as a claim. Of an agreement that no record names, nothing is said.
    """
    rows = rows_of(case, asked)
    actors = parties_named(case, asked)
    beside = [w for w in without_own(asked).split() if not act_kinds(w)]
    if rows and not actors and senses(" ".join(beside)) - senses(OF_BREAKING):
        return  # why something else came about, no row tells
    yield from _not_shown(case, rows, asked)
    for r in records_of(case, Act):
        ours = r.instrument.id and r.instrument.id.partition("#")[0] in {x.id for x in rows}
        if ours and r.act in (*PRESUMED, "objection", "breach_cleared"):
            ids = ids_of(case, r)
            if not actors or set(actors) <= ids:
                by = case.name(asserted_by(r, case.entities, case.evidence))
                does = "denies" if r.polarity == "negated" or r.modality == "denied" else "says"
                kind = r.act.replace("_", " ")
                yield of_record(case, f"{by} {does} so ({kind}): a claim, no finding", r)
    if not rows and asked.locator:
        yield from duties_of(case, replace(asked, rest=""), seen_by)
    if not rows:
        topic = topic_of(asked)
        for text, records in tellings(case, topic, (*asked.actors, *asked.places)):
            yield telling(case, text, records, " says")


def _not_shown(case: Case, rows: list[RegistryRow], asked: Asked) -> Iterator[Sentence]:
    """Yield for each agreement the formal acts of the deed presumed, or that there is none."""
    actors = parties_named(case, asked)
    kinds = (act_kinds(asked.rest) & LEAVING) or LEAVING
    for row in rows:
        acts = [a for a in acts_by(case, row, kinds, actors) if a.act != "breach_alleged"]
        yield from (of_act(case, row, act) for act in acts)
        known = {*row.parties, *row.signed_by}
        outside = any(a not in known for a in actors)
        if outside:
            yield no_act(case, row, kinds - {"breach_alleged"}, actors)
        elif not acts:
            who = " and ".join(map(case.name, actors)) or "any party"
            yield of_row(row, f"The record does not show it: no act of {who} that leaves, ends, "
                              f"suspends or breaches {case.name(row.id)} is established; it is in "
                              f"force or not by its own terms")  # fmt: skip
        for act in acts_of(case, row, frozenset({"breach_alleged"})) if not outside else ():
            if act.against is None or act.against in actors or not actors:
                s = of_act(case, row, act)
                yield replace(s, text=f"alleged, no finding - {s.text}")


def how_often(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """How often something was done: acts on what is named, else the sentences that tell of it."""
    kinds = act_kinds(asked.rest)
    actors = set(parties_named(case, asked))
    rows = [row for row in rows_of(case, asked) if actors <= {*row.parties, *row.signed_by}]
    found = [
        of_act(case, row, act)
        for row in rows
        for act in acts_of(case, row, kinds)
        if kinds and (not actors or act.actor in (*actors, "all") or act.against in actors)
    ]
    if not found and (rows or not rows_of(case, asked)):
        found = list(told(case, asked))
    if found:
        records = tuple(i for s in found for i in s.records)
        registry = tuple(i for s in found for i in s.registry)
        n = len(found)
        times = "once" if n == 1 else f"{n} times"
        yield Sentence(f"{times} in the record", records=records, registry=registry)
        yield from found
