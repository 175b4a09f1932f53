"""Answers on standing: does it hold, who owes what, what binds one party to another."""

import re
from collections.abc import Iterator

from servanda.asking.answers import Sentence
from servanda.asking.facts import act_kinds, acts_by, acts_of, no_act, of_act, of_row
from servanda.asking.rows import between, row_duties, rows_of
from servanda.asking.says import (
    LEAVING,
    NEARLY,
    cited,
    leaves_of,
    listed,
    of_record,
    parties_named,
    records_of,
    telling_of,
)
from servanda.asking.topics import (
    FEW,
    covers,
    ids_of,
    topic_of,
)
from servanda.asking.understand import YES_OR_NO, Asked
from servanda.model import Act, Finding
from servanda.reasoning.board import board
from servanda.reasoning.case import Case
from servanda.reasoning.clashes import clashes
from servanda.reasoning.duties import duties
from servanda.reasoning.locators import same_place
from servanda.reasoning.log import MODALITY
from servanda.reasoning.parties import asserted_by, state_of
from servanda.reasoning.wording import senses


def status(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """Does it hold: of those named, or, where nothing particular is named, of all spoken of.

    With the formal acts by which a party left, ended or suspended it.
    """
    actors = set(parties_named(case, asked)) - {asked.view}
    if asked.unknown or (not asked.instruments and (topic_of(asked) or asked.places)):
        return
    views = seen_by
    if asked.view:
        by = asked.view
        if by.startswith("person:"):
            by = state_of(by, case.day, case.entities) or by
        kind = "party" if any(by in case.parties(i) for i in asked.instruments) else "source"
        views = [f"{kind}:{by}", "record"]
    names = list(asked.instruments) or [row.id for row in rows_of(case, asked)]
    if not names and any(a.startswith("org:") for a in asked.actors):
        return  # of what founds that body the record knows nothing
    for row in rows_of(case, asked):  # a point with a life of its own
        wanted = [c.id for c in row.children if asked.locator
                  and c.id.partition("#")[2] == asked.locator.split()[-1]]  # fmt: skip
        names = wanted or names
    found = board(case, names or None, views, asked.day)
    if actors:
        told = [f for f in found if f.values["party"] in actors]
        known = {p for row in rows_of(case, asked) for p in (*row.parties, *row.signed_by)}
        found = told or (found if asked.instruments and actors <= known else [])
    if YES_OR_NO.search(asked.question):
        yield from done(case, asked, actors)
    yield from _told(case, found)
    day = asked.day or case.day
    asked_for = LEAVING | act_kinds(asked.rest)
    if SINCE_WHEN.search(asked.question):
        asked_for |= {"entry_into_force", "accession"}
    for row in rows_of(case, asked):
        for act in acts_by(case, row, asked_for - {"breach_alleged"}, actors):
            if act.date[:10] <= day.isoformat():
                yield of_act(case, row, act)
        started = acts_of(case, row, frozenset({"entry_into_force", "provisional_application"}))
        if not started and row.terms.entry.by == "ratification" and not actors:
            yield no_act(case, row, frozenset({"entry_into_force"}), ())


SINCE_WHEN = re.compile(r"\bsince (?:when|what|which)\b", re.IGNORECASE)


def done(case: Case, asked: Asked, actors: set[str]) -> Iterator[Sentence]:
    """Yield whether a deed asked for by yes or no is shown: told by whom, or no such act at all.

    Acts of the registry follow by themselves. A party that is none is said to be none.
    """
    kinds = act_kinds(asked.rest) - {"breach_alleged"}
    if not kinds:
        for row in rows_of(case, asked):
            outside = [a for a in actors if a not in (*row.parties, *row.signed_by)]
            if outside:
                yield no_act(case, row, kinds, outside)
    for row in rows_of(case, asked) if kinds else ():
        name, what = case.name(row.id), ", ".join(sorted(k.replace("_", " ") for k in kinds))
        outside = [a for a in actors if a not in (*row.parties, *row.signed_by)]
        acts = acts_by(case, row, kinds, actors)
        told = [
            r for r in records_of(case, Act)
            if r.act in kinds and (r.instrument.id or "").partition("#")[0] == row.id
            and MODALITY[r.modality] == "done" and (not actors or actors & ids_of(case, r))
        ]  # fmt: skip
        if outside and not acts:
            yield no_act(case, row, kinds, outside)
        elif not acts and not any(r.polarity == "affirmed" for r in told):
            who = " and ".join(map(case.name, sorted(actors))) or "any party"
            yield of_row(row, f"The record shows no such act of {who} on {name} ({what})")
        for r in told[:TOLD]:
            by = case.name(asserted_by(r, case.entities, case.evidence))
            does = "denies" if r.polarity == "negated" else "tells of"
            yield of_record(case, f"{by} {does} it ({r.act.replace('_', ' ')}, {name})", r)


TOLD = 4  # tellings of one deed that an answer shows


def _told(case: Case, found: list[Finding]) -> Iterator[Sentence]:
    """Yield a sentence for each view and status, parties together; who sees no difference last."""
    views: dict[str, dict[str, list[Finding]]] = {}
    for f in found:
        views.setdefault(f.values["instrument"], {}).setdefault(f.values["seen_by"], []).append(f)
    for instrument, by_view in views.items():
        first, *others = by_view.values()
        known = {f.values["party"]: f.values["says"] for f in first}
        alike: list[list[Finding]] = []
        yield from _statuses(case, first)
        for view in others:
            differ = [f for f in view if known.get(f.values["party"]) != f.values["says"]]
            yield from _statuses(case, differ)
            if not differ:
                alike.append(view)
        if alike:
            leaves = [leaf for view in alike for f in view for leaf in leaves_of(f.because)]
            seen = listed([str(view[0].values["view"]) for view in alike])
            yield cited(f"{case.name(instrument)}: no different {seen}", leaves)


def _statuses(case: Case, found: list[Finding]) -> Iterator[Sentence]:
    groups: dict[str, list[Finding]] = {}
    for f in found:
        groups.setdefault(f.values["says"], []).append(f)
    yield from (_status_sentence(case, group) for group in groups.values())


def _status_sentence(case: Case, group: list[Finding]) -> Sentence:
    v = group[0].values
    parties = listed([f.values["party_name"] for f in group])
    sure = "" if v["sure"] else " (not sure)"
    told = (b.text for b in group[0].because if b.rule in v["flags"] and b.rule != "disputed_date")
    flags = "; ".join(dict.fromkeys(told))
    leaves = [leaf for f in group for leaf in leaves_of(f.because)]
    tail = v["view"]
    return cited(
        f"{v['title']}: {v['says']} for {parties} on {v['as_of']}, {tail}{sure}"
        + (f" - {flags}" if flags else ""),
        leaves,
    )


def main(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """The main question: agreements that somebody sees otherwise, duties with evidence, clashes.

    Where no agreement is seen otherwise, the status of each is told.
    """
    found = board(case, asked.instruments or None, seen_by, asked.day)
    by_party: dict[tuple[str, str], set[str]] = {}
    for f in found:
        by_party.setdefault((f.values["instrument"], f.values["party"]), set()).add(
            f.values["says"]
        )
    disputed = tuple(dict.fromkeys(i for (i, _), says in by_party.items() if len(says) > 1))
    yield from _told(case, [f for f in found if not disputed or f.values["instrument"] in disputed])
    for f in duties(case, seen_by=(seen_by or ["record"])[0]):
        if f.values["evidence"]:
            yield cited(f.explanation, leaves_of(f.because))
    for f in clashes(case):
        yield cited(f"{f.type}: {f.explanation}", leaves_of(f.because))


def duties_of(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """Who owes what: the duties of those named, towards those named, under those named.

    What the registry lays on them follows where no document speaks of the agreement.
    """
    if asked.unknown or not (asked.actors or asked.instruments or asked.locator or topic_of(asked)):
        return
    actors = asked.actors
    if asked.intent == "who":
        actors = ()
    bearer = actors[0] if actors else None
    to = actors[1] if len(actors) > 1 else None
    topic = topic_of(asked)
    known = {i for row in rows_of(case, asked) for i in row.parties}
    if bearer and known and bearer.startswith(("state:", "polity:")) and bearer not in known:
        return  # no party to it owes nothing under it
    found = False
    for f in duties(case, bearer, to, (seen_by or ["record"])[0]):
        v = f.values
        parent = v["instrument"].partition("#")[0]
        if asked.instruments and parent not in {i.partition("#")[0] for i in asked.instruments}:
            continue
        if asked.locator and not same_place(v["provision"], asked.locator):
            continue
        if "deadline" in asked.question.lower() and not v["due"]:
            continue
        words = f"{f.explanation} {v['quote']} {v['action']}"
        if topic and covers(topic, words) < (1.0 if len(topic) < FEW else NEARLY):
            continue
        found = True
        due = f", due {v['due']}" if v["due"] and "deadline" in asked.question.lower() else ""
        yield cited(f"{f.explanation}{due}", leaves_of(f.because))
    if not found and asked.intent != "who":
        yield from row_duties(case, asked, actors[:1])
    elif not found:
        yield from telling_of(case, asked, seen_by)


# Words beside a question for ties that ask for nothing more.
OF_TIES = (
    "bind binding bilateral tie link legal treaty agreement pact accord relations relationship "
    "common connect kind formal written paper books exist each other currently contractual mutual "
    "capitals countries neighbours sides governments nations states two both signed concluded "
    "conclude sign commitments obligations instruments documents texts"
)


def binds(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """What binds A to B: the agreements that both are party to, then duties in both directions."""
    states = parties_named(case, asked)
    if asked.unknown:
        return  # of a treaty between them that the record does not have
    if len(states) < 2 and asked.instruments:
        yield from status(case, asked, seen_by)
        return
    if len(states) < 2:
        return
    topic = topic_of(asked) - senses(OF_TIES)
    if topic:
        yield from between(case, asked, states, topic)
        return
    yield from between(case, asked, states)
    a, b = states[:2]
    for x, y in ((a, b), (b, a)):
        for f in duties(case, x, y, (seen_by or ["record"])[0]):
            if y in f.values["counterparties"] and f.values["binds"] != "not binding":
                yield cited(f.explanation, leaves_of(f.because))
