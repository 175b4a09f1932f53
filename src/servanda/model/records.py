"""The record kinds: what a reader may say of a document, each tied to its anchors."""

from datetime import date
from typing import ClassVar

from msgspec import Struct, field

from servanda.model.anchors import (
    Anchor,
    Attribution,
    Mark,
    Phrase,
    Quantity,
    Ref,
    RegistryAnchor,
    When,
)
from servanda.model.terms import (
    ActKind,
    ActorType,
    Authority,
    Force,
    Form,
    Granularity,
    Manner,
    Modality,
    Plover,
    Polarity,
    Relation,
    Role,
    Stance,
    TimexMod,
    TimexType,
)


class Record(Struct, frozen=True, kw_only=True, tag_field="kind", tag=str.lower):
    """What is common to all kinds: where it stands, who says it, how it is meant, who found it.

    `anchors` is the smallest text that carries the record (its cue, verb or name); a record from a
    registry has `registry` instead. `attribution` runs from the outermost speaker inwards and is
    empty in the block's own voice. `marks` anchors coded fields (polarity, modality, force ...).
    `date` is when it happened or holds, `said_on` when it was said. `confidence` is 0-1.
    `IDENTITY` names the fields that tell two records with the same anchors apart; see `ids`.
    """

    IDENTITY: ClassVar[tuple[str, ...]] = ()

    document: str
    id: str = ""
    anchors: tuple[Anchor, ...] = ()
    registry: RegistryAnchor | None = None
    attribution: tuple[Attribution, ...] = ()
    statement: str | None = None
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    date: When | None = None
    said_on: When | None = None
    marks: tuple[Mark, ...] = ()
    extractor: str = ""
    confidence: float = 0.5
    rule: str = ""


class Office(Struct, frozen=True, omit_defaults=True):
    """An office and the days it was held, as EDTF."""

    office: str
    start: str = ""
    end: str = ""


class Actor(Record, frozen=True, kw_only=True):
    """An actor that the document names: a state, polity, person, organisation, group or place."""

    entity: Ref
    name: str = ""
    type: ActorType = "unknown"
    aliases: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()


class Entry(Struct, frozen=True, omit_defaults=True):
    """How an instrument enters into force: by what, needing how many, after which delay."""

    by: str = "signature"
    needs: str | int = "all"
    delay: str = "P0D"


class Terms(Struct, frozen=True, omit_defaults=True):
    """The terms of an instrument as the status rules take them; periods are ISO 8601 texts."""

    entry: Entry = Entry()
    duration: str | None = None
    renewal: str | None = None
    notice: str | None = None
    exit: str = "silent"


class Instrument(Record, frozen=True, kw_only=True):
    """An agreement, declaration, treaty or resolution that the document names."""

    entity: Ref
    title: str = ""
    form: Form = "unknown"
    parties: tuple[Ref, ...] = ()
    aliases: tuple[str, ...] = ()
    terms: Terms | None = None
    provisions: tuple[str, ...] = ()
    parent: str | None = None
    depositary: Ref | None = None


class Link(Record, frozen=True, kw_only=True):
    """A relation between two instruments; `source` and `target` are `from` and `to` in JSON."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("relation", "source", "target")

    source: Ref = field(name="from")
    target: Ref = field(name="to")
    relation: Relation


class Mention(Record, frozen=True, kw_only=True):
    """A naming of an actor, place or instrument; a pronoun or definite phrase that points back.

    What points back has `antecedents`: the words it points to, of a plural one for each member.
    """

    refers_to: Ref
    antecedents: tuple[Ref, ...] = ()


class Time(Record, frozen=True, kw_only=True):
    """A time expression, normalised as EDTF with its first and last day and as TIMEX3.

    `relative_to` names what it was reckoned from ("published", "2022-09-13", "unknown"). `mod` is
    the modifier as TIMEX3 names it: "since 2020" is ON_OR_AFTER 2020, "the early 1990s" START of
    199X, "about two years" APPROX P2Y. `edtf` leaves it aside; `open_edtf` is the interval that
    it leaves open ("2020/.."), the same as `edtf` where it leaves none open.
    """

    edtf: str = ""
    earliest: date | None = None
    latest: date | None = None
    granularity: Granularity = "day"
    timex_type: TimexType = "DATE"
    timex_value: str = ""
    relative_to: str = ""
    mod: TimexMod = ""
    open_edtf: str = ""


class Provision(Record, frozen=True, kw_only=True):
    """A part of an instrument, cited or in the agreement's own text."""

    instrument: Ref | None = None
    locator: str = ""
    role: Role = "operative"
    text: Phrase | None = None


class Commitment(Record, frozen=True, kw_only=True):
    """What bearers owe, may or recognise towards counterparties, under what conditions."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("force", "bearers")

    bearers: tuple[Ref, ...]
    counterparties: tuple[Ref, ...] = ()
    force: Force = "obligation"
    action: Phrase | None = None
    condition: Phrase | None = None
    exception: Phrase | None = None
    deadline: When | None = None
    quantity: Quantity | None = None
    instrument: Ref | None = None
    provision: str = ""


class Statement(Record, frozen=True, kw_only=True):
    """Somebody's words or thoughts as the document gives them: source, cue and content."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("content",)

    speaker: Ref | None = None
    addressees: tuple[Ref, ...] = ()
    manner: Manner = "indirect"
    medium: str = ""
    source: tuple[Anchor, ...] = ()
    cue: tuple[Anchor, ...] = ()
    content: tuple[Anchor, ...] = ()


class Position(Record, frozen=True, kw_only=True):
    """A holder's stance on an issue; `issue_key` is its normal form for comparing."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("stance", "holder")

    holder: Ref
    stance: Stance
    issue: Phrase | None = None
    issue_key: str = ""
    about: tuple[Ref, ...] = ()


class Act(Record, frozen=True, kw_only=True):
    """Something done, or said to be done, to an instrument, in the kinds of the status rules."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("act", "instrument", "actors")

    instrument: Ref
    act: ActKind
    actors: tuple[Ref, ...] = ()
    authority: Authority = "claim"
    notice: str | None = None
    against: Ref | None = None
    to: str | None = None


class Event(Record, frozen=True, kw_only=True):
    """Something that happened between actors, by PLOVER class."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("plover", "source", "target")

    source: tuple[Ref, ...] = ()
    target: tuple[Ref, ...] = ()
    plover: Plover
    mode: str = ""
    place: Ref | None = None


class Prediction(Record, frozen=True, kw_only=True):
    """What somebody says will happen, with its horizon and the range of its probability (0-1)."""

    forecaster: Ref | None = None
    proposition: Phrase
    horizon: When | None = None
    probability: tuple[float, float] | None = None
    condition: Phrase | None = None
    criteria: str = ""


class Question(Record, frozen=True, kw_only=True):
    """A question that the document asks or reports."""

    text: Phrase
    asked_by: Ref | None = None
    rhetorical: bool = False


AnyRecord = (
    Actor | Instrument | Link | Mention | Time | Provision | Commitment | Statement | Position
    | Act | Event | Prediction | Question
)  # fmt: skip

RECORD_TYPES: tuple[type[Record], ...] = (
    Actor, Instrument, Link, Mention, Time, Provision, Commitment, Statement, Position, Act,
    Event, Prediction, Question,
)  # fmt: skip
KINDS: dict[str, type[Record]] = {t.__name__.lower(): t for t in RECORD_TYPES}


def kind_of(record: Record) -> str:
    """Return the kind of a record as it stands in JSON, e.g. `commitment`."""
    return type(record).__name__.lower()
