"""Random histories: logs that crowd their acts onto few days, so that rules meet one another.

`histories()` is a hypothesis strategy; `history(random.Random(seed))` makes the same kind of log
without hypothesis, for long runs. Both return `(log, queries)`. No query on such a log has more
than `WORLDS` worlds, so that the brute force stays fast.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.oracle.brute import count_worlds
from tests.oracle.choosers import Chooser, Dice, Drawn
from tests.oracle.dates import READINGS, add, parse_period, subtract

Json = dict[str, Any]

WORLDS = 72
VIEWS = ["record", "party:A", "party:B", "source:press"]
LOG_DAY = "2024-06-30"
ANCHORS = [
    date(2020, 1, 31),
    date(2021, 1, 30),
    date(2020, 2, 29),
    date(2020, 12, 31),
    date(2021, 8, 31),
    date(2020, 1, 1),
    date(2021, 3, 15),
]
SHORT = ["P0D", "P0D", "P1D", "P2D", "P1M", "P30D", "P2M", "P4W", "P1M1D"]
LONG = ["P3D", "P1M", "P1M", "P2M", "P3M", "P6M", "P1Y", "P1Y", "P12M", "P1M1D", "P60D"]
TINY = ["P0D", "P1D", "P1D", "P2D", "P3D", "P5D"]
LIVELY = [
    "notice",
    "notice",
    "notice",
    "notice_revoked",
    "withdrawal",
    "withdrawal",
    "termination",
    "termination",
    "non_renewal",
    "non_renewal",
    "suspension",
    "suspension",
    "resumption",
    "revival",
    "revival",
    "accession",
    "accession",
    "objection",
    "objection",
    "breach_alleged",
    "breach_cleared",
    "supersession",
    "expiry",
    "reaffirmation",
    "provisional_application",
    "entry_into_force",
    "signature",
    "ratification",
]
ENTRY_KINDS = (
    "signature",
    "ratification",
    "accession",
    "entry_into_force",
    "provisional_application",
)
FAMILIES = ["one", "one", "one", "one", "child", "child", "two", "two and child"]


@st.composite
def histories(draw: st.DrawFn) -> tuple[Json, list[Json]]:
    """Draw a log and queries on it."""
    return _History(Drawn(draw)).build()


def history(rng: random.Random) -> tuple[Json, list[Json]]:
    """Make a log and queries on it from a random generator."""
    return _History(Dice(rng)).build()


class _History:
    def __init__(self, chooser: Chooser) -> None:
        self.pick, self.number = chooser.pick, chooser.number
        self.instruments: list[Json] = []
        self.acts: list[Json] = []
        self.certain = self.chance(45)
        # Half of all histories happen within a fortnight: there nearly everything meets.
        self.tiny = self.chance(50)
        self.days = [self.pick(ANCHORS)]
        self.periods = [parse_period(text) for text in ("P1D", "P3D" if self.tiny else "P1Y")]

    def chance(self, percent: int) -> bool:
        return self.number(1, 100) <= percent

    def build(self) -> tuple[Json, list[Json]]:
        family = self.pick(FAMILIES)
        instruments = self.instruments
        instruments.append(self.instrument("t"))
        if "two" in family:
            instruments.append(self.instrument("u"))
        if "child" in family:
            instruments.append(self.child(instruments[0]))
        self.crowd()
        for instrument in instruments:
            if not instrument.get("parent"):
                self.beginning(instrument)
        for _ in range(self.number(1, 12 if self.tiny else 9)):
            self.event(self.pick(instruments))
        return self.log(), [self.query(self.pick(instruments)) for _ in range(5)]

    def log(self) -> Json:
        return {
            "day": LOG_DAY,
            "instruments": self.instruments,
            "acts": self.acts,
            "officials": {"person:a": "A", "person:b": "B"},
        }

    def small(self) -> bool:
        """Return whether every query on the log so far has few enough worlds."""
        return all(
            count_worlds(self.log(), {"instrument": i["id"], "seen_by": view}) <= WORLDS
            for i in self.instruments
            for view in VIEWS
        )

    def crowd(self) -> None:
        """Choose few days, most of them a period of some term away from one another."""
        self.days *= 2
        for _ in range(self.number(4, 9)):
            self.days.append(self.away(self.pick(self.days)))
        self.days.sort()

    def away(self, day: date) -> date:
        """Return a day at most one term's period and one day off."""
        if self.chance(70):
            day = add(day, self.pick(self.periods), self.pick(READINGS))
        return day + timedelta(days=self.pick([0, 0, 0, 1, -1]))

    def period(self, texts: Sequence[str]) -> str:
        """Choose a period and remember it for the days to come."""
        text = self.pick(TINY if self.tiny else texts)
        self.periods.append(parse_period(text))
        return text

    def renewal(self) -> str:
        text = self.period(LONG)
        return "P4D" if text == "P0D" else text

    # Instruments

    def instrument(self, name: str) -> Json:
        parties = ["A", "B", "C", "D"][: self.pick([2, 2, 2, 3, 3, 3, 4])]
        terms = self.terms()
        entry: Json = {}
        if self.chance(50):
            entry["by"] = self.pick(["signature", "ratification"])
        if self.chance(40):
            entry["needs"] = self.pick(["all", 2, len(parties)])
        if self.chance(50):
            entry["delay"] = self.period(SHORT)
        if entry:
            terms["entry"] = entry
        form = self.pick(["treaty", "treaty", "unknown", "political", "ceasefire"])
        return self.described(name, parties, form, terms)

    def child(self, parent: Json) -> Json:
        parties = list(parent["parties"])
        if len(parties) > 2 and self.chance(40):
            parties.remove(self.pick(parties))
        form = self.pick([parent["form"], "treaty", "political"])
        made = self.described(parent["id"] + "#4", parties, form, self.terms())
        return {**made, "parent": parent["id"]}

    def described(self, name: str, parties: list[str], form: str, terms: Json) -> Json:
        made: Json = {"id": name, "parties": parties, "form": form}
        if terms:
            made["terms"] = terms
        return made

    def terms(self) -> Json:
        terms: Json = {}
        if self.chance(33):
            terms["duration"] = self.period(LONG)
            if self.chance(70):
                terms["renewal"] = self.renewal()
        if self.chance(40):
            terms["notice"] = self.period(["P0D", "P1D", "P1M", "P2M", "P6M"])
        if self.chance(70):
            terms["exit"] = self.pick(["allowed", "silent", "allowed", "silent", "none"])
        return terms

    # Acts

    def beginning(self, instrument: Json) -> None:
        """Let most instruments be signed, consented to and in force early."""
        if self.chance(10):
            return
        kinds = ["signature"]
        if instrument.get("terms", {}).get("entry", {}).get("by") == "ratification":
            kinds.append("ratification")
        if self.chance(15):
            kinds.append(self.pick(["entry_into_force", "provisional_application"]))
        for kind in kinds:
            actors = ["all"] if self.chance(60) else list(instrument["parties"])
            if len(actors) > 2 and self.chance(30):
                actors.pop()
            for actor in actors:
                day = self.pick(self.days[:2])
                self.add(instrument, kind, actor, day, "formal" if self.chance(95) else "claim")

    def event(self, instrument: Json) -> None:
        if self.acts and self.chance(20):
            self.retell(self.pick(self.acts))
            return
        if self.chance(30):
            self.story(instrument)
            return
        kinds = [k for k in LIVELY if not instrument.get("parent") or k not in ENTRY_KINDS]
        kind = self.pick(kinds)
        actor = self.pick(instrument["parties"])
        joint = {
            "notice": 0,
            "notice_revoked": 0,
            "revival": 100,
            "termination": 40,
            "supersession": 70,
            "expiry": 70,
            "accession": 10,
        }.get(kind, 20)
        if joint and self.chance(joint):
            actor = "all"
        authority = "formal" if self.chance(70) else "claim"
        self.add(instrument, kind, actor, self.pick(self.days), authority)

    def story(self, instrument: Json) -> None:
        """Add acts that belong together, on days that make them meet."""
        days = sorted([self.pick(self.days), self.pick(self.days), self.pick(self.days)])
        stories = [self.exodus, self.undone, self.comeback, self.second_thoughts, self.latecomer]
        if "duration" in instrument.get("terms", {}):
            stories += [self.refusal] * 4
        self.pick(stories)(instrument, *days)

    def exodus(self, instrument: Json, first: date, second: date, _: date) -> None:
        for party in instrument["parties"][1:]:
            kind = self.pick(["withdrawal", "termination", "notice"])
            self.add(instrument, kind, party, self.pick([first, second]), "formal")

    def undone(self, instrument: Json, first: date, second: date, third: date) -> None:
        """Suspend perhaps, end and revive the whole, and let somebody act once more."""
        party = self.pick(instrument["parties"])
        if self.chance(40):
            self.add(instrument, "suspension", self.pick([party, "all"]), first, "formal")
        kind = self.pick(["termination", "expiry", "supersession", "withdrawal"])
        self.add(instrument, kind, "all", first, "formal")
        self.add(instrument, "revival", "all", second, "formal")
        if self.chance(50):
            self.add(self.root(instrument), "accession", party, third, "formal")

    def comeback(self, instrument: Json, first: date, second: date, third: date) -> None:
        """Let one party leave, return, and perhaps leave again."""
        party = self.pick(instrument["parties"])
        if self.chance(30):
            self.add(instrument, "suspension", self.pick([party, "all"]), first, "formal")
        self.add(instrument, self.pick(["withdrawal", "notice"]), party, first, "formal")
        self.add(self.root(instrument), "accession", party, second, "formal")
        if self.chance(40):
            self.add(instrument, self.pick(["withdrawal", "notice"]), party, third, "formal")

    def second_thoughts(self, instrument: Json, first: date, second: date, _: date) -> None:
        party = self.pick(instrument["parties"])
        self.add(instrument, "notice", party, first, "formal")
        self.add(instrument, "notice_revoked", party, second, "formal")

    def latecomer(self, instrument: Json, first: date, second: date, third: date) -> None:
        """Let one party join while the whole is ended, and once more after its revival."""
        party = instrument["parties"][-1]
        for act in [a for a in self.acts if a["actor"] == party]:
            if act["act"] in ENTRY_KINDS and not any(a.get("to") == act["id"] for a in self.acts):
                self.acts.remove(act)
        root = self.root(instrument)
        self.add(instrument, "termination", "all", first, "formal")
        kind = self.pick(["signature", "ratification", "entry_into_force", "accession"])
        self.add(root, kind, party, self.pick([first, second]), "formal")
        self.add(instrument, "revival", "all", second, "formal")
        self.add(root, "accession", party, third, "formal")

    def refusal(self, instrument: Json, first: date, _: date, __: date) -> None:
        """Refuse a renewal on or near the last day for it, and perhaps revoke that."""
        terms, party = instrument["terms"], self.pick(instrument["parties"])
        entered = add(self.pick(self.days[:3]), parse_period(self.delay(instrument)), READINGS[0])
        end = add(entered, parse_period(terms["duration"]), READINGS[0])
        if "renewal" in terms:
            end = add(end, parse_period(terms["renewal"]).times(self.number(0, 2)), READINGS[0])
        last = subtract(end, parse_period(terms.get("notice", "P0D")), READINGS[0])
        given = last + timedelta(days=self.pick([0, 0, 0, 1, -1]))
        kind = self.pick(["non_renewal", "notice", "notice"])
        self.add(instrument, kind, party, given, "formal")
        self.days += [end, given]
        self.days.sort()
        if kind == "notice" and self.chance(40):
            day = end + timedelta(days=self.pick([0, 0, -1, 1]))
            self.add(instrument, "notice_revoked", party, day, "formal")

    def root(self, instrument: Json) -> Json:
        """Return the instrument whose entry acts are read, a parent or the instrument itself."""
        name = instrument.get("parent") or instrument["id"]
        return next(i for i in self.instruments if i["id"] == name)

    def delay(self, instrument: Json) -> str:
        entry = self.root(instrument).get("terms", {}).get("entry", {})
        return str(entry.get("delay", "P0D"))

    def retell(self, told: Json) -> None:
        """Tell an act once more, on the same or a near day, perhaps for one party only."""
        again = {k: v for k, v in told.items() if k not in ("id", "published", "date", "notice")}
        step = self.pick([0, 0, 1, -1, 2, 3, 40])
        day = date.fromisoformat((told["date"] + "-01")[:10]) + timedelta(days=step)
        again["authority"] = self.pick(["formal", "claim", "claim"])
        again["by"] = self.by()
        if again["act"] == "termination" and again["actor"] == "all":
            listed = [a["actor"] for a in self.acts if a["instrument"] == again["instrument"]]
            again["actor"] = self.pick(listed)
        self.finish(again, day)

    def by(self) -> str:
        return self.pick(["A", "B", "C", "person:a", "person:b", "press", "press"])

    def add(self, instrument: Json, kind: str, actor: str, day: date, authority: str) -> None:
        act: Json = {
            "instrument": instrument["id"],
            "act": kind,
            "actor": actor,
            "authority": authority,
            "by": self.by(),
        }
        if kind in ("breach_alleged", "breach_cleared", "objection") and self.chance(40):
            act["against"] = self.pick(instrument["parties"])
        if kind == "objection" and self.acts and self.chance(35):
            act["to"] = self.pick([a["id"] for a in self.acts])
        if self.chance(4):
            act["modality"] = self.pick(["negated", "future", "conditional", "possible", "done"])
        self.finish(act, day)

    def finish(self, act: Json, day: date) -> None:
        """Give an act its id, its date and what hangs on them, and put it on the log."""
        act["date"] = self.dated(day)
        if self.chance(6):
            latest = day + timedelta(days=self.number(0, 3))
            act["published"] = latest.isoformat()
        if act["act"] == "notice" and self.chance(40):
            act["notice"] = self.period(LONG)
        letter, taken = self.pick("pqrs"), {a["id"] for a in self.acts}
        act["id"] = next(
            n for i in range(len(self.acts), 999) if (n := f"{letter}{i}") not in taken
        )
        self.acts.append(act)
        if not self.small():
            self.acts.pop()

    def dated(self, day: date) -> str:
        if self.certain:
            return day.isoformat()
        if self.chance(2):
            return day.isoformat()[:7]
        length = self.pick([1, 1, 1, 1, 2, 3, 4, 6])
        if length == 1:
            return day.isoformat()
        if length == 3 and self.chance(50):
            return day.isoformat() + self.pick("~?%")
        return f"{day.isoformat()}/{self.later(day, length - 1)}"

    @staticmethod
    def later(day: date, days: int) -> str:
        return (day + timedelta(days=days)).isoformat()

    # Queries

    def query(self, instrument: Json) -> Json:
        day = self.away(self.pick(self.days[1:]))
        return {
            "instrument": instrument["id"],
            "party": self.pick(instrument["parties"]),
            "as_of": day.isoformat(),
            "seen_by": self.pick(["record", *VIEWS]),
        }
