"""Commitments that documents tell of, where a question asks what somebody promised."""

import re
from collections.abc import Iterator

from servanda.asking.answers import Sentence
from servanda.asking.offices import Speakers
from servanda.asking.says import meant, of_record, parties_named, records_of
from servanda.asking.topics import holds, ids_of, names_all, topic_of
from servanda.asking.understand import Asked
from servanda.asking.units import units_of
from servanda.model import Commitment, Ref
from servanda.reasoning.case import Case
from servanda.reasoning.parties import asserted_by, party_of
from servanda.reasoning.wording import senses, sentence_of

PROMISED = re.compile(r"\b(?:promis|pledg|vow|guarante|commit)", re.IGNORECASE)


def promises(case: Case, asked: Asked, speakers: Speakers) -> Iterator[Sentence]:
    """Yield the commitments that documents tell of those asked about, towards those named."""
    parties = set(parties_named(case, asked)) | speakers.ids
    to = tuple(i for i in (*asked.actors, *asked.instruments, *asked.places)
               if i not in speakers.ids)  # fmt: skip
    topic = topic_of(asked) - senses(asked.subject)
    # What a person says that their state will do is their promise too, nobody else's of that state.
    person = bool(speakers.ids) and all(i.startswith("person:") for i in speakers.ids)
    voiced = _voiced(case, speakers) if person else frozenset[str]()
    told: list[tuple[str, int, int]] = []  # the places of what is shown: one within it is no more
    for r in records_of(case, Commitment):
        day = case.evidence.said_on(r)[1]
        by = speakers.on(day) or (parties if speakers.any else frozenset[str]())
        bearers = {party_of(b, day, case.entities, case.evidence) for b in r.bearers}
        bearers |= {b.id for b in r.bearers}
        text = sentence_of(case.evidence, r)
        mine = bearers & by or (r.id in voiced and bearers & parties)
        if r.polarity == "negated" or not mine or not r.action or not holds(topic, text):
            continue
        places = [(r.document, a.start, a.end) for a in r.action.anchors]
        if any(d == x and s <= a and b <= e for x, a, b in places for d, s, e in told):
            continue
        if names_all(case, to, ids_of(case, r), text):
            told += places
            teller = case.name(asserted_by(r, case.entities, case.evidence))
            names = ", ".join(dict.fromkeys(called(case, b) for b in r.bearers))
            yield of_record(case, f"{teller} tells of it: {names}, {r.action.text}{meant(r)}", r)


def called(case: Case, ref: Ref) -> str:
    """Return who is referred to: by name where that is known, a pronoun with who is meant."""
    return case.name(ref.id) if ref.id and ref.id in case.spoken else ref.surface


def _voiced(case: Case, by: Speakers) -> frozenset[str]:
    """Return the records of the sentences that tell words of somebody."""
    return frozenset(r.id for u in units_of(case).every if u.records
                     and u.speakers & by.of(case, u) for r in u.records)  # fmt: skip
