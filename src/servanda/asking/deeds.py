"""Answers on deeds: who was first, when, how often, and whether a presumed deed is shown."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from servanda.asking.answers import Sentence
from servanda.asking.rows import (
    act_kinds,
    acts_of,
    of_act,
    of_row,
    rows_of,
    span,
)
from servanda.asking.says import (
    LEAVING,
    PRESUMED,
    cited,
    leaves_of,
    of_record,
    parties_named,
    records_of,
    telling_of,
)
from servanda.asking.standing import duties_of
from servanda.asking.topics import (
    ids_of,
    of_the_time,
    telling,
    tellings,
    topic_of,
)
from servanda.asking.understand import Asked
from servanda.lexicon.registry import Instrument as RegistryRow
from servanda.model import Act, Event, Mention, Record, Time
from servanda.reasoning.case import Case
from servanda.reasoning.firsts import firsts
from servanda.reasoning.parties import asserted_by


def who_first(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """Who was first: on an agreement by its acts, else by the earliest telling, if dates can."""
    kinds = act_kinds(asked.question)
    for row in rows_of(case, asked):
        acts = [a for a in acts_of(case, row, kinds) if kinds and a.actor != "all"]
        if acts:
            first = of_act(case, row, acts[0])
            yield replace(first, text=f"first was {case.name(acts[0].actor)} - {first.text}")
            return
    issue = asked.question.rstrip("?")
    for word in ("who was", "who", "first to", "first", "the"):
        issue = issue.replace(word, " ").replace(word.capitalize(), " ")
    found = False
    for f in firsts(case, " ".join(issue.split())):
        found = True
        yield cited(f.explanation, leaves_of(f.because))
    if not found and not asked.instruments:
        yield from telling_of(case, asked, seen_by)


def when(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """When something happened: acts on what is named, else dated records on the topic."""
    kinds = act_kinds(asked.question)
    actors = set(parties_named(case, asked))
    if asked.unknown:
        return
    rows = rows_of(case, asked)
    found = False
    for row in rows:
        for act in acts_of(case, row, kinds) if kinds else ():
            if not actors or act.actor in actors or (act.actor == "all"
                                                     and actors <= set(row.parties)):  # fmt: skip
                found = True
                yield of_act(case, row, act)
        if "expiry" in kinds and (s := _ends(case, row)):
            found = True
            yield s
    if rows and kinds and not found:
        yield from _not_shown(case, rows, asked)
        return
    if not found:
        yield from dated(case, asked)


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


def dated(case: Case, asked: Asked) -> Iterator[Sentence]:
    """Yield the dated records, and else the dated sentences, that hold the topic."""
    topic = topic_of(asked)
    wanted = (*asked.actors, *asked.instruments, *asked.places)
    for text, records in tellings(case, topic, wanted, reach=1):
        deeds = [r.date for r in records if isinstance(r, Act | Event) and r.date is not None]
        times = [t for t in records if isinstance(t, Time) and not _in_a_name(t, records)]
        days = sorted({(t.earliest, t.latest) for t in deeds or times if t.earliest and t.latest})
        first, last = days[0] if days else (None, None)
        if first is None or not of_the_time(case, asked, records):
            continue
        when_ = str(first) if first == last else f"{first} to {last}"
        yield telling(case, text, records, f", {when_}")


def _in_a_name(time: Time, records: list[Record]) -> bool:
    """Say whether a time is part of a name: "the ceasefire of 2002" does not date the sentence."""
    inside = [a for r in records if isinstance(r, Mention) for a in r.anchors]
    return any(
        a.start < t.end and t.start < a.end and (a.start, a.end) != (t.start, t.end)
        for a in inside for t in time.anchors
    )  # fmt: skip


def why_broke(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """A loaded question: first whether the record shows the deed that it takes for granted.

    Then who says so, as a claim. Of an agreement that no record names, nothing is said.
    """
    rows = rows_of(case, asked)
    actors = parties_named(case, asked)
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
    kinds = (act_kinds(asked.question) & LEAVING) or LEAVING
    if asked.intent == "when":
        kinds = act_kinds(asked.question)
    for row in rows:
        who = " and ".join(map(case.name, actors)) or "any party"
        name = case.name(row.id)
        outside = [a for a in actors if a not in row.parties]
        acts = [a for a in acts_of(case, row, kinds) if not actors or a.actor in actors]
        acts = [a for a in acts if a.act != "breach_alleged"]
        for act in acts:
            yield of_act(case, row, act)
        if outside:
            yield of_row(row, f"The record does not show it: {case.name(outside[0])} is no party "
                              f"to {name} in it")  # fmt: skip
        elif not acts and asked.intent == "when":
            kind = ", ".join(sorted(k.replace("_", " ") for k in kinds))
            text = f"The record does not show it: no act of {who} on {name} ({kind})"
            yield of_row(row, text)
        elif not acts:
            yield of_row(row, f"The record does not show it: no act of {who} that leaves, ends, "
                              f"suspends or breaches {name} is established; it is in force or not "
                              f"by its own terms")  # fmt: skip
        if asked.intent == "why_broke" and not outside:
            for act in acts_of(case, row, frozenset({"breach_alleged"})):
                if act.against is None or act.against in actors or not actors:
                    s = of_act(case, row, act)
                    yield replace(s, text=f"alleged, no finding - {s.text}")


def how_often(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """How often something was done: acts on what is named, else the sentences that tell of it."""
    kinds = act_kinds(asked.question)
    actors = set(parties_named(case, asked))
    found = [
        of_act(case, row, act)
        for row in rows_of(case, asked)
        for act in acts_of(case, row, kinds)
        if kinds and (not actors or act.actor in (*actors, "all") or act.against in actors)
        and actors <= set(row.parties)
    ]  # fmt: skip
    if not found and not rows_of(case, asked):
        found = list(telling_of(case, asked, seen_by))
    if found:
        records = tuple(i for s in found for i in s.records)
        registry = tuple(i for s in found for i in s.registry)
        n = len(found)
        times = "once" if n == 1 else f"{n} times"
        yield Sentence(f"{times} in the record", records=records, registry=registry)
        yield from found
