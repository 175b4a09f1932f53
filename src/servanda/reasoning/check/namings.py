"""How a document names an instrument: with which day, place and signatories, against its row."""

import re
from collections.abc import Iterator

from servanda.lexicon.registry import Instrument as Row
from servanda.lexicon.registry_names import normal
from servanda.model import Act, Mention, Time
from servanda.reasoning.case import Case
from servanda.reasoning.check.claim import Claim, Held
from servanda.reasoning.log import MODALITY
from servanda.reasoning.parties import state_of
from servanda.reasoning.shown import dated, in_words
from servanda.reasoning.wording import senses

CANDIDATE = "instrument:candidate-"
JOINT = re.compile(
    r"^(?:the|this|that|a)\s+|[\s,(]+(?:of|from|dated|signed on|on|in)?[\s)]*$", re.I
)
SIGNED_AT = re.compile(r"\b(?:in|at)\s+((?:[A-Z][\w’'-]+)(?:\s+(?:el-)?[A-Z][\w’'-]+){0,2})")
REACH = 70  # characters after the verb of signing in which its place may stand


def hold(case: Case, claim: Claim) -> Iterator[Held]:
    """Yield what the record holds of the day, place and signatories told with a naming."""
    record = claim.record
    if isinstance(record, Mention) and (record.refers_to.id or "").startswith("instrument:"):
        yield from _day(case, claim, record)
    elif isinstance(record, Act) and record.act == "signature":
        row = case.registry.get(claim.name(record.instrument) or "")
        told = MODALITY[record.modality] == "done" and record.polarity == "affirmed"
        if row is not None and told and row.verified != "unverified":
            yield from _place(case, claim, record, row)
            yield from _signers(case, claim, record, row)


def _day(case: Case, claim: Claim, mention: Mention) -> Iterator[Held]:
    """Yield whether the day in a naming is the instrument's: "the Minsk Protocol of 5 May 2014"."""
    at = mention.anchors[0]
    times = [t for t in claim.told.records
             if isinstance(t, Time) and t.document == mention.document and t.earliest and t.latest
             and t.anchors and t.anchors[0].within(at.start, at.end)
             and t.relative_to in ("", "instrument")]  # fmt: skip
    if not times:
        return
    time = times[0]
    row = case.registry.get(claim.name(mention.refers_to) or "")
    if row is None and (mention.refers_to.id or "").startswith(CANDIDATE):
        row = _titled(case, mention, time)
    days = dated(row) if row else None
    if row is None or days is None or time.earliest is None or time.latest is None:
        return
    fits = time.earliest <= days[1] and days[0] <= time.latest
    if not fits and time.granularity == "year" and not _by_title(mention, row):
        return  # by a name that others bear as well, a year tells which is meant
    others = [d for a in row.acts if a.act in ("signature", "ratification", "entry_into_force")
              for d in [a.date] if d and d in (time.edtf,)]  # fmt: skip
    yield Held(
        verdict="agrees" if fits or others else "differs", aspect="date", rule="check/own-date",
        says=f"{case.name(row.id)} is of {in_words(days)}", registry=row.id, source=row.source,
        otherwise="" if fits else "another instrument of that name is meant",
    )  # fmt: skip


def _by_title(mention: Mention, row: Row) -> bool:
    """Say whether a naming gives an instrument's title, its year left out."""
    said = re.sub(r"\b\d{4}\b|\b(?:of|the)\b", " ", mention.refers_to.surface)
    title = re.sub(r"\b\d{4}\b|\b(?:of|the)\b", " ", row.title)
    return normal(" ".join(said.split())) == normal(" ".join(title.split()))


def _titled(case: Case, mention: Mention, time: Time) -> Row | None:
    """Return the one row that has the name of a naming, its day left out."""
    text, start = mention.refers_to.surface, mention.anchors[0].start
    first, last = time.anchors[0].start - start, time.anchors[-1].end - start
    left, right = text[:first], text[last:]
    bare = " ".join(JOINT.sub("", part).strip(" ,()") for part in (left, right)).strip()
    if len(bare.split()) < 2:
        return None
    rows = case.registry.by_name(bare)
    own = [r for r in rows if normal(bare) in {normal(n) for n in (r.title, *r.names)}]
    if len(rows) == len(own) == 1:
        return own[0]
    said = senses(bare)
    like = [r for r in case.registry.instruments
            if len(said) > 1 and said <= senses(" ".join((r.title, *r.names)))]  # fmt: skip
    return like[0] if len(like) == 1 and not rows else None


def _place(case: Case, claim: Claim, act: Act, row: Row) -> Iterator[Held]:
    """Yield whether it was signed where the document says."""
    if not row.place:
        return
    document = claim.told.documents[act.document]
    end = act.anchors[0].end
    found = SIGNED_AT.search(document.text, end, min(claim.sentence[1], end + REACH))
    if found is None:
        return
    told = cities(case, found[1])
    known = {i for part in re.split(r"[,/()]| and | at ", row.place) for i in cities(case, part)}
    if not told or not known:
        return
    fits = bool(told & known) or found[1] in row.place
    yield Held(
        verdict="agrees" if fits else "differs", aspect="place", rule="check/place",
        says=f"{case.name(row.id)} was signed at {row.place}", registry=row.id, source=row.source,
        otherwise="" if fits else "the place is told of something else",
    )  # fmt: skip


def cities(case: Case, name: str) -> frozenset[str]:
    """Return the ids of the towns that go by a name."""
    found = case.entities.lookup(" ".join(name.split()))
    return frozenset(c.id for c in found if c.kind == "capital" or c.id.startswith("place:"))


def towns_of(case: Case, row: Row) -> frozenset[str]:
    """Return the ids of the towns where a row says that its instrument was signed."""
    parts = re.split(r"[,/();]| and | at ", row.place)
    return frozenset(i for part in parts for i in cities(case, part))


def _signers(case: Case, claim: Claim, act: Act, row: Row) -> Iterator[Held]:
    """Yield whether those who are said to have signed did, where the registry names who did."""
    days = dated(row)
    people = [i for r in act.actors if (i := claim.name(r)) and i.startswith("person:")]
    if not row.signed_by or not people or days is None:
        return
    signed_for = {state_of(p, days[0], case.entities): p for p in row.signed_by}
    for person in people:
        state = state_of(person, days[0], case.entities)
        other = signed_for.get(state) if state else None
        if person not in row.signed_by and other is None:
            continue
        names = ", ".join(case.name(p) for p in row.signed_by)
        fits = person in row.signed_by
        yield Held(
            verdict="agrees" if fits else "differs", aspect="who signed", rule="check/signers",
            says=f"{case.name(row.id)} was signed by {names}", registry=row.id, source=row.source,
            otherwise="" if fits else "the person was present and did not sign",
        )  # fmt: skip
