"""Random act logs and queries, dense enough that the rules meet each other."""

import random
from datetime import date, timedelta
from typing import Any

KINDS = (
    ["signature"] * 5 + ["ratification"] * 4 + ["accession"] * 3 + ["entry_into_force"] * 2
    + ["provisional_application"] * 2 + ["reaffirmation"] + ["suspension"] * 3
    + ["resumption"] * 2 + ["notice"] * 5 + ["notice_revoked"] * 2 + ["non_renewal"] * 2
    + ["withdrawal"] * 4 + ["termination"] * 3 + ["supersession", "expiry"] + ["revival"] * 2
    + ["breach_alleged", "breach_alleged", "breach_cleared", "objection", "objection"]
)  # fmt: skip
PARENTAL = {"signature", "ratification", "accession", "entry_into_force",
            "provisional_application"}  # fmt: skip
START = date(2020, 1, 20)


def random_log(
    rng: random.Random, *, acts: int = 9, window: int = 60, spread: int = 4, uncertain: int = 3
) -> dict[str, Any]:
    """Make a valid log: `uncertain` acts at most have a range, of at most `spread` days."""
    parties = ["A", "B", "C", "D"][: rng.choice([2, 2, 3, 3, 4])]
    instruments = [_instrument(rng, "i", parties)]
    if rng.random() < 0.25:
        members = rng.sample(parties, rng.randint(2, len(parties)))
        child = _instrument(rng, "c", sorted(members))
        child["parent"] = "i"
        child["terms"].pop("entry", None)
        instruments.append(child)
    made: list[dict[str, Any]] = []
    for number in range(rng.randint(1, acts)):
        made.append(_act(rng, f"a{number}", instruments, made, window))
    for act in rng.sample(made, min(uncertain, len(made))):
        if rng.random() < 0.8:
            lo = date.fromisoformat(act["date"])
            act["date"] = f"{lo}/{lo + timedelta(days=rng.randint(1, spread))}"
    rng.shuffle(made)
    end = START + timedelta(days=window + 60)
    return {"day": str(end), "instruments": instruments, "acts": made,
            "officials": {"mA": "A", "mB": "B"}}  # fmt: skip


def random_query(rng: random.Random, log: dict[str, Any], window: int = 60) -> dict[str, Any]:
    """Make a valid query on a log."""
    instrument = rng.choice(log["instruments"])
    return {
        "instrument": instrument["id"],
        "party": rng.choice(instrument["parties"]),
        "as_of": str(START + timedelta(days=rng.randint(5, window + 30))),
        "seen_by": rng.choice(["record", "record", "party:A", "party:B", "source:S"]),
    }


def _instrument(rng: random.Random, name: str, parties: list[str]) -> dict[str, Any]:
    terms: dict[str, Any] = {}
    if rng.random() < 0.6:
        terms["entry"] = {
            "by": rng.choice(["signature", "ratification"]),
            "needs": rng.choice(["all", rng.randint(2, len(parties))]),
            "delay": rng.choice(["P0D", "P3D", "P1M"]),
        }
    if rng.random() < 0.35:
        terms["duration"] = rng.choice(["P10D", "P1M", "P1M1D"])
        terms["renewal"] = rng.choice([None, "P1W", "P1M", "P9D"])
    if rng.random() < 0.5:
        terms["notice"] = rng.choice(["P0D", "P4D", "P1M"])
    if rng.random() < 0.6:
        terms["exit"] = rng.choice(["allowed", "silent", "none"])
    form = rng.choice(["treaty", "political", "ceasefire", "unknown"])
    return {"id": name, "parties": parties, "form": form, "terms": terms}


def _act(
    rng: random.Random,
    name: str,
    instruments: list[dict[str, Any]],
    made: list[dict[str, Any]],
    window: int,
) -> dict[str, Any]:
    instrument = rng.choice(instruments)
    kind = rng.choice(KINDS)
    if instrument.get("parent") and kind in PARENTAL:
        instrument = instruments[0]
    actor = rng.choice([*instrument["parties"], *instrument["parties"], "all"])
    if kind in ("notice", "notice_revoked"):
        actor = rng.choice(instrument["parties"])
    if kind == "revival":
        actor = "all"
    # Joining mostly comes first, or little would ever happen.
    early = kind in ("signature", "ratification") and rng.random() < 0.8
    day = START + timedelta(days=rng.randint(0, 12 if early else window))
    act: dict[str, Any] = {
        "id": name, "instrument": instrument["id"], "act": kind, "actor": actor,
        "date": str(day), "authority": rng.choice(["formal", "formal", "formal", "claim"]),
        "by": rng.choice(["A", "B", "mA", "mB", "S", "R"]),
    }  # fmt: skip
    if rng.random() < 0.05:
        act["modality"] = rng.choice(["negated", "future", "conditional", "possible"])
    if kind == "notice" and rng.random() < 0.5:
        act["notice"] = rng.choice(["P0D", "P2D", "P5D", "P1M"])
    if kind in ("breach_alleged", "breach_cleared") and rng.random() < 0.7:
        act["against"] = rng.choice(instrument["parties"])
    if kind == "objection" and made and rng.random() < 0.4:
        act["to"] = rng.choice(made)["id"]
    return act
