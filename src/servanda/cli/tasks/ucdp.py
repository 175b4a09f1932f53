"""ucdp: had the agreement of a question ended on its day, by the status engine?"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from servanda.cli.tasks.imported import beside, desk_of, evidence_of
from servanda.model.errors import ServandaError
from servanda.reasoning.status import Desk, Query

ENDED = frozenset({"terminated", "expired", "superseded", "withdrawn"})


def lines(source: Path, table: Path | None) -> Iterator[bytes]:
    """Yield `{"id", "label": ended | not_ended, "statuses", "acts"}` for rows with `paid`, `date`.

    The table is the one given, else the only CSV file beside the questions. A status that is not
    sure counts as ended only where every possible one is an end.
    """
    from servanda.exchange.ucdp import read

    questions = [msgspec.json.decode(q) for q in source.read_bytes().splitlines() if q.strip()]
    evidence = evidence_of(read([table or beside(source, "*.csv")]))
    last = max((date.fromisoformat(q["date"]) for q in questions), default=date.min)
    desk = desk_of(evidence, last)
    for q in questions:
        name = f"instrument:ucdp-{q['paid']}"
        yield msgspec.json.encode({"id": q["id"], **_answer(desk, name, q["date"])})


def _answer(desk: Desk, name: str, day: str) -> dict[str, object]:
    """Return the label with what it rests on; a question about an unknown agreement says so."""
    instrument = desk.log.instruments.get(name)
    if instrument is None:
        return {"label": None, "error": f"{name} is not in the table"}
    query = Query(name, instrument.parties[0], date.fromisoformat(day).toordinal())
    try:
        found = desk.answer(query)
    except ServandaError as error:
        return {"label": None, "error": str(error)}
    ended = ENDED.issuperset(found.statuses)
    return {
        "label": "ended" if ended else "not_ended",
        "statuses": list(found.statuses),
        "acts": list(found.acts),
    }
