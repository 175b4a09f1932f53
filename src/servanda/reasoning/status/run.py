"""A log file and a file of queries become lines of answers.

Status rules, section 6.
"""

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from servanda.model.errors import LogFault, ServandaError
from servanda.reasoning.status.desk import Desk
from servanda.reasoning.status.log import Log
from servanda.reasoning.status.parse import parse_log
from servanda.reasoning.status.query import parse_query

# What the decoder raises: for malformed JSON, for bytes that are no UTF-8, for deep nesting.
_BROKEN = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def read_log(raw: bytes | str) -> Log:
    """Decode and check a log; raises LogFault, also where it is no JSON."""
    try:
        decoded = _decoded(raw)
    except _BROKEN as error:
        raise LogFault(f"the log is no JSON: {_why(error)}") from error
    return parse_log(decoded)


def run(log: bytes | str, queries: Iterable[bytes | str]) -> Iterator[str]:
    """Answer queries (JSON Lines) on a log (JSON), one line of JSON each.

    A log that is refused raises LogFault before the first answer (see `refusal`); a query that
    cannot be answered gives a line with `error`. Blank lines are skipped.
    """
    desk = Desk(read_log(log))
    return (_answered(desk, line) for line in queries if _bare(line).strip())


def refusal(fault: LogFault) -> str:
    """Return the one line that is printed for a refused log; what has no id is null."""
    return msgspec.json.encode({"error": fault.cause, "id": fault.id or None}).decode()


def _answered(desk: Desk, line: bytes | str) -> str:
    try:
        raw = desk.answer(parse_query(_decoded(line))).raw()
    except _BROKEN as error:
        raw = {"error": f"the query is no JSON: {_why(error)}"}
    except ServandaError as error:
        raw = {"error": str(error)}
    return msgspec.json.encode(raw).decode()


def _decoded(raw: bytes | str) -> Any:
    bare = _bare(raw)
    if not bare.strip():
        raise msgspec.DecodeError("it is empty")
    return msgspec.json.decode(bare)


def _bare(raw: bytes | str) -> bytes | str:
    """Return the text without the byte order mark that some editors put before it."""
    return raw.removeprefix("\ufeff") if isinstance(raw, str) else raw.removeprefix(BOM_UTF8)


def _why(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it nests too deeply"
    return "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
