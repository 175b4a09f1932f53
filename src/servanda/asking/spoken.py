"""Answers on words: who said, predicted, held and left open what, and what contradicts."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from servanda.asking.answers import Sentence
from servanda.asking.facts import of_row
from servanda.asking.gap import find, gap_of, tell, when_of
from servanda.asking.names import names_in
from servanda.asking.rows import rows_of
from servanda.asking.says import (
    NEARLY,
    cited,
    leaves_of,
    of_record,
    parties_named,
    records_of,
)
from servanda.asking.topics import (
    FEW,
    by_sentence,
    covers,
    ids_of,
    names_all,
    surroundings,
    telling,
    topic_of,
)
from servanda.asking.understand import Asked
from servanda.asking.units import units_of
from servanda.asking.voices import words_of
from servanda.model import (
    Finding,
    Prediction,
    Question,
)
from servanda.model.date_words import when_words
from servanda.reasoning.case import Case
from servanda.reasoning.clashes import clashes
from servanda.reasoning.foretold import register, resolve
from servanda.reasoning.wording import sentence_of


def clash(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """What contradicts, about what is named and on the topic asked for."""
    topic = topic_of(asked)
    if re.search(r"\b(?:when|dates?|days?)\b", asked.question.lower()):
        yield from _dates(case, asked)
    shown = False
    for f in clashes(case):
        quotes = " ".join(q for b in leaves_of(f.because) for q in (b.quote, b.text))
        words = f"{f.explanation} {quotes}"
        if not _about(case, asked, words + " ".join(_ids_in(case, f))):
            continue
        if not topic or covers(topic, words) >= NEARLY:
            shown = True
            yield cited(f"{f.type}: {f.explanation}", leaves_of(f.because))
    if not shown or topic or asked.places:
        yield from _sides(case, asked)


def _sides(case: Case, asked: Asked) -> Iterator[Sentence]:
    """Yield what each of two says on a topic, where both say something on it."""
    parties = parties_named(case, asked)
    if len(parties) < 2 or not (topic_of(asked) or asked.places):
        return
    told = [list(words_of(case, asked, frozenset({p}), parties))[:SAYINGS] for p in parties[:2]]
    if all(told):
        yield from (s for some in told for s in some)


SAYINGS = 4  # sentences of one side


def _dates(case: Case, asked: Asked) -> Iterator[Sentence]:
    """Yield the dated sentences that tell of one deed, where they give more than one day."""
    gap = replace(gap_of(case, asked), dated=True)
    units = [u for u in units_of(case).every if u.text and u.records and u.days]
    found = find(case, gap, units) if gap.words or gap.wanted else []
    if len({min(f.unit.days) for f in found}) > 1:
        yield from (tell(case, f.unit, when_of(f.unit)) for f in found[:SOME])


def _by(asked: Asked, r: Prediction) -> bool:
    """Say whether a prediction is for the days that a question names, or says so in its words."""
    if asked.since is None or asked.day is None:
        return True
    if str(asked.day.year) in r.proposition.text:
        return True
    when = r.horizon
    if when is None or when.latest is None:
        return False
    return asked.since <= when.latest and (when.earliest or when.latest) <= asked.day


SOME = 6  # tellings of one deed that are set beside each other


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
        wanted = (*asked.actors, *asked.places, *(() if asked.sources else asked.instruments))
        if not names_all(case, wanted, ids, f"{around} {voices}") or not _by(asked, r):
            continue
        if topic and covers(topic, f"{around} {voices}") < (1.0 if len(topic) < FEW else NEARLY):
            continue
        until = f", for {when_words(r.horizon)}" if r.horizon else ""
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
