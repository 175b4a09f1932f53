"""The content of a dossier as plain structs: built once, drawn as HTML, Markdown or JSON."""

from msgspec import Struct, field

from servanda.dossier.agreements import (
    Agreement,
    Change,
    Cite,
    History,
    Owed,
    ProvisionRow,
    Spell,
    View,
    Why,
)

SCHEMA = "servanda-dossier/2"


class Line(Struct, frozen=True, omit_defaults=True):
    """One sentence of an answer with what it rests on.

    `part` says to what part of the answer it belongs, `go` where there is more; `pending`: it
    rests on unreviewed records alone.
    """

    text: str
    part: str = ""
    cites: tuple[Cite, ...] = ()
    pending: bool = False
    go: str = ""


class Answer(Struct, frozen=True, omit_defaults=True):
    """The answer about one agreement (or to the question asked): a heading, a verdict, lines.

    `go` is the place in the page where all that its lines rest on is shown.
    """

    title: str
    lines: tuple[Line, ...]
    status: str = ""
    shape: str = ""
    tone: str = ""
    note: str = ""
    go: str = ""


class SourceRow(Struct, frozen=True, omit_defaults=True):
    """One source on the cover: what it is, how much was found, and what it depends on."""

    id: str
    title: str
    by: str
    published: str
    genre: str
    language: str
    translation: str
    records: int
    rights: str
    depends: tuple[str, ...] = ()


class Tally(Struct, frozen=True):
    """How many records of a kind there are, and how many nobody has reviewed."""

    kind: str
    total: int
    accepted: int
    unsure: int
    pending: int


class Side(Struct, frozen=True, omit_defaults=True):
    """What one side's sources show of a duty."""

    says: str
    cite: Cite


class DutyRow(Struct, frozen=True, omit_defaults=True):
    """One row of the duties matrix; `own`, `other`, `third` are the evidence per side."""

    agreement: str
    provision: str
    bearer: str
    towards: tuple[str, ...]
    verb: str
    action: str
    due: str
    binds: str
    state: str
    shape: str
    tone: str
    own: tuple[Side, ...] = ()
    other: tuple[Side, ...] = ()
    third: tuple[Side, ...] = ()
    notes: tuple[str, ...] = ()
    rests_on: tuple[Cite, ...] = ()

    @property
    def shown(self) -> bool:
        """Say whether any source shows something of the duty."""
        return bool(self.own or self.other or self.third)


class Moment(Struct, frozen=True, omit_defaults=True):
    """One row of the timeline: its first and last possible day (ISO), lane and words."""

    earliest: str
    latest: str
    words: str
    lane: str
    what: str
    cite: Cite
    meant: str = ""


class Tie(Struct, frozen=True, omit_defaults=True):
    """What one actor does to, or owes, another: how often, how much of it hostile, in words."""

    source: str
    target: str
    number: int
    hostile: int
    words: str
    cites: tuple[Cite, ...]


class ActorRow(Struct, frozen=True):
    """An actor of the network: its name and what it is (state, polity, org, person, ...)."""

    name: str
    type: str


class Stance(Struct, frozen=True, omit_defaults=True):
    """One stance at one time; `side` is for, against, asks or else; days are ISO where known."""

    when: str
    stance: str
    issue: str
    cite: Cite
    side: str = "else"
    earliest: str = ""
    latest: str = ""


class Held(Struct, frozen=True):
    """What one holder holds on one issue over time, oldest first."""

    holder: str
    issue: str
    stances: tuple[Stance, ...]


class ClashRow(Struct, frozen=True, omit_defaults=True):
    """A contradiction: both sides with quotes, why they clash, and what would dissolve it.

    `more` are further places that clash with `b` in the same way as `a`; `copies` counts the
    places that tell the same story again, `internal` says that one document clashes with itself,
    `judged` what a person decided on it.
    """

    id: str
    type: str
    what: str
    explanation: str
    a: Cite
    b: Cite
    dissolved_by: str
    rule: str
    more: tuple[Cite, ...] = ()
    copies: int = 0
    internal: bool = False
    judged: str = ""


class PredictionRow(Struct, frozen=True, omit_defaults=True):
    """A prediction: who, what, until when, how likely, under what condition, what came of it.

    `nearest` are the later passages nearest to one that nothing decides; they decide nothing.
    """

    who: str
    what: str
    said: str
    until: str
    probability: str
    condition: str
    standing: str
    cite: Cite
    evidence: tuple[Cite, ...] = ()
    nearest: tuple[Cite, ...] = ()


class Bin(Struct, frozen=True):
    """Predictions of like probability: their mean, the share that came true, how many, and the
    interval of 95 per cent of that share (Wilson)."""

    mean: float
    came: float
    number: int
    low: float
    high: float


class ScoreRow(Struct, frozen=True, omit_defaults=True):
    """How well a group of predictions did, in words; without scores where it is too few."""

    group: str
    number: int
    came: int
    brier: str = ""
    base: str = ""
    skill: str = ""
    log: str = ""
    auc: str = ""
    bins: tuple[Bin, ...] = ()


class QuestionRow(Struct, frozen=True, omit_defaults=True):
    """A question that a source asks."""

    who: str
    text: str
    rhetorical: bool
    cite: Cite


class Card(Struct, frozen=True, omit_defaults=True):
    """A record as the reader of a source sees it: what it says, where it stands, how sure."""

    id: str
    kind: str
    says: str
    who: str
    when: str
    status: str
    confidence: float
    anchors: tuple[tuple[int, int, str], ...] = ()
    extent: tuple[tuple[int, int], ...] = ()
    before: str = ""
    after: str = ""
    person: bool = False


class Piece(Struct, frozen=True):
    """A block of a source's text."""

    start: int
    end: int
    type: str
    locator: str = ""


class SourceText(Struct, frozen=True, omit_defaults=True):
    """A source with its cards; `text` and `blocks` are empty where its rights do not allow it."""

    id: str
    title: str
    by: str
    citation: str
    url: str
    sha256: str
    name: str
    why_quotes: str = ""
    text: str = ""
    blocks: tuple[Piece, ...] = ()
    cards: tuple[Card, ...] = ()


class Cover(Struct, frozen=True, omit_defaults=True):
    """What matters first: question, day, answer, sources, limits, and what is not reviewed."""

    question: str
    as_of: str
    as_of_words: str
    seen_by: str
    answers: tuple[Answer, ...]
    sources: tuple[SourceRow, ...]
    limits: tuple[str, ...]
    unresolved: tuple[str, ...]
    tallies: tuple[Tally, ...]
    resting: tuple[str, ...]
    accepted_only: bool = False


class Pages(Struct, frozen=True, omit_defaults=True):
    """A whole dossier; the same content whatever the form."""

    cover: Cover
    agreements: tuple[Agreement, ...]
    duties: tuple[DutyRow, ...]
    timeline: tuple[Moment, ...]
    changes: tuple[Change, ...]
    actors: tuple[ActorRow, ...]
    ties: tuple[Tie, ...]
    positions: tuple[Held, ...]
    clashes: tuple[ClashRow, ...]
    predictions: tuple[PredictionRow, ...]
    scores: tuple[ScoreRow, ...]
    questions: tuple[QuestionRow, ...]
    sources: tuple[SourceText, ...]
    citation: str
    version: str
    schema: str = field(default=SCHEMA)


__all__ = [
    "SCHEMA",
    "ActorRow",
    "Agreement",
    "Answer",
    "Bin",
    "Card",
    "Change",
    "Cite",
    "ClashRow",
    "Cover",
    "DutyRow",
    "Held",
    "History",
    "Line",
    "Moment",
    "Owed",
    "Pages",
    "Piece",
    "PredictionRow",
    "ProvisionRow",
    "QuestionRow",
    "ScoreRow",
    "Side",
    "SourceRow",
    "SourceText",
    "Spell",
    "Stance",
    "Tally",
    "Tie",
    "View",
    "Why",
]
