"""Tying dates to what they date: the time expression of a clause becomes the record's date."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from servanda.model import (
    Act,
    Commitment,
    Event,
    Instrument,
    Position,
    Record,
    Statement,
    Time,
    When,
)
from servanda.reading.context import Context, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

# Which field of a kind a date goes to; of a commitment, only the last day counts.
FIELD: dict[type[Record], str] = {
    Act: "date", Event: "date", Position: "date", Statement: "said_on", Commitment: "deadline",
}  # fmt: skip
DAY = timedelta(days=1)
INCEPTION = ".inception."
LAST_DAY = frozenset({"by", "before", "until", "till", "within"})
WHEN = frozenset({
    "on", "in", "at", "by", "since", "during", "before", "after", "from", "until", "till",
    "between", "throughout", "around", "about", "within", "of",
})  # fmt: skip
ADVERBIAL = frozenset({"npadvmod", "advmod", "dep", "tmod", "intj"})
# A date below these belongs to a name or a description, not to the deed: "the 2020 statement".
DESCRIBING = frozenset({"compound", "amod", "nummod", "poss", "nmod", "appos"})


def date(context: Context, records: Iterable[Record]) -> list[Record]:
    """Return the records, each dated deed with the date that stands in its own clause.

    A record inside a dated statement takes over when that was said. Ids do not change.
    """
    found = list(records)
    times = [r for r in found if isinstance(r, Time) and r.anchors and r.earliest and r.latest]
    by_sentence = _by_sentence(context, times)
    by_place = sorted(times, key=lambda t: t.anchors[0])
    dated = [_dated(context, by_sentence, r) for r in found]
    said = {r.id: r.said_on for r in dated if isinstance(r, Statement) and r.said_on is not None}
    dated = [_named(by_place, r) for r in dated if not _undated_inception(r)]
    return [
        replace(r, said_on=said[r.statement])
        if r.statement in said and r.said_on is None and not isinstance(r, Statement)
        else r
        for r in dated
    ]


def _undated_inception(record: Record) -> bool:
    """Say whether a cue that serves only to date an instrument came without a date."""
    return isinstance(record, Act) and INCEPTION in record.rule and record.date is None


def _named(times: list[Time], record: Record) -> Record:
    """Return an instrument with the first full date that stands inside one of its names."""
    if not isinstance(record, Instrument) or record.date is not None:
        return record
    inside = [
        t
        for t in times
        if t.granularity == "day" and any(a.overlaps(t.anchors[0]) for a in record.anchors)
    ]
    return replace(record, date=_when(inside[0])) if inside else record


def _by_sentence(context: Context, times: list[Time]) -> dict[int, list[tuple[Time, "Token", str]]]:
    """Return for each sentence its times with the word that each dates and the preposition."""
    out: dict[int, list[tuple[Time, Token, str]]] = {}
    for time in times:
        sentence = context.sentence_at(time.anchors[0].start)
        place = _target(sentence, time) if sentence is not None else None
        if sentence is not None and place is not None:
            out.setdefault(sentence.index, []).append((time, *place))
    return out


def _target(sentence: Sentence, time: Time) -> "tuple[Token, str] | None":
    """Return the word that a time expression dates, and the preposition between, if any."""
    start, end = time.anchors[0].start - sentence.offset, time.anchors[0].end - sentence.offset
    inside = [t for t in sentence if start <= t.idx and t.idx + len(t) <= end]
    if not inside:
        return None
    top = next((t for t in inside if t.head not in inside or t.head == t), inside[-1])
    if top.dep_ in DESCRIBING and top.pos_ != "ADV":
        return None
    if top.pos_ == "ADP" and top.dep_ == "prep":
        return (top.head, top.lower_) if top.lower_ in WHEN else None
    if top.dep_ in ("pobj", "pcomp") and top.head.lower_ in WHEN:
        prep = top.head
        while prep.dep_ == "prep" and prep.head.pos_ == "ADP":
            prep = prep.head
        if prep.lower_ == "of":
            return None
        return prep.head, prep.lower_
    if top.dep_ in ADVERBIAL:
        return top.head, ""
    return None


def _dated(
    context: Context, by_sentence: dict[int, list[tuple[Time, "Token", str]]], record: Record
) -> Record:
    name = FIELD.get(type(record))
    if name is None or not record.anchors or getattr(record, name) is not None:
        return record
    place = record.cue if isinstance(record, Statement) and record.cue else record.anchors
    sentence = context.sentence_at(place[0].start)
    if sentence is None or sentence.index not in by_sentence:
        return record
    start, end = place[0].start - sentence.offset, place[0].end - sentence.offset
    triggers = [t for t in sentence if start <= t.idx and t.idx + len(t) <= end]
    near: list[tuple[int, Time]] = [
        (min(abs(t.i - word.i) for t in triggers), time)
        for time, word, prep in by_sentence[sentence.index]
        if triggers
        and _fits(record, prep)
        and (_same_clause(triggers, word) or _shared(triggers, word, time, sentence))
    ]
    if not near:
        return record
    changed: dict[str, Any] = {name: _when(min(near, key=lambda n: n[0])[1])}
    return replace(record, **changed)


def _fits(record: Record, preposition: str) -> bool:
    """Say whether a date may be the record's: a deadline is told with "by" or "until"."""
    return not isinstance(record, Commitment) or preposition in LAST_DAY


def _same_clause(triggers: "list[Token]", word: "Token") -> bool:
    """Say whether a dated word is the deed, its verb, or an object that stands in its clause."""
    heads = {t.i for t in triggers}
    verbs = {_verb(t).i for t in triggers}
    if word.i in heads:
        return True
    if word.pos_ in ("VERB", "AUX"):
        return word.i in verbs
    # "signed a declaration on 22 February": the date may hang below the object
    return word.dep_ in ("dobj", "pobj", "nsubjpass", "attr") and _verb(word).i in verbs | heads


def _shared(triggers: "list[Token]", word: "Token", time: Time, sentence: Sentence) -> bool:
    """Say whether a date in front of a verb dates the verbs joined to it: "in May X met and Y"."""
    verb = _verb(triggers[0])
    front = time.anchors[0].end - sentence.offset <= word.idx
    while front and verb.dep_ == "conj" and verb.head != verb:
        verb = verb.head
        if verb == word:
            return True
    return False


def _verb(token: "Token") -> "Token":
    """Return the verb whose clause a word stands in."""
    while token.pos_ not in ("VERB", "AUX") and token.head != token:
        token = token.head
    while token.dep_ in ("aux", "auxpass") and token.head != token:
        token = token.head
    return token


def _when(time: Time) -> When:
    """Return the days that a time expression leaves open: "before 2025" ends with 2024."""
    if time.mod == "BEFORE" and time.earliest is not None:
        return When(time.open_edtf, None, time.earliest - DAY, time.anchors)
    if time.mod == "AFTER" and time.latest is not None:
        return When(time.open_edtf, time.latest + DAY, None, time.anchors)
    return When(time.edtf, time.earliest, time.latest, time.anchors)
