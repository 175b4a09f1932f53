"""What a dossier shows of an agreement: its status as each side sees it, and what it rests on."""

from msgspec import Struct


class Cite(Struct, frozen=True, omit_defaults=True):
    """One thing that a sentence rests on: a record with its quote, or a registry row.

    `before` and `after` are the words around the quote, at most 200 characters together. `person`
    says that a living person is spoken for by a record that nobody has reviewed.
    """

    who: str = ""
    when: str = ""
    quote: str = ""
    before: str = ""
    after: str = ""
    record: str = ""
    registry: str = ""
    source: str = ""
    note: str = ""
    pending: bool = False
    person: bool = False


class Why(Struct, frozen=True, omit_defaults=True):
    """A node of the because-tree as it is shown."""

    text: str
    law: str = ""
    rule: str = ""
    cite: Cite | None = None
    children: tuple["Why", ...] = ()


class View(Struct, frozen=True, omit_defaults=True):
    """What one perspective sees of an agreement for parties whose status is the same.

    `said` are a voice's own words about the agreement; `why` leaves out the flags that the formal
    record shows as well.
    """

    seen_by: str
    voice: str
    words: str
    status: str
    shape: str
    tone: str
    parties: tuple[str, ...]
    sure: bool
    same_as_record: bool = False
    notes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    said: tuple[Cite, ...] = ()
    why: tuple[Why, ...] = ()


class Spell(Struct, frozen=True, omit_defaults=True):
    """A stretch of days (ISO, both inclusive) with one status; where several are possible it is
    not `sure`, and its words name them all."""

    first: str
    last: str
    status: str
    tone: str
    sure: bool = True


class History(Struct, frozen=True):
    """The status over time as one perspective sees it, for parties whose history is the same."""

    seen_by: str
    words: str
    parties: tuple[str, ...]
    spells: tuple[Spell, ...]


class Change(Struct, frozen=True, omit_defaults=True):
    """A change of status: between which days (ISO), of what, for whom, in whose eyes."""

    earliest: str
    latest: str
    when: str
    agreement: str
    title: str
    words: str
    parties: tuple[str, ...]
    before: str
    after: str
    tone: str


class ProvisionRow(Struct, frozen=True, omit_defaults=True):
    """A provision of an agreement as the registry or the agreement's own text tells it."""

    locator: str
    text: str
    cite: Cite


class Owed(Struct, frozen=True, omit_defaults=True):
    """What one party owes another under an agreement: how many duties, and what came of them."""

    bearer: str
    towards: str
    number: int
    states: tuple[str, ...]


class Agreement(Struct, frozen=True, omit_defaults=True):
    """One agreement (or a part with its own life) on the status board.

    `history` leaves out the voices that see it as the formal record does on the day asked about.
    """

    id: str
    title: str
    full_title: str
    date: str
    named: int
    terms: str
    views: tuple[View, ...]
    contested: bool
    part_of: str = ""
    source: Cite | None = None
    history: tuple[History, ...] = ()
    provisions: tuple[ProvisionRow, ...] = ()
    owed: tuple[Owed, ...] = ()
