"""The register: each prediction with its forecaster, claim, window and probability."""

import re
from datetime import date
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from servanda.model import Act, Event, Prediction, Record
from servanda.reasoning.case import Case
from servanda.reasoning.foretold.tables import words_of
from servanda.reasoning.parties import OWN_VOICE, asserted_by, party_of

NOTICE = re.compile(
    r"\b(?:give|serve|deliver|send|hand in|submit)s?\b[^.;]{0,20}\bnoti(?:ce|fication)"
)


SURE = 0.5  # confidence below which what a description was taken for is no identity


class Forecast(Struct, frozen=True):
    """A prediction as a claim that records can be held against.

    `deed` is the act or event that it foretells, None where the words name none; the window runs
    from `made` to `due`, either None where it is not told. `negated` says that the deed is foretold
    not to happen.
    """

    record: Prediction
    forecaster: str
    deed: Act | Event | None
    made: date | None
    due: date | None
    negated: bool

    @property
    def chance(self) -> float | None:
        """Return the probability given to the claim, of a range its middle; None where none is."""
        told = self.record.probability
        return None if told is None else (told[0] + told[1]) / 2


def register(case: Case) -> list[Forecast]:
    """Return the predictions of a case in the order in which they were made, undated ones last."""
    made = case.by_document("forecasts", partial(_of_document, case))
    return sorted((f for some in made for f in some), key=lambda f: (
        f.made or date.max, f.record.id,
    ))  # fmt: skip


def _of_document(case: Case, records: tuple[Record, ...]) -> list[Forecast]:
    deeds: list[Record] = [r for r in records if isinstance(r, (Act, Event))]
    return [_forecast(case, r, deeds) for r in records if isinstance(r, Prediction)]


def _forecast(case: Case, record: Prediction, deeds: list[Record]) -> Forecast:
    made = case.evidence.said_on(record)[1]
    deed = _deed(record, deeds)
    # "Will not sign" and "it is unlikely that they sign" are one claim with two polarities; a low
    # probability is told of the claim, so only the deed's own negation turns it.
    negated = deed is not None and "negated" in (deed.polarity, record.polarity)
    return Forecast(
        record=record, forecaster=_forecaster(case, record, made), deed=deed, made=made,
        due=record.horizon.latest if record.horizon else None, negated=negated,
    )  # fmt: skip


def _forecaster(case: Case, record: Prediction, made: date | None) -> str:
    """Return the id of who foretells: somebody named, as themselves, else whoever speaks."""
    ref = record.forecaster
    if ref is None or (not ref.id and ref.surface.lower() in OWN_VOICE):
        return asserted_by(record, case.entities, case.evidence)
    named = ref.id or ref.surface
    if named.startswith("person:"):
        return case.evidence.same.get(named, named)
    return party_of(ref, made, case.entities, case.evidence) or named


def verb_phrase(record: Prediction) -> str:
    """Return the words of a proposition from its verb on."""
    text, verb = record.proposition.text, record.anchors[0].quote if record.anchors else ""
    return text[max(0, text.find(verb)) :]


def _deed(record: Prediction, deeds: list[Record]) -> Act | Event | None:
    """Return the deed told on the words of a prediction: an act before an event, the nearest first.

    What stands in its condition is another deed.
    """
    if not record.anchors:  # a row of a data set stands on no words
        return None
    spans = [(a.start, a.end) for a in (*record.anchors, *record.proposition.anchors)]
    aside = [(a.start, a.end) for a in record.condition.anchors] if record.condition else []
    here = [
        d for d in deeds
        if any(s <= a.start and a.end <= e for a in d.anchors for s, e in spans)
        and not any(s <= a.start < e for a in d.anchors for s, e in aside)
    ]  # fmt: skip
    verb = record.anchors[0].quote.split()[-1].lower() if record.anchors else ""
    if record.rule.endswith(".word"):  # "we do not expect": to expect is not the deed
        cue = record.anchors
        here = [d for d in here if not any(a.overlaps(b) for a in d.anchors for b in cue)]
    elif verb not in words_of("light"):
        # What is foretold of a deed is another deed: "will announce its withdrawal".
        here = [d for d in here if any(a.overlaps(b) for a in d.anchors for b in record.anchors)]
    at = record.anchors[0].end
    here.sort(key=lambda d: (not isinstance(d, Act), abs(d.anchors[0].start - at)))
    found = here[0] if here else None
    if isinstance(found, Act) and found.instrument.method == "clues":
        unsure = found.instrument.confidence < SURE  # "its agreements with X" may be any of them
        found = None if unsure else found
    if isinstance(found, Act) and found.act == "withdrawal" and NOTICE.search(verb_phrase(record)):
        return replace(found, act="notice")  # "will give notice of withdrawal"
    return found if isinstance(found, (Act, Event)) else None
