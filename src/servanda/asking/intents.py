"""Which function answers which intent; who it is, and lists."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from servanda.asking.answers import Sentence
from servanda.asking.deeds import how_often, when, who_first, why_broke
from servanda.asking.facts import act_kinds, acts_by, of_act
from servanda.asking.gap import told
from servanda.asking.rows import list_rows, provision, rows_of, timeline_of, who_row
from servanda.asking.says import parties_named
from servanda.asking.spoken import clash, predicted, unknown_gaps
from servanda.asking.standing import binds, duties_of, main, status
from servanda.asking.topics import (
    by_sentence,
    holds,
    ids_of,
    names_all,
    surroundings,
    telling,
    topic_of,
)
from servanda.asking.understand import Asked
from servanda.asking.voices import position, said_about, speeches
from servanda.model import (
    Event,
    Record,
)
from servanda.reasoning.case import Case
from servanda.reasoning.wording import senses

MOST = 12  # sentences of one answer


def who(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """Who signed or is party, who has to do something, else of whom it is told."""
    kinds = act_kinds(asked.rest)
    if asked.instruments and (SIGNING.search(asked.question) or "verb:SIGN" in asked.signs):
        yield from who_row(case, asked, seen_by)
    elif rows_of(case, asked) and kinds and not asked.locator:
        for row in rows_of(case, asked):
            acts = acts_by(case, row, kinds, parties_named(case, asked))
            yield from (of_act(case, row, act) for act in acts)
        yield from told(case, asked)
    elif OWING.search(asked.question):
        yield from duties_of(case, asked, seen_by)
    elif re.search(r"\baccus", asked.question, re.IGNORECASE):
        yield from _accused(case, asked)
    else:
        yield from told(case, asked)


SIGNING = re.compile(r"\b(?:bound|sign\w*|part(?:y|ies)|members?|participa\w+|initial\w*|pen)\b",
                     re.IGNORECASE)  # fmt: skip


OWING = re.compile(r"\b(?:has to|have to|must|shall|should|owes?|obliged|bound|supposed|"
                   r"guarantees?|controls?)\b", re.IGNORECASE)  # fmt: skip


def _on(record: Record, day: date | None) -> bool:
    """Say whether what a record tells may have been on a day."""
    when = record.date
    return bool(
        when and day and when.earliest and when.latest and when.earliest <= day <= when.latest
    )


def _accused(case: Case, asked: Asked) -> Iterator[Sentence]:
    """Yield the accusations that records tell of, on the day named where there is one."""
    topic = topic_of(asked) - senses("accuse accused accusation minister foreign leader whom")
    for (_, text), records in by_sentence(case).items():
        events: list[Record] = [r for r in records if isinstance(r, Event) and r.plover == "ACCUSE"]
        if not events or not holds(topic, text):
            continue
        if asked.exact and not any(_on(r, asked.day) for r in (*events, *records)):
            continue
        ids = set().union(*(ids_of(case, r) for r in records))
        wanted = (*asked.actors, *asked.places, *asked.instruments)
        if names_all(case, wanted, ids, surroundings(case, records[0])):
            yield telling(case, text, list(events))


def list_all(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """The acts on an agreement in order, or the agreements of those named."""
    if "has:SAY" in asked.signs and not asked.instruments:
        yield from speeches(case, asked)
    elif asked.instruments:
        yield from timeline_of(case, asked, seen_by)
    else:
        yield from list_rows(case, asked, seen_by)


def plain(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """What documents tell of it, and the acts on an agreement that it names."""
    kinds = act_kinds(asked.rest)
    for row in rows_of(case, asked) if kinds and not asked.locator else ():
        acts = acts_by(case, row, kinds, parties_named(case, asked), widen=False)
        yield from (of_act(case, row, act) for act in acts)
    yield from told(case, asked)


Respond = Callable[[Case, Asked, list[str] | None], Iterator[Sentence]]


INTENTS: dict[str, Respond] = {
    "main": main,
    "status": status, "duties": duties_of, "binds": binds, "provision": provision,
    "who_first": who_first, "clash": clash, "predicted": predicted, "who_said": said_about,
    "said_about": said_about, "position": position, "when": when, "why_broke": why_broke,
    "how_often": how_often, "unknown_gaps": unknown_gaps, "who": who, "list": list_all,
    "telling": plain,
}  # fmt: skip
