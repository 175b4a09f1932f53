"""A log file and a file of queries become lines of answers.

Status rules, section 6.
"""

from collections.abc import Iterable, Iterator

import msgspec

from servanda.model.errors import LogFault, ServandaError
from servanda.reasoning.status.desk import Desk
from servanda.reasoning.status.log import Log
from servanda.reasoning.status.parse import parse_log
from servanda.reasoning.status.query import parse_query


def read_log(raw: bytes | str) -> Log:
    """Decode and check a log; raises LogFault, also where it is no JSON."""
    try:
        decoded = msgspec.json.decode(raw)
    except msgspec.DecodeError as error:
        raise LogFault(f"the log is no JSON: {error}") from error
    return parse_log(decoded)


def run(log: bytes | str, queries: Iterable[bytes | str]) -> Iterator[str]:
    """Answer queries (JSON Lines) on a log (JSON), one line of JSON each.

    A log that is refused raises LogFault before the first answer (see `refusal`); a query that
    cannot be answered gives a line with `error`. Blank lines are skipped.
    """
    desk = Desk(read_log(log))
    return (_answered(desk, line) for line in queries if line.strip())


def refusal(fault: LogFault) -> str:
    """Return the one line that is printed for a refused log; what has no id is null."""
    return msgspec.json.encode({"error": fault.cause, "id": fault.id or None}).decode()


def _answered(desk: Desk, line: bytes | str) -> str:
    try:
        raw = desk.answer(parse_query(msgspec.json.decode(line))).raw()
    except msgspec.DecodeError as error:
        raw = {"error": f"the query is no JSON: {error}"}
    except ServandaError as error:
        raw = {"error": str(error)}
    return msgspec.json.encode(raw).decode()
