"""Obligations and powers over time: from norms and dated deeds to what holds at the end.

A norm begins with its contract, or when another norm comes to a state. An obligation is fulfilled
by a fitting deed before its day, and violated when the day comes without one (a deed on the day is
late). A power can be used while it is in effect: it suspends, resumes or ends what it is about.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

NEVER = 10**9  # a day that does not come

State = Literal[
    "inEffect", "suspension", "fulfillment", "violation", "discharge", "successfulTermination",
    "unsuccessfulTermination",
]  # fmt: skip


class Deed(Struct, frozen=True):
    """Something done on a day: its kind, and who, what and how much, by name.

    Deeds upon norms name them in `targets`: kinds `started` and `terminated` name a contract,
    `suspended`, `resumed` and `exerted` a norm, `subcontracted`, `assigned` and `consented` see
    `Board`.
    """

    id: str
    kind: str
    day: int
    details: Mapping[str, str] = {}
    targets: tuple[str, ...] = ()


class Trigger(Struct, frozen=True):
    """When a norm begins: a state of another norm, or a day from which a deed is still missing."""

    norm: str = ""
    state: State | None = None
    while_suspended: str = ""
    missing: str = ""
    from_day: int = 0


class Norm(Struct, frozen=True):
    """An obligation or power of a contract.

    `deed` is the kind of deed that fulfils an obligation, `wants` the details it must have
    (`performer` and `holder` stand for whoever may perform and receive by then), `before` its day.
    An obligation with `abstain` is violated by such a deed instead. A power does `effect`
    (suspended, resumed, terminated) to `on`.
    """

    id: str
    contract: str
    kind: Literal["obligation", "power"]
    debtor: str
    creditor: str
    deed: str = ""
    wants: Mapping[str, str] = {}
    before: int = NEVER
    abstain: bool = False
    trigger: Trigger | None = None
    effect: str = ""
    on: str = ""


class Held(Struct, frozen=True):
    """A state and what it is of; `past` where it was passed through and holds no more."""

    state: str
    of: str
    past: bool = False


class Board:
    """The norms of one or several contracts, followed deed by deed."""

    def __init__(self, norms: Iterable[Norm]) -> None:
        self.norms = {norm.id: norm for norm in norms}
        self.state: dict[str, State] = {}
        self.began: dict[str, int] = {}
        self.contracts: dict[str, State] = {}
        self.performers: dict[str, set[str]] = {n: {norm.debtor} for n, norm in self.norms.items()}
        self.holders: dict[str, set[str]] = {n: {norm.creditor} for n, norm in self.norms.items()}
        self.consented: set[str] = set()
        self.past: list[Held] = []
        self.done: list[Deed] = []

    def run(self, deeds: Iterable[Deed], end: int) -> list[Held]:
        """Follow the deeds by day to the end, and return every state held or passed through."""
        ordered = sorted(deeds, key=lambda d: d.day)
        days = {d.day for d in ordered} | {n.before for n in self.norms.values() if n.before <= end}
        days |= {n.trigger.from_day for n in self.norms.values() if n.trigger}
        for day in sorted(d for d in days if d <= end):
            self._due(day)
            for deed in ordered:
                if deed.day == day:
                    self._take(deed)
            self._missing(day)
        self._due(end)
        self._missing(end)
        self._close()
        return self.held()

    def held(self) -> list[Held]:
        """Return the states at the end, those of powers also as `active`, and who has what part."""
        out = dict.fromkeys(self.past)
        for name, state in (*self.contracts.items(), *self.state.items()):
            out[Held(state, name)] = None
            norm = self.norms.get(name)
            if state == "inEffect" and (norm is None or norm.kind == "power"):
                out[Held("active", name)] = None
        for name in self.state:
            out |= dict.fromkeys(Held("performer", f"{name},{p}") for p in self._sorted(name, True))
            out |= dict.fromkeys(
                Held("rightHolder", f"{name},{p}") for p in self._sorted(name, False)
            )
        return list(out)

    def _sorted(self, name: str, performing: bool) -> list[str]:
        return sorted((self.performers if performing else self.holders)[name])

    def _take(self, deed: Deed) -> None:
        """Let one deed have its effect."""
        self.done.append(deed)
        changes = {
            "started": self._start, "terminated": self._terminate, "suspended": self._suspend,
            "resumed": self._resume, "exerted": self._exert, "subcontracted": self._subcontract,
            "assigned": self._assign, "consented": self._consent,
        }  # fmt: skip
        change = changes.get(deed.kind)
        if change is not None:
            change(deed)
            return
        for norm in self.norms.values():
            if norm.kind == "obligation" and self._fits(norm, deed):
                if norm.abstain:
                    self._violate(norm)
                elif deed.day < norm.before:
                    self._move(norm.id, "fulfillment")

    def _fits(self, norm: Norm, deed: Deed) -> bool:
        """Tell whether a deed is the one that a norm in effect is about."""
        if self.state.get(norm.id) != "inEffect" or deed.kind != norm.deed:
            return False
        for name, wanted in norm.wants.items():
            told = deed.details.get(name, "")
            allowed = {
                "performer": self.performers[norm.id], "holder": self.holders[norm.id],
            }.get(wanted, {wanted})  # fmt: skip
            if told not in allowed:
                return False
        return True

    def _start(self, deed: Deed) -> None:
        for contract in deed.targets:
            self.contracts[contract] = "inEffect"
            for norm in self.norms.values():
                if norm.contract == contract and norm.trigger is None:
                    self._begin(norm, deed.day)

    def _begin(self, norm: Norm, day: int) -> None:
        if norm.id not in self.state and self.contracts.get(norm.contract) == "inEffect":
            self.state[norm.id] = "inEffect"
            self.began[norm.id] = day
            self._follow(norm.id, "inEffect", day)

    def _move(self, name: str, state: State) -> None:
        """Bring a norm to a state, and let what hangs on it begin."""
        before = self.state.get(name)
        if before is None or before == state:
            return
        self.past.append(Held(before, name, past=True))
        self.state[name] = state
        self._follow(name, state, 0)

    def _follow(self, name: str, state: State, day: int) -> None:
        for norm in self.norms.values():
            t = norm.trigger
            if t is None or (t.norm, t.state) != (name, state):
                continue
            if not t.while_suspended or self.state.get(t.while_suspended) == "suspension":
                self._begin(norm, day)

    def _due(self, day: int) -> None:
        """Violate what was due before or on a day and is still in effect; keep what was barred."""
        for norm in list(self.norms.values()):
            if norm.kind == "obligation" and self.state.get(norm.id) == "inEffect":
                if norm.before <= day and not norm.abstain:
                    self._violate(norm)
                elif norm.before <= day:
                    self._move(norm.id, "fulfillment")

    def _violate(self, norm: Norm) -> None:
        self._move(norm.id, "violation")

    def _missing(self, day: int) -> None:
        """Begin what begins when a deed has not come by a day."""
        for norm in self.norms.values():
            t = norm.trigger
            if t and t.missing and t.from_day <= day and self.state.get(t.missing) != "fulfillment":
                self._begin(norm, day)

    def _terminate(self, deed: Deed) -> None:
        """End a contract at will: what was still in effect ends unfulfilled."""
        for contract in deed.targets:
            if self.contracts.get(contract) in ("inEffect", "suspension"):
                self.contracts[contract] = "unsuccessfulTermination"
                for norm in self.norms.values():
                    if norm.contract == contract and self.state.get(norm.id) in (
                        "inEffect", "suspension",
                    ):  # fmt: skip
                        self._move(norm.id, "unsuccessfulTermination")

    def _suspend(self, deed: Deed) -> None:
        for name in deed.targets:
            if self.state.get(name) == "inEffect":
                self._move(name, "suspension")

    def _resume(self, deed: Deed) -> None:
        for name in deed.targets:
            if self.state.get(name) == "suspension":
                self._move(name, "inEffect")

    def _exert(self, deed: Deed) -> None:
        """Use a power that is in effect: it does its work and is spent."""
        for name in deed.targets:
            norm = self.norms.get(name)
            if norm is None or norm.kind != "power" or self.state.get(name) != "inEffect":
                continue
            self._move(name, "successfulTermination")
            work = {"suspended": self._suspend, "resumed": self._resume,
                    "terminated": self._terminate}.get(norm.effect)  # fmt: skip
            if work is not None:
                work(Deed(deed.id, norm.effect, deed.day, {}, (norm.on,)))

    def _subcontract(self, deed: Deed) -> None:
        """Let others perform too; who owed it goes on owing it."""
        for name in deed.targets:
            if name in self.performers:
                self.performers[name] |= set(_listed(deed.details.get("to", "")))

    def _consent(self, deed: Deed) -> None:
        self.consented |= set(deed.targets)

    def _assign(self, deed: Deed) -> None:
        """Move a right to somebody else, once consented to."""
        if deed.id in self.consented:
            for name in deed.targets:
                if name in self.holders:
                    self.holders[name] = set(_listed(deed.details.get("to", "")))

    def _close(self) -> None:
        """End the contracts all of whose obligations are fulfilled."""
        for contract, state in self.contracts.items():
            owed = [
                self.state.get(n.id)
                for n in self.norms.values()
                if n.contract == contract and n.kind == "obligation" and n.id in self.state
            ]
            if state == "inEffect" and owed and set(owed) == {"fulfillment"}:
                self.contracts[contract] = "successfulTermination"


def _listed(text: str) -> list[str]:
    """Return the names of a list written `[a, b]`, or of one."""
    return [t.strip() for t in text.strip("[] ").split(",") if t.strip()]
