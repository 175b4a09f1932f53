"""existence: signed or never signed, there is such an agreement or there is not."""

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from servanda.model import Act, Attribution, Finding, Instrument, Mention, Record, Ref, Statement
from servanda.reasoning.case import Case
from servanda.reasoning.clashes.pair import clash, tellers
from servanda.reasoning.log import JOINING, MODALITY, initialled
from servanda.reasoning.meant import surely_meant
from servanda.reasoning.parties import party_of, told_by_text
from servanda.reasoning.shown import Shown, done_by, shown
from servanda.reasoning.wording import sentence_around, sentence_of

KINDS = (
    "signature", "ratification", "accession", "entry_into_force", "notice", "withdrawal",
)  # fmt: skip
# "Not only signed", "did not sign until 2010", "did not sign because of fear but": it was done.
NOT_THE_DEED = re.compile(
    r"\bnot (?:only|just|merely|simply|yet)\b|\b(?:until|till|before|because|merely|lightly|alone|"
    r"in full|entirely|immediately|at once|on time|in order to|as an?|under duress|willingly|"
    r"all|every|but (?:rather|on|in|at|the)|refus\w+|declin\w+|unwilling|reluctan\w+|hesitat\w+|"
    r"would not|wouldn['’]t|should not)\b", re.IGNORECASE,
)  # fmt: skip
EVER = re.compile(r"\bnever\b|\bno\b|\bdeni\w+|\bdeny\w*|\bneither\b", re.IGNORECASE)
END = r"\s*(?:[.,;:!?”\"’)–—-]|$|(?:and|but|he|she|it|said|says)\b)"
GONE_AFTER = re.compile(
    r"^[”\"’]?\s*(?:(?:never|does not|did not|doesn['’]t|didn['’]t) exist(?:ed|s)?|"
    r"(?:is|was) (?:a |an |pure |mere )*(?:fabrication|forgery|fiction|invention|hoax|myth|fake)|"
    r"(?:is|was) (?:fictitious|non-existent|nonexistent|fake|invented|made up))" + END, re.I,
)  # fmt: skip
GONE_BEFORE = re.compile(
    r"\b(?:no such \w+ (?:as|called)|there (?:is|was|has been) (?:no|never an?|never any)|"
    r"there never (?:was|has been) an?y?)\s+(?:the |an? )?[“\"‘]?$", re.IGNORECASE,
)  # fmt: skip
# Somebody asks, supposes, or takes back that there is none.
DOUBT = re.compile(
    r"\b(?:if|whether|not true|untrue|false\w*|wrong\w*|pretend\w*|as though|deni\w+|deny\w*|"
    r"refut\w+|nobody|no one|unless|until|myth that|claims? that|would|could|might)\b", re.I,
)  # fmt: skip


class Telling(Struct, frozen=True):
    """An act told as done or as not done, by whom it is, and the days that this holds for."""

    record: Act
    actors: frozenset[str]
    by: str
    told: tuple[date | None, date | None]


def find(case: Case) -> Iterator[Finding]:
    """Yield acts told as done and as never done, and agreements said not to exist that do."""
    done: dict[tuple[str, str], list[Telling]] = {}
    denied: dict[tuple[str, str], list[Telling]] = {}
    for record in case.evidence.records:
        if not isinstance(record, Act) or record.act not in KINDS:
            continue
        if told_by_text(record) or initialled(record):
            continue
        kept = denied if _denied(case, record) else done if _done(record) else None
        if kept is not None and record.instrument.id and surely_meant(record.instrument):
            name = case.evidence.same.get(record.instrument.id, record.instrument.id)
            kept.setdefault((name, record.act), []).append(_telling(case, record))
    for (name, act), no in denied.items():
        yes = _distinct(done.get((name, act), []))
        rows = shown(case, name)
        for one in _distinct(no):
            yield from (_two(case, name, one, other) for other in yes if _meet(case, one, other))
            yield from _against_registry(case, name, act, one, rows)
    yield from _no_such(case, done)


def _done(record: Act) -> bool:
    return record.polarity == "affirmed" and MODALITY[record.modality] == "done"


def _denied(case: Case, record: Act) -> bool:
    """Say whether an act is told as not done: by the text, or by somebody who denies it."""
    negated = record.polarity == "negated" and record.modality == "actual"
    if negated == (record.modality == "denied" and record.polarity == "affirmed"):
        return False
    return not NOT_THE_DEED.search(sentence_of(case.evidence, record))


def _telling(case: Case, record: Act) -> Telling:
    said = case.evidence.said_on(record)
    actors = frozenset(
        party_of(r, said[1], case.entities, case.evidence) or r.surface.lower()
        for r in record.actors
    )
    own = record.date
    told = (own.earliest, own.latest) if own is not None and own.latest is not None else said
    return Telling(record, actors, tellers(case, record)[0], told)


def _distinct(tellings: list[Telling]) -> list[Telling]:
    """Return one telling for each teller, actors and days: saying it again adds nothing."""
    return list({(t.by, t.actors, t.told): t for t in tellings}.values())


def _meet(case: Case, no: Telling, yes: Telling) -> bool:
    """Say whether a denial and a telling are of the same doers and the same time."""
    if no.actors and yes.actors:
        if not no.actors & yes.actors:
            return False
    elif no.actors or len(yes.actors) == 1:
        return False  # that one of them signed is not that it was signed, nor the other way round
    return _covers(case, no, yes.told)


def _covers(case: Case, no: Telling, done: tuple[date | None, date | None]) -> bool:
    """Say whether a denial is of the days on which it was done.

    A dated denial is of its days; one without a date is of all days until it was said. Where the
    days are not known, only "never" is sure to be about all of them.
    """
    first, last = done
    if no.record.date is not None and no.record.date.latest is not None:
        start, end = no.told
        return bool(start and end and first and last and start <= first and last <= end)
    if no.told[0] is None or last is None:
        return EVER.search(sentence_of(case.evidence, no.record)) is not None
    return last <= no.told[0]


def _two(case: Case, name: str, no: Telling, yes: Telling) -> Finding:
    return clash(
        case, "existence", "existence/done-and-not", yes.record, no.record,
        explanation=(
            f"{_word(no.record.act)} of {case.name(name)}{_by(case, no.actors or yes.actors)}: "
            f"told as done and as not done"
        ),
        dissolved_by="another text of that name is meant, or the denial is of its force, its "
        "manner or another day",
    )  # fmt: skip


def _against_registry(
    case: Case, name: str, act: str, no: Telling, rows: list[Shown]
) -> Iterator[Finding]:
    """Yield a denial against the verified act of the registry that shows it done by then."""
    parties = case.parties(name)
    told = case.registry.get(name)
    if act == "signature" and told is not None and told.form == "political":
        return  # what leaders adopt counts as signed by the rules, and need not be
    known = [s for s in rows if s.registry and s.kind == act]
    deniers: list[str | None] = [*sorted(no.actors)]
    for party in deniers or [None]:
        found = [s for s in done_by(known, act, party, parties) if party or s.actor == "all"]
        for row in found[:1]:
            if _covers(case, no, (row.first, row.last)):
                yield clash(
                    case, "existence", "existence/registry-act", no.record, None,
                    explanation=(
                        f"{_word(act)} of {case.name(name)}{_by(case, no.actors)} is told as not "
                        f"done; the registry shows it on {row.when}"
                    ),
                    dissolved_by="another text of that name is meant, or the denial is of its "
                    "force, its manner or another day",
                    registry=row.registry, registry_says=row.says(case, name),
                )  # fmt: skip


def _no_such(case: Case, done: dict[tuple[str, str], list[Telling]]) -> Iterator[Finding]:
    """Yield namings of agreements that are said not to exist, against acts that made them."""
    joined: dict[str, list[Telling]] = {}
    for (name, act), tellings in done.items():
        if act in JOINING:
            joined.setdefault(name, []).extend(tellings)
    said: dict[str, list[Statement]] = {}
    for record in case.evidence.records:
        if isinstance(record, Statement) and record.speaker is not None:
            said.setdefault(record.document, []).append(record)
    seen: set[tuple[str, ...]] = set()
    for naming in case.evidence.records:
        name = said_to_be_none(case, naming)
        if not name:
            continue
        record = _spoken(naming, said.get(naming.document, []))
        key = (name, *tellers(case, record))
        if key not in seen:
            seen.add(key)
            yield from _of_none(case, name, record, _distinct(joined.get(name, [])))


def said_to_be_none(case: Case, record: Record) -> str:
    """Return the agreement that a record names and whose sentence says that there is none."""
    named = _named(record)
    if named is None or not named.id or not surely_meant(named) or not _says_none(case, record):
        return ""
    return case.evidence.same.get(named.id, named.id)


def _of_none(case: Case, name: str, record: Record, made: list[Telling]) -> Iterator[Finding]:
    row = case.registry.get(name)
    dissolved = "another text of that name is meant, or it is its validity that is denied"
    for telling in made:
        if telling.record.document != record.document or telling.by != tellers(case, record)[0]:
            yield clash(
                case, "existence", "existence/no-such-text", telling.record, record,
                explanation=f"{case.name(name)} is told as made, and is said not to exist",
                dissolved_by=dissolved,
            )  # fmt: skip
    if row is not None and row.verified != "unverified":
        yield clash(
            case, "existence", "existence/registry-text", record, None,
            explanation=f"{case.name(name)} is said not to exist; the registry has it",
            dissolved_by=dissolved, registry=row.id,
            registry_says=f"{row.title}: {row.date} ({row.source})",
        )  # fmt: skip


def _named(record: Record) -> Ref | None:
    if isinstance(record, Instrument):
        return record.entity
    if isinstance(record, Mention) and (record.refers_to.id or "").startswith("instrument:"):
        return record.refers_to
    return None


def _says_none(case: Case, record: Record) -> bool:
    """Say whether the sentence of a naming says that there is no such agreement."""
    document = case.evidence.documents.get(record.document)
    if document is None or not record.anchors:
        return False
    start, end = sentence_around(document, record.anchors[0])
    before = document.text[start : record.anchors[0].start]
    after = document.text[record.anchors[-1].end : end]
    if DOUBT.search(before) or (DOUBT.search(after) and not GONE_AFTER.search(after)):
        return False
    ends = re.match(END, after) is not None
    return bool(GONE_AFTER.search(after) or (GONE_BEFORE.search(before) and ends))


def _spoken(record: Record, statements: list[Statement]) -> Record:
    """Return a naming with the speaker in whose words it stands."""
    if record.attribution or not record.anchors:
        return record
    at = record.anchors[0]
    within = [s for s in statements for c in s.content if c.start <= at.start and at.end <= c.end]
    if not within:
        return record
    inner = min(within, key=lambda s: s.content[-1].end - s.content[0].start)
    who = inner.speaker
    if who is None:
        return record
    by = Attribution(who.surface, id=who.id, anchors=who.anchors)
    return replace(record, attribution=(*inner.attribution, by))


def _word(act: str) -> str:
    return act.replace("_", " ").capitalize()


def _by(case: Case, actors: frozenset[str]) -> str:
    names = ", ".join(sorted(case.name(a) for a in actors))
    return f" by {names}" if names else ""
