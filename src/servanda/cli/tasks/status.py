"""status: rows that hold an act log and its queries, answered as `status --log` does."""

from collections.abc import Iterable, Iterator
from typing import Any

from servanda.model.errors import LogFault, ServandaError
from servanda.reasoning.status import Desk, parse_log, parse_query


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield answers for rows `{"log": {...}, "queries": [...]}`, one a query, in order."""
    for row in rows:
        try:
            desk = Desk(parse_log(row["log"]))
        except LogFault as fault:
            yield {"error": fault.cause, "id": fault.id}
            continue
        for query in row["queries"]:
            try:
                yield desk.answer(parse_query(query)).raw()
            except ServandaError as e:
                yield {"error": str(e)}
