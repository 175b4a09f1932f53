"""Tasks of `servanda eval`: rows of a data set in, rows of predictions out, one module a task.

Each module has `predict(rows) -> Iterator[dict]`; rows in and out are plain JSON objects in the
formats that the scorers of public data sets take.
"""

import importlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from servanda.model.errors import NotAvailable

Rows = Iterable[dict[str, Any]]

# Task and module; a task without one is not built yet.
TASKS = {
    "attribution": "attribution", "pledges": "pledges", "time": "times", "events": "events",
    "relations": "relations", "actors": "actors", "contradiction": "contradiction",
    "periods": "periods", "traces": "traces", "defeasible": "defeasible", "tota": "tota",
    "status": "status",
}  # fmt: skip

# Tasks whose input is no list of rows: a table, a folder, or rows with a table beside them.
FILE_TASKS = {"atop": "atop", "forecasting": "forecasting", "ucdp": "ucdp", "untc": "untc"}


def predict(task: str, rows: Rows) -> Iterator[dict[str, Any]]:
    """Yield predictions for the rows of a task; raises NotAvailable for one that is not built."""
    module = TASKS.get(task, "")
    if not module:
        raise NotAvailable(
            f"the task {task!r} is not built",
            remedy="these are: "
            + ", ".join(sorted([*(t for t, m in TASKS.items() if m), *FILE_TASKS])),
        )
    run: Callable[[Rows], Iterator[dict[str, Any]]] = importlib.import_module(
        f"servanda.cli.tasks.{module}"
    ).predict
    yield from run(rows)


def lines(task: str, source: Path, table: Path | None = None) -> Iterator[bytes]:
    """Yield the lines of a prediction for a task of `FILE_TASKS`, as the scorer takes them.

    `table` is the data set that question rows are about; without it, each task looks beside
    `source`.
    """
    run: Callable[[Path, Path | None], Iterator[bytes]] = importlib.import_module(
        f"servanda.cli.tasks.{FILE_TASKS[task]}"
    ).lines
    yield from run(source, table)
