"""Events: predict PLOVER classes with source and target for single sentences."""

from collections.abc import Iterable, Iterator
from typing import Any

from servanda.cli.tasks.actors import code_of
from servanda.cli.tasks.bare import document
from servanda.cli.tasks.plover import AHEAD, VERBAL, told
from servanda.model import Event, Mention, Ref
from servanda.naming import resolve
from servanda.naming.principals import principal_of
from servanda.reading import read

MUTUAL = frozenset({"CONSULT", "COOPERATE"})


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield `{"id", "events": [{"source", "target", "code"}]}` for rows `{"id", "text"}`.

    Actors are given by the code of the state that they belong to ("IGO" for a body of several
    states), and by their text. What is done together is given both ways.
    """
    for row in rows:
        place = document(row["text"])
        records = resolve(place, read(place))
        states = [m.refers_to for m in records if isinstance(m, Mention) and m.refers_to.id]
        found = [r for r in records if isinstance(r, Event)]
        kept = [e for e in found if told(e.plover, e.polarity, e.modality)]
        yield {"id": row["id"], "events": [pair for e in main(kept) for pair in _pairs(e, states)]}


def main(events: list[Event]) -> list[Event]:
    """Return the events that a sentence is about, as coders of sentences choose them.

    What is promised, demanded or threatened is told by the verb that says so; a noun counts where
    no verb of an event stands; one without an actor where no other has two.
    """
    if any(e.plover in VERBAL for e in events):
        events = [e for e in events if e.plover in VERBAL or e.modality not in (*AHEAD, "demanded")]
    verbs = [e for e in events if e.rule.endswith(".v")]
    events = verbs or events
    full = [e for e in events if e.source and e.target]
    return full or [e for e in events if e.source or e.target]


def _pairs(event: Event, states: list[Ref]) -> Iterator[dict[str, Any]]:
    code = told(event.plover, event.polarity, event.modality) or ""
    for source in event.source or (None,):
        for target in event.target or (None,):
            ends = _actor(source, states), _actor(target, states)
            yield {"source": ends[0], "target": ends[1], "code": code}
            if code in MUTUAL and None not in ends:
                yield {"source": ends[1], "target": ends[0], "code": code}


def _actor(ref: Ref | None, states: list[Ref]) -> dict[str, Any] | None:
    """Return an actor's code: its own, what its words say, or of a state named inside it."""
    if ref is None:
        return None
    inside = (s.id for s in states if any(a.overlaps(b) for a in s.anchors for b in ref.anchors))
    sources = (ref.id, principal_of(ref.surface, "").id, *inside)
    return {"code": next(filter(None, map(code_of, sources)), None), "text": ref.surface}
