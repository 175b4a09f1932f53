"""One small function an intent: from what is asked to cited sentences."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from servanda.asking.answers import Sentence
from servanda.asking.understand import Asked
from servanda.model import (
    Act,
    Because,
    Finding,
    Position,
    Prediction,
    Question,
    Record,
    Statement,
)
from servanda.reasoning.board import board
from servanda.reasoning.case import Case
from servanda.reasoning.clashes import clashes
from servanda.reasoning.duties import duties
from servanda.reasoning.firsts import firsts
from servanda.reasoning.issues import quote
from servanda.reasoning.locators import same_place
from servanda.reasoning.log import MODALITY
from servanda.reasoning.parties import asserted_by, party_of
from servanda.reasoning.timeline import timeline
from servanda.reasoning.wording import senses, sentence_of

MOST = 12  # sentences of one answer
PRESUMED = ("breach_alleged", "termination", "withdrawal", "expiry", "suspension")
R = TypeVar("R", bound=Record)


def status(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """Does it hold: of those named, or of all that the documents speak of."""
    found = board(case, asked.instruments or None, seen_by, asked.day)
    actors = set(asked.actors)
    if actors and not asked.instruments:
        found = [f for f in found if f.values["party"] in actors]
    yield from _told(case, found)


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
    """Who owes what: the duties of those named, towards those named, under those named."""
    bearer = asked.actors[0] if asked.actors else None
    to = asked.actors[1] if len(asked.actors) > 1 else None
    for f in duties(case, bearer, to, (seen_by or ["record"])[0]):
        parent = f.values["instrument"].partition("#")[0]
        if asked.instruments and parent not in asked.instruments:
            continue
        if asked.locator and not same_place(f.values["provision"], asked.locator):
            continue
        yield cited(f.explanation, leaves_of(f.because))


def binds(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """What binds A to B, in both directions."""
    if len(asked.actors) < 2:
        yield from duties_of(case, asked, seen_by)
        return
    a, b = asked.actors[:2]
    for x, y in ((a, b), (b, a)):
        for f in duties(case, x, y, (seen_by or ["record"])[0]):
            if y in f.values["counterparties"] and f.values["binds"] != "not binding":
                yield cited(f.explanation, leaves_of(f.because))


def provision(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """What a provision says: the registry's row, then how documents tell it."""
    for name in asked.instruments:
        row = case.registry.get(name)
        for p in row.provisions if row else ():
            if same_place(p.locator, asked.locator):
                yield Sentence(
                    f"{case.name(name)}, {p.locator}, in our words: {p.text}",
                    registry=(f"{name}, {p.locator} ({p.verified})",), quotes=(p.source,),
                )  # fmt: skip
    for f in duties(case):
        v = f.values
        told = same_place(v["provision"], asked.locator) and not v["registry"]
        if told and (not asked.instruments or v["instrument"] in asked.instruments):
            yield cited(f.explanation, leaves_of(f.because))


def who_first(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """Who was first, or that the dates cannot tell."""
    issue = asked.question.rstrip("?")
    for word in ("who was", "who", "first to", "first", "the"):
        issue = issue.replace(word, " ").replace(word.capitalize(), " ")
    for f in firsts(case, " ".join(issue.split())):
        yield cited(f.explanation, leaves_of(f.because))


def clash(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """What contradicts, about what is named."""
    for f in clashes(case):
        if _about(case, asked, f.explanation + " ".join(_ids_in(case, f))):
            yield cited(f"{f.type}: {f.explanation}", leaves_of(f.because))


def predicted(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """What was predicted, by whom."""
    for r in _records(case, Prediction):
        if asked.actors and not _mentions(case, r, asked):
            continue
        who = asserted_by(r, case.entities, case.evidence)
        if r.forecaster is not None and r.forecaster.id:
            who = r.forecaster.id
        until = f", for {r.horizon.edtf}" if r.horizon else ""
        yield of_record(case, f"{case.name(who)} predicted: {r.proposition.text}{until}", r)


def said_about(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """Who said what: statements whose speaker or content fits what is named."""
    speakers = set(asked.actors) if asked.intent == "said_about" else set()
    topic = senses(asked.rest) if asked.intent == "who_said" else frozenset()
    for r in _records(case, Statement):
        day = case.evidence.said_on(r)[1]
        who = party_of(r.speaker, day, case.entities, case.evidence) if r.speaker else None
        ids = {who, r.speaker.id if r.speaker else None}
        if speakers and not ids & speakers:
            continue
        if not speakers and not _mentions(case, r, asked):
            continue
        words = " ... ".join(a.quote for a in r.content) or quote(r)
        if topic and not topic & senses(sentence_of(case.evidence, r)):
            continue
        name = case.name(str(r.speaker.id)) if r.speaker and r.speaker.id else None
        name = name or (r.speaker.surface if r.speaker else "somebody")
        told = asserted_by(r, case.entities, case.evidence)
        yield of_record(case, f"{name}, as told by {case.name(told)}: {words}{_meant(r)}", r)


def position(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """Where somebody stands, over time."""
    topic = senses(asked.rest)
    for r in sorted(_records(case, Position), key=lambda r: str(case.evidence.said_on(r)[1])):
        day = case.evidence.said_on(r)[1]
        who = party_of(r.holder, day, case.entities, case.evidence)
        if asked.actors and not {who, r.holder.id} & set(asked.actors[:1]):
            continue
        issue = r.issue.text if r.issue else ""
        if topic and not topic & (senses(issue) | {r.stance[:5]}):
            continue
        name = case.name(who) if who else r.holder.surface
        said = f" (said {day})" if day else ""
        yield of_record(case, f"{name} {r.stance}: {issue}{_meant(r)}{said}", r)


def when(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """When something happened, as far as told."""
    topic = senses(asked.rest)
    for e in timeline(case):
        fits = not asked.instruments or e.instrument in asked.instruments
        if fits and (topic & senses(f"{e.what} {e.quote}") or (asked.instruments and not topic)):
            days = str(e.earliest) if e.earliest == e.latest else f"{e.earliest} to {e.latest}"
            yield Sentence(
                f"{days}: {e.what}", records=(e.record,) if e.record else (),
                registry=(e.registry,) if e.registry else (), quotes=(e.quote,),
                pending=bool(e.record) and not case.evidence.accepted(e.record),
            )  # fmt: skip


def why_broke(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """A loaded question: first whether the record shows the deed that it takes for granted."""
    acts = [
        r for r in _records(case, Act)
        if r.act in PRESUMED and r.polarity == "affirmed" and MODALITY[r.modality] == "done"
        and _mentions(case, r, asked)
    ]  # fmt: skip
    if acts or asked.instruments:
        yield from status(case, asked, ["record"])
    for r in acts:
        by = case.name(asserted_by(r, case.entities, case.evidence))
        yield of_record(case, f"{by} says so ({r.act.replace('_', ' ')}): a claim, no finding", r)


def how_often(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """How often something is told: the number of records and each of them."""
    found = list(said_about(case, asked, seen_by))
    if found:
        ids = tuple(i for s in found for i in s.records)
        yield Sentence(f"{len(found)} times in the record", records=ids)
        yield from found


def unknown_gaps(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """What is not known: the questions that documents leave open."""
    for r in _records(case, Question):
        if not r.rhetorical:
            yield of_record(case, r.text.text, r)


Respond = Callable[[Case, Asked, list[str] | None], Iterator[Sentence]]
INTENTS: dict[str, Respond] = {
    "main": main,
    "status": status, "duties": duties_of, "binds": binds, "provision": provision,
    "who_first": who_first, "clash": clash, "predicted": predicted, "who_said": said_about,
    "said_about": said_about, "position": position, "when": when, "why_broke": why_broke,
    "how_often": how_often, "unknown_gaps": unknown_gaps,
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
    """Return a sentence that rests on one record."""
    pending = not case.evidence.accepted(record.id)
    return Sentence(text, records=(record.id,), quotes=(quote(record),), pending=pending)


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


def _mentions(case: Case, record: Record, asked: Asked) -> bool:
    """Say whether a record refers to something that the question names."""
    from servanda.model import refs_of

    wanted = {*asked.actors, *asked.instruments, *asked.places}
    if not wanted:
        return True
    day = case.evidence.said_on(record)[1]
    ids = {r.id for r in refs_of(record)}
    ids |= {party_of(r, day, case.entities, case.evidence) for r in refs_of(record)}
    words = senses(sentence_of(case.evidence, record))
    return bool(ids & wanted) or any(
        (s := senses(case.name(w))) and s <= words for w in asked.actors + asked.places
    )


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
