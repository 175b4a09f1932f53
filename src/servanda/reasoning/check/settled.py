"""Settled: records of a document whose instrument is told by what stands around them."""

from msgspec.structs import replace

from servanda.model import Act, Commitment, Evidence, Provision, Record, Ref
from servanda.reasoning.check.cues import ANOTHER_ONE
from servanda.reasoning.check.text import Stretch
from servanda.reasoning.meant import POINTING, PRONOUNS, surely_meant

FIRM, LOOSE, SURE = 0.7, 0.5, 0.8


def settled(
    told: Evidence, stretches: dict[str, tuple[Stretch, ...]]
) -> tuple[Evidence, dict[str, Stretch]]:
    """Return a document's evidence with instruments filled in, and the stretch of each record.

    What a record names for sure is left as it is; what points back, or to nothing, means the
    instrument that its stretch speaks of.
    """
    places: dict[str, Stretch] = {}
    out: list[Record] = []
    for record in told.records:
        stretch = _around(record, stretches.get(record.document, ()))
        if stretch is not None:
            places[record.id] = stretch
            text = told.documents[record.document].text
            record = _filled(record, stretch, _another(text, record, stretch))
        out.append(record)
    return replace(told, records=tuple(out)), places


def _around(record: Record, stretches: tuple[Stretch, ...]) -> Stretch | None:
    if not record.anchors:
        return None
    at = record.anchors[0].start
    return next((s for s in stretches if s.start <= at < s.end), None)


def _another(text: str, record: Record, stretch: Stretch) -> bool:
    """Say whether another agreement is spoken of between what carries a stretch and a record."""
    start = stretch.by.anchors[-1].end
    if start > record.anchors[0].start:
        start = stretch.start  # what carries it stands behind
    between = text[start : record.anchors[0].start]
    return ANOTHER_ONE.search(between) is not None


def _filled(record: Record, stretch: Stretch, another: bool) -> Record:
    if not isinstance(record, (Act, Commitment, Provision)):
        return record
    ref = record.instrument
    here = ref is not None and ref.surface.lower() not in PRONOUNS and any(
        stretch.start <= a.start < stretch.end for a in ref.anchors)  # fmt: skip
    sentence = (stretch.sentence.start, stretch.sentence.end)
    outright = ref is not None and surely_meant(ref) and ref.method not in POINTING and (
        ref.confidence >= SURE and any(sentence[0] <= a.start < sentence[1] for a in ref.anchors)
        and ref.surface.lower() not in PRONOUNS)  # fmt: skip
    if outright and ref is not None and ref.id != stretch.instrument and not here:
        return record  # it is named in the sentence, beyond the stretch
    weak = ref is None or ref.id is None or not surely_meant(ref) or ref.method in POINTING or (
        stretch.told and not here) or (
        ref.id != stretch.instrument and ref.confidence < 0.6) or (
        ref.id != stretch.instrument and isinstance(record, (Provision, Commitment)))  # fmt: skip
    if not weak or "candidate" in stretch.instrument:
        return record
    surface = ref.surface if ref is not None else ""
    firm = stretch.told and not another
    meant = Ref(
        surface,
        stretch.instrument,
        ref.anchors if ref else (),
        "told" if firm else "salience",
        FIRM if firm else LOOSE,
    )
    return replace(record, instrument=meant)
