"""The act log: instruments, their terms, and the acts done upon them, read and checked.

Form and refusals are those of the status rules, section 1. The first fault counts, in the order
log, instruments, acts.
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

from servanda.model.errors import ServandaError
from servanda.model.period import Period
from servanda.model.terms import Form

ALL = "all"
"""The actor of an act done by every party together."""

TALK = frozenset({"breach_alleged", "breach_cleared", "objection"})
"""Kinds that parties say: taken in every perspective."""

RuleSet = Literal["vclt", "political"]
EntryBy = Literal["signature", "ratification"]
Exit = Literal["allowed", "silent", "none"]


class TooUncertain(ServandaError):  # noqa: N818
    """More sorts of worlds than the driver will live through; nothing is known of the answer.

    Also raised where one answer would hold more items than can be read or kept in memory.
    """


class Terms(msgspec.Struct, frozen=True):
    """What an instrument says about its own entry, length and exit.

    `entry_needs` is the number of parties (all of them for `"all"`); `delay` runs from their
    consent to entry; `renewal` is None where there is no tacit renewal.
    """

    entry_by: EntryBy = "signature"
    entry_needs: int = 0
    delay: Period = Period()
    duration: Period | None = None
    renewal: Period | None = None
    notice: Period | None = None
    exit: Exit = "silent"


class Instrument(msgspec.Struct, frozen=True):
    """An agreement, or a provision with a life of its own (then `parent` names its agreement)."""

    id: str
    parties: tuple[str, ...]
    form: Form
    terms: Terms
    parent: str | None = None

    @property
    def rule_set(self) -> RuleSet:
        """Name the rules assumed: the Vienna Convention, or the same rules by analogy."""
        return "political" if self.form in ("political", "ceasefire") else "vclt"

    @property
    def bilateral(self) -> bool:
        """Tell whether exactly two parties are listed."""
        return len(self.parties) == 2


class Act(msgspec.Struct, frozen=True):
    """One assertion that an act was done, on one day from `lo` to `hi` (ordinals, inclusive)."""

    id: str
    instrument: str
    kind: str
    actor: str
    lo: int
    hi: int
    formal: bool
    by: str
    done: bool = True
    notice: Period | None = None
    against: str | None = None
    to: str | None = None


class Log(msgspec.Struct, frozen=True):
    """A checked log; `acts` holds the acts of each instrument in the order of the file."""

    day: int
    instruments: Mapping[str, Instrument]
    acts: Mapping[str, tuple[Act, ...]]
    officials: Mapping[str, str]

    def children(self, instrument: str) -> list[Instrument]:
        """Return the instruments whose parent this one is."""
        return [one for one in self.instruments.values() if one.parent == instrument]

    def party_of(self, asserter: str) -> str:
        """Return the party that an official speaks for, else the asserter itself."""
        return self.officials.get(asserter, asserter)
