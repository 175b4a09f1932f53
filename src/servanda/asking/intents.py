"""One small function an intent: from what is asked to cited sentences."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from servanda.asking.answers import Sentence
from servanda.asking.names import names_in
from servanda.asking.rows import (
    act_kinds,
    acts_of,
    between,
    list_rows,
    of_act,
    of_row,
    provision,
    row_duties,
    rows_of,
    span,
    timeline_of,
    who_row,
)
from servanda.asking.topics import (
    FEW,
    by_sentence,
    covers,
    holds,
    ids_of,
    names_all,
    surroundings,
    telling,
    tellings,
    topic_of,
    without_asking,
)
from servanda.asking.understand import Asked
from servanda.lexicon.registry import Instrument as RegistryRow
from servanda.model import (
    Act,
    Because,
    Event,
    Finding,
    Position,
    Question,
    Record,
    Statement,
    Time,
)
from servanda.reasoning.board import board
from servanda.reasoning.case import Case
from servanda.reasoning.clashes import clashes
from servanda.reasoning.duties import duties
from servanda.reasoning.firsts import firsts
from servanda.reasoning.foretold import register, resolve
from servanda.reasoning.issues import quote
from servanda.reasoning.locators import same_place
from servanda.reasoning.parties import asserted_by, party_of, state_of
from servanda.reasoning.wording import senses, sentence_of

MOST = 12  # sentences of one answer
PRESUMED = ("breach_alleged", "termination", "withdrawal", "expiry", "suspension")
LEAVING = frozenset({
    "withdrawal", "termination", "suspension", "expiry", "supersession", "notice", "breach_alleged",
})  # fmt: skip
NEARLY = 0.66  # share of the topic words that a finding must hold
R = TypeVar("R", bound=Record)


def status(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """Does it hold: of those named, or, where nothing particular is named, of all spoken of.

    With the formal acts by which a party left, ended or suspended it.
    """
    actors = set(_parties_named(case, asked)) - {asked.view}
    if asked.unknown or (not asked.instruments and (topic_of(asked) or asked.places)):
        return
    views = seen_by
    if asked.view:
        by = asked.view
        if by.startswith("person:"):
            by = state_of(by, case.day, case.entities) or by
        kind = "party" if any(by in case.parties(i) for i in asked.instruments) else "source"
        views = [f"{kind}:{by}", "record"]
    names = list(asked.instruments)
    for row in rows_of(case, asked):  # a point with a life of its own
        wanted = [c.id for c in row.children if asked.locator
                  and c.id.partition("#")[2] == asked.locator.split()[-1]]  # fmt: skip
        names = wanted or names
    found = board(case, names or None, views, asked.day)
    if actors:
        told = [f for f in found if f.values["party"] in actors]
        found = told or (found if asked.instruments else [])
    yield from _told(case, found)
    day = asked.day or case.day
    for row in rows_of(case, asked):
        for act in acts_of(case, row, LEAVING - {"breach_alleged"}):
            if act.date[:10] <= day.isoformat() and (not actors or act.actor in (*actors, "all")):
                yield of_act(case, row, act)


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
        yield cited(f.explanation, leaves_of(f.because))
    if not found and asked.intent != "who":
        yield from row_duties(case, asked, actors[:1])
    elif not found:
        yield from telling_of(case, asked, seen_by)


def binds(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """What binds A to B: the agreements that both are party to, then duties in both directions."""
    states = _parties_named(case, asked)
    if len(states) < 2 and asked.instruments:
        yield from status(case, asked, seen_by)
        return
    if len(states) < 2:
        return
    yield from between(case, asked, states)
    a, b = states[:2]
    for x, y in ((a, b), (b, a)):
        for f in duties(case, x, y, (seen_by or ["record"])[0]):
            if y in f.values["counterparties"] and f.values["binds"] != "not binding":
                yield cited(f.explanation, leaves_of(f.because))


def _parties_named(case: Case, asked: Asked) -> tuple[str, ...]:
    """Return the states and polities that a question names, persons by whom they act for."""
    named = (state_of(a, case.day, case.entities) if a.startswith("person:") else a
             for a in asked.actors)  # fmt: skip
    return tuple(dict.fromkeys(n for n in named if n and not n.startswith("person:")))


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


def clash(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """What contradicts, about what is named and on the topic asked for."""
    topic = topic_of(asked)
    if re.search(r"\b(?:when|dates?|days?)\b", asked.question.lower()):
        told = list(_dated(case, asked))
        if len({s.text.split(", ", 1)[0] for s in told}) > 1:
            yield from told
    for f in clashes(case):
        quotes = " ".join(q for b in leaves_of(f.because) for q in (b.quote, b.text))
        words = f"{f.explanation} {quotes}"
        if not _about(case, asked, words + " ".join(_ids_in(case, f))):
            continue
        if not topic or covers(topic, words) >= NEARLY:
            yield cited(f"{f.type}: {f.explanation}", leaves_of(f.because))


def predicted(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """What was predicted, by whom, for when, and what came of it."""
    topic = topic_of(asked)
    if asked.unknown:
        return
    for f in register(case):
        r = f.record
        document = case.evidence.documents.get(r.document)
        around = f"{sentence_of(case.evidence, r)} {r.proposition.text}"
        by = f"{case.name(f.forecaster)} {document.title if document else ''} {r.document}"
        voices = f"{by} {' '.join(document.authors) if document else ''}"
        ids = ids_of(case, r) | (set(names_in(case, ", ".join(document.authors)).ids)
                                 if document else set())  # fmt: skip
        if not names_all(case, (*asked.actors, *asked.places, *asked.instruments), ids,
                         f"{around} {voices}"):  # fmt: skip
            continue
        if topic and covers(topic, f"{around} {voices}") < (1.0 if len(topic) < FEW else NEARLY):
            continue
        until = f", for {r.horizon.edtf}" if r.horizon else ""
        came = resolve(case, f)
        what = f"; {came.state}" + (f" ({came.why})" if came.why else "")
        told = f"{case.name(f.forecaster)} predicted: {r.proposition.text}{until}{what}"
        s = of_record(case, told, r)
        more = tuple(x.id for x in came.records)
        yield replace(s, records=(*s.records, *more),
                      registry=(came.registry,) if came.registry else ())  # fmt: skip


def said_about(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """Who said what: words of whoever is asked about, else of anybody, on the topic asked for."""
    speakers, others, words = _speakers(case, asked)
    topic = topic_of(asked) - senses(asked.subject)
    if asked.intent == "said_about" and not speakers and not words:
        return
    found = False
    for r in _records(case, Statement):
        who, ids = _said_by(case, r)
        text = sentence_of(case.evidence, r)
        if speakers and not ids & speakers:
            continue
        if words and not words <= senses(f"{r.speaker.surface if r.speaker else ''} {who}"):
            continue
        around = surroundings(case, r)
        near = topic or others
        if near and not holds(topic, text) and not (speakers and holds(topic, around)):
            continue
        if not names_all(case, others, ids_of(case, r), around):
            continue
        found = True
        told = asserted_by(r, case.entities, case.evidence)
        content = " ... ".join(a.quote for a in r.content) or quote(r)
        yield of_record(case, f"{who}, as told by {case.name(told)}: {content}{_meant(r)}", r)
    if found:
        return
    verbs = topic_of(asked, verbs=True) - senses(asked.subject)
    for text, records in tellings(case, topic or verbs, (*speakers, *others)):
        if speakers or words <= senses(text):
            yield telling(case, text, records)


def _said_by(case: Case, r: Statement) -> tuple[str, set[str]]:
    """Return the name of a statement's speaker, and its ids: person and party."""
    if r.speaker is None:
        return "somebody", set()
    day = case.evidence.said_on(r)[1]
    party = party_of(r.speaker, day, case.entities, case.evidence)
    name = case.name(r.speaker.id) if r.speaker.id else r.speaker.surface
    return name, {i for i in (party, r.speaker.id) if i}


def _speakers(case: Case, asked: Asked) -> tuple[set[str], tuple[str, ...], frozenset[str]]:
    """Return whose words are asked for, what else is named, and a speaker's words without a name.

    "What did the Pope say on X" asks for the words of one whom nothing resolves: only statements
    whose speaker is called so can answer.
    """
    others = (*asked.actors, *asked.instruments, *asked.places)
    if asked.intent == "who_said":
        return set(), others, frozenset()
    mine = [i for i in names_in(case, asked.subject).ids if i in asked.actors]
    if not asked.subject:
        mine = list(asked.actors[:1])
    if mine:
        return {mine[0]}, tuple(o for o in others if o != mine[0]), frozenset()
    return set(), others, senses(without_asking(asked.subject))


def position(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """Where somebody stands, over time: positions, else what they said, else what is told."""
    topic = topic_of(asked)
    holders, others = set(asked.actors[:1]), (*asked.actors[1:], *asked.instruments, *asked.places)
    if not holders:
        return
    found = False
    for r in sorted(_records(case, Position), key=lambda r: str(case.evidence.said_on(r)[1])):
        day = case.evidence.said_on(r)[1]
        who = party_of(r.holder, day, case.entities, case.evidence)
        if not {who, r.holder.id} & holders:
            continue
        text = sentence_of(case.evidence, r)
        issue = r.issue.text if r.issue else ""
        if not holds(topic, f"{text} {r.stance}"):
            continue
        if not names_all(case, others, ids_of(case, r), text):
            continue
        found = True
        name = case.name(who) if who else r.holder.surface
        said = f" (said {day})" if day else ""
        yield of_record(case, f"{name} {r.stance}: {issue}{_meant(r)}{said}", r)
    for s in said_about(case, asked, seen_by) if not found else ():
        found = True
        yield s
    if found and topic:
        return
    for (_, text), records in by_sentence(case).items() if not topic else ():
        ids = set().union(*(ids_of(case, r) for r in records))
        if senses(text) & _LINKS and names_all(case, (*holders, *others), ids, text):
            yield telling(case, text, records)
    for text, records in tellings(case, topic, (*holders, *others)):
        yield telling(case, text, records)


_LINKS = senses("committed supports reaffirmed remains position rejects")


def when(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """When something happened: acts on what is named, else dated records on the topic."""
    kinds = act_kinds(asked.question)
    actors = set(_parties_named(case, asked))
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
        yield from _dated(case, asked)


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


def _dated(case: Case, asked: Asked) -> Iterator[Sentence]:
    """Yield the dated records, and else the dated sentences, that hold the topic."""
    topic = topic_of(asked)
    wanted = (*asked.actors, *asked.instruments, *asked.places)
    for text, records in tellings(case, topic, wanted, reach=1):
        times = [(r.earliest, r.latest) for r in records if isinstance(r, Time)]
        times += [(r.date.earliest, r.date.latest) for r in records if r.date is not None]
        days = sorted({(a, b) for a, b in times if a and b})
        first, last = days[0] if days else (None, None)
        if first is None:
            continue
        when_ = str(first) if first == last else f"{first} to {last}"
        yield telling(case, text, records, f", {when_}")


def who(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """Who signed or is party, who has to do something, else of whom it is told."""
    if asked.instruments and SIGNING.search(asked.question):
        yield from who_row(case, asked, seen_by)
    elif OWING.search(asked.question):
        yield from duties_of(case, asked, seen_by)
    elif re.search(r"\baccus", asked.question, re.IGNORECASE):
        yield from _accused(case, asked)
    else:
        yield from telling_of(case, asked, seen_by)


SIGNING = re.compile(r"\b(?:bound|sign\w*|part(?:y|ies)|members?|depositar\w+)\b", re.IGNORECASE)
OWING = re.compile(r"\b(?:has to|have to|must|shall|should|owes?|obliged|bound|supposed|"
                   r"guarantees?|controls?)\b", re.IGNORECASE)  # fmt: skip


def _accused(case: Case, asked: Asked) -> Iterator[Sentence]:
    """Yield the accusations that records tell of, on the day named where there is one."""
    topic = topic_of(asked) - senses("accuse accused accusation minister foreign leader whom")
    for (_, text), records in by_sentence(case).items():
        events: list[Record] = [r for r in records if isinstance(r, Event) and r.plover == "ACCUSE"]
        if not events or not holds(topic, text):
            continue
        days = [(r.date.earliest, r.date.latest) for r in (*events, *records) if r.date]
        if asked.exact and not any(a and b and a <= asked.day <= b for a, b in days):  # type: ignore[operator]
            continue
        ids = set().union(*(ids_of(case, r) for r in records))
        wanted = (*asked.actors, *asked.places, *asked.instruments)
        if names_all(case, wanted, ids, surroundings(case, records[0])):
            yield telling(case, text, list(events))


def list_all(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """The acts on an agreement in order, or the agreements of those named."""
    if asked.instruments:
        yield from timeline_of(case, asked, seen_by)
    else:
        yield from list_rows(case, asked, seen_by)


def telling_of(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """What documents tell on a topic, where no record kind answers: all its words must be held."""
    topic = topic_of(asked, verbs=False)
    wanted = (*asked.actors, *asked.instruments, *asked.places)
    if asked.unknown or not topic:
        return
    for text, records in tellings(case, topic, wanted, reach=0):
        counted = "how m" in asked.question.lower()
        if covers(topic, text) == 1.0 and (not counted or re.search(r"\d", text)):
            yield telling(case, text, records)


def why_broke(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """A loaded question: first whether the record shows the deed that it takes for granted.

    Then who says so, as a claim. Of an agreement that no record names, nothing is said.
    """
    rows = rows_of(case, asked)
    actors = _parties_named(case, asked)
    yield from _not_shown(case, rows, asked)
    for r in _records(case, Act):
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
    actors = _parties_named(case, asked)
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
    actors = set(_parties_named(case, asked))
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


def unknown_gaps(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """What is not known: the questions that documents leave open, and terms that are not set."""
    topic = topic_of(asked)
    wanted = (*asked.actors, *asked.instruments, *asked.places)
    if asked.unknown:
        return
    for r in _records(case, Question):
        document = case.evidence.documents.get(r.document)
        near = f"{r.text.text} {document.title if document else ''}"
        whole = document.text[:600] if document else ""
        if r.rhetorical or (topic and not covers(topic, near) >= NEARLY):
            continue
        if names_all(case, wanted, ids_of(case, r), f"{near} {whole}"):
            yield of_record(case, r.text.text, r)
    for (_, text), records in by_sentence(case).items():
        around = surroundings(case, records[0])
        if not NO_ANSWER.search(text) or not topic or covers(topic, around) < NEARLY:
            continue
        ids = set().union(*(ids_of(case, r) for r in records))
        if names_all(case, wanted, ids, around):
            yield telling(case, text, records)
    for row in rows_of(case, asked):
        ending = re.search(r"\b(?:end|term|expir|long|last)", asked.question.lower())
        if ending and row.terms.duration is None:
            yield of_row(row, f"{case.name(row.id)}: no term of its own in the registry; "
                              f"when it ends is not known")  # fmt: skip


NO_ANSWER = re.compile(r"\b(?:[Nn]o (?:date|answer|word|details?)|not (?:yet )?(?:known|clear|"
                       r"given|said|announced|disclosed|settled)|unclear|unknown)\b")  # fmt: skip


Respond = Callable[[Case, Asked, list[str] | None], Iterator[Sentence]]
INTENTS: dict[str, Respond] = {
    "main": main,
    "status": status, "duties": duties_of, "binds": binds, "provision": provision,
    "who_first": who_first, "clash": clash, "predicted": predicted, "who_said": said_about,
    "said_about": said_about, "position": position, "when": when, "why_broke": why_broke,
    "how_often": how_often, "unknown_gaps": unknown_gaps, "who": who, "list": list_all,
    "telling": telling_of,
}  # fmt: skip


def cited(text: str, leaves: Iterable[Because]) -> Sentence:
    """Return a sentence that rests on the leaves of a because-tree."""
    found = list(leaves)
    return Sentence(
        text,
        records=tuple(dict.fromkeys(b.record for b in found if b.record)),
        registry=tuple(dict.fromkeys(b.registry for b in found if b.registry)),
        quotes=tuple(dict.fromkeys(b.quote for b in found if b.quote and b.record)),
        pending=any(b.pending for b in found),
    )


def of_record(case: Case, text: str, record: Record) -> Sentence:
    """Return a sentence that rests on one record, with the sentence that it stands in."""
    pending = not case.evidence.accepted(record.id)
    words = " ".join(sentence_of(case.evidence, record).split()) or quote(record)
    return Sentence(text, records=(record.id,), quotes=(words,), pending=pending)


def listed(words: list[str]) -> str:
    """Return words as a list in a sentence: "A, B and C"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def leaves_of(nodes: Iterable[Because]) -> Iterator[Because]:
    """Yield the nodes of because-trees that name a record or a registry row."""
    for b in nodes:
        if b.record or b.registry:
            yield b
        yield from leaves_of(b.children)


def _records(case: Case, kind: type[R]) -> list[R]:
    return [r for r in case.evidence.records if isinstance(r, kind)]


def _about(case: Case, asked: Asked, text: str) -> bool:
    wanted = (*asked.actors, *asked.instruments)
    return not wanted or any(w in text or case.name(w) in text for w in wanted)


def _ids_in(case: Case, finding: Finding) -> Iterator[str]:
    from servanda.model import refs_of

    ids = {r.id for r in finding.records}
    for record in case.evidence.records:
        if record.id in ids:
            yield from (r.id for r in refs_of(record) if r.id)


def _meant(record: Record) -> str:
    marks = [m for m in (record.polarity, record.modality) if m not in ("affirmed", "actual")]
    return f" [{', '.join(marks)}]" if marks else ""
