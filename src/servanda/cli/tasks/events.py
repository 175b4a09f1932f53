"""Events: predict PLOVER classes with source and target for single sentences."""

from collections.abc import Iterable, Iterator
from typing import Any

from servanda.cli.tasks.bare import document
from servanda.model import Event, Mention, Ref
from servanda.naming import resolve
from servanda.reading import read

# What did not happen and is not meant to is no event of the sentence.
LEFT_OUT = frozenset({"questioned", "hypothetical", "denied"})
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield `{"id", "events": [{"source", "target", "code"}]}` for rows `{"id", "text"}`.

    Actors are given by their three-letter code where one is known, and by their text. What is
    done together is given both ways.
    """
    for row in rows:
        place = document(row["text"])
        records = resolve(place, read(place))
        states = [m.refers_to for m in records if isinstance(m, Mention) and _code(m.refers_to)]
        found = [r for r in records if isinstance(r, Event)]
        kept = [e for e in found if e.polarity == "affirmed" and e.modality not in LEFT_OUT]
        yield {"id": row["id"], "events": [pair for e in kept for pair in _pairs(e, states)]}


def _pairs(event: Event, states: list[Ref]) -> Iterator[dict[str, Any]]:
    for source in event.source or (None,):
        for target in event.target or (None,):
            ends = _actor(source, states), _actor(target, states)
            yield {"source": ends[0], "target": ends[1], "code": event.plover}
            if event.plover in MUTUAL and None not in ends:
                yield {"source": ends[1], "target": ends[0], "code": event.plover}


def _code(ref: Ref) -> str | None:
    kind, _, name = (ref.id or "").partition(":")
    return {"state": name, "org": "IGO"}.get(kind)


def _actor(ref: Ref | None, states: list[Ref]) -> dict[str, Any] | None:
    """Return an actor's code: its own, else that of a state named inside it ("Serbian leader")."""
    if ref is None:
        return None
    inside = (
        s for s in states if any(a.overlaps(b) for a in s.anchors for b in ref.anchors)
    )  # fmt: skip
    code = _code(ref) or next((_code(s) for s in inside), None)
    return {"code": code, "text": ref.surface}
