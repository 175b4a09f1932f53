"""Answers on words: who said, predicted, held and left open what, and what contradicts."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from servanda.asking.answers import Sentence
from servanda.asking.deeds import dated
from servanda.asking.names import names_in
from servanda.asking.rows import (
    of_row,
    rows_of,
)
from servanda.asking.says import (
    NEARLY,
    cited,
    leaves_of,
    meant,
    of_record,
    parties_named,
    records_of,
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
from servanda.model import (
    Commitment,
    Finding,
    Position,
    Prediction,
    Question,
    Statement,
)
from servanda.reasoning.case import Case
from servanda.reasoning.clashes import clashes
from servanda.reasoning.foretold import register, resolve
from servanda.reasoning.issues import quote
from servanda.reasoning.parties import asserted_by, party_of
from servanda.reasoning.wording import senses, sentence_of


def clash(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """What contradicts, about what is named and on the topic asked for."""
    topic = topic_of(asked)
    if re.search(r"\b(?:when|dates?|days?)\b", asked.question.lower()):
        told = list(dated(case, asked))
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
    only_true = bool(CAME_TRUE.search(asked.question))
    shown, kept = False, list[Prediction]()
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
        if only_true and came.state != "came true":
            kept.append(r)
            continue
        shown = True
        what = f"; {came.state}" + (f" ({came.why})" if came.why else "")
        told = f"{case.name(f.forecaster)} predicted: {r.proposition.text}{until}{what}"
        s = of_record(case, told, r)
        more = tuple(x.id for x in came.records)
        yield replace(s, records=(*s.records, *more),
                      registry=(came.registry,) if came.registry else ())  # fmt: skip
    if kept and not shown:
        many = f"None of {len(kept)} predictions" if len(kept) > 1 else "The one prediction"
        none = "" if len(kept) > 1 else "not "
        yield Sentence(f"{many} is {none}shown to have come true", tuple(r.id for r in kept))


def said_about(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """Who said what: words of whoever is asked about, else of anybody, on the topic asked for."""
    speakers, others, words = _speakers(case, asked)
    topic = topic_of(asked) - senses(asked.subject)
    if asked.intent == "said_about" and not speakers and not words:
        return
    promised = bool(PROMISED.search(asked.question))
    found = False
    for s in _promises(case, asked, speakers, others, topic) if promised else ():
        found = True
        yield s
    if found or (promised and not topic):
        return
    for r in records_of(case, Statement):
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
        yield of_record(case, f"{who}, as told by {case.name(told)}: {content}{meant(r)}", r)
    if found:
        return
    verbs = topic_of(asked, verbs=True) - senses(asked.subject)
    for text, records in tellings(case, topic or verbs, (*speakers, *others)):
        if speakers or words <= senses(text):
            yield telling(case, text, records)


PROMISED = re.compile(r"\b(?:promis|pledg|vow|guarante|commit)", re.IGNORECASE)


def _promises(
    case: Case, asked: Asked, by: set[str], to: tuple[str, ...], topic: frozenset[str]
) -> Iterator[Sentence]:
    """Yield the commitments that documents tell of those asked about, towards those named."""
    parties = set(parties_named(case, asked)) | by
    for r in records_of(case, Commitment):
        day = case.evidence.said_on(r)[1]
        bearers = {party_of(b, day, case.entities, case.evidence) for b in r.bearers}
        bearers |= {b.id for b in r.bearers}
        text = sentence_of(case.evidence, r)
        mine = bearers & (by or parties)
        if r.polarity == "negated" or not mine or not r.action or not holds(topic, text):
            continue
        if names_all(case, to, ids_of(case, r), text):
            teller = case.name(asserted_by(r, case.entities, case.evidence))
            names = ", ".join(b.surface for b in r.bearers)
            yield of_record(case, f"{teller} tells of it: {names}, {r.action.text}{meant(r)}", r)


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
    for r in sorted(records_of(case, Position), key=lambda r: str(case.evidence.said_on(r)[1])):
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
        yield of_record(case, f"{name} {r.stance}: {issue}{meant(r)}{said}", r)
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


def unknown_gaps(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """What is not known: the questions that documents leave open, and terms that are not set."""
    topic = topic_of(asked)
    wanted = (*asked.actors, *asked.instruments, *asked.places)
    if asked.unknown:
        return
    for r in records_of(case, Question):
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


def _about(case: Case, asked: Asked, text: str) -> bool:
    wanted = (*asked.actors, *asked.instruments)
    return not wanted or any(w in text or case.name(w) in text for w in wanted)


def _ids_in(case: Case, finding: Finding) -> Iterator[str]:
    from servanda.model import refs_of

    ids = {r.id for r in finding.records}
    for record in case.evidence.records:
        if record.id in ids:
            yield from (r.id for r in refs_of(record) if r.id)


# "Which forecasts came true" asks for those alone; "and did it come true" for what came of them.
CAME_TRUE = re.compile(
    r"\b(?:which|what|list|any|show|how many)\b.*\b(?:predictions?|forecasts?)\b"
    r"(?!.*\bdid (?:it|they)\b).*\bc[ao]me true",
    re.IGNORECASE,
)
