"""The shapes of the registry's rows: instruments, provisions, children, acts and links.

The rows lie in ``data/registry/*.json``, one file a dispute. Everything here is frozen; a row with
a field that is not named here is refused when it is read.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Verified = Literal["text", "secondary", "unverified"]
Form = Literal["treaty", "political", "ceasefire", "unknown"]
Force = Literal["obligation", "prohibition", "permission", "power", "recognition"]
Role = Literal["preamble", "operative", "annex"]
Relation = Literal["amends", "reaffirms", "implements", "supersedes", "annexed to", "part of"]
ActKind = Literal[
    "signature",
    "ratification",
    "accession",
    "entry_into_force",
    "provisional_application",
    "reaffirmation",
    "suspension",
    "resumption",
    "notice",
    "notice_revoked",
    "non_renewal",
    "withdrawal",
    "termination",
    "supersession",
    "revival",
    "breach_alleged",
    "breach_cleared",
    "objection",
    "expiry",
]


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The common settings of every row: frozen, no unknown fields, defaults not written."""


class Entry(Row, frozen=True, kw_only=True):
    """How an instrument enters into force: by what act, of how many parties, after what delay."""

    by: Literal["signature", "ratification"] = "signature"
    needs: Literal["all"] | int = "all"
    delay: str = "P0D"


class Terms(Row, frozen=True, kw_only=True):
    """The terms that decide status: entry, duration, renewal, notice, exit; periods are ISO 8601.

    ``duration`` null is unlimited; ``renewal`` is tacit; ``notice`` is the time between a notice
    and its effect; ``exit`` says whether the text allows leaving, is silent, or excludes it.
    """

    entry: Entry = Entry()
    duration: str | None = None
    renewal: str | None = None
    notice: str | None = None
    exit: Literal["allowed", "silent", "none"] = "silent"


class Quantity(Row, frozen=True, kw_only=True):
    """A number that a commitment names, with its unit."""

    value: float
    unit: str


class Commitment(Row, frozen=True, kw_only=True):
    """Who owes, may or recognises what, towards whom; `action` is in our own words."""

    bearers: tuple[str, ...]
    counterparties: tuple[str, ...] = ()
    force: Force
    action: str
    condition: str | None = None
    exception: str | None = None
    deadline: str | None = None
    quantity: Quantity | None = None


class Provision(Row, frozen=True, kw_only=True):
    """One paragraph, point or article, told in our own words, with the commitments it holds."""

    locator: str
    role: Role = "operative"
    text: str
    commitments: tuple[Commitment, ...] = ()
    child: str | None = None
    source: str
    verified: Verified


class Act(Row, frozen=True, kw_only=True):
    """A formal act of a party (or `all`) upon an instrument; `date` is EDTF."""

    id: str
    act: ActKind
    actor: str
    date: str
    notice: str | None = None
    against: str | None = None
    to: str | None = None
    note: str = ""
    source: str
    verified: Verified


class Link(Row, frozen=True, kw_only=True):
    """A relation from the row's instrument to another one of the registry."""

    relation: Relation
    to: str
    date: str | None = None
    source: str
    verified: Verified


class Child(Row, frozen=True, kw_only=True):
    """A provision with a life of its own: `id` is the parent's id, `#` and the locator's number."""

    id: str
    parties: tuple[str, ...]
    form: Form
    terms: Terms = Terms()
    acts: tuple[Act, ...] = ()
    source: str
    verified: Verified


class Instrument(Row, frozen=True, kw_only=True):
    """An agreement, declaration, statement or resolution, with all that the registry knows of it.

    ``parties`` are ids of those bound (for a large treaty the ones that ``parties_note`` explains);
    ``date`` is the EDTF day of signing or adoption; ``verified`` is about the row's own fields.
    """

    id: str
    title: str
    names: tuple[str, ...] = ()
    form: Form
    kind: str
    date: str
    place: str = ""
    parties: tuple[str, ...] = ()
    parties_note: str = ""
    signed_by: tuple[str, ...] = ()
    depositary: str = ""
    terms: Terms = Terms()
    terms_note: str = ""
    provisions: tuple[Provision, ...] = ()
    children: tuple[Child, ...] = ()
    acts: tuple[Act, ...] = ()
    links: tuple[Link, ...] = ()
    source: str
    verified: Verified
    dispute: str

    @property
    def computable(self) -> bool:
        """True when a status can be worked out: two parties or more, and not `unverified`."""
        return len(self.parties) >= 2 and self.verified != "unverified"

    def child(self, child_id: str) -> Child | None:
        """The child of this id, or None."""
        return next((child for child in self.children if child.id == child_id), None)


class DisputeFile(Row, frozen=True, kw_only=True):
    """One file of the registry: a dispute, what it is about, and its instruments."""

    dispute: str
    title: str
    instruments: tuple[Instrument, ...]
