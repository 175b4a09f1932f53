"""From registry rows to the log from which the status of agreements is worked out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from servanda.lexicon.registry_rows import Act, Child, Instrument

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def status_log(instruments: Iterable[Instrument], day: str | None = None) -> dict[str, Any]:
    """The log of these rows: instruments with their children, acts as formal acts of the record.

    Rows and acts marked `unverified`, and rows without a computable status, are left out, with the
    children and acts that hang on them. `day` is the last day the log speaks of; without it, the
    latest full day that an act names.
    """
    rows = [row for row in instruments if row.computable]
    listed: list[dict[str, Any]] = []
    acts: list[dict[str, Any]] = []
    for row in rows:
        listed.append(_listed(row))
        acts.extend(_acts(row))
        for child in row.children:
            if child.verified != "unverified" and len(child.parties) >= 2:
                listed.append(_listed(child) | {"parent": row.id})
                acts.extend(_acts(child))
    days = [found for act in acts for found in _DAY.findall(act["date"])]
    return {
        "day": day or max(days, default="1900-01-01"),
        "instruments": listed,
        "acts": acts,
        "officials": {},
    }


def _listed(row: Instrument | Child) -> dict[str, Any]:
    return {
        "id": row.id,
        "parties": list(row.parties),
        "form": row.form,
        "terms": msgspec.to_builtins(row.terms),
    }


def _acts(row: Instrument | Child) -> list[dict[str, Any]]:
    return [_act(row.id, act) for act in row.acts if act.verified != "unverified"]


def _act(instrument: str, act: Act) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": act.id,
        "instrument": instrument,
        "act": act.act,
        "actor": act.actor,
        "date": act.date,
        "authority": "formal",
        "by": "record",
        "modality": "done",
    }
    for field in ("notice", "against", "to"):
        value = getattr(act, field)
        if value is not None:
            made[field] = value
    return made
