"""Does it still hold? Acts become the status of an agreement, exactly, over all possible worlds.

`parse_log` checks a log; `answer` answers one query, `answers` many; `binds` tells whether one
party owes another; `intervals` follows a status through time; `run` is the file interface. The
meaning is that of the status rules; where they leave a choice, see docs/status-readings.md.
"""

from collections.abc import Iterable, Iterator

from servanda.reasoning.status.desk import Desk
from servanda.reasoning.status.flags import Flag
from servanda.reasoning.status.intervals import Interval, intervals
from servanda.reasoning.status.log import Act, Instrument, Log, Terms, TooUncertain
from servanda.reasoning.status.parse import parse_log
from servanda.reasoning.status.query import Answer, Query, QueryFault, parse_query
from servanda.reasoning.status.run import read_log, refusal, run

__all__ = [
    "Act", "Answer", "Desk", "Flag", "Instrument", "Interval", "Log", "Query", "QueryFault",
    "Terms", "TooUncertain", "answer", "answers", "binds", "intervals", "parse_log",
    "parse_query", "read_log", "refusal", "run",
]  # fmt: skip


def answer(log: Log, query: Query) -> Answer:
    """Answer one query; raises QueryFault, and TooUncertain where it cannot be exact."""
    return Desk(log).answer(query)


def answers(log: Log, queries: Iterable[Query]) -> Iterator[Answer]:
    """Answer queries in their order, working out each perspective once."""
    desk = Desk(log)
    return map(desk.answer, queries)


def binds(log: Log, instrument: str, a: str, b: str, as_of: int, seen_by: str) -> str:
    """Tell whether a commitment binds A to B on a day: `surely`, `possibly` or `not`."""
    return Desk(log).binds(instrument, a, b, as_of, seen_by)
