"""What one world holds at the end of a day: states, runs of notices, and the reasons so far."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from servanda.reasoning.status.days import Day
from servanda.reasoning.status.entry import Fact, Ids
from servanda.reasoning.status.view import Merged

ACTIVE = frozenset({"signed", "consented", "provisional", "in_force"})
"""States from which a party can withdraw or see the instrument end."""

BOUND = frozenset({"consented", "provisional", "in_force"})
"""States that count when too few are left."""

ENDED = frozenset({"terminated", "expired", "superseded"})


class Run:
    """A notice that counts, from the day it is given until it matures or falls away.

    `matures` is None for a powerless notice. `revoked` and `lapsed` tell whether that has
    happened, `ran` whether the party was on its way out on any day.
    """

    __slots__ = ("act", "given", "lapsed", "matures", "ran", "revoked", "revoked_by")

    def __init__(self, act: Merged, given: Day, matures: Day | None) -> None:
        self.act = act
        self.given = given
        self.matures = matures
        self.revoked = False
        self.revoked_by: Ids = frozenset()
        self.lapsed = False
        self.ran = False

    @property
    def alive(self) -> bool:
        """Tell whether the notice has power and neither was revoked nor has lapsed."""
        return self.matures is not None and not self.revoked and not self.lapsed


Chain = tuple[Iterable[str], Any]
"""Ids of acts, and the chain before them or None: states share what they have in common."""


def _links(last: Chain | None) -> Iterator[Iterable[str]]:
    while last is not None:
        ids, last = last
        yield ids


class State:
    """The state of every party and of the instrument, changed row by row as days pass."""

    def __init__(self, parties: Iterable[str]) -> None:
        self.of = dict.fromkeys(parties, "none")
        self.before_end: dict[str, str] = {}
        self.ended_today: frozenset[str] = frozenset()
        self.consented: frozenset[str] = frozenset()
        self.left: frozenset[str] = frozenset()
        self.reentry: dict[str, Fact] = {}
        self.missed: dict[str, Ids] = {}
        self.withdrawals: tuple[tuple[str, Ids], ...] = ()
        self.entered = False
        self.closed = False
        self.termless = False
        self.enough = False
        self._acts: dict[str, Chain] = {}
        self.rules: dict[str, Ids] = {}

    def copy(self) -> "State":
        """Return a state that can be changed apart from this one."""
        other = State.__new__(State)
        other.__dict__.update(self.__dict__)
        for name in ("of", "before_end", "reentry", "missed", "_acts", "rules"):
            setattr(other, name, dict(getattr(self, name)))
        return other

    def because(self, party: str, ids: Iterable[str], rule: str) -> None:
        """Note the acts and the rule behind an effect on a party."""
        self._acts[party] = (ids, self._acts.get(party))
        rules = self.rules.get(party, frozenset())
        self.rules[party] = rules if rule in rules else rules | {rule}

    def acts(self) -> dict[str, Ids]:
        """Return the acts behind all effects on each party so far."""
        return {party: frozenset(chain.from_iterable(_links(c))) for party, c in self._acts.items()}

    def end(self, party: str, state: str) -> None:
        """Put a party into an ended or withdrawn state."""
        if state in ENDED:
            self.before_end[party] = self.of[party]
        self.of[party] = state
        self.ended_today |= {party}

    def bound(self) -> list[str]:
        """Return the parties that are consented, provisional or in force."""
        return [party for party, state in self.of.items() if state in BOUND]
