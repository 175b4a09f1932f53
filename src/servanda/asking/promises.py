"""Commitments that documents tell of, where a question asks what somebody promised."""

import re
from collections.abc import Iterator

from servanda.asking.answers import Sentence
from servanda.asking.says import meant, of_record, parties_named, records_of
from servanda.asking.topics import holds, ids_of, names_all, topic_of
from servanda.asking.understand import Asked
from servanda.model import Commitment
from servanda.reasoning.case import Case
from servanda.reasoning.parties import asserted_by, party_of
from servanda.reasoning.wording import senses, sentence_of

PROMISED = re.compile(r"\b(?:promis|pledg|vow|guarante|commit)", re.IGNORECASE)


def promises(case: Case, asked: Asked, by: frozenset[str]) -> Iterator[Sentence]:
    """Yield the commitments that documents tell of those asked about, towards those named."""
    parties = set(parties_named(case, asked)) | by
    to = tuple(i for i in (*asked.actors, *asked.instruments, *asked.places) if i not in by)
    topic = topic_of(asked) - senses(asked.subject)
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
