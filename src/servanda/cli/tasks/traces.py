"""traces: obligations and powers of two model contracts, followed through histories of events."""

import json
import re
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any

import msgspec

from servanda.reasoning.norms import NEVER, Board, Deed, Norm, Trigger

END = 365  # days after the start; every due day of the contracts lies before
# What the histories call deeds, and what they are called here; others keep their name.
KINDS = {"subcontractedC": "subcontracted", "assignedR": "assigned"}
# Which detail of a deed upon norms names them.
TARGETS = {"subcontracted": "obligation", "assigned": "legalPos", "consented": "to"}
_CALL = re.compile(r"\s*(\w+)\s*\(([^()]*)\)\s*")


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield `{"id", "states": [{"state", "of", "past"}, ...]}` for rows with instances, events.

    Listed is what holds at the end and, with `past`, what was passed through.
    """
    models = json.loads(
        (resources.files("servanda.cli.tasks") / "data" / "contracts.json").read_text("utf-8")
    )
    for row in rows:
        board = Board(_norms(row, models))
        held = board.run(_deeds(row), END)
        yield {"id": row["id"], "states": [msgspec.to_builtins(h) for h in held]}


def _norms(row: dict[str, Any], models: dict[str, Any]) -> Iterator[Norm]:
    """Yield the norms of the contracts that a row's instances make."""
    extra = models.get(row["contract"], {}).get("norms", [])
    for text in row["instances"]:
        match = _CALL.fullmatch(text)
        model = models.get(match[1]) if match else None
        if match is None or model is None or "params" not in model:
            continue
        values = dict(zip(model["params"], map(str.strip, match[2].split(",")), strict=True))
        for raw in [*model["norms"], *(extra if match[1] == "meatSale" else [])]:
            yield _norm(raw, values)


def _norm(raw: dict[str, Any], values: dict[str, str]) -> Norm:
    """Return a norm with the parameters of its contract filled in."""
    due = raw.get("before")
    trigger = raw.get("trigger")
    return Norm(
        id=raw["id"], contract=values["contract"], kind=raw["kind"], deed=raw.get("deed", ""),
        debtor=values[raw["debtor"]], creditor=values[raw["creditor"]],
        wants={k: values.get(v, v) for k, v in raw.get("wants", {}).items()},
        before=NEVER if due is None else int(values.get(due, due)),
        abstain=raw.get("abstain", False), trigger=Trigger(**trigger) if trigger else None,
        effect=raw.get("effect", ""), on=values.get(raw.get("on", ""), raw.get("on", "")),
    )  # fmt: skip


def _deeds(row: dict[str, Any]) -> Iterator[Deed]:
    """Yield the events of a row as deeds, with the qualities of the things they are about."""
    attributes = row.get("event_attributes") or {}
    for event in row["events"]:
        match = _CALL.fullmatch(event["event"])
        if match is not None:
            targets = tuple(t.strip() for t in match[2].split(","))
            yield Deed(event["event"], match[1], event["time"], {}, targets)
            continue
        details: dict[str, str] = dict(attributes.get(event["event"], {}))
        told = details.get("type", "")
        kind = KINDS.get(told, told)
        item = attributes.get(details.get("item", ""), {})
        named = details.get(TARGETS.get(kind, ""), "")
        targets = tuple(t.strip() for t in named.strip("[]").split(",") if t.strip())
        yield Deed(event["event"], kind, event["time"], {**item, **details}, targets)
